/* article_find: where a value stands in a front matter, and what stands in its way. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "article_private.h"

void rules_warn(struct filling *f, const struct node *at, const char *format, ...) {
    char message[600];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    problem_add(f->problems, SEVERITY_WARNING, at ? at->line : 0, at ? at->column : 0, "%s", message);
}

const char *rules_kind(const struct node *n) {
    static const char *const names[] = {
        [NODE_NULL] = "empty", [NODE_SCALAR] = "a text", [NODE_LIST] = "a list", [NODE_MAP] = "a map"};
    return names[n->kind];
}

const char *const *rules_paths(const struct filling *f, const struct field *field) {
    return field_paths(f->rules, field);
}

/* Is there a rule for this path? */
static bool is_read(const struct filling *f, struct str path) {
    for (size_t i = 0; i < field_count; i++) {
        for (const char *const *p = rules_paths(f, &fields[i]); *p; p++) {
            if (str_is(path, *p)) {
                return true;
            }
        }
    }
    return false;
}

/* Is there one for something that a map at this path may hold, or does hold? */
static bool is_read_inside(const struct filling *f, struct str path, bool holds) {
    for (size_t i = 0; i < field_count; i++) {
        for (const char *const *p = rules_paths(f, &fields[i]); *p; p++) {
            if (!strncmp(*p, path.p, path.n) && (*p)[path.n] == '.' && (!holds || node_path(f->root, *p))) {
                return true;
            }
        }
    }
    return false;
}

bool rules_is_shared(const struct filling *f, const struct field *field, const char *path) {
    for (size_t i = 0; i < field_count; i++) {
        for (const char *const *p = rules_paths(f, &fields[i]); *p && fields[i].kind != field->kind; p++) {
            if (!strcmp(*p, path)) {
                return true;
            }
        }
    }
    return false;
}

bool rules_told(struct filling *f, const struct node *n) {
    for (size_t i = 0; i < f->told_count; i++) {
        if (f->told[i] == n) {
            return true;
        }
    }
    if (f->told_count < LENGTH(f->told)) {
        f->told[f->told_count++] = n;
    }
    return false;
}

static void say_blocked(struct filling *f, const struct node *at, struct str path, const char *wanted) {
    if (!is_read(f, path) && !rules_told(f, at)) {
        rules_warn(f, at, "'%.*s' is %s; a map with '%s' is meant", (int)path.n, path.p, rules_kind(at), wanted);
    }
}

const struct node *rules_find(struct filling *f, const char *path, const struct node **blocker) {
    const struct node *n = f->root;
    for (const char *step = path;;) {
        size_t length = (size_t)(strchrnul(step, '.') - step);
        struct str key = {step, length};
        if (length == f->absent.n && step == path && !memcmp(path, f->absent.p, length)) {
            return NULL;
        }
        n = node_get(n, key);
        if (!n && step == path) {
            f->absent = key;
        }
        if (!step[length] || !n) {
            return n;
        }
        if (n->kind != NODE_MAP) {
            if (!node_is_empty(n)) {
                if (blocker) {
                    *blocker = n;
                }
                say_blocked(f, n, (struct str){path, (size_t)(step - path) + length}, step + length + 1);
            }
            return NULL;
        }
        step += length + 1;
    }
}

void rules_say_kind(struct filling *f, const struct node *n, const char *path, const char *meant, bool needed) {
    if ((n->kind != NODE_MAP || !is_read_inside(f, str_from(path), needed)) && !rules_told(f, n)) {
        rules_warn(f, n, "'%s' is %s; %s is meant", path, rules_kind(n), meant);
    }
}
