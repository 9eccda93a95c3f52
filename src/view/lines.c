/* lines: screens that are plain lists of lines. */
#include "lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static const struct row_ops line_rows;

struct lines *lines_new(const struct view_ops *ops, const char *name) {
    struct lines *l = xcalloc(1, sizeof *l);
    l->base.view.ops = ops;
    l->base.rows = &line_rows;
    l->title = str_from(name);
    l->summary = STR_NONE;
    return l;
}

struct entry *lines_add(struct lines *l) {
    l->entries = grow(l->entries, l->count, &l->capacity, sizeof *l->entries);
    struct entry *e = &l->entries[l->count++];
    *e = (struct entry){0};
    l->columns = 0;
    return e;
}

void lines_add_heading(struct lines *l, struct str text) {
    struct entry *e = lines_add(l);
    e->heading = true;
    e->text = text;
}

void lines_select(struct lines *l, size_t entry) {
    size_t at = entry < l->count ? entry : l->count ? l->count - 1 : 0;
    while (at + 1 < l->count && l->entries[at].heading) {
        at++;
    }
    while (at > 0 && l->entries[at].heading) {
        at--;
    }
    l->selected = at;
    l->columns = 0;
}

const struct entry *lines_selected(const struct lines *l) {
    return l->selected < l->count && !l->entries[l->selected].heading ? &l->entries[l->selected] : NULL;
}

static size_t find_entry(const struct lines *l, struct str path, struct str text, size_t otherwise) {
    for (size_t i = 0; i < l->count; i++) {
        const struct entry *e = &l->entries[i];
        if (!e->heading && str_equal(e->file.path, path) && str_equal(e->text, text)) {
            return i;
        }
    }
    return otherwise;
}

/* The old lines are freed only after the selected one was found among the new lines. */
static void take(void *owner, void *context, struct request *r) {
    struct lines *l = owner;
    const struct entry *was = lines_selected(l);
    struct str path = was ? was->file.path : STR_NONE, text = was ? was->text : STR_NONE;
    if (r->has_failed) {
        if (l->answer) {
            ui_error_from_request(context, r);
        } else {
            ui_error_from(context, &r->error);
        }
        request_free(r);
        return;
    }
    struct arena old = l->arena;
    arena_init(&l->arena);
    l->count = 0;
    l->summary = STR_NONE;
    l->fill(l, r);
    lines_select(l, find_entry(l, path, text, l->selected));
    arena_release(&old);
    request_free(l->answer);
    l->answer = r;
}

void lines_ask(struct lines *l, struct ui *ui, struct request *r) {
    l->slot.answered = take;
    l->slot.owner = l;
    ui_send(ui, &l->slot, r);
    ui_wait(ui, &l->slot);
}

struct view *lines_view(struct lines *l) {
    if (l->answer || l->slot.waits) {
        return &l->base.view;
    }
    view_free(&l->base.view);
    return NULL;
}

/* ---- rows ---- */

static void add_row(struct lines *l, size_t entry, struct str text, bool first) {
    l->rows = grow(l->rows, (size_t)l->base.list.count, &l->row_capacity, sizeof *l->rows);
    l->rows[l->base.list.count++] = (struct line_row){entry, text, first};
}

/* Breaks at a blank if there is one. */
static size_t first_row_of(struct str text, size_t columns) {
    size_t used, n = text_fit(text, columns, &used), blank = n;
    if (n == text.n || !n) {
        return text.n;
    }
    while (blank && text.p[blank] != ' ') {
        blank--;
    }
    return blank ? blank : n;
}

static void break_entry(struct lines *l, size_t entry, size_t columns) {
    struct str rest = l->entries[entry].text;
    for (bool first = true; first || rest.n; first = false) {
        size_t n = first_row_of(rest, columns);
        add_row(l, entry, str_slice(rest, 0, n), first);
        rest = str_trim(str_slice(rest, n, rest.n));
    }
}

static bool passes(const struct lines *l, size_t entry) {
    const struct entry *e = &l->entries[entry];
    return view_filter_passes(&l->base.view, (const struct str[]){e->label, e->text, e->url}, 3);
}

/* With a filter, a heading is shown if an entry below it passes. */
static bool is_shown(const struct lines *l, size_t entry) {
    if (!l->base.view.filter.n || !l->entries[entry].heading) {
        return passes(l, entry);
    }
    size_t below = entry + 1;
    while (below < l->count && !l->entries[below].heading && !passes(l, below)) {
        below++;
    }
    return below < l->count && !l->entries[below].heading;
}

/* Keeps the selection at the same height. */
static void break_all(struct lines *l, int columns) {
    enum { LEAST = 8 };
    int room = columns - l->label_columns - 5;
    long height = l->base.list.selected - l->base.list.top;
    if (l->columns == columns) {
        return;
    }
    l->columns = columns;
    l->base.list.count = 0;
    for (size_t i = 0; i < l->count; i++) {
        if (i == l->selected) {
            l->base.list.selected = l->base.list.count;
        }
        if (!is_shown(l, i)) {
            continue;
        }
        if (l->entries[i].heading) {
            add_row(l, i, l->entries[i].text, true);
        } else {
            break_entry(l, i, (size_t)(room < LEAST ? LEAST : room));
        }
    }
    l->base.list.top = l->base.list.selected - height;
    list_view_skip_headings(&l->base);
}

static bool can_select(const struct list_view *base, long row) {
    const struct lines *l = (const struct lines *)base;
    return l->rows[row].first && !l->entries[l->rows[row].entry].heading;
}

static void paint_row(const struct list_view *base, struct ui *ui, long row, const struct grid *line) {
    const struct lines *l = (const struct lines *)base;
    const struct line_row *r = &l->rows[row];
    const struct entry *e = &l->entries[r->entry];
    (void)ui;
    if (e->heading) {
        paint_heading_row(line, e->text);
        return;
    }
    if (r->first) {
        grid_put_fit(line, 0, 2, l->label_columns, e->label, e->style);
    }
    grid_put_fit(line, 0, l->label_columns + 4, line->columns - l->label_columns - 5, r->text, LOOK_TEXT);
}

static void subject(const struct list_view *base, long row, struct subject *s) {
    const struct lines *l = (const struct lines *)base;
    const struct entry *e = &l->entries[l->rows[row].entry];
    *s = (struct subject){.article = e->article, .url = e->url, .from = e->from, .file = e->file, .note = e->note};
}

/* A line that opens nothing is shown in full as a message. */
static void open(struct list_view *base, struct ui *ui, long row) {
    const struct lines *l = (const struct lines *)base;
    struct subject s = list_view_row(base, row);
    const struct entry *e = &l->entries[l->rows[row].entry];
    struct str text = e->text;
    if (e->more.n) {
        l->open(ui, e);
    } else if (!open_subject(ui, &s)) {
        ui_info(ui, text.n ? "%.*s" : "Nothing to open on this line", (int)text.n, text.p);
    }
}

static void why_empty(const struct list_view *base, struct ui *ui, struct buf *out) {
    const char *empty = ((const struct lines *)base)->empty;
    (void)ui;
    if (base->view.filter.n) {
        say_empty_filter(out);
        return;
    }
    buf_puts(out, ((const struct lines *)base)->slot.waits ? "Loading…" : empty ? empty : "Nothing here. h goes back.");
}

static const struct row_ops line_rows = {
    .paint = paint_row, .can_select = can_select, .subject = subject, .open = open, .why_empty = why_empty};

/* ---- the view ---- */

void lines_release(struct view *v) {
    struct lines *l = (struct lines *)v;
    slot_cancel(&l->slot);
    request_free(l->answer);
    list_view_release(&l->base);
    arena_release(&l->arena);
    buf_release(&l->about);
    free(l->entries);
    free(l->rows);
    free(l);
}

void lines_describe(struct view *v, struct description *d) {
    const struct lines *l = (struct lines *)v;
    const struct entry *e = lines_selected(l);
    buf_add_str(&d->title, l->title);
    buf_add_str(&d->summary, l->summary);
    if (e) {
        buf_add_str(&d->left, e->url.n ? e->url : e->text);
    }
}

/* All rows of the selected entry are made visible if they fit. */
static void show_selected(struct lines *l, long height) {
    long last = l->base.list.selected;
    while (last + 1 < l->base.list.count && !l->rows[last + 1].first) {
        last++;
    }
    if (l->base.list.count && last >= l->base.list.top + height) {
        l->base.list.top = last - height + 1 < l->base.list.selected ? last - height + 1 : l->base.list.selected;
    }
}

void lines_paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct lines *l = (struct lines *)v;
    break_all(l, g->columns);
    show_selected(l, g->rows);
    list_view_paint(v, ui, g, focused);
}

static void take_selected(struct lines *l) {
    if (l->base.list.selected < l->base.list.count) {
        l->selected = l->rows[l->base.list.selected].entry;
    }
}

void lines_move(struct view *v, struct ui *ui, struct motion m) {
    list_view_move(v, ui, m);
    take_selected((struct lines *)v);
}

void lines_point(struct view *v, struct ui *ui, int row) {
    struct view *here = ui_view(ui);
    list_view_point(v, ui, row);
    if (ui_view(ui) == here) {
        take_selected((struct lines *)v);
    }
}

void lines_filter(struct view *v, struct ui *ui, struct str text) {
    struct lines *l = (struct lines *)v;
    int columns = l->columns;
    (void)ui;
    view_set_filter(v, text);
    l->columns = 0;
    break_all(l, columns);
    take_selected(l);
}

void lines_go(struct view *v, struct ui *ui, struct list_position position) {
    list_view_go(v, ui, position);
    take_selected((struct lines *)v);
}
