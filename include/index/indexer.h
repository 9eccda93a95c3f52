/* indexer: brings a cache up to date with its content roots: walks them, finds what is new, changed or gone, has it parsed,
 * writes it. */
#ifndef COURANT_INDEXER_H
#define COURANT_INDEXER_H

#include "cache.h"
#include "err.h"
#include "problem.h"

struct index_progress {
    int64_t done, total; /* content files parsed, and to parse; total 0 while the roots are walked */
    int64_t problems;
    bool committed; /* since the last call: a reader of the cache sees more now */
};

struct index_report {
    int64_t files, added, changed, moved, removed, unchanged;
    int64_t rejected, unreadable, warnings; /* of this run; unreadable: could not be read, or not be parsed */
    int64_t kept;                           /* files that are not there, of a root that looks unmounted */
    struct counts counts;                   /* of the cache as it is now */
    bool built;                             /* from nothing */
    bool unfollowed;                        /* marks have not followed all that runs before have changed */
};

struct index_options {
    const char *cache_file;   /* NULL: none is made, and all is forgotten after `inspect` */
    const char *const *roots; /* absolute, none inside another: see indexer_roots */
    size_t root_count;
    bool rebuild;                    /* from nothing, whatever there is */
    bool forget;                     /* what is not there, or in a build cannot be read, is gone for good */
    const struct field_rules *rules; /* NULL: none of one's own */
    size_t processes;                /* workers; 0: one for each processor */
    int32_t today;                   /* what has expired by then is hidden */
    void *context;                   /* of the callbacks, each of which may be NULL */
    void (*progress)(void *context, const struct index_progress *p); /* a few times a second, and at the end */
    void (*problem)(void *context, struct str root, struct str path, const struct problem *p); /* of the files of this run */
    void (*changed)(void *context, enum change_kind kind, struct str root, struct str path);   /* each file of this run */
    /* So that marks can follow: what became of an article that the cache knew by that key; an empty one: it is gone. */
    void (*known)(void *context, struct str old_key, const struct identity *now);
    /* All is told; the cache holds the new state, but nobody else sees it yet. */
    bool (*settled)(void *context, struct cache *c, const struct index_report *report); /* false: marks could not follow */
    int (*inspect)(void *context, struct cache *c, struct err *e); /* at the end of a run without a cache file */
    void (*notice)(void *context, const char *text);               /* "the cache is damaged; building it again" */
    void (*warning)(void *context, const char *text);              /* what the run could not do, though it goes on */
};

/* -1: could not (the cache is as it was): among other things when no file could be parsed, and when a build would lose articles
 * of the cache that it is to replace, since something could not be read. 0: done; unreadable, rejected or kept > 0 then say
 * that not all is well. */
int indexer_run(const struct index_options *options, struct index_report *report, struct err *e);

/* Makes paths absolute (realpath), drops those that stand twice or inside another. Fails when one is not there or not a folder.
 * Free each and the array. */
int indexer_roots(const char *const *paths, size_t count, char ***roots, size_t *root_count, struct err *e);

#endif
