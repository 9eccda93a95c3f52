/* What the files of commands share: functions of the key table that stand beside it. */
#ifndef COURANT_COMMANDS_PRIVATE_H
#define COURANT_COMMANDS_PRIVATE_H

#include "commands.h"

void nothing_here(struct ui *ui, const char *what); /* "there is nothing to open here; ? for help" */
void push_view(struct ui *ui, struct view *v);      /* NULL is fine: what it said stands */
void push_once(struct ui *ui, const char *name,
               struct view *(*make)(struct ui *ui)); /* the same, but for where one is already */

/* What o opens and y copies; false, and said: there is none. done: "opened". */
bool article_with_source(struct ui *ui, int64_t id, const char *done, struct arena *arena, struct article *a);
bool term_with_page(struct ui *ui, int64_t id, struct arena *arena, struct term *t);

typedef void command_run(struct ui *ui, int count);

#define LIST_COMMAND_RUN(id, ...) command_run command_##id;
TAXONOMIES(LIST_COMMAND_RUN)
command_run command_everything, command_related, command_facets, command_timeline, command_exclude;
command_run command_read, command_star, command_queue, command_read_all, command_undo, command_redo;
command_run command_saved, command_save, command_delete;
command_run command_compare, command_copy, command_copy_title;
bool command_forget(struct ui *ui); /* the term that was to be compared; false: there was none */

#endif
