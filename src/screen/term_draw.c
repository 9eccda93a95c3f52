/* term_draw: draws a screen with curses: the cells that changed, and after it what curses does not know. */
#include <ncursesw/curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "term_private.h"

static bool same_cell(const struct cell *a, const struct cell *b) {
    return a->bytes == b->bytes && a->columns == b->columns && a->style == b->style && !memcmp(a->text, b->text, a->bytes);
}

static void put_row(struct painter *p, const struct screen *s, int row, int columns) {
    const struct cell *cells = s->cells + (size_t)row * (size_t)s->columns;
    struct cell *drawn = p->drawn.cells + (size_t)row * (size_t)s->columns;
    for (int column = 0; column < columns; column++) {
        if (p->redraw || !same_cell(&cells[column], &drawn[column])) {
            drawn[column] = cells[column];
            p->changed[row] = true;
            if (cells[column].bytes) {
                painter_put_cell(p, &cells[column], row, column, columns);
            }
        }
    }
}

/* Draws what curses does not know, moving the cursor for each, so that nothing else shifts whatever its width in the terminal.
 * For curses those cells hold no-break spaces, which we draw nowhere else, so it will redraw them when they change. */
static void draw_unknown_wide(struct painter *p, const struct screen *s) {
    const struct screen_pos *positions = (const struct screen_pos *)(const void *)p->unknown.p;
    char text[CELL_BYTES + 1];
    for (size_t i = 0; i < p->unknown.n / sizeof *positions; i++) {
        const struct cell *cell = &s->cells[(size_t)positions[i].row * (size_t)s->columns + (size_t)positions[i].column];
        short pair;
        attr_t attribute = painter_attributes(p, cell->style, &pair);
        memcpy(text, cell->text, cell->bytes);
        text[cell->bytes] = '\0';
        putp(tiparm(tigetstr("cup"), positions[i].row, positions[i].column));
        vid_attr(attribute, pair, NULL);
        putp(text);
    }
    if (p->unknown.n) {
        vid_attr(A_NORMAL, 0, NULL);
        putp(tiparm(tigetstr("cup"), getcury(stdscr), getcurx(stdscr)));
    }
}

/* Not curs_set: terminfo's strings also change the cursor's shape and blinking, which are the user's choice. */
void painter_cursor(struct painter *p, bool visible) {
    if (p->hidden == visible && p->can_hide) {
        p->hidden = !visible;
        putp(visible ? "\033[?25h" : "\033[?25l");
    }
    fflush(stdout);
}

/* Always, and last: some terminals (those of libvterm) bring back with the main screen a cursor that was saved while hidden,
 * and curses saves it when it scrolls. */
void painter_restore_cursor(struct painter *p) {
    p->hidden = p->hidden || p->can_hide;
    painter_cursor(p, true);
}

/* Synchronized output: what comes in between is shown at once. A frame that changes no cell needs none. */
static void hold_back(const struct painter *p, bool any, bool on) {
    if (p->synchronizes && any) {
        putp(on ? "\033[?2026h" : "\033[?2026l");
        fflush(stdout);
    }
}

void painter_show(struct painter *p, const struct screen *s, int rows, int columns) {
    rows = rows < s->rows ? rows : s->rows;
    columns = columns < s->columns ? columns : s->columns;
    if (p->drawn.rows != s->rows || p->drawn.columns != s->columns) {
        screen_resize(&p->drawn, s->rows, s->columns);
        p->changed = xrealloc(p->changed, (size_t)p->drawn.rows, sizeof *p->changed);
        p->redraw = true;
    }
    if (p->redraw) {
        erase();
        clearok(curscr, TRUE);
    }
    buf_reset(&p->unknown);
    bool any = p->redraw;
    for (int row = 0; row < rows; row++) {
        p->changed[row] = p->redraw;
        put_row(p, s, row, columns);
        any = any || p->changed[row];
    }
    p->redraw = false;
    hold_back(p, any, true);
    p->drawn.cursor_row = s->cursor_row;
    p->drawn.cursor_column = s->cursor_column;
    bool visible = s->cursor_row >= 0 && s->cursor_row < rows && s->cursor_column >= 0 && s->cursor_column < columns;
    move(visible ? s->cursor_row : 0, visible ? s->cursor_column : 0);
    wnoutrefresh(stdscr);
    doupdate();
    draw_unknown_wide(p, s);
    painter_links(p, s, rows, columns);
    hold_back(p, any, false);
    painter_cursor(p, visible); /* and flushes what was drawn last */
}
