/* arena: allocates from chunks of memory, front to back. */
#include "arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef ARENA_CHUNK
#define ARENA_CHUNK (32 * 1024)
#endif

struct arena_chunk {
    struct arena_chunk *next;
    size_t size;
    alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *a) {
    *a = (struct arena){0};
}

static void free_chain(struct arena_chunk *chunk) {
    while (chunk) {
        struct arena_chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
}

void arena_reset(struct arena *a) {
    if (a->head) {
        free_chain(a->head->next);
        a->head->next = NULL;
        if (a->head->size > 64 * (size_t)ARENA_CHUNK) {
            free(a->head); /* do not keep a huge chunk for the life of the arena */
            a->head = NULL;
        }
    }
    a->used = 0;
}

void arena_release(struct arena *a) {
    free_chain(a->head);
    *a = (struct arena){0};
}

static void *take(struct arena *a, size_t bytes) {
    size_t rounded = (bytes + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (rounded < bytes) {
        die("out of memory (allocating %zu bytes)", bytes);
    }
    if (!a->head || a->head->size - a->used < rounded) {
        size_t size = rounded > ARENA_CHUNK ? rounded : ARENA_CHUNK;
        struct arena_chunk *chunk = xrealloc(NULL, 1, sizeof *chunk + size);
        chunk->next = a->head;
        chunk->size = size;
        a->head = chunk;
        a->used = 0;
    }
    void *p = a->head->bytes + a->used;
    a->used += rounded;
    return p;
}

void *arena_alloc(struct arena *a, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        die("out of memory (allocating %zu x %zu bytes)", count, size);
    }
    return memset(take(a, bytes), 0, bytes);
}

struct str arena_copy(struct arena *a, struct str s) {
    char *p = take(a, s.n + 1);
    if (s.n) {
        memcpy(p, s.p, s.n);
    }
    p[s.n] = '\0';
    return (struct str){p, s.n};
}

struct str arena_printf(struct arena *a, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int n = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *p = take(a, (size_t)(n < 0 ? 0 : n) + 1);
    vsnprintf(p, (size_t)(n < 0 ? 0 : n) + 1, format, again);
    va_end(again);
    return (struct str){p, (size_t)(n < 0 ? 0 : n)};
}
