/* cache_json: records as JSON, by SQLite's json_object, from the table of fields. */
#include "cache_private.h"

/* Days are stored as numbers (see date.h); SQLite counts Julian days. */
#define ISO_DATE "iif(a.%s=0, NULL, date(1721424.5 + a.%s))"

#define TERM_OBJECT                                                                                                            \
    "json_object('name', x.name, 'authority', nullif(x.authority, ''), 'label', x.label, 'slug', nullif(x.slug, ''), 'url',"   \
    " nullif(x.url, ''), 'id', nullif(x.ident, '')%s)"

static void field_json(const struct field *f, struct buf *sql) {
    if (f->flags & FIELD_INVERTED || f->kind == FIELD_TERMS) {
        return;
    }
    buf_printf(sql, ", '%s', ", f->name);
    if (f->kind == FIELD_DATE) {
        buf_printf(sql, ISO_DATE, f->name, f->name);
    } else if (f->kind == FIELD_FLAG) {
        buf_printf(sql, "json(iif(a.%s, 'true', 'false'))", f->name);
    } else {
        buf_printf(sql, "nullif(a.%s, '')", f->name);
    }
}

static void terms_json(enum taxonomy taxonomy, struct buf *sql) {
    buf_printf(sql, ", '%s', json((SELECT json_group_array(json(o)) FROM (SELECT ", taxonomies[taxonomy].plural);
    buf_printf(sql, TERM_OBJECT, "");
    buf_printf(sql, " AS o FROM json_each(a.terms) j JOIN term x ON x.id=j.value WHERE x.taxonomy=%d ORDER BY j.key)))",
               taxonomy);
}

static void article_object(struct buf *sql) {
    buf_puts(sql, "SELECT json_object('article', a.id, 'key', a.key, 'path', (SELECT path FROM file WHERE file.id=a.file)");
    for (size_t i = 0; i < field_count; i++) {
        field_json(&fields[i], sql);
    }
    for (int t = 0; t < TAX_COUNT; t++) {
        terms_json((enum taxonomy)t, sql);
    }
    buf_puts(sql, ")");
}

int cache_json(struct cache *c, const struct query *query, size_t limit, cache_json_each *each, void *context, struct err *e) {
    struct compiled q;
    if (compile_query(c, query, &q, e) < 0) {
        compiled_release(&q);
        return -1;
    }
    struct buf sql = {0};
    article_object(&sql);
    buf_printf(&sql, " FROM %s WHERE %s ORDER BY ", buf_cstr(&q.from), buf_cstr(&q.where));
    compiled_order(&q, false, &sql);
    if (q.sort == SORT_RELEVANCE && (!limit || limit > QUERY_RELEVANT)) {
        limit = QUERY_RELEVANT;
    }
    buf_printf(&sql, " LIMIT %lld", limit ? (long long)limit : -1);
    struct statement *s = find_prepare(c, &q, &sql);
    while (db_step(s)) {
        each(context, column_str(s, 0));
    }
    db_finish(s);
    compiled_release(&q);
    return db_check(c->db, e);
}

int cache_json_terms(struct cache *c, enum taxonomy taxonomy, cache_json_each *each, void *context, struct err *e) {
    struct buf sql = {0};
    buf_puts(&sql, "SELECT ");
    buf_printf(&sql, TERM_OBJECT, ", 'articles', x.count, 'newest', iif(x.newest=0, NULL, date(1721424.5 + (x.newest >> 24)))");
    buf_printf(&sql, " FROM term x WHERE x.taxonomy=%d AND x.count>0 ORDER BY authority='', authority, folded_label, id",
               taxonomy);
    struct statement *s = db_prepare(c->db, buf_cstr(&sql));
    while (db_step(s)) {
        each(context, column_str(s, 0));
    }
    db_finish(s);
    buf_release(&sql);
    return db_check(c->db, e);
}
