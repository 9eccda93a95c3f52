/* text_fold: the one form of a text in which it is compared. */
#include <string.h>

#include "text_private.h"

/* Marks that people omit when they type: those of Latin, Greek, Cyrillic, Hebrew, Arabic, Syriac, Ethiopic, and the tone signs
 * of the Vedas. Not the vowel signs of Indic scripts, of Thai, Khmer or Dhivehi, nor the voicing marks of kana: without those
 * it is another word. Not the stroke through a sign either (U+0338): without it "not equal" is "equal". */
static const struct text_range accents[] = {
    {0x0300, 0x0337}, {0x0339, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2},
    {0x05C4, 0x05C5}, {0x05C7, 0x05C7}, {0x0610, 0x061A}, {0x0640, 0x0640}, {0x064B, 0x065F}, {0x0670, 0x0670},
    {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x06E7, 0x06E8}, {0x06EA, 0x06ED}, {0x0711, 0x0711}, {0x0730, 0x074A},
    {0x0898, 0x089F}, {0x08CA, 0x08E1}, {0x08E3, 0x08FF}, {0x0951, 0x0954}, {0x135D, 0x135F}, {0x1AB0, 0x1ACE},
    {0x1CD0, 0x1CD2}, {0x1CD4, 0x1CE8}, {0x1CED, 0x1CED}, {0x1CF4, 0x1CF4}, {0x1CF7, 0x1CF9}, {0x1DC0, 0x1DFF},
    {0x20D0, 0x20F0}, {0xA66F, 0xA66F}, {0xA67C, 0xA67D}, {0xFB1E, 0xFB1E}, {0xFE20, 0xFE2F},
};

/* Letters that Unicode does not decompose, but that people type without their stroke, without the bar that joins them, or with
 * a dot; and hyphens that look like the usual one. */
static const struct {
    uint16_t code;
    char text[3];
} substitutes[] = {
    {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x0111, "d"}, {0x0127, "h"}, {0x0131, "i"}, {0x0142, "l"},
    {0x0153, "oe"}, {0x0167, "t"}, {0x0180, "b"}, {0x019A, "l"}, {0x01B6, "z"}, {0x01E5, "g"}, {0x0237, "j"},
    {0x023C, "c"},  {0x0247, "e"}, {0x0249, "j"}, {0x024D, "r"}, {0x024F, "y"}, {0x0268, "i"}, {0x0289, "u"},
    {0x1680, " "},  {0x1D7D, "p"}, {0x2010, "-"}, {0x2011, "-"}, {0x2C65, "a"}, {0x2C66, "t"}, {0xA741, "k"},
};

/* Scripts without blanks between words, where any letter may begin one; of Hangul, which has blanks, too: particles are written
 * together with their word. */
static const struct text_range alone[] = {
    {0x0E00, 0x0EFF},   {0x1000, 0x109F},   {0x1100, 0x11FF},   {0x1780, 0x17FF}, {0x1950, 0x19FF}, {0x1A20, 0x1AAF},
    {0x1B00, 0x1B7F},   {0x2E80, 0x2FDF},   {0x3003, 0x303C},   {0x3040, 0x31FF}, {0x3400, 0x4DBF}, {0x4E00, 0xA48F},
    {0xA960, 0xA97F},   {0xA980, 0xA9FF},   {0xAA60, 0xAADF},   {0xAC00, 0xD7FF}, {0xF900, 0xFAFF}, {0xFF66, 0xFFDC},
    {0x16FE0, 0x18CFF}, {0x1AFF0, 0x1B2FF}, {0x20000, 0x3FFFF},
};

static bool is_accent(uint32_t code) {
    return code >= accents[0].first && text_in_ranges(accents, ARRAY_SIZE(accents), code);
}

static const char *substitute(uint32_t code) {
    size_t low = 0, high = ARRAY_SIZE(substitutes);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (substitutes[middle].code < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < ARRAY_SIZE(substitutes) && substitutes[low].code == code ? substitutes[low].text : NULL;
}

static size_t put_parts(uint32_t code, uint32_t *parts, size_t n) {
    const char *text = substitute(code);
    if (!text) {
        parts[n++] = code;
    }
    for (; text && *text; text++) {
        parts[n++] = (unsigned char)*text;
    }
    return n;
}

/* Case is folded after accents are gone: the iota below a Greek letter is one, but folds to a letter. */
size_t text_fold_code(uint32_t code, uint32_t parts[FOLD_PARTS]) {
    enum { MOST = 20 }; /* the longest decomposition has 18 */
    uint32_t plain[MOST], folded[MOST];
    if (text_category(code) == CATEGORY_RAISED_SIGN) {
        parts[0] = code;
        return 1;
    }
    size_t n = 0, count = text_decompose(code, false, plain, ARRAY_SIZE(plain));
    for (size_t i = 0; i < count; i++) {
        size_t letters = is_accent(plain[i]) ? 0 : text_decompose(plain[i], true, folded, ARRAY_SIZE(folded));
        for (size_t j = 0; j < letters && n + 2 <= FOLD_PARTS; j++) {
            n = is_accent(folded[j]) ? n : put_parts(folded[j], parts, n);
        }
    }
    return n;
}

static size_t start_of_last(const struct buf *out, size_t start, size_t at) {
    do {
        at--;
    } while (at > start && ((unsigned char)out->p[at] & 0xC0) == 0x80);
    return at;
}

/* Where a mark of that class goes: before the marks of a higher one at the end. Unicode's stream-safe format has at most 30 of
 * them (UAX #15); what has more is no text. */
static size_t place_of_mark(const struct buf *out, size_t start, unsigned class) {
    enum { MARKS_MAX = 30 };
    size_t place = out->n;
    for (int i = 0; i < MARKS_MAX && place > start; i++) {
        size_t at = start_of_last(out, start, place);
        if (text_combining_class(text_decode(str_slice(buf_str(out), at, place)).code) <= class) {
            break;
        }
        place = at;
    }
    return place;
}

void text_put_folded(struct buf *out, size_t start, uint32_t code, unsigned *last) {
    unsigned class = text_combining_class(code);
    size_t end = out->n;
    text_encode(out, code);
    if (!class || class >= *last) {
        *last = class;
        return;
    }
    char mark[4];
    size_t n = out->n - end;
    memcpy(mark, out->p + end, n);
    buf_truncate(out, end);
    size_t place = place_of_mark(out, start, class);
    text_encode(out, code);
    memmove(out->p + place + n, out->p + place, end - place);
    memcpy(out->p + place, mark, n);
}

static void fold_ascii(struct buf *out, struct str s) {
    buf_reserve(out, s.n);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        out->p[out->n + i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    buf_filled(out, s.n);
}

void text_fold(struct buf *out, struct str s) {
    size_t start = out->n;
    unsigned last = 0;
    for (size_t at = 0; at < s.n;) {
        size_t end = text_skip_ascii(s, at);
        if (end > at) {
            fold_ascii(out, str_slice(s, at, end));
            at = end;
            last = 0;
            continue;
        }
        uint32_t parts[FOLD_PARTS];
        struct text_char c = text_decode(str_slice(s, at, s.n));
        size_t n = text_fold_code(c.code, parts);
        for (size_t i = 0; i < n; i++) {
            text_put_folded(out, start, parts[i], &last);
        }
        at += c.bytes;
    }
}

/* ---- words ---- */

bool text_is_alone(uint32_t code) {
    return code >= alone[0].first &&
           (text_in_ranges(alone, ARRAY_SIZE(alone), code) || text_category(code) == CATEGORY_LETTER_SIGN);
}

/* The parts of Hangul syllables that belong to what is before them: vowels and final consonants. */
static bool is_inner_jamo(uint32_t code) {
    return (code >= 0x1160 && code <= 0x11FF) || (code >= 0xD7B0 && code <= 0xD7FF);
}

/* Letters that fold to a mark, or may: letters of Hangul on their own, half-width voicing marks, Thai and Lao am. */
static bool may_fold_to_mark(uint32_t code) {
    return code == 0x0E33 || code == 0x0EB3 || (code >= 0x3131 && code <= 0x318E) || (code >= 0xFF9E && code <= 0xFFDC);
}

enum text_kind text_kind(uint32_t code) {
    if (code < 0x80) {
        return (code >= '0' && code <= '9') || ((code | 0x20) >= 'a' && (code | 0x20) <= 'z') ? KIND_WORD : KIND_GAP;
    }
    if (may_fold_to_mark(code)) {
        uint32_t parts[FOLD_PARTS];
        code = text_fold_code(code, parts) ? parts[0] : code;
    }
    if (is_accent(code)) {
        return KIND_IGNORED;
    }
    switch (text_category(code)) {
    case CATEGORY_IGNORABLE:
        return KIND_IGNORED;
    case CATEGORY_MARK:
        return KIND_MARK;
    case CATEGORY_LETTER_SIGN:
        return KIND_ALONE;
    case CATEGORY_WORD:
        return is_inner_jamo(code) ? KIND_MARK : text_is_alone(code) ? KIND_ALONE : KIND_WORD;
    default:
        return KIND_GAP;
    }
}

static bool is_word_kind(enum text_kind kind) {
    return kind != KIND_GAP && kind != KIND_IGNORED;
}

bool text_forms_words(uint32_t code) {
    return is_word_kind(text_kind(code));
}

bool text_parts_words(uint32_t before, uint32_t here) {
    enum text_kind kind = text_kind(here);
    if (!is_word_kind(kind) || !text_forms_words(before)) {
        return true;
    }
    return kind != KIND_MARK && (kind == KIND_ALONE || text_is_alone(before));
}
