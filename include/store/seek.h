/* seek: what a typed text means: the terms that it names and the articles that it finds.
 *
 * seek_find answers at once, in the caller's own thread. A seeker answers the same off the way of the keys: a thread with a
 * cache of its own takes one question at a time, and a new question ends the one before it. */
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
    bool count;                /* how many articles there are, and nothing else: */
    int64_t most;              /* no more than that; 0: SEEK_COUNT_MAX */
};

struct seek_section {
    struct term *terms; /* the best ones: by rank, then those with the most articles */
    size_t count, total;
};

struct seek_answer {
    struct arena arena; /* owns all the rest */
    struct seek_section sections[SEEK_SECTIONS];
    struct rows rows;
    int64_t total;           /* when they were counted; */
    bool exact;              /* false: there are more */
    int64_t unread;          /* see cache_count */
    struct kept_list *order; /* of the rows, when it is not that of ids: to be given to the cache of the screen; NULL: none */
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

struct seeker;

/* marks_file may be NULL. NULL when there can be no such thread: then seek_find is what is left. */
struct seeker *seeker_start(const char *cache_file, const char *marks_file);
void seeker_stop(struct seeker *s);            /* NULL is fine */
int seeker_descriptor(const struct seeker *s); /* readable since there was an answer; -1 for NULL */
/* The descriptor is quiet until the next answer, whether somebody takes this one or the view that asked is gone. NULL is fine.
 */
void seeker_heard(struct seeker *s);

/* Copies the question. Returns its number; the question before it is given up. */
unsigned seeker_ask(struct seeker *s, const struct seek_question *question);

enum seeker_state {
    SEEKER_ANSWERED,
    SEEKER_AT_WORK,
    SEEKER_FAILED,
    SEEKER_GIVEN_UP, /* another question was asked since */
};
/* Waits at most that long for the answer to the question of that number. The answer is then the caller's. A cache that is not
 * there answers with nothing found. */
enum seeker_state seeker_take(struct seeker *s, unsigned number, int milliseconds, struct seek_answer *answer, struct err *e);

#endif
