/* cache_known: rows by number and text, in chains from slots. */
#include "cache_known.h"

#include <stdlib.h>
#include <string.h>

#include "pack.h"

enum { FIRST_SLOTS = 1024 };

static struct known_row **slot_of(const struct known_rows *k, uint64_t hash) {
    return &k->slots[hash & (k->slot_count - 1)];
}

static void widen(struct known_rows *k) {
    struct known_rows wider = {.slot_count = k->slot_count ? k->slot_count * 2 : FIRST_SLOTS, .count = k->count};
    wider.slots = xcalloc(wider.slot_count, sizeof *wider.slots);
    for (size_t i = 0; i < k->slot_count; i++) {
        for (struct known_row *r = k->slots[i], *next; r; r = next) {
            struct known_row **slot = slot_of(&wider, r->hash);
            next = r->next;
            r->next = *slot;
            *slot = r;
        }
    }
    free(k->slots);
    *k = wider;
}

static bool is_of(const struct known_row *r, int64_t number, struct str text) {
    return r->number == number && str_equal((struct str){r->text, r->length}, text);
}

static struct known_row *add(struct known_rows *k, uint64_t hash, int64_t number, struct str text) {
    struct known_row *r = xrealloc(NULL, 1, sizeof *r + text.n);
    struct known_row **slot = slot_of(k, hash);
    *r = (struct known_row){.next = *slot, .hash = hash, .number = number, .length = text.n};
    if (text.n) {
        memcpy(r->text, text.p, text.n);
    }
    *slot = r;
    k->count++;
    return r;
}

struct known_row *known_row(struct known_rows *k, int64_t number, struct str text, bool *is_new) {
    if (k->count == k->slot_count) {
        widen(k);
    }
    uint64_t hash = str_mix((uint64_t)number, text);
    for (struct known_row *r = *slot_of(k, hash); r; r = r->next) {
        if (r->hash == hash && is_of(r, number, text)) {
            *is_new = false;
            return r;
        }
    }
    *is_new = true;
    return add(k, hash, number, text);
}

void known_row_name(struct known_row *r, const struct str *names, size_t count) {
    struct buf packed = {0};
    for (size_t i = 0; i < count; i++) {
        pack_str(&packed, names[i]);
    }
    r->names = xrealloc(r->names, packed.n, 1);
    r->names_length = packed.n;
    memcpy(r->names, buf_cstr(&packed), packed.n);
    buf_release(&packed);
}

bool known_row_is_named(const struct known_row *r, const struct str *names, size_t count) {
    struct unpack u = unpack_from((struct str){r->names, r->names_length});
    bool same = r->names != NULL;
    for (size_t i = 0; same && i < count; i++) {
        same = str_equal(unpack_str(&u), names[i]);
    }
    return same;
}

void known_rows_store(struct known_rows *k, void (*store)(struct statement *s, const struct known_row *r),
                      struct statement *s) {
    for (size_t i = 0; i < k->slot_count; i++) {
        for (struct known_row *r = k->slots[i]; r; r = r->next) {
            if (r->changed) {
                store(s, r);
                r->changed = false;
            }
        }
    }
}

void known_rows_forget(struct known_rows *k) {
    for (size_t i = 0; i < k->slot_count; i++) {
        for (struct known_row *r = k->slots[i], *next; r; r = next) {
            next = r->next;
            free(r->names);
            free(r);
        }
    }
    free(k->slots);
    *k = (struct known_rows){0};
}
