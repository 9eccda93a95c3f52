/* test_indexer_cache: the cache that is indexed into: damaged, of other roots, built again; and which folders are roots. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "db.h"
#include "site.h"

static void a_bad_cache_is_said_and_built_again(void **state) {
    static const char *const bad[] = {"", "no database at all, but a text that is longer than the sixteen bytes of a magic"};
    struct site s;
    struct err e;
    site_open(&s, *state);
    write_articles(&s, 20);
    for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
        write_text(*state, "cache.db", bad[i]);
        site_index(&s);
        assert_true(s.report.built);
        assert_int_equal(s.said.notices, *bad[i] ? 2 : 1);
        assert_non_null(strstr(s.said.notice, *bad[i] ? "is kept as" : "rebuilding the cache"));
        assert_int_equal(s.report.counts.articles, 20);
    }
    char *kept = path_in(*state, "cache.db.kept-1"); /* somebody's text is not lost */
    assert_int_equal(access(kept, F_OK), 0);
    free(kept);
    struct db *db = db_open(s.cache_file, DB_WRITE, &e);
    assert_well(db_exec(db, "PRAGMA user_version=1", &e), &e);
    db_close(db);
    site_index(&s);
    assert_true(s.report.built);
    assert_non_null(strstr(s.said.notice, "another version"));
    site_index(&s);
    assert_false(s.report.built);
    assert_int_equal(s.said.notices, 0);
    site_close(&s);
}

/* Wherever the damage is, the run ends well: it goes unnoticed, or the cache is built again. */
static void damage_ends_in_a_good_cache(void **state) {
    struct numbers r = {5};
    struct buf good = {0};
    struct site s;
    size_t rebuilt = 0;
    site_open(&s, *state);
    write_articles(&s, 60);
    site_index(&s);
    read_file(s.cache_file, &good);
    for (int round = 0; round < 25; round++) {
        char word[64];
        struct buf bad = {0};
        buf_add_str(&bad, buf_str(&good));
        for (size_t n = 200; n; n--) { /* the head of each page tells most */
            size_t page = number_below(&r, bad.n / 4096) * 4096;
            bad.p[page + (page ? 0 : 100) + number_below(&r, 40)] = (char)next_number(&r);
        }
        remove_file(*state, "cache.db");
        write_file(*state, "cache.db", bad.p, bad.n);
        buf_release(&bad);
        snprintf(word, sizeof word, "round%d", round);
        write_article(&s, "f1/1.md", word);
        site_index(&s);
        rebuilt += s.report.built;
        if (s.report.built) {
            assert_int_equal(s.report.counts.articles, 60);
            assert_int_equal(s.said.notices, 1);
        }
    }
    assert_true(rebuilt > 20);
    buf_release(&good);
    site_close(&s);
}

static void another_set_of_roots_is_another_cache(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "one/a.md", "alpha");
    write_article(&s, "two/b.md", "beta");
    site_index(&s);
    char *one = path_in(s.root, "one");
    s.roots[0] = one;
    site_index(&s);
    assert_true(s.report.built);
    assert_non_null(strstr(s.said.notice, "other content roots"));
    site_expect(&s, "", "id:alpha");
    free(one);
    site_close(&s);
}

static void two_roots_may_hold_the_same_path(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "one/a.md", "alpha");
    write_article(&s, "two/a.md", "beta");
    char *one = path_in(s.root, "one"), *two = path_in(s.root, "two");
    const char *roots[] = {one, two};
    struct index_options o = {.cache_file = s.cache_file, .roots = roots, .root_count = 2, .now = s.now, .hide = HIDE_DEFAULT};
    struct err e;
    assert_well(indexer_run(&o, &s.report, &e), &e);
    site_report(&s, 2, 0, 0, 0);
    write_article(&s, "two/a.md", "changed");
    assert_well(indexer_run(&o, &s.report, &e), &e);
    site_report(&s, 0, 1, 0, 1);
    site_expect(&s, "sort:title", "id:alpha id:changed");
    remove_file(s.root, "one/a.md");
    assert_well(indexer_run(&o, &s.report, &e), &e);
    site_expect(&s, "", "id:changed");
    free(one);
    free(two);
    site_close(&s);
}

static void rebuilds_when_asked(void **state) {
    struct site s;
    struct err e;
    site_open(&s, *state);
    write_articles(&s, 3);
    site_index(&s);
    assert_well(site_try(&s, true, &e), &e);
    assert_true(s.report.built);
    assert_int_equal(s.said.notices, 0);
    site_report(&s, 3, 0, 0, 0);
    site_close(&s);
}

static void says_where_no_cache_can_be(void **state) {
    struct site s;
    struct err e = {0};
    site_open(&s, *state);
    write_articles(&s, 3);
    free(s.cache_file);
    s.cache_file = path_in(*state, "no-folder/cache.db");
    assert_int_equal(site_try(&s, false, &e), -1);
    assert_says(&e, "no-folder");
    site_close(&s);
}

/* What an incremental cache knows is what one made anew knows. */
static void following_is_as_good_as_building(void **state) {
    struct numbers r = {9};
    struct site s, fresh;
    site_open(&s, *state);
    write_articles(&s, 40);
    site_index(&s);
    for (int round = 0; round < 6; round++) {
        for (size_t i = 0; i < 40; i++) {
            char name[64], word[64];
            snprintf(name, sizeof name, "f%zu/%zu.md", i % 7, i);
            snprintf(word, sizeof word, "w%zu", number_below(&r, 30));
            if (one_in(&r, 4)) {
                write_article(&s, name, word);
            } else if (one_in(&r, 6) && file_exists(s.root, name)) {
                remove_file(s.root, name);
            }
        }
        site_index(&s);
        fresh = s;
        fresh.cache_file = path_in(*state, "fresh.db");
        struct err e;
        assert_well(site_try(&fresh, true, &e), &e);
        assert_memory_equal(&fresh.report.counts, &s.report.counts, sizeof s.report.counts);
        for (int word = 0; word < 30; word++) {
            struct arena arena = {0};
            struct query q;
            char text[64];
            int64_t counts[2];
            bool exact;
            snprintf(text, sizeof text, word % 2 ? "w%d" : "tag:w%d", word);
            assert_well(query_parse(str_from(text), QUERY_WRITTEN, &arena, &q, NULL, &e), &e);
            for (int i = 0; i < 2; i++) {
                struct cache *c = cache_open(i ? fresh.cache_file : s.cache_file, CACHE_READ, &e);
                assert_non_null(c);
                assert_well(cache_count(c, &q, 100, &counts[i], &exact, NULL, &e), &e);
                cache_close(c);
            }
            assert_int_equal(counts[0], counts[1]);
            arena_release(&arena);
        }
        free(fresh.cache_file);
    }
    site_close(&s);
}

/* ---- roots ---- */

static void free_roots(char **roots, size_t count) {
    for (size_t i = 0; i < count; i++) {
        free(roots[i]);
    }
    free(roots);
}

static void roots_are_made_one_set(void **state) {
    struct err e;
    char **roots;
    size_t count;
    write_text(*state, "a/x", "");
    write_text(*state, "ab/x", "");
    write_text(*state, "a/in/x", "");
    char *a = path_in(*state, "a"), *ab = path_in(*state, "ab/../ab/"), *in = path_in(*state, "a/in"),
         *file = path_in(*state, "a/x"), *missing = path_in(*state, "missing"), *link = path_in(*state, "link");
    assert_int_equal(symlink(a, link), 0);
    const char *paths[] = {in, ab, a, a, link};
    assert_well(indexer_roots(paths, ARRAY_SIZE(paths), &roots, &count, &e), &e);
    assert_int_equal(count, 2);
    char *real = realpath(a, NULL);
    assert_string_equal(roots[0], real);
    free(real);
    free_roots(roots, count);
    assert_int_equal(indexer_roots((const char *[]){a, file}, 2, &roots, &count, &e), -1);
    assert_says(&e, "not a folder");
    free_roots(roots, count);
    assert_int_equal(indexer_roots((const char *[]){missing}, 1, &roots, &count, &e), -1);
    assert_says(&e, "missing'");
    free_roots(roots, count);
    assert_well(indexer_roots((const char *[]){"/", a}, 2, &roots, &count, &e), &e);
    assert_int_equal(count, 1);
    free_roots(roots, count);
    assert_well(indexer_roots(NULL, 0, &roots, &count, &e), &e);
    assert_int_equal(count, 0);
    free_roots(roots, count);
    free(a);
    free(ab);
    free(in);
    free(file);
    free(missing);
    free(link);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(a_bad_cache_is_said_and_built_again),
        test_in_scratch(damage_ends_in_a_good_cache),
        test_in_scratch(another_set_of_roots_is_another_cache),
        test_in_scratch(two_roots_may_hold_the_same_path),
        test_in_scratch(rebuilds_when_asked),
        test_in_scratch(says_where_no_cache_can_be),
        test_in_scratch(following_is_as_good_as_building),
        test_in_scratch(roots_are_made_one_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
