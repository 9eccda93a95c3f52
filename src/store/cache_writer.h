/* Shared by cache_write and cache_writer. */
#ifndef COURANT_CACHE_WRITER_H
#define COURANT_CACHE_WRITER_H

#include "cache_private.h"

/* Finds the term, or inserts it, and counts the article for it; returns its id (hidden ones, with negative ids, do not count).
 * *variant: how the article describes it, for its row; 0: none. */
int64_t writer_count_term(struct writer *w, const struct term *t, int64_t article, int64_t *variant);
void writer_drop_terms(struct writer *w, int64_t article);           /* before an article is removed */
void writer_renumber(struct writer *w, int64_t from, int64_t to);    /* before an article's row gets another id */
void writer_count_article(struct writer *w, int64_t id, int change); /* adjusts the total of articles, or of hidden ones */

#endif
