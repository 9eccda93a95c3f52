/* What view_articles and its head share. */
#ifndef COURANT_VIEW_ARTICLES_H
#define COURANT_VIEW_ARTICLES_H

#include "view_private.h"

enum { CHUNK_ROWS = 128, CHUNKS = 4, COUNT_LIMIT = 10000, NEXT_UNREAD_MAX = 5000 };

struct chunk {
    struct arena arena;
    struct rows rows;
};

/* A row above the articles: a line of text, a term or an article to walk to. */
struct head_row {
    long line; /* of page; -1: none */
    struct str heading;
    struct term term; /* id 0: none */
    int64_t article;  /* 0: none */
};

/* What stands above the articles of a term: what it is, the text at its permalink, its own topics. */
struct head {
    struct arena arena;
    struct doc doc;
    struct page page;
    struct term term; /* id 0: there is no head */
    int64_t about;    /* the article at its permalink; 0: none */
    struct head_row *rows;
    long count;
};

struct articles {
    struct view view;
    struct arena base_arena, shown_arena;
    struct query base, shown; /* shown: base and the filter */
    struct buf title, filter;
    int64_t term; /* when it is a term's page */
    struct head head;
    struct chunk chunks[CHUNKS + 1];
    size_t chunk_count;
    bool at_start, at_end; /* the window reaches the first, the last article */
    long first_number;     /* place of the window's first row in the whole list; -1 unknown */
    struct list list;      /* over the head (when at_start) and the window */
    int64_t total, unread;
    bool counted, known, exact; /* counted: was tried; known: total is good */
    struct sheet preview;
};

const struct row *articles_row(const struct articles *a, long row);

void head_load(struct articles *a, struct ui *ui);
void head_layout(struct head *h, int columns, bool ascii); /* makes the rows for a width */
void head_paint_row(const struct head *h, long row, const struct grid *line, bool ascii);
void head_release(struct head *h);

#endif
