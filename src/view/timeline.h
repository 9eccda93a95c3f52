/* What the files of the timeline share. */
#ifndef COURANT_VIEW_TIMELINE_H
#define COURANT_VIEW_TIMELINE_H

#include "list_view.h"

enum month_row_kind {
    MONTHS_TRENDING, /* leads to what is written of more or less than before */
    MONTHS_BLANK,
    MONTHS_YEAR,
    MONTHS_ONE,
    MONTHS_GAP, /* months without articles, from the newest to the oldest */
    MONTHS_UNDATED,
};

struct month_row {
    enum month_row_kind kind;
    size_t month, oldest; /* numbers, see month_number; oldest: of a gap */
    int64_t count;        /* of the month or of the year */
};

struct timeline {
    struct list_view base;
    struct arena of_arena;
    struct query of;
    struct live_count live_count;
    struct month_row *rows;
    size_t capacity;
    int64_t most; /* articles of a month */
    bool placed;  /* on a month, once there were any */
};

bool timeline_can_select(const struct list_view *l, long row);
void timeline_make_rows(struct timeline *t); /* from the counts; what is selected stays so */
void timeline_name(const struct month_row *row, struct buf *out);
void timeline_paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line);

#endif
