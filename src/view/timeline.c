/* timeline: the number of articles of a list by month, as bars, newest first; Enter opens a month's articles. */
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
    month_split(r->month, &year, &month);
    c.from = date_day(year, month, 1);
    c.before = month < 12 ? date_day(year, month + 1, 1) : date_day(year, 12, 31) + 1;
    return c;
}

/* The list's articles of one month. */
static struct query query_of(const struct timeline *t, const struct month_row *r, struct arena *arena) {
    struct condition c = condition_of(r);
    return query_and(&t->of, &(struct query){&c, 1, t->of.sort}, arena);
}

static void open(struct list_view *l, struct ui *ui, long row) {
    struct timeline *t = (struct timeline *)l;
    const struct month_row *r = &t->rows[row];
    struct arena arena = {0};
    struct buf name = {0};
    if (r->kind == MONTHS_TRENDING) {
        ui_push(ui, view_trending(ui, &t->of));
    } else {
        struct query month = query_of(t, r, &arena);
        timeline_name(r, &name);
        ui_push(ui, view_articles(ui, &month, buf_str(&name)));
    }
    buf_release(&name);
    arena_release(&arena);
}

static void preview(struct view *v, struct ui *ui, const struct grid *g) {
    struct timeline *t = (struct timeline *)v;
    const struct month_row *r = selected(t);
    struct arena arena = {0};
    if (r && r->kind != MONTHS_TRENDING) {
        struct query month = query_of(t, r, &arena);
        preview_query(&t->base.preview, ui, &month, (int64_t)r->month, g);
    }
    arena_release(&arena);
}

/* ---- the counts ---- */

static void counted(void *owner, struct ui *ui) {
    (void)ui;
    timeline_make_rows(owner);
}

static void refresh(struct view *v, struct ui *ui) {
    struct timeline *t = (struct timeline *)v;
    preview_forget(&t->base.preview);
    live_count_ask(&t->live_count, ui, &t->of, true);
}

static void describe(struct view *v, struct description *d) {
    struct timeline *t = (struct timeline *)v;
    const struct month_row *r = selected(t);
    buf_puts(&d->title, "Timeline");
    if (live_count_has_begun(&t->live_count)) {
        format_counted(&d->summary, live_count_facets(&t->live_count)->articles, "article", "articles");
        buf_puts(&d->summary, live_count_is_complete(&t->live_count) ? "" : " so far");
    }
    live_count_say_progress(&t->live_count, &d->left);
    if (d->left.n) {
        return;
    }
    if (r && r->kind != MONTHS_TRENDING) {
        timeline_name(r, &d->left);
        buf_puts(&d->left, " · ");
        format_counted(&d->left, r->count, "article", "articles");
    } else if (t->base.list.count == 1) {
        buf_puts(&d->left, "no articles");
    }
}

/* ---- the view ---- */

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
    live_count_release(&t->live_count);
    arena_release(&t->of_arena);
    free(t->rows);
    free(t);
}

static const struct row_ops rows = {.paint = timeline_paint_row, .can_select = timeline_can_select, .open = open};

static const struct view_ops ops = {
    .name = "timeline",
    .hints = "open articles  next-link year  facets facets  back back",
    .is_list = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .preview = preview,
    .move = list_view_move,
    .point = list_view_point,
    .act = act,
    .listing = listing,
    .refresh = refresh,
};

struct view *view_timeline(struct ui *ui, const struct query *q) {
    struct timeline *t = xcalloc(1, sizeof *t);
    t->base.view.ops = &ops;
    t->base.rows = &rows;
    t->of = query_and(q, &(struct query){.sort = q->sort}, &t->of_arena);
    t->live_count.counted = counted;
    t->live_count.owner = t;
    live_count_ask(&t->live_count, ui, &t->of, false);
    timeline_make_rows(t);
    return &t->base.view;
}
