/* What screens that list terms share: the rows, their headings, the filter. */
#ifndef COURANT_VIEW_TERMS_H
#define COURANT_VIEW_TERMS_H

#include "list_view.h"

/* A heading (term -1) or a term. */
struct term_item {
    long term;
    struct str heading;
};

/* The first member of such a screen. */
struct terms_list {
    struct list_view base;
    enum taxonomy taxonomy;
    bool is_grouped;           /* under a heading for each authority, when there is any */
    unsigned cache_generation; /* of the ui when it was loaded */
    bool is_complete;          /* no more are still to come */
    struct arena arena;        /* of all below */
    struct terms terms;
    struct str *folded;      /* of each term: label and full name */
    struct term_item *items; /* with room for a heading and a blank line before each term */
    size_t room;             /* terms that fit there */
};

void terms_init(struct terms_list *t, const struct view_ops *ops, const struct row_ops *rows, enum taxonomy taxonomy);
void terms_release(struct terms_list *t);
void terms_clear(struct terms_list *t);                         /* none, until some are added */
void terms_add(struct terms_list *t, const struct terms *more); /* their texts are in its arena, or outlive it */
void terms_add_folded(struct terms_list *t, const struct terms *more, const struct str *folded); /* the same, of an answer */
const struct term *terms_selected(const struct terms_list *t);                                   /* NULL: none */
/* The term of that key is selected, at the same height as before; without one, what was selected by its row. */
void terms_go_to_key(struct terms_list *t, struct str key, struct list_position before);

/* For row_ops. */
void terms_paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line);
void terms_subject(const struct list_view *l, long row, struct subject *s);
bool terms_can_select(const struct list_view *l, long row);

/* For view_ops, beside those of list_view. */
void terms_filter(struct view *v, struct ui *ui, struct str text);

/* Appends what is selected, and the filter. */
void terms_say_status(const struct terms_list *t, struct buf *out);

#endif
