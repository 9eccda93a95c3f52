/* What view_articles and its head share.
 *
 * The rows in memory are a window on the list: a few chunks, which reach from the first or to the last article, or lie anywhere
 * between. Requests for rows are sent from one slot, so that one is under way at a time; `step` says what its answer does:
 *
 *   STEP_FIRST, STEP_LAST, STEP_AROUND   it takes the place of the window,
 *   STEP_ABOVE, STEP_BELOW               it is added to the window at that end.
 *
 * Rows at either end are asked for ahead of the selection, so that it never stands still. A motion that leads beyond the window
 * leaves its `target`, and goes on with each answer until it is reached. The next key wins: it ends all that was asked for on
 * behalf of the one before. Only a window of another query, or of a list that has changed since (`pending`), is replaced in any
 * case. */
#ifndef COURANT_VIEW_ARTICLES_H
#define COURANT_VIEW_ARTICLES_H

#include "cooccurring.h"
#include "list_view.h"

enum { CHUNK_ROWS = 128, CHUNKS = 4, COOCCURRING_LIMIT = 12 };

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
    bool cooccurring; /* of the terms of `taxonomy` that its articles have */
    enum taxonomy taxonomy;
};

/* What stands above the articles of a term: what it is, the text at its permalink, its own topics, its months, what its
 * articles have most. */
struct head {
    struct arena arena;
    struct doc doc;
    struct page page;
    struct term term;          /* id 0: there is no head */
    unsigned cache_generation; /* of the ui when it was asked for */
    int64_t about;             /* the article at its permalink; 0: none, or not yet found */
    struct str about_text;     /* how that begins */
    int32_t oldest;            /* day of the oldest article; DATE_NONE: none has one */
    struct cooccurring cooccurring;
    unsigned cooccurring_edition; /* that the rows are of */
    struct head_row *rows;
    long count;
};

enum step { STEP_FIRST, STEP_LAST, STEP_AROUND, STEP_ABOVE, STEP_BELOW };

struct articles {
    struct list_view base; /* its list is over the head (when at_start) and the window */
    struct arena of_arena, shown_arena;
    struct query of, shown; /* shown: of it, and the filter */
    struct buf title;
    int64_t term; /* when it is a term's page; found again in another cache by taxonomy and key: */
    enum taxonomy taxonomy;
    struct str term_key; /* in of_arena */
    struct head head;
    struct slot head_slot; /* for the term, then for what stands at its permalink */

    struct chunk chunks[CHUNKS + 1];
    size_t chunk_count;
    bool at_start, at_end;    /* the window reaches the first, the last article */
    long first_number;        /* place of the window's first row in the whole list; -1 unknown */
    bool between;             /* the selected row has left the list (it was read); `selected` is the row after it */
    bool moved;               /* by the person */
    unsigned list_generation; /* of the ui when the rows were fetched */

    struct slot slot; /* for rows; with its request: */
    enum step step;
    struct motion motion;    /* STEP_FIRST: to be made from there */
    struct list_position to; /* STEP_AROUND: what is to be selected; */
    bool stays;              /* or what is by then */
    bool late;               /* the reader that asked for the next unread article does not show it */
    unsigned generation;     /* of the ui when it was sent */
    bool pending, reaching;  /* see above */
    unsigned keys;           /* of the ui when that was begun */
    long target;             /* the row of the list that is to be reached */

    struct slot marks_slot, count_slot;
    int64_t total, unread;
    bool counted, known, exact; /* counted: was asked for; known: total is good */
    struct matcher found;       /* the words of what is shown */
};

/* ---- the window ---- */

const struct row *articles_row(const struct articles *a, long row); /* NULL: a row of the head, or none */
const struct row *articles_selected(const struct articles *a);
struct list_position articles_position(const struct articles *a);
long articles_head_count(const struct articles *a);           /* rows above the first article that are in the list now */
long articles_find_row(const struct articles *a, int64_t id); /* -1: it is not among the rows in memory */
bool articles_can_select(const struct list_view *l, long row);
void articles_clear(struct articles *a);
/* The chunk is the window's from now on. What is selected stays so, but when all are replaced. */
void articles_replace(struct articles *a, struct chunk chunk, bool at_start, bool at_end, long first_number);
void articles_add_above(struct articles *a, struct chunk chunk);
void articles_add_below(struct articles *a, struct chunk chunk);
/* The head, which had so many rows before. */
void articles_lay_out(struct articles *a, long head_before, int columns, bool ascii);

/* ---- asking for rows ---- */

void articles_begin_asking(struct articles *a); /* before all else */
void articles_ask(struct articles *a, struct ui *ui, enum step step);
/* What was shown stays until what the query finds has come. */
void articles_show(struct articles *a, struct ui *ui, struct query q);
void articles_ask_unread(struct articles *a, struct ui *ui, int by); /* the next one beyond the window */
void articles_go_on(struct articles *a, struct ui *ui, struct motion m);
void articles_stop(struct articles *a);                /* another key came */
void articles_wait(struct articles *a, struct ui *ui); /* a moment for what was asked for */
void articles_look_ahead(struct articles *a, struct ui *ui);
bool articles_is_looking(const struct articles *a);

/* What was marked shows on the rows that are there; none of them leaves the list before it is fetched anew, so that what was
 * just read can be gone back to. */
void articles_see_marks(struct articles *a, struct ui *ui);
void articles_ask_count(struct articles *a, struct ui *ui);

/* What the term is whose page this is, when it is not known from this cache. */
void articles_ask_term(struct articles *a, struct ui *ui);

/* For its view_ops. */
void articles_describe(struct view *v, struct description *d);
void articles_paint(struct view *v, struct ui *ui, const struct grid *g, bool focused);

/* For its row_ops. */
void articles_paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line);
void articles_why_empty(const struct list_view *l, struct ui *ui, struct buf *out);

/* ---- the head ---- */

void head_layout(struct head *h, int columns, bool ascii); /* makes the rows for a width */
void head_paint_row(const struct head *h, long row, const struct grid *line);
void head_release(struct head *h);

#endif
