/* ui_hints: the hint line: the keys that one needs here, each of which can be clicked. */
#include <string.h>

#include "text.h"
#include "ui_private.h"

/* The first key that it has here; empty: it has none. */
static void first_key(struct ui *ui, const struct command *c, struct buf *key) {
    keymap_keys_of(&ui->keymap, ui_view(ui)->ops->name, c, 1, key);
}

/* "open read": the name of a command, and what it does here. */
static const struct command *split_hint(const struct ui *ui, struct str hint, struct str *label) {
    const char *blank = memchr(hint.p, ' ', hint.n);
    size_t name = blank ? (size_t)(blank - hint.p) : hint.n;
    *label = str_slice(hint, name + 1, hint.n);
    return keymap_command(&ui->keymap, str_slice(hint, 0, name));
}

/* A command without a key has a hint nevertheless: it can be clicked. */
static int hint_columns(struct str key, struct str label) {
    return (int)(text_columns(key) + (key.n ? 1 : 0) + text_columns(label));
}

static int put_hint(struct ui *ui, const struct grid *line, int column, const struct command *c, struct str key,
                    struct str label) {
    int from = column;
    column += grid_put(line, 0, column, key, LOOK_HINT | STYLE_STRONG) + (key.n ? 1 : 0);
    column += grid_put(line, 0, column, label, LOOK_HINT);
    ui->hints[ui->hint_count++] = (struct hint){from, column, c};
    return column + 2;
}

/* As many whole hints as fit; that of help always, at the end. */
void hints_paint(struct ui *ui, const struct grid *line) {
    const struct command *help = keymap_command(&ui->keymap, STR("help"));
    struct str rest = str_from(ui_view(ui)->ops->hints), label;
    struct buf help_key = {0}, key = {0};
    if (help) {
        first_key(ui, help, &help_key);
    }
    int column = 1, end = line->columns - (help ? hint_columns(buf_str(&help_key), STR("help")) + 2 : 0);
    while (rest.n && ui->hint_count + 1 < HINTS_MAX) {
        const char *gap = memmem(rest.p, rest.n, "  ", 2);
        struct str hint = str_slice(rest, 0, gap ? (size_t)(gap - rest.p) : rest.n);
        const struct command *c = split_hint(ui, hint, &label);
        rest = str_slice(rest, hint.n + 2, rest.n);
        if (!c) {
            continue;
        }
        buf_reset(&key);
        first_key(ui, c, &key);
        if (column + hint_columns(buf_str(&key), label) > end) {
            break;
        }
        column = put_hint(ui, line, column, c, buf_str(&key), label);
    }
    if (help) {
        put_hint(ui, line, column, help, buf_str(&help_key), STR("help"));
    }
    buf_release(&help_key);
    buf_release(&key);
}

const struct command *hint_at(const struct ui *ui, int column) {
    for (size_t i = 0; i < ui->hint_count; i++) {
        if (column >= ui->hints[i].from && column < ui->hints[i].to) {
            return ui->hints[i].command;
        }
    }
    return NULL;
}
