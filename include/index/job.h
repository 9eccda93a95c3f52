/* job: indexing in the background: another process of this program, which tells how far it is on a pipe, a line at a time.
 *
 * The lines (the other side is `courant index --report=FD`): "progress DONE TOTAL PROBLEMS COMMITTED", "notice TEXT",
 * "warning TEXT" of what could not be done, and before a good end "done ADDED CHANGED REMOVED LEFT-OUT", else "failed TEXT". */
#ifndef COURANT_JOB_H
#define COURANT_JOB_H

#include <sys/types.h>

#include "buf.h"
#include "err.h"

struct job_process {
    pid_t pid; /* 0: none is running */
    int pipe;  /* readable when there is something to read; -1 */
    struct buf input;
    bool ended; /* "done" or "failed" was read */
};

struct job_event {
    enum { JOB_PROGRESS, JOB_NOTICE, JOB_WARNING, JOB_DONE, JOB_FAILED } kind;
    int64_t numbers[4];
    struct str text; /* valid until the next call */
};

int job_start(struct job_process *j, const char *cache_file, const char *const *roots, size_t count, bool rebuild,
              struct err *e);
bool job_next(struct job_process *j, struct job_event *event); /* without waiting; false: nothing whole to read now */
void job_stop(struct job_process *j); /* asks it to end, and waits: a cache is never left half written */

#endif
