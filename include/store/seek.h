/* seek: what a typed text means: the terms that it names and the articles that it finds. */
#ifndef COURANT_SEEK_H
#define COURANT_SEEK_H

#include "cache.h"

#define SEEK_SECTION(id, name, alias, plural, title, label, shown, key, reader, searched) +searched
enum { SEEK_SECTIONS = TAXONOMIES(SEEK_SECTION) };
enum { SEEK_BEST = 5, SEEK_COUNT_MAX = 10000 /* no more articles are counted, unless it is wanted */ };
extern const enum taxonomy seek_taxonomies[SEEK_SECTIONS]; /* in the order in which they are shown */

/* How well a name answers what was typed; each is better than those before it. */
enum seek_rank {
    RANK_NONE,
    RANK_TYPO,     /* one letter wrong, missing, too many, or two changed about */
    RANK_INITIALS, /* "hai": Healthcare Artificial Intelligence */
    RANK_WORDS,    /* each word begins a word of it, in any order */
    RANK_PREFIX,   /* it begins so */
    RANK_EXACT,
};

/* All folded (see text_fold). name: the label, then what else its words may be found in. */
enum seek_rank seek_rank(struct str label, struct str name, struct str words);

struct seek_question {
    const struct query *query; /* of the articles */
    struct page_request page;  /* limit 0: none are looked for */
    struct str words;          /* of the terms, folded; empty: none are looked for */
};

struct seek_section {
    struct term *terms; /* the best ones: by rank, then those with the most articles */
    size_t count, total;
};

struct seek_answer {
    struct arena arena; /* owns all the rest */
    struct seek_section sections[SEEK_SECTIONS];
    struct rows rows;
};
void seek_answer_release(struct seek_answer *a); /* a zeroed one is fine */

/* The names of all terms, folded. Zeroed: none yet. */
struct seek_names {
    struct arena arena;
    struct terms terms[SEEK_SECTIONS];
    struct str *labels[SEEK_SECTIONS], *names[SEEK_SECTIONS];
    bool loaded;
    int64_t version; /* of the cache that they were read from */
};
void seek_names_release(struct seek_names *n);

/* The caller releases the answer; after a failure there is nothing in it. */
int seek_find(struct cache *c, struct seek_names *names, const struct seek_question *question, struct seek_answer *answer,
              struct err *e);

#endif
