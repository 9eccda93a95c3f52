/* What the files of the saved queries share. */
#ifndef COURANT_VIEW_SAVED_H
#define COURANT_VIEW_SAVED_H

#include "list_view.h"

/* A heading, or something to open. */
struct saved_item {
    bool heading, problems, own; /* own: saved by the user */
    struct str name, text;
    struct query query;
    struct str fault;           /* why text is no query; else empty */
    bool counted, known, exact; /* counted: it was tried; known: count is good, or was before marks changed */
    int64_t count, unread;
};

struct saved {
    struct list_view base;
    struct slot slot, count_slot;
    struct queries_request *own; /* NULL: not known yet, or there can be none */
    struct arena arena;
    struct saved_item *items;
    struct saved_item *counting; /* one after another */
};

void saved_begin_asking(struct saved *s);          /* before all else */
void saved_refresh(struct view *v, struct ui *ui); /* for its view_ops */

#endif
