/* Shared by screens that are plain lists of lines. */
#ifndef COURANT_VIEW_LINES_H
#define COURANT_VIEW_LINES_H

#include "list_view.h"

/* A heading, or a text that may lead somewhere on Enter. */
struct entry {
    bool heading;
    struct str label; /* short, before the text */
    struct str text;
    style_t style;           /* of the label */
    struct str url;          /* to open, */
    int64_t from;            /* and the article that has the link */
    int64_t article;         /* to read */
    struct str more;         /* what `open` of the list leads to */
    struct file_pos file;    /* what the text is about; path empty: no file */
    const struct note *note; /* in the answer; NULL: none */
};

/* One row of an entry that is broken into several. */
struct line_row {
    size_t entry;
    struct str text; /* part of the entry's text */
    bool first;
};

struct lines;
/* Adds the lines of an answer. Their texts live in the answer or in the arena. */
typedef void lines_fill(struct lines *l, const struct request *answer);

struct lines {
    struct list_view base; /* its list is over rows */
    struct slot slot;
    struct request *answer; /* the lines were made from it; NULL: none yet */
    lines_fill *fill;
    void (*open)(struct ui *ui, const struct entry *e); /* an entry with `more`; may be NULL */
    struct buf about;                                   /* what is asked for; the view's own */
    struct arena arena;                                 /* of texts made for the lines */
    struct str title, summary;
    const char *empty; /* says why there are no lines; NULL: nothing */
    struct entry *entries;
    size_t count, capacity;
    int label_columns;
    struct line_row *rows; /* the entries broken into rows for a width */
    size_t row_capacity;
    int columns;     /* that width; 0: not broken yet */
    size_t selected; /* entry */
};

struct lines *lines_new(const struct view_ops *ops, const char *name); /* name: a literal */
struct entry *lines_add(struct lines *l);                              /* all zero; valid until the next */
void lines_add_heading(struct lines *l, struct str text);              /* text in the arena */
/* Asks for what it shows. On a refresh the selection is kept by file and text, else by row; if it fails, everything stays as
 * it is. */
void lines_ask(struct lines *l, struct ui *ui, struct request *r);
struct view *lines_view(struct lines *l);         /* NULL, and l is freed: there was no answer, and a message says so */
void lines_select(struct lines *l, size_t entry); /* after all were added: this entry, or the nearest that can be selected */
const struct entry *lines_selected(const struct lines *l); /* NULL: none */

/* For view_ops; the rest is in list_view.h. */
void lines_release(struct view *v);
void lines_describe(struct view *v, struct description *d);
void lines_paint(struct view *v, struct ui *ui, const struct grid *g, bool focused);
void lines_move(struct view *v, struct ui *ui, struct motion m);
void lines_point(struct view *v, struct ui *ui, int row);
void lines_filter(struct view *v, struct ui *ui, struct str text);
void lines_go(struct view *v, struct ui *ui, struct list_position position);

#endif
