/* marks_queries: saved queries. */
#include <stdlib.h>
#include <string.h>

#include "marks_private.h"

int marks_save_query(struct marks *m, const struct named_query *q, struct err *e) {
    struct statement *s = db_cached(m->db, "INSERT INTO saved(archive, name, query, changed) VALUES(?1, ?2, ?3, unixepoch()) ON"
                                           " CONFLICT(archive, name) DO UPDATE SET query=?3, changed=unixepoch(), gone=0,"
                                           " rowid=iif(gone, 1 + (SELECT max(rowid) FROM saved), rowid)");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, q->name);
    bind_str(s, 3, q->text);
    db_run(s);
    return db_check(m->db, e);
}

int marks_query(struct marks *m, struct str name, struct arena *arena, struct str *text, bool *found, struct err *e) {
    struct statement *s = db_cached(m->db, "SELECT query FROM saved WHERE archive=? AND name=? AND gone=0");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, name);
    *found = db_step(s);
    *text = *found ? arena_copy(arena, column_str(s, 0)) : STR_NONE;
    db_reset(s);
    return db_check(m->db, e);
}

int marks_delete_query(struct marks *m, struct str name, struct err *e) {
    struct statement *s = db_cached(m->db, "UPDATE saved SET query='', gone=1, changed=unixepoch() WHERE archive=? AND name=?");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, name);
    db_run(s);
    return db_check(m->db, e);
}

int marks_queries(struct marks *m, struct arena *arena, struct named_query **queries, size_t *count, struct err *e) {
    size_t capacity = 0;
    struct named_query *list = NULL;
    struct statement *s = db_cached(m->db, "SELECT name, query FROM saved WHERE archive=? AND gone=0 ORDER BY rowid");
    bind_int(s, 1, m->archive);
    *count = 0;
    while (db_step(s)) {
        list = grow(list, *count, &capacity, sizeof *list);
        list[(*count)++] = (struct named_query){.name = column_copy(s, 0, arena), .text = column_copy(s, 1, arena)};
    }
    *queries = arena_alloc(arena, *count + 1, sizeof **queries);
    if (list) {
        memcpy(*queries, list, *count * sizeof *list);
    }
    free(list);
    db_reset(s);
    return db_check(m->db, e);
}
