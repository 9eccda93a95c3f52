/* store: the cache and marks connections from which the backend answers requests, reopened when the file is replaced. Belongs
 * to one thread. */
#ifndef COURANT_STORE_H
#define COURANT_STORE_H

#include "cache.h"
#include "lookup.h"
#include "marks.h"

struct store {
    /* set before store_open; the store owns the strings */
    char *cache_file, *marks_file, *archive; /* the latter two may be NULL */
    char **roots;
    size_t root_count;
    int (*should_stop)(void *context); /* called while a query on the cache runs, see cache_set_interrupt */
    void *context;
    int64_t now;   /* when the visit begins, in seconds since 1970; 0: it counts for nothing */
    int64_t slice; /* milliseconds for one part of a long answer; 0: the least possible work, whatever time it takes */

    struct cache *cache; /* NULL: there is none, see no_cache */
    struct marks *marks; /* NULL: there are none, see no_marks */
    struct err no_cache, no_marks;
    int64_t last_visit;           /* see marks_last_visit */
    bool is_damaged;              /* the cache is damaged */
    int64_t version;              /* see cache_version */
    int64_t caches;               /* number of caches opened so far; ids belong to one of them */
    struct term_index names;      /* of the open cache */
    struct err failure, reported; /* errors of opening: the one to report (code ERR_NONE: none) and the one reported last */
};

void store_open(struct store *s);
void store_close(struct store *s); /* also frees the settings; a zeroed store is fine */

/* Reopens the cache if the file was replaced. */
enum store_change {
    STORE_SAME,
    STORE_UPDATED, /* by another process; ids of articles that are still there stay the same */
    STORE_REPLACED /* the cache, or it appeared or disappeared */
};
enum store_change store_refresh_cache(struct store *s);
/* True: another process changed the marks since the last call. */
bool store_refresh_marks(struct store *s);

/* 0, or -1 with the reason why there is none. */
int store_need_cache(const struct store *s, struct err *e);
int store_need_marks(const struct store *s, struct err *e);

/* A query on the cache failed with `e`: is the cache damaged, rather than the attached marks? If it is the marks, e is changed
 * to say so. */
bool store_blames_cache(struct store *s, struct err *e);

#endif
