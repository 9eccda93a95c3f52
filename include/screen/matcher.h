/* matcher: which parts of a text a query found: the words to be shown as found in lists, previews and articles. */
#ifndef COURANT_MATCHER_H
#define COURANT_MATCHER_H

#include "layout.h"
#include "query.h"

struct matcher_word {
    struct str folded;
    unsigned ends; /* TEXT_WORD_BEGINS and so on */
};

/* Zeroed: it finds nothing. */
struct matcher {
    struct arena arena;
    struct matcher_word *words;
    size_t count;
};

void matcher_of_query(struct matcher *m, const struct query *q); /* its words and phrases that are not excluded */
void matcher_of_text(struct matcher *m, struct str text);        /* one text, anywhere; empty: nothing */
void matcher_release(struct matcher *m);

/* The first match from `from` on, of several the longest; false when there is none. */
bool matcher_next(const struct matcher *m, struct str text, size_t from, struct match *match);

/* All of a text, in rising order and apart. */
struct matches {
    struct match *matches; /* malloc'd */
    size_t count, capacity;
};
void matcher_all(const struct matcher *m, struct str text, struct matches *out); /* in the place of what is there */

#endif
