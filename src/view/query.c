/* query: what the prompts that take a query share. */
#include "query.h"

#include "view.h"
#include "view_private.h"

enum { CANDIDATES = 30 };

void say_query_fault(struct ui *ui, struct str text, size_t place, const struct err *e) {
    ui_fail_err(ui, e);
    ui_prompt_fault(ui, place, query_fault_end(text, place));
}

bool view_query_is_good(struct ui *ui, struct str text) {
    struct arena arena = {0};
    struct query q;
    struct err e;
    size_t place;
    bool good = query_parse(text, QUERY_WRITTEN, &arena, &q, &place, &e) == 0;
    if (!good) {
        say_query_fault(ui, text, place, &e);
    }
    arena_release(&arena);
    return good;
}

void view_complete_query(struct ui *ui, struct str text, size_t cursor, struct arena *arena, struct candidates *out) {
    struct query_spot spot;
    struct terms terms = {0};
    struct err e;
    query_spot(text, cursor, arena, &spot);
    if (spot.kind == SPOT_TERM && ui->cache &&
        cache_terms_like(ui->cache, spot.taxonomy, spot.typed, CANDIDATES, arena, &terms, &e) < 0) {
        terms = (struct terms){0};
        ui_fail_err(ui, &e);
    }
    query_candidates(&spot, terms.terms, terms.count, arena, out);
}
