/* session: the reader in a terminal: the engine, the terminal, the index run in the background, and the loop that joins them.
 */
#ifndef COURANT_SESSION_H
#define COURANT_SESSION_H

#include "config.h"
#include "err.h"

struct session_options {
    const char *cache_file;
    const char *const *roots; /* absolute */
    size_t root_count;
    const char *archive; /* its name; NULL: it has none */
    const struct config *config;
    bool ascii, no_color, no_mouse, accessible;
};

/* Returns an exit status; STATUS_USAGE, with e set, when there is no terminal that can be used. */
int session_run(const struct session_options *options, struct err *e);

#endif
