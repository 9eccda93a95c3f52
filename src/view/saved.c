/* saved: the queries that have a name: those that are always there, those of the configuration, those that were saved. */
#include <stdlib.h>
#include <string.h>

#include "english.h"
#include "list_view.h"
#include "text.h"

enum { SAVED_LIMIT = 10000, NAME_COLUMNS = 26, NEW_COLUMNS = 15 };

static const struct {
    const char *name, *text; /* text NULL: the screen of problems */
} always[] = {
    {"Unread", "is:unread"}, {"Starred", "is:starred"}, {"Reading queue", "is:queued"},
    {"Drafts", "is:draft"},  {"Problems", NULL},
};

/* A heading, or something to open. */
struct item {
    bool heading, problems, own; /* own: saved by the person */
    struct str name, text;
    struct query query;
    struct str fault;           /* why text is no query; else empty */
    bool counted, known, exact; /* counted: it was tried; known: count is good, or was before marks changed */
    int64_t count, unread;
};

struct saved {
    struct list_view base;
    struct slot slot, count_slot;
    struct queries_request *own; /* NULL: not known yet, or there can be none */
    struct arena arena;
    struct item *items;
    struct item *counting; /* one after another */
};

static struct item *item_of(const struct list_view *l, long row) {
    return &((const struct saved *)l)->items[row];
}

static struct item *selected(const struct saved *s) {
    return list_view_is_row(&s->base, s->base.list.selected) ? &s->items[s->base.list.selected] : NULL;
}

static bool can_select(const struct list_view *l, long row) {
    return !item_of(l, row)->heading;
}

/* ---- what there is ---- */

static struct item *add(struct saved *s, struct str name, struct str text) {
    struct item *i = &s->items[s->base.list.count++];
    struct err e;
    *i = (struct item){.name = arena_copy(&s->arena, name), .text = arena_copy(&s->arena, text)};
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
    s->items[s->base.list.count++] = (struct item){.heading = true, .name = str_from(text)};
}

static void add_all(struct saved *s, const struct ui *ui) {
    size_t own_count = s->own ? s->own->count : 0;
    s->items = arena_alloc(&s->arena, LENGTH(always) + ui->query_count + own_count + 6, sizeof *s->items);
    s->base.list.count = 0;
    add_heading(s, "Built in");
    for (size_t i = 0; i < LENGTH(always); i++) {
        add(s, str_from(always[i].name), str_from(always[i].text))->problems = !always[i].text;
    }
    if (ui->query_count) {
        add_heading(s, "In config.yaml");
    }
    for (size_t i = 0; i < ui->query_count; i++) {
        struct item *added = add(s, ui->queries[i].name, ui->queries[i].text);
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

/* What was counted before shows until it is counted anew. */
static void take_counts(struct saved *s, const struct item *before, long count) {
    for (long i = 0; i < s->base.list.count; i++) {
        for (long j = 0; j < count; j++) {
            struct item *to = &s->items[i];
            const struct item *from = &before[j];
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
    for (size_t i = 0; i < LENGTH(always); i++) {
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

/* ---- how many ---- */

static void count_next(struct saved *s, struct ui *ui) {
    struct item *i = s->items, *end = s->items + s->base.list.count;
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

static void take_problems(struct item *i, const struct archive_request *r) {
    i->count = r->counts.errors + r->counts.warnings + r->counts.notes;
    i->exact = true;
    i->unread = -1;
}

static void take_count(void *owner, void *context, struct request *request) {
    struct saved *s = owner;
    struct item *i = s->counting;
    i->counted = true;
    i->known = !request->has_failed;
    if (request->has_failed) {
        ui_fail_request(context, request);
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

/* ---- made anew ---- */

static void rebuild(struct saved *s, struct ui *ui) {
    struct arena before = s->arena;
    const struct item *items_before = s->items;
    long count_before = s->base.list.count;
    slot_cancel(&s->count_slot);
    arena_init(&s->arena);
    add_all(s, ui);
    take_counts(s, items_before, count_before);
    arena_release(&before);
    list_view_settle(&s->base);
    count_next(s, ui);
}

/* When they cannot be read, those that are known stay. */
static void take_own(void *owner, void *context, struct request *request) {
    struct saved *s = owner;
    if (request->has_failed) {
        ui_fail_err(context, &request->error);
        request_free(request);
    } else {
        if (s->own) {
            request_free(&s->own->request);
        }
        s->own = (struct queries_request *)request;
    }
    rebuild(s, context);
}

static void refresh(struct view *v, struct ui *ui) {
    struct saved *s = (struct saved *)v;
    if (ui->has_marks) {
        ui_send(ui, &s->slot, &request_queries()->request);
    }
    if (!ui->has_marks || !ui_wait(ui, &s->slot)) {
        rebuild(s, ui); /* what is always there need not wait */
    }
}

/* ---- the view ---- */

static void release(struct view *v) {
    struct saved *s = (struct saved *)v;
    slot_cancel(&s->slot);
    slot_cancel(&s->count_slot);
    list_view_release(&s->base);
    if (s->own) {
        request_free(&s->own->request);
    }
    arena_release(&s->arena);
    free(s);
}

static void describe(struct view *v, struct description *d) {
    const struct item *i = selected((struct saved *)v);
    buf_puts(&d->title, "Saved queries");
    if (i) {
        buf_add_str(&d->left, i->problems ? STR("problems in the content files") : i->fault.n ? i->fault : i->text);
    }
}

/* "1,234    41 unread", in two columns. Returns where they begin. */
static int paint_counts(const struct item *i, const struct grid *line) {
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
    if (i->known && i->unread > 0) {
        format_count(&unread, i->unread);
        buf_puts(&unread, " unread");
    }
    grid_put_right(line, 0, end, buf_str(&unread), LOOK_MARK);
    int start = grid_put_right(line, 0, end - NEW_COLUMNS, buf_str(&count), i->fault.n ? LOOK_ERROR : LOOK_LABEL);
    buf_release(&count);
    buf_release(&unread);
    return start;
}

static void paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line) {
    const struct item *i = item_of(l, row);
    (void)ui;
    if (i->heading) {
        paint_heading_row(line, i->name);
        return;
    }
    int end = paint_counts(i, line) - 1, room = end - 2 < NAME_COLUMNS ? end - 2 : NAME_COLUMNS;
    grid_put_fit(line, 0, 2, room, i->name, i->known && !i->count ? LOOK_DIM : LOOK_TEXT);
    if (end - room - 4 > 8) {
        grid_put_fit(line, 0, room + 4, end - room - 5, i->text, LOOK_DIM);
    }
}

static void open(struct list_view *l, struct ui *ui, long row) {
    const struct item *i = item_of(l, row);
    if (i->fault.n) {
        ui_fail(ui, "%s", i->fault.p);
        return;
    }
    struct view *next = i->problems ? view_problems(ui) : view_articles(ui, &i->query, i->name);
    if (next) {
        ui_push(ui, next);
    }
}

static const struct row_ops rows = {.paint = paint_row, .can_select = can_select, .open = open};

static void deleted(struct ui *ui, struct request *request) {
    const struct save_request *r = (const struct save_request *)request;
    if (request->has_failed) {
        ui_fail_err(ui, &request->error);
        return;
    }
    if (r->existed) {
        ui_say(ui, "Deleted '%s': %s", r->name.p, r->before.p);
    } else {
        ui_say(ui, "'%s' was already deleted", r->name.p);
    }
    ui_changed(ui);
}

/* Its name was kept: what is selected may be another by now. */
static void delete_it(struct ui *ui) {
    ui_change(ui, &request_delete(buf_str(&ui->prompt.subject))->request, deleted);
}

static bool act(struct view *v, struct ui *ui, enum action action, int n) {
    const struct item *i = selected((struct saved *)v);
    if (action != ACTION_DELETE) {
        return list_view_act(v, ui, action, n);
    }
    if (i && i->own) {
        buf_reset(&ui->prompt.subject);
        buf_add_str(&ui->prompt.subject, i->name);
        ui_ask(ui, delete_it, "Delete this saved query? ");
    } else {
        ui_say(ui, "Only queries that you saved can be deleted");
    }
    return true;
}

static const struct view_ops ops = {
    .name = "saved queries",
    .hints = "Enter open  d delete  / search  h back  ? help",
    .stays_beside = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .move = list_view_move,
    .point = list_view_point,
    .act = act,
    .refresh = refresh,
};

struct view *view_saved(struct ui *ui) {
    struct saved *s = xcalloc(1, sizeof *s);
    s->base.view.ops = &ops;
    s->base.rows = &rows;
    s->slot = (struct slot){.answered = take_own, .owner = s};
    s->count_slot = (struct slot){.answered = take_count, .owner = s};
    refresh(&s->base.view, ui);
    return &s->base.view;
}
