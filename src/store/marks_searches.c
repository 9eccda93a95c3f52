/* marks_searches: past searches, the latest first. */
#include "marks_private.h"

int marks_remember_search(struct marks *m, struct str text, int64_t now, struct err *e) {
    struct statement *s = db_cached(m->db, "INSERT OR REPLACE INTO searched(archive, text, time, turn) SELECT ?1, ?2, ?3,"
                                           " coalesce(max(turn), 0) + 1 FROM searched WHERE archive=?1");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, text);
    bind_int(s, 3, now);
    db_run(s);
    struct statement *old = db_cached(m->db, "DELETE FROM searched WHERE archive=?1 AND turn <= (SELECT turn FROM searched"
                                             " WHERE archive=?1 ORDER BY turn DESC LIMIT 1 OFFSET ?2)");
    bind_int(old, 1, m->archive);
    bind_int(old, 2, SEARCHES_MAX);
    db_run(old);
    return db_check(m->db, e);
}

int marks_searches(struct marks *m, struct arena *arena, struct str **texts, size_t *count, struct err *e) {
    struct statement *s = db_cached(m->db, "SELECT text FROM searched WHERE archive=? ORDER BY turn DESC LIMIT ?");
    *texts = arena_alloc(arena, SEARCHES_MAX, sizeof **texts);
    *count = 0;
    bind_int(s, 1, m->archive);
    bind_int(s, 2, SEARCHES_MAX);
    while (db_step(s)) {
        (*texts)[(*count)++] = arena_copy(arena, column_str(s, 0));
    }
    db_reset(s);
    return db_check(m->db, e);
}
