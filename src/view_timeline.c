/* view_timeline: how many articles of a list there are of each month, as bars, newest first; a month leads to its articles. */
#include <stdlib.h>

#include "text.h"
#include "view_private.h"

enum line_kind {
    LINE_TRENDING, /* leads to what is written of more or less than before */
    LINE_BLANK,
    LINE_YEAR,
    LINE_MONTH,
    LINE_GAP, /* months without articles, from the newest to the oldest */
    LINE_UNDATED,
};

struct item {
    enum line_kind kind;
    size_t month, oldest; /* numbers, see tally_month; oldest: of a gap */
    int64_t count;        /* of the month or of the year */
};

struct timeline {
    struct view view;
    struct arena base_arena, month_arena;
    struct query base, month; /* month: base, in the selected month */
    struct counter counter;
    struct item *lines;
    size_t capacity;
    struct list list;
    int64_t most; /* articles of a month */
    bool placed;  /* on a month, once there were any */
    size_t shown; /* the month that `month` is of */
    struct glance glance;
};

static const char *const month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static const struct item *selected(const struct timeline *t) {
    return t->list.selected < t->list.count ? &t->lines[t->list.selected] : NULL;
}

static bool can_select(const void *context, long row) {
    enum line_kind kind = ((const struct timeline *)context)->lines[row].kind;
    return kind == LINE_TRENDING || kind == LINE_MONTH || kind == LINE_UNDATED;
}

/* ---- lines ---- */

static struct item *add(struct timeline *t, enum line_kind kind, size_t month) {
    t->lines = grow(t->lines, (size_t)t->list.count, &t->capacity, sizeof *t->lines);
    struct item *l = &t->lines[t->list.count++];
    *l = (struct item){.kind = kind, .month = month};
    return l;
}

static int64_t count_year(const struct tally *tally, size_t year) {
    int64_t count = 0;
    for (size_t i = year * 12; i < year * 12 + 12 && i < tally->month_count; i++) {
        count += tally->months[i];
    }
    return count;
}

/* A month with articles, behind the gap above it and the heading of its year. newer: the month with articles before it, or 0.
 */
static void add_month(struct timeline *t, const struct tally *tally, size_t month, size_t newer) {
    if (newer && newer - month > 1) {
        add(t, LINE_GAP, newer - 1)->oldest = month + 1;
    }
    if (!newer || newer / 12 != month / 12) {
        add(t, LINE_BLANK, 0);
        add(t, LINE_YEAR, month)->count = count_year(tally, month / 12);
    }
    add(t, LINE_MONTH, month)->count = tally->months[month];
    t->most = tally->months[month] > t->most ? tally->months[month] : t->most;
}

static void add_months(struct timeline *t, const struct tally *tally) {
    size_t newer = 0;
    for (size_t month = tally->month_count; month-- > 1;) {
        if (tally->months[month]) {
            add_month(t, tally, month, newer);
            newer = month;
        }
    }
    if (tally->month_count && tally->months[0]) {
        add(t, LINE_BLANK, 0);
        add(t, LINE_UNDATED, 0)->count = tally->months[0];
        t->most = tally->months[0] > t->most ? tally->months[0] : t->most;
    }
}

static void select_line(struct timeline *t, enum line_kind kind, size_t month, long height) {
    for (long row = 0; row < t->list.count; row++) {
        if (t->lines[row].kind == kind && t->lines[row].month == month) {
            t->list.selected = row;
            t->list.top = row - height;
            return;
        }
    }
    list_select(&t->list, t->list.selected);
    list_settle(&t->list, -1, can_select, t);
}

static void make_lines(struct timeline *t) {
    const struct item *l = selected(t);
    struct item was = l ? *l : (struct item){.kind = LINE_TRENDING};
    long height = t->list.selected - t->list.top;
    t->list.count = 0;
    t->most = 0;
    add(t, LINE_TRENDING, 0);
    add_months(t, &t->counter.shown);
    select_line(t, was.kind, was.month, height);
    if (!t->placed && t->list.count > 1) {
        t->list.selected = 1;
        list_settle(&t->list, -1, can_select, t);
        t->placed = true;
    }
}

/* ---- the articles of a month ---- */

static struct condition condition_of(const struct item *l) {
    struct condition c = {.kind = CONDITION_DATES, .text = STR_NONE};
    int year, month;
    if (l->kind == LINE_UNDATED) {
        c.exclude = true;
        c.from = date_day(1, 1, 1);
        return c;
    }
    tally_split_month(l->month, &year, &month);
    c.from = date_day(year, month, 1);
    c.before = month < 12 ? date_day(year, month + 1, 1) : date_day(year, 12, 31) + 1;
    return c;
}

static void set_month(struct timeline *t) {
    const struct item *l = selected(t);
    struct condition c;
    if (!l || l->kind == LINE_TRENDING) {
        t->glance.rows.count = 0;
        t->shown = SIZE_MAX;
        return;
    }
    if (t->shown == l->month) {
        return;
    }
    c = condition_of(l);
    arena_release(&t->month_arena);
    t->month = query_and(&t->base, &(struct query){&c, 1, t->base.sort}, &t->month_arena);
    t->shown = l->month;
    t->glance.fetched = false;
}

static void name_line(const struct item *l, struct buf *out) {
    int year, month;
    tally_split_month(l->month, &year, &month);
    if (l->kind == LINE_UNDATED) {
        buf_puts(out, "undated");
    } else {
        buf_printf(out, "%s %d", month_names[month - 1], year);
    }
}

static void open(struct view *v, struct ui *ui) {
    struct timeline *t = (struct timeline *)v;
    const struct item *l = selected(t);
    struct buf name = {0};
    set_month(t);
    if (!l || l->kind == LINE_TRENDING) {
        ui_push(ui, view_trending(ui, &t->base));
    } else {
        name_line(l, &name);
        ui_push(ui, view_articles(ui, &t->month, buf_str(&name)));
    }
    buf_release(&name);
}

/* ---- when no key waits ---- */

static bool work(struct view *v, struct ui *ui) {
    struct timeline *t = (struct timeline *)v;
    if (counter_work(&t->counter, ui, &t->base)) {
        make_lines(t);
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

/* ---- looks ---- */

/* `  Nov    1,234 ▇▇▇▇▇▇▇▇` */
static void paint_month(const struct timeline *t, const struct item *l, const struct grid *line, bool ascii) {
    enum { COUNT_END = 17, BAR = 19 };
    struct buf name = {0}, count = {0};
    name_line(l, &name);
    format_count(&count, l->count);
    grid_put(line, 0, 2, l->kind == LINE_MONTH ? str_slice(buf_str(&name), 0, 3) : buf_str(&name), LOOK_TEXT);
    grid_put_right(line, 0, COUNT_END, buf_str(&count), LOOK_LABEL);
    paint_bar(line, BAR, line->columns - BAR - 1, t->most ? (double)l->count / (double)t->most : 0, ascii, LOOK_MARK);
    buf_release(&name);
    buf_release(&count);
}

static void paint_gap(const struct item *l, const struct grid *line, bool ascii) {
    struct item oldest = {.month = l->oldest, .kind = LINE_MONTH}, newest = {.month = l->month, .kind = LINE_MONTH};
    struct buf text = {0};
    name_line(&oldest, &text);
    if (l->month / 12 == l->oldest / 12) {
        text.n = 3;
    }
    if (l->month != l->oldest) {
        buf_puts(&text, ascii ? "-" : "–");
        name_line(&newest, &text);
        text.n -= l->month / 12 == l->oldest / 12 ? sizeof " 2024" - 1 : 0;
    }
    buf_puts(&text, "  none");
    grid_put_fit(line, 0, 2, line->columns - 3, buf_str(&text), LOOK_DIM);
    buf_release(&text);
}

static void paint_year(const struct item *l, const struct grid *line) {
    struct buf text = {0}, count = {0};
    buf_printf(&text, "%zu", l->month / 12);
    paint_heading_row(line, buf_str(&text));
    format_counted(&count, l->count, "article", "articles");
    grid_put_fit(line, 0, (int)text.n + 3, line->columns - (int)text.n - 4, buf_str(&count), LOOK_DIM);
    buf_release(&text);
    buf_release(&count);
}

struct painting {
    struct timeline *timeline;
    struct ui *ui;
};

static void paint_line(void *context, long row, const struct grid *line, bool is_selected) {
    struct painting *p = context;
    const struct item *l = &p->timeline->lines[row];
    (void)is_selected;
    switch (l->kind) {
    case LINE_TRENDING:
        grid_put_fit(line, 0, 2, line->columns - 3, STR("Trending: this quarter against the four before"), LOOK_LINK);
        break;
    case LINE_BLANK:
        break;
    case LINE_YEAR:
        paint_year(l, line);
        break;
    case LINE_MONTH:
    case LINE_UNDATED:
        paint_month(p->timeline, l, line, p->ui->ascii);
        break;
    case LINE_GAP:
        paint_gap(l, line, p->ui->ascii);
        break;
    }
}

static void paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct timeline *t = (struct timeline *)v;
    struct painting p = {t, ui};
    list_paint(&t->list, g, focused, paint_line, &p);
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
    format_counted(out, ((struct timeline *)v)->counter.shown.articles, "article", "articles");
}

static void status(struct view *v, struct buf *left, struct buf *right) {
    struct timeline *t = (struct timeline *)v;
    const struct item *l = selected(t);
    (void)right;
    counter_say_part(&t->counter, left);
    if (left->n) {
        return;
    }
    if (l && l->kind != LINE_TRENDING) {
        name_line(l, left);
        buf_puts(left, " · ");
        format_counted(left, l->count, "article", "articles");
    } else if (t->list.count == 1) {
        buf_puts(left, "no articles");
    }
}

/* ---- as any list ---- */

static void move(struct view *v, struct ui *ui, struct motion m) {
    struct timeline *t = (struct timeline *)v;
    (void)ui;
    list_move(&t->list, m, can_select, t);
}

/* To the newest month of another year. */
static void next_year(struct view *v, struct ui *ui, int by) {
    struct timeline *t = (struct timeline *)v;
    (void)ui;
    long row = t->list.selected + (by < 0 ? -2 : 1);
    while (row > 0 && row < t->list.count && t->lines[row].kind != LINE_YEAR) {
        row += by;
    }
    list_select(&t->list, row < 0 ? 0 : row);
    list_settle(&t->list, -1, can_select, t);
}

static void point(struct view *v, struct ui *ui, int row) {
    struct timeline *t = (struct timeline *)v;
    if (list_point(&t->list, row, can_select, t)) {
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
    free(t->lines);
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
    make_lines(t);
    return &t->view;
}
