/* related: the articles nearest to one, each with what they share. */
#include <stdlib.h>

#include "english.h"
#include "list_view.h"

enum { RELATED_MAX = 50 };

struct related_view {
    struct list_view base;
    int64_t of;        /* the article */
    struct buf of_key; /* to find it again in another cache */
    struct arena arena;
    struct related_rows related;
};

static const struct related *row_of(const struct list_view *l, long row) {
    return &((const struct related_view *)l)->related.rows[row];
}

static void paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line) {
    struct buf reason = {0};
    (void)ui;
    related_reason(&reason, row_of(l, row));
    paint_article_row_noted(line, &row_of(l, row)->row, buf_str(&reason), RELATED_COLUMNS, NULL);
    buf_release(&reason);
}

static void subject(const struct list_view *l, long row, struct subject *s) {
    const struct row *r = &row_of(l, row)->row;
    *s = (struct subject){.article = r->id, .marks = r->marks, .shows_marks = true};
}

static const struct row_ops rows = {.paint = paint_row, .subject = subject};

static int load(struct related_view *r, struct ui *ui, struct err *e) {
    struct arena arena = {0};
    struct related_rows found;
    if (cache_related(ui->cache, r->of, RELATED_MAX, &arena, &found, e) < 0) {
        arena_release(&arena);
        return -1;
    }
    arena_release(&r->arena);
    r->arena = arena;
    r->related = found;
    list_set_count(&r->base.list, (long)found.count);
    return 0;
}

static void release(struct view *v) {
    struct related_view *r = (struct related_view *)v;
    list_view_release(&r->base);
    arena_release(&r->arena);
    buf_release(&r->of_key);
    free(r);
}

static void describe(struct view *v, struct description *d) {
    const struct related_view *r = (const struct related_view *)v;
    buf_puts(&d->title, "Related");
    format_counted(&d->summary, (int64_t)r->related.count, "article", "articles");
    if (r->related.count) {
        buf_puts(&d->left, "shares ");
        related_reason(&d->left, row_of(&r->base, r->base.list.selected));
    }
}

/* What cannot be fetched leaves what is shown as it is. */
static void refresh(struct view *v, struct ui *ui) {
    struct related_view *r = (struct related_view *)v;
    struct place before = list_view_place(v);
    struct err e;
    int64_t id;
    sheet_release(&r->base.sheet);
    if (!ui->cache || cache_locate(ui->cache, buf_str(&r->of_key), &id, &e) < 0) {
        return;
    }
    r->of = id;
    if (load(r, ui, &e) < 0) {
        ui_fail_err(ui, &e);
        return;
    }
    list_view_go(v, ui, (struct place){0, before.row, before.height, -1});
}

static const struct view_ops ops = {
    .name = "related",
    .hints = "Enter read  o browser  r related  h back  ? help  n next unread",
    .stays_beside = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .preview = list_view_preview,
    .move = list_view_move,
    .point = list_view_point,
    .act = list_view_act,
    .step = list_view_step,
    .subject = list_view_subject,
    .refresh = refresh,
};

struct view *view_related(struct ui *ui, int64_t id) {
    struct related_view *r = xcalloc(1, sizeof *r);
    struct arena arena = {0};
    struct article a;
    struct err e;
    r->base.view.ops = &ops;
    r->base.rows = &rows;
    r->of = id;
    if (cache_article(ui->cache, id, &arena, &a, &e) < 0 || load(r, ui, &e) < 0) {
        ui_fail_err(ui, &e);
        release(&r->base.view);
        r = NULL;
    } else if (!r->related.count) {
        ui_say(ui, "no article shares an offering, a topic, its source or words of its title");
        release(&r->base.view);
        r = NULL;
    } else {
        buf_add_str(&r->of_key, a.key);
    }
    arena_release(&arena);
    return r ? &r->base.view : NULL;
}
