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

#endif
