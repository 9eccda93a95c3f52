/* base_hash: SipHash-1-3 of a number and a text, after "SipHash: a fast short-input PRF" by Aumasson and Bernstein (2012). */
#include <endian.h>
#include <string.h>
#include <unistd.h>

#include "base.h"

struct sip {
    uint64_t a, b, c, d;
};

static inline uint64_t rotate(uint64_t x, unsigned bits) {
    return x << bits | x >> (64 - bits);
}

__attribute__((always_inline)) static inline void mix(struct sip *s) { /* a call would cost as much as the function */
    s->a += s->b;
    s->c += s->d;
    s->b = rotate(s->b, 13) ^ s->a;
    s->d = rotate(s->d, 16) ^ s->c;
    s->a = rotate(s->a, 32);
    s->c += s->b;
    s->a += s->d;
    s->b = rotate(s->b, 17) ^ s->c;
    s->d = rotate(s->d, 21) ^ s->a;
    s->c = rotate(s->c, 32);
}

__attribute__((always_inline)) static inline void take(struct sip *s, uint64_t word) {
    s->d ^= word;
    mix(s);
    s->a ^= word;
}

/* Set before `main`, and never again. */
static uint64_t key[2];

__attribute__((constructor)) static void make_key(void) {
    if (getentropy(key, sizeof key) != 0) { /* then the only randomness is where the program was loaded */
        key[0] = (uint64_t)(uintptr_t)&make_key;
        key[1] = (uint64_t)(uintptr_t)&memcpy;
    }
}

/* The bytes after the last whole word, as a word. In a longer text, loads the word that ends at its end and shifts it: copying
 * a variable number of bytes would be a function call. */
static inline uint64_t rest_of(struct str s) {
    size_t rest = s.n % sizeof(uint64_t);
    uint64_t word = 0;
    if (rest && s.n > sizeof word) {
        memcpy(&word, s.p + s.n - sizeof word, sizeof word);
        return le64toh(word) >> 8 * (sizeof word - rest);
    }
    if (rest) {
        memcpy(&word, s.p, rest);
    }
    return le64toh(word);
}

uint64_t str_hash_keyed(uint64_t seed, struct str s) {
    struct sip state = {key[0] ^ 0x736f6d6570736575u, key[1] ^ 0x646f72616e646f6du, key[0] ^ 0x6c7967656e657261u,
                        key[1] ^ 0x7465646279746573u};
    uint64_t word, last = (uint64_t)s.n << 56 | rest_of(s);
    take(&state, seed);
    for (; s.n >= sizeof word; s.p += sizeof word, s.n -= sizeof word) {
        memcpy(&word, s.p, sizeof word);
        take(&state, word);
    }
    take(&state, last);
    state.c ^= 0xff;
    mix(&state);
    mix(&state);
    mix(&state);
    return state.a ^ state.b ^ state.c ^ state.d;
}
