/* Shared by the files of search. */
#ifndef COURANT_VIEW_SEARCH_H
#define COURANT_VIEW_SEARCH_H

#include "list_view.h"

enum { SEARCH_ARTICLES = 100 };

enum hit_kind { HIT_HEADING, HIT_TERM, HIT_ARTICLE, HIT_ALL /* opens the list of all articles found */ };

struct hit {
    enum hit_kind kind;
    struct str text; /* of a heading or of HIT_ALL */
    const struct term *term;
    const struct row *row;
};

struct search {
    struct list_view base;
    struct buf text, text_before; /* text_before: restored when editing is cancelled */
    struct list list_before;
    struct list wanted; /* where the selection goes in the next answer: the top, or the same row again */
    struct slot slot, count_slot;
    struct search_request *answer; /* what is shown; NULL: no answer yet */
    int64_t total;                 /* number of articles; 0 until they were counted */
    bool exact;                    /* false: there are more */
    struct matcher found;
    struct arena arena; /* of hits */
    struct hit *hits;
    bool failed;  /* what is shown belongs to an older text */
    bool opening; /* Enter was pressed before the answer came */
};

void search_begin_asking(struct search *s);       /* call first */
void search_run(struct search *s, struct ui *ui); /* searches for `text` */
bool search_is_looking(const struct search *s);

void search_make_hits(struct search *s);                           /* makes the rows of the answer */
int64_t search_count(const struct search *s, bool *exact);         /* of articles, as far as known */
void search_say_articles(const struct search *s, struct buf *out); /* "3,412 articles", "more than 200 articles" */
bool search_can_select(const struct list_view *l, long row);

#endif
