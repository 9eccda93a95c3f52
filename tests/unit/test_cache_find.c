/* test_cache_find: what a query finds is what an obvious filter finds, on any page, before and after changes. */
#include <stdio.h>

#include "archive.h"
#include "db.h"

enum { ITEMS = 300, QUERIES = 400 };

struct made {
    char *file, *marks_file;
    struct marks *marks;
};

static void build(const char *folder, struct archive *a, size_t count, struct made *made) {
    struct err e;
    made->file = path_in(folder, "cache.db");
    made->marks_file = path_in(folder, "marks.db");
    made->marks = marks_open(made->marks_file, &e);
    assert_non_null(made->marks);
    archive_build(a, made->file, count);
    archive_mark(a, made->marks);
}

static struct cache *open_reading(const struct made *made) {
    struct err e;
    struct cache *c = open_well(made->file, CACHE_READ);
    assert_well(cache_attach_marks(c, made->marks_file, &e), &e);
    return c;
}

static void release(struct made *made) {
    marks_close(made->marks);
    free(made->file);
    free(made->marks_file);
}

static void same_rows(const char *text, const struct rows *rows, const struct item **expected, size_t count) {
    if (rows->count != count) {
        fail_msg("'%s': %zu rows, not %zu", text, rows->count, count);
    }
    for (size_t i = 0; i < count; i++) {
        const struct row *r = &rows->rows[i];
        if (!str_equal(r->key, expected[i]->key) || r->day != expected[i]->day || r->marks != expected[i]->marks) {
            fail_msg("'%s': row %zu is %.*s (day %d, marks %u), not %s (day %d, marks %u)", text, i, (int)r->key.n, r->key.p,
                     r->day, r->marks, expected[i]->key.p, expected[i]->day, expected[i]->marks);
        }
    }
}

/* All pages of one size (0: of any sizes), from either end: each holds what stands there in the whole list. */
static void pages(struct cache *c, struct numbers *r, const char *text, const struct query *q, size_t size, bool backwards,
                  const struct item **expected, size_t count) {
    struct arena arena = {0};
    struct page_request request = {.backwards = backwards};
    size_t passed = 0;
    struct rows rows;
    struct err e;
    do {
        arena_reset(&arena);
        request.limit = size ? size : 1 + number_below(r, 120);
        request.including = passed && one_in(r, 4); /* the last row once more */
        passed -= request.including;
        assert_well(cache_find(c, q, &request, &arena, &rows, &e), &e);
        size_t left = count - passed, want = left < request.limit ? left : request.limit;
        same_rows(text, &rows, expected + (backwards ? left - want : passed), want);
        passed += rows.count;
        request.after = rows.count ? rows.rows[backwards ? 0 : rows.count - 1].id : request.after;
    } while (passed < count || (rows.count && !request.including));
    assert_int_equal(passed, count);
    arena_release(&arena);
}

static void counts_agree(struct cache *c, const char *text, const struct query *q, const struct item **expected, size_t count) {
    struct err e;
    int64_t counted, unread = 0, unread_expected = 0;
    bool exact;
    for (size_t i = 0; i < count; i++) {
        unread_expected += !(expected[i]->marks & ROW_READ);
    }
    assert_well(cache_count(c, q, 2000, &counted, &exact, &unread, &e), &e);
    if ((!exact && count != QUERY_RELEVANT) || counted != (int64_t)count) {
        fail_msg("'%s': counted %lld, not %zu", text, (long long)counted, count);
    }
    if (unread != unread_expected) {
        fail_msg("'%s': %lld unread, not %lld", text, (long long)unread, (long long)unread_expected);
    }
    assert_well(cache_count(c, q, (int64_t)count, &counted, &exact, NULL, &e), &e);
    assert_true(exact && counted == (int64_t)count);
    if (count > 1 && q->count > 1) {
        assert_well(cache_count(c, q, (int64_t)count - 1, &counted, &exact, &unread, &e), &e);
        assert_true(!exact && counted == (int64_t)count - 1 && unread == -1);
    }
}

static size_t check_query_as(struct cache *c, struct archive *a, const char *text, enum query_mode mode, bool all_pages) {
    static const size_t sizes[] = {1, 2, 7, 0, 2000};
    const struct item *expected[ITEMS_MAX];
    struct arena arena = {0};
    struct query q;
    struct err e;
    assert_well(query_parse(str_from(text), mode, &arena, &q, NULL, &e), &e);
    size_t count = archive_filter(a, &q, expected);
    for (size_t i = all_pages ? 0 : 3; i < ARRAY_SIZE(sizes); i++) {
        pages(c, &a->numbers, text, &q, sizes[i], false, expected, count);
        pages(c, &a->numbers, text, &q, sizes[i], true, expected, count);
    }
    counts_agree(c, text, &q, expected, count);
    arena_release(&arena);
    return count;
}

static size_t check_query(struct cache *c, struct archive *a, const char *text, bool all_pages) {
    return check_query_as(c, a, text, QUERY_WRITTEN, all_pages);
}

static void check_random_queries(struct cache *c, struct archive *a, size_t queries) {
    struct buf text = {0};
    size_t with_result = 0;
    for (size_t i = 0; i < queries * longer(); i++) {
        buf_reset(&text);
        archive_random_query(a, &text);
        with_result += check_query(c, a, buf_cstr(&text), i % 32 == 0) > 0;
    }
    assert_true(with_result > queries * longer() / 4); /* or the queries are too narrow to tell anything */
    buf_release(&text);
}

/* While its last word is typed: one or two letters, which are looked for in the texts. These are not weighed. */
static void check_typed_queries(struct cache *c, struct archive *a, size_t queries) {
    static const char *const starts[] = {"", "", "-", "title:", "-title:"};
    struct buf text = {0};
    size_t with_result = 0;
    for (size_t i = 0; i < queries; i++) {
        buf_reset(&text);
        if (one_in(&a->numbers, 2)) {
            archive_random_query(a, &text);
        }
        buf_printf(&text, " %s%c", starts[number_below(&a->numbers, ARRAY_SIZE(starts))],
                   'a' + (int)number_below(&a->numbers, 26));
        if (one_in(&a->numbers, 3)) {
            buf_putc(&text, (char)('a' + number_below(&a->numbers, 26)));
        }
        if (!strstr(buf_cstr(&text), "relevance")) {
            with_result += check_query_as(c, a, buf_cstr(&text), QUERY_TYPING, i % 32 == 0) > 0;
        }
    }
    assert_true(with_result > queries / 8);
    buf_release(&text);
}

static void check_terms(struct cache *c, const struct archive *a) {
    struct arena arena = {0};
    struct err e;
    for (int t = 0; t < TAX_COUNT; t++) {
        struct terms terms;
        assert_well(cache_terms(c, (enum taxonomy)t, 0, 0, &arena, &terms, &e), &e);
        size_t used = 0;
        for (size_t i = 0; i < archive_term_count(); i++) {
            const struct term *term = archive_term(i);
            int64_t count = 0;
            int32_t newest = 0;
            for (size_t j = 0; j < a->count; j++) {
                for (size_t k = 0; a->items[j].present && !a->items[j].hidden && k < a->items[j].term_count; k++) {
                    count += a->items[j].terms[k] == term;
                    newest = a->items[j].terms[k] == term && a->items[j].day > newest ? a->items[j].day : newest;
                }
            }
            used += term->taxonomy == (enum taxonomy)t && count;
            for (size_t j = 0; j < terms.count && term->taxonomy == (enum taxonomy)t; j++) {
                const struct term *said = &terms.terms[j];
                if (str_equal(said->key, term->key) && (said->count != count || said->newest != newest)) {
                    fail_msg("%s '%s': %lld articles, newest %d, not %lld, %d", taxonomies[t].name, term->name.p,
                             (long long)said->count, said->newest, (long long)count, newest);
                }
            }
        }
        assert_int_equal(terms.count, used);
    }
    arena_release(&arena);
}

static void check_counts(struct cache *c, const struct archive *a) {
    struct counts counts, expected = {0};
    struct err e;
    for (size_t i = 0; i < a->count; i++) {
        expected.articles += a->items[i].present && !a->items[i].hidden;
        expected.hidden += a->items[i].present && a->items[i].hidden;
        expected.files += a->items[i].present;
    }
    assert_well(cache_counts(c, &counts, &e), &e);
    assert_int_equal(counts.articles, expected.articles);
    assert_int_equal(counts.hidden, expected.hidden);
    assert_int_equal(counts.files, expected.files);
    assert_int_equal(counts.rejected, 0);
}

/* SQLite's own checks of the tables and of the full-text index, and nothing left behind of what went. */
static void check_integrity(const char *file) {
    struct err e;
    struct db *db = db_open(file, DB_WRITE, &e);
    assert_non_null(db);
    assert_well(db_exec(db, "INSERT INTO words(words, rank) VALUES('integrity-check', 0)", &e), &e);
    struct statement *s = db_prepare(db, "PRAGMA integrity_check");
    assert_true(db_step(s));
    assert_str(column_str(s, 0), "ok");
    db_finalize(s);
    assert_int_equal(db_int(db, "SELECT count(*) FROM article_term WHERE article NOT IN (SELECT id FROM article)"), 0);
    assert_int_equal(db_int(db, "SELECT count(*) FROM document WHERE article NOT IN (SELECT id FROM article)"), 0);
    assert_int_equal(db_int(db, "SELECT count(*) FROM article WHERE file NOT IN (SELECT id FROM file)"), 0);
    assert_int_equal(db_int(db, "SELECT count(*) FROM words WHERE words MATCH 'a OR endofsummary'"),
                     db_int(db, "SELECT count(*) FROM article"));
    db_close(db);
}

static void finds_what_a_filter_finds(void **state) {
    struct archive a;
    struct made made;
    archive_init(&a, 1);
    build(*state, &a, ITEMS, &made);
    struct cache *c = open_reading(&made);
    check_query(c, &a, "", true);
    check_query(c, &a, "sort:oldest", true);
    check_query(c, &a, "is:draft", true);
    check_query(c, &a, "is:draft sort:oldest", true);
    check_random_queries(c, &a, QUERIES);
    check_typed_queries(c, &a, QUERIES);
    check_terms(c, &a);
    check_counts(c, &a);
    cache_close(c);
    check_integrity(made.file);
    archive_release(&a);
    release(&made);
}

static void change_at_random(struct archive *a, struct cache *c) {
    size_t before = a->count;
    for (size_t i = 0; i < before; i++) {
        if (!a->items[i].present) {
            continue;
        }
        if (one_in(&a->numbers, 5)) {
            archive_put(a, i, c);
        } else if (one_in(&a->numbers, 5)) {
            archive_drop(a, i, c);
        }
    }
    for (size_t i = 0; i < 20; i++) {
        archive_put(a, before + i, c);
    }
}

static void finds_the_same_after_changes(void **state) {
    struct archive a;
    struct made made;
    struct err e;
    archive_init(&a, 2);
    build(*state, &a, 150, &made);
    for (int round = 0; round < 4; round++) {
        struct cache *c = open_for_update_well(made.file, CACHE_UPDATE);
        assert_well(cache_begin(c, &e), &e);
        change_at_random(&a, c);
        assert_well(cache_commit(c, &e), &e);
        cache_close(c);
        c = open_reading(&made);
        check_random_queries(c, &a, QUERIES / 4);
        check_terms(c, &a);
        check_counts(c, &a);
        cache_close(c);
        check_integrity(made.file);
    }
    archive_release(&a);
    release(&made);
}

static void check_each_term(struct cache *c, struct archive *a) {
    struct buf text = {0};
    for (size_t i = 0; i < archive_term_count(); i++) {
        const struct term *t = archive_term(i);
        buf_reset(&text);
        buf_printf(&text, "%s:\"%s\"", taxonomies[t->taxonomy].name, strchr(t->label.p, '"') ? t->slug.p : t->label.p);
        check_query(c, a, buf_cstr(&text), false);
        buf_puts(&text, " is:draft");
        check_query(c, a, buf_cstr(&text), false);
    }
    buf_release(&text);
}

/* Most terms lose their last article: what is still known of them must not stand in the way of others. */
static void finds_the_same_when_almost_all_is_gone(void **state) {
    struct archive a;
    struct made made;
    struct err e;
    archive_init(&a, 3);
    build(*state, &a, 12, &made);
    for (size_t gone = 0; gone < 12; gone++) {
        struct cache *c = open_for_update_well(made.file, CACHE_UPDATE);
        assert_well(cache_begin(c, &e), &e);
        archive_drop(&a, gone, c);
        assert_well(cache_commit(c, &e), &e);
        cache_close(c);
        c = open_reading(&made);
        check_each_term(c, &a);
        check_terms(c, &a);
        check_counts(c, &a);
        cache_close(c);
    }
    check_integrity(made.file);
    archive_release(&a);
    release(&made);
}

static void a_rollback_leaves_nothing(void **state) {
    struct archive a, copy;
    struct made made;
    struct err e;
    archive_init(&a, 4);
    build(*state, &a, 40, &made);
    memcpy(&copy, &a, sizeof a);
    struct cache *c = open_for_update_well(made.file, CACHE_UPDATE);
    assert_well(cache_begin(c, &e), &e);
    change_at_random(&copy, c);
    cache_rollback(c);
    /* What was remembered of the terms and days that were rolled back must be forgotten too. */
    a.arena = copy.arena;
    assert_well(cache_begin(c, &e), &e);
    change_at_random(&a, c);
    assert_well(cache_commit(c, &e), &e);
    assert_well(cache_begin(c, &e), &e);
    copy = a;
    change_at_random(&copy, c);
    a.arena = copy.arena;
    cache_close(c); /* not committed */
    c = open_reading(&made);
    check_random_queries(c, &a, QUERIES / 4);
    check_terms(c, &a);
    check_counts(c, &a);
    cache_close(c);
    check_integrity(made.file);
    archive_release(&a);
    release(&made);
}

static void works_without_marks(void **state) {
    struct archive a;
    struct made made;
    archive_init(&a, 5);
    build(*state, &a, 40, &made);
    for (size_t i = 0; i < a.count; i++) {
        a.items[i].marks = 0;
    }
    struct cache *c = open_well(made.file, CACHE_READ);
    check_random_queries(c, &a, QUERIES / 4);
    cache_close(c);
    archive_release(&a);
    release(&made);
}

/* Nothing of a person's is an expression for SQLite or its full-text search. */
static void words_are_never_operators(void **state) {
    static const char *const texts[] = {
        "AND",
        "OR OR",
        "NOT",
        "NEAR",
        "c++",
        "NEAR(home,2)",
        "\"home\" + \"care\"",
        "ti%",
        "_",
        "home' OR 1=1 --",
        "?1",
        "^home",
        "(home",
        "home)",
        "{title} : home",
        "a\\b",
        "topic:\"' OR 1=1 --\"",
        "topic:%",
        "offering:_",
        "\"\\\"",
        "-\"c++\"",
        "\xc2\xbd",
        "\xe2\x91\xa0",
        "\xe3\x8d\xbf",
        "\xf0\x9f\x98\x80",
        "-\xe2\x91\xa0",
        "title:\xc2\xb2 home",
        "\xcc\x81z",
    };
    struct archive a;
    struct made made;
    archive_init(&a, 6);
    build(*state, &a, 30, &made);
    struct cache *c = open_reading(&made);
    struct arena arena = {0};
    for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
        struct page_request request = {.limit = 1000};
        struct query q;
        struct rows rows;
        struct err e;
        int64_t count;
        bool exact;
        if (query_parse(str_from(texts[i]), QUERY_WRITTEN, &arena, &q, NULL, &e) < 0) {
            assert_non_null(strstr(e.text, "no letter or digit"));
            continue;
        }
        assert_well(cache_find(c, &q, &request, &arena, &rows, &e), &e);
        assert_well(cache_count(c, &q, 1000, &count, &exact, NULL, &e), &e);
        assert_int_equal(count, rows.count);
    }
    arena_release(&arena);
    cache_close(c);
    archive_release(&a);
    release(&made);
}

static int give_up(void *context) {
    ++*(int *)context;
    return 1;
}

static void gives_way(void **state) {
    struct archive a;
    struct made made;
    struct arena arena = {0};
    struct page_request request = {.limit = 1000};
    struct query q;
    struct rows rows;
    struct err e = {0};
    int asked = 0;
    archive_init(&a, 7);
    build(*state, &a, ITEMS, &made);
    struct cache *c = open_reading(&made);
    cache_set_interrupt(c, give_up, &asked);
    assert_well(query_parse(STR("-topic:Clinical -zzz*"), QUERY_WRITTEN, &arena, &q, NULL, &e), &e);
    assert_int_equal(cache_find(c, &q, &request, &arena, &rows, &e), -1);
    assert_int_equal(e.code, ERR_INTERRUPTED);
    assert_true(asked > 0);
    cache_set_interrupt(c, NULL, NULL);
    check_query(c, &a, "-topic:Clinical -zzz*", true);
    arena_release(&arena);
    cache_close(c);
    archive_release(&a);
    release(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(finds_what_a_filter_finds),
        test_in_scratch(finds_the_same_after_changes),
        test_in_scratch(finds_the_same_when_almost_all_is_gone),
        test_in_scratch(a_rollback_leaves_nothing),
        test_in_scratch(works_without_marks),
        test_in_scratch(words_are_never_operators),
        test_in_scratch(gives_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
