/* timeline: how many articles of a list there are of each month, as bars, newest first; a month leads to its articles. */
#include "timeline.h"

#include <stdlib.h>

#include "english.h"

static const struct month_row *selected(const struct timeline *t) {
    return t->base.list.selected < t->base.list.count ? &t->rows[t->base.list.selected] : NULL;
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
    t->month = query_and(&t->of, &(struct query){&c, 1, t->of.sort}, &t->month_arena);
    t->shown = r->month;
    t->glance.fetched = false;
}

static void open(struct list_view *l, struct ui *ui, long row) {
    struct timeline *t = (struct timeline *)l;
    const struct month_row *r = &t->rows[row];
    struct buf name = {0};
    set_month(t);
    if (r->kind == MONTHS_TRENDING) {
        ui_push(ui, view_trending(ui, &t->of));
    } else {
        timeline_name(r, &name);
        ui_push(ui, view_articles(ui, &t->month, buf_str(&name)));
    }
    buf_release(&name);
}

/* ---- when no key waits ---- */

static bool work(struct view *v, struct ui *ui) {
    struct timeline *t = (struct timeline *)v;
    if (counter_work(&t->counter, ui, &t->of)) {
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

static void preview(struct view *v, struct ui *ui, const struct grid *g) {
    (void)ui;
    glance_paint(&((struct timeline *)v)->glance, g);
}

static void describe(struct view *v, struct description *d) {
    struct timeline *t = (struct timeline *)v;
    const struct month_row *r = selected(t);
    buf_puts(&d->title, "Timeline");
    if (counter_has_begun(&t->counter)) {
        format_counted(&d->summary, t->counter.shown.articles, "article", "articles");
        buf_puts(&d->summary, counter_is_whole(&t->counter) ? "" : " so far");
    }
    counter_say_part(&t->counter, &d->left);
    if (d->left.n) {
        return;
    }
    if (r && r->kind != MONTHS_TRENDING) {
        timeline_name(r, &d->left);
        buf_puts(&d->left, " · ");
        format_counted(&d->left, r->count, "article", "articles");
    } else if (t->base.list.count == 1) {
        buf_puts(&d->left, "no articles to count; h goes back");
    }
}

/* ---- as any list ---- */

static bool is_year(const struct list_view *l, long row) {
    return ((const struct timeline *)l)->rows[row].kind == MONTHS_YEAR;
}

static bool act(struct view *v, struct ui *ui, enum action action, int n) {
    if (action == ACTION_NEXT_LINK) {
        list_view_section((struct list_view *)v, n, is_year);
        return true;
    }
    return list_view_act(v, ui, action, n);
}

static void listing(struct view *v, struct listing *l) {
    l->query = &((struct timeline *)v)->of;
}

static void release(struct view *v) {
    struct timeline *t = (struct timeline *)v;
    list_view_release(&t->base);
    counter_release(&t->counter);
    arena_release(&t->base_arena);
    arena_release(&t->month_arena);
    arena_release(&t->glance.arena);
    free(t->rows);
    free(t);
}

static const struct row_ops rows = {.paint = timeline_paint_row, .can_select = timeline_can_select, .open = open};

static const struct view_ops ops = {
    .name = "timeline",
    .hints = "Enter articles of the month  Tab year  f facets  h back  ? help",
    .stays_beside = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .preview = preview,
    .move = list_view_move,
    .point = list_view_point,
    .act = act,
    .listing = listing,
    .refresh = refresh,
    .work = work,
};

struct view *view_timeline(struct ui *ui, const struct query *q) {
    struct timeline *t = xcalloc(1, sizeof *t);
    (void)ui;
    t->base.view.ops = &ops;
    t->base.rows = &rows;
    t->of = query_and(q, &(struct query){.sort = q->sort}, &t->base_arena);
    t->shown = SIZE_MAX;
    counter_restart(&t->counter, false);
    timeline_make_rows(t);
    return &t->base.view;
}
