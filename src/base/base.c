/* base: fatal errors, checked allocation, slices of bytes. */
#include "base.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

int64_t monotonic_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Set once at startup, before anything can call die; the terminal must be restored whoever does. */
static struct {
    void (*act)(void *context);
    void *context;
} at_die;

void die_hook(void (*before)(void *context), void *context) {
    at_die.act = before;
    at_die.context = context;
}

void die(const char *format, ...) {
    if (at_die.act) {
        at_die.act(at_die.context);
    }
    va_list arguments;
    va_start(arguments, format);
    fputs("courant: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(STATUS_FAILED);
}

static void *checked(void *p, size_t count, size_t size) {
    if (!p && count && size) {
        die("out of memory (allocating %zu x %zu bytes)", count, size);
    }
    return p;
}

void *xcalloc(size_t count, size_t size) {
    return checked(calloc(count, size), count, size);
}

void *xrealloc(void *p, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        die("out of memory (allocating %zu x %zu bytes)", count, size);
    }
    return checked(realloc(p, bytes), count, size);
}

char *xstrdup(const char *text) {
    return checked(strdup(text), strlen(text) + 1, 1);
}

void *grow(void *array, size_t used, size_t *capacity, size_t size) {
    if (used < *capacity) {
        return array;
    }
    *capacity = *capacity ? *capacity * 2 : 16;
    return xrealloc(array, *capacity, size);
}

struct str str_from(const char *text) {
    return text ? (struct str){text, strlen(text)} : STR_NONE;
}

struct str str_slice(struct str s, size_t from, size_t to) {
    to = to < s.n ? to : s.n;
    from = from < to ? from : to;
    return (struct str){from ? s.p + from : s.p, to - from}; /* nothing is added to what may be NULL */
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim(struct str s) {
    while (s.n && is_blank(s.p[0])) {
        s.p++, s.n--;
    }
    while (s.n && is_blank(s.p[s.n - 1])) {
        s.n--;
    }
    return s;
}

struct str path_folder(struct str path) {
    const char *slash = path.n ? memrchr(path.p, '/', path.n) : NULL;
    return slash ? str_slice(path, 0, (size_t)(slash - path.p) + 1) : STR_NONE;
}

struct str path_name(struct str path) {
    return str_slice(path, path_folder(path).n, path.n);
}

struct str str_line(struct str s) {
    const char *end = s.n ? memchr(s.p, '\n', s.n) : NULL;
    return str_slice(s, 0, end ? (size_t)(end - s.p) : s.n);
}

bool str_equal(struct str a, struct str b) {
    return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n));
}

bool str_equal_nocase(struct str a, struct str b) {
    return a.n == b.n && (!a.n || !strncasecmp(a.p, b.p, a.n));
}

bool str_is(struct str s, const char *text) {
    return str_equal(s, str_from(text));
}

bool str_starts(struct str s, const char *prefix) {
    size_t n = strlen(prefix);
    return s.n >= n && !memcmp(s.p, prefix, n);
}

bool str_ends_nocase(struct str s, const char *suffix) {
    size_t n = strlen(suffix);
    return s.n >= n && !strncasecmp(s.p + s.n - n, suffix, n);
}

int str_compare(struct str a, struct str b) {
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

uint64_t str_hash(struct str s) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < s.n; i++) {
        hash = (hash ^ (unsigned char)s.p[i]) * 1099511628211u;
    }
    return hash;
}

bool str_to_int(struct str s, int64_t *value) {
    bool negative = s.n && s.p[0] == '-';
    size_t i = negative;
    int64_t sum = 0;
    if (i == s.n) {
        return false;
    }
    for (; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || __builtin_mul_overflow(sum, 10, &sum) ||
            __builtin_sub_overflow(sum, s.p[i] - '0', &sum)) {
            return false;
        }
    }
    if (!negative && sum == INT64_MIN) {
        return false;
    }
    *value = negative ? sum : -sum;
    return true;
}
