/* home: the first page: how many articles are unread, starred, queued ..., the saved queries, and the topics with their unread
 * articles. An archive without topics shows the first taxonomy that it has. */
#include "home.h"

#include <stdlib.h>

#include "english.h"

static const struct home_row *row_of(const struct list_view *l, long row) {
    return &((const struct home *)l)->rows[row];
}

static const struct home_row *selected(const struct home *h) {
    return list_view_is_row(&h->base, h->base.list.selected) ? &h->rows[h->base.list.selected] : NULL;
}

static bool can_select(const struct list_view *l, long row) {
    const struct home_row *r = row_of(l, row);
    return r->kind != HOME_HEADING && !(r->kind == HOME_QUERY && r->item->kind == ITEM_HEADING);
}

static void paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line) {
    home_paint_row((const struct home *)l, ui, row_of(l, row), line);
}

static void subject(const struct list_view *l, long row, struct subject *s) {
    const struct home_row *r = row_of(l, row);
    s->term = r->kind == HOME_TERM ? r->term->id : 0;
}

/* Articles older than a month, on the first visit to an archive. */
static struct query old_articles(struct ui *ui, struct arena *arena) {
    enum { MONTH = 30 };
    struct condition *c = arena_alloc(arena, 1, sizeof *c);
    *c = (struct condition){.kind = CONDITION_DATES, .before = ui_today(ui) - MONTH};
    return (struct query){.conditions = c, .count = 1};
}

static void mark_old(struct ui *ui) {
    struct arena arena = {0};
    struct query q = old_articles(ui, &arena);
    const struct archive_request *archive = ui_archive(ui);
    ui_mark_all(ui, &(struct marking){.query = &q, .mark = MARK_READ}, archive ? archive->counts.articles : 0, false);
    arena_release(&arena);
}

static void open(struct list_view *l, struct ui *ui, long row) {
    const struct home_row *r = row_of(l, row);
    switch (r->kind) {
    case HOME_QUERY:
        query_item_open(ui, r->item);
        break;
    case HOME_TERM: {
        struct view *page = view_term_page(ui, r->term->id);
        if (page) {
            ui_push(ui, page);
        }
        break;
    }
    case HOME_ALL_TERMS:
        ui_push(ui, view_terms_all(ui, ((const struct home *)l)->taxonomy));
        break;
    case HOME_MARK_OLD:
        ui_ask(ui, mark_old, "Mark all articles older than a month read? ");
        break;
    case HOME_HEADING:
        break;
    }
}

static const struct row_ops row_ops = {.paint = paint_row, .subject = subject, .can_select = can_select, .open = open};

static void preview(struct view *v, struct ui *ui, const struct grid *g) {
    struct home *h = (struct home *)v;
    const struct home_row *r = selected(h);
    if (r && r->kind == HOME_QUERY && r->item->kind == ITEM_QUERY && !r->item->fault.n) {
        preview_query(&h->base.preview, ui, &r->item->query, r->item - h->queries.items + 1, g);
    } else {
        list_view_preview(v, ui, g);
    }
}

static void release(struct view *v) {
    struct home *h = (struct home *)v;
    query_items_release(&h->queries);
    live_count_release(&h->unread);
    home_release_terms(h);
    list_view_release(&h->base);
    free(h->rows);
    free(h);
}

static void describe(struct view *v, struct description *d) {
    const struct home *h = (struct home *)v;
    const struct home_row *r = selected(h);
    buf_puts(&d->title, "Home");
    if (h->articles >= 0) {
        format_counted(&d->summary, h->articles, "article", "articles");
    }
    if (r && r->kind == HOME_QUERY) {
        buf_add_str(&d->left, r->item->fault.n ? r->item->fault : r->item->text);
    } else if (r && r->kind == HOME_TERM) {
        buf_add_str(&d->left, r->term->name);
    }
}

static bool is_heading(const struct list_view *l, long row) {
    return !can_select(l, row);
}

static bool act(struct view *v, struct ui *ui, enum action action, int n) {
    struct home *h = (struct home *)v;
    if (action == ACTION_NEXT_LINK) {
        h->moved = true;
        list_view_section(&h->base, n, is_heading);
        return true;
    }
    return list_view_act(v, ui, action, n);
}

/* An empty archive says why below the rows. */
static void paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct home *h = (struct home *)v;
    list_view_paint(v, ui, g, focused);
    if (archive_is_empty(ui)) {
        struct buf why = {0};
        struct grid below = grid_part(g, (int)h->base.list.count + 1, 0, g->rows - (int)h->base.list.count - 1, g->columns);
        say_empty_archive(ui, &why);
        paint_empty(&below, buf_str(&why));
        buf_release(&why);
    }
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    ((struct home *)v)->moved = true;
    list_view_move(v, ui, m);
}

static void point(struct view *v, struct ui *ui, int row) {
    ((struct home *)v)->moved = true;
    list_view_point(v, ui, row);
}

static void filter(struct view *v, struct ui *ui, struct str text) {
    struct home *h = (struct home *)v;
    (void)ui;
    view_set_filter(v, text);
    home_make_rows(h);
    list_view_top(&h->base);
}

static void refresh(struct view *v, struct ui *ui) {
    struct home *h = (struct home *)v;
    struct condition is_unread = {.kind = CONDITION_IS, .state = STATE_UNREAD};
    const struct query unread = {.conditions = &is_unread, .count = 1};
    preview_forget(&h->base.preview);
    home_ask_terms(h, ui);
    query_items_ask(&h->queries, ui);
    home_wait(h, ui);
    live_count_ask(&h->unread, ui, &unread, true);
}

static const struct view_ops ops = {
    .name = "home",
    .hints = "open open  search search  everything all articles  filter filter  offerings offerings  sources sources  "
             "next-link section",
    .is_list = true,
    .release = release,
    .describe = describe,
    .paint = paint,
    .preview = preview,
    .move = move,
    .point = point,
    .act = act,
    .subject = list_view_subject,
    .filter = filter,
    .position = list_view_position,
    .go = list_view_go,
    .refresh = refresh,
};

struct view *view_home(struct ui *ui) {
    struct home *h = xcalloc(1, sizeof *h);
    h->base.view.ops = &ops;
    h->base.rows = &row_ops;
    h->articles = -1;
    h->unread.wanted = COUNT_TERMS;
    home_begin(h);
    refresh(&h->base.view, ui);
    return &h->base.view;
}
