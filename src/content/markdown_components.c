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

/* ---- tags of HTML with expressions in them ---- */

static bool takes_expressions(struct str name) {
    static const char *const names[] = {"a",          "p",      "b",       "i",       "u",       "button", "video",
                                        "audio",      "source", "details", "summary", "section", "label",  "figure",
                                        "figcaption", "kbd",    "svg",     "h1",      "h2",      "h3",     "h4",
                                        "h5",         "h6",     "nav",     "article", "aside",   "picture"};
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        if (str_is(name, names[i])) {
            return true;
        }
    }
    return is_html(name);
}

/* The end of the expression that begins at `from`; brackets in its texts do not count. */
static size_t expression_end(struct str s, size_t from) {
    size_t depth = 0;
    char quote = '\0';
    for (size_t i = from; i < s.n; i++) {
        char c = s.p[i];
        if (quote || c == '"' || c == '\'' || c == '`') {
            quote = !quote ? c : c == quote ? '\0' : quote;
            continue;
        }
        depth += c == '{';
        depth -= c == '}';
        if (!depth) {
            return i + 1;
        }
    }
    return s.n;
}

/* Two braces are a tag of Hugo or Liquid, but for an object of styles. */
static bool has_expression(struct str inside) {
    bool has = memmem(inside.p, inside.n, "={", 2) || memmem(inside.p, inside.n, "{...", 4);
    for (const char *p = inside.p; has && (p = memmem(p, (size_t)(inside.p + inside.n - p), "{{", 2)); p += 2) {
        struct str before = {inside.p, (size_t)(p - inside.p)};
        has = str_ends_nocase(before, "style=");
    }
    return has && !memmem(inside.p, inside.n, "{%", 2);
}

/* A tag without the attributes whose values are expressions: `style={{...}}`, `{...props}`. */
static void write_plain_tag(struct str tag, struct buf *out) {
    char quote = '\0';
    for (size_t i = 0; i < tag.n; i++) {
        char c = tag.p[i];
        if (c == '{' && !quote) {
            while (out->n && !is_blank(out->p[out->n - 1])) {
                buf_truncate(out, out->n - 1);
            }
            i = expression_end(tag, i) - 1;
            continue;
        }
        quote = quote ? (c == quote ? '\0' : quote) : c == '"' || c == '\'' ? c : '\0';
        buf_putc(out, c);
    }
}

size_t component_html_end(struct str s, size_t at, size_t limit, struct buf *out) {
    size_t n = at + 1;
    while (n < s.n && ((s.p[n] >= 'a' && s.p[n] <= 'z') || (s.p[n] >= '1' && s.p[n] <= '6'))) {
        n++;
    }
    limit = limit > at + COMPONENT_MAX ? at + COMPONENT_MAX : limit;
    if (n >= limit || !is_blank(s.p[n]) || !takes_expressions(str_slice(s, at + 1, n))) {
        return at;
    }
    size_t end = find_end(s, n, limit);
    struct str inside = str_slice(s, n, end);
    if (end == limit || !has_expression(inside)) {
        return at;
    }
    write_plain_tag(str_slice(s, at, end + 1), out);
    return end + 1;
}
