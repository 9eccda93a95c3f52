/* Shared by the files of hooks. */
#ifndef COURANT_HOOKS_PRIVATE_H
#define COURANT_HOOKS_PRIVATE_H

#include "article.h"
#include "hooks.h"

/* A new article. */
struct newcomer {
    int64_t id;
    uint64_t print; /* a hash of its key and its file's path */
    const char *file;
    struct article article;
    bool is_told; /* some program is run for it */
};

/* ---- hooks_told.c: which articles were told of ---- */

/* Locks the record, which is a file beside the marks. Returns its descriptor, or -1. */
int told_open(struct err *e);
/* Removes those that were told of before; returns how many are left. */
size_t told_remove(int record, struct newcomer *all, size_t count);
/* Adds those with is_told. */
int told_add(int record, const struct newcomer *all, size_t count, struct err *e);

/* ---- hooks_start.c ---- */

/* Runs a hook's program for these; returns how many it was run for, whether or not it succeeded. *failures: how often it did
 * not, with the first reason in `why`. */
size_t hook_start(const struct hook *hook, const struct newcomer *const *all, size_t count, size_t *failures, struct buf *why);

#endif
