/* terms: a list of topics, offerings, sources etc. that can be filtered as you type. */
#include "terms.h"

#include <string.h>

#include "english.h"
#include "text.h"

void terms_init(struct terms_list *t, const struct view_ops *ops, const struct row_ops *rows, enum taxonomy taxonomy) {
    t->base.view.ops = ops;
    t->base.rows = rows;
    t->taxonomy = taxonomy;
}

void terms_release(struct terms_list *t) {
    list_view_release(&t->base);
    arena_release(&t->arena);
}

const struct term *terms_selected(const struct terms_list *t) {
    long row = t->base.list.selected;
    return list_view_is_row(&t->base, row) ? &t->terms.terms[t->items[row].term] : NULL;
}

bool view_has_no_terms(const struct view *v) {
    const struct terms_list *t = (const struct terms_list *)v;
    return t->is_complete && !t->terms.count;
}

void terms_clear(struct terms_list *t) {
    arena_release(&t->arena);
    t->terms = (struct terms){0};
    t->room = 0;
    t->base.list.count = 0;
}

static void make_room(struct terms_list *t, size_t more) {
    struct terms_list had = *t;
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
        memcpy(t->items, had.items, (size_t)had.base.list.count * sizeof *t->items);
    }
}

static long add_heading(struct terms_list *t, long count, struct str authority) {
    if (count) {
        t->items[count++] = (struct term_item){-1, STR_NONE};
    }
    t->items[count++] = (struct term_item){-1, authority.n ? authority : STR("Other")};
    return count;
}

/* Appends the terms from `from` on that pass the filter. */
static void add_items(struct terms_list *t, size_t from) {
    struct buf words = {0};
    bool grouped = t->is_grouped && t->terms.count && t->terms.terms[0].authority.n;
    long count = t->base.list.count;
    struct str authority = count ? t->terms.terms[t->items[count - 1].term].authority : STR_NONE;
    text_fold(&words, buf_str(&t->base.view.filter));
    for (size_t i = from; i < t->terms.count; i++) {
        struct str own = t->terms.terms[i].authority;
        if (!text_match_words(t->folded[i], buf_str(&words))) {
            continue;
        }
        if (grouped && (!count || !str_equal(authority, own))) {
            authority = own;
            count = add_heading(t, count, own);
        }
        t->items[count++] = (struct term_item){(long)i, STR_NONE};
    }
    buf_release(&words);
    list_set_count(&t->base.list, count);
    list_view_skip_headings(&t->base);
}

void terms_add_folded(struct terms_list *t, const struct terms *more, const struct str *folded) {
    size_t from = t->terms.count;
    make_room(t, more->count);
    for (size_t i = 0; i < more->count; i++) {
        t->folded[t->terms.count] = folded[i];
        t->terms.terms[t->terms.count++] = more->terms[i];
    }
    add_items(t, from);
}

void terms_add(struct terms_list *t, const struct terms *more) {
    struct str *copies = arena_alloc(&t->arena, more->count, sizeof *copies);
    struct buf folded = {0};
    for (size_t i = 0; i < more->count; i++) {
        buf_reset(&folded);
        text_fold(&folded, more->terms[i].label);
        buf_putc(&folded, ' ');
        text_fold(&folded, more->terms[i].name);
        copies[i] = arena_copy(&t->arena, buf_str(&folded));
    }
    buf_release(&folded);
    terms_add_folded(t, more, copies);
}

void terms_go_to_key(struct terms_list *t, struct str key, struct list_position before) {
    before.id = 0;
    for (size_t i = 0; i < t->terms.count; i++) {
        before.id = str_equal(t->terms.terms[i].key, key) ? t->terms.terms[i].id : before.id;
    }
    list_view_go(&t->base.view, NULL, before);
}

void terms_paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line) {
    const struct terms_list *t = (const struct terms_list *)l;
    const struct term_item *item = &t->items[row];
    if (item->term < 0) {
        paint_heading_row(line, item->heading);
    } else {
        paint_term_row(ui, line, &t->terms.terms[item->term], !t->is_grouped);
    }
}

bool terms_can_select(const struct list_view *l, long row) {
    return ((const struct terms_list *)l)->items[row].term >= 0;
}

void terms_subject(const struct list_view *l, long row, struct subject *s) {
    const struct terms_list *t = (const struct terms_list *)l;
    s->term = t->terms.terms[t->items[row].term].id;
}

void terms_filter(struct view *v, struct ui *ui, struct str text) {
    struct terms_list *t = (struct terms_list *)v;
    (void)ui;
    buf_reset(&v->filter);
    buf_add_str(&v->filter, str_trim(text));
    t->base.list.selected = t->base.list.count = 0;
    add_items(t, 0);
}

void terms_say_status(const struct terms_list *t, struct buf *out) {
    const struct term *term = terms_selected(t);
    if (term) {
        buf_add_str(out, term->name);
        buf_puts(out, " · ");
        format_counted(out, term->count, "article", "articles");
    } else if (t->base.view.filter.n) {
        buf_puts(out, "no matches");
    }
}
