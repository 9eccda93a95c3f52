/* view_search: everything as you type: topics first, then offerings and sources, then articles, newest first, in one list. */
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "view_private.h"

enum { BEST = 5, ARTICLES = 200 };

static const enum taxonomy searched[] = {TAX_TOPIC, TAX_OFFERING, TAX_SOURCE};
enum { SEARCHED = LENGTH(searched) };

/* All terms of a taxonomy, with their folded names to match. */
struct names {
    struct arena arena;
    struct terms terms;
    struct str *folded, *label;
};

enum hit_kind { HIT_HEADING, HIT_TERM, HIT_ARTICLE, HIT_ALL };

struct hit {
    enum hit_kind kind;
    struct str text; /* of a heading, or of the row that leads to all articles */
    const struct term *term;
    const struct row *row;
};

struct search {
    struct view view;
    struct names names[SEARCHED];
    struct buf text, text_before; /* before: while the words are changed */
    struct list list_before;
    struct arena arena; /* of what was found last */
    struct query query;
    struct rows rows;
    struct hit *hits;
    struct list list;
    bool failed;  /* what is shown was found for an older text */
    bool waiting; /* a key came first: the search is still to be done */
    struct sheet preview;
    struct term_preview term_preview;
};

static void load_names(struct names *n, struct ui *ui, enum taxonomy taxonomy) {
    struct buf folded = {0};
    arena_release(&n->arena);
    n->terms = (struct terms){0};
    if (ui->cache && cache_terms(ui->cache, taxonomy, &n->arena, &n->terms, NULL) < 0) {
        n->terms = (struct terms){0};
    }
    n->folded = arena_alloc(&n->arena, n->terms.count, sizeof *n->folded);
    n->label = arena_alloc(&n->arena, n->terms.count, sizeof *n->label);
    for (size_t i = 0; i < n->terms.count; i++) {
        buf_reset(&folded);
        text_fold(&folded, n->terms.terms[i].label);
        n->label[i] = arena_copy(&n->arena, buf_str(&folded));
        buf_putc(&folded, ' ');
        text_fold(&folded, n->terms.terms[i].authority);
        n->folded[i] = arena_copy(&n->arena, buf_str(&folded));
    }
    buf_release(&folded);
}

/* Exact first, then what begins so, then what has the words; among equals the one with more articles. */
static int64_t rank(const struct names *n, size_t i, struct str words) {
    bool begins = n->label[i].n >= words.n && !memcmp(n->label[i].p, words.p, words.n);
    int64_t quality = str_equal(n->label[i], words) ? 2 : begins ? 1 : 0;
    return (quality << 40) + n->terms.terms[i].count;
}

/* The best few, kept in order as they are found. */
static size_t best_terms(const struct names *n, struct str words, size_t *best, size_t *total) {
    size_t count = 0;
    *total = 0;
    for (size_t i = 0; i < n->terms.count; i++) {
        if (!text_match_words(n->folded[i], words)) {
            continue;
        }
        ++*total;
        size_t at = count < BEST ? count++ : BEST;
        while (at && rank(n, i, words) > rank(n, best[at - 1], words)) {
            if (at < BEST) {
                best[at] = best[at - 1];
            }
            at--;
        }
        if (at < BEST) {
            best[at] = i;
        }
    }
    return count;
}

static struct hit *add(struct search *s, enum hit_kind kind) {
    struct hit *h = &s->hits[s->list.count++];
    *h = (struct hit){.kind = kind};
    return h;
}

static void add_heading(struct search *s, const char *name, size_t shown, size_t total) {
    if (s->list.count) {
        add(s, HIT_HEADING)->text = STR_NONE;
    }
    struct hit *h = add(s, HIT_HEADING);
    h->text =
        total > shown ? arena_printf(&s->arena, "%s (%zu of %zu)", name, shown, total) : arena_printf(&s->arena, "%s", name);
}

static void add_terms(struct search *s, struct str words) {
    for (size_t i = 0; i < SEARCHED && words.n; i++) {
        size_t best[BEST], total, count = best_terms(&s->names[i], words, best, &total);
        if (count) {
            add_heading(s, taxonomies[searched[i]].title, count, total);
        }
        for (size_t j = 0; j < count; j++) {
            add(s, HIT_TERM)->term = &s->names[i].terms.terms[best[j]];
        }
    }
}

static void add_articles(struct search *s) {
    if (s->rows.count) {
        add_heading(s, "Articles", s->rows.count, s->rows.count);
    }
    for (size_t i = 0; i < s->rows.count; i++) {
        add(s, HIT_ARTICLE)->row = &s->rows.rows[i];
    }
    if (s->rows.count == ARTICLES) {
        add(s, HIT_ALL)->text = STR("All articles that match");
    }
}

static bool can_select(const void *context, long row) {
    return ((const struct search *)context)->hits[row].kind != HIT_HEADING;
}

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

/* Keeps what was found before when a key comes first, or when the query cannot be read. */
static void run(struct search *s, struct ui *ui, bool give_way) {
    struct arena arena = {0};
    struct query q;
    struct rows rows = {0};
    struct page_request request = {.limit = ARTICLES};
    struct err e;
    if (query_parse(buf_str(&s->text), QUERY_TYPING, &arena, &q, NULL, &e) < 0) {
        ui_fail_err(ui, &e);
        arena_release(&arena);
        s->failed = true;
        return;
    }
    ui_give_way(ui, give_way);
    int result = q.count && ui->cache ? cache_find(ui->cache, &q, &request, &arena, &rows, &e) : 0;
    ui_give_way(ui, false);
    s->waiting = result < 0 && e.code == ERR_INTERRUPTED;
    s->failed = result < 0;
    if (result < 0) {
        arena_release(&arena);
        if (!s->waiting) {
            ui_fail_err(ui, &e);
        }
        return;
    }
    arena_release(&s->arena);
    s->arena = arena;
    s->query = q;
    s->rows = rows;
    s->hits = arena_alloc(&s->arena, SEARCHED * (BEST + 2) + rows.count + 3, sizeof *s->hits);
    s->list = (struct list){.rows = s->list.rows};
    struct buf words = {0};
    term_words(&q, &words);
    add_terms(s, buf_str(&words));
    add_articles(s);
    if (s->list.count) {
        list_settle(&s->list, -1, can_select, s);
    }
    buf_release(&words);
}

static bool work(struct view *v, struct ui *ui) {
    struct search *s = (struct search *)v;
    if (!s->waiting) {
        return false;
    }
    run(s, ui, true);
    return true;
}

static void release(struct view *v) {
    struct search *s = (struct search *)v;
    for (size_t i = 0; i < SEARCHED; i++) {
        arena_release(&s->names[i].arena);
    }
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
    return s->list.selected < s->list.count && can_select(s, s->list.selected) ? &s->hits[s->list.selected] : NULL;
}

static void status(struct view *v, struct buf *left, struct buf *right) {
    struct search *s = (struct search *)v;
    (void)right;
    if (s->waiting) {
        buf_puts(left, "searching…");
    } else if (!str_trim(buf_str(&s->text)).n) {
        buf_puts(left, "type to search topics, offerings, sources and articles");
    } else if (!s->list.count) {
        buf_puts(left, "nothing found");
    } else if (selected(s) && selected(s)->term) {
        buf_add_str(left, selected(s)->term->name);
    } else if (s->rows.count) {
        buf_puts(left, s->rows.count == ARTICLES ? "more than " : "");
        format_counted(left, (int64_t)s->rows.count, "article", "articles");
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
        paint_article_row(line, h->row);
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
}

static void preview(struct view *v, struct ui *ui, const struct grid *g) {
    struct search *s = (struct search *)v;
    const struct hit *h = selected(s);
    if (h && h->row) {
        paint_sheet_preview(&s->preview, ui, h->row->id, g);
    } else if (h && h->term) {
        paint_term_preview(&s->term_preview, ui, h->term, g);
    }
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    struct search *s = (struct search *)v;
    (void)ui;
    list_move(&s->list, m, can_select, s);
}

static void open(struct view *v, struct ui *ui) {
    struct search *s = (struct search *)v;
    const struct hit *h = selected(s);
    struct view *next = NULL;
    if (!h) {
        ui_say(ui, "nothing is selected");
    } else if (h->kind == HIT_ALL) {
        struct buf name = {0};
        query_print(&s->query, &name);
        next = view_articles(ui, &s->query, buf_str(&name));
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
    if (list_point(&s->list, row, can_select, s)) {
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
    *id = s->hits[next].row->id;
    return true;
}

static int64_t article(struct view *v) {
    const struct hit *h = selected((struct search *)v);
    return h && h->row ? h->row->id : 0;
}

static int64_t term_of(struct view *v) {
    const struct hit *h = selected((struct search *)v);
    return h && h->term ? h->term->id : 0;
}

static void refresh(struct view *v, struct ui *ui) {
    struct search *s = (struct search *)v;
    long place = s->list.selected, top = s->list.top;
    for (size_t i = 0; i < SEARCHED; i++) {
        load_names(&s->names[i], ui, searched[i]);
    }
    s->term_preview.term = 0;
    s->list.count = 0;
    run(s, ui, false);
    list_select(&s->list, place);
    s->list.top = top;
    if (s->list.count) {
        list_settle(&s->list, -1, can_select, s);
    }
}

/* ---- its prompt ---- */

static void typed(struct ui *ui, struct str text) {
    struct search *s = (struct search *)ui_view(ui);
    buf_reset(&s->text);
    buf_add_str(&s->text, text);
    run(s, ui, true);
}

static void accepted(struct ui *ui, struct str text) {
    struct search *s = (struct search *)ui_view(ui);
    if (s->waiting) {
        run(s, ui, false); /* what Enter opens must be what was typed, whatever key comes next */
    }
    if (!str_trim(text).n) {
        ui_drop(ui);
    } else if (!s->failed) {
        open(&s->view, ui);
    }
}

static const struct prompt_ops prompt_ops = {.changed = typed, .accept = accepted, .cancel = ui_drop};

static void cancelled_again(struct ui *ui) {
    struct search *s = (struct search *)ui_view(ui);
    struct list before = s->list_before;
    buf_reset(&s->text);
    buf_add_str(&s->text, buf_str(&s->text_before));
    run(s, ui, false);
    list_select(&s->list, before.selected);
    s->list.top = before.top;
}

static const struct prompt_ops again_ops = {.changed = typed, .accept = accepted, .cancel = cancelled_again};

static void search_again(struct view *v, struct ui *ui) {
    struct search *s = (struct search *)v;
    s->list_before = s->list;
    buf_reset(&s->text_before);
    buf_add_str(&s->text_before, buf_str(&s->text));
    ui_prompt(ui, "/", buf_str(&s->text), &again_ops);
}

static const struct view_ops ops = {
    .name = "search",
    .hints = "Enter open  / change the words  n/N next match  h back  ? help",
    .stays_beside = true,
    .release = release,
    .title = title,
    .status = status,
    .paint = paint,
    .preview = preview,
    .move = move,
    .point = point,
    .next = next,
    .open = open,
    .search = search_again,
    .step = step,
    .article = article,
    .term = term_of,
    .refresh = refresh,
    .work = work,
};

struct view *view_search(struct ui *ui) {
    struct search *s = xcalloc(1, sizeof *s);
    s->view.ops = &ops;
    for (size_t i = 0; i < SEARCHED; i++) {
        load_names(&s->names[i], ui, searched[i]);
    }
    ui_prompt(ui, "/", STR_NONE, &prompt_ops);
    return &s->view;
}
