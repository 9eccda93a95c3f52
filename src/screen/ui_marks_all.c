/* ui_marks_all: marks all articles of a list read, in parts between two keys. Each part is a transaction, so what was marked
 * stays when the user cancels, or the program ends. */
#include "english.h"
#include "ui_marks.h"

static void say_progress(struct ui *ui, const struct read_all_request *r) {
    const struct bulk_mark *f = &ui->undo->bulk;
    struct buf text = {0};
    format_count(&text, r->looked_at);
    if (r->looked_at <= f->of) {
        buf_puts(&text, " of ");
        format_count(&text, f->of);
        buf_puts(&text, f->exact ? "" : "+");
    }
    ui_info(ui, "Marking read: %s articles (Esc stops)", buf_cstr(&text));
    buf_release(&text);
}

static void say_end(struct ui *ui, struct read_all_request *r) {
    bool is_stopped = ui->undo->bulk.is_stopped;
    if (!r->marked) {
        ui_info(ui, is_stopped ? "Stopped. Nothing was marked." : "No unread articles in this list");
        return;
    }
    struct undo_change *s = undo_change_new(MARK_READ, 0, r->now);
    s->keys = r->keys;
    r->keys = (struct buf){0};
    s->count = r->marked;
    format_counted(&s->subject, (int64_t)s->count, "article", "articles");
    undo_keep(ui, s, is_stopped ? ", then stopped. z undoes it." : ". z undoes it.");
}

/* What was marked before it failed can be undone as well. */
static void part_marked(void *owner, void *context, struct request *request) {
    struct read_all_request *r = (struct read_all_request *)request;
    struct ui *ui = context;
    (void)owner;
    if (request->is_partial) {
        say_progress(ui, r);
    } else {
        say_end(ui, r);
        if (request->has_failed) {
            ui_error_from(ui, &request->error);
        }
    }
    request_free(request);
}

/* Key presses are answered first. */
void ui_mark_all_read(struct ui *ui, const struct query *query, int64_t of, bool exact) {
    if (!undo_is_idle(ui)) {
        return;
    }
    struct bulk_mark *f = &ui->undo->bulk;
    struct read_all_request *r = request_read_all(query, ui->host.now(ui->host.context));
    *f = (struct bulk_mark){.slot = {.answered = part_marked}, .of = of, .exact = exact};
    r->request.later = true;
    ui_send(ui, &f->slot, &r->request);
}

bool ui_stop_marking(struct ui *ui) {
    struct bulk_mark *f = ui->undo ? &ui->undo->bulk : NULL;
    if (!f || !f->slot.waits) {
        return false;
    }
    f->is_stopped = true;
    backend_finish_early(ui->backend, &f->slot);
    ui_wait(ui, &f->slot);
    return true;
}
