/* date_format: days as text. */
#include "date.h"

static void format_day(struct buf *out, int32_t day, int letters) {
    int year, month, of_month;
    date_split(day, &year, &month, &of_month);
    if (month) {
        buf_printf(out, "%d %.*s %d", of_month, letters, date_months[month - 1], year);
    }
}

void date_format(struct buf *out, int32_t day) {
    format_day(out, day, 3);
}

void date_format_long(struct buf *out, int32_t day) {
    format_day(out, day, 9);
}

void date_format_by_age(struct buf *out, int32_t day, int32_t today) {
    enum { WEEK = 7, THIS_YEAR = 330 };
    static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    int year, month, of_month, age = today - day;
    date_split(day, &year, &month, &of_month);
    if (!month) {
        return;
    }
    if (age >= 0 && age < WEEK) {
        buf_puts(out, weekdays[(day - 1) % WEEK]); /* 1 January of year 1 was a Monday */
    } else if (age > -THIS_YEAR && age < THIS_YEAR) {
        buf_printf(out, "%d %.3s", of_month, date_months[month - 1]);
    } else {
        buf_printf(out, "%.3s %d", date_months[month - 1], year);
    }
}

void date_format_iso(struct buf *out, int32_t day) {
    int year, month, of_month;
    date_split(day, &year, &month, &of_month);
    if (month) {
        buf_printf(out, "%04d-%02d-%02d", year, month, of_month);
    }
}
