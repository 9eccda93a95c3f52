/* indexer: brings a cache up to date with its content roots: walks them, finds new, changed and deleted files, has files
 * parsed, and writes the results. */
#ifndef COURANT_INDEXER_H
#define COURANT_INDEXER_H

#include "cache.h"
#include "content.h"
#include "err.h"
#include "problem.h"

/* Why a name below a root is not read. */
enum skip {
    SKIP_ENDING,
    SKIP_ASSET,
    SKIP_HIDDEN,
    SKIP_GENERATED, /* in a folder in which a site generator keeps what it built, or its own parts */
    SKIP_SPECIAL,   /* not a regular file */
    SKIP_LINK_KNOWN,
    SKIP_LINK_FOLLOWED,
    SKIP_LINK_UNREAD,
    SKIP_LINK_OUT,
    SKIP_LINK_BROKEN,
    SKIP_LINK_LOOP,
    SKIP_LINK_FAILED,
};
struct skipped {
    struct str root, path;
    enum skip why;
    struct str target; /* of a link; or the reason why it cannot be followed */
};
void skip_reason(struct buf *out, const struct skipped *s); /* a line; appends */
const char *skip_kind(enum skip why);                       /* of a problem that reports it */
bool skip_is_loss(enum skip why);                           /* the user may not expect it: each is reported */
bool skip_is_link(enum skip why);
bool skip_is_asset(struct str name);
bool skip_is_generated(struct str path); /* below or at a folder that gives SKIP_GENERATED */
struct str skip_ending(struct str path); /* ".org", as written; empty: none */

struct index_progress {
    int64_t done, total; /* content files parsed so far, and in total; total 0 during the walk */
    int64_t problems;
    bool committed; /* since the last call: readers of the cache see new data */
};

struct index_report {
    int64_t files, added, changed, moved, removed, unchanged;
    int64_t rejected, unreadable, warnings; /* in this run; unreadable: could not be read, or not be parsed */
    int64_t kept;                           /* missing files of a root that looks unmounted */
    struct counts counts;                   /* of the cache after the run */
    unsigned customs;                       /* a bit for each enum habit that is no fault in this archive */
    bool built;                             /* from scratch */
    bool unfollowed;                        /* marks have not yet followed all changes of earlier runs */
};

struct index_options {
    const char *cache_file;   /* NULL: no cache file; the result is discarded after `inspect` */
    const char *const *roots; /* absolute, none inside another: see indexer_roots */
    size_t root_count;
    bool rebuild;                    /* from scratch, even if there is a cache */
    bool forget;                     /* drop missing files for good, and in a build unreadable ones too */
    const struct field_rules *rules; /* NULL: no rules of the user's own */
    const char *language;            /* the reader's, "pt-br": the translations shown in lists; NULL: the site's main one */
    const struct endings *endings;   /* NULL: none of the user's own */
    bool all;                        /* `skipped` hears of every file, those in hidden folders, too */
    size_t processes;                /* workers; 0: one per processor */
    struct date_now now;             /* decides what is not yet due, or has expired */
    unsigned hide;                   /* HIDE_... bits: which articles are in no default list */
    enum date_source dates;          /* of articles without a date of their own */
    void *context;                   /* passed to the callbacks, each of which may be NULL */
    void (*progress)(void *context, const struct index_progress *p); /* a few times a second, and at the end */
    void (*problem)(void *context, struct str root, struct str path, const struct problem *p); /* for the files of this run */
    void (*changed)(void *context, enum change_kind kind, struct str root, struct str path);   /* for each file of this run */
    void (*skipped)(void *context, const struct skipped *s);                                   /* valid during the call */
    /* For marks to follow: the new identity of the article that the cache knew by old_key; empty key: it is gone. */
    void (*known)(void *context, struct str old_key, const struct identity *now);
    /* All changes were reported; the cache has the new state, not yet visible to other processes. */
    bool (*settled)(void *context, struct cache *c,
                    const struct index_report *report);            /* returns false if marks could not follow */
    int (*inspect)(void *context, struct cache *c, struct err *e); /* at the end of a run without a cache file */
    void (*notice)(void *context, const char *text);               /* "the cache is damaged; building it again" */
    void (*warning)(void *context, const char *text);              /* something the run could not do, although it continues */
};

/* -1: failed, and the cache is unchanged; for example if no file could be parsed, or if a build would lose articles of the
 * cache it replaces because something could not be read. 0: done, but not without problems if unreadable, rejected or kept is >
 * 0. */
int indexer_run(const struct index_options *options, struct index_report *report, struct err *e);

/* Calls back for each folder that a run reads, with a descriptor of it, until `each` returns false. A folder may be reported
 * more than once. False: a root cannot be read. */
bool indexer_folders(const char *const *roots, size_t count, const struct endings *endings,
                     bool (*each)(void *context, int descriptor), void *context);

/* Makes paths absolute (realpath), and drops duplicates and those inside another. Fails if one does not exist or is not a
 * folder. Free each and the array. */
int indexer_roots(const char *const *paths, size_t count, char ***roots, size_t *root_count, struct err *e);

#endif
