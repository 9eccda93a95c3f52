/* Shared by the files of marks. */
#ifndef COURANT_MARKS_PRIVATE_H
#define COURANT_MARKS_PRIVATE_H

#include "db.h"
#include "marks.h"

struct marks {
    struct db *db;
    char *file;
    int64_t archive;   /* 0: none; marks of version 1 have archive 0 until an archive takes them over */
    struct buf roots;  /* the roots it is read from, see identity_root_set */
    int64_t version;   /* SQLite's data_version, see marks_changed */
    struct buf notice; /* what opening it had to repair */
};

/* marks_schema.c: creates the tables, or upgrades those of an earlier version. */
int marks_make_tables(struct marks *m, struct err *e);
int marks_refuse(const struct marks *m, struct err *e, const char *why);

/* marks_copies.c: replaces a missing, empty or damaged file by the newest good copy. Returns 1 if it did, 0 if there is no
 * copy, -1 if there is one that cannot be used now. why: what is wrong with the file. */
int marks_restore(struct marks *m, const char *why, struct err *e);
void marks_keep_copies(struct marks *m); /* best effort */

/* Runs SQL with ?1 bound to the archive. */
void marks_run(struct marks *m, const char *sql);
int marks_begin(struct marks *m, struct err *e);
int marks_end(struct marks *m, int result, struct err *e); /* commits if result is 0 and nothing failed, else rolls back */

/* Copies the notes of `from` (SQL: a FROM clause with note n, and a WHERE) to the archive and key of these SQL expressions.
 * Where both have a note, the texts are joined; else the newer one is kept, and none gives way to a deleted one. */
#define MARKS_JOIN_NOTES(archive, key, from)                                                                                   \
    "INSERT INTO note(archive, key, uid, quote, before, after, at, text, made, changed, gone) SELECT " archive ", " key        \
    ", n.uid, n.quote, n.before, n.after, n.at, n.text, n.made, n.changed, n.gone " from " ON CONFLICT(archive, key, uid) DO"  \
    " UPDATE SET text=CASE WHEN excluded.gone THEN text WHEN gone THEN excluded.text WHEN uid='' AND text<>excluded.text THEN" \
    " text||char(10,10)||excluded.text WHEN excluded.changed>changed THEN excluded.text ELSE text END, " MARKS_NEWER("quote")  \
        MARKS_NEWER("before") MARKS_NEWER("after") MARKS_NEWER("at") "made=min(made, excluded.made), changed=max(changed,"     \
                                                                     " excluded.changed), gone=min(gone, excluded.gone)"
#define MARKS_NEWER(column)                                                                                                    \
    column "=iif(excluded.gone=0 AND (gone OR excluded.changed>changed), excluded." column ", " column "), "

void marks_set_time(struct marks *m, const struct mark_time *t); /* without a transaction, as all below */

/* marks_undo_log.c: writes down what a command changes. */
int64_t undo_begin(struct marks *m, int64_t undo, enum undo_kind kind, bool sets, struct str subject); /* undo 0: a new one */
void undo_add_number(struct marks *m, int64_t undo, struct str key, int64_t before, int64_t after);
void undo_add_note(struct marks *m, int64_t undo, struct str key, struct str uid, struct str before, struct str after);

/* marks_notes.c: a note as a blob. */
struct note note_unpack(struct str bytes);              /* points into the bytes */
void note_store(struct marks *m, const struct note *n); /* with n->changed */

/* marks_queue.c */
void queue_set_rank(struct marks *m, struct str key, int64_t rank, int64_t now);

#endif
