/* query_items: the queries that have a name, built-in ones, those of the configuration and the user's own, with the number of
 * articles of each; shared by the home page and the list of saved queries. */
#ifndef COURANT_VIEW_QUERY_ITEMS_H
#define COURANT_VIEW_QUERY_ITEMS_H

#include "list_view.h"

enum query_item_kind { ITEM_HEADING, ITEM_QUERY, ITEM_PROBLEMS, ITEM_CHANGES };

struct query_item {
    enum query_item_kind kind;
    bool own; /* saved by the user */
    struct str name, text;
    struct query query;
    struct str fault;           /* why `text` is not a valid query; else empty */
    bool counted, known, exact; /* counted: requested; known: the count is valid, or was before marks changed */
    int64_t count, unread;
};

/* The struct must not move once it has asked. */
struct query_items {
    bool on_home; /* the built-in items of the home page, else those of the list of saved queries; set before it asks, as are */
    void (*rebuilt)(void *owner, struct ui *ui); /* called when the items were replaced */
    void *owner;
    struct slot slot, count_slot;
    struct queries_request *own; /* NULL: not known yet, or there can be none */
    struct arena arena;
    struct query_item *items;
    size_t count;
    struct query_item *counting; /* one after another */
};

void query_items_ask(struct query_items *q, struct ui *ui); /* also after the cache or the marks changed */
void query_items_release(struct query_items *q);

void query_item_open(struct ui *ui, const struct query_item *i);
/* `  Name      its query               1,234    41 unread` */
void paint_query_item(const struct grid *line, const struct query_item *i);

#endif
