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

void scanner_enter(struct scanner *sc, struct str name, size_t end) {
    size_t indent = next_indent(sc, end), base = sc->code.base, item = sc->code.item;
    if (sc->depth == SCANNER_DEPTH || !name.n || indent > INDENT_MAX || indent < base + item + 4 ||
        !has_partner(sc, end, name)) {
        return;
    }
    sc->inside[sc->depth++] = (struct indented){name, base};
    sc->code.base = indent - item;
}

void scanner_leave(struct scanner *sc, struct str name) {
    if (sc->depth && str_equal(sc->inside[sc->depth - 1].name, name)) {
        sc->code.base = sc->inside[--sc->depth].base;
    }
}
