/* marks_db: runs SQL on the marks. */
#include "marks_private.h"

void marks_run(struct marks *m, const char *sql) {
    struct statement *s = db_cached(m->db, sql);
    bind_int(s, 1, m->archive);
    db_run(s);
}

int marks_begin(struct marks *m, struct err *e) {
    return db_exec(m->db, "BEGIN IMMEDIATE", e);
}

int marks_end(struct marks *m, int result, struct err *e) {
    result = result < 0 || db_check(m->db, e) < 0 ? -1 : db_exec(m->db, "COMMIT", e);
    if (result < 0) {
        db_exec(m->db, "ROLLBACK", NULL); /* fails, harmlessly, if SQLite has rolled back already */
    }
    return result;
}
