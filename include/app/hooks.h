/* hooks: runs the programs that `on_new` of the configuration names, for the articles that an index run has added. The run that
 * has added an article is the one that tells of it, so it does not matter how many readers are open. What was told of is
 * recorded first, so that no article is told of twice, even if its file is removed and comes back. */
#ifndef COURANT_HOOKS_H
#define COURANT_HOOKS_H

#include "config.h"

enum { HOOK_MILLISECONDS = 10000 }; /* for one program */

struct hooks_run {
    const struct config *config;
    const char *cache_file;
    const char *marks_file;   /* NULL: queries for marks find nothing */
    const char *const *files; /* absolute paths of the files that were added */
    size_t file_count;
    void (*warning)(void *context, const char *text); /* a program has failed */
    void *context;
};
/* Waits for the programs. -1: some articles could not be told of. */
int hooks_run(const struct hooks_run *run, struct err *e);

#endif
