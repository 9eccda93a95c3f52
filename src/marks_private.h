/* What the files of marks share. */
#ifndef COURANT_MARKS_PRIVATE_H
#define COURANT_MARKS_PRIVATE_H

#include "db.h"
#include "marks.h"

struct marks {
    struct db *db;
    char *file;
};

/* Their tables, when there are none. */
int marks_make_queries(struct marks *m, struct err *e);
int marks_make_searches(struct marks *m, struct err *e);

#endif
