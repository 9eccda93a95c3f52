/* date: calendar days as content files write them. The day shown is the day in the file, whatever its time zone. */
#ifndef COURANT_DATE_H
#define COURANT_DATE_H

#include "buf.h"

enum { DATE_NONE = 0, DATE_EPOCH = 719163 /* 1 January 1970 */ };

struct date {
    int32_t day;    /* days since 1 January of year 1, counted from 1 (proleptic Gregorian); DATE_NONE: no date */
    int32_t second; /* of the day, 0..86400 as written; 0 if the file gives no time */
    int32_t zone;   /* minutes east of UTC, at most DATE_ZONE_MAX either way; 0 if the file gives none */
    bool has_time, has_zone;
};

enum { DATE_ZONE_MAX = 14 * 60, DATE_SECOND_MAX = 86400 };

enum date_verdict {
    DATE_GOOD,
    DATE_ODD,        /* good, but in a form that not every program reads as this day: 25.12.2023, 12/25/2023, 1638125906 */
    DATE_EMPTY,      /* only blanks */
    DATE_UNREADABLE, /* not a supported format */
    DATE_IMPOSSIBLE, /* such as 30 February, month 13, hour 25, year 0 */
    DATE_AMBIGUOUS,  /* such as 01/02/2021 */
};

/* True if the text was read. */
bool date_was_read(enum date_verdict verdict);

/* Parses `2021-11-28` (also separated by `/` or `.`, with one-digit month and day, or as 20211128), with a time after `T` or a
 * blank, fractions, `am` or `pm`, and a zone (Z, +05:30, +0530, -05, -5, GMT+0100); `4 June 2024`, `4th June`, `28. November
 * 2021`, `November 28, 2021`, RFC 2822; day and month in any order if one of them is over 12; seconds (10 digits) or
 * milliseconds (13) since 1970. Something in brackets may follow. Years 1 to 9999, but `0001-01-01` (Go's zero time) is
 * impossible. Anything else before or after the date, except blanks, makes it unreadable. *date is DATE_NONE unless it was
 * read. */
enum date_verdict date_parse(struct str text, struct date *date);

/* The length of the date at the start of a file name, with its time; 0: there is none. `2021-11-28-some-name.md` (also
 * separated by
 * `_`, `.` or a blank, with one-digit month and day, or as 20211128), `202111281011 x.md`, `2021-11-28T10:11:12Z-x.md`. */
size_t date_begins_name(struct str name, struct date *date);
/* That, or a date at the end of a file name (`Standup 2021-11-28.md`), or a whole name that is one (`May 6th, 2024.md`). */
bool date_from_name(struct str name, struct date *date);
/* `blog/2021/11/28/some-name`: a date as three folders. */
bool date_from_folders(struct str path, struct date *date);
/* The date at the start of the file's name, else of the nearest folder's, else as three folders. */
bool date_from_path(struct str path, struct date *date);

int32_t date_day(int year, int month, int day); /* DATE_NONE if there is no such day */
void date_split(int32_t day, int *year, int *month, int *of_month);

enum { DATE_MONTHS = 12 };
extern const char *const date_months[DATE_MONTHS]; /* "January" */

/* At most 11 columns: "28 Nov 2021"; nothing for DATE_NONE. */
void date_format(struct buf *out, int32_t day);
/* "28 November 2021"; nothing for DATE_NONE. */
void date_format_long(struct buf *out, int32_t day);
/* At most 8 columns: "Tue" in the last seven days, "28 Nov" within eleven months, else "Nov 2021"; nothing for DATE_NONE. */
void date_format_by_age(struct buf *out, int32_t day, int32_t today);
/* "2021-11-28"; nothing for DATE_NONE. */
void date_format_iso(struct buf *out, int32_t day);

/* Where a date stands among those of its day: by instant, to the second; a time without a zone counts as UTC. 0: it has no
 * time, and so stands before all that have one; else 1..DATE_MOMENT_MAX. */
int32_t date_moment(const struct date *d);
enum { DATE_MOMENT_MAX = 1 + DATE_SECOND_MAX + 2 * DATE_ZONE_MAX * 60 };

/* In seconds; a date without a time is its midnight, one without a zone counts as UTC. Comparable with date_now.instant. */
int64_t date_instant(const struct date *d);

struct date_now {
    int32_t day; /* where the reader is */
    int64_t instant;
};
struct date_now date_now(void);        /* the only function that asks the clock for the date */
int32_t date_today(void);              /* its day */
int32_t date_of_time(int64_t seconds); /* where the reader is, of seconds since 1970; DATE_NONE: not in the years 1 to 9999 */

/* True from the start of that day where the reader is; and, if its instant is known, from then on. DATE_NONE: always. */
bool date_is_due(const struct date *d, const struct date_now *now);

#endif
