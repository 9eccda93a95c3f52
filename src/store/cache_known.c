/* cache_known: rows kept in memory, found by number and text. */
#include "cache_known.h"

#include <stdlib.h>
#include <string.h>

#include "pack.h"

static bool is_row(const void *known, uint32_t place, uint64_t number, struct str text) {
    const struct known_row *r = ((const struct known_rows *)known)->rows[place - 1];
    return r->number == (int64_t)number && str_equal((struct str){r->text, r->length}, text);
}

static struct known_row *add(struct known_rows *k, int64_t number, struct str text) {
    struct known_row *r = xrealloc(NULL, 1, sizeof *r + text.n);
    *r = (struct known_row){.number = number, .length = text.n};
    if (text.n) {
        memcpy(r->text, text.p, text.n);
    }
    k->rows = grow(k->rows, k->count, &k->capacity, sizeof(struct known_row *));
    return k->rows[k->count++] = r;
}

struct known_row *known_row(struct known_rows *k, int64_t number, struct str text, bool *is_new) {
    uint32_t *place = map_at(&k->by_key, is_row, k, (uint64_t)number, text);
    *is_new = !*place;
    if (*place) {
        return k->rows[*place - 1];
    }
    *place = (uint32_t)k->count + 1;
    return add(k, number, text);
}

void known_row_name(struct known_row *r, const struct str *names, size_t count) {
    buf_reset(&r->names);
    for (size_t i = 0; i < count; i++) {
        pack_str(&r->names, names[i]);
    }
}

bool known_row_is_named(const struct known_row *r, const struct str *names, size_t count) {
    struct unpack u = unpack_from(buf_str(&r->names));
    bool same = r->names.n > 0;
    for (size_t i = 0; same && i < count; i++) {
        same = str_equal(unpack_str(&u), names[i]);
    }
    return same;
}

void known_rows_renumber(struct known_rows *k, int64_t from, int64_t to) {
    for (size_t i = 0; i < k->count; i++) {
        struct known_row *r = k->rows[i];
        r->changed = r->changed || r->newest == from;
        r->newest = r->newest == from ? to : r->newest;
    }
}

void known_rows_store(struct known_rows *k, void (*store)(struct statement *s, const struct known_row *r),
                      struct statement *s) {
    for (size_t i = 0; i < k->count; i++) {
        struct known_row *r = k->rows[i];
        if (r->changed) {
            store(s, r);
            r->changed = false;
        }
    }
}

void known_rows_forget(struct known_rows *k) {
    for (size_t i = 0; i < k->count; i++) {
        buf_release(&k->rows[i]->names);
        buf_release(&k->rows[i]->spelling);
        free(k->rows[i]);
    }
    free(k->rows);
    map_release(&k->by_key);
    *k = (struct known_rows){0};
}
