/* test_live: the reader while files, cache and marks change under it. */
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
#include <ftw.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pty.h"

enum { VARIABLES = 4, SPACE = 600, READERS = 2, OLD = 30 };

struct home {
    char folder[200], root[SPACE];
    char variables[VARIABLES][SPACE];
    const char *environment[VARIABLES + 1];
    struct pty *readers[READERS];
};

static void write_article(const struct home *h, const char *name, const char *title, int day, const char *text) {
    char path[SPACE + 100];
    snprintf(path, sizeof path, "%s/%s", h->root, name);
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    fprintf(f, "---\ntitle: %s\ndate: 2021-05-%02d\nsource: Quay Post\n---\n%s\n", title, day, text);
    assert_int_equal(fclose(f), 0);
}

static void remove_article(const struct home *h, const char *name) {
    char path[SPACE + 100];
    snprintf(path, sizeof path, "%s/%s", h->root, name);
    assert_int_equal(unlink(path), 0);
}

static int make_home(void **state) {
    static const char *const names[VARIABLES] = {"HOME=%s", "XDG_CACHE_HOME=%s/cache", "XDG_STATE_HOME=%s/state",
                                                 "XDG_CONFIG_HOME=%s/config"};
    struct home *h = calloc(1, sizeof *h);
    const char *tmp = getenv("TMPDIR");
    snprintf(h->folder, sizeof h->folder, "%s/courant-live-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(h->folder)) {
        return -1;
    }
    for (int i = 0; i < VARIABLES; i++) {
        const char *place = strchr(names[i], '%');
        snprintf(h->variables[i], SPACE, "%.*s%s%s", (int)(place - names[i]), names[i], h->folder, place + 2);
        h->environment[i] = h->variables[i];
    }
    snprintf(h->root, sizeof h->root, "%s/content", h->folder);
    mkdir(h->root, 0700);
    for (int i = 0; i < OLD; i++) {
        char name[20];
        snprintf(name, sizeof name, "old-%d.md", i);
        write_article(h, name, "The tide table", 1, "High and low.");
    }
    write_article(h, "ferry.md", "The ferry waits", 10, "At the quay.");
    write_article(h, "bridge.md", "The bridge opens", 12, "Over the river.");
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
    for (int i = 0; i < READERS; i++) {
        if (h->readers[i]) {
            pty_end(h->readers[i]);
        }
    }
    nftw(h->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(h);
    return 0;
}

/* Showing all articles, the newest selected. */
static struct pty *start(struct home *h, int reader) {
    const char *program = getenv("COURANT");
    const char *arguments[] = {program ? program : "build/courant", h->root, NULL};
    struct pty *p = h->readers[reader] =
        pty_start(&(struct pty_options){.rows = 24, .columns = 90, .environment = h->environment}, arguments);
    assert_true(pty_wait_text(p, reader ? "Home" : "Indexed: 32 added"));
    pty_type(p, "L");
    assert_true(pty_wait_text(p, "The ferry waits"));
    assert_true(pty_wait_quiet(p, 200));
    return p;
}

/* A screen comes in pieces, and the cursor last: on a busy machine it takes a while. */
static void expect_selected(struct pty *p, const char *title) {
    for (int tries = 0; !strstr(pty_row(p, pty_modes(p).cursor_row), title); tries++) {
        assert_true(tries < 50);
        pty_wait_quiet(p, 100);
    }
}

static void shows_what_changes(void **state) {
    struct home *h = *state;
    struct pty *p = start(h, 0);
    expect_selected(p, "The bridge opens");
    write_article(h, "tunnel.md", "The tunnel is dry", 20, "Under the river.");
    write_article(h, "lock.md", "The lock fills", 21, "By the mill.");
    assert_true(pty_wait_text(p, "2 new articles"));
    assert_true(pty_wait_text(p, "2 new above"));
    assert_true(pty_wait_text(p, "34 articles"));
    expect_selected(p, "The bridge opens");
    write_article(h, "ferry.md", "The ferry sails", 10, "From the quay.");
    assert_true(pty_wait_text(p, "1 article changed"));
    assert_true(pty_wait_text(p, "The ferry sails"));
    expect_selected(p, "The bridge opens");
    pty_type(p, "g");
    assert_true(pty_wait_text(p, "The tunnel is dry"));
    assert_true(pty_wait_no_text(p, "new above"));
    remove_article(h, "lock.md");
    assert_true(pty_wait_text(p, "1 article removed"));
    assert_true(pty_wait_no_text(p, "The lock fills"));
}

static void says_that_the_article_has_changed(void **state) {
    struct home *h = *state;
    struct pty *p = start(h, 0);
    pty_type(p, "\r");
    assert_true(pty_wait_text(p, "Over the river."));
    write_article(h, "ferry.md", "The ferry sails", 10, "From the quay.");
    assert_true(pty_wait_text(p, "1 article changed"));
    assert_true(pty_wait_quiet(p, 300));
    assert_true(pty_wait_no_text(p, "This article"));
    write_article(h, "bridge.md", "The bridge opens", 12, "Under the moon.");
    assert_true(pty_wait_text(p, "Under the moon."));
    assert_true(pty_wait_text(p, "This article has changed"));
    remove_article(h, "bridge.md");
    assert_true(pty_wait_text(p, "This article is no longer in the archive"));
    assert_true(pty_wait_text(p, "Under the moon."));
    write_article(h, "bridge.md", "The bridge opens", 12, "Under the moon.");
    assert_true(pty_wait_no_text(p, "removed"));
}

/* Marks, and the articles that another reader's run adds. */
static void sees_what_another_reader_does(void **state) {
    struct home *h = *state;
    struct pty *one = start(h, 0), *two = start(h, 1);
    pty_type(two, "*");
    assert_true(pty_wait_text(two, "★"));
    assert_true(pty_wait_text(one, "★"));
    write_article(h, "tunnel.md", "The tunnel is dry", 20, "Under the river.");
    assert_true(pty_wait_text(one, "33 articles"));
    assert_true(pty_wait_text(two, "33 articles"));
}

/* How often the processes that read this root have begun to wait, all threads together. */
static long waits(const struct home *h) {
    char command[SPACE * 2], line[100];
    long sum = 0;
    snprintf(command, sizeof command,
             "for p in $(grep -lzF '%s' /proc/[0-9]*/cmdline 2>/dev/null); do case $(tr '\\0' ' ' <$p) in *courant\\ *) cat "
             "${p%%cmdline}task/*/status;; esac; done 2>/dev/null | grep ^voluntary",
             h->root);
    FILE *f = popen(command, "re");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        const char *number = strpbrk(line, "0123456789");
        sum += number ? atol(number) : 0;
    }
    pclose(f);
    return sum;
}

static void sleeps_while_nothing_happens(void **state) {
    struct home *h = *state;
    start(h, 0);
    sleep(1);
    long before = waits(h);
    assert_true(before > 0);
    sleep(3);
    assert_int_equal(waits(h), before);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_home, remove_home)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(shows_what_changes),
        TEST(says_that_the_article_has_changed),
        TEST(sees_what_another_reader_does),
        TEST(sleeps_while_nothing_happens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
