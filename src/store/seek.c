/* seek: the thread. What both sides touch is behind one lock; the cache and the names are the thread's alone. */
#include "seek.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

/* A question, copied. */
struct copied {
    struct arena arena;
    struct query query;
    struct seek_question question;
};

struct seeker {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t asked, answered;
    int descriptor; /* an eventfd */
    char *cache_file, *marks_file;

    /* behind the lock */
    bool stop;
    unsigned number;     /* of the last question asked; 0: none was */
    struct copied *next; /* not yet begun */
    unsigned answer_number;
    struct seek_answer answer;
    bool failed;
    struct err error;

    /* of the thread */
    struct cache *cache;
    struct seek_names names;
};

static void free_copy(struct copied *c) {
    if (c) {
        arena_release(&c->arena);
        free(c);
    }
}

static struct copied *copy_question(const struct seek_question *q) {
    struct copied *c = xcalloc(1, sizeof *c);
    c->query = query_and(q->query, &(struct query){.sort = q->query->sort}, &c->arena);
    c->question = *q;
    c->question.query = &c->query;
    c->question.words = arena_copy(&c->arena, q->words);
    return c;
}

/* ---- in the thread ---- */

/* A newer question, or the end: what is under way is of no use any more. */
static int must_give_up(void *context) {
    struct seeker *s = context;
    pthread_mutex_lock(&s->lock);
    int give_up = s->stop || s->next;
    pthread_mutex_unlock(&s->lock);
    return give_up;
}

/* The cache as it is by now: another file may have taken its place. */
static int open_cache(struct seeker *s, struct err *e) {
    if (s->cache && !cache_is_stale(s->cache)) {
        return cache_find_archive(s->cache, e);
    }
    cache_close(s->cache);
    seek_names_release(&s->names);
    s->cache = cache_open(s->cache_file, CACHE_WATCH, e);
    if (!s->cache) {
        return -1;
    }
    cache_give_way(s->cache, must_give_up, s);
    return s->marks_file ? cache_attach_marks(s->cache, s->marks_file, e) : 0;
}

static int answer_question(struct seeker *s, const struct seek_question *question, struct seek_answer *answer, struct err *e) {
    *answer = (struct seek_answer){0};
    if (open_cache(s, e) < 0) {
        cache_close(s->cache);
        s->cache = NULL;
        return e->code == ERR_MISSING ? 0 : -1;
    }
    return seek_find(s->cache, &s->names, question, answer, e);
}

/* With the lock. NULL: it is the end. */
static struct copied *wait_for_question(struct seeker *s) {
    while (!s->stop && !s->next) {
        pthread_cond_wait(&s->asked, &s->lock);
    }
    struct copied *next = s->stop ? NULL : s->next;
    s->next = next ? NULL : s->next;
    return next;
}

/* With the lock. What was given up for another question is no answer. */
static void post(struct seeker *s, unsigned number, int result, struct seek_answer *answer, const struct err *e) {
    if (number != s->number) {
        seek_answer_release(answer);
        return;
    }
    seek_answer_release(&s->answer);
    s->answer = *answer;
    s->answer_number = number;
    s->failed = result < 0;
    s->error = *e;
    pthread_cond_signal(&s->answered);
    ssize_t told = write(s->descriptor, &(uint64_t){1}, sizeof(uint64_t));
    (void)told; /* it can only be that it is told already */
}

static void *run(void *context) {
    struct seeker *s = context;
    pthread_mutex_lock(&s->lock);
    for (struct copied *c; (c = wait_for_question(s));) {
        struct seek_answer answer;
        struct err e = {0};
        unsigned number = s->number;
        pthread_mutex_unlock(&s->lock);
        int result = answer_question(s, &c->question, &answer, &e);
        free_copy(c);
        pthread_mutex_lock(&s->lock);
        post(s, number, result, &answer, &e);
    }
    pthread_mutex_unlock(&s->lock);
    cache_close(s->cache);
    seek_names_release(&s->names);
    return NULL;
}

/* ---- for the caller ---- */

/* Signals are for the thread that has the terminal. */
static bool start_thread(struct seeker *s) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int result = pthread_create(&s->thread, NULL, run, s);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return result == 0;
}

static void release(struct seeker *s) {
    if (s->descriptor >= 0) {
        close(s->descriptor);
    }
    free_copy(s->next);
    seek_answer_release(&s->answer);
    pthread_cond_destroy(&s->asked);
    pthread_cond_destroy(&s->answered);
    pthread_mutex_destroy(&s->lock);
    free(s->cache_file);
    free(s->marks_file);
    free(s);
}

struct seeker *seeker_start(const char *cache_file, const char *marks_file) {
    struct seeker *s = xcalloc(1, sizeof *s);
    pthread_condattr_t monotonic;
    s->cache_file = xstrdup(cache_file);
    s->marks_file = marks_file ? xstrdup(marks_file) : NULL;
    s->descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->asked, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&s->answered, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (s->descriptor < 0 || !start_thread(s)) {
        release(s);
        return NULL;
    }
    return s;
}

void seeker_stop(struct seeker *s) {
    if (!s) {
        return;
    }
    pthread_mutex_lock(&s->lock);
    s->stop = true;
    pthread_cond_signal(&s->asked);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->thread, NULL);
    release(s);
}

int seeker_descriptor(const struct seeker *s) {
    return s ? s->descriptor : -1;
}

void seeker_heard(struct seeker *s) {
    uint64_t told;
    ssize_t emptied = s ? read(s->descriptor, &told, sizeof told) : 0;
    (void)emptied; /* nothing was told: that is quiet too */
}

unsigned seeker_ask(struct seeker *s, const struct seek_question *question) {
    struct copied *copy = copy_question(question);
    pthread_mutex_lock(&s->lock);
    free_copy(s->next);
    s->next = copy;
    unsigned number = ++s->number;
    pthread_cond_signal(&s->asked);
    pthread_mutex_unlock(&s->lock);
    return number;
}

static struct timespec deadline_in(int milliseconds) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += milliseconds / 1000;
    t.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000;
    }
    return t;
}

enum seeker_state seeker_take(struct seeker *s, unsigned number, int milliseconds, struct seek_answer *answer, struct err *e) {
    struct timespec deadline = deadline_in(milliseconds);
    enum seeker_state state = SEEKER_AT_WORK;
    pthread_mutex_lock(&s->lock);
    if (number != s->number) {
        state = SEEKER_GIVEN_UP;
    }
    while (state == SEEKER_AT_WORK && s->answer_number != number &&
           pthread_cond_timedwait(&s->answered, &s->lock, &deadline) != ETIMEDOUT) {
    }
    if (state == SEEKER_AT_WORK && s->answer_number == number) {
        state = s->failed ? SEEKER_FAILED : SEEKER_ANSWERED;
        *answer = s->answer;
        *e = s->error;
        s->answer = (struct seek_answer){0};
        s->answer_number = 0;
    }
    seeker_heard(s);
    pthread_mutex_unlock(&s->lock);
    return state;
}
