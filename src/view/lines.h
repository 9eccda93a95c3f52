/* What screens that are plain lists of lines share. */
#ifndef COURANT_VIEW_LINES_H
#define COURANT_VIEW_LINES_H

#include "list_view.h"

/* A line: a heading, or a text with something to do on Enter. */
struct entry {
    bool heading;
    struct str label; /* short, in front */
    struct str text;
    style_t style;        /* of the label */
    struct str url;       /* to open, */
    int64_t from;         /* and the article that has the link */
    int64_t article;      /* to read */
    struct file_pos file; /* where it is about; path empty: nowhere */
};

/* What is shown of an entry in one row. */
struct line_row {
    size_t entry;
    struct str text; /* a part of the entry's */
    bool first;
};

struct lines;
/* Adds the lines of an answer. Their texts are the answer's, or in the arena. */
typedef void lines_fill(struct lines *l, const struct request *answer);

struct lines {
    struct list_view base; /* its list is over rows */
    struct slot slot;
    struct request *answer; /* that the lines were made from; NULL: not yet */
    lines_fill *fill;
    struct arena arena; /* of what was made for them */
    struct str title, summary;
    const char *empty; /* why there are no lines; NULL: no reason is known */
    struct entry *entries;
    size_t count, capacity;
    int label_columns;
    struct line_row *rows; /* the entries broken into rows for a width */
    size_t row_capacity;
    int columns;     /* that width; 0: they are still to be broken */
    size_t selected; /* entry */
};

struct lines *lines_new(const struct view_ops *ops, const char *name); /* name: a literal */
struct entry *lines_add(struct lines *l);                              /* all zero; valid until the next */
void lines_add_heading(struct lines *l, struct str text);              /* text in the arena */
/* Asks for what it shows. Anew: what is selected stays so by its file and text, else by its place; what cannot be read leaves
 * all as it is. */
void lines_ask(struct lines *l, struct ui *ui, struct request *r);
struct view *lines_view(struct lines *l);                  /* NULL, and it is freed: there was no answer, which was said */
void lines_select(struct lines *l, size_t entry);          /* when all are added: it, or the nearest that can be */
const struct entry *lines_selected(const struct lines *l); /* NULL: none */

/* For the view_ops of such a screen, beside those of list_view. */
void lines_release(struct view *v);
void lines_describe(struct view *v, struct description *d);
void lines_paint(struct view *v, struct ui *ui, const struct grid *g, bool focused);
void lines_move(struct view *v, struct ui *ui, struct motion m);
void lines_point(struct view *v, struct ui *ui, int row);

#endif
