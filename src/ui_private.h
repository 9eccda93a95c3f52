/* What the files of ui share. */
#ifndef COURANT_UI_PRIVATE_H
#define COURANT_UI_PRIVATE_H

#include "ui.h"

void prompt_key(struct ui *ui, int key);
void prompt_paint(struct ui *ui, const struct grid *line);

#endif
