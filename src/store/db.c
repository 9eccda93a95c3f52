/* db: SQLite with sticky errors and cached statements. */
#include "db.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "db_private.h"
#include "map.h"

enum { KEPT = 256, RECENT = 128, BUSY_MILLISECONDS = 5000, READER_BUSY_MILLISECONDS = 250, OPERATIONS_BETWEEN_CHECKS = 1000 };

struct statement {
    struct db *db;
    sqlite3_stmt *stmt; /* NULL if it could not be prepared */
    char *sql;
};

struct db {
    sqlite3 *sqlite;
    char *file;
    bool holding;     /* inside db_begin_read */
    struct err first; /* the first failure; code ERR_NONE: none */
    struct statement kept[KEPT];
    size_t kept_count;
    struct map kept_by_sql;           /* 1 + index */
    struct statement *recent[RECENT]; /* cached statements by the address of their SQL, which is usually a string literal */
};

static enum err_code code_of(int sqlite_code) {
    switch (sqlite_code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ERR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_BUSY;
    case SQLITE_INTERRUPT:
        return ERR_INTERRUPTED;
    default:
        return ERR_OTHER;
    }
}

static void fail(struct db *db, int sqlite_code) {
    if (db->first.code == ERR_NONE) {
        int system = sqlite3_system_errno(db->sqlite);
        bool explain = system && (sqlite_code & 0xff) != SQLITE_CORRUPT && (sqlite_code & 0xff) != SQLITE_ERROR;
        err_set_code(&db->first, code_of(sqlite_code), "'%s': %s%s%s", db->file, sqlite3_errmsg(db->sqlite),
                     explain ? ": " : "", explain ? strerror(system) : "");
    }
}

/* Anybody may have put a cache file there: nothing in its schema may run code (triggers, views, functions), and damaged pages
 * must be reported as such. */
static void harden(sqlite3 *sqlite) {
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_exec(sqlite, "PRAGMA cell_size_check=ON", NULL, NULL, NULL);
}

static char *uri_of(const char *file, const char *parameters) {
    struct buf uri = {0};
    buf_puts(&uri, "file:");
    for (const unsigned char *p = (const unsigned char *)file; *p; p++) {
        if (strchr("?#%", *p) || *p < 0x20) {
            buf_printf(&uri, "%%%02X", *p);
        } else {
            buf_putc(&uri, (char)*p);
        }
    }
    buf_puts(&uri, parameters);
    buf_putc(&uri, '\0');
    return uri.p;
}

static int open_with(struct db *db, const char *parameters, int flags) {
    char *uri = uri_of(db->file, parameters);
    int result = sqlite3_open_v2(uri, &db->sqlite, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    free(uri);
    if (!db->sqlite) {
        die("out of memory (opening a database)");
    }
    sqlite3_extended_result_codes(db->sqlite, 1);
    return result;
}

/* The first read shows whether the file is a database at all and, in WAL mode, whether its folder can be used. */
static int probe(struct db *db) {
    return sqlite3_exec(db->sqlite, "SELECT 1 FROM sqlite_schema LIMIT 1", NULL, NULL, NULL);
}

static int open_reading(struct db *db) {
    int result = open_with(db, "?mode=ro", SQLITE_OPEN_READONLY);
    if (result == SQLITE_OK) {
        sqlite3_busy_timeout(db->sqlite, READER_BUSY_MILLISECONDS);
        harden(db->sqlite);
        result = probe(db);
    }
    if ((result & 0xff) == SQLITE_CANTOPEN || (result & 0xff) == SQLITE_READONLY) {
        if (access(db->file, R_OK) != 0) {
            return result;
        }
        /* A WAL database in a folder where no lock file can be created, such as on a read-only file system: nobody else can
         * write it either. */
        sqlite3_close(db->sqlite);
        db->sqlite = NULL;
        result = open_with(db, "?mode=ro&immutable=1", SQLITE_OPEN_READONLY);
        if (result == SQLITE_OK) {
            harden(db->sqlite);
            result = probe(db);
        }
    }
    return result;
}

static int open_writing(struct db *db, int flags) {
    int result = open_with(db, "", SQLITE_OPEN_READWRITE | flags);
    if (result == SQLITE_OK) {
        sqlite3_busy_timeout(db->sqlite, BUSY_MILLISECONDS);
        if (!flags) {
            harden(
                db->sqlite); /* files we create are trusted; also, harden forbids turning the journal off, which a build does */
        }
        result = probe(db);
    }
    return result;
}

struct db *db_open(const char *file, enum db_mode mode, struct err *e) {
    struct db *db = xcalloc(1, sizeof *db);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* we never query memory usage; fails once a database was opened */
    db->file = xstrdup(file);
    int result = mode == DB_READ ? open_reading(db) : open_writing(db, mode == DB_CREATE ? SQLITE_OPEN_CREATE : 0);
    if (result == SQLITE_OK) {
        result = db_tokenizer_register(db->sqlite);
    }
    if (result == SQLITE_OK) {
        result = db_functions_register(db->sqlite);
    }
    if (result != SQLITE_OK) {
        fail(db, result);
        db_check(db, e);
        db_close(db);
        return NULL;
    }
    return db;
}

void db_close(struct db *db) {
    if (!db) {
        return;
    }
    for (size_t i = 0; i < db->kept_count; i++) {
        sqlite3_finalize(db->kept[i].stmt);
        free(db->kept[i].sql);
    }
    map_release(&db->kept_by_sql);
    sqlite3_close(db->sqlite);
    free(db->file);
    free(db);
}

int db_exec(struct db *db, const char *sql, struct err *e) {
    int result = sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);
    if (result != SQLITE_OK) {
        fail(db, result);
    }
    return db_check(db, e);
}

int db_check(struct db *db, struct err *e) {
    if (db->first.code == ERR_NONE) {
        return 0;
    }
    if (e) {
        *e = db->first;
    }
    db->first.code = ERR_NONE;
    return -1;
}

bool db_failed(const struct db *db) {
    return db->first.code != ERR_NONE;
}

static void prepare(struct statement *s, unsigned flags) {
    int result = sqlite3_prepare_v3(s->db->sqlite, s->sql, -1, flags, &s->stmt, NULL);
    if (result == SQLITE_ERROR) { /* a missing table: the schema, which is checked on opening, was damaged since */
        result = SQLITE_CORRUPT;
    }
    if (result != SQLITE_OK) {
        fail(s->db, result);
    }
}

static struct statement **recent_slot(struct db *db, const char *sql) {
    return &db->recent[((uintptr_t)sql >> 4) % RECENT];
}

static bool is_statement(const void *db, uint32_t place, uint64_t number, struct str sql) {
    (void)number;
    return str_is(sql, ((const struct db *)db)->kept[place - 1].sql);
}

static struct statement *kept_statement(struct db *db, const char *sql) {
    uint32_t *place = map_at(&db->kept_by_sql, is_statement, db, 0, str_from(sql));
    if (*place) {
        return &db->kept[*place - 1];
    }
    if (db->kept_count == KEPT) {
        die("more than %d kinds of cached database statements", KEPT);
    }
    struct statement *s = &db->kept[db->kept_count++];
    *s = (struct statement){.db = db, .sql = xstrdup(sql)};
    *place = (uint32_t)db->kept_count;
    return s;
}

struct statement *db_cached(struct db *db, const char *sql) {
    struct statement **recent = recent_slot(db, sql), *s = *recent;
    if (!s || strcmp(s->sql, sql)) {
        *recent = s = kept_statement(db, sql);
    }
    if (s->stmt) {
        db_reset(s);
    } else {
        prepare(s, SQLITE_PREPARE_PERSISTENT);
    }
    return s;
}

struct statement *db_prepare(struct db *db, const char *sql) {
    struct statement *s = xcalloc(1, sizeof *s);
    *s = (struct statement){.db = db, .sql = xstrdup(sql)};
    prepare(s, 0);
    return s;
}

void db_finalize(struct statement *s) {
    sqlite3_finalize(s->stmt);
    free(s->sql);
    free(s);
}

static void bound(struct statement *s, int result) {
    if (result != SQLITE_OK && s->stmt) {
        fail(s->db, result);
    }
}

void bind_int(struct statement *s, int parameter, int64_t value) {
    bound(s, sqlite3_bind_int64(s->stmt, parameter, value));
}

void bind_str(struct statement *s, int parameter, struct str value) {
    bound(s, sqlite3_bind_text64(s->stmt, parameter, value.p ? value.p : "", value.n, SQLITE_STATIC, SQLITE_UTF8));
}

void bind_blob(struct statement *s, int parameter, struct str value) {
    bound(s, sqlite3_bind_blob64(s->stmt, parameter, value.p ? value.p : "", value.n, SQLITE_STATIC));
}

bool db_step(struct statement *s) {
    if (!s->stmt || db_failed(s->db)) {
        return false;
    }
    int result = sqlite3_step(s->stmt);
    if (result == SQLITE_ROW) {
        return true;
    }
    if (result != SQLITE_DONE) {
        fail(s->db, result);
    }
    return false;
}

void db_run(struct statement *s) {
    while (db_step(s)) {
    }
    db_reset(s);
}

void db_reset(struct statement *s) {
    if (s->stmt) {
        sqlite3_reset(s->stmt);
        sqlite3_clear_bindings(s->stmt);
    }
}

int64_t column_int(struct statement *s, int column) {
    return sqlite3_column_int64(s->stmt, column);
}

struct str column_str(struct statement *s, int column) {
    const void *p = sqlite3_column_blob(s->stmt, column);
    return p ? (struct str){p, (size_t)sqlite3_column_bytes(s->stmt, column)} : STR_NONE;
}

struct str column_copy(struct statement *s, int column, struct arena *arena) {
    struct str value = column_str(s, column);
    return value.n ? arena_copy(arena, value) : STR_NONE;
}

bool column_is_null(struct statement *s, int column) {
    return sqlite3_column_type(s->stmt, column) == SQLITE_NULL;
}

void db_begin_read(struct db *db) {
    db->holding = sqlite3_get_autocommit(db->sqlite) && sqlite3_exec(db->sqlite, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
}

void db_end_read(struct db *db) {
    if (db->holding) {
        sqlite3_exec(db->sqlite, "COMMIT", NULL, NULL, NULL);
        db->holding = false;
    }
}

int64_t db_int(struct db *db, const char *sql) {
    struct statement *s = db_cached(db, sql);
    int64_t value = db_step(s) ? column_int(s, 0) : 0;
    db_reset(s);
    return value;
}

int64_t db_last_id(struct db *db) {
    return sqlite3_last_insert_rowid(db->sqlite);
}

void db_set_interrupt(struct db *db, int (*should_stop)(void *context), void *context) {
    sqlite3_progress_handler(db->sqlite, should_stop ? OPERATIONS_BETWEEN_CHECKS : 0, should_stop, context);
}

const char *db_library(void) {
    return sqlite3_libversion();
}
