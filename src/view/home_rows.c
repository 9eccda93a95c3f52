/* home_rows: makes and paints the rows of the home page. */
#include <stdlib.h>

#include "english.h"
#include "home.h"

enum { TERMS_SHOWN = 200, BIG_ARCHIVE = 300, COUNT_COLUMNS = 16, DATE_COLUMNS = 8, DATED_ROW = 36 };

/* ---- rows ---- */

static struct home_row *add(struct home *h, enum home_row_kind kind) {
    struct home_row *r = &h->rows[h->base.list.count++];
    *r = (struct home_row){.kind = kind};
    return r;
}

static void add_heading(struct home *h, struct str heading) {
    if (h->base.list.count) {
        add(h, HOME_HEADING);
    }
    add(h, HOME_HEADING)->heading = heading;
}

/* Nothing was read yet: the archive is new to its reader. */
static bool is_first_visit(const struct home *h) {
    const struct facet_counts *unread = live_count_facets(&h->unread);
    return h->articles > BIG_ARCHIVE && live_count_is_complete(&h->unread) && unread->articles == h->articles;
}

static bool passes(const struct home *h, struct str name, struct str more) {
    return view_filter_passes(&h->base.view, (const struct str[]){name, more}, 2);
}

static void add_terms(struct home *h) {
    const struct term *above = NULL;
    size_t count = h->terms ? h->terms->terms.count : 0;
    for (size_t i = 0; i < count && i < TERMS_SHOWN; i++) {
        const struct term *t = &h->terms->terms.terms[i];
        if (!passes(h, t->label, t->name)) {
            continue;
        }
        if (!above || !str_equal(t->authority, above->authority)) {
            struct str title = str_from(taxonomies[h->taxonomy].title);
            add_heading(h, t->authority.n ? t->authority : above ? STR("Other") : title);
        }
        above = t;
        add(h, HOME_TERM)->term = t;
    }
    if (count > TERMS_SHOWN && !h->base.view.filter.n) {
        add(h, HOME_ALL_TERMS);
    }
}

/* What was selected: a term by its id, a query by its number among them. */
static bool is_same(const struct home *before, const struct home_row *was, const struct home *now, const struct home_row *r) {
    return r->kind == was->kind &&
           (r->kind == HOME_TERM    ? r->term->id == was->term->id
            : r->kind == HOME_QUERY ? r - now->rows - now->first_query == was - before->rows - before->first_query
                                    : true);
}

/* Keeps the selection, once the user has moved it. */
void home_make_rows(struct home *h) {
    struct home before = *h;
    bool keep = h->moved && list_view_is_row(&h->base, h->base.list.selected);
    const struct home_row *was = keep ? &before.rows[h->base.list.selected] : NULL;
    size_t terms = h->terms ? h->terms->terms.count : 0;
    terms = terms < TERMS_SHOWN ? terms : TERMS_SHOWN;
    h->rows = xcalloc(h->queries.count + 3 * terms + 4, sizeof *h->rows);
    h->base.list.count = 0;
    if (is_first_visit(h) && !h->base.view.filter.n) {
        add(h, HOME_MARK_OLD);
    }
    h->first_query = h->base.list.count;
    for (size_t i = 0; i < h->queries.count; i++) {
        const struct query_item *item = &h->queries.items[i];
        bool shown = !h->base.view.filter.n || (item->kind != ITEM_HEADING && passes(h, item->name, item->text));
        if (shown) {
            add(h, HOME_QUERY)->item = item;
        }
    }
    add_terms(h);
    for (long i = 0; i < h->base.list.count; i++) {
        if (keep && is_same(&before, was, h, &h->rows[i])) {
            h->base.list.selected = i;
        }
    }
    free(before.rows);
    if (!h->moved) {
        h->base.list.selected = h->first_query;
    }
    list_view_skip_headings(&h->base);
}

/* ---- answers ---- */

static void rebuilt(void *owner, struct ui *ui) {
    (void)ui;
    home_make_rows(owner);
}

static void counted(void *owner, struct ui *ui) {
    (void)ui;
    home_make_rows(owner);
}

static void take_archive(void *owner, void *context, struct request *request) {
    struct home *h = owner;
    if (request->has_failed) {
        ui_error_from_request(context, request);
    } else {
        h->articles = ((struct archive_request *)request)->counts.articles;
    }
    request_free(request);
}

/* The taxonomies that may stand on the page, the first that the archive has. */
static const enum taxonomy choices[] = {TAX_TOPIC, TAX_TAG, TAX_SECTION, TAX_SOURCE, TAX_AUTHOR};

static void ask_terms(struct home *h, struct ui *ui) {
    h->taxonomy = choices[h->tried];
    ui_send(ui, &h->terms_slot, &request_terms(h->taxonomy, 0, TERMS_SHOWN + 1)->request);
}

static void take_terms(void *owner, void *context, struct request *request) {
    struct home *h = owner;
    struct terms_request *answer = (struct terms_request *)request;
    if (request->has_failed) { /* what is listed stays */
        ui_error_from_request(context, request);
        request_free(request);
        return;
    }
    if (!answer->terms.count && h->tried + 1 < ARRAY_SIZE(choices)) {
        request_free(request);
        h->tried++;
        ask_terms(h, context);
        return;
    }
    struct terms_request *before = h->terms;
    h->terms = answer;
    home_make_rows(h); /* still finds the selected term, which is of the old answer */
    if (before) {
        request_free(&before->request);
    }
}

void home_begin(struct home *h) {
    h->terms_slot = (struct slot){.answered = take_terms, .owner = h};
    h->archive_slot = (struct slot){.answered = take_archive, .owner = h};
    h->queries.on_home = true;
    h->queries.rebuilt = rebuilt;
    h->unread.counted = counted;
    h->queries.owner = h->unread.owner = h;
}

void home_ask_terms(struct home *h, struct ui *ui) {
    if (h->terms && h->cache_generation == ui->cache_generation) {
        return;
    }
    h->cache_generation = ui->cache_generation;
    h->tried = 0;
    ui_send(ui, &h->archive_slot, &request_archive()->request);
    ask_terms(h, ui);
}

void home_wait(struct home *h, struct ui *ui) {
    if (!h->queries.slot.waits) {
        ui_wait(ui, &h->archive_slot);
        ui_wait(ui, &h->terms_slot);
    }
}

void home_release_terms(struct home *h) {
    slot_cancel(&h->terms_slot);
    slot_cancel(&h->archive_slot);
    if (h->terms) {
        request_free(&h->terms->request);
    }
}

/* ---- painting ---- */

/* `  Clinical AI                          9 of 21  10 Nov`: unread, all, the newest. */
static void paint_term(const struct home *h, struct ui *ui, const struct term *t, const struct grid *line) {
    struct buf text = {0};
    int end = line->columns - 1;
    bool is_counted = live_count_has_begun(&h->unread) && h->unread.cache_generation == h->cache_generation;
    int64_t unread = is_counted ? facet_counts_of_term(live_count_facets(&h->unread), t->id) : 0;
    date_format_by_age(&text, t->newest, ui_today(ui));
    if (line->columns >= DATED_ROW) {
        grid_put(line, 0, end - DATE_COLUMNS, buf_str(&text), LOOK_DIM);
        end -= DATE_COLUMNS + 2;
    }
    buf_reset(&text);
    buf_puts(&text, " of ");
    format_count(&text, t->count);
    end = grid_put_right(line, 0, end, buf_str(&text), LOOK_DIM);
    buf_reset(&text);
    if (is_counted) {
        format_count(&text, unread);
    }
    grid_put_right(line, 0, end, buf_str(&text), unread ? LOOK_MARK : LOOK_DIM);
    grid_put_fit(line, 0, 2, end - 8, t->label, unread ? LOOK_TEXT | STYLE_STRONG : LOOK_TEXT);
    buf_release(&text);
}

void home_paint_row(const struct home *h, struct ui *ui, const struct home_row *r, const struct grid *line) {
    struct buf text = {0};
    switch (r->kind) {
    case HOME_HEADING:
        paint_heading_row(line, r->heading);
        break;
    case HOME_QUERY:
        paint_query_item(line, r->item);
        break;
    case HOME_TERM:
        paint_term(h, ui, r->term, line);
        break;
    case HOME_ALL_TERMS:
        buf_printf(&text, "All %s", taxonomies[h->taxonomy].plural);
        break;
    case HOME_MARK_OLD:
        buf_puts(&text, "New here? Mark all articles older than a month read");
        break;
    }
    grid_put_fit(line, 0, 2, line->columns - 3, buf_str(&text), LOOK_LINK);
    buf_release(&text);
}
