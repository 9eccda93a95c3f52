/* Shared by the files of session: text to the clipboard. */
#ifndef COURANT_SESSION_COPY_H
#define COURANT_SESSION_COPY_H

#include "buf.h"
#include "err.h"
#include "term.h"

/* With the program of the configuration (argv NULL: none is set), else through tmux or the terminal. Appends to `done` where
 * the text was sent. */
int session_copy(struct terminal *term, const char *const *argv, struct str text, struct buf *done, struct err *e);

#endif
