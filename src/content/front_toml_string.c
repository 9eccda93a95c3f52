/* front_toml_string: the four kinds of strings. */
#include <string.h>

#include "front_toml_private.h"
#include "text.h"

struct quotes {
    char quote; /* '"' allows escapes, '\'' does not */
    bool multiline;
    struct source_pos at;
};

static int unclosed(struct toml *t, const struct quotes *q) {
    const char *kind = q->quote == '"' ? "double" : "single";
    if (q->multiline) {
        return toml_fail(t, q->at, "the text in three %s quotes that begins here is never closed", kind);
    }
    return toml_fail(t, q->at, "the %s quote that begins here is never closed", kind);
}

static int hex_value(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The digits of \uXXXX and \UXXXXXXXX. */
static int read_code_point(struct toml *t, int digits, struct source_pos at) {
    uint32_t code = 0;
    for (int i = 0; i < digits; i++, t->p++) {
        int value = t->p < t->end ? hex_value(*t->p) : -1;
        if (value < 0) {
            return toml_fail(t, at, "%d hexadecimal digits must follow '\\%c'", digits, digits == 4 ? 'u' : 'U');
        }
        code = code << 4 | (uint32_t)value;
    }
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
        return toml_fail(t, at, "no character has this number");
    }
    text_encode(&t->text, code);
    return 0;
}

/* A backslash at the end of a line: all blanks and ends of lines that follow it are dropped. */
static bool joins_lines(struct toml *t) {
    const char *p = t->p;
    while (p < t->end && (*p == ' ' || *p == '\t' || *p == '\r')) {
        p++;
    }
    if (p == t->end || *p != '\n') {
        return false;
    }
    while (p < t->end && is_blank(*p)) {
        p++;
    }
    t->p = p;
    return true;
}

static int read_escape(struct toml *t, const struct quotes *q) {
    static const char written[] = "btnfr\"\\", meant[] = "\b\t\n\f\r\"\\";
    struct source_pos at = toml_here(t);
    t->p++;
    if (q->multiline && joins_lines(t)) {
        return 0;
    }
    if (t->p == t->end) {
        return unclosed(t, q);
    }
    char c = *t->p;
    const char *known = strchr(written, c);
    if (known && c) {
        t->p++;
        buf_putc(&t->text, meant[known - written]);
        return 0;
    }
    if (c == 'u' || c == 'U') {
        t->p++;
        return read_code_point(t, c == 'u' ? 4 : 8, at);
    }
    return toml_fail(t, at, "write a '\\' in double quotes as '\\\\', or use single quotes");
}

/* Quotes in a multi-line string: three close it, and up to two before them are part of it. */
static bool take_quotes(struct toml *t, const struct quotes *q) {
    enum { CLOSING = 3, MOST = 5 };
    int count = 0;
    while (count < MOST && toml_take(t, q->quote)) {
        count++;
    }
    bool closes = count >= CLOSING;
    for (int i = closes ? CLOSING : 0; i < count; i++) {
        buf_putc(&t->text, q->quote);
    }
    return closes;
}

static int read_rest(struct toml *t, const struct quotes *q) {
    for (;;) {
        const char *start = t->p;
        while (t->p < t->end && *t->p != q->quote && *t->p != '\n' && (*t->p != '\\' || q->quote == '\'')) {
            t->p++;
        }
        buf_add(&t->text, start, (size_t)(t->p - start));
        if (t->p == t->end || (*t->p == '\n' && !q->multiline)) {
            return unclosed(t, q);
        }
        if (*t->p == '\n') {
            buf_putc(&t->text, *t->p++);
        } else if (*t->p == '\\') {
            if (read_escape(t, q)) {
                return -1;
            }
        } else if (q->multiline) {
            if (take_quotes(t, q)) {
                return 0;
            }
        } else {
            t->p++;
            return 0;
        }
    }
}

static void skip_first_newline(struct toml *t) {
    if (t->p < t->end && *t->p == '\r') {
        t->p++;
    }
    toml_take(t, '\n');
}

int toml_string(struct toml *t, bool multiline, struct str *text) {
    struct quotes q = {.quote = *t->p, .at = toml_here(t)};
    t->p++;
    if (multiline && t->end - t->p >= 2 && t->p[0] == q.quote && t->p[1] == q.quote) {
        q.multiline = true;
        t->p += 2;
        skip_first_newline(t);
    }
    buf_reset(&t->text);
    if (read_rest(t, &q)) {
        return -1;
    }
    *text = t->text.n ? arena_copy(t->arena, buf_str(&t->text)) : STR_NONE;
    return 0;
}
