/* The most frequent terms of a query's articles: for a term's page, and for what two terms share. */
#ifndef COURANT_VIEW_COOCCURRING_H
#define COURANT_VIEW_COOCCURRING_H

#include "view_private.h"

/* Zeroed except for the first five fields, it has not begun; it must not move after that. */
struct cooccurring {
    unsigned wanted;                             /* kinds: 1 << enum taxonomy */
    size_t limit;                                /* of each kind */
    int64_t except[2];                           /* terms that all of them have; 0: none */
    void (*changed)(void *owner, struct ui *ui); /* there are more counts, or other kinds; NULL: nobody is to know */
    void *owner;
    struct live_count live_count;
    unsigned cache_generation;        /* of the ui when it was begun */
    unsigned edition;                 /* counts up when `kinds` is made anew */
    int64_t told;                     /* how many articles `kinds` is of */
    struct slot slot;                 /* of what they are called */
    struct terms_request *answer;     /* holds the kinds */
    struct terms kinds[TAX_COUNT];    /* the most frequent; their count: together */
    struct query *written[TAX_COUNT]; /* of each of them: a query of all its articles */
    size_t in_all[TAX_COUNT];
};

/* Does nothing if it has begun already. Counts of another cache are counted again, and shown until the new ones arrive. */
void cooccurring_begin(struct cooccurring *b, struct ui *ui, const struct query *q);
bool cooccurring_is_complete(const struct cooccurring *b);
void cooccurring_release(struct cooccurring *b);

/* `  Offerings   Atlas 12 · Dina 9 · …`: as many as fit. */
void paint_cooccurring_row(const struct grid *line, const struct cooccurring *b, enum taxonomy taxonomy);
/* `  By month    Jan 2015 ▁▂▁▄█▅ Nov 2024`: over the whole span, folded to the width. */
void paint_months_row(const struct grid *line, const struct facet_counts *t);
bool has_months(const struct facet_counts *t); /* more than one: worth a row */

#endif
