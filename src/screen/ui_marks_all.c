/* ui_marks_all: marks many articles of a list, in parts between two keys. Each part is a transaction, so what was marked stays
 * when the user cancels, or the program ends. */
#include "english.h"
#include "ui_marks.h"

static void say_progress(struct ui *ui, const struct mark_all_request *r) {
    const struct undo_work *w = ui->undo;
    struct buf text = {0};
    format_count(&text, r->looked_at);
    if (r->looked_at <= w->of) {
        buf_puts(&text, " of ");
        format_count(&text, w->of);
        buf_puts(&text, w->exact ? "" : "+");
    }
    bool reads = w->marking.mark == MARK_READ && !w->marking.clears;
    ui_info(ui, "%s: %s articles (Esc stops)", reads ? "Marking read" : "Marking", buf_cstr(&text));
    buf_release(&text);
}

static void say_nothing_marked(struct ui *ui) {
    static const char *const nothing[MARK_COUNT][2] = {
        [MARK_READ] = {"No unread articles in this list", "No read articles here"},
        [MARK_STARRED] = {"All of them are starred", "None of them is starred"},
        [MARK_QUEUED] = {"All of them are in the reading queue", "None of them is in the reading queue"}};
    const struct undo_work *w = ui->undo;
    ui_info(ui, "%s", w->is_stopped ? "Stopped. Nothing was marked." : nothing[w->marking.mark][w->marking.clears]);
}

static void say_end(struct ui *ui, const struct mark_all_request *r) {
    const struct undo_work *w = ui->undo;
    if (!r->marked) {
        say_nothing_marked(ui);
        return;
    }
    ui_lists_changed(ui);
    undo_say_marked(ui, w->marking.mark, !w->marking.clears, STR_NONE, r->marked,
                    w->is_stopped ? ", then stopped. z undoes it." : ". z undoes it.");
}

/* What was marked before it failed can be undone as well. */
static void part_marked(void *owner, void *context, struct request *request) {
    struct mark_all_request *r = (struct mark_all_request *)request;
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
void ui_mark_all(struct ui *ui, const struct marking *marking, int64_t of, bool exact) {
    if (!undo_is_idle(ui)) {
        return;
    }
    struct undo_work *w = ui->undo;
    struct mark_all_request *r = request_mark_all(marking, ui->host.now(ui->host.context));
    w->bulk = (struct slot){.answered = part_marked};
    w->marking = r->marking;
    w->of = of;
    w->exact = exact;
    w->is_stopped = false;
    r->request.later = true;
    ui_send(ui, &w->bulk, &r->request);
}

bool ui_stop_marking(struct ui *ui) {
    struct undo_work *w = ui->undo;
    if (!w || !w->bulk.waits) {
        return false;
    }
    w->is_stopped = true;
    backend_finish_early(ui->backend, &w->bulk);
    ui_wait(ui, &w->bulk);
    return true;
}
