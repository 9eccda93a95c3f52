/* indexer_known: the files that the cache knows, found by root and path. They are stored one after another with their paths,
 * and a table has their places: memory that is used as a whole and grows in place costs far less than a table of them, most of
 * it holes. */
#include <stdlib.h>
#include <string.h>

#include "indexer_private.h"

enum { FIRST_SLOTS = 8192, ROUND = 8 };

/* Different files may have one hash: the path decides. */
struct known_slot {
    uint32_t hash;
    uint32_t place; /* of the file among the entries, in units of ROUND bytes, plus 1; 0: empty */
};

static size_t size_of(size_t path_length) {
    return (sizeof(struct known) + path_length + ROUND - 1) / ROUND * ROUND;
}

static struct known *entry(const struct known_files *k, size_t offset) {
    return (struct known *)(void *)(k->entries.p + offset);
}

static struct known *entry_of(const struct known_files *k, const struct known_slot *slot) {
    return entry(k, (size_t)(slot->place - 1) * ROUND);
}

static bool is_of(const struct known *known, int root, struct str path) {
    return known->root == root && str_equal((struct str){known->path, known->path_length}, path);
}

static uint32_t hash_of(int root, struct str path) {
    return (uint32_t)str_mix((uint64_t)root, path);
}

/* The slot of that file, or the empty one where it belongs. */
static struct known_slot *slot_of(const struct known_files *k, uint32_t hash, int root, struct str path) {
    size_t at = hash & (k->slot_count - 1);
    while (k->slots[at].place && (k->slots[at].hash != hash || !is_of(entry_of(k, &k->slots[at]), root, path))) {
        at = (at + 1) & (k->slot_count - 1);
    }
    return &k->slots[at];
}

static void widen(struct known_files *k) {
    struct known_slot *old = k->slots;
    size_t count = k->slot_count;
    k->slot_count = count ? count * 2 : FIRST_SLOTS;
    k->slots = xcalloc(k->slot_count, sizeof *k->slots);
    for (size_t i = 0; i < count; i++) {
        size_t at = old[i].hash & (k->slot_count - 1);
        while (old[i].place && k->slots[at].place) {
            at = (at + 1) & (k->slot_count - 1);
        }
        if (old[i].place) {
            k->slots[at] = old[i];
        }
    }
    free(old);
}

static uint32_t add_entry(struct known_files *k, const struct known_file *f) {
    size_t offset = k->entries.n, size = size_of(f->path.n);
    if (offset / ROUND >= UINT32_MAX || f->path.n > INT32_MAX) {
        die("more files than can be told apart: their paths have %zu bytes", offset);
    }
    buf_reserve(&k->entries, size);
    buf_filled(&k->entries, size);
    struct known *known = entry(k, offset);
    *known = (struct known){.id = f->id, .stamp = f->stamp, .root = f->root};
    known->path_length = (uint32_t)f->path.n & INT32_MAX;
    if (f->path.n) {
        memcpy(known->path, f->path.p, f->path.n);
    }
    return (uint32_t)(offset / ROUND) + 1;
}

void known_add(struct known_files *k, const struct known_file *f) {
    if ((k->count + 1) * 3 > k->slot_count * 2) {
        widen(k);
    }
    uint32_t hash = hash_of(f->root, f->path);
    struct known_slot *slot = slot_of(k, hash, f->root, f->path);
    if (!slot->place) {
        *slot = (struct known_slot){hash, add_entry(k, f)};
        k->count++;
    }
}

struct known *known_find(const struct known_files *k, int root, struct str path) {
    struct known_slot *slot = k->count ? slot_of(k, hash_of(root, path), root, path) : NULL;
    return slot && slot->place ? entry_of(k, slot) : NULL;
}

size_t known_unseen(const struct known_files *k) {
    size_t n = 0;
    for (size_t offset = 0; offset < k->entries.n; offset += size_of(entry(k, offset)->path_length)) {
        n += !entry(k, offset)->seen;
    }
    return n;
}

void known_release(struct known_files *k) {
    buf_release(&k->entries);
    free(k->slots);
    *k = (struct known_files){0};
}
