/* config_fields: key paths of a person's own, before ours. */
#include <string.h>

#include "config_private.h"
#include "text.h"

static void unknown_field(const struct reading *r, const struct node *n) {
    struct buf message = {0};
    buf_puts(&message, "unknown field '");
    text_quote(&message, str_slice(n->key, 0, 60));
    buf_puts(&message, "' (known:");
    for (size_t i = 0, listed = 0; i < field_count; i++) {
        if (field_named(str_from(fields[i].name))) {
            buf_printf(&message, "%s %s", listed++ ? "," : "", fields[i].name);
        }
    }
    buf_putc(&message, ')');
    config_fail_at(r, n, buf_cstr(&message));
    buf_release(&message);
}

/* Steps parted by dots, none of them empty. */
static bool is_path(struct str path) {
    for (size_t i = 0; i < path.n; i++) {
        bool dot = path.p[i] == '.', at_edge = i == 0 || i + 1 == path.n || path.p[i - 1] == '.';
        if ((dot && at_edge) || !path.p[i]) {
            return false;
        }
    }
    return path.n > 0;
}

static size_t count_of(const char *const *paths) {
    size_t count = 0;
    while (paths[count]) {
        count++;
    }
    return count;
}

static void add_paths(const struct reading *r, struct field_rules *rules, const struct node *n) {
    const struct field *field = field_named(n->key);
    bool is_list = n->kind == NODE_LIST;
    if (!field) {
        unknown_field(r, n);
        return;
    }
    size_t own = is_list ? n->count : 1, builtin = count_of(field->paths), at = 0;
    const char **paths = arena_alloc(&r->config->arena, own + builtin + 1, sizeof *paths);
    for (const struct node *item = is_list ? n->first : n; item; item = is_list ? item->next : NULL) {
        if (item->kind != NODE_SCALAR || !is_path(item->text)) {
            config_fail_at(r, item, "expected a key path, such as `headline` or `meta.heading`");
            continue;
        }
        paths[at++] = arena_copy(&r->config->arena, item->text).p;
        rules->text = arena_printf(&r->config->arena, "%s%s %zu %s\n", rules->text.p, field->name, item->text.n, paths[at - 1]);
    }
    memcpy(&paths[at], field->paths, builtin * sizeof *paths);
    rules->paths[field - fields] = paths;
}

int config_set_fields(const struct reading *r, const struct config_option *option, const struct node *n) {
    (void)option;
    if (n->kind != NODE_MAP) {
        return config_fail_at(r, n, "expected a map of fields to key paths, such as `title: headline`");
    }
    struct field_rules *rules = arena_alloc(&r->config->arena, 1, sizeof *rules);
    rules->paths = arena_alloc(&r->config->arena, field_count, sizeof *rules->paths);
    rules->text = STR_NONE;
    for (size_t i = 0; i < field_count; i++) {
        rules->paths[i] = fields[i].paths;
    }
    for (const struct node *child = n->first; child; child = child->next) {
        if (!node_is_empty(child)) {
            add_paths(r, rules, child);
        }
    }
    r->config->fields = rules;
    return 0;
}
