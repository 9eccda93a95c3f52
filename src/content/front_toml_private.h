/* front_toml, between its own files: TOML 1.0.0 read into a tree of nodes. */
#ifndef COURANT_FRONT_TOML_PRIVATE_H
#define COURANT_FRONT_TOML_PRIVATE_H

#include "buf.h"
#include "front_private.h"

/* How a key was defined, which decides what may be added to it later. */
enum toml_origin {
    TOML_VALUE,    /* the value after a '=': nothing can be added to it */
    TOML_IMPLICIT, /* a table mentioned only in the headers of its sub-tables */
    TOML_HEADER,   /* a table with a header of its own: [a] */
    TOML_DOTTED,   /* a table that dotted keys have made: a.b = 1 */
    TOML_ARRAY,    /* an array of tables: [[a]] */
};

/* A key with its value, or a table without a key: the document, an element of an array of tables, an inline table in a list. */
struct toml_entry {
    struct node *node;
    struct node **tail; /* of a table or an array of tables: where to attach the next child */
    enum toml_origin origin;
    int line;        /* where it was defined */
    uint32_t parent; /* the table that has the key */
    uint32_t last;   /* of an array of tables: the newest of them */
    uint32_t depth;  /* the document's is 1 */
};

/* A list or an inline table that is not closed yet. */
struct toml_level {
    struct source_pos at;
    uint32_t table;     /* of an inline table: its entry; 0: it is a list */
    struct node *list;  /* of a list: its node and */
    struct node **tail; /* where to attach the next item */
    uint32_t depth;
    bool needs_comma; /* before the next item */
};

struct toml_part {
    struct str text;
    struct source_pos at;
};

/* a."b".c: one part at least */
struct toml_key {
    struct toml_part parts[FRONT_MAX_DEPTH];
    size_t count;
};

struct toml {
    const char *p, *end; /* the rest of the input */
    const char *counted; /* how far lines and columns have been counted, and */
    struct source_pos counted_at;
    struct arena *arena;
    struct problems *problems;
    struct buf text;            /* scratch: a decoded string */
    struct toml_entry *entries; /* an entry's number is 1 + its index */
    size_t entry_count, entry_capacity;
    struct map by_key; /* by table and key: the entry */
    size_t nodes;
    struct toml_level levels[FRONT_MAX_DEPTH];
    size_t level_count;
    struct toml_key key; /* the one read last */
};

/* Scanning: these only move p forward. */
struct source_pos toml_here(struct toml *t); /* the position of p */
bool toml_take(struct toml *t, char c);      /* skips c if p is at it */
void toml_skip_blanks(struct toml *t);
void toml_skip_lines(struct toml *t); /* blanks, comments and ends of lines */
int toml_end_line(struct toml *t);    /* after blanks and a comment the line must end */
int toml_check_bytes(struct toml *t); /* UTF-8 without control characters; from p on */

/* They add an error and return -1. */
int toml_fail(struct toml *t, struct source_pos at, const char *format, ...) PRINTF_LIKE(3, 4);
int toml_fail_depth(struct toml *t, struct source_pos at);
int toml_fail_size(struct toml *t); /* more than FRONT_MAX_EVENTS keys and values */

/* Reads the string at p into the arena. multiline: three quotes may open it. */
int toml_string(struct toml *t, bool multiline, struct str *text);

/* Appends a number, date, time or boolean in the form it has in the tree: integers in decimal, no `_`, `T` and `Z` in capitals.
 * Returns NULL, or what is wrong, to be put after the token: "is a date that does not exist". */
const char *toml_scalar(struct str token, struct buf *out);

int toml_key(struct toml *t); /* reads t->key, at p */

/* Building the tree. Tables are passed as entries. */
enum { TOML_ROOT = 1 };
struct toml_entry *toml_entry(struct toml *t, uint32_t entry);
struct node *toml_node(struct toml *t, enum node_kind kind, struct source_pos at);
uint32_t toml_add_table(struct toml *t, struct node *node, uint32_t depth); /* an inline table */
/* Adds t->key to a table; *entry is the new entry, its node still null. */
int toml_define(struct toml *t, uint32_t table, uint32_t *entry);
/* [t->key], or for an array [[t->key]]; *table is the table that the following lines fill. */
int toml_open_table(struct toml *t, bool array, struct source_pos at, uint32_t *table);

/* Reads "key = value" at p into a table. */
int toml_pair(struct toml *t, uint32_t table);

#endif
