/* grid: a screen in memory: cells of one grapheme each, and windows on it that clip. What is drawn there cannot harm a
 * terminal. */
#ifndef COURANT_GRID_H
#define COURANT_GRID_H

#include "buf.h"
#include "style.h"

enum { CELL_BYTES = 28, SCREEN_ROWS_MAX = 1024, SCREEN_COLUMNS_MAX = 2048 };

struct cell {
    char text[CELL_BYTES]; /* UTF-8, not terminated; a longer cluster keeps its first code points */
    uint8_t bytes;         /* 0: the right half of a wide cell, nothing to draw */
    uint8_t columns;       /* 1 or 2; 0 for the right half */
    style_t style;
};

/* Cells that are one part of a link. Parts of the same link have the same id. */
struct screen_link {
    int row, column, columns;
    uint32_t id;
    size_t url, url_bytes; /* in `urls` of the screen */
};

struct screen {
    struct cell *cells; /* rows * columns, row by row */
    int rows;
    int columns;
    int cursor_row; /* where the terminal's cursor rests; -1: hidden */
    int cursor_column;
    struct screen_link *links; /* what leads out of the program, and where that is shown */
    size_t link_count, link_capacity;
    struct buf urls;
};

void screen_init(struct screen *s);
void screen_resize(struct screen *s, int rows, int columns); /* all cells blank afterwards; sizes are held to 1..MAX */
void screen_clear(struct screen *s);
void screen_release(struct screen *s);

/* The screen as text, a line a row, blanks at the ends cut off: what tests compare. */
void screen_dump(const struct screen *s, struct buf *out);
/* The same with a second line under each row that has looks, one letter a cell, for tests of looks: # selected, ~ passive,
 * * match, else x text with attributes, d dim, t title, h heading, l label, k link, c code, q quote, r rule, m mark,
 * b breadcrumb, s status, i hint, p prompt, e error, w warning; capital when strong. */
void screen_dump_styles(const struct screen *s, struct buf *out);

/* A window on a screen. Everything is clipped to it. Copy it freely; it owns nothing. */
struct grid {
    struct screen *screen;
    int row, column;   /* of its first cell on the screen */
    int rows, columns; /* 0 or more */
};

struct grid grid_all(struct screen *s);
struct grid grid_part(const struct grid *g, int row, int column, int rows, int columns);

/* Puts clean text from (row, column) on, clipped at the window's edges; a wide cluster that would be cut is a blank. Control
 * and bidi characters, which should not be there, are drawn as U+FFFD, tabs and newlines as blanks, a mark without a base on
 * a blank; what has no columns is left out. Returns the columns used. */
int grid_put(const struct grid *g, int row, int column, struct str text, style_t st);
/* The same, at most `columns` wide, with "…" as the last cell where something did not fit (term has an ASCII sign for it, and
 * for rules, when it must). */
int grid_put_fit(const struct grid *g, int row, int column, int columns, struct str text, style_t st);
/* Ends at `column` (exclusive). Returns its first column. */
int grid_put_right(const struct grid *g, int row, int column, struct str text, style_t st);
int grid_printf(const struct grid *g, int row, int column, style_t st, const char *format, ...) PRINTF_LIKE(5, 6);

void grid_fill(const struct grid *g, int row, int column, int rows, int columns, style_t st); /* blanks */
void grid_hline(const struct grid *g, int row, int column, int columns);                      /* ─ in LOOK_RULE */
void grid_vline(const struct grid *g, int row, int column, int rows);                         /* │ */
void grid_add_style(const struct grid *g, int row, int column, int columns, style_t bits);    /* or-ed into what is there */
/* Those cells lead to an address, which is as url_canonical writes it. */
void grid_link(const struct grid *g, int row, int column, int columns, uint32_t id, struct str url);
void grid_cursor(const struct grid *g, int row, int column);

/* For those who hear the screen: blanks what only draws (lines, blocks, shapes), and shows nothing as selected, so that the
 * cursor alone says what is, and moving it changes nothing else. */
void grid_plain(const struct grid *g);
/* Appends its first row as a sentence: what stands apart by more than a blank is separated by a comma. Returns how many parts
 * that were. */
size_t grid_phrases(const struct grid *g, struct buf *out);

#endif
