/* ui_undo: undo and redo of what the backend has written down, in parts. */
#include "ui_marks.h"

/* "Undone: star on 'Atlas'", "Redone: removed the read mark on 12 articles" */
static void say_undone(struct ui *ui, const struct undo_request *r) {
    static const char *const names[] = {[UNDO_READ] = "read mark",
                                        [UNDO_STARRED] = "star",
                                        [UNDO_QUEUED] = "queue mark",
                                        [UNDO_ORDER] = "move in the reading queue",
                                        [UNDO_NOTE] = "note"};
    struct buf subject = {0};
    if (r->undo.kind != UNDO_ORDER) {
        buf_puts(&subject, " on ");
        undo_say_subject(&subject, r->undo.subject, r->undo.count);
    }
    ui_info(ui, "%s: %s%s%s", r->redo ? "Redone" : "Undone", r->undo.sets ? "" : "removed the ", names[r->undo.kind],
            buf_cstr(&subject));
    buf_release(&subject);
}

/* After a failure, pressing the same key resumes here. */
static void undone(void *owner, void *context, struct request *request) {
    const struct undo_request *r = (const struct undo_request *)request;
    struct ui *ui = context;
    (void)owner;
    if (request->has_failed) {
        ui_error_from(ui, &request->error);
    } else if (!r->found) {
        ui_info(ui, r->redo ? "Nothing to redo" : "Nothing to undo");
    } else if (request->is_partial) {
        ui_info(ui, "%s: %lld%%", r->redo ? "Redoing" : "Undoing",
                (long long)(r->undo.exchanged * 100 / (r->undo.count ? r->undo.count : 1)));
    } else {
        undo_show_changed(ui, r->undo.kind == UNDO_ORDER ? 2 : r->undo.count);
        say_undone(ui, r);
    }
    request_free(request);
}

static void undo(struct ui *ui, bool redo) {
    if (undo_is_idle(ui)) {
        struct undo_request *r = request_undo(redo, ui->host.now(ui->host.context));
        r->request.later = true;
        ui->undo->undo = (struct slot){.answered = undone};
        ui_send(ui, &ui->undo->undo, &r->request);
        ui_wait(ui, &ui->undo->undo);
    }
}

void ui_undo(struct ui *ui) {
    undo(ui, false);
}

void ui_redo(struct ui *ui) {
    undo(ui, true);
}
