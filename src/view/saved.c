/* saved: the saved queries: built-in ones, those of the configuration, and the user's own. */
#include "saved.h"

#include <stdlib.h>

#include "english.h"

enum { NAME_COLUMNS = 26, NEW_COLUMNS = 15 };

static struct saved_item *item_of(const struct list_view *l, long row) {
    return &((const struct saved *)l)->items[row];
}

static struct saved_item *selected(const struct saved *s) {
    return list_view_is_row(&s->base, s->base.list.selected) ? &s->items[s->base.list.selected] : NULL;
}

static bool can_select(const struct list_view *l, long row) {
    return !item_of(l, row)->heading;
}

static void release(struct view *v) {
    struct saved *s = (struct saved *)v;
    slot_cancel(&s->slot);
    slot_cancel(&s->count_slot);
    list_view_release(&s->base);
    if (s->own) {
        request_free(&s->own->request);
    }
    arena_release(&s->arena);
    free(s);
}

static void describe(struct view *v, struct description *d) {
    const struct saved_item *i = selected((struct saved *)v);
    buf_puts(&d->title, "Saved queries");
    if (i) {
        buf_add_str(&d->left, i->problems ? STR("problems in the content files") : i->fault.n ? i->fault : i->text);
    }
}

/* "1,234    41 unread", in two columns. Returns where they begin. */
static int paint_counts(const struct saved_item *i, const struct grid *line) {
    struct buf count = {0}, unread = {0};
    int end = line->columns - 1;
    if (i->fault.n) {
        buf_puts(&count, "invalid");
    } else if (!i->known) {
        buf_puts(&count, i->counted ? "" : "…");
    } else {
        format_count(&count, i->count);
        buf_puts(&count, i->exact ? "" : "+");
    }
    if (i->known && i->unread > 0) {
        format_count(&unread, i->unread);
        buf_puts(&unread, " unread");
    }
    grid_put_right(line, 0, end, buf_str(&unread), LOOK_MARK);
    int start = grid_put_right(line, 0, end - NEW_COLUMNS, buf_str(&count), i->fault.n ? LOOK_ERROR : LOOK_LABEL);
    buf_release(&count);
    buf_release(&unread);
    return start;
}

static void paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line) {
    const struct saved_item *i = item_of(l, row);
    (void)ui;
    if (i->heading) {
        paint_heading_row(line, i->name);
        return;
    }
    int end = paint_counts(i, line) - 1, room = end - 2 < NAME_COLUMNS ? end - 2 : NAME_COLUMNS;
    grid_put_fit(line, 0, 2, room, i->name, i->known && !i->count ? LOOK_DIM : LOOK_TEXT);
    if (end - room - 4 > 8) {
        grid_put_fit(line, 0, room + 4, end - room - 5, i->text, LOOK_DIM);
    }
}

static void open(struct list_view *l, struct ui *ui, long row) {
    const struct saved_item *i = item_of(l, row);
    if (i->fault.n) {
        ui_error(ui, "%s", i->fault.p);
        return;
    }
    struct view *next = i->problems ? view_problems(ui) : view_articles(ui, &i->query, i->name);
    if (next) {
        ui_push(ui, next);
    }
}

static const struct row_ops rows = {.paint = paint_row, .can_select = can_select, .open = open};

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
    const struct saved_item *i = selected((struct saved *)v);
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
    .refresh = saved_refresh,
};

struct view *view_saved(struct ui *ui) {
    struct saved *s = xcalloc(1, sizeof *s);
    s->base.view.ops = &ops;
    s->base.rows = &rows;
    saved_begin_asking(s);
    saved_refresh(&s->base.view, ui);
    return &s->base.view;
}
