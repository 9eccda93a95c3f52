/* text_encoding: detects other encodings and converts them to UTF-8. */
#include <string.h>

#include "text_private.h"

/* Windows-1252 from 0x80 to 0x9F (whatwg.org, Encoding Standard, index-windows-1252); 0: no character. The rest is Latin-1. */
static const uint16_t windows_1252[] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

/* Characters from 0x80 to 0x9F that occur in prose: quotes, dashes, dots, letters. A text with any of the others is not
 * Windows-1252. */
static bool is_prose(unsigned char c) {
    return c >= 0xA0 || (windows_1252[c - 0x80] && !memchr("\x83\x86\x87\x88\x89\x8B\x98\x9B", c, 8));
}

static unsigned char byte_at(struct str s, size_t at) {
    return at < s.n ? (unsigned char)s.p[at] : 0;
}

/* A letter beyond ASCII is followed by a letter, by ASCII, or by closing punctuation; otherwise it starts a broken UTF-8
 * sequence. */
static bool is_broken_utf8(struct str s, size_t at) {
    unsigned char c = byte_at(s, at), next = byte_at(s, at + 1), behind = byte_at(s, at + 2);
    bool closes = next == 0x85 || (next >= 0x91 && next <= 0x97) || next == 0x99 || next == 0xBB ||
                  (next == 0xA0 && (behind < 0x80 || behind >= 0xC0));
    return c >= 0xC0 && c < 0xF8 && next >= 0x80 && next < 0xC0 && !closes;
}

/* Text in a Western language: few letters beyond ASCII, none that are undefined in the code page, and nothing that looks like
 * UTF-8. */
static bool is_windows_1252(struct str s) {
    size_t high = 0, letters = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = byte_at(s, i);
        bool control = c < 0x20 ? c != '\t' && c != '\n' && c != '\r' && c != '\f' : c == 0x7F;
        if (control || (c >= 0x80 && !is_prose(c)) || is_broken_utf8(s, i)) {
            return false;
        }
        high += c >= 0x80;
        letters += c > ' ';
    }
    return high * 5 <= letters;
}

static bool starts_with(struct str s, const char *bytes, size_t n) {
    return s.n >= n && !memcmp(s.p, bytes, n);
}

enum text_encoding text_encoding_of(struct str s) {
    if (starts_with(s, "\xFF\xFE\0\0", 4)) {
        return TEXT_UNKNOWN; /* UTF-32 */
    }
    if (starts_with(s, "\xFF\xFE", 2)) {
        return TEXT_UTF16_LE;
    }
    if (starts_with(s, "\xFE\xFF", 2)) {
        return TEXT_UTF16_BE;
    }
    return text_valid(s) == s.n ? TEXT_UTF8 : is_windows_1252(s) ? TEXT_WINDOWS_1252 : TEXT_UNKNOWN;
}

static void recode_windows_1252(struct buf *out, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        text_encode(out, c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c);
    }
}

static uint32_t unit_at(struct str s, size_t at, bool big) {
    unsigned char a = (unsigned char)s.p[at], b = (unsigned char)s.p[at + 1];
    return big ? (uint32_t)a << 8 | b : (uint32_t)b << 8 | a;
}

static void recode_utf16(struct buf *out, struct str s, bool big) {
    size_t i = 0;
    while (i + 1 < s.n) {
        uint32_t unit = unit_at(s, i, big), low = i + 3 < s.n ? unit_at(s, i + 2, big) : 0;
        i += 2;
        if (unit >= 0xD800 && unit < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            i += 2;
        } else if (unit >= 0xD800 && unit < 0xE000) {
            unit = REPLACEMENT;
        }
        text_encode(out, unit);
    }
    if (i < s.n) {
        text_encode(out, REPLACEMENT);
    }
}

void text_recode(struct buf *out, struct str s, enum text_encoding encoding) {
    buf_reserve(out, s.n + s.n / 2);
    if (encoding == TEXT_WINDOWS_1252) {
        recode_windows_1252(out, s);
    } else if (encoding == TEXT_UTF16_LE || encoding == TEXT_UTF16_BE) {
        recode_utf16(out, s, encoding == TEXT_UTF16_BE);
    } else {
        buf_add_str(out, s);
    }
}
