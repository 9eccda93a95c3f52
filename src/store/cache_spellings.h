/* The interface of cache_spellings and cache_spelled to the files that write the cache. */
#ifndef COURANT_CACHE_SPELLINGS_H
#define COURANT_CACHE_SPELLINGS_H

#include "article.h"
#include "cache_audit.h"
#include "cache_known.h"

/* In-memory state for the table `spelling`. Zeroed except for db, it is empty. */
struct spellings {
    struct db *db;
    bool from_nothing;      /* a row not in memory is not in the database either */
    struct known_rows rows; /* by term and text */
};

void spellings_release(struct spellings *s);
void spellings_forget(struct spellings *s);
void spellings_flush(struct spellings *s); /* stores counts that are still in memory */

/* Appends the names of a term as a spelling's text. */
void spelling_text(const struct term *t, struct buf *out);

/* Records that an article spells a term in another way than the first. */
void spellings_use(struct spellings *s, int64_t term, struct str text, int64_t article);
void spellings_drop(struct spellings *s, int64_t article); /* before an article is removed */

void spellings_touch_article(struct cache *c, int64_t article); /* see audit_touch_article */
/* Sets the names of the terms that an update touched, or of all in a build, to their most frequent spelling. Counts must be
 * stored, the indexes must exist. */
void spellings_choose(struct cache *c);
void audit_spellings(struct audit *a); /* reports names with several spellings */

#endif
