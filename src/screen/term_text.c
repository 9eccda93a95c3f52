/* term_text: what a terminal sends that is text and no keys: a bracketed paste, and string replies (OSC, DCS, APC, PM, SOS).
 * Pure. */
#include <string.h>

#include "term_private.h"

#define PASTE_BEGIN "\033[200~"
#define PASTE_END "\033[201~"

enum { BELL = 7, CANCEL = 0x18, SUBSTITUTE = 0x1A, ESCAPE = 27, STRING_MAX = 1 << 20 };

static size_t find(struct str s, const char *sequence) {
    const char *at = s.n ? memmem(s.p, s.n, sequence, strlen(sequence)) : NULL;
    return at ? (size_t)(at - s.p) : s.n;
}

/* One byte more than PASTE_MAX shows that the paste was too long. */
static void keep(struct typed *out, struct str s) {
    size_t room = PASTE_MAX + 1 - out->pasted.n;
    buf_add(&out->pasted, s.p, s.n < room ? s.n : room);
}

/* A pasted text may contain the end sequence, though most terminals remove escapes. What follows it must not be taken for keys,
 * so the paste ends at the last end sequence before another paste starts. */
static size_t paste_end(struct str s) {
    size_t at = find(s, PASTE_END);
    struct str rest = str_slice(s, at + strlen(PASTE_END), s.n);
    size_t next = find(rest, PASTE_END);
    while (next < rest.n && next < find(rest, PASTE_BEGIN)) {
        at = s.n - rest.n + next;
        rest = str_slice(rest, next + strlen(PASTE_END), rest.n);
        next = find(rest, PASTE_END);
    }
    return at;
}

/* How many bytes at the end of s may be the start of the end sequence. */
static size_t half_an_end(struct str s) {
    size_t n = s.n < strlen(PASTE_END) - 1 ? s.n : strlen(PASTE_END) - 1;
    while (n && memcmp(s.p + s.n - n, PASTE_END, n)) {
        n--;
    }
    return n;
}

size_t keys_take_paste(struct str s, bool complete, struct typed *out) {
    size_t end = s.n ? paste_end(s) : 0;
    bool ends = end < s.n;
    if (!ends && !complete) {
        end -= half_an_end(s);
    }
    if (end) {
        keep(out, str_slice(s, 0, end));
    }
    out->in = ends || complete ? IN_KEYS : IN_PASTE;
    out->key = ends || complete ? KEY_PASTE : KEY_NOTHING;
    return ends ? end + strlen(PASTE_END) : end;
}

static void keep_string(struct typed *out, struct str s) {
    size_t room = out->string_bytes < REPLY_BYTES ? REPLY_BYTES - out->string_bytes : 0;
    memcpy(out->string + out->string_bytes * (room > 0), s.p, s.n < room ? s.n : room);
}

/* "11;rgb:1e1e/1e1e/2e2e": the background. */
static void set_reply(struct typed *out) {
    struct str string = {out->string, out->string_bytes < REPLY_BYTES ? out->string_bytes : REPLY_BYTES};
    if (out->is_command && str_starts(string, "11;") &&
        theme_rgb_parse(str_slice(string, strlen("11;"), string.n), &out->reply.value)) {
        out->reply.kind = REPLY_BACKGROUND;
    }
}

size_t keys_skip_string(struct str s, bool complete, struct typed *out) {
    size_t i = 0;
    while (i < s.n && s.p[i] != BELL && s.p[i] != CANCEL && s.p[i] != SUBSTITUTE && s.p[i] != ESCAPE) {
        i++;
    }
    out->key = KEY_NOTHING;
    keep_string(out, str_slice(s, 0, i));
    out->string_bytes += i;
    bool escape = i < s.n && s.p[i] == ESCAPE, half = escape && i + 1 == s.n;
    if (complete || (i < s.n && !half) || out->string_bytes > STRING_MAX) {
        out->in = IN_KEYS;
        set_reply(out);
    }
    if (escape) { /* ESC \ ends it, and another sequence does */
        return !half && s.p[i + 1] == '\\' ? i + 2 : i;
    }
    return i < s.n ? i + 1 : i;
}
