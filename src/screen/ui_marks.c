/* ui_marks: setting a mark, moving an article in the queue. The backend writes down what was changed, for undo.
 */
#include "ui_marks.h"

#include <stdlib.h>

#include "english.h"
#include "text.h"

enum { SUBJECT_COLUMNS = 36 };

static struct undo_work *work_of(struct ui *ui) {
    if (!ui->undo) {
        ui->undo = xcalloc(1, sizeof *ui->undo);
    }
    return ui->undo;
}

void undo_free(struct undo_work *w) {
    if (w) {
        slot_cancel(&w->undo);
        slot_cancel(&w->bulk);
    }
    free(w);
}

/* ---- what is said ---- */

void undo_say_title(struct buf *out, struct str title) {
    size_t used, n = text_fit(title, SUBJECT_COLUMNS, &used);
    buf_putc(out, '\'');
    buf_add_str(out, str_slice(title, 0, n));
    buf_puts(out, n < title.n ? "…'" : "'");
}

void undo_say_subject(struct buf *out, struct str title, int64_t count) {
    if (count == 1 && title.n) {
        undo_say_title(out, title);
    } else {
        format_counted(out, count, "article", "articles");
    }
}

void undo_say_marked(struct ui *ui, enum mark mark, bool on, struct str title, int64_t count, const char *end) {
    static const struct {
        const char *before, *after;
    } words[MARK_COUNT][2] = {
        [MARK_READ] = {{"Marked ", " unread"}, {"Marked ", " read"}},
        [MARK_STARRED] = {{"Unstarred ", ""}, {"Starred ", ""}},
        [MARK_QUEUED] = {{"Removed ", " from the reading queue"}, {"Queued ", ""}},
    };
    struct buf subject = {0};
    undo_say_subject(&subject, title, count);
    ui_info(ui, "%s%s%s%s", words[mark][on].before, buf_cstr(&subject), words[mark][on].after, end);
    buf_release(&subject);
}

void undo_show_changed(struct ui *ui, int64_t count) {
    if (count > 1) {
        ui_lists_changed(ui);
    } else {
        ui_changed(ui);
    }
}

/* ---- setting ---- */

bool undo_may_begin(struct ui *ui) {
    const struct undo_work *w = work_of(ui);
    bool is_busy = w->undo.waits || w->bulk.waits;
    if (!ui->has_marks || !ui->has_cache) {
        ui_info(ui, ui->has_marks ? "No cache yet: press R to index" : "No marks: the marks file cannot be used");
    } else if (is_busy) {
        ui_info(ui, "Still marking: try again in a moment");
    }
    return ui->has_marks && ui->has_cache && !is_busy;
}

bool undo_is_idle(struct ui *ui) {
    if (!undo_may_begin(ui)) {
        return false;
    }
    if (ui->pending_changes) {
        ui_info(ui, "Still marking: try again in a moment");
    }
    return !ui->pending_changes;
}

static void marked(struct ui *ui, struct request *request) {
    const struct mark_request *r = (const struct mark_request *)request;
    if (request->has_failed) {
        ui_error_from(ui, &request->error);
        return;
    }
    undo_show_changed(ui, 1);
    undo_say_marked(ui, r->time.mark, r->now != 0, r->time.title, 1, "");
}

void ui_mark(struct ui *ui, const struct subject *of, enum mark mark) {
    struct mark_time time = {
        .key = of->key, .mark = mark, .when = ui->host.now(ui->host.context), .title = of->title, .day = of->day};
    bool is_set = of->marks & 1u << mark;
    if (undo_may_begin(ui)) {
        enum mark_change change = !of->shows_marks ? MARK_TOGGLE : is_set ? MARK_CLEAR : MARK_SET;
        ui_change(ui, &request_mark(of->article, &time, change)->request, marked);
    }
}

static void opened_marked_read(struct ui *ui, struct request *request) {
    const struct mark_request *r = (const struct mark_request *)request;
    if (request->has_failed) {
        ui_error_from(ui, &request->error);
    } else if (r->now != r->time.when) {
        ui_changed(ui);
    }
}

void ui_mark_read(struct ui *ui, const struct article *a) {
    struct mark_time time = {
        .key = a->key, .mark = MARK_READ, .when = ui->host.now(ui->host.context), .title = a->title, .day = a->date.day};
    if (ui->has_marks && a->key.n) {
        ui_change(ui, &request_mark(0, &time, MARK_SET_ONCE)->request, opened_marked_read);
    }
}

/* ---- the reading queue ---- */

static void moved(struct ui *ui, struct request *request) {
    const struct move_request *r = (const struct move_request *)request;
    if (request->has_failed) {
        ui_error_from(ui, &request->error);
    } else if (r->moved) {
        ui_lists_changed(ui);
    } else {
        ui_info(ui, r->by < 0 ? "Already first in the queue" : "Already last in the queue");
    }
}

void ui_move_queued(struct ui *ui, struct str key, long by) {
    if (undo_may_begin(ui)) {
        ui_change(ui, &request_move_queued(key, by, ui->host.now(ui->host.context))->request, moved);
    }
}
