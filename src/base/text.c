/* text: graphemes, columns and folding, using utf8proc's Unicode data. */
#include "text.h"

#include <string.h>
#include <utf8proc.h>

#include "text_private.h"

enum { SOFT_HYPHEN = 0xAD, EMOJI_SELECTOR = 0xFE0F };

static bool is_mark(uint32_t code) {
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

unsigned text_code_columns(uint32_t code) {
    if (code < 0x80) {
        return 1;
    }
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)code);
    switch (property->category) {
    case UTF8PROC_CATEGORY_CN: /* terminals show a box or similar */
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_MC: /* as in the C library and most terminals */
        return 1;
    default:
        return code == SOFT_HYPHEN ? 0 : property->charwidth;
    }
}

/* Can U+FE0F turn it into an emoji? */
static bool can_be_emoji(uint32_t code) {
    return (code >= '0' && code <= '9') || code == '#' || code == '*' ||
           utf8proc_get_property((utf8proc_int32_t)code)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

/* Characters that never form a cluster with each other or with ASCII: most of all text. */
static bool stands_alone(uint32_t code) {
    return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3041 && code <= 0x3096) || (code >= 0x30A1 && code <= 0x30FF) ||
           (code >= 0xC0 && code <= 0x17F) || (code >= 0x0400 && code <= 0x0481) || (code >= 0x20 && code < 0x7F) ||
           (code >= 0x3001 && code <= 0x3020) || (code >= 0x2010 && code <= 0x2027);
}

static bool is_boundary(uint32_t before, uint32_t after, utf8proc_int32_t *state) {
    if (stands_alone(before) && stands_alone(after)) {
        return true;
    }
    return utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)after, state);
}

static struct cluster whole_cluster(struct str s) {
    struct text_char c = text_decode(s);
    struct cluster cluster = {c.code, c.bytes, 0};
    unsigned columns = text_code_columns(c.code);
    utf8proc_int32_t state = 0;
    uint32_t before = c.code;
    while (cluster.bytes < s.n && cluster.bytes < UINT16_MAX - 4) {
        c = text_decode(str_slice(s, cluster.bytes, s.n));
        if (is_boundary(before, c.code, &state)) {
            break;
        }
        columns += c.code == EMOJI_SELECTOR && can_be_emoji(cluster.first) ? 2 : text_code_columns(c.code);
        columns = columns > 2 ? 2 : columns;
        cluster.bytes = (uint16_t)(cluster.bytes + c.bytes);
        before = c.code;
    }
    cluster.columns = (uint8_t)(!columns && is_mark(cluster.first) ? 1 : columns);
    return cluster;
}

struct cluster text_cluster(struct str s) {
    unsigned char first = (unsigned char)s.p[0];
    if (first < 0x80 && (s.n == 1 || (unsigned char)s.p[1] < 0x80)) {
        return (struct cluster){first, 1, 1};
    }
    return whole_cluster(s);
}

/* The number of bytes at the start of s that are one cluster and one column each. */
static size_t simple_bytes(struct str s) {
    size_t n = text_skip_ascii(s, 0);
    return n && n < s.n ? n - 1 : n; /* the last one may combine with what follows */
}

size_t text_columns(struct str s) {
    size_t at = 0, columns = 0;
    while (at < s.n) {
        size_t simple = simple_bytes(str_slice(s, at, s.n));
        at += simple;
        columns += simple;
        if (at < s.n) {
            struct cluster c = text_cluster(str_slice(s, at, s.n));
            at += c.bytes;
            columns += c.columns;
        }
    }
    return columns;
}

size_t text_fit(struct str s, size_t columns, size_t *used) {
    size_t at = 0, sum = 0;
    while (at < s.n) {
        struct cluster c = text_cluster(str_slice(s, at, s.n));
        if (sum + c.columns > columns) {
            break;
        }
        at += c.bytes;
        sum += c.columns;
    }
    *used = sum;
    return at;
}

/* Where the last `columns` columns of s begin. */
static size_t last_columns(struct str s, size_t columns) {
    size_t at = 0, left = text_columns(s);
    while (left > columns) {
        struct cluster c = text_cluster(str_slice(s, at, s.n));
        at += c.bytes;
        left -= c.columns;
    }
    return at;
}

void text_fit_middle(struct buf *out, struct str s, size_t columns) {
    enum { GAP = 3 };
    size_t room = columns > GAP ? columns - GAP : 0, used;
    if (text_columns(s) <= columns) {
        buf_add_str(out, s);
        return;
    }
    buf_add_str(out, str_trim(str_slice(s, 0, text_fit(s, room - room / 2, &used))));
    buf_puts(out, " … ");
    buf_add_str(out, str_trim(str_slice(s, last_columns(s, room / 2), s.n)));
}

size_t text_decompose(uint32_t code, bool fold_case, uint32_t *parts, size_t most) {
    int class = 0;
    int options = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_IGNORE | (fold_case ? UTF8PROC_CASEFOLD : 0);
    utf8proc_ssize_t n =
        utf8proc_decompose_char((utf8proc_int32_t)code, (utf8proc_int32_t *)parts, (utf8proc_ssize_t)most, options, &class);
    if (n >= 0 && (size_t)n <= most) {
        return (size_t)n;
    }
    parts[0] = code;
    return 1;
}

static bool is_word_category(utf8proc_propval_t category) {
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

enum text_category text_category(uint32_t code) {
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)code);
    utf8proc_propval_t category = property->category;
    if (property->ignorable) {
        return CATEGORY_IGNORABLE;
    }
    if (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME) {
        return CATEGORY_MARK;
    }
    if (is_word_category(category)) {
        return CATEGORY_WORD;
    }
    if (category == UTF8PROC_CATEGORY_SO && property->decomp_seqindex != UINT16_MAX) {
        return property->decomp_type == UTF8PROC_DECOMP_TYPE_SUPER ? CATEGORY_RAISED_SIGN : CATEGORY_LETTER_SIGN;
    }
    return CATEGORY_OTHER;
}

bool text_is_letter(uint32_t code) {
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO && category != UTF8PROC_CATEGORY_LM;
}

bool text_is_word_char(uint32_t code) {
    if (code < 0x80) {
        return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
    }
    return is_word_category(utf8proc_get_property((utf8proc_int32_t)code)->category);
}

unsigned text_combining_class(uint32_t code) {
    return code < 0x300 ? 0 : (unsigned)utf8proc_get_property((utf8proc_int32_t)code)->combining_class;
}

static bool is_gap(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}

bool text_begins_alike(struct str text, struct str start, size_t bytes) {
    size_t i = 0, j = 0;
    start = str_slice(start, 0, bytes);
    while (j < start.n) {
        if (is_gap(start.p[j])) {
            j++;
        } else if (i < text.n && is_gap(text.p[i])) {
            i++;
        } else if (i == text.n || text.p[i++] != start.p[j++]) {
            return false;
        }
    }
    return true;
}

const char *text_library(void) {
    return utf8proc_version();
}
