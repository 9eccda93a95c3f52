/* terms_beside: the topics, offerings and so on that articles of one term have most, counted bit by bit. */
#include <stdlib.h>

#include "beside.h"
#include "english.h"
#include "terms.h"

enum { NEIGHBOURS = 100 };

struct terms_beside {
    struct terms_list terms;
    enum taxonomy of_taxonomy; /* of the term */
    struct str of_key;         /* to find it again in another cache; in of_arena */
    struct query of_query;     /* its articles; the same */
    struct arena of_arena;
    struct beside beside;
    bool moved; /* the selection is where the person put it; else it is the first */
};

static void load(struct terms_beside *t) {
    terms_clear(&t->terms);
    terms_add(&t->terms, &t->beside.kinds[t->terms.taxonomy]);
}

static void refresh(struct view *v, struct ui *ui) {
    struct terms_beside *t = (struct terms_beside *)v;
    int64_t id;
    preview_forget(&t->terms.base.preview);
    if (t->terms.cache_generation != ui->cache_generation && ui->cache &&
        cache_term_id(ui->cache, t->of_taxonomy, t->of_key, &id, NULL) == 0 && id) {
        t->terms.cache_generation = ui->cache_generation;
        t->beside.except[0] = id;
        beside_begin(&t->beside, ui);
    }
}

static bool work(struct view *v, struct ui *ui) {
    struct terms_beside *t = (struct terms_beside *)v;
    unsigned edition = t->beside.edition;
    bool more = beside_work(&t->beside, ui, &t->of_query);
    t->terms.is_whole = counter_is_whole(&t->beside.counter);
    if (t->beside.edition != edition) {
        struct place before = list_view_place(v);
        load(t);
        if (t->moved) {
            list_view_go(v, ui, before);
        } else {
            list_view_top(&t->terms.base);
        }
    }
    return more;
}

static void release(struct view *v) {
    struct terms_beside *t = (struct terms_beside *)v;
    terms_release(&t->terms);
    arena_release(&t->of_arena);
    beside_release(&t->beside);
    free(t);
}

static void say_count(const struct terms_beside *t, struct buf *out) {
    size_t listed = t->terms.terms.count, all = t->beside.in_all[t->terms.taxonomy];
    if (!t->terms.is_whole && !t->beside.edition) {
        buf_puts(out, "counting…");
        return;
    }
    if (all > listed) { /* the rest are rare */
        format_count(out, (int64_t)listed);
        buf_puts(out, " of ");
    }
    format_counted(out, (int64_t)all, taxonomies[t->terms.taxonomy].name, taxonomies[t->terms.taxonomy].plural);
    buf_puts(out, !t->terms.is_whole ? ", counting…" : "");
}

static void describe(struct view *v, struct description *d) {
    const struct terms_beside *t = (struct terms_beside *)v;
    buf_puts(&d->title, taxonomies[t->terms.taxonomy].title);
    say_count(t, &d->summary);
    terms_say_status(&t->terms, &d->left);
}

static void why_empty(const struct list_view *l, struct ui *ui, struct buf *out) {
    (void)ui;
    if (!((const struct terms_beside *)l)->terms.is_whole) {
        buf_puts(out, "counting…");
    } else if (l->view.filter.n) {
        say_empty_filter(out);
    } else {
        buf_puts(out, "no others have an article in common with this one");
    }
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    ((struct terms_beside *)v)->moved = true;
    list_view_move(v, ui, m);
}

static void point(struct view *v, struct ui *ui, int row) {
    ((struct terms_beside *)v)->moved = true;
    list_view_point(v, ui, row);
}

static const struct row_ops rows = {
    .paint = terms_paint_row, .subject = terms_subject, .can_select = terms_can_select, .why_empty = why_empty};

static const struct view_ops ops = {
    .name = "terms",
    .hints = "Enter open  / search  F filter  ? help  Q quit  p offerings  s sources  a authors  t topics",
    .stays_beside = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .preview = list_view_preview,
    .move = move,
    .point = point,
    .act = list_view_act,
    .subject = list_view_subject,
    .filter = terms_filter,
    .place = list_view_place,
    .go = list_view_go,
    .refresh = refresh,
    .work = work,
};

struct view *view_terms_beside(struct ui *ui, int64_t term, enum taxonomy taxonomy) {
    struct terms_beside *t = xcalloc(1, sizeof *t);
    struct term of;
    terms_init(&t->terms, &ops, &rows, taxonomy);
    t->terms.cache_generation = ui->cache_generation;
    t->beside = (struct beside){.wanted = 1u << taxonomy, .limit = NEIGHBOURS, .except = {term}};
    if (ui->cache && cache_term(ui->cache, term, &t->of_arena, &of, NULL) == 0) {
        t->of_key = of.key;
        t->of_taxonomy = of.taxonomy;
        cache_term_query(ui->cache, &of, true, &t->of_arena, &t->of_query, NULL);
        beside_begin(&t->beside, ui);
    }
    return &t->terms.base.view;
}
