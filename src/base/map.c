/* map: a hash table with linear probing. Slots store the hash, so that a key is compared only if it is very likely equal, and
 * never when the table grows. */
#include "map.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 16 };

static size_t slot_of(const struct map *m, map_is *is, const void *things, uint32_t hash, uint64_t number, struct str text) {
    size_t mask = m->slot_count - 1, at = hash & mask;
    while (m->slots[at].place && !(m->slots[at].hash == hash && is(things, m->slots[at].place, number, text))) {
        at = (at + 1) & mask;
    }
    return at;
}

static void grow_slots(struct map *m) {
    struct map wider = {.slot_count = m->slot_count ? m->slot_count * 2 : FIRST_SLOTS, .count = m->count, .arena = m->arena};
    size_t mask = wider.slot_count - 1;
    wider.slots = m->arena ? arena_alloc(m->arena, wider.slot_count, sizeof *wider.slots)
                           : xcalloc(wider.slot_count, sizeof *wider.slots);
    for (size_t i = 0; i < m->slot_count; i++) {
        size_t at = m->slots[i].hash & mask;
        while (m->slots[i].place && wider.slots[at].place) {
            at = (at + 1) & mask;
        }
        if (m->slots[i].place) {
            wider.slots[at] = m->slots[i];
        }
    }
    map_release(m);
    *m = wider;
}

uint32_t map_find(const struct map *m, map_is *is, const void *things, uint64_t number, struct str text) {
    return m->count ? m->slots[slot_of(m, is, things, (uint32_t)str_hash_keyed(number, text), number, text)].place : 0;
}

uint32_t *map_at(struct map *m, map_is *is, const void *things, uint64_t number, struct str text) {
    uint32_t hash = (uint32_t)str_hash_keyed(number, text);
    if ((m->count + 1) * 3 > m->slot_count * 2) {
        grow_slots(m);
    }
    struct map_slot *slot = &m->slots[slot_of(m, is, things, hash, number, text)];
    if (!slot->place) {
        slot->hash = hash;
        m->count++;
    }
    return &slot->place;
}

void map_release(struct map *m) {
    if (!m->arena) {
        free(m->slots);
    }
    *m = (struct map){.arena = m->arena};
}
