/* front_toml_scan: the position in the input, what is skipped, and errors. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "front_toml_private.h"
#include "text.h"

struct source_pos toml_here(struct toml *t) {
    for (; t->counted < t->p; t->counted++) {
        if (*t->counted == '\n') {
            t->counted_at = (struct source_pos){t->counted_at.line + 1, 1};
        } else {
            t->counted_at.column += ((unsigned char)*t->counted & 0xc0) != 0x80;
        }
    }
    return t->counted_at;
}

bool toml_take(struct toml *t, char c) {
    bool found = t->p < t->end && *t->p == c;
    t->p += found;
    return found;
}

void toml_skip_blanks(struct toml *t) {
    while (t->p < t->end && (*t->p == ' ' || *t->p == '\t')) {
        t->p++;
    }
}

static void skip_comment(struct toml *t) {
    if (t->p < t->end && *t->p == '#') {
        const char *newline = memchr(t->p, '\n', (size_t)(t->end - t->p));
        t->p = newline ? newline : t->end;
    }
}

/* CR occurs only before LF: toml_check_bytes has checked that. */
void toml_skip_lines(struct toml *t) {
    do {
        while (t->p < t->end && is_blank(*t->p)) {
            t->p++;
        }
        skip_comment(t);
    } while (t->p < t->end && is_blank(*t->p));
}

int toml_end_line(struct toml *t) {
    toml_skip_blanks(t);
    skip_comment(t);
    if (t->p == t->end || *t->p == '\n' || *t->p == '\r') {
        return 0;
    }
    return toml_fail(t, toml_here(t), "the line must end here; put each 'key = value' on its own line");
}

static bool is_forbidden(const char *p, const char *end) {
    unsigned char byte = (unsigned char)*p;
    if (byte == '\r') {
        return p + 1 == end || p[1] != '\n';
    }
    return (byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7f;
}

int toml_check_bytes(struct toml *t) {
    const char *start = t->p, *invalid = start + text_valid((struct str){start, (size_t)(t->end - start)});
    while (t->p < invalid && !is_forbidden(t->p, t->end)) {
        t->p++;
    }
    if (t->p == t->end) {
        t->p = start;
        return 0;
    }
    unsigned byte = (unsigned char)*t->p;
    if (t->p == invalid) {
        return toml_fail(t, toml_here(t), "byte 0x%02x is not UTF-8; save the file as UTF-8", byte);
    }
    return toml_fail(t, toml_here(t),
                     byte == '\r' ? "a carriage return (0x%02x) alone does not end a line in TOML; use LF or CR LF"
                                  : "a control character (0x%02x) is not allowed in front matter; delete it",
                     byte);
}

int toml_fail(struct toml *t, struct source_pos at, const char *format, ...) {
    char message[600];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    problem_add(t->problems, SEVERITY_ERROR, at.line, at.column, "%s", message);
    return -1;
}

int toml_fail_depth(struct toml *t, struct source_pos at) {
    return toml_fail(t, at, "tables and lists are nested more than %d deep", FRONT_MAX_DEPTH);
}

int toml_fail_size(struct toml *t) {
    return toml_fail(t, (struct source_pos){toml_here(t).line, 0}, "the front matter has more than %d keys and values",
                     FRONT_MAX_EVENTS);
}
