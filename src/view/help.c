/* help: the keys, as they are bound: first what one needs on the screen that it was opened from. */
#include <string.h>

#include "lines.h"

enum { KEYS_SHOWN = 4 };

struct making {
    struct lines *lines;
    const struct ui *ui;
    const struct view_ops *of; /* the screen */
    const struct command *here[HINTS_MAX];
    size_t here_count;
};

static void add_heading(struct lines *l, struct str text) {
    if (l->count) {
        lines_add_heading(l, STR_NONE);
    }
    lines_add_heading(l, text);
}

static void add_line(struct lines *l, struct buf *label, const char *text) {
    struct entry *e = lines_add(l);
    e->label = arena_copy(&l->arena, buf_str(label));
    e->style = LOOK_LABEL | STYLE_STRONG;
    e->text = arena_copy(&l->arena, str_from(text));
    buf_release(label);
}

static void add_command(struct making *m, const struct command *c) {
    struct buf keys = {0}, text = {0};
    keymap_keys_of(&m->ui->keymap, m->of->name, c, KEYS_SHOWN, &keys);
    buf_printf(&text, "%s%s%s", keys.n ? "" : ":", keys.n ? "" : c->name, keys.n ? "" : ": ");
    buf_puts(&text, c->help);
    add_line(m->lines, &keys, buf_cstr(&text));
    buf_release(&text);
}

static bool is_here(const struct making *m, const struct command *c) {
    for (size_t i = 0; i < m->here_count; i++) {
        if (m->here[i] == c) {
            return true;
        }
    }
    return false;
}

/* The commands of its hints. */
static void find_here(struct making *m) {
    struct str rest = str_from(m->of->hints);
    while (rest.n && m->here_count < HINTS_MAX) {
        const char *gap = memmem(rest.p, rest.n, "  ", 2);
        struct str hint = str_slice(rest, 0, gap ? (size_t)(gap - rest.p) : rest.n);
        const char *blank = memchr(hint.p, ' ', hint.n);
        struct str name = str_slice(hint, 0, blank ? (size_t)(blank - hint.p) : hint.n);
        const struct command *c = keymap_command(&m->ui->keymap, name);
        if (c && !is_here(m, c)) {
            m->here[m->here_count++] = c;
        }
        rest = str_slice(rest, hint.n + 2, rest.n);
    }
}

static void add_here(struct making *m) {
    struct buf title = {0};
    buf_printf(&title, "Here: %s", m->of->name);
    add_heading(m->lines, arena_copy(&m->lines->arena, buf_str(&title)));
    buf_release(&title);
    for (size_t i = 0; i < m->here_count; i++) {
        add_command(m, m->here[i]);
    }
}

/* "star, then filter topic:x": what is no single command of the table. */
static void describe_steps(const struct binding *b, struct buf *out) {
    for (size_t i = 0; i < b->step_count; i++) {
        const struct action_step *s = &b->steps[i];
        buf_puts(out, i ? ", then " : "");
        if (s->argv) {
            buf_puts(out, s->detached ? "start" : "run");
            for (size_t k = 0; s->argv[k]; k++) {
                buf_printf(out, " %s", s->argv[k]);
            }
        } else {
            buf_printf(out, "%s%s%.*s", s->command->name, s->words.n ? " " : "", (int)s->words.n, s->words.p);
        }
    }
}

static bool is_plain(const struct binding *b) {
    return b->step_count == 1 && !b->steps[0].argv && !b->steps[0].words.n && !b->steps[0].times;
}

static void add_own(struct making *m) {
    bool any = false;
    for (size_t i = 0; i < m->ui->keymap.count; i++) {
        const struct binding *b = &m->ui->keymap.bindings[i];
        bool works = b->line && b->step_count && !is_plain(b) && (!*b->view || !strcmp(b->view, m->of->name));
        if (!works) {
            continue;
        }
        struct buf keys = {0}, text = {0};
        if (!any) {
            add_heading(m->lines, STR("Keys of your own"));
        }
        any = true;
        keymap_print(b->keys, b->key_count, &keys);
        describe_steps(b, &text);
        add_line(m->lines, &keys, buf_cstr(&text));
        buf_release(&text);
    }
}

static void add_group(struct making *m, const char *group) {
    bool any = false;
    for (size_t i = 0; i < m->ui->keymap.command_count; i++) {
        const struct command *c = &m->ui->keymap.commands[i];
        if (strcmp(c->group, group) != 0 || is_here(m, c)) {
            continue;
        }
        if (!any) {
            add_heading(m->lines, str_from(group));
        }
        any = true;
        add_command(m, c);
    }
}

static const struct view_ops ops = {
    .name = "help",
    .hints = "down down  up up  search filter  back close",
    .search_is_filter = true,
    .release = lines_release,
    .describe = lines_describe,
    .paint = lines_paint,
    .move = lines_move,
    .point = lines_point,
    .filter = lines_filter,
    .position = list_view_position,
    .go = lines_go,
};

struct view *view_help(struct ui *ui) {
    struct lines *l = lines_new(&ops, "Help");
    struct making m = {.lines = l, .ui = ui, .of = ui_view(ui)->ops};
    const struct keymap *map = &ui->keymap;
    l->label_columns = 18;
    find_here(&m);
    add_here(&m);
    add_own(&m);
    for (size_t i = 0; i < map->command_count; i++) {
        if (!i || strcmp(map->commands[i].group, map->commands[i - 1].group)) {
            add_group(&m, map->commands[i].group);
        }
    }
    lines_select(l, 0);
    return &l->base.view;
}
