/* buf: growing byte buffers. */
#include "buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_release(struct buf *b) {
    free(b->p);
    *b = (struct buf){0};
}

void buf_truncate(struct buf *b, size_t n) {
    b->n = n;
    if (b->p) {
        b->p[n] = '\0';
    }
}

void buf_reset(struct buf *b) {
    buf_truncate(b, 0);
}

size_t buf_available(const struct buf *b) {
    return b->capacity ? b->capacity - b->n - 1 : 0;
}

void buf_filled(struct buf *b, size_t n) {
    if (n) {
        buf_truncate(b, b->n + n);
    }
}

void buf_reserve(struct buf *b, size_t more) {
    size_t need;
    if (__builtin_add_overflow(b->n, more, &need) || __builtin_add_overflow(need, 1, &need)) {
        die("out of memory (allocating %zu bytes)", more);
    }
    if (need > b->capacity) {
        size_t capacity = b->capacity ? b->capacity : 64;
        while (capacity < need) {
            capacity = capacity > SIZE_MAX / 2 ? need : capacity * 2;
        }
        b->p = xrealloc(b->p, capacity, 1);
        b->p[b->n] = '\0';
        b->capacity = capacity;
    }
}

void buf_add(struct buf *b, const void *p, size_t n) {
    if (n) {
        buf_reserve(b, n);
        memcpy(b->p + b->n, p, n);
        buf_filled(b, n);
    }
}

void buf_add_str(struct buf *b, struct str s) {
    buf_add(b, s.p, s.n);
}

void buf_puts(struct buf *b, const char *text) {
    buf_add(b, text, strlen(text));
}

void buf_putc(struct buf *b, char c) {
    buf_add(b, &c, 1);
}

void buf_put_int(struct buf *b, int64_t value) {
    char digits[20];
    size_t at = sizeof digits;
    uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (value < 0) {
        digits[--at] = '-';
    }
    buf_add(b, digits + at, sizeof digits - at);
}

void buf_printf(struct buf *b, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    buf_vprintf(b, format, arguments);
    va_end(arguments);
}

void buf_vprintf(struct buf *b, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n > 0) {
        buf_reserve(b, (size_t)n);
        vsnprintf(b->p + b->n, (size_t)n + 1, format, arguments);
        b->n += (size_t)n;
    }
}

struct str buf_str(const struct buf *b) {
    return b->p ? (struct str){b->p, b->n} : STR_NONE;
}

const char *buf_cstr(const struct buf *b) {
    return b->p ? b->p : "";
}
