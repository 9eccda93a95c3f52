/* worker: processes that parse content files, so that a file which crashes, hangs or exhausts memory harms nothing but itself.
 *
 * The tasks are known before the processes are forked, so a worker receives no messages: it takes every nth batch of tasks,
 * reads the files below the roots, and writes results to its pipe; it is allowed nothing else. A worker that dies is replaced
 * by another that continues after it. If the parser was the cause (it crashed, or used up the time or memory for one file), the
 * file is tried once more with its body as plain text, and gets a problem that says so. If the system was the cause (the
 * process was killed, got no memory, could not be started, does not answer), nothing is known about the file: it is tried once
 * more, and then is RESULT_UNPARSED. */
#ifndef COURANT_WORKER_H
#define COURANT_WORKER_H

#include <sys/types.h>

#include "buf.h"
#include "cache.h"
#include "err.h"
#include "problem.h"

enum {
    WORKER_SECONDS = 2,
    WORKER_MEGABYTES = 256,
    WORKER_FILE_MEGABYTES = 64
};                                 /* limits for one file: processor time, memory, size */
enum { WORKER_WAIT_SECONDS = 10 }; /* wall time for its result */

struct task {
    int root;        /* index of the content root */
    struct str path; /* relative to it, NUL-terminated */
};

struct work {
    const char *const *roots; /* absolute paths */
    size_t root_count;
    const struct task *tasks;
    size_t task_count;
    size_t processes;                /* 0: one per available processor */
    int wait_milliseconds;           /* time limit for a result; 0: WORKER_WAIT_SECONDS */
    const struct field_rules *rules; /* NULL: no rules of the user's own */
    const struct endings *endings;   /* NULL: none of the user's own */
};

enum result_kind {
    RESULT_ARTICLE,
    RESULT_REJECTED,
    RESULT_UNREADABLE, /* it could not be read */
    RESULT_UNPARSED,   /* its worker failed through no fault of the file: nothing is known about it */
    RESULT_GONE,       /* the file no longer exists */
};

struct result {
    enum result_kind kind;
    struct file_stamp stamp; /* when the file was read */
    struct article article;
    struct str packed;   /* the article as it came from the worker */
    struct str document; /* packed */
    struct problems
        problems; /* for the last three kinds: one that gives the reason, or none if it was not tried after too many failures */
};

/* Parses all tasks and calls each(context, index, result) in their order. `result` is valid during the call. If `each` returns
 * -1, having set e, stops and returns -1. */
typedef int worker_each(void *context, size_t index, const struct result *result, struct err *e);
int worker_run(const struct work *work, worker_each *each, void *context, struct err *e);

/* Kills a child and waits briefly for its end: a process that is blocked on a dead disk ends when it can. */
void process_kill(pid_t pid);

/* For a process forked to parse: its standard descriptors become /dev/null, those above `kept` are closed. */
void worker_detach(int kept);
/* For any process that reads content files: from now on it may read below these folders (descriptors) and write to open
 * descriptors, and nothing else, as far as the system can enforce that. Returns CONFINED_... bits for what is enforced besides
 * the limits. Cannot be undone. */
enum { CONFINED_FILES = 1, CONFINED_CALLS = 2 };
unsigned worker_confine(const int *roots, size_t count);
/* How workers are confined on this system: "workers: limits: yes, landlock: ABI 3, ...". */
void worker_describe(struct buf *out);

#endif
