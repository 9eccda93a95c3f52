/* Shared by the files of front: building the tree, and explaining YAML errors. Nothing here depends on libyaml. */
#ifndef COURANT_FRONT_PRIVATE_H
#define COURANT_FRONT_PRIVATE_H

#include "front.h"
#include "map.h"

/* A JSON front matter: does the text begin with one; its length (0: it has no end); and as YAML that libyaml can parse. */
bool front_json_begins(struct str text);
size_t front_json_end(struct str text);

/* Maps columns of that YAML to the JSON: after an escape, by how many columns all escapes of the line so far were shortened. */
struct offset_shift {
    int line, column, by; /* line and column of the YAML, from 0 */
};
struct offset_map {
    struct offset_shift *list; /* sorted by position; the caller frees it */
    size_t count, capacity;
};
struct str front_json_to_yaml(struct str json, struct arena *arena, struct offset_map *offsets);
int offset_map_at(const struct offset_map *s, int line, int column); /* what to add to the column; s NULL: 0 */

/* Header lines without a fence: the length of the block of them that text begins with, up to the blank line that ends it; 0: it
 * begins with none. A block has a title and no line that is not a header. *fenced: it ends with a line of `---` instead, and is
 * a YAML front matter whose first fence is missing: it may hold items of lists, and has more than one key. */
size_t front_headers_length(struct str text, bool *fenced);
bool front_is_header(struct str line); /* one with a key */
/* The tree of a block of header lines. */
void front_parse_headers(struct str text, int first_line, struct arena *arena, struct node **root, struct problems *problems);

/* How much of text, which follows a fence that nothing closes, looks like YAML: up to the first blank line or prose. */
size_t front_unclosed_length(struct str text);

struct source_pos {
    int line, column; /* in the content file, from 1; 0: none */
};

/* A list or map that is not closed yet. */
struct tree_level {
    struct node *node;
    struct node **tail;  /* where to attach the next child */
    size_t nodes_before; /* nodes of the tree when it was opened */
    size_t anchor;       /* 1 + index of its anchor; 0: none */
    struct str key;      /* of a map: the key of the next value */
    bool has_key;
    bool drop; /* that value has no usable key */
};

struct tree_anchor {
    struct str name;
    struct node *node;
    size_t size; /* number of nodes below it; 0 while it is open */
};

/* A tree built from events. A zeroed struct with arena and problems set is empty. */
struct tree {
    struct arena *arena;
    struct problems *problems;
    struct node *root;
    size_t nodes; /* an alias counts as all nodes that it stands for */
    struct tree_level levels[FRONT_MAX_DEPTH];
    size_t depth;
    struct tree_anchor *anchors;
    size_t anchor_count, anchor_capacity;
    struct map anchor_by_name; /* 1 + index of the last anchor of that name */
    struct node **children;    /* of a large map, to find duplicate keys */
    size_t child_capacity;
    struct source_pos first_alias;
    bool is_too_big; /* reported already */
};

void tree_release(struct tree *t); /* frees what building needed, not the nodes */

/* anchor: its name; empty: none. All text is copied. */
void tree_scalar(struct tree *t, struct str anchor, struct str text, bool plain, struct source_pos at);
int tree_open(struct tree *t, enum node_kind kind, struct str anchor, struct source_pos at); /* -1: too deep */
void tree_close(struct tree *t);
void tree_alias(struct tree *t, struct str name, struct source_pos at);

/* A libyaml error. */
struct yaml_error {
    struct str yaml;
    int first_line;
    const char *problem;
    struct source_pos at;    /* where it gave up */
    struct source_pos began; /* where the construct being parsed began, if known */
    struct source_pos open;  /* the innermost open `[` or `{` */
};
void front_explain(const struct yaml_error *c, struct problems *problems);

/* Explains bytes that cannot be YAML: invalid UTF-8, or control characters. */
void front_explain_bytes(struct str yaml, int first_line, struct problems *problems);

#endif
