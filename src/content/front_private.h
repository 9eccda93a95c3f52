/* front, between its own files: building the tree, and saying what is wrong with the YAML. Neither knows libyaml. */
#ifndef COURANT_FRONT_PRIVATE_H
#define COURANT_FRONT_PRIVATE_H

#include "front.h"
#include "map.h"

/* A JSON front matter: does one begin with this text; how long it is (0: it has no end); as YAML that libyaml can read. */
bool front_json_begins(struct str text);
size_t front_json_end(struct str text);

/* Where that YAML is shorter than the JSON: behind an escape, how many columns all escapes of the line so far have lost. */
struct offset_shift {
    int line, column, by; /* line and column of the YAML, from 0 */
};
struct offset_map {
    struct offset_shift *list; /* by place; the caller frees it */
    size_t count, capacity;
};
struct str front_json_to_yaml(struct str json, struct arena *arena, struct offset_map *offsets);
int offset_map_at(const struct offset_map *s, int line, int column); /* what to add to the column; s NULL: nothing */

struct source_pos {
    int line, column; /* in the content file, from 1; 0: none */
};

/* A list or map that is not closed yet. */
struct tree_level {
    struct node *node;
    struct node **tail;  /* where the next child hangs */
    size_t nodes_before; /* how many the tree had when it began */
    size_t anchor;       /* 1 + index of its anchor; 0: none */
    struct str key;      /* of a map: the key whose value comes next */
    bool has_key;
    bool drop; /* that value has no usable key */
};

struct tree_anchor {
    struct str name;
    struct node *node;
    size_t size; /* nodes it stands for; 0 while it is open */
};

/* A tree that grows by events. A zeroed struct with arena and problems set is an empty one. */
struct tree {
    struct arena *arena;
    struct problems *problems;
    struct node *root;
    size_t nodes; /* aliases count as all that they stand for */
    struct tree_level levels[FRONT_MAX_DEPTH];
    size_t depth;
    struct tree_anchor *anchors;
    size_t anchor_count, anchor_capacity;
    struct map anchor_by_name; /* 1 + index of the last of that name */
    struct node **children;    /* of a big map, for finding equal keys */
    size_t child_capacity;
    struct source_pos first_alias;
    bool is_too_big; /* said already */
};

void tree_release(struct tree *t); /* what it used for building; not the nodes */

/* anchor: its name; empty: none. All text is copied. */
void tree_scalar(struct tree *t, struct str anchor, struct str text, bool plain, struct source_pos at);
int tree_open(struct tree *t, enum node_kind kind, struct str anchor, struct source_pos at); /* -1: too deep */
void tree_close(struct tree *t);
void tree_alias(struct tree *t, struct str name, struct source_pos at);

/* What libyaml says about YAML that it cannot read. */
struct complaint {
    struct str yaml;
    int first_line;
    const char *problem;
    struct source_pos at;    /* where it gave up */
    struct source_pos began; /* where the thing began that it was reading, if it says so */
    struct source_pos open;  /* the innermost `[` or `{` that is open */
};
void front_explain(const struct complaint *c, struct problems *problems);

/* The bytes cannot be YAML: not UTF-8, or control characters. */
void front_explain_bytes(struct str yaml, int first_line, struct problems *problems);

#endif
