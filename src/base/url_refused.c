/* url_refused: characters that an address, or a host, may not contain. */
#include "url_private.h"

/* Decodes valid UTF-8. */
static uint32_t next_code_point(const char **p, const char *end) {
    unsigned char first = (unsigned char)*(*p)++;
    uint32_t code = first < 0x80 ? first : first & (first < 0xe0 ? 0x1f : first < 0xf0 ? 0x0f : 0x07);
    while (*p < end && ((unsigned char)**p & 0xc0) == 0x80) {
        code = code << 6 | ((unsigned char)*(*p)++ & 0x3f);
    }
    return code;
}

static const struct {
    uint32_t first, last;
    const char *what;
    bool host_only;
} refused[] = {
    {0x00, 0x1f, "control character", false},
    {0x20, 0x20, "blank", false},
    {0x5c, 0x5c, "backslash", false},
    {0x7f, 0x9f, "control character", false},
    {0xa0, 0xa0, "blank", false},
    {0xad, 0xad, "invisible character", true},
    {0x34f, 0x34f, "invisible character", true},
    {0x61c, 0x61c, "character that turns the direction of writing", false},
    {0x115f, 0x1160, "invisible character", false},
    {0x1680, 0x1680, "blank", false},
    {0x17b4, 0x17b5, "invisible character", true},
    {0x180b, 0x180f, "invisible character", true},
    {0x2000, 0x200a, "blank", false},
    {0x200b, 0x200b, "invisible character", false},
    {0x200c, 0x200d, "invisible character", true},
    {0x200e, 0x200f, "character that turns the direction of writing", false},
    {0x2028, 0x2029, "line break", false},
    {0x202a, 0x202e, "character that turns the direction of writing", false},
    {0x202f, 0x202f, "blank", false},
    {0x2044, 0x2044, "character that looks like a slash", true},
    {0x205f, 0x205f, "blank", false},
    {0x2060, 0x2065, "invisible character", false},
    {0x2066, 0x2069, "character that turns the direction of writing", false},
    {0x206a, 0x206f, "invisible character", false},
    {0x2215, 0x2215, "character that looks like a slash", true},
    {0x2571, 0x2571, "character that looks like a slash", true},
    {0x2800, 0x2800, "blank", false},
    {0x29f8, 0x29f8, "character that looks like a slash", true},
    {0x3000, 0x3000, "blank", false},
    {0x3164, 0x3164, "invisible character", false},
    {0xfe00, 0xfe0f, "invisible character", true},
    {0xfeff, 0xfeff, "invisible character", false},
    {0xff0f, 0xff0f, "character that looks like a slash", true},
    {0xffa0, 0xffa0, "invisible character", false},
    {0xfff0, 0xfffb, "invisible character", false},
    {0xe0000, 0xe0fff, "invisible character", true},
};

const char *url_refused_in(struct str s, bool is_host) {
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        if (*p > ' ' && *p < 0x7f && *p != '\\') {
            p++;
            continue;
        }
        uint32_t code = next_code_point(&p, end);
        for (size_t i = 0; i < ARRAY_SIZE(refused); i++) {
            if (code >= refused[i].first && code <= refused[i].last && (is_host || !refused[i].host_only)) {
                return refused[i].what;
            }
        }
    }
    return NULL;
}
