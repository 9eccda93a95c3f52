/* cache_audit: problems that involve several content files: two with the same identity, or about the same source. */
#include "cache_audit.h"

#include <string.h>

#include "cache_spellings.h"
#include "text.h"

/* A field whose value should occur in one file of each language only. */
static const struct unique_field {
    const char *name; /* prefix of `about` in its problems */
    const char *column;
    enum severity severity;
    const char *advice;
    bool in_folder; /* elsewhere, or on another day, it makes another address, and is only noted */
} unique_fields[] = {
    {"id", "ident", SEVERITY_WARNING, "; give each file its own", false},
    {"slug", "slug", SEVERITY_WARNING, "; give each file its own", true},
    {"permalink", "permalink", SEVERITY_WARNING, "; give each file its own", false},
    {"source link", "source_url", SEVERITY_NOTE, "", false},
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
    spellings_touch_article(c, article);
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
    const char *address =
        identity->in_folder ? "f.root || substr(f.path, 1, length(f.path)-length(file_name(f.path))) || a.date" : "''";
    buf_printf(sql,
               "SELECT a.%s, f.id, f.path, %s AS address, coalesce(t.language, '') AS language FROM (SELECT %s AS value FROM "
               "article WHERE %s<>''",
               column, address, column, column);
    if (!a->cache->building) { /* start from the few touched values and use the index, not the other way round */
        buf_printf(sql, " AND %s IN (SELECT substr(value, %zu) FROM touched WHERE value GLOB '%s:*')", column,
                   strlen(identity->name) + 2, identity->name);
    }
    buf_printf(sql, " GROUP BY %s HAVING count(*)>1) d JOIN article a ON a.%s=d.value AND a.%s<>'' JOIN file f ON f.id=a.file",
               column, column, column);
    buf_printf(sql, " LEFT JOIN translation t ON t.article=a.id ORDER BY a.%s, language, address, f.root, f.path", column);
}

static void report_identity(struct audit *a, const struct unique_field *identity, struct str value, bool elsewhere,
                            int64_t file, struct str first) {
    struct buf about = {0}, quoted = {0};
    buf_printf(&about, "%s:", identity->name);
    buf_add_str(&about, value);
    text_quote(&quoted, first);
    audit_report(a, file, identity->column, elsewhere ? SEVERITY_NOTE : identity->severity, buf_str(&about),
                 "the %s '%.*s' is also used by %.*s%s", identity->name, SHOWN(value), (int)quoted.n, buf_cstr(&quoted),
                 elsewhere ? "" : identity->advice);
    buf_release(&about);
    buf_release(&quoted);
}

static void set(struct buf *out, struct str text) {
    buf_reset(out);
    buf_add_str(out, text);
}

/* Files of one value and language follow one another, and among them those of one address. */
static void audit_identity(struct audit *a, const struct unique_field *identity) {
    struct buf sql = {0}, value = {0}, language = {0}, address = {0}, first = {0}, first_here = {0};
    identity_sql(a, identity, &sql);
    struct statement *s = db_prepare(a->cache->db, buf_cstr(&sql));
    while (db_step(s)) {
        bool same = first.n && str_equal(buf_str(&value), column_str(s, 0)) && str_equal(buf_str(&language), column_str(s, 4));
        bool here = same && str_equal(buf_str(&address), column_str(s, 3));
        struct str other = buf_str(here ? &first_here : &first);
        if (same) {
            report_identity(a, identity, buf_str(&value), !here, column_int(s, 1), other);
        }
        if (!same) {
            set(&value, column_str(s, 0));
            set(&language, column_str(s, 4));
            set(&first, column_str(s, 2));
        }
        if (!here) {
            set(&address, column_str(s, 3));
            set(&first_here, column_str(s, 2));
        }
    }
    db_finalize(s);
    buf_release(&sql);
    buf_release(&value);
    buf_release(&language);
    buf_release(&address);
    buf_release(&first);
    buf_release(&first_here);
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
    audit_spellings(a);
    audit_habits_judge(c);
    if (!c->building) {
        db_run(db_cached(c->db, "DELETE FROM touched"));
    }
}
