/* date_clock: dates as moments, and the clock. */
#include <time.h>

#include "date.h"

enum { SECONDS_A_DAY = DATE_SECOND_MAX };

int64_t date_instant(const struct date *d) {
    return (int64_t)d->day * SECONDS_A_DAY + d->second - d->zone * 60;
}

int32_t date_moment(const struct date *d) {
    return d->has_time ? 1 + DATE_ZONE_MAX * 60 + d->second - d->zone * 60 : 0;
}

int32_t date_of_time(int64_t seconds) {
    struct tm local;
    time_t when = (time_t)seconds;
    if (!localtime_r(&when, &local) || local.tm_year > 9999 - 1900) {
        return DATE_NONE;
    }
    return date_day(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

struct date_now date_now(void) {
    int64_t seconds = time(NULL);
    return (struct date_now){date_of_time(seconds), (int64_t)DATE_EPOCH * SECONDS_A_DAY + seconds};
}

int32_t date_today(void) {
    return date_now().day;
}

bool date_is_due(const struct date *d, const struct date_now *now) {
    return d->day <= now->day || (d->has_zone && date_instant(d) <= now->instant);
}
