/* query_dates: parses and prints date ranges. */
#include <string.h>

#include "date.h"
#include "query_private.h"

/* Parses a year, a month or a day to the days it covers. */
static bool read_span(struct str text, int32_t *from, int32_t *before) {
    int64_t part[3] = {0, 1, 1};
    size_t parts = 0, start = 0;
    for (size_t i = 0; i <= text.n; i++) {
        if (i == text.n || text.p[i] == '-') {
            struct str piece = str_slice(text, start, i);
            if (parts == 3 || piece.n > 4 || !str_to_int(piece, &part[parts]) || part[parts] < 1) {
                return false;
            }
            parts++;
            start = i + 1;
        }
    }
    int year = (int)part[0], month = (int)part[1], day = (int)part[2];
    *from = date_day(year, month, day);
    *before = parts == 3 ? *from + 1 : parts == 1 || month == 12 ? date_day(year + 1, 1, 1) : date_day(year, month + 1, 1);
    if (parts != 3 && year == 9999 && (parts == 1 || month == 12)) {
        *before = date_day(9999, 12, 31) + 1;
    }
    return *from != DATE_NONE;
}

enum span_fault query_read_dates(struct str text, bool range, int32_t *from, int32_t *before) {
    const char *dots = range && text.n ? memmem(text.p, text.n, "..", 2) : NULL;
    int32_t unused;
    if (!dots) {
        return read_span(text, from, before) ? SPAN_GOOD : SPAN_NO_DATE;
    }
    size_t at = (size_t)(dots - text.p);
    if (!read_span(str_slice(text, 0, at), from, &unused) || !read_span(str_slice(text, at + 2, text.n), &unused, before)) {
        return SPAN_NO_DATE;
    }
    return *from < *before ? SPAN_GOOD : SPAN_BACKWARDS;
}

/* Prints the shortest form that means the same days. */
void query_print_dates(int32_t from, int32_t before, struct buf *out) {
    static const size_t lengths[] = {4, 7, 10}; /* of 2021-11-28 */
    struct buf iso = {0};
    date_format_iso(&iso, from);
    for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
        struct str text = str_slice(buf_str(&iso), 0, lengths[i]);
        int32_t first, behind;
        if (read_span(text, &first, &behind) && first == from && behind == before) {
            buf_add_str(out, text);
            buf_release(&iso);
            return;
        }
    }
    buf_puts(&iso, "..");
    date_format_iso(&iso, before - 1);
    buf_add_str(out, buf_str(&iso));
    buf_release(&iso);
}
