/* search: searches everything as you type: the best terms of each kind, then articles, in one list. */
#include "search.h"

#include <stdlib.h>

static void release(struct view *v) {
    struct search *s = (struct search *)v;
    slot_cancel(&s->slot);
    slot_cancel(&s->count_slot);
    list_view_release(&s->base);
    if (s->answer) {
        request_free(&s->answer->request);
    }
    matcher_release(&s->found);
    arena_release(&s->arena);
    buf_release(&s->text);
    buf_release(&s->text_before);
    free(s);
}

static const struct hit *selected(const struct search *s) {
    return list_view_is_row(&s->base, s->base.list.selected) ? &s->hits[s->base.list.selected] : NULL;
}

static void say_status(const struct search *s, struct buf *out) {
    if (search_is_looking(s)) {
        buf_puts(out, s->base.list.count ? "searching… (showing the previous results)" : "searching…");
    } else if (!str_trim(buf_str(&s->text)).n) {
        buf_puts(out, "Type to search topics, offerings, sources, authors and articles");
    } else if (!s->base.list.count) {
        buf_puts(out, "no results");
    } else if (selected(s) && selected(s)->term) {
        buf_add_str(out, selected(s)->term->name);
    } else if (s->answer && s->answer->rows.count == SEARCH_ARTICLES) {
        buf_printf(out, "the first %d articles; the last row lists all", SEARCH_ARTICLES);
    }
}

static void describe(struct view *v, struct description *d) {
    const struct search *s = (struct search *)v;
    buf_puts(&d->title, "Search");
    if (s->text.n) {
        buf_printf(&d->title, ": %s", buf_cstr(&s->text));
    }
    if (s->base.list.count) {
        search_say_articles(s, &d->summary);
    }
    say_status(s, &d->left);
}

/* ---- rows ---- */

static void paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line) {
    const struct search *s = (const struct search *)l;
    const struct hit *h = &s->hits[row];
    switch (h->kind) {
    case HIT_HEADING:
        paint_heading_row(line, h->text);
        break;
    case HIT_TERM:
        paint_term_row(ui, line, h->term, true);
        break;
    case HIT_ARTICLE:
        paint_article_row(ui, line, h->row, source_columns(&s->answer->rows), &s->found);
        break;
    case HIT_ALL:
        grid_put_fit(line, 0, 2, line->columns - 3, h->text, LOOK_LINK);
        break;
    }
}

static void subject(const struct list_view *l, long row, struct subject *out) {
    const struct hit *h = &((const struct search *)l)->hits[row];
    if (h->row) {
        *out = (struct subject){.article = h->row->id,
                                .marks = h->row->marks,
                                .shows_marks = true,
                                .key = h->row->key,
                                .title = h->row->title,
                                .day = h->row->day};
    } else if (h->term) {
        out->term = h->term->id;
    }
}

static void open(struct list_view *l, struct ui *ui, long row) {
    const struct search *s = (const struct search *)l;
    struct subject chosen = list_view_row(l, row);
    struct buf name = {0};
    if (s->hits[row].kind == HIT_ALL) {
        const struct query *q = s->answer->question.query;
        query_print(q, &name);
        ui_push(ui, view_articles(ui, q, buf_str(&name)));
    } else {
        open_subject(ui, &chosen);
    }
    buf_release(&name);
}

static void why_empty(const struct list_view *l, struct ui *ui, struct buf *out) {
    const struct search *s = (const struct search *)l;
    (void)ui;
    if (!search_is_looking(s) && !s->failed && str_trim(buf_str(&s->text)).n) {
        buf_puts(out, "No results. Use fewer words, or nurs* for every word that begins with nurs.");
    }
}

static const struct row_ops rows = {
    .paint = paint_row, .subject = subject, .can_select = search_can_select, .open = open, .why_empty = why_empty};

/* ---- keys ---- */

/* When a search is repeated, its results keep the row selected by then. */
static void moved(struct search *s) {
    if (s->wanted.rows) {
        s->wanted = s->base.list;
    }
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    struct search *s = (struct search *)v;
    s->opening = false;
    list_view_move(v, ui, m);
    moved(s);
}

static void point(struct view *v, struct ui *ui, int row) {
    struct view *here = ui_view(ui);
    list_view_point(v, ui, row);
    if (ui_view(ui) == here) {
        moved((struct search *)v);
    }
}

/* Every row is a match. */
static void next(struct search *s, struct ui *ui, int by) {
    long before = s->base.list.selected;
    move(&s->base.view, ui, (struct motion){MOTION_ROWS, by});
    if (s->base.list.selected == before) {
        ui_info(ui, by > 0 ? "This is the last match" : "This is the first match");
    }
}

static void refresh(struct view *v, struct ui *ui) {
    struct search *s = (struct search *)v;
    s->wanted = s->base.list;
    preview_forget(&s->base.preview);
    search_run(s, ui);
}

/* ---- its prompt ---- */

static void typed(struct ui *ui, struct str text) {
    struct search *s = (struct search *)ui_view(ui);
    buf_reset(&s->text);
    buf_add_str(&s->text, text);
    s->wanted = (struct list){0};
    search_run(s, ui);
}

/* Enter must open a result of the text as typed: the prompt stays until its results have come. */
static bool can_open(struct ui *ui, struct str text) {
    struct search *s = (struct search *)ui_view(ui);
    if (!view_query_is_good(ui, text)) {
        return false;
    }
    s->opening = search_is_looking(s);
    if (!s->opening && !s->base.list.count && str_trim(text).n) {
        ui_info(ui, "No results. Change the words, or press Esc to leave.");
        return false;
    }
    return !s->opening;
}

static void accepted(struct ui *ui, struct str text) {
    struct search *s = (struct search *)ui_view(ui);
    if (!str_trim(text).n) {
        ui_drop(ui);
    } else if (!s->failed) {
        ui_remember_search(ui, text);
        list_view_act(&s->base.view, ui, ACTION_OPEN, 0);
    }
}

static bool at_top(struct ui *ui) {
    const struct search *s = (const struct search *)ui_view(ui);
    long first = 0;
    while (first < s->base.list.count && !search_can_select(&s->base, first)) {
        first++;
    }
    return s->base.list.selected <= first;
}

static const struct prompt_ops prompt_ops = {.changed = typed,
                                             .accept = accepted,
                                             .cancel = ui_drop,
                                             .complete = view_complete_query,
                                             .is_good = can_open,
                                             .at_top = at_top};

static void cancelled_again(struct ui *ui) {
    struct search *s = (struct search *)ui_view(ui);
    s->wanted = s->list_before;
    buf_reset(&s->text);
    buf_add_str(&s->text, buf_str(&s->text_before));
    search_run(s, ui);
}

static const struct prompt_ops again_ops = {.changed = typed,
                                            .accept = accepted,
                                            .cancel = cancelled_again,
                                            .complete = view_complete_query,
                                            .is_good = can_open,
                                            .at_top = at_top};

static void search_again(struct search *s, struct ui *ui) {
    s->list_before = s->base.list;
    buf_reset(&s->text_before);
    buf_add_str(&s->text_before, buf_str(&s->text));
    ui_prompt(ui, "/", buf_str(&s->text), &again_ops);
}

static bool act(struct view *v, struct ui *ui, enum action action, int n) {
    switch (action) {
    case ACTION_NEXT:
        next((struct search *)v, ui, n);
        return true;
    case ACTION_SEARCH:
        search_again((struct search *)v, ui);
        return true;
    default:
        return list_view_act(v, ui, action, n);
    }
}

/* The filter is one more query that what is found must match. */
static void filter(struct view *v, struct ui *ui, struct str text) {
    struct search *s = (struct search *)v;
    view_set_filter(v, text);
    s->wanted = (struct list){0};
    search_run(s, ui);
}

static void listing(struct view *v, struct listing *l) {
    const struct search *s = (const struct search *)v;
    const struct query *q = s->answer ? s->answer->question.query : NULL;
    l->query = q && q->count ? q : NULL;
    l->count = search_count(s, &l->exact);
}

static const struct view_ops ops = {
    .name = "search",
    .hints = "open open  search edit the search  next next match  filter filter  back back",
    .is_list = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .preview = list_view_preview,
    .move = move,
    .point = point,
    .act = act,
    .step = list_view_step,
    .subject = list_view_subject,
    .listing = listing,
    .filter = filter,
    .filters_by_query = true,
    .position = list_view_position,
    .go = list_view_go,
    .refresh = refresh,
};

struct view *view_search(struct ui *ui) {
    struct search *s = xcalloc(1, sizeof *s);
    s->base.view.ops = &ops;
    s->base.rows = &rows;
    s->base.found = &s->found;
    search_begin_asking(s);
    ui_prompt(ui, "/", STR_NONE, &prompt_ops);
    return &s->base.view;
}
