/* article_find: finds values in a front matter, and reports what blocks a path. */
#include <stdarg.h>
#include <string.h>

#include "article_private.h"

void fields_warn(struct article_builder *b, const struct node *at, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    problem_vadd(b->problems, SEVERITY_WARNING, at ? at->line : 0, at ? at->column : 0, format, arguments);
    va_end(arguments);
}

const char *fields_kind(const struct node *n) {
    static const char *const names[] = {
        [NODE_NULL] = "empty", [NODE_SCALAR] = "text", [NODE_LIST] = "a list", [NODE_MAP] = "a map"};
    return names[n->kind];
}

const char *const *fields_paths(const struct article_builder *b, const struct field *field) {
    return field_paths(b->rules, field);
}

/* Does any field read this path? */
static bool is_read(const struct article_builder *b, struct str path) {
    for (size_t i = 0; i < field_count; i++) {
        for (const char *const *p = fields_paths(b, &fields[i]); *p; p++) {
            if (str_is(path, *p)) {
                return true;
            }
        }
    }
    return false;
}

/* Does any field read something inside a map at this path? holds: and does the map have it? */
static bool is_read_inside(const struct article_builder *b, struct str path, bool holds) {
    for (size_t i = 0; i < field_count; i++) {
        for (const char *const *p = fields_paths(b, &fields[i]); *p; p++) {
            if (!strncmp(*p, path.p, path.n) && (*p)[path.n] == '.' && (!holds || node_path(b->root, *p))) {
                return true;
            }
        }
    }
    return false;
}

bool fields_is_shared(const struct article_builder *b, const struct field *field, const char *path) {
    for (size_t i = 0; i < field_count; i++) {
        for (const char *const *p = fields_paths(b, &fields[i]); *p && fields[i].kind != field->kind; p++) {
            if (!strcmp(*p, path)) {
                return true;
            }
        }
    }
    return false;
}

bool fields_was_reported(struct article_builder *b, const struct node *n) {
    for (size_t i = 0; i < b->reported_count; i++) {
        if (b->reported[i] == n) {
            return true;
        }
    }
    if (b->reported_count < ARRAY_SIZE(b->reported)) {
        b->reported[b->reported_count++] = n;
    }
    return false;
}

/* Keys whose map nobody else uses for something of their own: `hero: a text` and `extra: true` are no faults. */
static bool must_be_map(struct str path) {
    static const char *const keys[] = {"link", "featuredImage", "openProjectCustomFields", "openGraphMetaData", "htmlMetaData"};
    for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
        if (str_is(path, keys[i])) {
            return true;
        }
    }
    return false;
}

static void report_blocked(struct article_builder *b, const struct node *at, struct str path, const char *wanted) {
    if (must_be_map(path) && !is_read(b, path) && !fields_was_reported(b, at)) {
        problem_add_habit(b->problems, at->kind == NODE_SCALAR ? HABIT_LINK_AS_TEXT : HABIT_NONE, at->line, at->column,
                          "'%.*s' is %s; expected a map with '%s'", (int)path.n, path.p, fields_kind(at), wanted);
    }
}

const struct node *fields_find(struct article_builder *b, const char *path, const struct node **blocker) {
    const struct node *n = b->root;
    for (const char *step = path;;) {
        size_t length = (size_t)(strchrnul(step, '.') - step);
        struct str key = {step, length};
        if (length == b->absent.n && step == path && !memcmp(path, b->absent.p, length)) {
            return NULL;
        }
        n = node_get(n, key);
        if (!n && step == path) {
            b->absent = key;
        }
        if (!step[length] || !n) {
            return n;
        }
        if (n->kind != NODE_MAP) {
            if (!node_is_empty(n)) {
                if (blocker) {
                    *blocker = n;
                }
                report_blocked(b, n, (struct str){path, (size_t)(step - path) + length}, step + length + 1);
            }
            return NULL;
        }
        step += length + 1;
    }
}

void fields_report_kind(struct article_builder *b, const struct node *n, const char *path, const char *meant, bool needed) {
    if ((n->kind != NODE_MAP || !is_read_inside(b, str_from(path), needed)) && !fields_was_reported(b, n)) {
        fields_warn(b, n, "'%s' is %s; expected %s", path, fields_kind(n), meant);
    }
}
