/* measure: pages of lists, and what is counted of them. */
#include "measure.h"

enum { PAGE_ROWS = 128, COUNT_LIMIT = 10000 }; /* as the list of articles asks */

enum { FIRST, MIDDLE, LAST, EDGES };
enum { EVERYTHING, FREQUENT_TOPIC, RARE_OFFERING, SOURCE, UNREAD, LISTS };
#define VARIANT(list, edge) ((list)*EDGES + (edge))

static const struct term *term_of(struct stock *s, int list) {
    return list == FREQUENT_TOPIC  ? stock_frequent(s, TAX_TOPIC)
           : list == RARE_OFFERING ? stock_rare(s, TAX_OFFERING)
           : list == SOURCE        ? stock_frequent(s, TAX_SOURCE)
                                   : NULL;
}

static bool make_list(struct stock *s, int variant, struct sample *out) {
    int list = variant / EDGES % LISTS, edge = variant % EDGES;
    const struct term *t = term_of(s, list);
    if (t) {
        out->text = arena_printf(&s->arena, "%s:\"%s\"", taxonomies[t->taxonomy].name, t->key.p);
    } else if (list == UNREAD) {
        out->text = STR("is:unread");
    } else if (list != EVERYTHING) {
        return false;
    }
    out->page = (struct page_request){.limit = PAGE_ROWS, .backwards = edge == LAST, .after = 0};
    out->page.after = edge == MIDDLE ? stock_article(s) : 0;
    return true;
}

static bool make_ordered(struct stock *s, int variant, const char *order, struct sample *out) {
    bool made = make_list(s, variant, out);
    out->text = arena_printf(&s->arena, "%.*s sort:%s", (int)out->text.n, out->text.p, order);
    return made;
}

static bool make_oldest(struct stock *s, int variant, struct sample *out) {
    return make_ordered(s, variant, "oldest", out);
}

static bool make_by_title(struct stock *s, int variant, struct sample *out) {
    return make_ordered(s, variant, "title", out);
}

static bool make_word_count(struct stock *s, int variant, struct sample *out) {
    (void)variant;
    if (s->half_count) {
        out->text = s->half[random_below(&s->random, (uint32_t)s->half_count)];
    }
    return s->half_count > 0;
}

int run_find(struct cache *c, const struct sample *s, struct arena *arena, struct err *e) {
    struct query q;
    struct rows rows;
    if (query_parse(s->text, s->typed ? QUERY_TYPING : QUERY_WRITTEN, arena, &q, NULL, e) < 0) {
        return -1;
    }
    return cache_find(c, &q, &s->page, arena, &rows, e);
}

int run_count(struct cache *c, const struct sample *s, struct arena *arena, struct err *e) {
    struct query q;
    int64_t count, unread;
    bool exact;
    if (query_parse(s->text, s->typed ? QUERY_TYPING : QUERY_WRITTEN, arena, &q, NULL, e) < 0) {
        return -1;
    }
    return cache_count(c, &q, COUNT_LIMIT, &count, &exact, &unread, e);
}

const struct measure_class list_classes[] = {
    {"everything, first page", 16, make_list, run_find, VARIANT(EVERYTHING, FIRST)},
    {"everything, middle", 16, make_list, run_find, VARIANT(EVERYTHING, MIDDLE)},
    {"everything, last page", 16, make_list, run_find, VARIANT(EVERYTHING, LAST)},
    {"everything, oldest first", 16, make_oldest, run_find, VARIANT(EVERYTHING, MIDDLE)},
    {"everything, by title, first page", 16, make_by_title, run_find, VARIANT(EVERYTHING, FIRST)},
    {"everything, by title, middle", 16, make_by_title, run_find, VARIANT(EVERYTHING, MIDDLE)},
    {"frequent topic, first page", 16, make_list, run_find, VARIANT(FREQUENT_TOPIC, FIRST)},
    {"frequent topic, middle", 16, make_list, run_find, VARIANT(FREQUENT_TOPIC, MIDDLE)},
    {"frequent topic, last page", 16, make_list, run_find, VARIANT(FREQUENT_TOPIC, LAST)},
    {"frequent topic, oldest first", 16, make_oldest, run_find, VARIANT(FREQUENT_TOPIC, MIDDLE)},
    {"frequent topic, by title", 16, make_by_title, run_find, VARIANT(FREQUENT_TOPIC, MIDDLE)},
    {"rare offering, first page", 16, make_list, run_find, VARIANT(RARE_OFFERING, FIRST)},
    {"rare offering, last page", 16, make_list, run_find, VARIANT(RARE_OFFERING, LAST)},
    {"source, first page", 16, make_list, run_find, VARIANT(SOURCE, FIRST)},
    {"source, middle", 16, make_list, run_find, VARIANT(SOURCE, MIDDLE)},
    {"source, last page", 16, make_list, run_find, VARIANT(SOURCE, LAST)},
    {"unread, first page", 16, make_list, run_find, VARIANT(UNREAD, FIRST)},
    {"unread, middle", 16, make_list, run_find, VARIANT(UNREAD, MIDDLE)},
    {"count of everything", 0, make_list, run_count, VARIANT(EVERYTHING, FIRST)},
    {"count of a frequent topic", 0, make_list, run_count, VARIANT(FREQUENT_TOPIC, FIRST)},
    {"count of unread", 0, make_list, run_count, VARIANT(UNREAD, FIRST)},
    {"count of a word in half of all", 0, make_word_count, run_count, 0},
};
const size_t list_class_count = ARRAY_SIZE(list_classes);
