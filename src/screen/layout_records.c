/* layout_records: a table too wide for columns, a line a cell. */
#include "layout_table.h"

#define NO_ROW SIZE_MAX

static size_t row_of_labels(const struct table *t) {
    size_t last = NO_ROW, row = t->first;
    while (table_is_head(t, row)) {
        last = row;
        row = table_next_row(t, row);
    }
    return row < t->end ? last : NO_ROW;
}

static bool ends_with_colon(const struct layout *l, const struct block *block) {
    const struct span *last = &l->doc->spans[block->first_span + block->span_count - 1];
    return last->length && l->doc->text.p[last->offset + last->length - 1] == ':';
}

static void put_label(struct line_wrapper *f, const struct block *head, bool again) {
    f->again = again;
    line_wrapper_block(f, head, LOOK_LABEL);
    if (!ends_with_colon(f->layout, head)) {
        line_wrapper_literal(f, ":", LOOK_LABEL, 0);
    }
    line_wrapper_blank(f);
    f->again = false;
}

/* "Head: cell" on lines of its own; either may be missing. */
static void put_pair(struct line_wrapper *f, const struct cell_pos *head, const struct cell_pos *cell, bool again) {
    style_t st = cell ? table_cell_style(cell) : LOOK_TEXT;
    line_wrapper_start(f, st);
    if (head && head->cell->span_count) {
        put_label(f, head->cell, again);
    }
    if (cell) {
        line_wrapper_block(f, cell->cell, st);
    }
    line_wrapper_end(f);
}

/* The cells of a row under the labels of their columns. All labels show in the first record, so that no word is lost. */
static void put_record(struct table *t, struct line_wrapper *f, size_t row, size_t labels, bool first) {
    struct walk cells = table_walk(t, row), heads = table_walk(t, labels == NO_ROW ? row : labels);
    struct cell_pos cell = {0}, head = {0};
    bool has_cell = table_next_cell(&cells, &cell), has_head = labels != NO_ROW && table_next_cell(&heads, &head),
         shown = false;
    while (has_cell || (has_head && first)) {
        if (has_head && (!has_cell || cell.column >= head.column + head.span)) {
            if (first && !shown) {
                put_pair(f, &head, NULL, false);
            }
            has_head = table_next_cell(&heads, &head);
            shown = false;
            continue;
        }
        if (cell.cell->span_count || (first && !shown)) {
            put_pair(f, has_head ? &head : NULL, &cell, !first || shown);
            shown = true;
        }
        has_cell = table_next_cell(&cells, &cell);
    }
}

static bool has_text(const struct table *t, size_t row) {
    struct walk w = table_walk(t, row);
    for (struct cell_pos pos; table_next_cell(&w, &pos);) {
        if (pos.cell->span_count) {
            return true;
        }
    }
    return false;
}

void table_set_records(struct table *t) {
    struct page *page = t->layout->page;
    size_t labels = row_of_labels(t), first_line = page->line_count;
    bool labelled = false;
    struct line_wrapper f;
    line_wrapper_init(&f, t->layout, page, 0);
    for (size_t row = t->first; row < t->end; row = table_next_row(t, row)) {
        bool below = labels != NO_ROW && row > labels;
        if (row == labels || (!has_text(t, row) && (!below || labelled))) {
            continue;
        }
        if (page->line_count > first_line) {
            layout_blank_line(t->layout);
        }
        bool first = below && !labelled;
        put_record(t, &f, row, below ? labels : NO_ROW, first);
        for (size_t i = first_line + 1; first && i < page->line_count; i++) {
            page->lines[i].in_row = true; /* labels and cells stand in another order than in the text */
        }
        labelled |= below;
    }
    line_wrapper_release(&f);
}
