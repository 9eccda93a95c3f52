/* What the files of commands share: the functions of the key table, and what these do or say alike. */
#ifndef COURANT_COMMANDS_PRIVATE_H
#define COURANT_COMMANDS_PRIVATE_H

#include "commands.h"

void command_nothing(struct ui *ui, const char *what); /* "Nothing to open here (? for help)" */
void command_push(struct ui *ui, struct view *v);      /* NULL is fine: its message stays */
/* The same, but for where one is already. */
void command_push_once(struct ui *ui, const char *name, struct view *(*make)(struct ui *ui));

/* Of an answer: false, and said: it has none. */
bool command_has_source(struct ui *ui, const struct article *a);
bool command_has_page(struct ui *ui, const struct term *t);
bool command_has_failed(struct ui *ui, const struct request *request); /* and said why */

bool command_forget(struct ui *ui); /* the term that was to be compared; false: there was none */

typedef void command_run(struct ui *ui, int argument);

command_run command_rows, command_pages, command_half_pages; /* argument: by; */
command_run command_space;                                   /* the same, */
command_run command_next, command_next_link, command_step;   /* the same, */
command_run command_next_heading;                            /* the same, */
command_run command_walk;                                    /* and the same, in history */
command_run command_to_end;                                  /* enum motion_kind */
command_run command_act;                                     /* enum action */
command_run command_quit;                                    /* 1: at once */
command_run command_terms;                                   /* enum taxonomy */
command_run command_everything, command_related, command_facets, command_timeline, command_compare;
command_run command_search, command_filter, command_escape;
command_run command_saved, command_save;
command_run command_open_source, command_links, command_edit;
command_run command_share; /* by */
command_run command_copy;  /* 1: with the title */
command_run command_mark;  /* enum mark */
command_run command_undo;  /* 0: redo */
command_run command_read_all, command_note, command_notes;
command_run command_queue_move; /* -1: up, 1: down */
command_run command_hide_read;
command_run command_problems, command_changes, command_reindex, command_redraw, command_suspend, command_zoom, command_help;

command_run command_line, command_run_program;

#endif
