/* article_plain: removes entities and HTML tags from a title or summary. */
#include <string.h>

#include "article_private.h"
#include "html.h"

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
            taken = html_entity(rest, out);
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
