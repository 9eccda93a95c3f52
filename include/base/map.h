/* map: finds things by a number and a text, in constant time on average.
 *
 * It is a hash table with open addressing, 8 bytes per slot and at most two thirds full. It stores places: a place is any
 * number from 1 on that tells the caller where the thing is, such as 1 + its index in an array. The things and their keys stay
 * with the caller. The hash is keyed (str_hash_keyed), so nobody can choose keys that collide. Entries cannot be removed.
 * Running out of memory ends the program. */
#ifndef COURANT_MAP_H
#define COURANT_MAP_H

#include "arena.h"

struct map_slot {
    uint32_t hash;
    uint32_t place; /* 0: empty */
};

/* A zeroed struct is an empty map. */
struct map {
    struct map_slot *slots;
    size_t slot_count, count;
    struct arena *arena; /* allocates from it; NULL: from the heap, to be released */
};

/* Does the thing at this place have that key? things: as passed to map_find or map_at. */
typedef bool map_is(const void *things, uint32_t place, uint64_t number, struct str text);

/* The place of the thing with that key; 0: there is none. */
uint32_t map_find(const struct map *m, map_is *is, const void *things, uint64_t number, struct str text);
/* A pointer to the stored place, valid until the next call. If *it is 0, there is no such thing yet, and the caller sets it to
 * the place of a new one. */
uint32_t *map_at(struct map *m, map_is *is, const void *things, uint64_t number, struct str text);
void map_release(struct map *m); /* leaves it empty; does not touch the things */

#endif
