/* Whether a type of terminal, as terminfo describes it, can show the reader. */
#ifndef COURANT_TERM_TYPE_H
#define COURANT_TERM_TYPE_H

#include "err.h"

int term_type_check(const char *type, int fd, struct err *e); /* touches nothing; fails with what to do */

#endif
