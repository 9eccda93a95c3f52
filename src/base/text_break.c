/* text_break: where lines may end: Unicode's rules (UAX #14), which libunibreak knows.
 *
 * libunibreak 1.1 has the rules and the characters of Unicode 6.2. Each cluster is given to it as one character, so that marks,
 * emoji sequences and flags stay whole, and what it does not know, or later rules treat otherwise, as another that has the
 * right class. */
#include <linebreak.h>
#include <string.h>
#include <utf8proc.h>

#include "text_private.h"

/* Characters of the class that is wanted. */
enum {
    LETTER = 'a',
    QUOTE = '"',
    BREAK_AFTER = '|',
    SPACE_OF_WIDTH = 0x2003,
    IDEOGRAPH = 0x4E00,
    GLUE = 0x2060,
    NEVER_FIRST = 0x3005,
    OPENING = '(',
    CLOSING = '}'
};
enum { SOFT_HYPHEN = 0xAD, HEBREW = 0x590, ARABIC = 0x600, HANGUL = 0x1100, WIDE = 0x3000 };
enum { SIGNS_MAX = 8 }; /* a row of more signs than this is no part of a word */

/* Builds the library's index, which is its one variable, before there are threads. Without the index it is only slower. */
__attribute__((constructor)) static void start_library(void) {
    init_linebreak();
}

/* What later versions of Unicode treat otherwise: small kana and the mark of length begin no line, half-width kana are as the
 * others, the ideographic space is a space. At a regional indicator the library aborts, and U+FFFF is its end of text. */
static const struct {
    uint32_t first, last, code;
} other_class[] = {
    {0x3000, 0x3000, SPACE_OF_WIDTH}, {0x3041, 0x3041, NEVER_FIRST}, {0x3043, 0x3043, NEVER_FIRST},
    {0x3045, 0x3045, NEVER_FIRST},    {0x3047, 0x3047, NEVER_FIRST}, {0x3049, 0x3049, NEVER_FIRST},
    {0x3063, 0x3063, NEVER_FIRST},    {0x3083, 0x3083, NEVER_FIRST}, {0x3085, 0x3085, NEVER_FIRST},
    {0x3087, 0x3087, NEVER_FIRST},    {0x308E, 0x308E, NEVER_FIRST}, {0x3095, 0x3096, NEVER_FIRST},
    {0x30A1, 0x30A1, NEVER_FIRST},    {0x30A3, 0x30A3, NEVER_FIRST}, {0x30A5, 0x30A5, NEVER_FIRST},
    {0x30A7, 0x30A7, NEVER_FIRST},    {0x30A9, 0x30A9, NEVER_FIRST}, {0x30C3, 0x30C3, NEVER_FIRST},
    {0x30E3, 0x30E3, NEVER_FIRST},    {0x30E5, 0x30E5, NEVER_FIRST}, {0x30E7, 0x30E7, NEVER_FIRST},
    {0x30EE, 0x30EE, NEVER_FIRST},    {0x30F5, 0x30F6, NEVER_FIRST}, {0x30FC, 0x30FC, NEVER_FIRST},
    {0x31F0, 0x31FF, NEVER_FIRST},    {0xFF66, 0xFF66, IDEOGRAPH},   {0xFF67, 0xFF70, NEVER_FIRST},
    {0xFF71, 0xFF9D, IDEOGRAPH},      {0xFFFF, 0xFFFF, LETTER},      {0x1F1E6, 0x1F1FF, IDEOGRAPH},
};

/* Letters and digits, and the signs that no line ends beside: between two of these, and of one and a blank, the rules are
 * simple, see quick_end. */
enum quick { SLOW, QUICK, QUICK_CLOSING, BLANK };
static enum quick quick_kind(char c) {
    static const unsigned char kinds[256] = {
        ['0' ... '9'] = QUICK, ['A' ... 'Z'] = QUICK, ['a' ... 'z'] = QUICK, ['"'] = QUICK,         ['#'] = QUICK,
        ['&'] = QUICK,         ['\''] = QUICK,        ['*'] = QUICK,         ['<'] = QUICK,         ['='] = QUICK,
        ['>'] = QUICK,         ['@'] = QUICK,         ['^'] = QUICK,         ['_'] = QUICK,         ['`'] = QUICK,
        ['~'] = QUICK,         [','] = QUICK_CLOSING, ['.'] = QUICK_CLOSING, [':'] = QUICK_CLOSING, [';'] = QUICK_CLOSING,
        [')'] = QUICK_CLOSING, [']'] = QUICK_CLOSING, [' '] = BLANK,         ['\t'] = BLANK,        ['\n'] = BLANK,
        ['\r'] = BLANK,
    };
    return kinds[(unsigned char)c];
}

/* Signs that Unicode keeps with the word before, even after a blank. */
static bool is_closing_sign(uint32_t code) {
    return code < 0x80 && code && strchr(".,:;!?/", (int)code);
}

static bool is_wide(struct str s, size_t at) {
    return at < s.n && text_cluster(str_slice(s, at, s.n)).columns == 2;
}

static bool is_word(struct str s, size_t at) {
    return at < s.n && text_is_word_char(text_decode(str_slice(s, at, s.n)).code);
}

static size_t previous(struct str s, size_t at) {
    do {
        at--;
    } while (at && ((unsigned char)s.p[at] & 0xC0) == 0x80);
    return at;
}

/* A sign at the start of a word is part of it: -x, --long, /usr, .net, the slashes of ://. Unicode's later rules say so of
 * hyphens and decimal points. Nor does a line end after a hyphen that no word follows: -> and the like. */
static bool is_part_of_word(struct str s, size_t at) {
    char sign = s.p[at];
    size_t from = at, to = at + 1;
    while (from && s.p[from - 1] == sign && at - from < SIGNS_MAX) {
        from--;
    }
    while (to < s.n && s.p[to] == sign && to - at < SIGNS_MAX) {
        to++;
    }
    if (sign != '-' && sign != '/') {
        return is_word(s, to) && (!from || is_blank(s.p[from - 1]));
    }
    bool after_word = from && is_word(s, previous(s, from)), in_word = to < s.n && !is_blank(s.p[to]);
    return in_word && (!after_word || (sign == '-' && !is_word(s, to)));
}

/* What stands before or after a number does so with a letter, too: C++, x%, N°. */
static bool is_affix(uint32_t code, uint32_t before) {
    bool affix = code == '+' || code == '$' || code == '%' || code == 0xB0 ||
                 (code >= 0x80 && utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_SC);
    return affix && before < HANGUL && text_is_word_char(before);
}

static bool ends_word(struct str s, size_t at) {
    return at >= s.n || is_blank(s.p[at]) || s.p[at] == ')' || is_closing_sign((unsigned char)s.p[at]);
}

/* What a quotation mark does depends on the language; but later versions of Unicode take one at the start of a word for opening
 * when it has that form, one at the end for closing, even with a blank between (« oui »), and both among ideographs. */
static uint32_t quote_class(struct str s, size_t at, struct cluster c, bool opens) {
    bool among_wide = at && is_wide(s, previous(s, at)) && is_wide(s, at + c.bytes);
    bool outer = opens ? !at || is_blank(s.p[at - 1]) : ends_word(s, at + c.bytes);
    return !among_wide && !outer ? QUOTE : opens ? OPENING : CLOSING;
}

static bool is_emoji(struct cluster c) {
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)c.first);
    return c.columns == 2 && (c.first >= 0x10000 || property->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC);
}

static uint32_t ascii_class(struct str s, size_t at, uint32_t before) {
    unsigned char c = (unsigned char)s.p[at];
    if ((c == '-' || is_closing_sign(c)) && is_part_of_word(s, at)) {
        return before == ' ' ? LETTER : GLUE; /* glue would hold the blank, too */
    }
    if (c == '/' && text_is_letter(before) && at + 1 < s.n && is_digit(s.p[at + 1])) {
        return BREAK_AFTER; /* example.org/2024, but 1/2 */
    }
    return c == '\\' || is_affix(c, before) ? LETTER : c;
}

/* The letters of all scripts are alike, but for those of Hebrew; so are ideographs, kana and Hangul. */
static uint32_t common_class(uint32_t code) {
    if (code < HANGUL) {
        bool hebrew = code >= HEBREW && code < ARABIC;
        return code >= 0x80 && !hebrew && text_is_letter(code) ? LETTER : code;
    }
    bool ideograph = (code >= 0x4E00 && code < 0xA000) || (code >= 0xAC00 && code < 0xD7A4) ||
                     (code >= 0x3041 && code < 0x3097) || (code >= 0x30A1 && code < 0x30FB);
    return ideograph ? IDEOGRAPH : code;
}

static uint32_t known_class(uint32_t code) {
    bool never_here = code < WIDE || (code >= 0x3200 && code < 0xFF00);
    for (size_t i = 0; !never_here && i < ARRAY_SIZE(other_class) && other_class[i].first <= code; i++) {
        if (code <= other_class[i].last) {
            return other_class[i].code;
        }
    }
    return common_class(code);
}

/* The character to give to the library for the cluster at `at`; before: the one given for the cluster before. */
static uint32_t class_of(struct str s, size_t at, struct cluster c, uint32_t before) {
    if (c.first < 0x80) {
        return is_blank(s.p[at]) ? ' ' : ascii_class(s, at, before);
    }
    if (is_affix(c.first, before)) {
        return LETTER;
    }
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c.first);
    if (category == UTF8PROC_CATEGORY_PI || category == UTF8PROC_CATEGORY_PF) {
        return quote_class(s, at, c, category == UTF8PROC_CATEGORY_PI);
    }
    return is_emoji(c) ? IDEOGRAPH : known_class(c.first);
}

/* What is given to the library at once. */
enum { WINDOW = 64, CONTEXT = 2 };
struct window {
    utf32_t codes[WINDOW];
    size_t at[WINDOW];
    size_t count, judged; /* the first so many were given before */
};

/* Takes the verdicts, and leaves what the next ones depend on: a character, or one and its blank. */
static void judge(struct window *w, uint8_t *breaks) {
    char verdicts[WINDOW];
    set_linebreaks_utf32(w->codes, w->count, NULL, verdicts);
    for (size_t i = w->judged ? w->judged : 1; i < w->count; i++) {
        breaks[w->at[i]] |= verdicts[i - 1] == LINEBREAK_ALLOWBREAK ? TEXT_MAY_BREAK : 0;
    }
    w->judged = w->count < CONTEXT ? w->count : CONTEXT;
    memmove(w->codes, w->codes + w->count - w->judged, w->judged * sizeof *w->codes);
    memmove(w->at, w->at + w->count - w->judged, w->judged * sizeof *w->at);
    w->count = w->judged;
}

static void push(struct window *w, utf32_t code, size_t at, uint8_t *breaks) {
    utf32_t last = w->count ? w->codes[w->count - 1] : 0;
    if (code == last && (code == LETTER || code == IDEOGRAPH || code == ' ')) {
        breaks[at] |= code == IDEOGRAPH ? TEXT_MAY_BREAK : 0; /* most of all text */
        return;
    }
    if (w->count == WINDOW) {
        judge(w, breaks);
    }
    w->codes[w->count] = code;
    w->at[w->count++] = at;
}

static bool is_ascii_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A line may end after a hyphen in a word, not before a digit. */
static bool is_inner_hyphen(struct str s, size_t at) {
    return s.p[at] == '-' && at && at + 1 < s.n && is_ascii_word(s.p[at - 1]) && is_ascii_word(s.p[at + 1]);
}

/* Where the stretch of quick characters and blanks from `at` on ends: before the blank, when something else follows that. No
 * line ends between two of them, and one may end at each blank. */
static size_t quick_end(struct str s, size_t at, uint8_t *breaks) {
    for (; at < s.n; at++) {
        enum quick kind = quick_kind(s.p[at]);
        if (kind == BLANK) {
            size_t next = at;
            while (next < s.n && quick_kind(s.p[next]) == BLANK) {
                breaks[next++] |= TEXT_BLANK;
            }
            if (next == s.n || quick_kind(s.p[next]) != QUICK) {
                return at;
            }
            breaks[next] |= TEXT_MAY_BREAK;
            at = next;
        } else if (kind == SLOW && !is_inner_hyphen(s, at)) {
            return at;
        } else if (kind == SLOW) {
            breaks[at + 1] |= is_digit(s.p[at + 1]) ? 0 : TEXT_MAY_BREAK;
        }
    }
    return at;
}

static bool is_quick(struct cluster c, uint32_t code) {
    return c.bytes == 1 && code == c.first && quick_kind((char)code) != SLOW && code != ' ';
}

static void note(struct cluster c, size_t at, uint8_t *breaks) {
    unsigned may_break = breaks[at] & TEXT_MAY_BREAK;
    bool blank = c.first < 0x80 && quick_kind((char)c.first) == BLANK;
    memset(breaks + at, 0, c.bytes);
    breaks[at] = (uint8_t)(may_break | (c.first == SOFT_HYPHEN ? TEXT_SOFT_HYPHEN : 0) | (blank ? TEXT_BLANK : 0) |
                           c.columns * TEXT_ONE_COLUMN);
}

/* From the character before `at` to the first quick one that follows, which is where it returns. */
static size_t ask_library(struct str s, size_t at, uint8_t *breaks) {
    struct window w;
    w.count = w.judged = 0;
    if (at) {
        push(&w, (unsigned char)s.p[at - 1], at - 1, breaks);
    }
    for (bool quick = false; at < s.n && !quick;) {
        struct cluster c = text_cluster(str_slice(s, at, s.n));
        uint32_t code = class_of(s, at, c, w.count ? w.codes[w.count - 1] : ' ');
        note(c, at, breaks);
        push(&w, code, at, breaks);
        quick = is_quick(c, code);
        at += quick ? 0 : c.bytes;
    }
    judge(&w, breaks);
    return at;
}

/* Does a mark follow the character at `at`? */
static bool has_mark(struct str s, size_t at) {
    return at + 1 < s.n && (unsigned char)s.p[at + 1] >= 0x80 && text_cluster(str_slice(s, at, s.n)).bytes > 1;
}

void text_breaks(struct str s, uint8_t *breaks) {
    if (s.n) { /* `breaks` may be null for an empty text */
        memset(breaks, TEXT_ONE_COLUMN, s.n);
    }
    for (size_t at = 0; at < s.n;) {
        size_t end = quick_end(s, at, breaks);
        at = end < s.n ? ask_library(s, end - (end > at && has_mark(s, end - 1)), breaks) : end;
    }
}

size_t text_line(struct str s, size_t columns) {
    size_t used, n = text_fit(s, columns, &used), blank = n;
    while (n < s.n && blank && s.p[blank] != ' ') {
        blank--;
    }
    return blank ? blank : n;
}
