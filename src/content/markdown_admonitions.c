/* markdown_admonitions: writes the admonitions of MkDocs, `!!! note "Title"` above indented lines, as callouts in quotes. */
#include <string.h>

#include "markdown_private.h"
#include "markdown_templates.h"

enum { DEPTH_MAX = 16, INDENT = 4 };

struct admonitions {
    struct str s;
    struct buf *out;
    size_t copied;            /* everything before it was copied to out */
    size_t depth;             /* how many are open */
    size_t indent[DEPTH_MAX]; /* of the lines in each */
    bool fenced;              /* inside a fence in one of them */
    struct code_scan code;
};

/* The line at an offset, without its newline. */
static struct str line_at(struct str s, size_t at) {
    return str_line(str_slice(s, at, s.n));
}

static size_t after_line(struct str s, size_t at) {
    size_t end = at + line_at(s, at).n;
    return end + (end < s.n);
}

/* In columns; *bytes: those of the blanks. */
static size_t indent_of(struct str line, size_t *bytes) {
    size_t columns = 0, i = 0;
    for (; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'); i++) {
        columns = line.p[i] == '\t' ? (columns / INDENT + 1) * INDENT : columns + 1;
    }
    *bytes = i;
    return columns;
}

static bool is_blank_line(struct str line) {
    return !str_trim(line).n;
}

struct header {
    struct str type, title;
    bool titled; /* it has a title, which may be empty */
};

/* `!!! note "Title"`, `??? tip`, `???+ tip inline end`. text: trimmed. */
static bool read_header(struct str text, struct header *h) {
    size_t from = str_starts(text, "???+") ? 4 : 3, end;
    if ((!str_starts(text, "!!!") && !str_starts(text, "???")) || from >= text.n || !is_blank(text.p[from])) {
        return false;
    }
    struct str rest = str_trim(str_slice(text, from, text.n));
    for (end = 0; end < rest.n && !is_blank(rest.p[end]) && !memchr("\"[]|!", rest.p[end], 5); end++) {
    }
    const char *quote = rest.n ? memchr(rest.p, '"', rest.n) : NULL;
    bool closed = quote && quote + 1 < rest.p + rest.n && rest.p[rest.n - 1] == '"';
    *h = (struct header){str_slice(rest, 0, end), STR_NONE, closed};
    if (closed) {
        h->title = str_trim(str_slice(rest, (size_t)(quote + 1 - rest.p), rest.n - 1));
    }
    return end && (end == rest.n || is_blank(rest.p[end])) && (closed || !quote);
}

bool admonition_starts(struct str line) {
    struct header h;
    return read_header(line, &h);
}

/* The next line with text is indented below it. */
static bool has_body(struct str s, size_t next, size_t indent) {
    size_t bytes;
    while (next < s.n && is_blank_line(line_at(s, next))) {
        next = after_line(s, next);
    }
    return next < s.n && indent_of(line_at(s, next), &bytes) >= indent + INDENT;
}

static void put_prefix(struct admonitions *a) {
    for (size_t i = INDENT; i < a->indent[0]; i++) {
        buf_putc(a->out, ' ');
    }
    for (size_t i = 0; i < a->depth; i++) {
        buf_puts(a->out, "> ");
    }
}

static void put_line(struct admonitions *a, struct str text) {
    put_prefix(a);
    buf_add_str(a->out, text);
    buf_putc(a->out, '\n');
}

static void open_one(struct admonitions *a, const struct header *h, size_t indent) {
    if (a->depth) {
        put_line(a, STR_NONE);
    } else {
        buf_putc(a->out, '\n');
    }
    a->indent[a->depth++] = indent + INDENT;
    if (h->title.n || !h->titled) {
        put_prefix(a);
        buf_printf(a->out, "[!%.*s] %.*s\n", (int)h->type.n, h->type.p, (int)h->title.n, h->title.p);
        put_line(a, STR_NONE);
    }
}

/* Takes the line at an offset, which is inside an admonition. False: they all end before it. */
static bool take_line(struct admonitions *a, size_t at) {
    struct str line = line_at(a->s, at);
    struct header h;
    size_t bytes, indent = indent_of(line, &bytes), was = a->depth;
    if (is_blank_line(line)) {
        put_line(a, STR_NONE);
        return true;
    }
    while (a->depth && indent < a->indent[a->depth - 1]) {
        a->depth--;
    }
    if (!a->depth) {
        return false;
    }
    if (a->depth < was) {
        a->fenced = false;
        put_line(a, STR_NONE);
    }
    struct str text = str_slice(line, bytes, line.n);
    bool opens = !a->fenced && a->depth < DEPTH_MAX && read_header(str_trim(text), &h);
    a->fenced ^= str_starts(text, "```") || str_starts(text, "~~~");
    if (opens && has_body(a->s, after_line(a->s, at), indent)) {
        open_one(a, &h, indent);
        return true;
    }
    put_prefix(a);
    for (size_t i = a->indent[a->depth - 1]; i < indent; i++) {
        buf_putc(a->out, ' ');
    }
    buf_add_str(a->out, text);
    buf_putc(a->out, '\n');
    return true;
}

/* Takes the admonition whose header is at an offset. Returns the offset after it; `at`: there is none. */
static size_t take_admonition(struct admonitions *a, size_t at) {
    struct str line = line_at(a->s, at);
    struct header h;
    size_t bytes, indent = indent_of(line, &bytes), next = after_line(a->s, at);
    if (!read_header(str_trim(line), &h) || !has_body(a->s, next, indent)) {
        return at;
    }
    buf_add_str(a->out, str_slice(a->s, a->copied, at));
    open_one(a, &h, indent);
    while (next < a->s.n && take_line(a, next)) {
        next = after_line(a->s, next);
    }
    buf_putc(a->out, '\n');
    a->depth = 0;
    a->fenced = false;
    return a->copied = next;
}

bool markdown_admonitions(struct str markdown, struct buf *out) {
    struct admonitions a = {.s = markdown, .out = out, .code = {.s = markdown}};
    if (!markdown_has(markdown, "!!! ") && !markdown_has(markdown, "???")) {
        return false;
    }
    for (size_t i = 0; i < markdown.n;) {
        size_t end = code_skip_lines(&a.code, i);
        end = end > i ? end : take_admonition(&a, i);
        i = end > i ? end : after_line(markdown, i);
    }
    buf_add_str(out, a.copied ? str_slice(markdown, a.copied, markdown.n) : STR_NONE);
    return a.copied > 0;
}
