/* beside: what the articles of a query have most, counted bit by bit. */
#include "beside.h"

#include <string.h>

#include "english.h"
#include "text.h"

enum { BEST_MAX = 100, LABEL_COLUMNS = 12, EXCEPT = 2 };

static void take_kind(struct beside *b, struct cache *cache, enum taxonomy taxonomy) {
    struct tallied best[BEST_MAX + EXCEPT];
    size_t limit = b->limit < BEST_MAX ? b->limit : BEST_MAX;
    size_t count = tally_best(&b->counter.shown, taxonomy, NULL, limit + EXCEPT, best, &b->in_all[taxonomy]);
    struct terms *terms = &b->kinds[taxonomy];
    *terms = (struct terms){.terms = arena_alloc(&b->arena, limit, sizeof *terms->terms)};
    for (size_t i = 0; i < count && terms->count < limit; i++) {
        struct term *t = &terms->terms[terms->count];
        if (best[i].term == b->except[0] || best[i].term == b->except[1]) {
            b->in_all[taxonomy]--;
        } else if (cache_term(cache, best[i].term, &b->arena, t, NULL) == 0) {
            t->count = best[i].count;
            terms->count++;
        }
    }
}

static void take_all(struct beside *b, struct ui *ui) {
    arena_release(&b->arena);
    for (int i = 0; i < TAX_COUNT; i++) {
        if (b->wanted & 1u << i) {
            take_kind(b, ui->cache, (enum taxonomy)i);
        }
    }
    b->edition++;
    b->told = b->counter.shown.articles;
}

void beside_begin(struct beside *b, struct ui *ui) {
    if (ui->cache && (!b->counter.wanted || b->cache_generation != ui->cache_generation)) {
        b->counter.wanted = TALLY_TERMS | TALLY_TAXONOMIES;
        b->cache_generation = ui->cache_generation;
        counter_restart(&b->counter, true);
    }
}

/* To choose the best of all costs something too: it is done again when twice as much is known. */
bool beside_work(struct beside *b, struct ui *ui, const struct query *q) {
    bool more = b->counter.wanted && counter_work(&b->counter, ui, q);
    const struct tally *t = &b->counter.shown;
    if (more && !b->counter.stale && (t->done || t->articles >= 2 * b->told)) {
        take_all(b, ui);
    }
    return more;
}

void beside_release(struct beside *b) {
    counter_release(&b->counter);
    arena_release(&b->arena);
    *b = (struct beside){0};
}

/* ---- rows ---- */

static int paint_label(const struct grid *line, const char *label) {
    grid_put_fit(line, 0, 2, LABEL_COLUMNS - 1, str_from(label), LOOK_LABEL);
    return 2 + LABEL_COLUMNS;
}

static bool paint_term(const struct grid *line, int *column, const struct term *t, bool first, bool last) {
    struct buf count = {0};
    buf_putc(&count, ' ');
    format_count(&count, t->count);
    int gap = first ? 0 : 3, room = line->columns - 1 - *column - gap - (int)count.n - (last ? 0 : 4);
    bool fits = (int)text_columns(t->label) <= room || (first && room > 2);
    if (fits) {
        *column += first ? 0 : grid_put(line, 0, *column, STR(" · "), LOOK_DIM);
        *column += grid_put_fit(line, 0, *column, room, t->label, LOOK_TEXT);
        *column += grid_put(line, 0, *column, buf_str(&count), LOOK_DIM);
    }
    buf_release(&count);
    return fits;
}

void paint_beside_row(const struct grid *line, const struct beside *b, enum taxonomy taxonomy) {
    const struct terms *terms = &b->kinds[taxonomy];
    int column = paint_label(line, taxonomies[taxonomy].title);
    size_t i = 0;
    while (i < terms->count && paint_term(line, &column, &terms->terms[i], !i, i + 1 == b->in_all[taxonomy])) {
        i++;
    }
    if (i < b->in_all[taxonomy]) {
        grid_put(line, 0, column, i ? STR(" · …") : STR("…"), LOOK_DIM);
    }
}
