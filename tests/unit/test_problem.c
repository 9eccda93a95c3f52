/* test_problem: the list of problems, its cleaning and its end. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include "problem.h"
#include "text.h"

static void keeps_order_and_counts(void **state) {
    (void)state;
    struct arena arena;
    struct problems p;
    arena_init(&arena);
    problems_init(&p, &arena);
    assert_null(p.first);
    problem_add(&p, SEVERITY_NOTE, 1, 2, "a note");
    problem_add(&p, SEVERITY_WARNING, 3, 4, "warning %d of '%s'", 7, "x");
    problem_add(&p, SEVERITY_ERROR, 0, 0, "bad");
    assert_int_equal(p.count, 3);
    assert_int_equal(p.warnings, 1);
    assert_int_equal(p.errors, 1);
    assert_true(str_is(p.first->message, "a note"));
    const struct problem *second = p.first->next;
    assert_true(str_is(second->message, "warning 7 of 'x'"));
    assert_int_equal(second->line, 3);
    assert_int_equal(second->column, 4);
    assert_int_equal(second->next->severity, SEVERITY_ERROR);
    assert_null(second->next->next);
    arena_release(&arena);
}

/* Names of fields are part of a kind, values are not. */
static void finds_the_kind(void **state) {
    (void)state;
    struct arena arena;
    struct problems p;
    struct str value = STR("\x02 20%\n");
    arena_init(&arena);
    problems_init(&p, &arena);
    problem_add(&p, SEVERITY_WARNING, 1, 1, "'%s' is 100%% %.*s on line %d (%02x, %zu of %lld)", "date", SHOWN(value), 7, 255u,
                (size_t)3, 4ll);
    assert_true(str_is(p.first->message, "'date' is 100% 20% on line 7 (ff, 3 of 4)"));
    assert_true(str_is(p.first->kind, "'date' is 100% \u2026 20% on line \u2026 (\u2026, \u2026 of \u2026)"));
    problem_add(&p, SEVERITY_WARNING, 1, 1, "a plain one");
    assert_true(str_is(p.first->next->kind, "a plain one"));
    problem_add_habit(&p, HABIT_NO_TITLE, 2, 3, "no title");
    assert_int_equal(p.first->next->next->habit, HABIT_NO_TITLE);
    assert_int_equal(p.warnings, 2);
    problem_add_copy(&p, &(struct problem){.severity = SEVERITY_ERROR, .message = STR("a\x1b"), .kind = STR("b\x1b")});
    assert_true(str_is(p.first->next->next->next->message, "a"));
    assert_true(str_is(p.first->next->next->next->kind, "b"));
    assert_int_equal(p.errors, 1);
    arena_release(&arena);
}

static void cleans_messages(void **state) {
    (void)state;
    struct arena arena;
    struct problems p;
    arena_init(&arena);
    problems_init(&p, &arena);
    problem_add(&p, SEVERITY_WARNING, 1, 1, "'%s' \xff\n two", "\033]0;PWN\a\xc2\x9b");
    assert_true(text_is_clean(p.first->message));
    assert_true(str_is(p.first->message, "']0;PWN' \xef\xbf\xbd two"));
    arena_release(&arena);
}

static void a_flood_hides_no_error(void **state) {
    (void)state;
    struct arena arena;
    struct problems p;
    arena_init(&arena);
    problems_init(&p, &arena);
    for (int i = 0; i < 3 * PROBLEMS_MAX; i++) {
        problem_add(&p, SEVERITY_WARNING, i + 1, 1, "again");
    }
    assert_int_equal(p.count, PROBLEMS_MAX + 1);
    assert_int_equal(p.warnings, 3 * PROBLEMS_MAX);
    problem_add(&p, SEVERITY_ERROR, 9, 9, "the error");
    const struct problem *last = p.first;
    size_t listed = 1;
    for (; last->next; last = last->next) {
        listed++;
    }
    assert_int_equal(listed, PROBLEMS_MAX + 2);
    assert_int_equal(last->severity, SEVERITY_ERROR);
    for (int i = 0; i < 3 * PROBLEMS_MAX; i++) {
        problem_add(&p, SEVERITY_ERROR, 1, 1, "more");
    }
    assert_true(p.count <= 2 * PROBLEMS_MAX + 2);
    arena_release(&arena);
}

static void shows_whole_characters(void **state) {
    (void)state;
    char text[80];
    memset(text, 'x', sizeof text);
    assert_int_equal(problem_shown((struct str){text, 60}), 60);
    assert_int_equal(problem_shown((struct str){text, 61}), 60);
    memcpy(text + 58, "\xe6\xbc\xa2", 3);
    assert_int_equal(problem_shown((struct str){text, 80}), 58);
    memset(text, 0x80, sizeof text);
    assert_int_equal(problem_shown((struct str){text, 80}), 0);
    assert_int_equal(problem_shown(STR_NONE), 0);
}

static void names_severities(void **state) {
    (void)state;
    assert_string_equal(severity_name(SEVERITY_NOTE), "note");
    assert_string_equal(severity_name(SEVERITY_WARNING), "warning");
    assert_string_equal(severity_name(SEVERITY_ERROR), "error");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_order_and_counts), cmocka_unit_test(finds_the_kind),         cmocka_unit_test(cleans_messages),
        cmocka_unit_test(a_flood_hides_no_error), cmocka_unit_test(shows_whole_characters), cmocka_unit_test(names_severities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
