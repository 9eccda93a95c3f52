/* cache_audit_report: reports findings and stores them in the cache. */
#include "cache_audit.h"
#include "text.h"

static void store_finding(struct cache *c, int64_t file, struct str about, const struct problem *p) {
    struct statement *s = db_cached(c->db, "INSERT INTO problem VALUES(?,?,?,?,?,?)");
    bind_int(s, 1, file);
    bind_int(s, 2, p->severity);
    bind_int(s, 3, p->line);
    bind_int(s, 4, p->column);
    bind_str(s, 5, p->message);
    bind_str(s, 6, about);
    db_run(s);
}

void audit_report(struct audit *a, int64_t file, const char *field, enum severity severity, struct str about,
                  struct str message) {
    struct buf clean = {0};
    text_clean_line(&clean, message);
    struct problem p = {.severity = severity, .message = buf_str(&clean)};
    struct statement *s = db_cached(a->cache->db, "SELECT root, path FROM file WHERE id=?");
    bind_int(s, 1, file);
    if (a->each && db_step(s)) {
        a->each(a->context, (int)column_int(s, 0), column_str(s, 1), field, &p);
    }
    db_reset(s);
    store_finding(a->cache, file, about, &p);
    buf_release(&clean);
}

void audit_scope(const struct audit *a, const char *kind, const char *column, struct buf *sql) {
    if (!a->cache->building) {
        buf_printf(sql, " AND '%s:'||%s IN (SELECT value FROM touched)", kind, column);
    }
}
