/* articles_marks: rows that stay while their marks change. */
#include "articles.h"

static unsigned row_marks(unsigned bits) {
    return (bits & 1u << MARK_READ ? ROW_READ : 0) | (bits & 1u << MARK_STARRED ? ROW_STARRED : 0) |
           (bits & 1u << MARK_QUEUED ? ROW_QUEUED : 0);
}

/* What cannot be read leaves the row as it is: the next thing that is marked says why. */
static void see_row(struct articles *a, struct ui *ui, struct row *r) {
    unsigned bits;
    if (marks_get(ui->marks, r->key, &bits, NULL) == 0) {
        bool was_read = r->marks & ROW_READ, is_read = bits & 1u << MARK_READ;
        r->marks = row_marks(bits);
        a->unread += a->unread < 0 ? 0 : was_read - is_read;
    }
}

void articles_see_marks(struct articles *a, struct ui *ui) {
    if (!ui->marks || marks_begin_reading(ui->marks, NULL) < 0) {
        return;
    }
    for (size_t i = 0; i < a->chunk_count; i++) {
        for (size_t j = 0; j < a->chunks[i].rows.count; j++) {
            see_row(a, ui, &a->chunks[i].rows.rows[j]);
        }
    }
    marks_end_reading(ui->marks);
}
