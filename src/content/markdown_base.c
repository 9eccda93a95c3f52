/* markdown_base: the indentation of what a tag encloses. To Markdown it would be code. */
#include <string.h>

#include "markdown_scanner.h"

enum {
    PARTNER_MAX = 16384, /* bytes in which the closing tag must come */
    INDENT_MAX = 64,
};

/* The columns before the next text after the line that ends at i; 0: the line does not end there. */
static size_t next_indent(const struct scanner *sc, size_t i) {
    struct str s = sc->s, line = str_line(str_slice(s, i, s.n));
    if (str_trim(line).n) {
        return 0;
    }
    do {
        i += line.n + 1;
        line = str_line(str_slice(s, i, s.n));
    } while (i < s.n && !str_trim(line).n);
    size_t text = i;
    while (text < s.n && (s.p[text] == ' ' || s.p[text] == '\t')) {
        text++;
    }
    return code_columns(&sc->code, i, text);
}

static bool has_partner(const struct scanner *sc, size_t from, struct str name) {
    struct str rest = str_slice(sc->s, from, from + PARTNER_MAX);
    for (const char *p = rest.p, *end = rest.p + rest.n; (p = memchr(p, '/', (size_t)(end - p)));) {
        struct str after = str_trim(str_slice(rest, (size_t)(++p - rest.p), rest.n));
        if (after.n > name.n && !memcmp(after.p, name.p, name.n)) {
            return true;
        }
    }
    return false;
}

static bool enter(struct scanner *sc, struct str name, size_t end) {
    size_t indent = next_indent(sc, end), base = sc->code.base, item = sc->code.item;
    if (sc->depth == SCANNER_DEPTH || indent > INDENT_MAX || indent < base + item + 4 ||
        (name.n && !has_partner(sc, end, name))) {
        return false;
    }
    sc->inside[sc->depth++] = (struct indented){name, base};
    sc->code.base = indent - item;
    return true;
}

void scanner_enter(struct scanner *sc, struct str name, size_t end) {
    if (name.n) {
        enter(sc, name, end);
    }
}

bool scanner_enter_block(struct scanner *sc, size_t end) {
    return enter(sc, STR_NONE, end);
}

void scanner_leave_blocks(struct scanner *sc, size_t line) {
    size_t text = line;
    while (text < sc->s.n && (sc->s.p[text] == ' ' || sc->s.p[text] == '\t')) {
        text++;
    }
    bool blank = text == sc->s.n || sc->s.p[text] == '\n' || sc->s.p[text] == '\r';
    while (!blank && sc->depth && !sc->inside[sc->depth - 1].name.n && code_columns(&sc->code, line, text) < sc->code.base) {
        sc->code.base = sc->inside[--sc->depth].base;
    }
}

void scanner_leave(struct scanner *sc, struct str name) {
    if (sc->depth && str_equal(sc->inside[sc->depth - 1].name, name)) {
        sc->code.base = sc->inside[--sc->depth].base;
    }
}
