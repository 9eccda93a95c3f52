/* query: shared by prompts that take a query: errors and completion. */
#include "query.h"

#include "view.h"
#include "view_private.h"

enum { CANDIDATES = 30 };

void say_query_fault(struct ui *ui, struct str text, size_t offset, const struct err *e) {
    ui_error_from(ui, e);
    ui_prompt_fault(ui, offset, query_fault_end(text, offset));
}

bool view_query_is_good(struct ui *ui, struct str text) {
    struct arena arena = {0};
    struct query q;
    struct err e;
    size_t offset;
    bool good = query_parse(text, QUERY_WRITTEN, &arena, &q, &offset, &e) == 0;
    if (!good) {
        say_query_fault(ui, text, offset, &e);
    }
    arena_release(&arena);
    return good;
}

static void take_terms(void *owner, void *context, struct request *request) {
    struct request **answer = owner;
    (void)context;
    *answer = request;
}

/* Tab waits this long for candidates, then gives up. */
void view_complete_query(struct ui *ui, struct str text, size_t cursor, struct arena *arena, struct candidates *out) {
    enum { PATIENCE = 300 };
    struct request *request = NULL;
    struct slot slot = {.answered = take_terms, .owner = &request};
    struct query_spot spot;
    struct terms terms = {0};
    query_spot(text, cursor, arena, &spot);
    if (spot.kind == SPOT_TERM) {
        ui_send(ui, &slot, &request_terms_like(spot.taxonomy, spot.typed, CANDIDATES)->request);
        backend_wait(ui->backend, &slot, PATIENCE, ui);
        slot_cancel(&slot);
    }
    if (request && request->has_failed) {
        ui_error_from_request(ui, request);
    } else if (request) {
        terms = ((struct terms_request *)request)->terms;
    }
    query_candidates(&spot, terms.terms, terms.count, arena, out);
    request_free(request);
}

static bool asks_what_is_read(const struct query *q) {
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        if (c->kind == CONDITION_IS && (c->state == STATE_READ || c->state == STATE_UNREAD)) {
            return true;
        }
    }
    return false;
}

struct query query_hiding_read(const struct ui *ui, const struct query *q, struct arena *arena) {
    struct condition is_unread = {.kind = CONDITION_IS, .state = STATE_UNREAD};
    struct query unread = {.conditions = &is_unread, .count = 1};
    return ui->hides_read && !asks_what_is_read(q) ? query_and(&unread, q, arena) : *q;
}
