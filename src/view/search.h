/* What view_search and the making of its rows share. */
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

/* What a text asks for. */
struct asked {
    struct arena arena;
    struct query query;
};

struct search {
    struct list_view base;
    struct buf text, text_before; /* before: while the words are changed */
    struct list list_before;
    struct list wanted; /* where to stand in what is looked for: at the top, or at the same place again */
    struct seeking seeking;
    struct asked asked, shown; /* what is looked for now, and what `answer` was found for */
    struct seek_answer answer;
    struct matcher found;
    struct arena arena; /* of hits */
    struct hit *hits;
    bool failed;  /* what is shown was found for an older text */
    bool opening; /* Enter came before what it opens was found */
};

void search_make_hits(struct search *s);                           /* the rows of its answer */
void search_say_articles(const struct search *s, struct buf *out); /* "3,412 articles", "more than 200 articles" */
bool search_can_select(const struct list_view *l, long row);

#endif
