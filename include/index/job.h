/* job: indexing in the background: runs another process of this program, which reports its progress through a pipe, line by
 * line.
 *
 * The lines, written by `courant index --report=FD`, are "progress DONE TOTAL PROBLEMS COMMITTED", "notice TEXT", "warning
 * TEXT" for what could not be done, "unread TEXT" for the files that a build left out, and at the end "done ADDED CHANGED
 * REMOVED LEFT-OUT" or "failed TEXT". After "done", the programs that were to be run for new articles may still cause a
 * "warning". */
#ifndef COURANT_JOB_H
#define COURANT_JOB_H

#include <sys/types.h>

#include "buf.h"
#include "err.h"

struct job_process {
    pid_t pid; /* 0: not running */
    int pipe;  /* readable when there is something to read; -1 */
    struct buf input;
    bool ended; /* "done" or "failed" was read */
};

struct job_event {
    enum { JOB_PROGRESS, JOB_NOTICE, JOB_WARNING, JOB_UNREAD, JOB_DONE, JOB_FAILED } kind;
    int64_t numbers[4];
    struct str text; /* valid until the next call */
};

int job_start(struct job_process *j, const char *cache_file, const char *const *roots, size_t count, bool rebuild,
              struct err *e);
bool job_next(struct job_process *j, struct job_event *event); /* does not block; false: no complete line to read now */
void job_leave(struct job_process *j);                         /* after "done": what it still does it may end by itself */
void job_stop(struct job_process *j); /* asks it to stop, and waits: a cache is never left half written */

#endif
