/* markdown_tags: what is in brackets for the site generator: shortcodes, Go and Liquid tags, comments, attributes of kramdown. */
#include <string.h>

#include "markdown_scanner.h"

enum {
    ITEM_MAX = 64, /* columns; deeper content ends the item */
    ATTRIBUTES_MAX = 400,
};

enum bracket_kind {
    HUGO,
    OUTPUT, /* prints a variable */
    LIQUID,
    COMMENT,
    CODE,
    EXTENSION,  /* of kramdown */
    ATTRIBUTES, /* attributes of what precedes them */
};

/* Opening and closing brackets. The first row that matches is used. */
static const struct bracket {
    const char *open, *close;
    enum bracket_kind kind;
} brackets[TAG_BRACKETS] = {
    {"{{<", ">}}", HUGO},     {"{{%", "%}}", HUGO},    {"{{", "}}", OUTPUT},      {"{%", "%}", LIQUID},
    {"<!--", "-->", COMMENT}, {"<pre", "</pre", CODE}, {"<code", "</code", CODE}, {"{::", "}", EXTENSION},
    {"{:/", "}", EXTENSION},  {"{:", "}", ATTRIBUTES},
    {"{.", "}", ATTRIBUTES},  {"{#", "}", ATTRIBUTES},
};

/* Tags that come in pairs, and what to do with the text between them. */
static const struct paired_tag {
    enum bracket_kind kind;
    const char *name, *partner;
    enum { INSIDE_GOES, INSIDE_IS_CODE, INSIDE_STAYS } inside;
} pairs[TAG_PAIRS] = {
    {HUGO, "highlight", "/highlight", INSIDE_IS_CODE},
    {HUGO, "comment", "/comment", INSIDE_GOES},
    {EXTENSION, "comment", NULL, INSIDE_GOES}, /* ended by any closing tag */
    {LIQUID, "highlight", "endhighlight", INSIDE_IS_CODE},
    {LIQUID, "comment", "endcomment", INSIDE_GOES},
    {LIQUID, "raw", "endraw", INSIDE_STAYS},
};

static bool at(const struct scanner *sc, size_t i, const char *text) {
    return str_starts(str_slice(sc->s, i, sc->s.n), text);
}

static size_t find(const struct scanner *sc, size_t from, size_t to, const char *text) {
    const char *p = from < to ? memmem(sc->s.p + from, to - from, text, strlen(text)) : NULL;
    return p ? (size_t)(p - sc->s.p) : to;
}

void scanner_flush(struct scanner *sc, size_t to) {
    buf_add_str(sc->out, str_slice(sc->s, sc->copied, to));
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

static void write_code(struct buf *out, struct str code) {
    bool lines = code.n && memchr(code.p, '\n', code.n);
    buf_puts(out, lines ? "\n\n<pre>\n" : "<code>");
    shortcode_escape(out, str_slice(code, str_starts(code, "\n"), code.n));
    buf_puts(out, lines ? "</pre>\n\n" : "</code>");
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
    if (pairs[i].inside == INSIDE_IS_CODE) {
        write_code(sc->out, str_slice(sc->s, from, start));
    } else if (pairs[i].inside == INSIDE_STAYS) {
        buf_add_str(sc->out, str_slice(sc->s, from, start));
    }
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

/* The output of a tag that is alone on its line is not code, however far the tag was indented: inside an item, it belongs to
 * the item. */
static void limit_indent(struct scanner *sc) {
    size_t indent = sc->code.indent, item = sc->code.item;
    if (indent < 4 || (indent >= item && indent < item + 4)) {
        return;
    }
    while (sc->out->n && (sc->out->p[sc->out->n - 1] == ' ' || sc->out->p[sc->out->n - 1] == '\t')) {
        buf_truncate(sc->out, sc->out->n - 1);
    }
    for (size_t i = 0; i < item && item <= ITEM_MAX; i++) {
        buf_putc(sc->out, ' ');
    }
}

/* {{ "/assets/x.png" | relative_url }} */
static bool is_quoted(struct str inside) {
    return inside.n && (inside.p[0] == '"' || inside.p[0] == '\'');
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
    bool behind_span = i && memchr(")]*_`\"}", sc->s.p[i - 1], 7);
    bool line_end = close + 1 >= sc->s.n || sc->s.p[close + 1] == '\n' || sc->s.p[close + 1] == '\r';
    return behind_span || (at(sc, i, "{:") && begins_line(sc, i, line_end ? " \t>" : " \t>*+-.0123456789"));
}

static size_t replace_tag(struct scanner *sc, size_t i, size_t close, const struct bracket *b) {
    struct str inside = inside_of(str_slice(sc->s, i + strlen(b->open), close));
    enum tag_place place = place_of(sc, i);
    size_t end = close + strlen(b->close);
    bool writes = b->kind == HUGO ? !str_starts(inside, "/")
                                  : place == TAG_IN_ADDRESS && (b->kind == LIQUID || (b->kind == OUTPUT && is_quoted(inside)));
    sc->last_place = place;
    if (b->kind == HUGO && place == TAG_ALONE) {
        limit_indent(sc);
    }
    if (b->kind == HUGO && is_shown(inside)) {
        write_shown(sc, b, inside);
    } else if (b->kind == OUTPUT && writes) {
        shortcode_write_literal(inside, sc->out);
    } else if (writes) {
        shortcode_write(inside, place, sc->out);
    }
    return b->kind == HUGO || b->kind == LIQUID || b->kind == EXTENSION ? take_pair(sc, end, b, inside) : end;
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

/* Of a line with nothing but a tag that shows nothing, no blank line stays where it would end the HTML around it. */
static size_t drop_blank_line(struct scanner *sc, size_t end) {
    struct buf *out = sc->out;
    size_t n = out->n;
    while (n && (out->p[n - 1] == ' ' || out->p[n - 1] == '\t')) {
        n--;
    }
    size_t rest = end;
    while (rest < sc->s.n && is_blank(sc->s.p[rest]) && sc->s.p[rest] != '\n') {
        rest++;
    }
    if (rest < sc->s.n && sc->s.p[rest] == '\n' && (!n || out->p[n - 1] == '\n')) {
        buf_truncate(out, n);
        return rest + 1;
    }
    return end;
}

static size_t take_tag(struct scanner *sc, size_t i, size_t which) {
    const struct bracket *b = &brackets[which];
    size_t from = i + strlen(b->open);
    bool near = b->kind == OUTPUT || b->kind == LIQUID;
    size_t limit = near ? code_blank_line(&sc->code, from) : sc->s.n;
    if (b->kind == ATTRIBUTES || b->kind == EXTENSION) { /* on one line only; most braces are none, so they are not recorded as unclosed */
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
    return sc->copied = sc->html.in_block ? drop_blank_line(sc, end) : end;
}

size_t scanner_take_tag(struct scanner *sc, size_t i) {
    static const bool is_second[256] = {
        ['{'] = true, ['%'] = true, ['!'] = true, ['p'] = true, ['c'] = true, [':'] = true, ['.'] = true, ['#'] = true};
    bool may_be_tag = i + 1 < sc->s.n && is_second[(unsigned char)sc->s.p[i + 1]];
    for (size_t b = 0; b < TAG_BRACKETS && may_be_tag; b++) {
        if (at(sc, i, brackets[b].open)) {
            return take_tag(sc, i, b);
        }
    }
    return i + 1;
}
