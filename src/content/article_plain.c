/* article_plain: removes entities and HTML tags from a title or summary. */
#include <string.h>

#include "article_private.h"
#include "text.h"

static const struct {
    const char *name;
    const char *text;
} entities[] = {
    {"amp", "&"},        {"lt", "<"},         {"gt", ">"},         {"quot", "\""},       {"apos", "'"},
    {"nbsp", " "},       {"mdash", "\u2014"}, {"ndash", "\u2013"}, {"hellip", "\u2026"}, {"lsquo", "\u2018"},
    {"rsquo", "\u2019"}, {"ldquo", "\u201c"}, {"rdquo", "\u201d"}, {"bull", "\u2022"},   {"middot", "\u00b7"},
    {"copy", "\u00a9"},  {"reg", "\u00ae"},   {"trade", "\u2122"},
};

/* Only known tags are dropped: "x<y and y>z" is prose. Tags with `parts` separate words, and leave a blank. */
static const struct {
    const char *name;
    bool parts;
} tags[] = {
    {"a", false},      {"abbr", false},   {"b", false},   {"big", false},  {"br", true},   {"cite", false},  {"code", false},
    {"del", false},    {"div", true},     {"em", false},  {"font", false}, {"h1", true},   {"h2", true},     {"h3", true},
    {"h4", true},      {"h5", true},      {"h6", true},   {"i", false},    {"img", false}, {"ins", false},   {"li", true},
    {"mark", false},   {"ol", true},      {"p", true},    {"q", false},    {"s", false},   {"small", false}, {"span", false},
    {"strike", false}, {"strong", false}, {"sub", false}, {"sup", false},  {"u", false},   {"ul", true},     {"wbr", false},
};

static void put_code_point(struct buf *out, uint32_t code) {
    if (!code || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
        code = 0xfffd;
    }
    text_encode(out, code);
}

static int digit_value(char c, int base) {
    int value = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : base;
    return value < base ? value : -1;
}

/* "#38", "#x26" */
static bool put_numeric(struct buf *out, struct str name) {
    bool hexadecimal = name.n > 1 && (name.p[1] == 'x' || name.p[1] == 'X');
    uint32_t code = 0;
    size_t i = hexadecimal ? 2 : 1;
    if (i >= name.n) {
        return false;
    }
    for (; i < name.n; i++) {
        int digit = digit_value(name.p[i], hexadecimal ? 16 : 10);
        if (digit < 0) {
            return false;
        }
        code = code > 0x10ffff ? code : code * (hexadecimal ? 16 : 10) + (uint32_t)digit;
    }
    put_code_point(out, code);
    return true;
}

/* Appends the decoded entity at the start of s; returns its length; 0: none. */
static size_t take_entity(struct buf *out, struct str s) {
    enum { NAME_MAX_BYTES = 12 };
    size_t window = s.n < NAME_MAX_BYTES + 2 ? s.n : NAME_MAX_BYTES + 2;
    const char *semicolon = memchr(s.p, ';', window);
    if (!semicolon || semicolon == s.p + 1) {
        return 0;
    }
    struct str name = {s.p + 1, (size_t)(semicolon - s.p) - 1};
    if (name.p[0] == '#') {
        return put_numeric(out, name) ? name.n + 2 : 0;
    }
    for (size_t i = 0; i < ARRAY_SIZE(entities); i++) {
        if (str_is(name, entities[i].name)) {
            buf_puts(out, entities[i].text);
            return name.n + 2;
        }
    }
    return 0;
}

static bool is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Looks no further than the next '<', which keeps the whole pass linear. */
size_t article_tag(struct str s, bool *parts) {
    size_t start = 1 + (s.n > 1 && s.p[1] == '/');
    size_t end = start;
    while (end < s.n && is_name_byte(s.p[end])) {
        end++;
    }
    struct str name = str_slice(s, start, end);
    if (end < s.n && !strchr(" \t\n/>", s.p[end])) {
        return 0;
    }
    while (end < s.n && s.p[end] != '>' && s.p[end] != '<') {
        end++;
    }
    if (end == s.n || s.p[end] != '>') {
        return 0;
    }
    for (size_t i = 0; i < ARRAY_SIZE(tags); i++) {
        if (str_equal_nocase(name, str_from(tags[i].name))) {
            *parts = tags[i].parts;
            return end + 1;
        }
    }
    return 0;
}

void article_plain(struct buf *out, struct str text) {
    struct article_signs signs = {0};
    for (size_t i = 0; i < text.n;) {
        struct str rest = str_slice(text, i, text.n);
        size_t taken = 0;
        if (rest.p[0] == '&') {
            taken = take_entity(out, rest);
        } else if (rest.p[0] == '<') {
            bool parts = false;
            taken = article_tag(rest, &parts);
            buf_puts(out, parts ? " " : "");
            article_signs_tag(&signs, out, str_slice(rest, 0, taken));
        }
        if (taken) {
            i += taken;
        } else {
            buf_putc(out, rest.p[0]);
            i++;
        }
    }
}
