/* grid: cells, and putting clean text into them. */
#include "grid.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

#define JOINER "\xE2\x80\x8D"

static const struct cell blank_cell = {.text = " ", .bytes = 1, .columns = 1, .style = LOOK_TEXT};

void screen_init(struct screen *s) {
    *s = (struct screen){.cursor_row = -1};
}

void screen_release(struct screen *s) {
    free(s->cells);
    free(s->links);
    buf_release(&s->urls);
    screen_init(s);
}

static int clamp(int value, int low, int high) {
    return value < low ? low : value > high ? high : value;
}

void screen_resize(struct screen *s, int rows, int columns) {
    s->rows = clamp(rows, 1, SCREEN_ROWS_MAX);
    s->columns = clamp(columns, 1, SCREEN_COLUMNS_MAX);
    s->cells = xrealloc(s->cells, (size_t)s->rows * (size_t)s->columns, sizeof *s->cells);
    screen_clear(s);
}

void screen_clear(struct screen *s) {
    for (size_t i = 0; i < (size_t)s->rows * (size_t)s->columns; i++) {
        s->cells[i] = blank_cell;
    }
    s->cursor_row = -1;
    s->cursor_column = 0;
    s->link_count = 0;
    buf_reset(&s->urls);
}

struct grid grid_all(struct screen *s) {
    return (struct grid){s, 0, 0, s->rows, s->columns};
}

/* The part of [from, from + count) inside [0, limit). */
static void clip(int *from, int *count, int limit) {
    int64_t end = (int64_t)*from + (*count > 0 ? *count : 0);
    *from = clamp(*from, 0, limit);
    *count = end > limit ? limit - *from : end > *from ? (int)end - *from : 0;
}

struct grid grid_part(const struct grid *g, int row, int column, int rows, int columns) {
    clip(&row, &rows, g->rows);
    clip(&column, &columns, g->columns);
    return (struct grid){g->screen, g->row + row, g->column + column, rows, columns};
}

static struct cell *cell_at(const struct grid *g, int row, int column) {
    const struct screen *s = g->screen;
    return &s->cells[(size_t)(g->row + row) * (size_t)s->columns + (size_t)(g->column + column)];
}

static void make_blank(struct cell *cell, style_t st) {
    *cell = blank_cell;
    cell->style = st;
}

/* Call before overwriting cells: half of a wide cell that remains becomes a blank, even outside this window. */
static void part_wide_cells(const struct grid *g, int row, int column, int columns) {
    struct cell *first = cell_at(g, row, column), *after = first + columns;
    if (!first->columns) {
        make_blank(first - 1, first[-1].style);
    }
    if (g->column + column + columns < g->screen->columns && !after->columns) {
        make_blank(after, after->style);
    }
}

/* The cluster in a form that is safe for a terminal. */
static void set_text(struct cell *cell, struct str cluster) {
    if (cluster.n == 1 && (cluster.p[0] == '\t' || cluster.p[0] == '\n')) {
        cluster = STR(" ");
    } else if (!text_is_clean(cluster)) {
        cluster = STR("\xEF\xBF\xBD");
    }
    while (cluster.n > CELL_BYTES) {
        do {
            cluster.n--;
        } while ((cluster.p[cluster.n] & 0xC0) == 0x80);
    }
    while (cluster.n > 3 && !memcmp(cluster.p + cluster.n - 3, JOINER, 3)) {
        cluster.n -= 3; /* it would join the next cell to this one */
    }
    memcpy(cell->text, cluster.p, cluster.n);
    cell->bytes = (uint8_t)cluster.n;
}

/* A combining mark without a base would combine with the previous cell: it gets a blank as its base. */
static void set_base(struct cell *cell) {
    char joined[CELL_BYTES + 1] = " ";
    memcpy(joined + 1, cell->text, cell->bytes);
    struct cluster c = text_cluster((struct str){joined, cell->bytes + 1u});
    if (c.bytes > 1 && c.columns == 1 && c.bytes <= CELL_BYTES) {
        memcpy(cell->text, joined, c.bytes);
        cell->bytes = (uint8_t)c.bytes;
    }
}

/* A truncated cluster may be narrower. */
static void set_cells(struct cell *cell, struct str cluster, int columns, style_t st) {
    struct cell right_half = {.columns = 0, .style = st};
    make_blank(cell, st);
    set_text(cell, cluster);
    if (cell->bytes > 1) {
        set_base(cell);
    }
    if (columns == 1) {
        return;
    }
    if (cell->bytes < cluster.n && text_columns((struct str){cell->text, cell->bytes}) == 1) {
        make_blank(cell + 1, st);
        return;
    }
    cell->columns = 2;
    cell[1] = right_half;
}

static void put_cluster(const struct grid *g, int row, int64_t column, struct str cluster, int columns, style_t st) {
    if (column >= 0 && column + columns <= g->columns) {
        part_wide_cells(g, row, (int)column, columns);
        set_cells(cell_at(g, row, (int)column), cluster, columns, st);
        return;
    }
    for (int64_t i = column; i < column + columns; i++) {
        if (i >= 0 && i < g->columns) {
            part_wide_cells(g, row, (int)i, 1);
            make_blank(cell_at(g, row, (int)i), st);
        }
    }
}

int grid_put(const struct grid *g, int row, int column, struct str text, style_t st) {
    if (row < 0 || row >= g->rows || column >= g->columns) {
        return 0;
    }
    int64_t at = column;
    for (size_t i = 0; i < text.n && at < g->columns;) {
        struct cluster c = text_cluster(str_slice(text, i, text.n));
        struct str cluster = str_slice(text, i, i + c.bytes);
        int columns = c.columns ? c.columns : !text_is_clean(cluster);
        if (columns) {
            put_cluster(g, row, at, cluster, columns, st);
        }
        at += columns;
        i += c.bytes;
    }
    at = at < g->columns ? at : g->columns;
    return (int)(at - column);
}

int grid_put_fit(const struct grid *g, int row, int column, int columns, struct str text, style_t st) {
    if (columns <= 0 || column >= g->columns) {
        return 0;
    }
    size_t used;
    int64_t room = (int64_t)g->columns - column;
    size_t limit = (size_t)(columns < room ? columns : room);
    if (text_fit(text, limit, &used) == text.n) {
        return grid_put(g, row, column, text, st);
    }
    size_t n = text_fit(text, limit - 1, &used);
    int put = grid_put(g, row, column, str_slice(text, 0, n), st);
    return put + grid_put(g, row, column + put, STR("…"), st);
}

int grid_put_right(const struct grid *g, int row, int column, struct str text, style_t st) {
    int64_t first = column - (int64_t)text_columns(text);
    first = first < INT32_MIN ? INT32_MIN : first;
    grid_put(g, row, (int)first, text, st);
    return (int)first;
}

int grid_printf(const struct grid *g, int row, int column, style_t st, const char *format, ...) {
    struct buf text = {0};
    va_list arguments;
    va_start(arguments, format);
    buf_vprintf(&text, format, arguments);
    va_end(arguments);
    int used = grid_put(g, row, column, buf_str(&text), st);
    buf_release(&text);
    return used;
}

void grid_fill(const struct grid *g, int row, int column, int rows, int columns, style_t st) {
    clip(&row, &rows, g->rows);
    clip(&column, &columns, g->columns);
    for (int i = 0; i < rows && columns; i++) {
        part_wide_cells(g, row + i, column, columns);
        for (int j = 0; j < columns; j++) {
            make_blank(cell_at(g, row + i, column + j), st);
        }
    }
}

void grid_hline(const struct grid *g, int row, int column, int columns) {
    int rows = 1;
    clip(&row, &rows, g->rows);
    clip(&column, &columns, g->columns);
    for (int i = 0; i < columns * rows; i++) {
        grid_put(g, row, column + i, STR("─"), LOOK_RULE);
    }
}

void grid_vline(const struct grid *g, int row, int column, int rows) {
    clip(&row, &rows, g->rows);
    if (column < 0) {
        return;
    }
    for (int i = 0; i < rows; i++) {
        grid_put(g, row + i, column, STR("│"), LOOK_RULE);
    }
}

static void restyle(const struct grid *g, int row, int column, int columns, style_t kept, style_t bits) {
    int rows = 1;
    clip(&row, &rows, g->rows);
    clip(&column, &columns, g->columns);
    for (int i = 0; i < columns * rows; i++) {
        struct cell *cell = cell_at(g, row, column + i);
        cell->style = (style_t)((cell->style & kept) | bits);
    }
}

void grid_add_style(const struct grid *g, int row, int column, int columns, style_t bits) {
    restyle(g, row, column, columns, (style_t)~0u, bits);
}

void grid_link(const struct grid *g, int row, int column, int columns, uint32_t id, struct str url) {
    struct screen *s = g->screen;
    int rows = 1;
    clip(&row, &rows, g->rows);
    clip(&column, &columns, g->columns);
    if (rows && columns) {
        s->links = grow(s->links, s->link_count, &s->link_capacity, sizeof *s->links);
        s->links[s->link_count++] = (struct screen_link){g->row + row, g->column + column, columns, id, s->urls.n, url.n};
        buf_add_str(&s->urls, url);
    }
}

void grid_cursor(const struct grid *g, int row, int column) {
    bool inside = row >= 0 && row < g->rows && column >= 0 && column < g->columns;
    g->screen->cursor_row = inside ? g->row + row : -1;
    g->screen->cursor_column = inside ? g->column + column : 0;
}
