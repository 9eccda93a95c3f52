/* marks_position: where the user stopped reading an article. */
#include "marks_private.h"

int marks_position(struct marks *m, struct str key, int64_t *position, struct err *e) {
    struct statement *s = db_cached(m->db, "SELECT position FROM mark WHERE archive=?1 AND key=?2");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, key);
    *position = db_step(s) ? column_int(s, 0) : 0;
    db_reset(s);
    return db_check(m->db, e);
}

int marks_set_position(struct marks *m, struct str key, int64_t position, struct err *e) {
    struct statement *s = db_cached(m->db, "UPDATE mark SET position=?3 WHERE archive=?1 AND key=?2");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, key);
    bind_int(s, 3, position);
    db_run(s);
    return db_check(m->db, e);
}
