/* What the files of ui share. */
#ifndef COURANT_UI_PRIVATE_H
#define COURANT_UI_PRIVATE_H

#include "ui.h"

/* In the order of dependence: each file calls only those above it. */

void message_forget(struct ui *ui);

void history_release(struct ui *ui);
void archive_forget(struct ui *ui); /* asks anew what is in the cache when it is next wanted */

void changes_free(struct ui *ui);    /* they are made nevertheless */
void undo_free(struct undo_work *w); /* NULL is fine */

void prompt_release(struct prompt *p);
void prompt_forget_candidates(struct prompt *p);
void prompt_changed(struct ui *ui); /* its text: acts on it */
void prompt_finish(struct ui *ui, bool accepted);
void prompt_paint(struct ui *ui, const struct grid *line);

void hints_paint(struct ui *ui, const struct grid *line);
const struct command *hint_at(const struct ui *ui, int column); /* NULL: none was painted there */

bool prompt_complete(struct ui *ui, int key); /* false: the key has nothing to do with it */
bool recall_key(struct ui *ui, int key);      /* the same */
bool lines_key(struct ui *ui, int key);       /* and the same */
void recall_release(struct recall *r);

void prompt_key(struct ui *ui, int key);
void prompt_paste(struct ui *ui, struct str text);
void prompt_fill(struct ui *ui, struct str text);        /* in the place of what is typed */
void mouse_key(struct ui *ui, int key);                  /* a click, or the wheel */
void keys_pending(const struct ui *ui, struct buf *out); /* what was typed of a sequence, and how it may go on */
void keys_take(struct ui *ui, int key);                  /* without a prompt */
void keys_forget(struct ui *ui);                         /* a count, or the beginning of a sequence */

#endif
