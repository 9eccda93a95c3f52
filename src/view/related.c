/* related: the articles nearest to one, each with what they share. */
#include <stdlib.h>

#include "english.h"
#include "view_private.h"

enum { RELATED_MAX = 50 };

struct related_view {
    struct view view;
    int64_t of;        /* the article */
    struct buf of_key; /* to find it again in another cache */
    struct arena arena;
    struct related_rows related;
    struct list list;
    struct sheet preview;
};

static const struct related *selected(const struct related_view *r) {
    return r->list.selected < r->list.count ? &r->related.rows[r->list.selected] : NULL;
}

static int load(struct related_view *r, struct ui *ui, struct err *e) {
    struct arena arena = {0};
    struct related_rows rows;
    if (cache_related(ui->cache, r->of, RELATED_MAX, &arena, &rows, e) < 0) {
        arena_release(&arena);
        return -1;
    }
    arena_release(&r->arena);
    r->arena = arena;
    r->related = rows;
    list_set_count(&r->list, (long)rows.count);
    return 0;
}

static void release(struct view *v) {
    struct related_view *r = (struct related_view *)v;
    arena_release(&r->arena);
    buf_release(&r->of_key);
    sheet_release(&r->preview);
    free(r);
}

static void title(struct view *v, struct buf *out) {
    (void)v;
    buf_puts(out, "Related");
}

static void summary(struct view *v, struct buf *out) {
    format_counted(out, (int64_t)((struct related_view *)v)->related.count, "article", "articles");
}

static void status(struct view *v, struct buf *left, struct buf *right) {
    const struct related *r = selected((struct related_view *)v);
    (void)right;
    if (r) {
        buf_puts(left, "shares ");
        related_reason(left, r);
    }
}

static void paint_row(void *context, long row, const struct grid *line, bool is_selected) {
    const struct related *r = &((struct related_view *)context)->related.rows[row];
    struct buf reason = {0};
    (void)is_selected;
    related_reason(&reason, r);
    paint_article_row_noted(line, &r->row, buf_str(&reason), RELATED_COLUMNS, NULL);
    buf_release(&reason);
}

static void paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct related_view *r = (struct related_view *)v;
    (void)ui;
    list_paint(&r->list, g, focused, paint_row, r);
}

static void preview(struct view *v, struct ui *ui, const struct grid *g) {
    struct related_view *r = (struct related_view *)v;
    if (selected(r)) {
        paint_sheet_preview(&r->preview, ui, selected(r)->row.id, g, NULL);
    }
}

static bool can_select(const void *context, long row) {
    (void)context;
    (void)row;
    return true;
}

static void scroll(struct view *v, int by) {
    ((struct related_view *)v)->preview.top += by;
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    (void)ui;
    list_move(&((struct related_view *)v)->list, m, can_select, v);
}

static void open(struct view *v, struct ui *ui) {
    const struct related *r = selected((struct related_view *)v);
    struct view *next = r ? view_reader(ui, r->row.id) : NULL;
    if (next) {
        ui_push(ui, next);
    }
}

static void point(struct view *v, struct ui *ui, int row) {
    if (list_point(&((struct related_view *)v)->list, row, can_select, v)) {
        open(v, ui);
    }
}

static int64_t article(struct view *v) {
    const struct related *r = selected((struct related_view *)v);
    return r ? r->row.id : 0;
}

static unsigned marks(struct view *v) {
    const struct related *r = selected((struct related_view *)v);
    return r ? r->row.marks : 0;
}

static bool step(struct view *v, struct ui *ui, int by, int64_t *id) {
    struct related_view *r = (struct related_view *)v;
    long before = r->list.selected;
    move(v, ui, (struct motion){MOTION_ROWS, by});
    *id = article(v);
    return r->list.selected != before;
}

static void next_unread(struct view *v, struct ui *ui, int by) {
    struct related_view *r = (struct related_view *)v;
    long at = r->list.selected + by;
    while (at >= 0 && at < r->list.count && (r->related.rows[at].row.marks & ROW_READ)) {
        at += by;
    }
    if (at < 0 || at >= r->list.count) {
        ui_say(ui, "no unread article %s here", by > 0 ? "below" : "above");
    } else {
        list_select(&r->list, at);
    }
}

/* What cannot be fetched leaves what is shown as it is. */
static void refresh(struct view *v, struct ui *ui) {
    struct related_view *r = (struct related_view *)v;
    struct list before = r->list;
    struct err e;
    int64_t id;
    sheet_release(&r->preview);
    if (!ui->cache || cache_locate(ui->cache, buf_str(&r->of_key), &id, &e) < 0) {
        return;
    }
    r->of = id;
    if (load(r, ui, &e) < 0) {
        ui_fail_err(ui, &e);
        return;
    }
    list_select(&r->list, before.selected);
    r->list.top = before.top;
}

static const struct view_ops ops = {
    .name = "related",
    .hints = "Enter read  o browser  r related  h back  ? help  n next unread",
    .stays_beside = true,
    .release = release,
    .title = title,
    .summary = summary,
    .status = status,
    .paint = paint,
    .preview = preview,
    .move = move,
    .point = point,
    .scroll = scroll,
    .open = open,
    .next = next_unread,
    .step = step,
    .article = article,
    .marks = marks,
    .refresh = refresh,
};

struct view *view_related(struct ui *ui, int64_t id) {
    struct related_view *r = xcalloc(1, sizeof *r);
    struct arena arena = {0};
    struct article a;
    struct err e;
    r->view.ops = &ops;
    r->of = id;
    if (cache_article(ui->cache, id, &arena, &a, &e) < 0 || load(r, ui, &e) < 0) {
        ui_fail_err(ui, &e);
        release(&r->view);
        r = NULL;
    } else if (!r->related.count) {
        ui_say(ui, "no article shares an offering, a topic, its source or words of its title");
        release(&r->view);
        r = NULL;
    } else {
        buf_add_str(&r->of_key, a.key);
    }
    arena_release(&arena);
    return r ? &r->view : NULL;
}
