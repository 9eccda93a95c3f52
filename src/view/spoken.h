/* spoken: rows of lists as sentences, for those who hear the screen. */
#ifndef COURANT_VIEW_SPOKEN_H
#define COURANT_VIEW_SPOKEN_H

#include "list_view.h"

/* "unread, starred, Its title, source, 21 August 2026". What does not fit is cut off the title. */
void spoken_article(const struct grid *line, const struct row *row, struct str note);
/* "3 of 212, " and what the row says. */
void spoken_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line);

#endif
