/* Shared by the files of cache that write: which articles are one page in several languages. */
#ifndef COURANT_CACHE_TRANSLATIONS_H
#define COURANT_CACHE_TRANSLATIONS_H

#include "cache_private.h"

void translations_put(struct cache *c, int64_t id, const struct content_row *row); /* after its row was inserted */
void translations_drop(struct cache *c, int64_t id);                               /* before it is deleted */
/* Created when the groups are known. */
#define TRANSLATION_INDEX "CREATE INDEX translation_work ON translation(work) WHERE work <> 0"

void translations_run(struct cache *c); /* when all files are put and the indexes exist: groups, and decides what is shown */

/* cache_aside.c: takes an article out of the lists and the counts of its terms, or back in. Its language still counts it. */
void aside_set(struct cache *c, int64_t id, bool aside);
void aside_count_all(struct cache *c); /* of all terms, when `aside` was changed without aside_set */

#endif
