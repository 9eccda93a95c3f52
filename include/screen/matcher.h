/* matcher: finds the words of a query in a text, to highlight them in lists, previews and articles. */
#ifndef COURANT_MATCHER_H
#define COURANT_MATCHER_H

#include "layout.h"
#include "query.h"

struct matcher_word {
    struct str folded;
    unsigned ends; /* TEXT_WORD_BEGINS etc. */
};

/* If all zero, it matches nothing. */
struct matcher {
    struct arena arena;
    struct matcher_word *words;
    size_t count;
};

void matcher_of_query(struct matcher *m, const struct query *q); /* its words and phrases, except excluded ones */
void matcher_of_text(struct matcher *m, struct str text); /* one text, anywhere, also inside words; empty: matches nothing */
void matcher_release(struct matcher *m);

/* The first match at or after `from`, the longest if there are several; false: none. */
bool matcher_next(const struct matcher *m, struct str text, size_t from, struct match *match);

/* All matches of a text, in order, not overlapping. */
struct matches {
    struct match *matches; /* malloc'd */
    size_t count, capacity;
};
void matcher_all(const struct matcher *m, struct str text, struct matches *out); /* replaces what `out` held */

#endif
