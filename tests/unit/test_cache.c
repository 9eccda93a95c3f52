/* test_cache: opening and refusing, building beside, one writer and many readers. */
#include <sys/stat.h>
#include <unistd.h>

#include "archive.h"
#include "cache_private.h"
#include "db.h"

static char *build(const char *folder, size_t count) {
    struct archive a;
    char *file = path_in(folder, "cache.db");
    archive_init(&a, 11);
    archive_build(&a, file, count);
    archive_release(&a);
    return file;
}

typedef struct cache *opening(const char *file, struct err *e);

static struct cache *open_to_read(const char *file, struct err *e) {
    return cache_open(file, CACHE_READ, e);
}

static struct cache *open_to_watch(const char *file, struct err *e) {
    return cache_open(file, CACHE_WATCH, e);
}

static struct cache *open_to_update(const char *file, struct err *e) {
    return cache_open_for_update(file, CACHE_UPDATE, e);
}

static void refused(const char *file, opening *open, enum err_code code, const char *part) {
    struct err e = {0};
    struct cache *c = open(file, &e);
    assert_null(c);
    if (e.code != code) {
        fail_msg("code %d: %s", e.code, e.text);
    }
    assert_says(&e, part);
}

/* ---- opening ---- */

static void says_what_is_no_cache(void **state) {
    static opening *const ways[] = {open_to_read, open_to_watch, open_to_update};
    struct err e;
    for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
        char *file = path_in(*state, "not-there.db");
        refused(file, ways[i], ERR_MISSING, "not-there.db");
        free(file);
        write_text(*state, "text.db",
                   "this is no database, and it is longer than the head of one: "
                   "0123456789012345678901234567890123456789012345678901234567890123456789");
        file = path_in(*state, "text.db");
        refused(file, ways[i], ERR_CORRUPT, "text.db");
        free(file);
        write_text(*state, "empty.db", "");
        file = path_in(*state, "empty.db");
        refused(file, ways[i], ERR_CORRUPT, "empty.db");
        free(file);
        file = path_in(*state, "foreign.db");
        struct db *db = db_open(file, DB_CREATE, &e);
        assert_well(db_exec(db, "CREATE TABLE IF NOT EXISTS article(id)", &e), &e);
        db_close(db);
        refused(file, ways[i], ERR_CORRUPT, "is not a Courant cache");
        free(file);
    }
}

static void says_what_is_of_another_version(void **state) {
    char *file = build(*state, 3);
    struct err e;
    struct db *db = db_open(file, DB_WRITE, &e);
    int64_t version = db_int(db, "PRAGMA user_version");
    assert_int_not_equal(version, 0);
    assert_well(db_exec(db, "PRAGMA user_version=12345", &e), &e);
    db_close(db);
    refused(file, open_to_read, ERR_CORRUPT, "another version");
    refused(file, open_to_update, ERR_CORRUPT, "another version");
    free(file);
}

static void a_folder_is_no_cache(void **state) {
    struct err e = {0};
    assert_null(cache_open(*state, CACHE_READ, &e));
    assert_true(e.code == ERR_OTHER || e.code == ERR_CORRUPT);
    assert_null(cache_open_for_update(*state, CACHE_UPDATE, &e));
}

static void a_name_is_only_a_name(void **state) {
    static const char *const names[] = {"a?mode=memory", "a#b",         "50%41.db", "with blank",
                                        "caf\xc3\xa9",   "line\nbreak", "file:x"};
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        struct archive a;
        struct err e;
        struct counts counts;
        char *file = path_in(*state, names[i]);
        archive_init(&a, 1);
        archive_build(&a, file, 2);
        assert_true(file_exists(*state, names[i]));
        struct cache *c = open_well(file, CACHE_READ);
        assert_well(cache_counts(c, &counts, &e), &e);
        assert_int_equal(counts.files, 2);
        cache_close(c);
        archive_release(&a);
        free(file);
    }
}

/* ---- building beside ---- */

static void a_build_shows_when_it_is_published(void **state) {
    struct archive a;
    struct err e;
    struct counts counts;
    char *file = build(*state, 3);
    archive_init(&a, 12);
    struct cache *old = open_well(file, CACHE_READ), *watched = open_well(file, CACHE_WATCH);
    struct cache *c = open_for_update_well(file, CACHE_BUILD);
    assert_well(cache_begin(c, &e), &e);
    for (size_t i = 0; i < 7; i++) {
        archive_put(&a, i, c);
    }
    assert_well(cache_commit(c, &e), &e);
    assert_false(cache_is_stale(old));
    assert_well(cache_counts(watched, &counts, &e), &e);
    assert_int_equal(counts.files, 3); /* while there is an old one, it is what is watched */
    assert_well(cache_finish(c, NULL, NULL, &e), &e);
    assert_well(cache_publish(c, &e), &e);
    assert_true(cache_is_stale(old) && cache_is_stale(watched));
    assert_well(cache_counts(old, &counts, &e), &e);
    assert_int_equal(counts.files, 3); /* who has the old one open keeps it */
    cache_close(old);
    cache_close(watched);
    c = open_well(file, CACHE_READ);
    assert_false(cache_is_stale(c));
    assert_well(cache_counts(c, &counts, &e), &e);
    assert_int_equal(counts.files, 7);
    cache_close(c);
    assert_false(file_exists(*state, "cache.db.building"));
    assert_false(file_exists(*state, "cache.db-wal"));
    archive_release(&a);
    free(file);
}

static void a_first_build_can_be_watched(void **state) {
    struct archive a;
    struct err e;
    struct counts counts;
    char *file = path_in(*state, "cache.db");
    archive_init(&a, 13);
    struct cache *c = open_for_update_well(file, CACHE_BUILD);
    assert_well(cache_begin(c, &e), &e);
    archive_put(&a, 0, c);
    assert_well(cache_commit(c, &e), &e);
    refused(file, open_to_read, ERR_MISSING, "cache.db");
    struct cache *watched = open_well(file, CACHE_WATCH);
    assert_well(cache_counts(watched, &counts, &e), &e);
    assert_int_equal(counts.files, 1);
    assert_false(cache_is_stale(watched));
    assert_well(cache_finish(c, NULL, NULL, &e), &e);
    assert_well(cache_publish(c, &e), &e);
    cache_close(watched);
    archive_release(&a);
    free(file);
}

static void a_build_that_was_given_up_leaves_the_old_one(void **state) {
    struct archive a;
    struct err e;
    struct counts counts;
    char *file = build(*state, 3);
    archive_init(&a, 14);
    for (int round = 0; round < 2; round++) { /* the second begins beside what the first has left */
        struct cache *c = open_for_update_well(file, CACHE_BUILD);
        assert_well(cache_begin(c, &e), &e);
        archive_put(&a, (size_t)round, c);
        cache_close(c);
        c = open_well(file, CACHE_READ);
        assert_well(cache_counts(c, &counts, &e), &e);
        assert_int_equal(counts.files, 3);
        cache_close(c);
    }
    archive_release(&a);
    free(file);
}

/* A log that was written for another database must not be played into the new one. */
static void a_log_of_the_old_one_goes_with_it(void **state) {
    struct archive a;
    struct err e;
    char *file = build(*state, 3), *log = path_in(*state, "cache.db-wal"), *copy = path_in(*state, "copy");
    archive_init(&a, 15);
    struct cache *c = open_for_update_well(file, CACHE_UPDATE);
    assert_well(cache_begin(c, &e), &e);
    archive_put(&a, 0, c);
    assert_well(cache_commit(c, &e), &e);
    struct buf bytes = {0};
    read_file(log, &bytes);
    assert_true(bytes.n > 0);
    cache_close(c);
    write_file(*state, "cache.db-wal", bytes.p, bytes.n);
    write_file(*state, "cache.db-journal", bytes.p, bytes.n);
    free(build(*state, 5));
    assert_false(file_exists(*state, "cache.db-wal"));
    assert_false(file_exists(*state, "cache.db-journal"));
    c = open_well(file, CACHE_READ);
    struct counts counts;
    assert_well(cache_counts(c, &counts, &e), &e);
    assert_int_equal(counts.files, 5);
    cache_close(c);
    buf_release(&bytes);
    archive_release(&a);
    free(file);
    free(log);
    free(copy);
}

static void one_indexer_at_a_time(void **state) {
    struct err e = {0};
    char *file = path_in(*state, "cache.db");
    int first = cache_lock(file, false, &e);
    assert_true(first >= 0);
    assert_int_equal(cache_lock(file, false, &e), -1);
    assert_int_equal(e.code, ERR_BUSY);
    assert_says(&e, "another index run");
    close(first);
    int second = cache_lock(file, true, &e);
    assert_true(second >= 0);
    close(second);
    char *nowhere = path_in(*state, "no-folder/cache.db");
    assert_int_equal(cache_lock(nowhere, true, &e), -1);
    assert_int_equal(e.code, ERR_OTHER);
    assert_null(cache_open_for_update(nowhere, CACHE_BUILD, &e));
    free(nowhere);
    free(file);
}

static void a_reader_sees_one_state_while_it_is_written(void **state) {
    struct archive a;
    struct err e;
    struct counts before, during, after;
    char *file = path_in(*state, "cache.db");
    archive_init(&a, 16);
    archive_build(&a, file, 10);
    struct cache *writer = open_for_update_well(file, CACHE_UPDATE), *reader = open_well(file, CACHE_READ);
    assert_well(cache_counts(reader, &before, &e), &e);
    assert_well(cache_begin(writer, &e), &e);
    archive_put(&a, 10, writer);
    archive_drop(&a, 1, writer);
    archive_drop(&a, 2, writer);
    assert_well(cache_counts(reader, &during, &e), &e);
    assert_memory_equal(&before, &during, sizeof before);
    assert_well(cache_commit(writer, &e), &e);
    assert_well(cache_counts(reader, &after, &e), &e);
    assert_int_equal(after.files, 9);
    cache_close(writer);
    cache_close(reader);
    archive_release(&a);
    free(file);
}

static void a_read_only_cache_can_be_read(void **state) {
    struct err e;
    struct counts counts;
    char *file = build(*state, 5);
    struct cache *c = open_for_update_well(file, CACHE_UPDATE); /* makes it one with a log */
    cache_close(c);
    chmod(file, 0400);
    chmod(*state, 0500);
    if (!obey_permissions(true)) {
        skip();
    }
    c = cache_open(file, CACHE_READ, &e);
    if (c) {
        assert_well(cache_counts(c, &counts, &e), &e);
        cache_close(c);
    }
    struct cache *written = cache_open_for_update(file, CACHE_UPDATE, NULL);
    int begun = written ? cache_begin(written, &e) : -1;
    cache_close(written);
    int lock = cache_lock(file, true, NULL);
    obey_permissions(false);
    chmod(*state, 0700);
    if (!c) {
        fail_msg("%s", e.text);
    }
    assert_int_equal(counts.files, 5);
    assert_int_equal(begun, -1);
    assert_int_equal(lock, -1);
    free(file);
}

/* A statement that failed before a row is put makes the putting fail, and is not forgotten on the way. */
static void a_failure_sticks_until_it_is_told(void **state) {
    struct err e = {0};
    char *file = path_in(*state, "cache.db");
    struct article a = {.title = STR("A"), .key = STR("id:1")};
    struct content_row row = {.path = STR("a.md"), .article = &a, .document = STR_NONE};
    struct cache *c = open_for_update_well(file, CACHE_BUILD);
    assert_well(cache_begin(c, &e), &e);
    db_run(db_cached(c->db, "SELECT x FROM nowhere"));
    assert_int_equal(cache_put(c, &row, &e), -1);
    assert_says(&e, "nowhere");
    cache_rollback(c);
    cache_close(c);
    free(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(says_what_is_no_cache),
        test_in_scratch(says_what_is_of_another_version),
        test_in_scratch(a_folder_is_no_cache),
        test_in_scratch(a_name_is_only_a_name),
        test_in_scratch(a_build_shows_when_it_is_published),
        test_in_scratch(a_first_build_can_be_watched),
        test_in_scratch(a_build_that_was_given_up_leaves_the_old_one),
        test_in_scratch(a_log_of_the_old_one_goes_with_it),
        test_in_scratch(one_indexer_at_a_time),
        test_in_scratch(a_reader_sees_one_state_while_it_is_written),
        test_in_scratch(a_read_only_cache_can_be_read),
        test_in_scratch(a_failure_sticks_until_it_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
