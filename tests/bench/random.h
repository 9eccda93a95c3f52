/* random: numbers that are the same for the same beginning, on any machine (splitmix64). */
#ifndef COURANT_BENCH_RANDOM_H
#define COURANT_BENCH_RANDOM_H

#include <stdint.h>

struct random {
    uint64_t state;
};

static inline uint64_t random_next(struct random *r) {
    uint64_t z = r->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* 0 to limit - 1 */
static inline uint32_t random_below(struct random *r, uint32_t limit) {
    return (uint32_t)(random_next(r) % limit);
}

/* A stream of its own for each number. */
static inline struct random random_of(uint64_t purpose, uint64_t number) {
    struct random r = {purpose * 0xd1342543de82ef95u + number};
    r.state = random_next(&r);
    return r;
}

#endif
