/* test_browser: which programs open an address, and how they are started. The program started is this one again: with
 * COURANT_FAKE_BROWSER set it writes what it finds to the file of that name. */
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

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "browser.h"
#include "buf.h"
#include "spawn.h"

static const char address[] = "https://example.org/a?b=c&d=$(touch%20x);`e`'f'\"*\xC3\xA9|g";

struct place {
    char folder[64];
    char report[96];
    char browsers[2][96]; /* a graphical one and one for the terminal */
};

/* The fake browser. */

static int has_open_files(void) {
    for (int fd = 3; fd < 1024; fd++) {
        if (fcntl(fd, F_GETFD) >= 0) {
            return fd;
        }
    }
    return 0;
}

static int has_odd_signals(void) {
    sigset_t blocked;
    sigprocmask(SIG_BLOCK, NULL, &blocked);
    for (int number = 1; number < SIGRTMIN; number++) {
        struct sigaction action;
        if (sigismember(&blocked, number) == 1 || (!sigaction(number, NULL, &action) && action.sa_handler == SIG_IGN)) {
            return number;
        }
    }
    return 0;
}

static int is_on_nowhere(void) {
    struct stat nowhere, in, out;
    return !stat("/dev/null", &nowhere) && !fstat(0, &in) && !fstat(1, &out) && nowhere.st_rdev == in.st_rdev &&
           nowhere.st_rdev == out.st_rdev;
}

static int be_a_browser(int count, char **arguments, const char *report) {
    int files = has_open_files(), signals = has_odd_signals();
    char unfinished[PATH_MAX];
    snprintf(unfinished, sizeof unfinished, "%s.new", report);
    FILE *f = fopen(unfinished, "w");
    if (!f) {
        return 1;
    }
    fprintf(f, "files %d, signals %d, nowhere %d, session %d\n", files, signals, is_on_nowhere(), (int)getsid(0));
    for (int i = 1; i < count; i++) {
        fprintf(f, "[%s]\n", arguments[i]);
    }
    fclose(f);
    return rename(unfinished, report) ? 1 : 0;
}

/* What the tests share. */

static int set_up(void **state) {
    struct place *p = xcalloc(1, sizeof *p);
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    snprintf(p->folder, sizeof p->folder, "/tmp/courant-browser-XXXXXX");
    if (n <= 0 || !mkdtemp(p->folder)) {
        return -1;
    }
    self[n] = '\0';
    snprintf(p->report, sizeof p->report, "%s/report", p->folder);
    snprintf(p->browsers[0], sizeof p->browsers[0], "%s/firefox", p->folder);
    snprintf(p->browsers[1], sizeof p->browsers[1], "%s/w3m", p->folder);
    setenv("COURANT_FAKE_BROWSER", p->report, 1);
    *state = p;
    return symlink(self, p->browsers[0]) || symlink(self, p->browsers[1]);
}

static int tear_down(void **state) {
    struct place *p = *state;
    unlink(p->report);
    unlink(p->browsers[0]);
    unlink(p->browsers[1]);
    rmdir(p->folder);
    free(p);
    return 0;
}

static void read_report(const struct place *p, char text[1024]) {
    FILE *f = NULL;
    for (int i = 0; i < 1000 && !(f = fopen(p->report, "r")); i++) {
        poll(NULL, 0, 10);
    }
    assert_non_null(f);
    text[fread(text, 1, 1023, f)] = '\0';
    fclose(f);
    unlink(p->report);
}

static void expect_no_child(void) {
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

/* The commands as one text: a command a line, "!" for the terminal, its arguments in brackets. */
static void expect_commands(const char *variable, bool display, const char *expected) {
    struct browser_command *commands;
    struct buf out = {0};
    size_t count = browser_commands(variable, display, STR("http://a/%s"), &commands);
    for (size_t i = 0; i < count; i++) {
        buf_puts(&out, commands[i].needs_terminal ? "!" : "");
        for (char **argument = commands[i].arguments; *argument; argument++) {
            buf_printf(&out, "[%s]", *argument);
        }
        buf_putc(&out, '\n');
    }
    assert_string_equal(buf_cstr(&out), expected);
    browser_commands_free(commands, count);
    buf_release(&out);
}

static void splits_the_variable(void **state) {
    (void)state;
    expect_commands("firefox", false, "[firefox][http://a/%s]\n");
    expect_commands("firefox --new-tab", false, "[firefox][--new-tab][http://a/%s]\n");
    expect_commands("firefox -url=%s -x", false, "[firefox][-url=http://a/%s][-x]\n");
    expect_commands("a %s %s", false, "[a][http://a/%s][http://a/%s]\n");
    expect_commands("a %%s 100%% %d %", false, "[a][%s][100%][%d][%][http://a/%s]\n");
    expect_commands("  a \t b  :: :c:", false, "[a][b][http://a/%s]\n[c][http://a/%s]\n");
    expect_commands("a 'b c' \"$d\"", false, "[a]['b][c'][\"$d\"][http://a/%s]\n");
}

static void knows_terminal_browsers(void **state) {
    (void)state;
    expect_commands("w3m:/usr/bin/lynx -x:links2:elinks", true,
                    "![w3m][http://a/%s]\n![/usr/bin/lynx][-x][http://a/%s]\n![links2][http://a/%s]\n![elinks][http://a/%s]\n");
    expect_commands("w3m/firefox:w3mx:xterm -e w3m", true,
                    "[w3m/firefox][http://a/%s]\n[w3mx][http://a/%s]\n[xterm][-e][w3m][http://a/%s]\n");
}

static void has_defaults(void **state) {
    (void)state;
#ifndef __APPLE__
    static const char rest[] =
        "![www-browser][http://a/%s]\n![w3m][http://a/%s]\n![lynx][http://a/%s]\n![links][http://a/%s]\n";
    char with_display[256];
    snprintf(with_display, sizeof with_display, "[xdg-open][http://a/%%s]\n%s", rest);
    expect_commands(NULL, true, with_display);
    expect_commands(NULL, false, rest);
    expect_commands("", false, rest);
    expect_commands(" ", false, rest);
#endif
    expect_commands(":", false, "");
}

static void starts_detached(void **state) {
    struct place *p = *state;
    char text[1024], started[64], expected[256];
    struct err e;
    sigset_t all, before;
    int leak = open("/dev/null", O_RDONLY);
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    signal(SIGPIPE, SIG_IGN);
    setenv("BROWSER", p->browsers[0], 1);
    assert_int_equal(browser_open(str_from(address), NULL, started, NULL, &e), 0);
    sigprocmask(SIG_SETMASK, &before, NULL);
    signal(SIGPIPE, SIG_DFL);
    close(leak);
    assert_memory_equal(started, p->browsers[0], strlen(started));
    expect_no_child();
    read_report(p, text);
    snprintf(expected, sizeof expected, "files 0, signals 0, nowhere 1, session %d\n[%s]\n", (int)getsid(0), address);
    assert_string_not_equal(text, expected); /* a session of its own */
    int session = 0;
    assert_int_equal(sscanf(text, "files 0, signals 0, nowhere 1, session %d", &session), 1);
    assert_int_not_equal(session, getsid(0));
    assert_string_equal(strchr(text, '['), strchr(expected, '['));
}

struct calls {
    char text[16];
};

static void note(struct calls *c, char what) {
    size_t n = strlen(c->text);
    c->text[n] = what;
}

static void leave(void *context) {
    note(context, 'l');
}

static void back(void *context) {
    note(context, 'b');
}

static void runs_one_for_the_terminal(void **state) {
    struct place *p = *state;
    char text[1024], started[64], expected[256];
    struct err e;
    struct calls calls = {""};
    struct spawn_screen screen = {leave, back, &calls};
    signal(SIGINT, SIG_IGN);
    setenv("BROWSER", p->browsers[1], 1);
    assert_int_equal(browser_open(str_from(address), &screen, started, NULL, &e), 0);
    assert_int_equal(access(p->report, F_OK), 0); /* it was waited for */
    signal(SIGINT, SIG_DFL);
    expect_no_child();
    read_report(p, text);
    snprintf(expected, sizeof expected, "files 0, signals 0, nowhere %d, session %d\n[%s]\n", is_on_nowhere(), (int)getsid(0),
             address);
    assert_string_equal(text, expected);
    assert_string_equal(calls.text, "lb");
}

static void runs_one_without_a_screen(void **state) {
    struct place *p = *state;
    char text[1024], started[64];
    struct err e;
    setenv("BROWSER", p->browsers[1], 1);
    assert_int_equal(browser_open(str_from(address), &(struct spawn_screen){0}, started, NULL, &e), 0);
    read_report(p, text);
}

static void tries_the_next(void **state) {
    struct place *p = *state;
    char text[1024], started[64], variable[512];
    struct err e;
    struct calls calls = {""};
    struct spawn_screen screen = {leave, back, &calls};
    snprintf(variable, sizeof variable, "%s/none/w3m:%s:/nowhere/lynx:%s -x=%%s", p->folder, p->folder, p->browsers[0]);
    setenv("BROWSER", variable, 1);
    assert_int_equal(browser_open(STR("http://a/b"), &screen, started, NULL, &e), 0);
    assert_memory_equal(started, p->browsers[0], strlen(started));
    assert_string_equal(calls.text, "lb"); /* once */
    read_report(p, text);
    assert_string_equal(strchr(text, '['), "[-x=http://a/b]\n");
    expect_no_child();
}

static void says_what_was_tried(void **state) {
    (void)state;
    char started[64] = "";
    struct err e;
    setenv("BROWSER", "/nowhere/a:/nowhere/w3m", 1);
    assert_int_equal(browser_open(STR("http://a/b"), NULL, started, NULL, &e), -1);
    assert_string_equal(e.text, "cannot start a browser: set BROWSER, for example BROWSER=firefox (tried '/nowhere/a': No such "
                                "file or directory, '/nowhere/w3m': No such file or directory)");
    setenv("BROWSER", ":", 1);
    assert_int_equal(browser_open(STR("http://a/b"), NULL, started, NULL, &e), -1);
    assert_string_equal(e.text,
                        "cannot start a browser: set BROWSER, for example BROWSER=firefox (tried nothing: BROWSER names "
                        "no program)");
    assert_string_equal(started, "");
    expect_no_child();
}

/* With a shell for a browser; the address is its last argument. */
static void expect_end(const char *browser, const char *message) {
    char started[64];
    struct err e = {0};
    int watch;
    int64_t began;
    int result;
    setenv("BROWSER", browser, 1);
    do { /* again, when the machine took longer for it than it is watched */
        began = monotonic_ms();
        assert_int_equal(browser_open(STR("http://a/b"), NULL, started, &watch, &e), 0);
        assert_true(watch >= 0);
        result = browser_ended(watch, started, &e);
    } while (!result && monotonic_ms() - began >= SPAWN_WATCH_MS);
    assert_int_equal(result, message ? -1 : 0);
    assert_string_equal(message ? e.text : "", message ? message : "");
    assert_true(fcntl(watch, F_GETFD) < 0);
    expect_no_child();
}

/* In the folder of the test. */
static void write_script(const struct place *p, const char *name, const char *text) {
    assert_int_equal(chdir(p->folder), 0);
    FILE *f = fopen(name, "we");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void says_that_it_failed_at_once(void **state) {
    write_script(*state, "killed", "kill -9 $$\n");
    expect_end("false",
               "the browser 'false' exited at once with status 1: set BROWSER to another, for example BROWSER=firefox");
    expect_end("sh killed", "the browser 'sh' was killed at once by signal 9 (Killed): set BROWSER to another, for example "
                            "BROWSER=firefox");
    expect_end("true", NULL);
    unlink("killed");
}

static void one_that_goes_on_is_left_alone(void **state) {
    write_script(*state, "slow", "exec sleep 1.5\n");
    struct pollfd ready = {-1, POLLIN, 0};
    char started[64];
    struct err e;
    setenv("BROWSER", "sh slow", 1);
    int64_t began = monotonic_ms();
    assert_int_equal(browser_open(STR("http://a/b"), NULL, started, &ready.fd, &e), 0);
    bool is_told = poll(&ready, 1, 300) > 0;
    assert_true(!is_told || monotonic_ms() - began >= SPAWN_WATCH_MS); /* then it is told that it goes on */
    assert_int_equal(browser_ended(ready.fd, started, &e), 0);
    unlink("slow");
}

static void says_that_one_in_the_terminal_failed(void **state) {
    struct place *p = *state;
    char started[64];
    struct err e;
    unlink(p->browsers[1]);
    assert_int_equal(symlink("/bin/false", p->browsers[1]), 0);
    setenv("BROWSER", p->browsers[1], 1);
    assert_int_equal(browser_open(STR("http://a/b"), NULL, started, NULL, &e), -1);
    assert_non_null(strstr(e.text, "w3m' exited at once with status 1"));
}

static void gives_the_canonical_address(void **state) {
    struct place *p = *state;
    char text[1024], started[64];
    struct err e;
    setenv("BROWSER", p->browsers[1], 1);
    assert_int_equal(browser_open(STR("https://bank.example@\xd0\xb0pple.com/x"), NULL, started, NULL, &e), 0);
    read_report(p, text);
    assert_string_equal(strchr(text, '['), "[https://xn--pple-43d.com/x]\n");
}

static void refuses_a_bad_address(void **state) {
    struct place *p = *state;
    char started[64];
    struct err e;
    struct calls calls = {""};
    struct spawn_screen screen = {leave, back, &calls};
    static const char *const bad[] = {"", "file:///etc/passwd", "javascript:alert(1)", "http://a/b c", "http://", "-version"};
    setenv("BROWSER", p->browsers[1], 1);
    for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
        assert_int_equal(browser_open(str_from(bad[i]), &screen, started, NULL, &e), -1);
    }
    assert_string_equal(calls.text, "");
    assert_int_equal(access(p->report, F_OK), -1);
}

int main(int count, char **arguments) {
    const char *report = getenv("COURANT_FAKE_BROWSER");
    if (report) {
        return be_a_browser(count, arguments, report);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_the_variable),
        cmocka_unit_test(knows_terminal_browsers),
        cmocka_unit_test(has_defaults),
        cmocka_unit_test_setup_teardown(starts_detached, set_up, tear_down),
        cmocka_unit_test_setup_teardown(runs_one_for_the_terminal, set_up, tear_down),
        cmocka_unit_test_setup_teardown(runs_one_without_a_screen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tries_the_next, set_up, tear_down),
        cmocka_unit_test(says_what_was_tried),
        cmocka_unit_test_setup_teardown(says_that_it_failed_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_that_goes_on_is_left_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(says_that_one_in_the_terminal_failed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(gives_the_canonical_address, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_bad_address, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
