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

static void each_object(struct statement *s, cache_json_each *each, void *context) {
    while (db_step(s)) {
        each(context, column_str(s, 0));
    }
    db_done(s);
}

/* The best are found as for a list: there is one way of weighing. */
static int json_of_best(struct cache *c, const struct query *query, size_t limit, cache_json_each *each, void *context,
                        struct err *e) {
    struct page_request best = {.limit = limit && limit < QUERY_RELEVANT ? limit : QUERY_RELEVANT};
    struct arena arena = {0};
    struct rows rows;
    struct buf sql = {0};
    int result = cache_find(c, query, &best, &arena, &rows, e);
    article_object(&sql);
    buf_puts(&sql, " FROM article a WHERE a.id=?1");
    struct statement *s = db_prepare(c->db, buf_cstr(&sql));
    for (size_t i = 0; result == 0 && i < rows.count; i++) {
        bind_int(s, 1, rows.rows[i].id);
        each_object(s, each, context);
    }
    db_finish(s);
    buf_release(&sql);
    arena_release(&arena);
    return result < 0 ? -1 : db_check(c->db, e);
}

static int json_in_order(struct cache *c, const struct compiled *q, size_t limit, cache_json_each *each, void *context,
                         struct err *e) {
    struct buf sql = {0};
    article_object(&sql);
    buf_printf(&sql, " FROM %s WHERE %s ORDER BY ", buf_cstr(&q->from), buf_cstr(&q->where));
    compiled_order(q, false, &sql);
    buf_printf(&sql, " LIMIT %lld", limit ? (long long)limit : -1);
    struct statement *s = find_prepare(c, q, &sql);
    each_object(s, each, context);
    db_finish(s);
    return db_check(c->db, e);
}

int cache_json(struct cache *c, const struct query *query, size_t limit, cache_json_each *each, void *context, struct err *e) {
    struct compiled q;
    int result = compile_query(c, query, &q, e);
    if (result == 0) {
        result = q.sort == SORT_RELEVANCE ? json_of_best(c, query, limit, each, context, e)
                                          : json_in_order(c, &q, limit, each, context, e);
    }
    compiled_release(&q);
    return result;
}

int cache_json_terms(struct cache *c, enum taxonomy taxonomy, cache_json_each *each, void *context, struct err *e) {
    struct buf sql = {0};
    buf_puts(&sql, "SELECT ");
    buf_printf(&sql, TERM_OBJECT, ", 'articles', x.count, 'newest', iif(x.newest=0, NULL, date(1721424.5 + (x.newest >> 24)))");
    buf_printf(&sql, " FROM term x WHERE x.taxonomy=%d AND x.count>0 ORDER BY authority='', authority, folded_label, id",
               taxonomy);
    struct statement *s = db_prepare(c->db, buf_cstr(&sql));
    each_object(s, each, context);
    db_finish(s);
    buf_release(&sql);
    return db_check(c->db, e);
}
