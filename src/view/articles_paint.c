/* articles_paint: paints a list of articles, its breadcrumb and its status line. */
#include "articles.h"
#include "english.h"

static void say_count(const struct articles *a, struct buf *out) {
    if (!a->known) {
        return;
    }
    format_count(out, a->total);
    buf_puts(out, a->exact ? a->total == 1 ? " article" : " articles" : "+ articles");
    if (a->unread > 0) {
        buf_puts(out, " · ");
        format_count(out, a->unread);
        buf_puts(out, " unread");
    }
    buf_puts(out, a->hides_read ? ", read hidden" : "");
}

/* "12 of 3,412", if known. */
static void say_number(const struct articles *a, long row, struct buf *out) {
    if (a->first_number >= 0) {
        format_count(out, a->first_number + row + 1);
    } else if (a->known) {
        buf_puts(out, "…");
    }
    if (a->known) {
        buf_puts(out, " of ");
        format_count(out, a->total);
        buf_puts(out, a->exact ? "" : "+");
    }
}

static void say_selected(const struct articles *a, struct buf *out) {
    long count = articles_selection_count(a);
    if (count > 0) {
        format_counted(out, count, "row", "rows");
        buf_puts(out, " selected: m * e mark them, Esc ends");
    } else {
        buf_add_str(out, articles_selected(a)->title);
    }
}

void articles_describe(struct view *v, struct description *d) {
    const struct articles *a = (struct articles *)v;
    long row = a->base.list.selected - articles_head_count(a);
    const struct row *selected = articles_selected(a);
    buf_add_str(&d->title, buf_str(&a->title));
    say_count(a, &d->summary);
    if (articles_is_looking(a)) {
        buf_puts(&d->left, v->filter.n ? "filtering…" : "loading…");
    } else if (selected) {
        say_number(a, row, &d->number);
        say_selected(a, &d->left);
    } else if (a->known && !a->total) {
        buf_puts(&d->left, v->filter.n ? "no matches" : "no articles");
    }
    if (a->above) {
        format_count(&d->right, a->above);
        buf_puts(&d->right, " new above");
    }
    if (a->known && a->total > 1 && a->first_number >= 0 && selected) {
        buf_printf(&d->right, "%s%lld%%", d->right.n ? " · " : "", (long long)((a->first_number + row) * 100 / (a->total - 1)));
    }
}

void articles_number(const struct list_view *l, long row, struct buf *out) {
    const struct articles *a = (const struct articles *)l;
    if (row >= articles_head_count(a)) {
        say_number(a, row - articles_head_count(a), out);
    }
}

void articles_paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line) {
    const struct articles *a = (const struct articles *)l;
    const struct row *r = articles_row(a, row);
    if (r) {
        paint_article_row(ui, line, r, a->source_columns, &a->found);
        if (articles_is_in_selection(a, row)) {
            grid_add_style(line, 0, 0, line->columns, STYLE_PASSIVE);
        }
    } else {
        head_paint_row(&a->head, ui, row, line);
    }
}

void articles_why_empty(const struct list_view *l, struct ui *ui, struct buf *out) {
    const struct articles *a = (const struct articles *)l;
    if (articles_is_looking(a)) {
        buf_puts(out, "loading…");
    } else if (l->view.filter.n && ui->has_cache) {
        say_empty_filter(out);
    } else {
        say_empty_query(ui, &a->of, out);
    }
}

void articles_paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct articles *a = (struct articles *)v;
    articles_lay_out(a, a->head.count, g->columns, ui->ascii);
    a->source_columns = 0;
    for (size_t i = 0; i < a->chunk_count; i++) {
        int columns = source_columns(&a->chunks[i].rows);
        a->source_columns = columns > a->source_columns ? columns : a->source_columns;
    }
    list_view_paint(v, ui, g, focused);
    long hidden = a->base.list.top - articles_head_count(a);
    if (a->at_start && a->above > hidden) { /* the rest has been seen */
        a->above = hidden > 0 ? hidden : 0;
    }
}
