/* measure: what is counted of a list for facets, months and pages of terms: one slice, which a key may wait for, and all of it.
 */
#include "measure.h"

enum { SLICE = 1000 };                              /* as the views ask */
enum { EVERYTHING = 0, TOPIC = 1000, WORD = 2000 }; /* + what is wanted beside articles and months */

static bool make_facets(struct stock *s, int variant, struct sample *out) {
    const struct term *t = stock_frequent(s, TAX_TOPIC);
    out->id = variant % TOPIC;
    if (variant >= WORD) {
        out->text = s->half_count ? s->half[random_below(&s->random, (uint32_t)s->half_count)] : STR_NONE;
    } else if (variant >= TOPIC) {
        out->text = t ? arena_printf(&s->arena, "topic:\"%s\"", t->name.p) : STR_NONE;
    }
    return variant < TOPIC || out->text.n;
}

static int count_facets(struct cache *c, const struct sample *s, bool whole, struct arena *arena, struct err *e) {
    struct facet_counts t = {.wanted = (unsigned)s->id};
    struct query q;
    int result = query_parse(s->text, QUERY_WRITTEN, arena, &q, NULL, e);
    do {
        result = result < 0 ? -1 : cache_count_facets(c, &q, SLICE, &t, e);
    } while (result == 0 && whole && !t.done);
    facet_counts_release(&t);
    return result;
}

static int run_slice(struct cache *c, const struct sample *s, struct arena *arena, struct err *e) {
    return count_facets(c, s, false, arena, e);
}

static int run_whole(struct cache *c, const struct sample *s, struct arena *arena, struct err *e) {
    return count_facets(c, s, true, arena, e);
}

enum { FACETS = COUNT_TERMS | COUNT_MARKS | COUNT_TAXONOMIES | COUNT_AUTHORITIES };

const struct measure_class facet_classes[] = {
    {"facets of everything, a slice", 16, make_facets, run_slice, EVERYTHING + FACETS},
    {"facets of everything, whole", 0, make_facets, run_whole, EVERYTHING + FACETS},
    {"facets of a frequent topic, a slice", 16, make_facets, run_slice, TOPIC + FACETS},
    {"facets of a frequent topic, whole", 0, make_facets, run_whole, TOPIC + FACETS},
    {"facets of a word, a slice", 16, make_facets, run_slice, WORD + FACETS},
    {"facets of a word, whole", 0, make_facets, run_whole, WORD + FACETS},
    {"months of everything, whole", 0, make_facets, run_whole, EVERYTHING},
    {"months of a frequent topic, whole", 0, make_facets, run_whole, TOPIC},
};
const size_t facet_class_count = ARRAY_SIZE(facet_classes);
