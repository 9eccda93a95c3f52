/* terms: topics, offerings, sources, authors, tags or sections: all of them, or those of an article or beside a term. */
#include <stdlib.h>
#include <string.h>

#include "beside.h"
#include "english.h"
#include "text.h"

enum source { OF_ALL, OF_ARTICLE, BESIDE_TERM };
enum { NEIGHBOURS = 100, FIRST_TERMS = 300, MORE_TERMS = 1000 };

/* A heading (term -1) or a term. */
struct item {
    long term;
    struct str heading;
};

struct terms_view {
    struct view view;
    enum taxonomy taxonomy;
    enum source source;
    unsigned cache_generation; /* of the ui when it was loaded */
    int64_t of;                /* the article or the term */
    enum taxonomy of_taxonomy; /* of the term */
    struct buf of_key;         /* of either, to find it again in another cache */
    struct query of_query;     /* the articles of the term; in of_arena */
    struct arena of_arena;
    struct arena arena;
    struct beside beside; /* of a term: what its articles have */
    struct terms terms;   /* in the arena, but the texts of those beside a term */
    struct str *folded;   /* of each term: label and full name; in the arena */
    struct item *items;   /* in the arena, with room for a heading and a blank line before each term */
    size_t room;          /* terms that fit there */
    bool whole;           /* no more of all are still to be fetched */
    bool moved;           /* the selection is where the person put it; else it is the first */
    struct list list;
    struct buf filter;
    struct term_preview preview;
};

static const struct term *selected(const struct terms_view *t) {
    if (t->list.selected >= t->list.count || t->items[t->list.selected].term < 0) {
        return NULL;
    }
    return &t->terms.terms[t->items[t->list.selected].term];
}

static bool can_select(const void *context, long row) {
    return ((const struct terms_view *)context)->items[row].term >= 0;
}

static void make_room(struct terms_view *t, size_t more) {
    struct terms_view had = *t;
    if (t->terms.count + more <= t->room) {
        return;
    }
    t->room = 2 * (t->terms.count + more);
    t->terms.terms = arena_alloc(&t->arena, t->room, sizeof *t->terms.terms);
    t->folded = arena_alloc(&t->arena, t->room, sizeof *t->folded);
    t->items = arena_alloc(&t->arena, t->room * 3, sizeof *t->items);
    if (had.terms.count) {
        memcpy(t->terms.terms, had.terms.terms, had.terms.count * sizeof *t->terms.terms);
        memcpy(t->folded, had.folded, had.terms.count * sizeof *t->folded);
        memcpy(t->items, had.items, (size_t)had.list.count * sizeof *t->items);
    }
}

/* What passes the filter of the terms from one on, under a heading for each authority when there is any. */
static void add_items(struct terms_view *t, size_t from) {
    struct buf words = {0};
    bool grouped = t->source == OF_ALL && t->terms.count && t->terms.terms[0].authority.n;
    long count = t->list.count;
    struct str authority = count ? t->terms.terms[t->items[count - 1].term].authority : STR_NONE;
    text_fold(&words, buf_str(&t->filter));
    for (size_t i = from; i < t->terms.count; i++) {
        if (!text_match_words(t->folded[i], buf_str(&words))) {
            continue;
        }
        if (grouped && (!count || !str_equal(authority, t->terms.terms[i].authority))) {
            authority = t->terms.terms[i].authority;
            if (count) {
                t->items[count++] = (struct item){-1, STR_NONE};
            }
            t->items[count++] = (struct item){-1, authority.n ? authority : STR("Other")};
        }
        t->items[count++] = (struct item){(long)i, STR_NONE};
    }
    buf_release(&words);
    list_set_count(&t->list, count);
    if (count) {
        list_settle(&t->list, -1, can_select, t);
    }
}

static void append(struct terms_view *t, const struct terms *more) {
    struct buf folded = {0};
    size_t from = t->terms.count;
    make_room(t, more->count);
    for (size_t i = 0; i < more->count; i++) {
        const struct term *term = &more->terms[i];
        buf_reset(&folded);
        text_fold(&folded, term->label);
        buf_putc(&folded, ' ');
        text_fold(&folded, term->name);
        t->folded[t->terms.count] = arena_copy(&t->arena, buf_str(&folded));
        t->terms.terms[t->terms.count++] = *term;
    }
    buf_release(&folded);
    add_items(t, from);
}

/* All terms of a kind may be tens of thousands: they come in slices. */
static int fetch_all(struct terms_view *t, struct ui *ui, size_t limit, struct err *e) {
    struct terms more = {0};
    if (cache_terms(ui->cache, t->taxonomy, t->terms.count, limit, &t->arena, &more, e) < 0) {
        return -1;
    }
    t->whole = more.count < limit;
    append(t, &more);
    return 0;
}

static int fetch(struct terms_view *t, struct ui *ui, struct err *e) {
    struct terms found = {0};
    if (t->source == OF_ALL) {
        return fetch_all(t, ui, FIRST_TERMS, e);
    }
    t->whole = true;
    if (t->source == BESIDE_TERM) {
        beside_begin(&t->beside, ui);
        found = t->beside.kinds[t->taxonomy];
    } else if (cache_article_terms(ui->cache, t->of, t->taxonomy, &t->arena, &found, e) < 0) {
        return -1;
    }
    append(t, &found);
    return 0;
}

/* What cannot be fetched leaves what is shown as it is. */
static void load(struct terms_view *t, struct ui *ui) {
    struct terms_view shown = *t;
    struct err e;
    arena_init(&t->arena);
    t->terms = (struct terms){0};
    t->room = 0;
    t->whole = true;
    t->list.count = 0;
    if (ui->cache && fetch(t, ui, &e) < 0) {
        ui_fail_err(ui, &e);
        arena_release(&t->arena);
        *t = shown;
    } else {
        arena_release(&shown.arena);
    }
    t->cache_generation = ui->cache_generation;
}

/* What is to be found among all of them, or stands at their end. */
static void load_rest(struct terms_view *t, struct ui *ui) {
    struct err e;
    while (!t->whole && ui->cache) {
        if (fetch_all(t, ui, MORE_TERMS, &e) < 0) {
            ui_fail_err(ui, &e);
            return;
        }
    }
}

static struct place place(struct view *v) {
    struct terms_view *t = (struct terms_view *)v;
    const struct term *term = selected(t);
    return (struct place){term ? term->id : 0, t->list.selected, t->list.selected - t->list.top, -1};
}

static void go(struct view *v, struct ui *ui, struct place to) {
    struct terms_view *t = (struct terms_view *)v;
    (void)ui;
    for (long i = 0; i < t->list.count; i++) {
        if (t->items[i].term >= 0 && t->terms.terms[t->items[i].term].id == to.id) {
            t->list.selected = i;
            t->list.top = i - to.height;
        }
    }
}

/* The article or term that these are of, which may have another id by now, or be gone: then all stays as it is. */
static bool find_again(struct terms_view *t, struct ui *ui) {
    struct str key = buf_str(&t->of_key);
    int64_t id = t->of;
    int found = 0;
    if (ui->cache && t->source == OF_ARTICLE) {
        found = cache_locate(ui->cache, key, &id, NULL);
    } else if (ui->cache && t->source == BESIDE_TERM) {
        found = cache_term_id(ui->cache, t->of_taxonomy, key, &id, NULL);
    }
    t->of = found == 0 && id ? id : t->of;
    return found == 0 && (id || t->source == OF_ALL);
}

static void refresh(struct view *v, struct ui *ui) {
    struct terms_view *t = (struct terms_view *)v;
    struct place before = place(v);
    struct arena arena = {0};
    const struct term *was = selected(t);
    struct str key = was ? arena_copy(&arena, was->key) : STR_NONE;
    t->preview.term = 0;
    if (t->cache_generation != ui->cache_generation && find_again(t, ui)) {
        load(t, ui);
        load_rest(t, ui);
        for (size_t i = 0; i < t->terms.count; i++) {
            before.id = str_equal(t->terms.terms[i].key, key) ? t->terms.terms[i].id : before.id;
        }
        go(v, ui, before);
    }
    arena_release(&arena);
}

static bool work_on_all(struct terms_view *t, struct ui *ui) {
    struct err e = {0};
    if (t->whole || !ui->cache) {
        return false;
    }
    if (fetch_all(t, ui, MORE_TERMS, &e) < 0) {
        t->whole = true;
        ui_fail_err(ui, &e);
    }
    return !t->whole;
}

static void to_top(struct terms_view *t) {
    t->list.selected = t->list.top = 0;
    if (t->list.count) {
        list_settle(&t->list, -1, can_select, t);
    }
}

/* Those beside a term are counted bit by bit. */
static bool work(struct view *v, struct ui *ui) {
    struct terms_view *t = (struct terms_view *)v;
    unsigned edition = t->beside.edition;
    if (t->source != BESIDE_TERM) {
        return work_on_all(t, ui);
    }
    bool more = beside_work(&t->beside, ui, &t->of_query);
    if (t->beside.edition != edition) {
        struct place before = place(v);
        load(t, ui);
        if (t->moved) {
            go(v, ui, before);
        } else {
            to_top(t);
        }
    }
    return more;
}

static void release(struct view *v) {
    struct terms_view *t = (struct terms_view *)v;
    arena_release(&t->arena);
    arena_release(&t->preview.arena);
    arena_release(&t->of_arena);
    beside_release(&t->beside);
    buf_release(&t->filter);
    buf_release(&t->of_key);
    free(t);
}

static void title(struct view *v, struct buf *out) {
    buf_puts(out, taxonomies[((struct terms_view *)v)->taxonomy].title);
}

static bool is_counting(const struct terms_view *t) {
    return t->source == BESIDE_TERM && !counter_is_whole(&t->beside.counter);
}

static void summary(struct view *v, struct buf *out) {
    struct terms_view *t = (struct terms_view *)v;
    const struct beside *b = &t->beside;
    size_t all = t->source == BESIDE_TERM ? b->in_all[t->taxonomy] : t->terms.count;
    if (is_counting(t) && !b->edition) {
        buf_puts(out, "counting…");
        return;
    }
    if (!t->whole) {
        format_count(out, (int64_t)all);
        buf_printf(out, "+ %s", taxonomies[t->taxonomy].plural);
        return;
    }
    if (all > t->terms.count) { /* the rest are rare */
        format_count(out, (int64_t)t->terms.count);
        buf_puts(out, " of ");
    }
    format_counted(out, (int64_t)all, taxonomies[t->taxonomy].name, taxonomies[t->taxonomy].plural);
    buf_puts(out, is_counting(t) ? ", counting…" : "");
}

static void status(struct view *v, struct buf *left, struct buf *right) {
    struct terms_view *t = (struct terms_view *)v;
    const struct term *term = selected(t);
    (void)right;
    if (term) {
        buf_add_str(left, term->name);
        buf_puts(left, " · ");
        format_counted(left, term->count, "article", "articles");
    } else {
        buf_puts(left, t->filter.n ? "nothing matches" : "");
    }
    if (t->filter.n) {
        buf_printf(left, "%sfilter: %s", left->n ? " · " : "", buf_cstr(&t->filter));
    }
}

struct painting {
    struct terms_view *terms;
    struct ui *ui;
};

static void paint_row(void *context, long row, const struct grid *line, bool is_selected) {
    struct painting *p = context;
    const struct item *item = &p->terms->items[row];
    (void)is_selected;
    if (item->term < 0) {
        paint_heading_row(line, item->heading);
    } else {
        paint_term_row(line, &p->terms->terms.terms[item->term], p->terms->source != OF_ALL);
    }
}

static void paint_why_empty(const struct terms_view *t, struct ui *ui, const struct grid *g) {
    struct buf why = {0};
    const char *plural = taxonomies[t->taxonomy].plural;
    if (is_counting(t)) {
        buf_puts(&why, "counting…");
    } else if (t->filter.n) {
        say_empty_filter(&why);
    } else if (t->source == BESIDE_TERM) {
        buf_puts(&why, "no others have an article in common with this one");
    } else if (t->source == OF_ARTICLE) {
        buf_printf(&why, "this article has no %s", plural);
    } else if (archive_is_empty(ui)) {
        say_empty_archive(ui, &why);
    } else {
        buf_printf(&why, "no article has %s: L lists all articles", plural);
    }
    paint_empty(g, buf_str(&why));
    buf_release(&why);
}

static void paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct terms_view *t = (struct terms_view *)v;
    struct painting p = {t, ui};
    list_paint(&t->list, g, focused, paint_row, &p);
    if (!t->list.count) {
        paint_why_empty(t, ui, g);
    }
}

static void preview(struct view *v, struct ui *ui, const struct grid *g) {
    struct terms_view *t = (struct terms_view *)v;
    paint_term_preview(&t->preview, ui, selected(t), g);
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    struct terms_view *t = (struct terms_view *)v;
    if (m.kind == MOTION_LAST || list_target(&t->list, m) >= t->list.count) {
        load_rest(t, ui);
    }
    t->moved = true;
    list_move(&t->list, m, can_select, t);
}

static void open(struct view *v, struct ui *ui) {
    const struct term *term = selected((struct terms_view *)v);
    struct view *next = term ? view_term_page(ui, term->id) : NULL;
    if (next) {
        ui_push(ui, next);
    } else if (!term) {
        ui_say(ui, "nothing is selected");
    }
}

static void point(struct view *v, struct ui *ui, int row) {
    struct terms_view *t = (struct terms_view *)v;
    t->moved = true;
    if (list_point(&t->list, row, can_select, t)) {
        open(v, ui);
    }
}

static void filter(struct view *v, struct ui *ui, struct str text) {
    struct terms_view *t = (struct terms_view *)v;
    (void)ui;
    buf_reset(&t->filter);
    buf_add_str(&t->filter, str_trim(text));
    t->list.selected = t->list.count = 0;
    add_items(t, 0);
}

static struct str filter_text(struct view *v) {
    return buf_str(&((struct terms_view *)v)->filter);
}

static int64_t term_of(struct view *v) {
    const struct term *term = selected((struct terms_view *)v);
    return term ? term->id : 0;
}

static const struct view_ops ops = {
    .name = "terms",
    .hints = "Enter open  / search  F filter  ? help  Q quit  p offerings  s sources  a authors  t topics",
    .stays_beside = true,
    .release = release,
    .title = title,
    .summary = summary,
    .status = status,
    .paint = paint,
    .preview = preview,
    .move = move,
    .point = point,
    .open = open,
    .filter = filter,
    .filter_text = filter_text,
    .place = place,
    .go = go,
    .term = term_of,
    .refresh = refresh,
    .work = work,
};

static void remember_key(struct terms_view *t, struct ui *ui) {
    struct arena arena = {0};
    struct article a;
    struct term term;
    if (ui->cache && t->source == OF_ARTICLE && cache_article(ui->cache, t->of, &arena, &a, NULL) == 0) {
        buf_add_str(&t->of_key, a.key);
    } else if (ui->cache && t->source == BESIDE_TERM && cache_term(ui->cache, t->of, &arena, &term, NULL) == 0) {
        buf_add_str(&t->of_key, term.key);
        t->of_taxonomy = term.taxonomy;
        cache_term_query(ui->cache, &term, true, &t->of_arena, &t->of_query, NULL);
    }
    arena_release(&arena);
}

static struct view *new_terms(struct ui *ui, enum taxonomy taxonomy, enum source source, int64_t of) {
    struct terms_view *t = xcalloc(1, sizeof *t);
    t->view.ops = &ops;
    t->taxonomy = taxonomy;
    t->source = source;
    t->of = of;
    t->beside = (struct beside){.wanted = 1u << taxonomy, .limit = NEIGHBOURS, .except = {of}};
    remember_key(t, ui);
    load(t, ui);
    return &t->view;
}

struct view *view_terms_all(struct ui *ui, enum taxonomy taxonomy) {
    return new_terms(ui, taxonomy, OF_ALL, 0);
}

struct view *view_terms_of_article(struct ui *ui, int64_t article, enum taxonomy taxonomy) {
    return new_terms(ui, taxonomy, OF_ARTICLE, article);
}

struct view *view_terms_beside(struct ui *ui, int64_t term, enum taxonomy taxonomy) {
    return new_terms(ui, taxonomy, BESIDE_TERM, term);
}
