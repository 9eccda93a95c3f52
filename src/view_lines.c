/* view_lines: screens that are plain lists of lines; and two of them that are made once: the links of an article, the help. */
#include "view_lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

struct entry *lines_add(struct lines *l) {
    l->entries = grow(l->entries, (size_t)l->list.count, &l->capacity, sizeof *l->entries);
    struct entry *e = &l->entries[l->list.count++];
    *e = (struct entry){0};
    return e;
}

void lines_add_heading(struct lines *l, struct str text) {
    struct entry *e = lines_add(l);
    e->heading = true;
    e->text = text;
}

void lines_clear(struct lines *l) {
    arena_reset(&l->arena);
    l->list.count = 0;
    l->summary = STR_NONE;
}

static bool can_select(const void *context, long row) {
    return !((const struct lines *)context)->entries[row].heading;
}

void lines_release(struct view *v) {
    struct lines *l = (struct lines *)v;
    arena_release(&l->arena);
    free(l->entries);
    free(l);
}

void lines_title(struct view *v, struct buf *out) {
    buf_add_str(out, ((struct lines *)v)->title);
}

void lines_summary(struct view *v, struct buf *out) {
    buf_add_str(out, ((struct lines *)v)->summary);
}

const struct entry *lines_selected(const struct lines *l) {
    return l->list.selected < l->list.count ? &l->entries[l->list.selected] : NULL;
}

void lines_status(struct view *v, struct buf *left, struct buf *right) {
    struct lines *l = (struct lines *)v;
    (void)right;
    if (lines_selected(l)) {
        buf_add_str(left, lines_selected(l)->url.n ? lines_selected(l)->url : lines_selected(l)->text);
    }
}

static void paint_row(void *context, long row, const struct grid *line, bool is_selected) {
    const struct lines *l = context;
    const struct entry *e = &l->entries[row];
    (void)is_selected;
    if (e->heading) {
        paint_heading_row(line, e->text);
        return;
    }
    grid_put_fit(line, 0, 2, l->label_columns, e->label, e->style);
    grid_put_fit(line, 0, l->label_columns + 4, line->columns - l->label_columns - 5, e->text, LOOK_TEXT);
}

void lines_paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct lines *l = (struct lines *)v;
    (void)ui;
    list_paint(&l->list, g, focused, paint_row, l);
    if (!l->list.count) {
        grid_put(g, 0, 2, STR("nothing here"), LOOK_DIM);
    }
}

void lines_move(struct view *v, struct ui *ui, struct motion m) {
    struct lines *l = (struct lines *)v;
    (void)ui;
    list_move(&l->list, m, can_select, l);
}

void lines_open(struct view *v, struct ui *ui) {
    const struct entry *e = lines_selected((struct lines *)v);
    if (e && e->url.n) {
        ui_open_url(ui, e->url);
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

static const struct view_ops links_ops = {
    .name = "links",
    .hints = "Enter open in the browser  j/k move  h back  ? help",
    .release = lines_release,
    .title = lines_title,
    .summary = lines_summary,
    .status = lines_status,
    .paint = lines_paint,
    .move = lines_move,
    .open = lines_open,
};

static const struct view_ops help_ops = {
    .name = "help",
    .hints = "j/k move  h back  q close",
    .release = lines_release,
    .title = lines_title,
    .status = lines_status,
    .paint = lines_paint,
    .move = lines_move,
};

struct lines *lines_new(const struct view_ops *ops, const char *name) {
    struct lines *l = xcalloc(1, sizeof *l);
    l->view.ops = ops;
    l->title = str_from(name);
    l->summary = STR_NONE;
    return l;
}

struct view *lines_done(struct lines *l) {
    if (l->list.count) {
        list_settle(&l->list, -1, can_select, l);
    }
    return &l->view;
}

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
    if (!ui->cache || sheet_load(&sheet, ui->cache, id, &e) < 0) {
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
    return lines_done(l);
}

static void help_group(struct lines *l, const struct ui *ui, const char *group) {
    if (l->list.count) {
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
    return lines_done(l);
}
