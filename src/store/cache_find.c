/* cache_find: pages of lists, and their length. */
#include <string.h>

#include "cache_private.h"

/* A range of ids. Undated articles, which have the smallest ids, come last in either order, and then by title: so oldest first
 * takes two ranges, the dated, then the undated the other way round. */
struct range {
    int64_t low, high;
    bool turned;
};

static size_t ranges_of(const struct query_plan *q, const struct query *query, struct range ranges[2]) {
    const int64_t dated = (int64_t)1 << ORDINAL_BITS;
    ranges[0] = (struct range){INT64_MIN, INT64_MAX, false};
    if (query->sort != SORT_OLDEST) {
        return 1;
    }
    ranges[0] = q->hidden ? (struct range){INT64_MIN, -dated, false} : (struct range){dated, INT64_MAX, false};
    ranges[1] = q->hidden ? (struct range){1 - dated, -1, true} : (struct range){1, dated - 1, true};
    return 2;
}

/* Appends rows of one range, in the requested direction. */
static void find_in(struct cache *c, struct query_plan *q, const struct range *range, const struct page_request *request,
                    int64_t after, struct arena *arena, struct rows *rows) {
    bool descending = (q->descending != range->turned) != request->backwards;
    struct buf sql = {0};
    find_columns(c, q->id, &sql);
    buf_printf(&sql, " FROM %s WHERE ", buf_cstr(&q->from));
    if (after) { /* the narrowest bound first: SQLite starts at the first one it sees */
        buf_printf(&sql, "%s %c%s %lld AND ", q->id, descending ? '<' : '>', request->including ? "=" : "", (long long)after);
    }
    if (range->low > q->low) {
        buf_printf(&sql, "%s >= %lld AND ", q->id, (long long)range->low);
    }
    if (range->high < q->high) {
        buf_printf(&sql, "%s <= %lld AND ", q->id, (long long)range->high);
    }
    buf_puts(&sql, buf_cstr(&q->where));
    buf_printf(&sql, " ORDER BY %s %s LIMIT %zu", q->id, descending ? "DESC" : "ASC", request->limit - rows->count);
    struct statement *s = find_prepare(c, q, &sql);
    while (db_step(s) && rows->count < request->limit) {
        find_read_row(s, &rows->rows[rows->count++], arena);
    }
    db_finalize(s);
}

static bool is_in(const struct range *range, int64_t id) {
    return id >= range->low && id <= range->high;
}

/* Lists in id order, or in the order of the two ranges. */
static void find_by_id(struct cache *c, const struct query *query, struct query_plan *q, const struct page_request *request,
                       struct arena *arena, struct rows *rows) {
    struct range ranges[2];
    size_t count = ranges_of(q, query, ranges);
    bool begun = !request->after;
    for (size_t i = 0; i < count && rows->count < request->limit; i++) {
        const struct range *range = &ranges[request->backwards ? count - 1 - i : i];
        bool here = !begun && is_in(range, request->after);
        if (begun || here) {
            find_in(c, q, range, request, here ? request->after : 0, arena, rows);
        }
        begun = begun || here;
    }
    if (request->backwards) {
        find_reverse(rows);
    }
}

static int find(struct cache *c, const struct query *query, const struct page_request *request, struct arena *arena,
                struct rows *rows, struct err *e) {
    struct query_plan q;
    int result = plan_query(c, query, &q, e);
    bool found = result == 0 && q.materialises && typed_find(c, query, request, arena, rows);
    if (result == 0 && !found && (q.sort == SORT_TITLE || q.sort == SORT_RELEVANCE || q.sort == SORT_QUEUE)) {
        result = order_find(c, query, &q, request, arena, rows, e);
    } else if (result == 0 && !found) {
        find_by_id(c, query, &q, request, arena, rows);
    }
    plan_release(&q);
    return result < 0 ? -1 : db_check(c->db, e);
}

int cache_find(struct cache *c, const struct query *query, const struct page_request *request, struct arena *arena,
               struct rows *rows, struct err *e) {
    *rows = (struct rows){arena_alloc(arena, request->limit, sizeof *rows->rows), 0};
    db_begin_read(c->db);
    int result = find(c, query, request, arena, rows, e);
    db_end_read(c->db);
    return result;
}

static int64_t stat_value(struct cache *c, const char *name) {
    struct statement *s = db_cached(c->db, "SELECT value FROM stat WHERE name=?");
    bind_str(s, 1, str_from(name));
    int64_t value = db_step(s) ? column_int(s, 0) : 0;
    db_reset(s);
    return value;
}

static int64_t known_count(struct cache *c, const struct query_plan *q) {
    if (q->everything) {
        return stat_value(c, "articles") - (q->only_shown ? stat_value(c, "aside") : 0);
    }
    if (q->only_term) {
        struct statement *s = db_cached(c->db, "SELECT count FROM term WHERE id=?");
        bind_int(s, 1, q->only_term);
        int64_t value = db_step(s) ? column_int(s, 0) : 0;
        db_reset(s);
        return value;
    }
    return -1;
}

static int64_t first_int(struct cache *c, struct query_plan *q, struct buf *sql) {
    struct statement *s = find_prepare(c, q, sql);
    int64_t value = db_step(s) ? column_int(s, 0) : 0;
    db_finalize(s);
    return value;
}

/* Driven by the marks, since far fewer articles are read than exist. But a full-text query is not run for each marked article:
 * then the query drives, whose result is small enough to have been counted completely. */
static int64_t read_count(struct cache *c, struct query_plan *q) {
    struct buf sql = {0};
    if (q->match.n) {
        buf_printf(&sql, "SELECT count(*) FROM %s WHERE %s AND ", buf_cstr(&q->from), buf_cstr(&q->where));
        marks_condition(c, "read", &sql);
    } else {
        buf_printf(&sql,
                   "SELECT count(*) FROM marks.mark k CROSS JOIN article a ON a.key=k.key %s WHERE k.archive=%lld AND"
                   " k.read > 0 AND %s",
                   strcmp(q->id, "t.article") == 0 ? "CROSS JOIN article_term t ON t.article=a.id" : "", (long long)c->archive,
                   buf_cstr(&q->where));
    }
    return first_int(c, q, &sql);
}

static void count(struct cache *c, struct query_plan *q, int64_t limit, int64_t *count, bool *exact, int64_t *unread) {
    *count = known_count(c, q);
    *exact = true;
    if (*count < 0) {
        struct buf sql = {0};
        buf_printf(&sql, "SELECT count(*) FROM (SELECT 1 FROM %s WHERE %s LIMIT %lld)", plan_tables(q), buf_cstr(&q->where),
                   (long long)(limit < INT64_MAX ? limit + 1 : limit));
        *count = first_int(c, q, &sql);
        *exact = *count <= limit;
        *count = *exact ? *count : limit;
    }
    if (unread) {
        *unread = !*exact ? -1 : c->marks ? *count - read_count(c, q) : *count;
    }
}

int cache_count(struct cache *c, const struct query *query, int64_t limit, int64_t *articles, bool *exact, int64_t *unread,
                struct err *e) {
    struct query_plan q;
    int64_t not_asked;
    db_begin_read(c->db);
    int result = plan_query(c, query, &q, e);
    limit = q.sort == SORT_RELEVANCE && limit > QUERY_RELEVANT ? QUERY_RELEVANT : limit;
    if (result == 0 && !(q.materialises && typed_count(c, query, limit, articles, exact, unread ? unread : &not_asked))) {
        count(c, &q, limit, articles, exact, unread);
    }
    plan_release(&q);
    db_end_read(c->db);
    return result < 0 ? -1 : db_check(c->db, e);
}

int cache_counts(struct cache *c, struct counts *counts, struct err *e) {
    db_begin_read(c->db);
    *counts = (struct counts){
        .articles = stat_value(c, "articles"),
        .hidden = stat_value(c, "hidden"),
        .files = db_int(c->db, "SELECT count(*) FROM file"),
        .errors = db_int(c->db, "SELECT count(*) FROM problem WHERE severity=2"),
        .warnings = db_int(c->db, "SELECT count(*) FROM problem WHERE severity=1"),
        .notes = db_int(c->db, "SELECT count(*) FROM problem WHERE severity=0"),
    };
    db_end_read(c->db);
    counts->rejected = counts->files - counts->articles - counts->hidden; /* one file per article */
    return db_check(c->db, e);
}
