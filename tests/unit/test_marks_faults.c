/* test_marks_faults: calls fail in turn. What is done to marks is done whole or not at all, and what was not done is said; and
 * opening them, restoring them from a copy and copying them lose nothing. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "db.h"
#include "faults.h"
#include "marks.h"
#include "support.h"

enum { IO_ERROR = 10, CORRUPT = 11 }; /* SQLite's */

static const struct identity other = {.key = STR("id:2//b.md"), .title = STR("Two"), .day = 7};

/* ---- what is done to marks; a call of this archive, /here, that finds nothing wrong returns 0 ---- */

static const char *const here[] = {"/here"};

static int name_it(struct marks *m, struct err *e) {
    return marks_use_archive(m, "work", here, 1, e);
}

static int name_it_twice(struct marks *m, struct err *e) {
    return name_it(m, e) < 0 ? -1 : name_it(m, e);
}

static int go_elsewhere(struct marks *m, struct err *e) {
    return marks_use_archive(m, "", (const char *const[]){"/elsewhere"}, 1, e);
}

static int go_home(struct marks *m, struct err *e) {
    return marks_are_from_here(m, e);
}

static int set_one(struct marks *m, struct err *e) {
    return marks_set(m, STR("id:1//a.md"), MARK_READ, true, 5, e);
}

static int swap_two(struct marks *m, struct err *e) {
    struct mark_time times[] = {{.key = STR("id:1//a.md"), .mark = MARK_READ, .when = 9},
                                {.key = STR("x"), .mark = MARK_QUEUED, .when = 9}};
    return marks_swap(m, times, ARRAY_SIZE(times), e);
}

static int save_query(struct marks *m, struct err *e) {
    return marks_save_query(m, &(struct named_query){.name = STR("new"), .text = STR("tag:x")}, e);
}

static int delete_query(struct marks *m, struct err *e) {
    return marks_delete_query(m, STR("old"), e);
}

static int search(struct marks *m, struct err *e) {
    return marks_remember_search(m, STR("ferry"), 5, e);
}

static int change_key(struct marks *m, struct err *e) {
    int result = marks_note_change(m, STR("id:1//a.md"), &other, e);
    return result < 0 ? -1 : marks_apply_changes(m, 5, e);
}

static int see_gone(void *context, const struct identity *marked, bool stray, struct err *e) {
    (void)stray;
    return marks_note_change(context, marked->key, &(struct identity){.key = STR_NONE, .title = STR_NONE}, e);
}

static int see_retitled(void *context, const struct identity *before, struct str key_now, struct err *e) {
    (void)key_now;
    return marks_note_change(context, before->key, &other, e);
}

static int lose_all(struct marks *m, struct err *e) {
    int result = marks_walk(m, false, 100, see_gone, m, e);
    return result < 0 ? -1 : marks_apply_changes(m, 5, e);
}

static int retitle(struct marks *m, struct err *e) {
    int result =
        marks_note_change(m, STR("id:1//a.md"), &(struct identity){.key = STR("id:1//a.md"), .title = STR("T"), .day = 1}, e);
    result = result < 0 ? -1 : marks_walk_retitled(m, see_retitled, m, e);
    return result < 0 ? -1 : marks_apply_changes(m, 5, e);
}

static int star_two(struct marks *m, struct err *e) {
    struct mark_time times[] = {{.key = STR("id:1//a.md"), .mark = MARK_QUEUED, .when = 9, .title = STR("One")},
                                {.key = STR("x"), .mark = MARK_QUEUED, .when = 9, .title = STR("X")}};
    int64_t undo = 0;
    return marks_do(m, times, ARRAY_SIZE(times), &undo, e);
}

static int undo_it(struct marks *m, struct err *e) {
    struct arena arena = {0};
    struct undo u;
    bool found;
    int result = marks_undo(m, false, 1, 11, &arena, &u, &found, e);
    arena_release(&arena);
    return result;
}

static int move_in_queue(struct marks *m, struct err *e) {
    long moved;
    return marks_move_queued(m, STR("q:2"), -1, 12, &moved, e);
}

static int keep_note(struct marks *m, struct err *e) {
    struct note n = {.key = STR("id:1//a.md"),
                     .uid = STR_NONE,
                     .quote = STR_NONE,
                     .before = STR_NONE,
                     .after = STR_NONE,
                     .text = STR("Ask about the ferry."),
                     .title = STR("One")};
    return marks_set_note(m, &n, 13, e);
}

static int keep_sample(struct marks *m, struct err *e) {
    return marks_keep_sample(m, &other, 1, e);
}

static int adopt(struct marks *m, struct err *e) {
    struct arena arena = {0};
    struct other_archive *others;
    size_t count;
    int result = marks_other_archives(m, &arena, &others, &count, e);
    if (result == 0 && count != 1) {
        result = err_set(e, "%zu other archives", count);
    }
    result = result < 0 ? -1 : marks_adopt(m, others[0].id, e);
    arena_release(&arena);
    return result;
}

static int find_other(void *context, struct str old_key, struct arena *arena, struct identity *now, bool *found,
                      struct err *e) {
    (void)context;
    (void)arena;
    (void)e;
    *found = str_is(old_key, "id:9");
    *now = other;
    return 0;
}

static int find_none(void *context, struct str old_key, struct arena *arena, struct identity *now, bool *found, struct err *e) {
    (void)context;
    (void)old_key;
    (void)arena;
    (void)now;
    (void)found;
    return err_set(e, "cannot look");
}

static int claim(struct marks *m, struct err *e) {
    int64_t claimed;
    return marks_claim(m, find_other, NULL, &claimed, e);
}

static int claim_in_vain(struct marks *m, struct err *e) {
    int64_t claimed;
    return marks_claim(m, find_none, NULL, &claimed, e) < 0 && strstr(e->text, "cannot look") ? 0 : -1;
}

static int read_all(struct marks *m, struct err *e) {
    struct arena arena = {0};
    struct named_query *queries;
    struct str *texts, text;
    size_t query_count = 0, text_count = 0;
    unsigned bits = 0;
    bool found = false;
    int result = marks_begin_reading(m, e) < 0 || marks_get(m, STR("id:1//a.md"), &bits, e) < 0 ||
                         marks_queries(m, &arena, &queries, &query_count, e) < 0 ||
                         marks_searches(m, &arena, &texts, &text_count, e) < 0 ||
                         marks_query(m, STR("old"), &arena, &text, &found, e) < 0
                     ? -1
                     : 0;
    marks_end_reading(m);
    arena_release(&arena);
    if (result == 0 && (bits != 1 << MARK_STARRED || query_count != 1 || text_count != 1 || !found)) {
        return err_set(e, "not all that was there was read");
    }
    return result;
}

static const struct {
    const char *name;
    int (*act)(struct marks *m, struct err *e);
} acts[] = {
    {"give it a name", name_it},
    {"give it the same name", name_it_twice},
    {"another archive", go_elsewhere},
    {"from here", go_home},
    {"set", set_one},
    {"swap", swap_two},
    {"save a query", save_query},
    {"delete a query", delete_query},
    {"search", search},
    {"change a key", change_key},
    {"lose all", lose_all},
    {"retitle", retitle},
    {"star two", star_two},
    {"undo", undo_it},
    {"move in the queue", move_in_queue},
    {"keep a note", keep_note},
    {"keep a sample", keep_sample},
    {"adopt", adopt},
    {"claim", claim},
    {"claim in vain", claim_in_vain},
    {"read all", read_all},
};

/* ---- ---- */

struct desk {
    const char *folder;
    char *file;
    struct buf before; /* the file's bytes */
};

static struct marks *opened(const struct desk *d) {
    struct err e = {0};
    struct marks *m = marks_open(d->file, &e);
    if (!m) {
        fail_msg("%s", e.text);
    }
    assert_well(marks_use_archive(m, NULL, here, 1, &e), &e);
    return m;
}

/* All that a file of marks says. */
static void dump(const char *file, struct buf *out) {
    static const char *const columns[] = {
        "archive||' '||key||' '||title||' '||day||' '||read||' '||starred||' '||queued||' '||stray||' '||rank FROM mark",
        "archive||' '||key||' '||uid||' '||quote||' '||text||' '||made||' '||gone FROM note",
        "archive||' '||kind||' '||sets||' '||subject||' '||count||' '||exchanged||' '||undone FROM undo",
        "key||' '||uid||' '||coalesce(hex(before), '')||' '||hex(after) FROM undo_entry",
        "id||' '||name||' '||claimed||' '||hex(roots) FROM archive",
        "hex(roots)||' '||archive FROM place",
        "archive||' '||key FROM sample",
        "archive||' '||name||' '||query FROM saved",
        "archive||' '||text FROM searched",
    };
    struct err e = {0};
    struct db *db = db_open(file, DB_READ, &e);
    buf_reset(out);
    for (size_t i = 0; i < ARRAY_SIZE(columns); i++) {
        char sql[200];
        snprintf(sql, sizeof sql, "SELECT %s ORDER BY 1", columns[i]);
        struct statement *s = db_prepare(db, sql);
        while (db_step(s)) {
            buf_add_str(out, column_str(s, 0));
            buf_putc(out, '\n');
        }
        db_finalize(s);
    }
    assert_well(db_check(db, &e), &e);
    db_close(db);
}

static void exec(const char *file, const char *sql) {
    struct err e = {0};
    struct db *db = db_open(file, DB_CREATE, &e);
    assert_non_null(db);
    assert_well(db_exec(db, sql, &e), &e);
    db_close(db);
}

/* An archive with a mark, a query and a search, another with a sample, and a mark of version 1. */
static void open_desk(struct desk *d, void **state) {
    struct err e = {0};
    *d = (struct desk){.folder = *state, .file = path_in(*state, "marks.db")};
    struct marks *m = opened(d);
    struct mark_time one = {.key = STR("id:1//a.md"), .mark = MARK_STARRED, .when = 3, .title = STR("One"), .day = 1};
    assert_well(marks_swap(m, &one, 1, &e), &e);
    assert_well(marks_save_query(m, &(struct named_query){.name = STR("old"), .text = STR("x")}, &e), &e);
    assert_well(marks_remember_search(m, STR("atlas"), 3, &e), &e);
    struct mark_time queue[] = {{.key = STR("q:1"), .mark = MARK_QUEUED, .when = 3, .title = STR("Q"), .day = 1},
                                {.key = STR("q:2"), .mark = MARK_QUEUED, .when = 4, .title = STR("R"), .day = 1}};
    int64_t undo = 0;
    assert_well(marks_do(m, queue, 2, &undo, &e), &e);
    assert_well(keep_note(m, &e), &e);
    marks_close(m);
    exec(d->file,
         "INSERT INTO archive(id, name) VALUES(50, ''); INSERT INTO place VALUES(CAST('/a' AS BLOB)||x'00'||"
         "CAST('/b' AS BLOB)||x'00', 50), (CAST('/c' AS BLOB), 50); INSERT INTO sample VALUES(50, 'id:7//z.md', 'Seven', 7);"
         "INSERT INTO mark(archive, key, read) VALUES(50, 'id:7//z.md', 7), (50, 'id:1//a.md', 8), (0, 'id:9', 9);"
         "UPDATE archive SET roots=x'41'");
    read_file(d->file, &d->before);
}

static void close_desk(struct desk *d) {
    buf_release(&d->before);
    free(d->file);
}

/* True: there were not so many calls. */
static bool whole_or_not(struct desk *d, size_t act, long at, bool on, const struct buf *before, const struct buf *after) {
    struct err e = {0};
    struct buf now = {0};
    write_file(d->folder, "marks.db", d->before.p, d->before.n);
    struct marks *m = opened(d);
    faults_begin("sqlite", FAULTS_HERE, at, on, IO_ERROR);
    int result = acts[act].act(m, &e);
    bool over = faults_end() < at;
    marks_close(m);
    dump(d->file, &now);
    bool is_before = str_equal(buf_str(&now), buf_str(before)), is_after = str_equal(buf_str(&now), buf_str(after));
    if (result == 0 ? !is_after : over || !e.text[0] || (!is_before && !is_after)) {
        fail_msg("%s, call %ld failing: %d '%s'\n%s", acts[act].name, at, result, e.text, buf_cstr(&now));
    }
    buf_release(&now);
    return over;
}

static void is_done_whole_or_not_at_all(void **state) {
    struct desk d;
    struct buf before = {0}, after = {0};
    struct err e = {0};
    open_desk(&d, state);
    for (size_t i = 0; i < ARRAY_SIZE(acts); i++) {
        write_file(d.folder, "marks.db", d.before.p, d.before.n);
        struct marks *m = opened(&d);
        dump(d.file, &before);
        assert_well(acts[i].act(m, &e), &e);
        marks_close(m);
        dump(d.file, &after);
        for (int on = 0; on < 2; on++) {
            long at = 1;
            while (!whole_or_not(&d, i, at, on, &before, &after)) {
                at++;
            }
            assert_true(at > 1);
        }
    }
    buf_release(&before);
    buf_release(&after);
    close_desk(&d);
}

/* ---- opening ---- */

static const char KEPT_2[] = "INSERT INTO archive(id, name) VALUES(1, ''); INSERT INTO place VALUES(x'2f6865726500', 1);"
                             "INSERT INTO mark(archive, key, title, day, starred) VALUES(1, 'id:1//a.md', 'One', 1, 3)";

static const char OLD[] =
    "PRAGMA application_id=1131377997; PRAGMA user_version=1; CREATE TABLE mark(key TEXT PRIMARY KEY, read"
    " INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0, queued INTEGER NOT NULL DEFAULT 0,"
    " position INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID; INSERT INTO mark(key, starred) VALUES('id:1', 1)";

/* How the file is found. */
enum state { WELL, NEW, MISSING, EMPTY, DAMAGED, OLD_VERSION, SECOND_VERSION, COPY_DUE, STATES };

static const struct {
    const char *call;
    int error;
    bool is_nothing; /* it is tried again, and nobody notices */
} calls[] = {{"sqlite", IO_ERROR, false}, {"sqlite", CORRUPT, false}, {"open", EMFILE, false}, {"read", EIO, false},
             {"write", ENOSPC, false},    {"fsync", EIO, false},      {"rename", EIO, false},  {"stat", EIO, false},
             {"access", EACCES, false},   {"read", EINTR, true},      {"write", EINTR, true}};

static void set_state(const struct desk *d, enum state state) {
    static const char *const suffixes[] = {"", ".1-day", ".2-days", ".copying", ".restoring", ".bad-1", ".bad-2"};
    for (size_t i = 0; i < ARRAY_SIZE(suffixes); i++) {
        char name[40];
        snprintf(name, sizeof name, "marks.db%s", suffixes[i]);
        if (file_exists(d->folder, name)) {
            remove_file(d->folder, name);
        }
    }
    if (state == WELL || state == COPY_DUE) {
        write_file(d->folder, "marks.db", d->before.p, d->before.n);
    } else if (state == OLD_VERSION) {
        exec(d->file, OLD);
    } else if (state == SECOND_VERSION) {
        exec(d->file, MARKS_VERSION_2);
        exec(d->file, KEPT_2);
    } else if (state == EMPTY || state == DAMAGED) {
        write_text(d->folder, "marks.db",
                   state == EMPTY ? ""
                                  : "no database, though it is longer than the header of one would be: "
                                    "that has a hundred bytes, which is not much");
    }
    if (state != NEW && state != OLD_VERSION && state != SECOND_VERSION) {
        write_file(d->folder, "marks.db.1-day", d->before.p, d->before.n);
    }
    if (state == COPY_DUE) {
        char *copy = path_in(d->folder, "marks.db.1-day");
        struct timespec times[2] = {{.tv_sec = time(NULL) - 90000}, {.tv_sec = time(NULL) - 90000}};
        assert_int_equal(utimensat(0, copy, times, 0), 0);
        free(copy);
    }
}

static bool has_mark(struct marks *m, enum state state) {
    unsigned bits = 0;
    struct err e = {0};
    if (state != OLD_VERSION) {
        assert_well(marks_use_archive(m, NULL, here, 1, &e), &e);
    }
    assert_well(marks_get(m, state == OLD_VERSION ? STR("id:1") : STR("id:1//a.md"), &bits, &e), &e);
    return bits == (state == NEW ? 0 : 1 << MARK_STARRED);
}

/* How many calls there were. */
static long open_failing(const struct desk *d, enum state state, size_t call, long at) {
    struct err e = {0};
    set_state(d, state);
    faults_begin(calls[call].call, FAULTS_HERE, at, false, calls[call].error);
    struct marks *m = marks_open(d->file, &e);
    long count = faults_end();
    bool well = m ? has_mark(m, state) : e.text[0] && !calls[call].is_nothing;
    marks_close(m);
    m = marks_open(d->file, &e);
    if (!well || !m || !has_mark(m, state)) {
        fail_msg("state %d, %s %ld failing: '%s'", state, calls[call].call, at, e.text);
    }
    marks_close(m);
    return count;
}

static void opening_loses_nothing(void **state) {
    struct desk d;
    long all = 0;
    open_desk(&d, state);
    for (enum state found = WELL; found < STATES; found++) {
        for (size_t call = 0; call < ARRAY_SIZE(calls); call++) {
            long count = open_failing(&d, found, call, 0);
            for (long at = 1; at <= count; at++) {
                open_failing(&d, found, call, at);
            }
            all += count;
        }
    }
    assert_true(all > 100);
    close_desk(&d);
}

/* Of a thousand files that were set aside none is written over. */
static void there_may_be_no_name_to_keep_it_by(void **state) {
    struct desk d;
    struct err e = {0};
    open_desk(&d, state);
    set_state(&d, DAMAGED);
    for (int i = 1; i < 1000; i++) {
        char name[40];
        snprintf(name, sizeof name, "marks.db.bad-%d", i);
        write_text(*state, name, "");
    }
    assert_null(marks_open(d.file, &e));
    assert_says(&e, "cannot be used");
    assert_true(file_exists(*state, "marks.db"));
    remove_file(*state, "marks.db.bad-500");
    struct marks *m = marks_open(d.file, &e);
    assert_non_null(m);
    assert_true(has_mark(m, DAMAGED));
    marks_close(m);
    close_desk(&d);
}

static void what_cannot_be_looked_at_may_be_there(void **state) {
    char *file = path_in(*state, "marks.db"), *below = path_in(*state, "marks.db.1-day/marks.db");
    assert_false(marks_exist(file));
    write_text(*state, "marks.db.1-day", "");
    assert_true(marks_exist(file));
    assert_false(marks_exist(below));
    faults_begin("access", FAULTS_HERE, 1, true, EACCES);
    assert_true(marks_exist(below));
    faults_end();
    free(file);
    free(below);
}

/* A clock that went back makes no copy old. */
static void a_copy_from_the_future_is_new(void **state) {
    struct desk d;
    struct stat status;
    open_desk(&d, state);
    char *copy = path_in(*state, "marks.db.1-day");
    write_text(*state, "marks.db.1-day", "of tomorrow");
    struct timespec times[2] = {{.tv_sec = time(NULL) + 200000}, {.tv_sec = time(NULL) + 200000}};
    assert_int_equal(utimensat(0, copy, times, 0), 0);
    marks_close(opened(&d));
    assert_int_equal(stat(copy, &status), 0);
    assert_int_equal(status.st_size, 11);
    free(copy);
    close_desk(&d);
}

/* All of a large file is read when it is copied, and else what is asked for: opening it takes no time. */
static void a_large_file_is_not_read_to_open_it(void **state) {
    struct desk d;
    struct buf bytes = {0};
    open_desk(&d, state);
    write_text(*state, "marks.db.1-day", "no copy is due");
    exec(d.file, "INSERT INTO saved(archive, name, query) WITH n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<6000) "
                 "SELECT 77, i, hex(zeroblob("
                 "500)) FROM n");
    read_file(d.file, &bytes);
    assert_true(bytes.n > 5 << 20);
    memset(bytes.p + bytes.n - 100000, 0x55, 90000);
    write_file(*state, "marks.db", bytes.p, bytes.n);
    struct marks *m = opened(&d);
    assert_true(has_mark(m, WELL));
    assert_int_equal(marks_notice(m).n, 0);
    marks_close(m);
    buf_release(&bytes);
    close_desk(&d);
}

static void a_change_that_cannot_be_asked_for_is_none_yet(void **state) {
    struct desk d;
    open_desk(&d, state);
    struct marks *m = opened(&d);
    exec(d.file, "UPDATE mark SET read=1");
    faults_begin("sqlite", FAULTS_HERE, 1, false, IO_ERROR);
    assert_false(marks_changed(m));
    faults_end();
    assert_true(marks_changed(m));
    assert_false(marks_changed(m));
    marks_close(m);
    close_desk(&d);
}

int main(void) {
    faults_sync_nothing();
    const struct CMUnitTest tests[] = {
        test_in_scratch(is_done_whole_or_not_at_all),
        test_in_scratch(opening_loses_nothing),
        test_in_scratch(there_may_be_no_name_to_keep_it_by),
        test_in_scratch(what_cannot_be_looked_at_may_be_there),
        test_in_scratch(a_copy_from_the_future_is_new),
        test_in_scratch(a_large_file_is_not_read_to_open_it),
        test_in_scratch(a_change_that_cannot_be_asked_for_is_none_yet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
