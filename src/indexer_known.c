/* indexer_known: the files that the cache knows, found by root and path. They stand in one list, and a table has their places
 * in it: memory that is used as a whole and grows in place costs far less than a table of them, most of it holes. */
#include <stdlib.h>

#include "indexer_private.h"

enum { FIRST_SLOTS = 8192 };

static uint64_t place_hash(int root, struct str path) {
    return str_mix((uint64_t)root, path);
}

static uint32_t *slot_of(struct known_files *k, uint64_t hash) {
    size_t at = hash & (k->slot_count - 1);
    while (k->slots[at] && k->list[k->slots[at] - 1].hash != hash) {
        at = (at + 1) & (k->slot_count - 1);
    }
    return &k->slots[at];
}

static void widen(struct known_files *k) {
    free(k->slots);
    k->slot_count = k->slot_count ? k->slot_count * 2 : FIRST_SLOTS;
    k->slots = xcalloc(k->slot_count, sizeof *k->slots);
    for (size_t i = 0; i < k->count; i++) {
        *slot_of(k, k->list[i].hash) = (uint32_t)i + 1;
    }
}

void known_add(struct known_files *k, const struct known_file *f) {
    if ((k->count + 1) * 3 > k->slot_count * 2) {
        widen(k);
    }
    uint64_t hash = place_hash(f->root, f->path);
    k->list = grow(k->list, k->count, &k->capacity, sizeof *k->list);
    k->list[k->count++] = (struct known){.hash = hash, .id = f->id, .stamp = f->stamp};
    *slot_of(k, hash) = (uint32_t)k->count;
}

struct known *known_find(struct known_files *k, int root, struct str path) {
    uint32_t place = k->count ? *slot_of(k, place_hash(root, path)) : 0;
    return place ? &k->list[place - 1] : NULL;
}

size_t known_unseen(const struct known_files *k) {
    size_t n = 0;
    for (size_t i = 0; i < k->count; i++) {
        n += !k->list[i].seen;
    }
    return n;
}

void known_release(struct known_files *k) {
    free(k->list);
    free(k->slots);
    *k = (struct known_files){0};
}
