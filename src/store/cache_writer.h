/* What cache_write and cache_writer share. */
#ifndef COURANT_CACHE_WRITER_H
#define COURANT_CACHE_WRITER_H

#include "cache_private.h"

int64_t writer_term(struct writer *w, const struct term *t); /* its id; made when it is new */
/* The same, and the term has this article more (hidden ones, below 0, do not count). *variant: how the article calls it, for
 * its row; 0: of no interest. */
int64_t writer_count_term(struct writer *w, const struct term *t, int64_t article, int64_t *variant);
void writer_drop_terms(struct writer *w, int64_t article);             /* before an article goes */
void writer_count_article(struct writer *w, int64_t id, int change);   /* the total of articles, or of hidden ones */
int64_t writer_article_id(struct writer *w, int32_t day, bool hidden); /* the next free one of that day */

#endif
