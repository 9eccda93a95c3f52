/* backend: the thread that owns the cache and marks connections of the screens. Screens send it requests and go on painting
 * what they have until the answer arrives, so the thread that paints and takes keys never waits for SQLite longer than it
 * chooses to.
 *
 * A request is one struct that holds the question and, once answered, the answer; requests.h creates them. It is sent through a
 * slot, which belongs to the asker and must not move in memory. A newer request from the same slot replaces the older one.
 * Answers are handed over on the asker's own thread, by backend_wait or backend_deliver.
 *
 * Requests are answered in order; those marked `later` come after all others. Between the parts of a long `later` request, and
 * in the middle of its queries, it gives way to requests that are not `later`. A request that was replaced is cancelled. */
#ifndef COURANT_BACKEND_H
#define COURANT_BACKEND_H

#include "arena.h"
#include "err.h"

struct backend;
struct request;
struct store; /* the connections, see store.h */

enum request_progress { REQUEST_DONE, REQUEST_MORE, REQUEST_FAILED };

struct request_ops {
    /* Called on the backend's thread. Fills in the answer, or a part of it and returns REQUEST_MORE to be called again. */
    enum request_progress (*answer)(struct request *r, struct store *s, struct err *e);
    /* After a part: returns a new request with a copy of the answer so far. NULL: partial answers are not shown. */
    struct request *(*copy_part)(const struct request *r);
    /* Releases what is not in the arena; NULL: nothing to release. */
    void (*release)(struct request *r);
    bool is_change; /* it is carried out even when nobody waits for it any more, and before the backend stops */
    bool any_cache; /* question and answer contain no cache ids, so it stays valid when the cache is replaced */
};

/* The first member of every request. The question and the answer point into its arena. */
struct request {
    const struct request_ops *ops;
    struct arena arena;
    bool later;      /* low priority; the asker sets it before sending */
    bool is_partial; /* in an answer: more will follow */
    bool has_failed; /* in an answer: it failed, `error` says why; ERR_MISSING: there is no cache, or no such article */
    struct err error;

    /* private to the backend */
    struct slot *slot; /* NULL: nobody waits */
    unsigned generation;
    bool is_outdated;  /* it was asked of a cache that was replaced: its slot is to be emptied */
    bool is_final;     /* see backend_finish_early */
    int64_t part_time; /* when its last part was copied */
    struct request *next;
};
void request_free(struct request *r); /* NULL is fine */

/* Where an asker waits. `answered` is called on the asker's thread, for partial answers (only the latest of those that have
 * arrived) and for the final one, and takes ownership of the request. It may send, cancel, and free the memory that holds the
 * slot. */
struct slot {
    void (*answered)(void *owner, void *context, struct request *r);
    void *owner;
    struct request *waits;   /* the pending request; only compare it with NULL: nothing is pending */
    struct backend *backend; /* the one that was last asked through this slot; NULL: none yet */
};

struct backend_options {
    const char *cache_file;
    const char *marks_file; /* NULL: no marks */
    const char *archive;    /* its name in the configuration, or NULL */
    const char *const *roots;
    size_t root_count;
    int64_t now;         /* when the visit begins, in seconds since 1970; 0: is:new finds nothing */
    bool without_thread; /* answer requests in backend_wait and backend_deliver, so that every run has the same order */
};

/* Copies the strings. Never fails: if no thread can be started, it works without one. */
struct backend *backend_start(const struct backend_options *options);
void backend_stop(struct backend *b); /* completes pending changes first and cancels everything else. NULL is fine */

/* Takes ownership of the request. Cancels the older request of the slot, if any. */
void backend_send(struct backend *b, struct slot *slot, struct request *r);
/* Call before the slot's memory is freed: nothing is delivered to it afterwards. */
void backend_cancel(struct backend *b, struct slot *slot);
void slot_cancel(struct slot *slot); /* the same; a slot that was never used is fine */
/* Stops the slot's request after the current part. What it has by then is its answer, delivered as usual. */
void backend_finish_early(struct backend *b, struct slot *slot);

/* Waits at most that long for the slot's request to finish, and delivers the answers that have arrived for this slot. True:
 * nothing of it is pending any more. */
bool backend_wait(struct backend *b, struct slot *slot, int milliseconds, void *context);
/* Delivers all answers that have arrived. Without a thread, first answers one request or a part of one. True: there were
 * answers, or news (see below). */
bool backend_deliver(struct backend *b, void *context);
bool backend_is_idle(struct backend *b);         /* nothing is pending or undelivered */
int backend_descriptor(const struct backend *b); /* readable when there are answers to deliver, or news; -1: there is none */

/* What the backend noticed by itself. It checks whether the cache was changed before each request, and whether another process
 * changed cache or marks every 800 ms, or, after backend_stop_polling, at each backend_look. Ids belong to one cache: requests
 * sent before the asker has taken the news of a replaced cache are not answered, and their slots are emptied; a change fails
 * instead. Requests with `any_cache` are not affected. */
struct backend_news {
    bool cache_replaced; /* or appeared, or disappeared */
    bool cache_updated;  /* another process has changed it; ids stay valid */
    bool marks_changed;  /* by another process */
    bool has_cache, has_marks;
    bool is_damaged;  /* the cache is damaged and must be rebuilt */
    struct err error; /* of opening cache or marks; ERR_NONE: none. Each is reported once; no cache yet is no error */
    char notice[600]; /* what opening the marks had to repair; empty: nothing */
};
/* True if there is news since the last call. The first call waits until cache and marks were opened, and returns true. */
bool backend_news(struct backend *b, struct backend_news *news);

void backend_look(struct backend *b);             /* somebody has changed the cache or the marks, perhaps: checks them soon */
void backend_poll(struct backend *b, bool polls); /* false: changes are announced with backend_look; at first it polls */
/* How many milliseconds one may wait for the descriptor before backend_deliver must be called; -1: for ever. */
int backend_patience(const struct backend *b);

#endif
