/* front_json: a JSON front matter, as Hugo has it: an object at the beginning of the file. What is in it, libyaml reads, since
 * JSON is YAML in flow style but for the escapes of UTF-16. */
#include <string.h>

#include "buf.h"
#include "front_private.h"

bool front_json_begins(struct str text) {
    size_t i = 1;
    if (!text.n || text.p[0] != '{') {
        return false;
    }
    while (i < text.n && strchr(" \t\r\n", text.p[i]) && text.p[i]) {
        i++;
    }
    return i < text.n && (text.p[i] == '"' || text.p[i] == '}');
}

size_t front_json_end(struct str text) {
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (quoted) {
            i += c == '\\';
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

/* XXXX of \uXXXX at the start of s; -1: there is none. */
static int32_t unit_of(struct str s) {
    int32_t unit = 0;
    if (s.n < 6 || s.p[0] != '\\' || s.p[1] != 'u') {
        return -1;
    }
    for (size_t i = 2; i < 6; i++) {
        char c = s.p[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) {
            return -1;
        }
        unit = unit * 16 + digit;
    }
    return unit;
}

static bool is_high(int32_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}

static bool is_low(int32_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

/* Puts what the escape at the start of s means for YAML; returns how long it was. */
static size_t put_escape(struct buf *out, struct str s) {
    int32_t unit = unit_of(s), low = is_high(unit) ? unit_of(str_slice(s, 6, s.n)) : -1;
    if (is_low(low)) {
        buf_printf(out, "\\U%08x", (unsigned)(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)));
        return 12;
    }
    if (is_high(unit) || is_low(unit)) { /* half a character */
        buf_puts(out, "\\ufffd");
        return 6;
    }
    size_t n = s.n < 2 ? s.n : 2;
    buf_add(out, s.p, n);
    return n;
}

struct str front_json_to_yaml(struct str json, struct arena *arena) {
    struct buf out = {0};
    if (!memchr(json.p, '\\', json.n)) {
        return json;
    }
    for (size_t i = 0; i < json.n;) {
        if (json.p[i] == '\\') {
            i += put_escape(&out, str_slice(json, i, json.n));
        } else {
            buf_putc(&out, json.p[i++]);
        }
    }
    struct str yaml = arena_copy(arena, buf_str(&out));
    buf_release(&out);
    return yaml;
}
