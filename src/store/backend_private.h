/* Shared by the files of backend. Every member of `struct backend` except the store is protected by its lock, or set before the
 * thread starts. */
#ifndef COURANT_BACKEND_PRIVATE_H
#define COURANT_BACKEND_PRIVATE_H

#include <pthread.h>

#include "backend.h"
#include "store.h"

struct queue {
    struct request *first, **end;
};

struct backend {
    struct store store; /* used by the thread only; without a thread, by the asker */
    pthread_t thread;
    bool has_thread;
    int descriptor; /* an eventfd; -1: none */
    pthread_mutex_t lock;
    pthread_cond_t sent, answered;

    bool is_open; /* the store is */
    bool polls;   /* changes by other processes are looked for */
    bool looks;   /* once, as soon as possible */
    bool stop;
    struct queue now, later;   /* waiting to be answered */
    struct request *current;   /* being answered: it is in no queue, and its contents belong to the thread */
    struct queue answers;      /* waiting to be delivered: at most one per slot */
    unsigned generation;       /* of the open cache */
    unsigned asker_generation; /* of the cache whose ids the asker holds */
    bool has_news;
    struct backend_news news;
    bool is_in_answer; /* thread only: a request is being answered, so a query may be interrupted */
    int64_t next_look; /* when to check the marks again */
};

/* ---- backend_queue.c ---- */

void queue_init(struct queue *q);
void queue_append(struct queue *q, struct request *r);
void queue_prepend(struct queue *q, struct request *r);
struct request *queue_pop(struct queue *q);                                 /* NULL: empty */
struct request *queue_find(const struct queue *q, const struct slot *slot); /* the first request of that slot, or NULL */
void queue_remove(struct queue *q, struct request *r);
void queue_free(struct queue *q); /* and the requests in it */
/* Frees the requests of that slot; changes stay, but lose their slot. */
void queue_drop(struct queue *q, const struct slot *slot);

/* ---- backend_answer.c: runs on the thread ---- */

enum { LOOK_MILLISECONDS = 800 };

void answer_notify(struct backend *b); /* with the lock held: signals that there is something to deliver */

/* All three are called with the lock held, and release it meanwhile. */
void answer_open(struct backend *b);
bool answer_next(struct backend *b); /* answers one request, or a part of one; false: there is none */
void answer_look(struct backend *b); /* checks for changes by other processes */

#endif
