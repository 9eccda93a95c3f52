/* ui_marks: what the person marks, and the way back: a history of steps, each of which holds the times that marks had before it
 * (undone: that they had after it), so that to undo and to redo is one exchange. Many marks are set in slices, between keys. */
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "ui_private.h"

enum { STEPS_MAX = 100, SLICE = 256, ALL_MAX = 10000, SUBJECT_COLUMNS = 36 };

struct step {
    struct arena arena;
    enum mark mark;
    bool on;            /* what undoing would end */
    struct buf subject; /* "'Title'", "1,234 articles" */
    struct mark_time *times;
    size_t count, capacity;
    size_t exchanged; /* of an exchange that is under way, or that failed here */
};

struct mark_history {
    struct step *steps[STEPS_MAX];
    size_t count, done; /* the steps from `done` on were undone */
    bool exchanging;    /* steps[done], by redo, or steps[done - 1], by undo: the latter when */
    bool undoing;
    struct step *filling; /* all of a list are being marked: not yet among the steps; NULL: none */
    struct query query;   /* in its arena */
    int64_t after;
};

static void step_free(struct step *s) {
    if (s) {
        arena_release(&s->arena);
        buf_release(&s->subject);
        free(s->times);
        free(s);
    }
}

void marked_free(struct mark_history *h) {
    for (size_t i = 0; h && i < h->count; i++) {
        step_free(h->steps[i]);
    }
    if (h) {
        step_free(h->filling);
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

static struct step *step_new(enum mark mark, bool on) {
    struct step *s = xcalloc(1, sizeof *s);
    s->mark = mark;
    s->on = on;
    return s;
}

static void add(struct step *s, struct str key, int64_t when) {
    s->times = grow(s->times, s->count, &s->capacity, sizeof *s->times);
    s->times[s->count++] = (struct mark_time){arena_copy(&s->arena, key), s->mark, when};
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

/* ---- setting ---- */

static struct mark_history *history_of(struct ui *ui) {
    if (!ui->marked) {
        ui->marked = xcalloc(1, sizeof *ui->marked);
    }
    return ui->marked;
}

/* False, and said: marks cannot be set now. */
static bool may_mark(struct ui *ui) {
    const struct mark_history *h = history_of(ui);
    if (!ui->marks || !ui->cache) {
        ui_say(ui, ui->marks ? "there is no cache yet" : "marks cannot be kept in this run");
    } else if (h->exchanging || h->filling) {
        ui_say(ui, "marks are still being set");
    }
    return ui->marks && ui->cache && !h->exchanging && !h->filling;
}

static int64_t now(struct ui *ui) {
    return ui->host.now(ui->host.context);
}

void ui_mark(struct ui *ui, int64_t article, enum mark mark) {
    struct arena arena = {0};
    struct article a;
    struct err e;
    unsigned bits = 0;
    if (!may_mark(ui)) {
        return;
    }
    if (cache_article(ui->cache, article, &arena, &a, &e) < 0) {
        ui_fail_err(ui, &e);
    } else if (marks_get(ui->marks, a.key, &bits, &e) < 0) {
        ui_fail(ui, "%s", e.text); /* of the marks: the cache has no part in it */
    } else {
        struct step *s = step_new(mark, !(bits & 1u << mark));
        add(s, a.key, s->on ? now(ui) : 0);
        name_after(s, a.title);
        if (marks_swap(ui->marks, s->times, s->count, &e) < 0) {
            ui_fail(ui, "%s", e.text);
            step_free(s);
        } else {
            keep(ui->marked, s);
            ui_changed(ui);
            say(ui, s, s->on, "");
        }
    }
    arena_release(&arena);
}

/* ---- undoing ---- */

static void exchange(struct ui *ui, bool undo) {
    struct mark_history *h = history_of(ui);
    if (!may_mark(ui)) {
        return;
    }
    if (undo ? !h->done : h->done == h->count) {
        ui_say(ui, undo ? "no mark to undo" : "no mark to redo");
        return;
    }
    h->undoing = undo;
    h->exchanging = true;
    if (h->steps[undo ? h->done - 1 : h->done]->count <= SLICE) {
        marked_work(ui);
    }
}

void ui_undo(struct ui *ui) {
    exchange(ui, true);
}

void ui_redo(struct ui *ui) {
    exchange(ui, false);
}

static void exchange_slice(struct ui *ui, struct mark_history *h) {
    struct step *s = h->steps[h->undoing ? h->done - 1 : h->done];
    size_t n = s->count - s->exchanged < SLICE ? s->count - s->exchanged : SLICE;
    struct err e;
    if (marks_swap(ui->marks, s->times + s->exchanged, n, &e) < 0) {
        ui_fail(ui, "%s", e.text);
        h->exchanging = false; /* the same key goes on from here */
        return;
    }
    s->exchanged += n;
    if (s->exchanged == s->count) {
        s->exchanged = 0;
        h->exchanging = false;
        h->done = h->undoing ? h->done - 1 : h->done + 1;
        ui_changed(ui);
        say(ui, s, s->on != h->undoing, " again");
    }
}

/* ---- all of a list ---- */

void ui_mark_all_read(struct ui *ui, const struct query *query) {
    struct mark_history *h = history_of(ui);
    if (may_mark(ui)) {
        h->filling = step_new(MARK_READ, true);
        h->query = query_and(query, &(struct query){.sort = query->sort}, &h->filling->arena);
        h->after = 0;
    }
}

static void filled(struct ui *ui, struct mark_history *h, bool all) {
    struct step *s = h->filling;
    h->filling = NULL;
    if (!s->count) {
        ui_say(ui, "there is nothing unread in this list");
        step_free(s);
        return;
    }
    buf_printf(&s->subject, "%zu %s", s->count, s->count == 1 ? "article" : "articles");
    keep(h, s);
    ui_changed(ui);
    say(ui, s, true, all ? "; z undoes it" : "; there are more, A goes on");
}

static int fill_from(struct ui *ui, struct mark_history *h, bool *all, struct err *e) {
    struct arena arena = {0};
    struct rows rows;
    struct page_request request = {.after = h->after, .limit = SLICE};
    struct step *s = h->filling;
    size_t first = s->count;
    ui_give_way(ui, true);
    int result = cache_find(ui->cache, &h->query, &request, &arena, &rows, e);
    ui_give_way(ui, false);
    for (size_t i = 0; result == 0 && i < rows.count; i++) {
        if (!(rows.rows[i].marks & ROW_READ)) {
            add(s, rows.rows[i].key, now(ui));
        }
    }
    if (result == 0 && s->count > first) {
        result = marks_swap(ui->marks, s->times + first, s->count - first, e);
    }
    if (result == 0 && rows.count) {
        h->after = rows.rows[rows.count - 1].id;
    }
    s->count = result == 0 ? s->count : first;
    *all = result == 0 && rows.count < SLICE;
    arena_release(&arena);
    return result;
}

static void fill_slice(struct ui *ui, struct mark_history *h) {
    struct err e = {0};
    bool all = false;
    if (fill_from(ui, h, &all, &e) < 0) {
        if (e.code != ERR_INTERRUPTED) {
            filled(ui, h, false);
            ui_fail_err(ui, &e);
        }
    } else if (all || h->filling->count >= ALL_MAX) {
        filled(ui, h, all);
    } else {
        ui_say(ui, "marked %zu read so far", h->filling->count);
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
        fill_slice(ui, h);
    }
    return true;
}
