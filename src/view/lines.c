/* lines: screens that are plain lists of lines; and two of them that are made once: the links of an article, the help. */
#include "lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

struct lines *lines_new(const struct view_ops *ops, const char *name) {
    struct lines *l = xcalloc(1, sizeof *l);
    l->view.ops = ops;
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

struct lines *lines_loaded(const struct view_ops *ops, const char *name, int label_columns, struct ui *ui, lines_load *load) {
    struct lines *l = lines_new(ops, name);
    struct err e;
    l->label_columns = label_columns;
    if (!ui->cache || load(l, ui, &e) < 0) {
        ui_fail(ui, "%s", ui->cache ? e.text : "there is no cache yet");
        lines_release(&l->view);
        return NULL;
    }
    lines_select(l, 0);
    return l;
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

void lines_reload(struct lines *l, struct ui *ui, lines_load *load) {
    const struct entry *was = lines_selected(l);
    struct str path = was ? was->file.path : STR_NONE, text = was ? was->text : STR_NONE;
    struct arena old = l->arena;
    size_t count_before = l->count;
    struct err e;
    if (!ui->cache) {
        return;
    }
    arena_init(&l->arena);
    l->count = 0;
    if (load(l, ui, &e) < 0) {
        ui_fail_err(ui, &e);
        arena_release(&l->arena);
        l->arena = old;
        l->count = count_before;
        return;
    }
    lines_select(l, find_entry(l, path, text, l->selected));
    arena_release(&old);
}

/* ---- rows ---- */

static void add_row(struct lines *l, size_t entry, struct str text, bool first) {
    l->rows = grow(l->rows, (size_t)l->list.count, &l->row_capacity, sizeof *l->rows);
    l->rows[l->list.count++] = (struct line_row){entry, text, first};
}

/* As much as fits, up to a blank where there is one. */
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

/* What is selected stays so, at the same height. */
static void break_all(struct lines *l, int columns) {
    enum { LEAST = 8 };
    int room = columns - l->label_columns - 5;
    long height = l->list.selected - l->list.top;
    if (l->columns == columns) {
        return;
    }
    l->columns = columns;
    l->list.count = 0;
    for (size_t i = 0; i < l->count; i++) {
        if (i == l->selected) {
            l->list.selected = l->list.count;
        }
        if (l->entries[i].heading) {
            add_row(l, i, l->entries[i].text, true);
        } else {
            break_entry(l, i, (size_t)(room < LEAST ? LEAST : room));
        }
    }
    l->list.top = l->list.selected - height;
}

static bool can_select(const void *context, long row) {
    const struct lines *l = context;
    return l->rows[row].first && !l->entries[l->rows[row].entry].heading;
}

static void paint_row(void *context, long row, const struct grid *line, bool is_selected) {
    const struct lines *l = context;
    const struct line_row *r = &l->rows[row];
    const struct entry *e = &l->entries[r->entry];
    (void)is_selected;
    if (e->heading) {
        paint_heading_row(line, e->text);
        return;
    }
    if (r->first) {
        grid_put_fit(line, 0, 2, l->label_columns, e->label, e->style);
    }
    grid_put_fit(line, 0, l->label_columns + 4, line->columns - l->label_columns - 5, r->text, LOOK_TEXT);
}

/* ---- the view ---- */

void lines_release(struct view *v) {
    struct lines *l = (struct lines *)v;
    arena_release(&l->arena);
    free(l->entries);
    free(l->rows);
    free(l);
}

void lines_title(struct view *v, struct buf *out) {
    buf_add_str(out, ((struct lines *)v)->title);
}

void lines_summary(struct view *v, struct buf *out) {
    buf_add_str(out, ((struct lines *)v)->summary);
}

void lines_status(struct view *v, struct buf *left, struct buf *right) {
    const struct entry *e = lines_selected((struct lines *)v);
    (void)right;
    if (e) {
        buf_add_str(left, e->url.n ? e->url : e->text);
    }
}

/* All rows of what is selected show, where they have room. */
static void show_selected(struct lines *l, long height) {
    long last = l->list.selected;
    while (last + 1 < l->list.count && !l->rows[last + 1].first) {
        last++;
    }
    if (l->list.count && last >= l->list.top + height) {
        l->list.top = last - height + 1 < l->list.selected ? last - height + 1 : l->list.selected;
    }
}

void lines_paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct lines *l = (struct lines *)v;
    (void)ui;
    break_all(l, g->columns);
    show_selected(l, g->rows);
    list_paint(&l->list, g, focused, paint_row, l);
    if (!l->count) {
        paint_empty(g, str_from(l->empty ? l->empty : "nothing here; h goes back"));
    }
}

static void take_selected(struct lines *l) {
    if (l->list.selected < l->list.count) {
        l->selected = l->rows[l->list.selected].entry;
    }
}

void lines_move(struct view *v, struct ui *ui, struct motion m) {
    struct lines *l = (struct lines *)v;
    (void)ui;
    list_move(&l->list, m, can_select, l);
    take_selected(l);
}

void lines_point(struct view *v, struct ui *ui, int row) {
    struct lines *l = (struct lines *)v;
    if (list_point(&l->list, row, can_select, l) && v->ops->open) {
        v->ops->open(v, ui);
    }
    take_selected(l);
}

void lines_open(struct view *v, struct ui *ui) {
    const struct entry *e = lines_selected((struct lines *)v);
    if (e && e->url.n) {
        follow_link(ui, e->url);
    } else if (e && e->article) {
        struct view *next = view_reader(ui, e->article);
        if (next) {
            ui_push(ui, next);
        }
    } else if (e && e->text.n) {
        ui_say(ui, "%.*s", (int)e->text.n, e->text.p);
    } else {
        ui_say(ui, "there is nothing to open on this line");
    }
}

int64_t lines_article(struct view *v) {
    const struct entry *e = lines_selected((struct lines *)v);
    return e ? e->article : 0;
}

bool lines_file(struct view *v, struct file_place *place) {
    const struct entry *e = lines_selected((struct lines *)v);
    if (e && e->file.path.n) {
        *place = e->file;
    }
    return e && e->file.path.n;
}

static struct str url(struct view *v) {
    const struct entry *e = lines_selected((struct lines *)v);
    return e ? e->url : STR_NONE;
}

static const struct view_ops links_ops = {
    .name = "links",
    .hints = "Enter open  o browser  y copy  j/k move  h back  ? help",
    .release = lines_release,
    .title = lines_title,
    .summary = lines_summary,
    .status = lines_status,
    .paint = lines_paint,
    .move = lines_move,
    .point = lines_point,
    .open = lines_open,
    .url = url,
};

static const struct view_ops help_ops = {
    .name = "help",
    .hints = "j/k move  h back  q close",
    .release = lines_release,
    .title = lines_title,
    .status = lines_status,
    .paint = lines_paint,
    .move = lines_move,
    .point = lines_point,
};

/* The text of a link: of all spans that carry it. */
static struct str link_text(const struct doc *d, uint32_t link, struct arena *arena) {
    struct buf text = {0};
    for (size_t i = 0; i < d->span_count; i++) {
        if (d->spans[i].link == link) {
            text_clean_line(&text, str_slice(d->text, d->spans[i].offset, d->spans[i].offset + d->spans[i].length));
        }
    }
    struct str copy = arena_copy(arena, buf_str(&text));
    buf_release(&text);
    return copy;
}

struct view *view_links(struct ui *ui, int64_t id) {
    struct lines *l = lines_new(&links_ops, "Links");
    struct sheet sheet = {0};
    struct err e;
    l->label_columns = 4;
    if (!ui->cache || sheet_load(&sheet, ui->cache, id, 0, &e) < 0) {
        ui_fail(ui, "%s", ui->cache ? e.text : "there is no cache yet");
        lines_release(&l->view);
        return NULL;
    }
    for (uint32_t i = 1; i <= sheet.doc.link_count; i++) {
        uint32_t number = layout_link_number(&sheet.doc, i);
        if (number) {
            struct entry *entry = lines_add(l);
            entry->url = arena_copy(&l->arena, sheet.doc.links[i - 1].url);
            entry->label = arena_printf(&l->arena, "%4u", number);
            entry->style = LOOK_LABEL;
            entry->text = link_text(&sheet.doc, i, &l->arena);
            entry->text = entry->text.n ? entry->text : entry->url;
        }
    }
    sheet_release(&sheet);
    lines_select(l, 0);
    return &l->view;
}

static void help_group(struct lines *l, const struct ui *ui, const char *group) {
    if (l->count) {
        lines_add(l)->heading = true;
    }
    struct entry *heading = lines_add(l);
    heading->heading = true;
    heading->text = str_from(group);
    for (size_t i = 0; i < ui->command_count; i++) {
        const struct command *c = &ui->commands[i];
        if (!strcmp(c->group, group)) {
            struct entry *e = lines_add(l);
            e->label = str_from(c->keys);
            e->style = LOOK_LABEL | STYLE_STRONG;
            e->text = str_from(c->help);
        }
    }
}

/* Printed from the one table of commands, group by group in the table's order. */
struct view *view_help(struct ui *ui) {
    struct lines *l = lines_new(&help_ops, "Help");
    l->label_columns = 18;
    for (size_t i = 0; i < ui->command_count; i++) {
        if (!i || strcmp(ui->commands[i].group, ui->commands[i - 1].group)) {
            help_group(l, ui, ui->commands[i].group);
        }
    }
    lines_select(l, 0);
    return &l->view;
}
