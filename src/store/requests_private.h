/* What the files of requests share. */
#ifndef COURANT_REQUESTS_PRIVATE_H
#define COURANT_REQUESTS_PRIVATE_H

#include "requests.h"
#include "store.h"

/* A zeroed struct of `size` bytes that begins with a request. */
void *request_new(size_t size, const struct request_ops *ops);
struct query copy_query(const struct query *q, struct arena *arena);

/* What answer functions end with: DONE, or FAILED for a negative result. */
enum request_progress done(int result);

/* The id of an article as it is, or when it is 0 of what is named so. */
int locate(struct store *s, struct str what, int64_t *id, struct err *e);

#endif
