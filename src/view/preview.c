/* preview: the preview of the selected row next to a list: an article, or the newest articles of a term or of a query. */
#include "english.h"
#include "view_private.h"

enum { PREVIEW_ROWS = 100 };

static void take(void *owner, void *context, struct request *r) {
    struct preview *p = owner;
    struct ui *ui = context;
    if (r->has_failed) {
        ui_error_from_request(ui, r);
        request_free(r);
    } else if (p->asked.kind == PREVIEW_ARTICLE) {
        rendered_article_take(&p->rendered, (struct article_request *)r);
    } else {
        request_free(p->rows ? &p->rows->request : NULL);
        p->rows = (struct rows_request *)r;
    }
    p->shown = p->asked;
}

static bool same(const struct previewed *a, const struct previewed *b) {
    return a->kind == b->kind && a->id == b->id;
}

static struct request *request_of(const struct previewed *what, const struct query *q) {
    return what->kind == PREVIEW_ARTICLE ? &request_article(what->id, STR_NONE, RELATED_SHOWN)->request
           : what->kind == PREVIEW_TERM  ? &request_term_rows(what->id, PREVIEW_ROWS)->request
                                         : &request_rows(q, (struct page_request){.limit = PREVIEW_ROWS})->request;
}

/* The old preview belongs to another row, so it is cleared if the answer does not come soon. */
static bool has(struct preview *p, struct ui *ui, struct previewed what, const struct query *q) {
    if (same(&p->shown, &what)) {
        return true;
    }
    if (!same(&p->asked, &what) || !p->slot.waits) { /* a question to a cache that was replaced is not answered */
        p->slot.answered = take;
        p->slot.owner = p;
        p->asked = what;
        ui_send(ui, &p->slot, request_of(&what, q));
        ui_wait(ui, &p->slot);
    }
    return same(&p->shown, &what);
}

void preview_article(struct preview *p, struct ui *ui, int64_t article, const struct grid *g, const struct matcher *found) {
    if (!has(p, ui, (struct previewed){PREVIEW_ARTICLE, article}, NULL) || p->rendered.id != article) {
        return;
    }
    struct grid column = text_column(ui, g);
    struct layout_options options = text_layout(ui, column.columns);
    rendered_article_layout(&p->rendered, &options);
    rendered_article_find(&p->rendered, found);
    long last = (long)p->rendered.page.line_count - g->rows;
    p->rendered.top = p->rendered.top > last ? last : p->rendered.top;
    p->rendered.top = p->rendered.top < 0 ? 0 : p->rendered.top;
    page_paint(&p->rendered.page, &column, (size_t)p->rendered.top, 0, p->rendered.found.matches, p->rendered.found.count);
}

static void paint_rows(const struct preview *p, struct ui *ui, const struct grid *g) {
    int source = p->rows ? source_columns(&p->rows->rows) : 0;
    for (int i = 0; p->rows && i < g->rows && (size_t)i < p->rows->rows.count; i++) {
        struct grid line = grid_part(g, i, 0, 1, g->columns);
        paint_article_row(ui, &line, &p->rows->rows.rows[i], source, NULL);
    }
}

void preview_term(struct preview *p, struct ui *ui, int64_t term, const struct grid *g) {
    if (has(p, ui, (struct previewed){PREVIEW_TERM, term}, NULL)) {
        paint_rows(p, ui, g);
    }
}

void preview_query(struct preview *p, struct ui *ui, const struct query *q, int64_t number, const struct grid *g) {
    if (has(p, ui, (struct previewed){PREVIEW_QUERY, number}, q)) {
        paint_rows(p, ui, g);
    }
}

void preview_forget(struct preview *p) {
    slot_cancel(&p->slot); /* what `asked` was says of which kind the answer is */
    p->asked = p->shown = (struct previewed){0};
}

void preview_release(struct preview *p) {
    slot_cancel(&p->slot);
    rendered_article_release(&p->rendered);
    if (p->rows) {
        request_free(&p->rows->request);
    }
}
