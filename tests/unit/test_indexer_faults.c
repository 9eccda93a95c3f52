/* test_indexer_faults: when a call of the database, or of reading folders, fails in the middle of a run, the run says so, the
 * cache is one of before or of after, and the next run makes it good. */
#include <errno.h>

#include "faults.h"
#include "site.h"

enum { IO_ERROR = 10 /* SQLite's */, POINTS = 40 };

static void change(struct site *s) {
    write_article(s, "a.md", "a");
    write_article(s, "c/c.md", "c");
    remove_file(s->root, "b.md");
    write_article(s, "new.md", "new");
}

static void put_back(struct site *s, const struct buf *cache) {
    remove_file(s->root, "new.md");
    write_article(s, "b.md", "b");
    write_file(s->root, "../cache.db", cache->p, cache->n);
}

static size_t articles(struct site *s, const char *word) {
    struct arena arena = {0};
    struct page_request request = {.limit = 10};
    struct query q;
    struct rows rows;
    struct err e = {0};
    struct cache *c = cache_open(s->cache_file, CACHE_READ, &e);
    assert_non_null(c);
    assert_well(query_parse(str_from(word), QUERY_WRITTEN, &arena, &q, NULL, &e), &e);
    assert_well(cache_find(c, &q, &request, &arena, &rows, &e), &e);
    cache_close(c);
    arena_release(&arena);
    return rows.count;
}

/* Returns how many calls there were. */
static long run_failing(struct site *s, const char *call, int error, bool rebuild, long at, bool on) {
    struct err e = {0};
    faults_begin(call, FAULTS_HERE, at, on, error);
    int result = site_try(s, rebuild, &e);
    long count = faults_end();
    bool before = articles(s, "b") == 1 && articles(s, "new") == 0, after = articles(s, "b") == 0 && articles(s, "new") == 1;
    bool left = articles(s, "a") == 1 && articles(s, "c") == 1 && articles(s, "d") == 1; /* whatever else could be read */
    bool told = result < 0 ? (before || after) && e.text[0] : after || s->report.unreadable > 0;
    if (!told || !left || (!before && !after && s->report.unreadable == 0)) {
        fail_msg("%s %ld failing: %d '%s', before %d, after %d", call, at, result, e.text, before, after);
    }
    site_index(s);
    assert_int_equal(articles(s, ""), 4);
    assert_int_equal(articles(s, "b"), 0);
    return count;
}

static void sweep(struct site *s, const struct buf *cache, const char *call, int error, bool rebuild) {
    long count = run_failing(s, call, error, rebuild, 0, false);
    assert_true(count > 0);
    for (long i = 0, at = 1; at <= count; at += count / POINTS + 1, i++) {
        put_back(s, cache);
        change(s);
        run_failing(s, call, error, rebuild, at, i % 4 == 3);
    }
    put_back(s, cache);
    change(s);
}

static void a_failure_costs_no_article(void **state) {
    struct site s;
    struct buf cache = {0};
    site_open(&s, *state);
    write_article(&s, "a.md", "a");
    write_article(&s, "b.md", "b");
    write_article(&s, "c/c.md", "c");
    write_article(&s, "d.md", "d");
    site_index(&s);
    read_file(s.cache_file, &cache);
    change(&s);
    sweep(&s, &cache, "sqlite", IO_ERROR, false);
    sweep(&s, &cache, "sqlite", IO_ERROR, true);
    sweep(&s, &cache, "readdir", EIO, false);
    sweep(&s, &cache, "openat", EACCES, false);
    sweep(&s, &cache, "fdopendir", ENOMEM, false);
    buf_release(&cache);
    site_close(&s);
}

int main(void) {
    faults_sync_nothing();
    const struct CMUnitTest tests[] = {
        test_in_scratch(a_failure_costs_no_article),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
