/* What the files of ui share. */
#ifndef COURANT_UI_PRIVATE_H
#define COURANT_UI_PRIVATE_H

#include "ui.h"

void prompt_key(struct ui *ui, int key);
void marked_free(struct mark_history *h); /* NULL is fine */
bool marked_work(struct ui *ui);          /* true: there is more to do, or it was just done */
void prompt_paint(struct ui *ui, const struct grid *line);

#endif
