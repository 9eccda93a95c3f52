/* ui_marks: setting marks, undo and redo: a history of changes, each with the marks it set and their previous values. Undoing
 * many marks takes several requests, one after another. */
#include "ui_marks.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

enum { SUBJECT_COLUMNS = 36 };

struct undo_change *undo_change_new(enum mark mark, int64_t before, int64_t after) {
    struct undo_change *s = xcalloc(1, sizeof *s);
    s->mark = mark;
    s->on = after != 0;
    s->before = before;
    s->after = after;
    return s;
}

static void change_free(struct undo_change *s) {
    if (s) {
        buf_release(&s->keys);
        buf_release(&s->subject);
        free(s);
    }
}

void undo_free(struct undo_history *h) {
    for (size_t i = 0; h && i < h->count; i++) {
        change_free(h->changes[i]);
    }
    if (h) {
        slot_cancel(&h->exchange);
        slot_cancel(&h->bulk.slot);
    }
    free(h);
}

static void keep(struct undo_history *h, struct undo_change *s) {
    while (h->count > h->done) {
        change_free(h->changes[--h->count]);
    }
    if (h->count == CHANGES_MAX) {
        change_free(h->changes[0]);
        memmove(&h->changes[0], &h->changes[1], --h->count * sizeof h->changes[0]);
    }
    h->changes[h->count++] = s;
    h->done = h->count;
}

/* ---- what is said ---- */

static void say_marked(struct ui *ui, struct undo_change *s, const char *end) {
    static const struct {
        const char *before, *after;
    } words[MARK_COUNT][2] = {
        [MARK_READ] = {{"Marked ", " unread"}, {"Marked ", " read"}},
        [MARK_STARRED] = {{"Unstarred ", ""}, {"Starred ", ""}},
        [MARK_QUEUED] = {{"Removed ", " from the reading queue"}, {"Queued ", ""}},
    };
    ui_info(ui, "%s%s%s%s", words[s->mark][s->on].before, buf_cstr(&s->subject), words[s->mark][s->on].after, end);
}

/* "Undone: star on 'Atlas'", "Redone: removed the read mark on 12 articles" */
static void say_exchanged(struct ui *ui, struct undo_change *s, bool undone) {
    static const char *const names[MARK_COUNT] = {
        [MARK_READ] = "read mark", [MARK_STARRED] = "star", [MARK_QUEUED] = "queue mark"};
    ui_info(ui, "%s: %s%s on %s", undone ? "Undone" : "Redone", s->on ? "" : "removed the ", names[s->mark],
            buf_cstr(&s->subject));
}

static void name_after(struct undo_change *s, struct str title) {
    size_t used, n = text_fit(title, SUBJECT_COLUMNS, &used);
    buf_putc(&s->subject, '\'');
    buf_add_str(&s->subject, str_slice(title, 0, n));
    buf_puts(&s->subject, n < title.n ? "…'" : "'");
}

/* One changed mark only changes a sign in a list; many may change which rows it has. */
static void changed(struct ui *ui, const struct undo_change *s) {
    if (s->count > 1) {
        ui_lists_changed(ui);
    } else {
        ui_changed(ui);
    }
}

void undo_keep(struct ui *ui, struct undo_change *s, const char *end) {
    keep(ui->undo, s);
    changed(ui, s);
    say_marked(ui, s, end);
}

/* ---- setting ---- */

static struct undo_history *history_of(struct ui *ui) {
    if (!ui->undo) {
        ui->undo = xcalloc(1, sizeof *ui->undo);
    }
    return ui->undo;
}

static bool may_mark(struct ui *ui) {
    const struct undo_history *h = history_of(ui);
    bool is_busy = h->exchange.waits || h->bulk.slot.waits;
    if (!ui->has_marks || !ui->has_cache) {
        ui_info(ui, ui->has_marks ? "No cache yet: press R to index" : "No marks: the marks file cannot be used");
    } else if (is_busy) {
        ui_info(ui, "Still marking: try again in a moment");
    }
    return ui->has_marks && ui->has_cache && !is_busy;
}

/* Undo and mark-all need every pending change to have finished. */
bool undo_is_idle(struct ui *ui) {
    if (!may_mark(ui)) {
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
    struct undo_change *s = undo_change_new(r->time.mark, r->time.when, r->now);
    buf_add_str(&s->keys, r->time.key);
    buf_putc(&s->keys, '\0');
    s->count = 1;
    name_after(s, r->time.title);
    undo_keep(ui, s, "");
}

void ui_mark(struct ui *ui, const struct subject *of, enum mark mark) {
    struct mark_time time = {of->key, mark, ui->host.now(ui->host.context), of->title, of->day};
    bool is_set = of->marks & 1u << mark;
    if (may_mark(ui)) {
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
    struct mark_time time = {a->key, MARK_READ, ui->host.now(ui->host.context), a->title, a->date.day};
    if (ui->has_marks && a->key.n) {
        ui_change(ui, &request_mark(0, &time, MARK_SET_ONCE)->request, opened_marked_read);
    }
}

/* ---- undoing ---- */

/* The keys from s->exchanged on; *bytes: how many they take. */
static size_t next_times(const struct undo_change *s, bool undoing, struct mark_time *times, size_t *bytes) {
    size_t count = 0, at = s->exchanged;
    while (at < s->keys.n && count < MARKS_SLICE) {
        struct str key = str_from(s->keys.p + at);
        times[count++] = (struct mark_time){.key = key, .mark = s->mark, .when = undoing ? s->before : s->after};
        at += key.n + 1;
    }
    *bytes = at - s->exchanged;
    return count;
}

static struct undo_change *exchanged_change(const struct undo_history *h) {
    return h->changes[h->undoing ? h->done - 1 : h->done];
}

static void send_slice(struct ui *ui) {
    struct undo_history *h = ui->undo;
    struct mark_time times[MARKS_SLICE];
    size_t count = next_times(exchanged_change(h), h->undoing, times, &h->slice);
    ui_send(ui, &h->exchange, &request_swap(times, count)->request);
}

static void end_exchange(struct ui *ui) {
    struct undo_history *h = ui->undo;
    struct undo_change *s = exchanged_change(h);
    s->exchanged = 0;
    h->done = h->undoing ? h->done - 1 : h->done + 1;
    changed(ui, s);
    say_exchanged(ui, s, h->undoing);
}

/* After a failure, pressing the same key resumes here. */
static void slice_exchanged(void *owner, void *context, struct request *r) {
    struct undo_history *h = owner;
    struct ui *ui = context;
    struct undo_change *s = exchanged_change(h);
    if (r->has_failed) {
        ui_error_from(ui, &r->error);
    } else {
        s->exchanged += h->slice;
        if (s->exchanged == s->keys.n) {
            end_exchange(ui);
        } else {
            ui_info(ui, "%s: %lld%%", h->undoing ? "Undoing" : "Redoing", (long long)(s->exchanged * 100 / s->keys.n));
            send_slice(ui);
        }
    }
    request_free(r);
}

static void exchange(struct ui *ui, bool undo) {
    struct undo_history *h = history_of(ui);
    if (!undo_is_idle(ui)) {
        return;
    }
    if (undo ? !h->done : h->done == h->count) {
        ui_info(ui, undo ? "Nothing to undo" : "Nothing to redo");
        return;
    }
    h->undoing = undo;
    h->exchange = (struct slot){.answered = slice_exchanged, .owner = h};
    send_slice(ui);
    ui_wait(ui, &h->exchange);
}

void ui_undo(struct ui *ui) {
    exchange(ui, true);
}

void ui_redo(struct ui *ui) {
    exchange(ui, false);
}
