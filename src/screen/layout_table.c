/* layout_table: finds the rows of a table, measures its columns and chooses between columns and records. */
#include "layout_table.h"

enum {
    WORD_MIN = 8, /* a longer word may be cut so that the table fits */
    SHORT_CELL = 2 * WORD_MIN
}; /* when words must be cut, cells up to this width are kept on one line */

static void measure_cell(struct table *t, const struct cell_pos *pos) {
    line_wrapper_start(&t->measure, table_cell_style(pos));
    line_wrapper_block(&t->measure, pos->cell, table_cell_style(pos));
    line_wrapper_end(&t->measure);
    t->tall |= t->measure.line_count > 1;
}

static size_t widen(size_t have, size_t want) {
    return want > have ? want : have;
}

/* How much wider each of `count` columns must be, allowing for the gaps between them. */
static size_t share(size_t want, size_t have, size_t count) {
    size_t with_gaps = have + (count - 1) * GAP;
    return want > with_gaps ? (want - with_gaps + count - 1) / count : 0;
}

/* A cell that spans columns widens the non-empty ones equally, or the first if all are empty. */
static void widen_columns(struct table *t, const struct cell_pos *pos) {
    struct column *columns = t->columns + pos->column;
    size_t min = 0, max = 0, count = 0;
    for (int i = 0; i < pos->span; i++) {
        min += columns[i].min;
        max += columns[i].max;
        count += columns[i].max > 0;
    }
    size_t more_min = share(t->measure.min, min, count ? count : 1);
    size_t more_max = share(t->measure.max, max, count ? count : 1);
    for (int i = 0; i < pos->span; i++) {
        if (columns[i].max || (!count && !i)) {
            columns[i].min += more_min;
            columns[i].max = widen(columns[i].max + more_max, columns[i].min);
        }
    }
}

static void measure_row(struct table *t, size_t row, bool spanning) {
    struct walk w = table_walk(t, row);
    for (struct cell_pos pos; !t->too_wide && table_next_cell(&w, &pos);) {
        if (pos.column + pos.span > TABLE_COLUMNS_MAX) {
            t->too_wide = true;
            return;
        }
        t->column_count = w.column > t->column_count ? w.column : t->column_count;
        if ((pos.span > 1) != spanning) {
            continue;
        }
        measure_cell(t, &pos);
        if (spanning) {
            widen_columns(t, &pos);
        } else {
            struct column *column = &t->columns[pos.column];
            column->min = widen(column->min, t->measure.min);
            column->max = widen(column->max, t->measure.max);
        }
    }
}

static void measure(struct table *t) {
    for (int spanning = 0; spanning < 2; spanning++) {
        for (size_t row = t->first; row < t->end; row = table_next_row(t, row)) {
            measure_row(t, row, spanning);
        }
    }
}

static uint64_t wish_of(const struct column *c, bool cut_words) {
    size_t wish = cut_words ? c->min : c->max;
    return wish > c->width ? wish - c->width : 0;
}

/* Columns that want no more than an even share of the rest get it, so that a long one does not break the words of short ones.
 * Returns what is left for the others, whose wishes are then *wanted. */
static uint64_t serve_modest(struct table *t, uint64_t rest, uint64_t *wanted, bool cut_words) {
    uint64_t open = 0;
    for (int i = 0; i < t->column_count; i++) {
        open += wish_of(&t->columns[i], cut_words) > 0;
    }
    for (bool served = true; served && open;) {
        served = false;
        for (int i = 0; i < t->column_count && open; i++) {
            uint64_t wish = wish_of(&t->columns[i], cut_words);
            if (wish && wish <= rest / open) {
                t->columns[i].width += wish;
                rest -= wish;
                *wanted -= wish;
                open--;
                served = true;
            }
        }
    }
    return rest;
}

/* Columns get `low` and a share of the rest, by how much more they want. */
static void share_out(struct table *t, size_t room, bool cut_words) {
    uint64_t given = 0, wanted = 0;
    for (int i = 0; i < t->column_count; i++) {
        struct column *c = &t->columns[i];
        c->width = cut_words && c->min > WORD_MIN ? WORD_MIN : c->min;
        c->min = cut_words && c->max <= SHORT_CELL ? c->max : c->min; /* what it wishes for */
        given += c->width;
        wanted += wish_of(c, cut_words);
    }
    uint64_t left = serve_modest(t, room - given, &wanted, cut_words), rest = left;
    for (int i = 0; i < t->column_count && wanted; i++) {
        struct column *c = &t->columns[i];
        uint64_t more = rest * wish_of(c, cut_words) / wanted;
        c->width += more;
        left -= more;
    }
    for (int i = 0; i < t->column_count && left; i++) {
        struct column *c = &t->columns[i];
        if (c->width < c->max) {
            c->width++;
            left--;
        }
    }
}

static bool find_widths(struct table *t, size_t room) {
    size_t min = 0, max = 0, cut = 0, gaps = 0;
    for (int i = 0; i < t->column_count; i++) {
        const struct column *c = &t->columns[i];
        min += c->min;
        max += c->max;
        cut += c->min > WORD_MIN ? WORD_MIN : c->min;
        gaps += c->max && max > c->max ? GAP : 0;
    }
    if (t->too_wide || gaps > room || cut > room - gaps) {
        return false;
    }
    if (max <= room - gaps) {
        for (int i = 0; i < t->column_count; i++) {
            t->columns[i].width = t->columns[i].max;
        }
        return true;
    }
    t->tall = true;
    share_out(t, room - gaps, min > room - gaps);
    return true;
}

/* The rows between captions; false when there is something else in the table. */
static bool find_rows(struct table *t, size_t at, size_t *after) {
    const struct doc *d = t->layout->doc;
    size_t i = at + 1;
    while (i < d->block_count && d->blocks[i].kind == BLOCK_CAPTION && d->blocks[i].parent == (int)at) {
        i++;
    }
    t->first = i;
    while (i < d->block_count && ((d->blocks[i].kind == BLOCK_ROW && d->blocks[i].parent == (int)at) ||
                                  (d->blocks[i].kind == BLOCK_CELL && d->blocks[i].parent > (int)at))) {
        i++;
    }
    t->end = i;
    while (i < d->block_count && d->blocks[i].kind == BLOCK_CAPTION && d->blocks[i].parent == (int)at) {
        i++;
    }
    *after = i;
    bool all = i == d->block_count || d->blocks[i].parent < (int)at;
    return all && (t->first == t->end || d->blocks[t->first].kind == BLOCK_ROW);
}

static void set_rows(struct table *t) {
    struct layout *l = t->layout;
    line_wrapper_init(&t->measure, l, l->page, 0);
    t->measure.measuring = true;
    measure(t);
    line_wrapper_release(&t->measure);
    layout_put_markers(l);
    layout_begin_leaf(l, BLOCK_ROW);
    if (find_widths(t, (size_t)(l->options.columns - l->indent_columns))) {
        table_set_columns(t);
    } else {
        table_set_records(t);
    }
}

size_t layout_table(struct layout *l, size_t at) {
    struct table t = {.layout = l};
    size_t after;
    if (!find_rows(&t, at, &after)) {
        return 0;
    }
    for (size_t i = at + 1; i < t.first; i++) {
        layout_leaf(l, &l->doc->blocks[i]);
    }
    set_rows(&t);
    for (size_t i = t.end; i < after; i++) {
        layout_leaf(l, &l->doc->blocks[i]);
    }
    return after - at - 1;
}
