/* worker: processes that parse content files, so that a file which crashes, hangs or eats memory costs nothing but itself.
 *
 * The tasks are known before the processes are forked, so a worker is told nothing: it takes every nth bundle of tasks, reads
 * the files below the roots, and writes results to its pipe; more it may not do. One that dies is replaced by another that goes
 * on after it. When the parser brought it about (it crashed, or spent the time or memory that a file may), the file is tried
 * once more with its body as plain text, and has a problem that says so. When the system did (the process was killed, got no
 * memory, could not be started, does not answer), nothing is known of the file: it is tried once more, and then is
 * RESULT_UNPARSED. */
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
};                                 /* for one file: processor time, memory, size */
enum { WORKER_WAIT_SECONDS = 10 }; /* for its result, by the clock */

struct task {
    int root;        /* index of the content root */
    struct str path; /* relative to it, NUL-terminated */
};

struct work {
    const char *const *roots; /* absolute paths */
    size_t root_count;
    const struct task *tasks;
    size_t task_count;
    size_t processes;                /* 0: one for each processor that may be used */
    int wait_milliseconds;           /* for a result; 0: WORKER_WAIT_SECONDS */
    const struct field_rules *rules; /* NULL: none of one's own */
};

enum result_kind {
    RESULT_ARTICLE,
    RESULT_REJECTED,
    RESULT_UNREADABLE, /* reading it failed */
    RESULT_UNPARSED,   /* its worker failed for no fault of the file's: nothing is known of it */
    RESULT_GONE,       /* there is no such file any more */
};

struct result {
    enum result_kind kind;
    struct file_stamp stamp; /* as it was when the file was read */
    struct article article;
    struct str document;      /* packed */
    struct problems problems; /* of the last three: one, why; none when it was not tried, as so many before had failed */
};

/* Parses all tasks; each(context, index, result) is called in their order. What a result holds is valid during the call. Stops
 * early with -1 when `each` returns -1, which then has set e itself. */
typedef int worker_each(void *context, size_t index, const struct result *result, struct err *e);
int worker_run(const struct work *work, worker_each *each, void *context, struct err *e);

/* Kills a child and waits for its end, a moment at most: one that waits for a dead disk goes when it can. */
void process_kill(pid_t pid);

/* For a process that was forked to parse: its standard descriptors become /dev/null, those above `kept` are closed. */
void worker_detach(int kept);
/* For any process that reads content files: from now on it may read below these folders (descriptors) and write to what is
 * open, and nothing else, as far as the system can see to that. Returns bits CONFINED_... of what holds beside the limits.
 * There is no way back. */
enum { CONFINED_FILES = 1, CONFINED_CALLS = 2 };
unsigned worker_confine(const int *roots, size_t count);
void worker_describe(struct buf *out); /* how workers are confined here: "workers: limits: yes, landlock: ABI 3, ..." */

#endif
