/* facets: the values that the articles of a list have, with counts, to choose from. All choices must match; the resulting query
 * is shown above. */
#include "facets.h"

#include <stdlib.h>

#include "english.h"
#include "text.h"

enum { HEAD_ROWS = 2 };

static bool can_select(const struct list_view *l, long row) {
    enum facet_kind kind = ((const struct facets *)l)->rows[row].kind;
    return kind != FACET_BLANK && kind != FACET_HEADING;
}

static bool is_heading(const struct list_view *l, long row) {
    return ((const struct facets *)l)->rows[row].kind == FACET_HEADING;
}

static const struct facet *selected(const struct facets *f) {
    return &f->rows[f->base.list.selected]; /* the first row is always there */
}

static void choose(struct facets *f, struct ui *ui, bool exclude) {
    const struct facet *value = selected(f);
    if (value->kind != FACET_VALUE) {
        ui_info(ui, "No value to choose on this line");
        return;
    }
    facets_choose(f, ui, value, exclude);
    facets_make_rows(f, ui);
}

static bool escape(struct facets *f, struct ui *ui) {
    if (f->base.view.filter.n || !f->choice_count) {
        return false;
    }
    f->choice_count = 0;
    facets_narrow(f, ui);
    facets_make_rows(f, ui);
    ui_info(ui, "Cleared all choices");
    return true;
}

/* ---- leaving ---- */

static void show(struct facets *f, struct ui *ui) {
    struct buf name = {0};
    query_print(&(struct query){f->narrowed.conditions + f->of.count, f->choice_count, SORT_NEWEST}, &name);
    ui_push(ui, view_articles(ui, &f->narrowed, f->choice_count ? buf_str(&name) : buf_str(&f->name)));
    buf_release(&name);
}

/* Selects the first new row, which replaces the row that unfolded the section. */
static void unfold(struct facets *f, struct ui *ui, int section) {
    struct list before = f->base.list;
    f->unfolded[section] = !f->unfolded[section];
    facets_make_rows(f, ui);
    if (f->unfolded[section]) {
        f->base.list.selected = before.selected;
        f->base.list.top = before.top;
    }
}

static void open(struct list_view *l, struct ui *ui, long at) {
    struct facets *f = (struct facets *)l;
    const struct facet *row = &f->rows[at];
    if (row->kind == FACET_VALUE) {
        choose(f, ui, false);
    } else if (row->kind == FACET_MORE) {
        unfold(f, ui, row->section);
    } else {
        show(f, ui);
    }
}

static bool act(struct view *v, struct ui *ui, enum action action, int n) {
    struct facets *f = (struct facets *)v;
    switch (action) {
    case ACTION_CHOOSE:
    case ACTION_EXCLUDE:
        choose(f, ui, action == ACTION_EXCLUDE);
        return true;
    case ACTION_SHOW:
        show(f, ui);
        return true;
    case ACTION_ESCAPE:
        return escape(f, ui);
    case ACTION_NEXT_LINK:
        list_view_section(&f->base, n, is_heading);
        return true;
    default:
        return list_view_act(v, ui, action, n);
    }
}

static void listing(struct view *v, struct listing *l) {
    l->query = &((struct facets *)v)->narrowed;
}

/* ---- answers ---- */

static void counted(void *owner, struct ui *ui) {
    struct facets *f = owner;
    if (f->all.cache_generation == ui->cache_generation) {
        facets_move_choices(f);
        if (f->base.view.filter.n && f->passing_generation != ui->cache_generation) {
            facets_look(f, ui);
        }
    }
    facets_make_rows(f, ui);
}

static void refresh(struct view *v, struct ui *ui) {
    struct facets *f = (struct facets *)v;
    preview_forget(&f->base.preview);
    if (f->choice_count && f->all.cache_generation != ui->cache_generation) {
        facets_find_choices(f, ui);
    }
    live_count_ask(&f->all, ui, &f->of, true);
    if (f->choice_count) {
        live_count_ask(&f->now, ui, &f->narrowed, true);
    }
}

/* ---- the view ---- */

static void release(struct view *v) {
    struct facets *f = (struct facets *)v;
    slot_cancel(&f->again_slot);
    slot_cancel(&f->passing_slot);
    list_view_release(&f->base);
    live_count_release(&f->all);
    live_count_release(&f->now);
    names_release(&f->names);
    request_free(f->again ? &f->again->request : NULL);
    request_free(f->passing ? &f->passing->request : NULL);
    arena_release(&f->of_arena);
    arena_release(&f->narrowed_arena);
    arena_release(&f->choice_arena);
    buf_release(&f->name);
    free(f->rows);
    free(f);
}

static void say_count(const struct facets *f, struct buf *out) {
    if (!live_count_has_begun(&f->all)) {
        return;
    }
    if (f->choice_count) {
        format_count(out, facets_counts(f)->articles);
        buf_puts(out, " of ");
    }
    format_counted(out, live_count_facets(&f->all)->articles, "article", "articles");
    bool whole = live_count_is_complete(&f->all) && (!f->choice_count || live_count_is_complete(&f->now));
    buf_puts(out, whole ? "" : " so far");
}

static void say_status(const struct facets *f, struct buf *out) {
    live_count_say_progress(&f->all, out);
    if (!out->n && f->choice_count) {
        live_count_say_progress(&f->now, out);
    }
    if (!out->n && f->passing_slot.waits) {
        buf_puts(out, "loading…");
    } else if (!out->n && f->base.list.count == 1) {
        buf_puts(out, f->base.view.filter.n ? "no matches" : "no articles");
    }
}

static void describe(struct view *v, struct description *d) {
    const struct facets *f = (struct facets *)v;
    buf_puts(&d->title, "Facets");
    say_count(f, &d->summary);
    say_status(f, &d->left);
    if (f->choice_count) {
        buf_printf(&d->right, "%zu chosen", f->choice_count);
    }
}

static void paint_head(const struct list_view *l, const struct grid *line) {
    struct buf text = {0};
    query_print(&((const struct facets *)l)->narrowed, &text);
    grid_put_fit(line, 0, 1, line->columns - 2, text.n ? buf_str(&text) : STR("all articles"), LOOK_PROMPT);
    buf_release(&text);
}

static const struct row_ops rows = {
    .paint = facets_paint_row, .can_select = can_select, .open = open, .head_rows = HEAD_ROWS, .paint_head = paint_head};

static void preview(struct view *v, struct ui *ui, const struct grid *g) {
    struct facets *f = (struct facets *)v;
    preview_query(&f->base.preview, ui, &f->narrowed, f->edition, g);
}

static const struct view_ops ops = {
    .name = "facets",
    .hints = "open choose  exclude exclude  facets show  filter find a value  next-link section  escape clear",
    .is_list = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .preview = preview,
    .move = list_view_move,
    .point = list_view_point,
    .act = act,
    .listing = listing,
    .filter = facets_filter,
    .position = list_view_position,
    .go = list_view_go,
    .refresh = refresh,
};

struct view *view_facets(struct ui *ui, const struct query *q, struct str name) {
    struct facets *f = xcalloc(1, sizeof *f);
    const unsigned wanted = COUNT_TERMS | COUNT_MARKS | COUNT_AUTHORITIES;
    f->base.view.ops = &ops;
    f->base.rows = &rows;
    f->of = query_and(q, &(struct query){.sort = q->sort}, &f->of_arena);
    f->all = (struct live_count){.wanted = wanted | COUNT_TAXONOMIES, .counted = counted, .owner = f};
    f->now = (struct live_count){.wanted = wanted, .counted = counted, .owner = f};
    buf_add_str(&f->name, name);
    live_count_ask(&f->all, ui, &f->of, false);
    facets_narrow(f, ui);
    facets_make_rows(f, ui);
    return &f->base.view;
}
