/* config_keys: keys of a person's own. What commands there are is not known here: see bindings.c. */
#include <string.h>

#include "config_private.h"

static bool is_program(const struct node *n) {
    return n->kind == NODE_MAP && (node_get(n, STR("run")) || node_get(n, STR("start")));
}

static int read_program(const struct reading *r, const struct node *n, struct key_step *step) {
    const struct node *run = node_get(n, STR("run")), *start = node_get(n, STR("start"));
    if (n->count != 1) {
        return config_fail_at(r, n,
                              "expected one program: `{run: [mpv, \"{url}\"]}`, or start, which leaves the terminal alone");
    }
    *step = (struct key_step){.line = STR_NONE, .detached = start != NULL};
    return config_read_argv(r, run ? run : start, &step->argv);
}

static int read_step(const struct reading *r, const struct node *n, struct key_step *step) {
    if (is_program(n)) {
        return read_program(r, n, step);
    }
    if (n->kind != NODE_SCALAR || !str_trim(n->text).n || memchr(n->text.p, '\0', n->text.n)) {
        return config_fail_at(r, n, "expected a command, a list of them, a program or none");
    }
    *step = (struct key_step){.line = arena_copy(&r->config->arena, str_trim(n->text))};
    return 0;
}

/* If a step is wrong, none of them is done: the others may not be meant alone. */
static void add(const struct reading *r, const char *view, const struct node *n) {
    struct config *c = r->config;
    bool is_list = n->kind == NODE_LIST, is_none = n->kind == NODE_SCALAR && str_is(n->text, "none");
    struct key_setting *k = &c->keys[c->key_count];
    *k = (struct key_setting){.view = view, .keys = arena_copy(&c->arena, n->key), .line = n->line, .column = n->column};
    k->steps = arena_alloc(&c->arena, is_list ? n->count + 1 : 1, sizeof *k->steps);
    for (const struct node *item = is_list ? n->first : n; item && !is_none; item = is_list ? item->next : NULL) {
        if (read_step(r, item, &k->steps[k->step_count++]) < 0) {
            return;
        }
    }
    c->key_count++;
}

int config_set_keys(const struct reading *r, const struct config_option *option, const struct node *n) {
    size_t count = n->count;
    (void)option;
    if (n->kind != NODE_MAP) {
        return config_fail_at(r, n, "expected a map of keys to commands, such as `g t: topics`");
    }
    for (const struct node *child = n->first; child; child = child->next) {
        count += child->count;
    }
    r->config->keys = arena_alloc(&r->config->arena, count + 1, sizeof *r->config->keys);
    for (const struct node *child = n->first; child; child = child->next) {
        if (child->kind != NODE_MAP || is_program(child)) {
            add(r, "", child);
            continue;
        }
        const char *view = arena_copy(&r->config->arena, child->key).p;
        for (const struct node *key = child->first; key; key = key->next) {
            add(r, view, key);
        }
    }
    return 0;
}
