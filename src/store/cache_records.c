/* cache_records: whole records, generated from the tables of fields and taxonomies, as JSON objects by SQLite's json_object or
 * as columns of a table. */
#include <stdlib.h>

#include "cache_private.h"

/* Days are stored as numbers (see date.h); SQLite uses Julian days. */
#define ISO_DATE(day) "iif(" day "=0, NULL, date(1721424.5 + " day "))"
#define OF_ARTICLE "json_each(a.terms) j JOIN term x ON x.id=j.value WHERE x.taxonomy=%d AND " IS_NAMED " ORDER BY j.key"

/* The select list: one JSON object, or one column for each member. */
struct selection {
    bool is_table;
    struct buf sql;
    const char **names;
    size_t count, capacity;
};

static void add_member(struct selection *s, const char *name, const char *value) {
    s->names = grow(s->names, s->count, &s->capacity, sizeof *s->names);
    if (s->is_table) {
        buf_printf(&s->sql, "%s%s", s->count ? ", " : "", value);
    } else {
        buf_printf(&s->sql, "%s'%s', %s", s->count ? ", " : "json_object(", name, value);
    }
    s->names[s->count++] = name;
}

static void end_members(struct selection *s) {
    buf_puts(&s->sql, s->is_table ? "" : ")");
}

static void selection_release(struct selection *s) {
    buf_release(&s->sql);
    free(s->names);
}

static void add_field(struct selection *s, const struct field *f) {
    struct buf value = {0};
    if (f->flags & FIELD_INVERTED || f->kind == FIELD_TERMS) {
        return;
    }
    if (f->kind == FIELD_DATE) {
        buf_printf(&value, ISO_DATE("a.%s"), f->name, f->name);
    } else if (f->kind == FIELD_FLAG) {
        buf_printf(&value, s->is_table ? "iif(a.%s, 'true', 'false')" : "json(iif(a.%s, 'true', 'false'))", f->name);
    } else {
        buf_printf(&value, "nullif(a.%s, '')", f->name);
    }
    add_member(s, f->name, buf_cstr(&value));
    buf_release(&value);
}

static void add_term(struct selection *s) {
    static const char *const members[][2] = {
        {"name", "x.name"},           {"authority", "nullif(x.authority, '')"},
        {"label", "x.label"},         {"slug", "nullif(x.slug, '')"},
        {"url", "nullif(x.url, '')"}, {"id", "nullif(x.ident, '')"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(members); i++) {
        add_member(s, members[i][0], members[i][1]);
    }
}

/* In a table, the terms of an article are their names, one per line. */
static void add_terms(struct selection *s, enum taxonomy taxonomy) {
    struct selection one = {0};
    struct buf value = {0};
    add_term(&one);
    end_members(&one);
    if (s->is_table) {
        buf_printf(&value, "(SELECT group_concat(name, char(10)) FROM (SELECT x.name AS name FROM " OF_ARTICLE "))", taxonomy);
    } else {
        buf_printf(&value, "json((SELECT json_group_array(json(o)) FROM (SELECT %s AS o FROM " OF_ARTICLE ")))",
                   buf_cstr(&one.sql), taxonomy);
    }
    add_member(s, taxonomies[taxonomy].plural, buf_cstr(&value));
    buf_release(&value);
    selection_release(&one);
}

/* The same page in other languages. */
#define OTHERS(columns)                                                                                                        \
    "(SELECT " columns " FROM translation t JOIN translation o ON o.work=t.work JOIN file f ON f.article=o.article WHERE"      \
    " t.article=a.id AND t.work<>0 AND o.language<>t.language AND o.article>0 AND o.written ORDER BY o.language, o.article)"

static void add_translations(struct selection *s) {
    add_member(s, "translations",
               s->is_table
                   ? "(SELECT group_concat(path, char(10)) FROM " OTHERS("f.path") ")"
                   : "json((SELECT json_group_array(json(o)) FROM " OTHERS(
                         "json_object('language', nullif(o.language, ''), 'article', o.article, 'path', f.path) AS o") "))");
}

static void select_article(struct selection *s) {
    buf_puts(&s->sql, "SELECT ");
    add_member(s, "article", "a.id");
    add_member(s, "key", "a.key");
    add_member(s, "path", "(SELECT path FROM file WHERE file.id=a.file)");
    for (size_t i = 0; i < field_count; i++) {
        add_field(s, &fields[i]);
    }
    add_member(s, "language", "nullif((SELECT language FROM translation t WHERE t.article=a.id), '')");
    add_translations(s);
    for (int t = 0; t < TAX_COUNT; t++) {
        add_terms(s, (enum taxonomy)t);
    }
    end_members(s);
}

/* ---- callbacks ---- */

struct record_sink {
    cache_record_each *record; /* for a table; NULL: `json` is called instead */
    cache_json_each *json;
    void *context;
};

static void emit_record(struct statement *s, const struct selection *of, struct str *values, const struct record_sink *l) {
    for (size_t i = 0; i < of->count; i++) {
        values[i] = column_str(s, (int)i);
    }
    l->record(l->context, &(struct record){of->names, values, of->count});
}

static void emit_each(struct statement *s, const struct selection *of, const struct record_sink *l) {
    struct str *values = xcalloc(of->count, sizeof *values);
    while (db_step(s)) {
        if (l->record) {
            emit_record(s, of, values, l);
        } else if (l->json) {
            l->json(l->context, column_str(s, 0));
        }
    }
    db_reset(s);
    free(values);
}

static void emit_names(const struct selection *of, const struct record_sink *l) {
    if (l->record) {
        l->record(l->context, &(struct record){of->names, NULL, of->count});
    }
}

/* ---- articles ---- */

/* Uses cache_find, so that there is only one ranking. */
static int emit_best(struct cache *c, const struct query *query, size_t limit, struct selection *of,
                     const struct record_sink *l, struct err *e) {
    struct page_request best = {.limit = limit && limit < QUERY_RELEVANT ? limit : QUERY_RELEVANT};
    struct arena arena = {0};
    struct rows rows;
    int result = cache_find(c, query, &best, &arena, &rows, e);
    buf_puts(&of->sql, " FROM article a WHERE a.id=?1");
    struct statement *s = db_prepare(c->db, buf_cstr(&of->sql));
    for (size_t i = 0; result == 0 && i < rows.count; i++) {
        bind_int(s, 1, rows.rows[i].id);
        emit_each(s, of, l);
    }
    db_finalize(s);
    arena_release(&arena);
    return result < 0 ? -1 : db_check(c->db, e);
}

static int emit_in_order(struct cache *c, const struct query_plan *q, size_t limit, struct selection *of,
                         const struct record_sink *l, struct err *e) {
    buf_printf(&of->sql, " FROM %s WHERE %s ORDER BY ", buf_cstr(&q->from), buf_cstr(&q->where));
    plan_order(q, false, &of->sql);
    buf_printf(&of->sql, " LIMIT %lld", limit ? (long long)limit : -1);
    struct statement *s = find_prepare(c, q, &of->sql);
    emit_each(s, of, l);
    db_finalize(s);
    return db_check(c->db, e);
}

static int emit_articles(struct cache *c, const struct query *query, size_t limit, const struct record_sink *l, struct err *e) {
    struct query_plan q;
    struct selection of = {.is_table = l->record != NULL};
    int result = plan_query(c, query, &q, e);
    if (result == 0) {
        select_article(&of);
        emit_names(&of, l);
        result = q.sort == SORT_RELEVANCE ? emit_best(c, query, limit, &of, l, e) : emit_in_order(c, &q, limit, &of, l, e);
    }
    plan_release(&q);
    selection_release(&of);
    return result;
}

int cache_json(struct cache *c, const struct query *query, size_t limit, cache_json_each *each, void *context, struct err *e) {
    return emit_articles(c, query, limit, &(struct record_sink){NULL, each, context}, e);
}

int cache_records(struct cache *c, const struct query *query, size_t limit, cache_record_each *each, void *context,
                  struct err *e) {
    return emit_articles(c, query, limit, &(struct record_sink){each, NULL, context}, e);
}

/* ---- terms ---- */

static int emit_terms(struct cache *c, enum taxonomy taxonomy, const struct record_sink *l, struct err *e) {
    struct selection of = {.is_table = l->record != NULL};
    buf_puts(&of.sql, "SELECT ");
    add_term(&of);
    add_member(&of, "articles", "x.count");
    add_member(&of, "newest", ISO_DATE("(x.newest >> 24)"));
    end_members(&of);
    buf_printf(&of.sql, " FROM term x WHERE x.taxonomy=%d AND x.count>0 ORDER BY authority='', authority, folded_label, id",
               taxonomy);
    emit_names(&of, l);
    struct statement *s = db_prepare(c->db, buf_cstr(&of.sql));
    emit_each(s, &of, l);
    db_finalize(s);
    selection_release(&of);
    return db_check(c->db, e);
}

int cache_json_terms(struct cache *c, enum taxonomy taxonomy, cache_json_each *each, void *context, struct err *e) {
    return emit_terms(c, taxonomy, &(struct record_sink){NULL, each, context}, e);
}

int cache_term_records(struct cache *c, enum taxonomy taxonomy, cache_record_each *each, void *context, struct err *e) {
    return emit_terms(c, taxonomy, &(struct record_sink){each, NULL, context}, e);
}
