/* test_cache_damage: whatever bytes stand in a cache, it is a message and not a crash; and nothing in it acts. */
#include <stdio.h>

#include "archive.h"
#include "db.h"
#include "text.h"

enum { ITEMS = 60 };

static char *build(const char *folder, size_t count) {
    struct archive a;
    char *file = path_in(folder, "cache.db");
    archive_init(&a, 11);
    archive_build(&a, file, count);
    archive_release(&a);
    return file;
}

static void note_id(void *context, const struct known_file *f) {
    *(int64_t *)context = f->id;
}

static void read_all(struct cache *c) {
    struct arena arena = {0};
    struct page_request request = {.limit = 200};
    struct file_problem *problems;
    struct rows rows = {0};
    struct query q = {0}, words;
    struct counts counts;
    struct terms terms;
    struct article article;
    struct doc doc;
    struct err e;
    size_t count;
    cache_counts(c, &counts, &e);
    cache_problems(c, SEVERITY_NOTE, 100, &arena, &problems, &count, &e);
    if (query_parse(STR("home -zzz topic:clinical"), QUERY_WRITTEN, &arena, &words, NULL, &e) == 0) {
        cache_find(c, &words, &request, &arena, &rows, &e);
    }
    cache_find(c, &q, &request, &arena, &rows, &e);
    for (size_t i = 0; i < rows.count && i < 20; i++) {
        cache_article(c, rows.rows[i].id, &arena, &article, &e);
        cache_document(c, rows.rows[i].id, &arena, &doc, &e);
        struct related_rows related;
        cache_related(c, rows.rows[i].id, 10, &arena, &related, &e);
    }
    for (int t = 0; t < TAX_COUNT; t++) {
        cache_terms(c, (enum taxonomy)t, 0, 0, &arena, &terms, &e);
        for (size_t i = 0; i < terms.count && i < 5; i++) {
            struct query of_term = query_term((enum taxonomy)t, terms.terms[i].key, &arena);
            struct facet_counts facets = {.wanted = COUNT_TERMS | COUNT_TAXONOMIES | COUNT_AUTHORITIES};
            cache_count_facets(c, &of_term, 100, &facets, &e);
            facet_counts_release(&facets);
        }
    }
    arena_release(&arena);
}

static void write_a_little(struct cache *c) {
    struct arena arena = {0};
    struct term term = *archive_term(0);
    struct article a = {.key = STR("id:9999"), .title = STR("new"), .terms = &term, .term_count = 1};
    struct content_row row = {.path = STR("new.md"), .stamp = {1, 1, 1}, .article = &a};
    struct err e;
    int64_t id = 0;
    if (cache_known_files(c, note_id, &id, &e) == 0 && cache_begin(c, &e) == 0) {
        bool well = cache_put(c, &row, &e) == 0 && cache_drop(c, id, &e) == 0 && cache_commit(c, &e) == 0;
        if (!well) {
            cache_rollback(c);
        }
    }
    arena_release(&arena);
}

/* Whatever stands in the file: a message, never a crash. */
static void damage_is_told(void **state) {
    struct numbers r = {77};
    struct buf good = {0};
    struct err e;
    char *file = build(*state, ITEMS);
    size_t opened = 0;
    read_file(file, &good);
    for (int round = 0; round < 150; round++) {
        struct buf bad = {0};
        buf_add_str(&bad, buf_str(&good));
        for (size_t n = 1 + number_below(&r, 40); n; n--) {
            bad.p[(round % 3 ? 100 : 0) + number_below(&r, bad.n - 100)] = (char)next_number(&r);
        }
        bad.n = one_in(&r, 8) ? number_below(&r, bad.n) : bad.n;
        write_file(*state, "cache.db", bad.p, bad.n);
        buf_release(&bad);
        struct cache *c = cache_open(file, CACHE_READ, &e);
        if (c) {
            opened++;
            read_all(c);
            cache_close(c);
        }
        c = cache_open_for_update(file, CACHE_UPDATE, &e);
        if (c) {
            write_a_little(c);
            cache_close(c);
        }
        remove(file);
        char *log = path_in(*state, "cache.db-wal");
        remove(log);
        free(log);
    }
    assert_true(opened > 50);
    buf_release(&good);
    free(file);
}

/* A cache that somebody else has made does nothing of his. */
static void nothing_in_the_file_acts(void **state) {
    struct err e;
    char *file = build(*state, 5);
    struct db *db = db_open(file, DB_CREATE, &e);
    assert_well(db_exec(db,
                        "CREATE TRIGGER t AFTER DELETE ON file BEGIN DELETE FROM article; END;"
                        "ALTER TABLE term RENAME TO term2; CREATE VIEW term AS SELECT * FROM term2;",
                        &e),
                &e);
    db_close(db);
    struct cache *c = open_for_update_well(file, CACHE_UPDATE);
    struct arena arena = {0};
    struct terms terms;
    struct counts counts;
    int64_t id = 0;
    assert_int_equal(cache_terms(c, TAX_TOPIC, 0, 0, &arena, &terms, &e), -1); /* a view */
    assert_well(cache_known_files(c, note_id, &id, &e), &e);
    cache_counts(c, &counts, &e);
    assert_int_equal(counts.files, 5);
    cache_close(c);
    db = db_open(file, DB_WRITE, &e);
    assert_well(db_exec(db, "DELETE FROM file WHERE id=1", &e), &e);
    assert_int_equal(db_int(db, "SELECT count(*) FROM article"), 5); /* no trigger */
    db_close(db);
    arena_release(&arena);
    free(file);
}

/* A term whose number is damaged would take an array of as many places. */
static void a_term_beyond_all_is_damage(void **state) {
    static const struct {
        const char *number;
        bool good;
    } cases[] = {{"500000", true}, {"20000000", false}, {"200000000", false}, {"4000000000000", false}, {"-5", true}};
    struct err e;
    char *file = build(*state, 20);
    struct query q = {0};
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        char sql[100];
        struct facet_counts facets = {.wanted = COUNT_TERMS | COUNT_TAXONOMIES | COUNT_AUTHORITIES};
        snprintf(sql, sizeof sql, "UPDATE term SET id=%s WHERE id=(SELECT max(id) FROM term)", cases[i].number);
        struct db *db = db_open(file, DB_CREATE, &e);
        assert_well(db_exec(db, sql, &e), &e);
        db_close(db);
        struct cache *c = open_well(file, CACHE_READ);
        e = (struct err){0};
        assert_int_equal(cache_count_facets(c, &q, 100, &facets, &e), cases[i].good ? 0 : -1);
        assert_int_equal(e.code, cases[i].good ? ERR_NONE : ERR_CORRUPT);
        facet_counts_release(&facets);
        cache_close(c);
    }
    free(file);
}

/* What would act on a terminal is written over a text of the file. */
static void plant(const char *folder, const char *file, const char *text) {
    struct buf bytes = {0};
    size_t found = 0, n = strlen(text);
    read_file(file, &bytes);
    for (size_t i = 0; i + n <= bytes.n; i++) {
        if (!memcmp(bytes.p + i, text, n)) {
            memcpy(bytes.p + i, "\033[m\xff\x07", 5);
            found++;
        }
    }
    assert_true(found);
    write_file(folder, "cache.db", bytes.p, bytes.n);
    buf_release(&bytes);
}

/* `courant list` writes titles to a terminal as they come from the cache. */
static void what_is_read_is_clean(void **state) {
    struct err e;
    char *file = build(*state, 20);
    struct page_request request = {.limit = 20};
    struct arena arena = {0};
    struct query q = {0};
    struct terms terms;
    struct rows rows;
    struct article article;
    plant(*state, file, "telehealth");
    plant(*state, file, "Clinical AI");
    struct cache *c = open_well(file, CACHE_READ);
    assert_well(cache_find(c, &q, &request, &arena, &rows, &e), &e);
    size_t planted = 0;
    for (size_t i = 0; i < rows.count; i++) {
        assert_true(text_is_clean(rows.rows[i].title));
        planted += memmem(rows.rows[i].title.p, rows.rows[i].title.n, "[m", 2) != NULL;
        assert_well(cache_article(c, rows.rows[i].id, &arena, &article, &e), &e);
        assert_true(text_is_clean(article.title) && text_is_clean(article.summary));
    }
    assert_true(planted > 0);
    assert_well(cache_terms(c, TAX_TOPIC, 0, 0, &arena, &terms, &e), &e);
    for (size_t i = 0; i < terms.count; i++) {
        assert_true(text_is_clean(terms.terms[i].label) && text_is_clean(terms.terms[i].name));
    }
    cache_close(c);
    arena_release(&arena);
    free(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(damage_is_told),
        test_in_scratch(nothing_in_the_file_acts),
        test_in_scratch(what_is_read_is_clean),
        test_in_scratch(a_term_beyond_all_is_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
