/* ui_hints: the hint line: the keys that one needs here, each of which can be clicked. */
#include <string.h>

#include "text.h"
#include "ui_private.h"

const struct command *command_named(const struct ui *ui, struct str name) {
    for (size_t i = 0; i < ui->command_count; i++) {
        if (str_is(name, ui->commands[i].name)) {
            return &ui->commands[i];
        }
    }
    return NULL;
}

static struct str first_key(const struct command *c) {
    struct str keys = str_from(c->keys);
    const char *blank = memchr(keys.p, ' ', keys.n);
    return str_slice(keys, 0, blank ? (size_t)(blank - keys.p) : keys.n);
}

/* "open read": the name of a command, and what it does here. */
static const struct command *split_hint(const struct ui *ui, struct str hint, struct str *label) {
    const char *blank = memchr(hint.p, ' ', hint.n);
    size_t name = blank ? (size_t)(blank - hint.p) : hint.n;
    *label = str_slice(hint, name + 1, hint.n);
    return command_named(ui, str_slice(hint, 0, name));
}

static int hint_columns(const struct command *c, struct str label) {
    return (int)(text_columns(first_key(c)) + 1 + text_columns(label));
}

static int put_hint(struct ui *ui, const struct grid *line, int column, const struct command *c, struct str label) {
    int from = column;
    column += grid_put(line, 0, column, first_key(c), LOOK_HINT | STYLE_STRONG);
    column += 1 + grid_put(line, 0, column + 1, label, LOOK_HINT);
    ui->hints[ui->hint_count++] = (struct hint){from, column, c};
    return column + 2;
}

/* As many whole hints as fit; that of help always, at the end. */
void hints_paint(struct ui *ui, const struct grid *line) {
    const struct command *help = command_named(ui, STR("help"));
    struct str rest = str_from(ui_view(ui)->ops->hints), label;
    int column = 1, end = line->columns - (help ? hint_columns(help, STR("help")) + 2 : 0);
    while (rest.n && ui->hint_count + 1 < HINTS_MAX) {
        const char *gap = memmem(rest.p, rest.n, "  ", 2);
        struct str hint = str_slice(rest, 0, gap ? (size_t)(gap - rest.p) : rest.n);
        const struct command *c = split_hint(ui, hint, &label);
        if (c && column + hint_columns(c, label) > end) {
            break;
        }
        column = c ? put_hint(ui, line, column, c, label) : column;
        rest = str_slice(rest, hint.n + 2, rest.n);
    }
    if (help) {
        put_hint(ui, line, column, help, STR("help"));
    }
}

const struct command *hint_at(const struct ui *ui, int column) {
    for (size_t i = 0; i < ui->hint_count; i++) {
        if (column >= ui->hints[i].from && column < ui->hints[i].to) {
            return ui->hints[i].command;
        }
    }
    return NULL;
}
