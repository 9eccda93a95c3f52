/* articles_marks: updates the marks of rows without fetching the rows again. */
#include <stdlib.h>

#include "articles.h"

static unsigned row_marks(unsigned bits) {
    return (bits & 1u << MARK_READ ? ROW_READ : 0) | (bits & 1u << MARK_STARRED ? ROW_STARRED : 0) |
           (bits & 1u << MARK_QUEUED ? ROW_QUEUED : 0);
}

/* Marking the selected row keeps it selected. */
static void see_row(struct articles *a, struct row *r, unsigned bits) {
    bool is_marked = r == articles_selected(a) && r->marks != row_marks(bits);
    a->between = a->between && !is_marked;
    bool was_read = r->marks & ROW_READ, is_read = bits & 1u << MARK_READ;
    r->marks = row_marks(bits);
    a->unread += a->unread < 0 ? 0 : was_read - is_read;
}

/* If the rows changed since, all marks are requested again. On failure the marks shown stay; the next change of a mark will
 * report the error. */
static void take(void *owner, void *context, struct request *request) {
    struct articles *a = owner;
    const struct marks_request *r = (struct marks_request *)request;
    size_t n = 0;
    (void)context;
    for (size_t i = 0; i < a->chunk_count && !request->has_failed; i++) {
        for (size_t j = 0; j < a->chunks[i].rows.count; j++) {
            see_row(a, &a->chunks[i].rows.rows[j], r->bits[n++]);
        }
    }
    request_free(request);
}

void articles_see_marks(struct articles *a, struct ui *ui) {
    long head = articles_head_count(a), count = a->base.list.count - head;
    struct str *keys = xcalloc((size_t)count + 1, sizeof *keys);
    for (long i = 0; i < count; i++) {
        keys[i] = articles_row(a, head + i)->key;
    }
    a->marks_slot.answered = take;
    a->marks_slot.owner = a;
    ui_send(ui, &a->marks_slot, &request_marks(keys, (size_t)count)->request);
    free(keys);
}
