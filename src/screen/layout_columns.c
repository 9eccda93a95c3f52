/* layout_columns: a table with its cells side by side. */
#include "layout_table.h"

/* The width of the columns from `from` on and of the gaps between them; empty columns have neither. */
static size_t width_of(const struct table *t, int from, int count) {
    size_t width = 0;
    for (int i = from; i < from + count; i++) {
        width += t->columns[i].width ? t->columns[i].width + (width ? GAP : 0) : 0;
    }
    return width;
}

/* A cell set in lines of its own, and where they go. */
struct set_cell {
    size_t line, line_end;
    size_t x, width;
    int align;
};

struct row_setter {
    struct page page; /* the lines of the cells of one row, cell by cell */
    struct set_cell cells[TABLE_COLUMNS_MAX];
    size_t cell_count;
    struct line_wrapper wrapper;
};

static void set_cells(const struct table *t, struct row_setter *s, size_t row) {
    struct walk w = table_walk(t, row);
    s->page.run_count = s->page.line_count = s->cell_count = 0;
    for (struct cell_pos pos; table_next_cell(&w, &pos);) {
        size_t before = width_of(t, 0, pos.column), width = width_of(t, pos.column, pos.span);
        if (!width) {
            continue;
        }
        struct set_cell *cell = &s->cells[s->cell_count++];
        *cell = (struct set_cell){s->page.line_count, 0, before ? before + GAP : 0, width, pos.cell->level};
        s->wrapper.width = width;
        line_wrapper_start(&s->wrapper, table_cell_style(&pos));
        line_wrapper_block(&s->wrapper, pos.cell, table_cell_style(&pos));
        line_wrapper_end(&s->wrapper);
        cell->line_end = s->page.line_count;
    }
}

static size_t line_columns(const struct page *p, const struct line *line) {
    size_t columns = 0;
    for (uint32_t i = 0; i < line->run_count; i++) {
        columns += p->runs[line->first_run + i].columns;
    }
    return columns;
}

/* Returns the column after it. */
static size_t put_cell_line(struct layout *l, const struct row_setter *s, const struct set_cell *cell, size_t at, size_t x) {
    const struct line *line = &s->page.lines[cell->line + at];
    size_t columns = line_columns(&s->page, line), spare = cell->width - columns;
    size_t start = cell->x + (cell->align == 2 ? spare : cell->align == 1 ? spare / 2 : 0);
    layout_add_blanks(l, start - x);
    for (uint32_t i = 0; i < line->run_count; i++) {
        page_add_run(l->page, s->page.runs[line->first_run + i]);
    }
    return start + columns;
}

static void put_row(struct layout *l, const struct row_setter *s) {
    size_t height = 0;
    for (size_t i = 0; i < s->cell_count; i++) {
        size_t lines = s->cells[i].line_end - s->cells[i].line;
        height = lines > height ? lines : height;
    }
    for (size_t at = 0; at < height; at++) {
        layout_open_line(l);
        l->page->lines[l->page->line_count - 1].in_row = at > 0;
        size_t x = 0;
        for (size_t i = 0; i < s->cell_count; i++) {
            if (s->cells[i].line + at < s->cells[i].line_end) {
                x = put_cell_line(l, s, &s->cells[i], at, x);
            }
        }
    }
}

static void put_head_rule(const struct table *t) {
    struct layout *l = t->layout;
    layout_open_line(l);
    bool any = false;
    for (int i = 0; i < t->column_count; i++) {
        if (t->columns[i].width) {
            layout_add_blanks(l, any ? GAP : 0);
            layout_add_rule(l, t->columns[i].width);
            any = true;
        }
    }
}

void table_set_columns(struct table *t) {
    struct row_setter s = {.cell_count = 0};
    bool head = table_is_head(t, t->first), any = false;
    page_init(&s.page);
    line_wrapper_init(&s.wrapper, t->layout, &s.page, 0);
    for (size_t row = t->first; row < t->end; row = table_next_row(t, row)) {
        set_cells(t, &s, row);
        if (!s.page.line_count) {
            continue;
        }
        if (head && any && !table_is_head(t, row)) {
            put_head_rule(t);
            head = false;
        } else if (t->tall && any && !head) {
            layout_blank_line(t->layout);
        }
        put_row(t->layout, &s);
        any = true;
    }
    line_wrapper_release(&s.wrapper);
    page_release(&s.page);
}
