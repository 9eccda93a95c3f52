/* What the two sides of a worker's pipe share: a result is its length in four bytes (the machine's own order) and that many
 * bytes. */
#ifndef COURANT_WORKER_PRIVATE_H
#define COURANT_WORKER_PRIVATE_H

#include "content.h"
#include "pack.h"
#include "worker.h"

enum { BATCH = 16, LENGTH_BYTES = 4, RESULT_MAX = 64 << 20, FILES_AT_ONCE = 8 };

/* How a worker ends early. Any other status, and a signal that a program brings upon itself, is the parser's doing. */
enum {
    EXIT_NO_MEMORY = 77, /* the file took all that one file may */
    EXIT_STARVED = 78,   /* the system had none to give */
    EXIT_FAILED = 79,    /* a system call failed that no file has to do with */
};

/* Where a worker begins: `first`, and of that one the body as plain text when plain; then on through its bundles. */
struct shard {
    size_t index, of; /* this worker's place among them */
    size_t first;
    bool plain;
};

/* Adds a note of images that should be beside a content file and are not. root: a descriptor; path: below it. */
void worker_note_images(int root, struct str path, struct content *content, struct arena *arena);

/* Reads a result, which then points into the frame and the arena. -1 when it is none: what a worker sends is not trusted
 * further than its form, as it has parsed a hostile file. */
int worker_unpack(struct str frame, struct arena *arena, struct result *result);

/* A worker process as its parent sees it. */
struct worker {
    pid_t pid; /* 0: not running */
    int pipe;  /* does not block */
    struct buf input;
    size_t taken; /* of input */
    bool ready;   /* it has said that it is set up, by an empty result: what ends it before is not the doing of a file */
};

enum answer {
    ANSWER_RESULT,
    ANSWER_END,      /* there is no more: the process has ended, or is about to */
    ANSWER_NONSENSE, /* bytes that are no result */
    ANSWER_SILENCE,  /* none within the time */
    ANSWER_FAILURE,  /* the pipe could not be read, see errno */
};

int worker_start(struct worker *w, const struct work *work, const struct shard *shard, struct err *e);
enum answer worker_next(struct worker *w, int milliseconds, struct str *frame); /* valid until the next call */
/* Closes the pipe and waits for the end of the process, which is killed when it does not come soon. False: it did not end by
 * itself; else *status is as from waitpid. */
bool worker_end(struct worker *w, int *status);
void worker_kill(struct worker *w); /* closes the pipe, and waits no longer than a moment */

/* What a worker sends is not trusted: it may be whatever a hostile file made of it. False: it is no article or no document. */
bool worker_is_sound(const struct article *a, struct str document, struct arena *arena);

size_t shard_next(const struct shard *shard, size_t task); /* the task after this one in the same share */
void worker_main(const struct work *work, const struct shard *shard, int pipe) NORETURN; /* in the new process */

#endif
