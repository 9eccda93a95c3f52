/* ui_mouse: clicks and the wheel, each for what lies under it. */
#include "ui_private.h"

enum { WHEEL_ROWS = 3 };

static const struct pane *pane_under(const struct ui *ui) {
    for (size_t i = 0; i < ui->pane_count; i++) {
        const struct grid *area = &ui->panes[i].area;
        int row = ui->click_row - area->row, column = ui->click_column - area->column;
        if (row >= 0 && row < area->rows && column >= 0 && column < area->columns) {
            return &ui->panes[i];
        }
    }
    return NULL;
}

/* In a list that is only shown next to the view, what is selected stays. */
static void wheel(struct ui *ui, int by) {
    const struct pane *pane = pane_under(ui);
    struct view *v = ui_view(ui);
    if (pane && pane->preview) {
        view_act(v, ui, ACTION_SCROLL, by);
    } else if (pane && pane->at != ui->current) {
        view_act(ui->history[pane->at], ui, ACTION_SCROLL_LIST, by);
    } else if ((!pane || pane->at == ui->current) && v->ops->move) {
        v->ops->move(v, ui, (struct motion){MOTION_ROWS, by});
    }
}

static void click_crumb(struct ui *ui) {
    size_t at = 0;
    while (at < ui->current && ui->click_column >= ui->crumbs[at]) {
        at++;
    }
    ui->current = at;
}

static void click_hint(struct ui *ui) {
    const struct command *c = hint_at(ui, ui->click_column);
    if (c) {
        ui->times = 0;
        c->run(ui, c->argument);
    }
}

/* On a preview: opens it. On a list to the left of the view: goes back to it. */
static void click_pane(struct ui *ui, const struct pane *pane) {
    ui->current = pane->at;
    struct view *v = ui_view(ui);
    if (pane->preview) {
        if (!view_act(v, ui, ACTION_SHOW, 0)) {
            view_act(v, ui, ACTION_OPEN, 0);
        }
    } else if (v->ops->point) {
        v->ops->point(v, ui, ui->click_row - pane->area.row);
    }
}

/* What a double click is to open, its first click may have opened already; then the second is not for what shows now. */
static void click(struct ui *ui) {
    const struct pane *pane = pane_under(ui);
    if (!pane) {
        ui->click_opened = false;
        if (ui->click_row == 0) {
            click_crumb(ui);
        } else if (ui->click_row == ui->screen.rows - 1) {
            click_hint(ui);
        }
    } else if (!ui->is_double_click || !ui->click_opened) {
        const struct view *clicked = ui->history[pane->at];
        ui->click_opened = false;
        click_pane(ui, pane);
        ui->click_opened = ui->click_opened || ui_view(ui) != clicked;
    }
}

void mouse_key(struct ui *ui, int key) {
    if (key == KEY_MOUSE_PRESS) {
        click(ui);
    } else {
        wheel(ui, key == KEY_WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS);
    }
}
