/* What the files of marks share. */
#ifndef COURANT_MARKS_PRIVATE_H
#define COURANT_MARKS_PRIVATE_H

#include "db.h"
#include "marks.h"

struct marks {
    struct db *db;
    char *file;
    int64_t archive;   /* 0: none; marks of version 1 belong to it until an archive takes them over */
    struct buf roots;  /* that it is read from, as a set */
    int64_t version;   /* of the data, see marks_changed */
    struct buf notice; /* what opening it had to mend */
};

/* marks_schema.c: makes the tables, or brings those of an earlier version up to date. */
int marks_make_tables(struct marks *m, struct err *e);
int marks_refuse(const struct marks *m, struct err *e, const char *why);

/* marks_copies.c. A file that is missing, empty or damaged is replaced by the newest good copy. Returns 1 when it was, 0 when
 * there is no copy, -1 when there is one that cannot be used now. why: what is wrong with the file. */
int marks_restore(struct marks *m, const char *why, struct err *e);
void marks_keep_copies(struct marks *m); /* best effort */

/* Runs SQL with ?1 bound to the archive. */
void marks_run(struct marks *m, const char *sql);
int marks_begin(struct marks *m, struct err *e);
int marks_end(struct marks *m, int result,
              struct err *e); /* commits when result is 0 and nothing failed, else takes all back */

#endif
