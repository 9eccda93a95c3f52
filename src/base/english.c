/* english: numbers and plurals in messages. */
#include "english.h"

void format_count(struct buf *out, int64_t n) {
    char digits[32];
    int length = 0;
    uint64_t rest = n < 0 ? (uint64_t)-n : (uint64_t)n;
    do {
        if (length % 4 == 3) {
            digits[length++] = ',';
        }
        digits[length++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (n < 0) {
        buf_putc(out, '-');
    }
    while (length) {
        buf_putc(out, digits[--length]);
    }
}

void format_counted(struct buf *out, int64_t n, const char *one, const char *many) {
    format_count(out, n);
    buf_printf(out, " %s", n == 1 ? one : many);
}

const char *plural(int64_t n) {
    return n == 1 ? "" : "s";
}
