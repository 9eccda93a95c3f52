/* test_text: cleaning, graphemes, columns, folding. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include <ctype.h>
#include <linebreak.h>
#include <stdlib.h>

#include "text.h"
#include "text_private.h"

static void assert_text(struct buf *out, const char *expected) {
    assert_string_equal(buf_cstr(out), expected);
    assert_int_equal(out->n, strlen(expected));
    buf_release(out);
}

struct clean_case {
    struct str in;
    const char *out;
    unsigned faults;
};

#define BYTES(literal)                                                                                                         \
    { (literal), sizeof(literal) - 1 }

static const struct clean_case clean_cases[] = {
    {BYTES(""), "", 0},
    {BYTES("plain text, no harm"), "plain text, no harm", 0},
    {BYTES("tab\tand\nline"), "tab\tand\nline", 0},
    {BYTES("a\r\nb\rc\r\r\nd\r"), "a\nb\nc\n\nd\n", 0},
    {BYTES("\r"), "\n", 0},
    {BYTES("a\xE2\x80\xA8"
           "b\xE2\x80\xA9"),
     "a\nb\n", 0},
    {BYTES("a\0b\x1b[31mc\x7f"), "ab[31mc", TEXT_CONTROL},
    {BYTES("a\xC2\x9b"
           "31m\xC2\x80\xC2\x9F\xC2\xA0"),
     "a31m\xC2\xA0", TEXT_CONTROL},
    {BYTES("a\xE2\x80\xAE"
           "b\xE2\x81\xA6\xE2\x80\x8E\xE2\x80\x8F\xD8\x9C"
           "c"),
     "abc", TEXT_BIDI},
    {BYTES("\xE2\x80\xAF\xE2\x81\xAA\xE2\x81\xA5"), "\xE2\x80\xAF\xE2\x81\xAA\xE2\x81\xA5", 0}, /* beside the bidi ranges */
    {BYTES("\xC3\xA9\xE6\x97\xA5\xF0\x9F\x98\x80"), "\xC3\xA9\xE6\x97\xA5\xF0\x9F\x98\x80", 0},
    {BYTES("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD", TEXT_INVALID},                                 /* overlong */
    {BYTES("\xE0\x9F\xBF"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", TEXT_INVALID},                 /* overlong */
    {BYTES("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", TEXT_INVALID},                 /* surrogate */
    {BYTES("\xED\x9F\xBF\xEE\x80\x80"), "\xED\x9F\xBF\xEE\x80\x80", 0},                            /* beside the surrogates */
    {BYTES("\xF4\x90\x80\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", TEXT_INVALID}, /* past the end */
    {BYTES("\xF4\x8F\xBF\xBF"), "\xF4\x8F\xBF\xBF", 0},
    {BYTES("\xE6\x97"), "\xEF\xBF\xBD", TEXT_INVALID}, /* cut off: one sign for the whole start */
    {BYTES("\xF0\x9F\x98x"), "\xEF\xBF\xBDx", TEXT_INVALID},
    {BYTES("12345678\x80"), "12345678\xEF\xBF\xBD", TEXT_INVALID},
    {BYTES("caf\xE9 \x01"), "caf\xEF\xBF\xBD ", TEXT_INVALID | TEXT_CONTROL},
};

static void cleans(void **state) {
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(clean_cases); i++) {
        const struct clean_case *c = &clean_cases[i];
        struct buf out = {0};
        assert_int_equal(text_clean(&out, c->in), c->faults);
        assert_true(text_is_clean(buf_str(&out)));
        assert_int_equal(text_valid(buf_str(&out)), out.n);
        bool changed = out.n != c->in.n || memcmp(out.p ? out.p : "", c->in.p, out.n);
        assert_int_equal(text_is_clean(c->in), !changed);
        assert_text(&out, c->out);
    }
}

/* Every byte at every place of the eight-byte steps. */
static void cleans_every_byte_everywhere(void **state) {
    (void)state;
    for (unsigned byte = 0; byte < 256; byte++) {
        for (size_t place = 0; place < 19; place++) {
            char bytes[19];
            memset(bytes, 'x', sizeof bytes);
            bytes[place] = (char)byte;
            struct buf out = {0};
            unsigned faults = text_clean(&out, (struct str){bytes, sizeof bytes});
            bool control = (byte < 0x20 && !strchr("\t\n\r\v\f", (int)byte)) || byte == 0 || byte == 0x7F;
            assert_int_equal(faults, control ? TEXT_CONTROL : byte >= 0x80 ? TEXT_INVALID : 0);
            assert_int_equal(out.n, control ? 18 : byte >= 0x80 ? 21 : 19);
            assert_int_equal(text_valid((struct str){bytes, sizeof bytes}), byte < 0x80 ? 19 : place);
            buf_release(&out);
        }
    }
}

/* A small generator of numbers, so that a failure comes back. */
static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void any_bytes_become_clean(void **state) {
    (void)state;
    static const unsigned char bytes[] = {'a',  ' ',  '\n', '\r', '\t', 0,    1,    0x1B, 0x7F, 0x80, 0x8E, 0x9B, 0xA0, 0xA8,
                                          0xAE, 0xBF, 0xC0, 0xC2, 0xCC, 0xE0, 0xE2, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF, 0x81};
    uint32_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        char in[24];
        size_t n = next_random(&seed) % sizeof in;
        for (size_t i = 0; i < n; i++) {
            in[i] = (char)bytes[next_random(&seed) % sizeof bytes];
        }
        struct buf once = {0}, twice = {0}, quoted = {0};
        text_clean(&once, (struct str){in, n});
        assert_int_equal(text_clean(&twice, buf_str(&once)), 0);
        assert_true(str_equal(buf_str(&once), buf_str(&twice)));
        assert_true(text_is_clean(buf_str(&once)));
        assert_int_equal(text_valid(buf_str(&once)), once.n);
        text_quote(&quoted, (struct str){in, n});
        assert_true(text_is_clean(buf_str(&quoted)));
        assert_null(memchr(buf_cstr(&quoted), '\n', quoted.n));
        buf_release(&once);
        buf_release(&twice);
        buf_release(&quoted);
    }
}

static void cleans_lines(void **state) {
    (void)state;
    struct buf out = {0};
    buf_puts(&out, "kept  ");
    assert_int_equal(text_clean_line(&out, STR(" \n a\t\r\n b\x01  c\xC2\xA0 ")), TEXT_CONTROL);
    assert_text(&out, "kept  a b c\xC2\xA0");
    text_clean_line(&out, STR("  \n"));
    assert_text(&out, "");
}

/* It is looked for eight bytes at a time. */
static void sees_what_is_to_be_squeezed_wherever_it_is(void **state) {
    (void)state;
    static const char *const blanks[] = {"  ", "\t", "\n"};
    static const char words[] = "a bc def ghij klmno \u00e9\u00e9 p";
    size_t n = strlen(words);
    assert_true(text_is_squeezed(STR_NONE) && text_is_squeezed(STR(" ")) && text_is_squeezed(str_from(words)));
    for (size_t at = 0; at < n; at++) {
        for (size_t i = 0; i < ARRAY_SIZE(blanks) && (words[at] & 0x80) == 0; i++) {
            struct buf text = {0}, out = {0};
            buf_add(&text, words, at);
            buf_puts(&text, blanks[i]);
            buf_puts(&text, words + at);
            assert_false(text_is_squeezed(buf_str(&text)));
            text_clean_line(&out, buf_str(&text));
            assert_true(text_is_squeezed(buf_str(&out)) && out.p[0] != ' ');
            assert_true(out.n == n || (out.n == n + 1 && words[at] != ' ' && at && words[at - 1] != ' '));
            buf_release(&text);
            buf_release(&out);
        }
    }
}

static void finds_where_validity_ends(void **state) {
    (void)state;
    assert_int_equal(text_valid(STR("")), 0);
    assert_int_equal(text_valid(STR("caf\xC3\xA9 au lait, with pleasure\xFF...")), 28);
    assert_int_equal(text_valid(STR("\xE6\x97\xA5\xE6\x97")), 3);
}

struct cluster_case {
    const char *text;
    int bytes, columns;
};

static const struct cluster_case cluster_cases[] = {
    {"a", 1, 1},
    {"ab", 1, 1},
    {"\tx", 1, 1},
    {"\nx", 1, 1},
    {"\n\xCC\x81", 1, 1}, /* a newline carries nothing */
    {"e\xCC\x81x", 3, 1}, /* e + acute */
    {"\xCC\x81x", 2, 1},  /* a mark without a base */
    {"\xC3\xA9\xCC\x81\xCC\x82", 6, 1},
    {"\xE6\x97\xA5\xE6\x9C\xAC", 3, 2},                                                  /* ideograph */
    {"\xED\x95\x9C\xEA\xB5\xAD", 3, 2},                                                  /* hangul */
    {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 9, 2},                                      /* the same as jamo */
    {"\xF0\x9F\x98\x80x", 4, 2},                                                         /* emoji */
    {"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", 18, 2}, /* a family */
    {"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", 8, 2},                                          /* thumb with a skin tone */
    {"\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB", 8, 2},                          /* a flag, and the start of the next */
    {"\xF0\x9F\x87\xA9x", 4, 1},                                                         /* half a flag */
    {"\xE2\x9D\xA4", 3, 1},                                                              /* heart */
    {"\xE2\x9D\xA4\xEF\xB8\x8F", 6, 2},                                                  /* red heart */
    {"1\xEF\xB8\x8F\xE2\x83\xA3", 7, 2},                                                 /* keycap */
    {"a\xEF\xB8\x8F", 4, 1},                                                             /* no emoji */
    {"\xC2\xADx", 2, 0},                                                                 /* soft hyphen */
    {"\xE2\x80\x8Bx", 3, 0},                                                             /* space of no width */
    {"\xCE\xB1x", 2, 1},                                                                 /* of ambiguous width */
    {"\xE2\x80\xA6x", 3, 1},
    {"\xE0\xA4\x95\xE0\xA4\xBE", 6, 2}, /* ka + spacing vowel sign */
    {"\xE0\xA4\x95\xE0\xA5\x81", 6, 1}, /* ku, a mark */
    {"\xEF\xBF\xBD", 3, 1},
    {"\xEE\x80\x80", 3, 1}, /* private use */
    {"\xE7", 1, 1},         /* what may not be does no harm */
};

static void finds_clusters(void **state) {
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cluster_cases); i++) {
        const struct cluster_case *c = &cluster_cases[i];
        struct cluster cluster = text_cluster(str_from(c->text));
        assert_int_equal(cluster.bytes, c->bytes);
        assert_int_equal(cluster.columns, c->columns);
    }
    assert_int_equal(text_cluster(STR("\xE6\x97\xA5x")).first, 0x65E5);
}

static void endless_clusters_end(void **state) {
    (void)state;
    struct buf zalgo = {0};
    buf_putc(&zalgo, 'z');
    for (int i = 0; i < 100000; i++) {
        buf_puts(&zalgo, "\xCC\x81");
    }
    size_t clusters = 0;
    for (size_t at = 0; at < zalgo.n; clusters++) {
        struct cluster c = text_cluster(str_slice(buf_str(&zalgo), at, zalgo.n));
        assert_true(c.bytes > 0);
        at += c.bytes;
    }
    assert_int_equal(clusters, 4);
    assert_int_equal(text_columns(buf_str(&zalgo)), 4);
    buf_release(&zalgo);
}

static void measures(void **state) {
    (void)state;
    assert_int_equal(text_columns(STR("")), 0);
    assert_int_equal(text_columns(STR("abc")), 3);
    assert_int_equal(text_columns(STR("ae\xCC\x81x")), 3);
    assert_int_equal(text_columns(STR("ab\xE6\x97\xA5\xE6\x9C\xAC"
                                      "c1\xEF\xB8\x8F\xE2\x83\xA3")),
                     9);
}

static void assert_fit(const char *text, size_t columns, size_t bytes, size_t used_expected) {
    size_t used = 99;
    assert_int_equal(text_fit(str_from(text), columns, &used), bytes);
    assert_int_equal(used, used_expected);
}

static void assert_fit_middle(const char *text, size_t columns, const char *expected) {
    struct buf out = {0};
    text_fit_middle(&out, str_from(text), columns);
    assert_string_equal(buf_cstr(&out), expected);
    buf_release(&out);
}

static void loses_its_middle(void **state) {
    (void)state;
    assert_fit_middle("", 0, "");
    assert_fit_middle("abcdefgh", 8, "abcdefgh");
    assert_fit_middle("abcdefghi", 8, "abc … hi");
    assert_fit_middle("cannot read 'x': no such file", 19, "cannot r … uch file");
    assert_fit_middle("one two three four", 10, "one … our");
    assert_fit_middle("日本の病院がAI診断", 11, "日本 … 診断");
    assert_fit_middle("abcdef", 2, " … ");
}

static void fits(void **state) {
    (void)state;
    assert_fit("", 5, 0, 0);
    assert_fit("abc", 0, 0, 0);
    assert_fit("abc", 2, 2, 2);
    assert_fit("abc", 3, 3, 3);
    assert_fit("abc", 9, 3, 3);
    assert_fit("a\xE6\x97\xA5", 2, 1, 1);
    assert_fit("a\xE6\x97\xA5", 3, 4, 3);
    assert_fit("e\xCC\x81x", 1, 3, 1);
    assert_fit("a\xE2\x80\x8Bx", 1, 4, 1); /* what takes no column still fits */
}

/* The text with a bar at each place where a line may end. */
static void show_breaks(const char *text, struct buf *out) {
    struct str s = str_from(text);
    uint8_t breaks[512];
    assert_true(s.n <= sizeof breaks);
    text_breaks(s, breaks);
    for (size_t i = 0; i < s.n; i++) {
        if (breaks[i] & TEXT_MAY_BREAK) {
            buf_putc(out, '|');
        }
        buf_putc(out, s.p[i]);
    }
}

static const char *const break_cases[] = {
    "one |two, |three. |four",
    "é |ü|日|本|a|日",
    "e\u0301a |e\u0301 |x", /* words */
    "ไทยโรงพยาบาล |ใหม่",
    "हिन्दी |क्षत्रिय |में",
    "မြန်မာ",
    "ខ្មែរ\u200B|ភាសា",
    "العربية |و\u200cب",
    "한|국|어 |a",
    "日|本、|「語」。|（い）",
    "ちょっ|と",
    "ズー|ム",
    "ｱ|ｲｯ|ﾄ",
    "日|“本”|語",
    "a“b”c |“日”",
    "日…|本",
    "人々|の",
    "日\u00A0本 |a\u00A0b |10\u202Fkm |a\u2060b |日\u2060本 |日\uFEFF本 |a\u2011b |日\u3000|本 |a\u200B|b",
    "co-|operative |COVID-19 |2020-01-02 |word--|word |soft\u00AD|hyphen |a–|b |a|—|b |a|——|b",
    "-x |--long-|option |-5 |a->b |see |/usr/|local/|bin |.net |:name: |a-(b) |a |/b",
    "and/|or |1/2 |km/|h |a |b /",
    "https://example.org/|2024/11/|a/|b?|q=1&c=d#e",
    "C++ |x% |a+b |C:\\a\\b |N° |5€ |A$ |$5 |50% |20 |°C",
    "f(x) |(see |[1]) |{x}|y |a(b)c",
    "Bonjour ! |Oui ? |Non : |si ; |« oui », |»so« „so“ |d’un |so” |x",
    "! ! . . |a ... |b",
    "\"a\" |'b' |it's |“so” |‘so’ |d’un",
    "😀|😀 |🤣|🤣|a |👩\u200D👩\u200D👧|👍🏽|❤️|a |🇩🇪|🇫🇷|🇩 |x",
    "ב-|ג |א |a",
    "a\n|b |c",
    "²|日 |m² |10⁻³",
    "",
};

/* Each case has its bars: without them it must get the same ones. */
static void knows_where_lines_may_end(void **state) {
    (void)state;
    bool bad = false;
    for (size_t i = 0; i < ARRAY_SIZE(break_cases); i++) {
        struct buf bare = {0}, out = {0};
        for (const char *p = break_cases[i]; *p; p++) {
            if (*p != '|') {
                buf_putc(&bare, *p);
            }
        }
        show_breaks(buf_cstr(&bare), &out);
        if (strcmp(buf_cstr(&out), break_cases[i])) {
            print_error("%s: got %s\n", break_cases[i], buf_cstr(&out));
            bad = true;
        }
        buf_release(&bare);
        buf_release(&out);
    }
    assert_false(bad);
}

/* Signs at the start of a word, and hyphens at its start and end: there the library is not followed. */
static bool is_ours(const char *text, size_t at) {
    bool after_hyphen = text[at - 1] == '-' || text[at] == '-';
    return (text[at - 1] == ' ' && strchr(".,:;", text[at])) ||
           (after_hyphen && !(isalnum((unsigned char)text[at]) && at > 1 && isalnum((unsigned char)text[at - 2])));
}

/* The short way through letters, digits and most signs of ASCII gives what the library gives. */
static void short_way_is_that_of_the_library(void **state) {
    (void)state;
    static const char signs[] = "\"#&'*,.:;<=>@^_`~)]-abcdefaZ0123456789    ";
    uint32_t seed = 1;
    for (int round = 0; round < 50000; round++) {
        char text[25] = "a", verdicts[24];
        uint8_t breaks[24];
        for (size_t i = 1; i < sizeof breaks; i++) {
            text[i] = signs[next_random(&seed) % (sizeof signs - 1)];
        }
        text_breaks((struct str){text, sizeof breaks}, breaks);
        set_linebreaks_utf8((const utf8_t *)text, sizeof breaks, NULL, verdicts);
        for (size_t i = 1; i < sizeof breaks; i++) {
            bool may = breaks[i] & TEXT_MAY_BREAK;
            if (text[i] != ' ' && !is_ours(text, i) && may != (verdicts[i - 1] == LINEBREAK_ALLOWBREAK)) {
                fail_msg("%.*s|%s", (int)i, text, text + i);
            }
        }
    }
}

/* Does it stand alone, and is it none of the kana that begin no line, where the library is not followed? */
static bool is_common_letter(uint32_t code) {
    static const char small[] = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ";
    struct buf text = {0}, letter = {0};
    text_encode(&letter, code);
    buf_printf(&text, "a%sa", buf_cstr(&letter));
    bool common = text_is_letter(code) && text_is_word_char(code) && text_cluster(buf_str(&text)).bytes == 1 &&
                  text_cluster(str_slice(buf_str(&text), 1, text.n)).bytes == letter.n && (code < 0x31F0 || code > 0x31FF) &&
                  !strstr(small, buf_cstr(&letter));
    buf_release(&text);
    buf_release(&letter);
    return common;
}

/* Letters, ideographs and kana are taken together, and each of them is where the library has it. */
static void letters_of_all_scripts_are_alike(void **state) {
    (void)state;
    for (uint32_t code = 0x80; code < 0xD800; code++) {
        const utf32_t codes[] = {'a', code, 'a', ',', code, '(', code, 0x4E00, code, ' ', code, '-', code, '5', code};
        char verdicts[ARRAY_SIZE(codes)];
        struct buf text = {0};
        uint8_t breaks[64];
        set_linebreaks_utf32(codes, ARRAY_SIZE(codes), NULL, verdicts);
        for (size_t i = 0; i < ARRAY_SIZE(codes) && is_common_letter(code); i++) {
            size_t at = text.n;
            text_encode(&text, codes[i]);
            text_breaks(buf_str(&text), breaks);
            bool may = breaks[at] & TEXT_MAY_BREAK;
            if (i && codes[i] != ' ' && codes[i] != '-' && may != (verdicts[i - 1] == LINEBREAK_ALLOWBREAK)) {
                fail_msg("U+%04X at %zu", code, i);
            }
        }
        buf_release(&text);
    }
}

static void put_random(struct buf *out, uint32_t *seed) {
    static const uint32_t often[] = {' ',    '-',    '/',   '(',    ')',     '!',     0xAD,   0x200B,
                                     0x200D, 0x2060, 0x301, 0x201C, 0x1F1E6, 0x1F468, 0xFE0F, 0x3042,
                                     0x3001, 0x5D1,  0xE01, 0x93F,  0xAC00,  0xA0,    'a',    '5'};
    uint32_t code = next_random(seed) % 4 ? often[next_random(seed) % ARRAY_SIZE(often)] : next_random(seed) % 0x110000;
    text_encode(out, code >= 0xD800 && code < 0xE000 ? 'x' : code);
}

/* Whatever the text: every other character in turn, and chance. */
static void no_line_ends_within_a_cluster(void **state) {
    (void)state;
    uint32_t seed = 7;
    for (uint32_t round = 0; round < 0x11000; round++) {
        struct buf raw = {0}, text = {0};
        for (int i = 0; i < 16; i++) {
            text_encode(&raw, round * 16 + (uint32_t)i);
            put_random(&raw, &seed);
        }
        text_clean(&text, buf_str(&raw));
        uint8_t *breaks = xrealloc(NULL, text.n + 1, 1);
        text_breaks(buf_str(&text), breaks);
        for (size_t at = 0; at < text.n;) {
            size_t bytes = text_cluster(str_slice(buf_str(&text), at, text.n)).bytes;
            assert_int_equal(breaks[at] / TEXT_ONE_COLUMN, text_cluster(str_slice(buf_str(&text), at, text.n)).columns);
            for (size_t i = 1; i < bytes; i++) {
                assert_false(breaks[at + i]);
            }
            at += bytes;
        }
        free(breaks);
        buf_release(&raw);
        buf_release(&text);
    }
}

static void folds(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"Healthcare AI 2.0!", "healthcare ai 2.0!"},
        {"Émile ZOLA, Straße", "emile zola, strasse"},
        {"e\xCC\x81", "e"},
        {"ﬁnance ＡＢＣ ①", "finance abc 1"},
        {"ΑΒΓ Ωμέγα ς", "αβγ ωμεγα σ"},
        {"soft\xC2\xADhyphen", "softhyphen"},
        {"a\xC2\xA0z", "a z"},
        {"が", "か\xE3\x82\x99"}, /* another word than か */
        {"日本", "日本"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct buf out = {0}, again = {0};
        text_fold(&out, str_from(cases[i][0]));
        text_fold(&again, buf_str(&out));
        assert_true(str_equal(buf_str(&out), buf_str(&again)));
        buf_release(&again);
        assert_text(&out, cases[i][1]);
    }
}

struct match_case {
    const char *text, *words;
    bool matches;
};

static const struct match_case match_cases[] = {
    {"healthcare artificial intelligence", "", true},
    {"", "", true},
    {"", "a", false},
    {"healthcare artificial intelligence", "art heal", true},
    {"healthcare artificial intelligence", "care", false},
    {"healthcare artificial intelligence", "  intelligence  ", true},
    {"healthcare artificial intelligence", "intelligences", false},
    {"klas: co-op (uk)", "op uk", true},
    {"scare care", "care", true},
    {"c++ primer", "c++", true},
    {"日本の病院", "病院", true},
    {"日本の病院", "院 日本", true},
    {"atlas2", "2", false},
};

static void matches_words(void **state) {
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(match_cases); i++) {
        const struct match_case *c = &match_cases[i];
        if (text_match_words(str_from(c->text), str_from(c->words)) != c->matches) {
            fail_msg("'%s' in '%s'", c->words, c->text);
        }
    }
}

static void knows_words(void **state) {
    (void)state;
    assert_false(text_has_word(STR("")));
    assert_false(text_has_word(STR("+-*/ … « »")));
    assert_true(text_has_word(STR("...a")));
    assert_true(text_has_word(STR("-7")));
    assert_true(text_has_word(STR("。日")));
    assert_true(text_has_word(STR("٣")));
    assert_false(text_has_word(STR("😀")));
}

static void quotes(void **state) {
    (void)state;
    struct buf out = {0};
    text_quote(&out, STR("a\nb\x1b\\ é\xFF\xC2\x9B\xE2\x80\xAEz\t"));
    assert_text(&out, "a\\x0ab\\x1b\\\\ é\\xff\\xc2\\x9b\\xe2\\x80\\xaez\\x09");
}

/* Bars, signs and lines stay apart from each other in ASCII. */
static void has_ascii_for_signs(void **state) {
    (void)state;
    struct buf out = {0};
    text_with_ascii(&out, STR(" ▁▂▃▄▅▆▇█ ★▸ ─│ é"));
    assert_text(&out, " .:-=+*## +> -| é");
}

static void knows_a_clean_line(void **state) {
    (void)state;
    static const char *const lines[] = {"", "plain", "two  blanks, and more than eight",
                                        "caf\xC3\xA9 \xE6\x97\xA5\xC2\xA0\xE2\x80\x8D"};
    static const char *const others[] = {"\n",       "12345678\n", "12345678\t12345678", "\x1b",         "1234567890123\x7f",
                                         "\xC2\x9B", "\x9B",       "a\xE2\x80\xAE",      "\xE2\x80\xA8", "a\xC2"};
    for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
        assert_true(text_is_line(str_from(lines[i])));
    }
    for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
        assert_false(text_is_line(str_from(others[i])));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_a_clean_line),
        cmocka_unit_test(cleans),
        cmocka_unit_test(cleans_every_byte_everywhere),
        cmocka_unit_test(any_bytes_become_clean),
        cmocka_unit_test(cleans_lines),
        cmocka_unit_test(sees_what_is_to_be_squeezed_wherever_it_is),
        cmocka_unit_test(finds_where_validity_ends),
        cmocka_unit_test(finds_clusters),
        cmocka_unit_test(endless_clusters_end),
        cmocka_unit_test(measures),
        cmocka_unit_test(fits),
        cmocka_unit_test(loses_its_middle),
        cmocka_unit_test(knows_where_lines_may_end),
        cmocka_unit_test(short_way_is_that_of_the_library),
        cmocka_unit_test(letters_of_all_scripts_are_alike),
        cmocka_unit_test(no_line_ends_within_a_cluster),
        cmocka_unit_test(folds),
        cmocka_unit_test(matches_words),
        cmocka_unit_test(knows_words),
        cmocka_unit_test(quotes),
        cmocka_unit_test(has_ascii_for_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
