/* markdown_nesting: the indentation of what a tag encloses. To Markdown it would be code. */
#include <string.h>

#include "markdown_scanner.h"

enum {
    PARTNER_MAX = 16384, /* bytes in which the closing tag must come */
    SEARCH_FACTOR = 32,  /* all searches together read the text at most so many times */
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

static bool has_partner(struct scanner *sc, size_t from, struct str name) {
    struct str rest = str_slice(sc->s, from, from + PARTNER_MAX);
    const char *p = rest.p, *end = rest.p + rest.n;
    bool found = false;
    while (!found && sc->searched / SEARCH_FACTOR <= sc->s.n && (p = memchr(p, '/', (size_t)(end - p)))) {
        do {
            p++;
        } while (p < end && is_blank(*p));
        found = (size_t)(end - p) > name.n && !memcmp(p, name.p, name.n);
    }
    sc->searched += p ? (size_t)(p - rest.p) : rest.n;
    return found;
}

static bool enter(struct scanner *sc, struct str name, size_t end, bool keeps) {
    size_t indent = next_indent(sc, end), base = sc->code.base, item = sc->code.item;
    if (sc->depth == SCANNER_DEPTH || indent > INDENT_MAX || indent < base + item + 4 ||
        (name.n && !has_partner(sc, end, name))) {
        return false;
    }
    sc->inside[sc->depth++] = (struct indented){name, base, sc->dropped};
    sc->code.base = indent - item;
    sc->dropped += keeps ? 0 : sc->code.base - base;
    return true;
}

static void leave(struct scanner *sc) {
    const struct indented *inside = &sc->inside[--sc->depth];
    sc->code.base = inside->base;
    sc->dropped = inside->dropped;
}

void scanner_enter(struct scanner *sc, struct str name, size_t end) {
    if (name.n) {
        enter(sc, name, end, false);
    }
}

bool scanner_enter_block(struct scanner *sc, size_t end, bool keeps) {
    return enter(sc, STR_NONE, end, keeps);
}

void scanner_leave_blocks(struct scanner *sc, size_t line) {
    size_t text = line;
    while (text < sc->s.n && (sc->s.p[text] == ' ' || sc->s.p[text] == '\t')) {
        text++;
    }
    bool blank = text == sc->s.n || sc->s.p[text] == '\n' || sc->s.p[text] == '\r';
    while (!blank && sc->depth && !sc->inside[sc->depth - 1].name.n && code_columns(&sc->code, line, text) < sc->code.base) {
        leave(sc);
    }
}

void scanner_leave(struct scanner *sc, struct str name) {
    if (sc->depth && str_equal(sc->inside[sc->depth - 1].name, name)) {
        leave(sc);
    }
}
