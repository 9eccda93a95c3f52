/* marks_visits: when the reader was last closed, so that what was added since is new. */
#include "marks_private.h"

/* Whoever closes the reader and opens it again soon after still sees what was new before. */
enum { SAME_VISIT_SECONDS = 30 * 60 };

/* Made by the first visit: it is of no use to older programs, and no obstacle. */
static int make_table(struct marks *m, struct err *e) {
    return db_exec(m->db,
                   "CREATE TABLE IF NOT EXISTS visit(archive INTEGER PRIMARY KEY, ended INTEGER NOT NULL,"
                   " before INTEGER NOT NULL)",
                   e);
}

int marks_last_visit(struct marks *m, int64_t now, int64_t *time, struct err *e) {
    *time = 0;
    if (!db_int(m->db, "SELECT count(*) FROM sqlite_schema WHERE name='visit'")) {
        return db_check(m->db, e);
    }
    struct statement *s = db_cached(m->db, "SELECT ended, before FROM visit WHERE archive=?");
    bind_int(s, 1, m->archive);
    if (db_step(s)) {
        int64_t ended = column_int(s, 0);
        *time = now - ended < SAME_VISIT_SECONDS ? column_int(s, 1) : ended;
    }
    db_reset(s);
    return db_check(m->db, e);
}

static int store_end(struct marks *m, int64_t now, int64_t before, struct err *e) {
    if (make_table(m, e) < 0) {
        return -1;
    }
    struct statement *s = db_cached(m->db, "INSERT OR REPLACE INTO visit VALUES(?,?,?)");
    bind_int(s, 1, m->archive);
    bind_int(s, 2, now);
    bind_int(s, 3, before);
    db_run(s);
    return db_check(m->db, e);
}

int marks_end_visit(struct marks *m, int64_t now, int64_t before, struct err *e) {
    return marks_begin(m, e) < 0 ? -1 : marks_end(m, store_end(m, now, before, e), e);
}
