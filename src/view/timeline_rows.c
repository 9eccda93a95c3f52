/* timeline_rows: makes and paints the rows of months. */
#include "english.h"
#include "timeline.h"

static const char *const month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool timeline_can_select(const struct list_view *l, long row) {
    enum month_row_kind kind = ((const struct timeline *)l)->rows[row].kind;
    return kind == MONTHS_TRENDING || kind == MONTHS_ONE || kind == MONTHS_UNDATED;
}

/* ---- rows ---- */

static struct month_row *add(struct timeline *t, enum month_row_kind kind, size_t month) {
    t->rows = grow(t->rows, (size_t)t->base.list.count, &t->capacity, sizeof *t->rows);
    struct month_row *r = &t->rows[t->base.list.count++];
    *r = (struct month_row){.kind = kind, .month = month};
    return r;
}

/* Adds a month, preceded by a gap row and the heading of its year where needed. newer: the previously added month, or 0. */
static void add_month(struct timeline *t, const struct facet_counts *counts, size_t month, size_t newer) {
    if (newer && newer - month > 1) {
        add(t, MONTHS_GAP, newer - 1)->oldest = month + 1;
    }
    if (!newer || newer / 12 != month / 12) {
        add(t, MONTHS_BLANK, 0);
        add(t, MONTHS_YEAR, month)->count = facet_counts_of_year(counts, (int64_t)(month / 12));
    }
    add(t, MONTHS_ONE, month)->count = counts->months[month];
    t->most = counts->months[month] > t->most ? counts->months[month] : t->most;
}

static void add_months(struct timeline *t, const struct facet_counts *counts) {
    size_t newer = 0;
    for (size_t month = counts->month_count; month-- > 1;) {
        if (counts->months[month]) {
            add_month(t, counts, month, newer);
            newer = month;
        }
    }
    if (counts->month_count && counts->months[0]) {
        add(t, MONTHS_BLANK, 0);
        add(t, MONTHS_UNDATED, 0)->count = counts->months[0];
    }
}

static void select_row(struct timeline *t, enum month_row_kind kind, size_t month, long height) {
    for (long row = 0; row < t->base.list.count; row++) {
        if (t->rows[row].kind == kind && t->rows[row].month == month) {
            t->base.list.selected = row;
            t->base.list.top = row - height;
            return;
        }
    }
    list_view_skip_headings(&t->base);
}

void timeline_make_rows(struct timeline *t) {
    const struct month_row *r = t->base.list.selected < t->base.list.count ? &t->rows[t->base.list.selected] : NULL;
    struct month_row was = r ? *r : (struct month_row){.kind = MONTHS_TRENDING};
    long height = t->base.list.selected - t->base.list.top;
    t->base.list.count = 0;
    t->most = 0;
    add(t, MONTHS_TRENDING, 0);
    add_months(t, live_count_facets(&t->live_count));
    select_row(t, was.kind, was.month, height);
    if (!t->placed && t->base.list.count > 1) {
        t->base.list.selected = 1;
        list_view_skip_headings(&t->base);
        t->placed = true;
    }
}

void timeline_name(const struct month_row *r, struct buf *out) {
    int year, month;
    month_split(r->month, &year, &month);
    if (r->kind == MONTHS_UNDATED) {
        buf_puts(out, "undated");
    } else {
        buf_printf(out, "%s %d", month_names[month - 1], year);
    }
}

/* ---- painting ---- */

/* `  Nov    1,234 ▇▇▇▇▇▇▇▇`; undated articles have no bar. */
static void paint_month(const struct timeline *t, const struct month_row *r, const struct grid *line, bool ascii) {
    enum { COUNT_END = 17, BAR = 19 };
    struct buf count = {0};
    bool dated = r->kind == MONTHS_ONE;
    format_count(&count, r->count);
    grid_put(line, 0, 2, dated ? str_from(month_names[r->month % 12]) : STR("undated"), LOOK_TEXT);
    grid_put_right(line, 0, COUNT_END, buf_str(&count), LOOK_LABEL);
    if (dated) {
        paint_bar(line, BAR, line->columns - BAR - 1, (double)r->count / (double)t->most, ascii, LOOK_MARK);
    }
    buf_release(&count);
}

/* `  Mar–Jun  none`, `  Nov 2024–Jan 2025  none` */
static void paint_gap(const struct month_row *r, const struct grid *line, bool ascii) {
    bool one_year = r->month / 12 == r->oldest / 12;
    struct buf text = {0};
    buf_puts(&text, month_names[r->oldest % 12]);
    if (!one_year) {
        buf_printf(&text, " %zu", r->oldest / 12);
    }
    if (r->month != r->oldest) {
        buf_printf(&text, "%s%s", ascii ? "-" : "–", month_names[r->month % 12]);
    }
    if (!one_year) {
        buf_printf(&text, " %zu", r->month / 12);
    }
    buf_puts(&text, "  none");
    grid_put_fit(line, 0, 2, line->columns - 3, buf_str(&text), LOOK_DIM);
    buf_release(&text);
}

static void paint_year(const struct month_row *r, const struct grid *line) {
    struct buf text = {0}, count = {0};
    buf_printf(&text, "%zu", r->month / 12);
    paint_heading_row(line, buf_str(&text));
    format_counted(&count, r->count, "article", "articles");
    grid_put_fit(line, 0, (int)text.n + 3, line->columns - (int)text.n - 4, buf_str(&count), LOOK_DIM);
    buf_release(&text);
    buf_release(&count);
}

void timeline_paint_row(const struct list_view *l, struct ui *ui, long at, const struct grid *line) {
    const struct timeline *t = (const struct timeline *)l;
    const struct month_row *r = &t->rows[at];
    switch (r->kind) {
    case MONTHS_TRENDING:
        grid_put_fit(line, 0, 2, line->columns - 3, STR("Trending: this quarter against the four before"), LOOK_LINK);
        break;
    case MONTHS_BLANK:
        break;
    case MONTHS_YEAR:
        paint_year(r, line);
        break;
    case MONTHS_ONE:
    case MONTHS_UNDATED:
        paint_month(t, r, line, ui->ascii);
        break;
    case MONTHS_GAP:
        paint_gap(r, line, ui->ascii);
        break;
    }
}
