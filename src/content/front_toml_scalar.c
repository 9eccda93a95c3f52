/* front_toml_scalar: numbers, dates, times and booleans of TOML: all values without quotes. */
#include <string.h>

#include "date.h"
#include "front_toml_private.h"

static const char no_number[] = "is neither a number nor a date; put text in quotes";
static const char no_date[] = "is not a date in TOML; write it as 2021-11-28 or 2021-11-28T17:45:00Z";
static const char no_time[] = "is not a time in TOML; write it as 17:45:00";
static const char no_such_date[] = "is a date that does not exist";
static const char no_such_time[] = "is a time that does not exist";
static const char too_big[] = "does not fit into 64 bits";

static bool take(struct str *s, char c) {
    if (!s->n || s->p[0] != c) {
        return false;
    }
    *s = str_slice(*s, 1, s->n);
    return true;
}

static bool take_either(struct str *s, char a, char b) {
    return take(s, a) || take(s, b);
}

/* Exactly that many digits. */
static bool take_fixed(struct str *s, size_t digits, int *value) {
    size_t n = 0;
    for (*value = 0; n < s->n && is_digit(s->p[n]) && n < digits; n++) {
        *value = *value * 10 + (s->p[n] - '0');
    }
    bool found = n == digits && !(n < s->n && is_digit(s->p[n]));
    *s = str_slice(*s, n, s->n);
    return found;
}

/* Dates and times. */

/* +01:00, -08:30 */
static bool is_offset(struct str s, const char **why) {
    int hour, minute;
    if (!take_either(&s, '+', '-') || !take_fixed(&s, 2, &hour) || !take(&s, ':') || !take_fixed(&s, 2, &minute) || s.n) {
        return false;
    }
    *why = hour > 23 || minute > 59 ? no_such_time : NULL;
    return true;
}

/* Takes "17:45:00.5" off the start of s. */
static const char *take_time(struct str *s) {
    int hour, minute, second;
    if (!take_fixed(s, 2, &hour) || !take(s, ':') || !take_fixed(s, 2, &minute) || !take(s, ':') ||
        !take_fixed(s, 2, &second)) {
        return no_time;
    }
    if (take(s, '.')) {
        size_t n = s->n;
        while (s->n && is_digit(s->p[0])) {
            *s = str_slice(*s, 1, s->n);
        }
        if (s->n == n) {
            return no_time;
        }
    }
    return hour > 23 || minute > 59 || second > 60 ? no_such_time : NULL; /* 60: a leap second */
}

static const char *check_time(struct str s) {
    const char *why = take_time(&s);
    return why ? why : s.n ? no_time : NULL;
}

static const char *check_date(struct str s) {
    enum { LIKE_YEAR_0 = 400 }; /* valid in TOML, but not in our calendar */
    int year, month, day;
    if (!take_fixed(&s, 4, &year) || !take(&s, '-') || !take_fixed(&s, 2, &month) || !take(&s, '-') ||
        !take_fixed(&s, 2, &day)) {
        return no_date;
    }
    if (date_day(year ? year : LIKE_YEAR_0, month, day) == DATE_NONE) {
        return no_such_date;
    }
    if (!s.n) {
        return NULL;
    }
    if (!take_either(&s, 'T', 't') && !take(&s, ' ')) {
        return no_date;
    }
    const char *why = take_time(&s);
    if (!why && s.n && !str_is(s, "Z") && !str_is(s, "z") && !is_offset(s, &why)) {
        why = no_date;
    }
    return why;
}

static void put_date(struct buf *out, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        buf_putc(out, c == 't' || c == ' ' ? 'T' : c == 'z' ? 'Z' : c);
    }
}

/* Numbers. */

static int digit_of(char c, int base) {
    int value = is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : base;
    return value < base ? value : -1;
}

/* Digits, one at least, with single '_' between them. Appends them without the '_'. */
static bool take_digits(struct str *s, int base, struct buf *out) {
    size_t i = 0;
    while (i < s->n && digit_of(s->p[i], base) >= 0) {
        buf_putc(out, s->p[i]);
        i++;
        i += i + 1 < s->n && s->p[i] == '_' && digit_of(s->p[i + 1], base) >= 0;
    }
    *s = str_slice(*s, i, s->n);
    return i > 0;
}

static int base_of(struct str s) {
    return str_starts(s, "0x") ? 16 : str_starts(s, "0o") ? 8 : str_starts(s, "0b") ? 2 : 0;
}

static const char *read_based(struct str s, int base, struct buf *out) {
    struct str rest = str_slice(s, 2, s.n);
    if (base < 2 || !take_digits(&rest, base, out) || rest.n) {
        return no_number;
    }
    uint64_t value = 0;
    for (size_t i = 0; i < out->n; i++) {
        if (value > (uint64_t)INT64_MAX / (uint64_t)base) { /* exact, as INT64_MAX is all ones and base a power of 2 */
            return too_big;
        }
        value = value * (uint64_t)base + (uint64_t)digit_of(out->p[i], base);
    }
    buf_reset(out);
    buf_put_int(out, (int64_t)value);
    return NULL;
}

static const char *read_integer(struct buf *out) {
    int64_t value;
    if (!str_to_int(buf_str(out), &value)) {
        return too_big;
    }
    buf_reset(out);
    buf_put_int(out, value);
    return NULL;
}

/* The fraction and exponent of a float, both optional. */
static bool take_fraction(struct str *s, struct buf *out) {
    if (take(s, '.')) {
        buf_putc(out, '.');
        if (!take_digits(s, 10, out)) {
            return false;
        }
    }
    if (take_either(s, 'e', 'E')) {
        buf_putc(out, 'e');
        buf_puts(out, take(s, '-') ? "-" : take(s, '+') ? "+" : "");
        return take_digits(s, 10, out);
    }
    return true;
}

static const char *read_number(struct str token, struct buf *out) {
    struct str s = token;
    buf_puts(out, take(&s, '-') ? "-" : "");
    bool has_sign = out->n || take(&s, '+');
    if (str_is(s, "inf") || str_is(s, "nan")) {
        buf_add_str(out, s);
        return NULL;
    }
    if (base_of(s)) {
        return has_sign ? "cannot have a sign before '0x', '0o' or '0b'" : read_based(s, base_of(s), out);
    }
    bool begins_with_0 = s.n && s.p[0] == '0';
    size_t before = out->n;
    if (!take_digits(&s, 10, out)) {
        return no_number;
    }
    if (begins_with_0 && out->n > before + 1) {
        return "cannot begin with 0; delete the 0, or put text in quotes";
    }
    if (!s.n) {
        return read_integer(out);
    }
    return take_fraction(&s, out) && !s.n ? NULL : no_number;
}

static bool has_digits(struct str s, size_t count, char then) {
    size_t n = 0;
    while (n < s.n && is_digit(s.p[n])) {
        n++;
    }
    return n == count && n < s.n && s.p[n] == then;
}

static const char *why_no_scalar(struct str token) {
    bool is_boolean = str_equal_nocase(token, STR("true")) || str_equal_nocase(token, STR("false"));
    return is_boolean ? "must be in lower case" : "must be in quotes if it is text";
}

const char *toml_scalar(struct str token, struct buf *out) {
    buf_reset(out);
    if (str_is(token, "true") || str_is(token, "false")) {
        buf_add_str(out, token);
        return NULL;
    }
    if (has_digits(token, 4, '-')) {
        put_date(out, token);
        return check_date(token);
    }
    if (has_digits(token, 2, ':')) {
        buf_add_str(out, token);
        return check_time(token);
    }
    bool is_number = strchr("+-0123456789", token.p[0]) || str_is(token, "inf") || str_is(token, "nan");
    return is_number ? read_number(token, out) : why_no_scalar(token);
}
