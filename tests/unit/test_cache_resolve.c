/* test_cache_resolve: what a query calls a term means that term alone; names of all terms, some at a time. */
#include "archive.h"
#include "text.h"

enum { ITEMS = 200 };

static struct cache *build(const char *folder, struct archive *a) {
    char *file = path_in(folder, "cache.db");
    archive_init(a, 31);
    archive_build(a, file, ITEMS);
    struct cache *c = open_well(file, CACHE_READ);
    free(file);
    return c;
}

/* Some labels are those of two terms, and some begin others. */
static void a_word_means_one_term(void **state) {
    struct archive a;
    struct cache *c = build(*state, &a);
    struct arena arena = {0};
    size_t by_label = 0, by_another = 0;
    for (size_t i = 0; i < archive_term_count(); i++) {
        const struct term *made = archive_term(i);
        struct facet_counts t = {.wanted = COUNT_TERMS};
        struct term term;
        struct query q;
        struct err e;
        int64_t id;
        assert_well(cache_term_id(c, made->taxonomy, made->key, &id, &e), &e);
        assert_well(cache_term(c, id, &arena, &term, &e), &e);
        assert_well(cache_term_query(c, &term, i % 2, &arena, &q, &e), &e);
        struct str word = q.conditions[0].text;
        by_label += str_equal(word, term.label);
        by_another += !str_equal(word, term.label);
        assert_well(cache_count_facets(c, &q, 1000, &t, &e), &e);
        assert_true(t.done && t.articles);
        if (t.articles != term.count || facet_counts_of_term(&t, id) != term.count) {
            fail_msg("%s '%s' means %lld articles, not the %lld of '%s'", taxonomies[term.taxonomy].name, word.p,
                     (long long)t.articles, (long long)term.count, term.name.p);
        }
        facet_counts_release(&t);
    }
    assert_true(by_label > 8 && by_another > 1); /* the archive has both kinds */
    arena_release(&arena);
    cache_close(c);
    archive_release(&a);
}

struct names {
    struct cache *cache;
    size_t count;
    int64_t last;
};

static void check_name(void *context, int64_t id, struct str label, struct str name) {
    struct names *n = context;
    struct arena arena = {0};
    struct buf folded = {0};
    struct term t;
    struct err e;
    assert_true(id > n->last);
    assert_well(cache_term(n->cache, id, &arena, &t, &e), &e);
    assert_true(t.count > 0);
    text_fold(&folded, t.label);
    assert_str(label, buf_cstr(&folded));
    buf_reset(&folded);
    text_fold(&folded, t.name);
    assert_str(name, buf_cstr(&folded));
    n->last = id;
    n->count++;
    buf_release(&folded);
    arena_release(&arena);
}

static void names_come_some_at_a_time(void **state) {
    static const size_t slices[] = {1, 3, 1000};
    struct archive a;
    struct cache *c = build(*state, &a);
    struct arena arena = {0};
    size_t used = 0;
    struct err e;
    for (int taxonomy = 0; taxonomy < TAX_COUNT; taxonomy++) {
        struct terms terms;
        assert_well(cache_terms(c, (enum taxonomy)taxonomy, 0, 0, &arena, &terms, &e), &e);
        used += terms.count;
    }
    for (size_t i = 0; i < ARRAY_SIZE(slices); i++) {
        struct names names = {.cache = c};
        int64_t after = 0;
        bool more = true;
        while (more) {
            size_t before = names.count;
            assert_well(cache_term_names(c, &after, slices[i], &more, check_name, &names, &e), &e);
            assert_true(names.count - before <= slices[i]);
            assert_int_equal(after, names.last);
        }
        assert_int_equal(names.count, used);
    }
    arena_release(&arena);
    cache_close(c);
    archive_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(a_word_means_one_term),
        test_in_scratch(names_come_some_at_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
