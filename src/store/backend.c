/* backend: sending, waiting, and the thread's main loop. */
#include "backend.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "backend_private.h"

enum { SLICE_MILLISECONDS = 30 };

/* ---- the thread ---- */

static struct timespec deadline_in(int milliseconds) {
    int64_t at = monotonic_ms() + milliseconds;
    return (struct timespec){at / 1000, at % 1000 * 1000000};
}

static void *run(void *context) {
    struct backend *b = context;
    pthread_mutex_lock(&b->lock);
    answer_open(b);
    for (;;) {
        struct timespec deadline = deadline_in(LOOK_MILLISECONDS);
        if (answer_next(b)) {
            continue;
        }
        if (b->stop) {
            break;
        }
        bool looks = b->looks;
        if (!looks && !b->polls) {
            pthread_cond_wait(&b->sent, &b->lock);
        } else if (!looks) {
            looks = pthread_cond_timedwait(&b->sent, &b->lock, &deadline) == ETIMEDOUT;
        }
        if (looks) {
            answer_look(b);
        }
    }
    pthread_mutex_unlock(&b->lock);
    return NULL;
}

/* Blocks all signals in the thread: the one that has the terminal handles them. */
static bool start_thread(struct backend *b) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int result = pthread_create(&b->thread, NULL, run, b);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return result == 0;
}

/* ---- start and stop ---- */

static void init_locks(struct backend *b) {
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->sent, &monotonic);
    pthread_cond_init(&b->answered, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

static void copy_options(struct store *s, const struct backend_options *o) {
    s->cache_file = xstrdup(o->cache_file);
    s->marks_file = o->marks_file ? xstrdup(o->marks_file) : NULL;
    s->archive = o->archive ? xstrdup(o->archive) : NULL;
    s->roots = xcalloc(o->root_count + 1, sizeof *s->roots);
    for (s->root_count = 0; s->root_count < o->root_count; s->root_count++) {
        s->roots[s->root_count] = xstrdup(o->roots[s->root_count]);
    }
    s->now = o->now;
}

struct backend *backend_start(const struct backend_options *options) {
    struct backend *b = xcalloc(1, sizeof *b);
    copy_options(&b->store, options);
    init_locks(b);
    queue_init(&b->now);
    queue_init(&b->later);
    queue_init(&b->answers);
    b->descriptor = options->without_thread ? -1 : eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    b->has_thread = b->descriptor >= 0;
    b->polls = true;
    b->store.slice = b->has_thread ? SLICE_MILLISECONDS : 0;
    if (!b->has_thread || !start_thread(b)) {
        b->has_thread = false;
        pthread_mutex_lock(&b->lock);
        answer_open(b);
        pthread_mutex_unlock(&b->lock);
    }
    return b;
}

static void finish(struct backend *b) {
    pthread_mutex_lock(&b->lock);
    b->stop = true;
    pthread_cond_signal(&b->sent);
    while (!b->has_thread && answer_next(b)) {
    }
    pthread_mutex_unlock(&b->lock);
    if (b->has_thread) {
        pthread_join(b->thread, NULL);
    }
}

void backend_stop(struct backend *b) {
    if (!b) {
        return;
    }
    finish(b);
    queue_free(&b->answers);
    store_close(&b->store);
    if (b->descriptor >= 0) {
        close(b->descriptor);
    }
    pthread_cond_destroy(&b->sent);
    pthread_cond_destroy(&b->answered);
    pthread_mutex_destroy(&b->lock);
    free(b);
}

/* ---- sending ---- */

/* With the lock held: empties the descriptor once nothing is left to deliver. Without a thread, it stays readable while
 * requests wait. */
static void clear_notification(struct backend *b) {
    uint64_t reported;
    bool waits = b->answers.first || b->has_news || (!b->has_thread && (b->now.first || b->later.first));
    ssize_t consumed = waits ? 0 : read(b->descriptor, &reported, sizeof reported);
    (void)consumed; /* an empty eventfd is fine */
}

/* With the lock held. The thread frees the request that it is answering. */
static void cancel(struct backend *b, struct slot *slot) {
    queue_drop(&b->now, slot);
    queue_drop(&b->later, slot);
    for (struct request *r; (r = queue_find(&b->answers, slot));) {
        queue_remove(&b->answers, r);
        request_free(r);
    }
    if (b->current && b->current->slot == slot) {
        b->current->slot = NULL;
    }
    slot->waits = NULL;
    clear_notification(b);
}

void backend_send(struct backend *b, struct slot *slot, struct request *r) {
    slot->backend = b;
    pthread_mutex_lock(&b->lock);
    cancel(b, slot);
    slot->waits = r;
    r->slot = slot;
    r->generation = b->asker_generation;
    queue_append(r->later ? &b->later : &b->now, r);
    pthread_cond_signal(&b->sent);
    if (!b->has_thread) {
        answer_notify(b);
    }
    pthread_mutex_unlock(&b->lock);
}

void backend_cancel(struct backend *b, struct slot *slot) {
    pthread_mutex_lock(&b->lock);
    cancel(b, slot);
    pthread_mutex_unlock(&b->lock);
}

void slot_cancel(struct slot *slot) {
    if (slot->backend) {
        backend_cancel(slot->backend, slot);
    }
}

void backend_finish_early(struct backend *b, struct slot *slot) {
    pthread_mutex_lock(&b->lock);
    struct request *queued = queue_find(&b->now, slot), *r = queued ? queued : queue_find(&b->later, slot);
    r = r || !b->current || b->current->slot != slot ? r : b->current;
    if (r) {
        r->is_final = true;
    }
    pthread_mutex_unlock(&b->lock);
}

/* ---- delivering ---- */

/* With the lock held, which is released meanwhile: the callback may send, cancel, and free the slot. */
static void deliver(struct backend *b, struct request *r, void *context) {
    struct slot *slot = r->slot;
    bool has_ids = !r->ops->is_change && !r->ops->any_cache;
    bool is_old = r->is_outdated || (has_ids && r->generation != b->asker_generation);
    queue_remove(&b->answers, r);
    clear_notification(b);
    pthread_mutex_unlock(&b->lock);
    if (!r->is_partial) {
        slot->waits = NULL;
    }
    if (is_old) {
        request_free(r);
    } else {
        slot->answered(slot->owner, context, r);
    }
    pthread_mutex_lock(&b->lock);
}

static bool has_end(const struct backend *b, const struct slot *slot) {
    const struct request *r = queue_find(&b->answers, slot);
    return r && !r->is_partial;
}

/* With the lock held. */
static void wait_for_end(struct backend *b, const struct slot *slot, int milliseconds) {
    struct timespec deadline = deadline_in(milliseconds);
    while (!has_end(b, slot)) {
        if (!b->has_thread ? !answer_next(b) : pthread_cond_timedwait(&b->answered, &b->lock, &deadline) == ETIMEDOUT) {
            return;
        }
    }
}

bool backend_wait(struct backend *b, struct slot *slot, int milliseconds, void *context) {
    if (!slot->waits) {
        return true;
    }
    pthread_mutex_lock(&b->lock);
    wait_for_end(b, slot, milliseconds);
    struct request *r = queue_find(&b->answers, slot);
    bool is_end = r && !r->is_partial;
    if (r) {
        deliver(b, r, context);
    }
    pthread_mutex_unlock(&b->lock);
    return is_end;
}

static size_t count_answers(const struct backend *b) {
    size_t count = 0;
    for (const struct request *r = b->answers.first; r; r = r->next) {
        count++;
    }
    return count;
}

bool backend_deliver(struct backend *b, void *context) {
    pthread_mutex_lock(&b->lock);
    if (!b->has_thread && !answer_next(b)) {
        answer_look(b);
    }
    size_t count = count_answers(b);
    bool was_something = count || b->has_news;
    for (size_t i = 0; i < count && b->answers.first; i++) {
        deliver(b, b->answers.first, context);
    }
    pthread_mutex_unlock(&b->lock);
    return was_something;
}

bool backend_is_idle(struct backend *b) {
    pthread_mutex_lock(&b->lock);
    bool is_idle = !b->current && !b->now.first && !b->later.first && !b->answers.first;
    pthread_mutex_unlock(&b->lock);
    return is_idle;
}

void backend_look(struct backend *b) {
    pthread_mutex_lock(&b->lock);
    b->looks = true;
    b->next_look = 0;
    pthread_cond_signal(&b->sent);
    pthread_mutex_unlock(&b->lock);
}

void backend_poll(struct backend *b, bool polls) {
    pthread_mutex_lock(&b->lock);
    b->polls = polls;
    pthread_cond_signal(&b->sent);
    pthread_mutex_unlock(&b->lock);
}

int backend_patience(const struct backend *b) {
    return b->has_thread ? -1 : LOOK_MILLISECONDS;
}

int backend_descriptor(const struct backend *b) {
    return b->descriptor;
}

bool backend_news(struct backend *b, struct backend_news *news) {
    pthread_mutex_lock(&b->lock);
    while (!b->is_open) {
        pthread_cond_wait(&b->answered, &b->lock);
    }
    bool is_new = b->has_news;
    *news = b->news;
    b->news.cache_replaced = b->news.cache_updated = b->news.marks_changed = b->has_news = false;
    b->news.error = (struct err){0};
    b->news.notice[0] = '\0';
    b->asker_generation = b->generation;
    clear_notification(b);
    pthread_mutex_unlock(&b->lock);
    return is_new;
}
