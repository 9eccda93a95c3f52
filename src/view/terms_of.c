/* terms_of: the topics, offerings and so on of one article. */
#include <stdlib.h>

#include "english.h"
#include "terms.h"

struct terms_of {
    struct terms_list terms;
    int64_t article;
    struct buf key; /* to find it again in another cache */
};

/* What cannot be fetched leaves what is shown as it is. */
static void load(struct terms_of *t, struct ui *ui) {
    struct arena arena = {0};
    struct terms found = {0};
    struct err e;
    t->terms.cache_generation = ui->cache_generation;
    if (ui->cache && cache_article_terms(ui->cache, t->article, t->terms.taxonomy, &arena, &found, &e) < 0) {
        ui_fail_err(ui, &e);
        arena_release(&arena);
        return;
    }
    terms_clear(&t->terms);
    t->terms.arena = arena;
    terms_add(&t->terms, &found);
}

static void refresh(struct view *v, struct ui *ui) {
    struct terms_of *t = (struct terms_of *)v;
    struct place before = list_view_place(v);
    struct arena arena = {0};
    const struct term *was = terms_selected(&t->terms);
    struct str key = was ? arena_copy(&arena, was->key) : STR_NONE;
    int64_t id;
    preview_forget(&t->terms.base.preview);
    if (t->terms.cache_generation != ui->cache_generation && ui->cache &&
        cache_locate(ui->cache, buf_str(&t->key), &id, NULL) == 0) {
        t->article = id;
        load(t, ui);
        terms_go_to_key(&t->terms, key, before);
    }
    arena_release(&arena);
}

static void release(struct view *v) {
    terms_release((struct terms_list *)v);
    buf_release(&((struct terms_of *)v)->key);
    free(v);
}

static void describe(struct view *v, struct description *d) {
    const struct terms_list *t = (struct terms_list *)v;
    buf_puts(&d->title, taxonomies[t->taxonomy].title);
    format_counted(&d->summary, (int64_t)t->terms.count, taxonomies[t->taxonomy].name, taxonomies[t->taxonomy].plural);
    terms_say_status(t, &d->left);
}

static void why_empty(const struct list_view *l, struct ui *ui, struct buf *out) {
    (void)ui;
    if (l->view.filter.n) {
        say_empty_filter(out);
    } else {
        buf_printf(out, "this article has no %s", taxonomies[((const struct terms_list *)l)->taxonomy].plural);
    }
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
    .move = list_view_move,
    .point = list_view_point,
    .act = list_view_act,
    .subject = list_view_subject,
    .filter = terms_filter,
    .place = list_view_place,
    .go = list_view_go,
    .refresh = refresh,
};

struct view *view_terms_of_article(struct ui *ui, int64_t article, enum taxonomy taxonomy) {
    struct terms_of *t = xcalloc(1, sizeof *t);
    struct arena arena = {0};
    struct article a;
    terms_init(&t->terms, &ops, &rows, taxonomy);
    t->terms.is_whole = true;
    t->article = article;
    if (ui->cache && cache_article(ui->cache, article, &arena, &a, NULL) == 0) {
        buf_add_str(&t->key, a.key);
    }
    arena_release(&arena);
    load(t, ui);
    return &t->terms.base.view;
}
