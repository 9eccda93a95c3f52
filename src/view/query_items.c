/* query_items: collects the queries that have a name, and counts their articles. */
#include "query_items.h"

#include "english.h"

enum { COUNT_LIMIT = 10000, NAME_COLUMNS = 26, UNREAD_COLUMNS = 15, BOTH_COUNTS = 36 };

static const struct built_in {
    const char *name, *text; /* text: of a query */
    enum query_item_kind kind;
    bool on_home, saved;
} built_in[] = {
    /* clang-format off */
    {"Unread", "is:unread", ITEM_QUERY, true, true},
    {"New since the last visit", "is:new", ITEM_QUERY, true, true},
    {"Starred", "is:starred", ITEM_QUERY, true, true},
    {"Reading queue", "is:queued sort:queue", ITEM_QUERY, true, true},
    {"Read", "is:read", ITEM_QUERY, true, false},
    {"With notes", "has:note", ITEM_QUERY, true, true},
    {"Drafts", "is:draft", ITEM_QUERY, false, true},
    {"Problems", "", ITEM_PROBLEMS, true, true},
    {"Changes", "", ITEM_CHANGES, true, false},
    /* clang-format on */
};

/* ---- items ---- */

static struct query_item *add(struct query_items *q, enum query_item_kind kind, struct str name, struct str text) {
    struct query_item *i = &q->items[q->count++];
    struct err e;
    *i = (struct query_item){.kind = kind, .name = arena_copy(&q->arena, name), .text = arena_copy(&q->arena, text)};
    if (kind == ITEM_QUERY && query_parse(i->text, QUERY_WRITTEN, &q->arena, &i->query, NULL, &e) < 0) {
        i->fault = arena_copy(&q->arena, str_from(e.text));
        i->counted = true;
    }
    return i;
}

static void add_heading(struct query_items *q, const char *text) {
    if (q->count && *text) {
        add(q, ITEM_HEADING, STR_NONE, STR_NONE);
    }
    add(q, ITEM_HEADING, str_from(text), STR_NONE);
}

static void add_all(struct query_items *q, const struct ui *ui) {
    size_t own_count = q->own ? q->own->count : 0;
    q->items = arena_alloc(&q->arena, ARRAY_SIZE(built_in) + ui->query_count + own_count + 6, sizeof *q->items);
    q->count = 0;
    if (!q->on_home) {
        add_heading(q, "Built in");
    }
    for (size_t i = 0; i < ARRAY_SIZE(built_in); i++) {
        if (q->on_home ? built_in[i].on_home : built_in[i].saved) {
            add(q, built_in[i].kind, str_from(built_in[i].name), str_from(built_in[i].text));
        }
    }
    if (ui->query_count) {
        add_heading(q, "In config.yaml");
    }
    for (size_t i = 0; i < ui->query_count; i++) {
        struct query_item *added = add(q, ITEM_QUERY, ui->queries[i].name, ui->queries[i].text);
        if (ui->queries[i].fault.n) {
            added->fault = arena_copy(&q->arena, ui->queries[i].fault);
            added->counted = true;
        }
    }
    if (own_count) {
        add_heading(q, "Saved");
    }
    for (size_t i = 0; i < own_count; i++) {
        add(q, ITEM_QUERY, q->own->queries[i].name, q->own->queries[i].text)->own = true;
    }
}

/* The old counts are shown until the new ones arrive. */
static void take_counts(struct query_items *q, const struct query_item *before, size_t count) {
    for (size_t i = 0; i < q->count; i++) {
        for (size_t j = 0; j < count; j++) {
            struct query_item *to = &q->items[i];
            const struct query_item *from = &before[j];
            if (to->kind == from->kind && str_equal(to->name, from->name) && str_equal(to->text, from->text)) {
                to->known = from->known;
                to->exact = from->exact;
                to->count = from->count;
                to->unread = from->unread;
            }
        }
    }
}

const char *view_saved_is_fixed(struct ui *ui, struct str name) {
    for (size_t i = 0; i < ARRAY_SIZE(built_in); i++) {
        if (str_is(name, built_in[i].name)) {
            return "built in";
        }
    }
    for (size_t i = 0; i < ui->query_count; i++) {
        if (str_equal(name, ui->queries[i].name)) {
            return "set in config.yaml";
        }
    }
    return NULL;
}

/* ---- counts ---- */

static struct request *count_of(const struct query_item *i) {
    return i->kind == ITEM_QUERY      ? &request_count(&i->query, COUNT_LIMIT)->request
           : i->kind == ITEM_PROBLEMS ? &request_archive()->request
                                      : &request_changes(COUNT_LIMIT)->request;
}

static void count_next(struct query_items *q, struct ui *ui) {
    struct query_item *i = q->items, *end = q->items + q->count;
    while (i < end && (i->kind == ITEM_HEADING || i->counted)) {
        i++;
    }
    q->counting = i;
    if (i < end && ui->has_cache) {
        struct request *r = count_of(i);
        r->later = true;
        ui_send(ui, &q->count_slot, r);
    }
}

static void read_count(struct query_item *i, const struct request *request) {
    const struct count_request *r = (const struct count_request *)request;
    i->exact = true;
    i->unread = -1;
    if (i->kind == ITEM_PROBLEMS) {
        const struct counts *counts = &((const struct archive_request *)request)->counts;
        i->count = counts->errors + counts->warnings + counts->notes;
    } else if (i->kind == ITEM_CHANGES) {
        i->count = (int64_t)((const struct changes_request *)request)->changes.count;
        i->exact = i->count < COUNT_LIMIT;
    } else {
        i->count = r->total;
        i->exact = r->exact;
        i->unread = r->unread;
    }
}

static void take_count(void *owner, void *context, struct request *request) {
    struct query_items *q = owner;
    struct query_item *i = q->counting;
    i->counted = true;
    i->known = !request->has_failed;
    if (request->has_failed) {
        ui_error_from_request(context, request);
    } else {
        read_count(i, request);
    }
    request_free(request);
    count_next(q, context);
}

/* ---- refresh ---- */

static void rebuild(struct query_items *q, struct ui *ui) {
    struct arena before = q->arena;
    const struct query_item *items_before = q->items;
    size_t count_before = q->count;
    slot_cancel(&q->count_slot);
    arena_init(&q->arena);
    add_all(q, ui);
    take_counts(q, items_before, count_before);
    arena_release(&before);
    q->rebuilt(q->owner, ui);
    count_next(q, ui);
}

/* On failure the known ones stay. */
static void take_own(void *owner, void *context, struct request *request) {
    struct query_items *q = owner;
    if (request->has_failed) {
        ui_error_from(context, &request->error);
        request_free(request);
    } else {
        if (q->own) {
            request_free(&q->own->request);
        }
        q->own = (struct queries_request *)request;
    }
    rebuild(q, context);
}

void query_items_ask(struct query_items *q, struct ui *ui) {
    q->slot.answered = take_own;
    q->count_slot.answered = take_count;
    q->slot.owner = q->count_slot.owner = q;
    if (ui->has_marks) {
        ui_send(ui, &q->slot, &request_queries()->request);
    }
    if (!ui->has_marks || !ui_wait(ui, &q->slot)) {
        rebuild(q, ui); /* the built-in ones need not wait */
    }
}

void query_items_release(struct query_items *q) {
    slot_cancel(&q->slot);
    slot_cancel(&q->count_slot);
    if (q->own) {
        request_free(&q->own->request);
    }
    arena_release(&q->arena);
}

/* ---- rows ---- */

void query_item_open(struct ui *ui, const struct query_item *i) {
    if (i->fault.n) {
        ui_error(ui, "%s", i->fault.p);
        return;
    }
    struct view *next = i->kind == ITEM_PROBLEMS  ? view_problems(ui)
                        : i->kind == ITEM_CHANGES ? view_changes(ui)
                                                  : view_articles(ui, &i->query, i->name);
    if (next) {
        ui_push(ui, next);
    }
}

/* All of them are: the count says it. */
static bool is_unread(const struct query *q) {
    return q->count == 1 && q->conditions[0].kind == CONDITION_IS && q->conditions[0].state == STATE_UNREAD;
}

/* "1,234    41 unread", in two columns; where there is no room for both, the first. Returns where they begin. */
static int paint_counts(const struct query_item *i, const struct grid *line) {
    struct buf count = {0}, unread = {0};
    int end = line->columns - 1;
    if (i->fault.n) {
        buf_puts(&count, "invalid");
    } else if (!i->known) {
        buf_puts(&count, i->counted ? "" : "…");
    } else {
        format_count(&count, i->count);
        buf_puts(&count, i->exact ? "" : "+");
    }
    if (i->known && i->unread > 0 && !is_unread(&i->query)) {
        format_count(&unread, i->unread);
        buf_puts(&unread, " unread");
    }
    if (line->columns >= BOTH_COUNTS) {
        grid_put_right(line, 0, end, buf_str(&unread), LOOK_MARK);
        end -= UNREAD_COLUMNS;
    }
    int start = grid_put_right(line, 0, end, buf_str(&count), i->fault.n ? LOOK_ERROR : LOOK_LABEL);
    buf_release(&count);
    buf_release(&unread);
    return start;
}

void paint_query_item(const struct grid *line, const struct query_item *i) {
    if (i->kind == ITEM_HEADING) {
        paint_heading_row(line, i->name);
        return;
    }
    int end = paint_counts(i, line) - 1, room = end - 2 < NAME_COLUMNS ? end - 2 : NAME_COLUMNS;
    grid_put_fit(line, 0, 2, room, i->name, i->known && !i->count ? LOOK_DIM : LOOK_TEXT);
    if (end - room - 4 > 8) {
        grid_put_fit(line, 0, room + 4, end - room - 5, i->text, LOOK_DIM);
    }
}
