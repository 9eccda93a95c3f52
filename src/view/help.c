/* help: the list of keys. */
#include <string.h>

#include "lines.h"

static void help_group(struct lines *l, const struct ui *ui, const char *group) {
    if (l->count) {
        lines_add(l)->heading = true;
    }
    struct entry *heading = lines_add(l);
    heading->heading = true;
    heading->text = str_from(group);
    for (size_t i = 0; i < ui->keymap.command_count; i++) {
        const struct command *c = &ui->keymap.commands[i];
        if (!strcmp(c->group, group)) {
            struct entry *e = lines_add(l);
            e->label = str_from(c->keys);
            e->style = LOOK_LABEL | STYLE_STRONG;
            e->text = str_from(c->help);
        }
    }
}

static const struct view_ops ops = {
    .name = "help",
    .hints = "down down  up up  filter filter  back close",
    .release = lines_release,
    .describe = lines_describe,
    .paint = lines_paint,
    .move = lines_move,
    .point = lines_point,
    .filter = lines_filter,
    .position = list_view_position,
    .go = lines_go,
};

/* From the table of commands, group by group in the table's order. */
struct view *view_help(struct ui *ui) {
    struct lines *l = lines_new(&ops, "Help");
    l->label_columns = 18;
    for (size_t i = 0; i < ui->keymap.command_count; i++) {
        if (!i || strcmp(ui->keymap.commands[i].group, ui->keymap.commands[i - 1].group)) {
            help_group(l, ui, ui->keymap.commands[i].group);
        }
    }
    lines_select(l, 0);
    return &l->base.view;
}
