/* search: everything as you type: the best terms of each kind, then articles, newest first, in one list. */
#include "search.h"

#include <stdlib.h>

#include "text.h"

/* Words of the query alone: what is left of the conditions when fields and exclusions are taken away. */
static void term_words(const struct query *q, struct buf *out) {
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        if (c->kind != CONDITION_WORDS || c->exclude) {
            buf_reset(out);
            return;
        }
        buf_puts(out, out->n ? " " : "");
        text_fold(out, c->text);
    }
}

static void ask(struct search *s, struct ui *ui, const struct seek_question *question);

static void take(struct search *s, struct ui *ui, struct seek_answer *answer) {
    arena_release(&s->shown.arena);
    s->shown = s->asked;
    s->asked = (struct asked){0};
    seek_answer_release(&s->answer);
    s->answer = *answer;
    matcher_of_query(&s->found, &s->shown.query);
    s->list = (struct list){.rows = s->list.rows};
    search_make_hits(s);
    list_select(&s->list, s->wanted.selected);
    s->list.top = s->wanted.top;
    s->wanted = (struct list){0};
    if (s->list.count) {
        list_settle(&s->list, -1, search_can_select, s);
    }
    if (s->answer.rows.count == SEARCH_ARTICLES) {
        ask(s, ui, &(struct seek_question){.query = &s->shown.query, .count = true});
    }
}

/* How many there are is told when it is known; the rows are those that are there. */
static void take_count(struct search *s, const struct seek_answer *answer) {
    s->answer.total = answer->total;
    s->answer.exact = answer->exact;
    search_make_hits(s);
}

static void take_state(struct search *s, struct ui *ui, enum seeker_state state, struct seek_answer *answer,
                       const struct err *e) {
    if (state == SEEKER_FAILED) {
        s->failed = true;
        ui_fail_err(ui, e);
    } else if (state == SEEKER_ANSWERED && s->seeking.count) {
        take_count(s, answer);
    } else if (state == SEEKER_ANSWERED) {
        take(s, ui, answer);
    }
}

static void ask(struct search *s, struct ui *ui, const struct seek_question *question) {
    struct seek_answer answer;
    struct err e;
    enum seeker_state state = seeking_ask(&s->seeking, ui, question, &answer, &e);
    take_state(s, ui, state, &answer, &e);
}

/* What was found before stays until there is an answer, and when the text cannot be read. */
static void run(struct search *s, struct ui *ui) {
    struct asked asked = {0};
    struct buf words = {0};
    struct err e;
    size_t place;
    s->opening = false;
    s->failed = query_parse(buf_str(&s->text), QUERY_TYPING, &asked.arena, &asked.query, &place, &e) < 0;
    if (s->failed) {
        say_query_fault(ui, buf_str(&s->text), place, &e);
        arena_release(&asked.arena);
        return;
    }
    arena_release(&s->asked.arena);
    s->asked = asked;
    term_words(&asked.query, &words);
    ask(s, ui,
        &(struct seek_question){
            .query = &s->asked.query, .words = buf_str(&words), .page.limit = s->asked.query.count ? SEARCH_ARTICLES : 0});
    buf_release(&words);
}

static bool is_looking(const struct search *s) {
    return s->seeking.at_work && !s->seeking.count;
}

/* An answer came. */
static bool work(struct view *v, struct ui *ui) {
    struct search *s = (struct search *)v;
    struct seek_answer answer;
    struct err e;
    enum seeker_state state = seeking_go_on(&s->seeking, ui, &answer, &e);
    if (state == SEEKER_GIVEN_UP) { /* by another view */
        run(s, ui);
        return true;
    }
    take_state(s, ui, state, &answer, &e);
    if (s->opening && !is_looking(s)) {
        s->opening = false;
        ui_accept(ui);
    }
    return state != SEEKER_AT_WORK;
}

static void release(struct view *v) {
    struct search *s = (struct search *)v;
    seeking_release(&s->seeking);
    seek_answer_release(&s->answer);
    matcher_release(&s->found);
    arena_release(&s->asked.arena);
    arena_release(&s->shown.arena);
    arena_release(&s->arena);
    sheet_release(&s->preview);
    arena_release(&s->term_preview.arena);
    buf_release(&s->text);
    buf_release(&s->text_before);
    free(s);
}

static void title(struct view *v, struct buf *out) {
    struct search *s = (struct search *)v;
    buf_puts(out, "Search");
    if (s->text.n) {
        buf_printf(out, ": %s", buf_cstr(&s->text));
    }
}

static const struct hit *selected(const struct search *s) {
    return s->list.selected < s->list.count && search_can_select(s, s->list.selected) ? &s->hits[s->list.selected] : NULL;
}

static void status(struct view *v, struct buf *left, struct buf *right) {
    struct search *s = (struct search *)v;
    (void)right;
    if (is_looking(s)) {
        buf_puts(left, s->list.count ? "searching…; these were found before" : "searching…");
    } else if (!str_trim(buf_str(&s->text)).n) {
        buf_puts(left, "type to search topics, offerings, sources, authors and articles");
    } else if (!s->list.count) {
        buf_puts(left, "nothing found");
    } else if (selected(s) && selected(s)->term) {
        buf_add_str(left, selected(s)->term->name);
    } else if (s->answer.rows.count == SEARCH_ARTICLES) {
        buf_printf(left, "the first %d articles; the last row leads to all", SEARCH_ARTICLES);
    }
}

static void summary(struct view *v, struct buf *out) {
    const struct search *s = (const struct search *)v;
    if (s->list.count) {
        search_say_articles(s, out);
    }
}

struct painting {
    struct search *search;
    struct ui *ui;
};

static void paint_row(void *context, long row, const struct grid *line, bool is_selected) {
    struct painting *p = context;
    const struct hit *h = &p->search->hits[row];
    (void)is_selected;
    switch (h->kind) {
    case HIT_HEADING:
        paint_heading_row(line, h->text);
        break;
    case HIT_TERM:
        paint_term_row(line, h->term, true);
        break;
    case HIT_ARTICLE:
        paint_article_row(line, h->row, &p->search->found);
        break;
    case HIT_ALL:
        grid_put_fit(line, 0, 2, line->columns - 3, h->text, LOOK_LINK);
        break;
    }
}

static void paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct search *s = (struct search *)v;
    struct painting p = {s, ui};
    list_paint(&s->list, g, focused, paint_row, &p);
    if (!s->list.count && !is_looking(s) && !s->failed && str_trim(buf_str(&s->text)).n) {
        paint_empty(g, STR("nothing found: fewer words find more, and nurs* finds every word that begins so"));
    }
}

static void preview(struct view *v, struct ui *ui, const struct grid *g) {
    struct search *s = (struct search *)v;
    const struct hit *h = selected(s);
    if (h && h->row) {
        paint_sheet_preview(&s->preview, ui, h->row->id, g, &s->found);
    } else if (h && h->term) {
        paint_term_preview(&s->term_preview, ui, h->term, g);
    }
}

static void scroll(struct view *v, int by) {
    ((struct search *)v)->preview.top += by;
}

/* What is looked for again is shown where one stands by then. */
static void moved(struct search *s) {
    if (s->wanted.rows) {
        s->wanted = s->list;
    }
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    struct search *s = (struct search *)v;
    (void)ui;
    s->opening = false;
    list_move(&s->list, m, search_can_select, s);
    moved(s);
}

static void open(struct view *v, struct ui *ui) {
    struct search *s = (struct search *)v;
    const struct hit *h = selected(s);
    struct view *next = NULL;
    if (!h) {
        ui_say(ui, "nothing is selected");
    } else if (h->kind == HIT_ALL) {
        struct buf name = {0};
        query_print(&s->shown.query, &name);
        next = view_articles(ui, &s->shown.query, buf_str(&name));
        buf_release(&name);
    } else {
        next = h->term ? view_term_page(ui, h->term->id) : view_reader(ui, h->row->id);
    }
    if (next) {
        ui_push(ui, next);
    }
}

static void point(struct view *v, struct ui *ui, int row) {
    struct search *s = (struct search *)v;
    bool again = list_point(&s->list, row, search_can_select, s);
    moved(s);
    if (again) {
        open(v, ui);
    }
}

/* Every row is a match. */
static void next(struct view *v, struct ui *ui, int by) {
    struct search *s = (struct search *)v;
    long before = s->list.selected;
    move(v, ui, (struct motion){MOTION_ROWS, by});
    if (s->list.selected == before) {
        ui_say(ui, by > 0 ? "this is the last match" : "this is the first match");
    }
}

static bool step(struct view *v, struct ui *ui, int by, int64_t *id) {
    struct search *s = (struct search *)v;
    long next = s->list.selected + by;
    (void)ui;
    if (next < 0 || next >= s->list.count || s->hits[next].kind != HIT_ARTICLE) {
        return false;
    }
    s->list.selected = next;
    moved(s);
    *id = s->hits[next].row->id;
    return true;
}

static int64_t article(struct view *v) {
    const struct hit *h = selected((struct search *)v);
    return h && h->row ? h->row->id : 0;
}

static unsigned marks(struct view *v) {
    const struct hit *h = selected((struct search *)v);
    return h && h->row ? h->row->marks : 0;
}

static int64_t term_of(struct view *v) {
    const struct hit *h = selected((struct search *)v);
    return h && h->term ? h->term->id : 0;
}

static void refresh(struct view *v, struct ui *ui) {
    struct search *s = (struct search *)v;
    s->wanted = s->list;
    s->term_preview.term = 0;
    run(s, ui);
}

/* ---- its prompt ---- */

static void typed(struct ui *ui, struct str text) {
    struct search *s = (struct search *)ui_view(ui);
    buf_reset(&s->text);
    buf_add_str(&s->text, text);
    s->wanted = (struct list){0};
    run(s, ui);
}

/* What Enter opens must be what was typed: until that is found the prompt stays. */
static bool can_open(struct ui *ui, struct str text) {
    struct search *s = (struct search *)ui_view(ui);
    if (!view_query_is_good(ui, text)) {
        return false;
    }
    s->opening = is_looking(s);
    if (!s->opening && !s->list.count && str_trim(text).n) {
        ui_say(ui, "nothing found; change the words, or leave with Esc");
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
        open(&s->view, ui);
    }
}

static bool at_top(struct ui *ui) {
    const struct search *s = (const struct search *)ui_view(ui);
    long first = 0;
    while (first < s->list.count && !search_can_select(s, first)) {
        first++;
    }
    return s->list.selected <= first;
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
    run(s, ui);
}

static const struct prompt_ops again_ops = {.changed = typed,
                                            .accept = accepted,
                                            .cancel = cancelled_again,
                                            .complete = view_complete_query,
                                            .is_good = can_open,
                                            .at_top = at_top};

static void search_again(struct view *v, struct ui *ui) {
    struct search *s = (struct search *)v;
    s->list_before = s->list;
    buf_reset(&s->text_before);
    buf_add_str(&s->text_before, buf_str(&s->text));
    ui_prompt(ui, "/", buf_str(&s->text), &again_ops);
}

static const struct query *query(struct view *v) {
    struct search *s = (struct search *)v;
    return s->shown.query.count ? &s->shown.query : NULL;
}

static int64_t count(struct view *v, bool *exact) {
    const struct seek_answer *answer = &((struct search *)v)->answer;
    *exact = answer->total ? answer->exact : answer->rows.count < SEARCH_ARTICLES;
    return answer->total ? answer->total : (int64_t)answer->rows.count;
}

static const struct view_ops ops = {
    .name = "search",
    .hints = "Enter open  / change the words  n/N next match  h back  ? help",
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
    .next = next,
    .open = open,
    .search = search_again,
    .step = step,
    .article = article,
    .marks = marks,
    .term = term_of,
    .query = query,
    .count = count,
    .refresh = refresh,
    .work = work,
};

struct view *view_search(struct ui *ui) {
    struct search *s = xcalloc(1, sizeof *s);
    s->view.ops = &ops;
    ui_prompt(ui, "/", STR_NONE, &prompt_ops);
    return &s->view;
}
