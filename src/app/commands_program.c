/* commands_program: help, problems, the screen, indexing, quitting. */
#include "commands_private.h"
#include "view.h"

void command_problems(struct ui *ui, int argument) {
    (void)argument;
    command_push_once(ui, "problems", view_problems);
}

void command_changes(struct ui *ui, int argument) {
    (void)argument;
    command_push_once(ui, "changes", view_changes);
}

void command_reindex(struct ui *ui, int argument) {
    struct err e;
    (void)argument;
    if (ui->host.reindex(ui->host.context, &e) < 0) {
        ui_error_from(ui, &e);
    }
}

void command_redraw(struct ui *ui, int argument) {
    (void)argument;
    ui->host.redraw(ui->host.context);
}

void command_suspend(struct ui *ui, int argument) {
    (void)argument;
    ui->host.suspend(ui->host.context);
}

void command_zoom(struct ui *ui, int argument) {
    (void)argument;
    ui->zoomed = !ui->zoomed;
    ui_info(ui, ui->zoomed ? "One pane" : "Panes side by side where they fit");
}

void command_share(struct ui *ui, int argument) {
    enum { STEP = 2 };
    int share = ui->inner_share + argument * STEP * (ui->times ? ui->times : 1);
    if (ui->pane_count < 2) {
        ui_info(ui, ui->zoomed ? "One pane (+ shows them side by side)" : "One pane here");
        return;
    }
    ui->inner_share = share < PANE_LEAST ? PANE_LEAST : share > PANE_MOST ? PANE_MOST : share;
    ui_info(ui, "The list takes %d%% of the width", ui->inner_share);
}

void command_help(struct ui *ui, int argument) {
    (void)argument;
    command_push_once(ui, "help", view_help);
}
