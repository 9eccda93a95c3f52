/* The interface of cache_place to cache_write. */
#ifndef COURANT_CACHE_PLACE_H
#define COURANT_CACHE_PLACE_H

#include "cache_private.h"

/* An article that must get another id first, to make room. In this order no id is in use twice. */
struct renumbering {
    int64_t from, to;
};
struct renumberings {
    struct renumbering *list; /* free it */
    size_t count;
};

/* The id of an article that is about to be inserted. old: the id that it had until now, which it keeps where it can; 0: it is
 * new. */
int64_t place_article(struct cache *c, const struct content_row *row, int64_t old, struct renumberings *others);

#endif
