/* html_containers: blocks that contain others. */
#include "html_private.h"

void html_open(struct html *h, enum block_kind container, int level, int number) {
    doc_open(&h->doc, container, level, number);
    h->state.containers++;
    h->state.leaf = BLOCK_PARAGRAPH;
    h->state.level = 0;
}

void html_open_row(struct html *h) {
    struct table_rows *t = &h->table;
    if (!t->row_open) {
        t->row = doc_open(&h->doc, BLOCK_ROW, h->state.in_head, 0);
        t->row_open = true;
        t->column = t->heads = t->cells = 0;
    }
}
