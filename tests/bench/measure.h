/* measure: what calls of the cache cost, class by class, on many different samples of what a reader might do.
 *
 * A class is a row of one of the tables and two functions: `make` thinks up the sample of a number, which is not timed, `run`
 * does it, as the reader would, which is. */
#ifndef COURANT_BENCH_MEASURE_H
#define COURANT_BENCH_MEASURE_H

#include "cache.h"
#include "random.h"

/* Something to do. What is not used is zero. */
struct sample {
    struct str text; /* a query in its written form */
    bool typed;      /* ...as it is while it is being typed */
    struct page_request page;
    int64_t id; /* of an article or a term */
};

/* What samples are drawn from: the same for the same cache. */
struct stock {
    struct cache *cache;
    struct arena arena;
    struct random random;
    int64_t newest, oldest; /* ids of articles */
    int64_t articles;
    struct terms terms[TAX_COUNT]; /* the most frequent first */
    struct str *texts;             /* of some articles */
    size_t text_count;
    struct str *half, *rare; /* words in about half of the articles; in hardly any */
    size_t half_count, rare_count;
};
int stock_init(struct stock *s, struct cache *c, struct err *e);
void stock_release(struct stock *s);

int64_t stock_article(struct stock *s);                                     /* any */
const struct term *stock_frequent(struct stock *s, enum taxonomy taxonomy); /* one of the most frequent; NULL: there is none */
const struct term *stock_rare(struct stock *s, enum taxonomy taxonomy);
struct str stock_text(struct stock *s);                   /* of an article */
struct str stock_word(struct stock *s, struct str *next); /* of ASCII letters; next (may be NULL): the one behind it */

struct measure_class {
    const char *name;
    double promise; /* of DESIGN.md section 9: milliseconds of the slowest in a hundred; 0: none */
    bool (*make)(struct stock *s, int variant, struct sample *out); /* false: this cache has nothing of the kind */
    int (*run)(struct cache *c, const struct sample *s, struct arena *arena, struct err *e);
    int variant; /* for `make` */
};

extern const struct measure_class list_classes[], search_classes[], facet_classes[], page_classes[];
extern const size_t list_class_count, search_class_count, facet_class_count, page_class_count;

int run_find(struct cache *c, const struct sample *s, struct arena *arena, struct err *e);
int run_count(struct cache *c, const struct sample *s, struct arena *arena, struct err *e);

#endif
