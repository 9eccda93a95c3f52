/* articles: the articles of any query, newest first, fetched in chunks around the selected one; for a term, with what it
 * is above. */
#include "articles.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

static struct place place(struct view *v) {
    struct articles *a = (struct articles *)v;
    const struct row *r = articles_selected(a);
    long row = a->base.list.selected - (r ? articles_head_count(a) : 0), before = a->first_number;
    return (struct place){r ? r->id : 0, row, a->base.list.selected - a->base.list.top, r && before >= 0 ? before + row : -1};
}

/* Rows that were asked for before come too late. */
static void stop_waiting(struct articles *a) {
    if (a->pending) {
        a->pending = a->seeking.at_work = false;
    }
}

/* The same article again, at the same height, with what is new around it; when it is gone, what came behind, else the last. */
static void go(struct view *v, struct ui *ui, struct place to) {
    struct articles *a = (struct articles *)v;
    a->moved = true;
    stop_waiting(a);
    if (!articles_load_first(a, ui)) {
        return;
    }
    bool beyond = to.id && !articles_select_id(a, to.id) && !articles_load_around(a, ui, to);
    if (!to.id) {
        list_select(&a->base.list, to.row);
    } else if (beyond) {
        articles_load_last(a, ui);
    }
    const struct row *r = articles_selected(a);
    a->between = to.id && !beyond && r && r->id != to.id;
    a->base.list.top = a->base.list.selected - to.height;
}

static void refresh(struct view *v, struct ui *ui) {
    struct articles *a = (struct articles *)v;
    int columns = a->head.page.columns;
    struct place before = place(v);
    if (a->list_generation == ui->list_generation && !v->left) {
        articles_see_marks(a, ui);
        v->stale = true;
        return;
    }
    v->stale = false;
    a->list_generation = ui->list_generation;
    int64_t term;
    if (ui->cache && a->term && cache_term_id(ui->cache, a->taxonomy, a->term_key, &term, NULL) == 0 && term) {
        a->term = term;
    }
    preview_forget(&a->base.preview);
    head_load(a, ui);
    if (columns) {
        head_layout(&a->head, columns, ui->ascii);
    }
    go(v, ui, before);
    a->counted = false;
}

static void show(struct articles *a, struct query q) {
    a->shown = q;
    matcher_of_query(&a->found, &a->shown);
}

enum question { FIRST_ROWS, COUNT_SOME, COUNT_ALL };

static void ask(struct articles *a, struct ui *ui, enum question question);

/* That there are many is known soon; how many exactly only a thread of its own may find out. */
static void take_count(struct articles *a, struct ui *ui, const struct seek_answer *answer) {
    a->total = answer->total;
    a->exact = answer->exact;
    a->unread = answer->unread;
    a->known = true;
    if (a->exact && a->at_end && a->first_number < 0) {
        a->first_number = (long)a->total - (a->base.list.count - articles_head_count(a));
    }
    if (!a->exact && ui->seeker && !a->counting_all) {
        ask(a, ui, COUNT_ALL);
    }
}

/* What was shown stays until what the filter leaves is found. */
static void take(struct articles *a, struct ui *ui, enum seeker_state state, struct seek_answer *answer, const struct err *e) {
    bool count = a->seeking.count;
    a->pending = !count && state == SEEKER_AT_WORK;
    if (state == SEEKER_GIVEN_UP) {
        ask(a, ui, count ? COUNT_SOME : FIRST_ROWS);
    } else if (state == SEEKER_FAILED) {
        ui_fail_err(ui, e);
    } else if (state == SEEKER_ANSWERED && count) {
        take_count(a, ui, answer);
    } else if (state == SEEKER_ANSWERED) {
        if (ui->cache) {
            cache_give_order(ui->cache, answer->order);
        } else {
            cache_order_free(answer->order);
        }
        articles_show_first(a, (struct chunk){answer->arena, answer->rows});
    }
}

/* For the first rows, or how many there are: either may cost more than a key should wait. */
static void ask(struct articles *a, struct ui *ui, enum question what) {
    struct seek_question question = {
        .query = &a->shown, .page.limit = CHUNK_ROWS, .count = what != FIRST_ROWS, .most = what == COUNT_ALL ? INT64_MAX : 0};
    struct seek_answer answer;
    struct err e;
    a->counting_all = what == COUNT_ALL;
    enum seeker_state state = seeking_ask(&a->seeking, ui, &question, &answer, &e);
    take(a, ui, state, &answer, &e);
}

static bool work(struct view *v, struct ui *ui) {
    struct articles *a = (struct articles *)v;
    struct seek_answer answer;
    struct err e;
    if (a->seeking.at_work) {
        enum seeker_state state = seeking_go_on(&a->seeking, ui, &answer, &e);
        take(a, ui, state, &answer, &e);
        return state != SEEKER_AT_WORK || head_work(a, ui);
    }
    if (!a->counted && ui->cache) {
        a->counted = true;
        ask(a, ui, COUNT_SOME);
        return true;
    }
    return head_work(a, ui);
}

static void release(struct view *v) {
    struct articles *a = (struct articles *)v;
    articles_clear(a);
    list_view_release(&a->base);
    head_release(&a->head);
    seeking_release(&a->seeking);
    matcher_release(&a->found);
    arena_release(&a->of_arena);
    arena_release(&a->shown_arena);
    buf_release(&a->title);
    free(a);
}

/* A count may lead further than a key should wait for: then one stands where one is so far. */
static bool key_waits(struct ui *ui) {
    return ui->host.key_waits && ui->host.key_waits(ui->host.context);
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    struct articles *a = (struct articles *)v;
    a->moved = true;
    if (m.kind == MOTION_LAST && !m.by) {
        stop_waiting(a);
        articles_load_last(a, ui);
        return;
    }
    if (m.kind == MOTION_FIRST || m.kind == MOTION_LAST) {
        if (!a->at_start) {
            articles_load_first(a, ui);
        }
        a->base.list.selected = articles_head_count(a);
        m = m.by ? (struct motion){MOTION_ROWS, m.by - 1} : m;
    }
    if (a->between && m.kind == MOTION_ROWS && m.by > 0) {
        m.by--; /* what came behind is the next one already */
    }
    a->between = false;
    long from = a->base.list.selected, target = list_target(&a->base.list, m);
    while (target >= a->base.list.count && !a->at_end && !key_waits(ui)) {
        target += articles_extend_down(a, ui);
    }
    while (target < articles_head_count(a) && !a->at_start && !key_waits(ui)) {
        target += articles_extend_up(a, ui);
    }
    list_select(&a->base.list, target);
    list_view_settle_from(&a->base, target < from ? a->base.list.count : -1);
    if (target <= 0 && a->at_start) {
        a->base.list.top = 0; /* what stands above the first row that can be selected */
    }
}

static void open(struct list_view *l, struct ui *ui, long row) {
    struct articles *a = (struct articles *)l;
    const struct row *r = articles_row(a, row);
    const struct head_row *h = r ? NULL : &a->head.rows[row];
    struct view *next = r            ? view_reader(ui, r->id)
                        : h->term.id ? view_term_page(ui, h->term.id)
                        : h->article ? view_reader(ui, h->article)
                                     : view_terms_beside(ui, a->term, h->taxonomy);
    if (next) {
        ui_push(ui, next);
    }
}

static void filter(struct view *v, struct ui *ui, struct str text) {
    struct articles *a = (struct articles *)v;
    struct arena arena = {0};
    struct query more;
    struct err e;
    size_t place;
    if (query_parse(text, QUERY_TYPING, &arena, &more, &place, &e) < 0) {
        say_query_fault(ui, text, place, &e);
        arena_release(&arena);
        return;
    }
    struct query both = query_and(&a->of, &more, &arena);
    arena_release(&a->shown_arena);
    a->shown_arena = arena;
    show(a, both);
    buf_reset(&a->base.view.filter);
    buf_add_str(&a->base.view.filter, str_trim(text));
    a->known = a->counted = false;
    ask(a, ui, FIRST_ROWS);
}

/* Beyond the rows that were gone through: as a query, which a key ends. */
static int find_unread(struct articles *a, struct ui *ui, int by, int64_t *id, struct err *e) {
    struct condition unread = {.kind = CONDITION_IS, .state = STATE_UNREAD};
    const struct row *r = articles_selected(a);
    struct page_request next = {.after = r ? r->id : 0, .backwards = by < 0, .limit = 1};
    struct arena arena = {0};
    struct rows rows;
    struct query q = query_and(&a->shown, &(struct query){&unread, 1, a->shown.sort}, &arena);
    ui_give_way(ui, true);
    int result = cache_find(ui->cache, &q, &next, &arena, &rows, e);
    ui_give_way(ui, false);
    *id = result == 0 && rows.count ? rows.rows[0].id : 0;
    arena_release(&arena);
    return result;
}

static bool go_to_unread(struct articles *a, struct ui *ui, int by) {
    struct err e = {0};
    int64_t id;
    if (!ui->cache || find_unread(a, ui, by, &id, &e) < 0) {
        if (e.code == ERR_INTERRUPTED) {
            ui_say(ui, "a key ended the search for an unread article; n goes on from here");
        } else if (ui->cache) {
            ui_fail_err(ui, &e);
        }
        return true;
    }
    return id && (articles_select_id(a, id) ||
                  (articles_load_around(a, ui, (struct place){.id = id, .first_number = -1}) && articles_select_id(a, id)));
}

static void next_unread(struct articles *a, struct ui *ui, int by) {
    struct view *v = &a->base.view;
    struct place from = place(v);
    bool end = false;
    for (int tried = 0; tried < NEXT_UNREAD_MAX; tried++) {
        long before = a->between && by > 0 ? -1 : a->base.list.selected;
        move(v, ui, (struct motion){MOTION_ROWS, by});
        const struct row *r = articles_selected(a);
        if (a->base.list.selected == before) {
            end = true;
            break;
        }
        if (r && !(r->marks & ROW_READ)) {
            return;
        }
    }
    if (!end && go_to_unread(a, ui, by)) {
        return;
    }
    go(v, ui, from);
    ui_say(ui, "no unread article %s here", by > 0 ? "below" : "above");
}

static bool step(struct view *v, struct ui *ui, int by, int64_t *article) {
    struct articles *a = (struct articles *)v;
    const struct row *before = articles_selected(a);
    bool between = a->between;
    int64_t id = before && !(between && by > 0) ? before->id : 0;
    move(v, ui, (struct motion){MOTION_ROWS, by});
    const struct row *r = articles_selected(a);
    bool moved = r && r->id != id;
    a->between = between && !moved; /* a step that leads nowhere leaves what is next */
    *article = r ? r->id : 0;
    return moved;
}

static bool act(struct view *v, struct ui *ui, enum action action, int n) {
    if (action == ACTION_NEXT) {
        next_unread((struct articles *)v, ui, n);
        return true;
    }
    bool is_empty = action == ACTION_OPEN && !((struct articles *)v)->base.list.count; /* the screen says why */
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

static void listing(struct view *v, struct listing *l) {
    const struct articles *a = (struct articles *)v;
    int64_t so_far = (a->first_number < 0 ? 0 : a->first_number) + a->base.list.count - articles_head_count(a);
    l->query = &a->shown;
    l->exact = a->known && a->exact;
    l->count = a->known && (a->exact || a->total > so_far) ? a->total : so_far;
}

static const struct row_ops row_ops = {.paint = articles_paint_row,
                                       .subject = row_subject,
                                       .can_select = articles_can_select,
                                       .open = open,
                                       .why_empty = articles_why_empty};

static const struct view_ops ops = {
    .name = "articles",
    .hints = "Enter read  o browser  / search  F filter  f facets  T timeline  ? help  n next unread  t topics",
    .stays_beside = true,
    .release = release,
    .describe = articles_describe,
    .paint = articles_paint,
    .preview = list_view_preview,
    .move = move,
    .point = list_view_point,
    .act = act,
    .step = step,
    .subject = subject,
    .listing = listing,
    .filter = filter,
    .filters_by_query = true,
    .place = place,
    .go = go,
    .refresh = refresh,
    .work = work,
};

static struct articles *new_articles(struct ui *ui, struct str name) {
    struct articles *a = xcalloc(1, sizeof *a);
    a->base.view.ops = &ops;
    a->base.rows = &row_ops;
    a->base.found = &a->found;
    a->list_generation = ui->list_generation;
    buf_add_str(&a->title, name);
    return a;
}

struct view *view_articles(struct ui *ui, const struct query *q, struct str name) {
    struct articles *a = new_articles(ui, name);
    a->of = query_and(q, &(struct query){.sort = q->sort}, &a->of_arena);
    show(a, a->of);
    ask(a, ui, FIRST_ROWS);
    return &a->base.view;
}

struct view *view_term_page(struct ui *ui, int64_t id) {
    struct arena arena = {0};
    struct term t;
    struct err e;
    if (!ui->cache || cache_term(ui->cache, id, &arena, &t, &e) < 0) {
        ui_fail(ui, "%s", ui->cache ? e.text : "there is no cache yet");
        arena_release(&arena);
        return NULL;
    }
    struct articles *a = new_articles(ui, t.label);
    a->term = id;
    a->taxonomy = t.taxonomy;
    a->term_key = arena_copy(&a->of_arena, t.key);
    if (cache_term_query(ui->cache, &t, true, &a->of_arena, &a->of, &e) < 0) {
        ui_fail_err(ui, &e);
    }
    show(a, a->of);
    arena_release(&arena);
    head_load(a, ui);
    articles_load_first(a, ui);
    return &a->base.view;
}
