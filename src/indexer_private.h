/* What the files of indexer share. */
#ifndef COURANT_INDEXER_PRIVATE_H
#define COURANT_INDEXER_PRIVATE_H

#include "indexer.h"
#include "worker.h"

/* A file to parse. */
struct job {
    struct str path;
    int64_t file; /* its id in the cache; 0: new */
    int32_t day;  /* as it seems; puts the jobs in order */
    int root;
};

/* Sorts by seeming day, then root and path. */
void indexer_order(struct job *jobs, size_t count, const struct index_options *options);

/* A content file that the walk found. */
struct found {
    int root;
    struct str path;  /* relative, NUL-terminated; valid during the call */
    int folder;       /* descriptor of the folder it is in, for openat */
    const char *name; /* its name there */
};

struct walk {
    void *context;
    void (*file)(void *context, const struct found *f);
    void (*unreadable)(void *context, int root, struct str folder, int why); /* a folder; "" is the root */
};

/* Every content file below a root, in no order. Hidden names, symbolic links and what is no regular file are passed over. */
void walk_root(const char *root, int index, const struct walk *walk);

#endif
