/* What the files of indexer share. */
#ifndef COURANT_INDEXER_PRIVATE_H
#define COURANT_INDEXER_PRIVATE_H

#include "indexer.h"
#include "worker.h"

/* A file to parse. */
struct job {
    struct str path;
    int64_t file; /* its id in the cache; 0: new */
    bool moved;   /* the cache knows it at another path */
    int32_t day;  /* as it seems; puts the jobs in order */
    int root;
};

/* Sorts by seeming day, then root and path. */
void indexer_order(struct job *jobs, size_t count, const struct index_options *options);

/* The files that the cache knows. A zeroed struct holds none. */
struct known {
    int64_t id;
    struct file_stamp stamp;
    int root;
    uint32_t seen : 1, path_length : 31; /* seen: by the walk */
    char path[];
};
struct known_files {
    struct buf entries; /* struct known, each of them rounded up */
    struct known_slot *slots;
    size_t slot_count, count;
};
void known_add(struct known_files *k, const struct known_file *f);
/* NULL: not known. Valid until the next is added. */
struct known *known_find(const struct known_files *k, int root, struct str path);
size_t known_unseen(const struct known_files *k);
void known_release(struct known_files *k);

/* A file that the cache knows and the walk did not find. */
struct gone {
    int64_t file; /* 0: it was found elsewhere */
    struct file_stamp stamp;
    int root;
    struct str path;
};

/* New files that are gone ones under another name become jobs of these. Returns how many. */
size_t indexer_find_moves(struct job *jobs, size_t job_count, struct gone *gone, size_t gone_count,
                          const struct index_options *options);

bool indexer_stamp(const struct index_options *options, int root, struct str path, struct file_stamp *stamp); /* as it is now */

/* Gives what is wrong between files the line of that field in this file, where it is seen. */
void indexer_place(const struct index_options *options, int root, struct str path, const char *name, struct problem *p);

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
