/* facets_find: the values to list: those of the list before any choice, most frequent first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facets.h"
#include "text.h"

static const enum query_state marks_listed[] = {STATE_UNREAD, STATE_STARRED, STATE_QUEUED};

const struct facet_counts *facets_counts(const struct facets *f) {
    return live_count_facets(f->choice_count ? &f->now : &f->all);
}

int64_t facets_count(const struct facet_counts *t, const struct facet *value) {
    if (value->section < TAX_COUNT) {
        return facet_counts_of_term(t, value->number);
    }
    if (value->section == SECTION_AUTHORITIES) {
        return facet_counts_of_authority(t, value->number);
    }
    if (value->section == SECTION_YEARS) {
        return facet_counts_of_year(t, value->number);
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

/* For each term; NULL: all pass, or not known yet. */
static const uint8_t *passing(const struct facets *f) {
    bool fits = f->passing && f->passing_generation == f->all.cache_generation &&
                f->passing->count >= live_count_facets(&f->all)->term_count;
    return fits ? f->passing->passes : NULL;
}

/* ---- the values ---- */

static size_t best(const struct facet_counts *t, int section, const uint8_t *only, size_t limit, struct term_count *found,
                   size_t *in_all) {
    return section == SECTION_AUTHORITIES ? facet_counts_best_authorities(t, limit, found, in_all)
                                          : facet_counts_best(t, (enum taxonomy)section, only, limit, found, in_all);
}

/* Values of the narrowed list come first, most frequent first; values it lacks fill the remaining rows. */
static size_t rank_again(const struct facets *f, int section, const uint8_t *only, size_t limit, struct term_count *found,
                         size_t count) {
    struct facet_counts now = *live_count_facets(&f->now);
    if (!f->choice_count || !live_count_has_begun(&f->now) || now.term_count != live_count_facets(&f->all)->term_count) {
        return count;
    }
    now.taxonomies = live_count_facets(&f->all)->taxonomies;
    struct term_count *live = xcalloc(limit + 1, sizeof *live);
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

static size_t passing_authorities(const uint8_t *passes, struct term_count *found, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (passes[found[i].term] & AUTHORITY_PASSES) {
            found[kept++] = found[i];
        }
    }
    return kept;
}

static size_t find_terms(const struct facets *f, int section, size_t limit, struct term_count *found, size_t *in_all) {
    const uint8_t *only = passing(f);
    size_t count = best(live_count_facets(&f->all), section, only, limit, found, in_all);
    count = rank_again(f, section, only, limit, found, count);
    return only && section == SECTION_AUTHORITIES ? *in_all = passing_authorities(only, found, count) : count;
}

static size_t find_years(const struct facets *f, size_t limit, struct term_count *found, size_t *in_all) {
    const struct facet_counts *t = live_count_facets(&f->all);
    struct buf words = {0};
    char text[24];
    size_t count = 0;
    *in_all = 0;
    text_fold(&words, buf_str(&f->base.view.filter));
    for (size_t year = t->month_count / 12 + 1; year-- > 1;) {
        snprintf(text, sizeof text, "%zu", year);
        if (facet_counts_of_year(t, (int64_t)year) && passes(str_from(text), buf_str(&words))) {
            found[count] = (struct term_count){(int64_t)year, 0};
            count += count < limit;
            ++*in_all;
        }
    }
    buf_release(&words);
    return count;
}

static size_t find_marks(const struct facets *f, struct term_count *found, size_t *in_all) {
    struct buf words = {0};
    *in_all = 0;
    text_fold(&words, buf_str(&f->base.view.filter));
    for (size_t i = 0; i < ARRAY_SIZE(marks_listed); i++) {
        if (live_count_facets(&f->all)->articles && passes(str_from(query_states[marks_listed[i]]), buf_str(&words))) {
            found[(*in_all)++] = (struct term_count){marks_listed[i], 0};
        }
    }
    buf_release(&words);
    return *in_all;
}

size_t facets_find(const struct facets *f, int section, size_t limit, struct term_count *found, size_t *in_all) {
    return section == SECTION_YEARS   ? find_years(f, limit, found, in_all)
           : section == SECTION_MARKS ? find_marks(f, found, in_all)
                                      : find_terms(f, section, limit, found, in_all);
}
