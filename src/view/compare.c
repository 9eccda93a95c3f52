/* compare: compares two terms: articles with both, articles with only one, and terms that often appear with both. Every line
 * opens its articles. */
#include <stdlib.h>
#include <string.h>

#include "cooccurring.h"
#include "english.h"
#include "list_view.h"

enum { OF_EACH_KIND = 5, HEAD_ROWS = 6, KIND_COLUMNS = 12 };

/* A heading, or a line that opens the articles of `query`. */
struct comparison {
    bool heading;
    struct str kind, text; /* kind: said once of lines of one kind */
    int64_t count;
    bool known; /* count is all */
    struct query query;
    struct str title; /* of the list */
};

struct compare {
    struct list_view base;
    struct slot slot;
    struct terms_request *answer; /* the two of them; NULL: not yet */
    struct arena arena;           /* of the queries */
    struct query both, only[2];
    struct cooccurring cooccurring;
    struct arena item_arena;
    struct comparison *items;
};

static const struct comparison *item_of(const struct list_view *l, long row) {
    return &((const struct compare *)l)->items[row];
}

static bool can_select(const struct list_view *l, long row) {
    return !item_of(l, row)->heading;
}

/* ---- lines ---- */

/* In the query language, since they are shown. */
static void make_queries(struct compare *c) {
    const struct query *with = c->answer->written;
    struct query without[2];
    arena_reset(&c->arena);
    for (int i = 0; i < 2; i++) {
        without[i] = query_and(&with[i], &(struct query){0}, &c->arena);
        without[i].conditions[0].exclude = true;
    }
    c->both = query_and(&with[0], &with[1], &c->arena);
    c->only[0] = query_and(&with[0], &without[1], &c->arena);
    c->only[1] = query_and(&with[1], &without[0], &c->arena);
}

static struct comparison *add(struct compare *c, struct str kind, struct str text, const struct query *q) {
    struct comparison *i = &c->items[c->base.list.count++];
    *i = (struct comparison){.kind = kind, .text = text, .title = text, .heading = !q};
    if (q) {
        i->query = *q;
    }
    return i;
}

static struct str joined(struct compare *c, const char *before, struct str name) {
    return arena_printf(&c->item_arena, "%s%.*s", before, (int)name.n, name.p);
}

static void add_shares(struct compare *c) {
    const struct facet_counts *t = live_count_facets(&c->cooccurring.live_count);
    struct comparison *both = add(c, STR_NONE, STR("Both"), &c->both);
    both->count = c->cooccurring.edition ? t->articles : -1; /* -1: not yet known at all */
    both->known = t->done;
    for (int i = 0; i < 2; i++) {
        const struct term *term = &c->answer->terms.terms[i];
        struct comparison *only = add(c, STR_NONE, joined(c, "Only ", term->label), &c->only[i]);
        only->count = t->done ? term->count - t->articles : -1;
        only->known = t->done;
    }
}

static void add_kind(struct compare *c, enum taxonomy taxonomy) {
    const struct terms *terms = &c->cooccurring.kinds[taxonomy];
    for (size_t i = 0; i < terms->count; i++) {
        const struct term *t = &terms->terms[i];
        struct query all = query_and(&c->both, &c->cooccurring.written[taxonomy][i], &c->item_arena);
        struct comparison *item = add(c, i ? STR_NONE : str_from(taxonomies[taxonomy].title), t->label, &all);
        item->count = t->count;
        item->known = cooccurring_is_complete(&c->cooccurring);
    }
}

static void make_items(void *owner, struct ui *ui) {
    struct compare *c = owner;
    size_t count = 0;
    (void)ui;
    for (int i = 0; i < TAX_COUNT; i++) {
        count += c->cooccurring.kinds[i].count;
    }
    arena_reset(&c->item_arena);
    c->items = arena_alloc(&c->item_arena, count + HEAD_ROWS, sizeof *c->items);
    c->base.list.count = 0;
    add(c, STR_NONE, STR("Articles"), NULL);
    add_shares(c);
    if (count) {
        add(c, STR_NONE, STR_NONE, NULL);
        add(c, STR_NONE, STR("Often with both"), NULL);
    }
    for (int i = 0; i < TAX_COUNT; i++) {
        add_kind(c, (enum taxonomy)i);
    }
    list_view_skip_headings(&c->base);
}

/* ---- the view ---- */

static void take_terms(struct compare *c, struct terms_request *r) {
    if (c->answer) {
        request_free(&c->answer->request);
    }
    c->answer = r;
    c->cooccurring.except[0] = r->terms.terms[0].id;
    c->cooccurring.except[1] = r->terms.terms[1].id;
    make_queries(c);
}

/* A term that the new cache lacks is shown as before. */
static void take(void *owner, void *context, struct request *request) {
    struct compare *c = owner;
    struct terms_request *r = (struct terms_request *)request;
    if (!request->has_failed && r->terms.terms[0].id && r->terms.terms[1].id) {
        take_terms(c, r);
    } else {
        ui_error_from_request(context, request);
        request_free(request);
    }
    if (c->answer) {
        cooccurring_begin(&c->cooccurring, context, &c->both);
        make_items(c, context);
    }
}

/* In another cache the terms have other ids and counts. */
static void refresh(struct view *v, struct ui *ui) {
    struct compare *c = (struct compare *)v;
    if (c->answer && c->cooccurring.cache_generation != ui->cache_generation) {
        ui_send(ui, &c->slot, &request_terms_by_key(c->answer->terms.terms, 2)->request);
        ui_wait(ui, &c->slot);
    }
}

static void release(struct view *v) {
    struct compare *c = (struct compare *)v;
    slot_cancel(&c->slot);
    list_view_release(&c->base);
    cooccurring_release(&c->cooccurring);
    if (c->answer) {
        request_free(&c->answer->request);
    }
    arena_release(&c->arena);
    arena_release(&c->item_arena);
    free(c);
}

static void describe(struct view *v, struct description *d) {
    const struct compare *c = (struct compare *)v;
    if (!c->answer) {
        buf_puts(&d->title, "Compare");
        return;
    }
    for (int i = 0; i < 2; i++) {
        const struct term *term = &c->answer->terms.terms[i];
        buf_puts(&d->title, i ? " and " : "");
        buf_add_str(&d->title, term->label);
        buf_puts(&d->summary, i ? " and " : "");
        format_count(&d->summary, term->count);
    }
    buf_puts(&d->summary, cooccurring_is_complete(&c->cooccurring) ? " articles" : " articles, counting…");
    if (list_view_is_row(&c->base, c->base.list.selected)) {
        query_print(&item_of(&c->base, c->base.list.selected)->query, &d->left);
    }
}

static void why_empty(const struct list_view *l, struct ui *ui, struct buf *out) {
    (void)l;
    (void)ui;
    buf_puts(out, "loading…");
}

static void paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line) {
    const struct comparison *i = item_of(l, row);
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

static const struct row_ops rows = {.paint = paint_row, .can_select = can_select, .open = open, .why_empty = why_empty};

static const struct view_ops ops = {
    .name = "compare",
    .hints = "open articles  back back",
    .is_list = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .move = list_view_move,
    .point = list_view_point,
    .act = list_view_act,
    .refresh = refresh,
};

struct view *view_compare(struct ui *ui, int64_t one, int64_t other) {
    struct compare *c = xcalloc(1, sizeof *c);
    c->base.view.ops = &ops;
    c->base.rows = &rows;
    c->cooccurring = (struct cooccurring){.wanted = ~0u, .limit = OF_EACH_KIND, .changed = make_items, .owner = c};
    c->slot = (struct slot){.answered = take, .owner = c};
    ui_send(ui, &c->slot, &request_terms_by_id((int64_t[]){one, other}, 2)->request);
    if (!ui_wait(ui, &c->slot) || c->answer) {
        return &c->base.view;
    }
    view_free(&c->base.view);
    return NULL;
}
