/* backend: the thread that owns the screens' cache and marks. Screens ask it, and go on with what they have until it answers:
 * the thread that paints and takes keys never waits for SQLite longer than it wants to.
 *
 * A request is one struct with its question and, once answered, its answer; requests.h makes them. It is sent from a slot,
 * which is the asker's and stays where it is: a newer request from the same slot replaces the older one. Answers are handed
 * over on the asker's own thread, by backend_wait or backend_deliver.
 *
 * Requests are answered in order, those that were sent as `later` after all others. Between the parts of a long one, and in the
 * middle of a query, a later one gives way to one that is not; a request that was replaced is given up. */
#ifndef COURANT_BACKEND_H
#define COURANT_BACKEND_H

#include "arena.h"
#include "err.h"

struct backend;
struct request;
struct store; /* what requests are answered from, see store.h */

enum request_progress { REQUEST_DONE, REQUEST_MORE, REQUEST_FAILED };

struct request_ops {
    /* On the backend's thread: the whole answer, or with REQUEST_MORE a part of it; then it is called again. */
    enum request_progress (*answer)(struct request *r, struct store *s, struct err *e);
    /* After a part: a request of its own that holds a copy of the answer so far. NULL: parts are not shown. */
    struct request *(*copy_part)(const struct request *r);
    /* What is not in its arena; NULL: nothing. */
    void (*release)(struct request *r);
    bool is_change; /* it is carried out even when nobody waits for it any more, and before the backend ends */
    bool any_cache; /* neither question nor answer has ids of a cache: it is good for one that took its place, too */
};

/* The first member of every request. What question and answer point to is in its arena. */
struct request {
    const struct request_ops *ops;
    struct arena arena;
    bool later;      /* the asker says so before sending */
    bool is_partial; /* an answer: more comes */
    bool has_failed; /* an answer: there is none, and `error` says why; ERR_MISSING: there is no cache, or no such article */
    struct err error;

    /* the backend's */
    struct slot *slot; /* NULL: nobody waits */
    unsigned generation;
    bool is_outdated;  /* of a cache that was replaced: its slot is to be emptied */
    bool is_final;     /* see backend_finish_early */
    int64_t part_time; /* when its last part was made */
    struct request *next;
};
void request_free(struct request *r); /* NULL is fine */

/* Where an asker waits. `answered` is called for parts, the latest alone of those that have come, and for the end, on the
 * asker's thread; it owns the request then. It may send, cancel, and free what the slot is in. */
struct slot {
    void (*answered)(void *owner, void *context, struct request *r);
    void *owner;
    struct request *waits;   /* for this one; only to be compared with NULL: nothing is under way */
    struct backend *backend; /* that was last asked from here; NULL: none yet */
};

struct backend_options {
    const char *cache_file;
    const char *marks_file; /* NULL: none are kept */
    const char *archive;    /* its name in the configuration, or NULL */
    const char *const *roots;
    size_t root_count;
    bool without_thread; /* requests are answered by backend_wait and backend_deliver: the order is the same in every run */
};

/* The strings are copied. Never fails: where there can be no thread it goes on without one. */
struct backend *backend_start(const struct backend_options *options);
void backend_stop(struct backend *b); /* after all changes were made; what else is under way is given up. NULL is fine */

/* The request is the backend's from now on. The slot's older request, if any, is given up. */
void backend_send(struct backend *b, struct slot *slot, struct request *r);
void backend_cancel(struct backend *b, struct slot *slot); /* before the slot's memory goes: nothing is handed to it any more */
void slot_cancel(struct slot *slot);                       /* the same; one that was never asked from is fine */
/* No more parts: what the slot's request has by now is its answer, and is handed over as any other. */
void backend_finish_early(struct backend *b, struct slot *slot);

/* Waits at most that long for the end of the slot's request, and hands over what came for this slot by then. True: nothing of
 * it is under way any more. */
bool backend_wait(struct backend *b, struct slot *slot, int milliseconds, void *context);
/* Hands over all answers that have come. Without a thread, it first answers one request, or a part of one. True: there were
 * some, or news, see below. */
bool backend_deliver(struct backend *b, void *context);
bool backend_is_idle(struct backend *b);         /* nothing is under way, and all was handed over */
int backend_descriptor(const struct backend *b); /* readable when there are answers to deliver, or news; -1: never */

/* What the backend noticed by itself. It looks whether the cache was replaced before each request and whether somebody else
 * changed the marks at least every 800 ms. Ids are those of one cache: requests that were sent before the asker took the news
 * that it was replaced are not answered, their slots are empty again; a change fails instead. All this but for those that are
 * good for any cache. */
struct backend_news {
    bool cache_replaced; /* or is there now, or is gone */
    bool marks_changed;  /* by another process */
    bool has_cache, has_marks;
    bool is_damaged;  /* the cache is: it must be built again */
    struct err error; /* of opening either; code ERR_NONE: none. Each is told once; that there is no cache yet is none */
    char notice[600]; /* what opening the marks had to mend; empty: nothing */
};
/* True: there was something since it was asked last, or it is the first time: then it waits until both were opened. */
bool backend_news(struct backend *b, struct backend_news *news);

#endif
