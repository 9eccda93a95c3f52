/* layout_table: what the files about tables share. */
#ifndef COURANT_LAYOUT_TABLE_H
#define COURANT_LAYOUT_TABLE_H

#include "layout_private.h"

enum {
    TABLE_COLUMNS_MAX = 128,
    GAP = 2, /* blanks between columns */
};

struct column {
    size_t min, max, width;
};

struct table {
    struct layout *layout;
    size_t first, end; /* its rows and cells in the document's blocks */
    struct column columns[TABLE_COLUMNS_MAX];
    int column_count;
    bool too_wide; /* more columns than can be */
    bool tall;     /* some row takes more than a line */
    struct line_wrapper measure;
};

/* Where a cell stands. */
struct cell_pos {
    const struct block *cell;
    int column, span;
    bool head;
};

/* A walk over the cells of one row, from blocks[at] to the next row. */
struct walk {
    const struct block *at, *end;
    int column;
    bool head;
};

struct walk table_walk(const struct table *t, size_t row);
bool table_next_cell(struct walk *w, struct cell_pos *pos);
size_t table_next_row(const struct table *t, size_t row); /* t->end after the last */
bool table_is_head(const struct table *t, size_t row);
style_t table_cell_style(const struct cell_pos *pos);

void table_set_columns(struct table *t);
void table_set_records(struct table *t);

#endif
