/* watch: notices changes below the content roots, and of single files such as the cache, with inotify. A thread of its own sets
 * the watches, which takes a while in a large archive, and collects changes into batches: one is due when nothing has changed
 * for WATCH_QUIET_MS, or WATCH_MOST_MS after its first change. While nothing changes, the thread sleeps.
 *
 * Where watches are not enough (a network file system, more folders than the system can watch, no inotify), a batch is also due
 * from time to time whether or not something has changed: `notice` says so. */
#ifndef COURANT_WATCH_H
#define COURANT_WATCH_H

#include "content.h"

enum { WATCH_QUIET_MS = 300, WATCH_MOST_MS = 2000, WATCH_RESCAN_MS = 30000, WATCH_FILES_MS = 150, WATCH_ROOT_MS = 2000 };

struct watch;

struct watch_options {
    const char *const *roots; /* absolute */
    size_t root_count;
    const struct endings *endings; /* must outlive the watch; NULL: none of the user's own */
    const char *const *files;      /* absolute; changes of FILE and of FILE-wal, FILE.building and so on are noticed */
    size_t file_count;
};

/* Copies the strings. NULL: there is no thread, so nothing is noticed. */
struct watch *watch_start(const struct watch_options *options);
void watch_stop(struct watch *w);            /* NULL is fine */
int watch_descriptor(const struct watch *w); /* readable when there is news */

struct watch_news {
    bool is_set;      /* for the first time, all watches are set: from now on nothing is missed */
    bool roots;       /* a batch is due: something below the roots has changed, or may have */
    bool files;       /* some of the files have changed; reported once in WATCH_FILES_MS at most */
    bool has_files;   /* changes of files are noticed */
    char notice[600]; /* what cannot be watched, and what is done instead; empty: nothing new */
};
/* Does not wait. True: there is news since the last call. */
bool watch_take(struct watch *w, struct watch_news *news);

#endif
