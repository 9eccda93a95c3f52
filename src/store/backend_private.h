/* What the files of backend share. Everything in `struct backend` that is not the store is behind its lock, or set before the
 * thread begins. */
#ifndef COURANT_BACKEND_PRIVATE_H
#define COURANT_BACKEND_PRIVATE_H

#include <pthread.h>

#include "backend.h"
#include "store.h"

struct queue {
    struct request *first, **end;
};

struct backend {
    struct store store; /* the thread's alone; without a thread, the asker's */
    pthread_t thread;
    bool has_thread;
    int descriptor; /* an eventfd; -1: there is none */
    pthread_mutex_t lock;
    pthread_cond_t sent, answered;

    bool is_open; /* the store */
    bool stop;
    struct queue now, later;   /* to be answered */
    struct request *current;   /* being answered: in no queue, and what it holds is the thread's */
    struct queue answers;      /* to be handed over: at most one for a slot */
    unsigned generation;       /* of the cache that is open */
    unsigned asker_generation; /* of the cache whose ids the asker has */
    bool has_news;
    struct backend_news news;
    bool is_in_answer; /* the thread's: a request is being answered, so that a query can give way */
    int64_t next_look; /* the thread's: when the marks are to be looked at again */
};

/* ---- backend_queue.c ---- */

void queue_init(struct queue *q);
void queue_append(struct queue *q, struct request *r);
void queue_prepend(struct queue *q, struct request *r);
struct request *queue_pop(struct queue *q);                                 /* NULL: it is empty */
struct request *queue_find(const struct queue *q, const struct slot *slot); /* the first of that slot, or NULL */
void queue_remove(struct queue *q, struct request *r);
void queue_free(struct queue *q);                          /* with all that is in it */
void queue_drop(struct queue *q, const struct slot *slot); /* those of that slot; of changes, only their slot */

/* ---- backend_answer.c: on the thread ---- */

enum { LOOK_MILLISECONDS = 800 };

void answer_notify(struct backend *b); /* with the lock: there is something to deliver */

/* All three hold the lock, and give it up meanwhile. */
void answer_open(struct backend *b);
bool answer_next(struct backend *b); /* one request, or a part of one; false: there is none */
void answer_look(struct backend *b); /* at what others did */

#endif
