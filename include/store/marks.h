/* marks: what the user did: read, starred, queued, saved queries. A separate database that the program never rebuilds or
 * deletes, so it outlives every cache. Each change is on disk before the call returns (synchronous=EXTRA).
 *
 * Marks belong to an archive: the contents of a set of content roots. Archives share nothing, even when ids and slugs of their
 * articles are equal. Within an archive a mark is stored under its article's key (see identity.h), with the title and day the
 * article had then, so that the article is recognised after its key has changed. */
#ifndef COURANT_MARKS_H
#define COURANT_MARKS_H

#include "arena.h"
#include "identity.h"
#include "query.h"

struct marks;

enum mark { MARK_READ, MARK_STARRED, MARK_QUEUED, MARK_COUNT };

/* Creates the file if it does not exist. If it is missing, empty or damaged and good copies exist beside it, restores the
 * newest one and keeps the bad file under another name: marks_notice then reports it. Fails, leaving the file as it is, when it
 * belongs to another program, comes from a newer version, or is damaged and there is no good copy.
 *
 * Copies of about 1, 2, 7 and 30 days ago are kept beside it, as FILE.1-day and so on; a copy is never replaced by one that has
 * lost most of the marks. */
struct marks *marks_open(const char *file, struct err *e);
void marks_close(struct marks *m); /* NULL is fine */
const char *marks_file(const struct marks *m);
struct str marks_notice(const struct marks *m); /* what opening it had to repair; empty: nothing */
bool marks_exist(const char *file);             /* true: the file exists, or a copy of it */

/* Selects the archive that all calls below refer to: the one with this name in the configuration (NULL or "": unnamed), else
 * the one last read from these roots, else a new one. Before this call, no archive is selected. */
int marks_use_archive(struct marks *m, const char *name, const char *const *roots, size_t count, struct err *e);
int marks_check(struct marks *m, struct err *e); /* -1: the file is damaged. A large file is not checked */
bool marks_changed(struct marks *m);             /* true: another process changed them since the last call */

/* now: seconds since 1970. */
int marks_set(struct marks *m, struct str key, enum mark mark, bool on, int64_t now, struct err *e);
int marks_get(struct marks *m, struct str key, unsigned *bits, struct err *e); /* 1 << enum mark */
/* Where the user stopped reading an article, as the reader counts it; 0: nowhere. Only an article with a row of marks has one.
 */
int marks_position(struct marks *m, struct str key, int64_t *position, struct err *e);
int marks_set_position(struct marks *m, struct str key, int64_t position, struct err *e);
/* Between these two calls many marks are read cheaply, from one snapshot. */
int marks_begin_reading(struct marks *m, struct err *e);
void marks_end_reading(struct marks *m);

/* One mark of one article: when it was set, in seconds since 1970, or 0 if it is not; and what the article is recognised by
 * (title empty: unchanged). */
struct mark_time {
    struct str key;
    enum mark mark;
    int64_t when;
    struct str title;
    int32_t day;
    int64_t changed; /* when this is done, for merging with the marks of another machine; 0: `when` */
};
/* Sets each mark to its time and stores the previous time in it, so calling it again undoes it. On failure nothing is
 * changed. */
int marks_swap(struct marks *m, struct mark_time *times, size_t count, struct err *e);

/* ---- undo: the last UNDO_MAX changes of an archive, kept with the marks ---- */

enum { UNDO_MAX = 100 };
enum undo_kind { UNDO_READ, UNDO_STARRED, UNDO_QUEUED, UNDO_ORDER, UNDO_NOTE }; /* the first are enum mark */

/* A change that was, or is being, undone or redone. */
struct undo {
    int64_t id;
    enum undo_kind kind;
    bool sets;          /* what it did: gave marks or notes, rather than took them */
    struct str subject; /* title of its first article */
    int64_t count;      /* articles that it changed, */
    int64_t exchanged;  /* and those undone so far */
};
/* As marks_swap of one mark, and kept for undo: as a part of the change *undo, or if that is 0 as a new one, stored there. What
 * was undone before can no longer be redone. */
int marks_do(struct marks *m, struct mark_time *times, size_t count, int64_t *undo, struct err *e);
/* Undoes, or redoes, the latest change: `most` articles of it, in one transaction, going on where the last call stopped. It is
 * complete when exchanged equals count. *found false: there is nothing to undo. */
int marks_undo(struct marks *m, bool redo, int64_t most, int64_t now, struct arena *arena, struct undo *u, bool *found,
               struct err *e);

/* ---- the order of the reading queue ---- */

/* Moves the article by so many places towards the end of the queue, or with a negative number to its start; *moved: by how
 * many. */
int marks_move_queued(struct marks *m, struct str key, long by, int64_t now, long *moved, struct err *e);

/* ---- notes and passages ---- */

/* A note on an article, or a passage of its text with a remark. Texts may have several lines. */
struct note {
    struct str key, uid;             /* of the article; uid: which of its passages, empty: its note */
    struct str quote, before, after; /* the passage, and the text around it; quote empty: none */
    int64_t at;                      /* offset of the passage in the body's text when it was kept */
    struct str text;                 /* the note or the remark */
    int64_t made, changed;           /* seconds since 1970 */
    struct str title;                /* of the article, when it was marked last, and its day */
    int32_t day;
};
/* Stores the note in place of the one with its key and uid; deletes that if neither quote nor text is given. Kept for undo. Its
 * own `made` and `changed` are ignored. */
int marks_set_note(struct marks *m, const struct note *n, int64_t now, struct err *e);
/* Those of one article, in the order of its text; with an empty key all, the latest change first. */
int marks_notes(struct marks *m, struct str key, struct arena *arena, struct note **notes, size_t *count, struct err *e);

/* ---- exchange with another machine ---- */

/* Calls `each` with each line, sorted: marks, the order of the queue, notes and saved queries of the archive. */
typedef void marks_each_line(void *context, struct str line);
int marks_export(struct marks *m, marks_each_line *each, void *context, struct err *e);
/* Merges such lines: whatever was changed last stays. All of them or, on failure, none. *lines: how many there were. */
int marks_import(struct marks *m, struct str text, int64_t *lines, struct err *e);

/* Saved queries, in the order they were saved. Their texts are not validated. */
int marks_queries(struct marks *m, struct arena *arena, struct named_query **queries, size_t *count, struct err *e);
int marks_save_query(struct marks *m, const struct named_query *q, struct err *e); /* replaces the one of that name */
/* The text of the query with that name, in the arena; *found false: there is none. */
int marks_query(struct marks *m, struct str name, struct arena *arena, struct str *text, bool *found, struct err *e);
int marks_delete_query(struct marks *m, struct str name, struct err *e);

/* Past searches, the latest first; SEARCHES_MAX are kept. */
enum { SEARCHES_MAX = 100 };
int marks_searches(struct marks *m, struct arena *arena, struct str **texts, size_t *count, struct err *e);
int marks_remember_search(struct marks *m, struct str text, int64_t now, struct err *e);

/* ---- visits ---- */

/* When the reader was last closed, in seconds since 1970; 0: never. Closed and opened again within half an hour counts as one
 * visit. */
int marks_last_visit(struct marks *m, int64_t now, int64_t *time, struct err *e);
int marks_end_visit(struct marks *m, int64_t now, int64_t before, struct err *e); /* before: what marks_last_visit gave */

/* ---- articles whose keys change: see follow.h ---- */

int64_t marks_count(struct marks *m); /* articles of the archive that have, or ever had, a mark */

/* Notes that the article with old_key has a new identity; with an empty key it is gone, and its marks become strays. Such
 * changes are collected and applied together by marks_apply_changes, so articles may exchange keys. */
int marks_note_change(struct marks *m, struct str old_key, const struct identity *now, struct err *e);
int marks_apply_changes(struct marks *m, int64_t now, struct err *e);
/* Calls `each` for noted changes that give an article another title; it may replace the change of that article with
 * marks_note_change. */
typedef int marks_each_retitled(void *context, const struct identity *before, struct str key_now, struct err *e);
int marks_walk_retitled(struct marks *m, marks_each_retitled *each, void *context, struct err *e);

/* Calls `each` for at most `limit` marked articles of the archive, or only for strays, the latest first; it must not change the
 * marks except through marks_note_change. */
typedef int marks_each(void *context, const struct identity *marked, bool stray, struct err *e);
int marks_walk(struct marks *m, bool strays_alone, size_t limit, marks_each *each, void *context, struct err *e);

/* An archive may be read from several sets of roots, with or without one more root, and its articles have different keys in
 * each. True: the marks have keys of another set of roots than the current one. Once all have followed, marks_are_from_here
 * declares the keys current; marks_apply_changes does so too. */
bool marks_are_from_elsewhere(struct marks *m);
int marks_are_from_here(struct marks *m, struct err *e);

/* A sample of articles by which the archive is recognised at another location. */
bool marks_have_sample(struct marks *m);
int marks_keep_sample(struct marks *m, const struct identity *sample, size_t count, struct err *e);
/* The other archives that have a sample. */
struct archive_root {
    struct str path;
    bool continues; /* it was read together with the previous one */
};
struct other_archive {
    int64_t id;
    struct archive_root *roots; /* the content roots it was read from */
    size_t root_count;
    struct identity *sample;
    size_t count;
};
int marks_other_archives(struct marks *m, struct arena *arena, struct other_archive **archives, size_t *count, struct err *e);
int marks_adopt(struct marks *m, int64_t archive, struct err *e); /* that archive is this one: takes over everything it has */

/* Marks from version 1, before there were archives, under the keys of that time: each archive takes its own over once, and
 * with them the saved queries and searches. *claimed: number of articles. find: looks up the article of such a key in the
 * archive. */
typedef int marks_find(void *context, struct str old_key, struct arena *arena, struct identity *now, bool *found,
                       struct err *e);
int marks_claim(struct marks *m, marks_find *find, void *context, int64_t *claimed, struct err *e);

#endif
