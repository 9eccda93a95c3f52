/* facets_find: which values are listed: those of the list before anything was chosen, the most frequent ones first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facets.h"
#include "text.h"

enum { LOOK_AT = 4000 };

static const enum query_state marks_listed[] = {STATE_UNREAD, STATE_STARRED, STATE_QUEUED};

const struct tally *facets_counts(const struct facets *f) {
    return f->choice_count ? &f->now.shown : &f->all.shown;
}

int64_t facets_count(const struct tally *t, const struct facet *value) {
    if (value->section < TAX_COUNT) {
        return tally_of_term(t, value->number);
    }
    if (value->section == SECTION_AUTHORITIES) {
        return tally_of_authority(t, value->number);
    }
    if (value->section == SECTION_YEARS) {
        return tally_of_year(t, value->number);
    }
    return value->number == STATE_UNREAD ? t->unread : value->number == STATE_STARRED ? t->starred : t->queued;
}

/* ---- the filter ---- */

static bool passes(struct str text, struct str words) {
    struct buf folded = {0};
    text_fold(&folded, text);
    bool result = text_match_words(buf_str(&folded), words);
    buf_release(&folded);
    return result;
}

struct looking {
    struct facets *facets;
    struct buf words, names;
};

static void look_at(void *context, int64_t id, struct str label, struct str name) {
    struct looking *l = context;
    buf_reset(&l->names);
    buf_add_str(&l->names, label);
    buf_putc(&l->names, ' ');
    buf_add_str(&l->names, name);
    if (id > 0 && (size_t)id < l->facets->passes_count) {
        bool found = text_match_words(buf_str(&l->names), buf_str(&l->words));
        struct str authority = str_slice(name, 0, name.n > label.n ? name.n - label.n : 0); /* `klas: ` */
        bool whose = found && text_match_words(authority, buf_str(&l->words));
        l->facets->passes[id] = (found ? PASSES : 0) | (whose ? AUTHORITY_PASSES : 0);
    }
}

void facets_look(struct facets *f, struct ui *ui) {
    struct looking l = {.facets = f};
    struct err e;
    if (!f->passes || f->passes_count != f->all.shown.term_count) {
        free(f->passes);
        f->passes_count = f->all.shown.term_count;
        f->passes = xcalloc(f->passes_count + 1, 1);
        f->looked_to = 0;
    }
    text_fold(&l.words, buf_str(&f->base.view.filter));
    ui_give_way(ui, true);
    int result = cache_term_names(ui->cache, &f->looked_to, LOOK_AT, &f->looking, look_at, &l, &e);
    ui_give_way(ui, false);
    if (result < 0 && e.code != ERR_INTERRUPTED) {
        f->looking = false;
        ui_fail_err(ui, &e);
    }
    buf_release(&l.words);
    buf_release(&l.names);
}

/* ---- the values ---- */

static size_t best(const struct tally *t, int section, const uint8_t *only, size_t limit, struct tallied *found,
                   size_t *in_all) {
    return section == SECTION_AUTHORITIES ? tally_best_authorities(t, limit, found, in_all)
                                          : tally_best(t, (enum taxonomy)section, only, limit, found, in_all);
}

/* Those of the narrowed list come first, the most frequent ones; what it has none of takes the places that are left. */
static size_t rank_again(const struct facets *f, int section, const uint8_t *only, size_t limit, struct tallied *found,
                         size_t count) {
    struct tally now = f->now.shown;
    if (!f->choice_count || !counter_has_begun(&f->now) || now.term_count != f->all.shown.term_count) {
        return count;
    }
    now.taxonomies = f->all.shown.taxonomies;
    struct tallied *live = xcalloc(limit + 1, sizeof *live);
    size_t n = best(&now, section, only, limit, live, NULL);
    for (size_t i = 0; i < count && n < limit; i++) {
        if (!facets_count(&now, &(struct facet){FACET_VALUE, section, found[i].term})) {
            live[n++] = found[i];
        }
    }
    memcpy(found, live, n * sizeof *live);
    free(live);
    return n;
}

static size_t passing_authorities(const struct facets *f, struct tallied *found, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (f->passes[found[i].term] & AUTHORITY_PASSES) {
            found[kept++] = found[i];
        }
    }
    return kept;
}

static size_t find_terms(const struct facets *f, int section, size_t limit, struct tallied *found, size_t *in_all) {
    const uint8_t *only = f->base.view.filter.n ? f->passes : NULL;
    if (f->base.view.filter.n && (!f->passes || f->passes_count != f->all.shown.term_count)) {
        *in_all = 0;
        return 0; /* not looked at yet */
    }
    size_t count = best(&f->all.shown, section, only, limit, found, in_all);
    count = rank_again(f, section, only, limit, found, count);
    return only && section == SECTION_AUTHORITIES ? *in_all = passing_authorities(f, found, count) : count;
}

static size_t find_years(const struct facets *f, size_t limit, struct tallied *found, size_t *in_all) {
    const struct tally *t = &f->all.shown;
    struct buf words = {0};
    char text[24];
    size_t count = 0;
    *in_all = 0;
    text_fold(&words, buf_str(&f->base.view.filter));
    for (size_t year = t->month_count / 12 + 1; year-- > 1;) {
        snprintf(text, sizeof text, "%zu", year);
        if (tally_of_year(t, (int64_t)year) && passes(str_from(text), buf_str(&words))) {
            found[count] = (struct tallied){(int64_t)year, 0};
            count += count < limit;
            ++*in_all;
        }
    }
    buf_release(&words);
    return count;
}

static size_t find_marks(const struct facets *f, struct tallied *found, size_t *in_all) {
    struct buf words = {0};
    *in_all = 0;
    text_fold(&words, buf_str(&f->base.view.filter));
    for (size_t i = 0; i < LENGTH(marks_listed); i++) {
        if (f->all.shown.articles && passes(str_from(query_states[marks_listed[i]]), buf_str(&words))) {
            found[(*in_all)++] = (struct tallied){marks_listed[i], 0};
        }
    }
    buf_release(&words);
    return *in_all;
}

size_t facets_find(const struct facets *f, int section, size_t limit, struct tallied *found, size_t *in_all) {
    return section == SECTION_YEARS   ? find_years(f, limit, found, in_all)
           : section == SECTION_MARKS ? find_marks(f, found, in_all)
                                      : find_terms(f, section, limit, found, in_all);
}
