/* indexer_known: the files that the cache knows, found by root and path. They are stored consecutively with their paths: a
 * contiguous block that grows in place takes far less memory than a sparse table. */
#include <string.h>

#include "indexer_private.h"

enum { ROUND = 8, LONGEST = (1 << 30) - 1 };

static size_t size_of(size_t path_length) {
    return (sizeof(struct known_entry) + path_length + ROUND - 1) / ROUND * ROUND;
}

static struct known_entry *entry(const struct known_files *k, size_t offset) {
    return (struct known_entry *)(void *)(k->entries.p + offset);
}

/* A file's place in the map: 1 + its offset in units of ROUND bytes. */
static struct known_entry *at_place(const struct known_files *k, uint32_t place) {
    return entry(k, (size_t)(place - 1) * ROUND);
}

static bool is_file(const void *files, uint32_t place, uint64_t root, struct str path) {
    const struct known_entry *known = at_place(files, place);
    return known->root == (int)root && str_equal((struct str){known->path, known->path_length}, path);
}

static uint32_t add_entry(struct known_files *k, const struct known_file *f) {
    size_t offset = k->entries.n, size = size_of(f->path.n);
    if (offset / ROUND >= UINT32_MAX || f->path.n > LONGEST) {
        die("too many files: their paths add up to %zu bytes", offset);
    }
    buf_reserve(&k->entries, size);
    buf_filled(&k->entries, size);
    struct known_entry *known = entry(k, offset);
    *known = (struct known_entry){.id = f->id, .stamp = f->stamp, .root = f->root};
    known->path_length = (uint32_t)f->path.n & LONGEST;
    if (f->path.n) {
        memcpy(known->path, f->path.p, f->path.n);
    }
    return (uint32_t)(offset / ROUND) + 1;
}

void known_add(struct known_files *k, const struct known_file *f) {
    uint32_t *place = map_at(&k->by_path, is_file, k, (uint64_t)f->root, f->path);
    if (!*place) {
        *place = add_entry(k, f);
    }
}

struct known_entry *known_find(const struct known_files *k, int root, struct str path) {
    uint32_t place = map_find(&k->by_path, is_file, k, (uint64_t)root, path);
    return place ? at_place(k, place) : NULL;
}

const struct known_entry *known_next(const struct known_files *k, size_t *at) {
    const struct known_entry *known = *at < k->entries.n ? entry(k, *at) : NULL;
    *at += known ? size_of(known->path_length) : 0;
    return known;
}

size_t known_unseen(const struct known_files *k) {
    size_t n = 0, at = 0;
    for (const struct known_entry *known; (known = known_next(k, &at));) {
        n += !known->seen;
    }
    return n;
}

void known_release(struct known_files *k) {
    buf_release(&k->entries);
    map_release(&k->by_path);
    *k = (struct known_files){0};
}
