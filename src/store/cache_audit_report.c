/* cache_audit_report: reports findings and stores them in the cache. */
#include <stdarg.h>

#include "cache_audit.h"

static void store_finding(struct cache *c, int64_t file, struct str about, const struct problem *p) {
    struct statement *s = db_cached(c->db, "INSERT INTO problem VALUES(?,?,?,?,?,?,?)");
    bind_int(s, 1, file);
    bind_int(s, 2, p->severity);
    bind_int(s, 3, p->line);
    bind_int(s, 4, p->column);
    bind_str(s, 5, p->message);
    bind_str(s, 6, p->kind);
    bind_str(s, 7, about);
    db_run(s);
}

void audit_report(struct audit *a, int64_t file, const char *field, enum severity severity, struct str about,
                  const char *format, ...) {
    struct buf message = {0}, kind = {0};
    va_list arguments;
    va_start(arguments, format);
    problem_format(&message, &kind, format, arguments);
    va_end(arguments);
    struct problem p = {.severity = severity, .message = buf_str(&message), .kind = buf_str(&kind)};
    struct statement *s = db_cached(a->cache->db, "SELECT root, path FROM file WHERE id=?");
    bind_int(s, 1, file);
    if (a->each && db_step(s)) {
        a->each(a->context, (int)column_int(s, 0), column_str(s, 1), field, &p);
    }
    db_reset(s);
    store_finding(a->cache, file, about, &p);
    buf_release(&message);
    buf_release(&kind);
}

void audit_scope(const struct audit *a, const char *kind, const char *column, struct buf *sql) {
    if (!a->cache->building) {
        buf_printf(sql, " AND '%s:'||%s IN (SELECT value FROM touched)", kind, column);
    }
}
