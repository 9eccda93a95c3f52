/* node: a front matter as a tree of plain data, independent of its format. The whole tree is in one arena. */
#ifndef COURANT_NODE_H
#define COURANT_NODE_H

#include "arena.h"

enum node_kind { NODE_NULL, NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
    enum node_kind kind;
    bool caseless;      /* a map whose keys are found in upper and lower case */
    bool decoded;       /* a scalar of a page's head: neither entities nor tags are in it */
    bool plain;         /* a scalar without quotes, so `true`, `null` and `12` have their YAML meaning, or in TOML: no string */
    struct str key;     /* in a map: the key as written; else empty */
    struct str text;    /* of a scalar: decoded, not yet cleaned */
    int line, column;   /* of the value in the content file, from 1 */
    struct node *first; /* of a list or map: its children in order; of duplicate keys in a map only the last */
    struct node *next;
    size_t count;
};

/* NULL if it is not a map or has no such key. Keys that a map lacks are looked up in the map under its merge key: `<<: *base`.
 */
const struct node *node_get(const struct node *map, struct str key);

/* Follows a dotted path such as "link.href"; NULL if any step is missing. */
const struct node *node_path(const struct node *root, const char *path);

bool node_is_empty(const struct node *n);          /* NULL, null, a scalar with only blanks, an empty list or map */
bool node_bool(const struct node *n, bool *value); /* plain true/false/yes/no in YAML 1.1 spelling */

#endif
