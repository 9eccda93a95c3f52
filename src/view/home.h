/* Shared by the files of home. */
#ifndef COURANT_VIEW_HOME_H
#define COURANT_VIEW_HOME_H

#include "query_items.h"

enum home_row_kind {
    HOME_HEADING,
    HOME_MARK_OLD, /* offers to mark old articles read */
    HOME_QUERY,
    HOME_TERM,
    HOME_ALL_TERMS, /* opens the list of all terms, when there are more than are shown */
};

struct home_row {
    enum home_row_kind kind;
    struct str heading;
    const struct query_item *item;
    const struct term *term;
};

struct home {
    struct list_view base;
    struct query_items queries;
    struct live_count unread; /* of all unread articles, for its terms */
    struct slot terms_slot, archive_slot;
    enum taxonomy taxonomy; /* the one shown: topics, or the first that the archive has */
    size_t tried;           /* how many taxonomies had no terms */
    struct terms_request *terms;
    int64_t articles;          /* -1: not known yet */
    unsigned cache_generation; /* of the ui when terms were requested */
    struct home_row *rows;
    long first_query; /* row of the first query */
    bool moved;       /* the user has moved the selection */
};

void home_begin(struct home *h);     /* call first */
void home_make_rows(struct home *h); /* from what is there */
void home_ask_terms(struct home *h, struct ui *ui);
/* For what was asked, unless the queries, which were asked last, are not there yet: one wait is enough for a screen. */
void home_wait(struct home *h, struct ui *ui);
void home_release_terms(struct home *h);
void home_paint_row(const struct home *h, struct ui *ui, const struct home_row *r, const struct grid *line);

#endif
