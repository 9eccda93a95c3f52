/* err: what failed, on what, and what to do, as one line for a person.
 *
 * A function that can fail takes `struct err *` last and returns 0 or -1. Messages are in lower case without a full stop, begin
 * with what failed, and quote the subject: "cannot open '/x/y': permission denied". */
#ifndef COURANT_ERR_H
#define COURANT_ERR_H

#include "base.h"

enum err_code {
    ERR_NONE,
    ERR_OTHER,
    ERR_CORRUPT,     /* the cache is damaged, not ours, or of another version: rebuild it */
    ERR_BUSY,        /* another process holds the database */
    ERR_INTERRUPTED, /* a query was interrupted because a key is waiting */
    ERR_MISSING,     /* it does not exist */
};

struct err {
    enum err_code code;
    char text[600]; /* UTF-8, NUL-terminated; may quote bytes from outside: clean it before printing it on a terminal */
};

/* Always return -1, so that `return err_set(e, ...)` is a complete error path. e may be NULL. */
int err_set(struct err *e, const char *format, ...) PRINTF_LIKE(2, 3);
int err_set_code(struct err *e, enum err_code code, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
