/* markdown_code: finds code in Markdown without a full parse: fences, indented lines, spans. */
#include <string.h>

#include "markdown_templates.h"

static size_t end_of_line(const struct code_scan *c, size_t from) {
    const char *end = from < c->s.n ? memchr(c->s.p + from, '\n', c->s.n - from) : NULL;
    return end ? (size_t)(end - c->s.p) + 1 : c->s.n;
}

static size_t skip_blanks(const struct code_scan *c, size_t i) {
    while (i < c->s.n && (c->s.p[i] == ' ' || c->s.p[i] == '\t' || c->s.p[i] == '\r')) {
        i++;
    }
    return i;
}

static bool line_ends_at(const struct code_scan *c, size_t i) {
    return i >= c->s.n || c->s.p[i] == '\n';
}

static size_t run_of(const struct code_scan *c, size_t from) {
    size_t end = from;
    while (end < c->s.n && c->s.p[end] == c->s.p[from]) {
        end++;
    }
    return end - from;
}

size_t code_blank_line(struct code_scan *c, size_t from) {
    if (c->blank_line >= from && c->blank_line) {
        return c->blank_line;
    }
    size_t line = end_of_line(c, from);
    while (line < c->s.n && !line_ends_at(c, skip_blanks(c, line))) {
        line = end_of_line(c, line);
    }
    return c->blank_line = line;
}

/* A fence at the start of a line. */
struct fence {
    size_t indent, length; /* length 0: none */
    char c;                /* the first character of the line */
};

static struct fence fence_at(const struct code_scan *c, size_t line) {
    size_t i = skip_blanks(c, line);
    struct fence f = {i - line, 0, i < c->s.n ? c->s.p[i] : '\n'};
    size_t n = f.c == '`' || f.c == '~' ? run_of(c, i) : 0;
    if (n >= 3 && (f.indent < c->base + 4 || c->item)) {
        f.length = n;
    }
    return f;
}

static bool opens(const struct code_scan *c, size_t line, struct fence f) {
    size_t info = line + f.indent + f.length;
    return f.length && (f.c == '~' || !memchr(c->s.p + info, '`', end_of_line(c, info) - info));
}

static bool closes(const struct code_scan *c, size_t line, struct fence f, struct fence opened) {
    return f.length >= opened.length && f.c == opened.c && line_ends_at(c, skip_blanks(c, line + f.indent + f.length));
}

static size_t skip_fenced(const struct code_scan *c, size_t line, struct fence opened) {
    for (size_t i = end_of_line(c, line); i < c->s.n; i = end_of_line(c, i)) {
        struct fence f = fence_at(c, i);
        if (closes(c, i, f, opened)) {
            return end_of_line(c, i);
        }
        if (c->item && opened.indent && !f.indent && f.c != '\n') {
            return i; /* the item and everything in it ends */
        }
    }
    return c->s.n;
}

size_t code_columns(const struct code_scan *c, size_t from, size_t to) {
    size_t n = 0;
    for (; from < to; from++) {
        n = c->s.p[from] == '\t' ? (n + 4) / 4 * 4 : n + 1;
    }
    return n;
}

/* The column of the text of a list item whose marker is at `i`; 0: no marker. */
static size_t text_column(const struct code_scan *c, size_t i) {
    size_t mark = i;
    while (mark < c->s.n && mark < i + 9 && c->s.p[mark] >= '0' && c->s.p[mark] <= '9') {
        mark++;
    }
    if (mark + 1 >= c->s.n || !memchr(mark > i ? ".).)" : "-*+-", c->s.p[mark], 4)) {
        return 0;
    }
    size_t text = skip_blanks(c, mark + 1);
    return text == mark + 1 ? 0 : text - mark > 5 || line_ends_at(c, text) ? mark + 2 : text;
}

/* HTML and shortcodes are recognised however far they are indented. */
static bool is_call(struct str s) {
    return str_starts(s, "<") || str_starts(s, "{{<") || str_starts(s, "{{%");
}

size_t code_skip_lines(struct code_scan *c, size_t line) {
    struct fence f = fence_at(c, line);
    size_t i = line + f.indent, text;
    bool blank = f.c == '\n', begins = c->after_blank || !line;
    c->indent = code_columns(c, line, i);
    c->indent -= c->indent < c->base ? c->indent : c->base;
    if (opens(c, line, f)) {
        c->after_blank = c->in_code = false;
        return skip_fenced(c, line, f);
    }
    bool indented = !blank && c->indent >= c->item + 4;
    if (!blank && !indented && (text = text_column(c, i))) {
        c->item = c->indent + (text - i);
    } else if (!blank && !c->indent && begins) {
        c->item = 0;
    }
    c->in_code = indented ? c->in_code || (begins && !is_call(str_slice(c->s, i, c->s.n))) : blank && c->in_code;
    c->after_blank = blank;
    return c->in_code ? end_of_line(c, line) : line;
}

size_t code_skip_span(struct code_scan *c, size_t tick) {
    size_t length = run_of(c, tick), limit = code_blank_line(c, tick), i = tick + length;
    if (length > TICKS_MAX || tick < c->tick_not_closed[length]) {
        return i;
    }
    for (const char *p; i < limit && (p = memchr(c->s.p + i, '`', limit - i));) {
        i = (size_t)(p - c->s.p);
        size_t n = run_of(c, i);
        if (n == length) {
            return i + n;
        }
        i += n;
    }
    c->tick_not_closed[length] = limit;
    return tick + length;
}
