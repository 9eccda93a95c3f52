/* test_grid: cells, clipping, wide characters, dumps. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include "grid.h"
#include "text.h"

static void assert_screen(const struct screen *s, const char *expected) {
    struct buf out = {0};
    screen_dump(s, &out);
    assert_string_equal(buf_cstr(&out), expected);
    buf_release(&out);
}

static void assert_styles(const struct screen *s, const char *expected) {
    struct buf out = {0};
    screen_dump_styles(s, &out);
    assert_string_equal(buf_cstr(&out), expected);
    buf_release(&out);
}

/* Every wide cell has its right half, and every right half its left one; every cell is clean. */
static void assert_sound(const struct screen *s) {
    for (int row = 0; row < s->rows; row++) {
        const struct cell *cells = &s->cells[row * s->columns];
        for (int i = 0; i < s->columns; i++) {
            if (cells[i].columns == 2) {
                assert_true(i + 1 < s->columns);
                assert_int_equal(cells[i + 1].columns, 0);
                assert_int_equal(cells[i + 1].bytes, 0);
                i++;
            } else {
                assert_int_equal(cells[i].columns, 1);
                assert_true(cells[i].bytes > 0 && cells[i].bytes <= CELL_BYTES);
                assert_true(text_is_clean((struct str){cells[i].text, cells[i].bytes}));
            }
        }
    }
}

struct fixture {
    struct screen screen;
    struct grid g;
};

static int set_up(void **state) {
    static struct fixture f;
    screen_init(&f.screen);
    screen_resize(&f.screen, 3, 10);
    f.g = grid_all(&f.screen);
    *state = &f;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *f = *state;
    assert_sound(&f->screen);
    screen_release(&f->screen);
    return 0;
}

static void starts_blank(void **state) {
    struct fixture *f = *state;
    assert_screen(&f->screen, "\n\n\n");
    assert_int_equal(f->screen.cursor_row, -1);
}

static void sizes_are_held(void **state) {
    struct fixture *f = *state;
    screen_resize(&f->screen, 0, -5);
    assert_int_equal(f->screen.rows, 1);
    assert_int_equal(f->screen.columns, 1);
    f->g = grid_all(&f->screen);
    grid_put(&f->g, 0, 0, STR("日"), LOOK_TEXT);
    assert_screen(&f->screen, "\n");
    screen_resize(&f->screen, INT32_MAX, INT32_MAX);
    assert_int_equal(f->screen.rows, SCREEN_ROWS_MAX);
    assert_int_equal(f->screen.columns, SCREEN_COLUMNS_MAX);
    screen_resize(&f->screen, 1, 1);
}

static void puts_text(void **state) {
    struct fixture *f = *state;
    assert_int_equal(grid_put(&f->g, 0, 0, STR("abc"), LOOK_TITLE), 3);
    assert_int_equal(grid_put(&f->g, 1, 7, STR("abcdef"), LOOK_TEXT), 3);
    assert_int_equal(grid_put(&f->g, 2, -2, STR("abcdef"), LOOK_DIM | STYLE_STRONG), 6);
    assert_int_equal(grid_put(&f->g, 3, 0, STR("abc"), LOOK_TEXT), 0);
    assert_int_equal(grid_put(&f->g, -1, 0, STR("abc"), LOOK_TEXT), 0);
    assert_int_equal(grid_put(&f->g, 0, 10, STR("abc"), LOOK_TEXT), 0);
    assert_int_equal(grid_put(&f->g, 0, 5, STR(""), LOOK_TEXT), 0);
    assert_styles(&f->screen, "abc\nttt\n       abc\ncdef\nDDDD\n");
}

static void wide_clusters_at_the_edges_are_blanks(void **state) {
    struct fixture *f = *state;
    assert_int_equal(grid_put(&f->g, 0, 0, STR("日本語日本語"), LOOK_TEXT), 10);
    assert_int_equal(grid_put(&f->g, 1, 1, STR("日本語日本語"), LOOK_TEXT), 9);
    assert_int_equal(grid_put(&f->g, 2, -1, STR("日本語"), LOOK_TEXT), 6);
    assert_screen(&f->screen, "日本語日本\n 日本語日\n 本語\n");
    assert_int_equal(f->screen.cells[29].bytes, 1);
}

static void half_of_a_wide_cell_overwritten_leaves_a_blank(void **state) {
    struct fixture *f = *state;
    grid_put(&f->g, 0, 0, STR("日本語"), LOOK_TEXT);
    grid_put(&f->g, 0, 1, STR("x"), LOOK_TEXT);
    grid_put(&f->g, 0, 4, STR("y"), LOOK_TEXT);
    assert_screen(&f->screen, " x本y\n\n\n");
    grid_put(&f->g, 0, 1, STR("語"), LOOK_TEXT);
    assert_screen(&f->screen, " 語 y\n\n\n");
}

static void windows_clip(void **state) {
    struct fixture *f = *state;
    struct grid part = grid_part(&f->g, 1, 2, 1, 4);
    assert_int_equal(grid_put(&part, 0, 0, STR("abcdefgh"), LOOK_TEXT), 4);
    assert_int_equal(grid_put(&part, 1, 0, STR("abcdefgh"), LOOK_TEXT), 0);
    assert_int_equal(grid_put(&part, 0, 3, STR("日"), LOOK_TEXT), 1);
    assert_screen(&f->screen, "\n  abc\n\n");
    struct grid inner = grid_part(&part, 0, 2, 5, 50);
    assert_int_equal(inner.rows, 1);
    assert_int_equal(inner.columns, 2);
    grid_put(&inner, 0, 0, STR("xyz"), LOOK_TEXT);
    assert_screen(&f->screen, "\n  abxy\n\n");
    struct grid outside = grid_part(&f->g, -4, 20, 2, INT32_MAX);
    assert_int_equal(outside.rows, 0);
    assert_int_equal(outside.columns, 0);
    assert_int_equal(grid_put(&outside, 0, 0, STR("abc"), LOOK_TEXT), 0);
    grid_fill(&outside, 0, 0, 9, 9, LOOK_ERROR);
    assert_screen(&f->screen, "\n  abxy\n\n");
}

static void a_window_edge_may_cut_a_wide_cell_of_another(void **state) {
    struct fixture *f = *state;
    grid_put(&f->g, 0, 0, STR("日本"), LOOK_TEXT);
    struct grid right = grid_part(&f->g, 0, 3, 1, 7);
    grid_put(&right, 0, 0, STR("x"), LOOK_TEXT);
    assert_screen(&f->screen, "日 x\n\n\n");
}

static void long_text_is_cut_with_a_sign(void **state) {
    struct fixture *f = *state;
    assert_int_equal(grid_put_fit(&f->g, 0, 0, 5, STR("abcde"), LOOK_TEXT), 5);
    assert_int_equal(grid_put_fit(&f->g, 1, 0, 5, STR("abcdef"), LOOK_TEXT), 5);
    assert_int_equal(grid_put_fit(&f->g, 2, 0, 5, STR("日本語"), LOOK_TEXT), 5);
    assert_screen(&f->screen, "abcde\nabcd…\n日本…\n");
    assert_int_equal(grid_put_fit(&f->g, 0, 8, 5, STR("xyz"), LOOK_TEXT), 2);
    assert_int_equal(grid_put_fit(&f->g, 1, 8, 1, STR("xyz"), LOOK_TEXT), 1);
    assert_int_equal(grid_put_fit(&f->g, 1, 8, 0, STR("xyz"), LOOK_TEXT), 0);
    assert_screen(&f->screen, "abcde   x…\nabcd…   …\n日本…\n");
}

static void puts_at_the_right(void **state) {
    struct fixture *f = *state;
    assert_int_equal(grid_put_right(&f->g, 0, 10, STR("日7"), LOOK_TEXT), 7);
    assert_int_equal(grid_put_right(&f->g, 1, 2, STR("abcd"), LOOK_TEXT), -2);
    assert_screen(&f->screen, "       日7\ncd\n\n");
}

static void prints(void **state) {
    struct fixture *f = *state;
    assert_int_equal(grid_printf(&f->g, 1, 1, LOOK_STATUS, "%d of %s", 3, "9"), 6);
    assert_styles(&f->screen, "\n 3 of 9\n ssssss\n\n");
}

static void what_could_harm_is_not_put(void **state) {
    struct fixture *f = *state;
    assert_int_equal(grid_put(&f->g, 0, 0, STR("a\x1b[\xC2\x9b\xE2\x80\xAE\xFF\t\n."), LOOK_TEXT), 9);
    assert_screen(&f->screen, "a\uFFFD[\uFFFD\uFFFD\uFFFD  .\n\n\n");
    grid_put(&f->g, 1, 0, STR("x\xE7\xCC\x81y"), LOOK_TEXT); /* a wrong byte with a mark on it */
    assert_screen(&f->screen, "a\uFFFD[\uFFFD\uFFFD\uFFFD  .\nx\uFFFDy\n\n");
}

static void clusters_stay_in_their_cells(void **state) {
    struct fixture *f = *state;
    assert_int_equal(grid_put(&f->g, 0, 0, STR("e\u0301|👨‍👩‍👧|a\u00ADb"), LOOK_TEXT), 7);
    assert_screen(&f->screen, "e\u0301|👨‍👩‍👧|ab\n\n\n");
    grid_put(&f->g, 1, 0, STR("x"), LOOK_TEXT);
    assert_int_equal(grid_put(&f->g, 1, 1, STR("\u0301y"), LOOK_TEXT), 2);
    assert_screen(&f->screen, "e\u0301|👨‍👩‍👧|ab\nx \u0301y\n\n");
    grid_put(&f->g, 2, 0, STR("a\u200D"), LOOK_TEXT); /* no joiner at the end of a cell */
    assert_int_equal(f->screen.cells[20].bytes, 1);
}

static void long_clusters_keep_their_start(void **state) {
    struct fixture *f = *state;
    struct buf zalgo = {0};
    buf_putc(&zalgo, 'z');
    for (int i = 0; i < 40; i++) {
        buf_puts(&zalgo, "\u0301");
    }
    assert_int_equal(grid_put(&f->g, 0, 0, buf_str(&zalgo), LOOK_TEXT), 1);
    assert_int_equal(f->screen.cells[0].bytes, 27);
    buf_puts(&zalgo, "\u0903"); /* the sign that made it wide is what is lost */
    assert_int_equal(grid_put(&f->g, 1, 0, buf_str(&zalgo), LOOK_TEXT), 2);
    assert_int_equal(f->screen.cells[10].columns, 1);
    assert_int_equal(f->screen.cells[11].columns, 1);
    buf_release(&zalgo);
    grid_put(&f->g, 2, 0, STR("👩🏽‍❤️‍💋‍👩🏽"), LOOK_TEXT);
    assert_int_equal(f->screen.cells[20].columns, 2);
    assert_screen(&(struct screen){.cells = f->screen.cells + 20, .rows = 1, .columns = 2}, "👩🏽‍❤️‍💋\n");
}

static void fills_and_rules(void **state) {
    struct fixture *f = *state;
    for (int row = 0; row < 3; row++) {
        grid_put(&f->g, row, 0, STR("日本語日本"), LOOK_TEXT);
    }
    grid_fill(&f->g, 1, 3, 9, 4, LOOK_ERROR);
    assert_styles(&f->screen, "日本語日本\n日      本\n   eeee\n日      本\n   eeee\n");
    grid_fill(&f->g, -5, -5, 100, 100, LOOK_TEXT);
    grid_hline(&f->g, 0, 7, 9);
    grid_hline(&f->g, 7, 0, 9);
    grid_vline(&f->g, -1, 1, 3);
    grid_vline(&f->g, 0, 99, 3);
    grid_vline(&f->g, 0, -1, 3);
    assert_styles(&f->screen, " │     ───\n r     rrr\n │\n r\n\n");
    grid_hline(&f->g, 0, -3, 5);
    grid_vline(&f->g, 1, 0, 9);
    assert_screen(&f->screen, "──     ───\n││\n│\n");
}

static void styles_change(void **state) {
    struct fixture *f = *state;
    grid_put(&f->g, 0, 0, STR("abcdefghij"), LOOK_LINK);
    grid_add_style(&f->g, 0, 2, 2, STYLE_MATCH);
    grid_add_style(&f->g, 0, 8, 99, STYLE_SELECTED);
    grid_add_style(&f->g, 1, 0, 2, STYLE_PASSIVE);
    grid_add_style(&f->g, 2, 0, 1, STYLE_UNDERLINE);
    grid_add_style(&f->g, 3, 0, 1, STYLE_UNDERLINE);
    assert_styles(&f->screen, "abcdefghij\nkk**kkkk##\n\n~~\n\nx\n");
    assert_int_equal(f->screen.cells[2].style, LOOK_LINK | STYLE_MATCH);
}

static void the_cursor_stays_inside(void **state) {
    struct fixture *f = *state;
    struct grid part = grid_part(&f->g, 1, 2, 2, 3);
    grid_cursor(&part, 1, 2);
    assert_int_equal(f->screen.cursor_row, 2);
    assert_int_equal(f->screen.cursor_column, 4);
    grid_cursor(&part, 1, 3);
    assert_int_equal(f->screen.cursor_row, -1);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(starts_blank),
        TEST(sizes_are_held),
        TEST(puts_text),
        TEST(wide_clusters_at_the_edges_are_blanks),
        TEST(half_of_a_wide_cell_overwritten_leaves_a_blank),
        TEST(windows_clip),
        TEST(a_window_edge_may_cut_a_wide_cell_of_another),
        TEST(long_text_is_cut_with_a_sign),
        TEST(puts_at_the_right),
        TEST(prints),
        TEST(what_could_harm_is_not_put),
        TEST(clusters_stay_in_their_cells),
        TEST(long_clusters_keep_their_start),
        TEST(fills_and_rules),
        TEST(styles_change),
        TEST(the_cursor_stays_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
