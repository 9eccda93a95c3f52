/* problem: the list of problems of one content file. */
#include "problem.h"

#include <stdarg.h>
#include <stdio.h>

#include "buf.h"
#include "text.h"

void problems_init(struct problems *p, struct arena *arena) {
    *p = (struct problems){.arena = arena};
    p->last = &p->first;
}

static void append(struct problems *p, struct problem problem) {
    struct problem *copy = arena_alloc(p->arena, 1, sizeof *copy);
    *copy = problem;
    *p->last = copy;
    p->last = &copy->next;
    p->count++;
}

PRINTF_LIKE(2, 0)
static struct str clean_message(struct arena *arena, const char *format, va_list arguments) {
    struct buf raw = {0};
    struct buf clean = {0};
    buf_vprintf(&raw, format, arguments);
    text_clean_line(&clean, buf_str(&raw));
    struct str message = arena_copy(arena, buf_str(&clean));
    buf_release(&raw);
    buf_release(&clean);
    return message;
}

/* Errors are always listed: they explain why a file is rejected, and a flood of warnings must not hide them. */
static bool has_room(struct problems *p, enum severity severity) {
    if (severity == SEVERITY_ERROR) {
        return p->errors <= PROBLEMS_MAX;
    }
    return p->count < PROBLEMS_MAX;
}

void problem_add(struct problems *p, enum severity severity, int line, int column, const char *format, ...) {
    p->errors += severity == SEVERITY_ERROR;
    p->warnings += severity == SEVERITY_WARNING;
    if (has_room(p, severity)) {
        va_list arguments;
        va_start(arguments, format);
        struct str message = clean_message(p->arena, format, arguments);
        va_end(arguments);
        append(p, (struct problem){.severity = severity, .line = line, .column = column, .message = message});
    } else if (!p->is_full) {
        p->is_full = true;
        append(p, (struct problem){.severity = SEVERITY_WARNING,
                                   .message = STR("there are more problems; only the first are listed")});
    }
}

int problem_shown(struct str s) {
    enum { SHOWN_MAX = 60 };
    size_t n = s.n;
    if (n > SHOWN_MAX) {
        n = SHOWN_MAX;
        while (n && ((unsigned char)s.p[n] & 0xc0) == 0x80) {
            n--;
        }
    }
    return (int)n;
}

const char *severity_name(enum severity severity) {
    static const char *const names[] = {
        [SEVERITY_NOTE] = "note",
        [SEVERITY_WARNING] = "warning",
        [SEVERITY_ERROR] = "error",
    };
    return severity <= SEVERITY_ERROR ? names[severity] : "problem";
}
