/* Shared by the files of requests. */
#ifndef COURANT_REQUESTS_PRIVATE_H
#define COURANT_REQUESTS_PRIVATE_H

#include "requests.h"
#include "store.h"

/* A zeroed struct of `size` bytes that begins with a request. */
void *request_new(size_t size, const struct request_ops *ops);
struct query copy_query(const struct query *q, struct arena *arena);

/* The return value of answer functions: DONE, or FAILED for a negative result. */
enum request_progress done(int result);

/* The same for the result of marks_* functions: damage of the marks must not count as damage of the cache. */
enum request_progress done_with_marks(int result, struct err *e);

/* Leaves a nonzero id as it is, else looks up the article that `what` identifies. */
int locate(struct store *s, struct str what, int64_t *id, struct err *e);

#endif
