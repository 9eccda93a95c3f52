/* counter: counts of a list, and a glance at its newest articles, when no key waits. */
#include "english.h"
#include "view_private.h"

enum { SLICE = 1000, GLANCE_ROWS = 100 };

void counter_restart(struct counter *c, bool patient) {
    tally_release(&c->fresh);
    c->fresh.wanted = c->wanted;
    c->stale = true;
    c->patient = patient && c->shown.done;
    c->failed = false;
}

static void take_fresh(struct counter *c) {
    tally_release(&c->shown);
    c->shown = c->fresh;
    c->fresh = (struct tally){.wanted = c->wanted};
    c->stale = false;
}

/* A count that failed stays as far as it came: it is said once. */
static bool fail(struct counter *c, struct ui *ui, const struct err *e) {
    if (e->code == ERR_INTERRUPTED) {
        return true;
    }
    c->failed = true;
    ui_fail_err(ui, e);
    return false;
}

bool counter_work(struct counter *c, struct ui *ui, const struct query *q) {
    struct tally *t = c->stale ? &c->fresh : &c->shown;
    struct err e;
    if (!ui->cache || c->failed || (!c->stale && t->done)) {
        return false;
    }
    ui_give_way(ui, true);
    int result = cache_tally(ui->cache, q, SLICE, t, &e);
    ui_give_way(ui, false);
    if (result < 0) {
        return fail(c, ui, &e);
    }
    if (c->stale && (t->done || !c->patient)) {
        take_fresh(c);
    }
    return true;
}

bool counter_has_begun(const struct counter *c) {
    return c->shown.done || c->shown.articles;
}

bool counter_is_whole(const struct counter *c) {
    return !c->stale && c->shown.done;
}

void counter_say_part(const struct counter *c, struct buf *out) {
    if (counter_is_whole(c) || c->failed) {
        buf_puts(out, c->failed ? "not all could be counted" : "");
        return;
    }
    buf_puts(out, "counting");
    if (!c->stale && c->shown.articles) {
        buf_puts(out, ": of the newest ");
        format_count(out, c->shown.articles);
        buf_puts(out, " so far");
    }
}

void counter_release(struct counter *c) {
    tally_release(&c->shown);
    tally_release(&c->fresh);
}

bool glance_work(struct glance *g, struct ui *ui, const struct query *q) {
    struct page_request request = {.limit = GLANCE_ROWS};
    struct arena arena = {0};
    struct rows rows;
    struct err e;
    if (g->fetched || !ui->cache) {
        return false;
    }
    ui_give_way(ui, true);
    int result = cache_find(ui->cache, q, &request, &arena, &rows, &e);
    ui_give_way(ui, false);
    g->fetched = result == 0 || e.code != ERR_INTERRUPTED;
    if (result < 0) {
        arena_release(&arena);
        return true;
    }
    arena_release(&g->arena);
    g->arena = arena;
    g->rows = rows;
    return true;
}

void glance_paint(const struct glance *g, const struct grid *grid) {
    for (int i = 0; i < grid->rows && (size_t)i < g->rows.count; i++) {
        struct grid line = grid_part(grid, i, 0, 1, grid->columns);
        paint_article_row(&line, &g->rows.rows[i], NULL);
    }
}
