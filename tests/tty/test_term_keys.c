/* test_term_keys: which keys typed bytes are. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include <poll.h>

#include "demo.h"

static void expect_keys(const char *typed, size_t n, const char *names) {
    struct pty *p = start(NULL);
    char expected[512];
    snprintf(expected, sizeof expected, "%s z", names);
    pty_send(p, typed, n);
    assert_true(pty_wait_quiet(p, 300)); /* longer than half a sequence is waited for */
    pty_type(p, "z");
    assert_true(pty_wait_text(p, " z"));
    assert_string_equal(pty_row(p, KEYS_ROW), expected);
    quit(p);
}

#define EXPECT_KEYS(typed, names) expect_keys(typed, sizeof typed - 1, names)

static void decodes_named_keys(void **state) {
    (void)state;
    EXPECT_KEYS("\033[A\033[B\033[C\033[D", "Up Down Right Left");
    EXPECT_KEYS("\033OA\033OB\033OC\033OD", "Up Down Right Left");
    EXPECT_KEYS("\033[H\033[F\033OH\033OF\033[1~\033[4~\033[7~\033[8~", "Home End Home End Home End Home End");
    EXPECT_KEYS("\033[5~\033[6~\033[3~\033[Z", "PgUp PgDn Del S-Tab");
    EXPECT_KEYS("\177\b\r\n\t", "Backspace Backspace Enter Enter Tab");
    EXPECT_KEYS("\001\004\023\021\026\034", "^A ^D ^S ^Q ^V ^\\");
    EXPECT_KEYS("\033Op\033Oy\033OM\033Ok", "0 9 Enter +"); /* the keypad */
}

static void decodes_characters(void **state) {
    (void)state;
    EXPECT_KEYS("jJ\xC3\xA9\xE6\x97\xA5\xF0\x9F\x98\x80", "j J \xC3\xA9 \xE6\x97\xA5 \xF0\x9F\x98\x80");
    EXPECT_KEYS("a\xFFk\xC3l\xE6\x97m\xC0\x80n", "a that key k that key l that key m that key that key n");
    EXPECT_KEYS("a\xC2\x9B"
                "b\xED\xA0\x80"
                "c\xF4\x90\x80\x80"
                "d",
                "a that key b that key c that key d");
    EXPECT_KEYS("a\xF0\x9F\x98", "a that key"); /* and no more comes */
}

static void decodes_a_split_character(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    pty_type(p, "\xE6\x97");
    poll(NULL, 0, 20);
    pty_type(p, "\xA5");
    pty_type(p, "k");
    assert_true(pty_wait_text(p, "日 k"));
    quit(p);
}

static void tells_escape_from_sequences(void **state) {
    (void)state;
    EXPECT_KEYS("\033", "Esc");
    EXPECT_KEYS("\033\033", "Esc Esc");
    EXPECT_KEYS("\033\033[A", "Esc Up");
    EXPECT_KEYS("\033j", "Esc j");
    EXPECT_KEYS("\033O", "Esc O");
    EXPECT_KEYS("\033[", "that key");
    EXPECT_KEYS("\033[[A\033[A", "that key Up");
}

static void swallows_unknown_sequences_whole(void **state) {
    (void)state;
    EXPECT_KEYS("\033[999~\033[1;5A\033[200;3;4;5;6$y\033[?1;2c\033OP\033[2~",
                "that key that key that key that key that key that key");
    EXPECT_KEYS("\033[12\033[A", "that key Up");
    EXPECT_KEYS("\033[1\001j", "that key ^A j");
    EXPECT_KEYS("\033[99999999999999999999~k", "that key k");
}

static void reads_a_paste_as_characters(void **state) {
    (void)state;
    EXPECT_KEYS("\033[200~a\xC3\xA9\r\tb\001\033[201~\r", "a \xC3\xA9 Space Space b Enter");
    EXPECT_KEYS("\033[200~x\033[Ay\r", "x Up y Enter"); /* its end was lost */
    EXPECT_KEYS("\033[201~x", "x");
}

static void reads_the_mouse(void **state) {
    (void)state;
    EXPECT_KEYS("\033[<0;5;3M\033[<0;5;3m", "Click@2,4");
    EXPECT_KEYS("\033[<64;1;1M\033[<65;1;1M\033[<2;1;1M\033[<32;1;1M", "WheelUp WheelDown");
    EXPECT_KEYS("\033[<0;9999;9999M\033[<0;0;0M", "Click@23,79 Click@0,0");
    EXPECT_KEYS("\033[M !!\033[M#!!\033[M`!!", "Click@0,0 WheelUp");
    EXPECT_KEYS("\033[M ", "that key");
}

static void reads_a_flood(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    char flood[20000];
    memset(flood, 'j', sizeof flood);
    pty_send(p, flood, sizeof flood);
    pty_type(p, "k");
    assert_true(pty_wait_text(p, "j k"));
    quit(p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_named_keys),
        cmocka_unit_test(decodes_characters),
        cmocka_unit_test(decodes_a_split_character),
        cmocka_unit_test(tells_escape_from_sequences),
        cmocka_unit_test(swallows_unknown_sequences_whole),
        cmocka_unit_test(reads_a_paste_as_characters),
        cmocka_unit_test(reads_the_mouse),
        cmocka_unit_test(reads_a_flood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
