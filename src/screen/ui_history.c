/* ui_history: the views that were gone to, back and forward among them, and what one of them says of itself. */
#include <string.h>

#include "ui_private.h"

void view_free(struct view *v) {
    buf_release(&v->filter);
    v->ops->release(v);
}

static void forget(struct ui *ui, size_t from) {
    while (ui->history_count > from) {
        view_free(ui->history[--ui->history_count]);
    }
}

static void forget_forward_saved(struct ui *ui) {
    while (ui->forward_saved_count) {
        view_free(ui->forward_saved[--ui->forward_saved_count]);
    }
}

void history_release(struct ui *ui) {
    forget_forward_saved(ui);
    forget(ui, 0);
}

struct view *ui_view(struct ui *ui) {
    return ui->history[ui->current];
}

struct view *ui_parent(struct ui *ui) {
    return ui->current ? ui->history[ui->current - 1] : NULL;
}

struct subject ui_subject(struct ui *ui) {
    struct view *v = ui_view(ui);
    struct subject s = {0};
    if (v->ops->subject) {
        v->ops->subject(v, &s);
    }
    return s;
}

struct listing view_listing(struct view *v) {
    struct listing l = {0};
    if (v->ops->listing) {
        v->ops->listing(v, &l);
    }
    return l;
}

bool view_act(struct view *v, struct ui *ui, enum action action, int n) {
    return v->ops->act && v->ops->act(v, ui, action, n);
}

static void leave(struct ui *ui) {
    slot_cancel(&ui->command_slot);
    if (ui->history_count && ui_view(ui)->ops->leave) {
        ui_view(ui)->ops->leave(ui_view(ui));
    }
}

static void push(struct ui *ui, struct view *v) {
    v->generation = ui->generation;
    for (size_t i = 0; i < ui->history_count && i <= ui->current; i++) {
        ui->history[i]->left |= v->ops->is_list;
    }
    if (ui->history_count) {
        forget(ui, ui->current + 1);
    }
    if (ui->history_count == HISTORY_MAX) { /* the oldest but the first, which is home, makes room */
        view_free(ui->history[1]);
        memmove(&ui->history[1], &ui->history[2], (HISTORY_MAX - 2) * sizeof ui->history[0]);
        ui->history_count--;
    }
    ui->history[ui->history_count] = v;
    ui->current = ui->history_count++;
}

void ui_push(struct ui *ui, struct view *v) {
    leave(ui);
    forget_forward_saved(ui);
    push(ui, v);
}

void ui_push_tentatively(struct ui *ui, struct view *v) {
    leave(ui);
    forget_forward_saved(ui);
    ui->forward_saved_count = ui->history_count - (ui->current + 1);
    memcpy(ui->forward_saved, &ui->history[ui->current + 1], ui->forward_saved_count * sizeof ui->forward_saved[0]);
    ui->history_count = ui->current + 1;
    push(ui, v);
}

void ui_back(struct ui *ui) {
    leave(ui);
    if (ui->current) {
        ui->current--;
    } else {
        ui_info(ui, "This is the first page. q quits.");
    }
}

void ui_forward(struct ui *ui) {
    leave(ui);
    if (ui->current + 1 < ui->history_count) {
        ui->current++;
    } else {
        ui_info(ui, "No page to go forward to");
    }
}

void ui_drop(struct ui *ui) {
    slot_cancel(&ui->command_slot);
    if (ui->current) {
        forget(ui, ui->current);
        ui->current--;
        memcpy(&ui->history[ui->history_count], ui->forward_saved, ui->forward_saved_count * sizeof ui->forward_saved[0]);
        ui->history_count += ui->forward_saved_count;
        ui->forward_saved_count = 0;
    }
}

void ui_changed(struct ui *ui) {
    ui->generation++;
}

void ui_lists_changed(struct ui *ui) {
    ui->list_generation++;
    ui_changed(ui);
}

void ui_refresh(struct ui *ui, struct view *v) {
    if (v->generation != ui->generation || (v->left && v->stale)) {
        v->generation = ui->generation;
        if (v->ops->refresh) {
            v->ops->refresh(v, ui);
        }
    }
    v->left = false;
}
