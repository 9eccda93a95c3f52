/* marks_schema: the tables of the marks. */
#include "marks_private.h"

enum { APPLICATION_ID = 0x436f754d, VERSION = 3 }; /* "CouM" */

/* Each mark column is the time it was set, in seconds since 1970, or 0; NAME_changed is when it was last changed, 0: when it
 * was set. `rank` orders the reading queue. `stray` is the time its article was last missed. Rows of archive 0 come from
 * version 1. archive.roots: the roots that the keys of its marks refer to, as in `place`. */
#define ARCHIVES                                                                                                               \
    "CREATE TABLE archive(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, claimed INTEGER NOT NULL DEFAULT 0,"       \
    " roots BLOB NOT NULL DEFAULT x'');"                                                                                       \
    "CREATE TABLE place(roots BLOB PRIMARY KEY, archive INTEGER NOT NULL) WITHOUT ROWID;"                                      \
    "CREATE TABLE sample(archive INTEGER NOT NULL, key TEXT NOT NULL, title TEXT NOT NULL, day INTEGER NOT NULL,"              \
    " PRIMARY KEY(archive, key)) WITHOUT ROWID;"
#define MARKS                                                                                                                  \
    "CREATE TABLE mark(archive INTEGER NOT NULL DEFAULT 0, key TEXT NOT NULL, title TEXT NOT NULL DEFAULT '',"                 \
    " day INTEGER NOT NULL DEFAULT 0, read INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0,"                    \
    " queued INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0, stray INTEGER NOT NULL DEFAULT 0,"               \
    " read_changed INTEGER NOT NULL DEFAULT 0, starred_changed INTEGER NOT NULL DEFAULT 0,"                                    \
    " queued_changed INTEGER NOT NULL DEFAULT 0, rank INTEGER NOT NULL DEFAULT 0, rank_changed INTEGER NOT NULL DEFAULT 0,"    \
    " PRIMARY KEY(archive, key)) WITHOUT ROWID;"
/* Starred, queued and stray articles are few compared with those that were read. */
#define MARK_INDEXES                                                                                                           \
    "CREATE INDEX mark_starred ON mark(archive, starred) WHERE starred > 0;"                                                   \
    "CREATE INDEX mark_queued ON mark(archive, queued) WHERE queued > 0;"                                                      \
    "CREATE INDEX mark_stray ON mark(archive, stray) WHERE stray > 0;"
#define QUERIES                                                                                                                \
    "CREATE TABLE saved(archive INTEGER NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, changed INTEGER NOT NULL DEFAULT "  \
    "0,"                                                                                                                       \
    " gone INTEGER NOT NULL DEFAULT 0, UNIQUE(archive, name));"                                                                \
    "CREATE TABLE searched(archive INTEGER NOT NULL, text TEXT NOT NULL, time INTEGER NOT NULL, turn INTEGER NOT NULL,"        \
    " PRIMARY KEY(archive, text));"
/* A note belongs to an article (uid empty) or to a passage of it: `quote`, which stood between `before` and `after`, at about
 * byte `at` of the text. A deleted note keeps its row, without texts, so that a merge does not bring it back.
 * undo: a command of the person, and how far it is taken back; undo_entry: what each part of it changed, a time or a packed
 * note. */
#define NOTES                                                                                                                  \
    "CREATE TABLE note(archive INTEGER NOT NULL, key TEXT NOT NULL, uid TEXT NOT NULL, quote TEXT NOT NULL DEFAULT '',"        \
    " before TEXT NOT NULL DEFAULT '', after TEXT NOT NULL DEFAULT '', at INTEGER NOT NULL DEFAULT 0,"                         \
    " text TEXT NOT NULL DEFAULT '', made INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0,"                     \
    " gone INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(archive, key, uid)) WITHOUT ROWID;"                                         \
    "CREATE INDEX mark_rank ON mark(archive, rank) WHERE queued > 0;"                                                          \
    "CREATE TABLE undo(id INTEGER PRIMARY KEY AUTOINCREMENT, archive INTEGER NOT NULL, kind INTEGER NOT NULL,"                 \
    " sets INTEGER NOT NULL, subject TEXT NOT NULL, count INTEGER NOT NULL DEFAULT 0, exchanged INTEGER NOT NULL DEFAULT 0,"   \
    " undone INTEGER NOT NULL DEFAULT 0);"                                                                                     \
    "CREATE INDEX undo_archive ON undo(archive, id);"                                                                          \
    "CREATE TABLE undo_entry(undo INTEGER NOT NULL, at INTEGER NOT NULL, key TEXT NOT NULL, uid TEXT NOT NULL DEFAULT '',"     \
    " before BLOB, after BLOB, PRIMARY KEY(undo, at)) WITHOUT ROWID;"                                                          \
    "PRAGMA application_id=1131377997; PRAGMA user_version=3;"

static const char TABLES[] = ARCHIVES MARKS MARK_INDEXES QUERIES NOTES;

_Static_assert(APPLICATION_ID == 1131377997 && VERSION == 3, "the text of NOTES names them");

/* From version 2. */
static const char ADD[] =
    "ALTER TABLE mark ADD COLUMN read_changed INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE mark ADD COLUMN starred_changed INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE mark ADD COLUMN queued_changed INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE mark ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE mark ADD COLUMN rank_changed INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE saved ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE saved ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;" NOTES "UPDATE mark SET rank=queued WHERE queued>0;";

static const char SET_ASIDE[] = "DROP INDEX IF EXISTS mark_starred; DROP INDEX IF EXISTS mark_queued;"
                                "ALTER TABLE mark RENAME TO mark_1;"
                                "CREATE TABLE IF NOT EXISTS saved(name TEXT PRIMARY KEY, query TEXT NOT NULL);"
                                "ALTER TABLE saved RENAME TO saved_1;"
                                "CREATE TABLE IF NOT EXISTS searched(text TEXT PRIMARY KEY, time INTEGER NOT NULL,"
                                " turn INTEGER NOT NULL);"
                                "ALTER TABLE searched RENAME TO searched_1;";

static const char TAKE_OVER[] = "INSERT INTO mark(archive, key, read, starred, queued, position, rank) SELECT 0, key, read,"
                                " starred, queued, position, queued FROM mark_1;"
                                "INSERT INTO saved(archive, name, query) SELECT 0, name, query FROM saved_1 ORDER BY rowid;"
                                "INSERT INTO searched SELECT 0, text, time, turn FROM searched_1;"
                                "DROP TABLE mark_1; DROP TABLE saved_1; DROP TABLE searched_1;";

int marks_refuse(const struct marks *m, struct err *e, const char *why) {
    return err_set(e, "the marks in '%s' cannot be used: %s; the file is unchanged (move it away to start over)", m->file, why);
}

/* Another process may have created them since we found none, so everything is checked inside the transaction. */
static int make_tables(struct marks *m, struct err *e) {
    bool none = db_int(m->db, "SELECT count(*) FROM sqlite_schema") == 0;
    int64_t version = db_int(m->db, "PRAGMA user_version");
    if (db_check(m->db, e) < 0) {
        return -1;
    }
    if (none) {
        return db_exec(m->db, TABLES, e);
    }
    if (version == 1) {
        return db_exec(m->db, SET_ASIDE, e) < 0 || db_exec(m->db, TABLES, e) < 0 ? -1 : db_exec(m->db, TAKE_OVER, e);
    }
    return version == 2 ? db_exec(m->db, ADD, e) : 0;
}

int marks_make_tables(struct marks *m, struct err *e) {
    int64_t application = db_int(m->db, "PRAGMA application_id"), version = db_int(m->db, "PRAGMA user_version");
    int64_t tables = db_int(m->db, "SELECT count(*) FROM sqlite_schema");
    if (db_check(m->db, e) < 0) {
        return -1;
    }
    if (tables && application != APPLICATION_ID) {
        return marks_refuse(m, e, "it belongs to another program");
    }
    if (version > VERSION) {
        return marks_refuse(m, e, "it was made by a newer version of Courant");
    }
    if (tables && version == VERSION) {
        return 0;
    }
    return marks_begin(m, e) < 0 ? -1 : marks_end(m, make_tables(m, e), e);
}
