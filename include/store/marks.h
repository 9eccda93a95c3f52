/* marks: what the reader did: read, starred, queued, queries saved. A database of its own, never rebuilt or deleted by the
 * program, so that it outlives every cache. Each change is on disk before the call returns (synchronous=EXTRA).
 *
 * Marks belong to an archive: what a set of content roots holds. Archives share nothing, whatever ids and slugs their articles
 * have. Within an archive a mark is kept under its article's key, see identity.h, with the title and day that it had then, so
 * that the article is recognised when its key has changed. */
#ifndef COURANT_MARKS_H
#define COURANT_MARKS_H

#include "arena.h"
#include "identity.h"
#include "query.h"

struct marks;

enum mark { MARK_READ, MARK_STARRED, MARK_QUEUED, MARK_COUNT };

/* Makes the file when there is none. When it is missing, empty or damaged and there is a good copy beside it, the newest such
 * copy takes its place, and the bad file is kept under another name: marks_notice then says so. Fails when the file is another
 * program's, comes from a newer version, or is damaged beyond the copies: it is then left as it is.
 *
 * Copies of about 1, 2, 7 and 30 days are kept beside it, as FILE.1-day and so on; one is never replaced by another that has
 * lost most of its marks. */
struct marks *marks_open(const char *file, struct err *e);
void marks_close(struct marks *m); /* NULL is fine */
const char *marks_file(const struct marks *m);
struct str marks_notice(const struct marks *m); /* what opening it had to mend; empty: nothing */
bool marks_exist(const char *file);             /* the file or a copy of it */

/* Everything below is about the marks of one archive: the one that config calls so (NULL or "": it has no name), else the one
 * that was last read from these roots; a new one where there is none. Before this call, that of no archive. */
int marks_use_archive(struct marks *m, const char *name, const char *const *roots, size_t count, struct err *e);
int marks_check(struct marks *m, struct err *e); /* -1: the file is damaged. A large one is not looked through */
bool marks_changed(struct marks *m);             /* by somebody else, since it was asked last */

int marks_set(struct marks *m, struct str key, enum mark mark, bool on, int64_t now,
              struct err *e);                                                  /* now: seconds since 1970 */
int marks_get(struct marks *m, struct str key, unsigned *bits, struct err *e); /* 1 << enum mark */
/* Between these many are read at the price of few: as they were when it began. */
int marks_begin_reading(struct marks *m, struct err *e);
void marks_end_reading(struct marks *m);

/* One mark of one article: when it was set, in seconds since 1970, or 0; and how the article is to be recognised (title empty:
 * as before). */
struct mark_time {
    struct str key;
    enum mark mark;
    int64_t when;
    struct str title;
    int32_t day;
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

/* ---- articles that change their keys: see follow.h ---- */

int64_t marks_count(struct marks *m); /* articles of the archive with any mark, ever */

/* The article of old_key is known otherwise by now; with an empty key it is gone, and its marks are kept as strays. All such
 * changes are gathered, and take place together in marks_apply_changes: articles may exchange their keys. */
int marks_note_change(struct marks *m, struct str old_key, const struct identity *now, struct err *e);
int marks_apply_changes(struct marks *m, int64_t now, struct err *e);
/* Calls each for gathered changes that give an article another title than it had; each may replace the change of that article
 * with marks_note_change. */
typedef int marks_each_retitled(void *context, const struct identity *before, struct str key_now, struct err *e);
int marks_walk_retitled(struct marks *m, marks_each_retitled *each, void *context, struct err *e);

/* Calls each for marked articles of the archive, for strays alone the latest first, at most limit; each must not change the
 * marks but by marks_note_change. */
typedef int marks_each(void *context, const struct identity *marked, bool stray, struct err *e);
int marks_walk(struct marks *m, bool strays_alone, size_t limit, marks_each *each, void *context, struct err *e);

/* An archive may be read from several places, with and without a further root, and each has keys of its own for its articles.
 * Are those of the marks from another place than this one? When all have followed, they are from here. So they are not after
 * marks_apply_changes. */
bool marks_are_from_elsewhere(struct marks *m);
int marks_are_from_here(struct marks *m, struct err *e);

/* A few articles by which the archive can be recognised at another place. */
bool marks_have_sample(struct marks *m);
int marks_keep_sample(struct marks *m, const struct identity *sample, size_t count, struct err *e);
/* Other archives that have one. */
struct archive_root {
    struct str path;
    bool continues; /* it was read together with the one before it */
};
struct other_archive {
    int64_t id;
    struct archive_root *roots; /* content roots that it was read from */
    size_t root_count;
    struct identity *sample;
    size_t count;
};
int marks_other_archives(struct marks *m, struct arena *arena, struct other_archive **archives, size_t *count, struct err *e);
int marks_adopt(struct marks *m, int64_t archive, struct err *e); /* it is this one: all that it has comes over */

/* Marks from before archives were told apart, by the keys of that time: each archive takes its own over once, and with them the
 * saved queries and searches. *claimed: of how many articles. find: the article of such a key in the archive. */
typedef int marks_find(void *context, struct str old_key, struct arena *arena, struct identity *now, bool *found,
                       struct err *e);
int marks_claim(struct marks *m, marks_find *find, void *context, int64_t *claimed, struct err *e);

#endif
