/* test_marks_keeping: what a person keeps beside marks: undo over a restart, the order of the queue, notes; and that a file of
 * version 2 loses nothing when it is brought up to date. */
#include <stdio.h>

#include "db.h"
#include "marks.h"
#include "support.h"

static struct marks *opened(void **state) {
    struct err e = {0};
    char *file = path_in(*state, "marks.db");
    const char *root = "/here";
    struct marks *m = marks_open(file, &e);
    if (!m) {
        fail_msg("%s", e.text);
    }
    assert_well(marks_use_archive(m, NULL, &root, 1, &e), &e);
    free(file);
    return m;
}

static struct marks *reopened(struct marks *m, void **state) {
    marks_close(m);
    return opened(state);
}

static unsigned bits(struct marks *m, const char *key) {
    unsigned result;
    struct err e = {0};
    assert_well(marks_get(m, str_from(key), &result, &e), &e);
    return result;
}

static void mark(struct marks *m, const char *key, enum mark mark, int64_t when, int64_t *undo) {
    struct mark_time t = {.key = str_from(key), .mark = mark, .when = when, .title = str_from(key), .day = 7};
    struct err e = {0};
    int64_t own = 0;
    assert_well(marks_do(m, &t, 1, undo ? undo : &own, &e), &e);
}

/* What it says, and whether there was anything. */
static bool undo(struct marks *m, bool redo, int64_t most, struct undo *u) {
    struct arena arena = {0};
    struct err e = {0};
    bool found;
    assert_well(marks_undo(m, redo, most, 99, &arena, u, &found, &e), &e);
    u->subject = STR_NONE;
    arena_release(&arena);
    return found;
}

/* ---- undo ---- */

static void undoes_after_a_restart(void **state) {
    struct marks *m = opened(state);
    struct undo u;
    mark(m, "a", MARK_STARRED, 5, NULL);
    mark(m, "a", MARK_READ, 6, NULL);
    mark(m, "a", MARK_STARRED, 0, NULL);
    m = reopened(m, state);
    assert_true(undo(m, false, 10, &u));
    assert_true(u.kind == UNDO_STARRED && !u.sets && u.count == 1 && u.exchanged == 1);
    assert_int_equal(bits(m, "a"), 1 << MARK_STARRED | 1 << MARK_READ);
    m = reopened(m, state);
    assert_true(undo(m, true, 10, &u));
    assert_int_equal(bits(m, "a"), 1 << MARK_READ);
    for (int i = 0; i < 3; i++) {
        m = reopened(m, state);
        assert_true(undo(m, false, 10, &u));
    }
    assert_false(undo(m, false, 10, &u));
    assert_int_equal(bits(m, "a"), 0);
    assert_true(undo(m, true, 10, &u));
    mark(m, "b", MARK_READ, 7, NULL); /* what was undone before it cannot be redone */
    assert_false(undo(m, true, 10, &u));
    marks_close(m);
}

/* A change of many articles is undone in parts; what was done of it is known after a restart. */
static void undoes_in_parts(void **state) {
    struct marks *m = opened(state);
    struct undo u;
    int64_t change = 0;
    mark(m, "a", MARK_READ, 5, &change);
    mark(m, "b", MARK_READ, 5, &change);
    mark(m, "c", MARK_READ, 5, &change);
    assert_true(undo(m, false, 2, &u));
    assert_true(u.exchanged == 2 && u.count == 3);
    m = reopened(m, state);
    assert_true(!bits(m, "a") && !bits(m, "b") && bits(m, "c"));
    assert_true(undo(m, false, 2, &u));
    assert_int_equal(u.exchanged, 3);
    assert_int_equal(bits(m, "c"), 0);
    assert_false(undo(m, false, 2, &u));
    assert_true(undo(m, true, 9, &u));
    assert_true(bits(m, "a") && bits(m, "b") && bits(m, "c"));
    marks_close(m);
}

static void keeps_the_last_hundred(void **state) {
    struct marks *m = opened(state);
    struct undo u;
    int count = 0;
    for (int i = 0; i < UNDO_MAX + 20; i++) {
        char key[20];
        snprintf(key, sizeof key, "k%d", i);
        mark(m, key, MARK_READ, i + 1, NULL);
    }
    while (undo(m, false, 10, &u)) {
        count++;
    }
    assert_int_equal(count, UNDO_MAX);
    assert_int_equal(bits(m, "k19"), 1 << MARK_READ);
    assert_int_equal(bits(m, "k20"), 0);
    marks_close(m);
}

/* An article that has another key by now. */
static void undo_follows(void **state) {
    struct marks *m = opened(state);
    struct undo u;
    struct err e = {0};
    mark(m, "a", MARK_STARRED, 5, NULL);
    struct identity now = {.key = STR("b"), .title = STR("B"), .day = 7};
    assert_well(marks_note_change(m, STR("a"), &now, &e), &e);
    assert_well(marks_apply_changes(m, 9, &e), &e);
    assert_int_equal(bits(m, "b"), 1 << MARK_STARRED);
    assert_true(undo(m, false, 10, &u));
    assert_int_equal(bits(m, "b"), 0);
    assert_int_equal(marks_count(m), 1);
    marks_close(m);
}

/* ---- the queue ---- */

static void assert_queue(void **state, const char *wanted) {
    struct err e = {0};
    char *file = path_in(*state, "marks.db");
    struct db *db = db_open(file, DB_READ, &e);
    struct buf keys = {0};
    struct statement *s = db_prepare(db, "SELECT key FROM mark WHERE queued>0 ORDER BY rank, key");
    while (db_step(s)) {
        buf_add_str(&keys, column_str(s, 0));
    }
    db_finalize(s);
    db_close(db);
    assert_string_equal(buf_cstr(&keys), wanted);
    buf_release(&keys);
    free(file);
}

static long move(struct marks *m, const char *key, long by) {
    struct err e = {0};
    long moved;
    assert_well(marks_move_queued(m, str_from(key), by, 50, &moved, &e), &e);
    return moved;
}

static void orders_the_queue(void **state) {
    struct marks *m = opened(state);
    struct undo u;
    int64_t change = 0;
    mark(m, "c", MARK_QUEUED, 5, NULL);
    mark(m, "b", MARK_QUEUED, 5, &change); /* all in one second */
    mark(m, "d", MARK_QUEUED, 5, &change);
    mark(m, "a", MARK_QUEUED, 5, NULL);
    assert_queue(state, "cbda");
    assert_int_equal(move(m, "a", -2), -2);
    assert_queue(state, "cabd");
    assert_int_equal(move(m, "c", 9), 3);
    assert_queue(state, "abdc");
    assert_int_equal(move(m, "a", -1), 0);
    assert_int_equal(move(m, "nothing", 1), 0);
    assert_true(undo(m, false, 100, &u));
    assert_int_equal(u.kind, UNDO_ORDER);
    assert_queue(state, "cabd");
    assert_true(undo(m, true, 100, &u));
    assert_queue(state, "abdc");
    mark(m, "b", MARK_QUEUED, 0, NULL);
    assert_true(undo(m, false, 100, &u)); /* back at its place */
    assert_queue(state, "abdc");
    mark(m, "b", MARK_QUEUED, 0, NULL);
    mark(m, "b", MARK_QUEUED, 6, NULL); /* a new one goes to the end */
    assert_queue(state, "adcb");
    marks_close(m);
}

/* ---- notes ---- */

static const struct note plain = {.key = STR("a"),
                                  .uid = STR_NONE,
                                  .quote = STR_NONE,
                                  .before = STR_NONE,
                                  .after = STR_NONE,
                                  .text = STR_NONE,
                                  .title = STR("A"),
                                  .day = 7};

static void note(struct marks *m, const char *key, const char *uid, const char *quote, const char *text, int64_t now) {
    struct note n = plain;
    struct err e = {0};
    n.key = str_from(key);
    n.uid = str_from(uid);
    n.quote = str_from(quote);
    n.text = str_from(text);
    n.at = *uid ? uid[0] : 0;
    assert_well(marks_set_note(m, &n, now, &e), &e);
}

/* "uid|quote|text made/changed; " of each. */
static void assert_notes(struct marks *m, const char *key, const char *wanted) {
    struct arena arena = {0};
    struct buf got = {0};
    struct note *notes;
    struct err e = {0};
    size_t count;
    assert_well(marks_notes(m, str_from(key), &arena, &notes, &count, &e), &e);
    for (size_t i = 0; i < count; i++) {
        buf_printf(&got, "%s%s|%s|%s %lld/%lld; ", *key ? "" : notes[i].key.p, notes[i].uid.p, notes[i].quote.p,
                   notes[i].text.p, (long long)notes[i].made, (long long)notes[i].changed);
    }
    assert_string_equal(buf_cstr(&got), wanted);
    buf_release(&got);
    arena_release(&arena);
}

static void keeps_notes(void **state) {
    struct marks *m = opened(state);
    struct undo u;
    note(m, "a", "", "", "first\nsecond", 10);
    note(m, "a", "z", "the ferry", "", 11);
    note(m, "a", "b", "a clinic", "why?", 12);
    note(m, "b", "", "", "other", 13);
    m = reopened(m, state);
    assert_notes(m, "a", "||first\nsecond 10/10; b|a clinic|why? 12/12; z|the ferry| 11/11; ");
    assert_notes(m, "", "b||other 13/13; ab|a clinic|why? 12/12; az|the ferry| 11/11; a||first\nsecond 10/10; ");
    note(m, "a", "b", "a clinic", "because", 14);
    note(m, "a", "z", "", "", 15); /* deletes it */
    assert_notes(m, "a", "||first\nsecond 10/10; b|a clinic|because 12/14; ");
    assert_true(undo(m, false, 10, &u));
    assert_true(u.kind == UNDO_NOTE && !u.sets);
    assert_notes(m, "a", "||first\nsecond 10/10; b|a clinic|because 12/14; z|the ferry| 11/99; ");
    assert_true(undo(m, false, 10, &u));
    assert_notes(m, "a", "||first\nsecond 10/10; b|a clinic|why? 12/99; z|the ferry| 11/99; ");
    assert_true(undo(m, true, 10, &u));
    assert_notes(m, "a", "||first\nsecond 10/10; b|a clinic|because 12/99; z|the ferry| 11/99; ");
    marks_close(m);
}

/* To another key; and to one that has a note of its own: both texts stay. */
static void notes_follow(void **state) {
    struct marks *m = opened(state);
    struct err e = {0};
    note(m, "a", "", "", "one", 10);
    note(m, "a", "z", "the ferry", "", 11);
    note(m, "b", "", "", "two", 12);
    struct identity to_b = {.key = STR("b"), .title = STR("B"), .day = 7};
    assert_well(marks_note_change(m, STR("a"), &to_b, &e), &e);
    assert_well(marks_apply_changes(m, 9, &e), &e);
    assert_notes(m, "a", "");
    assert_notes(m, "b", "||two\n\none 10/12; z|the ferry| 11/11; ");
    assert_int_equal(marks_count(m), 1);
    marks_close(m);
}

/* Two articles whose keys are exchanged take their notes along. */
static void notes_are_exchanged(void **state) {
    struct marks *m = opened(state);
    struct err e = {0};
    note(m, "a", "", "", "of a", 10);
    note(m, "b", "", "", "of b", 12);
    struct identity to_b = {.key = STR("b"), .title = STR("A"), .day = 7},
                    to_a = {.key = STR("a"), .title = STR("B"), .day = 7};
    assert_well(marks_note_change(m, STR("a"), &to_b, &e), &e);
    assert_well(marks_note_change(m, STR("b"), &to_a, &e), &e);
    assert_well(marks_apply_changes(m, 9, &e), &e);
    assert_notes(m, "a", "||of b 12/12; ");
    assert_notes(m, "b", "||of a 10/10; ");
    marks_close(m);
}

/* ---- versions ---- */

static const char KEPT_2[] =
    "INSERT INTO archive(id, name) VALUES(3, ''); INSERT INTO place VALUES(x'2f6865726500', 3);"
    "INSERT INTO mark VALUES(3, 'a', 'A', 7, 1, 2, 30, 4, 0), (3, 'b', 'B', 8, 0, 0, 20, 0, 0), (3, 's', 'S', 8, 5, 0, 0, 0, "
    "6);"
    "INSERT INTO saved VALUES(3, 'Mine', 'ferry'), (3, 'Also', 'boats'); INSERT INTO searched VALUES(3, 'atlas', 1, 1);"
    "INSERT INTO sample VALUES(3, 'a', 'A', 7)";

static void brings_version_2_up_to_date(void **state) {
    struct arena arena = {0};
    struct named_query *queries;
    struct str *texts;
    struct err e = {0};
    size_t count;
    char *file = path_in(*state, "marks.db");
    struct db *db = db_open(file, DB_CREATE, &e);
    assert_well(db_exec(db, MARKS_VERSION_2, &e), &e);
    assert_well(db_exec(db, KEPT_2, &e), &e);
    db_close(db);
    struct marks *m = opened(state);
    assert_int_equal(bits(m, "a"), 1 << MARK_READ | 1 << MARK_STARRED | 1 << MARK_QUEUED);
    assert_int_equal(bits(m, "b"), 1 << MARK_QUEUED);
    assert_int_equal(bits(m, "s"), 1 << MARK_READ);
    assert_queue(state, "ba");
    assert_well(marks_queries(m, &arena, &queries, &count, &e), &e);
    assert_true(count == 2 && str_is(queries[0].name, "Mine") && str_is(queries[1].text, "boats"));
    assert_well(marks_searches(m, &arena, &texts, &count, &e), &e);
    assert_int_equal(count, 1);
    assert_true(marks_have_sample(m));
    note(m, "a", "", "", "one", 10);
    m = reopened(m, state);
    assert_notes(m, "a", "||one 10/10; ");
    marks_close(m);
    arena_release(&arena);
    free(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(undoes_after_a_restart),
        test_in_scratch(undoes_in_parts),
        test_in_scratch(keeps_the_last_hundred),
        test_in_scratch(undo_follows),
        test_in_scratch(orders_the_queue),
        test_in_scratch(keeps_notes),
        test_in_scratch(notes_follow),
        test_in_scratch(notes_are_exchanged),
        test_in_scratch(brings_version_2_up_to_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
