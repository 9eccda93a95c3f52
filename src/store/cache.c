/* cache: the database file: schema, version, opening, building beside the old one and replacing it. */
#include "cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "cache_audit.h"
#include "cache_spellings.h"
#include "cache_translations.h"

enum { APPLICATION_ID = CACHE_APPLICATION_ID, MARKS_APPLICATION_ID = 0x436f754d }; /* MARKS_APPLICATION_ID: "CouM" */

static const char SCHEMA[] =
    "CREATE TABLE root(id INTEGER PRIMARY KEY, path TEXT NOT NULL);"
    "CREATE TABLE rules(text TEXT NOT NULL);"
    "CREATE TABLE file(id INTEGER PRIMARY KEY, root INTEGER NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL,"
    " modified INTEGER NOT NULL, inode INTEGER NOT NULL, article INTEGER NOT NULL,"
    " added INTEGER NOT NULL DEFAULT 0);" /* when an update first saw it, in seconds since 1970; 0: a build did */
    "CREATE TABLE article(id INTEGER PRIMARY KEY, file INTEGER NOT NULL, key TEXT NOT NULL, terms TEXT NOT NULL,"
    " variants TEXT NOT NULL, implied TEXT NOT NULL, moment INTEGER NOT NULL, due_day INTEGER NOT NULL, due_at INTEGER NOT"
    " NULL%s);" /* implied: those of its terms that it does not name */
    "CREATE TABLE document(article INTEGER PRIMARY KEY, about TEXT NOT NULL, body BLOB NOT NULL);"
    "CREATE TABLE term(id INTEGER PRIMARY KEY, taxonomy INTEGER NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL,"
    " authority TEXT NOT NULL, label TEXT NOT NULL, slug TEXT NOT NULL, url TEXT NOT NULL, ident TEXT NOT NULL,"
    " folded_label TEXT NOT NULL, folded_name TEXT NOT NULL, spelling TEXT NOT NULL, count INTEGER NOT NULL, newest INTEGER "
    "NOT NULL,"
    " UNIQUE(taxonomy, key));"
    "CREATE TABLE article_term(term INTEGER, article INTEGER, PRIMARY KEY(term, article)) WITHOUT ROWID;"
    "CREATE TABLE term_topic(term INTEGER, topic INTEGER, PRIMARY KEY(term, topic)) WITHOUT ROWID;"
    "CREATE TABLE spelling(id INTEGER PRIMARY KEY, term INTEGER NOT NULL, text TEXT NOT NULL, count INTEGER NOT NULL,"
    " UNIQUE(term, text));"
    "CREATE TABLE article_spelling(article INTEGER, spelling INTEGER, PRIMARY KEY(article, spelling)) WITHOUT ROWID;"
    "CREATE TABLE variant(id INTEGER PRIMARY KEY, term INTEGER NOT NULL, label TEXT NOT NULL, url TEXT NOT NULL,"
    " slug TEXT NOT NULL, topics TEXT NOT NULL, uses INTEGER NOT NULL, newest INTEGER NOT NULL);"
    "CREATE TABLE problem(file INTEGER NOT NULL, severity INTEGER NOT NULL, line INTEGER NOT NULL, col INTEGER NOT NULL,"
    " message TEXT NOT NULL, kind TEXT NOT NULL, about TEXT NOT NULL);" /* about: for problems between files and habits, see
                                                                          cache_audit */
    "CREATE TABLE change(kind INTEGER NOT NULL, root INTEGER NOT NULL, path TEXT NOT NULL, article INTEGER NOT NULL,"
    " title TEXT NOT NULL);"
    /* Articles that have a language or a translation key, or no text, or belong to a group: work, the id of one of its members;
     * 0: to none. page and key begin with "ROOT:"; page: the path without what names the language in it. */
    "CREATE TABLE translation(article INTEGER PRIMARY KEY, language TEXT NOT NULL, page TEXT NOT NULL, key TEXT NOT NULL,"
    " written INTEGER NOT NULL, work INTEGER NOT NULL);"
    "CREATE TABLE aside(article INTEGER PRIMARY KEY);"                 /* the translations that lists do not show */
    "CREATE TABLE reader(language TEXT NOT NULL, main TEXT NOT NULL);" /* by which it was decided, and the site's own */
    "CREATE TABLE language_folder(root INTEGER, path TEXT, PRIMARY KEY(root, path)) WITHOUT ROWID;"
    "CREATE TABLE stat(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE VIRTUAL TABLE words USING fts5(title, about, body, terms, content='', tokenize='courant');"
    "INSERT INTO words(words, rank) VALUES('hashsize', 16777216);" /* a table that fits the processor's caches is faster than a
                                                                      larger one */
    "INSERT INTO words(words, rank) VALUES('pgsz', 16000);"        /* what fits in a page of the database */
    "INSERT INTO words(words, rank) VALUES('automerge', 8);";

/* Created at the end of a build: sorting once is cheaper than maintaining them for every row. */
static const char INDEXES[] = "CREATE INDEX file_path ON file(path);"
                              "CREATE INDEX file_added ON file(added) WHERE added > 0;"
                              "CREATE INDEX file_name ON file(name_key(path));"
                              "CREATE INDEX article_key ON article(key);"
                              "CREATE INDEX article_title ON article(fold(title));"
                              "CREATE INDEX article_ident ON article(ident) WHERE ident <> '';"
                              "CREATE INDEX article_slug ON article(slug) WHERE slug <> '';"
                              "CREATE INDEX article_permalink ON article(permalink) WHERE permalink <> '';"
                              "CREATE INDEX article_alias ON article(aliases) WHERE aliases <> '';"
                              "CREATE INDEX article_many_aliases ON article(id) WHERE instr(aliases, char(10));"
                              "CREATE INDEX article_source ON article(source_url) WHERE source_url <> '';"
                              "CREATE INDEX article_expires ON article(expires) WHERE expires <> 0;"
                              "CREATE INDEX article_dated ON article(date_from) WHERE date_from <> '';"
                              "CREATE INDEX article_due ON article(due_day, due_at) WHERE due_day <> 0;"
                              "CREATE INDEX translation_page ON translation(page) WHERE page <> '';"
                              "CREATE INDEX translation_key ON translation(key) WHERE key <> '';"
                              /* taxonomy is not the first column of these: otherwise joins by id would be driven by it */
                              "CREATE INDEX term_list ON term(authority='', authority, folded_label, taxonomy, count);"
                              "CREATE INDEX term_label ON term(folded_label, taxonomy);"
                              "CREATE INDEX term_name ON term(folded_name, taxonomy);"
                              "CREATE INDEX term_slug ON term(slug, taxonomy);"
                              "CREATE INDEX term_count ON term(count, taxonomy);"
                              "CREATE INDEX term_url ON term(url) WHERE url <> '';"
                              "CREATE INDEX article_spelling_spelling ON article_spelling(spelling, article);"
                              "CREATE INDEX variant_term ON variant(term);"
                              "CREATE INDEX term_topic_topic ON term_topic(topic);"
                              "CREATE INDEX change_article ON change(article);"
                              "CREATE INDEX problem_file ON problem(file);"
                              "CREATE INDEX problem_kind ON problem(kind);"
                              "CREATE INDEX problem_about ON problem(about) WHERE about <> '';";

/* Values that an update changed, so that only rows related to them are rechecked. */
static const char TOUCHED[] = "CREATE TEMP TABLE touched(value TEXT PRIMARY KEY) WITHOUT ROWID;"
                              "CREATE TEMP TABLE member(article INTEGER PRIMARY KEY)";

static void schema_text(struct buf *out) {
    struct buf columns = {0};
    for (size_t i = 0; i < field_count; i++) {
        bool number = fields[i].kind == FIELD_DATE || fields[i].kind == FIELD_FLAG;
        if (fields[i].kind != FIELD_TERMS && !(fields[i].flags & FIELD_INVERTED)) {
            buf_printf(&columns, ", %s %s NOT NULL", fields[i].name, number ? "INTEGER" : "TEXT");
        }
    }
    static const char mark[] = "%s";
    const char *split = strstr(SCHEMA, mark);
    buf_add(out, SCHEMA, (size_t)(split - SCHEMA));
    buf_add_str(out, buf_str(&columns));
    buf_puts(out, split + strlen(mark));
    buf_release(&columns);
}

#define STORED(id, name, alias, plural, title, label, shown, key, reader, searched) "|" #id " " #reader

/* Everything that determines a cache's contents goes into this number: the schema, the indexes, the taxonomies, the fields and
 * their sources, and a number to increase when the meaning of stored bytes changes. */
static int64_t version(void) {
    enum { MEANING = 6 };
    struct buf all = {0};
    schema_text(&all);
    buf_printf(&all, "%s%s%s%d", INDEXES, TRANSLATION_INDEX, TAXONOMIES(STORED), MEANING);
    for (size_t i = 0; i < field_count; i++) {
        buf_printf(&all, "|%s %d %u %d", fields[i].name, fields[i].kind, fields[i].flags, fields[i].taxonomy);
        for (const char *const *path = fields[i].paths; path && *path; path++) {
            buf_printf(&all, " %s", *path);
        }
    }
    int64_t number = (int64_t)(str_hash(buf_str(&all)) & 0x7fffffff);
    buf_release(&all);
    return number;
}

static bool has_log(const char *file, const char *suffix) {
    struct stat status;
    char *name = cache_beside(file, suffix);
    bool has = stat(name, &status) == 0 && status.st_size > 0;
    free(name);
    return has;
}

/* Returns 0 if there is none. */
static int remove_beside(const char *file, const char *suffix, struct err *e) {
    char *name = cache_beside(file, suffix);
    int result = unlink(name) == 0 || errno == ENOENT ? 0 : err_set(e, "cannot remove '%s': %s", name, strerror(errno));
    free(name);
    return result;
}

static int remove_logs(const char *file, struct err *e) {
    return remove_beside(file, "-wal", e) < 0 || remove_beside(file, "-shm", e) < 0 || remove_beside(file, "-journal", e) < 0
               ? -1
               : 0;
}

static int create(struct cache *c, struct err *e) {
    if (!c->scratch &&
        (remove_beside(c->opened, "", e) < 0 || remove_logs(c->opened, e) < 0 || cache_create_file(c->opened, e) < 0)) {
        return -1;
    }
    c->db = db_open(c->opened, DB_CREATE, e);
    if (!c->db) {
        return -1;
    }
    struct buf sql = {0};
    buf_printf(&sql,
               "PRAGMA page_size=16384; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA secure_delete=OFF;"
               " PRAGMA cache_size=-40000; PRAGMA application_id=%d; PRAGMA user_version=%lld; BEGIN;",
               APPLICATION_ID, (long long)version());
    schema_text(&sql);
    buf_puts(&sql, "COMMIT");
    int result = db_exec(c->db, buf_cstr(&sql), e);
    buf_release(&sql);
    return result;
}

static int check_version(struct cache *c, struct err *e) {
    int64_t application = db_int(c->db, "PRAGMA application_id"), user = db_int(c->db, "PRAGMA user_version");
    if (db_check(c->db, e) < 0) {
        return -1;
    }
    if (application != APPLICATION_ID) {
        return err_set_code(e, ERR_CORRUPT, "'%s' is not a Courant cache", c->file);
    }
    if (user != version()) {
        return err_set_code(e, ERR_CORRUPT, "'%s' was made by another version of Courant", c->file);
    }
    return 0;
}

static int open_existing(struct cache *c, bool trusted, bool writing, struct err *e) {
    if (access(c->opened, F_OK) != 0) {
        return err_set_code(e, errno == ENOENT ? ERR_MISSING : ERR_OTHER, "cannot open the cache '%s': %s", c->file,
                            strerror(errno));
    }
    if (trusted && cache_check_owner(c->opened, e) < 0) {
        return -1;
    }
    c->db = db_open(c->opened, writing ? DB_WRITE : DB_READ, e);
    if (!c->db || check_version(c, e) < 0) {
        return cache_explain_busy(c->file, e);
    }
    const char *settings = writing ? "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-4000" : "PRAGMA cache_size=-4000";
    return db_exec(c->db, settings, e);
}

static int open_existing_for_update(struct cache *c, struct err *e) {
    if (open_existing(c, true, true, e) < 0 || db_exec(c->db, TOUCHED, e) < 0) {
        return -1;
    }
    db_exec(c->db, "PRAGMA journal_mode=WAL", NULL); /* fails while a reader holds a lock: then the old journal mode is used */
    return 0;
}

static struct cache *new_cache(const char *file, bool building) {
    struct cache *c = xcalloc(1, sizeof *c);
    c->syncing = -1;
    c->file = xstrdup(file);
    c->opened = cache_beside(file, building ? ".building" : "");
    return c;
}

/* Returns NULL if it could not be opened. */
static struct cache *end_opening(struct cache *c, int result) {
    struct stat status;
    if (result < 0) {
        cache_close(c);
        return NULL;
    }
    if (stat(c->opened, &status) == 0) {
        c->device = status.st_dev;
        c->inode = status.st_ino;
    }
    return c;
}

struct cache *cache_open(const char *file, enum cache_mode mode, struct err *e) {
    struct cache *c = new_cache(file, mode == CACHE_WATCH && access(file, F_OK) != 0);
    return end_opening(c, open_existing(c, mode == CACHE_WATCH, false, e));
}

struct cache *cache_open_for_update(const char *file, enum cache_update_mode mode, struct err *e) {
    struct cache *c = new_cache(file, mode == CACHE_BUILD);
    c->scratch = mode == CACHE_SCRATCH;
    c->building = mode != CACHE_UPDATE;
    c = end_opening(c, c->building ? create(c, e) : open_existing_for_update(c, e));
    if (c) {
        c->writer = writer_new(c->db, c->building);
        c->places = places_new();
    }
    return c;
}

static void close_database(struct cache *c) {
    db_close(c->db);
    c->db = NULL;
    if (c->syncing >= 0) {
        close(c->syncing);
        c->syncing = -1;
    }
}

void cache_close(struct cache *c) {
    if (!c) {
        return;
    }
    bool unfinished = c->building && !c->scratch; /* false after cache_publish */
    writer_free(c->writer);
    places_free(c->places);
    cache_order_free(c->kept);
    close_database(c);
    if (unfinished) {
        unlink(c->opened);
    }
    arena_release(&c->arena);
    free(c->opened);
    free(c->file);
    free(c);
}

/* During the first build there is no file of the final name: then the file being built may have been replaced. Once it was
 * renamed, its log files have other names, too, so it must be opened again although it is the same file. */
bool cache_is_stale(const struct cache *c) {
    struct stat status;
    const char *now = access(c->file, F_OK) == 0 ? c->file : c->opened;
    return strcmp(now, c->opened) != 0 || stat(now, &status) != 0 || status.st_dev != c->device || status.st_ino != c->inode;
}

void cache_set_last_visit(struct cache *c, int64_t time) {
    c->last_visit = time;
}

void cache_set_interrupt(struct cache *c, int (*should_stop)(void *context), void *context) {
    db_set_interrupt(c->db, should_stop, context);
}

int cache_begin(struct cache *c, struct err *e) {
    /* Only writing needs a large page cache; a connection that reads the file rows keeps a small one. */
    if (db_exec(c->db, "PRAGMA cache_size=-40000; BEGIN IMMEDIATE", e) < 0) {
        return -1;
    }
    c->open_transaction = true;
    audit_habits_load(c);
    return c->building ? 0
                       : db_exec(c->db, "DELETE FROM change; INSERT OR REPLACE INTO stat VALUES('updated', strftime('%s'))", e);
}

int cache_commit(struct cache *c, struct err *e) {
    writer_flush(c->writer);
    if (db_check(c->db, e) < 0 || db_exec(c->db, "COMMIT", e) < 0) {
        return -1;
    }
    c->open_transaction = false;
    return 0;
}

/* Lets the disk begin with what is written already, so that there is less to wait for in cache_publish. It promises nothing.
 * The file is closed after the database: closing it before would give up SQLite's locks on it. */
static void start_sync(struct cache *c) {
#ifdef SYNC_FILE_RANGE_WRITE
    c->syncing = open(c->opened, O_RDONLY | O_CLOEXEC);
    if (c->syncing >= 0) {
        sync_file_range(c->syncing, 0, 0, SYNC_FILE_RANGE_WRITE);
    }
#else
    (void)c;
#endif
}

int cache_finish(struct cache *c, cache_each_finding *each, void *context, struct err *e) {
    writer_flush(c->writer);
    if (c->building && !c->scratch) {
        start_sync(c);
    }
    if (db_check(c->db, e) < 0 || (c->building && db_exec(c->db, INDEXES, e) < 0)) {
        return -1;
    }
    translations_run(c);
    spellings_choose(c);
    audit_run(&(struct audit){c, each, context});
    return db_check(c->db, e);
}

void cache_rollback(struct cache *c) {
    if (c->open_transaction) {
        db_check(c->db, NULL);
        db_exec(c->db, "ROLLBACK", NULL);
        writer_forget(c->writer);
        places_forget(c->places);
        c->open_transaction = false;
    }
}

static int sync_path(const char *path, struct err *e) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int result = fd < 0 ? -1 : fsync(fd);
    if (result < 0) {
        err_set(e, "cannot write '%s' to disk: %s", path, strerror(errno));
    }
    if (fd >= 0) {
        close(fd);
    }
    return result;
}

static int sync_folder_of(const char *file, struct err *e) {
    const char *slash = strrchr(file, '/');
    char *folder = slash ? strndup(file, (size_t)(slash - file) + 1) : xstrdup(".");
    int result = sync_path(folder ? folder : "/", e);
    free(folder);
    return result;
}

/* SQLite would replay a log that was written for the old database into the new one. So if there is a log, the old database is
 * deleted before its log, and both before the rename; if there is none, a cache exists at any moment. Processes that have the
 * old files open keep them. */
static int replace(const char *built, const char *file, struct err *e) {
    if (sync_path(built, e) < 0) {
        return -1;
    }
    bool has_logs = has_log(file, "-wal") || has_log(file, "-journal");
    if ((has_logs && remove_beside(file, "", e) < 0) || remove_logs(file, e) < 0) {
        return -1;
    }
    if (rename(built, file) != 0) {
        return err_set(e, "cannot move the new cache to '%s': %s", file, strerror(errno));
    }
    return sync_folder_of(file, e);
}

int cache_publish(struct cache *c, struct err *e) {
    close_database(c);
    int result = replace(c->opened, c->file, e);
    c->building = result < 0;
    cache_close(c);
    return result;
}

/* The application ID of a database is in its header: offset 68, big-endian (sqlite.org/fileformat.html). */
static int64_t application_id_of(const unsigned char *header, size_t n) {
    bool database = n == 100 && !memcmp(header, "SQLite format 3", 16);
    return database ? (int64_t)header[68] << 24 | header[69] << 16 | header[70] << 8 | header[71] : -1;
}

int cache_keep_foreign(const char *file, struct buf *kept, struct err *e) {
    unsigned char header[100];
    int fd = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    ssize_t n = fd < 0 ? 0 : read(fd, header, sizeof header);
    if (fd >= 0) {
        close(fd);
    }
    int64_t maker = application_id_of(header, n > 0 ? (size_t)n : 0);
    if (n <= 0 || maker == APPLICATION_ID) {
        return 0;
    }
    if (maker == MARKS_APPLICATION_ID) {
        return err_set(e, "'%s' holds marks, not a cache; choose another file with --cache", file);
    }
    for (int i = 1; i < 1000; i++) {
        buf_reset(kept);
        buf_printf(kept, "%s.kept-%d", file, i);
        if (link(file, buf_cstr(kept)) == 0) {
            return unlink(file);
        }
        if (errno != EEXIST) {
            break;
        }
    }
    return err_set(e, "'%s' is not a Courant cache and cannot be moved away: %s; choose another file with --cache", file,
                   strerror(errno));
}
