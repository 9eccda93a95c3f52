/* facets_filter: filters the rows; the backend says which terms match. */
#include "facets.h"
#include "text.h"

static void take_passing(void *owner, void *context, struct request *request) {
    struct facets *f = owner;
    if (!ui_is_answer(context, request)) {
        return;
    }
    if (f->passing) {
        request_free(&f->passing->request);
    }
    f->passing = (struct matching_request *)request;
    f->passing_generation = ((struct ui *)context)->cache_generation;
    facets_make_rows(f, context);
}

/* The values that passed the old filter are shown until the answer comes. */
void facets_look(struct facets *f, struct ui *ui) {
    struct buf words = {0};
    text_fold(&words, buf_str(&f->base.view.filter));
    f->passing_slot.answered = take_passing;
    f->passing_slot.owner = f;
    ui_send(ui, &f->passing_slot, &request_matching(buf_str(&words))->request);
    ui_wait(ui, &f->passing_slot);
    buf_release(&words);
}

void facets_filter(struct view *v, struct ui *ui, struct str text) {
    struct facets *f = (struct facets *)v;
    buf_reset(&v->filter);
    buf_add_str(&v->filter, str_trim(text));
    if (v->filter.n) {
        facets_look(f, ui);
        return;
    }
    slot_cancel(&f->passing_slot);
    if (f->passing) {
        request_free(&f->passing->request);
        f->passing = NULL;
    }
    facets_make_rows(f, ui);
}
