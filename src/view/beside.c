/* beside: what the articles of a query have most. */
#include "beside.h"

#include <string.h>

#include "english.h"
#include "text.h"

enum { BEST_MAX = 100, LABEL_COLUMNS = 12, EXCEPT = 2 };

static void tell(struct beside *b, struct ui *ui) {
    if (b->changed) {
        b->changed(b->owner, ui);
    }
}

/* In the answer those of a kind stand together. */
static void make_kinds(struct beside *b) {
    struct terms_request *r = b->answer;
    memset(b->kinds, 0, sizeof b->kinds);
    for (size_t i = 0; i < r->terms.count; i++) {
        struct term *t = &r->terms.terms[i];
        struct terms *kind = &b->kinds[t->taxonomy];
        if (!kind->count++) {
            kind->terms = t;
            b->written[t->taxonomy] = &r->written[i];
        }
        t->count = facet_counts_of_term(counter_tally(&b->counter), t->id);
    }
    b->told = counter_tally(&b->counter)->articles;
    b->edition++;
}

static void take_names(void *owner, void *context, struct request *request) {
    struct beside *b = owner;
    if (ui_is_answer(context, request)) {
        if (b->answer) {
            request_free(&b->answer->request);
        }
        b->answer = (struct terms_request *)request;
        make_kinds(b);
    }
    tell(b, context);
}

static size_t find_best(struct beside *b, enum taxonomy taxonomy, int64_t *ids) {
    struct term_count best[BEST_MAX + EXCEPT];
    size_t limit = b->limit < BEST_MAX ? b->limit : BEST_MAX, found = 0;
    size_t count = facet_counts_best(counter_tally(&b->counter), taxonomy, NULL, limit + EXCEPT, best, &b->in_all[taxonomy]);
    for (size_t i = 0; i < count && found < limit; i++) {
        if (best[i].term == b->except[0] || best[i].term == b->except[1]) {
            b->in_all[taxonomy]--;
        } else {
            ids[found++] = best[i].term;
        }
    }
    return found;
}

/* To choose the best of all costs something too: it is done again when twice as much is known. */
static void counted(void *owner, struct ui *ui) {
    struct beside *b = owner;
    const struct facet_counts *t = counter_tally(&b->counter);
    int64_t ids[TAX_COUNT * BEST_MAX];
    size_t count = 0;
    if (!b->counter.is_old && (t->done || t->articles >= 2 * b->told)) {
        for (int i = 0; i < TAX_COUNT; i++) {
            count += b->wanted & 1u << i ? find_best(b, (enum taxonomy)i, &ids[count]) : 0;
        }
        ui_send(ui, &b->slot, &request_terms_by_id(ids, count)->request);
        ui_wait(ui, &b->slot);
    }
    tell(b, ui);
}

void beside_begin(struct beside *b, struct ui *ui, const struct query *q) {
    if (!b->counter.wanted || b->cache_generation != ui->cache_generation) {
        b->slot.answered = take_names;
        b->slot.owner = b;
        b->counter.wanted = COUNT_TERMS | COUNT_TAXONOMIES;
        b->counter.counted = counted;
        b->counter.owner = b;
        b->cache_generation = ui->cache_generation;
        counter_ask(&b->counter, ui, q, true);
    }
}

bool beside_is_whole(const struct beside *b) {
    return counter_is_whole(&b->counter) && !b->slot.waits;
}

void beside_release(struct beside *b) {
    slot_cancel(&b->slot);
    counter_release(&b->counter);
    if (b->answer) {
        request_free(&b->answer->request);
    }
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
