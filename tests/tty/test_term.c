/* test_term: what the terminal module draws, and how it takes the terminal and gives it back. */
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

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "demo.h"

enum { LOOKS_ROW = 4 };

/* What is drawn. */

static void expect_bars_at(struct pty *p, int shift) {
    static const int columns[] = {4, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 4, 7};
    for (int i = 0; i < (int)(sizeof columns / sizeof *columns); i++) {
        assert_string_equal(pty_cell(p, 1 + i / 9, i % 9 * 8 + columns[i] + shift).text, "|");
    }
}

static void expect_bars(struct pty *p) {
    expect_bars_at(p, 0);
}

static void draws_wide_and_odd_clusters_in_step(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    struct pty_cell wide = pty_cell(p, 1, 0);
    assert_string_equal(wide.text, "日");
    assert_int_equal(wide.columns, 2);
    assert_string_equal(pty_cell(p, 1, 8).text, "e\xCC\x81");
    assert_string_equal(pty_cell(p, 1, 24).text, "\xF0\x9F\x91\x8D");
    assert_string_equal(pty_cell(p, 1, 40).text, "\xF0\x9F\x91\xA9"); /* the first of the family */
    assert_string_equal(pty_cell(p, 1, 56).text, "\xE2\x9D\xA4");
    assert_string_equal(pty_cell(p, 2, 0).text, "\xF0\x9F\xAB\xA8");
    assert_string_equal(pty_cell(p, 2, 8).text, "\xF0\x9F\xAA\xBF");
    expect_bars(p);
    assert_string_equal(pty_cell(p, 23, 79).text, "$"); /* the last cell of all */
    quit(p);
}

static void draws_again_what_was_written_over(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    char before[16384];
    snprintf(before, sizeof before, "%s", pty_screen(p));
    pty_type(p, "\f");
    assert_true(pty_wait_quiet(p, 200));
    assert_string_equal(pty_screen(p), before);
    expect_bars(p);
    quit(p);
}

/* Every cell of them changes from and to halves of others; what is left over shows when all is drawn anew. */
static void draws_changes_in_step(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    char changed[16384];
    for (int i = 1; i <= 4; i++) {
        pty_type(p, "\024");
        assert_true(pty_wait_quiet(p, 200));
        expect_bars_at(p, i % 4);
        snprintf(changed, sizeof changed, "%s", pty_screen(p));
        pty_type(p, "\f");
        assert_true(pty_wait_quiet(p, 200));
        assert_string_equal(pty_screen(p), changed);
    }
    quit(p);
}

static void draws_looks(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    assert_int_equal(pty_cell(p, LOOKS_ROW, 0).color, -1);
    assert_true(pty_cell(p, LOOKS_ROW, 18).bold);           /* title */
    assert_int_equal(pty_cell(p, LOOKS_ROW, 45).color, 63); /* link */
    assert_true(pty_cell(p, LOOKS_ROW, 45).underline);
    assert_true(pty_cell(p, LOOKS_ROW + 2, 0).bold); /* strong */
    assert_true(pty_cell(p, LOOKS_ROW + 4, 0).italic);
    assert_true(pty_cell(p, LOOKS_ROW + 4, 9).underline);
    assert_int_equal(pty_cell(p, LOOKS_ROW + 4, 27).background, 221); /* match */
    assert_true(pty_cell(p, LOOKS_ROW + 5, 79).reverse);              /* selected, to the edge */
    assert_true(pty_cell(p, LOOKS_ROW + 5, 10).bold);                 /* unread, selected */
    assert_false(pty_cell(p, LOOKS_ROW + 5, 0).bold);
    assert_int_equal(pty_cell(p, LOOKS_ROW + 6, 0).background, 243); /* passive */
    quit(p);
}

static void draws_looks_without_color(void **state) {
    (void)state;
    struct pty *p = start("--no-color");
    for (int row = 0; row < 24; row++) {
        for (int column = 0; column < 80; column++) {
            struct pty_cell cell = pty_cell(p, row, column);
            assert_int_equal(cell.color, -1);
            assert_int_equal(cell.background, -1);
        }
    }
    assert_true(pty_cell(p, LOOKS_ROW, 45).underline);
    assert_true(pty_cell(p, LOOKS_ROW + 4, 27).reverse);
    assert_true(pty_cell(p, LOOKS_ROW + 4, 36).reverse && pty_cell(p, LOOKS_ROW + 4, 36).underline);
    assert_true(pty_cell(p, LOOKS_ROW + 6, 0).underline);
    quit(p);
}

static void follows_the_background_that_the_terminal_tells(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    assert_int_equal(pty_cell(p, LOOKS_ROW, 45).color, 63); /* a link, readable on both */
    pty_type(p, "\033]11;rgb:1e1e/1e1e/2e2e\033\\\033[?2026;0$y");
    assert_true(pty_wait_quiet(p, 100));
    assert_int_equal(pty_cell(p, LOOKS_ROW, 45).color, 111);
    pty_type(p, "\033]11;rgb:fdfd/f6f6/e3e3\a");
    assert_true(pty_wait_quiet(p, 100));
    assert_int_equal(pty_cell(p, LOOKS_ROW, 45).color, 25);
    assert_string_equal(pty_row(p, KEYS_ROW), ""); /* none of it was a key */
    expect_bars(p);
    quit(p);
}

static bool sends(const char *term, const char *depth, const char *argument, const char *bytes) {
    const char *const environment[] = {depth, "TMUX", NULL};
    struct pty *p = start_with(&(struct pty_options){.term = term, .environment = environment}, argument);
    size_t n;
    expect_drawn(p, "size 24x80");
    expect_bars(p);
    const char *output = pty_output(p, &n);
    bool sent = memmem(output, n, bytes, strlen(bytes));
    assert_null(memmem(output, n, "48;2;255;255;255", 16)); /* the terminal's own background stays */
    quit(p);
    return sent;
}

/* A description with true colours is rarely installed, and not needed. */
static void draws_true_colours_where_the_terminal_has_them(void **state) {
    (void)state;
    static const char link[] = "38;2;135;175;255";
    assert_true(sends("xterm-256color", "COLORTERM=truecolor", "--theme=dark", link));
    assert_true(sends("tmux-256color", "COLORTERM=24bit", "--theme=dark", link));
    assert_true(sends("xterm", "COLORTERM=truecolor", "--theme=dark", link));
    assert_false(sends("xterm-256color", "COLORTERM", "--theme=dark", link));
    assert_false(sends("xterm-256color", "COLORTERM=yes", "--theme=dark", link));
    assert_false(sends("screen-256color", "COLORTERM=truecolor", "--theme=dark", link));
    assert_false(sends("vt100", "COLORTERM=truecolor", "--theme=dark", "38;2;"));
    assert_false(sends("xterm-256color", "COLORTERM=truecolor", "--no-color", "38;2;"));
}

static size_t frames(struct pty *p, const char *bracket) {
    size_t n, count = 0;
    const char *output = pty_output(p, &n), *at = output;
    while ((at = memmem(at, n - (size_t)(at - output), bracket, strlen(bracket)))) {
        at++;
        count++;
    }
    return count;
}

static void holds_frames_back_where_the_terminal_can(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    pty_type(p, "k\024");
    assert_true(pty_wait_quiet(p, 100));
    assert_int_equal(frames(p, "\033[?2026h"), 0); /* it has not replied */
    pty_type(p, "\033[?2026;2$y");
    assert_true(pty_wait_quiet(p, 100));
    pty_type(p, "\024");
    assert_true(pty_wait_quiet(p, 100));
    size_t begun = frames(p, "\033[?2026h");
    assert_true(begun > 0);
    assert_int_equal(frames(p, "\033[?2026l"), begun);
    pty_type(p, "\033[?2026;0$y"); /* nothing is drawn for it */
    assert_true(pty_wait_quiet(p, 100));
    assert_int_equal(frames(p, "\033[?2026h"), begun);
    expect_bars_at(p, 2);
    quit(p);
}

static bool asks(const char *term, const char *variable, const char *argument) {
    const char *const environment[] = {variable, NULL};
    struct pty *p = start_with(&(struct pty_options){.term = term, .environment = environment}, argument);
    size_t n;
    expect_drawn(p, "size 24x80");
    const char *output = pty_output(p, &n);
    bool asked = memmem(output, n, "\033]11;?", 6);
    assert_int_equal(asked, memmem(output, n, "$p", 2) != NULL);
    quit(p);
    return asked;
}

static void asks_only_terminals_that_can_be_asked(void **state) {
    (void)state;
    assert_true(asks("xterm-256color", "A=b", NULL));
    assert_true(asks("tmux-256color", "A=b", "--theme=dark")); /* what it can, at least */
    assert_false(asks("linux", "A=b", NULL));
    assert_false(asks("vt100", "A=b", NULL));
    assert_false(asks("xterm-256color", "A=b", "--no-color"));
    assert_false(asks("xterm-256color", "TERM_PROGRAM=Apple_Terminal", NULL));
}

static void a_theme_that_was_chosen_stays(void **state) {
    (void)state;
    struct pty *p = start("--theme=light");
    assert_int_equal(pty_cell(p, LOOKS_ROW, 45).color, 25);
    pty_type(p, "\033]11;rgb:0/0/0\a");
    assert_true(pty_wait_quiet(p, 100));
    assert_int_equal(pty_cell(p, LOOKS_ROW, 45).color, 25);
    quit(p);
    p = start("--theme=high-contrast");
    assert_int_equal(pty_cell(p, 11, 79).background, 16); /* blank cells, too */
    pty_type(p, "\033]11;#ffffff\a");
    assert_true(pty_wait_quiet(p, 100));
    assert_int_equal(pty_cell(p, 11, 79).background, 231);
    quit(p);
}

static void takes_a_hint_of_the_background_from_the_environment(void **state) {
    (void)state;
    static const char *const light[] = {"COLORFGBG=0;15", NULL}, *const dark[] = {"COLORFGBG=15;default;0", NULL};
    struct pty *p = start_with(&(struct pty_options){.environment = light}, NULL);
    expect_drawn(p, "size 24x80");
    assert_int_equal(pty_cell(p, LOOKS_ROW, 45).color, 25);
    quit(p);
    p = start_with(&(struct pty_options){.environment = dark}, NULL);
    expect_drawn(p, "size 24x80");
    assert_int_equal(pty_cell(p, LOOKS_ROW, 45).color, 111);
    quit(p);
}

static void draws_with_8_colors_and_none(void **state) {
    (void)state;
    static const char *const types[] = {"xterm", "linux", "vt100", "screen", "tmux-256color", "ansi"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct pty *p = start_with(&(struct pty_options){.term = types[i]}, NULL);
        expect_drawn(p, "size 24x80");
        expect_bars(p);
        assert_true(pty_cell(p, LOOKS_ROW + 5, 0).reverse);
        pty_type(p, "q");
        assert_int_equal(pty_wait_exit(p), 0);
        assert_true(pty_restored(p));
        pty_end(p);
    }
}

static bool is_ascii(const char *bytes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)bytes[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static void draws_with_ascii_where_utf8_is_not_read(void **state) {
    (void)state;
    static const char *const locales[] = {"LC_ALL=C", "LC_ALL=POSIX"};
    for (size_t i = 0; i < 2; i++) {
        const char *environment[] = {locales[i], NULL};
        struct pty *p = start_with(&(struct pty_options){.environment = environment}, NULL);
        size_t n;
        expect_drawn(p, "size 24x80");
        assert_string_equal(pty_row(p, 2) + 56, "-|*~|   \"naive\"|");
        assert_memory_equal(pty_row(p, 1), "? ? |", 5);
        expect_bars(p);
        const char *output = pty_output(p, &n);
        assert_true(is_ascii(output, n));
        quit(p);
    }
}

static void draws_utf8_where_the_locale_is_missing(void **state) {
    (void)state;
    const char *unknown[] = {"LC_ALL=xx_YY.UTF-8", NULL}, *none[] = {"LC_ALL", "LC_CTYPE", "LANG", NULL};
    const char *const *const environments[] = {unknown, none};
    for (size_t i = 0; i < 2; i++) {
        struct pty *p = start_with(&(struct pty_options){.environment = environments[i]}, NULL);
        expect_drawn(p, "日本|");
        expect_bars(p);
        quit(p);
    }
}

static void draws_signs_with_ascii_when_asked(void **state) {
    (void)state;
    struct pty *p = start("--ascii");
    assert_true(pty_has_text(p, "日本|"));
    assert_true(pty_has_text(p, "-|*~|   \"na\xC3\xAFve\"|"));
    assert_memory_equal(pty_row(p, 12), "--------", 8);
    quit(p);
}

static void puts_the_cursor(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    struct pty_modes modes = pty_modes(p);
    assert_int_equal(modes.cursor_row, KEYS_ROW);
    assert_int_equal(modes.cursor_column, 2);
    assert_true(modes.cursor_visible && modes.alternate && modes.mouse && modes.paste);
    pty_resize(p, 10, 80); /* the demo hides it there */
    expect_drawn(p, "size 10x80");
    assert_false(pty_modes(p).cursor_visible);
    quit(p);
}

/* Signals, descriptors, time. */

static void tells_of_a_new_size(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    static const int sizes[][2] = {{50, 132}, {1, 1}, {3, 10}, {200, 500}, {24, 80}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char text[32];
        snprintf(text, sizeof text, "size %dx%d", sizes[i][0], sizes[i][1]);
        text[sizes[i][1] > 3 ? (sizes[i][1] < 20 ? 8 : 31) : 0] = '\0';
        pty_resize(p, sizes[i][0], sizes[i][1]);
        expect_drawn(p, text);
    }
    assert_true(pty_has_text(p, "<resized>"));
    expect_bars(p);
    quit(p);
}

static void ends_in_order_on_signals(void **state) {
    (void)state;
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct pty *p = start(NULL);
        pty_signal(p, signals[i]);
        assert_int_equal(pty_wait_exit(p), 0);
        assert_true(pty_has_text(p, "ended by hangup"));
        assert_true(pty_restored(p));
        pty_end(p);
    }
}

static void ends_on_ctrl_c(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    pty_type(p, "\003");
    assert_int_equal(pty_wait_exit(p), 0);
    assert_true(pty_has_text(p, "ended by hangup"));
    assert_true(pty_restored(p));
    pty_end(p);
}

static void ends_when_the_terminal_vanishes(void **state) {
    (void)state;
    struct pty *p = start_with(&(struct pty_options){0}, "--tick=20"); /* so that it draws meanwhile */
    assert_true(pty_wait_text(p, "size 24x80"));
    pty_hang_up(p);
    assert_int_equal(pty_wait_exit(p), 0);
    pty_end(p);
}

static void stops_and_goes_on(struct pty *p) {
    assert_true(pty_wait_stopped(p));
    assert_true(pty_wait_quiet(p, 50));
    assert_true(pty_restored(p));
    pty_disturb(p, true);
    pty_continue(p);
    expect_drawn(p, "size 24x80");
    expect_bars(p);
    assert_true(pty_modes(p).alternate && pty_modes(p).mouse && pty_modes(p).paste);
    pty_type(p, "\r\023k");
    assert_true(pty_wait_text(p, "Enter ^S k")); /* its own modes are there again */
}

static void stops_by_key_and_by_signal(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    size_t n;
    pty_type(p, "\032");
    stops_and_goes_on(p);
    pty_signal(p, SIGTSTP);
    stops_and_goes_on(p);
    const char *output = pty_output(p, &n);
    assert_null(memmem(output, n, "\033]104", 5)); /* the palette is left alone */
    quit(p);
}

static void takes_the_terminal_back_after_a_hard_stop(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    pty_signal(p, SIGSTOP);
    assert_true(pty_wait_stopped(p));
    pty_disturb(p, true);
    pty_continue(p);
    assert_true(pty_wait_text(p, "<resized>"));
    pty_type(p, "\rk");
    assert_true(pty_wait_text(p, "Enter k"));
    pty_type(p, "q");
    assert_int_equal(pty_wait_exit(p), 0);
    assert_true(pty_restored(p));
    pty_end(p);
}

static void leaves_and_returns(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    pty_type(p, "\005");
    assert_true(pty_wait_text(p, "outside"));
    assert_true(pty_restored(p));
    pty_signal(p, SIGINT); /* meant for the other program */
    pty_resize(p, 30, 90);
    pty_type(p, "x\n");
    assert_true(pty_wait_text(p, "size 30x90"));
    pty_type(p, "k");
    assert_true(pty_wait_text(p, "k"));
    quit(p);
}

static void gives_the_terminal_back_when_it_dies(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    pty_type(p, "\030");
    int status = pty_wait_exit(p);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 3);
    assert_true(pty_has_text(p, "courant: the demo was asked to die"));
    assert_true(pty_restored(p));
    pty_end(p);
}

static void wakes(void **state) {
    (void)state;
    char folder[] = "/tmp/courant-term-XXXXXX", path[64], argument[80];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/fifo", folder);
    snprintf(argument, sizeof argument, "--wake=%s", path);
    assert_int_equal(mkfifo(path, 0600), 0);
    struct pty *p = start(argument);
    int fifo = open(path, O_WRONLY | O_CLOEXEC);
    assert_int_equal(write(fifo, "x", 1), 1);
    assert_true(pty_wait_text(p, "<wake>"));
    pty_type(p, "k");
    assert_true(pty_wait_text(p, "<wake> k"));
    quit(p);
    close(fifo);
    unlink(path);
    rmdir(folder);
}

static void times_out(void **state) {
    (void)state;
    struct pty *p = start_with(&(struct pty_options){0}, "--tick=10");
    assert_true(pty_wait_text(p, "ticks 3"));
    pty_type(p, "k");
    assert_true(pty_wait_text(p, "k"));
    quit(p);
}

static void sends_to_the_clipboard(void **state) {
    (void)state;
    struct pty *p = start(NULL);
    size_t n;
    pty_type(p, "\031");
    assert_true(pty_wait_quiet(p, 100));
    const char *output = pty_output(p, &n);
    static const char sent[] = "\033]52;c;aHR0cHM6Ly9leGFtcGxlLm9yZy9h\a";
    assert_non_null(memmem(output, n, sent, sizeof sent - 1));
    quit(p);
}

static void refuses_terminals_it_cannot_use(void **state) {
    (void)state;
    static const struct {
        const char *term, *message;
    } bad[] = {
        {"", "courant: TERM is not set: set it to what your terminal is"},
        {"dumb", "courant: terminal type 'dumb' cannot move the cursor: set TERM"},
        {"no-such-type", "courant: terminal type 'no-such-type' is unknown: set TERM"},
        {"vt52", "courant: terminal type 'vt52' cannot highlight the selection: set TERM"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct pty *p = start_with(&(struct pty_options){.columns = 200, .term = bad[i].term}, NULL);
        int status = pty_wait_exit(p);
        size_t n;
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 3);
        assert_true(pty_has_text(p, bad[i].message));
        const char *output = pty_output(p, &n);
        assert_null(memchr(output, '\033', n));
        assert_true(pty_restored(p));
        pty_end(p);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_wide_and_odd_clusters_in_step),
        cmocka_unit_test(draws_again_what_was_written_over),
        cmocka_unit_test(draws_changes_in_step),
        cmocka_unit_test(draws_looks),
        cmocka_unit_test(draws_looks_without_color),
        cmocka_unit_test(follows_the_background_that_the_terminal_tells),
        cmocka_unit_test(holds_frames_back_where_the_terminal_can),
        cmocka_unit_test(draws_true_colours_where_the_terminal_has_them),
        cmocka_unit_test(asks_only_terminals_that_can_be_asked),
        cmocka_unit_test(a_theme_that_was_chosen_stays),
        cmocka_unit_test(takes_a_hint_of_the_background_from_the_environment),
        cmocka_unit_test(draws_with_8_colors_and_none),
        cmocka_unit_test(draws_with_ascii_where_utf8_is_not_read),
        cmocka_unit_test(draws_utf8_where_the_locale_is_missing),
        cmocka_unit_test(draws_signs_with_ascii_when_asked),
        cmocka_unit_test(puts_the_cursor),
        cmocka_unit_test(tells_of_a_new_size),
        cmocka_unit_test(ends_in_order_on_signals),
        cmocka_unit_test(ends_on_ctrl_c),
        cmocka_unit_test(ends_when_the_terminal_vanishes),
        cmocka_unit_test(stops_by_key_and_by_signal),
        cmocka_unit_test(takes_the_terminal_back_after_a_hard_stop),
        cmocka_unit_test(leaves_and_returns),
        cmocka_unit_test(gives_the_terminal_back_when_it_dies),
        cmocka_unit_test(wakes),
        cmocka_unit_test(times_out),
        cmocka_unit_test(sends_to_the_clipboard),
        cmocka_unit_test(refuses_terminals_it_cannot_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
