/* test_theme: that what is text can be read in each theme, and what users write of colours. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdio.h>

#include "theme.h"

/* Backgrounds of terminals as they are delivered, and of palettes that many use. */
static const uint32_t dark[] = {0x000000, 0x1E1E1E, 0x282828, 0x1E1E2E, 0x002B36, 0x2E3440, 0x300A24};
static const uint32_t light[] = {0xFFFFFF, 0xFDF6E3, 0xFAFAFA, 0xEEEEEE, 0xFBF1C7, 0xEFF1F5};

static double contrast(uint32_t a, uint32_t b) {
    double x = theme_luminance(a), y = theme_luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* Lines are not read. The terminal's own text color is the terminal's affair. */
static void expect_readable(enum theme_kind kind, enum backdrop backdrop, enum palette palette, uint32_t ground, double least) {
    struct theme theme;
    theme_init(&theme, kind);
    for (int look = 0; look < PAINT_COUNT; look++) {
        struct paint p = theme_paint(&theme, backdrop, palette, look);
        if (p.color == TINT_NONE) {
            assert_int_equal(p.back, TINT_NONE); /* no ground without its text */
        }
        if (look == LOOK_RULE || p.color == TINT_NONE) {
            continue;
        }
        double is = contrast(theme_rgb(p.color), p.back == TINT_NONE ? ground : theme_rgb(p.back));
        if (is < least) {
            print_error("look %d of theme %d in palette %d on %06x: contrast %.2f\n", look, kind, palette, ground, is);
        }
        assert_true(is >= least);
    }
}

static void text_is_readable_on_dark_backgrounds(void **state) {
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(dark); i++) {
        for (enum palette p = PALETTE_256; p <= PALETTE_TRUE; p++) {
            expect_readable(THEME_DARK, BACKDROP_UNKNOWN, p, dark[i], 4.5);
            expect_readable(THEME_AUTO, BACKDROP_DARK, p, dark[i], 4.5);
        }
    }
    expect_readable(THEME_DARK, BACKDROP_UNKNOWN, PALETTE_16, 0x000000, 4.5);
}

static void text_is_readable_on_light_backgrounds(void **state) {
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(light); i++) {
        for (enum palette p = PALETTE_256; p <= PALETTE_TRUE; p++) {
            expect_readable(THEME_LIGHT, BACKDROP_UNKNOWN, p, light[i], 4.5);
            expect_readable(THEME_AUTO, BACKDROP_LIGHT, p, light[i], 4.5);
        }
    }
    expect_readable(THEME_LIGHT, BACKDROP_UNKNOWN, PALETTE_16, 0xFFFFFF, 4.5);
    expect_readable(THEME_LIGHT, BACKDROP_UNKNOWN, PALETTE_8, 0xFFFFFF, 4.5);
}

static void text_is_readable_on_either_where_the_background_is_not_known(void **state) {
    (void)state;
    for (enum palette p = PALETTE_256; p <= PALETTE_TRUE; p++) {
        expect_readable(THEME_AUTO, BACKDROP_UNKNOWN, p, 0x000000, 4.5);
        expect_readable(THEME_AUTO, BACKDROP_UNKNOWN, p, 0xFFFFFF, 4.5);
    }
}

static void high_contrast_has_seven_on_a_background_of_its_own(void **state) {
    (void)state;
    struct theme theme;
    theme_init(&theme, THEME_HIGH_CONTRAST);
    for (enum palette p = PALETTE_8; p <= PALETTE_TRUE; p++) {
        for (enum backdrop b = BACKDROP_UNKNOWN; b <= BACKDROP_LIGHT; b++) {
            expect_readable(THEME_HIGH_CONTRAST, b, p, 0x808080, 7);
            for (int look = 0; look < PAINT_COUNT; look++) {
                struct paint paint = theme_paint(&theme, b, p, look);
                assert_true(paint.color != TINT_NONE && paint.back != TINT_NONE);
            }
        }
    }
}

static void mono_and_terminals_without_colour_have_none(void **state) {
    (void)state;
    struct theme theme;
    for (enum theme_kind kind = THEME_AUTO; kind < THEME_KINDS; kind++) {
        for (int look = 0; look < PAINT_COUNT; look++) {
            theme_init(&theme, kind);
            struct paint plain = theme_paint(&theme, BACKDROP_DARK, PALETTE_PLAIN, look);
            theme_init(&theme, THEME_MONO);
            struct paint mono = theme_paint(&theme, BACKDROP_DARK, PALETTE_TRUE, look);
            assert_int_equal(plain.color, TINT_NONE);
            assert_int_equal(plain.back, TINT_NONE);
            assert_int_equal(mono.color, TINT_NONE);
            assert_int_equal(mono.attributes, plain.attributes);
        }
    }
    assert_int_equal(theme_paint(&theme, BACKDROP_DARK, PALETTE_PLAIN, PAINT_SELECTED).attributes, PAINT_REVERSE);
}

static struct paint changed(enum theme_kind kind, enum palette palette, int look, const char *change) {
    struct theme theme;
    theme_init(&theme, kind);
    assert_true(theme_change(str_from(change), &theme.changes[look]));
    return theme_paint(&theme, BACKDROP_UNKNOWN, palette, look);
}

static void expect_paint(struct paint p, int32_t color, int32_t back, unsigned attributes) {
    assert_int_equal(p.color, color);
    assert_int_equal(p.back, back);
    assert_int_equal(p.attributes, attributes);
}

static void changes_keep_what_they_do_not_name(void **state) {
    (void)state;
    expect_paint(changed(THEME_DARK, PALETTE_TRUE, LOOK_LINK, "#7aa2f7"), TINT_RGB | 0x7AA2F7, TINT_NONE, PAINT_UNDERLINE);
    expect_paint(changed(THEME_DARK, PALETTE_256, LOOK_LINK, "#7aa2f7"), 111, TINT_NONE, PAINT_UNDERLINE);
    expect_paint(changed(THEME_DARK, PALETTE_TRUE, LOOK_LINK, "bold"), TINT_RGB | 0x87AFFF, TINT_NONE, PAINT_BOLD);
    expect_paint(changed(THEME_DARK, PALETTE_256, LOOK_LINK, "  plain   bright-red "), 9, TINT_NONE, 0);
    expect_paint(changed(THEME_DARK, PALETTE_8, LOOK_LINK, "bright-red"), 1, TINT_NONE, PAINT_UNDERLINE | PAINT_BOLD);
    expect_paint(changed(THEME_DARK, PALETTE_256, LOOK_HEADING, "default"), TINT_NONE, TINT_NONE, PAINT_BOLD);
    expect_paint(changed(THEME_AUTO, PALETTE_PLAIN, LOOK_LINK, "bold red"), TINT_NONE, TINT_NONE, PAINT_BOLD);
    expect_paint(changed(THEME_AUTO, PALETTE_256, PAINT_SELECTED, "red"), 1, TINT_NONE, 0);
    expect_paint(changed(THEME_AUTO, PALETTE_256, PAINT_SELECTED, "red reverse"), 1, TINT_NONE, PAINT_REVERSE);
}

static void what_is_no_colour_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"#12",  "#12345",  "#gggggg",       "blau",           "256",         "-1",
                                      "1000", "bright-", "bold blue red", "bright-default", "#7aa2f7ff00", "4 4"};
    struct paint_change change;
    for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
        assert_false(theme_change(str_from(bad[i]), &change));
    }
    assert_int_equal(theme_look(STR("heading")), LOOK_HEADING);
    assert_int_equal(theme_look(STR("headings")), -1);
}

static void replies_are_read_with_any_number_of_digits(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint32_t rgb;
    } good[] = {{"rgb:1e1e/1e1e/2e2e", 0x1E1E2E}, {"rgb:ff/ff/ff", 0xFFFFFF}, {"rgba:ffff/0000/8080/ffff", 0xFF0080},
                {"rgb:f/0/8", 0xFF0088},          {"#1e1e2e", 0x1E1E2E},      {"#fff", 0xFFFFFF},
                {"#ffff0000ffff", 0xFF00FF}};
    static const char *const bad[] = {"", "?", "rgb:", "rgb:1/2", "rgb:1/2/", "rgb:12345/1/1", "rgb:x/y/z", "rgb", "#"};
    uint32_t rgb;
    for (size_t i = 0; i < ARRAY_SIZE(good); i++) {
        assert_true(theme_rgb_parse(str_from(good[i].text), &rgb));
        assert_int_equal(rgb, good[i].rgb);
    }
    for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
        assert_false(theme_rgb_parse(str_from(bad[i]), &rgb));
    }
    for (size_t i = 0; i < ARRAY_SIZE(dark); i++) {
        assert_int_equal(theme_backdrop(dark[i]), BACKDROP_DARK);
    }
    for (size_t i = 0; i < ARRAY_SIZE(light); i++) {
        assert_int_equal(theme_backdrop(light[i]), BACKDROP_LIGHT);
    }
}

static void nearest_colours_are_themselves(void **state) {
    (void)state;
    for (int32_t i = 16; i < 256; i++) {
        int32_t nearest = theme_nearest(TINT_RGB | (int32_t)theme_rgb(i), PALETTE_256);
        assert_int_equal(theme_rgb(nearest), theme_rgb(i));
        assert_int_equal(theme_nearest(i, PALETTE_256), i);
        assert_in_range(theme_nearest(i, PALETTE_16), 0, 15);
    }
    assert_int_equal(theme_nearest(TINT_NONE, PALETTE_8), TINT_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_readable_on_dark_backgrounds),
        cmocka_unit_test(text_is_readable_on_light_backgrounds),
        cmocka_unit_test(text_is_readable_on_either_where_the_background_is_not_known),
        cmocka_unit_test(high_contrast_has_seven_on_a_background_of_its_own),
        cmocka_unit_test(mono_and_terminals_without_colour_have_none),
        cmocka_unit_test(changes_keep_what_they_do_not_name),
        cmocka_unit_test(what_is_no_colour_is_refused),
        cmocka_unit_test(replies_are_read_with_any_number_of_digits),
        cmocka_unit_test(nearest_colours_are_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
