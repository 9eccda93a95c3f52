/* marks_undo_log: writes down what a command changes, so that it can be undone. */
#include "marks_private.h"

/* Drops what was undone, which a new change makes impossible to redo, and what is too long ago. */
static void forget_old(struct marks *m) {
    static const char *const steps[] = {
        "DELETE FROM undo_entry WHERE undo IN (SELECT id FROM undo WHERE archive=?1 AND undone)",
        "DELETE FROM undo WHERE archive=?1 AND undone",
        "DELETE FROM undo_entry WHERE undo IN (SELECT id FROM undo WHERE archive=?1 ORDER BY id DESC LIMIT -1 OFFSET ?2)",
        "DELETE FROM undo WHERE id IN (SELECT id FROM undo WHERE archive=?1 ORDER BY id DESC LIMIT -1 OFFSET ?2)",
    };
    for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
        struct statement *s = db_cached(m->db, steps[i]);
        bind_int(s, 1, m->archive);
        if (i >= 2) {
            bind_int(s, 2, UNDO_MAX - 1);
        }
        db_run(s);
    }
}

int64_t undo_begin(struct marks *m, int64_t undo, enum undo_kind kind, bool sets, struct str subject) {
    if (undo) {
        return undo;
    }
    forget_old(m);
    struct statement *s = db_cached(m->db, "INSERT INTO undo(archive, kind, sets, subject) VALUES(?,?,?,?)");
    bind_int(s, 1, m->archive);
    bind_int(s, 2, kind);
    bind_int(s, 3, sets);
    bind_str(s, 4, subject);
    db_run(s);
    return db_last_id(m->db);
}

/* Begins an entry: its parameters 3 to 5 are the uid and the values. */
static struct statement *entry(struct marks *m, int64_t undo, struct str key) {
    struct statement *count = db_cached(m->db, "UPDATE undo SET count=count+1 WHERE id=?");
    bind_int(count, 1, undo);
    db_run(count);
    struct statement *s = db_cached(m->db, "INSERT INTO undo_entry(undo, at, key, uid, before, after) VALUES(?1, (SELECT count"
                                           " FROM undo WHERE id=?1), ?2, ?3, ?4, ?5)");
    bind_int(s, 1, undo);
    bind_str(s, 2, key);
    return s;
}

void undo_add_number(struct marks *m, int64_t undo, struct str key, int64_t before, int64_t after) {
    struct statement *s = entry(m, undo, key);
    bind_str(s, 3, STR_NONE);
    bind_int(s, 4, before);
    bind_int(s, 5, after);
    db_run(s);
}

void undo_add_note(struct marks *m, int64_t undo, struct str key, struct str uid, struct str before, struct str after) {
    struct statement *s = entry(m, undo, key);
    bind_str(s, 3, uid);
    bind_blob(s, 4, before);
    bind_blob(s, 5, after);
    db_run(s);
}
