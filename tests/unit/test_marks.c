/* test_marks: what the reader did is kept, copied once a day, and never lost to anything the program does. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
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

static int64_t position(struct marks *m, const char *key) {
    struct err e;
    int64_t found = -1;
    assert_well(marks_position(m, str_from(key), &found, &e), &e);
    return found;
}

static void keeps_positions(void **state) {
    char *file = path_in(*state, "marks.db");
    struct marks *m = opened(file);
    struct err e;
    set(m, "id:1", MARK_READ, true);
    assert_int_equal(position(m, "id:1"), 0);
    assert_well(marks_set_position(m, STR("id:1"), INT64_MAX, &e), &e);
    assert_well(marks_set_position(m, STR("id:2"), 5, &e), &e);
    marks_close(m);
    m = opened(file);
    assert_true(position(m, "id:1") == INT64_MAX);
    assert_int_equal(position(m, "id:2"), 0); /* it has no row */
    assert_int_equal(bits(m, "id:1"), 1 << MARK_READ);
    set(m, "id:1", MARK_READ, false);
    assert_true(position(m, "id:1") == INT64_MAX);
    assert_well(marks_note_change(m, STR("id:1"), &(struct identity){.key = STR("id:9"), .title = STR("T")}, &e), &e);
    assert_well(marks_apply_changes(m, 7, &e), &e);
    assert_true(position(m, "id:9") == INT64_MAX && position(m, "id:1") == 0);
    marks_close(m);
    free(file);
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
    struct mark_time times[] = {{.key = STR("id:1"), .mark = MARK_READ, .when = 111},
                                {.key = STR("id:2"), .mark = MARK_READ, .when = 222},
                                {.key = STR("id:1"), .mark = MARK_STARRED},
                                {.key = STR("x"), .mark = MARK_QUEUED, .when = 9}};
    struct err e;
    set(m, "id:1", MARK_STARRED, true);
    set(m, "id:2", MARK_READ, true);
    assert_well(marks_swap(m, times, ARRAY_SIZE(times), &e), &e);
    assert_int_equal(bits(m, "id:1"), 1 << MARK_READ);
    assert_int_equal(bits(m, "id:2"), 1 << MARK_READ);
    assert_int_equal(bits(m, "x"), 1 << MARK_QUEUED);
    assert_int_equal(times[0].when, 0);
    assert_int_equal(times[1].when, 1600000000);
    assert_int_equal(times[2].when, 1600000000);
    assert_well(marks_swap(m, times, ARRAY_SIZE(times), &e), &e);
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
    struct mark_time time = {.key = STR("id:1"), .mark = MARK_READ, .when = 111};
    struct err e;
    struct db *other = db_open(file, DB_WRITE, &e);
    assert_well(db_exec(other,
                        "CREATE TRIGGER refuse BEFORE INSERT ON mark WHEN new.key='id:9' BEGIN SELECT raise(ABORT,"
                        " 'no room'); END",
                        &e),
                &e);
    db_close(other);
    struct mark_time many[] = {time, {.key = STR("id:9"), .mark = MARK_READ, .when = 1}};
    assert_int_equal(marks_swap(m, many, ARRAY_SIZE(many), &e), -1);
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
    for (size_t i = 0; i < ARRAY_SIZE(queries); i++) {
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
    assert_true(file_exists(*state, "marks.db.1-day")); /* worth a copy without any mark */
    assert_well(marks_delete_query(m, queries[0].name, &e), &e);
    assert_well(marks_delete_query(m, STR("no such"), &e), &e);
    assert_well(marks_queries(m, &arena, &found, &count, &e), &e);
    assert_int_equal(count, 1);
    assert_true(str_equal(found[0].name, queries[1].name));
    marks_close(m);
    arena_release(&arena);
    free(file);
}

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

/* As version 1 made it; one of its first files has no queries and searches. */
static void write_version_1(const char *file, bool with_queries) {
    struct err e;
    struct db *db = db_open(file, DB_CREATE, &e);
    assert_well(db_exec(db,
                        "CREATE TABLE mark(key TEXT PRIMARY KEY, read INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL"
                        " DEFAULT 0, queued INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
                        "CREATE INDEX mark_starred ON mark(starred) WHERE starred > 0;"
                        "INSERT INTO mark(key, read, starred) VALUES('id:1', 5, 6), ('slug:about', 7, 0), ('path:a.md', 8, 0);"
                        "PRAGMA application_id=1131377997; PRAGMA user_version=1",
                        &e),
                &e);
    if (with_queries) {
        assert_well(db_exec(db,
                            "CREATE TABLE saved(name TEXT PRIMARY KEY, query TEXT NOT NULL);"
                            "INSERT INTO saved VALUES('Z', 'ferry'), ('A', 'topic:x');"
                            "CREATE TABLE searched(text TEXT PRIMARY KEY, time INTEGER NOT NULL, turn INTEGER NOT NULL);"
                            "INSERT INTO searched VALUES('boats', 1, 1)",
                            &e),
                    &e);
    }
    db_close(db);
}

static void use(struct marks *m, const char *name, const char *root) {
    struct err e;
    assert_well(marks_use_archive(m, name, &root, 1, &e), &e);
}

static int find_slugs(void *context, struct str old_key, struct arena *arena, struct identity *now, bool *found,
                      struct err *e) {
    (void)context;
    (void)e;
    *found = !str_starts(old_key, "id:");
    *now = (struct identity){.key = arena_printf(arena, "%.*s//x.md", (int)old_key.n, old_key.p), .title = STR("T"), .day = 3};
    return 0;
}

/* Each archive takes its own over once; the others' stay where they can. */
static void hands_over_marks_of_version_1(void **state) {
    for (int with_queries = 0; with_queries < 2; with_queries++) {
        char *file = path_in(*state, with_queries ? "two.db" : "one.db");
        struct arena arena = {0};
        struct named_query *queries;
        struct err e;
        size_t count;
        int64_t claimed;
        write_version_1(file, with_queries);
        struct marks *m = opened(file);
        assert_int_equal(bits(m, "id:1"), 1 << MARK_READ | 1 << MARK_STARRED);
        use(m, NULL, "/a");
        assert_int_equal(bits(m, "slug:about"), 0);
        for (int again = 0; again < 2; again++) {
            assert_well(marks_claim(m, find_slugs, NULL, &claimed, &e), &e);
            assert_int_equal(claimed, again ? 0 : 2);
            assert_int_equal(bits(m, "slug:about//x.md"), 1 << MARK_READ);
            assert_int_equal(bits(m, "id:1//x.md"), 0);
            assert_well(marks_queries(m, &arena, &queries, &count, &e), &e);
            assert_int_equal(count, with_queries ? 2 : 0);
            assert_true(!count || str_is(queries[0].name, "Z"));
            set(m, "slug:about//x.md", MARK_READ, again > 0);
            set(m, "slug:about//x.md", MARK_READ, true);
        }
        use(m, NULL, "/b"); /* another archive has articles of these names, too */
        assert_well(marks_claim(m, find_slugs, NULL, &claimed, &e), &e);
        assert_int_equal(claimed, 2);
        marks_close(m);
        arena_release(&arena);
        free(file);
    }
}

/* ---- archives ---- */

static void archives_share_nothing(void **state) {
    char *file = path_in(*state, "marks.db");
    struct named_query q = {.name = STR("Mine"), .text = STR("ferry")}, *queries;
    struct arena arena = {0};
    struct str *searches;
    struct err e;
    size_t count;
    struct marks *m = opened(file);
    use(m, NULL, "/a");
    set(m, "slug:about//about.md", MARK_READ, true);
    assert_well(marks_save_query(m, &q, &e), &e);
    assert_well(marks_remember_search(m, STR("boats"), 1, &e), &e);
    use(m, NULL, "/b");
    assert_int_equal(bits(m, "slug:about//about.md"), 0);
    assert_well(marks_queries(m, &arena, &queries, &count, &e), &e);
    assert_int_equal(count, 0);
    assert_well(marks_searches(m, &arena, &searches, &count, &e), &e);
    assert_int_equal(count, 0);
    set(m, "slug:about//about.md", MARK_STARRED, true);
    assert_well(marks_delete_query(m, q.name, &e), &e);
    use(m, NULL, "/a");
    assert_int_equal(bits(m, "slug:about//about.md"), 1 << MARK_READ);
    assert_well(marks_queries(m, &arena, &queries, &count, &e), &e);
    assert_int_equal(count, 1);
    marks_close(m);
    arena_release(&arena);
    free(file);
}

/* "/a" with "/b" is another set than either, and than a folder whose name holds both. */
static void an_archive_is_a_set_of_roots(void **state) {
    char *file = path_in(*state, "marks.db");
    const char *both[] = {"/a", "/b"};
    struct err e;
    struct marks *m = opened(file);
    use(m, NULL, "/a");
    set(m, "k", MARK_READ, true);
    assert_well(marks_use_archive(m, NULL, both, 2, &e), &e);
    assert_int_equal(bits(m, "k"), 0);
    set(m, "k", MARK_STARRED, true);
    use(m, NULL, "/a\n/b");
    assert_int_equal(bits(m, "k"), 0);
    assert_well(marks_use_archive(m, NULL, both, 2, &e), &e);
    assert_int_equal(bits(m, "k"), 1 << MARK_STARRED);
    marks_close(m);
    free(file);
}

static void a_name_is_stronger_than_a_place(void **state) {
    char *file = path_in(*state, "marks.db");
    struct marks *m = opened(file);
    use(m, NULL, "/a");
    set(m, "k", MARK_READ, true);
    use(m, "work", "/a"); /* it is given a name */
    assert_int_equal(bits(m, "k"), 1 << MARK_READ);
    use(m, "work", "/elsewhere"); /* it is moved */
    assert_int_equal(bits(m, "k"), 1 << MARK_READ);
    use(m, "home", "/a"); /* another one stands there now */
    assert_int_equal(bits(m, "k"), 0);
    use(m, NULL, "/elsewhere"); /* the name was taken out of the configuration */
    assert_int_equal(bits(m, "k"), 1 << MARK_READ);
    marks_close(m);
    free(file);
}

static void adopts_an_archive(void **state) {
    char *file = path_in(*state, "marks.db");
    const struct identity sample[] = {{STR("id:1//a.md"), STR("A"), 1}, {STR("id:2//b.md"), STR("B"), 2}};
    struct arena arena = {0};
    struct other_archive *others;
    struct err e;
    size_t count;
    struct marks *m = opened(file);
    use(m, NULL, "/old");
    assert_false(marks_have_sample(m));
    assert_well(marks_keep_sample(m, sample, ARRAY_SIZE(sample), &e), &e);
    assert_true(marks_have_sample(m));
    set(m, "id:1//a.md", MARK_READ, true);
    set(m, "id:2//b.md", MARK_STARRED, true);
    use(m, NULL, "/new");
    set(m, "id:2//b.md", MARK_QUEUED, true);
    assert_well(marks_other_archives(m, &arena, &others, &count, &e), &e);
    assert_int_equal(count, 1);
    assert_int_equal(others[0].count, 2);
    assert_int_equal(others[0].root_count, 1);
    assert_str(others[0].roots[0].path, "/old");
    assert_str(others[0].sample[1].title, "B");
    assert_well(marks_adopt(m, others[0].id, &e), &e);
    assert_int_equal(bits(m, "id:1//a.md"), 1 << MARK_READ);
    assert_int_equal(bits(m, "id:2//b.md"), 1 << MARK_STARRED | 1 << MARK_QUEUED);
    assert_well(marks_other_archives(m, &arena, &others, &count, &e), &e);
    assert_int_equal(count, 0);
    use(m, NULL, "/old"); /* is known as the same by now */
    assert_int_equal(bits(m, "id:1//a.md"), 1 << MARK_READ);
    marks_close(m);
    arena_release(&arena);
    free(file);
}

/* ---- keys that change ---- */

static void change(struct marks *m, const char *old_key, const char *key, const char *title) {
    struct err e;
    struct identity now = {.key = str_from(key), .title = str_from(title), .day = 5};
    assert_well(marks_note_change(m, str_from(old_key), &now, &e), &e);
}

static int count_strays(void *context, const struct identity *marked, bool stray, struct err *e) {
    (void)marked;
    (void)e;
    *(int *)context += stray;
    return 0;
}

static void keys_change_together(void **state) {
    char *file = path_in(*state, "marks.db");
    struct err e;
    int strays = 0;
    struct marks *m = opened(file);
    use(m, NULL, "/a");
    set(m, "path://a.md", MARK_READ, true);
    set(m, "path://b.md", MARK_STARRED, true);
    set(m, "path://c.md", MARK_QUEUED, true);
    set(m, "path://d.md", MARK_READ, true);
    set(m, "path://e.md", MARK_STARRED, true);
    change(m, "path://a.md", "path://b.md", "A"); /* two files exchange their names */
    change(m, "path://b.md", "path://a.md", "B");
    change(m, "path://c.md", "", "");             /* gone */
    change(m, "path://d.md", "path://e.md", "D"); /* what is there already stays */
    change(m, "path://no-mark.md", "path://x.md", "X");
    assert_int_equal(bits(m, "path://a.md"), 1 << MARK_READ); /* not before all is told */
    assert_well(marks_apply_changes(m, 9, &e), &e);
    assert_int_equal(bits(m, "path://a.md"), 1 << MARK_STARRED);
    assert_int_equal(bits(m, "path://b.md"), 1 << MARK_READ);
    assert_int_equal(bits(m, "path://c.md"), 1 << MARK_QUEUED);
    assert_int_equal(bits(m, "path://d.md"), 0);
    assert_int_equal(bits(m, "path://e.md"), 1 << MARK_READ | 1 << MARK_STARRED);
    assert_int_equal(bits(m, "path://x.md"), 0);
    assert_well(marks_walk(m, true, 100, count_strays, &strays, &e), &e);
    assert_int_equal(strays, 1);
    assert_int_equal(marks_count(m), 4);
    set(m, "path://c.md", MARK_QUEUED, true); /* it is there again */
    strays = 0;
    assert_well(marks_walk(m, true, 100, count_strays, &strays, &e), &e);
    assert_int_equal(strays, 0);
    marks_close(m);
    free(file);
}

static void sees_what_others_mark(void **state) {
    char *file = path_in(*state, "marks.db");
    struct marks *one = opened(file), *two = opened(file);
    assert_false(marks_changed(one));
    set(one, "k", MARK_READ, true);
    assert_false(marks_changed(one)); /* its own */
    assert_true(marks_changed(two));
    assert_false(marks_changed(two));
    marks_close(one);
    marks_close(two);
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
    db_finalize(s);
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
    assert_says(&e, "the file is unchanged");
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
    refuses(file, "another program");
    remove_file(*state, "marks.db");
    marks_close(opened(file));
    db = db_open(file, DB_WRITE, &e);
    assert_well(db_exec(db, "PRAGMA user_version=4", &e), &e);
    db_close(db);
    refuses(file, "newer version");
    assert_false(file_exists(*state, "marks.db.1-day"));
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

static void make_old(const char *file, int days) {
    struct timespec times[2] = {{.tv_sec = time(NULL) - days * 86400 - 60}, {.tv_sec = time(NULL) - days * 86400 - 60}};
    assert_int_equal(utimensat(0, file, times, 0), 0);
}

/* A day's copy becomes that of two days, of a week and of a month, each when the one before it is old enough. */
static void keeps_copies_of_several_days(void **state) {
    static const char *const names[] = {"marks.db.1-day", "marks.db.2-days", "marks.db.7-days", "marks.db.30-days"};
    char *file = path_in(*state, "marks.db"), *copies[4];
    for (int i = 0; i < 4; i++) {
        copies[i] = path_in(*state, names[i]);
    }
    struct marks *m = opened(file);
    assert_false(file_exists(*state, names[0])); /* nothing to copy */
    marks_close(m);
    int seen = 0;
    for (int day = 0; day < 80; day++) {
        char key[16];
        for (int i = 0; i < 4 && day; i++) { /* time goes by */
            struct stat status;
            if (stat(copies[i], &status) == 0) {
                make_old(copies[i], (int)((time(NULL) - status.st_mtime) / 86400) + 1);
            }
        }
        m = opened(file);
        snprintf(key, sizeof key, "id:%d", day);
        set(m, key, MARK_READ, true);
        marks_close(m);
        marks_close(opened(file)); /* not twice a day */
        seen = day;
    }
    assert_int_equal(marks_in(copies[0]), seen);
    assert_in_range(marks_in(copies[1]), seen - 4, seen - 1);
    assert_in_range(marks_in(copies[2]), seen - 12, seen - 2);
    assert_in_range(marks_in(copies[3]), seen - 46, seen - 7);
    write_text(*state, "marks.db.copying", "what a copy that was killed has left");
    make_old(copies[0], 1);
    marks_close(opened(file));
    assert_int_equal(marks_in(copies[0]), seen + 1);
    assert_false(file_exists(*state, "marks.db.copying"));
    for (int i = 0; i < 4; i++) {
        free(copies[i]);
    }
    free(file);
}

static void set_many(struct marks *m, int count, bool on) {
    struct mark_time times[100] = {0};
    struct arena arena = {0};
    struct err e;
    for (int i = 0; i < count; i++) {
        times[i] =
            (struct mark_time){.key = arena_printf(&arena, "id:%d", i), .mark = MARK_READ, .when = on, .title = STR("T")};
    }
    assert_well(marks_swap(m, times, (size_t)count, &e), &e);
    arena_release(&arena);
}

static void a_copy_is_not_replaced_by_one_that_lost_most(void **state) {
    char *file = path_in(*state, "marks.db"), *copy = path_in(*state, "marks.db.1-day");
    struct err e;
    struct marks *m = opened(file);
    set_many(m, 100, true);
    marks_close(m);
    marks_close(opened(file));
    assert_int_equal(marks_in(copy), 100);
    make_old(copy, 3);
    struct db *db = db_open(file, DB_WRITE, &e);
    assert_well(db_exec(db, "DELETE FROM mark WHERE key > 'id:4'", &e), &e);
    db_close(db);
    marks_close(opened(file));
    assert_int_equal(marks_in(copy), 100);
    free(file);
    free(copy);
}

/* What became of it, how it is, what is said. */
static void the_newest_good_copy_takes_the_place(void **state) {
    static const struct {
        const char *bytes, *says;
        size_t n;
    } losses[] = {{NULL, "missing", 0},
                  {"", "empty", 0},
                  {"no database any more: a text that is longer than a header would be, which is a hundred bytes, so all of it",
                   "damaged", 107}};
    for (size_t i = 0; i < ARRAY_SIZE(losses); i++) {
        char *file = path_in(*state, "marks.db"), *week = path_in(*state, "marks.db.7-days");
        struct marks *m = opened(file);
        set_many(m, 10, true);
        marks_close(m);
        marks_close(opened(file));
        assert_int_equal(rename(file, week), 0); /* an older one, of more marks */
        make_old(week, 7);
        write_text(*state, "marks.db.2-days", "no good copy");
        if (losses[i].bytes) {
            write_file(*state, "marks.db", losses[i].bytes, losses[i].n);
        }
        write_text(*state, "marks.db-journal", "of the lost file");
        m = opened(file);
        assert_non_null(memmem(marks_notice(m).p, marks_notice(m).n, losses[i].says, strlen(losses[i].says)));
        assert_int_equal(bits(m, "id:3"), 1 << MARK_READ);
        assert_int_equal(file_exists(*state, "marks.db.bad-1"), losses[i].bytes != NULL);
        marks_close(m);
        m = opened(file);
        assert_int_equal(marks_notice(m).n, 0); /* once */
        marks_close(m);
        remove_file(*state, "marks.db");
        remove_file(*state, "marks.db.1-day");
        remove_file(*state, "marks.db.2-days");
        remove_file(*state, "marks.db.7-days");
        if (losses[i].bytes) {
            remove_file(*state, "marks.db.bad-1");
        }
        free(file);
        free(week);
    }
}

static int64_t last_visit(struct marks *m, int64_t now) {
    struct err e;
    int64_t time;
    assert_well(marks_last_visit(m, now, &time, &e), &e);
    return time;
}

static void end_visit(struct marks *m, int64_t now) {
    struct err e;
    assert_well(marks_end_visit(m, now, last_visit(m, now), &e), &e);
}

static void remembers_the_last_visit(void **state) {
    enum { BEGIN = 1600000000, HALF_AN_HOUR = 1800 };
    char *file = path_in(*state, "marks.db");
    struct marks *m = opened(file);
    assert_int_equal(last_visit(m, BEGIN), 0);
    end_visit(m, BEGIN);
    assert_int_equal(last_visit(m, BEGIN + HALF_AN_HOUR - 1), 0);
    assert_int_equal(last_visit(m, BEGIN + HALF_AN_HOUR), BEGIN);
    end_visit(m, BEGIN + 9000);
    end_visit(m, BEGIN + 9100); /* closed, opened and closed again: one visit */
    marks_close(m);
    m = opened(file);
    assert_int_equal(last_visit(m, BEGIN + 9200), BEGIN);
    assert_int_equal(last_visit(m, BEGIN + 19000), BEGIN + 9100);
    marks_close(m);
    free(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(keeps_marks),
        test_in_scratch(remembers_the_last_visit),
        test_in_scratch(keeps_positions),
        test_in_scratch(exchanges_many_at_once),
        test_in_scratch(exchanges_all_or_none),
        test_in_scratch(keeps_queries),
        test_in_scratch(remembers_searches),
        test_in_scratch(hands_over_marks_of_version_1),
        test_in_scratch(archives_share_nothing),
        test_in_scratch(an_archive_is_a_set_of_roots),
        test_in_scratch(a_name_is_stronger_than_a_place),
        test_in_scratch(adopts_an_archive),
        test_in_scratch(keys_change_together),
        test_in_scratch(sees_what_others_mark),
        test_in_scratch(writes_all_the_way_to_disk),
        test_in_scratch(a_kill_loses_nothing_that_was_set),
        test_in_scratch(two_may_have_it_open),
        test_in_scratch(leaves_alone_what_it_does_not_know),
        test_in_scratch(damage_is_told_and_left),
        test_in_scratch(keeps_copies_of_several_days),
        test_in_scratch(a_copy_is_not_replaced_by_one_that_lost_most),
        test_in_scratch(the_newest_good_copy_takes_the_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
