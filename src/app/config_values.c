/* config_values: what options have in common: folders, and warnings. */
#include <stdlib.h>
#include <string.h>

#include "config_private.h"

void config_add_warning(struct config *c, int line, int column, const char *message) {
    if (c->warning_count < CONFIG_WARNINGS_MAX) {
        c->warnings[c->warning_count++] = arena_printf(&c->arena, "%s:%d:%d: %s", c->file, line, column, message);
    }
}

int config_fail_at(const struct reading *r, const struct node *at, const char *message) {
    config_add_warning(r->config, at->line, at->column, message);
    return -1;
}

static const char *expand_path(const struct reading *r, const struct node *n) {
    const char *home = getenv("HOME");
    if (n->kind != NODE_SCALAR || memchr(n->text.p, '\0', n->text.n)) {
        config_fail_at(r, n, "expected a folder");
    } else if (str_starts(n->text, "/")) {
        return arena_copy(&r->config->arena, n->text).p;
    } else if (!str_is(n->text, "~") && !str_starts(n->text, "~/")) {
        config_fail_at(r, n, "a folder must begin with / or ~/");
    } else if (!home || home[0] != '/') {
        config_fail_at(r, n, "cannot expand '~': HOME is not set to an absolute path");
    } else {
        return arena_printf(&r->config->arena, "%s%.*s", home, (int)n->text.n - 1, n->text.p + 1).p;
    }
    return NULL;
}

int config_read_roots(const struct reading *r, const struct node *n, struct root_list *roots) {
    bool is_list = n->kind == NODE_LIST;
    roots->paths = arena_alloc(&r->config->arena, is_list ? n->count + 1 : 2, sizeof *roots->paths);
    roots->count = 0;
    for (const struct node *item = is_list ? n->first : n; item; item = is_list ? item->next : NULL) {
        const char *path = expand_path(r, item);
        if (path) {
            roots->paths[roots->count++] = path;
        }
    }
    return roots->count ? 0 : -1;
}
