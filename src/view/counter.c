/* counter: what the articles of a list have. */
#include "english.h"
#include "view_private.h"

/* A count that failed stays as far as it came: it is said once. */
static void take(void *owner, void *context, struct request *request) {
    struct counter *c = owner;
    struct ui *ui = context;
    c->has_failed = request->has_failed && ui->has_cache;
    if (request->is_partial && c->is_old && c->is_patient) {
        request_free(request);
        return;
    }
    if (ui_is_answer(ui, request)) {
        if (c->answer) {
            request_free(&c->answer->request);
        }
        c->answer = (struct tally_request *)request;
        c->cache_generation = ui->cache_generation;
        c->is_old = false;
    }
    if (c->counted) {
        c->counted(c->owner, ui);
    }
}

void counter_ask(struct counter *c, struct ui *ui, const struct query *q, bool patient) {
    struct tally_request *r = request_tally(q, c->wanted);
    c->slot.answered = take;
    c->slot.owner = c;
    c->is_old = c->answer;
    c->is_patient = patient && counter_tally(c)->done;
    c->has_failed = false;
    r->request.later = true;
    ui_send(ui, &c->slot, &r->request);
}

const struct tally *counter_tally(const struct counter *c) {
    static const struct tally nothing;
    return c->answer ? &c->answer->tally : &nothing;
}

bool counter_has_begun(const struct counter *c) {
    return counter_tally(c)->done || counter_tally(c)->articles;
}

bool counter_is_whole(const struct counter *c) {
    return !c->is_old && counter_tally(c)->done;
}

void counter_say_part(const struct counter *c, struct buf *out) {
    int64_t articles = counter_tally(c)->articles;
    if (counter_is_whole(c) || c->has_failed) {
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

void counter_release(struct counter *c) {
    slot_cancel(&c->slot);
    if (c->answer) {
        request_free(&c->answer->request);
    }
}
