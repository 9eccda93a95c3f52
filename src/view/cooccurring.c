/* cooccurring: the most frequent terms of a query's articles. */
#include "cooccurring.h"

#include <string.h>

#include "english.h"
#include "text.h"

enum { BEST_MAX = 100, LABEL_COLUMNS = 12, EXCEPT = 2 };

static void tell(struct cooccurring *b, struct ui *ui) {
    if (b->changed) {
        b->changed(b->owner, ui);
    }
}

/* The answer is grouped by taxonomy. */
static void make_kinds(struct cooccurring *b) {
    struct terms_request *r = b->answer;
    memset(b->kinds, 0, sizeof b->kinds);
    for (size_t i = 0; i < r->terms.count; i++) {
        struct term *t = &r->terms.terms[i];
        struct terms *kind = &b->kinds[t->taxonomy];
        if (!kind->count++) {
            kind->terms = t;
            b->written[t->taxonomy] = &r->written[i];
        }
        t->count = facet_counts_of_term(live_count_facets(&b->live_count), t->id);
    }
    b->told = live_count_facets(&b->live_count)->articles;
    b->edition++;
}

static void take_names(void *owner, void *context, struct request *request) {
    struct cooccurring *b = owner;
    if (ui_is_answer(context, request)) {
        if (b->answer) {
            request_free(&b->answer->request);
        }
        b->answer = (struct terms_request *)request;
        make_kinds(b);
    }
    tell(b, context);
}

static size_t find_best(struct cooccurring *b, enum taxonomy taxonomy, int64_t *ids) {
    struct term_count best[BEST_MAX + EXCEPT];
    size_t limit = b->limit < BEST_MAX ? b->limit : BEST_MAX, found = 0;
    size_t count =
        facet_counts_best(live_count_facets(&b->live_count), taxonomy, NULL, limit + EXCEPT, best, &b->in_all[taxonomy]);
    for (size_t i = 0; i < count && found < limit; i++) {
        if (best[i].term == b->except[0] || best[i].term == b->except[1]) {
            b->in_all[taxonomy]--;
        } else {
            ids[found++] = best[i].term;
        }
    }
    return found;
}

/* Choosing the most frequent terms has a cost too, so it is repeated only when twice as many articles have been counted. */
static void counted(void *owner, struct ui *ui) {
    struct cooccurring *b = owner;
    const struct facet_counts *t = live_count_facets(&b->live_count);
    int64_t ids[TAX_COUNT * BEST_MAX];
    size_t count = 0;
    if (!b->live_count.is_old && (t->done || t->articles >= 2 * b->told)) {
        for (int i = 0; i < TAX_COUNT; i++) {
            count += b->wanted & 1u << i ? find_best(b, (enum taxonomy)i, &ids[count]) : 0;
        }
        ui_send(ui, &b->slot, &request_terms_by_id(ids, count)->request);
        ui_wait(ui, &b->slot);
    }
    tell(b, ui);
}

void cooccurring_begin(struct cooccurring *b, struct ui *ui, const struct query *q) {
    if (!b->live_count.wanted || b->cache_generation != ui->cache_generation) {
        b->slot.answered = take_names;
        b->slot.owner = b;
        b->live_count.wanted = COUNT_TERMS | COUNT_TAXONOMIES;
        b->live_count.counted = counted;
        b->live_count.owner = b;
        b->cache_generation = ui->cache_generation;
        live_count_ask(&b->live_count, ui, q, true);
    }
}

bool cooccurring_is_complete(const struct cooccurring *b) {
    return live_count_is_complete(&b->live_count) && !b->slot.waits;
}

void cooccurring_release(struct cooccurring *b) {
    slot_cancel(&b->slot);
    live_count_release(&b->live_count);
    if (b->answer) {
        request_free(&b->answer->request);
    }
    *b = (struct cooccurring){0};
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

void paint_cooccurring_row(const struct grid *line, const struct cooccurring *b, enum taxonomy taxonomy) {
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
