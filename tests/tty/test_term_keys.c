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
    EXPECT_KEYS("\033j", "Alt-j");
    EXPECT_KEYS("\033\r\033\x7f\033 \033\x01\033\xC3\xA9", "Alt-Enter Alt-Backspace Alt-Space Alt-^A Alt-é");
    EXPECT_KEYS("\033\xFFj", "that key j");
    EXPECT_KEYS("\033[1;5A\033[1;3D\033[3;2~\033[1;8H", "C-Up Alt-Left S-Del Alt-C-S-Home");
    EXPECT_KEYS("\033OP\033OS\033[11~\033[15~\033[17~\033[24~\033[2~\033[1;5R\033[15;3~", "F1 F4 F1 F5 F6 F12 Ins C-F3 Alt-F5");
    EXPECT_KEYS("\033O", "Alt-O");
    EXPECT_KEYS("\033[", "Alt-[");
    EXPECT_KEYS("\033[[A\033[[E\033[[F\033[A", "F1 F5 that key Up");
}

static void swallows_unknown_sequences_whole(void **state) {
    (void)state;
    EXPECT_KEYS("\033[999~\033[1;99A\033OZ\033[26~", "that key that key S-Tab that key");
    EXPECT_KEYS("\033[12\033[A", "that key Up");
    EXPECT_KEYS("\033[1\001j", "that key ^A j");
    EXPECT_KEYS("\033[99999999999999999999~k", "that key k");
}

static void replies_are_no_keys(void **state) {
    (void)state;
    EXPECT_KEYS("\033[?1;2cj\033[>0;276;0cj\033[12;5Rj\033[0nj\033[8;24;80tj\033[?2026;2$yj\033[4;1$yj", "j j j j j j j");
    EXPECT_KEYS("\033[Ij\033[Oj\033[?0uj\033[?62;1;2;4;6;9;15;16;17;18;21;22;28;29;42;52;314;315;316;317;318cj", "j j j j");
    EXPECT_KEYS("\033]11;rgb:1e1e/1e1e/1e1e\aj\033]4;1;rgb:aa/00/00\033\\j", "j j");
    EXPECT_KEYS("\033P>|XTerm(379)\033\\j\033P1+r524742=38\033\\j\033_Gi=31;OK\033\\j\033^q\033\\j\033Xq\033\\j", "j j j j j");
    EXPECT_KEYS("\033]0;q\030j\033]0;q\033[Aj", "j Up j"); /* cancelled; cut off by a key */
}

static void replies_come_in_pieces(void **state) {
    (void)state;
    static const char *const pieces[] = {"\033]11;rg", "b:qq/", "q\033", "\\\033[?", "64;1", ";2c\033P>|x", "\033", "\\j"};
    struct pty *p = start(NULL);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        pty_type(p, pieces[i]);
        poll(NULL, 0, 250);
    }
    pty_type(p, "z");
    assert_true(pty_wait_text(p, " z"));
    assert_string_equal(pty_row(p, KEYS_ROW), "j z");
    quit(p);
}

/* Alt and a key that begins a string reply, and a reply whose end is lost. */
static void a_reply_without_an_end_is_given_up(void **state) {
    (void)state;
    EXPECT_KEYS("\033P", "Alt-P");
    EXPECT_KEYS("\033]", "Alt-]");
    struct pty *p = start(NULL);
    pty_type(p, "\033]52;c;q");
    poll(NULL, 0, 1500);
    pty_type(p, "j");
    assert_true(pty_wait_text(p, "j"));
    pty_type(p, "\033]52;c;");
    for (int i = 0; i < 20; i++) { /* and keys come all the while */
        pty_type(p, "k");
        poll(NULL, 0, 200);
    }
    assert_true(pty_wait_text(p, "j k"));
    quit(p);
}

static void reads_a_paste_as_one_text(void **state) {
    (void)state;
    EXPECT_KEYS("\033[200~a\xC3\xA9\r\tq\001\033[201~\r", "paste of 7:a\xC3\xA9\\x0d\\x09q\\x01 Enter");
    EXPECT_KEYS("\033[200~x\033[Ay\033[201~j", "paste of 5:x\\x1b[Ay j");
    EXPECT_KEYS("\033[200~\033[201~j", "paste of 0: j");
    EXPECT_KEYS("\033[201~x", "x");
    EXPECT_KEYS("\033[200~a\033[201~q\033[201~j", "paste of 8:a\\x1b[201~q j"); /* it holds the end itself */
    EXPECT_KEYS("\033[200~a\033[201~j\033[200~b\033[201~", "paste of 1:a j paste of 1:b");
}

static void a_paste_comes_in_pieces(void **state) {
    (void)state;
    static const char *const pieces[] = {"\033[200", "~q\033", "[20", "1", "~j"};
    struct pty *p = start(NULL);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        pty_type(p, pieces[i]);
        poll(NULL, 0, 100);
    }
    assert_true(pty_wait_text(p, "paste of 1:q j"));
    quit(p);
}

static void a_paste_without_an_end_is_over_when_nothing_comes(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    pty_type(p, "\033[200~quit");
    poll(NULL, 0, 1000);
    assert_false(pty_has_text(p, "paste"));
    assert_true(pty_wait_text(p, "paste of 4:quit"));
    pty_type(p, "j");
    assert_true(pty_wait_text(p, "quit j"));
    quit(p);
}

static void reads_a_long_paste(void **state) {
    (void)state;
    enum { LONG = 1 << 20 };
    struct pty *p = start(NULL);
    char *text = malloc(LONG);
    memset(text, 'q', LONG);
    pty_type(p, "\033[200~");
    pty_send(p, text, LONG);
    pty_type(p, "\033[201~j");
    assert_true(pty_wait_text(p, "paste of 1048576:qqq"));
    free(text);
    quit(p);
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
        cmocka_unit_test(replies_are_no_keys),
        cmocka_unit_test(replies_come_in_pieces),
        cmocka_unit_test(a_reply_without_an_end_is_given_up),
        cmocka_unit_test(reads_a_paste_as_one_text),
        cmocka_unit_test(a_paste_comes_in_pieces),
        cmocka_unit_test(a_paste_without_an_end_is_over_when_nothing_comes),
        cmocka_unit_test(reads_a_long_paste),
        cmocka_unit_test(reads_the_mouse),
        cmocka_unit_test(reads_a_flood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
