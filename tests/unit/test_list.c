/* test_list: the selected row is a row, and it shows. */
#include "list.h"
#include "support.h"

static void motions_lead_somewhere(void **state) {
    (void)state;
    struct list l = {.count = 100, .selected = 50, .rows = 11};
    static const struct {
        struct motion motion;
        long target;
    } cases[] = {
        {{MOTION_ROWS, 1}, 51},  {{MOTION_ROWS, -7}, 43},  {{MOTION_HALF_PAGES, 1}, 55}, {{MOTION_HALF_PAGES, -2}, 40},
        {{MOTION_PAGES, 1}, 61}, {{MOTION_PAGES, -1}, 39}, {{MOTION_FIRST, 0}, 0},       {{MOTION_FIRST, 7}, 6},
        {{MOTION_LAST, 0}, 99},  {{MOTION_LAST, 7}, 6},    {{MOTION_ROWS, 1000}, 1050},  {{MOTION_PAGES, -100}, -1050},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_int_equal(list_target(&l, cases[i].motion), cases[i].target);
    }
    l.rows = 0; /* never painted */
    assert_int_equal(list_target(&l, (struct motion){MOTION_PAGES, 1}), 51);
    assert_int_equal(list_target(&l, (struct motion){MOTION_HALF_PAGES, 1}), 51);
}

static void selecting_is_clipped(void **state) {
    (void)state;
    struct list l = {.count = 3};
    list_select(&l, 2);
    assert_int_equal(l.selected, 2);
    list_select(&l, 3);
    assert_int_equal(l.selected, 2);
    list_select(&l, -1);
    assert_int_equal(l.selected, 0);
    list_select(&l, 2);
    list_set_count(&l, 2);
    assert_int_equal(l.selected, 1);
    list_set_count(&l, 0);
    assert_int_equal(l.selected, 0);
    list_select(&l, 5);
    assert_int_equal(l.selected, 0);
}

static bool is_row(const void *context, long row) {
    return ((const char *)context)[row] == 'r';
}

static void headings_are_passed_over(void **state) {
    (void)state;
    static const struct {
        const char *rows;
        long selected, from, settled;
    } cases[] = {
        {"hrrhr", 0, 0, 1}, {"hrrhr", 3, 2, 4}, {"hrrhr", 3, 4, 2}, {"hrrhr", 0, 1, 1}, {"hrrhh", 4, 2, 2},
        {"rrr", 1, 0, 1},   {"hhh", 1, 0, 1},   {"hhr", 0, 2, 2},   {"", 0, 0, 0},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct list l = {.count = (long)strlen(cases[i].rows), .selected = cases[i].selected};
        list_skip_headings(&l, cases[i].from, is_row, cases[i].rows);
        if (l.selected != cases[i].settled) {
            fail_msg("case %zu: row %ld, not %ld", i, l.selected, cases[i].settled);
        }
    }
}

/* A number is that of a row that can be selected, whatever stands between. */
static void headings_have_no_number(void **state) {
    (void)state;
    static const struct {
        const char *rows;
        long number, selected;
    } cases[] = {
        {"hrrhr", 1, 1}, {"hrrhr", 2, 2}, {"hrrhr", 3, 4}, {"hrrhr", 9, 4}, {"rrr", 2, 1}, {"hrrhh", 5, 2}, {"", 3, 0},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        for (int kind = 0; kind < 2; kind++) {
            struct list l = {.count = (long)strlen(cases[i].rows)};
            list_move(&l, (struct motion){kind ? MOTION_LAST : MOTION_FIRST, cases[i].number}, is_row, cases[i].rows);
            if (l.selected != cases[i].selected) {
                fail_msg("case %zu: row %ld, not %ld", i, l.selected, cases[i].selected);
            }
        }
    }
}

struct painted {
    long first, last, selected, count;
};

static void note_row(void *context, long row, const struct grid *line, bool selected) {
    struct painted *p = context;
    assert_int_equal(line->rows, 1);
    p->first = p->count ? p->first : row;
    p->last = row;
    p->selected = selected ? row : p->selected;
    p->count++;
}

static struct painted paint(struct list *l, int rows, bool focused) {
    struct painted p = {-1, -1, -1, 0};
    struct screen screen;
    screen_init(&screen);
    screen_resize(&screen, rows, 10);
    struct grid g = grid_all(&screen);
    list_paint(l, &g, focused, note_row, &p);
    assert_int_equal(screen.cursor_row, focused && l->count ? (int)(l->selected - l->top) : -1);
    screen_release(&screen);
    return p;
}

/* Whatever is done: the selected row shows, the rows follow one another, and no row is shown that is not there. */
static void the_selected_row_shows(void **state) {
    (void)state;
    struct numbers r = {1};
    struct list l = {0};
    for (int round = 0; round < 20000; round++) {
        int rows = 1 + (int)number_below(&r, 12);
        struct motion m = {(enum motion_kind)number_below(&r, MOTION_LAST + 1), (long)number_below(&r, 9) - 4};
        if (one_in(&r, 20)) {
            list_set_count(&l, (long)number_below(&r, 40));
        }
        list_select(&l, list_target(&l, m));
        struct painted p = paint(&l, rows, one_in(&r, 2));
        long most = l.count < rows ? l.count : rows;
        assert_int_equal(p.count, most); /* no empty line where a row could be */
        if (l.count) {
            assert_int_equal(p.selected, l.selected);
            assert_int_equal(p.last - p.first, most - 1);
            assert_true(p.first >= 0 && p.last < l.count);
        }
    }
}

static void scrolls_as_little_as_is_needed(void **state) {
    (void)state;
    struct list l = {.count = 20, .selected = 0};
    assert_int_equal(paint(&l, 5, true).first, 0);
    list_select(&l, 4);
    assert_int_equal(paint(&l, 5, true).first, 0);
    list_select(&l, 5);
    assert_int_equal(paint(&l, 5, true).first, 1);
    list_select(&l, 2);
    assert_int_equal(paint(&l, 5, true).first, 1);
    list_select(&l, 1); /* back to the heading above the first rows */
    assert_int_equal(paint(&l, 5, true).first, 0);
    list_select(&l, 19);
    assert_int_equal(paint(&l, 5, true).first, 15);
    list_set_count(&l, 7);
    assert_int_equal(paint(&l, 5, true).first, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(motions_lead_somewhere),   cmocka_unit_test(selecting_is_clipped),
        cmocka_unit_test(headings_are_passed_over), cmocka_unit_test(headings_have_no_number),
        cmocka_unit_test(the_selected_row_shows),   cmocka_unit_test(scrolls_as_little_as_is_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
