/* front_json: a JSON front matter, as in Hugo: an object at the beginning of the file. libyaml parses it, since JSON is YAML in
 * flow style except for UTF-16 escapes. */
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

/* The code unit XXXX of \uXXXX at the start of s; -1: none. */
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

/* Appends the YAML form of the escape at the start of s; returns the length of the escape. */
static size_t put_escape(struct buf *out, struct str s) {
    int32_t unit = unit_of(s), low = is_high(unit) ? unit_of(str_slice(s, 6, s.n)) : -1;
    if (is_low(low)) {
        buf_printf(out, "\\U%08x", (unsigned)(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)));
        return 12;
    }
    if (is_high(unit) || is_low(unit)) { /* an unpaired surrogate */
        buf_puts(out, "\\ufffd");
        return 6;
    }
    size_t n = s.n < 2 ? s.n : 2;
    buf_add(out, s.p, n);
    return n;
}

/* The position of the next byte of the YAML. */
struct json_writer {
    struct buf out;
    int line, column; /* from 0; columns are characters */
    int shorter;      /* how much shorter than the JSON this line is so far */
    struct offset_map *offsets;
};

static void copy_byte(struct json_writer *w, struct str rest) {
    char c = rest.p[0];
    buf_putc(&w->out, c);
    if (c == '\n' || (c == '\r' && !str_starts(rest, "\r\n"))) {
        w->line++;
        w->column = w->shorter = 0;
    } else {
        w->column += ((unsigned char)c & 0xC0) != 0x80;
    }
}

static size_t copy_escape(struct json_writer *w, struct str rest) {
    size_t before = w->out.n, taken = put_escape(&w->out, rest), put = w->out.n - before;
    w->column += (int)put;
    if (put < taken) {
        struct offset_map *s = w->offsets;
        w->shorter += (int)(taken - put);
        s->list = grow(s->list, s->count, &s->capacity, sizeof *s->list);
        s->list[s->count++] = (struct offset_shift){w->line, w->column, w->shorter};
    }
    return taken;
}

struct str front_json_to_yaml(struct str json, struct arena *arena, struct offset_map *offsets) {
    struct json_writer w = {.offsets = offsets};
    if (!memchr(json.p, '\\', json.n)) {
        return json;
    }
    for (size_t i = 0; i < json.n;) {
        struct str rest = str_slice(json, i, json.n);
        if (rest.p[0] == '\\') {
            i += copy_escape(&w, rest);
        } else {
            copy_byte(&w, rest);
            i++;
        }
    }
    struct str yaml = arena_copy(arena, buf_str(&w.out));
    buf_release(&w.out);
    return yaml;
}

int offset_map_at(const struct offset_map *s, int line, int column) {
    size_t from = 0, to = s ? s->count : 0;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const struct offset_shift *at = &s->list[middle];
        if (at->line < line || (at->line == line && at->column <= column)) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from && s->list[from - 1].line == line ? s->list[from - 1].by : 0;
}
