/* article_set: terms without doubles. */
#include <string.h>

#include "article_private.h"

static uint32_t *slot_of(const struct term_set *set, enum taxonomy taxonomy, struct str key) {
    size_t mask = 2 * set->capacity - 1;
    size_t i = str_mix(taxonomy, key) & mask;
    while (set->slots[i]) {
        const struct term *t = &set->terms[set->slots[i] - 1];
        if (t->taxonomy == taxonomy && str_equal(t->key, key)) {
            break;
        }
        i = (i + 1) & mask;
    }
    return &set->slots[i];
}

static void widen(struct term_set *set, struct arena *arena) {
    enum { FIRST_CAPACITY = 4 };
    size_t capacity = set->capacity ? set->capacity * 2 : FIRST_CAPACITY;
    struct term *terms = arena_alloc(arena, capacity, sizeof *terms);
    if (set->count) {
        memcpy(terms, set->terms, set->count * sizeof *terms);
    }
    set->terms = terms;
    set->capacity = capacity;
    set->slots = arena_alloc(arena, 2 * capacity, sizeof *set->slots);
    for (size_t i = 0; i < set->count; i++) {
        *slot_of(set, terms[i].taxonomy, terms[i].key) = (uint32_t)i + 1;
    }
}

bool term_set_add(struct term_set *set, struct term term, struct arena *arena) {
    if (!term.key.n) {
        return false;
    }
    if (set->count == set->capacity) {
        widen(set, arena);
    }
    uint32_t *slot = slot_of(set, term.taxonomy, term.key);
    if (*slot) {
        return false;
    }
    set->terms[set->count++] = term;
    *slot = (uint32_t)set->count;
    return true;
}
