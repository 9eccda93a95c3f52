/* Whether a type of terminal, as terminfo describes it, can show the reader. */
#ifndef COURANT_TERM_TYPE_H
#define COURANT_TERM_TYPE_H

#include "buf.h"
#include "err.h"

int term_type_check(const char *type, int fd, struct err *e); /* touches nothing; fails with what to do */
/* Appends a description of the same terminal with true colours, as $TERMINFO can hold it. False: it is not known to have them.
 */
bool term_type_direct(const char *type, int fd, struct buf *description);

#endif
