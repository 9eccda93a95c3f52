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
    {0x00, 0x1f, "a control character", false},
    {0x20, 0x20, "a space", false},
    {0x5c, 0x5c, "a backslash", false},
    {0x7f, 0x9f, "a control character", false},
    {0xa0, 0xa0, "a space", false},
    {0xad, 0xad, "an invisible character", true},
    {0x34f, 0x34f, "an invisible character", true},
    {0x61c, 0x61c, "a character that changes the text direction", false},
    {0x115f, 0x1160, "an invisible character", false},
    {0x1680, 0x1680, "a space", false},
    {0x17b4, 0x17b5, "an invisible character", true},
    {0x180b, 0x180f, "an invisible character", true},
    {0x2000, 0x200a, "a space", false},
    {0x200b, 0x200b, "an invisible character", false},
    {0x200c, 0x200d, "an invisible character", true},
    {0x200e, 0x200f, "a character that changes the text direction", false},
    {0x2028, 0x2029, "a line break", false},
    {0x202a, 0x202e, "a character that changes the text direction", false},
    {0x202f, 0x202f, "a space", false},
    {0x2044, 0x2044, "a character that looks like a slash", true},
    {0x205f, 0x205f, "a space", false},
    {0x2060, 0x2065, "an invisible character", false},
    {0x2066, 0x2069, "a character that changes the text direction", false},
    {0x206a, 0x206f, "an invisible character", false},
    {0x2215, 0x2215, "a character that looks like a slash", true},
    {0x2571, 0x2571, "a character that looks like a slash", true},
    {0x2800, 0x2800, "a space", false},
    {0x29f8, 0x29f8, "a character that looks like a slash", true},
    {0x3000, 0x3000, "a space", false},
    {0x3164, 0x3164, "an invisible character", false},
    {0xfe00, 0xfe0f, "an invisible character", true},
    {0xfeff, 0xfeff, "an invisible character", false},
    {0xff0f, 0xff0f, "a character that looks like a slash", true},
    {0xffa0, 0xffa0, "an invisible character", false},
    {0xfff0, 0xfffb, "an invisible character", false},
    {0xe0000, 0xe0fff, "an invisible character", true},
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
