/* panes: widths of panes as < and > left them, kept from one run to the next beside the marks. */
#ifndef COURANT_PANES_H
#define COURANT_PANES_H

#include "base.h"

/* In percent, as in struct ui: what is wanted (0: nothing), else what was kept, else unchanged. */
void panes_begin(const int wanted[2], int *outer, int *inner);
void panes_save(int outer, int inner); /* that this fails costs nothing else, and is not said */

#endif
