/* Shared by the files of facets. */
#ifndef COURANT_VIEW_FACETS_H
#define COURANT_VIEW_FACETS_H

#include "list_view.h"

/* One for each taxonomy, then these. */
enum { SECTION_AUTHORITIES = TAX_COUNT, SECTION_YEARS, SECTION_MARKS, SECTION_COUNT };
enum { FACETS_BEST = 10, FACETS_UNFOLDED = 1000, CHOICES_MAX = 24 };

enum facet_kind {
    FACET_SHOW, /* opens the articles */
    FACET_BLANK,
    FACET_HEADING,
    FACET_VALUE,
    FACET_MORE, /* folds or unfolds the section */
};

/* A row. number: for a value the id of its term, its year or its mark; for an authority the id of the topic that represents it;
 * for FACET_MORE how many values there are. */
struct facet {
    enum facet_kind kind;
    int section;
    int64_t number;
};

/* A chosen value. */
struct choice {
    int section;
    int64_t number;
    bool exclude;
    struct str key;  /* of the term (of an authority: of its topic), to find it again in another cache */
    struct str word; /* its value in a query */
    bool exact;      /* `word` is the whole name */
};

struct facets {
    struct list_view base;
    struct arena of_arena, narrowed_arena, choice_arena;
    struct query of, narrowed; /* narrowed: `of` and the choices */
    int64_t edition;           /* changes whenever `narrowed` does */
    struct buf name;
    struct live_count all, now; /* all: of `of`, gives the rows; now: of `narrowed`, gives their counts */
    struct names names;         /* names of the rows */
    struct choice choices[CHOICES_MAX];
    size_t choice_count;
    struct slot again_slot; /* after a new cache: the choices in it, until its counts arrive */
    struct terms_request *again;
    struct slot passing_slot;
    struct matching_request *passing; /* the terms that pass the filter; NULL: no filter, or not answered yet */
    unsigned passing_generation;      /* ui->cache_generation it is valid for */
    bool unfolded[SECTION_COUNT];
    struct facet *rows;
    size_t row_capacity;
};

const struct facet_counts *facets_counts(const struct facets *f); /* of the narrowed list */
int64_t facets_count(const struct facet_counts *t, const struct facet *value);
const struct choice *facets_choice(const struct facets *f, const struct facet *value);        /* NULL: not chosen */
void facets_choose(struct facets *f, struct ui *ui, const struct facet *value, bool exclude); /* chooses it, or undoes that */
void facets_narrow(struct facets *f, struct ui *ui); /* after the choices changed: updates query and counts */
/* Term ids differ between caches: asks for the new ids of the choices. facets_move_choices applies them once the new counts
 * are there. */
void facets_find_choices(struct facets *f, struct ui *ui);
void facets_move_choices(struct facets *f);
void facets_filter(struct view *v, struct ui *ui, struct str text);
void facets_look(struct facets *f, struct ui *ui); /* asks which terms pass the filter */
/* The values of a section to list, at most `limit`; *in_all: how many there are in total. */
size_t facets_find(const struct facets *f, int section, size_t limit, struct term_count *found, size_t *in_all);
/* From the counts, the filter and the choices; keeps the selection. */
void facets_make_rows(struct facets *f, struct ui *ui);

void facets_paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line);

#endif
