/* Shared by the files of indexer that walk the roots. */
#ifndef COURANT_INDEXER_WALK_H
#define COURANT_INDEXER_WALK_H

#include "indexer_private.h"

struct walk_path {
    int root;
    bool is_folder; /* of what is hidden */
    char *path;     /* relative to the root */
};

struct walk_paths {
    struct walk_path *list;
    size_t count, capacity;
};

/* In a hidden folder nothing is content, and everything is reported. */
enum walk_mode { WALK_IN_SIGHT, WALK_HIDDEN };

struct walk {
    const struct index_options *options;
    const struct walk_callbacks *to;
    struct walk_paths todo;   /* folders still to be read */
    struct walk_paths links;  /* all links in sight */
    struct walk_paths hidden; /* hidden names */
    struct walk_paths seen;   /* folders and files that were found by a link */
    struct map by_path;       /* of them */
    struct buf scratch;
    bool ended; /* by walk_callbacks.folder */
};

void walk_push(struct walk_paths *p, int root, struct str folder, const char *name);
void walk_release(struct walk_paths *p);
void walk_skip(const struct walk *w, int root, struct str path, enum skip why, struct str target);
void walk_skip_hidden(const struct walk *w, const struct walk_path *at);
bool walk_see(struct walk *w, int root, struct str path); /* false: it was seen already */
bool walk_has_seen(const struct walk *w, int root, struct str path);
int walk_open_root(const struct walk *w, int root);
int walk_open_folder(int root, const char *path); /* below an open root */
void walk_folder(struct walk *w, int top, const struct walk_path *at, enum walk_mode mode);
/* linked: each folder is entered once. */
void walk_tree(struct walk *w, int root, struct str path, bool linked);

#endif
