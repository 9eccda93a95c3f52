/* Between cache_translations and cache_groups: groups of articles that are one page. */
#ifndef COURANT_CACHE_GROUPS_H
#define COURANT_CACHE_GROUPS_H

#include "cache_private.h"
#include "map.h"

struct member {
    int64_t article;
    uint32_t next; /* towards the first member of its group, which leads to itself */
    bool written, aside, has_row;
    int64_t work;
    struct str language;
};

struct groups {
    struct cache *cache;
    bool touched; /* only what the update touched */
    struct member *members;
    size_t count, capacity;
    struct map by_article; /* 1 + index */
    struct arena arena;
};

/* What the article is linked to others by is touched: call when it is added, and before it is removed. */
void groups_touch(struct cache *c, int64_t article);
void groups_find(struct groups *g);                       /* all, or those of what was touched; stores them in `translation` */
uint32_t groups_first(struct groups *g, uint32_t member); /* of its group; both are indexes */
void groups_release(struct groups *g);

#endif
