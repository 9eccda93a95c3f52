/* test_cache_facets: what is counted in slices of any size, however often a key comes, is what an obvious count finds. */
#include <stdio.h>

#include "archive.h"

enum { ITEMS = 300, QUERIES = 100 };

struct made {
    char *file, *marks_file;
    struct marks *marks;
    struct cache *cache;
};

static void build(const char *folder, struct archive *a, struct made *made) {
    struct err e;
    made->file = path_in(folder, "cache.db");
    made->marks_file = path_in(folder, "marks.db");
    made->marks = marks_open(made->marks_file, &e);
    assert_non_null(made->marks);
    archive_build(a, made->file, ITEMS);
    archive_mark(a, made->marks);
    made->cache = open_well(made->file, CACHE_READ);
    assert_well(cache_attach_marks(made->cache, made->marks_file, &e), &e);
}

static void release(struct made *made) {
    cache_close(made->cache);
    marks_close(made->marks);
    free(made->file);
    free(made->marks_file);
}

static int64_t id_of(struct cache *c, const struct term *t) {
    int64_t id;
    struct err e;
    assert_well(cache_term_id(c, t->taxonomy, t->key, &id, &e), &e);
    return id;
}

/* ---- the obvious count ---- */

struct expected {
    int64_t articles, unread, starred, queued;
    int64_t terms[64];
    const struct item **items;
};

static struct expected count_all(const struct item **items, size_t count) {
    struct expected x = {.articles = (int64_t)count, .items = items};
    for (size_t i = 0; i < count; i++) {
        x.unread += !(items[i]->marks & 1u << MARK_READ);
        x.starred += (items[i]->marks & 1u << MARK_STARRED) != 0;
        x.queued += (items[i]->marks & 1u << MARK_QUEUED) != 0;
        for (size_t j = 0; j < items[i]->term_count; j++) {
            for (size_t k = 0; k < archive_term_count(); k++) {
                x.terms[k] += items[i]->terms[j] == archive_term(k);
            }
        }
    }
    return x;
}

static int64_t of_month(const struct expected *x, int year, int month) {
    int64_t found = 0;
    for (int64_t i = 0; i < x->articles; i++) {
        int y = 0, m = 0, d;
        if (x->items[i]->day != DATE_NONE) {
            date_split(x->items[i]->day, &y, &m, &d);
        }
        found += y == year && m == month;
    }
    return found;
}

static void same_months(const char *text, const struct facet_counts *t, const struct expected *x) {
    int64_t sum = 0;
    for (size_t i = 0; i < t->month_count; i++) {
        int year, month;
        month_split(i, &year, &month);
        sum += t->months[i];
        if (t->months[i] && t->months[i] != of_month(x, i ? year : 0, i ? month : 0)) {
            fail_msg("'%s': %u articles of %d-%02d", text, t->months[i], year, month);
        }
    }
    assert_int_equal(sum, x->articles);
}

static void same_best(const struct facet_counts *t, const struct expected *x) {
    struct term_count best[64];
    for (int taxonomy = 0; taxonomy < TAX_COUNT; taxonomy++) {
        size_t all, expected = 0, count = facet_counts_best(t, (enum taxonomy)taxonomy, NULL, ARRAY_SIZE(best), best, &all);
        for (size_t k = 0; k < archive_term_count(); k++) {
            expected += archive_term(k)->taxonomy == (enum taxonomy)taxonomy && x->terms[k];
        }
        assert_int_equal(count, expected);
        assert_int_equal(all, expected);
        for (size_t i = 0; i < count; i++) {
            assert_true(!i || best[i - 1].count > best[i].count ||
                        (best[i - 1].count == best[i].count && best[i - 1].term < best[i].term));
            assert_int_equal(best[i].count, facet_counts_of_term(t, best[i].term));
        }
        struct term_count few[2];
        count = facet_counts_best(t, (enum taxonomy)taxonomy, NULL, ARRAY_SIZE(few), few, &all);
        assert_int_equal(count, expected < 2 ? expected : 2);
        assert_int_equal(all, expected);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(few[i].term, best[i].term);
        }
    }
}

static int64_t of_authority(const struct expected *x, struct str authority) {
    int64_t found = 0;
    for (int64_t i = 0; i < x->articles; i++) {
        bool has = false;
        for (size_t j = 0; j < x->items[i]->term_count; j++) {
            const struct term *term = x->items[i]->terms[j];
            has = has || (term->taxonomy == TAX_TOPIC && str_equal(term->authority, authority));
        }
        found += has;
    }
    return found;
}

/* An article is counted once, however many topics of an authority it has. */
static void same_authorities(struct cache *c, const struct facet_counts *t, const struct expected *x) {
    struct term_count best[64];
    size_t all, count = facet_counts_best_authorities(t, ARRAY_SIZE(best), best, &all), with = 0;
    assert_int_equal(count, all);
    for (size_t k = 0; k < archive_term_count(); k++) {
        const struct term *term = archive_term(k);
        if (term->taxonomy == TAX_TOPIC && term->authority.n) {
            int64_t stands = t->authority_of[id_of(c, term)];
            assert_int_equal(facet_counts_of_authority(t, stands), of_authority(x, term->authority));
            with += stands == id_of(c, term) && facet_counts_of_authority(t, stands);
        }
    }
    assert_int_equal(count, with);
    for (size_t i = 1; i < count; i++) {
        assert_true(best[i - 1].count >= best[i].count);
    }
}

static void same(struct cache *c, const char *text, const struct facet_counts *t, const struct expected *x) {
    assert_true(t->done);
    if (t->articles != x->articles) {
        fail_msg("'%s': %lld articles, not %lld", text, (long long)t->articles, (long long)x->articles);
    }
    same_months(text, t, x);
    if (t->wanted & COUNT_MARKS) {
        assert_int_equal(t->unread, x->unread);
        assert_int_equal(t->starred, x->starred);
        assert_int_equal(t->queued, x->queued);
    }
    for (size_t k = 0; k < archive_term_count() && t->wanted & COUNT_TERMS; k++) {
        int64_t count = facet_counts_of_term(t, id_of(c, archive_term(k)));
        if (count != x->terms[k]) {
            fail_msg("'%s': %lld articles with %s, not %lld", text, (long long)count, archive_term(k)->name.p,
                     (long long)x->terms[k]);
        }
    }
    if (t->wanted & COUNT_TERMS && t->wanted & COUNT_TAXONOMIES) {
        same_best(t, x);
    }
    if (t->wanted & COUNT_AUTHORITIES) {
        same_authorities(c, t, x);
    }
}

/* ---- ways of counting ---- */

static int sometimes(void *context) {
    return one_in(context, 4);
}

/* A key comes now and then: what was counted stays counted. */
static void count_in_slices(struct cache *c, const struct query *q, size_t rows, struct numbers *keys, struct facet_counts *t) {
    struct err e = {0};
    int interrupted = 0;
    while (!t->done) {
        cache_set_interrupt(c, keys ? sometimes : NULL, keys);
        if (cache_count_facets(c, q, rows, t, &e) < 0 && e.code != ERR_INTERRUPTED) {
            fail_msg("%s", e.text);
        }
        cache_set_interrupt(c, NULL, NULL);
        assert_true(++interrupted < 20000);
    }
}

static size_t check(struct cache *c, struct archive *a, const char *text) {
    static const size_t slices[] = {1000, 7, 1};
    enum { WAYS = 8 };
    const struct item *items[ITEMS_MAX];
    struct arena arena = {0};
    struct query q;
    struct err e;
    assert_well(query_parse(str_from(text), QUERY_WRITTEN, &arena, &q, NULL, &e), &e);
    struct expected x = count_all(items, archive_filter(a, &q, items));
    for (unsigned i = 0; i < ARRAY_SIZE(slices) * WAYS; i++) {
        struct facet_counts t = {.wanted = i % WAYS};
        count_in_slices(c, &q, slices[i / WAYS], i / WAYS == 1 ? &a->numbers : NULL, &t);
        same(c, text, &t, &x);
        facet_counts_release(&t);
        assert_int_equal(t.wanted, i % WAYS);
    }
    arena_release(&arena);
    return (size_t)x.articles;
}

static void counts_what_an_obvious_count_finds(void **state) {
    struct archive a;
    struct made made;
    struct buf text = {0};
    size_t with_result = 0;
    archive_init(&a, 23);
    build(*state, &a, &made);
    check(made.cache, &a, "");
    check(made.cache, &a, "is:hidden");
    check(made.cache, &a, "topic:alpha-clinical");
    check(made.cache, &a, "topic:alpha-clinical date:2021 sort:oldest");
    for (size_t i = 0; i < QUERIES; i++) {
        buf_reset(&text);
        archive_random_query(&a, &text);
        with_result += check(made.cache, &a, buf_cstr(&text)) > 0;
    }
    assert_true(with_result > QUERIES / 4);
    buf_release(&text);
    archive_release(&a);
    release(&made);
}

/* What is there before the end is of the newest articles, all of them and no others. */
static void a_part_is_of_the_newest(void **state) {
    struct archive a;
    struct made made;
    const struct item *items[ITEMS_MAX];
    struct query all = {0};
    struct err e;
    archive_init(&a, 22);
    build(*state, &a, &made);
    size_t count = archive_filter(&a, &all, items);
    struct facet_counts t = {.wanted = COUNT_TERMS | COUNT_MARKS | COUNT_TAXONOMIES | COUNT_AUTHORITIES};
    size_t parts = 0;
    assert_well(cache_count_facets(made.cache, &all, 3, &t, &e), &e);
    while (!t.done) {
        size_t seen = t.looked_at;
        struct expected x = count_all(items, seen);
        t.done = true;
        same(made.cache, "a part", &t, &x);
        t.done = false;
        assert_well(cache_count_facets(made.cache, &all, 3, &t, &e), &e);
        assert_true(t.looked_at > seen || t.done);
        parts++;
    }
    assert_int_equal(t.looked_at, count);
    assert_true(parts > 10);
    facet_counts_release(&t);
    archive_release(&a);
    release(&made);
}

static void best_of_some(void **state) {
    struct archive a;
    struct made made;
    struct query all = {0};
    struct term_count best[4];
    size_t in_all;
    archive_init(&a, 23);
    build(*state, &a, &made);
    struct facet_counts t = {.wanted = COUNT_TERMS | COUNT_TAXONOMIES};
    count_in_slices(made.cache, &all, 1000, NULL, &t);
    uint8_t *only = xcalloc(t.term_count, 1);
    assert_int_equal(facet_counts_best(&t, TAX_TOPIC, only, 4, best, &in_all), 0);
    assert_int_equal(in_all, 0);
    int64_t id = id_of(made.cache, archive_term(1));
    only[id] = 1;
    assert_int_equal(facet_counts_best(&t, TAX_TOPIC, only, 4, best, NULL), 1);
    assert_int_equal(best[0].term, id);
    assert_int_equal(facet_counts_best(&t, TAX_TAG, only, 4, best, NULL), 0);
    free(only);
    facet_counts_release(&t);
    archive_release(&a);
    release(&made);
}

static void months_have_numbers(void **state) {
    (void)state;
    static const int cases[][2] = {{1, 1}, {1, 12}, {1999, 12}, {2000, 1}, {2021, 11}, {9999, 12}};
    assert_int_equal(month_number(DATE_NONE), 0);
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        int year, month;
        month_split(month_number(date_day(cases[i][0], cases[i][1], 15)), &year, &month);
        assert_int_equal(year, cases[i][0]);
        assert_int_equal(month, cases[i][1]);
    }
    assert_int_equal(month_number(date_day(2022, 1, 1)), month_number(date_day(2021, 12, 31)) + 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(counts_what_an_obvious_count_finds),
        test_in_scratch(a_part_is_of_the_newest),
        test_in_scratch(best_of_some),
        cmocka_unit_test(months_have_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
