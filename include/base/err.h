/* err: what failed, on what, and what to do, in one line for a person.
 *
 * A function that can fail takes `struct err *` last and returns 0 or -1. Messages are lower case, without a full stop,
 * what failed first, the subject quoted: "cannot open '/x/y': permission denied". */
#ifndef COURANT_ERR_H
#define COURANT_ERR_H

#include "base.h"

enum err_code {
    ERR_NONE,
    ERR_OTHER,
    ERR_CORRUPT,     /* the cache is damaged, foreign or of another version: build it again */
    ERR_BUSY,        /* somebody else holds the database */
    ERR_INTERRUPTED, /* a query was given up because a key waits */
    ERR_MISSING,     /* what was asked for is not there */
};

struct err {
    enum err_code code;
    char text[600]; /* UTF-8, NUL-terminated; may quote bytes from outside: clean it before a terminal sees it */
};

/* Always return -1, so that `return err_set(e, ...)` is a whole error path. e may be NULL. */
int err_set(struct err *e, const char *format, ...) PRINTF_LIKE(2, 3);
int err_set_code(struct err *e, enum err_code code, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
