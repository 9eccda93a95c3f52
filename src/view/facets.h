/* What the files of facets share. */
#ifndef COURANT_VIEW_FACETS_H
#define COURANT_VIEW_FACETS_H

#include "list_view.h"

/* One for each taxonomy, then these. */
enum { SECTION_AUTHORITIES = TAX_COUNT, SECTION_YEARS, SECTION_MARKS, SECTION_COUNT };
enum { FACETS_BEST = 10, FACETS_UNFOLDED = 1000, CHOICES_MAX = 24 };

enum facet_kind {
    FACET_SHOW, /* leads to the articles */
    FACET_BLANK,
    FACET_HEADING,
    FACET_VALUE,
    FACET_MORE, /* unfolds the section, or folds it again */
};

/* A row. number: of a value its term's id, its year, its state, of an authority the id of the topic that stands for it; of
 * FACET_MORE how many there are. */
struct facet {
    enum facet_kind kind;
    int section;
    int64_t number;
};

/* A value that was chosen. */
struct choice {
    int section;
    int64_t number;
    bool exclude;
    struct str key;  /* of a term: to find it again in another cache */
    struct str word; /* what it is called in a query */
    bool exact;      /* ...where it is the whole name */
};

struct facets {
    struct list_view base;
    struct arena of_arena, narrowed_arena, choice_arena;
    struct query of, narrowed; /* narrowed: of it, and the choices */
    struct buf name;
    struct counter all, now; /* of the first, which says what rows there are; of narrowed, which says their counts */
    struct choice choices[CHOICES_MAX];
    size_t choice_count;
    bool unfolded[SECTION_COUNT];
    uint8_t *passes; /* of each term: does it pass the filter; passes_count of them; NULL: not looked at yet */
    size_t passes_count;
    int64_t looked_to; /* terms up to this id were looked at */
    bool looking;
    struct facet *rows;
    size_t row_capacity;
    struct glance glance;
};

const struct tally *facets_counts(const struct facets *f); /* of the list as it is narrowed now */
int64_t facets_count(const struct tally *t, const struct facet *value);
struct choice *facets_choice(const struct facets *f, const struct facet *value);              /* NULL: it is not chosen */
void facets_choose(struct facets *f, struct ui *ui, const struct facet *value, bool exclude); /* or lets it go again */
void facets_narrow(struct facets *f);                      /* the choices are others: so are query and counts */
void facets_find_choices(struct facets *f, struct ui *ui); /* in another cache */
/* The values of a section that are to be listed, at most `limit`; *in_all: how many there are. */
size_t facets_find(const struct facets *f, int section, size_t limit, struct tallied *found, size_t *in_all);
void facets_make_rows(struct facets *f);           /* from the counts, the filter and the choices; what is selected stays so */
void facets_look(struct facets *f, struct ui *ui); /* goes on to look which terms pass the filter */

void facets_paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line);
/* What a value is called, in full. */
void facets_name(const struct facets *f, struct ui *ui, const struct facet *value, struct buf *out);

#endif
