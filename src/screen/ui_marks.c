/* ui_marks: what the person marks, and the way back: a history of steps, each of which holds which marks it set and what they
 * were before. Many marks are set in slices, between keys. */
#include "ui_marks.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

enum { SUBJECT_COLUMNS = 36 };

struct step *step_new(enum mark mark, bool on, int64_t when) {
    struct step *s = xcalloc(1, sizeof *s);
    s->mark = mark;
    s->on = on;
    s->after = on ? when : 0;
    return s;
}

void step_free(struct step *s) {
    if (s) {
        buf_release(&s->keys);
        buf_release(&s->subject);
        free(s);
    }
}

void step_add(struct step *s, struct str key) {
    buf_add_str(&s->keys, key);
    buf_putc(&s->keys, '\0');
    s->count++;
}

void marked_free(struct mark_history *h) {
    for (size_t i = 0; h && i < h->count; i++) {
        step_free(h->steps[i]);
    }
    if (h) {
        filling_free(h->filling);
    }
    free(h);
}

static void keep(struct mark_history *h, struct step *s) {
    while (h->count > h->done) {
        step_free(h->steps[--h->count]);
    }
    if (h->count == STEPS_MAX) {
        step_free(h->steps[0]);
        memmove(&h->steps[0], &h->steps[1], --h->count * sizeof h->steps[0]);
    }
    h->steps[h->count++] = s;
    h->done = h->count;
}

/* ---- what is said ---- */

static void say(struct ui *ui, struct step *s, bool on, const char *end) {
    static const struct {
        const char *before, *behind;
    } words[MARK_COUNT][2] = {
        [MARK_READ] = {{"marked ", " unread"}, {"marked ", " read"}},
        [MARK_STARRED] = {{"unstarred ", ""}, {"starred ", ""}},
        [MARK_QUEUED] = {{"took ", " out of the reading queue"}, {"put ", " into the reading queue"}},
    };
    ui_say(ui, "%s%s%s%s", words[s->mark][on].before, buf_cstr(&s->subject), words[s->mark][on].behind, end);
}

static void name_after(struct step *s, struct str title) {
    size_t used, n = text_fit(title, SUBJECT_COLUMNS, &used);
    buf_putc(&s->subject, '\'');
    buf_add_str(&s->subject, str_slice(title, 0, n));
    buf_puts(&s->subject, n < title.n ? "…'" : "'");
}

/* Of one article a list shows another sign; of many it is another list. */
static void changed(struct ui *ui, const struct step *s) {
    if (s->count > 1) {
        ui_lists_changed(ui);
    } else {
        ui_changed(ui);
    }
}

void marked_keep(struct ui *ui, struct step *s, const char *end) {
    keep(ui->marked, s);
    changed(ui, s);
    say(ui, s, s->on, end);
}

/* ---- setting ---- */

static struct mark_history *history_of(struct ui *ui) {
    if (!ui->marked) {
        ui->marked = xcalloc(1, sizeof *ui->marked);
    }
    return ui->marked;
}

bool marked_may_mark(struct ui *ui) {
    const struct mark_history *h = history_of(ui);
    if (!ui->marks || !ui->cache) {
        ui_say(ui, ui->marks ? "there is no cache yet" : "marks cannot be kept in this run");
    } else if (h->exchanging || h->filling) {
        ui_say(ui, "marks are still being set");
    }
    return ui->marks && ui->cache && !h->exchanging && !h->filling;
}

static void set_mark(struct ui *ui, const struct article *a, enum mark mark, bool on) {
    struct step *s = step_new(mark, on, ui->host.now(ui->host.context));
    struct mark_time time = {a->key, mark, s->after, a->title, a->date.day};
    struct err e;
    step_add(s, a->key);
    name_after(s, a->title);
    if (marks_swap(ui->marks, &time, 1, &e) < 0) {
        ui_fail(ui, "%s", e.text); /* of the marks: the cache has no part in it */
        step_free(s);
    } else {
        s->before = time.when;
        marked_keep(ui, s, "");
    }
}

void ui_mark(struct ui *ui, int64_t article, enum mark mark, bool on) {
    struct arena arena = {0};
    struct article a;
    struct err e;
    if (!marked_may_mark(ui)) {
        return;
    }
    if (cache_article(ui->cache, article, &arena, &a, &e) < 0) {
        ui_fail_err(ui, &e);
    } else {
        set_mark(ui, &a, mark, on);
    }
    arena_release(&arena);
}

unsigned ui_marks_of(struct ui *ui, int64_t article) {
    struct arena arena = {0};
    struct article a;
    unsigned bits = 0;
    if (ui->marks && ui->cache && cache_article(ui->cache, article, &arena, &a, NULL) == 0) {
        marks_get(ui->marks, a.key, &bits, NULL);
    }
    arena_release(&arena);
    return bits;
}

/* ---- undoing ---- */

static void exchange(struct ui *ui, bool undo) {
    struct mark_history *h = history_of(ui);
    if (!marked_may_mark(ui)) {
        return;
    }
    if (undo ? !h->done : h->done == h->count) {
        ui_say(ui, undo ? "no mark to undo" : "no mark to redo");
        return;
    }
    h->undoing = undo;
    h->exchanging = true;
    if (h->steps[undo ? h->done - 1 : h->done]->count <= MARKS_SLICE) {
        marked_work(ui);
    }
}

void ui_undo(struct ui *ui) {
    exchange(ui, true);
}

void ui_redo(struct ui *ui) {
    exchange(ui, false);
}

/* The keys from s->exchanged on; *bytes: how many they take. */
static size_t next_times(const struct step *s, bool undoing, struct mark_time *times, size_t *bytes) {
    size_t count = 0, at = s->exchanged;
    while (at < s->keys.n && count < MARKS_SLICE) {
        struct str key = str_from(s->keys.p + at);
        times[count++] = (struct mark_time){.key = key, .mark = s->mark, .when = undoing ? s->before : s->after};
        at += key.n + 1;
    }
    *bytes = at - s->exchanged;
    return count;
}

static void exchange_slice(struct ui *ui, struct mark_history *h) {
    struct step *s = h->steps[h->undoing ? h->done - 1 : h->done];
    struct mark_time times[MARKS_SLICE];
    struct err e;
    size_t bytes, count = next_times(s, h->undoing, times, &bytes);
    if (marks_swap(ui->marks, times, count, &e) < 0) {
        ui_fail(ui, "%s", e.text);
        h->exchanging = false; /* the same key goes on from here */
        return;
    }
    s->exchanged += bytes;
    if (s->exchanged == s->keys.n) {
        s->exchanged = 0;
        h->exchanging = false;
        h->done = h->undoing ? h->done - 1 : h->done + 1;
        changed(ui, s);
        say(ui, s, s->on != h->undoing, " again");
    } else {
        ui_say(ui, "%s: %lld%%", h->undoing ? "undoing" : "redoing", (long long)(s->exchanged * 100 / s->keys.n));
    }
}

bool marked_work(struct ui *ui) {
    struct mark_history *h = ui->marked;
    if (!h || !ui->cache || !(h->exchanging || h->filling)) {
        return false;
    }
    if (h->exchanging) {
        exchange_slice(ui, h);
    } else {
        filling_work(ui);
    }
    return true;
}
