/* marks_undo: undoes and redoes changes, a part at a time: each part is a transaction that also says how far it got. */
#include "marks_private.h"

/* The change in question: of one that is undone in part, undo goes on with the rest. */
static const char *const latest[] = {
    "SELECT id, kind, sets, subject, count, exchanged FROM undo WHERE archive=?1 AND undone=0 ORDER BY id DESC LIMIT 1",
    "SELECT id, kind, sets, subject, count, exchanged FROM undo WHERE archive=?1 AND undone=1 ORDER BY id LIMIT 1",
};

static bool find(struct marks *m, bool redo, struct arena *arena, struct undo *u) {
    struct statement *s = db_cached(m->db, latest[redo]);
    bind_int(s, 1, m->archive);
    bool found = db_step(s);
    *u = (struct undo){.subject = STR_NONE};
    if (found) {
        *u = (struct undo){.id = column_int(s, 0),
                           .kind = (enum undo_kind)column_int(s, 1),
                           .sets = column_int(s, 2) != 0,
                           .subject = column_copy(s, 3, arena),
                           .count = column_int(s, 4),
                           .exchanged = column_int(s, 5)};
    }
    db_reset(s);
    return found;
}

/* An article that has left the archive with all its marks gets none again. */
static bool is_known(struct marks *m, struct str key) {
    struct statement *s = db_cached(m->db, "SELECT 1 FROM mark WHERE archive=? AND key=?");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, key);
    bool known = db_step(s);
    db_reset(s);
    return known;
}

/* s: an entry's key, uid and value. */
static void apply(struct marks *m, enum undo_kind kind, struct statement *s, int64_t now) {
    struct str key = column_str(s, 0);
    if (!is_known(m, key)) {
        return;
    }
    if (kind == UNDO_ORDER) {
        queue_set_rank(m, key, column_int(s, 2), now);
    } else if (kind == UNDO_NOTE) {
        struct note n = note_unpack(column_str(s, 2));
        n.key = key;
        n.uid = column_str(s, 1);
        n.changed = now;
        note_store(m, &n);
    } else {
        marks_set_time(m,
                       &(struct mark_time){
                           .key = key, .mark = (enum mark)kind, .when = column_int(s, 2), .title = STR_NONE, .changed = now});
    }
}

static void apply_some(struct marks *m, struct undo *u, bool redo, int64_t most, int64_t now) {
    struct statement *s = db_cached(m->db, redo ? "SELECT key, uid, after FROM undo_entry WHERE undo=?1 AND at>?2 ORDER BY at"
                                                  " LIMIT ?3"
                                                : "SELECT key, uid, before FROM undo_entry WHERE undo=?1 AND at>?2 ORDER BY at"
                                                  " LIMIT ?3");
    bind_int(s, 1, u->id);
    bind_int(s, 2, u->exchanged);
    bind_int(s, 3, most);
    while (db_step(s)) {
        apply(m, u->kind, s, now);
        u->exchanged++;
    }
    db_reset(s);
}

static void note_progress(struct marks *m, const struct undo *u, bool redo) {
    bool whole = u->exchanged >= u->count;
    struct statement *s = db_cached(m->db, "UPDATE undo SET exchanged=?2, undone=?3 WHERE id=?1");
    bind_int(s, 1, u->id);
    bind_int(s, 2, whole ? 0 : u->exchanged);
    bind_int(s, 3, whole ? !redo : redo);
    db_run(s);
}

int marks_undo(struct marks *m, bool redo, int64_t most, int64_t now, struct arena *arena, struct undo *u, bool *found,
               struct err *e) {
    if (marks_begin(m, e) < 0) {
        return -1;
    }
    *found = find(m, redo, arena, u);
    if (*found) {
        apply_some(m, u, redo, most, now);
        note_progress(m, u, redo);
    }
    return marks_end(m, 0, e);
}
