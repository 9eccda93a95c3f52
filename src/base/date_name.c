/* date_name: dates in the names of files and folders. */
#include <string.h>

#include "base.h"
#include "date.h"
#include "text.h"

static size_t digits(struct str s, size_t at) {
    size_t n = 0;
    while (at + n < s.n && is_digit(s.p[at + n])) {
        n++;
    }
    return n;
}

static int number(struct str s, size_t at, size_t n) {
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        value = value * 10 + (s.p[at + i] - '0');
    }
    return value;
}

static bool is_separator(char c) {
    return c == '-' || c == '_' || c == '.' || c == ' ';
}

/* 091011, 10:11:12.000Z, 10_11: hour, minute and second, where these are there; returns the length. */
static size_t take_time(struct str s, size_t at, struct date *date) {
    enum { CLOCK = 6 };
    int digit[CLOCK] = {0};
    size_t count = 0, n = 0;
    for (; at + n < s.n && (is_digit(s.p[at + n]) || (s.p[at + n] && strchr(":_.-", s.p[at + n]))); n++) {
        if (!is_digit(s.p[at + n]) && at + n + 1 < s.n && !is_digit(s.p[at + n + 1])) {
            break;
        }
        if (is_digit(s.p[at + n]) && count < CLOCK) {
            digit[count++] = s.p[at + n] - '0';
        }
    }
    int hour = digit[0] * 10 + digit[1], minute = digit[2] * 10 + digit[3], second = digit[4] * 10 + digit[5];
    if (count >= 4 && hour < 24 && minute < 60 && second < 60) {
        date->second = (hour * 60 + minute) * 60 + second;
        date->has_time = true;
    }
    return n + (at + n < s.n && s.p[at + n] == 'Z');
}

/* 2021-11-28, with any separator, but the same twice. */
static size_t take_parts(struct str s, struct date *date) {
    size_t month = digits(s, 5), day_at = 5 + month + 1;
    bool fits = (month == 1 || month == 2) && is_separator(s.p[4]) && day_at < s.n && s.p[day_at - 1] == s.p[4];
    size_t day = fits ? digits(s, day_at) : 0;
    if (day != 1 && day != 2) {
        return 0;
    }
    date->day = date_day(number(s, 0, 4), number(s, 5, month), number(s, day_at, day));
    return day_at + day;
}

/* 20211128, 202111281011, 20211128101112: eight digits and a clock. */
static size_t take_stamp(struct str s, size_t n, struct date *date) {
    enum { DAY = 8, FIRST_YEAR = 1900, LAST_YEAR = 2099 };
    int year = number(s, 0, 4);
    if ((n != DAY && n != DAY + 4 && n != DAY + 6) || year < FIRST_YEAR || year > LAST_YEAR) {
        return 0;
    }
    date->day = date_day(year, number(s, 4, 2), number(s, 6, 2));
    if (n > DAY) {
        take_time(str_slice(s, 0, n), DAY, date);
        return date->has_time ? n : 0;
    }
    return n;
}

size_t date_begins_name(struct str name, struct date *date) {
    *date = (struct date){.day = DATE_NONE};
    size_t run = digits(name, 0), n = run == 4 && name.n > 6 ? take_parts(name, date)
                                      : run > 4              ? take_stamp(name, run, date)
                                                             : 0;
    if (n && n + 1 < name.n && name.p[n] == 'T' && is_digit(name.p[n + 1])) {
        n += 1 + take_time(name, n + 1, date);
    }
    if (!n || n >= name.n || !is_separator(name.p[n]) || date->day == DATE_NONE) {
        *date = (struct date){.day = DATE_NONE};
        return 0;
    }
    return n;
}

/* Standup 2021-11-28.md */
static bool ends_name(struct str name, struct date *date) {
    enum { LENGTH = sizeof "2021-11-28" - 1 };
    const char *dot = name.n ? memrchr(name.p, '.', name.n) : NULL;
    size_t end = dot ? (size_t)(dot - name.p) : 0;
    return end > LENGTH && is_separator(name.p[end - LENGTH - 1]) &&
           date_begins_name(str_slice(name, end - LENGTH, name.n), date) == LENGTH;
}

/* May 6th, 2024.md */
static bool is_name(struct str name, struct date *date) {
    const char *dot = name.n ? memrchr(name.p, '.', name.n) : NULL;
    struct str stem = str_slice(name, 0, dot ? (size_t)(dot - name.p) : 0);
    return stem.n && memchr(stem.p, ' ', stem.n) && date_parse(stem, date) == DATE_GOOD;
}

bool date_from_name(struct str name, struct date *date) {
    return date_begins_name(name, date) || ends_name(name, date) || is_name(name, date);
}

/* 2021/11/28/ */
static bool are_folders(struct str s, struct date *date) {
    enum { LENGTH = sizeof "2021/11/28/" - 1 };
    if (s.n < LENGTH || digits(s, 0) != 4 || digits(s, 5) != 2 || digits(s, 8) != 2 || s.p[4] != '/' || s.p[7] != '/' ||
        s.p[10] != '/') {
        return false;
    }
    date->day = date_day(number(s, 0, 4), number(s, 5, 2), number(s, 8, 2));
    return date->day != DATE_NONE;
}

bool date_from_folders(struct str path, struct date *date) {
    *date = (struct date){.day = DATE_NONE};
    while (path.n && !are_folders(path, date)) {
        const char *slash = memchr(path.p, '/', path.n);
        path = str_slice(path, slash ? (size_t)(slash - path.p) + 1 : path.n, path.n);
    }
    return date->day != DATE_NONE;
}

/* 2021-03-04-x/, or 2021-03-04/ */
static bool from_folder(struct str name, struct date *date) {
    char whole[sizeof "2021-03-04-"];
    if (name.n + 1 >= sizeof whole) {
        return date_begins_name(name, date);
    }
    memcpy(whole, name.p, name.n);
    whole[name.n] = '-';
    return date_begins_name((struct str){whole, name.n + 1}, date);
}

bool date_from_path(struct str path, struct date *date) {
    if (date_from_name(path_name(path), date)) {
        return true;
    }
    struct str folders = path_folder(path);
    while (folders.n) {
        folders.n--;
        if (from_folder(path_name(folders), date)) {
            return true;
        }
        folders = path_folder(folders);
    }
    return date_from_folders(path, date);
}
