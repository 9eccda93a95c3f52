/* problem: the list of problems of one content file. */
#include "problem.h"

#include <string.h>

#include "text.h"

enum { VALUE_BEGINS = 1, VALUE_ENDS = 2 }; /* control characters, which no clean message contains */

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

/* Encloses every conversion but `%s` in control characters, by which its value is found in the message. */
static void mark_values(struct buf *out, const char *format) {
    while (*format) {
        size_t plain = strcspn(format, "%");
        buf_add(out, format, plain);
        format += plain;
        if (!*format) {
            break;
        }
        size_t length = 1 + strcspn(format + 1, "%diouxXeEfgGcsp") + 1;
        bool is_value = format[length - 1] != '%' && !(length == 2 && format[1] == 's');
        if (is_value) {
            buf_putc(out, VALUE_BEGINS);
        }
        buf_add(out, format, length);
        if (is_value) {
            buf_putc(out, VALUE_ENDS);
        }
        format += length;
    }
}

/* The message as it is shown, and with an ellipsis for each value. */
static void part_values(struct str marked, struct buf *message, struct buf *kind) {
    bool in_value = false;
    for (size_t i = 0; i < marked.n; i++) {
        char c = marked.p[i];
        if (c == VALUE_BEGINS || c == VALUE_ENDS) {
            buf_puts(kind, c == VALUE_BEGINS && !in_value ? "\u2026" : "");
            in_value = c == VALUE_BEGINS;
            continue;
        }
        buf_putc(message, c);
        if (!in_value) {
            buf_putc(kind, c);
        }
    }
}

/* The marked format is as good as the one that the compiler has checked at the call. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
void problem_format(struct buf *message, struct buf *kind, const char *format, va_list arguments) {
    struct buf marked = {0}, raw = {0}, raw_message = {0}, raw_kind = {0};
    mark_values(&marked, format);
    buf_vprintf(&raw, buf_cstr(&marked), arguments);
    part_values(buf_str(&raw), &raw_message, &raw_kind);
    text_clean_line(message, buf_str(&raw_message));
    text_clean_line(kind, buf_str(&raw_kind));
    buf_release(&marked);
    buf_release(&raw);
    buf_release(&raw_message);
    buf_release(&raw_kind);
}
#pragma GCC diagnostic pop

/* Errors are always listed: they explain why a file is rejected, and a flood of warnings must not hide them. */
static bool has_room(struct problems *p, enum severity severity) {
    if (severity == SEVERITY_ERROR) {
        return p->errors <= PROBLEMS_MAX;
    }
    return p->count < PROBLEMS_MAX;
}

static void add(struct problems *p, struct problem problem, struct str message, struct str kind) {
    p->errors += problem.severity == SEVERITY_ERROR;
    p->warnings += problem.severity == SEVERITY_WARNING && !problem.habit;
    if (has_room(p, problem.severity)) {
        problem.message = arena_copy(p->arena, message);
        problem.kind = str_equal(message, kind) ? problem.message : arena_copy(p->arena, kind);
        append(p, problem);
    } else if (!p->is_full) {
        p->is_full = true;
        struct str more = STR("there are more problems; only the first are listed");
        append(p, (struct problem){.severity = SEVERITY_WARNING, .message = more, .kind = more});
    }
}

PRINTF_LIKE(3, 0)
static void add_formatted(struct problems *p, struct problem problem, const char *format, va_list arguments) {
    struct buf message = {0}, kind = {0};
    problem_format(&message, &kind, format, arguments);
    add(p, problem, buf_str(&message), buf_str(&kind));
    buf_release(&message);
    buf_release(&kind);
}

void problem_vadd(struct problems *p, enum severity severity, int line, int column, const char *format, va_list arguments) {
    add_formatted(p, (struct problem){.severity = severity, .line = line, .column = column}, format, arguments);
}

void problem_add(struct problems *p, enum severity severity, int line, int column, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    problem_vadd(p, severity, line, column, format, arguments);
    va_end(arguments);
}

void problem_add_habit(struct problems *p, enum habit habit, int line, int column, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add_formatted(p, (struct problem){.severity = SEVERITY_WARNING, .line = line, .column = column, .habit = habit}, format,
                  arguments);
    va_end(arguments);
}

void problem_add_copy(struct problems *p, const struct problem *problem) {
    struct buf message = {0}, kind = {0};
    text_clean_line(&message, problem->message);
    text_clean_line(&kind, problem->kind);
    add(p, *problem, buf_str(&message), buf_str(&kind));
    buf_release(&message);
    buf_release(&kind);
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
