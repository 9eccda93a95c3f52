/* For tests of the terminal module through demo.c. COURANT_DEMO names the program; without it, it stands beside the test.
 * Include it after cmocka.h. */
#ifndef COURANT_DEMO_H
#define COURANT_DEMO_H

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pty.h"

enum { KEYS_ROW = 13 }; /* where the demo names the keys typed */

static inline const char *demo_path(void) {
    static char path[PATH_MAX + 8];
    const char *given = getenv("COURANT_DEMO");
    if (given) {
        return given;
    }
    ssize_t n = readlink("/proc/self/exe", path, PATH_MAX);
    path[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(path, '/');
    strcpy(slash ? slash + 1 : path, "demo");
    return path;
}

static inline struct pty *start_with(const struct pty_options *options, const char *argument) {
    const char *arguments[] = {demo_path(), argument, NULL};
    return pty_start(options, arguments);
}

static inline void expect_drawn(struct pty *p, const char *size) {
    assert_true(pty_wait_text(p, size));
    assert_true(pty_wait_quiet(p, 100));
}

static inline struct pty *start(const char *argument) {
    struct pty *p = start_with(&(struct pty_options){0}, argument);
    expect_drawn(p, "size 24x80");
    return p;
}

static inline void quit(struct pty *p) {
    pty_type(p, "q");
    assert_int_equal(pty_wait_exit(p), 0);
    assert_true(pty_has_text(p, "ended by quit"));
    assert_true(pty_restored(p));
    pty_end(p);
}

#endif
