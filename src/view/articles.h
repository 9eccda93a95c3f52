/* What view_articles and its head share. */
#ifndef COURANT_VIEW_ARTICLES_H
#define COURANT_VIEW_ARTICLES_H

#include "beside.h"
#include "list_view.h"

enum { CHUNK_ROWS = 128, CHUNKS = 4, NEXT_UNREAD_MAX = 500, BESIDE_LIMIT = 12 };

struct chunk {
    struct arena arena;
    struct rows rows;
};

/* A row above the articles: a line of text, a term, an article or a list of terms to walk to. */
struct head_row {
    long line; /* of page; -1: none */
    struct str heading;
    struct term term; /* id 0: none */
    int64_t article;  /* 0: none */
    bool months;      /* the line of bars */
    bool beside;      /* of the terms of `taxonomy` that its articles have */
    enum taxonomy taxonomy;
};

/* What stands above the articles of a term: what it is, the text at its permalink, its own topics, its months, what its
 * articles have most. */
struct head {
    struct arena arena;
    struct doc doc;
    struct page page;
    struct term term;          /* id 0: there is no head */
    unsigned cache_generation; /* of the ui when it was read */
    int64_t about;             /* the article at its permalink; 0: none, or not yet `sought` */
    bool sought;
    int32_t oldest; /* day of the oldest article; DATE_NONE: none has one */
    struct beside beside;
    unsigned beside_edition; /* that the rows are of */
    struct head_row *rows;
    long count;
};

struct articles {
    struct list_view base; /* its list is over the head (when at_start) and the window */
    struct arena of_arena, shown_arena;
    struct query of, shown; /* shown: of it, and the filter */
    struct buf title;
    int64_t term; /* when it is a term's page; found again in another cache by taxonomy and key: */
    enum taxonomy taxonomy;
    struct str term_key; /* in of_arena */
    struct head head;
    struct chunk chunks[CHUNKS + 1];
    size_t chunk_count;
    bool at_start, at_end;    /* the window reaches the first, the last article */
    long first_number;        /* place of the window's first row in the whole list; -1 unknown */
    bool between;             /* what was selected is gone from the list (it was read); selected is what came behind it */
    bool moved;               /* by the person */
    unsigned list_generation; /* of the ui when the rows were fetched */
    int64_t total, unread;
    bool pending; /* what is shown is not yet what the filter says */
    struct seeking seeking;
    struct matcher found;       /* the words of what is shown */
    bool counted, known, exact; /* counted: was tried; known: total is good */
    bool counting_all;          /* the number is asked for however many there are */
};

const struct row *articles_row(const struct articles *a, long row); /* NULL: a row of the head, or none */
const struct row *articles_selected(const struct articles *a);
long articles_head_count(const struct articles *a); /* rows above the first article that are in the list now */
bool articles_can_select(const struct list_view *l, long row);
bool articles_select_id(struct articles *a, int64_t id); /* false: it is not among the rows in memory */
void articles_update_count(struct articles *a);
void articles_clear(struct articles *a);
void articles_show_first(struct articles *a, struct chunk chunk); /* the first rows, which a then owns */
bool articles_load_first(struct articles *a, struct ui *ui);      /* false: it could not, said why, and all is as it was */
void articles_load_last(struct articles *a, struct ui *ui);
bool articles_load_around(struct articles *a, struct ui *ui, struct place to); /* false: there is nothing from there on */
/* Fetch more rows; what is selected stays so. Each returns by how much the rows that were there moved down. */
long articles_extend_down(struct articles *a, struct ui *ui);
long articles_extend_up(struct articles *a, struct ui *ui);

/* What was marked shows on the rows that are there; none of them leaves the list before it is fetched anew, so that what was
 * just read can be gone back to. */
void articles_see_marks(struct articles *a, struct ui *ui);

/* For its view_ops. */
void articles_describe(struct view *v, struct description *d);
void articles_paint(struct view *v, struct ui *ui, const struct grid *g, bool focused);

/* For its row_ops. */
void articles_paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line);
void articles_why_empty(const struct list_view *l, struct ui *ui, struct buf *out);

void head_load(struct articles *a, struct ui *ui);
bool head_work(struct articles *a, struct ui *ui);         /* true: there may be more to do */
void head_layout(struct head *h, int columns, bool ascii); /* makes the rows for a width */
void head_paint_row(const struct head *h, long row, const struct grid *line);
void head_release(struct head *h);

#endif
