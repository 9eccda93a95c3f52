/* lookup: search as you type: the terms that a text names, and the articles that match it. */
#ifndef COURANT_LOOKUP_H
#define COURANT_LOOKUP_H

#include "cache.h"

#define LOOKUP_SECTION(id, name, alias, plural, title, label, shown, key, reader, searched) +searched
enum { LOOKUP_SECTIONS = TAXONOMIES(LOOKUP_SECTION) };
enum { LOOKUP_BEST = 5, LOOKUP_COUNT_MAX = 10000 /* articles are counted up to this unless more is asked for */ };
extern const enum taxonomy lookup_taxonomies[LOOKUP_SECTIONS]; /* in display order */

/* How well a name matches what was typed, from worst to best. */
enum name_match {
    RANK_NONE,
    RANK_TYPO,     /* one letter wrong, missing, extra, or two swapped */
    RANK_INITIALS, /* "hai": Healthcare Artificial Intelligence */
    RANK_WORDS,    /* each word is a prefix of a word of the name, in any order */
    RANK_PREFIX,   /* the name begins with the text */
    RANK_EXACT,
};

/* All arguments folded (see text_fold). name: the label, then other text to search for the words. */
enum name_match name_match(struct str label, struct str name, struct str words);

struct lookup_input {
    const struct query *query; /* for articles */
    struct page_request page;  /* limit 0: no articles */
    struct str words;          /* for terms, folded; empty: no terms */
};

struct lookup_section {
    struct term *terms; /* the best: by match, then by number of articles */
    size_t count, total;
};

struct lookup_result {
    struct arena arena; /* owns everything below */
    struct lookup_section sections[LOOKUP_SECTIONS];
    struct rows rows;
};
void lookup_result_release(struct lookup_result *a); /* a zeroed one is fine */

/* The folded names of all terms. Zeroed: not loaded. */
struct term_index {
    struct arena arena;
    struct terms terms[LOOKUP_SECTIONS];
    struct str *labels[LOOKUP_SECTIONS], *names[LOOKUP_SECTIONS];
    bool loaded;
    int64_t version; /* cache_version when they were loaded */
};
void term_index_release(struct term_index *n);

/* The caller releases the result; after a failure it is empty. */
int lookup_find(struct cache *c, struct term_index *names, const struct lookup_input *question, struct lookup_result *answer,
                struct err *e);

#endif
