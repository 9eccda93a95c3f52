/* terms_of: the terms of one article. */
#include <stdlib.h>

#include "english.h"
#include "terms.h"

struct terms_of {
    struct terms_list terms;
    struct slot slot, key_slot;
    struct request *answer;
    struct buf key; /* of the article, to find it again in another cache */
};

static void take(void *owner, void *context, struct request *request) {
    struct terms_of *t = owner;
    struct terms_request *answer = (struct terms_request *)request;
    struct list_position before = list_view_position(&t->terms.base.view);
    const struct term *was = terms_selected(&t->terms);
    struct arena arena = {0};
    struct str key = was ? arena_copy(&arena, was->key) : STR_NONE;
    t->terms.is_complete = true;
    if (request->has_failed) { /* what is listed stays */
        ui_error_from_request(context, request);
        request_free(request);
    } else {
        terms_clear(&t->terms);
        request_free(t->answer);
        t->answer = request;
        terms_add_folded(&t->terms, &answer->terms, answer->folded);
        terms_go_to_key(&t->terms, key, before);
    }
    arena_release(&arena);
}

static void ask(struct terms_of *t, struct ui *ui, int64_t article) {
    t->terms.cache_generation = ui->cache_generation;
    ui_send(ui, &t->slot, &request_terms_of(article, t->terms.taxonomy)->request);
    ui_wait(ui, &t->slot);
}

/* Remembers the article's key; after the cache was replaced, asks for the article found by that key. */
static void take_key(void *owner, void *context, struct request *request) {
    struct terms_of *t = owner;
    const struct article_request *answer = (struct article_request *)request;
    if (!request->has_failed && t->key.n) {
        ask(t, context, answer->id);
    } else if (!request->has_failed) {
        buf_add_str(&t->key, answer->article.key);
    }
    request_free(request);
}

static void refresh(struct view *v, struct ui *ui) {
    struct terms_of *t = (struct terms_of *)v;
    preview_forget(&t->terms.base.preview);
    if (t->terms.cache_generation != ui->cache_generation && t->key.n) {
        ui_send(ui, &t->key_slot, &request_record(0, buf_str(&t->key))->request);
        ui_wait(ui, &t->key_slot);
    }
}

static void release(struct view *v) {
    struct terms_of *t = (struct terms_of *)v;
    slot_cancel(&t->slot);
    slot_cancel(&t->key_slot);
    request_free(t->answer);
    terms_release(&t->terms);
    buf_release(&t->key);
    free(t);
}

static void describe(struct view *v, struct description *d) {
    const struct terms_list *t = (struct terms_list *)v;
    buf_puts(&d->title, taxonomies[t->taxonomy].title);
    format_counted(&d->summary, (int64_t)t->terms.count, taxonomies[t->taxonomy].name, taxonomies[t->taxonomy].plural);
    terms_say_status(t, &d->left);
}

static void why_empty(const struct list_view *l, struct ui *ui, struct buf *out) {
    (void)ui;
    if (!((const struct terms_list *)l)->is_complete) {
        buf_puts(out, "Loading…");
    } else if (l->view.filter.n) {
        say_empty_filter(out);
    } else {
        buf_printf(out, "This article has no %s", taxonomies[((const struct terms_list *)l)->taxonomy].plural);
    }
}

static const struct row_ops rows = {
    .paint = terms_paint_row, .subject = terms_subject, .can_select = terms_can_select, .why_empty = why_empty};

static const struct view_ops ops = {
    .name = "terms",
    .hints = "open open  filter filter  back back  search search",
    .is_list = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .preview = list_view_preview,
    .move = list_view_move,
    .point = list_view_point,
    .act = list_view_act,
    .subject = list_view_subject,
    .filter = terms_filter,
    .position = list_view_position,
    .go = list_view_go,
    .refresh = refresh,
};

struct view *view_terms_of_article(struct ui *ui, int64_t article, enum taxonomy taxonomy) {
    struct terms_of *t = xcalloc(1, sizeof *t);
    terms_init(&t->terms, &ops, &rows, taxonomy);
    t->slot = (struct slot){.answered = take, .owner = t};
    t->key_slot = (struct slot){.answered = take_key, .owner = t};
    ui_send(ui, &t->key_slot, &request_record(article, STR_NONE)->request);
    ask(t, ui, article);
    return &t->terms.base.view;
}
