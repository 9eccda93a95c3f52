/* node: lookups in a front matter. */
#include "node.h"

#include <string.h>

enum { MERGES_MAX = 16 }; /* limit on nested merges that a lookup follows */

static const struct node *child(const struct node *map, struct str key) {
    for (const struct node *n = map->first; n; n = n->next) {
        if (n->key.n == key.n && !memcmp(n->key.p, key.p, key.n)) {
            return n;
        }
    }
    return NULL;
}

static const struct node *child_in_any_case(const struct node *map, struct str key) {
    for (const struct node *n = map->first; n; n = n->next) {
        if (str_equal_nocase(n->key, key)) {
            return n;
        }
    }
    return NULL;
}

const struct node *node_get(const struct node *map, struct str key) {
    for (int i = 0; i < MERGES_MAX && map && map->kind == NODE_MAP; i++) {
        const struct node *n = map->caseless ? child_in_any_case(map, key) : child(map, key);
        if (n) {
            return n;
        }
        map = child(map, STR("<<"));
    }
    return NULL;
}

const struct node *node_path(const struct node *root, const char *path) {
    while (root) {
        size_t step = (size_t)(strchrnul(path, '.') - path);
        root = node_get(root, (struct str){path, step});
        if (!path[step]) {
            break;
        }
        path += step + 1;
    }
    return root;
}

bool node_is_empty(const struct node *n) {
    if (!n || n->kind == NODE_NULL) {
        return true;
    }
    return n->kind == NODE_SCALAR ? str_trim(n->text).n == 0 : n->first == NULL;
}

bool node_bool(const struct node *n, bool *value) {
    static const struct {
        const char *text;
        bool value;
    } spellings[] = {
        {"true", true},   {"True", true},   {"TRUE", true},   {"yes", true},  {"Yes", true},  {"YES", true},
        {"on", true},     {"On", true},     {"ON", true},     {"no", false},  {"No", false},  {"NO", false},
        {"false", false}, {"False", false}, {"FALSE", false}, {"off", false}, {"Off", false}, {"OFF", false},
    };
    if (!n || n->kind != NODE_SCALAR || !n->plain) {
        return false;
    }
    for (size_t i = 0; i < ARRAY_SIZE(spellings); i++) {
        if (str_is(n->text, spellings[i].text)) {
            *value = spellings[i].value;
            return true;
        }
    }
    return false;
}
