/* names: looks up the names of terms that are only known by id, such as those of facet counts. */
#include <stdlib.h>

#include "view_private.h"

static bool is(const void *things, uint32_t nth, uint64_t number, struct str text) {
    const struct names *n = things;
    (void)text;
    return n->names[nth - 1].term->id == (int64_t)number;
}

const struct name *names_find(const struct names *n, int64_t id) {
    uint32_t nth = map_find(&n->by_id, is, n, (uint64_t)id, STR_NONE);
    return nth ? &n->names[nth - 1] : NULL;
}

static void add(struct names *n, const struct term *term, const struct query *written) {
    uint32_t *nth = map_at(&n->by_id, is, n, (uint64_t)term->id, STR_NONE);
    if (!*nth) {
        n->names = grow(n->names, n->count, &n->capacity, sizeof *n->names);
        n->names[n->count++] = (struct name){term, written};
        *nth = (uint32_t)n->count;
    }
}

static void take(void *owner, void *context, struct request *request) {
    struct names *n = owner;
    struct terms_request *r = (struct terms_request *)request;
    if (!ui_is_answer(context, request)) {
        return;
    }
    n->answers = grow(n->answers, n->answer_count, &n->answer_capacity, sizeof(struct terms_request *));
    n->answers[n->answer_count++] = r;
    for (size_t i = 0; i < r->terms.count; i++) {
        if (r->terms.terms[i].id) {
            add(n, &r->terms.terms[i], &r->written[i]);
        }
    }
}

static void clear(struct names *n) {
    for (size_t i = 0; i < n->answer_count; i++) {
        request_free(&n->answers[i]->request);
    }
    n->answer_count = n->count = 0;
    map_release(&n->by_id);
}

/* The ids are only valid in the cache that was counted, so nothing is asked of a newer one. */
void names_ask(struct names *n, struct ui *ui, unsigned cache_generation, const int64_t *ids, size_t count) {
    int64_t *missing = xcalloc(count + 1, sizeof *missing);
    size_t missing_count = 0;
    if (n->cache_generation != cache_generation) {
        clear(n);
        n->cache_generation = cache_generation;
    }
    for (size_t i = 0; i < count; i++) {
        if (!names_find(n, ids[i])) {
            missing[missing_count++] = ids[i];
        }
    }
    if (missing_count && cache_generation == ui->cache_generation) {
        n->slot.answered = take;
        n->slot.owner = n;
        ui_send(ui, &n->slot, &request_terms_by_id(missing, missing_count)->request);
        ui_wait(ui, &n->slot);
    }
    free(missing);
}

void names_release(struct names *n) {
    slot_cancel(&n->slot);
    clear(n);
    free(n->answers);
    free(n->names);
}
