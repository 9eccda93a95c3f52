/* What the files of commands share: functions of the key table that stand beside it. */
#ifndef COURANT_COMMANDS_PRIVATE_H
#define COURANT_COMMANDS_PRIVATE_H

#include "commands.h"

void nothing_here(struct ui *ui, const char *what); /* "Nothing to open here (? for help)" */
void push_view(struct ui *ui, struct view *v);      /* NULL is fine: what it said stands */
void push_once(struct ui *ui, const char *name,
               struct view *(*make)(struct ui *ui)); /* the same, but for where one is already */

/* Of an answer: false, and said: it has none. done: "opened". */
bool has_source(struct ui *ui, const struct article *a);
bool has_page(struct ui *ui, const struct term *t);
bool has_failed(struct ui *ui, const struct request *request); /* and said why */

typedef void command_run(struct ui *ui, int count, int argument);

command_run command_terms; /* argument: enum taxonomy */
command_run command_everything, command_related, command_facets, command_timeline, command_compare;
command_run command_mark; /* enum mark */
command_run command_undo; /* 0: redo */
command_run command_read_all, command_saved, command_save;
command_run command_copy;           /* 1: with the title */
bool command_forget(struct ui *ui); /* the term that was to be compared; false: there was none */

#endif
