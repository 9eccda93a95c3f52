/* pack: LEB128 numbers and length-prefixed strings. */
#include "pack.h"

void pack_uint(struct buf *b, uint64_t value) {
    char bytes[10];
    size_t n = 0;
    do {
        bytes[n++] = (char)((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
        value >>= 7;
    } while (value);
    buf_add(b, bytes, n);
}

void pack_int(struct buf *b, int64_t value) {
    pack_uint(b, ((uint64_t)value << 1) ^ (value < 0 ? UINT64_MAX : 0));
}

void pack_str(struct buf *b, struct str s) {
    pack_uint(b, s.n);
    buf_add_str(b, s);
}

struct unpack unpack_from(struct str bytes) {
    return (struct unpack){bytes.p, bytes.n ? bytes.p + bytes.n : bytes.p, false};
}

uint64_t unpack_uint(struct unpack *u) {
    uint64_t value = 0;
    for (unsigned shift = 0; u->p < u->end && shift < 64; shift += 7) {
        unsigned char byte = (unsigned char)*u->p++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) {
            return value;
        }
    }
    u->bad = true;
    u->p = u->end;
    return 0;
}

int64_t unpack_int(struct unpack *u) {
    uint64_t value = unpack_uint(u);
    return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

struct str unpack_str(struct unpack *u) {
    uint64_t n = unpack_uint(u);
    if (n > (uint64_t)(u->end - u->p)) {
        u->bad = true;
        u->p = u->end;
        return STR_NONE;
    }
    struct str s = {u->p, (size_t)n};
    u->p = n ? u->p + n : u->p; /* nothing is added to what may be NULL */
    return s;
}

size_t unpack_count(struct unpack *u) {
    uint64_t n = unpack_uint(u);
    if (n > (uint64_t)(u->end - u->p)) {
        u->bad = true;
        u->p = u->end;
        return 0;
    }
    return (size_t)n;
}
