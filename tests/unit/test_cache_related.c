/* test_cache_related: what related articles share is what they share, the nearest come first, and none is missing. */
#include "archive.h"

enum { ITEMS = 120 /* so few that no list of a term is cut */, MANY = 1000 };

static const struct item *item_of(const struct archive *a, struct str key) {
    for (size_t i = 0; i < a->count; i++) {
        if (a->items[i].present && str_equal(a->items[i].key, key)) {
            return &a->items[i];
        }
    }
    fail_msg("'%.*s' is no item", (int)key.n, key.p);
    return NULL;
}

static bool has_term(const struct item *item, const struct term *t) {
    for (size_t i = 0; i < item->term_count; i++) {
        if (item->terms[i] == t) {
            return true;
        }
    }
    return false;
}

/* How many terms of a taxonomy two items share. */
static unsigned shared(const struct item *a, const struct item *b, enum taxonomy taxonomy) {
    unsigned count = 0;
    for (size_t i = 0; i < a->term_count; i++) {
        count += a->terms[i]->taxonomy == taxonomy && has_term(b, a->terms[i]);
    }
    return count;
}

static bool is_near(const struct item *a, const struct item *b) {
    return shared(a, b, TAX_OFFERING) || shared(a, b, TAX_TOPIC) || shared(a, b, TAX_SOURCE);
}

/* Does b share with `of` all that a does, and more? */
static bool shares_more(const struct item *of, const struct item *a, const struct item *b) {
    unsigned more = 0;
    for (size_t i = 0; i < of->term_count; i++) {
        const struct term *t = of->terms[i];
        if (t->taxonomy == TAX_OFFERING || t->taxonomy == TAX_TOPIC || t->taxonomy == TAX_SOURCE) {
            if (has_term(a, t) && !has_term(b, t)) {
                return false;
            }
            more += has_term(b, t) && !has_term(a, t);
        }
    }
    return more > 0;
}

static void check(const struct archive *a, const struct item *of, const struct related_rows *related) {
    size_t near = 0, found = 0;
    for (size_t i = 0; i < a->count; i++) {
        const struct item *other = &a->items[i];
        near += other->present && !other->hidden && other != of && is_near(of, other);
    }
    for (size_t i = 0; i < related->count; i++) {
        const struct related *r = &related->rows[i];
        const struct item *item = item_of(a, r->row.key);
        assert_true(item != of && !item->hidden);
        assert_int_equal(r->offerings, shared(of, item, TAX_OFFERING));
        assert_int_equal(r->topics, shared(of, item, TAX_TOPIC));
        assert_int_equal(r->sources, shared(of, item, TAX_SOURCE));
        assert_true(r->words ? !is_near(of, item) && r->words > 1 : is_near(of, item));
        assert_true(i == 0 || !r->words || related->rows[i - 1].words >= r->words || !related->rows[i - 1].words);
        found += !r->words;
        for (size_t j = i + 1; j < related->count; j++) {
            assert_false(!r->words && shares_more(of, item, item_of(a, related->rows[j].row.key)));
        }
    }
    assert_int_equal(found, near);
}

static void the_nearest_come_first(void **state) {
    struct archive *a = xcalloc(1, sizeof *a);
    char *file = path_in(*state, "cache.db");
    struct arena arena = {0};
    struct query all = {0};
    struct page_request every = {.limit = MANY};
    struct rows rows;
    struct err e;
    archive_init(a, 20261126);
    archive_build(a, file, ITEMS);
    struct cache *c = open_well(file, CACHE_READ);
    assert_well(cache_find(c, &all, &every, &arena, &rows, &e), &e);
    assert_true(rows.count > ITEMS / 2);
    size_t some = 0;
    for (size_t i = 0; i < rows.count; i++) {
        struct related_rows related, few;
        assert_well(cache_related(c, rows.rows[i].id, MANY, &arena, &related, &e), &e);
        check(a, item_of(a, rows.rows[i].key), &related);
        some += related.count > 0;
        assert_well(cache_related(c, rows.rows[i].id, 1, &arena, &few, &e), &e);
        assert_int_equal(few.count, related.count > 0);
    }
    assert_true(some > rows.count / 2);
    struct related_rows none;
    assert_well(cache_related(c, INT64_MAX - 1, 10, &arena, &none, &e), &e); /* there is no such article */
    assert_int_equal(none.count, 0);
    arena_release(&arena);
    cache_close(c);
    free(file);
    archive_release(a);
    free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {test_in_scratch(the_nearest_come_first)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
