/* layout_cells: a walk over the rows and cells of a table. */
#include "layout_table.h"

struct walk table_walk(const struct table *t, size_t row) {
    const struct block *blocks = t->layout->doc->blocks;
    return (struct walk){blocks + row + 1, blocks + t->end, 0, blocks[row].level == 1};
}

bool table_next_cell(struct walk *w, struct cell_pos *pos) {
    if (w->at == w->end || w->at->kind != BLOCK_CELL) {
        return false;
    }
    int span = w->at->number < 1 ? 1 : w->at->number;
    span = span > TABLE_COLUMNS_MAX ? TABLE_COLUMNS_MAX : span;
    *pos = (struct cell_pos){w->at++, w->column, span, w->head};
    w->column += w->column <= TABLE_COLUMNS_MAX ? span : 0;
    return true;
}

size_t table_next_row(const struct table *t, size_t row) {
    do {
        row++;
    } while (row < t->end && t->layout->doc->blocks[row].kind != BLOCK_ROW);
    return row;
}

bool table_is_head(const struct table *t, size_t row) {
    return row < t->end && t->layout->doc->blocks[row].level == 1;
}

style_t table_cell_style(const struct cell_pos *pos) {
    return pos->head ? STYLE_STRONG : LOOK_TEXT;
}
