/* Shared by view_articles and its head.
 *
 * The rows in memory are a window on the list: a few chunks at its start, its end or anywhere between. All requests for rows
 * share one slot, so only one is under way at a time. `step` says what its answer does:
 *
 *   STEP_FIRST, STEP_LAST, STEP_AROUND   replaces the window
 *   STEP_ABOVE, STEP_BELOW               extends the window at that end
 *
 * Rows are prefetched at both ends, so that the selection never has to wait. A motion that leads beyond the window sets
 * `target` and continues with each answer until it is reached. The next key cancels what the previous one asked for, except a
 * request that replaces an outdated window (`pending`): that always completes. */
#ifndef COURANT_VIEW_ARTICLES_H
#define COURANT_VIEW_ARTICLES_H

#include "cooccurring.h"
#include "list_view.h"

enum { CHUNK_ROWS = 128, CHUNKS = 4, COOCCURRING_LIMIT = 12 };

struct chunk {
    struct arena arena;
    struct rows rows;
};

/* A row above the articles: a line of text, or a link to a term, an article or a list of terms. */
struct head_row {
    long line; /* of page; -1: none */
    struct str heading;
    struct term term; /* id 0: none */
    int64_t article;  /* 0: none */
    bool facts, rule; /* what the term is, in one line; a line across */
    bool months;      /* the sparkline */
    bool cooccurring; /* the terms of `taxonomy` that its articles have */
    enum taxonomy taxonomy;
};

/* The head of a term's page: its name, the text at its permalink, its own topics, its months, and the terms its articles have
 * most often. */
struct head {
    struct arena arena;
    struct doc doc;
    struct page page;
    struct term term; /* id 0: there is no head */
    bool unfolded;
    struct str facts;          /* the line that says what it is */
    unsigned cache_generation; /* of the ui when the head was requested */
    int64_t about;             /* the article at its permalink; 0: none, or not found yet */
    struct str about_text;     /* how that article begins */
    int32_t oldest;            /* day of the oldest article; DATE_NONE: none is dated */
    struct cooccurring cooccurring;
    unsigned cooccurring_edition; /* the edition the rows were made from */
    struct head_row *rows;
    long count;
};

enum step { STEP_FIRST, STEP_LAST, STEP_AROUND, STEP_ABOVE, STEP_BELOW };

struct articles {
    struct list_view base; /* rows of the list: the head (if at_start), then the window */
    struct arena of_arena, shown_arena;
    struct query of, shown; /* shown: `of` and the filter */
    struct buf title;
    int64_t term; /* of a term's page, else 0; in another cache found again by: */
    enum taxonomy taxonomy;
    struct str term_key; /* in of_arena */
    struct head head;
    struct slot head_slot; /* for the term, then for the article at its permalink */

    struct chunk chunks[CHUNKS + 1];
    size_t chunk_count;
    bool at_start, at_end; /* the window reaches the first or last article */
    long first_number;     /* number of the window's first row in the whole list; -1: unknown */
    bool between;          /* the selected row left the list when it was read; `selected` is the next one */
    bool moved;            /* the user has moved the selection */
    unsigned list_generation, cache_generation; /* of the ui when the rows were fetched */
    long above;                                 /* how many articles have come in above the window and were not seen yet */
    bool counts_above;                          /* the rows asked for are those of a changed cache */

    struct slot slot; /* for rows; about its request: */
    enum step step;
    struct motion motion;    /* STEP_FIRST: applied to the answer */
    struct list_position to; /* STEP_AROUND: what to select, */
    bool stays;              /* or keep what is selected by then */
    bool late;               /* the reader asked for the next unread article and has not shown it yet */
    unsigned generation;     /* of the ui when the request was sent */
    bool pending, reaching;  /* see above */
    unsigned keys;           /* ui->keys when that started */
    long target;             /* the row to reach */

    struct slot marks_slot, count_slot;
    int64_t total, unread;
    bool counted, known, exact; /* counted: requested; known: total is valid */
    struct matcher found;       /* words of `shown` */
    int64_t anchor;             /* the article where a selection of rows began; 0: none is selected */
    long anchor_number;         /* its number in the whole list */
    int source_columns;         /* see paint_article_row */
    bool hides_read;            /* `shown` leaves out what is read */
};

/* ---- the window ---- */

const struct row *articles_row(const struct articles *a, long row); /* NULL: a row of the head, or no such row */
const struct row *articles_selected(const struct articles *a);
struct list_position articles_position(const struct articles *a);
long articles_head_count(const struct articles *a);           /* how many of its rows are in the list now */
long articles_find_row(const struct articles *a, int64_t id); /* -1: not in the window */
bool articles_can_select(const struct list_view *l, long row);
void articles_clear(struct articles *a);
/* These take over the chunk. articles_replace resets the selection; the others keep it. */
void articles_replace(struct articles *a, struct chunk chunk, bool at_start, bool at_end, long first_number);
void articles_add_above(struct articles *a, struct chunk chunk);
void articles_add_below(struct articles *a, struct chunk chunk);
/* Lays out the head again; head_before: the number of rows it had. */
void articles_lay_out(struct articles *a, long head_before, int columns, bool ascii);

/* ---- asking for rows ---- */

void articles_begin_asking(struct articles *a); /* call first */
void articles_ask(struct articles *a, struct ui *ui, enum step step);
/* The old rows stay until the new ones arrive. */
void articles_show(struct articles *a, struct ui *ui, struct query q);
/* Shows the list with this filter, and without what is read where that is hidden. False: the filter is not valid. */
bool articles_narrow(struct articles *a, struct ui *ui, struct str filter);
void articles_ask_unread(struct articles *a, struct ui *ui, int by); /* looks beyond the window */
void articles_go_on(struct articles *a, struct ui *ui, struct motion m);
void articles_stop(struct articles *a);                /* call at each key */
void articles_wait(struct articles *a, struct ui *ui); /* briefly, for the answer */
void articles_look_ahead(struct articles *a, struct ui *ui);
bool articles_is_looking(const struct articles *a);

/* Shows changed marks on the present rows. None leaves the list until it is fetched again, so that one can return to an
 * article just read. */
void articles_see_marks(struct articles *a, struct ui *ui);
void articles_ask_count(struct articles *a, struct ui *ui);

/* Asks for the term of this page, unless it is known from this cache. */
void articles_ask_term(struct articles *a, struct ui *ui);

/* The number of a row in the whole list, from 0; -1: a row of the head, or not known. */
long articles_number_of(const struct articles *a, long row);
long articles_selection_count(const struct articles *a); /* rows from the anchor on; 0: none, -1: not known */
/* Is the row among those selected from the anchor on? */
bool articles_is_in_selection(const struct articles *a, long row);

/* For its view_ops. */
void articles_describe(struct view *v, struct description *d);
void articles_paint(struct view *v, struct ui *ui, const struct grid *g, bool focused);

/* For its row_ops. */
void articles_number(const struct list_view *l, long row, struct buf *out);
void articles_paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line);
void articles_why_empty(const struct list_view *l, struct ui *ui, struct buf *out);

/* ---- the head ---- */

void head_layout(struct head *h, int columns, bool ascii); /* makes the rows for this width */
void head_unfold(struct head *h, bool unfolded);           /* else only its most telling rows */
void head_paint_row(const struct head *h, struct ui *ui, long row, const struct grid *line);
void head_release(struct head *h);

#endif
