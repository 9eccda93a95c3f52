/* What the writer remembers of rows that it counts, each found again by a number and a text. */
#ifndef COURANT_CACHE_KNOWN_H
#define COURANT_CACHE_KNOWN_H

#include "db.h"
#include "map.h"

struct known_row {
    int64_t number;
    int64_t id, count, newest; /* in the database */
    char *names;               /* what it is called there, packed; NULL: not known */
    size_t names_length;
    size_t length;
    bool changed; /* count or newest, since they were stored */
    char text[];
};

struct known_rows { /* zeroed: none */
    struct known_row **rows;
    size_t count, capacity;
    struct map by_key; /* 1 + index */
};

/* The row of that number and text; *is_new when it was not remembered, and then all but these two is still zero. A row keeps
 * its place in memory until known_rows_forget. */
struct known_row *known_row(struct known_rows *k, int64_t number, struct str text, bool *is_new);
void known_row_name(struct known_row *r, const struct str *names, size_t count);
bool known_row_is_named(const struct known_row *r, const struct str *names, size_t count);

/* Calls store(s, row) for each that changed since. */
void known_rows_store(struct known_rows *k, void (*store)(struct statement *s, const struct known_row *r), struct statement *s);
void known_rows_forget(struct known_rows *k);

#endif
