/* Shared by both ends of a worker's pipe: a result is its length in four bytes (native byte order) and that many bytes. */
#ifndef COURANT_WORKER_PRIVATE_H
#define COURANT_WORKER_PRIVATE_H

#include "content.h"
#include "pack.h"
#include "worker.h"

enum { BATCH = 16, LENGTH_BYTES = 4, RESULT_MAX = 64 << 20, FILES_AT_ONCE = 8 };

/* Exit statuses of a worker that ends early. Any other status, and a signal that a program raises itself, is blamed on the
 * parser. */
enum {
    EXIT_NO_MEMORY = 77, /* the file used up the memory for one file */
    EXIT_STARVED = 78,   /* the system had no memory to give */
    EXIT_FAILED = 79,    /* a system call failed that has nothing to do with the file */
};

/* A worker's part of the tasks: starts at `first`, whose body is taken as plain text if `plain`, and continues through its
 * batches. */
struct shard {
    size_t index, of; /* this worker's index, and the number of workers */
    size_t first;
    bool plain;
};

/* Adds a note about images that should be beside a content file and are not. root: a descriptor; path: below it. */
void worker_note_images(int root, struct str path, struct content *content, struct arena *arena);

/* Is a content file in a vault of notes, that is, does its root, or a folder on the way to it, have the settings of such a
 * program? Remembers what it found; begins zeroed. */
struct vault_search {
    int root;          /* descriptor of the last file's root */
    struct buf folder; /* of the last file */
    bool begun, found;
};
bool worker_in_vault(struct vault_search *v, int root, struct str path);

/* Unpacks a result, which points into the frame and the arena. -1: invalid. A worker has parsed a hostile file, so only the
 * form of what it sends is trusted. */
int worker_unpack(struct str frame, struct arena *arena, struct result *result);

/* A worker process, as seen by its parent. */
struct worker {
    pid_t pid; /* 0: not running */
    int pipe;  /* non-blocking */
    struct buf input;
    size_t taken; /* bytes of input consumed */
    bool ready;   /* it has reported that it is set up, by an empty result: if it ends earlier, no file is to blame */
};

enum answer {
    ANSWER_RESULT,
    ANSWER_END,      /* no more results: the process has ended, or is about to */
    ANSWER_NONSENSE, /* bytes that are not a result */
    ANSWER_SILENCE,  /* no result within the time limit */
    ANSWER_FAILURE,  /* the pipe could not be read, see errno */
};

int worker_start(struct worker *w, const struct work *work, const struct shard *shard, struct err *e);
enum answer worker_next(struct worker *w, int milliseconds, struct str *frame); /* valid until the next call */
/* Closes the pipe and waits for the process to end; kills it if that takes too long. False: it did not end by itself; otherwise
 * *status is as from waitpid. */
bool worker_end(struct worker *w, int *status);
void worker_kill(struct worker *w); /* closes the pipe, and waits only briefly */

/* Data from a worker is not trusted: a hostile file may have produced it. False: not a valid article or document. */
bool worker_is_sound(const struct article *a, struct str document, struct arena *arena);

size_t shard_next(const struct shard *shard, size_t task); /* the task after this one in the same shard */
void worker_main(const struct work *work, const struct shard *shard, int pipe) NORETURN; /* runs in the new process */

#endif
