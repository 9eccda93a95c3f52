/* list_view: what all list screens share. */
#include "list_view.h"

#include "spoken.h"

static bool can_select(const void *context, long row) {
    const struct list_view *l = context;
    return !l->rows->can_select || l->rows->can_select(l, row);
}

bool list_view_is_row(const struct list_view *l, long row) {
    return row >= 0 && row < l->list.count && can_select(l, row);
}

struct subject list_view_row(const struct list_view *l, long row) {
    struct subject s = {0};
    if (l->rows->subject && list_view_is_row(l, row)) {
        l->rows->subject(l, row, &s);
    }
    return s;
}

void list_view_skip_headings_from(struct list_view *l, long from) {
    list_select(&l->list, l->list.selected);
    if (l->list.count) {
        list_skip_headings(&l->list, from, can_select, l);
    }
}

void list_view_skip_headings(struct list_view *l) {
    list_view_skip_headings_from(l, -1);
}

void list_view_top(struct list_view *l) {
    l->list.selected = l->list.top = 0;
    list_view_skip_headings(l);
}

/* Going up, skip the heading directly above the selected row: it belongs to that row. */
void list_view_section(struct list_view *l, int by, bool (*is_heading)(const struct list_view *l, long row)) {
    long row = l->list.selected + (by < 0 ? -2 : 1);
    while (row > 0 && row < l->list.count && !is_heading(l, row)) {
        row += by;
    }
    list_select(&l->list, row < 0 ? 0 : row);
    list_view_skip_headings(l);
}

void list_view_release(struct list_view *l) {
    preview_release(&l->preview);
}

/* ---- painting ---- */

struct painting {
    const struct list_view *l;
    struct ui *ui;
};

static void paint_row(void *context, long row, const struct grid *line, bool is_selected) {
    const struct painting *p = context;
    (void)is_selected;
    if (p->ui->accessible) {
        spoken_row(p->l, p->ui, row, line);
    } else {
        p->l->rows->paint(p->l, p->ui, row, line);
    }
}

void list_view_paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct list_view *l = (struct list_view *)v;
    struct painting p = {l, ui};
    int head = l->rows->head_rows;
    struct grid below = grid_part(g, head, 0, g->rows - head, g->columns);
    if (l->rows->paint_head) {
        l->rows->paint_head(l, g);
    }
    list_paint(&l->list, &below, focused, paint_row, &p);
    if (!l->list.count && l->rows->why_empty) {
        struct buf why = {0};
        l->rows->why_empty(l, ui, &why);
        paint_empty(&below, buf_str(&why));
        buf_release(&why);
    }
}

void list_view_preview(struct view *v, struct ui *ui, const struct grid *g) {
    struct list_view *l = (struct list_view *)v;
    struct subject s = list_view_row(l, l->list.selected);
    if (s.article) {
        preview_article(&l->preview, ui, s.article, g, l->found);
    } else if (s.term) {
        preview_term(&l->preview, ui, s.term, g);
    }
}

/* ---- keys ---- */

void list_view_move(struct view *v, struct ui *ui, struct motion m) {
    struct list_view *l = (struct list_view *)v;
    (void)ui;
    list_move(&l->list, m, can_select, l);
}

static bool open(struct list_view *l, struct ui *ui) {
    if (!list_view_is_row(l, l->list.selected)) {
        ui_info(ui, "Nothing selected");
    } else if (l->rows->open) {
        l->rows->open(l, ui, l->list.selected);
    } else {
        struct subject s = list_view_row(l, l->list.selected);
        return open_subject(ui, &s);
    }
    return true;
}

void list_view_point(struct view *v, struct ui *ui, int row) {
    struct list_view *l = (struct list_view *)v;
    row -= l->rows->head_rows;
    if (row >= 0 && list_point(&l->list, row, can_select, l)) {
        v->ops->act(v, ui, ACTION_OPEN, 0);
    }
}

static bool next_unread(struct list_view *l, struct ui *ui, int by) {
    struct subject s;
    for (long row = l->list.selected + by; row >= 0 && row < l->list.count; row += by) {
        s = list_view_row(l, row);
        if (s.article && s.shows_marks && !(s.marks & 1u << MARK_READ)) {
            list_select(&l->list, row);
            return true;
        }
    }
    s = list_view_row(l, l->list.selected);
    if (s.shows_marks) {
        ui_info(ui, "No unread articles %s", by > 0 ? "below" : "above");
    }
    return s.shows_marks;
}

bool list_view_act(struct view *v, struct ui *ui, enum action action, int n) {
    struct list_view *l = (struct list_view *)v;
    switch (action) {
    case ACTION_OPEN:
        return open(l, ui);
    case ACTION_SCROLL:
        l->preview.rendered.top += n;
        return true;
    case ACTION_SCROLL_LIST:
        list_scroll(&l->list, n);
        return true;
    case ACTION_NEXT:
        return next_unread(l, ui, n);
    default:
        return false;
    }
}

bool list_view_step(struct view *v, struct ui *ui, int by, int64_t *article) {
    struct list_view *l = (struct list_view *)v;
    long before = l->list.selected;
    v->ops->move(v, ui, (struct motion){MOTION_ROWS, by});
    *article = list_view_row(l, l->list.selected).article;
    if (l->list.selected == before || !*article) { /* a heading or a row of another kind ends the articles */
        l->list.selected = before;
        return false;
    }
    return true;
}

void list_view_subject(struct view *v, struct subject *s) {
    struct list_view *l = (struct list_view *)v;
    *s = list_view_row(l, l->list.selected);
}

/* ---- keeping the position ---- */

struct list_position list_view_position(struct view *v) {
    const struct list_view *l = (const struct list_view *)v;
    struct subject s = list_view_row(l, l->list.selected);
    return (struct list_position){s.article ? s.article : s.term, l->list.selected, l->list.selected - l->list.top, -1};
}

void list_view_go(struct view *v, struct ui *ui, struct list_position to) {
    struct list_view *l = (struct list_view *)v;
    long row = to.row;
    (void)ui;
    for (long i = 0; to.id && i < l->list.count; i++) {
        struct subject s = list_view_row(l, i);
        if ((s.article ? s.article : s.term) == to.id) {
            row = i;
            break;
        }
    }
    list_select(&l->list, row);
    l->list.top = l->list.selected - to.height;
    list_view_skip_headings(l);
}
