/* ui_change: changes that must not be lost. Each has a slot of its own, so that no change replaces another, and its result is
 * reported once it is on disk, however long that takes. */
#include <stdlib.h>

#include "ui_private.h"

struct pending_change {
    struct slot slot;
    struct pending_change *next;
    change_done *done;
};

static void unlink_change(struct ui *ui, const struct pending_change *c) {
    struct pending_change **at = &ui->pending_changes;
    while (*at != c) {
        at = &(*at)->next;
    }
    *at = c->next;
}

static void take(void *owner, void *context, struct request *r) {
    struct pending_change *c = owner;
    struct ui *ui = context;
    change_done *done = c->done;
    unlink_change(ui, c);
    free(c);
    done(ui, r);
    request_free(r);
}

void ui_change(struct ui *ui, struct request *r, change_done *done) {
    struct pending_change *c = xcalloc(1, sizeof *c);
    c->slot = (struct slot){.answered = take, .owner = c};
    c->done = done;
    c->next = ui->pending_changes;
    ui->pending_changes = c;
    ui_send(ui, &c->slot, r);
    ui_wait(ui, &c->slot);
}

void changes_free(struct ui *ui) {
    for (struct pending_change *c; (c = ui->pending_changes);) {
        ui->pending_changes = c->next;
        slot_cancel(&c->slot);
        free(c);
    }
}
