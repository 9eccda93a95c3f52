/* measure: an article, what a term is, lists of terms. A new call of the cache has its row and its functions here. */
#include "measure.h"

static bool make_article(struct stock *s, int variant, struct sample *out) {
    (void)variant;
    out->id = stock_article(s);
    return true;
}

static int run_article(struct cache *c, const struct sample *s, struct arena *arena, struct err *e) {
    struct article a;
    struct doc d;
    return cache_article(c, s->id, arena, &a, e) < 0 ? -1 : cache_document(c, s->id, arena, &d, e);
}

static int run_related(struct cache *c, const struct sample *s, struct arena *arena, struct err *e) {
    enum { ROWS = 50 }; /* as the reader asks */
    struct related_rows rows;
    return cache_related(c, s->id, ROWS, arena, &rows, e);
}

enum { RARE = 100 };

/* variant: the taxonomy */
static bool make_term(struct stock *s, int variant, struct sample *out) {
    enum taxonomy taxonomy = (enum taxonomy)(variant % RARE);
    const struct term *t = variant >= RARE ? stock_rare(s, taxonomy) : stock_frequent(s, taxonomy);
    out->id = t ? t->id : 0;
    return t != NULL;
}

static int run_term(struct cache *c, const struct sample *s, struct arena *arena, struct err *e) {
    struct term t;
    int32_t oldest;
    return cache_term(c, s->id, arena, &t, e) < 0 ? -1 : cache_oldest(c, s->id, &oldest, e);
}

/* What may be typed of a value of a taxonomy, for it to be completed. */
static bool make_start(struct stock *s, int variant, struct sample *out) {
    const struct term *t = stock_frequent(s, (enum taxonomy)variant);
    out->id = variant;
    out->text = t ? str_slice(t->label, 0, 1 + random_below(&s->random, 3)) : STR_NONE;
    return t != NULL;
}

static int run_complete(struct cache *c, const struct sample *s, struct arena *arena, struct err *e) {
    enum { CANDIDATES = 30 };
    struct terms terms;
    return cache_terms_like(c, (enum taxonomy)s->id, s->text, CANDIDATES, arena, &terms, e);
}

static bool make_terms(struct stock *s, int variant, struct sample *out) {
    (void)s;
    out->id = variant;
    return true;
}

/* A slice, as the list of them asks for them: the first, or one of the others. */
static int run_terms(struct cache *c, const struct sample *s, struct arena *arena, struct err *e) {
    enum { FIRST = 300, SLICE = 1000, MIDDLE = 10000 };
    struct terms terms;
    size_t from = s->id >= RARE ? MIDDLE : 0;
    return cache_terms(c, (enum taxonomy)(s->id % RARE), from, from ? SLICE : FIRST, arena, &terms, e);
}

const struct measure_class page_classes[] = {
    {"an article and its document", 16, make_article, run_article, 0},
    {"related articles", 16, make_article, run_related, 0},
    {"frequent topic, what it is", 16, make_term, run_term, TAX_TOPIC},
    {"rare offering, what it is", 16, make_term, run_term, RARE + TAX_OFFERING},
    {"completing an offering", 16, make_start, run_complete, TAX_OFFERING},
    {"the first topics", 16, make_terms, run_terms, TAX_TOPIC},
    {"the first offerings", 16, make_terms, run_terms, TAX_OFFERING},
    {"a thousand more offerings", 16, make_terms, run_terms, RARE + TAX_OFFERING},
    {"the first sources", 16, make_terms, run_terms, TAX_SOURCE},
    {"the first authors", 16, make_terms, run_terms, TAX_AUTHOR},
};
const size_t page_class_count = ARRAY_SIZE(page_classes);
