/* grid_plain: a screen to be heard: nothing on it that only draws. */
#include <string.h>

#include "grid.h"

/* U+2500 to U+259F lines and blocks, to U+25FF shapes, to U+2606 stars: all in three bytes. */
static bool only_draws(const struct cell *cell) {
    const unsigned char *p = (const unsigned char *)cell->text;
    if (cell->bytes != 3 || p[0] != 0xE2) {
        return false;
    }
    unsigned code = 0x2000u | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    return code >= 0x2500 && code <= 0x2606;
}

void grid_plain(const struct grid *g) {
    for (int i = 0; i < g->rows; i++) {
        struct cell *row = g->screen->cells + (size_t)(g->row + i) * (size_t)g->screen->columns + (size_t)g->column;
        for (int j = 0; j < g->columns; j++) {
            row[j].style &= (style_t) ~(STYLE_SELECTED | STYLE_PASSIVE);
            if (only_draws(&row[j]) && row[j].columns == 1) {
                row[j].text[0] = ' ';
                row[j].bytes = 1;
            }
        }
    }
}

size_t grid_phrases(const struct grid *g, struct buf *out) {
    size_t count = 0, blanks = 2;
    for (int j = 0; g->rows && j < g->columns; j++) {
        const struct cell *cell = g->screen->cells + (size_t)g->row * (size_t)g->screen->columns + (size_t)(g->column + j);
        if (cell->bytes == 1 && cell->text[0] == ' ') {
            blanks++;
            continue;
        }
        if (cell->bytes) {
            buf_puts(out, blanks < 2 ? blanks ? " " : "" : count ? ", " : "");
            count += blanks > 1;
            buf_add(out, cell->text, cell->bytes);
            blanks = 0;
        }
    }
    return count;
}
