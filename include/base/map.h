/* map: finds things by a number and a text, in constant time on average.
 *
 * It is a hash table of places, open addressing, 8 bytes a slot and at most two thirds full. The things and their keys stay
 * with the caller, who says where each stands: its place, any number from 1 on, such as 1 + its index in an array. The hash is
 * keyed (str_hash_keyed): nobody can choose keys that collide. What is in a map stays in it. Running out of memory ends the
 * program.
 */
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
    struct arena *arena; /* where it lives; NULL: in memory of its own, to be released */
};

/* Does the thing at this place have that key? things: as given to map_find or map_at. */
typedef bool map_is(const void *things, uint32_t place, uint64_t number, struct str text);

/* The place of the thing with that key; 0: there is none. */
uint32_t map_find(const struct map *m, map_is *is, const void *things, uint64_t number, struct str text);
/* Where that place is noted, valid until the next call. *it is 0 when there is no such thing: the caller sets it to the place
 * of the new one. */
uint32_t *map_at(struct map *m, map_is *is, const void *things, uint64_t number, struct str text);
void map_release(struct map *m); /* it is empty then; the things are not touched */

#endif
