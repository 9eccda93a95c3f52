/* arena: memory that is freed all at once. Functions that allocate from an arena have it as a parameter. */
#ifndef COURANT_ARENA_H
#define COURANT_ARENA_H

#include "base.h"

struct arena {
    struct arena_chunk *head;
    size_t used; /* bytes used of the head chunk */
};

void arena_init(struct arena *a);
void arena_reset(struct arena *a);   /* forget everything, keep one chunk */
void arena_release(struct arena *a); /* forget everything, free all */

void *arena_alloc(struct arena *a, size_t count, size_t size); /* zeroed, aligned for any type */
struct str arena_copy(struct arena *a, struct str s);          /* adds a NUL after its end */
struct str arena_printf(struct arena *a, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
