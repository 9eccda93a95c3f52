/* list_view: what all screens that are lists of rows share: moving, pointing, opening, painting, previewing, keeping the place,
 * stepping to the next article. A screen of this kind says how many rows there are, how one looks, and what it is. */
#ifndef COURANT_VIEW_LIST_VIEW_H
#define COURANT_VIEW_LIST_VIEW_H

#include "view_private.h"

struct list_view;

struct row_ops {
    void (*paint)(const struct list_view *l, struct ui *ui, long row, const struct grid *line);
    void (*subject)(const struct list_view *l, long row, struct subject *s); /* s is all zero before */
    /* NULL: every row can be. Headings cannot. */
    bool (*can_select)(const struct list_view *l, long row);
    /* NULL: what the subject of the row is is opened. */
    void (*open)(struct list_view *l, struct ui *ui, long row);
    /* "12 of 3,412", of a row that can be selected; NULL: all rows are in the list. */
    void (*number)(const struct list_view *l, long row, struct buf *out);
    /* What an empty list says; NULL: nothing. */
    void (*why_empty)(const struct list_view *l, struct ui *ui, struct buf *out);
    /* Rows above the list that do not scroll, and what stands in the first of them. */
    int head_rows;
    void (*paint_head)(const struct list_view *l, const struct grid *line);
};

/* The first member of such a screen. */
struct list_view {
    struct view view;
    const struct row_ops *rows;
    struct list list;
    const struct matcher *found; /* shown as found in a preview; NULL: nothing */
    struct preview preview;      /* of the selected row */
};

void list_view_release(struct list_view *l); /* what the base owns */
struct subject list_view_row(const struct list_view *l, long row);
bool list_view_is_row(const struct list_view *l, long row);        /* there is one, and it can be selected */
void list_view_skip_headings(struct list_view *l);                 /* after rows changed: selects one that can be */
void list_view_skip_headings_from(struct list_view *l, long from); /* the same, see list_skip_headings */
void list_view_top(struct list_view *l);                           /* selects the first that can be */
void list_view_section(struct list_view *l, int by, bool (*is_heading)(const struct list_view *l, long row));

/* For view_ops. list_view_act knows ACTION_OPEN, ACTION_SCROLL and, where rows show marks, ACTION_NEXT. */
void list_view_paint(struct view *v, struct ui *ui, const struct grid *g, bool focused);
void list_view_preview(struct view *v, struct ui *ui, const struct grid *g);
void list_view_move(struct view *v, struct ui *ui, struct motion m);
void list_view_point(struct view *v, struct ui *ui, int row);
bool list_view_act(struct view *v, struct ui *ui, enum action action, int n);
bool list_view_step(struct view *v, struct ui *ui, int by, int64_t *article);
void list_view_subject(struct view *v, struct subject *s);
struct list_position list_view_position(struct view *v); /* by article or term, else by row */
void list_view_go(struct view *v, struct ui *ui, struct list_position position);

#endif
