/* articles: the list of articles of any query, fetched in chunks around the selected one; for a term, with a head above. */
#include "articles.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

static struct list_position position(struct view *v) {
    return articles_position((struct articles *)v);
}

static void go(struct view *v, struct ui *ui, struct list_position to) {
    struct articles *a = (struct articles *)v;
    a->moved = true;
    a->reaching = a->stays = false;
    a->to = to;
    articles_ask(a, ui, STEP_AROUND);
    articles_wait(a, ui);
}

/* Fetches all rows again. The selection stays where it is when they arrive; filtered rows are shown from the first. */
static void renew(struct articles *a, struct ui *ui) {
    bool are_first = a->pending && a->step == STEP_FIRST;
    if (a->hides_read != ui->hides_read) {
        articles_narrow(a, ui, buf_str(&a->base.view.filter));
        are_first = false;
    }
    a->list_generation = ui->list_generation;
    a->counts_above = a->counts_above || a->cache_generation != ui->cache_generation;
    a->cache_generation = ui->cache_generation;
    a->moved = !are_first;
    a->counted = a->reaching = false;
    a->pending = a->stays = true;
    a->to = articles_position(a);
    preview_forget(&a->base.preview);
    articles_ask_term(a, ui);
    articles_ask(a, ui, are_first ? STEP_FIRST : STEP_AROUND);
    articles_wait(a, ui);
}

static void refresh(struct view *v, struct ui *ui) {
    struct articles *a = (struct articles *)v;
    v->stale = a->list_generation == ui->list_generation && !v->left;
    if (v->stale) {
        articles_see_marks(a, ui);
        ui_wait(ui, &a->marks_slot);
    } else {
        renew(a, ui);
    }
}

static void release(struct view *v) {
    struct articles *a = (struct articles *)v;
    slot_cancel(&a->slot);
    slot_cancel(&a->marks_slot);
    slot_cancel(&a->count_slot);
    slot_cancel(&a->head_slot);
    articles_clear(a);
    list_view_release(&a->base);
    head_release(&a->head);
    matcher_release(&a->found);
    arena_release(&a->of_arena);
    arena_release(&a->shown_arena);
    buf_release(&a->title);
    free(a);
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    struct articles *a = (struct articles *)v;
    bool is_last = m.kind == MOTION_LAST && !m.by;
    a->moved = true;
    a->keys = ui->keys;
    articles_stop(a);
    if (is_last || (m.kind == MOTION_FIRST && !a->at_start) || (m.kind == MOTION_LAST && !a->at_start)) {
        a->motion = m;
        articles_ask(a, ui, is_last ? STEP_LAST : STEP_FIRST);
    } else {
        articles_go_on(a, ui, m);
    }
    articles_wait(a, ui);
}

/* Clicking or opening a row selects it, so the next article is the one after it. */
static void point(struct view *v, struct ui *ui, int row) {
    ((struct articles *)v)->between = false;
    list_view_point(v, ui, row);
}

static void open(struct list_view *l, struct ui *ui, long row) {
    struct articles *a = (struct articles *)l;
    const struct row *r = articles_row(a, row);
    const struct head_row *h = r ? NULL : &a->head.rows[row];
    a->between = false;
    struct view *next = r            ? view_reader(ui, r->id, STR_NONE)
                        : h->term.id ? view_term_page(ui, h->term.id)
                        : h->article ? view_reader(ui, h->article, STR_NONE)
                                     : view_terms_cooccurring(ui, a->term, h->taxonomy);
    if (next) {
        ui_push(ui, next);
    }
}

static void filter(struct view *v, struct ui *ui, struct str text) {
    struct articles *a = (struct articles *)v;
    if (articles_narrow(a, ui, text)) {
        view_set_filter(v, text);
        articles_wait(a, ui);
    }
}

/* Looks in the window first, then beyond it. */
static void next_unread(struct articles *a, struct ui *ui, int by) {
    long head = articles_head_count(a), row = a->base.list.selected + (a->between && by > 0 ? 0 : by);
    row = by > 0 && row < head ? head : row;
    while (row >= head && row < a->base.list.count && articles_row(a, row)->marks & ROW_READ) {
        row += by;
    }
    if (row >= head && row < a->base.list.count) {
        list_select(&a->base.list, row);
        a->moved = true;
        a->between = false;
        articles_look_ahead(a, ui);
    } else if (by > 0 ? a->at_end : a->at_start) {
        ui_info(ui, "No unread articles %s", by > 0 ? "below" : "above");
    } else if (!a->pending) {
        articles_ask_unread(a, ui, by);
    }
}

/* Rows still being fetched are not the end of the list. */
static bool step(struct view *v, struct ui *ui, int by, int64_t *article) {
    struct articles *a = (struct articles *)v;
    const struct row *before = articles_selected(a);
    bool between = a->between;
    int64_t id = before && !(between && by > 0) ? before->id : 0;
    move(v, ui, (struct motion){MOTION_ROWS, by});
    const struct row *r = articles_selected(a);
    bool moved = r && (r->id != id || articles_is_looking(a));
    articles_stop(a);
    a->between = between && !moved; /* a step that leads nowhere leaves what is next */
    *article = r ? r->id : 0;
    return moved;
}

/* Unfolded, the head is what one wants to see, so the selection goes to its first row. */
static void unfold(struct articles *a, struct ui *ui) {
    long before = a->head.count;
    int columns = a->head.page.columns;
    head_unfold(&a->head, !a->head.unfolded);
    articles_lay_out(a, before, columns, ui->ascii);
    if (a->at_start && (a->head.unfolded || !articles_selected(a))) {
        list_select(&a->base.list, a->head.unfolded ? 0 : a->head.count);
        a->base.list.top = 0;
        list_view_skip_headings(&a->base);
    }
}

static void select_rows(struct articles *a, struct ui *ui) {
    const struct row *r = articles_selected(a);
    long number = articles_number_of(a, a->base.list.selected);
    if (a->anchor) {
        a->anchor = 0;
    } else if (r && number >= 0) {
        a->anchor = r->id;
        a->anchor_number = number;
    } else {
        ui_info(ui, r ? "The rows are not counted yet: try again in a moment" : "No article to select");
    }
}

static bool act(struct view *v, struct ui *ui, enum action action, int n) {
    struct articles *a = (struct articles *)v;
    articles_stop(a);
    if (action == ACTION_SELECT) {
        select_rows(a, ui);
        return true;
    }
    if (action == ACTION_ESCAPE && a->anchor) {
        a->anchor = 0;
        return true;
    }
    if (action == ACTION_NEXT) {
        next_unread(a, ui, n);
        return true;
    }
    if (action == ACTION_UNFOLD && a->head.term.id) {
        unfold(a, ui);
        return true;
    }
    bool is_empty = action == ACTION_OPEN && !a->base.list.count; /* the screen says why */
    return is_empty || list_view_act(v, ui, action, n);
}

static void row_subject(const struct list_view *l, long row, struct subject *s) {
    const struct row *r = articles_row((const struct articles *)l, row);
    if (r) {
        *s = (struct subject){
            .article = r->id, .marks = r->marks, .shows_marks = true, .key = r->key, .title = r->title, .day = r->day};
    }
}

static void subject(struct view *v, struct subject *s) {
    list_view_subject(v, s);
    s->term = ((struct articles *)v)->term;
}

static void find_selection(const struct articles *a, struct listing *l) {
    const struct row *r = articles_selected(a);
    long here = articles_number_of(a, a->base.list.selected), from = a->anchor_number;
    if (a->anchor && r) {
        l->from = here < from ? r->id : a->anchor;
        l->to = here < from ? a->anchor : r->id;
        l->selected = articles_selection_count(a);
    }
}

static void listing(struct view *v, struct listing *l) {
    const struct articles *a = (struct articles *)v;
    int64_t so_far = (a->first_number < 0 ? 0 : a->first_number) + a->base.list.count - articles_head_count(a);
    l->query = &a->shown;
    l->exact = a->known && a->exact;
    l->count = a->known && (a->exact || a->total > so_far) ? a->total : so_far;
    find_selection(a, l);
}

static const struct row_ops row_ops = {.paint = articles_paint_row,
                                       .subject = row_subject,
                                       .can_select = articles_can_select,
                                       .open = open,
                                       .number = articles_number,
                                       .why_empty = articles_why_empty};

static const struct view_ops ops = {
    .name = "articles",
    .hints = "open read  open-source browser  search search  filter filter  facets facets  timeline timeline  unfold more  "
             "next next unread",
    .is_list = true,
    .release = release,
    .describe = articles_describe,
    .paint = articles_paint,
    .preview = list_view_preview,
    .move = move,
    .point = point,
    .act = act,
    .step = step,
    .subject = subject,
    .listing = listing,
    .filter = filter,
    .filters_by_query = true,
    .position = position,
    .go = go,
    .refresh = refresh,
};

static struct articles *new_articles(struct ui *ui, struct str name) {
    struct articles *a = xcalloc(1, sizeof *a);
    a->base.view.ops = &ops;
    a->base.rows = &row_ops;
    a->base.found = &a->found;
    a->list_generation = ui->list_generation;
    a->cache_generation = ui->cache_generation;
    articles_begin_asking(a);
    buf_add_str(&a->title, name);
    return a;
}

struct view *view_articles(struct ui *ui, const struct query *q, struct str name) {
    struct articles *a = new_articles(ui, name);
    a->of = query_and(q, &(struct query){.sort = q->sort}, &a->of_arena);
    articles_narrow(a, ui, STR_NONE);
    articles_wait(a, ui);
    return &a->base.view;
}

/* Its query is only known when the term has arrived. */
struct view *view_term_page(struct ui *ui, int64_t id) {
    struct articles *a = new_articles(ui, STR("…"));
    a->term = id;
    articles_ask_term(a, ui);
    articles_wait(a, ui);
    if (a->head.term.id || a->head_slot.waits) {
        return &a->base.view;
    }
    if (!ui->has_cache) {
        ui_error(ui, "No cache yet: press R to index");
    } else if (!ui->message.n) {
        ui_info(ui, "The archive was just reindexed: try again"); /* so that the id means nothing any more */
    }
    view_free(&a->base.view);
    return NULL;
}
