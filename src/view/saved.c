/* saved: the saved queries: built-in ones, those of the configuration, and the user's own. */
#include <stdlib.h>

#include "query_items.h"

struct saved {
    struct list_view base;
    struct query_items queries;
};

static const struct query_item *item_of(const struct list_view *l, long row) {
    return &((const struct saved *)l)->queries.items[row];
}

static const struct query_item *selected(const struct saved *s) {
    return list_view_is_row(&s->base, s->base.list.selected) ? item_of(&s->base, s->base.list.selected) : NULL;
}

static bool can_select(const struct list_view *l, long row) {
    return item_of(l, row)->kind != ITEM_HEADING;
}

static void paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line) {
    (void)ui;
    paint_query_item(line, item_of(l, row));
}

static void open(struct list_view *l, struct ui *ui, long row) {
    query_item_open(ui, item_of(l, row));
}

static const struct row_ops rows = {.paint = paint_row, .can_select = can_select, .open = open};

static void rebuilt(void *owner, struct ui *ui) {
    struct saved *s = owner;
    (void)ui;
    s->base.list.count = (long)s->queries.count;
    list_view_skip_headings(&s->base);
}

static void release(struct view *v) {
    struct saved *s = (struct saved *)v;
    query_items_release(&s->queries);
    list_view_release(&s->base);
    free(s);
}

static void describe(struct view *v, struct description *d) {
    const struct query_item *i = selected((struct saved *)v);
    buf_puts(&d->title, "Saved queries");
    if (i) {
        buf_add_str(&d->left, i->kind == ITEM_PROBLEMS ? STR("problems in the content files")
                              : i->fault.n             ? i->fault
                                                       : i->text);
    }
}

static void refresh(struct view *v, struct ui *ui) {
    query_items_ask(&((struct saved *)v)->queries, ui);
}

static void deleted(struct ui *ui, struct request *request) {
    const struct save_request *r = (const struct save_request *)request;
    if (request->has_failed) {
        ui_error_from(ui, &request->error);
        return;
    }
    if (r->existed) {
        ui_info(ui, "Deleted '%s': %s", r->name.p, r->before.p);
    } else {
        ui_info(ui, "'%s' was already deleted", r->name.p);
    }
    ui_changed(ui);
}

/* By name, since the selection may have changed since the question. */
static void delete_it(struct ui *ui) {
    ui_change(ui, &request_delete(buf_str(&ui->prompt.subject))->request, deleted);
}

static bool act(struct view *v, struct ui *ui, enum action action, int n) {
    const struct query_item *i = selected((struct saved *)v);
    if (action != ACTION_DELETE) {
        return list_view_act(v, ui, action, n);
    }
    if (i && i->own) {
        buf_reset(&ui->prompt.subject);
        buf_add_str(&ui->prompt.subject, i->name);
        ui_ask(ui, delete_it, "Delete this saved query? ");
    } else {
        ui_info(ui, "Only queries that you saved can be deleted");
    }
    return true;
}

static const struct view_ops ops = {
    .name = "saved queries",
    .hints = "open open  delete delete  search search  back back",
    .is_list = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .move = list_view_move,
    .point = list_view_point,
    .act = act,
    .refresh = refresh,
};

struct view *view_saved(struct ui *ui) {
    struct saved *s = xcalloc(1, sizeof *s);
    s->base.view.ops = &ops;
    s->base.rows = &rows;
    s->queries.rebuilt = rebuilt;
    s->queries.owner = s;
    refresh(&s->base.view, ui);
    return &s->base.view;
}
