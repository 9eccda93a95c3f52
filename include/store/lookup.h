/* seek: what a typed text means: the terms that it names and the articles that it finds. */
#ifndef COURANT_LOOKUP_H
#define COURANT_LOOKUP_H

#include "cache.h"

#define LOOKUP_SECTION(id, name, alias, plural, title, label, shown, key, reader, searched) +searched
enum { LOOKUP_SECTIONS = TAXONOMIES(LOOKUP_SECTION) };
enum { LOOKUP_BEST = 5, LOOKUP_COUNT_MAX = 10000 /* no more articles are counted, unless it is wanted */ };
extern const enum taxonomy lookup_taxonomies[LOOKUP_SECTIONS]; /* in the order in which they are shown */

/* How well a name answers what was typed; each is better than those before it. */
enum name_match {
    RANK_NONE,
    RANK_TYPO,     /* one letter wrong, missing, too many, or two changed about */
    RANK_INITIALS, /* "hai": Healthcare Artificial Intelligence */
    RANK_WORDS,    /* each word begins a word of it, in any order */
    RANK_PREFIX,   /* it begins so */
    RANK_EXACT,
};

/* All folded (see text_fold). name: the label, then what else its words may be found in. */
enum name_match name_match(struct str label, struct str name, struct str words);

struct lookup_input {
    const struct query *query; /* of the articles */
    struct page_request page;  /* limit 0: none are looked for */
    struct str words;          /* of the terms, folded; empty: none are looked for */
};

struct lookup_section {
    struct term *terms; /* the best ones: by rank, then those with the most articles */
    size_t count, total;
};

struct lookup_result {
    struct arena arena; /* owns all the rest */
    struct lookup_section sections[LOOKUP_SECTIONS];
    struct rows rows;
};
void lookup_result_release(struct lookup_result *a); /* a zeroed one is fine */

/* The names of all terms, folded. Zeroed: none yet. */
struct term_index {
    struct arena arena;
    struct terms terms[LOOKUP_SECTIONS];
    struct str *labels[LOOKUP_SECTIONS], *names[LOOKUP_SECTIONS];
    bool loaded;
    int64_t version; /* of the cache that they were read from */
};
void term_index_release(struct term_index *n);

/* The caller releases the answer; after a failure there is nothing in it. */
int lookup_find(struct cache *c, struct term_index *names, const struct lookup_input *question, struct lookup_result *answer,
                struct err *e);

#endif
