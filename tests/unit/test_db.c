/* test_db: errors that stick, statements that are kept, files that are not trusted, words of every script. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db.h"
#include "support.h"

static struct db *made(const char *folder, const char *sql) {
    struct err e = {0};
    char *file = path_in(folder, "a.db");
    struct db *db = db_open(file, DB_CREATE, &e);
    if (!db || db_exec(db, sql, &e) < 0) {
        fail_msg("%s", e.text);
    }
    free(file);
    return db;
}

static void keeps_values(void **state) {
    struct err e;
    struct db *db = made(*state, "CREATE TABLE t(a, b, c, d)");
    struct statement *s = db_cached(db, "INSERT INTO t VALUES(?,?,?,?)");
    bind_int(s, 1, INT64_MIN);
    bind_str(s, 2, (struct str){"a\0b", 3});
    bind_blob(s, 3, STR("\xff\x00"));
    db_run(s);
    bind_int(s, 1, 2);
    bind_str(s, 2, (struct str){NULL, 0});
    bind_blob(s, 3, (struct str){NULL, 0});
    db_run(s); /* what was bound is gone after a run: the fourth is null */
    s = db_cached(db, "SELECT a, b, c, d, length(b), typeof(c) FROM t ORDER BY a");
    assert_true(db_step(s));
    assert_true(column_int(s, 0) == INT64_MIN);
    assert_int_equal(column_str(s, 1).n, 3);
    assert_memory_equal(column_str(s, 1).p, "a\0b", 3);
    assert_memory_equal(column_str(s, 2).p, "\xff\x00", 2);
    assert_true(column_is_null(s, 3) && !column_is_null(s, 2));
    assert_int_equal(column_str(s, 3).n, 0);
    assert_non_null(column_str(s, 3).p);
    assert_true(db_step(s));
    assert_int_equal(column_int(s, 4), 0);
    assert_false(column_is_null(s, 1));
    assert_false(db_step(s));
    db_reset(s);
    assert_int_equal(db_int(db, "SELECT count(*) FROM t"), 2);
    assert_int_equal(db_int(db, "SELECT a FROM t WHERE 0"), 0);
    assert_well(db_check(db, &e), &e);
    db_close(db);
    db_close(NULL);
}

static void statements_are_kept(void **state) {
    struct err e;
    struct db *db = made(*state, "CREATE TABLE t(a); INSERT INTO t VALUES(1),(2),(3)");
    struct statement *first = db_cached(db, "SELECT a FROM t WHERE a>?");
    bind_int(first, 1, 1);
    assert_true(db_step(first));
    char other[] = "SELECT a FROM t WHERE a>?";
    struct statement *second = db_cached(db, other); /* the same text: the same one, reset */
    assert_ptr_equal(first, second);
    memset(other, 'x', 5);         /* the text need not stay */
    assert_false(db_step(second)); /* and nothing is bound any more */
    for (int i = 0; i < 100; i++) {
        char sql[64];
        snprintf(sql, sizeof sql, "SELECT %d", i);
        assert_int_equal(db_int(db, sql), i);
    }
    assert_ptr_equal(db_cached(db, "SELECT a FROM t WHERE a>?"), first);
    assert_well(db_check(db, &e), &e);
    db_close(db);
}

static void the_first_error_sticks(void **state) {
    struct err e = {0};
    struct db *db = made(*state, "CREATE TABLE t(a INTEGER NOT NULL)");
    assert_false(db_failed(db));
    struct statement *bad = db_cached(db, "SELECT x FROM nowhere");
    assert_true(db_failed(db));
    assert_false(db_step(bad));
    bind_int(bad, 1, 1);
    db_reset(bad);
    db_run(db_cached(db, "INSERT INTO t VALUES(1)")); /* nothing runs any more */
    db_run(db_cached(db, "INSERT INTO t VALUES(NULL)"));
    assert_int_equal(db_int(db, "SELECT 7"), 0);
    assert_int_equal(db_check(db, &e), -1);
    assert_says(&e, "nowhere");
    assert_says(&e, "a.db");
    assert_int_equal(e.code, ERR_CORRUPT); /* the program's own statements name tables that should be there */
    assert_false(db_failed(db));
    assert_int_equal(db_check(db, &e), 0); /* told once */
    assert_int_equal(db_int(db, "SELECT count(*) FROM t"), 0);
    db_run(db_cached(db, "INSERT INTO t VALUES(NULL)"));
    assert_int_equal(db_check(db, NULL), -1);
    assert_int_equal(db_exec(db, "nonsense", &e), -1);
    assert_says(&e, "nonsense");
    struct statement *s = db_prepare(db, "SELECT 1");
    assert_true(db_step(s));
    db_finalize(s);
    db_close(db);
}

/* Of several failures the first is told: the others may be of its making. */
static void later_errors_are_not_told(void **state) {
    struct err e = {0};
    struct db *db = made(*state, "CREATE TABLE t(a)");
    struct statement *s = db_cached(db, "SELECT ?");
    bind_int(s, 5, 1); /* there is no such parameter */
    assert_true(db_failed(db));
    db_cached(db, "SELECT x FROM nowhere");
    assert_int_equal(db_check(db, &e), -1);
    assert_null(strstr(e.text, "nowhere"));
    db_close(db);
}

/* What was read between hold and let go is of one moment, whatever others write. */
static void what_is_held_stays(void **state) {
    struct err e = {0};
    char *file = path_in(*state, "a.db");
    struct db *writer = made(*state, "PRAGMA journal_mode=WAL; CREATE TABLE t(a); INSERT INTO t VALUES(1)");
    struct db *reader = db_open(file, DB_READ, &e);
    static const char count[] = "SELECT count(*) FROM t";
    db_begin_read(reader);
    assert_int_equal(db_int(reader, count), 1);
    assert_well(db_exec(writer, "INSERT INTO t VALUES(2)", &e), &e);
    assert_int_equal(db_int(reader, count), 1);
    db_end_read(reader);
    assert_int_equal(db_int(reader, count), 2);
    db_end_read(reader); /* nothing is held */
    assert_well(db_check(reader, &e), &e);
    assert_well(db_exec(writer, "BEGIN; INSERT INTO t VALUES(3)", &e), &e);
    db_begin_read(writer); /* the transaction holds already, and is not ended here */
    db_end_read(writer);
    assert_well(db_exec(writer, "ROLLBACK", &e), &e);
    assert_int_equal(db_int(writer, count), 2);
    db_close(reader);
    db_close(writer);
    free(file);
}

/* Rows that nobody wants, of statements such as a PRAGMA. */
static void runs_past_rows(void **state) {
    struct err e = {0};
    struct db *db = made(*state, "CREATE TABLE t(a)");
    db_run(db_cached(db, "INSERT INTO t VALUES(1),(2),(3) RETURNING a"));
    assert_well(db_check(db, &e), &e);
    assert_int_equal(db_int(db, "SELECT count(*) FROM t"), 3);
    db_close(db);
}

static void functions_take_anything(void **state) {
    struct err e = {0};
    struct db *db = made(*state, "CREATE TABLE t(a)");
    static const struct {
        const char *sql, *value;
    } cases[] = {
        {"SELECT file_name('news/a.md')", "a.md"},
        {"SELECT file_name('a.md')", "a.md"},
        {"SELECT file_name('news/')", ""},
        {"SELECT file_name('')", ""},
        {"SELECT file_name(NULL)", ""},
        {"SELECT fold(NULL)", ""},
        {"SELECT fold('')", ""},
        {"SELECT fold('CAF\xc3\x89')", "cafe"},
        {"SELECT fold(17)", "17"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct statement *s = db_cached(db, cases[i].sql);
        assert_true(db_step(s));
        assert_str(column_str(s, 0), cases[i].value);
        db_reset(s);
    }
    assert_well(db_check(db, &e), &e);
    db_close(db);
}

static void opens_what_it_should(void **state) {
    struct err e = {0};
    char *missing = path_in(*state, "missing.db"), *file = path_in(*state, "a.db");
    assert_null(db_open(missing, DB_READ, &e));
    assert_says(&e, "missing.db");
    assert_null(db_open(missing, DB_WRITE, &e));
    assert_false(file_exists(*state, "missing.db"));
    assert_null(db_open(missing, DB_READ, NULL));
    db_close(made(*state, "CREATE TABLE t(a); INSERT INTO t VALUES(1)"));
    struct db *db = db_open(file, DB_READ, &e);
    assert_non_null(db);
    assert_int_equal(db_int(db, "SELECT a FROM t"), 1);
    assert_int_equal(db_exec(db, "INSERT INTO t VALUES(2)", &e), -1);
    db_close(db);
    db = db_open(file, DB_WRITE, &e);
    assert_well(db_exec(db, "INSERT INTO t VALUES(2)", &e), &e);
    db_close(db);
    write_text(*state, "text.db",
               "this is a text and no database, whatever its name may say about it. 0123456789 0123456789"
               " 0123456789 0123456789");
    char *text = path_in(*state, "text.db");
    assert_null(db_open(text, DB_READ, &e));
    assert_int_equal(e.code, ERR_CORRUPT);
    assert_null(db_open(text, DB_CREATE, &e));
    assert_int_equal(e.code, ERR_CORRUPT);
    free(missing);
    free(file);
    free(text);
}

static void two_writers_wait_and_say_so(void **state) {
    struct err e = {0};
    char *file = path_in(*state, "a.db");
    struct db *one = made(*state, "PRAGMA journal_mode=DELETE; CREATE TABLE t(a)"), *two = db_open(file, DB_READ, &e);
    assert_well(db_exec(one, "BEGIN EXCLUSIVE", &e), &e);
    assert_int_equal(db_int(two, "SELECT count(*) FROM t"), 0);
    assert_int_equal(db_check(two, &e), -1);
    assert_int_equal(e.code, ERR_BUSY);
    assert_well(db_exec(one, "COMMIT", &e), &e);
    assert_int_equal(db_int(two, "SELECT count(*) FROM t"), 0);
    assert_well(db_check(two, &e), &e);
    db_close(one);
    db_close(two);
    free(file);
}

/* A database with a log on a file system that cannot be written. */
static void reads_where_nothing_can_be_written(void **state) {
    struct err e = {0};
    char *file = path_in(*state, "a.db");
    db_close(made(*state, "PRAGMA journal_mode=WAL; CREATE TABLE t(a); INSERT INTO t VALUES(7)"));
    chmod(file, 0400);
    chmod(*state, 0500);
    if (!obey_permissions(true)) {
        skip();
    }
    struct db *db = db_open(file, DB_READ, &e);
    int64_t value = db ? db_int(db, "SELECT a FROM t") : -1;
    db_close(db);
    struct db *none = db_open(file, DB_CREATE, NULL);
    int written = none ? db_exec(none, "INSERT INTO t VALUES(8)", NULL) : -1;
    db_close(none);
    obey_permissions(false);
    chmod(*state, 0700);
    assert_int_equal(value, 7);
    assert_int_equal(written, -1);
    free(file);
}

static int after_some(void *context) {
    return --*(int *)context < 0;
}

static void gives_way(void **state) {
    static const char slow[] =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<100000000) SELECT max(i) FROM n";
    struct err e = {0};
    struct db *db = made(*state, "CREATE TABLE t(a)");
    int asks = 10;
    db_set_interrupt(db, after_some, &asks);
    assert_int_equal(db_int(db, slow), 0);
    assert_int_equal(db_check(db, &e), -1);
    assert_int_equal(e.code, ERR_INTERRUPTED);
    db_set_interrupt(db, NULL, NULL);
    assert_int_equal(
        db_int(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<100000) SELECT max(i) FROM n"),
        100000);
    assert_well(db_check(db, &e), &e);
    db_close(db);
}

/* ---- words ---- */

static bool finds(struct db *db, const char *match) {
    struct statement *s = db_cached(db, "SELECT 1 FROM w WHERE w MATCH ?");
    struct err e;
    bind_str(s, 1, str_from(match));
    bool found = db_step(s);
    db_reset(s);
    assert_well(db_check(db, &e), &e);
    return found;
}

static void finds_words_of_every_script(void **state) {
    static const char text[] =
        "Caf\xc3\xa9 M\xc3\xbcnchen na\xc3\xafve AI\xe8\xa8\xba\xe6\x96\xad"                     /* AI診断 */
        " \xe6\x9d\xb1\xe4\xba\xac\xe3\x81\xae\xe7\x97\x85\xe9\x99\xa2 "                         /* 東京の病院 */
        "\xed\x95\x9c\xea\xb5\xad\xec\x96\xb4 \xd0\x9c\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0 " /* 한국어 Москва */
        "\xf0\xa0\xae\xb7\xe9\x87\x8e \xf0\x9f\x98\x80 \xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 x\xe6\xbc\xa2y" /* 𠮷野 😀 سلام x漢y */
        " z\xe3\x87\xb0\xe3\x87\xbfz z\xe3\x90\x80z z\xef\xa4\x80z z\xef\xbd\xb6z"; /* zㇰㇿz z㐀z z豈z zｶz */
    static const char *const found[] = {
        "cafe",
        "\"CAF\xc3\x89\"",
        "munchen",
        "\"AI\xe8\xa8\xba\xe6\x96\xad\"",
        "ai",
        "\"\xe8\xa8\xba\xe6\x96\xad\"",
        "\"\xe6\x96\xad\"",
        "\"\xe7\x97\x85\xe9\x99\xa2\"",
        "\"\xe4\xba\xac\xe3\x81\xae\"",
        "\"\xe6\x9d\xb1\" *",
        "\"\xea\xb5\xad\"",
        "\"\xd0\xbc\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0\"",
        "\"\xd0\x9c\xd0\xbe\xd1\x81\" *",
        "\"\xf0\xa0\xae\xb7\"",
        "\"\xe9\x87\x8e\"",
        "\"\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85\"",
        "x",
        "\"x\xe6\xbc\xa2y\"",
        "y",
        /* small kana, rare and compatibility ideographs, halfwidth kana */
        "\"\xe3\x87\xb0\"",
        "\"\xe3\x87\xbf\"",
        "\"\xe3\x90\x80\"",
        "\"\xef\xa4\x80\"",
        "\"\xef\xbd\xb6\"",
    };
    static const char *const not_found[] = {
        "caf", "\"\xe9\x99\xa2\xe7\x97\x85\"", "\"\xe6\x9d\xb1\xe7\x97\x85\"", "\"\xe6\xbc\xa2x\"", "\"\xf0\xa0\xae\xb8\"",
    };
    struct db *db = made(*state, "CREATE VIRTUAL TABLE w USING fts5(a, tokenize='courant')");
    struct statement *s = db_cached(db, "INSERT INTO w VALUES(?)");
    bind_str(s, 1, str_from(text));
    db_run(s);
    for (size_t i = 0; i < ARRAY_SIZE(found); i++) {
        if (!finds(db, found[i])) {
            fail_msg("'%s' is not found", found[i]);
        }
    }
    for (size_t i = 0; i < ARRAY_SIZE(not_found); i++) {
        if (finds(db, not_found[i])) {
            fail_msg("'%s' is found", not_found[i]);
        }
    }
    db_close(db);
}

/* Where no character stands alone, words are those of unicode61, at the same places. */
static void other_words_are_as_in_unicode61(void **state) {
    static const char *const parts[] = {"a",        "Z",        "q0",           "9",    "_",        "-",
                                        " ",        "\n",       "\x7f",         "[`{@", "\xc3\xa9", "\xcc\x81",
                                        "\xc2\xa0", "\xd0\x9c", "\xe2\x80\x99", "\xff"};
    static const char tables[] = "CREATE VIRTUAL TABLE own USING fts5(a, tokenize='courant');"
                                 "CREATE VIRTUAL TABLE theirs USING fts5(a, tokenize='unicode61 remove_diacritics 2');"
                                 "CREATE VIRTUAL TABLE own_words USING fts5vocab('own', 'instance');"
                                 "CREATE VIRTUAL TABLE their_words USING fts5vocab('theirs', 'instance'); BEGIN";
    struct numbers r = {7};
    struct err e;
    struct db *db = made(*state, tables);
    for (int64_t id = 1; id <= 2000; id++) {
        struct buf text = {0};
        for (size_t n = number_below(&r, 20); n; n--) {
            const char *part = parts[number_below(&r, ARRAY_SIZE(parts))];
            for (size_t times = number_below(&r, 40) ? 1 : 70; times; times--) {
                buf_puts(&text, part);
            }
        }
        static const char *const inserts[] = {"INSERT INTO own VALUES(?)", "INSERT INTO theirs VALUES(?)"};
        for (size_t i = 0; i < ARRAY_SIZE(inserts); i++) {
            struct statement *s = db_cached(db, inserts[i]);
            bind_str(s, 1, buf_str(&text));
            db_run(s);
        }
        buf_release(&text);
    }
    assert_well(db_check(db, &e), &e);
    assert_true(db_int(db, "SELECT count(*) FROM own_words") > 2000);
    assert_int_equal(db_int(db,
                            "SELECT count(*) FROM (SELECT term, doc, offset FROM own_words EXCEPT SELECT term, doc, offset FROM"
                            " their_words)"),
                     0);
    assert_int_equal(db_int(db, "SELECT (SELECT count(*) FROM own_words) - (SELECT count(*) FROM their_words)"), 0);
    assert_well(db_check(db, &e), &e);
    db_close(db);
}

/* Whatever is put in can be taken out again, and a piece that is cut anywhere is no harm. */
static void any_bytes_have_words(void **state) {
    static const char *const parts[] = {
        "a",    " ", "\xe6\x97\xa5", "\xe6\x97",        "\xf0\xa0\xae\xb7", "\xf0\xa0", "\xff", "\xc3\xa9", "\xed\x95\x9c",
        "\xe3", "-", "\xef\xbd\xb6", "\xf4\x8f\xbf\xbf"};
    struct numbers r = {6};
    struct err e;
    struct db *db = made(*state, "CREATE VIRTUAL TABLE w USING fts5(a, content='', tokenize='courant'); BEGIN");
    for (int64_t id = 1; id <= 3000; id++) {
        struct buf text = {0};
        for (size_t n = number_below(&r, 12); n; n--) {
            buf_puts(&text, parts[number_below(&r, ARRAY_SIZE(parts))]);
        }
        char *exact = malloc(text.n + !text.n);
        memcpy(exact, text.n ? text.p : "", text.n);
        for (int i = 0; i < 2 - (int)(id % 2); i++) {
            struct statement *s =
                db_cached(db, i ? "INSERT INTO w(w, rowid, a) VALUES('delete', ?, ?)" : "INSERT INTO w(rowid, a) VALUES(?, ?)");
            bind_int(s, 1, id);
            bind_str(s, 2, (struct str){exact, text.n});
            db_run(s);
        }
        free(exact);
        buf_release(&text);
    }
    assert_well(db_check(db, &e), &e);
    assert_well(db_exec(db, "INSERT INTO w(w, rank) VALUES('integrity-check', 0)", &e), &e);
    assert_int_equal(db_int(db, "SELECT count(*) FROM w WHERE w MATCH 'a' AND rowid % 2 = 0"), 0);
    assert_true(db_int(db, "SELECT count(*) FROM w WHERE w MATCH 'a'") > 100);
    db_close(db);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(keeps_values),
        test_in_scratch(statements_are_kept),
        test_in_scratch(the_first_error_sticks),
        test_in_scratch(later_errors_are_not_told),
        test_in_scratch(what_is_held_stays),
        test_in_scratch(runs_past_rows),
        test_in_scratch(functions_take_anything),
        test_in_scratch(opens_what_it_should),
        test_in_scratch(two_writers_wait_and_say_so),
        test_in_scratch(reads_where_nothing_can_be_written),
        test_in_scratch(gives_way),
        test_in_scratch(finds_words_of_every_script),
        test_in_scratch(other_words_are_as_in_unicode61),
        test_in_scratch(any_bytes_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
