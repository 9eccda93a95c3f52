/* backend_answer: what the thread does. The lock is released while a request is answered: only its slot may change then. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "backend_private.h"

enum { PART_MILLISECONDS = 100 }; /* copying the counts of a hundred thousand terms is not free */

/* ---- with the lock held ---- */

void answer_notify(struct backend *b) {
    pthread_cond_signal(&b->answered);
    ssize_t written = write(b->descriptor, &(uint64_t){1}, sizeof(uint64_t));
    (void)written; /* fails only if the counter is full already or there is no descriptor */
}

/* If an older part for the same slot was not delivered yet, this one replaces it, as it includes all of it. */
static void post(struct backend *b, struct request *r) {
    struct request *older = queue_find(&b->answers, r->slot);
    if (older) {
        queue_remove(&b->answers, older);
        request_free(older);
    }
    queue_append(&b->answers, r);
    answer_notify(b);
}

static void tell(struct backend *b, enum store_change change, bool others_marked) {
    struct backend_news *n = &b->news;
    struct store *s = &b->store;
    bool is_new = change != STORE_SAME || others_marked || s->is_damaged != n->is_damaged || s->failure.code;
    b->generation += change == STORE_REPLACED;
    n->cache_replaced = n->cache_replaced || change == STORE_REPLACED;
    n->cache_updated = n->cache_updated || change == STORE_UPDATED;
    n->marks_changed = n->marks_changed || others_marked;
    n->has_cache = s->cache != NULL;
    n->has_marks = s->marks != NULL;
    n->is_damaged = s->is_damaged;
    if (s->failure.code) {
        n->error = s->failure;
        s->failure = (struct err){0};
    }
    if (is_new) {
        b->has_news = true;
        answer_notify(b);
    }
}

/* Called during a query, without the lock. */
static int should_stop(void *context) {
    struct backend *b = context;
    if (!b->is_in_answer) {
        return 0;
    }
    pthread_mutex_lock(&b->lock);
    const struct request *r = b->current;
    int gives_way = !r->ops->is_change && (b->stop || !r->slot || r->is_final || (r->later && b->now.first));
    pthread_mutex_unlock(&b->lock);
    return gives_way;
}

void answer_open(struct backend *b) {
    pthread_mutex_unlock(&b->lock);
    b->store.should_stop = should_stop;
    b->store.context = b;
    store_open(&b->store);
    pthread_mutex_lock(&b->lock);
    struct str notice = b->store.marks ? marks_notice(b->store.marks) : STR_NONE;
    snprintf(b->news.notice, sizeof b->news.notice, "%.*s", (int)notice.n, notice.p);
    b->next_look = monotonic_ms() + LOOK_MILLISECONDS;
    b->is_open = b->has_news = true;
    tell(b, STORE_SAME, false);
    answer_notify(b);
}

/* Without a thread, nothing depends on the clock. */
void answer_look(struct backend *b) {
    bool is_time = !b->has_thread || monotonic_ms() >= b->next_look;
    b->looks = false;
    pthread_mutex_unlock(&b->lock);
    enum store_change change = store_refresh_cache(&b->store);
    bool others = is_time && store_refresh_marks(&b->store);
    pthread_mutex_lock(&b->lock);
    b->next_look = is_time ? monotonic_ms() + LOOK_MILLISECONDS : b->next_look;
    tell(b, change, others);
}

/* After backend_stop only changes are still carried out. */
static struct request *take(struct backend *b) {
    struct request *r;
    while ((r = queue_pop(&b->now)) || (r = queue_pop(&b->later))) {
        if (!b->stop || r->ops->is_change) {
            return r;
        }
        request_free(r);
    }
    return NULL;
}

static bool has_old_ids(const struct backend *b, const struct request *r) {
    return !r->ops->any_cache && r->generation != b->generation;
}

static void settle(struct backend *b, struct request *r, enum request_progress progress, const struct err *e) {
    bool is_change = r->ops->is_change, is_outdated = !is_change && has_old_ids(b, r);
    bool goes_on = progress == REQUEST_MORE || (progress == REQUEST_FAILED && e->code == ERR_INTERRUPTED);
    bool is_given_up = !is_change && (!r->slot || b->stop);
    if (goes_on && !is_given_up && !r->is_final && !is_outdated) {
        queue_prepend(r->later ? &b->later : &b->now, r);
    } else if (is_given_up || !r->slot) {
        request_free(r);
    } else {
        r->is_outdated = is_outdated;
        r->has_failed = progress == REQUEST_FAILED && !goes_on;
        if (r->has_failed) {
            r->error = *e;
        }
        post(b, r);
    }
}

static void post_part(struct backend *b, struct request *r, struct request *part) {
    if (!r->slot) {
        request_free(part);
        return;
    }
    part->slot = r->slot;
    part->generation = r->generation;
    part->later = r->later;
    part->is_partial = true;
    post(b, part);
}

/* ---- without the lock ---- */

/* A change that the user asked for is never dropped silently. */
static enum request_progress refuse_old_ids(struct err *e) {
    err_set(e, "the archive was just reindexed, so nothing was changed: try again");
    return REQUEST_FAILED;
}

static enum request_progress answer(struct backend *b, struct request *r, struct err *e) {
    b->is_in_answer = true;
    enum request_progress progress = r->ops->answer(r, &b->store, e);
    b->is_in_answer = false;
    if (progress == REQUEST_FAILED) {
        store_blames_cache(&b->store, e);
    }
    return progress;
}

static struct request *part_of(struct backend *b, struct request *r) {
    int64_t now = monotonic_ms();
    bool is_time = !r->part_time || now - r->part_time >= PART_MILLISECONDS;
    if (!r->ops->copy_part || (b->has_thread && !is_time)) {
        return NULL;
    }
    r->part_time = now;
    return r->ops->copy_part(r);
}

/* With the lock held. A cache that was replaced in the middle of a query is no failure: what needs no ids is asked again, the
 * rest is outdated. */
static enum request_progress see_failure(struct backend *b, const struct request *r) {
    unsigned before = b->generation;
    answer_look(b);
    return b->generation != before && r->ops->any_cache && !r->ops->is_change ? REQUEST_MORE : REQUEST_FAILED;
}

bool answer_next(struct backend *b) {
    struct err e = {0};
    struct request *r = take(b), *part = NULL;
    if (!r) {
        return false;
    }
    enum request_progress progress = REQUEST_DONE;
    b->current = r;
    answer_look(b);
    if (has_old_ids(b, r)) {
        progress = r->ops->is_change ? refuse_old_ids(&e) : REQUEST_DONE;
    } else if (r->ops->is_change || (r->slot && !r->is_final)) {
        pthread_mutex_unlock(&b->lock);
        progress = answer(b, r, &e);
        part = progress == REQUEST_MORE ? part_of(b, r) : NULL;
        pthread_mutex_lock(&b->lock);
        tell(b, STORE_SAME, false);
        progress = progress == REQUEST_FAILED && e.code != ERR_INTERRUPTED ? see_failure(b, r) : progress;
    }
    b->current = NULL;
    if (part) {
        post_part(b, r, part);
    }
    settle(b, r, progress, &e);
    return true;
}
