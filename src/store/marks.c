/* marks: the user's own database: opening it, reading and setting marks. */
#include "marks.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "marks_private.h"

/* ---- opening ---- */

/* Uses the rollback journal, so that a read-only cache connection can attach the file. EXTRA: marks survive a power failure. */
static int prepare(struct marks *m, struct err *e) {
    m->db = db_open(m->file, DB_CREATE, e);
    if (!m->db || marks_make_tables(m, e) < 0) {
        return -1;
    }
    return db_exec(m->db, "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA temp_store=FILE", e);
}

/* quick_check reads the whole file, so a large one is only checked when it is copied. */
int marks_check(struct marks *m, struct err *e) {
    enum { QUICK_PAGES = 1024 };
    if (db_int(m->db, "PRAGMA page_count") > QUICK_PAGES) {
        return db_check(m->db, e);
    }
    struct statement *s = db_cached(m->db, "SELECT quick_check FROM pragma_quick_check(1)");
    struct str found = db_step(s) ? column_str(s, 0) : STR("ok");
    int result = str_is(found, "ok") ? 0 : err_set_code(e, ERR_CORRUPT, "'%s': %.*s", m->file, (int)found.n, found.p);
    db_reset(s);
    return db_check(m->db, result < 0 ? NULL : e) < 0 ? -1 : result;
}

static int open_file(struct marks *m, struct err *e) {
    int result = prepare(m, e);
    result = result < 0 ? -1 : marks_check(m, e);
    if (result < 0) {
        db_close(m->db);
        m->db = NULL;
    }
    return result;
}

/* A file that cannot be read is not created anew: that would hide its copies. */
static int open_or_restore(struct marks *m, struct err *e) {
    struct err why;
    struct stat status;
    bool there = stat(m->file, &status) == 0;
    if (!there && errno != ENOENT) {
        return err_set(e, "cannot open '%s': %s", m->file, strerror(errno));
    }
    if ((!there || status.st_size == 0) && marks_restore(m, there ? "empty" : "missing", e) < 0) {
        return -1;
    }
    if (open_file(m, e) == 0) {
        return 0;
    }
    return e->code == ERR_CORRUPT && marks_restore(m, "damaged", &why) > 0 ? open_file(m, e) : -1;
}

struct marks *marks_open(const char *file, struct err *e) {
    struct marks *m = xcalloc(1, sizeof *m);
    struct err why = {0};
    m->file = xstrdup(file);
    if (open_or_restore(m, &why) < 0) {
        if (why.code == ERR_CORRUPT) {
            marks_refuse(m, e, why.text);
        } else {
            *e = why;
        }
        marks_close(m);
        return NULL;
    }
    marks_keep_copies(m);
    marks_changed(m); /* changes count from now on */
    return m;
}

void marks_close(struct marks *m) {
    if (m) {
        db_close(m->db);
        buf_release(&m->notice);
        buf_release(&m->roots);
        free(m->file);
        free(m);
    }
}

const char *marks_file(const struct marks *m) {
    return m->file;
}

struct str marks_notice(const struct marks *m) {
    return buf_str(&m->notice);
}

/* data_version belongs to this connection, and ignores its own writes. */
bool marks_changed(struct marks *m) {
    int64_t before = m->version;
    m->version = db_int(m->db, "PRAGMA data_version");
    return db_check(m->db, NULL) == 0 && m->version != before;
}

/* ---- marks ---- */

/* When a mark was changed last; and the time of a change that is made now, which is after that one whatever the clocks say, so
 * that it wins when two machines exchange their marks. */
#define CHANGED(column) "iif(" column "_changed, " column "_changed, " column ")"
#define LATER(column) "max(iif(?6, ?6, ?5), " CHANGED(column) " + 1)"
#define SET(column)                                                                                                            \
    "INSERT INTO mark(archive, key, title, day, " column ", " column                                                           \
    "_changed) VALUES(?1,?2,?3,?4,?5,?6) ON CONFLICT(archive, key) DO UPDATE SET " column "=?5, " column                       \
    "_changed=iif(" LATER(column) "=?5, 0, " LATER(column) "), stray=0, title=iif(?3='', title, ?3), day=iif(?3='', day, ?4)"
#define TIME(column) "SELECT " column " FROM mark WHERE archive=?1 AND key=?2"

static const struct {
    const char *set, *time;
} mark_sql[MARK_COUNT] = {
    [MARK_READ] = {SET("read"), TIME("read")},
    [MARK_STARRED] = {SET("starred"), TIME("starred")},
    [MARK_QUEUED] = {SET("queued"), TIME("queued")},
};

void marks_set_time(struct marks *m, const struct mark_time *t) {
    struct statement *s = db_cached(m->db, mark_sql[t->mark].set);
    bind_int(s, 1, m->archive);
    bind_str(s, 2, t->key);
    bind_str(s, 3, t->title);
    bind_int(s, 4, t->day);
    bind_int(s, 5, t->when);
    bind_int(s, 6, t->changed == t->when ? 0 : t->changed);
    db_run(s);
}

/* What comes into the reading queue goes to its end. */
static void rank_last(struct marks *m, const struct mark_time *t) {
    struct statement *s = db_cached(m->db, "UPDATE mark SET rank=max(?3, 1 + coalesce((SELECT max(rank) FROM mark WHERE"
                                           " archive=?1 AND queued>0 AND key<>?2), 0)), rank_changed=?3 WHERE archive=?1"
                                           " AND key=?2");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, t->key);
    bind_int(s, 3, t->when);
    db_run(s);
}

/* Returns the time it was set before. */
static int64_t swap_one(struct marks *m, const struct mark_time *t) {
    struct statement *before = db_cached(m->db, mark_sql[t->mark].time);
    bind_int(before, 1, m->archive);
    bind_str(before, 2, t->key);
    int64_t when = db_step(before) ? column_int(before, 0) : 0;
    db_reset(before);
    marks_set_time(m, t);
    if (t->mark == MARK_QUEUED && t->when && !when) {
        rank_last(m, t);
    }
    return when;
}

int marks_set(struct marks *m, struct str key, enum mark mark, bool on, int64_t now, struct err *e) {
    struct mark_time t = {.key = key, .mark = mark, .when = on ? now : 0, .changed = now, .title = STR_NONE};
    return marks_swap(m, &t, 1, e);
}

static int swap_all(struct marks *m, struct mark_time *times, size_t count, int64_t *undo, struct err *e) {
    if (marks_begin(m, e) < 0) {
        return -1;
    }
    int64_t *before = xcalloc(count + 1, sizeof *before);
    int64_t change = undo && count ? undo_begin(m, *undo, (enum undo_kind)times->mark, times->when != 0, times->title) : 0;
    for (size_t i = 0; i < count; i++) {
        before[i] = swap_one(m, &times[i]);
        if (undo) {
            undo_add_number(m, change, times[i].key, before[i], times[i].when);
        }
    }
    int result = marks_end(m, 0, e);
    for (size_t i = 0; i < count && result == 0; i++) {
        times[i].when = before[i];
    }
    if (undo && result == 0) {
        *undo = change;
    }
    free(before);
    return result;
}

int marks_swap(struct marks *m, struct mark_time *times, size_t count, struct err *e) {
    return swap_all(m, times, count, NULL, e);
}

int marks_do(struct marks *m, struct mark_time *times, size_t count, int64_t *undo, struct err *e) {
    return swap_all(m, times, count, undo, e);
}

int marks_begin_reading(struct marks *m, struct err *e) {
    return db_exec(m->db, "BEGIN", e);
}

void marks_end_reading(struct marks *m) {
    db_exec(m->db, "ROLLBACK", NULL);
}

int marks_get(struct marks *m, struct str key, unsigned *bits, struct err *e) {
    struct statement *s = db_cached(m->db, "SELECT read, starred, queued FROM mark WHERE archive=?1 AND key=?2");
    bind_int(s, 1, m->archive);
    bind_str(s, 2, key);
    *bits = 0;
    if (db_step(s)) {
        for (int i = 0; i < MARK_COUNT; i++) {
            *bits |= column_int(s, i) ? 1u << i : 0;
        }
    }
    db_reset(s);
    return db_check(m->db, e);
}
