/* timeline: how many articles of a list there are of each month, as bars, newest first; a month leads to its articles. */
#include "timeline.h"

#include <stdlib.h>

#include "english.h"

static const struct month_row *selected(const struct timeline *t) {
    return t->list.selected < t->list.count ? &t->rows[t->list.selected] : NULL;
}

/* ---- the articles of a month ---- */

static struct condition condition_of(const struct month_row *r) {
    struct condition c = {.kind = CONDITION_DATES, .text = STR_NONE};
    int year, month;
    if (r->kind == MONTHS_UNDATED) {
        c.exclude = true;
        c.from = date_day(1, 1, 1);
        return c;
    }
    tally_split_month(r->month, &year, &month);
    c.from = date_day(year, month, 1);
    c.before = month < 12 ? date_day(year, month + 1, 1) : date_day(year, 12, 31) + 1;
    return c;
}

static void set_month(struct timeline *t) {
    const struct month_row *r = selected(t);
    struct condition c;
    if (!r || r->kind == MONTHS_TRENDING) {
        t->glance.rows.count = 0;
        t->shown = SIZE_MAX;
        return;
    }
    if (t->shown == r->month) {
        return;
    }
    c = condition_of(r);
    arena_release(&t->month_arena);
    t->month = query_and(&t->base, &(struct query){&c, 1, t->base.sort}, &t->month_arena);
    t->shown = r->month;
    t->glance.fetched = false;
}

static void open(struct view *v, struct ui *ui) {
    struct timeline *t = (struct timeline *)v;
    const struct month_row *r = selected(t);
    struct buf name = {0};
    set_month(t);
    if (!r || r->kind == MONTHS_TRENDING) {
        ui_push(ui, view_trending(ui, &t->base));
    } else {
        timeline_name(r, &name);
        ui_push(ui, view_articles(ui, &t->month, buf_str(&name)));
    }
    buf_release(&name);
}

/* ---- when no key waits ---- */

static bool work(struct view *v, struct ui *ui) {
    struct timeline *t = (struct timeline *)v;
    if (counter_work(&t->counter, ui, &t->base)) {
        timeline_make_rows(t);
        return true;
    }
    set_month(t);
    return t->shown != SIZE_MAX && glance_work(&t->glance, ui, &t->month);
}

static void refresh(struct view *v, struct ui *ui) {
    struct timeline *t = (struct timeline *)v;
    (void)ui;
    t->glance.fetched = false;
    counter_restart(&t->counter, true);
}

static void paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct timeline *t = (struct timeline *)v;
    struct timeline_painting p = {t, ui};
    list_paint(&t->list, g, focused, timeline_paint_row, &p);
}

static void preview(struct view *v, struct ui *ui, const struct grid *g) {
    (void)ui;
    glance_paint(&((struct timeline *)v)->glance, g);
}

static void title(struct view *v, struct buf *out) {
    (void)v;
    buf_puts(out, "Timeline");
}

static void summary(struct view *v, struct buf *out) {
    struct timeline *t = (struct timeline *)v;
    if (counter_has_begun(&t->counter)) {
        format_counted(out, t->counter.shown.articles, "article", "articles");
        buf_puts(out, counter_is_whole(&t->counter) ? "" : " so far");
    }
}

static void status(struct view *v, struct buf *left, struct buf *right) {
    struct timeline *t = (struct timeline *)v;
    const struct month_row *r = selected(t);
    (void)right;
    counter_say_part(&t->counter, left);
    if (left->n) {
        return;
    }
    if (r && r->kind != MONTHS_TRENDING) {
        timeline_name(r, left);
        buf_puts(left, " · ");
        format_counted(left, r->count, "article", "articles");
    } else if (t->list.count == 1) {
        buf_puts(left, "no articles to count; h goes back");
    }
}

/* ---- as any list ---- */

static void move(struct view *v, struct ui *ui, struct motion m) {
    struct timeline *t = (struct timeline *)v;
    (void)ui;
    list_move(&t->list, m, timeline_can_select, t);
}

/* To the newest month of another year. */
static void next_year(struct view *v, struct ui *ui, int by) {
    struct timeline *t = (struct timeline *)v;
    (void)ui;
    long row = t->list.selected + (by < 0 ? -2 : 1);
    while (row > 0 && row < t->list.count && t->rows[row].kind != MONTHS_YEAR) {
        row += by;
    }
    list_select(&t->list, row < 0 ? 0 : row);
    list_settle(&t->list, -1, timeline_can_select, t);
}

static void point(struct view *v, struct ui *ui, int row) {
    struct timeline *t = (struct timeline *)v;
    if (list_point(&t->list, row, timeline_can_select, t)) {
        open(v, ui);
    }
}

static const struct query *query(struct view *v) {
    return &((struct timeline *)v)->base;
}

static void release(struct view *v) {
    struct timeline *t = (struct timeline *)v;
    counter_release(&t->counter);
    arena_release(&t->base_arena);
    arena_release(&t->month_arena);
    arena_release(&t->glance.arena);
    free(t->rows);
    free(t);
}

static const struct view_ops ops = {
    .name = "timeline",
    .hints = "Enter articles of the month  Tab year  f facets  h back  ? help",
    .stays_beside = true,
    .release = release,
    .title = title,
    .summary = summary,
    .status = status,
    .paint = paint,
    .preview = preview,
    .move = move,
    .link = next_year,
    .point = point,
    .open = open,
    .query = query,
    .refresh = refresh,
    .work = work,
};

struct view *view_timeline(struct ui *ui, const struct query *q) {
    struct timeline *t = xcalloc(1, sizeof *t);
    (void)ui;
    t->view.ops = &ops;
    t->base = query_and(q, &(struct query){.sort = q->sort}, &t->base_arena);
    t->shown = SIZE_MAX;
    counter_restart(&t->counter, false);
    timeline_make_rows(t);
    return &t->view;
}
