/* place: 24 bits of the offset, and hashes of the bytes after it and before it, 20 and 19 bits. Rolling hashes, so that a whole
 * text is searched in one pass. */
#include "place.h"

enum { WINDOW = 48, AFTER_BITS = 20, BEFORE_BITS = 19, OFFSET_MAX = (1 << 24) - 1 };

static const uint64_t base = 0x9e3779b97f4a7c15;

/* The hashes of what stands before and after `at`; there are zeros outside of the text. */
struct around {
    struct str text;
    size_t at;
    uint64_t before, after;
    uint64_t top; /* base to the power of WINDOW */
};

static uint64_t byte_at(struct str text, size_t at) {
    return at < text.n ? (unsigned char)text.p[at] : 0; /* wrapped around zero as well */
}

static void step(struct around *a) {
    uint64_t here = byte_at(a->text, a->at);
    a->before = a->before * base + here - byte_at(a->text, a->at - WINDOW) * a->top;
    a->after = a->after * base + byte_at(a->text, a->at + WINDOW) - here * a->top;
    a->at++;
}

/* From there on: the hash before begins with zeros, and is right after WINDOW steps. */
static struct around around_start(struct str text, size_t at) {
    struct around a = {.text = text, .at = at, .top = 1};
    for (size_t i = 0; i < WINDOW; i++) {
        a.before = a.before * base + byte_at(text, at - WINDOW + i);
        a.after = a.after * base + byte_at(text, at + i);
        a.top *= base;
    }
    return a;
}

static uint64_t bits_of(uint64_t hash, int bits) {
    return (hash ^ hash >> 29) * base >> (64 - bits);
}

static uint64_t after_bits(const struct around *a) {
    return bits_of(a->after, AFTER_BITS);
}

static uint64_t before_bits(const struct around *a) {
    return bits_of(a->before, BEFORE_BITS);
}

int64_t place_of(struct str text, size_t offset) {
    if (!offset || offset > OFFSET_MAX || offset > text.n) {
        return 0;
    }
    struct around a = around_start(text, offset);
    return (int64_t)(offset << (AFTER_BITS + BEFORE_BITS) | after_bits(&a) << BEFORE_BITS | before_bits(&a));
}

static size_t apart(size_t a, size_t b) {
    return a > b ? a - b : b - a;
}

/* What is found on both sides counts most, then what comes after. */
size_t place_find(struct str text, int64_t place) {
    uint64_t number = place > 0 ? (uint64_t)place : 0;
    uint64_t after = number >> BEFORE_BITS & ((1u << AFTER_BITS) - 1), before = number & ((1u << BEFORE_BITS) - 1);
    size_t was = (size_t)(number >> (AFTER_BITS + BEFORE_BITS)), best = was < text.n ? was : text.n;
    int best_rank = 0;
    if (!was) {
        return 0;
    }
    for (struct around a = around_start(text, 0); a.at < text.n; step(&a)) {
        int rank = 2 * (after_bits(&a) == after) + (before_bits(&a) == before);
        if (rank > best_rank || (rank && rank == best_rank && apart(a.at, was) < apart(best, was))) {
            best_rank = rank;
            best = a.at;
        }
    }
    return best;
}
