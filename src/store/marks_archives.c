/* marks_archives: the archive that the marks belong to, and how archives are told apart. */
#include <stdlib.h>
#include <string.h>

#include "marks_private.h"

static void root_set(const char *const *roots, size_t count, struct buf *set) {
    struct str *paths = xcalloc(count + 1, sizeof *paths);
    for (size_t i = 0; i < count; i++) {
        paths[i] = str_from(roots[i]);
    }
    identity_root_set(set, paths, count);
    free(paths);
}

static int64_t archive_named(struct marks *m, struct str name) {
    struct statement *s = db_cached(m->db, "SELECT id FROM archive WHERE name=? AND name<>''");
    bind_str(s, 1, name);
    int64_t id = db_step(s) ? column_int(s, 0) : 0;
    db_reset(s);
    return id;
}

static int64_t archive_at(struct marks *m, struct str set, bool unnamed) {
    struct statement *s = db_cached(m->db, "SELECT a.id FROM place p JOIN archive a ON a.id=p.archive WHERE p.roots=?1 AND"
                                           " (a.name='' OR ?2=0)");
    bind_blob(s, 1, set);
    bind_int(s, 2, unnamed);
    int64_t id = db_step(s) ? column_int(s, 0) : 0;
    db_reset(s);
    return id;
}

static void set_place(struct marks *m, struct str set) {
    struct statement *s = db_cached(m->db, "INSERT OR REPLACE INTO place VALUES(?2, ?1)");
    bind_int(s, 1, m->archive);
    bind_blob(s, 2, set);
    db_run(s);
}

static int64_t new_archive(struct marks *m) {
    db_run(db_cached(m->db, "INSERT INTO archive(name) VALUES('')"));
    return db_last_id(m->db);
}

static void set_name(struct marks *m, struct str name) {
    struct statement *s = db_cached(m->db, "UPDATE archive SET name=?2 WHERE id=?1");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, name);
    db_run(s);
}

/* A name from the configuration takes precedence over roots: roots that were read under another name before, or under none
 * while an archive of this name exists, belong to this archive from now on. */
static void find_or_make(struct marks *m, struct str name, struct str set) {
    m->archive = archive_named(m, name);
    if (!m->archive) {
        m->archive = archive_at(m, set, name.n > 0);
        m->archive = m->archive ? m->archive : new_archive(m);
        if (name.n) {
            set_name(m, name);
        }
    }
    set_place(m, set);
}

int marks_use_archive(struct marks *m, const char *name, const char *const *roots, size_t count, struct err *e) {
    struct str called = str_from(name);
    int result = 0;
    buf_reset(&m->roots);
    root_set(roots, count, &m->roots);
    m->archive = archive_at(m, buf_str(&m->roots), false);
    bool known = m->archive && (!called.n || archive_named(m, called) == m->archive);
    if (!known && marks_begin(m, e) == 0) {
        find_or_make(m, called, buf_str(&m->roots));
        result = marks_end(m, 0, e);
    } else if (!known) {
        result = -1;
    }
    if (result < 0) {
        m->archive = 0;
    }
    return result < 0 ? -1 : db_check(m->db, e);
}

bool marks_are_from_elsewhere(struct marks *m) {
    struct statement *s = db_cached(m->db, "SELECT 1 FROM archive WHERE id=?1 AND roots<>?2");
    bind_int(s, 1, m->archive);
    bind_blob(s, 2, buf_str(&m->roots));
    bool elsewhere = db_step(s);
    db_reset(s);
    return elsewhere;
}

int marks_are_from_here(struct marks *m, struct err *e) {
    if (!marks_are_from_elsewhere(m)) {
        return db_check(m->db, e);
    }
    struct statement *s = db_cached(m->db, "UPDATE archive SET roots=?2 WHERE id=?1");
    bind_int(s, 1, m->archive);
    bind_blob(s, 2, buf_str(&m->roots));
    db_run(s);
    return db_check(m->db, e);
}

/* ---- contents of archives ---- */

bool marks_have_sample(struct marks *m) {
    struct statement *s = db_cached(m->db, "SELECT 1 FROM sample WHERE archive=? LIMIT 1");
    bind_int(s, 1, m->archive);
    bool have = db_step(s);
    db_reset(s);
    return have;
}

static void insert_sample(struct marks *m, const struct identity *of) {
    struct statement *s = db_cached(m->db, "INSERT OR IGNORE INTO sample VALUES(?,?,?,?)");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, of->key);
    bind_str(s, 3, of->title);
    bind_int(s, 4, of->day);
    db_run(s);
}

int marks_keep_sample(struct marks *m, const struct identity *sample, size_t count, struct err *e) {
    if (marks_begin(m, e) < 0) {
        return -1;
    }
    marks_run(m, "DELETE FROM sample WHERE archive=?1");
    for (size_t i = 0; i < count; i++) {
        insert_sample(m, &sample[i]);
    }
    return marks_end(m, 0, e);
}

static size_t split_set(struct str set, struct arena *arena, struct str *roots) {
    size_t count = 0;
    while (set.n) {
        const char *end = memchr(set.p, '\0', set.n);
        size_t n = end ? (size_t)(end - set.p) : set.n;
        roots[count++] = arena_copy(arena, str_slice(set, 0, n));
        set = str_slice(set, n + 1, set.n);
    }
    return count;
}

static void read_places(struct marks *m, struct arena *arena, struct other_archive *other) {
    size_t capacity = 0;
    struct archive_root *list = NULL;
    struct statement *s = db_cached(m->db, "SELECT roots FROM place WHERE archive=?");
    bind_int(s, 1, other->id);
    while (db_step(s)) {
        struct str set = column_str(s, 0);
        struct str *roots = xcalloc(set.n + 1, sizeof *roots);
        for (size_t i = 0, n = split_set(set, arena, roots); i < n; i++) {
            list = grow(list, other->root_count, &capacity, sizeof *list);
            list[other->root_count++] = (struct archive_root){roots[i], i > 0};
        }
        free(roots);
    }
    db_reset(s);
    other->roots = arena_alloc(arena, other->root_count + 1, sizeof *list);
    if (list) {
        memcpy(other->roots, list, other->root_count * sizeof *list);
    }
    free(list);
}

static void read_sample(struct marks *m, struct arena *arena, struct other_archive *other) {
    enum { SAMPLE_MAX = 256 };
    other->sample = arena_alloc(arena, SAMPLE_MAX, sizeof *other->sample);
    struct statement *s = db_cached(m->db, "SELECT key, title, day FROM sample WHERE archive=? LIMIT ?");
    bind_int(s, 1, other->id);
    bind_int(s, 2, SAMPLE_MAX);
    while (db_step(s)) {
        other->sample[other->count++] = (struct identity){.key = arena_copy(arena, column_str(s, 0)),
                                                          .title = arena_copy(arena, column_str(s, 1)),
                                                          .day = (int32_t)column_int(s, 2)};
    }
    db_reset(s);
}

int marks_other_archives(struct marks *m, struct arena *arena, struct other_archive **archives, size_t *count, struct err *e) {
    size_t n = (size_t)db_int(m->db, "SELECT count(*) FROM archive");
    *archives = arena_alloc(arena, n + 1, sizeof **archives);
    *count = 0;
    struct statement *s = db_cached(m->db, "SELECT id FROM archive WHERE id<>?1 AND name='' AND id IN (SELECT archive FROM"
                                           " sample) ORDER BY id DESC");
    bind_int(s, 1, m->archive);
    while (*count < n && db_step(s)) {
        (*archives)[(*count)++] = (struct other_archive){.id = column_int(s, 0)};
    }
    db_reset(s);
    for (size_t i = 0; i < *count; i++) {
        read_places(m, arena, &(*archives)[i]);
        read_sample(m, arena, &(*archives)[i]);
    }
    return db_check(m->db, e);
}

static void adopt(struct marks *m, const char *sql, int64_t archive) {
    struct statement *s = db_cached(m->db, sql);
    bind_int(s, 1, m->archive);
    bind_int(s, 2, archive);
    db_run(s);
}

/* Other processes that have this archive open know its number, so the adopted archive gives up its own. */
int marks_adopt(struct marks *m, int64_t archive, struct err *e) {
    static const char *const steps[] = {
        ("UPDATE mark SET read=max(mark.read, o.read), starred=max(mark.starred, o.starred), queued=max(mark.queued, o.queued),"
         " position=max(mark.position, o.position), rank=max(mark.rank, o.rank) FROM mark o WHERE mark.archive=?1 AND"
         " o.archive=?2 AND o.key=mark.key"),
        "DELETE FROM mark WHERE archive=?2 AND key IN (SELECT key FROM mark WHERE archive=?1)",
        "UPDATE mark SET archive=?1 WHERE archive=?2",
        MARKS_JOIN_NOTES("?1", "n.key", "FROM note n WHERE n.archive=?2"),
        "DELETE FROM note WHERE archive=?2",
        "UPDATE undo SET archive=?1 WHERE archive=?2",
        "UPDATE OR IGNORE saved SET archive=?1 WHERE archive=?2",
        "UPDATE OR IGNORE saved SET archive=?1, name=name||' (2)' WHERE archive=?2", /* the name exists in both */
        "UPDATE OR IGNORE searched SET archive=?1 WHERE archive=?2",
        "UPDATE place SET archive=?1 WHERE archive=?2",
        "UPDATE archive SET claimed=max(claimed, (SELECT claimed FROM archive WHERE id=?2)) WHERE id=?1",
        "DELETE FROM sample WHERE archive=?2 AND ?1<>?2",
        "DELETE FROM archive WHERE id=?2 AND ?1<>?2",
    };
    if (marks_begin(m, e) < 0) {
        return -1;
    }
    for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
        adopt(m, steps[i], archive);
    }
    return marks_end(m, 0, e);
}

/* ---- marks of version 1 ---- */

static void claim_one(struct marks *m, struct str old_key, const struct identity *now) {
    struct statement *s =
        db_cached(m->db, "INSERT OR IGNORE INTO mark(archive, key, title, day, read, starred, queued,"
                         " position, rank) SELECT ?1, ?3, ?4, ?5, read, starred, queued, position, rank FROM mark"
                         " WHERE archive=0 AND key=?2");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, old_key);
    bind_str(s, 3, now->key);
    bind_str(s, 4, now->title);
    bind_int(s, 5, now->day);
    db_run(s);
}

static int claim_marks(struct marks *m, marks_find *find, void *context, int64_t *claimed, struct err *e) {
    struct arena arena = {0};
    int result = 0;
    struct statement *s = db_cached(m->db, "SELECT key FROM mark WHERE archive=0");
    while (result == 0 && db_step(s)) {
        struct identity now;
        bool found = false;
        arena_reset(&arena);
        struct str key = arena_copy(&arena, column_str(s, 0));
        result = find(context, key, &arena, &now, &found, e);
        if (result == 0 && found) {
            claim_one(m, key, &now);
            ++*claimed;
        }
    }
    db_reset(s);
    arena_release(&arena);
    return result;
}

static bool may_claim(struct marks *m) {
    struct statement *s = db_cached(m->db, "SELECT 1 FROM archive WHERE id=? AND claimed=0 AND (EXISTS (SELECT 1 FROM mark"
                                           " WHERE archive=0) OR EXISTS (SELECT 1 FROM saved WHERE archive=0))");
    bind_int(s, 1, m->archive);
    bool may = db_step(s);
    db_reset(s);
    return may;
}

int marks_claim(struct marks *m, marks_find *find, void *context, int64_t *claimed, struct err *e) {
    *claimed = 0;
    if (!may_claim(m)) {
        return db_check(m->db, e);
    }
    if (marks_begin(m, e) < 0) {
        return -1;
    }
    int result = claim_marks(m, find, context, claimed, e);
    if (*claimed || db_int(m->db, "SELECT count(*) FROM mark WHERE archive=0") == 0) {
        marks_run(m,
                  "INSERT OR IGNORE INTO saved(archive, name, query) SELECT ?1, name, query FROM saved WHERE archive=0 ORDER BY"
                  " rowid");
        marks_run(m, "INSERT OR IGNORE INTO searched SELECT ?1, text, time, turn FROM searched WHERE archive=0");
    }
    marks_run(m, "UPDATE archive SET claimed=1 WHERE id=?1");
    return marks_end(m, result, e);
}
