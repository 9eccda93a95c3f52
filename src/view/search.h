/* What the files of the search share. */
#ifndef COURANT_VIEW_SEARCH_H
#define COURANT_VIEW_SEARCH_H

#include "list_view.h"

enum { SEARCH_ARTICLES = 100 };

enum hit_kind { HIT_HEADING, HIT_TERM, HIT_ARTICLE, HIT_ALL };

struct hit {
    enum hit_kind kind;
    struct str text; /* of a heading, or of the row that leads to all articles */
    const struct term *term;
    const struct row *row;
};

struct search {
    struct list_view base;
    struct buf text, text_before; /* before: while the words are changed */
    struct list list_before;
    struct list wanted; /* where to stand in what is looked for: at the top, or at the same place again */
    struct slot slot, count_slot;
    struct search_request *answer; /* what is shown; NULL: nothing was found yet */
    int64_t total;                 /* how many articles there are, once they were counted; else 0 */
    bool exact;                    /* false: there are more */
    struct matcher found;
    struct arena arena; /* of hits */
    struct hit *hits;
    bool failed;  /* what is shown was found for an older text */
    bool opening; /* Enter came before what it opens was found */
};

void search_begin_asking(struct search *s);       /* before all else */
void search_run(struct search *s, struct ui *ui); /* looks for its text */
bool search_is_looking(const struct search *s);

void search_make_hits(struct search *s);                           /* the rows of its answer */
int64_t search_count(const struct search *s, bool *exact);         /* of articles, as far as it is known */
void search_say_articles(const struct search *s, struct buf *out); /* "3,412 articles", "more than 200 articles" */
bool search_can_select(const struct list_view *l, long row);

#endif
