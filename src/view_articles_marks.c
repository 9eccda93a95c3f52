/* view_articles_marks: rows that stay while their marks change. */
#include "view_articles.h"

static unsigned row_marks(unsigned bits) {
    return (bits & 1u << MARK_READ ? ROW_READ : 0) | (bits & 1u << MARK_STARRED ? ROW_STARRED : 0) |
           (bits & 1u << MARK_QUEUED ? ROW_QUEUED : 0);
}

void articles_see_marks(struct articles *a, struct ui *ui) {
    unsigned bits;
    for (size_t i = 0; ui->marks && i < a->chunk_count; i++) {
        for (size_t j = 0; j < a->chunks[i].rows.count; j++) {
            struct row *r = &a->chunks[i].rows.rows[j];
            if (marks_get(ui->marks, r->key, &bits, NULL) < 0) {
                return; /* the next thing that is marked says why */
            }
            bool was_read = r->marks & ROW_READ, is_read = bits & 1u << MARK_READ;
            r->marks = row_marks(bits);
            a->unread += a->unread < 0 ? 0 : was_read - is_read;
        }
    }
}
