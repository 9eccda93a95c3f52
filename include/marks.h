/* marks: what the reader did: read, starred, queued, queries saved. A database of its own, never rebuilt, replaced or deleted
 * by the program, keyed by the article's stable key, so that it outlives every cache. Each change is on disk before the call
 * returns (synchronous=FULL). */
#ifndef COURANT_MARKS_H
#define COURANT_MARKS_H

#include "arena.h"
#include "query.h"

struct marks;

enum mark { MARK_READ, MARK_STARRED, MARK_QUEUED, MARK_COUNT };

/* Makes the file when there is none; once a day keeps a copy of it as FILE.bak before the first use. Fails when the file is no
 * marks database, is damaged, or comes from a newer version: it is then left as it is. */
struct marks *marks_open(const char *file, struct err *e);
void marks_close(struct marks *m); /* NULL is fine */
const char *marks_file(const struct marks *m);

int marks_set(struct marks *m, struct str key, enum mark mark, bool on, int64_t now,
              struct err *e); /* now: seconds since 1970 */
/* The article of old_key has another key now. What the new key has already is kept. */
int marks_move(struct marks *m, struct str old_key, struct str new_key, struct err *e);
int marks_get(struct marks *m, struct str key, unsigned *bits, struct err *e); /* 1 << enum mark */
/* Between these many are read at the price of few: as they were when it began. */
int marks_begin_reading(struct marks *m, struct err *e);
void marks_end_reading(struct marks *m);

/* One mark of one article: when it was set, in seconds since 1970, or 0. */
struct mark_time {
    struct str key;
    enum mark mark;
    int64_t when;
};
/* Sets each to its time, and leaves in it the one that it had: so the same call again is the way back. All or, when it fails,
 * none of them. */
int marks_swap(struct marks *m, struct mark_time *times, size_t count, struct err *e);

/* Queries that were saved, in the order of saving. Their texts are not looked at here. */
int marks_queries(struct marks *m, struct arena *arena, struct named_query **queries, size_t *count, struct err *e);
int marks_save_query(struct marks *m, const struct named_query *q, struct err *e); /* in the place of one of that name */
/* The text of that name, in the arena; *found false: there is none. */
int marks_query(struct marks *m, struct str name, struct arena *arena, struct str *text, bool *found, struct err *e);
int marks_delete_query(struct marks *m, struct str name, struct err *e);

/* What was searched for, the latest first; the latest SEARCHES_MAX are kept. */
enum { SEARCHES_MAX = 100 };
int marks_searches(struct marks *m, struct arena *arena, struct str **texts, size_t *count, struct err *e);
int marks_remember_search(struct marks *m, struct str text, int64_t now, struct err *e);

#endif
