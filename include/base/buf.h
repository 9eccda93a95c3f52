/* buf: a growing byte buffer. A zeroed struct is an empty buffer. The last byte is always followed by a NUL, which is not
 * counted. */
#ifndef COURANT_BUF_H
#define COURANT_BUF_H

#include <stdarg.h>

#include "base.h"

struct buf {
    char *p;
    size_t n;
    size_t capacity;
};

void buf_release(struct buf *b);
void buf_reset(struct buf *b); /* n = 0, memory kept */
void buf_reserve(struct buf *b, size_t more);
size_t buf_available(const struct buf *b);  /* bytes that fit without growing */
void buf_filled(struct buf *b, size_t n);   /* n bytes were written into the available space */
void buf_truncate(struct buf *b, size_t n); /* keeps the first n bytes; n must not exceed its length */
void buf_add(struct buf *b, const void *p, size_t n);
void buf_add_str(struct buf *b, struct str s);
void buf_puts(struct buf *b, const char *text);
void buf_putc(struct buf *b, char c);
void buf_put_int(struct buf *b, int64_t value); /* decimal; faster than buf_printf */
void buf_printf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);
void buf_vprintf(struct buf *b, const char *format, va_list arguments) PRINTF_LIKE(2, 0);

struct str buf_str(const struct buf *b);   /* valid until the buffer changes */
const char *buf_cstr(const struct buf *b); /* the same */

#endif
