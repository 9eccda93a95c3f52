/* related: the articles most related to one, each with what they share. */
#include <stdlib.h>

#include "english.h"
#include "list_view.h"

enum { RELATED_MAX = 50 };

static const char nothing_shared[] = "No related articles: no shared offering, topic, source or title words";

struct related_view {
    struct list_view base;
    struct slot slot;
    struct related_request *answer; /* NULL: not yet */
    size_t *shown;                  /* per row: the related article; those that pass the filter */
};

static const struct related *row_of(const struct list_view *l, long row) {
    const struct related_view *r = (const struct related_view *)l;
    return &r->answer->related.rows[r->shown[row]];
}

static void paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line) {
    struct buf reason = {0};
    related_reason(&reason, row_of(l, row));
    paint_article_row_noted(ui, line, &row_of(l, row)->row, buf_str(&reason), RELATED_COLUMNS, NULL);
    buf_release(&reason);
}

static void subject(const struct list_view *l, long row, struct subject *s) {
    const struct row *r = &row_of(l, row)->row;
    *s = (struct subject){
        .article = r->id, .marks = r->marks, .shows_marks = true, .key = r->key, .title = r->title, .day = r->day};
}

static void why_empty(const struct list_view *l, struct ui *ui, struct buf *out) {
    (void)ui;
    if (l->view.filter.n) {
        say_empty_filter(out);
        return;
    }
    buf_puts(out, ((const struct related_view *)l)->answer ? nothing_shared : "Loading…");
}

static const struct row_ops rows = {.paint = paint_row, .subject = subject, .why_empty = why_empty};

static void make_rows(struct related_view *r) {
    const struct related_rows *all = &r->answer->related;
    long count = 0;
    free(r->shown);
    r->shown = xcalloc(all->count + 1, sizeof *r->shown);
    for (size_t i = 0; i < all->count; i++) {
        const struct row *row = &all->rows[i].row;
        if (view_filter_passes(&r->base.view, (const struct str[]){row->title, row->source}, 2)) {
            r->shown[count++] = i;
        }
    }
    list_set_count(&r->base.list, count);
}

static void filter(struct view *v, struct ui *ui, struct str text) {
    struct related_view *r = (struct related_view *)v;
    (void)ui;
    view_set_filter(v, text);
    if (r->answer) {
        make_rows(r);
    }
}

/* If the fetch fails, the old rows stay. */
static void take(void *owner, void *context, struct request *request) {
    struct related_view *r = owner;
    struct list_position before = list_view_position(&r->base.view);
    if (request->has_failed) {
        ui_error_from_request(context, request);
        request_free(request);
        return;
    }
    if (r->answer) {
        request_free(&r->answer->request);
    }
    r->answer = (struct related_request *)request;
    make_rows(r);
    list_view_go(&r->base.view, context, (struct list_position){0, before.row, before.height, -1});
}

static void release(struct view *v) {
    struct related_view *r = (struct related_view *)v;
    slot_cancel(&r->slot);
    list_view_release(&r->base);
    if (r->answer) {
        request_free(&r->answer->request);
    }
    free(r->shown);
    free(r);
}

static void describe(struct view *v, struct description *d) {
    const struct related_view *r = (const struct related_view *)v;
    buf_puts(&d->title, "Related");
    if (r->answer) {
        format_counted(&d->summary, (int64_t)r->answer->related.count, "article", "articles");
    }
    if (r->base.list.count) {
        buf_puts(&d->left, "shares ");
        related_reason(&d->left, row_of(&r->base, r->base.list.selected));
    }
}

static void refresh(struct view *v, struct ui *ui) {
    struct related_view *r = (struct related_view *)v;
    preview_forget(&r->base.preview);
    if (r->answer) { /* in another cache the article is found by its key */
        ui_send(ui, &r->slot, &request_related(0, r->answer->article_key, RELATED_MAX)->request);
        ui_wait(ui, &r->slot);
    }
}

static const struct view_ops ops = {
    .name = "related",
    .hints = "open read  open-source browser  related related  next next unread  filter filter  back back",
    .is_list = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .preview = list_view_preview,
    .move = list_view_move,
    .point = list_view_point,
    .act = list_view_act,
    .filter = filter,
    .position = list_view_position,
    .go = list_view_go,
    .step = list_view_step,
    .subject = list_view_subject,
    .refresh = refresh,
};

struct view *view_related(struct ui *ui, int64_t id) {
    struct related_view *r = xcalloc(1, sizeof *r);
    r->base.view.ops = &ops;
    r->base.rows = &rows;
    r->slot = (struct slot){.answered = take, .owner = r};
    ui_send(ui, &r->slot, &request_related(id, STR_NONE, RELATED_MAX)->request);
    bool is_there = ui_wait(ui, &r->slot);
    if (!is_there || (r->answer && r->base.list.count)) {
        return &r->base.view;
    }
    if (r->answer) {
        ui_info(ui, "%s", nothing_shared);
    }
    view_free(&r->base.view);
    return NULL;
}
