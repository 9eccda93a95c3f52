/* terms_cooccurring: the terms that appear most often with one term. */
#include <stdlib.h>

#include "cooccurring.h"
#include "english.h"
#include "terms.h"

enum { NEIGHBOURS = 100 };

struct terms_cooccurring {
    struct terms_list terms;
    struct slot slot;
    struct term_request *of; /* the term; NULL: not yet */
    struct cooccurring cooccurring;
    unsigned edition; /* the edition of cooccurring that is listed */
    bool moved;       /* the user moved the selection; if not, it stays on the first row */
};

static void load(struct terms_cooccurring *t) {
    terms_clear(&t->terms);
    terms_add(&t->terms, &t->cooccurring.kinds[t->terms.taxonomy]);
    t->edition = t->cooccurring.edition;
}

static void counted(void *owner, struct ui *ui) {
    struct terms_cooccurring *t = owner;
    struct view *v = &t->terms.base.view;
    t->terms.is_complete = cooccurring_is_complete(&t->cooccurring);
    if (t->cooccurring.edition != t->edition) {
        struct list_position before = list_view_position(v);
        load(t);
        if (t->moved) {
            list_view_go(v, ui, before);
        } else {
            list_view_top(&t->terms.base);
        }
    }
}

/* A term that the new cache lacks is shown as before. */
static void take(void *owner, void *context, struct request *request) {
    struct terms_cooccurring *t = owner;
    if (!ui_is_answer(context, request)) {
        return;
    }
    if (t->of) {
        request_free(&t->of->request);
    }
    t->of = (struct term_request *)request;
    t->cooccurring.except[0] = t->of->id;
    cooccurring_begin(&t->cooccurring, context, &t->of->query);
}

static void ask(struct terms_cooccurring *t, struct ui *ui, struct term_request *r) {
    t->terms.cache_generation = ui->cache_generation;
    ui_send(ui, &t->slot, &r->request);
    ui_wait(ui, &t->slot);
}

static void refresh(struct view *v, struct ui *ui) {
    struct terms_cooccurring *t = (struct terms_cooccurring *)v;
    preview_forget(&t->terms.base.preview);
    if (t->of && t->terms.cache_generation != ui->cache_generation) {
        ask(t, ui, request_term(0, t->of->term.taxonomy, t->of->term.key));
    }
}

static void release(struct view *v) {
    struct terms_cooccurring *t = (struct terms_cooccurring *)v;
    slot_cancel(&t->slot);
    terms_release(&t->terms);
    cooccurring_release(&t->cooccurring);
    if (t->of) {
        request_free(&t->of->request);
    }
    free(t);
}

static void say_count(const struct terms_cooccurring *t, struct buf *out) {
    size_t listed = t->terms.terms.count, all = t->cooccurring.in_all[t->terms.taxonomy];
    if (!t->terms.is_complete && !t->cooccurring.edition) {
        buf_puts(out, "counting…");
        return;
    }
    if (all > listed) { /* the rest are rare */
        format_count(out, (int64_t)listed);
        buf_puts(out, " of ");
    }
    format_counted(out, (int64_t)all, taxonomies[t->terms.taxonomy].name, taxonomies[t->terms.taxonomy].plural);
    buf_puts(out, !t->terms.is_complete ? ", counting…" : "");
}

static void describe(struct view *v, struct description *d) {
    const struct terms_cooccurring *t = (struct terms_cooccurring *)v;
    buf_puts(&d->title, taxonomies[t->terms.taxonomy].title);
    say_count(t, &d->summary);
    terms_say_status(&t->terms, &d->left);
}

static void why_empty(const struct list_view *l, struct ui *ui, struct buf *out) {
    (void)ui;
    if (!((const struct terms_cooccurring *)l)->terms.is_complete) {
        buf_puts(out, "counting…");
    } else if (l->view.filter.n) {
        say_empty_filter(out);
    } else {
        buf_puts(out, "No others share an article with this one");
    }
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    ((struct terms_cooccurring *)v)->moved = true;
    list_view_move(v, ui, m);
}

static void point(struct view *v, struct ui *ui, int row) {
    ((struct terms_cooccurring *)v)->moved = true;
    list_view_point(v, ui, row);
}

static const struct row_ops rows = {
    .paint = terms_paint_row, .subject = terms_subject, .can_select = terms_can_select, .why_empty = why_empty};

static const struct view_ops ops = {
    .name = "terms",
    .hints = "open open  filter filter  back back  search search",
    .is_list = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .preview = list_view_preview,
    .move = move,
    .point = point,
    .act = list_view_act,
    .subject = list_view_subject,
    .filter = terms_filter,
    .position = list_view_position,
    .go = list_view_go,
    .refresh = refresh,
};

struct view *view_terms_cooccurring(struct ui *ui, int64_t term, enum taxonomy taxonomy) {
    struct terms_cooccurring *t = xcalloc(1, sizeof *t);
    terms_init(&t->terms, &ops, &rows, taxonomy);
    t->cooccurring = (struct cooccurring){.wanted = 1u << taxonomy, .limit = NEIGHBOURS, .changed = counted, .owner = t};
    t->slot = (struct slot){.answered = take, .owner = t};
    ask(t, ui, request_term(term, taxonomy, STR_NONE));
    return &t->terms.base.view;
}
