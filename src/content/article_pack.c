/* article_pack: serialises a record. */
#include "article.h"
#include "pack.h"

static const size_t term_strings[] = {
    offsetof(struct term, key),  offsetof(struct term, name), offsetof(struct term, authority), offsetof(struct term, label),
    offsetof(struct term, slug), offsetof(struct term, url),  offsetof(struct term, ident),
};

/* A term takes at least one byte for its taxonomy and whether it is implied, and one for each string's length: a count that
 * needs more bytes than there are is invalid. */
enum { TERM_BYTES_MIN = ARRAY_SIZE(term_strings) + 1, TERMS_MAX = 2000000 };

static void pack_terms(struct buf *b, const struct term *terms, size_t count, bool nested) {
    pack_uint(b, count);
    for (size_t i = 0; i < count; i++) {
        const struct term *t = &terms[i];
        pack_uint(b, t->taxonomy * 2u + t->implied);
        for (size_t s = 0; s < ARRAY_SIZE(term_strings); s++) {
            pack_str(b, *(const struct str *)(const void *)((const char *)t + term_strings[s]));
        }
        if (!nested) {
            pack_terms(b, t->topics, t->topic_count, true);
        }
    }
}

/* left: how many more terms are allowed. */
static struct term *unpack_terms(struct unpack *u, size_t *count, size_t *left, bool nested, struct arena *arena) {
    *count = unpack_count(u);
    if (*count > (size_t)(u->end - u->p) / TERM_BYTES_MIN || *count > *left) {
        u->bad = true;
    }
    if (u->bad || !*count) {
        *count = 0;
        return NULL;
    }
    *left -= *count;
    struct term *terms = arena_alloc(arena, *count, sizeof *terms);
    for (size_t i = 0; i < *count && !u->bad; i++) {
        uint64_t packed = unpack_uint(u), taxonomy = packed / 2;
        terms[i].implied = packed % 2;
        u->bad = u->bad || taxonomy >= TAX_COUNT;
        terms[i].taxonomy = taxonomy < TAX_COUNT ? (enum taxonomy)taxonomy : TAX_TOPIC;
        for (size_t s = 0; s < ARRAY_SIZE(term_strings); s++) {
            *(struct str *)(void *)((char *)&terms[i] + term_strings[s]) = unpack_str(u);
        }
        if (!nested) {
            terms[i].topics = unpack_terms(u, &terms[i].topic_count, left, true, arena);
        }
    }
    return terms;
}

enum { KNOWN_TIME = 1, KNOWN_ZONE = 2 };

static void pack_date(struct buf *b, struct date date) {
    pack_uint(b, (uint64_t)date.day);
    pack_uint(b, (uint64_t)date.second);
    pack_uint(b, (date.has_time ? KNOWN_TIME : 0) | (date.has_zone ? KNOWN_ZONE : 0));
    pack_int(b, date.zone);
}

static struct date unpack_date(struct unpack *u) {
    uint64_t day = unpack_uint(u), second = unpack_uint(u), known = unpack_uint(u);
    int64_t zone = unpack_int(u);
    u->bad = u->bad || day > INT32_MAX || second > DATE_SECOND_MAX || zone < -DATE_ZONE_MAX || zone > DATE_ZONE_MAX;
    struct date none = {.day = DATE_NONE}, date = {.day = (int32_t)day,
                                                   .second = (int32_t)second,
                                                   .zone = (int32_t)zone,
                                                   .has_time = (known & KNOWN_TIME) != 0,
                                                   .has_zone = (known & KNOWN_ZONE) != 0};
    return u->bad ? none : date;
}

void article_pack(struct buf *b, const struct article *a) {
    for (const struct field *f = fields; f < fields + field_count; f++) {
        if (f->kind == FIELD_DATE) {
            pack_date(b, field_get_date(f, a));
        } else if (f->kind == FIELD_FLAG) {
            pack_uint(b, field_get_flag(f, a));
        } else if (f->kind != FIELD_TERMS) {
            pack_str(b, field_get_str(f, a));
        }
    }
    pack_str(b, a->key);
    pack_terms(b, a->terms, a->term_count, false);
}

int article_unpack(struct str bytes, struct article *a, struct arena *arena) {
    struct unpack u = unpack_from(bytes);
    *a = (struct article){0};
    for (const struct field *f = fields; f < fields + field_count; f++) {
        if (f->kind == FIELD_DATE) {
            *field_date(f, a) = unpack_date(&u);
        } else if (f->kind == FIELD_FLAG) {
            *field_flag(f, a) = unpack_uint(&u) != 0;
        } else if (f->kind != FIELD_TERMS) {
            *field_str(f, a) = unpack_str(&u);
        }
    }
    a->key = unpack_str(&u);
    size_t left = TERMS_MAX;
    a->terms = unpack_terms(&u, &a->term_count, &left, false, arena);
    return u.bad || u.p != u.end ? -1 : 0;
}
