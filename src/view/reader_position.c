/* reader_position: an article begins where the user stopped reading it. */
#include "place.h"
#include "reader.h"

/* What was finished begins at its top again. */
static int64_t position(const struct reader *r) {
    size_t end = r->rendered.body_end;
    bool is_finished = (long)page_line_of(&r->rendered.page, (uint32_t)(end ? end - 1 : 0)) < r->top + r->rows;
    return is_finished ? 0 : place_of(r->rendered.doc.text, reader_offset_at_top(r));
}

static void done(void *owner, void *context, struct request *request) {
    (void)owner;
    (void)context;
    request_free(request);
}

/* A change is carried out even when its slot is no more. */
void reader_keep_position(struct reader *r) {
    struct slot slot = {.answered = done};
    if (!r->rendered.id || !r->rendered.page.columns || !r->slot.backend) {
        return;
    }
    int64_t now = position(r);
    if (now != r->position) {
        r->position = now;
        backend_send(r->slot.backend, &slot, &request_keep_position(r->rendered.article.key, now)->request);
        slot_cancel(&slot);
    }
}

void reader_begin_at_position(struct reader *r, struct ui *ui, int64_t kept) {
    r->position = kept;
    if (!r->begin_at && kept) {
        r->begin_at = (uint32_t)place_find(r->rendered.doc.text, kept);
        ui_info(ui, "Continued where you stopped (g: to the top)");
    }
}
