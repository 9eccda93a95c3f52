/* front_toml_value: values. Open lists and inline tables are on a stack of fixed size. */
#include <string.h>

#include "front_toml_private.h"

static bool is_token_end(char c) {
    return is_blank(c) || c == ',' || c == ']' || c == '}' || c == '#';
}

static void skip_token(struct toml *t) {
    while (t->p < t->end && !is_token_end(*t->p)) {
        t->p++;
    }
}

/* A blank may separate a date and a time. */
static struct str take_token(struct toml *t) {
    enum { DATE_LENGTH = 10 };
    const char *start = t->p;
    skip_token(t);
    bool is_date = t->p - start == DATE_LENGTH && start[4] == '-' && start[7] == '-';
    if (is_date && t->end - t->p > 1 && t->p[0] == ' ' && t->p[1] >= '0' && t->p[1] <= '9') {
        t->p++;
        skip_token(t);
    }
    return (struct str){start, (size_t)(t->p - start)};
}

static int read_scalar(struct toml *t, struct node *n) {
    struct source_pos at = toml_here(t);
    struct str token = take_token(t);
    if (!token.n) {
        return toml_fail(t, at, "a value is missing here");
    }
    const char *why = toml_scalar(token, &t->text);
    if (why) {
        return toml_fail(t, at, "'%.*s' %s", SHOWN(token), why);
    }
    n->kind = NODE_SCALAR;
    n->plain = true;
    n->text = arena_copy(t->arena, buf_str(&t->text));
    return 0;
}

static int open_level(struct toml *t, struct node *n, uint32_t entry, uint32_t depth, bool is_list) {
    struct source_pos at = toml_here(t);
    if (depth > FRONT_MAX_DEPTH) {
        return toml_fail_depth(t, at);
    }
    t->p++;
    n->kind = is_list ? NODE_LIST : NODE_MAP;
    uint32_t table = is_list ? 0 : entry ? entry : toml_add_table(t, n, depth);
    t->levels[t->level_count++] = (struct toml_level){.at = at, .table = table, .list = n, .tail = &n->first, .depth = depth};
    return 0;
}

/* Reads a scalar, or opens a list or inline table, whose items are read later. n: its node, already in the tree; entry: the
 * entry of its key, 0 for an item of a list. */
static int begin_value(struct toml *t, struct node *n, uint32_t entry, uint32_t depth) {
    struct source_pos at = toml_here(t);
    char c = t->p < t->end ? *t->p : '\n';
    n->line = at.line;
    n->column = at.column;
    if (c == '[' || c == '{') {
        return open_level(t, n, entry, depth, c == '[');
    }
    if (c == '"' || c == '\'') {
        n->kind = NODE_SCALAR;
        return toml_string(t, true, &n->text);
    }
    return read_scalar(t, n);
}

static int begin_pair(struct toml *t, uint32_t table) {
    uint32_t entry;
    if (toml_key(t)) {
        return -1;
    }
    if (!toml_take(t, '=')) {
        return toml_fail(t, toml_here(t), "a '=' is missing after the key '%.*s'", SHOWN(t->key.parts[t->key.count - 1].text));
    }
    if (toml_define(t, table, &entry)) {
        return -1;
    }
    toml_skip_blanks(t);
    return begin_value(t, toml_entry(t, entry)->node, entry, toml_entry(t, entry)->depth);
}

static int fail_open(struct toml *t, const struct toml_level *level) {
    const char *what = level->table ? "inline table" : "list", *bracket = level->table ? "}" : "]";
    struct source_pos here = toml_here(t);
    if (t->p < t->end && *t->p != '\n' && *t->p != '\r') {
        return toml_fail(t, here, "a ',' or the closing '%s' is missing before this", bracket);
    }
    return toml_fail(t, level->at, "the %s that begins here has no closing '%s'%s", what, bracket,
                     level->table && t->p < t->end ? " on its line" : "");
}

static int next_item(struct toml *t, struct toml_level *level) {
    toml_skip_lines(t);
    if (toml_take(t, ']')) {
        t->level_count--;
        return 0;
    }
    if (t->p == t->end || (level->needs_comma && !toml_take(t, ','))) {
        return fail_open(t, level);
    }
    if (level->needs_comma) {
        level->needs_comma = false;
        return 0;
    }
    struct node *n = toml_node(t, NODE_NULL, level->at);
    *level->tail = n;
    level->tail = &n->next;
    level->list->count++;
    level->needs_comma = true;
    return begin_value(t, n, 0, level->depth + 1);
}

static int next_pair(struct toml *t, struct toml_level *level) {
    bool has_any = level->needs_comma;
    toml_skip_blanks(t);
    if (toml_take(t, '}')) {
        t->level_count--;
        return 0;
    }
    if (has_any && !toml_take(t, ',')) {
        return fail_open(t, level);
    }
    toml_skip_blanks(t);
    if (has_any && t->p < t->end && *t->p == '}') {
        return toml_fail(t, toml_here(t), "an inline table cannot end in ','; delete it");
    }
    if (t->p == t->end || *t->p == '\n' || *t->p == '\r' || *t->p == '#') {
        return fail_open(t, level);
    }
    level->needs_comma = true;
    return begin_pair(t, level->table);
}

int toml_pair(struct toml *t, uint32_t table) {
    int result = begin_pair(t, table);
    while (!result && t->level_count) {
        struct toml_level *level = &t->levels[t->level_count - 1];
        result = level->table ? next_pair(t, level) : next_item(t, level);
        if (!result && t->nodes > FRONT_MAX_EVENTS) {
            result = toml_fail_size(t);
        }
    }
    return result;
}
