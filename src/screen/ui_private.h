/* What the files of ui share. */
#ifndef COURANT_UI_PRIVATE_H
#define COURANT_UI_PRIVATE_H

#include "ui.h"

void prompt_release(struct prompt *p);
void prompt_key(struct ui *ui, int key);
void prompt_paste(struct ui *ui, struct str text);
bool prompt_complete(struct ui *ui, int key); /* false: the key has nothing to do with it */
bool recall_key(struct ui *ui, int key);      /* the same */
void recall_release(struct recall *r);
void prompt_forget_candidates(struct prompt *p);
void prompt_changed(struct ui *ui);       /* its text: acts on it */
void marked_free(struct mark_history *h); /* NULL is fine */
void changes_free(struct ui *ui);         /* they are made nevertheless */
void mouse_key(struct ui *ui, int key);   /* a click, or the wheel */
void prompt_paint(struct ui *ui, const struct grid *line);

#endif
