/* terms_all: all topics, offerings, sources, authors, tags or sections. */
#include <stdlib.h>

#include "english.h"
#include "terms.h"

enum { FIRST_TERMS = 300, MORE_TERMS = 1000 };

/* There may be tens of thousands: they come in slices. */
static int fetch(struct terms_list *t, struct ui *ui, size_t limit, struct err *e) {
    struct terms more = {0};
    if (cache_terms(ui->cache, t->taxonomy, t->terms.count, limit, &t->arena, &more, e) < 0) {
        return -1;
    }
    t->is_whole = more.count < limit;
    terms_add(t, &more);
    return 0;
}

/* What is to be found among all of them, or stands at their end. */
static void load_rest(struct terms_list *t, struct ui *ui) {
    struct err e;
    while (!t->is_whole && ui->cache) {
        if (fetch(t, ui, MORE_TERMS, &e) < 0) {
            ui_fail_err(ui, &e);
            return;
        }
    }
}

/* What cannot be fetched leaves what is shown as it is. */
static void load(struct terms_list *t, struct ui *ui) {
    struct terms_list shown = *t;
    struct err e;
    arena_init(&t->arena);
    terms_clear(t);
    t->is_whole = !ui->cache;
    if (ui->cache && fetch(t, ui, FIRST_TERMS, &e) < 0) {
        ui_fail_err(ui, &e);
        arena_release(&t->arena);
        *t = shown;
    } else {
        arena_release(&shown.arena);
    }
    t->cache_generation = ui->cache_generation;
}

static void refresh(struct view *v, struct ui *ui) {
    struct terms_list *t = (struct terms_list *)v;
    struct place before = list_view_place(v);
    struct arena arena = {0};
    const struct term *was = terms_selected(t);
    struct str key = was ? arena_copy(&arena, was->key) : STR_NONE;
    preview_forget(&t->base.preview);
    if (t->cache_generation != ui->cache_generation) {
        load(t, ui);
        load_rest(t, ui);
        terms_go_to_key(t, key, before);
    }
    arena_release(&arena);
}

static bool work(struct view *v, struct ui *ui) {
    struct terms_list *t = (struct terms_list *)v;
    struct err e = {0};
    if (t->is_whole || !ui->cache) {
        return false;
    }
    if (fetch(t, ui, MORE_TERMS, &e) < 0) {
        t->is_whole = true;
        ui_fail_err(ui, &e);
    }
    return !t->is_whole;
}

static void release(struct view *v) {
    terms_release((struct terms_list *)v);
    free(v);
}

static void describe(struct view *v, struct description *d) {
    const struct terms_list *t = (struct terms_list *)v;
    int64_t count = (int64_t)t->terms.count;
    buf_puts(&d->title, taxonomies[t->taxonomy].title);
    if (t->is_whole) {
        format_counted(&d->summary, count, taxonomies[t->taxonomy].name, taxonomies[t->taxonomy].plural);
    } else {
        format_count(&d->summary, count);
        buf_printf(&d->summary, "+ %s", taxonomies[t->taxonomy].plural);
    }
    terms_say_status(t, &d->left);
}

static void why_empty(const struct list_view *l, struct ui *ui, struct buf *out) {
    if (l->view.filter.n) {
        say_empty_filter(out);
    } else if (archive_is_empty(ui)) {
        say_empty_archive(ui, out);
    } else {
        buf_printf(out, "no article has %s: L lists all articles", taxonomies[((const struct terms_list *)l)->taxonomy].plural);
    }
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    struct terms_list *t = (struct terms_list *)v;
    const struct list *l = &t->base.list;
    if (m.kind == MOTION_LAST || list_target(l, m) >= l->count) {
        load_rest(t, ui);
    }
    list_view_move(v, ui, m);
}

static const struct row_ops rows = {
    .paint = terms_paint_row, .subject = terms_subject, .can_select = terms_can_select, .why_empty = why_empty};

static const struct view_ops ops = {
    .name = "terms",
    .hints = "Enter open  / search  F filter  ? help  Q quit  p offerings  s sources  a authors  t topics",
    .stays_beside = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .preview = list_view_preview,
    .move = move,
    .point = list_view_point,
    .act = list_view_act,
    .subject = list_view_subject,
    .filter = terms_filter,
    .place = list_view_place,
    .go = list_view_go,
    .refresh = refresh,
    .work = work,
};

struct view *view_terms_all(struct ui *ui, enum taxonomy taxonomy) {
    struct terms_list *t = xcalloc(1, sizeof *t);
    terms_init(t, &ops, &rows, taxonomy);
    t->is_grouped = true;
    load(t, ui);
    return &t->base.view;
}
