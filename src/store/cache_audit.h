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
 * again when it must be rechecked; format: as for problem_add. */
void audit_report(struct audit *a, int64_t file, const char *field, enum severity severity, struct str about,
                  const char *format, ...) PRINTF_LIKE(6, 7);
/* In an update, only touched values are rechecked: appends the condition that KIND:column was touched. */
void audit_scope(const struct audit *a, const char *kind, const char *column, struct buf *sql);
extern const char *const audit_habits[HABIT_COUNT]; /* what `about` is in problems that are habits */
void audit_habits_load(struct cache *c);            /* what is the custom, as of the last run */
void audit_habits_judge(struct cache *c);           /* what is the custom now */

void audit_terms(struct audit *a); /* offerings with different names, topics with different spellings */

/* Marks the values that an article may share with others as touched: call when it is added and before it is removed. */
void audit_touch_article(struct cache *c, int64_t article);

#endif
