/* front_toml_table: builds the tree and enforces which keys and tables may be defined again. */
#include <stdlib.h>

#include "front_toml_private.h"

struct toml_entry *toml_entry(struct toml *t, uint32_t entry) {
    return &t->entries[entry - 1];
}

struct node *toml_node(struct toml *t, enum node_kind kind, struct source_pos at) {
    struct node *n = arena_alloc(t->arena, 1, sizeof *n);
    *n = (struct node){.kind = kind, .key = STR_NONE, .text = STR_NONE, .line = at.line, .column = at.column};
    t->nodes++;
    return n;
}

static uint32_t add_entry(struct toml *t, struct toml_entry entry) {
    t->entries = grow(t->entries, t->entry_count, &t->entry_capacity, sizeof *t->entries);
    entry.tail = &entry.node->first;
    entry.line = entry.node->line;
    t->entries[t->entry_count++] = entry;
    return (uint32_t)t->entry_count;
}

uint32_t toml_add_table(struct toml *t, struct node *node, uint32_t depth) {
    return add_entry(t, (struct toml_entry){.node = node, .origin = TOML_VALUE, .depth = depth});
}

static bool is_entry(const void *toml, uint32_t place, uint64_t table, struct str key) {
    const struct toml_entry *entry = &((const struct toml *)toml)->entries[place - 1];
    return entry->parent == table && str_equal(entry->node->key, key);
}

static void attach(struct toml_entry *parent, struct node *child) {
    *parent->tail = child;
    parent->tail = &child->next;
    parent->node->count++;
}

/* The table must not have the key yet. */
static uint32_t add_key(struct toml *t, uint32_t table, const struct toml_part *part, enum node_kind kind,
                        enum toml_origin origin) {
    struct node *n = toml_node(t, kind, part->at);
    n->key = part->text;
    uint32_t depth = toml_entry(t, table)->depth + 1;
    uint32_t added = add_entry(t, (struct toml_entry){.node = n, .origin = origin, .parent = table, .depth = depth});
    attach(toml_entry(t, table), n);
    *map_at(&t->by_key, is_entry, t, table, part->text) = added;
    return added;
}

static uint32_t find(const struct toml *t, uint32_t table, struct str key) {
    return map_find(&t->by_key, is_entry, t, table, key);
}

static int fail_known(struct toml *t, const struct toml_part *part, uint32_t known) {
    return toml_fail(t, part->at, "'%.*s' is already defined on line %d; a key may be given only once", SHOWN(part->text),
                     toml_entry(t, known)->line);
}

static int fail_complete(struct toml *t, const struct toml_part *part, uint32_t known) {
    return toml_fail(t, part->at, "'%.*s' is already defined on line %d; nothing can be added to it here", SHOWN(part->text),
                     toml_entry(t, known)->line);
}

static int check_depth(struct toml *t, uint32_t table, struct source_pos at) {
    return toml_entry(t, table)->depth > FRONT_MAX_DEPTH ? toml_fail_depth(t, at) : 0;
}

/* One step of a dotted key before its last. Tables that were only mentioned in headers may be defined by it. */
static int step_into(struct toml *t, uint32_t *table, const struct toml_part *part) {
    uint32_t known = find(t, *table, part->text);
    if (!known) {
        *table = add_key(t, *table, part, NODE_MAP, TOML_DOTTED);
        return check_depth(t, *table, part->at);
    }
    struct toml_entry *entry = toml_entry(t, known);
    if (entry->origin != TOML_IMPLICIT && entry->origin != TOML_DOTTED) {
        return fail_complete(t, part, known);
    }
    entry->origin = TOML_DOTTED;
    *table = known;
    return 0;
}

int toml_define(struct toml *t, uint32_t table, uint32_t *entry) {
    const struct toml_part *part = t->key.parts, *last = part + t->key.count - 1;
    for (; part < last; part++) {
        if (step_into(t, &table, part)) {
            return -1;
        }
    }
    uint32_t known = find(t, table, last->text);
    if (known) {
        return fail_known(t, last, known);
    }
    *entry = add_key(t, table, last, NODE_NULL, TOML_VALUE);
    return 0;
}

/* One step of a header before its last. */
static int pass_through(struct toml *t, uint32_t *table, const struct toml_part *part) {
    uint32_t known = find(t, *table, part->text);
    if (!known) {
        *table = add_key(t, *table, part, NODE_MAP, TOML_IMPLICIT);
        return check_depth(t, *table, part->at);
    }
    const struct toml_entry *entry = toml_entry(t, known);
    if (entry->origin == TOML_VALUE) {
        return fail_complete(t, part, known);
    }
    *table = entry->origin == TOML_ARRAY ? entry->last : known;
    return 0;
}

static int open_one(struct toml *t, uint32_t table, const struct toml_part *part, uint32_t *opened) {
    *opened = find(t, table, part->text);
    if (!*opened) {
        *opened = add_key(t, table, part, NODE_MAP, TOML_HEADER);
        return check_depth(t, *opened, part->at);
    }
    struct toml_entry *entry = toml_entry(t, *opened);
    if (entry->origin != TOML_IMPLICIT) {
        return fail_known(t, part, *opened);
    }
    entry->origin = TOML_HEADER;
    entry->line = part->at.line;
    return 0;
}

static int open_next(struct toml *t, uint32_t table, const struct toml_part *part, struct source_pos at, uint32_t *opened) {
    uint32_t array = find(t, table, part->text);
    if (!array) {
        array = add_key(t, table, part, NODE_LIST, TOML_ARRAY);
    } else if (toml_entry(t, array)->origin != TOML_ARRAY) {
        return fail_known(t, part, array);
    }
    struct toml_entry next = {
        .node = toml_node(t, NODE_MAP, at), .origin = TOML_HEADER, .depth = toml_entry(t, array)->depth + 1};
    *opened = add_entry(t, next);
    attach(toml_entry(t, array), next.node);
    toml_entry(t, array)->last = *opened;
    return check_depth(t, *opened, part->at);
}

int toml_open_table(struct toml *t, bool array, struct source_pos at, uint32_t *table) {
    const struct toml_part *part = t->key.parts, *last = part + t->key.count - 1;
    uint32_t parent = TOML_ROOT;
    for (; part < last; part++) {
        if (pass_through(t, &parent, part)) {
            return -1;
        }
    }
    return array ? open_next(t, parent, last, at, table) : open_one(t, parent, last, table);
}
