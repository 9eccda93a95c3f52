/* program: starts programs that the user has named, and says how they ended. */
#ifndef COURANT_PROGRAM_H
#define COURANT_PROGRAM_H

#include "err.h"
#include "spawn.h"

/* On the terminal, until it ends. wait: what it wrote stays until Enter is pressed; else an exit status other than 0 is an
 * error. */
int program_run(char *const *argv, bool wait, const struct spawn_screen *screen, struct err *e);
/* *watch: readable when it has failed, or not within the time in which that counts as not started; see program_ended. */
int program_start(char *const *argv, int *watch, struct err *e);
int program_ended(int watch, const char *name, struct err *e);
/* Gives it a text on its standard input; it has two seconds. */
int program_feed(const char *const *argv, struct str text, struct err *e);

#endif
