/* markdown_templates: what is meant for the site generator taken out of a body: Hugo shortcodes, Go and Liquid tags, HTML
 * comments. */
#include <string.h>

#include "markdown.h"

struct scanner {
    struct str s;
    size_t at, copied; /* everything before `copied` is in out */
    struct buf *out;
    bool markdown;
};

/* A tag of a template language: where it begins and how it ends. */
struct bracket {
    const char *open, *close;
};

static const struct bracket brackets[] = {
    {"{{<", ">}}"}, {"{{%", "%}}"}, {"{{", "}}"}, {"{%", "%}"}, {"<!--", "-->"},
};

static bool at(const struct scanner *sc, size_t i, const char *text) {
    return str_starts(str_slice(sc->s, i, sc->s.n), text);
}

static size_t find(const struct scanner *sc, size_t from, const char *text) {
    const char *p = from < sc->s.n ? memmem(sc->s.p + from, sc->s.n - from, text, strlen(text)) : NULL;
    return p ? (size_t)(p - sc->s.p) : sc->s.n;
}

static void flush(struct scanner *sc, size_t to) {
    buf_add_str(sc->out, str_slice(sc->s, sc->copied, to));
    sc->copied = to;
}

static size_t end_of_line(const struct scanner *sc, size_t from) {
    size_t end = find(sc, from, "\n");
    return end < sc->s.n ? end + 1 : end;
}

static size_t run_of(const struct scanner *sc, size_t from, char c) {
    size_t n = 0;
    while (from + n < sc->s.n && sc->s.p[from + n] == c) {
        n++;
    }
    return n;
}

/* Is there a fence at the beginning of this line? Its character and length. */
static size_t fence_at(const struct scanner *sc, size_t line, char *c) {
    size_t i = line + run_of(sc, line, ' ');
    if (i - line > 3 || i >= sc->s.n || (sc->s.p[i] != '`' && sc->s.p[i] != '~')) {
        return 0;
    }
    *c = sc->s.p[i];
    size_t n = run_of(sc, i, *c);
    return n >= 3 ? n : 0;
}

/* Behind the code block that a fence at `line` begins. */
static size_t skip_fenced(const struct scanner *sc, size_t line, char c, size_t length) {
    char other;
    for (size_t at_line = end_of_line(sc, line); at_line < sc->s.n; at_line = end_of_line(sc, at_line)) {
        size_t n = fence_at(sc, at_line, &other);
        if (n >= length && other == c) {
            return end_of_line(sc, at_line);
        }
    }
    return sc->s.n;
}

/* Behind a code span that begins here, or behind its backticks when nothing closes them. A span does not reach past a blank
 * line. */
static size_t skip_span(const struct scanner *sc, size_t from) {
    size_t length = run_of(sc, from, '`'), limit = find(sc, from, "\n\n");
    for (size_t i = from + length; i < limit;) {
        const char *p = memchr(sc->s.p + i, '`', limit - i);
        if (!p) {
            break;
        }
        i = (size_t)(p - sc->s.p);
        size_t n = run_of(sc, i, '`');
        if (n == length) {
            return i + n;
        }
        i += n;
    }
    return from + length;
}

static struct str first_word(struct str s) {
    s = str_trim(s);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n') {
            return str_slice(s, 0, i);
        }
    }
    return s;
}

/* The value of NAME="value" or, for an empty name, of the first argument without a name. */
static struct str argument(struct str inside, const char *name) {
    struct str s = str_trim(inside);
    s = str_trim(str_slice(s, first_word(s).n, s.n));
    while (s.n) {
        size_t n = 0;
        while (n < s.n && !strchr(" \t\n=\"`", s.p[n])) {
            n++;
        }
        struct str key = str_slice(s, 0, n);
        bool named = n < s.n && s.p[n] == '=';
        s = str_slice(s, n + named, s.n);
        struct str value = named ? STR_NONE : key;
        if (s.n && (s.p[0] == '"' || s.p[0] == '`') && (named || !n)) {
            const char *end = memchr(s.p + 1, s.p[0], s.n - 1);
            value = str_slice(s, 1, end ? (size_t)(end - s.p) : s.n);
            s = str_slice(s, value.n + 2, s.n);
        } else if (named) {
            value = first_word(s);
            s = str_slice(s, value.n, s.n);
        }
        if (named ? str_is(key, name) : !*name) {
            return value;
        }
        s = str_trim(s);
    }
    return STR_NONE;
}

static struct str named_or_first(struct str inside, const char *name) {
    struct str value = argument(inside, name);
    return value.n ? value : argument(inside, "");
}

/* ---- the shortcodes that say something to a reader ---- */

static void html_text(struct buf *out, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        const char *entity = s.p[i] == '<'   ? "&lt;"
                             : s.p[i] == '>' ? "&gt;"
                             : s.p[i] == '"' ? "&quot;"
                             : s.p[i] == '&' ? "&amp;"
                                             : NULL;
        if (entity) {
            buf_puts(out, entity);
        } else {
            buf_putc(out, s.p[i]);
        }
    }
}

static void image(struct str inside, struct buf *out) {
    struct str alt = argument(inside, "alt"), caption = argument(inside, "caption"), source = named_or_first(inside, "src");
    buf_puts(out, "<img src=\"");
    html_text(out, source);
    buf_puts(out, "\" alt=\"");
    html_text(out, alt.n ? alt : caption.n ? caption : argument(inside, "title"));
    buf_puts(out, "\">");
    if (caption.n && alt.n) {
        buf_puts(out, " <em>");
        html_text(out, caption);
        buf_puts(out, "</em>");
    }
}

static void link_to(struct buf *out, const char *before, struct str target, struct str text) {
    if (!target.n) {
        return;
    }
    buf_printf(out, "<a href=\"%s", before);
    html_text(out, target);
    buf_puts(out, "\">");
    html_text(out, text.n ? text : target);
    buf_puts(out, "</a>");
}

static void youtube(struct str inside, struct buf *out) {
    struct str title = argument(inside, "title");
    link_to(out, "https://www.youtube.com/watch?v=", named_or_first(inside, "id"), title.n ? title : STR("video"));
}

static void button(struct str inside, struct buf *out) {
    link_to(out, "", argument(inside, "href"), argument(inside, "text"));
}

static void reference(struct str inside, struct buf *out) {
    buf_add_str(out, named_or_first(inside, "path"));
}

static const struct {
    const char *name;
    void (*write)(struct str inside, struct buf *out);
} shortcodes[] = {
    {"ref", reference}, {"relref", reference}, {"figure", image}, {"img", image}, {"youtube", youtube}, {"button", button},
};

static void write_shortcode(struct str inside, struct buf *out) {
    struct str name = first_word(inside);
    for (size_t i = 0; i < LENGTH(shortcodes); i++) {
        if (str_is(name, shortcodes[i].name)) {
            shortcodes[i].write(inside, out);
            return;
        }
    }
}

/* In a link's destination, where a blank or a `<` would end it, only what stands for an address may stay. */
static bool in_destination(const struct scanner *sc, size_t i) {
    return i && (sc->s.p[i - 1] == '(' || sc->s.p[i - 1] == '"' || sc->s.p[i - 1] == '=');
}

/* Behind the tag that begins at `i`, or i when nothing closes it: it is text then. */
static size_t take_tag(struct scanner *sc, size_t i, const struct bracket *b, size_t *nothing_closes) {
    size_t from = i + strlen(b->open), end;
    if (*nothing_closes || (end = find(sc, from, b->close)) == sc->s.n) {
        *nothing_closes = 1; /* nor will anything close the next one: no second search to the end */
        return i;
    }
    struct str inside = str_trim(str_slice(sc->s, from, end));
    flush(sc, i);
    sc->copied = end + strlen(b->close);
    bool hugo = b->open[2] == '<' || b->open[2] == '%';
    if (hugo && inside.n && inside.p[0] != '/') {
        struct str name = first_word(inside);
        if (!in_destination(sc, i) || str_is(name, "ref") || str_is(name, "relref")) {
            write_shortcode(inside, sc->out);
        }
    }
    return sc->copied;
}

static size_t step(struct scanner *sc, size_t i, size_t *nothing_closes) {
    char fence;
    bool line_start = !i || sc->s.p[i - 1] == '\n';
    size_t length = sc->markdown && line_start ? fence_at(sc, i, &fence) : 0;
    if (length) {
        return skip_fenced(sc, i, fence, length);
    }
    if (sc->markdown && sc->s.p[i] == '`') {
        return skip_span(sc, i);
    }
    for (size_t b = 0; b < LENGTH(brackets); b++) {
        if (at(sc, i, brackets[b].open)) {
            size_t end = take_tag(sc, i, &brackets[b], &nothing_closes[b]);
            return end > i ? end : i + 1;
        }
    }
    return i + 1;
}

void markdown_strip_templates(struct str body, bool is_markdown, struct buf *out) {
    struct scanner sc = {.s = body, .out = out, .markdown = is_markdown};
    size_t nothing_closes[LENGTH(brackets)] = {0};
    while (sc.at < body.n) {
        bool special = body.p[sc.at] == '{' || body.p[sc.at] == '<' || body.p[sc.at] == '`';
        bool line_start = !sc.at || body.p[sc.at - 1] == '\n';
        sc.at = special || line_start ? step(&sc, sc.at, nothing_closes) : sc.at + 1;
    }
    flush(&sc, body.n);
}
