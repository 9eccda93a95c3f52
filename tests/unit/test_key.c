/* test_key: names of keys, and back. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include "key.h"

static const struct {
    int key;
    const char *name;
} pairs[] = {
    {'j', "j"},
    {'J', "J"},
    {'*', "*"},
    {'^', "^"},
    {'-', "-"},
    {0xE9, "\xC3\xA9"},
    {0x65E5, "\xE6\x97\xA5"},
    {0x1F600, "\xF0\x9F\x98\x80"},
    {0x10FFFF, "\xF4\x8F\xBF\xBF"},
    {' ', "Space"},
    {KEY_TAB_, "Tab"},
    {KEY_ENTER_, "Enter"},
    {KEY_ESCAPE_, "Esc"},
    {KEY_CTRL('d'), "^D"},
    {KEY_CTRL('a'), "^A"},
    {KEY_CTRL('z'), "^Z"},
    {KEY_CTRL('@'), "^@"},
    {KEY_CTRL('\\'), "^\\"},
    {KEY_CTRL('_'), "^_"},
    {KEY_UP_, "Up"},
    {KEY_DOWN_, "Down"},
    {KEY_LEFT_, "Left"},
    {KEY_RIGHT_, "Right"},
    {KEY_HOME_, "Home"},
    {KEY_END_, "End"},
    {KEY_PAGE_UP_, "PgUp"},
    {KEY_PAGE_DOWN_, "PgDn"},
    {KEY_BACKSPACE_, "Backspace"},
    {KEY_DELETE_, "Del"},
    {KEY_SHIFT_TAB_, "S-Tab"},
    {KEY_MOUSE_PRESS, "Click"},
    {KEY_WHEEL_UP, "WheelUp"},
    {KEY_WHEEL_DOWN, "WheelDown"},
    {KEY_INSERT_, "Ins"},
    {KEY_F1_, "F1"},
    {KEY_F12_, "F12"},
    {'x' | KEY_WITH_ALT, "Alt-x"},
    {' ' | KEY_WITH_ALT, "Alt-Space"},
    {0xE9 | KEY_WITH_ALT, "Alt-\xC3\xA9"},
    {KEY_CTRL('d') | KEY_WITH_ALT, "Alt-^D"},
    {KEY_LEFT_ | KEY_WITH_CTRL, "C-Left"},
    {KEY_UP_ | KEY_WITH_SHIFT, "S-Up"},
    {KEY_DELETE_ | KEY_WITH_ALT | KEY_WITH_CTRL | KEY_WITH_SHIFT, "Alt-C-S-Del"},
    {'-' | KEY_WITH_ALT, "Alt--"},
};

static void expect_name(int key, const char *name) {
    struct buf out = {0};
    buf_puts(&out, "press ");
    key_print(key, &out);
    char expected[64];
    snprintf(expected, sizeof expected, "press %s", name);
    assert_string_equal(buf_cstr(&out), expected);
    buf_release(&out);
}

static void names_and_parses(void **state) {
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(pairs); i++) {
        expect_name(pairs[i].key, pairs[i].name);
        assert_int_equal(key_parse(str_from(pairs[i].name)), pairs[i].key);
    }
}

static void every_key_has_one_name(void **state) {
    (void)state;
    for (int key = KEY_UP_; key < KEY_UNKNOWN; key++) {
        struct buf out = {0};
        key_print(key, &out);
        assert_int_equal(key_parse(buf_str(&out)), key);
        buf_release(&out);
    }
    for (int key = ' '; key < 0x7F; key++) {
        struct buf out = {0};
        key_print(key, &out);
        assert_int_equal(key_parse(buf_str(&out)), key);
        buf_release(&out);
    }
}

static void what_cannot_be_shown_has_no_name(void **state) {
    (void)state;
    static const int keys[] = {KEY_UNKNOWN, KEY_NOTHING, KEY_HANGUP, KEY_RESIZED, KEY_PASTE, 0x80,
                               0x9B,        0xD800,      0x202E,     0x110000,    -1};
    for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
        expect_name(keys[i], "that key");
    }
    expect_name(0x7F, "^?");
    assert_int_equal(key_parse(STR("that key")), KEY_UNKNOWN);
}

static void parses_other_spellings(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int key;
    } others[] = {
        {"enter", KEY_ENTER_},
        {"RETURN", KEY_ENTER_},
        {"Escape", KEY_ESCAPE_},
        {"PageDown", KEY_PAGE_DOWN_},
        {"pgup", KEY_PAGE_UP_},
        {"Delete", KEY_DELETE_},
        {"s-tab", KEY_SHIFT_TAB_},
        {" ", ' '},
        {"^d", KEY_CTRL('d')},
        {"^[", KEY_ESCAPE_},
        {"^i", KEY_TAB_},
        {"^M", KEY_ENTER_},
        {"^J", KEY_ENTER_},
        {"^H", KEY_BACKSPACE_},
        {"^?", KEY_BACKSPACE_},
        {"\xE2\x86\x92", KEY_RIGHT_},
        {"\xE2\x86\x91", KEY_UP_},
        {"M-x", 'x' | KEY_WITH_ALT},
        {"a-X", 'X' | KEY_WITH_ALT},
        {"C-d", KEY_CTRL('d')},
        {"Ctrl-D", KEY_CTRL('d')},
        {"alt-C-d", KEY_CTRL('d') | KEY_WITH_ALT},
        {"Ctrl-Right", KEY_RIGHT_ | KEY_WITH_CTRL},
        {"Shift-Tab", KEY_SHIFT_TAB_},
        {"S-g", 'G'},
        {"f10", KEY_F1_ + 9},
    };
    for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
        assert_int_equal(key_parse(str_from(others[i].name)), others[i].key);
    }
}

static void refuses_what_is_no_key(void **state) {
    (void)state;
    static const struct str bad[] = {
        {"", 0},
        {"jj", 2},
        {"^", 0},
        {"^1", 2},
        {"^~", 2},
        {"^DD", 3},
        {"F13", 3},
        {"Ente", 4},
        {"\xC3", 1},
        {"\xC3\xA9x", 3},
        {"e\xCC\x81", 3},
        {"\xC2\x9B", 2},
        {"\x1B", 1},
        {"\t", 1},
        {"\0", 1},
        {"\x7F", 1},
        {"C-", 2},
        {"Alt-", 4},
        {"C-1", 3},
        {"S-1", 3},
        {"Alt-jj", 6},
        {"\xE2\x80\xAE", 3},
        {"\xF5\x80\x80\x80", 4},
    };
    for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
        assert_int_equal(key_parse(bad[i]), KEY_UNKNOWN);
    }
}

static void reads_nothing_behind_the_end(void **state) {
    (void)state;
    assert_int_equal(key_parse((struct str){"Enterprise", 5}), KEY_ENTER_);
    assert_int_equal(key_parse((struct str){"^DX", 2}), KEY_CTRL('d'));
    assert_int_equal(key_parse((struct str){"^DX", 1}), '^');
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_parses),
        cmocka_unit_test(every_key_has_one_name),
        cmocka_unit_test(what_cannot_be_shown_has_no_name),
        cmocka_unit_test(parses_other_spellings),
        cmocka_unit_test(refuses_what_is_no_key),
        cmocka_unit_test(reads_nothing_behind_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
