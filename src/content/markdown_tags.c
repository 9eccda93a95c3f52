/* markdown_tags: what is in brackets for the site generator: shortcodes, Go and Liquid tags, comments, attributes of kramdown.
 */
#include <string.h>

#include "markdown_scanner.h"

enum {
    ATTRIBUTES_MAX = 400,
};

enum bracket_kind {
    HUGO,
    OUTPUT, /* prints a variable, a text, or what a function returns */
    LIQUID,
    COMMENT,
    NOTE, /* a comment that is text if it is not closed */
    CODE,
    EXTENSION,  /* of kramdown */
    ATTRIBUTES, /* attributes of what precedes them */
};

/* Opening and closing brackets. The first row that matches is used. */
static const struct bracket {
    const char *open, *close;
    enum bracket_kind kind;
} brackets[TAG_BRACKETS] = {
    {"{{<", ">}}", HUGO},      {"{{%", "%}}", HUGO},    {"{{", "}}", OUTPUT},    {"{%", "%}", LIQUID},
    {"<!--", "-->", COMMENT},  {"{# ", "#}", NOTE},     {"{/*", "*/}", NOTE},    {"<pre", "</pre", CODE},
    {"<code", "</code", CODE}, {"{::", "}", EXTENSION}, {"{:/", "}", EXTENSION}, {"{:", "}", ATTRIBUTES},
    {"{.", "}", ATTRIBUTES},   {"{#", "}", ATTRIBUTES},
};

/* Tags that come in pairs, and what to do with the text between them. */
static const struct paired_tag {
    enum bracket_kind kind;
    const char *name, *partner;
    enum { INSIDE_GOES, INSIDE_IS_CODE, INSIDE_IS_LISTING, INSIDE_IS_FORMULA, INSIDE_STAYS } inside;
} pairs[TAG_PAIRS] = {
    {HUGO, "highlight", "/highlight", INSIDE_IS_CODE},
    {HUGO, "mermaid", "/mermaid", INSIDE_IS_LISTING},
    {HUGO, "code", "/code", INSIDE_IS_LISTING},
    {HUGO, "math", "/math", INSIDE_IS_FORMULA},
    {HUGO, "katex", "/katex", INSIDE_IS_FORMULA},
    {HUGO, "comment", "/comment", INSIDE_GOES},
    {EXTENSION, "comment", NULL, INSIDE_GOES}, /* ended by any closing tag */
    {LIQUID, "highlight", "endhighlight", INSIDE_IS_CODE},
    {LIQUID, "codeblock", "endcodeblock", INSIDE_IS_LISTING},
    {LIQUID, "comment", "endcomment", INSIDE_GOES},
    {LIQUID, "raw", "endraw", INSIDE_STAYS},
    {LIQUID, "verbatim", "endverbatim", INSIDE_STAYS},
};

static bool at(const struct scanner *sc, size_t i, const char *text) {
    return str_starts(str_slice(sc->s, i, sc->s.n), text);
}

static size_t find(const struct scanner *sc, size_t from, size_t to, const char *text) {
    const char *p = from < to ? memmem(sc->s.p + from, to - from, text, strlen(text)) : NULL;
    return p ? (size_t)(p - sc->s.p) : to;
}

/* The end of a tag. Ignores brackets inside quotation marks, unless there are no others. */
static size_t find_close(const struct scanner *sc, size_t from, size_t to, const struct bracket *b) {
    char quote = '\0';
    for (size_t i = from; i < to && b->kind == HUGO; i++) {
        char c = sc->s.p[i];
        if (quote) {
            i += c == '\\' && quote == '"';
            quote = c == quote ? '\0' : quote;
        } else if ((c == '"' || c == '`') && memchr(" \t\n=", sc->s.p[i - 1], 4)) {
            quote = c;
        } else if (c == b->close[0] && at(sc, i, b->close)) {
            return i;
        }
    }
    return find(sc, from, to, b->close);
}

static enum tag_place place_of(const struct scanner *sc, size_t i) {
    if (i && i == sc->copied && sc->last_place == TAG_IN_ADDRESS) {
        return TAG_IN_ADDRESS; /* it continues an address after another tag */
    }
    if (i && (memchr("(\"'=", sc->s.p[i - 1], 4) || (i > 2 && !memcmp(sc->s.p + i - 3, "]: ", 3)))) {
        return TAG_IN_ADDRESS;
    }
    while (i && (sc->s.p[i - 1] == ' ' || sc->s.p[i - 1] == '\t')) {
        i--;
    }
    return i && sc->s.p[i - 1] != '\n' ? TAG_IN_TEXT : sc->html.in_block ? TAG_IN_HTML : TAG_ALONE;
}

/* Finds the closing partner of the tag that ends at `from`; false: none. */
static bool find_partner(const struct scanner *sc, size_t from, const struct bracket *b, const char *name, size_t *start,
                         size_t *end) {
    if (!name) {
        *start = find(sc, from, sc->s.n, "{:/");
        *end = find(sc, *start, sc->s.n, "}") + 1;
        return *end <= sc->s.n;
    }
    for (size_t i = from; (i = find(sc, i, sc->s.n, name)) < sc->s.n; i++) {
        size_t open = i;
        while (open > from && memchr(" -\t\n", sc->s.p[open - 1], 4)) {
            open--;
        }
        *start = open - strlen(b->open);
        if (open >= from + strlen(b->open) && at(sc, *start, b->open)) {
            *end = find(sc, i, sc->s.n, b->close);
            *end += strlen(b->close);
            return *end <= sc->s.n;
        }
    }
    return false;
}

static void write_inside(struct scanner *sc, const struct paired_tag *pair, struct str inside) {
    switch (pair->inside) {
    case INSIDE_IS_CODE:
    case INSIDE_IS_LISTING:
        scanner_write_code(sc, inside);
        break;
    case INSIDE_IS_FORMULA:
        math_write(sc->out, str_trim(inside));
        break;
    case INSIDE_STAYS:
        buf_add_str(sc->out, inside);
        break;
    case INSIDE_GOES:
        break;
    }
}

/* Consumes the text between the tag that ends at `from` and its partner, and the partner. Returns the offset to continue at. */
static size_t take_pair(struct scanner *sc, size_t from, const struct bracket *b, struct str inside) {
    struct str name = shortcode_name(inside);
    size_t i = 0, start, end;
    while (i < ARRAY_SIZE(pairs) && (pairs[i].kind != b->kind || !str_is(name, pairs[i].name))) {
        i++;
    }
    if (i == ARRAY_SIZE(pairs) || sc->no_partner[i] || (pairs[i].inside == INSIDE_IS_CODE && name.n == inside.n)) {
        return from; /* code blocks name a language; without one, it highlights words */
    }
    sc->no_partner[i] = !find_partner(sc, from, b, pairs[i].partner, &start, &end);
    if (sc->no_partner[i]) {
        return from;
    }
    write_inside(sc, &pairs[i], str_slice(sc->s, from, start));
    return end;
}

/* {{</_* and *_/>}} (without the _) display a shortcode instead of calling it. */
static bool is_shown(struct str inside) {
    return inside.n >= 4 && str_starts(inside, "/*") && str_starts(str_slice(inside, inside.n - 2, inside.n), "*/");
}

static void write_shown(struct scanner *sc, const struct bracket *b, struct str inside) {
    shortcode_escape(sc->out, str_from(b->open));
    shortcode_escape(sc->out, str_slice(inside, 2, inside.n - 2));
    shortcode_escape(sc->out, str_from(b->close));
}

static struct str inside_of(struct str s) {
    s = str_trim(s);
    size_t minus = s.n && s.p[0] == '-', end = s.n - (s.n > minus && (s.p[s.n - 1] == '-' || s.p[s.n - 1] == '/'));
    return is_shown(s) ? s : str_trim(str_slice(s, minus, end));
}

/* At the start of a line, but for the marks of quotations and items. */
static bool begins_line(const struct scanner *sc, size_t i, const char *marks) {
    while (i && sc->s.p[i - 1] && strchr(marks, sc->s.p[i - 1])) {
        i--;
    }
    return !i || sc->s.p[i - 1] == '\n';
}

/* Attributes such as {: .class} come right after what they belong to: a span, or a whole line; or at the start of an item. */
static bool is_attributes(const struct scanner *sc, size_t i, size_t close) {
    bool after_span = i && memchr(")]*_`\"}", sc->s.p[i - 1], 7);
    bool line_end = close + 1 >= sc->s.n || sc->s.p[close + 1] == '\n' || sc->s.p[close + 1] == '\r';
    return after_span || (at(sc, i, "{:") && begins_line(sc, i, line_end ? " \t>" : " \t>*+-.0123456789"));
}

/* Pandoc: [words]{.class}. Only the words are shown. */
static void unwrap_span(struct scanner *sc, size_t i) {
    struct buf *out = sc->out;
    size_t end = out->n, start = end;
    if (end < 2 || out->p[end - 1] != ']' || at(sc, i, "{:")) {
        return;
    }
    while (start && end - start < ATTRIBUTES_MAX && !memchr("[\n", out->p[start - 1], 2)) {
        start--;
    }
    bool is_span = start && out->p[start - 1] == '[' && !(start > 1 && memchr("!]\\", out->p[start - 2], 3));
    if (is_span) {
        memmove(out->p + start - 1, out->p + start, end - start - 1);
        buf_truncate(out, end - 2);
    }
}

/* `{width=50%}`, `{ .button #go }`: the end of a list of attributes on one line; `from`: it is none. */
static size_t attribute_list_end(const struct scanner *sc, size_t from) {
    size_t end = find(sc, from, sc->s.n < from + ATTRIBUTES_MAX ? sc->s.n : from + ATTRIBUTES_MAX, "}"), i = from + 1;
    size_t count = 0;
    while (end < sc->s.n && at(sc, end, "}") && i < end) {
        size_t start = i, equals = 0;
        for (char quote = '\0'; i < end && (quote || sc->s.p[i] != ' '); i++) {
            char c = sc->s.p[i];
            quote = quote ? (c == quote ? '\0' : quote) : c == '"' ? c : '\0';
            equals = c == '=' && !equals ? i : equals;
            if (c == '\n' || c == '{') {
                return from;
            }
        }
        bool named = (sc->s.p[start] == '.' || sc->s.p[start] == '#') && i > start + 1;
        if (i > start && !named && equals <= start) {
            return from;
        }
        count += i > start;
        i += i < end;
    }
    return count && i >= end && end < sc->s.n && sc->s.p[end] == '}' ? end + 1 : from;
}

/* Attributes that begin with a blank or a name, as Python-Markdown and Pandoc have them: behind a span, a heading or a
 * paragraph. */
static size_t take_attribute_list(struct scanner *sc, size_t i) {
    bool behind_span = i && memchr(")]*_`\"", sc->s.p[i - 1], 6);
    bool apart = !i || sc->s.p[i - 1] == ' ' || sc->s.p[i - 1] == '\n';
    size_t end = behind_span || (apart && at(sc, i, "{ ")) ? attribute_list_end(sc, i) : i;
    bool line_ends = end >= sc->s.n || sc->s.p[end] == '\n' || sc->s.p[end] == '\r';
    if (end == i || (!behind_span && !line_ends)) {
        return i;
    }
    scanner_flush(sc, i);
    unwrap_span(sc, i);
    return sc->copied = end;
}

static size_t replace_tag(struct scanner *sc, size_t i, size_t close, const struct bracket *b) {
    static const enum tag_syntax syntaxes[] = {[HUGO] = TAG_HUGO, [OUTPUT] = TAG_OUTPUT, [LIQUID] = TAG_LIQUID};
    struct str inside = inside_of(str_slice(sc->s, i + strlen(b->open), close)), name = shortcode_name(inside);
    enum tag_place place = place_of(sc, i);
    size_t end = close + strlen(b->close);
    bool closes = str_starts(name, "/");
    sc->last_place = place;
    if (b->kind == ATTRIBUTES) {
        unwrap_span(sc, i);
    }
    if (b->kind == EXTENSION) {
        return take_pair(sc, end, b, inside);
    }
    if (b->kind != HUGO && b->kind != LIQUID && b->kind != OUTPUT) {
        return end;
    }
    if (b->kind == HUGO && place == TAG_ALONE) {
        scanner_limit_indent(sc);
    }
    if (b->kind == HUGO && is_shown(inside)) {
        write_shown(sc, b, inside);
        return end;
    }
    scanner_write_apart(sc, syntaxes[b->kind], inside, place, end);
    if (closes) {
        scanner_leave(sc, str_trim(str_slice(name, 1, name.n)));
    } else if (b->kind == HUGO && place == TAG_ALONE) {
        scanner_enter(sc, name, end);
    }
    scanner_keep_apart(sc, end, name);
    return b->kind == OUTPUT ? end : take_pair(sc, end, b, inside);
}

static size_t take_component(struct scanner *sc, size_t i) {
    struct component c;
    size_t end = component_end(sc->s, i, code_blank_line(&sc->code, i), &c);
    if (end == i) {
        return i + 1;
    }
    scanner_flush(sc, i);
    enum tag_place place = place_of(sc, i);
    sc->last_place = place;
    if (place == TAG_ALONE) {
        scanner_limit_indent(sc);
    }
    if (c.closes) {
        buf_puts(sc->out, str_ends_nocase(c.name, "link") ? "</a>" : "");
        scanner_leave(sc, c.name);
        scanner_keep_apart(sc, end, STR("/"));
    } else if (c.alone || !shortcode_open_link(c.inside, sc->out)) {
        scanner_write_apart(sc, TAG_COMPONENT, c.inside, place, end);
        if (place == TAG_ALONE && !c.alone) {
            scanner_enter(sc, c.name, end);
        }
    }
    return sc->copied = sc->html.in_block ? scanner_drop_blank_line(sc, end) : end;
}

static size_t take_html(struct scanner *sc, size_t i) {
    struct buf tag = {0};
    size_t end = component_html_end(sc->s, i, code_blank_line(&sc->code, i), &tag);
    if (end > i) {
        scanner_flush(sc, i);
        buf_add_str(sc->out, buf_str(&tag));
        sc->copied = end;
    }
    buf_release(&tag);
    return end;
}

/* Pelican's links to files and pages: [text]({filename}other.md). */
static size_t pelican_prefix(const struct scanner *sc, size_t i) {
    static const char *const names[] = {"{filename}", "{static}", "{attach}", "{tag}", "{category}", "{author}", "{index}"};
    if (i < 2 ||
        !(memchr("\"'=", sc->s.p[i - 1], 3) || !memcmp(sc->s.p + i - 2, "](", 2) || !memcmp(sc->s.p + i - 2, ": ", 2))) {
        return 0;
    }
    for (size_t n = 0; n < ARRAY_SIZE(names); n++) {
        if (at(sc, i, names[n])) {
            return strlen(names[n]);
        }
    }
    return 0;
}

/* An unclosed bracket is text; of an unclosed comment, only the opening that would hide the rest is removed. */
static size_t skip_unclosed(struct scanner *sc, size_t i, const struct bracket *b) {
    size_t end = i + strlen(b->open);
    if (b->kind == COMMENT) {
        scanner_flush(sc, i);
        sc->copied = end;
    }
    return end;
}

static size_t take_tag(struct scanner *sc, size_t i, size_t which) {
    const struct bracket *b = &brackets[which];
    size_t from = i + strlen(b->open);
    bool near = b->kind == OUTPUT || b->kind == LIQUID;
    size_t limit = near ? code_blank_line(&sc->code, from) : sc->s.n;
    if (b->kind == ATTRIBUTES ||
        b->kind == EXTENSION) { /* on one line only; most braces are none, so they are not recorded as unclosed */
        limit = find(sc, from, sc->s.n < from + ATTRIBUTES_MAX ? sc->s.n : from + ATTRIBUTES_MAX, "\n");
        size_t end = find(sc, from, limit, b->close);
        if (end == limit || (b->kind == ATTRIBUTES ? !is_attributes(sc, i, end) : is_blank(sc->s.p[from]))) {
            return from;
        }
    }
    size_t close = i < sc->not_closed[which] ? limit : find_close(sc, from, limit, b);
    if (b->kind == COMMENT && (at(sc, from, ">") || at(sc, from, "->"))) {
        close = from - (at(sc, from, ">") ? 2 : 1); /* <!--> and <!---> are complete comments */
    }
    if (close == limit) {
        sc->not_closed[which] = limit;
        return skip_unclosed(sc, i, b);
    }
    if (b->kind == CODE) {
        return close;
    }
    scanner_flush(sc, i);
    size_t end = replace_tag(sc, i, close, b);
    return sc->copied = sc->html.in_block ? scanner_drop_blank_line(sc, end) : end;
}

size_t scanner_take_tag(struct scanner *sc, size_t i) {
    static const bool is_second[256] = {['{'] = true, ['%'] = true, ['!'] = true, ['p'] = true, ['c'] = true,
                                        [':'] = true, ['.'] = true, ['#'] = true, ['/'] = true};
    char c = sc->s.p[i], second = i + 1 < sc->s.n ? sc->s.p[i + 1] : '\0';
    if (c == '<' && sc->markdown && ((second >= 'A' && second <= 'Z') || second == '/')) {
        return take_component(sc, i);
    }
    if (c == '<' && sc->markdown && second >= 'a' && second <= 'z') {
        size_t end = take_html(sc, i);
        if (end > i) {
            return end;
        }
    }
    size_t prefix = c == '{' && second >= 'a' && second <= 'z' ? pelican_prefix(sc, i) : 0;
    if (prefix) {
        scanner_flush(sc, i);
        return sc->copied = i + prefix;
    }
    if (c == '{' && sc->markdown && (second == ' ' || (second >= 'a' && second <= 'z'))) {
        size_t end = take_attribute_list(sc, i);
        return end > i ? end : i + 1;
    }
    bool may_be_tag = is_second[(unsigned char)second];
    for (size_t b = 0; b < TAG_BRACKETS && may_be_tag; b++) {
        if (at(sc, i, brackets[b].open)) {
            return take_tag(sc, i, b);
        }
    }
    return i + 1;
}
