/* live_count: facet counts of a list's articles, updated while the backend counts. */
#include "english.h"
#include "view_private.h"

/* A failed count keeps what was counted so far; the error is shown once. */
static void take(void *owner, void *context, struct request *request) {
    struct live_count *c = owner;
    struct ui *ui = context;
    c->has_failed = request->has_failed && ui->has_cache;
    if (request->is_partial && c->is_old && c->keep_old_until_complete) {
        request_free(request);
        return;
    }
    if (ui_is_answer(ui, request)) {
        if (c->answer) {
            request_free(&c->answer->request);
        }
        c->answer = (struct facet_counts_request *)request;
        c->cache_generation = ui->cache_generation;
        c->is_old = false;
    }
    if (c->counted) {
        c->counted(c->owner, ui);
    }
}

void live_count_ask(struct live_count *c, struct ui *ui, const struct query *q, bool keep_old_until_complete) {
    struct facet_counts_request *r = request_facet_counts(q, c->wanted);
    c->slot.answered = take;
    c->slot.owner = c;
    c->is_old = c->answer;
    c->keep_old_until_complete = keep_old_until_complete && live_count_facets(c)->done;
    c->has_failed = false;
    r->request.later = true;
    ui_send(ui, &c->slot, &r->request);
}

const struct facet_counts *live_count_facets(const struct live_count *c) {
    static const struct facet_counts nothing;
    return c->answer ? &c->answer->counts : &nothing;
}

bool live_count_has_begun(const struct live_count *c) {
    return live_count_facets(c)->done || live_count_facets(c)->articles;
}

bool live_count_is_complete(const struct live_count *c) {
    return !c->is_old && live_count_facets(c)->done;
}

void live_count_say_progress(const struct live_count *c, struct buf *out) {
    int64_t articles = live_count_facets(c)->articles;
    if (live_count_is_complete(c) || c->has_failed) {
        buf_puts(out, c->has_failed ? "some could not be counted" : "");
        return;
    }
    buf_puts(out, "counting");
    if (!c->is_old && articles) {
        buf_puts(out, ": the newest ");
        format_count(out, articles);
        buf_puts(out, " so far");
    }
}

void live_count_release(struct live_count *c) {
    slot_cancel(&c->slot);
    if (c->answer) {
        request_free(&c->answer->request);
    }
}
