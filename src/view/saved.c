/* saved: the queries that have a name: those that are always there, those of the configuration, those that were saved. */
#include <stdlib.h>
#include <string.h>

#include "english.h"
#include "list_view.h"
#include "text.h"

enum { SAVED_LIMIT = 10000, NAME_COLUMNS = 26, NEW_COLUMNS = 12 };

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
    struct arena arena;
    struct item *items;
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

static void add_all(struct saved *s, const struct ui *ui, const struct named_query *own, size_t own_count) {
    s->items = arena_alloc(&s->arena, LENGTH(always) + ui->query_count + own_count + 6, sizeof *s->items);
    s->base.list.count = 0;
    add_heading(s, "Always there");
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
        add(s, own[i].name, own[i].text)->own = true;
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

static void load(struct saved *s, struct ui *ui) {
    struct arena before = s->arena;
    const struct item *items_before = s->items;
    long count_before = s->base.list.count;
    struct named_query *own = NULL;
    size_t count = 0;
    struct err e;
    arena_init(&s->arena);
    if (ui->marks && marks_queries(ui->marks, &s->arena, &own, &count, &e) < 0) {
        ui_fail(ui, "%s", e.text);
        count = 0;
    }
    add_all(s, ui, own, count);
    take_counts(s, items_before, count_before);
    arena_release(&before);
    list_view_settle(&s->base);
}

const char *view_saved_is_fixed(struct ui *ui, struct str name) {
    for (size_t i = 0; i < LENGTH(always); i++) {
        if (str_is(name, always[i].name)) {
            return "always there";
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

static int count_problems(struct item *i, struct ui *ui, struct err *e) {
    struct counts counts;
    int result = cache_counts(ui->cache, &counts, e);
    i->count = counts.errors + counts.warnings + counts.notes;
    i->exact = true;
    i->unread = -1;
    return result;
}

/* One at a time; a key goes first. */
static bool work(struct view *v, struct ui *ui) {
    struct saved *s = (struct saved *)v;
    struct item *i = s->items, *end = s->items + s->base.list.count;
    struct err e;
    while (i < end && (i->heading || i->counted)) {
        i++;
    }
    if (i == end || !ui->cache) {
        return false;
    }
    ui_give_way(ui, true);
    int result = i->problems ? count_problems(i, ui, &e)
                             : cache_count(ui->cache, &i->query, SAVED_LIMIT, &i->count, &i->exact, &i->unread, &e);
    ui_give_way(ui, false);
    i->counted = result == 0 || e.code != ERR_INTERRUPTED;
    i->known = i->counted ? result == 0 : i->known;
    return true;
}

/* ---- the view ---- */

static void refresh(struct view *v, struct ui *ui) {
    load((struct saved *)v, ui);
}

static void release(struct view *v) {
    list_view_release((struct list_view *)v);
    arena_release(&((struct saved *)v)->arena);
    free(v);
}

static void describe(struct view *v, struct description *d) {
    const struct item *i = selected((struct saved *)v);
    buf_puts(&d->title, "Saved queries");
    if (i) {
        buf_add_str(&d->left, i->problems ? STR("what is wrong in the content files") : i->fault.n ? i->fault : i->text);
    }
}

/* "1,234    41 new", in two columns. Returns where they begin. */
static int paint_counts(const struct item *i, const struct grid *line) {
    struct buf count = {0}, unread = {0};
    int end = line->columns - 1;
    if (i->fault.n) {
        buf_puts(&count, "no query");
    } else if (!i->known) {
        buf_puts(&count, i->counted ? "" : "…");
    } else {
        format_count(&count, i->count);
        buf_puts(&count, i->exact ? "" : "+");
    }
    if (i->known && i->unread > 0) {
        format_count(&unread, i->unread);
        buf_puts(&unread, " new");
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

static void remove_selected(struct ui *ui) {
    const struct item *i = selected((struct saved *)ui_view(ui));
    struct err e;
    if (marks_delete_query(ui->marks, i->name, &e) < 0) {
        ui_fail(ui, "%s", e.text);
    } else {
        ui_say(ui, "deleted '%s'; it was %s", i->name.p, i->text.p);
        ui_changed(ui);
    }
}

static bool act(struct view *v, struct ui *ui, enum action action, int n) {
    const struct item *i = selected((struct saved *)v);
    if (action != ACTION_DELETE) {
        return list_view_act(v, ui, action, n);
    }
    if (i && i->own) {
        ui_ask(ui, remove_selected, "delete this saved query? ");
    } else {
        ui_say(ui, "only what you saved can be deleted here");
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
    .work = work,
};

struct view *view_saved(struct ui *ui) {
    struct saved *s = xcalloc(1, sizeof *s);
    s->base.view.ops = &ops;
    s->base.rows = &rows;
    load(s, ui);
    return &s->base.view;
}
