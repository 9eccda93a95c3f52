/* marks_searches: what was searched for, the latest first. */
#include "marks_private.h"

int marks_make_searches(struct marks *m, struct err *e) {
    return db_exec(
        m->db, "CREATE TABLE IF NOT EXISTS searched(text TEXT PRIMARY KEY, time INTEGER NOT NULL, turn INTEGER NOT NULL)", e);
}

int marks_remember_search(struct marks *m, struct str text, int64_t now, struct err *e) {
    struct statement *s = db_statement(m->db, "INSERT OR REPLACE INTO searched(text, time, turn) SELECT ?1, ?2,"
                                              " coalesce(max(turn), 0) + 1 FROM searched");
    bind_str(s, 1, text);
    bind_int(s, 2, now);
    db_run(s);
    struct statement *old = db_statement(
        m->db, "DELETE FROM searched WHERE turn <= (SELECT turn FROM searched ORDER BY turn DESC LIMIT 1 OFFSET ?)");
    bind_int(old, 1, SEARCHES_MAX);
    db_run(old);
    return db_check(m->db, e);
}

int marks_searches(struct marks *m, struct arena *arena, struct str **texts, size_t *count, struct err *e) {
    struct statement *s = db_statement(m->db, "SELECT text FROM searched ORDER BY turn DESC LIMIT ?");
    *texts = arena_alloc(arena, SEARCHES_MAX, sizeof **texts);
    *count = 0;
    bind_int(s, 1, SEARCHES_MAX);
    while (db_step(s)) {
        (*texts)[(*count)++] = arena_copy(arena, column_str(s, 0));
    }
    db_done(s);
    return db_check(m->db, e);
}
