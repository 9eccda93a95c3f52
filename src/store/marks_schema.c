/* marks_schema: the tables of the marks. */
#include "marks_private.h"

enum { APPLICATION_ID = 0x436f754d, VERSION = 2 }; /* "CouM" */

/* Each mark column is the time it was set, in seconds since 1970, or 0; `stray` is the time its article was last missed. Rows
 * of archive 0 come from version 1. archive.roots: the roots that the keys of its marks refer to, as in `place`. */
static const char TABLES[] =
    "CREATE TABLE archive(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, claimed INTEGER NOT NULL DEFAULT 0,"
    " roots BLOB NOT NULL DEFAULT x'');"
    "CREATE TABLE place(roots BLOB PRIMARY KEY, archive INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE sample(archive INTEGER NOT NULL, key TEXT NOT NULL, title TEXT NOT NULL, day INTEGER NOT NULL,"
    " PRIMARY KEY(archive, key)) WITHOUT ROWID;"
    "CREATE TABLE mark(archive INTEGER NOT NULL DEFAULT 0, key TEXT NOT NULL, title TEXT NOT NULL DEFAULT '',"
    " day INTEGER NOT NULL DEFAULT 0, read INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0,"
    " queued INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0, stray INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY(archive, key)) WITHOUT ROWID;"
    /* Starred, queued and stray articles are few compared with those that were read. */
    "CREATE INDEX mark_starred ON mark(archive, starred) WHERE starred > 0;"
    "CREATE INDEX mark_queued ON mark(archive, queued) WHERE queued > 0;"
    "CREATE INDEX mark_stray ON mark(archive, stray) WHERE stray > 0;"
    "CREATE TABLE saved(archive INTEGER NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, UNIQUE(archive, name));"
    "CREATE TABLE searched(archive INTEGER NOT NULL, text TEXT NOT NULL, time INTEGER NOT NULL, turn INTEGER NOT NULL,"
    " PRIMARY KEY(archive, text));"
    "PRAGMA application_id=1131377997; PRAGMA user_version=2;";

_Static_assert(APPLICATION_ID == 1131377997 && VERSION == 2, "the text of TABLES names them");

static const char SET_ASIDE[] = "DROP INDEX IF EXISTS mark_starred; DROP INDEX IF EXISTS mark_queued;"
                                "ALTER TABLE mark RENAME TO mark_1;"
                                "CREATE TABLE IF NOT EXISTS saved(name TEXT PRIMARY KEY, query TEXT NOT NULL);"
                                "ALTER TABLE saved RENAME TO saved_1;"
                                "CREATE TABLE IF NOT EXISTS searched(text TEXT PRIMARY KEY, time INTEGER NOT NULL,"
                                " turn INTEGER NOT NULL);"
                                "ALTER TABLE searched RENAME TO searched_1;";

static const char TAKE_OVER[] = "INSERT INTO mark(archive, key, read, starred, queued, position) SELECT 0, key, read, starred, "
                                "queued, position FROM mark_1;"
                                "INSERT INTO saved SELECT 0, name, query FROM saved_1 ORDER BY rowid;"
                                "INSERT INTO searched SELECT 0, text, time, turn FROM searched_1;"
                                "DROP TABLE mark_1; DROP TABLE saved_1; DROP TABLE searched_1;";

int marks_refuse(const struct marks *m, struct err *e, const char *why) {
    return err_set(e, "the marks in '%s' cannot be used: %s; the file is unchanged (move it away to start over)", m->file, why);
}

/* Another process may have created them since we found none, so everything is checked inside the transaction. */
static int make_tables(struct marks *m, struct err *e) {
    bool none = db_int(m->db, "SELECT count(*) FROM sqlite_schema") == 0;
    bool old = db_int(m->db, "PRAGMA user_version") == 1;
    if (db_check(m->db, e) < 0) {
        return -1;
    }
    if (old && db_exec(m->db, SET_ASIDE, e) < 0) {
        return -1;
    }
    if ((none || old) && db_exec(m->db, TABLES, e) < 0) {
        return -1;
    }
    return old ? db_exec(m->db, TAKE_OVER, e) : 0;
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
