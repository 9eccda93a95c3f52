/* Shared by the files of watch. All but `news` belongs to the thread. */
#ifndef COURANT_WATCH_PRIVATE_H
#define COURANT_WATCH_PRIVATE_H

#include <pthread.h>

#include "watch.h"

/* Which folder a root was when the watches were set; inode 0: it was not there. */
struct watched_root {
    int64_t device, inode;
};

struct watch {
    char **roots, **files;
    size_t root_count, file_count;
    const struct endings *endings;
    struct watched_root *places;

    pthread_t thread;
    pthread_mutex_t lock;
    struct watch_news news;
    int descriptor; /* an eventfd: there is news */
    int stop;       /* an eventfd: the thread is to end */

    int content;         /* inotify of the folders; -1: none */
    int singles;         /* inotify of the folders of the files; -1: none */
    int mounts;          /* readable (POLLPRI) when something was mounted or unmounted; -1: not known */
    bool is_stale;       /* folders came or went: all watches are to be set again */
    bool has_roots;      /* all of them can be read */
    bool rescans;        /* not all can be watched */
    char why[400];       /* the first reason */
    int64_t first, last; /* times of the first and last change of the batch; 0: none yet */
    int64_t next_rescan; /* times */
    int64_t files_until; /* changes of files wait until then, so that a build does not cause one report after another */
};

/* ---- watch_events.c ---- */

enum { EVENT_CHANGED = 1, EVENT_FOLDERS = 2 };

/* What an inotify event in a watched folder means: a set of the bits above. name: empty: it is about the folder itself. */
unsigned watch_meaning(unsigned mask, struct str name, const struct endings *endings);
/* Reads all events; calls back for each, with an empty name if it has none. */
void watch_read(int inotify, void (*each)(struct watch *w, unsigned mask, struct str name), struct watch *w);

/* ---- watch_set.c ---- */

void watch_set_all(struct watch *w); /* sets the watches of all folders again */
void watch_set_files(struct watch *w);
bool watch_roots_moved(const struct watch *w); /* some root is another folder than the one being watched, or is back */

#endif
