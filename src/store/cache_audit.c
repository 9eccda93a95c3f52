/* cache_audit: problems that involve several content files: two with the same identity, or about the same source. */
#include "cache_audit.h"

#include <string.h>

#include "text.h"

/* A field whose value should occur in one file of each language only. */
static const struct unique_field {
    const char *name; /* prefix of `about` in its problems */
    const char *column;
    enum severity severity;
    const char *advice;
} unique_fields[] = {
    {"id", "ident", SEVERITY_WARNING, "; give each file its own"},
    {"slug", "slug", SEVERITY_WARNING, "; give each file its own"},
    {"permalink", "permalink", SEVERITY_WARNING, "; give each file its own"},
    {"source link", "source_url", SEVERITY_NOTE, ""},
};

/* ---- values that an update touched ---- */

static void touch(struct cache *c, const char *kind, struct str value) {
    struct statement *s = db_cached(c->db, "INSERT OR IGNORE INTO touched VALUES(?1||?2)");
    bind_str(s, 1, str_from(kind));
    bind_str(s, 2, value);
    db_run(s);
}

void audit_touch_article(struct cache *c, int64_t article) {
    if (c->building) {
        return;
    }
    for (size_t i = 0; i < ARRAY_SIZE(unique_fields); i++) {
        struct buf sql = {0};
        buf_printf(&sql, "INSERT OR IGNORE INTO touched SELECT '%s:'||%s FROM article WHERE id=? AND %s<>''",
                   unique_fields[i].name, unique_fields[i].column, unique_fields[i].column);
        struct statement *s = db_cached(c->db, buf_cstr(&sql));
        bind_int(s, 1, article);
        db_run(s);
        buf_release(&sql);
    }
    struct statement *s = db_cached(c->db, "SELECT v.term, v.url FROM article a, json_each(a.variants) j JOIN variant v ON"
                                           " v.id=j.value WHERE a.id=?");
    bind_int(s, 1, article);
    while (db_step(s)) {
        touch(c, "offering:", column_str(s, 0));
        touch(c, "offering-url:", column_str(s, 1));
    }
    db_reset(s);
}

/* ---- identities ---- */

static void identity_sql(const struct audit *a, const struct unique_field *identity, struct buf *sql) {
    const char *column = identity->column;
    buf_printf(sql, "SELECT a.%s, f.id, f.path, coalesce(t.language, '') FROM (SELECT %s AS value FROM article WHERE %s<>''",
               column, column, column);
    if (!a->cache->building) { /* start from the few touched values and use the index, not the other way round */
        buf_printf(sql, " AND %s IN (SELECT substr(value, %zu) FROM touched WHERE value GLOB '%s:*')", column,
                   strlen(identity->name) + 2, identity->name);
    }
    buf_printf(sql, " GROUP BY %s HAVING count(*)>1) d JOIN article a ON a.%s=d.value AND a.%s<>'' JOIN file f ON f.id=a.file",
               column, column, column);
    buf_printf(sql, " LEFT JOIN translation t ON t.article=a.id ORDER BY 1, 4, f.root, f.path");
}

static void report_identity(struct audit *a, const struct unique_field *identity, struct str value, int64_t file,
                            struct str first) {
    struct buf about = {0}, message = {0}, quoted = {0};
    buf_printf(&about, "%s:", identity->name);
    buf_add_str(&about, value);
    text_quote(&quoted, first);
    buf_printf(&message, "the %s '%.*s' is also used by %s%s", identity->name, SHOWN(value), buf_cstr(&quoted),
               identity->advice);
    audit_report(a, file, identity->column, identity->severity, buf_str(&about), buf_str(&message));
    buf_release(&about);
    buf_release(&message);
    buf_release(&quoted);
}

static void audit_identity(struct audit *a, const struct unique_field *identity) {
    struct buf sql = {0}, value = {0}, language = {0}, first = {0};
    identity_sql(a, identity, &sql);
    struct statement *s = db_prepare(a->cache->db, buf_cstr(&sql));
    while (db_step(s)) {
        if (first.n && str_equal(buf_str(&value), column_str(s, 0)) && str_equal(buf_str(&language), column_str(s, 3))) {
            report_identity(a, identity, buf_str(&value), column_int(s, 1), buf_str(&first));
            continue;
        }
        buf_reset(&value);
        buf_reset(&language);
        buf_reset(&first);
        buf_add_str(&value, column_str(s, 0));
        buf_add_str(&language, column_str(s, 3));
        buf_add_str(&first, column_str(s, 2));
    }
    db_finalize(s);
    buf_release(&sql);
    buf_release(&value);
    buf_release(&language);
    buf_release(&first);
}

void audit_run(struct audit *a) {
    struct cache *c = a->cache;
    if (!c->building) {
        db_run(db_cached(c->db, "DELETE FROM problem WHERE about<>'' AND about IN (SELECT value FROM touched)"));
    }
    for (size_t i = 0; i < ARRAY_SIZE(unique_fields); i++) {
        audit_identity(a, &unique_fields[i]);
    }
    audit_terms(a);
    if (!c->building) {
        db_run(db_cached(c->db, "DELETE FROM touched"));
    }
}
