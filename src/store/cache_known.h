/* Rows of a table that the writer keeps in memory while it counts them, found by a number and a text. */
#ifndef COURANT_CACHE_KNOWN_H
#define COURANT_CACHE_KNOWN_H

#include "buf.h"
#include "db.h"
#include "map.h"

struct known_row {
    int64_t number;
    int64_t id, count, newest; /* as in the database */
    struct buf names;          /* what it is called there, packed; empty: unknown */
    struct buf spelling;       /* of a term: how the first article spelt it; empty: there was none */
    size_t length;
    bool changed; /* count or newest changed since they were stored */
    char text[];
};

struct known_rows { /* zeroed: empty */
    struct known_row **rows;
    size_t count, capacity;
    struct map by_key; /* 1 + index */
};

/* The row with that number and text; *is_new if it was not in memory, and then everything but number and text is zero. Its
 * address is stable until known_rows_forget. */
struct known_row *known_row(struct known_rows *k, int64_t number, struct str text, bool *is_new);
void known_row_name(struct known_row *r, const struct str *names, size_t count);
bool known_row_is_named(const struct known_row *r, const struct str *names, size_t count);

void known_rows_renumber(struct known_rows *k, int64_t from, int64_t to); /* in `newest` */

/* Calls store(s, row) for each row changed since the last call. */
void known_rows_store(struct known_rows *k, void (*store)(struct statement *s, const struct known_row *r), struct statement *s);
void known_rows_forget(struct known_rows *k);

#endif
