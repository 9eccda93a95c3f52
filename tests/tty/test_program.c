/* test_program: the real reader on a terminal: it starts, walks, is resized, stopped, ended, and leaves nothing behind. */
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

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pty.h"

enum { VARIABLES = 6, SPACE = 1200 };

/* A home of its own for each test. */
struct home {
    char folder[200];
    char variables[VARIABLES][SPACE];
    const char *environment[VARIABLES + 1];
    char archive[SPACE], sample[SPACE];
    struct pty *pty; /* what a test that failed left running */
};

static const char *program(void) {
    const char *path = getenv("COURANT");
    return path ? path : "build/courant";
}

static int make_home(void **state) {
    struct home *h = calloc(1, sizeof *h);
    const char *tmp = getenv("TMPDIR"), *top = getenv("COURANT_TOP");
    snprintf(h->folder, sizeof h->folder, "%s/courant-tty-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(h->folder)) {
        return -1;
    }
    snprintf(h->variables[0], SPACE, "HOME=%s", h->folder);
    snprintf(h->variables[1], SPACE, "XDG_CACHE_HOME=%s/cache", h->folder);
    snprintf(h->variables[2], SPACE, "XDG_STATE_HOME=%s/state", h->folder);
    snprintf(h->variables[3], SPACE, "XDG_CONFIG_HOME=%s/config", h->folder);
    snprintf(h->variables[4], SPACE, "BROWSER=%s/browser", h->folder);
    snprintf(h->variables[5], SPACE, "DISPLAY");
    for (int i = 0; i < VARIABLES; i++) {
        h->environment[i] = h->variables[i];
    }
    snprintf(h->archive, sizeof h->archive, "%s/tests/screens/archive", top ? top : ".");
    snprintf(h->sample, sizeof h->sample, "%s/data/sample/content", top ? top : ".");
    *state = h;
    return 0;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk) {
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

static int remove_home(void **state) {
    struct home *h = *state;
    if (h->pty) {
        pty_end(h->pty);
    }
    nftw(h->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(h);
    return 0;
}

static struct pty *start_at(struct home *h, const char *root, int rows, int columns) {
    const char *arguments[] = {program(), root, NULL};
    struct pty_options options = {.rows = rows, .columns = columns, .environment = h->environment};
    return h->pty = pty_start(&options, arguments);
}

/* On the fixed archive, when all of it is indexed. */
static struct pty *start_filled(struct home *h, int rows, int columns) {
    struct pty *p = start_at(h, h->archive, rows, columns);
    assert_true(pty_wait_text(p, "Indexed: 16 added"));
    assert_true(pty_wait_text(p, "Patient Safety"));
    return p;
}

static void end(struct home *h) {
    pty_end(h->pty);
    h->pty = NULL;
}

static void expect_end(struct home *h, int status) {
    int got = pty_wait_exit(h->pty);
    assert_true(WIFEXITED(got));
    assert_int_equal(WEXITSTATUS(got), status);
    assert_true(pty_restored(h->pty));
    end(h);
}

static void quit(struct home *h) {
    pty_type(h->pty, "Q");
    expect_end(h, 0);
}

/* ---- what is heard ---- */

/* What the program wrote since `from`, without what only moves the cursor. */
static size_t written_since(struct pty *p, size_t from, char *text, size_t size) {
    size_t n, used = 0;
    const char *output = pty_output(p, &n);
    for (size_t i = from; i < n && used + 1 < size; i++) {
        if (output[i] == '\033') {
            i += i + 1 < n && output[i + 1] == '[';
            while (i + 1 < n && !(output[i + 1] >= '@' && output[i + 1] <= '~')) {
                i++;
            }
            i++;
        } else if ((unsigned char)output[i] >= ' ') {
            text[used++] = output[i];
        }
    }
    text[used] = '\0';
    return used;
}

static bool draws(const char *text) {
    for (const char *at = text; (at = strchr(at, '\xE2')) && at[1] && at[2]; at++) {
        if ((unsigned char)at[1] >= 0x94 && (unsigned char)at[1] <= 0x97) { /* U+2500 to U+25FF */
            return true;
        }
    }
    return false;
}

/* A walk as a screen reader follows it: a key that moves writes nothing but the cursor's move, the line of the cursor says what
 * is selected, and one that changes a row writes that. */
static void is_heard_line_by_line(void **state) {
    struct home *h = *state;
    static char text[100000];
    const char *environment[VARIABLES + 2];
    const char *arguments[] = {program(), h->archive, NULL};
    memcpy(environment, h->environment, sizeof h->environment);
    environment[VARIABLES] = "ACCESSIBLE=1";
    environment[VARIABLES + 1] = NULL;
    struct pty *p = h->pty =
        pty_start(&(struct pty_options){.rows = 40, .columns = 200, .environment = environment}, arguments);
    assert_true(pty_wait_text(p, "Indexed: 16 added"));
    pty_type(p, "L");
    assert_true(pty_wait_text(p,
                              "1 of 15, unread, Fourteen thousand alarms: one ward counts a week, harbourhealth.example.com, "
                              "18 November 2024"));
    assert_true(pty_wait_quiet(p, 300));
    for (int i = 2; i <= 10; i++) {
        char begins[40];
        size_t before;
        snprintf(begins, sizeof begins, "%d of 15, unread, ", i);
        pty_output(p, &before);
        pty_type(p, "j");
        assert_true(pty_wait_quiet(p, 100));
        written_since(p, before, text, sizeof text);
        assert_string_equal(text, "");
        assert_int_equal(strncmp(pty_row(p, pty_modes(p).cursor_row), begins, strlen(begins)), 0);
        assert_true(pty_modes(p).cursor_visible);
    }
    size_t before;
    pty_output(p, &before);
    pty_type(p, "*");
    assert_true(pty_wait_text(p, "10 of 15, unread, starred, "));
    assert_true(pty_wait_quiet(p, 100));
    assert_true(written_since(p, before, text, sizeof text) < 200); /* the row, from there on, and the message */
    pty_type(p, "\rhThfqqq");
    assert_true(pty_wait_quiet(p, 300));
    written_since(p, 0, text, sizeof text);
    assert_false(draws(text));
    quit(h);
}

/* ---- from start to end ---- */

static void fills_on_the_first_run(void **state) {
    struct pty *p = start_at(*state, ((struct home *)*state)->sample, 24, 80);
    assert_true(pty_wait_text(p, "Home"));
    assert_true(pty_wait_text(p, "Larkfield"));
    assert_true(pty_wait_text(p, "Indexed: "));
    pty_type(p, "j");
    assert_true(pty_wait_no_text(p, "Indexed: "));
    assert_true(pty_modes(p).alternate);
    pty_type(p, "q");
    expect_end(*state, 0);
}

static void write_config(struct home *h, const char *text) {
    char path[SPACE];
    snprintf(path, sizeof path, "%s/config", h->folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/config/courant", h->folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/config/courant/config.yaml", h->folder);
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static void shows_the_colours_of_the_configuration(void **state) {
    struct home *h = *state;
    write_config(h, "theme: dark\ncolors:\n  breadcrumb: {fg: red, bg: \"#ffd75f\"}\n");
    struct pty *p = start_filled(h, 24, 80);
    assert_int_equal(pty_cell(p, 0, 1).color, 1);
    assert_int_equal(pty_cell(p, 0, 1).background, 221);
    assert_true(pty_cell(p, 0, 1).bold);
    quit(h);
}

/* Opens the article of the first row, whose text has a link. */
static size_t links_sent(struct home *h, const char *term, const char *variable, char *screen, size_t size) {
    static const char link[] = ";https://lift.example.com/manual\033\\";
    const char *environment[VARIABLES + 2];
    const char *arguments[] = {program(), h->archive, NULL};
    size_t n, count = 0;
    memcpy(environment, h->environment, sizeof h->environment);
    environment[VARIABLES] = variable;
    environment[VARIABLES + 1] = NULL;
    struct pty *p = h->pty = pty_start(&(struct pty_options){.term = term, .environment = environment}, arguments);
    assert_true(pty_wait_text(p, "Patient Safety"));
    pty_type(p, "L");
    assert_true(pty_wait_text(p, "1 of 15"));
    pty_type(p, "\r");
    assert_true(pty_wait_text(p, "kitchen lift"));
    assert_true(pty_wait_quiet(p, 200));
    snprintf(screen, size, "%s", pty_screen(p));
    pty_type(p, "\t\t\t\t\t\tG");
    assert_true(pty_wait_quiet(p, 200));
    const char *output = pty_output(p, &n), *at = output;
    while ((at = memmem(at, n - (size_t)(at - output), link, sizeof link - 1))) {
        assert_non_null(memmem(at, n - (size_t)(at - output), "\033]8;;\033\\", 7)); /* it ends */
        at++;
        count++;
    }
    assert_null(memmem(output, n, ";courant:", 9));
    quit(h);
    return count;
}

static void sends_links_where_they_are_known(void **state) {
    struct home *h = *state;
    static char without[16384], with[16384];
    start_filled(h, 24, 80);
    quit(h);
    assert_int_equal(links_sent(h, "xterm-256color", "A=b", without, sizeof without), 0);
    assert_true(links_sent(h, "xterm-256color", "VTE_VERSION=6800", with, sizeof with) > 0);
    assert_string_equal(with, without);
    assert_int_equal(links_sent(h, "xterm-256color", "VTE_VERSION=4200", with, sizeof with), 0);
    assert_int_equal(links_sent(h, "tmux-256color", "VTE_VERSION=6800", with, sizeof with), 0);
    write_config(h, "hyperlinks: true\n");
    assert_true(links_sent(h, "tmux-256color", "A=b", with, sizeof with) > 0);
    assert_string_equal(with, without);
    assert_int_equal(links_sent(h, "linux", "A=b", with, sizeof with), 0);
    assert_int_equal(links_sent(h, "vt100", "A=b", with, sizeof with), 0);
    assert_int_equal(links_sent(h, "xterm-256color", "ACCESSIBLE=1", with, sizeof with), 0);
}

static int bar_column(struct pty *p) {
    int row, column;
    return pty_find(p, "│", &row, &column) ? column : -1;
}

static void keeps_the_width_of_panes(void **state) {
    struct home *h = *state;
    struct pty *p = start_filled(h, 24, 120);
    assert_int_equal(bar_column(p), 48);
    pty_type(p, "5<");
    assert_true(pty_wait_text(p, "The list takes 30% of the width"));
    assert_int_equal(bar_column(p), 36);
    quit(h);
    p = start_at(h, h->archive, 24, 120);
    assert_true(pty_wait_text(p, "Patient Safety"));
    assert_int_equal(bar_column(p), 36);
    quit(h);
    write_config(h, "panes: 50\n"); /* which wins */
    p = start_at(h, h->archive, 24, 120);
    assert_true(pty_wait_text(p, "Patient Safety"));
    assert_int_equal(bar_column(p), 60);
    quit(h);
}

static void says_what_is_wrong_with_a_saved_query(void **state) {
    struct home *h = *state;
    write_config(h, "queries:\n  Wrong: is:unred\n");
    struct pty *p = start_at(h, h->archive, 24, 300);
    assert_true(pty_wait_text(p, "Patient Safety"));
    assert_true(pty_wait_text(p, "config.yaml:2:10:"));
    assert_true(pty_wait_text(p, "'Wrong' is ignored"));
    quit(h);
}

/* Without a key, what it says is taken up; and what is wrong in it is said. */
static void takes_up_changes_of_the_configuration(void **state) {
    struct home *h = *state;
    write_config(h, "keys: {X: everything}\n");
    struct pty *p = start_at(h, h->archive, 24, 120);
    assert_true(pty_wait_text(p, "Patient Safety"));
    assert_true(pty_wait_text(p, "X all articles"));
    write_config(h, "keys: {g g: everything, g: none}\n");
    assert_true(pty_wait_text(p, "g g all articles"));
    pty_type(p, "gg");
    assert_true(pty_wait_text(p, "All articles"));
    write_config(h, "keys: {X: nonsense}\n");
    assert_true(pty_wait_text(p, "config.yaml:1:11: unknown command 'nonsense'"));
    quit(h);
}

static void write_content(const char *path) {
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    assert_true(fputs("---\ntitle: Kept\ntags: [kept]\n---\nText.\n", f) >= 0);
    assert_int_equal(fclose(f), 0);
}

/* The warning stays, whatever else a run that was asked for has to say. */
static void says_what_an_index_run_could_not_do(void **state) {
    struct home *h = *state;
    char root[SPACE], paths[2][SPACE + 16];
    snprintf(root, sizeof root, "%s/root", h->folder);
    assert_int_equal(mkdir(root, 0700), 0);
    for (int i = 0; i < 2; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/%d.md", root, i);
        write_content(paths[i]);
    }
    struct pty *p = start_at(h, root, 24, 300);
    assert_true(pty_wait_text(p, "Indexed: 2 added"));
    remove(paths[0]);
    remove(paths[1]);
    pty_type(p, "R");
    assert_true(pty_wait_text(p, "2 of the 2 files indexed below"));
    pty_type(p, "L");
    assert_true(pty_wait_text(p, "Kept"));
    quit(h);
}

static void walks_to_an_article_and_back(void **state) {
    struct pty *p = start_filled(*state, 24, 80);
    char before[16384];
    pty_type(p, "tG");
    assert_true(pty_wait_text(p, "Osprey Index: Patient Safety"));
    assert_true(pty_wait_quiet(p, 100));
    snprintf(before, sizeof before, "%s", pty_screen(p));
    pty_type(p, "\r");
    assert_true(pty_wait_text(p, "Topic of Osprey Index"));
    assert_true(pty_wait_text(p, "1 of 7")); /* the articles come after the head */
    pty_type(p, "\033[B\033OA\r");
    assert_true(pty_wait_text(p, "Odile Marchbanks"));
    pty_type(p, " ");
    assert_true(pty_wait_text(p, "What Lanternwick did")); /* on the second page alone */
    pty_type(p, "hh");
    assert_true(pty_wait_text(p, "Osprey Index: Patient Safety"));
    assert_true(pty_wait_quiet(p, 100));
    assert_string_equal(pty_screen(p), before);
    quit(*state);
}

/* The cursor stands on the selected row, for those who hear the screen. */
static void cursor_stands_on_what_is_selected(void **state) {
    struct pty *p = start_filled(*state, 24, 80);
    int row, column;
    pty_type(p, "G");
    assert_true(pty_wait_text(p, "Osprey Index: Patient Safety"));
    assert_true(pty_find(p, "  Patient Safety", &row, &column));
    assert_int_equal(pty_modes(p).cursor_row, row);
    assert_true(pty_cell(p, row, 3).reverse);
    pty_type(p, "/nurs");
    assert_true(pty_wait_text(p, "Search: nurs"));
    assert_true(pty_wait_quiet(p, 100));
    assert_int_equal(pty_modes(p).cursor_row, 23);
    assert_int_equal(pty_modes(p).cursor_column, 6);
    assert_true(pty_modes(p).cursor_visible);
    pty_type(p, "\033");
    assert_true(pty_wait_no_text(p, "Search"));
    quit(*state);
}

static void shows_what_was_read_as_read(void **state) {
    struct pty *p = start_filled(*state, 24, 80);
    pty_type(p, "L");
    assert_true(pty_wait_text(p, "15 articles · 15 unread"));
    assert_string_equal(pty_cell(p, 1, 0).text, "●");
    pty_type(p, "\r");
    assert_true(pty_wait_text(p, "Odile Marchbanks"));
    quit(*state);
    p = start_at(*state, ((struct home *)*state)->archive, 24, 80);
    pty_type(p, "L");
    assert_true(pty_wait_text(p, "15 articles · 14 unread"));
    assert_string_not_equal(pty_cell(p, 1, 0).text, "●");
    assert_string_equal(pty_cell(p, 2, 0).text, "●");
    quit(*state);
}

/* Whoever types while nothing is indexed yet must not be stopped by it. */
static void takes_keys_before_anything_is_there(void **state) {

    struct pty *p = start_at(*state, ((struct home *)*state)->archive, 24, 80);
    pty_type(p, "Ljj?");
    assert_true(pty_wait_text(p, "Moving"));
    pty_type(p, "qq");
    assert_true(pty_wait_text(p, "Patient Safety"));
    quit(*state);
}

/* The index run and its workers name the cache, which is below the home. */
static bool something_runs(struct home *h) {
    char path[SPACE], arguments[4096];
    struct dirent *entry;
    bool found = false;
    DIR *processes = opendir("/proc");
    while (!found && processes && (entry = readdir(processes))) {
        snprintf(path, sizeof path, "/proc/%s/cmdline", entry->d_name);
        FILE *f = atoi(entry->d_name) > 0 ? fopen(path, "re") : NULL;
        size_t n = f ? fread(arguments, 1, sizeof arguments, f) : 0;
        found = n && memmem(arguments, n, h->folder, strlen(h->folder));
        if (f) {
            fclose(f);
        }
    }
    closedir(processes);
    return found;
}

static void leaves_no_process_behind(void **state) {
    struct home *h = *state;
    pty_type(start_at(h, h->sample, 24, 80), "Q"); /* while it indexes */
    expect_end(h, 0);
    for (int i = 0; i < PTY_PATIENCE / 20 && something_runs(h); i++) {
        usleep(20000); /* workers see the end of their pipe */
    }
    assert_false(something_runs(h));
}

/* ---- the window ---- */

/* As a terminal sends what is pasted: first where there is no prompt, then a megabyte into one. */
static void takes_what_is_pasted_as_text(void **state) {
    enum { LONG = 1 << 20 };
    struct pty *p = start_filled(*state, 24, 80);
    char *text = malloc(LONG);
    pty_type(p, "\033[200~q*Q\rquit\033[201~");
    assert_true(pty_wait_text(p, "Paste ignored: no prompt is open"));
    pty_type(p, "/\033[200~");
    memset(text, 'q', LONG);
    pty_send(p, text, LONG);
    pty_type(p, " end\033[201~");
    assert_true(pty_wait_text(p, "the query is too long"));
    assert_true(pty_wait_text(p, "qqq end"));
    free(text);
    pty_type(p, "\033");
    assert_true(pty_wait_no_text(p, "qqq"));
    quit(*state);
}

static void follows_the_size_of_the_window(void **state) {
    struct pty *p = start_filled(*state, 24, 80);
    pty_type(p, "L");
    assert_true(pty_wait_text(p, "15 unread"));
    pty_resize(p, 30, 120);
    assert_true(pty_wait_text(p, "What was counted"));
    pty_resize(p, 40, 170);
    assert_true(pty_wait_text(p, "What Lanternwick did"));
    pty_resize(p, 3, 15);
    assert_true(pty_wait_text(p, "Window too sma"));
    pty_resize(p, 1, 1);
    pty_type(p, "j");
    assert_true(pty_wait_quiet(p, 100));
    pty_resize(p, 24, 80);
    assert_true(pty_wait_text(p, "2 of 15"));
    quit(*state);
}

static void survives_a_storm_of_sizes(void **state) {
    struct pty *p = start_filled(*state, 24, 80);
    pty_type(p, "L\r");
    for (int i = 0; i < 60; i++) {
        pty_resize(p, 1 + i * 7 % 50, 1 + i * 37 % 200);
    }
    pty_resize(p, 24, 80);
    assert_true(pty_wait_text(p, "Odile Marchbanks"));
    quit(*state);
}

/* ---- signals ---- */

static void stops_and_goes_on(void **state) {
    struct pty *p = start_filled(*state, 24, 80);
    for (int i = 0; i < 2; i++) {
        pty_type(p, "\032");
        assert_true(pty_wait_stopped(p));
        assert_true(pty_restored(p));
        pty_continue(p);
        assert_true(pty_wait_text(p, "Patient Safety"));
        pty_type(p, "Lj");
        assert_true(pty_wait_text(p, "2 of 15"));
        pty_type(p, "q");
        assert_true(pty_wait_no_text(p, "2 of 15"));
    }
    quit(*state);
}

static void ends_in_order_on_signals(void **state) {
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct pty *p = start_at(*state, ((struct home *)*state)->archive, 24, 80);
        assert_true(pty_wait_text(p, "Patient Safety"));
        pty_signal(p, signals[i]);
        pty_wait_exit(p);
        assert_true(pty_restored(p));
        end(*state);
    }
}

static void ends_when_the_terminal_vanishes(void **state) {
    struct pty *p = start_filled(*state, 24, 80);
    pty_hang_up(p);
    assert_int_not_equal(pty_wait_exit(p), -1);
    end(*state);
}

/* ---- terminals that cannot be used ---- */

static void refuses_terminals_that_cannot_move_a_cursor(void **state) {
    static const char *const types[] = {"dumb", "", "no-such-terminal"};
    struct home *h = *state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const char *arguments[] = {program(), h->archive, NULL};
        struct pty *p = h->pty = pty_start(&(struct pty_options){.term = types[i], .environment = h->environment}, arguments);
        assert_true(pty_wait_text(p, "courant: "));
        expect_end(*state, 2);
    }
}

static int run_without_terminal(struct home *h, const char *errors) {
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR), out = open(errors, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(null, 0);
        dup2(null, 1);
        dup2(out, 2);
        for (int i = 0; i < 4; i++) {
            putenv(h->variables[i]);
        }
        execl(program(), program(), h->archive, (char *)NULL);
        _exit(127);
    }
    int status;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void read_file(const char *path, char *text, size_t size) {
    FILE *f = fopen(path, "re");
    size_t n = f ? fread(text, 1, size - 1, f) : 0;
    text[n] = '\0';
    if (f) {
        fclose(f);
    }
}

static void refuses_to_read_without_a_terminal(void **state) {
    struct home *h = *state;
    char errors[SPACE], text[2000];
    snprintf(errors, sizeof errors, "%s/errors", h->folder);
    assert_int_equal(run_without_terminal(h, errors), 2);
    read_file(errors, text, sizeof text);
    assert_non_null(strstr(text, "courant: "));
    assert_non_null(strstr(text, "not a terminal"));
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1); /* one line */
}

/* ---- the outside ---- */

static void write_browser(struct home *h) {
    char path[SPACE];
    snprintf(path, sizeof path, "%s/browser", h->folder);
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    fprintf(f, "#!/bin/sh\nprintf '%%s\\n' \"$#\" \"$@\" >'%s/half' && mv '%s/half' '%s/opened'\n", h->folder, h->folder,
            h->folder);
    fclose(f);
    chmod(path, 0700);
}

static void wait_for_file(struct pty *p, const char *path) {
    for (int i = 0; i < 100 && access(path, F_OK) != 0; i++) {
        pty_wait_quiet(p, 50);
    }
}

static void gives_the_browser_one_argument(void **state) {
    struct home *h = *state;
    char opened[SPACE], text[2000];
    snprintf(opened, sizeof opened, "%s/opened", h->folder);
    write_browser(h);
    struct pty *p = start_filled(h, 24, 80);
    pty_type(p, "Lo");
    assert_true(pty_wait_text(p, "Opened https://harbourhealth.example.com/2024/alarms"));
    wait_for_file(p, opened);
    read_file(opened, text, sizeof text);
    assert_string_equal(text, "1\nhttps://harbourhealth.example.com/2024/alarms-at-wexcombe/\n");
    unlink(opened);
    pty_type(p, "\r3o");
    wait_for_file(p, opened);
    read_file(opened, text, sizeof text);
    assert_string_equal(text, "1\nhttps://wexcombe.example.org/report.pdf\n");
    quit(*state);
}

static void says_that_the_browser_failed(void **state) {
    struct home *h = *state;
    write_browser(h);
    FILE *f = fopen(strchr(h->variables[4], '=') + 1, "we");
    assert_non_null(f);
    fputs("#!/bin/sh\nsleep 0.2; exit 3\n", f);
    fclose(f);
    struct pty *p = start_filled(h, 24, 120);
    pty_type(p, "Lo");
    assert_true(pty_wait_text(p, "Opened https://"));
    assert_true(pty_wait_text(p, "exited at once with status 3: set BROWSER"));
    quit(h);
}

static void copies_through_the_terminal(void **state) {
    struct pty *p = start_filled(*state, 24, 80);
    size_t n;
    pty_type(p, "Ljy");
    assert_true(pty_wait_text(p, "Copied the address"));
    const char *output = pty_output(p, &n);
    static const char copied[] = "\033]52;c;aHR0cHM6Ly90aWRpbmdzLmV4YW1wbGUub3JnLzIwMjQvZXhjaGFuZ2Utc3RvcHMv\a";
    assert_non_null(memmem(output, n, copied, sizeof copied - 1));
    quit(*state);
}

static void draws_with_ascii_alone_when_asked(void **state) {
    struct home *h = *state;
    const char *arguments[] = {program(), "--ascii", h->archive, NULL};
    struct pty *p = h->pty =
        pty_start(&(struct pty_options){.rows = 30, .columns = 120, .environment = h->environment}, arguments);
    assert_true(pty_wait_text(p, "Indexed: 16 added") && pty_wait_text(p, "Patient Safety"));
    pty_type(p, "tj\r");
    assert_true(pty_wait_text(p, "What was counted"));
    assert_true(pty_wait_quiet(p, 100));
    for (const char *c = pty_screen(p); *c; c++) {
        assert_true((unsigned char)*c < 0x80);
    }
    quit(*state);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_home, remove_home)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(is_heard_line_by_line),
        TEST(shows_the_colours_of_the_configuration),
        TEST(keeps_the_width_of_panes),
        TEST(sends_links_where_they_are_known),
        TEST(fills_on_the_first_run),
        TEST(says_what_is_wrong_with_a_saved_query),
        TEST(takes_up_changes_of_the_configuration),
        TEST(says_what_an_index_run_could_not_do),
        TEST(walks_to_an_article_and_back),
        TEST(cursor_stands_on_what_is_selected),
        TEST(shows_what_was_read_as_read),
        TEST(takes_keys_before_anything_is_there),
        TEST(leaves_no_process_behind),
        TEST(takes_what_is_pasted_as_text),
        TEST(follows_the_size_of_the_window),
        TEST(survives_a_storm_of_sizes),
        TEST(stops_and_goes_on),
        TEST(ends_in_order_on_signals),
        TEST(ends_when_the_terminal_vanishes),
        TEST(refuses_terminals_that_cannot_move_a_cursor),
        TEST(refuses_to_read_without_a_terminal),
        TEST(gives_the_browser_one_argument),
        TEST(says_that_the_browser_failed),
        TEST(copies_through_the_terminal),
        TEST(draws_with_ascii_alone_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
