/* What cache_variants does for cache_writer. */
#ifndef COURANT_CACHE_VARIANTS_H
#define COURANT_CACHE_VARIANTS_H

#include "article.h"
#include "buf.h"
#include "cache_known.h"
#include "db.h"

/* What is remembered of the table `variant`. Zeroed, with db set, it remembers nothing. */
struct variants {
    struct db *db;
    bool from_nothing;       /* what is not remembered is not in the database either */
    struct known_rows rows;  /* by term, and by label, address and topics in one text */
    struct buf topics, text; /* scratch */
};

void variants_release(struct variants *v);
void variants_forget(struct variants *v);
void variants_flush(struct variants *v); /* counts that are still only in memory */

/* An article calls the term t so, and says that it has these topics (ids). Returns the variant's id, for the article's row. */
int64_t variants_use(struct variants *v, int64_t term, const struct term *t, const int64_t *topics, size_t count,
                     int64_t article);
/* Before an article goes. Returns how many terms it had variants of, and which (free them): they may be called otherwise now.
 */
size_t variants_drop(struct variants *v, int64_t article, int64_t **terms);

#endif
