/* html_tables: tables, rows and cells. A cell is a single leaf: its contents are flattened, including tables. */
#include <string.h>

#include "html_private.h"

enum { SPAN_MAX = 1000 };

void html_start_table(struct html *h, attributes_t attributes) {
    (void)attributes;
    if (h->state.flat) {
        h->state.in_table = false;
        return;
    }
    html_open(h, BLOCK_TABLE, 0, 0);
    h->table = (struct table_rows){.row_open = false};
    h->state.in_table = h->state.flat = true;
    h->state.in_head = false;
    h->state.leaf = BLOCK_CELL; /* for text outside cells */
}

static bool is_own(const struct html *h) {
    return h->state.in_table;
}

static void end_cell(struct html *h) {
    h->doc.leaf_open = h->blank = false;
    h->breaks = 0;
}

/* Adds empty cells where a cell of a row above spans into this row. */
static void skip_spanned(struct html *h) {
    struct table_rows *t = &h->table;
    for (; t->column < TABLE_COLUMNS && t->below[t->column]; t->column++) {
        t->below[t->column]--;
        doc_leaf(&h->doc, BLOCK_CELL, 0, 1);
    }
}

static void close_row(struct html *h) {
    struct table_rows *t = &h->table;
    if (!t->row_open) {
        return;
    }
    skip_spanned(h);
    for (; t->column < TABLE_COLUMNS; t->column++) {
        t->below[t->column] -= t->below[t->column] > 0;
    }
    if (t->heads && !t->cells) {
        h->doc.blocks[t->row].level = 1;
    }
    doc_close(&h->doc);
    t->row_open = false;
    end_cell(h);
}

void html_end_table(struct html *h) {
    if (h->state.containers) {
        close_row(h);
    }
}

void html_start_head(struct html *h, attributes_t attributes) {
    (void)attributes;
    h->state.in_head = is_own(h);
}

void html_start_row(struct html *h, attributes_t attributes) {
    (void)attributes;
    if (is_own(h)) {
        close_row(h);
        html_open_row(h);
    }
}

void html_end_row(struct html *h) {
    if (is_own(h)) {
        close_row(h);
    }
}

/* 0 left, 1 centre, 2 right. */
static int alignment(attributes_t attributes) {
    const char *align = html_attribute(attributes, "align"), *style = html_attribute(attributes, "style");
    struct str value = str_from(align);
    const char *found = !align && style ? strstr(style, "text-align:") : NULL;
    if (found) {
        value = str_trim(str_from(found + strlen("text-align:")));
        value = str_slice(value, 0, strcspn(value.p, "; !"));
    }
    return str_equal_nocase(value, STR("center")) ? 1 : str_equal_nocase(value, STR("right")) ? 2 : 0;
}

static void record_span(struct table_rows *t, int columns, int rows) {
    for (int i = t->column; i < t->column + columns && i < TABLE_COLUMNS; i++) {
        t->below[i] = rows - 1;
    }
    t->column = t->column + columns < TABLE_COLUMNS ? t->column + columns : TABLE_COLUMNS;
}

void html_start_cell(struct html *h, attributes_t attributes) {
    if (!is_own(h)) {
        html_set_blank(h);
        return;
    }
    int columns = html_number(attributes, "colspan", 1, SPAN_MAX, 1);
    end_cell(h);
    html_open_row(h);
    skip_spanned(h);
    doc_leaf(&h->doc, BLOCK_CELL, alignment(attributes), columns);
    record_span(&h->table, columns, html_number(attributes, "rowspan", 1, SPAN_MAX, 1));
    h->table.cells++;
}

void html_start_head_cell(struct html *h, attributes_t attributes) {
    html_start_cell(h, attributes);
    if (is_own(h)) {
        h->table.cells--;
        h->table.heads++;
    }
    h->state.bits |= h->state.in_head ? 0 : SPAN_STRONG;
}

void html_end_cell(struct html *h) {
    if (is_own(h)) {
        end_cell(h);
    } else {
        html_set_blank(h);
    }
}

/* A caption is possible only before or after the rows. */
void html_start_caption(struct html *h, attributes_t attributes) {
    (void)attributes;
    if (is_own(h) && !h->table.row_open) {
        end_cell(h);
        h->state.leaf = BLOCK_CAPTION;
        h->state.in_table = false;
    }
}

void html_end_caption(struct html *h) {
    if (h->state.leaf == BLOCK_CAPTION) {
        end_cell(h);
    }
}
