/* cache_audit: what only all content files together can tell: an identity that two of them have, a source that two tell of. */
#include "cache_audit.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

/* A value that should stand in one file alone. */
static const struct identity {
    const char *name; /* `about` of its problems begins with it */
    const char *column;
    enum severity severity;
    const char *advice;
} identities[] = {
    {"id", "ident", SEVERITY_WARNING, "; give each file its own"},
    {"slug", "slug", SEVERITY_WARNING, "; give each file its own"},
    {"permalink", "permalink", SEVERITY_WARNING, "; give each file its own"},
    {"source link", "source_url", SEVERITY_NOTE, ""},
};

/* ---- which values an update touched ---- */

static void touch(struct cache *c, const char *kind, struct str value) {
    struct statement *s = db_statement(c->db, "INSERT OR IGNORE INTO touched VALUES(?1||?2)");
    bind_str(s, 1, str_from(kind));
    bind_str(s, 2, value);
    db_run(s);
}

void audit_touch_article(struct cache *c, int64_t article) {
    if (c->building) {
        return;
    }
    for (size_t i = 0; i < LENGTH(identities); i++) {
        struct buf sql = {0};
        buf_printf(&sql, "INSERT OR IGNORE INTO touched SELECT '%s:'||%s FROM article WHERE id=? AND %s<>''",
                   identities[i].name, identities[i].column, identities[i].column);
        struct statement *s = db_statement(c->db, buf_cstr(&sql));
        bind_int(s, 1, article);
        db_run(s);
        buf_release(&sql);
    }
    struct statement *s = db_statement(c->db, "SELECT v.term, v.url FROM article a, json_each(a.variants) j JOIN variant v ON"
                                              " v.id=j.value WHERE a.id=?");
    bind_int(s, 1, article);
    while (db_step(s)) {
        touch(c, "offering:", column_str(s, 0));
        touch(c, "offering-url:", column_str(s, 1));
    }
    db_done(s);
}

/* ---- telling ---- */

static void store_finding(struct cache *c, int64_t file, struct str about, const struct problem *p) {
    struct statement *s = db_statement(c->db, "INSERT INTO problem VALUES(?,?,?,?,?,?)");
    bind_int(s, 1, file);
    bind_int(s, 2, p->severity);
    bind_int(s, 3, p->line);
    bind_int(s, 4, p->column);
    bind_str(s, 5, p->message);
    bind_str(s, 6, about);
    db_run(s);
}

void audit_tell(struct audit *a, int64_t file, const char *field, enum severity severity, struct str about,
                struct str message) {
    struct buf clean = {0};
    text_clean_line(&clean, message);
    struct problem p = {.severity = severity, .message = buf_str(&clean)};
    struct statement *s = db_statement(a->cache->db, "SELECT root, path FROM file WHERE id=?");
    bind_int(s, 1, file);
    if (a->each && db_step(s)) {
        a->each(a->context, (int)column_int(s, 0), column_str(s, 1), field, &p);
    }
    db_done(s);
    store_finding(a->cache, file, about, &p);
    buf_release(&clean);
}

void audit_scope(const struct audit *a, const char *kind, const char *column, struct buf *sql) {
    if (!a->cache->building) {
        buf_printf(sql, " AND '%s:'||%s IN (SELECT value FROM touched)", kind, column);
    }
}

/* ---- identities ---- */

static void identity_sql(const struct audit *a, const struct identity *identity, struct buf *sql) {
    const char *column = identity->column;
    buf_printf(sql, "SELECT a.%s, f.id, f.path FROM (SELECT %s AS value FROM article WHERE %s<>''", column, column, column);
    if (!a->cache->building) { /* from the few touched values by the index, and not the other way round */
        buf_printf(sql, " AND %s IN (SELECT substr(value, %zu) FROM touched WHERE value GLOB '%s:*')", column,
                   strlen(identity->name) + 2, identity->name);
    }
    buf_printf(sql, " GROUP BY %s HAVING count(*)>1) d JOIN article a ON a.%s=d.value AND a.%s<>'' JOIN file f ON f.id=a.file",
               column, column, column);
    buf_printf(sql, " ORDER BY a.%s, f.root, f.path", column);
}

static void tell_identity(struct audit *a, const struct identity *identity, struct str value, int64_t file, struct str first) {
    struct buf about = {0}, message = {0}, quoted = {0};
    buf_printf(&about, "%s:", identity->name);
    buf_add_str(&about, value);
    text_quote(&quoted, first);
    buf_printf(&message, "the %s '%.*s' is also that of %s%s", identity->name, SHOWN(value), buf_cstr(&quoted),
               identity->advice);
    audit_tell(a, file, identity->column, identity->severity, buf_str(&about), buf_str(&message));
    buf_release(&about);
    buf_release(&message);
    buf_release(&quoted);
}

static void audit_identity(struct audit *a, const struct identity *identity) {
    struct buf sql = {0}, value = {0}, first = {0};
    identity_sql(a, identity, &sql);
    struct statement *s = db_prepare(a->cache->db, buf_cstr(&sql));
    while (db_step(s)) {
        if (first.n && str_equal(buf_str(&value), column_str(s, 0))) {
            tell_identity(a, identity, buf_str(&value), column_int(s, 1), buf_str(&first));
            continue;
        }
        buf_reset(&value);
        buf_reset(&first);
        buf_add_str(&value, column_str(s, 0));
        buf_add_str(&first, column_str(s, 2));
    }
    db_finish(s);
    buf_release(&sql);
    buf_release(&value);
    buf_release(&first);
}

/* ---- keys ---- */

/* Marks are kept by key: a second article of the same id or slug gets a key of its own, by its path. In an update the one that
 * was there first keeps its key, and so its marks. */
static void add_path(struct buf *own, struct str key, struct str path) {
    buf_add_str(own, key);
    buf_puts(own, " path:");
    text_quote(own, path);
}

void audit_own_key(const struct cache *c, struct str key, struct str path, struct buf *own) {
    bool taken = false;
    if (!c->building && !str_starts(key, "path:")) {
        struct statement *s = db_statement(c->db, "SELECT 1 FROM article WHERE key=? LIMIT 1");
        bind_str(s, 1, key);
        taken = db_step(s);
        db_done(s);
    }
    if (taken) {
        add_path(own, key, path);
    } else {
        buf_add_str(own, key);
    }
}

static void set_key(struct cache *c, int64_t article, struct str key) {
    struct statement *s = db_statement(c->db, "UPDATE article SET key=? WHERE id=?");
    bind_str(s, 1, key);
    bind_int(s, 2, article);
    db_run(s);
}

struct shared_key {
    int64_t article;
    struct str key, path;
};

static void part_keys(struct cache *c) {
    struct arena arena = {0};
    struct shared_key *list = NULL;
    size_t count = 0, capacity = 0;
    struct buf own = {0};
    struct statement *s = db_statement(c->db, "SELECT a.id, a.key, f.path FROM (SELECT key FROM article WHERE key NOT GLOB"
                                              " 'path:*' GROUP BY key HAVING count(*)>1) d JOIN article a ON a.key=d.key JOIN"
                                              " file f ON f.id=a.file ORDER BY a.key, f.root, f.path");
    while (db_step(s)) {
        list = grow(list, count, &capacity, sizeof *list);
        list[count++] = (struct shared_key){column_int(s, 0), column_copy(s, 1, &arena), column_copy(s, 2, &arena)};
    }
    db_done(s);
    for (size_t i = 1; i < count; i++) {
        if (str_equal(list[i].key, list[i - 1].key)) {
            buf_reset(&own);
            add_path(&own, list[i].key, list[i].path);
            set_key(c, list[i].article, buf_str(&own));
        }
    }
    free(list);
    buf_release(&own);
    arena_release(&arena);
}

void audit_run(struct audit *a) {
    struct cache *c = a->cache;
    if (c->building) {
        part_keys(c);
    } else {
        db_run(db_statement(c->db, "DELETE FROM problem WHERE about<>'' AND about IN (SELECT value FROM touched)"));
    }
    for (size_t i = 0; i < LENGTH(identities); i++) {
        audit_identity(a, &identities[i]);
    }
    audit_terms(a);
    if (!c->building) {
        db_run(db_statement(c->db, "DELETE FROM touched"));
    }
}
