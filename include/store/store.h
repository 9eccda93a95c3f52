/* store: the cache and the marks that the backend answers requests from, opened again when another file takes their place. It
 * belongs to one thread. */
#ifndef COURANT_STORE_H
#define COURANT_STORE_H

#include "cache.h"
#include "lookup.h"
#include "marks.h"

struct store {
    /* set before store_open; the strings are the store's */
    char *cache_file, *marks_file, *archive; /* the latter two may be NULL */
    char **roots;
    size_t root_count;
    int (*should_stop)(void *context); /* asked while a query on the cache runs, see cache_set_interrupt */
    void *context;
    int64_t slice; /* milliseconds that a part of a long answer may take; 0: its least work, whatever time that takes */

    struct cache *cache; /* NULL: there is none, and no_cache says why */
    struct marks *marks; /* NULL: there are none, and no_marks says why */
    struct err no_cache, no_marks;
    bool is_damaged;              /* the cache is */
    int64_t version;              /* of the cache, see cache_version */
    int64_t caches;               /* how many were opened so far: ids are those of one cache */
    struct term_index names;      /* of the cache's terms */
    struct err failure, reported; /* of opening: to be told, code ERR_NONE: nothing; told last */
};

void store_open(struct store *s);
void store_close(struct store *s); /* and forgets all the rest; a zeroed one is fine */

/* Sees to it that the cache is the one that is there by now. True: it is another than before, or has come, or is gone. */
bool store_refresh_cache(struct store *s);
/* True: another process changed the marks since this was asked last. */
bool store_refresh_marks(struct store *s);

/* 0, or -1 with why there is none. */
int store_need_cache(const struct store *s, struct err *e);
int store_need_marks(const struct store *s, struct err *e);

/* A query on the cache failed so: is it the cache that is damaged, and not the marks which were attached to it? If the marks
 * are, e says so. */
bool store_blames_cache(struct store *s, struct err *e);

#endif
