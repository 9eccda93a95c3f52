/* What the two sides of a worker's pipe share: a result is its length in four bytes (the machine's own order) and that many
 * bytes. */
#ifndef COURANT_WORKER_PRIVATE_H
#define COURANT_WORKER_PRIVATE_H

#include "content.h"
#include "pack.h"
#include "worker.h"

enum { BUNDLE = 16, EXIT_NO_MEMORY = 77, RESULT_MAX = 1 << 30 };

/* Where a worker begins: `first`, and of that one the body as plain text when plain; then on through its bundles. */
struct share {
    size_t index, of; /* this worker's place among them */
    size_t first;
    bool plain;
};

/* Adds a note of images that should be beside a content file and are not. root: a descriptor; path: below it. */
void worker_note_images(int root, struct str path, struct content *content, struct arena *arena);

/* Reads a result, which then points into the frame and the arena. -1 when it is none: what a worker sends is not trusted
 * further than its form, as it has parsed a hostile file. */
int worker_unpack(struct str frame, struct arena *arena, struct result *result);

size_t share_next(const struct share *share, size_t task); /* the task after this one in the same share */
void worker_main(const struct work *work, const struct share *share, int pipe) NORETURN; /* in the new process */

#endif
