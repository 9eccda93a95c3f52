/* compare: two terms beside each other: what both have, what only one has, and what often goes with both. Every line leads
 * to its articles. */
#include <stdlib.h>
#include <string.h>

#include "beside.h"
#include "english.h"
#include "list_view.h"

enum { OF_EACH_KIND = 5, HEAD_ROWS = 6, KIND_COLUMNS = 12 };

/* A heading, or a line that leads to the articles of `query`. */
struct item {
    bool heading;
    struct str kind, text; /* kind: said once of lines of one kind */
    int64_t count;
    bool known; /* count is all */
    struct query query;
    struct str title; /* of the list */
};

struct compare {
    struct list_view base;
    struct arena arena; /* of terms and queries */
    struct term terms[2];
    struct query both, only[2];
    struct beside beside;
    struct arena item_arena;
    struct item *items;
};

static const struct item *item_of(const struct list_view *l, long row) {
    return &((const struct compare *)l)->items[row];
}

static bool can_select(const struct list_view *l, long row) {
    return !item_of(l, row)->heading;
}

/* ---- what there is ---- */

/* As a person would write it, since it is shown. */
static struct query of_term(struct ui *ui, const struct term *t, struct arena *arena) {
    struct query q;
    if (!ui->cache || cache_term_query(ui->cache, t, false, arena, &q, NULL) < 0) {
        q = query_term(t->taxonomy, t->key, arena);
    }
    return q;
}

static void make_queries(struct compare *c, struct ui *ui) {
    struct query with[2], without[2];
    for (int i = 0; i < 2; i++) {
        with[i] = of_term(ui, &c->terms[i], &c->arena);
        without[i] = of_term(ui, &c->terms[i], &c->arena);
        without[i].conditions[0].exclude = true;
    }
    c->both = query_and(&with[0], &with[1], &c->arena);
    c->only[0] = query_and(&with[0], &without[1], &c->arena);
    c->only[1] = query_and(&with[1], &without[0], &c->arena);
}

static struct item *add(struct compare *c, struct str kind, struct str text, const struct query *q) {
    struct item *i = &c->items[c->base.list.count++];
    *i = (struct item){.kind = kind, .text = text, .title = text, .heading = !q};
    if (q) {
        i->query = *q;
    }
    return i;
}

static struct str joined(struct compare *c, const char *before, struct str name) {
    return arena_printf(&c->item_arena, "%s%.*s", before, (int)name.n, name.p);
}

static void add_shares(struct compare *c) {
    const struct tally *t = &c->beside.counter.shown;
    struct item *both = add(c, STR_NONE, STR("Both"), &c->both);
    both->count = c->beside.edition ? t->articles : -1; /* -1: not yet known at all */
    both->known = t->done;
    for (int i = 0; i < 2; i++) {
        struct item *only = add(c, STR_NONE, joined(c, "Only ", c->terms[i].label), &c->only[i]);
        only->count = t->done ? c->terms[i].count - t->articles : -1;
        only->known = t->done;
    }
}

static void add_kind(struct compare *c, struct ui *ui, enum taxonomy taxonomy) {
    const struct terms *terms = &c->beside.kinds[taxonomy];
    for (size_t i = 0; i < terms->count; i++) {
        const struct term *t = &terms->terms[i];
        struct query one = of_term(ui, t, &c->item_arena), all = query_and(&c->both, &one, &c->item_arena);
        struct str name = arena_copy(&c->item_arena, t->label);
        struct item *item = add(c, i ? STR_NONE : str_from(taxonomies[taxonomy].title), name, &all);
        item->count = t->count;
        item->known = counter_is_whole(&c->beside.counter);
    }
}

static void make_items(struct compare *c, struct ui *ui) {
    size_t count = 0;
    for (int i = 0; i < TAX_COUNT; i++) {
        count += c->beside.kinds[i].count;
    }
    arena_reset(&c->item_arena);
    c->items = arena_alloc(&c->item_arena, count + HEAD_ROWS, sizeof *c->items);
    c->base.list.count = 0;
    add(c, STR_NONE, STR("Articles"), NULL);
    add_shares(c);
    if (count) {
        add(c, STR_NONE, STR_NONE, NULL);
        add(c, STR_NONE, STR("Both often with"), NULL);
    }
    for (int i = 0; i < TAX_COUNT; i++) {
        add_kind(c, ui, (enum taxonomy)i);
    }
    list_view_settle(&c->base);
}

/* ---- the view ---- */

/* In another cache the terms have other ids and counts. */
static void refresh(struct view *v, struct ui *ui) {
    struct compare *c = (struct compare *)v;
    for (int i = 0; i < 2 && ui->cache; i++) {
        struct term t;
        int64_t id;
        if (cache_term_id(ui->cache, c->terms[i].taxonomy, c->terms[i].key, &id, NULL) == 0 && id &&
            cache_term(ui->cache, id, &c->arena, &t, NULL) == 0) {
            c->terms[i] = t;
            c->beside.except[i] = id;
        }
    }
    beside_begin(&c->beside, ui);
    make_items(c, ui);
}

static bool work(struct view *v, struct ui *ui) {
    struct compare *c = (struct compare *)v;
    bool more = beside_work(&c->beside, ui, &c->both);
    if (more) {
        make_items(c, ui);
    }
    return more;
}

static void release(struct view *v) {
    struct compare *c = (struct compare *)v;
    list_view_release(&c->base);
    beside_release(&c->beside);
    arena_release(&c->arena);
    arena_release(&c->item_arena);
    free(c);
}

static void describe(struct view *v, struct description *d) {
    const struct compare *c = (struct compare *)v;
    for (int i = 0; i < 2; i++) {
        buf_puts(&d->title, i ? " and " : "");
        buf_add_str(&d->title, c->terms[i].label);
        buf_puts(&d->summary, i ? " and " : "");
        format_count(&d->summary, c->terms[i].count);
    }
    buf_puts(&d->summary, counter_is_whole(&c->beside.counter) ? " articles" : " articles, counting…");
    if (list_view_is_row(&c->base, c->base.list.selected)) {
        query_print(&item_of(&c->base, c->base.list.selected)->query, &d->left);
    }
}

static void paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line) {
    const struct item *i = item_of(l, row);
    struct buf count = {0};
    (void)ui;
    if (i->heading) {
        paint_heading_row(line, i->text);
        return;
    }
    if (i->count >= 0) {
        format_count(&count, i->count);
    }
    buf_puts(&count, i->known ? "" : i->count < 0 ? "…" : " so far");
    int end = grid_put_right(line, 0, line->columns - 1, buf_str(&count), LOOK_LABEL) - 1;
    int column = row >= HEAD_ROWS ? 2 + KIND_COLUMNS : 2;
    grid_put_fit(line, 0, 2, KIND_COLUMNS - 1, i->kind, LOOK_LABEL);
    grid_put_fit(line, 0, column, end - column - 1, i->text, i->known && !i->count ? LOOK_DIM : LOOK_TEXT);
    buf_release(&count);
}

static void open(struct list_view *l, struct ui *ui, long row) {
    ui_push(ui, view_articles(ui, &item_of(l, row)->query, item_of(l, row)->title));
}

static const struct row_ops rows = {.paint = paint_row, .can_select = can_select, .open = open};

static const struct view_ops ops = {
    .name = "compare",
    .hints = "Enter the articles  j/k move  h back  ? help",
    .stays_beside = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .move = list_view_move,
    .point = list_view_point,
    .act = list_view_act,
    .refresh = refresh,
    .work = work,
};

struct view *view_compare(struct ui *ui, int64_t one, int64_t other) {
    struct compare *c = xcalloc(1, sizeof *c);
    struct err e;
    c->base.view.ops = &ops;
    c->base.rows = &rows;
    if (!ui->cache || cache_term(ui->cache, one, &c->arena, &c->terms[0], &e) < 0 ||
        cache_term(ui->cache, other, &c->arena, &c->terms[1], &e) < 0) {
        ui_fail(ui, "%s", ui->cache ? e.text : "there is no cache yet");
        release(&c->base.view);
        return NULL;
    }
    make_queries(c, ui);
    c->beside = (struct beside){.wanted = ~0u, .limit = OF_EACH_KIND, .except = {one, other}};
    beside_begin(&c->beside, ui);
    make_items(c, ui);
    return &c->base.view;
}
