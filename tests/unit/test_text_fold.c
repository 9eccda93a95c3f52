/* Tests folding and the words of a text, over all of Unicode and over random texts. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "support.h"
#include "text.h"

static void assert_text(struct buf *out, const char *expected) {
    assert_string_equal(buf_cstr(out), expected);
    assert_int_equal(out->n, strlen(expected));
    buf_release(out);
}

/* ---- one form for what is alike ---- */

static const char *const alike[][2] = {
    /* case, accents and strokes of Latin */
    {"\u00c9mile ZOLA", "emile zola"},
    {"Stra\u00dfe \u1e9e", "strasse ss"},
    {"\u00d8rsted \u0141\u00f3d\u017a \u0110\u00e0 N\u1eb5ng \u0126al", "orsted lodz da nang hal"},
    {"D\u0130YARBAKIR d\u0131yarbak\u0131r", "diyarbakir diyarbakir"},
    {"\u0152uvre \u00c6on", "oeuvre aeon"},
    {"\ufb01nance \uff21\uff22 \u2460 m\u00b2", "finance ab 1 m2"},
    /* other scripts with two cases */
    {"\u0391\u03a3\u03a5\u039b\u039f \u1fb3 \u03ac\u03c2", "\u03b1\u03c3\u03c5\u03bb\u03bf \u03b1 \u03b1\u03c3"},
    {"\u0401\u043b\u043a\u0430", "\u0435\u043b\u043a\u0430"},
    {"\u0543\u0561\u0575", "\u0573\u0561\u0575"},
    {"\u13a0\uab70", "\u13a0\u13a0"},
    /* points */
    {"\u05d1\u05bc\u05b5\u05d9\u05ea", "\u05d1\u05d9\u05ea"},
    {"\u0645\u064f\u0633\u0652\u062a\u0640\u0640\u064e", "\u0645\u0633\u062a"},
    {"\u0623\u062d\u0645\u062f", "\u0627\u062d\u0645\u062f"},
    {"\u0710\u0733\u0712", "\u0710\u0712"},
    /* what a vowel sign or a voicing mark makes another word */
    {"\u0e17\u0e35\u0e48", "\u0e17\u0e35\u0e48"},
    {"\u0939\u093f\u0928\u094d\u0926\u0940", "\u0939\u093f\u0928\u094d\u0926\u0940"},
    {"\u304c\uff76\uff9e", "\u304b\u3099\u30ab\u3099"},
    {"\u1780\u17d2\u1798\u17c2\u179a", "\u1780\u17d2\u1798\u17c2\u179a"},
    /* marks in any order; syllables in one character or in parts */
    {"\u0e19\u0e48\u0e38", "\u0e19\u0e38\u0e48"},
    {"\ud55c", "\u1112\u1161\u11ab"},
    /* what is not seen, blanks, hyphens */
    {"Ge\u00adsamt\u200dkon\u2060zept\ufeff \u0645\u06cc\u200c\u062e", "gesamtkonzept \u0645\u06cc\u062e"},
    {"home\u00a0care\u2009x\u3000y", "home care x y"},
    {"co\u2011op\u2010x", "co-op-x"},
    /* signs stay */
    {"C++ C# .NET AT&T", "c++ c# .net at&t"},
    {"a \u2260 b, Atlas\u2122", "a =\u0338 b, atlas\u2122"},
    {"\u00d7\u00f7\u20ac\U0001f389", "\u00d7\u00f7\u20ac\U0001f389"},
};

static void folds_alike(void **state) {
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(alike); i++) {
        struct buf out = {0};
        text_fold(&out, str_from(alike[i][0]));
        assert_text(&out, alike[i][1]);
    }
}

static void fold_again(struct str text) {
    struct buf once = {0}, twice = {0};
    text_fold(&once, text);
    text_fold(&twice, buf_str(&once));
    if (!str_equal(buf_str(&once), buf_str(&twice))) {
        fail_msg("'%.*s' folds to '%s', and that to '%s'", (int)text.n, text.p, buf_cstr(&once), buf_cstr(&twice));
    }
    buf_release(&once);
    buf_release(&twice);
}

static bool is_scalar(uint32_t code) {
    return code && (code < 0xD800 || code > 0xDFFF);
}

static void folds_once(void **state) {
    (void)state;
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        struct buf text = {0};
        if (is_scalar(code)) {
            text_encode(&text, code);
            fold_again(buf_str(&text));
        }
        buf_release(&text);
    }
}

/* ---- random texts ---- */

/* Blocks in which something goes wrong when it can. */
static const uint32_t blocks[][2] = {
    {0x20, 0x7E},     {0x41, 0x5A},     {0x61, 0x7A},     {0xA0, 0x17F},    {0x300, 0x345},     {0x386, 0x3CE},
    {0x400, 0x45F},   {0x591, 0x5EA},   {0x610, 0x669},   {0x901, 0x963},   {0xE01, 0xE5B},     {0xE81, 0xEDD},
    {0x1000, 0x1059}, {0x1100, 0x11FF}, {0x1780, 0x17E9}, {0x1E00, 0x1FFE}, {0x200B, 0x2064},   {0x2100, 0x214F},
    {0x2150, 0x2189}, {0x2460, 0x24EA}, {0x3041, 0x30FF}, {0x3131, 0x318E}, {0x3200, 0x33FF},   {0x4E00, 0x4E20},
    {0xAC00, 0xAC40}, {0xFB00, 0xFB06}, {0xFDF0, 0xFDFC}, {0xFF10, 0xFFDC}, {0x1F100, 0x1F169}, {0x1F389, 0x1F38B},
};

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static void random_text(uint32_t *seed, size_t most, struct buf *clean) {
    struct buf text = {0};
    size_t count = 1 + next_random(seed) % most, few = 1 + next_random(seed) % 3, base = next_random(seed);
    for (size_t i = 0; i < count; i++) {
        const uint32_t *block = blocks[(base + next_random(seed) % few) % ARRAY_SIZE(blocks)];
        text_encode(&text, next_random(seed) % 6 ? block[0] + next_random(seed) % (block[1] - block[0] + 1) : ' ');
    }
    buf_reset(clean);
    text_clean_line(clean, buf_str(&text));
    buf_release(&text);
}

static void assert_folds_same(struct str a, utf8proc_uint8_t *b) {
    struct buf one = {0}, other = {0};
    assert_non_null(b);
    text_fold(&one, a);
    text_fold(&other, str_from((char *)b));
    if (!str_equal(buf_str(&one), buf_str(&other))) {
        fail_msg("'%.*s' and '%s' fold to '%s' and '%s'", (int)a.n, a.p, (char *)b, buf_cstr(&one), buf_cstr(&other));
    }
    free(b);
    buf_release(&one);
    buf_release(&other);
}

static void normal_forms_fold_alike(void **state) {
    (void)state;
    struct buf text = {0};
    uint32_t seed = 1;
    for (int i = 0; i < 20000; i++) {
        random_text(&seed, 12, &text);
        const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)buf_cstr(&text);
        fold_again(buf_str(&text));
        assert_folds_same(buf_str(&text), utf8proc_NFC(bytes));
        assert_folds_same(buf_str(&text), utf8proc_NFD(bytes));
    }
    buf_release(&text);
}

/* ---- words ---- */

static int add_word(void *out, struct str folded, size_t from, size_t to) {
    assert_true(from < to && folded.n > 0);
    buf_putc(out, '|');
    buf_add_str(out, folded);
    return 0;
}

static void words_of(struct text_words *w, struct str text, struct buf *out) {
    buf_reset(out);
    assert_int_equal(text_words_each(w, text, add_word, out), 0);
    buf_putc(out, '|');
}

static const char *const word_cases[][2] = {
    {"", "|"},
    {"The ward's cake, 2.5 kg", "|the|ward|s|cake|2|5|kg|"},
    {"ward\u2019s \u201ccake\u201d\u2014na\u00efve cafe\u0301", "|ward|s|cake|naive|cafe|"},
    {"Kran\u00adken\u200dhaus con\u2060trol \u00ad", "|krankenhaus|control|"},
    {"\u65e5\u672cab\u8a9e", "|\u65e5|\u672c|ab|\u8a9e|"},
    {"\u304c\u304b\u3099", "|\u304b\u3099|\u304b\u3099|"},
    {"\ud55c\uad6d \u1112\u1161\u11ab", "|\u1112\u1161\u11ab|\u1100\u116e\u11a8|\u1112\u1161\u11ab|"},
    {"\u0e17\u0e35\u0e48abc\u0e33", "|\u0e17\u0e35\u0e48|abc\u0e4d|\u0e32|"},
    {"\u0939\u093f\u0928\u094d\u0926\u0940 \u092e\u0947\u0902", "|\u0939\u093f\u0928\u094d\u0926\u0940|\u092e\u0947\u0902|"},
    {"Atlas\u2122 5\u2103 6\u338f7 \u2116 5", "|atlas|5|c|6|kg|7|no|5|"},
    {"1\u00bd \u00b1 \U0001f389 \ufe0f", "|11|2|"},
    {"\ufdfa", "|\u0635\u0644\u0649|\u0627\u0644\u0644\u0647|\u0639\u0644\u064a\u0647|\u0648\u0633\u0644\u0645|"},
};

static void reads_words(void **state) {
    (void)state;
    struct text_words *w = text_words_new();
    for (size_t i = 0; i < ARRAY_SIZE(word_cases); i++) {
        struct buf out = {0};
        words_of(w, str_from(word_cases[i][0]), &out);
        assert_text(&out, word_cases[i][1]);
    }
    text_words_free(w);
}

static void reads_long_words(void **state) {
    (void)state;
    struct text_words *w = text_words_new();
    for (size_t n = 1; n < 200; n++) {
        struct buf text = {0}, out = {0}, expected = {0};
        for (size_t i = 0; i < n; i++) {
            buf_putc(&text, (char)('A' + i % 26));
            buf_putc(&expected, (char)('a' + i % 26));
        }
        words_of(w, buf_str(&text), &out);
        assert_int_equal(out.n, n + 2);
        assert_memory_equal(out.p + 1, expected.p, n);
        buf_release(&text);
        buf_release(&out);
        buf_release(&expected);
    }
    text_words_free(w);
}

static int stop_at_second(void *count, struct str folded, size_t from, size_t to) {
    (void)folded;
    (void)from;
    (void)to;
    return ++*(int *)count == 2 ? 7 : 0;
}

static void stops(void **state) {
    (void)state;
    static const char *const texts[] = {"a b c", "\u00e9 \u00e8 \u00ea", "\u65e5\u672c\u8a9e", "\ufdfa", "a\u00e9-b\u00e9-c"};
    struct text_words *w = text_words_new();
    for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
        int count = 0;
        assert_int_equal(text_words_each(w, str_from(texts[i]), stop_at_second, &count), 7);
        assert_int_equal(count, 2);
    }
    text_words_free(w);
}

/* ---- finding in a text, and full text ---- */

/* A part of the text, from one character to another. */
static struct str random_part(uint32_t *seed, struct str text) {
    size_t from = next_random(seed) % text.n, to = from + 1 + next_random(seed) % 12;
    while (from && ((unsigned char)text.p[from] & 0xC0) == 0x80) {
        from--;
    }
    to = to > text.n ? text.n : to;
    while (to < text.n && ((unsigned char)text.p[to] & 0xC0) == 0x80) {
        to++;
    }
    return str_trim(str_slice(text, from, to));
}

static void compare_finding(struct text_words *w, struct str text, struct str part, int *found) {
    struct buf folded = {0}, here = {0}, wanted = {0};
    size_t length;
    text_fold(&folded, part);
    words_of(w, text, &here);
    words_of(w, part, &wanted);
    text_find_folded(text, 0, buf_str(&folded), TEXT_WORD_BEGINS | TEXT_WORD_ENDS, &length);
    *found += length > 0 && wanted.n > 1;
    if (length && !strstr(buf_cstr(&here), buf_cstr(&wanted))) {
        fail_msg("'%.*s' is found in '%.*s', but not %s in %s", (int)part.n, part.p, (int)text.n, text.p, buf_cstr(&wanted),
                 buf_cstr(&here));
    }
    buf_release(&folded);
    buf_release(&here);
    buf_release(&wanted);
}

static void finds_no_more_than_full_text(void **state) {
    (void)state;
    struct text_words *w = text_words_new();
    struct buf text = {0}, other = {0};
    uint32_t seed = 2;
    int found = 0;
    for (int i = 0; i < 200000; i++) {
        random_text(&seed, 14, &text);
        if (text.n) {
            compare_finding(w, buf_str(&text), random_part(&seed, buf_str(&text)), &found);
            random_text(&seed, 2, &other);
            compare_finding(w, buf_str(&text), buf_str(&other), &found);
        }
    }
    assert_true(found > 20000);
    buf_release(&text);
    buf_release(&other);
    text_words_free(w);
}

/* Where a word is found, in the bytes of the text. */
static void finds_the_bytes(void **state) {
    (void)state;
    static const struct {
        const char *before, *match, *after, *word;
    } cases[] = {
        {"Das ", "Kran\u00adken\u00adhaus", " ist", "krankenhaus"},
        {"\u00adDie ", "Stra\u00dfe", ".", "STRASSE"},
        {"(", "\ufb01nance", ")", "finance"},
        {"\u3000", "\uff21\uff34\uff2c", "\u3002", "atl"},
        {"", "\u0645\u064f\u0633\u0652\u062a\u0640\u0640\u064e", " \u062f", "\u0645\u0633\u062a"},
        {"\u05d4 ", "\u05d1\u05bc\u05b5\u05d9\u05ea", "-", "\u05d1\u05d9\u05ea"},
        {"cafe\u0301s ", "cafe\u0301", "!", "caf\u00e9"},
        {"\u0e42\u0e23\u0e07", "\u0e1e\u0e22\u0e32\u0e1a\u0e32\u0e25", "\u0e01\u0e23\u0e38\u0e07",
         "\u0e1e\u0e22\u0e32\u0e1a\u0e32\u0e25"},
        {"\u304c\u304c", "\u304b", "\u304c", "\u304b"},
        {"home, (", "care) \u2014 at", " home", "care at"},
        {"gro\u00df ", "gros", "", "gros"},
        {"\u0438 ", "\u0401\u043b\u043a\u0430", "\u2014", "\u0435\u043b\u043a\u0430"},
        {"\u0928\u092e ", "\u0939\u093f\u0928\u094d\u0926\u0940", "\u0964", "\u0939\u093f\u0928\u094d\u0926\u0940"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct buf text = {0}, folded = {0};
        size_t length;
        buf_puts(&text, cases[i].before);
        buf_puts(&text, cases[i].match);
        buf_puts(&text, cases[i].after);
        text_fold(&folded, str_from(cases[i].word));
        size_t at = text_find_folded(buf_str(&text), 0, buf_str(&folded), TEXT_WORD_BEGINS | TEXT_WORD_ENDS, &length);
        if (at != strlen(cases[i].before) || length != strlen(cases[i].match)) {
            fail_msg("%s: %zu, %zu in %s", cases[i].word, at, length, buf_cstr(&text));
        }
        buf_release(&text);
        buf_release(&folded);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds_alike),
        cmocka_unit_test(folds_once),
        cmocka_unit_test(normal_forms_fold_alike),
        cmocka_unit_test(reads_words),
        cmocka_unit_test(reads_long_words),
        cmocka_unit_test(stops),
        cmocka_unit_test(finds_no_more_than_full_text),
        cmocka_unit_test(finds_the_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
