/* markdown_tag_output: what is written in place of a tag, so that it fits what stands around it. */
#include <string.h>

#include "markdown_scanner.h"
#include "url.h"

enum {
    ITEM_MAX = 64,  /* columns; deeper content ends the item */
    AROUND_MAX = 8, /* bytes between a tag and the brackets of the link around it */
};

void scanner_flush(struct scanner *sc, size_t to) {
    buf_add_str(sc->out, str_slice(sc->s, sc->copied, to));
}

void scanner_write_blanks(struct buf *out, size_t n) {
    for (size_t i = 0; i < n && n <= ITEM_MAX; i++) {
        buf_putc(out, ' ');
    }
}

/* On one line, as a line of the code would end the item or the HTML around it. */
static void write_listing(struct scanner *sc, struct str code) {
    const char *blank = sc->html.in_block ? "" : "\n\n";
    buf_puts(sc->out, blank);
    scanner_write_blanks(sc->out, sc->html.in_block ? 0 : sc->code.item);
    buf_puts(sc->out, "<pre>");
    code = str_slice(code, str_starts(code, "\n"), code.n);
    while (code.n) {
        struct str line = str_line(code);
        size_t blanks = 0;
        while (blanks < line.n && blanks < sc->code.item && line.p[blanks] == ' ') {
            blanks++;
        }
        shortcode_escape(sc->out, str_slice(line, blanks, line.n));
        buf_puts(sc->out, line.n < code.n ? "&#10;" : "");
        code = str_slice(code, line.n + 1, code.n);
    }
    buf_printf(sc->out, "</pre>%s", blank);
}

void scanner_write_code(struct scanner *sc, struct str code) {
    if (code.n && memchr(code.p, '\n', code.n)) {
        write_listing(sc, code);
    } else {
        buf_puts(sc->out, "<code>");
        shortcode_escape(sc->out, code);
        buf_puts(sc->out, "</code>");
    }
}

/* The output of a tag that is alone on its line is not code, however far the tag was indented: inside an item, it belongs to
 * the item. */
void scanner_limit_indent(struct scanner *sc) {
    size_t indent = sc->code.indent, item = sc->code.item;
    if (indent < 4 || (indent >= item && indent < item + 4)) {
        return;
    }
    while (sc->out->n && (sc->out->p[sc->out->n - 1] == ' ' || sc->out->p[sc->out->n - 1] == '\t')) {
        buf_truncate(sc->out, sc->out->n - 1);
    }
    scanner_write_blanks(sc->out, item);
}

static bool is_branch(struct str name) {
    return str_is(name, "else") || str_is(name, "elsif") || str_is(name, "elif") || str_is(name, "when");
}

/* The host that [TAG](address) leads to, if a tag that shows nothing from i to `end` is all its text; empty: it is none. */
static struct str host_of_link(const struct scanner *sc, size_t end) {
    static const char around[] = " *_";
    const struct buf *out = sc->out;
    size_t n = out->n, close = end;
    while (n && out->n - n < AROUND_MAX && out->p[n - 1] && strchr(around, out->p[n - 1])) {
        n--;
    }
    while (close < sc->s.n && close - end < AROUND_MAX && sc->s.p[close] && strchr(around, sc->s.p[close])) {
        close++;
    }
    if (!n || out->p[n - 1] != '[' || (n > 1 && out->p[n - 2] == '!') || !str_starts(str_slice(sc->s, close, sc->s.n), "](")) {
        return STR_NONE;
    }
    struct str address = str_slice(sc->s, close + strlen("]("), sc->s.n);
    size_t length = 0;
    while (length < address.n && !is_blank(address.p[length]) && !strchr(")>{", address.p[length])) {
        length++;
    }
    size_t start = str_starts(address, "<");
    return url_host(str_slice(address, start, length));
}

/* What a tag shows is not part of the words around it. */
void scanner_write_apart(struct scanner *sc, enum tag_syntax syntax, struct str inside, enum tag_place place, size_t end) {
    struct buf *out = sc->out;
    bool in_text = place != TAG_IN_ADDRESS;
    size_t before = out->n;
    bool glued = in_text && before && is_word_byte(out->p[before - 1]);
    buf_puts(out, glued ? " " : "");
    size_t start = out->n;
    shortcode_write(syntax, inside, place, out);
    if (out->n == start) {
        buf_truncate(out, before);
        shortcode_escape(out, in_text ? host_of_link(sc, end) : STR_NONE);
    } else if (in_text && end < sc->s.n && is_word_byte(sc->s.p[end]) && !is_blank(out->p[out->n - 1])) {
        buf_putc(out, ' ');
    }
}

/* The texts that two tags enclose are not one word: of alternatives, or of neighbours. */
void scanner_keep_apart(struct scanner *sc, size_t end, struct str name) {
    struct buf *out = sc->out;
    struct str rest = str_slice(sc->s, end, sc->s.n);
    struct component next;
    if (!out->n || is_blank(out->p[out->n - 1]) || !rest.n || is_blank(rest.p[0])) {
        return;
    }
    bool opens = str_starts(rest, "{{<") || str_starts(rest, "{{%") || str_starts(rest, "{%");
    bool closes = opens && str_starts(str_trim(str_slice(rest, strlen("{{<") - (rest.p[1] == '%'), rest.n)), "/");
    opens |= sc->markdown && rest.p[0] == '<' && component_end(sc->s, end, sc->s.n, &next) > end && !next.closes;
    if (is_branch(name) || (opens && !closes && (str_starts(name, "/") || str_starts(name, "end")))) {
        buf_putc(out, ' ');
    }
}

/* Of a line with nothing but a tag that shows nothing, no blank line stays where it would end the HTML around it. */
size_t scanner_drop_blank_line(struct scanner *sc, size_t end) {
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
