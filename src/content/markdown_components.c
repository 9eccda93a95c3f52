/* markdown_components: finds the tags of MDX and Astro components in Markdown: <Figure caption="...">. */
#include <string.h>

#include "markdown_templates.h"

enum { COMPONENT_MAX = 4000 }; /* bytes of a tag */

/* HTML, in a spelling of its own. */
static bool is_html(struct str name) {
    static const char *const names[] = {
        "br",    "hr",    "img",  "table", "tr",         "td",    "th",     "thead",  "tbody",  "ul",   "ol",
        "li",    "div",   "span", "em",    "font",       "sub",   "sup",    "strong", "center", "pre",  "code",
        "dl",    "dt",    "dd",   "form",  "blockquote", "input", "head",   "body",   "html",   "meta", "object",
        "embed", "small", "big",  "tt",    "iframe",     "style", "script", "title",  "del",
    };
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        if (str_equal_nocase(name, str_from(names[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_name_byte(char c) {
    return is_upper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
}

static struct str name_at(struct str s, size_t from) {
    size_t n = from;
    bool lower = false;
    while (n < s.n && is_name_byte(s.p[n])) {
        lower |= (s.p[n] >= 'a' && s.p[n] <= 'z') || s.p[n] == '.';
        n++;
    }
    struct str name = str_slice(s, from, n);
    bool ends = n < s.n && (is_blank(s.p[n]) || s.p[n] == '/' || s.p[n] == '>');
    return ends && lower && is_upper(name.p[0]) && !is_html(name) ? name : STR_NONE;
}

/* Angle brackets in texts and in expressions end no tag; elsewhere, another tag begins. */
static size_t find_end(struct str s, size_t from, size_t limit) {
    size_t depth = 0;
    char quote = '\0';
    for (size_t i = from; i < limit; i++) {
        char c = s.p[i];
        if (quote) {
            quote = c == quote ? '\0' : quote;
        } else if ((c == '"' || c == '\'' || c == '`') && (depth || s.p[i - 1] == '=')) {
            quote = c;
        } else if (c == '{') {
            depth++;
        } else if (c == '}') {
            depth -= depth > 0;
        } else if (!depth && (c == '>' || c == '<')) {
            return c == '>' ? i : limit;
        }
    }
    return limit;
}

size_t component_end(struct str s, size_t at, size_t limit, struct component *out) {
    *out = (struct component){.closes = at + 1 < s.n && s.p[at + 1] == '/'};
    size_t start = at + 1 + out->closes;
    bool in_word = at && !out->closes && is_name_byte(s.p[at - 1]); /* Vec<String> */
    out->name = in_word ? STR_NONE : name_at(s, start);
    limit = limit > at + COMPONENT_MAX ? at + COMPONENT_MAX : limit;
    size_t end = out->name.n ? find_end(s, start + out->name.n, limit) : limit;
    if (end == limit) {
        return at;
    }
    out->alone = s.p[end - 1] == '/';
    out->inside = str_slice(s, start, end - out->alone);
    return end + 1;
}
