/* marks_queries: the queries that a person has saved, beside the marks. */
#include <string.h>

#include "marks_private.h"

int marks_make_queries(struct marks *m, struct err *e) {
    return db_exec(m->db, "CREATE TABLE IF NOT EXISTS saved(name TEXT PRIMARY KEY, query TEXT NOT NULL)", e);
}

int marks_save_query(struct marks *m, const struct named_query *q, struct err *e) {
    struct statement *s =
        db_statement(m->db, "INSERT INTO saved(name, query) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET query=?2");
    bind_str(s, 1, q->name);
    bind_str(s, 2, q->text);
    db_run(s);
    return db_check(m->db, e);
}

int marks_query(struct marks *m, struct str name, struct arena *arena, struct str *text, bool *found, struct err *e) {
    struct statement *s = db_statement(m->db, "SELECT query FROM saved WHERE name=?");
    bind_str(s, 1, name);
    *found = db_step(s);
    *text = *found ? arena_copy(arena, column_str(s, 0)) : STR_NONE;
    db_done(s);
    return db_check(m->db, e);
}

int marks_delete_query(struct marks *m, struct str name, struct err *e) {
    struct statement *s = db_statement(m->db, "DELETE FROM saved WHERE name=?");
    bind_str(s, 1, name);
    db_run(s);
    return db_check(m->db, e);
}

static struct str copied(struct statement *s, int column, struct arena *arena) {
    return arena_copy(arena, column_str(s, column));
}

int marks_queries(struct marks *m, struct arena *arena, struct named_query **queries, size_t *count, struct err *e) {
    size_t n = (size_t)db_int(m->db, "SELECT count(*) FROM saved");
    struct statement *s = db_statement(m->db, "SELECT name, query FROM saved ORDER BY rowid");
    *queries = arena_alloc(arena, n + 1, sizeof **queries);
    *count = 0;
    while (*count < n && db_step(s)) {
        (*queries)[(*count)++] = (struct named_query){.name = copied(s, 0, arena), .text = copied(s, 1, arena)};
    }
    db_done(s);
    return db_check(m->db, e);
}
