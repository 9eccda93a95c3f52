/* date: parses and prints calendar days. */
#include "date.h"

#include <string.h>

enum {
    DAYS_IN_400_YEARS = 146097,
    SECONDS_A_DAY = DATE_SECOND_MAX,
    DAY_MAX = 3652059 /* 31 December 9999 */
};

const char *const date_months[DATE_MONTHS] = {"January", "February", "March",     "April",   "May",      "June",
                                              "July",    "August",   "September", "October", "November", "December"};

static const char *const day_names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

static bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

static int32_t days_before_year(int year) {
    int y = year - 1;
    return y * 365 + y / 4 - y / 100 + y / 400;
}

int32_t date_day(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in(year, month)) {
        return DATE_NONE;
    }
    int32_t days = days_before_year(year) + day;
    for (int m = 1; m < month; m++) {
        days += days_in(year, m);
    }
    return days;
}

static bool is_a_day(int32_t day) {
    return day > 0 && day <= DAY_MAX;
}

void date_split(int32_t day, int *year, int *month, int *of_month) {
    *year = *month = *of_month = 0;
    if (!is_a_day(day)) {
        return;
    }
    int y = (int)((int64_t)(day - 1) * 400 / DAYS_IN_400_YEARS) + 1; /* exact or one off */
    while (y < 9999 && days_before_year(y + 1) < day) {
        y++;
    }
    while (days_before_year(y) >= day) {
        y--;
    }
    int rest = day - days_before_year(y);
    int m = 1;
    while (rest > days_in(y, m)) {
        rest -= days_in(y, m++);
    }
    *year = y, *month = m, *of_month = rest;
}

/* The text that is left to parse. */
struct cursor {
    const char *p, *end;
};

static bool take(struct cursor *c, char wanted) {
    bool there = c->p < c->end && *c->p == wanted;
    c->p += there;
    return there;
}

static bool take_any(struct cursor *c, const char *wanted) {
    bool there = c->p < c->end && *c->p && strchr(wanted, *c->p);
    c->p += there;
    return there;
}

static bool take_blanks(struct cursor *c) {
    const char *start = c->p;
    while (take_any(c, " \t")) {
    }
    return c->p > start;
}

/* Takes a number of `least` to `most` digits, followed by no other digit. */
static bool take_number(struct cursor *c, int least, int most, int *value) {
    const char *start = c->p;
    *value = 0;
    while (c->p < c->end && is_digit(*c->p) && c->p - start < most) {
        *value = *value * 10 + (*c->p++ - '0');
    }
    return c->p - start >= least && !(c->p < c->end && is_digit(*c->p));
}

static struct str take_word(struct cursor *c) {
    const char *start = c->p;
    while (c->p < c->end && is_letter(*c->p)) {
        c->p++;
    }
    return (struct str){start, (size_t)(c->p - start)};
}

/* 1 + index of the name that the word is, in full or its first three letters (also "Sept"); 0: none. */
static int find_name(struct str word, const char *const *names, size_t count) {
    for (size_t i = 0; word.n >= 3 && i < count; i++) {
        struct str name = str_from(names[i]);
        bool shortened = word.n == 3 || (word.n == 4 && i == 8);
        if (str_equal_nocase(word, shortened ? str_slice(name, 0, word.n) : name)) {
            return (int)i + 1;
        }
    }
    return 0;
}

/* Takes 05:30, 0530, 5:30, 05, 5, as minutes. Returns false if it is no offset. *possible: there is such an offset. */
static bool take_offset(struct cursor *c, int *minutes, bool *possible) {
    const char *start = c->p;
    int number = 0, minute = 0;
    while (c->p < c->end && is_digit(*c->p) && c->p - start < 4) {
        number = number * 10 + (*c->p++ - '0');
    }
    size_t digits = (size_t)(c->p - start);
    if (digits == 4) {
        minute = number % 100;
        number /= 100;
    } else if (!digits || digits > 2 || (take(c, ':') && !take_number(c, 2, 2, &minute))) {
        return false;
    }
    *minutes = number * 60 + minute;
    *possible = *possible && *minutes <= DATE_ZONE_MAX && minute < 60;
    return true;
}

/* The names of RFC 2822; other names do not say which zone is meant. */
static bool zone_named(struct str name, int *minutes) {
    static const struct {
        const char *name;
        int hours;
    } zones[] = {{"Z", 0},    {"UTC", 0},  {"GMT", 0},  {"UT", 0},   {"EST", -5}, {"EDT", -4},
                 {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};
    for (size_t i = 0; i < ARRAY_SIZE(zones); i++) {
        if (str_equal_nocase(name, str_from(zones[i].name))) {
            *minutes = zones[i].hours * 60;
            return true;
        }
    }
    return false;
}

/* Takes Z or a name such as GMT, and an offset. Returns false if it is no time zone. */
static bool take_zone(struct cursor *c, struct date *of, bool *possible) {
    int minutes = 0;
    struct str name = take_word(c);
    if (name.n > 5) {
        return false;
    }
    of->has_zone = zone_named(name, &minutes);
    if (take_any(c, "+-")) {
        bool west = c->p[-1] == '-';
        if (!take_offset(c, &minutes, possible)) {
            return false;
        }
        of->has_zone = true;
        minutes = west ? -minutes : minutes;
    }
    of->zone = minutes;
    return true;
}

static void skip_fraction(struct cursor *c) {
    if (take_any(c, ".,")) {
        while (c->p < c->end && is_digit(*c->p)) {
            c->p++;
        }
    }
}

/* Takes 18:58 or 18:58:26.01, and a zone. Allows a leap second. */
/* "9:00 am", "12:30 PM": an hour of the half day becomes one of the day; false: there is no such hour. */
static bool take_half_day(struct cursor *c, int *hour) {
    struct cursor behind = *c;
    struct str word = take_word(&behind);
    bool am = str_equal_nocase(word, STR("am")), pm = str_equal_nocase(word, STR("pm"));
    if (!am && !pm) {
        return true;
    }
    *c = behind;
    take_blanks(c);
    bool is_hour = *hour >= 1 && *hour <= 12;
    *hour = *hour % 12 + (pm ? 12 : 0);
    return is_hour;
}

static bool take_time(struct cursor *c, struct date *of, bool *possible) {
    int hour, minute, of_minute = 0;
    if (!take_number(c, 1, 2, &hour) || !take(c, ':') || !take_number(c, 2, 2, &minute)) {
        return false;
    }
    if (take(c, ':')) {
        if (!take_number(c, 2, 2, &of_minute)) {
            return false;
        }
        skip_fraction(c);
    }
    take_blanks(c);
    *possible = *possible && take_half_day(c, &hour);
    if (!take_zone(c, of, possible)) {
        return false;
    }
    *possible = *possible && hour < 24 && minute < 60 && of_minute <= 60;
    of->second = hour * 3600 + minute * 60 + of_minute;
    of->has_time = true;
    return true;
}

/* A date as written, which may not exist. */
struct parsed_date {
    int year, month, day;
    struct date time; /* without its day */
    bool possible;
};

/* 20211128 */
static bool read_compact(struct cursor *c, struct parsed_date *r) {
    struct cursor start = *c;
    int number;
    if (!take_number(c, 8, 8, &number)) {
        *c = start;
        return false;
    }
    r->year = number / 10000, r->month = number / 100 % 100, r->day = number % 100;
    return true;
}

static bool read_parted(struct cursor *c, struct parsed_date *r) {
    if (!take_number(c, 4, 4, &r->year) || !take_any(c, "-/.")) {
        return false;
    }
    char separator = c->p[-1];
    return take_number(c, 1, 2, &r->month) && take(c, separator) && take_number(c, 1, 2, &r->day);
}

static bool read_numeric(struct cursor *c, struct parsed_date *r) {
    if (!read_compact(c, r) && !read_parted(c, r)) {
        return false;
    }
    if (c->p == c->end) {
        return true;
    }
    bool has_time = take_any(c, "Tt") || take_blanks(c);
    return has_time && take_time(c, &r->time, &r->possible);
}

static void skip_weekday(struct cursor *c) {
    struct cursor start = *c;
    if (find_name(take_word(c), day_names, ARRAY_SIZE(day_names))) {
        take(c, ',');
        take_blanks(c);
    } else {
        *c = start;
    }
}

static bool take_month(struct cursor *c, int *month) {
    *month = find_name(take_word(c), date_months, DATE_MONTHS);
    take_any(c, ".,");
    return *month && take_blanks(c);
}

/* 4, 4th, 4. */
static bool take_day(struct cursor *c, int *day) {
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    if (!take_number(c, 1, 2, day)) {
        return false;
    }
    struct cursor behind = *c;
    struct str word = take_word(c);
    for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
        if (str_equal_nocase(word, str_from(endings[i]))) {
            return true;
        }
    }
    *c = behind;
    take(c, '.');
    return true;
}

/* The end of the text, or a time before it. */
static bool read_rest(struct cursor *c, struct parsed_date *r) {
    bool comma = take(c, ',');
    bool has_time = take_blanks(c) || comma;
    return (!has_time || take_time(c, &r->time, &r->possible)) && c->p == c->end;
}

/* "4 June 2024", "Sun, 28 Nov 2021 18:58:26 +0000", "November 28, 2021". */
static bool read_words(struct cursor *c, struct parsed_date *r) {
    skip_weekday(c);
    bool day_first = c->p < c->end && is_digit(*c->p);
    if (day_first && !(take_day(c, &r->day) && take_blanks(c))) {
        return false;
    }
    if (!take_month(c, &r->month)) {
        return false;
    }
    if (!day_first && !(take_day(c, &r->day) && take_any(c, ", "))) {
        return false;
    }
    take_blanks(c);
    if (!take_number(c, 4, 4, &r->year)) {
        return false;
    }
    return read_rest(c, r);
}

/* 25.12.2023, 12/25/2023: the number over 12 is the day. If there is none, the order is unknown: *known. */
static bool read_day_and_month(struct cursor *c, struct parsed_date *r, bool *known) {
    int first, second;
    if (!take_number(c, 1, 2, &first) || !take_any(c, "/.-")) {
        return false;
    }
    char separator = c->p[-1];
    if (!take_number(c, 1, 2, &second) || !take(c, separator)) {
        return false;
    }
    const char *year = c->p;
    if (!take_number(c, 2, 4, &r->year)) {
        return false;
    }
    bool month_first = second > 12;
    *known = c->p - year == 4 && (first > 12 || second > 12 || first == second);
    r->day = month_first ? second : first;
    r->month = month_first ? first : second;
    return true;
}

/* 1638125906, 1638125906000: seconds or milliseconds since 1970, from 2001 on. */
static bool read_epoch(struct str text, struct date *date) {
    int64_t number;
    bool seconds = text.n == 10, milliseconds = text.n == 13;
    if (!(seconds || milliseconds) || !is_digit(text.p[0]) || !str_to_int(text, &number)) {
        return false;
    }
    number /= milliseconds ? 1000 : 1;
    *date = (struct date){.day = DATE_EPOCH + (int32_t)(number / SECONDS_A_DAY),
                          .second = (int32_t)(number % SECONDS_A_DAY),
                          .has_time = true,
                          .has_zone = true};
    return true;
}

/* "2023-06-01T10:11:12 (UTC +02:00)" */
static struct str without_tail(struct str text) {
    const char *bracket = text.n && text.p[text.n - 1] == ')' ? memrchr(text.p, '(', text.n) : NULL;
    return bracket && bracket > text.p ? str_trim(str_slice(text, 0, (size_t)(bracket - text.p))) : text;
}

static enum date_verdict judge(const struct parsed_date *r, struct date *date) {
    int32_t day = date_day(r->year, r->month, r->day);
    if (!r->possible || day <= 1) {
        return DATE_IMPOSSIBLE;
    }
    *date = r->time;
    date->day = day;
    return DATE_GOOD;
}

/* False: the text is of another form. */
static bool parse_day_and_month(struct str text, struct date *date, enum date_verdict *verdict) {
    struct cursor c = {text.p, text.p + text.n};
    struct parsed_date r = {.possible = true};
    bool known;
    if (!read_day_and_month(&c, &r, &known)) {
        return false;
    }
    if (!known) {
        *verdict = DATE_AMBIGUOUS;
    } else if (!read_rest(&c, &r)) {
        *verdict = DATE_UNREADABLE;
    } else {
        *verdict = judge(&r, date) == DATE_GOOD ? DATE_ODD : DATE_IMPOSSIBLE;
    }
    return true;
}

bool date_was_read(enum date_verdict verdict) {
    return verdict == DATE_GOOD || verdict == DATE_ODD;
}

enum date_verdict date_parse(struct str text, struct date *date) {
    *date = (struct date){.day = DATE_NONE};
    text = without_tail(str_trim(text));
    if (!text.n) {
        return DATE_EMPTY;
    }
    if (read_epoch(text, date)) {
        return DATE_ODD;
    }
    enum date_verdict verdict;
    if (parse_day_and_month(text, date, &verdict)) {
        return verdict;
    }
    struct cursor c = {text.p, text.p + text.n};
    struct parsed_date r = {.possible = true};
    bool numeric = text.n > 4 && is_digit(text.p[2]);
    if (!(numeric ? read_numeric(&c, &r) : read_words(&c, &r)) || c.p != c.end) {
        return DATE_UNREADABLE;
    }
    return judge(&r, date);
}
