/* text_clean: validates, cleans and quotes UTF-8 from outside. */
#include <string.h>

#include "text_private.h"

#define EACH_BYTE(value) (0x0101010101010101u * (uint64_t)(value))

struct text_char text_decode(struct str s) {
    const unsigned char *p = (const unsigned char *)s.p;
    unsigned lead = p[0];
    if (lead < 0x80) {
        return (struct text_char){lead, 1, true};
    }
    unsigned more = lead < 0xC2 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : lead < 0xF5 ? 3 : 0;
    unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;  /* no overlong forms */
    unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF; /* no surrogates, nothing past U+10FFFF */
    uint32_t code = lead & (0x3Fu >> more);
    unsigned i = 1;
    for (; i <= more && i < s.n && p[i] >= low && p[i] <= high; i++) {
        code = code << 6 | (p[i] & 0x3F);
        low = 0x80;
        high = 0xBF;
    }
    if (!more || i <= more) {
        return (struct text_char){REPLACEMENT, (uint16_t)i, false};
    }
    return (struct text_char){code, (uint16_t)i, true};
}

void text_encode(struct buf *out, uint32_t code) {
    if (code < 0x80) {
        buf_putc(out, (char)code);
        return;
    }
    unsigned more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    char bytes[4] = {(char)(0xFFu << (7 - more) | code >> 6 * more)};
    for (unsigned i = 1; i <= more; i++) {
        bytes[i] = (char)(0x80 | (code >> 6 * (more - i) & 0x3F));
    }
    buf_add(out, bytes, more + 1);
}

bool text_in_ranges(const struct text_range *ranges, size_t count, uint32_t code) {
    size_t from = 0;
    while (from < count) {
        size_t middle = from + (count - from) / 2;
        if (code < ranges[middle].first) {
            count = middle;
        } else if (code > ranges[middle].last) {
            from = middle + 1;
        } else {
            return true;
        }
    }
    return false;
}

static uint64_t eight_bytes(const char *p) {
    uint64_t bytes;
    memcpy(&bytes, p, sizeof bytes);
    return bytes;
}

size_t text_skip_ascii(struct str s, size_t at) {
    while (s.n - at >= 8 && !(eight_bytes(s.p + at) & EACH_BYTE(0x80))) {
        at += 8;
    }
    while (at < s.n && !((unsigned char)s.p[at] & 0x80)) {
        at++;
    }
    return at;
}

size_t text_valid(struct str s) {
    size_t at = 0;
    while ((at = text_skip_ascii(s, at)) < s.n) {
        struct text_char c = text_decode(str_slice(s, at, s.n));
        if (!c.valid) {
            return at;
        }
        at += c.bytes;
    }
    return s.n;
}

/* Nonzero in some high bit if not all bytes are plain. Exact for bytes below 0x80; bytes above always set it. */
static uint64_t not_plain(uint64_t bytes) {
    uint64_t below_blank = bytes - EACH_BYTE(0x20);
    uint64_t delete = (bytes ^ EACH_BYTE(0x7F)) - EACH_BYTE(1);
    return bytes | below_blank | delete;
}

static bool eight_are_plain(const char *p) {
    return !(not_plain(eight_bytes(p)) & EACH_BYTE(0x80));
}

static bool many_are_plain(const char *p) {
    uint64_t first = not_plain(eight_bytes(p)) | not_plain(eight_bytes(p + 8));
    uint64_t second = not_plain(eight_bytes(p + 16)) | not_plain(eight_bytes(p + 24));
    return !((first | second) & EACH_BYTE(0x80));
}

static bool is_control(uint32_t code) {
    return (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code < 0xA0);
}

/* Embeddings, overrides and isolates, which can make one text look like another. */
static bool is_bidi(uint32_t code) {
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

static bool is_bidi_mark(uint32_t code) {
    return code == 0x200E || code == 0x200F || code == 0x061C;
}

static bool is_line_end(uint32_t code) {
    return code == '\r' || code == '\v' || code == '\f' || code == 0x85 || code == 0x2028 || code == 0x2029;
}

static bool stays(struct text_char c) {
    return c.valid && !is_control(c.code) && !is_bidi(c.code) && !is_bidi_mark(c.code) && !is_line_end(c.code);
}

static bool is_plain(unsigned char byte) {
    return (byte >= 0x20 && byte < 0x7F) || byte == '\n' || byte == '\t';
}

/* The offset of the first character, from `at` on, that text_clean changes. */
static size_t skip_clean(struct str s, size_t at) {
    while (at < s.n) {
        while (s.n - at >= 32 && many_are_plain(s.p + at)) {
            at += 32;
        }
        if (s.n - at >= 8 && eight_are_plain(s.p + at)) {
            at += 8;
            continue;
        }
        size_t end = s.n - at >= 8 ? at + 8 : s.n;
        while (at < end && is_plain((unsigned char)s.p[at])) {
            at++;
        }
        if (at == end) {
            continue;
        }
        struct text_char c = text_decode(str_slice(s, at, s.n));
        if (!stays(c)) {
            return at;
        }
        at += c.bytes;
    }
    return at;
}

/* Handles the unclean character at the start of s; returns how many bytes it consumed. */
static size_t replace_unclean(struct buf *out, struct str s, unsigned *faults) {
    struct text_char c = text_decode(s);
    if (!c.valid) {
        *faults |= TEXT_INVALID;
        text_encode(out, REPLACEMENT);
    } else if (is_line_end(c.code)) {
        buf_putc(out, '\n');
        return c.bytes + (c.code == '\r' && s.n > 1 && s.p[1] == '\n');
    } else if (!is_bidi_mark(c.code)) {
        *faults |= is_bidi(c.code) ? TEXT_BIDI : TEXT_CONTROL;
    }
    return c.bytes;
}

unsigned text_clean(struct buf *out, struct str s) {
    unsigned faults = 0;
    size_t from = 0, at = 0;
    buf_reserve(out, s.n);
    while ((at = skip_clean(s, at)) < s.n) {
        buf_add(out, s.p + from, at - from);
        at += replace_unclean(out, str_slice(s, at, s.n), &faults);
        from = at;
    }
    buf_add(out, s.p + from, s.n - from);
    return faults;
}

bool text_is_clean(struct str s) {
    return skip_clean(s, 0) == s.n;
}

bool text_is_line(struct str s) {
    for (size_t at = 0; at < s.n;) {
        unsigned char byte = (unsigned char)s.p[at];
        if (s.n - at >= 8 && eight_are_plain(s.p + at)) {
            at += 8;
        } else if (byte >= 0x20 && byte < 0x7F) {
            at++;
        } else {
            struct text_char c = text_decode(str_slice(s, at, s.n));
            if (!stays(c) || c.code == '\n' || c.code == '\t') {
                return false;
            }
            at += c.bytes;
        }
    }
    return true;
}

/* 0x80 in exactly those bytes that are spaces. */
static uint64_t spaces_in(uint64_t bytes) {
    uint64_t other = bytes ^ EACH_BYTE(0x20);
    return ~(((other & EACH_BYTE(0x7F)) + EACH_BYTE(0x7F)) | other | EACH_BYTE(0x7F));
}

static bool has_two_spaces(struct str s) {
    size_t i = 0;
    for (; i + 9 <= s.n; i += 8) {
        if (spaces_in(eight_bytes(s.p + i)) & spaces_in(eight_bytes(s.p + i + 1))) {
            return true;
        }
    }
    for (; i + 1 < s.n; i++) {
        if (s.p[i] == ' ' && s.p[i + 1] == ' ') {
            return true;
        }
    }
    return false;
}

bool text_is_squeezed(struct str s) {
    return !s.n || (!memchr(s.p, '\n', s.n) && !memchr(s.p, '\t', s.n) && !has_two_spaces(s));
}

unsigned text_clean_line(struct buf *out, struct str s) {
    size_t start = out->n;
    unsigned faults = text_clean(out, s);
    size_t to = start;
    bool blank = false;
    if (out->n > start && out->p[start] != ' ' && out->p[out->n - 1] != ' ' &&
        text_is_squeezed((struct str){out->p + start, out->n - start})) {
        return faults; /* most lines take this path */
    }
    for (size_t i = start; i < out->n; i++) {
        char c = out->p[i];
        if (c == ' ' || c == '\t' || c == '\n') {
            blank = to > start;
            continue;
        }
        if (blank) {
            out->p[to++] = ' ';
            blank = false;
        }
        out->p[to++] = c;
    }
    buf_truncate(out, to);
    return faults;
}

void text_quote(struct buf *out, struct str s) {
    size_t at = 0;
    while (s.n - at >= 8 && eight_are_plain(s.p + at) && !memchr(s.p + at, '\\', 8)) {
        at += 8;
    }
    buf_add(out, s.p, at);
    while (at < s.n) {
        struct text_char c = text_decode(str_slice(s, at, s.n));
        if (c.code == '\\') {
            buf_puts(out, "\\\\");
        } else if (stays(c) && c.code != '\n' && c.code != '\t') {
            buf_add(out, s.p + at, c.bytes);
        } else {
            for (size_t i = 0; i < c.bytes; i++) {
                buf_printf(out, "\\x%02x", (unsigned char)s.p[at + i]);
            }
        }
        at += c.bytes;
    }
}
