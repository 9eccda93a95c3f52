/* front_tree: builds nodes from events. Open lists and maps are on a stack of fixed height. */
#include <stdlib.h>
#include <string.h>

#include "front_private.h"

/* Up to so many keys, comparing each with each is quicker than hashing them: nearly all differ in length. */
enum { NODES_MAX = 1000000, SMALL_MAP = 64 };

void tree_release(struct tree *t) {
    free(t->anchors);
    map_release(&t->anchor_by_name);
    free(t->children);
}

static struct tree_level *top(struct tree *t) {
    return t->depth ? &t->levels[t->depth - 1] : NULL;
}

static bool wants_key(const struct tree_level *level) {
    return level && level->node->kind == NODE_MAP && !level->has_key;
}

static struct node *new_node(struct tree *t, enum node_kind kind, struct source_pos at) {
    struct node *n = arena_alloc(t->arena, 1, sizeof *n);
    n->kind = kind;
    n->key = n->text = STR_NONE;
    n->line = at.line;
    n->column = at.column;
    t->nodes++;
    return n;
}

/* Attaches a value: as the root, an item of the open list, or the value of the last key. */
static void attach(struct tree *t, struct node *n) {
    struct tree_level *level = top(t);
    if (!level) {
        t->root = n;
        return;
    }
    if (level->node->kind == NODE_MAP) {
        n->key = level->key;
        level->has_key = false;
        if (level->drop) {
            return;
        }
    }
    *level->tail = n;
    level->tail = &n->next;
    level->node->count++;
}

static void set_key(struct tree_level *level, struct str key) {
    level->key = key;
    level->has_key = true;
    level->drop = false;
}

static void drop_value(struct tree *t, struct tree_level *level, struct source_pos at, const char *why) {
    problem_add(t->problems, SEVERITY_WARNING, at.line, at.column, "%s; this entry is skipped", why);
    level->has_key = true;
    level->drop = true;
}

/* ---- anchors ---- */

static bool is_anchor(const void *tree, uint32_t place, uint64_t number, struct str name) {
    (void)number;
    return str_equal(((const struct tree *)tree)->anchors[place - 1].name, name);
}

/* Returns 1 + its index. If a name is reused, it refers to the new node from here on. */
static size_t add_anchor(struct tree *t, struct str name, struct node *node, size_t size) {
    t->anchors = grow(t->anchors, t->anchor_count, &t->anchor_capacity, sizeof *t->anchors);
    t->anchors[t->anchor_count++] = (struct tree_anchor){arena_copy(t->arena, name), node, size};
    *map_at(&t->anchor_by_name, is_anchor, t, 0, name) = (uint32_t)t->anchor_count;
    return t->anchor_count;
}

static const struct tree_anchor *find_anchor(struct tree *t, struct str name) {
    uint32_t found = map_find(&t->anchor_by_name, is_anchor, t, 0, name);
    return found ? &t->anchors[found - 1] : NULL;
}

/* Is there room for the nodes an alias stands for? Only sharing keeps a few lines from becoming a billion nodes. */
static bool fits(struct tree *t, size_t size, struct source_pos at) {
    if (!t->first_alias.line) {
        t->first_alias = at;
    }
    if (t->nodes + size <= NODES_MAX) {
        t->nodes += size;
        return true;
    }
    if (!t->is_too_big) {
        t->is_too_big = true;
        problem_add(t->problems, SEVERITY_WARNING, t->first_alias.line, t->first_alias.column,
                    "the aliases that begin here expand to more than %d values; from line %d on they are ignored", NODES_MAX,
                    at.line);
    }
    return false;
}

static const struct node *resolve(struct tree *t, struct str name, struct source_pos at) {
    const struct tree_anchor *anchor = find_anchor(t, name);
    if (!anchor) {
        problem_add(t->problems, SEVERITY_WARNING, at.line, at.column,
                    "there is no anchor '&%.*s' above; if the '*' is meant as text, put the value in quotes", SHOWN(name));
    } else if (!anchor->size) {
        problem_add(t->problems, SEVERITY_WARNING, at.line, at.column, "the alias '*%.*s' is inside the value it refers to",
                    SHOWN(name));
    } else if (fits(t, anchor->size, at)) {
        return anchor->node;
    }
    return NULL;
}

void tree_alias(struct tree *t, struct str name, struct source_pos at) {
    const struct node *meant = resolve(t, name, at);
    struct tree_level *level = top(t);
    if (wants_key(level)) {
        if (meant && meant->kind == NODE_SCALAR) {
            set_key(level, meant->text);
        } else {
            drop_value(t, level, at, "this alias is not text, so it cannot be a key");
        }
        return;
    }
    struct node *n = new_node(t, NODE_NULL, at);
    if (meant) {
        *n = *meant;
        n->next = NULL;
        n->line = at.line;
        n->column = at.column;
    }
    attach(t, n);
}

/* ---- scalars ---- */

static bool is_null(struct str text) {
    return !text.n || str_is(text, "~") || str_is(text, "null") || str_is(text, "Null") || str_is(text, "NULL");
}

static struct node *new_scalar(struct tree *t, struct str text, bool plain, struct source_pos at) {
    bool null = plain && (!text.n || (text.n <= 4 && is_null(text)));
    struct node *n = new_node(t, null ? NODE_NULL : NODE_SCALAR, at);
    n->plain = plain;
    n->text = text;
    return n;
}

void tree_scalar(struct tree *t, struct str anchor, struct str text, bool plain, struct source_pos at) {
    struct tree_level *level = top(t);
    text = text.n ? arena_copy(t->arena, text) : STR_NONE;
    struct node *n = NULL;
    if (!wants_key(level)) {
        n = new_scalar(t, text, plain, at);
        attach(t, n);
    } else if (plain && !text.n) {
        drop_value(t, level, at, "a key is missing here");
    } else {
        set_key(level, text);
    }
    if (anchor.n) {
        add_anchor(t, anchor, n ? n : new_scalar(t, text, plain, at), 1);
    }
}

/* ---- lists and maps ---- */

int tree_open(struct tree *t, enum node_kind kind, struct str anchor, struct source_pos at) {
    if (t->depth == ARRAY_SIZE(t->levels)) {
        problem_add(t->problems, SEVERITY_ERROR, at.line, at.column, "lists and maps are nested more than %d deep",
                    FRONT_MAX_DEPTH);
        return -1;
    }
    size_t nodes_before = t->nodes;
    struct node *n = new_node(t, kind, at);
    if (wants_key(top(t))) {
        drop_value(t, top(t), at, "a list or map cannot be a key");
    } else {
        attach(t, n);
    }
    struct tree_level *level = &t->levels[t->depth++];
    *level = (struct tree_level){.node = n, .tail = &n->first, .nodes_before = nodes_before, .key = STR_NONE};
    level->anchor = anchor.n ? add_anchor(t, anchor, n, 0) : 0;
    return 0;
}

/* Marks the duplicate that is dropped; unlink_marked removes it. */
static void drop_duplicate(struct tree *t, struct node *duplicate, const struct node *replacement) {
    bool harmless =
        duplicate->kind == NODE_SCALAR && replacement->kind == NODE_SCALAR && str_equal(duplicate->text, replacement->text);
    problem_add(t->problems, harmless ? SEVERITY_NOTE : SEVERITY_WARNING, replacement->line, replacement->column,
                "'%.*s' is already set on line %d; this one is used", SHOWN(replacement->key), duplicate->line);
    duplicate->line = 0;
}

static size_t drop_duplicates(struct tree *t, struct node *map) {
    size_t lost = 0;
    for (struct node *a = map->first; a; a = a->next) {
        for (struct node *b = a->next; b; b = b->next) {
            if (a->key.n == b->key.n && str_equal(a->key, b->key)) {
                drop_duplicate(t, a, b);
                lost++;
                break;
            }
        }
    }
    return lost;
}

static bool is_child(const void *tree, uint32_t place, uint64_t number, struct str key) {
    (void)number;
    return str_equal(((const struct tree *)tree)->children[place - 1]->key, key);
}

static size_t drop_duplicates_by_map(struct tree *t, struct node *map) {
    struct map by_key = {0};
    size_t count = 0, lost = 0;
    for (struct node *n = map->first; n; n = n->next) {
        t->children = grow(t->children, count, &t->child_capacity, sizeof(struct node *));
        t->children[count++] = n;
        uint32_t *place = map_at(&by_key, is_child, t, 0, n->key);
        if (*place) {
            drop_duplicate(t, t->children[*place - 1], n);
            lost++;
        }
        *place = (uint32_t)count;
    }
    map_release(&by_key);
    return lost;
}

static void unlink_marked(struct node *map) {
    for (struct node **p = &map->first; *p;) {
        if ((*p)->line) {
            p = &(*p)->next;
        } else {
            *p = (*p)->next;
        }
    }
}

void tree_close(struct tree *t) {
    struct tree_level *level = &t->levels[--t->depth];
    struct node *n = level->node;
    if (n->kind == NODE_MAP && n->count > 1) {
        size_t lost = n->count > SMALL_MAP ? drop_duplicates_by_map(t, n) : drop_duplicates(t, n);
        n->count -= lost;
        if (lost) {
            unlink_marked(n);
        }
    }
    if (level->anchor) {
        t->anchors[level->anchor - 1].size = t->nodes - level->nodes_before;
    }
}
