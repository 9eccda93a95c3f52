/* test_marks: what the reader did is kept, copied once a day, and never lost to anything the program does. */
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "db.h"
#include "marks.h"
#include "support.h"

static struct marks *opened(const char *file) {
    struct err e = {0};
    struct marks *m = marks_open(file, &e);
    if (!m) {
        fail_msg("%s", e.text);
    }
    return m;
}

static unsigned bits(struct marks *m, const char *key) {
    unsigned found = 99;
    struct err e;
    assert_well(marks_get(m, str_from(key), &found, &e), &e);
    return found;
}

static void set(struct marks *m, const char *key, enum mark mark, bool on) {
    struct err e;
    assert_well(marks_set(m, str_from(key), mark, on, 1600000000, &e), &e);
}

static void keeps_marks(void **state) {
    char *file = path_in(*state, "marks.db");
    struct marks *m = opened(file);
    assert_string_equal(marks_file(m), file);
    assert_int_equal(bits(m, "id:1"), 0);
    set(m, "id:1", MARK_READ, true);
    set(m, "id:1", MARK_STARRED, true);
    set(m, "slug:\xe6\x97\xa5 'x'", MARK_QUEUED, true);
    set(m, "id:2", MARK_READ, false);
    for (int round = 0; round < 2; round++) {
        assert_int_equal(bits(m, "id:1"), 1 << MARK_READ | 1 << MARK_STARRED);
        assert_int_equal(bits(m, "slug:\xe6\x97\xa5 'x'"), 1 << MARK_QUEUED);
        assert_int_equal(bits(m, "id:2"), 0);
        assert_int_equal(bits(m, "id:"), 0);
        marks_close(m);
        m = opened(file);
    }
    set(m, "id:1", MARK_READ, false);
    assert_int_equal(bits(m, "id:1"), 1 << MARK_STARRED);
    set(m, "id:1", MARK_STARRED, false);
    assert_int_equal(bits(m, "id:1"), 0);
    marks_close(m);
    marks_close(NULL);
    free(file);
}

/* The same exchange again is the way back, to the very times. */
static void exchanges_many_at_once(void **state) {
    char *file = path_in(*state, "marks.db");
    struct marks *m = opened(file);
    struct mark_time times[] = {{STR("id:1"), MARK_READ, 111},
                                {STR("id:2"), MARK_READ, 222},
                                {STR("id:1"), MARK_STARRED, 0},
                                {STR("x"), MARK_QUEUED, 9}};
    struct err e;
    set(m, "id:1", MARK_STARRED, true);
    set(m, "id:2", MARK_READ, true);
    assert_well(marks_swap(m, times, LENGTH(times), &e), &e);
    assert_int_equal(bits(m, "id:1"), 1 << MARK_READ);
    assert_int_equal(bits(m, "id:2"), 1 << MARK_READ);
    assert_int_equal(bits(m, "x"), 1 << MARK_QUEUED);
    assert_int_equal(times[0].when, 0);
    assert_int_equal(times[1].when, 1600000000);
    assert_int_equal(times[2].when, 1600000000);
    assert_well(marks_swap(m, times, LENGTH(times), &e), &e);
    assert_int_equal(bits(m, "id:1"), 1 << MARK_STARRED);
    assert_int_equal(bits(m, "id:2"), 1 << MARK_READ);
    assert_int_equal(bits(m, "x"), 0);
    assert_int_equal(times[1].when, 222);
    assert_well(marks_swap(m, times, 0, &e), &e);
    marks_close(m);
    free(file);
}

/* One of them cannot be set: none is, and what was given is as it was. */
static void exchanges_all_or_none(void **state) {
    char *file = path_in(*state, "marks.db");
    struct marks *m = opened(file);
    struct mark_time time = {STR("id:1"), MARK_READ, 111};
    struct err e;
    struct db *other = db_open(file, DB_WRITE, &e);
    assert_well(db_exec(other,
                        "CREATE TRIGGER refuse BEFORE INSERT ON mark WHEN new.key='id:9' BEGIN SELECT raise(ABORT,"
                        " 'no room'); END",
                        &e),
                &e);
    db_close(other);
    struct mark_time many[] = {time, {STR("id:9"), MARK_READ, 1}};
    assert_int_equal(marks_swap(m, many, LENGTH(many), &e), -1);
    assert_says(&e, "no room");
    assert_int_equal(many[0].when, 111);
    assert_int_equal(bits(m, "id:1"), 0);
    assert_well(marks_swap(m, &time, 1, &e), &e);
    assert_int_equal(bits(m, "id:1"), 1 << MARK_READ);
    marks_close(m);
    free(file);
}

static void keeps_queries(void **state) {
    char *file = path_in(*state, "marks.db");
    struct named_query queries[] = {{.name = STR("Ferries; DROP TABLE mark"), .text = STR("ferr* -\"it's\"")},
                                    {.name = STR("\xe6\x97\xa5"), .text = STR("")}};
    struct arena arena = {0};
    struct named_query *found;
    struct str text;
    struct err e;
    size_t count;
    bool is_there;
    struct marks *m = opened(file);
    for (size_t i = 0; i < LENGTH(queries); i++) {
        assert_well(marks_save_query(m, &queries[i], &e), &e);
    }
    queries[0].text = STR("other");
    assert_well(marks_save_query(m, &queries[0], &e), &e); /* in the place of the one before */
    assert_well(marks_query(m, queries[0].name, &arena, &text, &is_there, &e), &e);
    assert_true(is_there && str_is(text, "other"));
    assert_well(marks_query(m, STR("no such"), &arena, &text, &is_there, &e), &e);
    assert_false(is_there);
    marks_close(m);
    m = opened(file);
    assert_well(marks_queries(m, &arena, &found, &count, &e), &e);
    assert_int_equal(count, 2);
    for (size_t i = 0; i < count; i++) {
        assert_true(str_equal(found[i].name, queries[i].name) && str_equal(found[i].text, queries[i].text));
    }
    assert_true(file_exists(*state, "marks.db.bak")); /* worth a copy without any mark */
    assert_well(marks_delete_query(m, queries[0].name, &e), &e);
    assert_well(marks_delete_query(m, STR("no such"), &e), &e);
    assert_well(marks_queries(m, &arena, &found, &count, &e), &e);
    assert_int_equal(count, 1);
    assert_true(str_equal(found[0].name, queries[1].name));
    marks_close(m);
    arena_release(&arena);
    free(file);
}

/* A file of an earlier version has no table of queries. */
/* The latest first, each once, and no more than are kept; also when the file is opened again. */
static void remembers_searches(void **state) {
    char *file = path_in(*state, "marks.db");
    struct arena arena = {0};
    struct str *texts;
    struct err e;
    size_t count;
    struct marks *m = opened(file);
    for (int i = 0; i < SEARCHES_MAX + 20; i++) {
        assert_well(marks_remember_search(m, arena_printf(&arena, "search '%d", i), 7, &e), &e);
    }
    assert_well(marks_remember_search(m, STR("search '50"), 7, &e), &e);
    marks_close(m);
    m = opened(file);
    assert_well(marks_searches(m, &arena, &texts, &count, &e), &e);
    assert_int_equal(count, SEARCHES_MAX);
    assert_str(texts[0], "search '50");
    for (int i = 1, n = SEARCHES_MAX + 19; i < SEARCHES_MAX; i++, n--) {
        n -= n == 50;
        assert_true(str_equal(texts[i], arena_printf(&arena, "search '%d", n)));
    }
    marks_close(m);
    arena_release(&arena);
    free(file);
}

static void makes_room_for_queries(void **state) {
    char *file = path_in(*state, "marks.db");
    struct arena arena = {0};
    struct named_query *found;
    struct err e;
    size_t count;
    struct marks *m = opened(file);
    set(m, "id:1", MARK_STARRED, true);
    marks_close(m);
    struct db *db = db_open(file, DB_WRITE, &e);
    assert_well(db_exec(db, "DROP TABLE saved", &e), &e);
    db_close(db);
    m = opened(file);
    assert_well(marks_queries(m, &arena, &found, &count, &e), &e);
    assert_int_equal(count, 0);
    assert_int_equal(bits(m, "id:1"), 1 << MARK_STARRED);
    marks_close(m);
    arena_release(&arena);
    free(file);
}

static void writes_all_the_way_to_disk(void **state) {
    struct err e;
    char *file = path_in(*state, "marks.db");
    marks_close(opened(file));
    struct db *db = db_open(file, DB_WRITE, &e);
    struct statement *s = db_prepare(db, "PRAGMA journal_mode");
    assert_true(db_step(s));
    assert_str(column_str(s, 0), "delete");
    db_finish(s);
    db_close(db);
    assert_false(file_exists(*state, "marks.db-journal") || file_exists(*state, "marks.db-wal"));
    free(file);
}

/* Each call has ended on disk: what a killed process had set is there. */
static void a_kill_loses_nothing_that_was_set(void **state) {
    char *file = path_in(*state, "marks.db");
    for (int round = 0; round < 5; round++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        pid_t pid = fork();
        if (pid == 0) {
            struct marks *m = marks_open(file, NULL);
            for (int i = 0; m && i < 100000; i++) {
                char key[64];
                int n = snprintf(key, sizeof key, "id:%d-%d", round, i);
                if (marks_set(m, str_from(key), MARK_READ, true, 1, NULL) < 0 || write(ends[1], key, (size_t)n + 1) < 0) {
                    _exit(1);
                }
            }
            _exit(0);
        }
        close(ends[1]);
        size_t n = 0;
        for (char c; n < 20 && read(ends[0], &c, 1) == 1;) { /* some were set: kill it in the middle of the next */
            n += c == '\0';
        }
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        for (char c; read(ends[0], &c, 1) == 1;) {
            n += c == '\0';
        }
        close(ends[0]);
        struct marks *m = opened(file);
        assert_true(n >= 20);
        for (size_t i = 0; i < n; i++) {
            char key[64];
            snprintf(key, sizeof key, "id:%d-%zu", round, i);
            assert_int_equal(bits(m, key), 1 << MARK_READ);
        }
        marks_close(m);
    }
    free(file);
}

static void two_may_have_it_open(void **state) {
    char *file = path_in(*state, "marks.db");
    struct marks *one = opened(file), *two = opened(file);
    for (int i = 0; i < 20; i++) {
        char key[64];
        snprintf(key, sizeof key, "id:%d", i);
        set(i % 2 ? one : two, key, MARK_READ, true);
        assert_int_equal(bits(i % 2 ? two : one, key), 1 << MARK_READ);
    }
    marks_close(one);
    marks_close(two);
    free(file);
}

static void refuses(const char *file, const char *says) {
    struct buf before = {0}, after = {0};
    struct err e = {0};
    read_file(file, &before);
    assert_null(marks_open(file, &e));
    assert_says(&e, says);
    assert_says(&e, "left as they are");
    read_file(file, &after);
    assert_true(str_equal(buf_str(&before), buf_str(&after)));
    buf_release(&before);
    buf_release(&after);
}

static void leaves_alone_what_it_does_not_know(void **state) {
    struct err e;
    char *file = path_in(*state, "marks.db");
    write_text(*state, "marks.db",
               "no database, but a text that somebody has put here and wants to find again tomorrow. "
               "0123456789 0123456789 0123456789");
    refuses(file, "not a database");
    remove_file(*state, "marks.db");
    struct db *db = db_open(file, DB_CREATE, &e);
    assert_well(db_exec(db, "CREATE TABLE mark(key)", &e), &e);
    db_close(db);
    refuses(file, "another program's");
    remove_file(*state, "marks.db");
    marks_close(opened(file));
    db = db_open(file, DB_WRITE, &e);
    assert_well(db_exec(db, "PRAGMA user_version=2", &e), &e);
    db_close(db);
    refuses(file, "newer version");
    assert_false(file_exists(*state, "marks.db.bak"));
    char *nowhere = path_in(*state, "no-folder/marks.db");
    assert_null(marks_open(nowhere, &e));
    assert_says(&e, "no-folder");
    free(nowhere);
    free(file);
}

static void damage_is_told_and_left(void **state) {
    struct buf good = {0};
    struct err e;
    struct numbers r = {3};
    char *file = path_in(*state, "marks.db");
    struct marks *m = opened(file);
    for (int i = 0; i < 300; i++) {
        char key[64];
        snprintf(key, sizeof key, "slug:some-longer-name-%d", i);
        set(m, key, MARK_READ, true);
    }
    marks_close(m);
    read_file(file, &good);
    for (int round = 0; round < 40; round++) {
        struct buf bad = {0};
        unsigned found;
        buf_add_str(&bad, buf_str(&good));
        for (int n = 0; n < 60; n++) {
            bad.p[100 + number_below(&r, bad.n - 100)] = (char)next_number(&r);
        }
        write_file(*state, "marks.db", bad.p, bad.n);
        m = marks_open(file, &e);
        for (int i = 0; m && i < 300; i += 50) {
            char key[64];
            snprintf(key, sizeof key, "slug:some-longer-name-%d", i);
            marks_get(m, str_from(key), &found, &e);
        }
        marks_close(m);
        buf_release(&bad);
    }
    buf_release(&good);
    free(file);
}

static int64_t marks_in(const char *file) {
    struct err e = {0};
    struct db *db = db_open(file, DB_READ, &e);
    if (!db) {
        fail_msg("%s", e.text);
    }
    int64_t n = db_int(db, "SELECT count(*) FROM mark WHERE read > 0");
    db_close(db);
    return n;
}

static void keeps_a_daily_copy(void **state) {
    char *file = path_in(*state, "marks.db"), *copy = path_in(*state, "marks.db.bak");
    struct marks *m = opened(file);
    assert_false(file_exists(*state, "marks.db.bak")); /* nothing to copy */
    set(m, "id:1", MARK_READ, true);
    marks_close(m);
    m = opened(file);
    assert_int_equal(marks_in(copy), 1);
    set(m, "id:2", MARK_READ, true);
    marks_close(m);
    marks_close(opened(file));
    assert_int_equal(marks_in(copy), 1); /* not twice a day */
    struct timespec long_ago[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
    assert_int_equal(utimensat(0, copy, long_ago, 0), 0);
    write_text(*state, "marks.db.bak.new", "what a copy that was killed has left");
    marks_close(opened(file));
    assert_int_equal(marks_in(copy), 2);
    assert_false(file_exists(*state, "marks.db.bak.new"));
    free(file);
    free(copy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(keeps_marks),
        test_in_scratch(exchanges_many_at_once),
        test_in_scratch(exchanges_all_or_none),
        test_in_scratch(keeps_queries),
        test_in_scratch(remembers_searches),
        test_in_scratch(makes_room_for_queries),
        test_in_scratch(writes_all_the_way_to_disk),
        test_in_scratch(a_kill_loses_nothing_that_was_set),
        test_in_scratch(two_may_have_it_open),
        test_in_scratch(leaves_alone_what_it_does_not_know),
        test_in_scratch(damage_is_told_and_left),
        test_in_scratch(keeps_a_daily_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
