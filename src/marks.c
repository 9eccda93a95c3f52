/* marks: the reader's own database. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "buf.h"
#include "marks_private.h"

enum { APPLICATION_ID = 0x436f754d, VERSION = 1, SECONDS_A_DAY = 24 * 60 * 60 }; /* "CouM" */

/* Each mark holds when it was set, in seconds since 1970, or 0. */
static const char SCHEMA[] = "BEGIN IMMEDIATE;"
                             "CREATE TABLE IF NOT EXISTS mark(key TEXT PRIMARY KEY, read INTEGER NOT NULL DEFAULT 0,"
                             " starred INTEGER NOT NULL DEFAULT 0, queued INTEGER NOT NULL DEFAULT 0,"
                             " position INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
                             "PRAGMA application_id=1131377997; PRAGMA user_version=1;"
                             "COMMIT";

/* What is starred or queued is little among what is read. */
static const char INDEXES[] = "CREATE INDEX IF NOT EXISTS mark_starred ON mark(starred) WHERE starred > 0;"
                              "CREATE INDEX IF NOT EXISTS mark_queued ON mark(queued) WHERE queued > 0";

_Static_assert(APPLICATION_ID == 1131377997 && VERSION == 1, "the schema's text names them");

static int refuse(struct marks *m, struct err *e, const char *why) {
    return err_set(e, "the marks in '%s' cannot be used: %s; they are left as they are (move the file away to begin anew)",
                   m->file, why);
}

static int prepare(struct marks *m, struct err *e) {
    int64_t application = db_int(m->db, "PRAGMA application_id"), version = db_int(m->db, "PRAGMA user_version");
    int64_t tables = db_int(m->db, "SELECT count(*) FROM sqlite_schema");
    if (db_check(m->db, e) < 0) {
        return -1;
    }
    if (tables && application != APPLICATION_ID) {
        return refuse(m, e, "it is another program's database");
    }
    if (version > VERSION) {
        return refuse(m, e, "a newer version of Courant made it");
    }
    /* The rollback journal and FULL: what is marked is on disk, and the cache may attach the file read-only. */
    if (db_exec(m->db, "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL", e) < 0) {
        return -1;
    }
    if ((!tables && db_exec(m->db, SCHEMA, e) < 0) || db_exec(m->db, INDEXES, e) < 0) {
        return -1;
    }
    return marks_make_queries(m, e) < 0 ? -1 : marks_make_searches(m, e);
}

static void copy_name(const struct marks *m, const char *suffix, struct buf *out) {
    buf_printf(out, "%s%s", m->file, suffix);
}

/* A copy that was begun is never mistaken for a whole one: it gets its name last. */
static void keep_copy(struct marks *m) {
    struct buf copy = {0}, half = {0};
    struct stat status;
    copy_name(m, ".bak", &copy);
    copy_name(m, ".bak.new", &half);
    bool recent = stat(buf_cstr(&copy), &status) == 0 && time(NULL) - status.st_mtime < SECONDS_A_DAY;
    if (!recent && db_int(m->db, "SELECT (SELECT count(*) FROM mark)+(SELECT count(*) FROM saved)") > 0) {
        unlink(buf_cstr(&half));
        struct statement *s = db_prepare(m->db, "VACUUM INTO ?");
        bind_str(s, 1, buf_str(&half));
        db_step(s);
        db_finish(s);
        if (db_check(m->db, NULL) == 0) {
            rename(buf_cstr(&half), buf_cstr(&copy));
        }
    }
    buf_release(&copy);
    buf_release(&half);
}

struct marks *marks_open(const char *file, struct err *e) {
    struct marks *m = xcalloc(1, sizeof *m);
    struct err why;
    m->file = xstrdup(file);
    m->db = db_open(file, DB_CREATE, &why);
    if (!m->db) {
        refuse(m, e, why.text);
        marks_close(m);
        return NULL;
    }
    if (prepare(m, e) < 0) {
        marks_close(m);
        return NULL;
    }
    keep_copy(m);
    return m;
}

void marks_close(struct marks *m) {
    if (m) {
        db_close(m->db);
        free(m->file);
        free(m);
    }
}

const char *marks_file(const struct marks *m) {
    return m->file;
}

static const char *const set_one[MARK_COUNT] = {
    [MARK_READ] = "INSERT INTO mark(key, read) VALUES(?1,?2) ON CONFLICT(key) DO UPDATE SET read=?2",
    [MARK_STARRED] = "INSERT INTO mark(key, starred) VALUES(?1,?2) ON CONFLICT(key) DO UPDATE SET starred=?2",
    [MARK_QUEUED] = "INSERT INTO mark(key, queued) VALUES(?1,?2) ON CONFLICT(key) DO UPDATE SET queued=?2",
};

int marks_set(struct marks *m, struct str key, enum mark mark, bool on, int64_t now, struct err *e) {
    struct statement *s = db_statement(m->db, set_one[mark]);
    bind_str(s, 1, key);
    bind_int(s, 2, on ? now : 0);
    db_run(s);
    return db_check(m->db, e);
}

static const char *const time_of[MARK_COUNT] = {
    [MARK_READ] = "SELECT read FROM mark WHERE key=?",
    [MARK_STARRED] = "SELECT starred FROM mark WHERE key=?",
    [MARK_QUEUED] = "SELECT queued FROM mark WHERE key=?",
};

int marks_begin_reading(struct marks *m, struct err *e) {
    return db_exec(m->db, "BEGIN", e);
}

void marks_end_reading(struct marks *m) {
    db_exec(m->db, "ROLLBACK", NULL);
}

/* Returns when it was set before. */
static int64_t swap_one(struct marks *m, const struct mark_time *t) {
    struct statement *before = db_statement(m->db, time_of[t->mark]);
    bind_str(before, 1, t->key);
    int64_t when = db_step(before) ? column_int(before, 0) : 0;
    db_done(before);
    struct statement *set = db_statement(m->db, set_one[t->mark]);
    bind_str(set, 1, t->key);
    bind_int(set, 2, t->when);
    db_run(set);
    return when;
}

int marks_swap(struct marks *m, struct mark_time *times, size_t count, struct err *e) {
    if (db_exec(m->db, "BEGIN IMMEDIATE", e) < 0) {
        return -1;
    }
    int64_t *before = xcalloc(count + 1, sizeof *before);
    for (size_t i = 0; i < count; i++) {
        before[i] = swap_one(m, &times[i]);
    }
    int result = db_check(m->db, e) < 0 ? -1 : db_exec(m->db, "COMMIT", e);
    if (result < 0) {
        db_exec(m->db, "ROLLBACK", NULL); /* which may have happened already, and is then no news */
    }
    for (size_t i = 0; i < count && result == 0; i++) {
        times[i].when = before[i];
    }
    free(before);
    return result;
}

int marks_move(struct marks *m, struct str old_key, struct str new_key, struct err *e) {
    struct statement *s = db_statement(m->db, "UPDATE OR IGNORE mark SET key=?2 WHERE key=?1");
    bind_str(s, 1, old_key);
    bind_str(s, 2, new_key);
    db_run(s);
    return db_check(m->db, e);
}

int marks_get(struct marks *m, struct str key, unsigned *bits, struct err *e) {
    struct statement *s = db_statement(m->db, "SELECT read, starred, queued FROM mark WHERE key=?");
    bind_str(s, 1, key);
    *bits = 0;
    if (db_step(s)) {
        for (int i = 0; i < MARK_COUNT; i++) {
            *bits |= column_int(s, i) ? 1u << i : 0;
        }
    }
    db_done(s);
    return db_check(m->db, e);
}
