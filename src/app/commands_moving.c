/* commands_moving: moving in a list or a text, and between views. */
#include "commands_private.h"

static int times(const struct ui *ui) {
    return ui->times ? ui->times : 1;
}

static void move(struct ui *ui, enum motion_kind kind, long by) {
    struct view *v = ui_view(ui);
    if (v->ops->move) {
        v->ops->move(v, ui, (struct motion){kind, by});
    }
}

void command_rows(struct ui *ui, int by) {
    move(ui, MOTION_ROWS, (long)times(ui) * by);
}

void command_pages(struct ui *ui, int by) {
    move(ui, MOTION_PAGES, (long)times(ui) * by);
}

void command_half_pages(struct ui *ui, int by) {
    move(ui, MOTION_HALF_PAGES, (long)times(ui) * by);
}

void command_to_end(struct ui *ui, int kind) {
    move(ui, (enum motion_kind)kind, ui->times);
}

/* Where values can be chosen, Space chooses, as in any form. */
void command_space(struct ui *ui, int by) {
    struct view *v = ui_view(ui);
    if (!view_act(v, ui, ACTION_CHOOSE, 0) && !view_act(v, ui, ACTION_READ_ON, times(ui))) {
        command_pages(ui, by);
    }
}

/* ---- walking ---- */

void command_act(struct ui *ui, int action) {
    static const char *const nothing[ACTION_COUNT] = {
        [ACTION_OPEN] = "Nothing to open",       [ACTION_LABEL_LINKS] = "No links",     [ACTION_CONTENTS] = "No headings",
        [ACTION_EXCLUDE] = "Nothing to exclude", [ACTION_DELETE] = "Nothing to delete", [ACTION_LANGUAGE] = "No other language",
    };
    if (!view_act(ui_view(ui), ui, (enum action)action, 0)) {
        command_nothing(ui, nothing[action]);
    }
}

void command_next(struct ui *ui, int by) {
    if (!view_act(ui_view(ui), ui, ACTION_NEXT, by)) {
        command_nothing(ui, "No next or previous match");
    }
}

void command_next_link(struct ui *ui, int by) {
    if (!view_act(ui_view(ui), ui, ACTION_NEXT_LINK, by)) {
        command_nothing(ui, "No links");
    }
}

void command_next_heading(struct ui *ui, int by) {
    if (!view_act(ui_view(ui), ui, ACTION_NEXT_HEADING, times(ui) * by)) {
        command_nothing(ui, "No headings");
    }
}

void command_step(struct ui *ui, int by) {
    struct view *v = ui_view(ui);
    int64_t article;
    if (!v->ops->step) {
        command_nothing(ui, "No next or previous article");
    } else if (!v->ops->step(v, ui, times(ui) * by, &article)) {
        ui_info(ui, by > 0 ? "This is the last article of the list" : "This is the first article of the list");
    }
}

void command_walk(struct ui *ui, int by) {
    if (by < 0) {
        ui_back(ui);
    } else {
        ui_forward(ui);
    }
}

void command_quit(struct ui *ui, int at_once) {
    if (ui->current && !at_once) {
        ui_back(ui);
    } else {
        ui->quit = true;
    }
}
