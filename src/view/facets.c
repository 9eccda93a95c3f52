/* facets: what the articles of a list have, to choose from: each choice narrows, all must hold, and the query that they
 * mean stands above. */
#include "facets.h"

#include <stdlib.h>

#include "english.h"
#include "text.h"

enum { HEAD_ROWS = 2 };

static const struct facet *selected(const struct facets *f) {
    return f->list.selected < f->list.count ? &f->rows[f->list.selected] : NULL;
}

static bool can_select(const void *context, long row) {
    enum facet_kind kind = ((const struct facets *)context)->rows[row].kind;
    return kind != FACET_BLANK && kind != FACET_HEADING;
}

static void choose(struct view *v, struct ui *ui, bool exclude) {
    struct facets *f = (struct facets *)v;
    const struct facet *value = selected(f);
    if (!value || value->kind != FACET_VALUE) {
        ui_say(ui, "there is no value to choose on this line");
        return;
    }
    facets_choose(f, ui, value, exclude);
    facets_make_rows(f);
}

static bool escape(struct view *v, struct ui *ui) {
    struct facets *f = (struct facets *)v;
    if (f->filter.n || !f->choice_count) {
        return false;
    }
    f->choice_count = 0;
    facets_narrow(f);
    facets_make_rows(f);
    ui_say(ui, "nothing is chosen any more");
    return true;
}

/* ---- leaving ---- */

static void show(struct view *v, struct ui *ui) {
    struct facets *f = (struct facets *)v;
    struct buf name = {0};
    query_print(&(struct query){f->narrowed.conditions + f->base.count, f->choice_count, SORT_NEWEST}, &name);
    ui_push(ui, view_articles(ui, &f->narrowed, f->choice_count ? buf_str(&name) : buf_str(&f->name)));
    buf_release(&name);
}

/* The first of what was not there before takes the place of the row that asked for it. */
static void unfold(struct facets *f, int section) {
    struct list before = f->list;
    f->unfolded[section] = !f->unfolded[section];
    facets_make_rows(f);
    if (f->unfolded[section]) {
        f->list.selected = before.selected;
        f->list.top = before.top;
    }
}

static void open(struct view *v, struct ui *ui) {
    struct facets *f = (struct facets *)v;
    const struct facet *row = selected(f);
    if (row && row->kind == FACET_VALUE) {
        choose(v, ui, false);
    } else if (row && row->kind == FACET_MORE) {
        unfold(f, row->section);
    } else {
        show(v, ui);
    }
}

static const struct query *query(struct view *v) {
    return &((struct facets *)v)->narrowed;
}

/* ---- when no key waits ---- */

static bool work(struct view *v, struct ui *ui) {
    struct facets *f = (struct facets *)v;
    if (!ui->cache) {
        return false;
    }
    bool counted =
        (f->choice_count && !f->all.stale && counter_work(&f->now, ui, &f->narrowed)) || counter_work(&f->all, ui, &f->base);
    if (!counted && f->filter.n && f->looking) {
        facets_look(f, ui);
        counted = true;
    }
    if (counted) {
        facets_make_rows(f);
    }
    return counted || glance_work(&f->glance, ui, &f->narrowed);
}

static void refresh(struct view *v, struct ui *ui) {
    struct facets *f = (struct facets *)v;
    facets_find_choices(f, ui);
    f->glance.fetched = false;
    f->looking = f->filter.n;
    f->looked_to = 0;
    counter_restart(&f->all, true);
    counter_restart(&f->now, true);
}

/* ---- as any list ---- */

static void release(struct view *v) {
    struct facets *f = (struct facets *)v;
    counter_release(&f->all);
    counter_release(&f->now);
    arena_release(&f->base_arena);
    arena_release(&f->narrowed_arena);
    arena_release(&f->choice_arena);
    arena_release(&f->glance.arena);
    buf_release(&f->name);
    buf_release(&f->filter);
    free(f->passes);
    free(f->rows);
    free(f);
}

static void title(struct view *v, struct buf *out) {
    (void)v;
    buf_puts(out, "Facets");
}

static void summary(struct view *v, struct buf *out) {
    struct facets *f = (struct facets *)v;
    if (!counter_has_begun(&f->all)) {
        return;
    }
    if (f->choice_count) {
        format_count(out, facets_counts(f)->articles);
        buf_puts(out, " of ");
    }
    format_counted(out, f->all.shown.articles, "article", "articles");
    bool whole = counter_is_whole(&f->all) && (!f->choice_count || counter_is_whole(&f->now));
    buf_puts(out, whole ? "" : " so far");
}

static void status(struct view *v, struct buf *left, struct buf *right) {
    struct facets *f = (struct facets *)v;
    counter_say_part(&f->all, left);
    if (!left->n && f->choice_count) {
        counter_say_part(&f->now, left);
    }
    if (!left->n && f->list.count == 1) {
        buf_puts(left, !f->filter.n ? "no articles to choose from; h goes back" : f->looking ? "looking…" : "nothing matches");
    }
    if (f->filter.n) {
        buf_printf(left, "%sfilter: %s", left->n ? " · " : "", buf_cstr(&f->filter));
    }
    if (f->choice_count) {
        buf_printf(right, "%zu chosen", f->choice_count);
    }
}

static void paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct facets *f = (struct facets *)v;
    struct facets_painting p = {f, ui};
    struct grid below = grid_part(g, HEAD_ROWS, 0, g->rows - HEAD_ROWS, g->columns);
    struct buf text = {0};
    query_print(&f->narrowed, &text);
    grid_put_fit(g, 0, 1, g->columns - 2, text.n ? buf_str(&text) : STR("all articles"), LOOK_PROMPT);
    list_paint(&f->list, &below, focused, facets_paint_row, &p);
    buf_release(&text);
}

static void preview(struct view *v, struct ui *ui, const struct grid *g) {
    (void)ui;
    glance_paint(&((struct facets *)v)->glance, g);
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    struct facets *f = (struct facets *)v;
    (void)ui;
    list_move(&f->list, m, can_select, f);
}

/* To the first value of the next section. */
static void next_section(struct view *v, struct ui *ui, int by) {
    struct facets *f = (struct facets *)v;
    (void)ui;
    long row = f->list.selected + (by < 0 ? -2 : 1); /* not the heading of the one before the first value of a section */
    while (row > 0 && row < f->list.count && f->rows[row].kind != FACET_HEADING) {
        row += by;
    }
    list_select(&f->list, row < 0 ? 0 : row);
    list_settle(&f->list, -1, can_select, f);
}

static void point(struct view *v, struct ui *ui, int row) {
    struct facets *f = (struct facets *)v;
    if (row >= HEAD_ROWS && list_point(&f->list, row - HEAD_ROWS, can_select, f)) {
        open(v, ui);
    }
}

static void filter(struct view *v, struct ui *ui, struct str text) {
    struct facets *f = (struct facets *)v;
    (void)ui;
    buf_reset(&f->filter);
    buf_add_str(&f->filter, str_trim(text));
    free(f->passes);
    f->passes = NULL;
    f->looking = f->filter.n;
    f->looked_to = 0;
    facets_make_rows(f);
}

static struct str filter_text(struct view *v) {
    return buf_str(&((struct facets *)v)->filter);
}

static struct place place(struct view *v) {
    struct facets *f = (struct facets *)v;
    return (struct place){0, f->list.selected, f->list.selected - f->list.top, -1};
}

static void go(struct view *v, struct ui *ui, struct place to) {
    struct facets *f = (struct facets *)v;
    (void)ui;
    list_select(&f->list, to.row);
    f->list.top = f->list.selected - to.height;
    list_settle(&f->list, -1, can_select, f);
}

static const struct view_ops ops = {
    .name = "facets",
    .hints = "Enter choose  x leave out  f show  F find a value  Tab section  Esc clear  ? help",
    .stays_beside = true,
    .release = release,
    .title = title,
    .summary = summary,
    .status = status,
    .paint = paint,
    .preview = preview,
    .move = move,
    .link = next_section,
    .point = point,
    .escape = escape,
    .open = open,
    .choose = choose,
    .show = show,
    .query = query,
    .filter = filter,
    .filter_text = filter_text,
    .place = place,
    .go = go,
    .refresh = refresh,
    .work = work,
};

struct view *view_facets(struct ui *ui, const struct query *q, struct str name) {
    struct facets *f = xcalloc(1, sizeof *f);
    (void)ui;
    f->view.ops = &ops;
    f->base = query_and(q, &(struct query){.sort = q->sort}, &f->base_arena);
    f->all.wanted = TALLY_TERMS | TALLY_MARKS | TALLY_TAXONOMIES | TALLY_AUTHORITIES;
    f->now.wanted = TALLY_TERMS | TALLY_MARKS | TALLY_AUTHORITIES;
    buf_add_str(&f->name, name);
    counter_restart(&f->all, false);
    facets_narrow(f);
    facets_make_rows(f);
    return &f->view;
}
