/* pack: serialises numbers and strings, for pipes and for blobs in the cache.
 *
 * Numbers are LEB128 (7 bits a byte, low first), signed ones zigzag-coded; a string is its length and its bytes. Reading never
 * goes past the end: short or invalid input sets `bad` and yields zeros, so it is enough to check once at the end. */
#ifndef COURANT_PACK_H
#define COURANT_PACK_H

#include "buf.h"

void pack_uint(struct buf *b, uint64_t value);
void pack_int(struct buf *b, int64_t value);
void pack_str(struct buf *b, struct str s);

struct unpack {
    const char *p;
    const char *end;
    bool bad;
};

struct unpack unpack_from(struct str bytes);
uint64_t unpack_uint(struct unpack *u);
int64_t unpack_int(struct unpack *u);
struct str unpack_str(struct unpack *u); /* points into the input */

/* A count of items of at least one byte each: sets `bad` if the rest of the input is too short for them. */
size_t unpack_count(struct unpack *u);

#endif
