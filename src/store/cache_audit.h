/* What the files of cache that look at all content files together share. */
#ifndef COURANT_CACHE_AUDIT_H
#define COURANT_CACHE_AUDIT_H

#include "cache_private.h"

struct audit {
    struct cache *cache;
    cache_each_finding *each; /* may be NULL */
    void *context;
};

void audit_run(struct audit *a); /* the indexes must be there */

/* Tells a finding of a file and stores it. field: what it is of; about: "slug:atlas", what it is found by when it must be
 * looked at again. */
void audit_report(struct audit *a, int64_t file, const char *field, enum severity severity, struct str about,
                  struct str message);
/* In an update only what was touched is looked at again: appends the condition that KIND:column was. */
void audit_scope(const struct audit *a, const char *kind, const char *column, struct buf *sql);
void audit_terms(struct audit *a); /* offerings that files call differently, topics that they spell differently */

/* Notes what an article has in common with others, when it comes and before it goes. */
void audit_touch_article(struct cache *c, int64_t article);

#endif
