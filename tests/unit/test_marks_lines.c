/* test_marks_lines: marks leave as lines, and merge: machines that exchange their lines agree, in whatever order they do. */
#include <stdio.h>

#include "marks.h"
#include "support.h"

enum { MACHINES = 3 };

static struct marks *machine(const char *folder, int number) {
    struct err e = {0};
    char name[20];
    const char *root = "/here";
    snprintf(name, sizeof name, "marks%d.db", number);
    char *file = path_in(folder, name);
    struct marks *m = marks_open(file, &e);
    if (!m) {
        fail_msg("%s", e.text);
    }
    assert_well(marks_use_archive(m, NULL, &root, 1, &e), &e);
    free(file);
    return m;
}

static void add_line(void *context, struct str line) {
    buf_add_str(context, line);
    buf_putc(context, '\n');
}

static void export(struct marks *m, struct buf *out) {
    struct err e = {0};
    buf_reset(out);
    assert_well(marks_export(m, add_line, out, &e), &e);
}

static void give(struct marks *from, struct marks *to) {
    struct buf lines = {0};
    struct err e = {0};
    int64_t count;
    export(from, &lines);
    assert_well(marks_import(to, buf_str(&lines), &count, &e), &e);
    buf_release(&lines);
}

static void assert_agree(struct marks *const *all) {
    struct buf first = {0}, other = {0};
    export(all[0], &first);
    for (int i = 1; i < MACHINES; i++) {
        export(all[i], &other);
        assert_string_equal(buf_cstr(&first), buf_cstr(&other));
    }
    buf_release(&first);
    buf_release(&other);
}

static void set_note(struct marks *m, struct numbers *r, const char *key, int64_t now) {
    static const char *const texts[] = {"", "one", "two\nlines", "\"quoted\" \\ é"};
    struct err e = {0};
    struct note n = {.key = str_from(key),
                     .uid = one_in(r, 2) ? STR("p1") : STR_NONE,
                     .quote = STR_NONE,
                     .before = STR("before"),
                     .after = STR("after"),
                     .text = str_from(texts[number_below(r, ARRAY_SIZE(texts))]),
                     .title = str_from(key)};
    n.quote = n.uid.n ? str_from(texts[number_below(r, ARRAY_SIZE(texts))]) : STR_NONE;
    assert_well(marks_set_note(m, &n, now, &e), &e);
}

/* Whatever a person does on a machine. */
static void do_something(struct marks *m, struct numbers *r, int64_t now) {
    static const char *const keys[] = {"a", "b", "c", "d"};
    const char *key = keys[number_below(r, ARRAY_SIZE(keys))];
    struct err e = {0};
    struct arena arena = {0};
    struct undo u;
    bool found;
    long moved;
    int64_t undo = 0;
    struct mark_time t = {.key = str_from(key),
                          .mark = (enum mark)number_below(r, MARK_COUNT),
                          .when = one_in(r, 3) ? 0 : now,
                          .title = str_from(key),
                          .changed = now};
    switch (number_below(r, 6)) {
    case 0:
        set_note(m, r, key, now);
        break;
    case 1:
        assert_well(marks_undo(m, one_in(r, 3), 10, now, &arena, &u, &found, &e), &e);
        break;
    case 2:
        assert_well(marks_move_queued(m, str_from(key), one_in(r, 2) ? -1 : 1, now, &moved, &e), &e);
        break;
    case 3:
        if (one_in(r, 3)) {
            assert_well(marks_delete_query(m, STR("Mine"), &e), &e);
        } else {
            assert_well(marks_save_query(m, &(struct named_query){.name = STR("Mine"), .text = str_from(key)}, &e), &e);
        }
        break;
    default:
        assert_well(marks_do(m, &t, 1, &undo, &e), &e);
    }
    arena_release(&arena);
}

static void machines_agree(void **state) {
    struct numbers r = {5};
    for (int round = 0; round < 25; round++) {
        struct marks *all[MACHINES];
        int64_t now = 1000;
        for (int i = 0; i < MACHINES; i++) {
            all[i] = machine(*state, round * MACHINES + i);
        }
        for (int i = 0; i < 60; i++) {
            now += one_in(&r, 2); /* some at the same time */
            do_something(all[number_below(&r, MACHINES)], &r, now);
            if (one_in(&r, 10)) {
                give(all[number_below(&r, MACHINES)], all[number_below(&r, MACHINES)]);
            }
        }
        for (int turn = 0; turn < 2; turn++) {
            int shift = (int)number_below(&r, MACHINES);
            for (int i = 0; i < MACHINES; i++) {
                give(all[(i + shift) % MACHINES], all[(i + shift + 1) % MACHINES]);
            }
        }
        assert_agree(all);
        for (int i = 0; i < MACHINES; i++) {
            marks_close(all[i]);
        }
    }
}

/* Importing what was exported changes nothing. */
static void its_own_lines_change_nothing(void **state) {
    struct marks *m = machine(*state, 1);
    struct numbers r = {3};
    struct buf before = {0}, after = {0};
    for (int i = 0; i < 60; i++) {
        do_something(m, &r, 1000 + i);
    }
    export(m, &before);
    give(m, m);
    export(m, &after);
    assert_string_equal(buf_cstr(&before), buf_cstr(&after));
    assert_true(before.n > 500);
    buf_release(&before);
    buf_release(&after);
    marks_close(m);
}

static void the_last_change_wins(void **state) {
    struct marks *a = machine(*state, 1), *b = machine(*state, 2);
    struct err e = {0};
    unsigned bits;
    assert_well(marks_set(a, STR("k"), MARK_STARRED, true, 10, &e), &e);
    give(a, b);
    assert_well(marks_set(b, STR("k"), MARK_STARRED, false, 20, &e), &e);
    give(a, b);
    assert_well(marks_get(b, STR("k"), &bits, &e), &e);
    assert_int_equal(bits, 0);
    give(b, a);
    assert_well(marks_get(a, STR("k"), &bits, &e), &e);
    assert_int_equal(bits, 0);
    marks_close(a);
    marks_close(b);
}

/* Nothing of a text with a fault is taken. */
static void faults_are_told(void **state) {
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"{\"type\":\"read\",\"key\":\"k\",\"value\":5,\"changed\":5}\nnonsense\n", "line 2 is no line of exported marks"},
        {"[1]\n", "line 1 is no line"},
        {"{\"type\":\"read\"}\n", "line 1 is no line"},
        {"\n{\"type\":\"smell\",\"key\":\"k\"}\n", "line 2: unknown type 'smell'"},
        {"{\"courant\":\"marks\",\"version\":2}\n", "newer version"},
    };
    struct marks *m = machine(*state, 1);
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct err e = {0};
        int64_t lines;
        assert_int_equal(marks_import(m, str_from(cases[i].text), &lines, &e), -1);
        assert_says(&e, cases[i].says);
        assert_int_equal(marks_count(m), 0);
    }
    marks_close(m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(machines_agree),
        test_in_scratch(its_own_lines_change_nothing),
        test_in_scratch(the_last_change_wins),
        test_in_scratch(faults_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
