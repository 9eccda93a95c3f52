/* ui_marks_all: all articles of a list are marked read, a slice between two keys: each is one transaction, so that what was
 * marked stays when the person stops it, or the program ends. */
#include <stdlib.h>

#include "english.h"
#include "ui_marks.h"

void filling_free(struct filling *f) {
    if (f) {
        step_free(f->step);
        arena_release(&f->arena);
        free(f);
    }
}

/* The order is of no matter but to what is the list of the best: the newest first, a page costs the least. */
void ui_mark_all_read(struct ui *ui, const struct query *query, int64_t of, bool exact) {
    if (!marked_may_mark(ui)) {
        return;
    }
    struct filling *f = xcalloc(1, sizeof *f);
    enum query_sort sort = query->sort == SORT_RELEVANCE ? SORT_RELEVANCE : SORT_NEWEST;
    f->query = query_and(query, &(struct query){.sort = sort}, &f->arena);
    f->query.sort = sort;
    f->step = step_new(MARK_READ, true, ui->host.now(ui->host.context));
    f->of = of;
    f->exact = exact;
    ui->marked->filling = f;
}

static void end(struct ui *ui, const char *how) {
    struct filling *f = ui->marked->filling;
    struct step *s = f->step;
    ui->marked->filling = NULL;
    f->step = NULL;
    filling_free(f);
    if (s->count) {
        format_counted(&s->subject, (int64_t)s->count, "article", "articles");
        marked_keep(ui, s, how);
    } else {
        step_free(s);
        ui_say(ui, "there is nothing unread in this list");
    }
}

bool ui_stop_marking(struct ui *ui) {
    bool is_filling = ui->marked && ui->marked->filling;
    if (is_filling) {
        end(ui, ", then stopped; z undoes it");
    }
    return is_filling;
}

static void say_progress(struct ui *ui, const struct filling *f) {
    struct buf text = {0};
    format_count(&text, f->looked_at);
    if (f->looked_at <= f->of) {
        buf_puts(&text, " of ");
        format_count(&text, f->of);
        buf_puts(&text, f->exact ? "" : "+");
    }
    ui_say(ui, "marking read: %s articles; Esc stops", buf_cstr(&text));
    buf_release(&text);
}

static int mark_rows(struct ui *ui, const struct rows *rows, struct err *e) {
    struct filling *f = ui->marked->filling;
    struct mark_time times[MARKS_SLICE];
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        if (!(rows->rows[i].marks & ROW_READ)) {
            times[count++] = (struct mark_time){.key = rows->rows[i].key,
                                                .mark = MARK_READ,
                                                .when = f->step->after,
                                                .title = rows->rows[i].title,
                                                .day = rows->rows[i].day};
        }
    }
    if (count && marks_swap(ui->marks, times, count, e) < 0) {
        return -1;
    }
    for (size_t i = 0; i < count; i++) {
        step_add(f->step, times[i].key);
    }
    return 0;
}

/* True: there is more. */
static bool go_on(struct ui *ui, struct arena *arena, struct err *e) {
    struct filling *f = ui->marked->filling;
    struct page_request request = {.after = f->after, .limit = MARKS_SLICE};
    struct rows rows;
    ui_give_way(ui, true);
    int result = cache_find(ui->cache, &f->query, &request, arena, &rows, e);
    ui_give_way(ui, false);
    if (result < 0 || mark_rows(ui, &rows, e) < 0) {
        return e->code == ERR_INTERRUPTED;
    }
    f->looked_at += (int64_t)rows.count;
    f->after = rows.count ? rows.rows[rows.count - 1].id : f->after;
    return rows.count == MARKS_SLICE;
}

void filling_work(struct ui *ui) {
    struct arena arena = {0};
    struct err e = {0};
    if (go_on(ui, &arena, &e)) {
        say_progress(ui, ui->marked->filling);
    } else {
        end(ui, "; z undoes it");
        if (e.code != ERR_NONE) {
            ui_fail_err(ui, &e);
        }
    }
    arena_release(&arena);
}
