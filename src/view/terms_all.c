/* terms_all: all terms of a taxonomy. */
#include <stdlib.h>

#include "english.h"
#include "terms.h"

enum { FIRST_TERMS = 300 };

/* There may be tens of thousands: the first ones are requested at once, the rest later. */
struct all_terms {
    struct terms_list terms;
    struct slot slot;
    struct request *first, *rest; /* answers that own what is listed */
    bool to_last;                 /* G was pressed before the rest was there */
};

static void keep(struct request **held, struct request *r) {
    request_free(*held);
    *held = r;
}

static void add(struct all_terms *t, const struct terms_request *answer) {
    t->terms.is_complete = !answer->limit || answer->terms.count < answer->limit;
    terms_add_folded(&t->terms, &answer->terms, answer->folded);
}

/* Replaces the listed terms and keeps the selection. */
static void replace(struct all_terms *t, struct terms_request *answer) {
    struct list_position before = list_view_position(&t->terms.base.view);
    const struct term *was = terms_selected(&t->terms);
    struct arena arena = {0};
    struct str key = was ? arena_copy(&arena, was->key) : STR_NONE;
    terms_clear(&t->terms);
    keep(&t->rest, NULL);
    keep(&t->first, &answer->request);
    add(t, answer);
    if (was) {
        terms_go_to_key(&t->terms, key, before);
    }
    arena_release(&arena);
}

static void take(void *owner, void *context, struct request *request) {
    struct all_terms *t = owner;
    struct terms_request *answer = (struct terms_request *)request;
    if (request->has_failed) { /* what is listed stays */
        ui_error_from_request(context, request);
        request_free(request);
        t->terms.is_complete = true;
    } else if (answer->from) {
        keep(&t->rest, request);
        add(t, answer);
    } else {
        replace(t, answer);
    }
    if (!t->terms.is_complete) {
        struct terms_request *rest = request_terms(t->terms.taxonomy, t->terms.terms.count, 0);
        rest->request.later = true;
        ui_send(context, &t->slot, &rest->request);
    } else if (t->to_last) {
        t->to_last = false;
        list_view_move(&t->terms.base.view, context, (struct motion){MOTION_LAST, 0});
    }
}

static void refresh(struct view *v, struct ui *ui) {
    struct all_terms *t = (struct all_terms *)v;
    preview_forget(&t->terms.base.preview);
    if (t->terms.cache_generation != ui->cache_generation) {
        t->terms.cache_generation = ui->cache_generation;
        ui_send(ui, &t->slot, &request_terms(t->terms.taxonomy, 0, t->first ? 0 : FIRST_TERMS)->request);
        ui_wait(ui, &t->slot);
    }
}

static void release(struct view *v) {
    struct all_terms *t = (struct all_terms *)v;
    slot_cancel(&t->slot);
    request_free(t->first);
    request_free(t->rest);
    terms_release(&t->terms);
    free(t);
}

static void describe(struct view *v, struct description *d) {
    const struct terms_list *t = (struct terms_list *)v;
    buf_puts(&d->title, taxonomies[t->taxonomy].title);
    if (t->is_complete) {
        format_counted(&d->summary, (int64_t)t->terms.count, taxonomies[t->taxonomy].name, taxonomies[t->taxonomy].plural);
    } else if (t->terms.count) {
        format_count(&d->summary, (int64_t)t->terms.count);
        buf_printf(&d->summary, "+ %s", taxonomies[t->taxonomy].plural);
    }
    terms_say_status(t, &d->left);
}

static void why_empty(const struct list_view *l, struct ui *ui, struct buf *out) {
    if (!((const struct terms_list *)l)->is_complete) {
        buf_puts(out, "Loading…");
    } else if (l->view.filter.n) {
        say_empty_filter(out);
    } else if (archive_is_empty(ui)) {
        say_empty_archive(ui, out);
    } else {
        buf_printf(out, "No %s in this archive. L lists all articles.",
                   taxonomies[((const struct terms_list *)l)->taxonomy].plural);
    }
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    struct all_terms *t = (struct all_terms *)v;
    const struct list *l = &t->terms.base.list;
    if (!t->terms.is_complete && (m.kind == MOTION_LAST || list_target(l, m) >= l->count)) {
        ui_wait(ui, &t->slot);
    }
    t->to_last = !t->terms.is_complete && m.kind == MOTION_LAST && !m.by;
    list_view_move(v, ui, m);
}

static const struct row_ops rows = {
    .paint = terms_paint_row, .subject = terms_subject, .can_select = terms_can_select, .why_empty = why_empty};

static const struct view_ops ops = {
    .name = "terms",
    .hints = "open open  search search  filter filter  offerings offerings  sources sources  authors authors  topics topics  "
             "quit quit",
    .is_list = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .preview = list_view_preview,
    .move = move,
    .point = list_view_point,
    .act = list_view_act,
    .subject = list_view_subject,
    .filter = terms_filter,
    .position = list_view_position,
    .go = list_view_go,
    .refresh = refresh,
};

struct view *view_terms_all(struct ui *ui, enum taxonomy taxonomy) {
    struct all_terms *t = xcalloc(1, sizeof *t);
    terms_init(&t->terms, &ops, &rows, taxonomy);
    t->terms.is_grouped = true;
    t->slot = (struct slot){.answered = take, .owner = t};
    t->terms.cache_generation = ui->cache_generation - 1; /* not of this cache yet */
    refresh(&t->terms.base.view, ui);
    return &t->terms.base.view;
}
