/* pack: numbers and strings to bytes and back, for pipes and for blobs in the cache.
 *
 * Numbers are LEB128 (7 bits a byte, low first); signed ones zigzag-coded first; a string is its length and its bytes.
 * Reading never goes past the end: a short or wrong input sets `bad` and yields zeros, checked once at the end. */
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

/* A count of things that take at least one byte each: sets bad when more than the rest of the input could hold. */
size_t unpack_count(struct unpack *u);

#endif
