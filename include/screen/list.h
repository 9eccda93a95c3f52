/* list: a selected row among rows, and the part of them that is on the screen. Views lend it their count and paint the rows. */
#ifndef COURANT_LIST_H
#define COURANT_LIST_H

#include "grid.h"

enum motion_kind { MOTION_ROWS, MOTION_HALF_PAGES, MOTION_PAGES, MOTION_FIRST, MOTION_LAST };

struct motion {
    enum motion_kind kind;
    long by; /* rows or pages, negative is up; of MOTION_FIRST and LAST: a row number to go to, from 1, or 0 */
};

struct list {
    long count, selected, top;
    long rows;  /* of the window when it was last painted */
    bool loose; /* the window was scrolled away from what is selected */
};

/* The row a motion leads to, before it is clipped to the list. */
long list_target(const struct list *l, struct motion m);
void list_select(struct list *l, long row); /* clipped; 0 in an empty list */
void list_set_count(struct list *l, long count);

/* Rows that cannot be selected (group headings) are passed over in the direction of the move. */
typedef bool list_can_select(const void *context, long row);
void list_skip_headings(struct list *l, long from, list_can_select *can, const void *context);

/* Both at once: selects where the motion leads, or the nearest row beyond it that can be selected. The rows that cannot be
 * selected have no number. */
void list_move(struct list *l, struct motion m, list_can_select *can, const void *context);

/* Scrolls the window alone. It comes back to what is selected when that changes, or when the list is painted with the focus. */
void list_scroll(struct list *l, long by);

/* A click on a visible row: selects it. True: it was selected already and should be opened. */
bool list_point(struct list *l, int row, list_can_select *can, const void *context);

/* Scrolls as little as is needed so that the selected row shows, then paints each row through the callback; the selected one is
 * marked STYLE_SELECTED (STYLE_PASSIVE when not focused) over its whole width, and has the cursor. */
typedef void list_paint_row(void *context, long row, const struct grid *line, bool selected);
void list_paint(struct list *l, const struct grid *g, bool focused, list_paint_row *paint, void *context);

#endif
