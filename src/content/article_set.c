/* article_set: a set of terms without duplicates. */
#include <string.h>

#include "article_private.h"

static bool is_term(const void *set, uint32_t place, uint64_t taxonomy, struct str key) {
    const struct term *t = &((const struct term_set *)set)->terms[place - 1];
    return t->taxonomy == taxonomy && str_equal(t->key, key);
}

static void reserve(struct term_set *set, struct arena *arena) {
    enum { FIRST_CAPACITY = 4 };
    size_t capacity = set->capacity ? set->capacity * 2 : FIRST_CAPACITY;
    struct term *terms = arena_alloc(arena, capacity, sizeof *terms);
    if (set->count) {
        memcpy(terms, set->terms, set->count * sizeof *terms);
    }
    set->terms = terms;
    set->capacity = capacity;
}

bool term_set_add(struct term_set *set, struct term term, struct arena *arena) {
    if (!term.key.n) {
        return false;
    }
    set->by_key.arena = arena;
    uint32_t *place = map_at(&set->by_key, is_term, set, term.taxonomy, term.key);
    if (*place) {
        return false;
    }
    if (set->count == set->capacity) {
        reserve(set, arena);
    }
    set->terms[set->count++] = term;
    *place = (uint32_t)set->count;
    return true;
}
