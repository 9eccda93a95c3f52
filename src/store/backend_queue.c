/* backend_queue: queues of requests. */
#include <stdlib.h>

#include "backend_private.h"

void request_free(struct request *r) {
    if (!r) {
        return;
    }
    if (r->ops->release) {
        r->ops->release(r);
    }
    arena_release(&r->arena);
    free(r);
}

void queue_init(struct queue *q) {
    q->first = NULL;
    q->end = &q->first;
}

void queue_append(struct queue *q, struct request *r) {
    r->next = NULL;
    *q->end = r;
    q->end = &r->next;
}

void queue_prepend(struct queue *q, struct request *r) {
    r->next = q->first;
    q->end = q->first ? q->end : &r->next;
    q->first = r;
}

static void unlink_at(struct queue *q, struct request **at) {
    struct request *r = *at;
    *at = r->next;
    q->end = r->next ? q->end : at;
    r->next = NULL;
}

struct request *queue_pop(struct queue *q) {
    struct request *r = q->first;
    if (r) {
        unlink_at(q, &q->first);
    }
    return r;
}

struct request *queue_find(const struct queue *q, const struct slot *slot) {
    struct request *r = q->first;
    while (r && r->slot != slot) {
        r = r->next;
    }
    return r;
}

void queue_remove(struct queue *q, struct request *r) {
    struct request **at = &q->first;
    while (*at != r) {
        at = &(*at)->next;
    }
    unlink_at(q, at);
}

void queue_free(struct queue *q) {
    for (struct request *r; (r = queue_pop(q));) {
        request_free(r);
    }
}

void queue_drop(struct queue *q, const struct slot *slot) {
    for (struct request *r; (r = queue_find(q, slot));) {
        r->slot = NULL;
        if (!r->ops->is_change) {
            queue_remove(q, r);
            request_free(r);
        }
    }
}
