/* lookup_find: finds the terms that a text names, and the articles that match it. */
#include <string.h>

#include "lookup.h"
#include "text.h"

#define SEARCHED_0(id)
#define SEARCHED_1(id) TAX_##id,
#define SEARCHED(id, name, alias, plural, title, label, shown, key, reader, searched) SEARCHED_##searched(id)
const enum taxonomy lookup_taxonomies[LOOKUP_SECTIONS] = {TAXONOMIES(SEARCHED)};

static struct str folded_copy(struct arena *arena, struct str a, struct str b) {
    struct buf folded = {0};
    text_fold(&folded, a);
    if (b.n) {
        buf_putc(&folded, ' ');
        text_fold(&folded, b);
    }
    struct str copy = arena_copy(arena, buf_str(&folded));
    buf_release(&folded);
    return copy;
}

static int load_section(struct term_index *n, struct cache *c, size_t i, struct err *e) {
    struct terms *terms = &n->terms[i];
    if (cache_terms(c, lookup_taxonomies[i], 0, 0, &n->arena, terms, e) < 0) {
        return -1;
    }
    n->labels[i] = arena_alloc(&n->arena, terms->count, sizeof *n->labels[i]);
    n->names[i] = arena_alloc(&n->arena, terms->count, sizeof *n->names[i]);
    for (size_t j = 0; j < terms->count; j++) {
        n->labels[i][j] = folded_copy(&n->arena, terms->terms[j].label, STR_NONE);
        n->names[i][j] = folded_copy(&n->arena, terms->terms[j].label, terms->terms[j].authority);
    }
    return 0;
}

static int load_names(struct term_index *n, struct cache *c, struct err *e) {
    int64_t version = cache_version(c);
    if (n->loaded && n->version == version) {
        return 0;
    }
    term_index_release(n);
    for (size_t i = 0; i < LOOKUP_SECTIONS; i++) {
        if (load_section(n, c, i, e) < 0) {
            term_index_release(n);
            return -1;
        }
    }
    n->loaded = true;
    n->version = version;
    return 0;
}

void term_index_release(struct term_index *n) {
    arena_release(&n->arena);
    *n = (struct term_index){0};
}

/* One of the best terms of a section. */
struct term_candidate {
    size_t index;
    enum name_match rank;
    int64_t articles;
};

static bool is_better(const struct term_candidate *a, const struct term_candidate *b) {
    return a->rank != b->rank ? a->rank > b->rank : a->articles > b->articles;
}

/* Inserts a candidate in order, and keeps only the best few. */
static size_t insert(struct term_candidate *best, size_t count, struct term_candidate c) {
    size_t at = count < LOOKUP_BEST ? count : LOOKUP_BEST - 1;
    if (count == LOOKUP_BEST && !is_better(&c, &best[at])) {
        return count;
    }
    while (at && is_better(&c, &best[at - 1])) {
        best[at] = best[at - 1];
        at--;
    }
    best[at] = c;
    return count < LOOKUP_BEST ? count + 1 : count;
}

static struct term copy_term(struct arena *arena, const struct term *t) {
    struct term copy = *t;
    copy.key = arena_copy(arena, t->key);
    copy.name = arena_copy(arena, t->name);
    copy.authority = arena_copy(arena, t->authority);
    copy.label = arena_copy(arena, t->label);
    copy.slug = arena_copy(arena, t->slug);
    copy.url = arena_copy(arena, t->url);
    copy.ident = arena_copy(arena, t->ident);
    return copy;
}

/* The terms of a section whose match is between `least` and `most`. */
static void find_section(const struct term_index *n, size_t i, struct str words, enum name_match least, enum name_match most,
                         struct lookup_result *answer) {
    struct term_candidate best[LOOKUP_BEST] = {0};
    struct lookup_section *section = &answer->sections[i];
    for (size_t j = 0; j < n->terms[i].count; j++) {
        enum name_match rank = name_match(n->labels[i][j], n->names[i][j], words);
        if (rank >= least && rank <= most) {
            section->total++;
            section->count = insert(best, section->count, (struct term_candidate){j, rank, n->terms[i].terms[j].count});
        }
    }
    section->terms = arena_alloc(&answer->arena, section->count, sizeof *section->terms);
    for (size_t j = 0; j < section->count; j++) {
        section->terms[j] = copy_term(&answer->arena, &n->terms[i].terms[best[j].index]);
    }
}

/* Returns how many there are. */
static size_t find_terms(const struct term_index *n, struct str words, enum name_match least, enum name_match most,
                         struct lookup_result *answer) {
    size_t total = 0;
    for (size_t i = 0; i < LOOKUP_SECTIONS; i++) {
        find_section(n, i, words, least, most, answer);
        total += answer->sections[i].total;
    }
    return total;
}

/* Names with a typo are shown only if nothing else is found. */
static int find(struct cache *c, struct term_index *names, const struct lookup_input *question, struct lookup_result *answer,
                struct err *e) {
    bool has_words = question->words.n > 0;
    if (has_words && load_names(names, c, e) < 0) {
        return -1;
    }
    size_t named = has_words ? find_terms(names, question->words, RANK_INITIALS, RANK_EXACT, answer) : 0;
    if (question->page.limit && cache_find(c, question->query, &question->page, &answer->arena, &answer->rows, e) < 0) {
        return -1;
    }
    if (has_words && !named && !answer->rows.count) {
        find_terms(names, question->words, RANK_TYPO, RANK_TYPO, answer);
    }
    return 0;
}

int lookup_find(struct cache *c, struct term_index *names, const struct lookup_input *question, struct lookup_result *answer,
                struct err *e) {
    *answer = (struct lookup_result){0};
    int result = find(c, names, question, answer, e);
    if (result < 0) {
        lookup_result_release(answer);
    }
    return result;
}

void lookup_result_release(struct lookup_result *a) {
    arena_release(&a->arena);
    *a = (struct lookup_result){0};
}
