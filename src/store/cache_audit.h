/* Shared by the files of cache that check all content files together. */
#ifndef COURANT_CACHE_AUDIT_H
#define COURANT_CACHE_AUDIT_H

#include "cache_private.h"

struct audit {
    struct cache *cache;
    cache_each_finding *each; /* may be NULL */
    void *context;
};

void audit_run(struct audit *a); /* the indexes must exist */

/* Reports a finding in a file and stores it. field: the field it is about; about: "slug:atlas", by which the finding is found
 * again when it must be rechecked. */
void audit_report(struct audit *a, int64_t file, const char *field, enum severity severity, struct str about,
                  struct str message);
/* In an update, only touched values are rechecked: appends the condition that KIND:column was touched. */
void audit_scope(const struct audit *a, const char *kind, const char *column, struct buf *sql);
void audit_terms(struct audit *a); /* offerings with different names, topics with different spellings */

/* Marks the values that an article may share with others as touched: call when it is added and before it is removed. */
void audit_touch_article(struct cache *c, int64_t article);

#endif
