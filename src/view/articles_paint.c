/* articles_paint: how a list of articles looks, and what stands around it. */
#include "articles.h"
#include "english.h"

void articles_title(struct view *v, struct buf *out) {
    buf_add_str(out, buf_str(&((struct articles *)v)->title));
}

void articles_summary(struct view *v, struct buf *out) {
    struct articles *a = (struct articles *)v;
    if (!a->known) {
        return;
    }
    format_count(out, a->total);
    buf_puts(out, a->exact ? a->total == 1 ? " article" : " articles" : "+ articles");
    if (a->unread > 0) {
        buf_puts(out, " · ");
        format_count(out, a->unread);
        buf_puts(out, " new");
    }
}

void articles_status(struct view *v, struct buf *left, struct buf *right) {
    struct articles *a = (struct articles *)v;
    long row = a->list.selected - articles_head_count(a);
    if (a->pending) {
        buf_puts(left, a->filter.n ? "filtering…" : "looking…");
    } else if (articles_selected(a) && a->first_number >= 0) {
        format_count(left, a->first_number + row + 1);
        if (a->known) {
            buf_puts(left, " of ");
            format_count(left, a->total);
            buf_puts(left, a->exact ? "" : "+");
        }
    } else if (articles_selected(a) && a->known) {
        buf_puts(left, "… of ");
        format_count(left, a->total);
        buf_puts(left, a->exact ? "" : "+");
    } else if (a->known && !a->total) {
        buf_puts(left, a->filter.n ? "nothing matches" : "no articles");
    }
    if (a->filter.n) {
        buf_printf(left, "%sfilter: %s", left->n ? " · " : "", buf_cstr(&a->filter));
    }
    if (a->known && a->total > 1 && a->first_number >= 0 && articles_selected(a)) {
        buf_printf(right, "%lld%%", (long long)((a->first_number + row) * 100 / (a->total - 1 > 0 ? a->total - 1 : 1)));
    }
}

struct painting {
    struct articles *articles;
    struct ui *ui;
};

static void paint_row(void *context, long row, const struct grid *line, bool selected) {
    struct painting *p = context;
    (void)selected;
    const struct row *r = articles_row(p->articles, row);
    if (r) {
        paint_article_row(line, r, &p->articles->found);
    } else {
        head_paint_row(&p->articles->head, row, line);
    }
}

/* Where what is above the articles fills the window, a page is begun at its top. */
static void begin_at_top(struct articles *a, long rows) {
    if (!a->moved && a->at_start && a->head.count && a->list.selected == a->head.count && a->head.count >= rows) {
        a->list.top = a->list.selected = 0;
        list_settle(&a->list, -1, articles_can_select, a);
    }
}

static void paint_why_empty(const struct articles *a, struct ui *ui, const struct grid *g) {
    struct buf why = {0};
    if (a->pending) {
        buf_puts(&why, "looking…");
    } else if (a->filter.n && ui->cache) {
        say_empty_filter(&why);
    } else {
        say_empty_query(ui, &a->base, &why);
    }
    paint_empty(g, buf_str(&why));
    buf_release(&why);
}

void articles_paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct articles *a = (struct articles *)v;
    struct painting p = {a, ui};
    long before = a->head.count;
    head_layout(&a->head, g->columns, ui->ascii);
    if (a->at_start && a->head.count != before) { /* another width, another number of lines above the articles */
        a->list.selected += a->list.selected >= before ? a->head.count - before : 0;
        articles_update_count(a);
    }
    begin_at_top(a, g->rows);
    list_paint(&a->list, g, focused, paint_row, &p);
    if (!a->list.count) {
        paint_why_empty(a, ui, g);
    }
}

void articles_preview(struct view *v, struct ui *ui, const struct grid *g) {
    struct articles *a = (struct articles *)v;
    const struct row *r = articles_selected(a);
    if (r) {
        paint_sheet_preview(&a->preview, ui, r->id, g, &a->found);
    }
}
