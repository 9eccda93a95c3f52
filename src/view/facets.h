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
    struct str key;  /* of a term, and of the one that stands for an authority: to find it again in another cache */
    struct str word; /* what it is called in a query */
    bool exact;      /* ...where it is the whole name */
};

struct facets {
    struct list_view base;
    struct arena of_arena, narrowed_arena, choice_arena;
    struct query of, narrowed; /* narrowed: of it, and the choices; */
    int64_t edition;           /* which counts up when that is another */
    struct buf name;
    struct live_count all, now; /* of the first, which says what rows there are; of narrowed, which says their counts */
    struct names names;         /* of the rows */
    struct choice choices[CHOICES_MAX];
    size_t choice_count;
    struct slot again_slot; /* another cache: what the choices are there, until its counts have come */
    struct terms_request *again;
    struct slot passing_slot;
    struct matching_request *passing; /* what passes the filter; NULL: there is none, or it was not looked at yet */
    unsigned passing_generation;      /* of the cache, see ui */
    bool unfolded[SECTION_COUNT];
    struct facet *rows;
    size_t row_capacity;
};

const struct facet_counts *facets_counts(const struct facets *f); /* of the list as it is narrowed now */
int64_t facets_count(const struct facet_counts *t, const struct facet *value);
const struct choice *facets_choice(const struct facets *f, const struct facet *value);        /* NULL: it is not chosen */
void facets_choose(struct facets *f, struct ui *ui, const struct facet *value, bool exclude); /* or lets it go again */
void facets_narrow(struct facets *f, struct ui *ui); /* the choices are others: so are query and counts */
/* In another cache terms have other ids: asks for those of the choices, which take their place with the counts of that cache.
 */
void facets_find_choices(struct facets *f, struct ui *ui);
void facets_move_choices(struct facets *f);
void facets_filter(struct view *v, struct ui *ui, struct str text);
void facets_look(struct facets *f, struct ui *ui); /* asks which terms pass the filter */
/* The values of a section that are to be listed, at most `limit`; *in_all: how many there are. */
size_t facets_find(const struct facets *f, int section, size_t limit, struct term_count *found, size_t *in_all);
/* From the counts, the filter and the choices; what is selected stays so. */
void facets_make_rows(struct facets *f, struct ui *ui);

void facets_paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line);

#endif
