/* marks_changes: moves marks to the new keys of their articles. Changes are collected in a temporary table, which spills to
 * disk if large, and applied in one transaction, so that articles may exchange keys. */
#include "marks_private.h"

int64_t marks_count(struct marks *m) {
    struct statement *s = db_cached(m->db, "SELECT count(*) FROM mark WHERE archive=?");
    bind_int(s, 1, m->archive);
    int64_t count = db_step(s) ? column_int(s, 0) : 0;
    db_reset(s);
    return count;
}

static bool is_marked(struct marks *m, struct str key) {
    struct statement *s = db_cached(m->db, "SELECT 1 FROM mark WHERE archive=?1 AND key=?2");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, key);
    bool marked = db_step(s);
    db_reset(s);
    return marked;
}

int marks_note_change(struct marks *m, struct str old_key, const struct identity *now, struct err *e) {
    if (!is_marked(m, old_key)) {
        return db_check(m->db, e);
    }
    if (db_exec(m->db,
                "CREATE TEMP TABLE IF NOT EXISTS changed(old TEXT PRIMARY KEY, key TEXT NOT NULL, title TEXT NOT NULL,"
                " day INTEGER NOT NULL) WITHOUT ROWID",
                e) < 0) {
        return -1;
    }
    struct statement *s = db_cached(m->db, "INSERT OR REPLACE INTO temp.changed VALUES(?,?,?,?)");
    bind_str(s, 1, old_key);
    bind_str(s, 2, now->key);
    bind_str(s, 3, now->title);
    bind_int(s, 4, now->day);
    db_run(s);
    return db_check(m->db, e);
}

static bool any_changes(struct marks *m) {
    return db_int(m->db, "SELECT count(*) FROM temp.sqlite_schema WHERE name='changed'") > 0 &&
           db_int(m->db, "SELECT EXISTS (SELECT 1 FROM temp.changed)") > 0;
}

/* Marks are first moved to keys that begin with a control character, which no key does, until all keys are free. Marks that
 * already exist under a new key are merged with those that arrive. */
static const char *const steps[] = {
    "UPDATE mark SET title=c.title, day=c.day, stray=0 FROM temp.changed c WHERE mark.archive=?1 AND mark.key=c.old AND"
    " c.key=c.old AND c.key<>''",
    "UPDATE mark SET key=char(1)||key WHERE archive=?1 AND key IN (SELECT old FROM temp.changed WHERE key<>'' AND key<>old)",
    "INSERT INTO mark(archive, key, title, day, read, starred, queued, position, read_changed, starred_changed, queued_changed,"
    " rank, rank_changed) SELECT ?1, c.key, c.title, c.day, k.read, k.starred, k.queued, k.position, k.read_changed,"
    " k.starred_changed, k.queued_changed, k.rank, k.rank_changed FROM temp.changed c JOIN mark k ON k.archive=?1 AND"
    " k.key=char(1)||c.old WHERE c.key<>'' ON CONFLICT(archive, key) DO UPDATE SET read=max(read, excluded.read),"
    " starred=max(starred, excluded.starred), queued=max(queued, excluded.queued), position=max(position, excluded.position),"
    " read_changed=max(read_changed, excluded.read_changed), starred_changed=max(starred_changed, excluded.starred_changed),"
    " queued_changed=max(queued_changed, excluded.queued_changed), rank=max(rank, excluded.rank), rank_changed=max("
    "rank_changed, excluded.rank_changed), title=excluded.title, day=excluded.day, stray=0",
    "DELETE FROM mark WHERE archive=?1 AND key>=char(1) AND key<char(2)",
    "UPDATE note SET key=char(1)||key WHERE archive=?1 AND key IN (SELECT old FROM temp.changed WHERE key<>'' AND key<>old)",
    MARKS_JOIN_NOTES("?1", "c.key", "FROM temp.changed c JOIN note n ON n.archive=?1 AND n.key=char(1)||c.old WHERE c.key<>''"),
    "DELETE FROM note WHERE archive=?1 AND key>=char(1) AND key<char(2)",
    "UPDATE undo_entry SET key=c.key FROM temp.changed c WHERE undo_entry.key=c.old AND c.key NOT IN ('', c.old) AND"
    " undo_entry.undo IN (SELECT id FROM undo WHERE archive=?1)",
};

int marks_apply_changes(struct marks *m, int64_t now, struct err *e) {
    if (!any_changes(m)) {
        return db_check(m->db, e);
    }
    if (marks_begin(m, e) < 0) {
        return -1;
    }
    for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
        marks_run(m, steps[i]);
    }
    struct statement *s = db_cached(m->db, "UPDATE mark SET stray=?2 WHERE archive=?1 AND stray=0 AND key IN (SELECT old FROM"
                                           " temp.changed WHERE key='')");
    bind_int(s, 1, m->archive);
    bind_int(s, 2, now);
    db_run(s);
    marks_run(m, "UPDATE archive SET roots=x'' WHERE id=?1");
    db_run(db_cached(m->db, "DELETE FROM temp.changed"));
    return marks_end(m, 0, e);
}

int marks_walk_retitled(struct marks *m, marks_each_retitled *each, void *context, struct err *e) {
    if (!any_changes(m)) {
        return db_check(m->db, e);
    }
    struct statement *s = db_cached(m->db, "SELECT k.key, k.title, k.day, c.key FROM temp.changed c JOIN mark k ON"
                                           " k.archive=?1 AND k.key=c.old WHERE c.key<>'' AND k.title<>'' AND"
                                           " k.title<>c.title");
    int result = 0;
    bind_int(s, 1, m->archive);
    while (result == 0 && db_step(s)) {
        struct identity before = {.key = column_str(s, 0), .title = column_str(s, 1), .day = (int32_t)column_int(s, 2)};
        result = each(context, &before, column_str(s, 3), e);
    }
    db_reset(s);
    return result < 0 ? -1 : db_check(m->db, e);
}

int marks_walk(struct marks *m, bool strays_alone, size_t limit, marks_each *each, void *context, struct err *e) {
    struct statement *s = db_cached(m->db, strays_alone ? "SELECT key, title, day, stray FROM mark WHERE archive=?1 AND"
                                                          " stray>0 ORDER BY stray DESC LIMIT ?2"
                                                        : "SELECT key, title, day, stray FROM mark WHERE archive=?1"
                                                          " LIMIT ?2");
    int result = 0;
    bind_int(s, 1, m->archive);
    bind_int(s, 2, limit > INT64_MAX ? INT64_MAX : (int64_t)limit);
    while (result == 0 && db_step(s)) {
        struct identity marked = {.key = column_str(s, 0), .title = column_str(s, 1), .day = (int32_t)column_int(s, 2)};
        result = each(context, &marked, column_int(s, 3) > 0, e);
    }
    db_reset(s);
    return result < 0 ? -1 : db_check(m->db, e);
}
