/* saved_items: collects the saved queries and counts their articles. */
#include "saved.h"

enum { SAVED_LIMIT = 10000 };

static const struct {
    const char *name, *text; /* text NULL: the screen of problems */
} always[] = {
    {"Unread", "is:unread"}, {"Starred", "is:starred"}, {"Reading queue", "is:queued"},
    {"Drafts", "is:draft"},  {"Problems", NULL},
};

/* ---- queries ---- */

static struct saved_item *add(struct saved *s, struct str name, struct str text) {
    struct saved_item *i = &s->items[s->base.list.count++];
    struct err e;
    *i = (struct saved_item){.name = arena_copy(&s->arena, name), .text = arena_copy(&s->arena, text)};
    if (query_parse(i->text, QUERY_WRITTEN, &s->arena, &i->query, NULL, &e) < 0) {
        i->fault = arena_copy(&s->arena, str_from(e.text));
        i->counted = true;
    }
    return i;
}

static void add_heading(struct saved *s, const char *text) {
    if (s->base.list.count && *text) {
        add_heading(s, "");
    }
    s->items[s->base.list.count++] = (struct saved_item){.heading = true, .name = str_from(text)};
}

static void add_all(struct saved *s, const struct ui *ui) {
    size_t own_count = s->own ? s->own->count : 0;
    s->items = arena_alloc(&s->arena, ARRAY_SIZE(always) + ui->query_count + own_count + 6, sizeof *s->items);
    s->base.list.count = 0;
    add_heading(s, "Built in");
    for (size_t i = 0; i < ARRAY_SIZE(always); i++) {
        add(s, str_from(always[i].name), str_from(always[i].text))->problems = !always[i].text;
    }
    if (ui->query_count) {
        add_heading(s, "In config.yaml");
    }
    for (size_t i = 0; i < ui->query_count; i++) {
        struct saved_item *added = add(s, ui->queries[i].name, ui->queries[i].text);
        if (ui->queries[i].fault.n) {
            added->fault = arena_copy(&s->arena, ui->queries[i].fault);
            added->counted = true;
        }
    }
    if (own_count) {
        add_heading(s, "Saved");
    }
    for (size_t i = 0; i < own_count; i++) {
        add(s, s->own->queries[i].name, s->own->queries[i].text)->own = true;
    }
}

/* The old counts are shown until the new ones arrive. */
static void take_counts(struct saved *s, const struct saved_item *before, long count) {
    for (long i = 0; i < s->base.list.count; i++) {
        for (long j = 0; j < count; j++) {
            struct saved_item *to = &s->items[i];
            const struct saved_item *from = &before[j];
            if (!to->heading && str_equal(to->name, from->name) && str_equal(to->text, from->text)) {
                to->known = from->known;
                to->exact = from->exact;
                to->count = from->count;
                to->unread = from->unread;
            }
        }
    }
}

const char *view_saved_is_fixed(struct ui *ui, struct str name) {
    for (size_t i = 0; i < ARRAY_SIZE(always); i++) {
        if (str_is(name, always[i].name)) {
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

static void count_next(struct saved *s, struct ui *ui) {
    struct saved_item *i = s->items, *end = s->items + s->base.list.count;
    while (i < end && (i->heading || i->counted)) {
        i++;
    }
    s->counting = i;
    if (i < end && ui->has_cache) {
        struct request *r = i->problems ? &request_archive()->request : &request_count(&i->query, SAVED_LIMIT)->request;
        r->later = true;
        ui_send(ui, &s->count_slot, r);
    }
}

static void take_problems(struct saved_item *i, const struct archive_request *r) {
    i->count = r->counts.errors + r->counts.warnings + r->counts.notes;
    i->exact = true;
    i->unread = -1;
}

static void take_count(void *owner, void *context, struct request *request) {
    struct saved *s = owner;
    struct saved_item *i = s->counting;
    i->counted = true;
    i->known = !request->has_failed;
    if (request->has_failed) {
        ui_error_from_request(context, request);
    } else if (i->problems) {
        take_problems(i, (const struct archive_request *)request);
    } else {
        const struct count_request *r = (const struct count_request *)request;
        i->count = r->total;
        i->exact = r->exact;
        i->unread = r->unread;
    }
    request_free(request);
    count_next(s, context);
}

/* ---- refresh ---- */

static void rebuild(struct saved *s, struct ui *ui) {
    struct arena before = s->arena;
    const struct saved_item *items_before = s->items;
    long count_before = s->base.list.count;
    slot_cancel(&s->count_slot);
    arena_init(&s->arena);
    add_all(s, ui);
    take_counts(s, items_before, count_before);
    arena_release(&before);
    list_view_skip_headings(&s->base);
    count_next(s, ui);
}

/* On failure the known ones stay. */
static void take_own(void *owner, void *context, struct request *request) {
    struct saved *s = owner;
    if (request->has_failed) {
        ui_error_from(context, &request->error);
        request_free(request);
    } else {
        if (s->own) {
            request_free(&s->own->request);
        }
        s->own = (struct queries_request *)request;
    }
    rebuild(s, context);
}

void saved_begin_asking(struct saved *s) {
    s->slot = (struct slot){.answered = take_own, .owner = s};
    s->count_slot = (struct slot){.answered = take_count, .owner = s};
}

void saved_refresh(struct view *v, struct ui *ui) {
    struct saved *s = (struct saved *)v;
    if (ui->has_marks) {
        ui_send(ui, &s->slot, &request_queries()->request);
    }
    if (!ui->has_marks || !ui_wait(ui, &s->slot)) {
        rebuild(s, ui); /* what is always there need not wait */
    }
}
