/* grid_dump: a screen as text, for tests. */
#include "grid.h"

static const char look_letters[LOOK_COUNT] = {
    [LOOK_TEXT] = 'x',  [LOOK_DIM] = 'd',    [LOOK_TITLE] = 't',      [LOOK_HEADING] = 'h',
    [LOOK_LABEL] = 'l', [LOOK_LINK] = 'k',   [LOOK_CODE] = 'c',       [LOOK_QUOTE] = 'q',
    [LOOK_RULE] = 'r',  [LOOK_MARK] = 'm',   [LOOK_BREADCRUMB] = 'b', [LOOK_STATUS] = 's',
    [LOOK_HINT] = 'i',  [LOOK_PROMPT] = 'p', [LOOK_ERROR] = 'e',      [LOOK_WARNING] = 'w',
};

static char style_letter(style_t st) {
    unsigned look = st & STYLE_LOOK;
    if (st & STYLE_SELECTED) {
        return '#';
    }
    if (st & STYLE_PASSIVE) {
        return '~';
    }
    if (st & STYLE_MATCH) {
        return '*';
    }
    if (st == LOOK_TEXT || look >= LOOK_COUNT) {
        return ' ';
    }
    return (char)(st & STYLE_STRONG ? look_letters[look] - ('a' - 'A') : look_letters[look]);
}

static void end_line(struct buf *out, size_t start) {
    while (out->n > start && out->p[out->n - 1] == ' ') {
        buf_truncate(out, out->n - 1);
    }
    buf_putc(out, '\n');
}

static void dump_text(const struct cell *cells, int columns, struct buf *out) {
    size_t start = out->n;
    for (int i = 0; i < columns; i++) {
        buf_add(out, cells[i].text, cells[i].bytes);
    }
    end_line(out, start);
}

static void dump_styles(const struct cell *cells, int columns, struct buf *out) {
    size_t start = out->n;
    for (int i = 0; i < columns; i++) {
        buf_putc(out, style_letter(cells[i].style));
    }
    end_line(out, start);
    if (out->n == start + 1) {
        buf_truncate(out, start); /* no looks: no line */
    }
}

static void dump(const struct screen *s, struct buf *out, bool styles) {
    for (int row = 0; row < s->rows; row++) {
        const struct cell *cells = &s->cells[(size_t)row * (size_t)s->columns];
        dump_text(cells, s->columns, out);
        if (styles) {
            dump_styles(cells, s->columns, out);
        }
    }
}

void screen_dump(const struct screen *s, struct buf *out) {
    dump(s, out, false);
}

void screen_dump_styles(const struct screen *s, struct buf *out) {
    dump(s, out, true);
}
