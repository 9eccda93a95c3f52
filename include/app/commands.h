/* commands: the key table: every key of the reader, what it is called, and what it does. Help is printed from it. */
#ifndef COURANT_COMMANDS_H
#define COURANT_COMMANDS_H

#include "ui.h"

extern const struct command commands[];
extern const size_t command_count;

/* A line such as "star", "3 down", "filter topic:x" or ":quit": the command, and what it is told, which is a slice of line. */
int command_parse(const struct keymap *m, struct str line, struct action_step *step, struct err *e);
/* Goes to a page: the name of a saved query, a query, or a command. Says so if it is none of them. */
void command_start(struct ui *ui, struct str what);
/* The step that runs a program; argv stays the caller's. */
struct action_step command_program(const struct keymap *m, const char *const *argv, bool detached);

#endif
