/* The interface of cache_variants to cache_writer. */
#ifndef COURANT_CACHE_VARIANTS_H
#define COURANT_CACHE_VARIANTS_H

#include "article.h"
#include "buf.h"
#include "cache_known.h"
#include "db.h"

/* In-memory state for the table `variant`. Zeroed except for db, it is empty. */
struct variants {
    struct db *db;
    bool from_nothing;       /* a row not in memory is not in the database either */
    struct known_rows rows;  /* by term, and by label, address and topics joined in one text */
    struct buf topics, text; /* scratch */
};

void variants_release(struct variants *v);
void variants_forget(struct variants *v);
void variants_flush(struct variants *v); /* stores counts that are still in memory */

/* Records that an article describes term t this way, with these topics (ids). Returns the variant's id, for the article's
 * row. */
int64_t variants_use(struct variants *v, int64_t term, const struct term *t, const int64_t *topics, size_t count,
                     int64_t article);
/* Call before an article is removed. Returns how many terms it had variants of, and their ids (free them): their names may
 * change now. */
size_t variants_drop(struct variants *v, int64_t article, int64_t **terms);

#endif
