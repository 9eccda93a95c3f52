/* indexer_known: the files that the cache knows, found by root and path. */
#include <stdlib.h>

#include "indexer_private.h"

enum { FIRST_CAPACITY = 4096 };

static uint64_t place_hash(int root, struct str path) {
    uint64_t hash = str_mix((uint64_t)root, path);
    return hash ? hash : 1;
}

static struct known *slot_of(struct known_files *k, uint64_t hash) {
    size_t at = hash & (k->capacity - 1);
    while (k->slots[at].hash && k->slots[at].hash != hash) {
        at = (at + 1) & (k->capacity - 1);
    }
    return &k->slots[at];
}

static void widen(struct known_files *k) {
    struct known *old = k->slots;
    size_t count = k->capacity;
    k->capacity = count ? count * 2 : FIRST_CAPACITY;
    k->slots = xcalloc(k->capacity, sizeof *k->slots);
    for (size_t i = 0; i < count; i++) {
        if (old[i].hash) {
            *slot_of(k, old[i].hash) = old[i];
        }
    }
    free(old);
}

void known_add(struct known_files *k, const struct known_file *f) {
    if ((k->count + 1) * 3 > k->capacity * 2) {
        widen(k);
    }
    uint64_t hash = place_hash(f->root, f->path);
    *slot_of(k, hash) = (struct known){.hash = hash, .id = f->id, .stamp = f->stamp};
    k->count++;
}

struct known *known_find(struct known_files *k, int root, struct str path) {
    struct known *slot = k->capacity ? slot_of(k, place_hash(root, path)) : NULL;
    return slot && slot->hash ? slot : NULL;
}

size_t known_unseen(const struct known_files *k) {
    size_t n = 0;
    for (size_t i = 0; i < k->capacity; i++) {
        n += k->slots[i].hash && !k->slots[i].seen;
    }
    return n;
}

void known_release(struct known_files *k) {
    free(k->slots);
    *k = (struct known_files){0};
}
