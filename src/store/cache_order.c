/* cache_order: pages of lists whose order is not that of ids: by title and by relevance.
 *
 * What would have to be sorted for each page, or weighed as a whole, is found once, and its ids are kept for the pages that
 * follow, until something changes in the cache, or in the marks when the list asks for them. Where so many articles are in a
 * list that this would take long, pages are walks along the index of titles, which meet one often enough; what the leading
 * index has found is then a set of ids, which they are looked up in. */
#include <stdlib.h>
#include <string.h>

#include "cache_private.h"

/* When one in so many articles is in a list, a walk along the titles meets one often enough. A few are always sorted. */
enum { MIN_DENSITY = 100, ALWAYS_SORT = 20 };

/* So many that match, the newest, are weighed: at a million articles that is as long as somebody may wait. */
enum { WEIGHED = 50000 };

/* A word in the title says more than one about the article, and that more than one in its text. */
#define RELEVANCE "bm25(words, 10.0, 3.0, 1.0, 0.0)"

struct sorted_ids {
    struct buf key;       /* what was asked */
    int64_t cache, marks; /* versions of the databases that it is of */
    int64_t *ids;         /* in the list's order; too many: what the leading index finds, by number, if there is one */
    size_t count;
    bool too_many, is_set;
};

void cache_order_free(struct sorted_ids *kept) {
    if (kept) {
        buf_release(&kept->key);
        free(kept->ids);
        free(kept);
    }
}

static void add_rank(const struct query_plan *q, struct buf *sql) {
    buf_printf(sql, "(SELECT rank FROM marks.mark r WHERE r.archive=%lld AND r.key=a.key)", (long long)q->archive);
}

void plan_order(const struct query_plan *q, bool backwards, struct buf *sql) {
    const char *direction = q->descending != backwards ? "DESC" : "ASC";
    switch (q->sort) {
    case SORT_TITLE:
        buf_printf(sql, "fold(a.title) %s, %s %s", backwards ? "DESC" : "ASC", q->hidden ? "-a.id" : "a.id",
                   backwards ? "DESC" : "ASC");
        break;
    case SORT_QUEUE:
        add_rank(q, sql);
        buf_printf(sql, " %s, %s", backwards ? "DESC" : "ASC", q->id);
        break;
    case SORT_OLDEST: /* the undated come last, by title as in the other direction */
        buf_printf(sql, "abs(%1$s) < %2$lld, iif(abs(%1$s) < %2$lld, -%1$s, %1$s) %3$s", q->id, 1ll << ORDINAL_BITS, direction);
        break;
    default:
        buf_printf(sql, "%s %s", q->id, direction);
    }
}

/* ---- found as a whole ---- */

/* By title the limit comes before the order, so that it costs no sort to see that there are too many. */
static void whole_list(const struct query_plan *q, int64_t most, struct buf *sql) {
    const char *newest_first = q->descending ? "DESC" : "ASC";
    buf_printf(sql, "SELECT id FROM (SELECT %s AS id, ", q->id);
    if (q->sort == SORT_QUEUE) {
        add_rank(q, sql);
    } else {
        buf_puts(sql, q->sort == SORT_TITLE ? "fold(a.title)" : RELEVANCE);
    }
    buf_printf(sql, " AS weight FROM %s WHERE %s ORDER BY %s ", buf_cstr(&q->from), buf_cstr(&q->where), q->id);
    if (q->sort == SORT_TITLE) {
        buf_printf(sql, "LIMIT %lld) ORDER BY weight, abs(id)", (long long)most + 1);
    } else if (q->sort == SORT_QUEUE) {
        buf_printf(sql, "%s) ORDER BY weight, id", newest_first);
    } else {
        buf_printf(sql, "%s LIMIT %d) ORDER BY weight, id %s LIMIT %d", newest_first, WEIGHED, newest_first, QUERY_RELEVANT);
    }
}

static void key_of(const struct query_plan *q, const struct buf *sql, struct buf *key) {
    buf_add_str(key, buf_str(sql));
    buf_putc(key, '\0');
    buf_add_str(key, buf_str(&q->match));
    buf_putc(key, q->asks_marks ? 'm' : '-');
}

static int64_t marks_version(struct cache *c) {
    return c->marks ? db_int(c->db, "PRAGMA marks.data_version") : 0;
}

static bool is_of(struct cache *c, const struct sorted_ids *kept, const struct query_plan *q, const struct buf *key) {
    return kept && str_equal(buf_str(&kept->key), buf_str(key)) && kept->cache == cache_version(c) &&
           (!q->asks_marks || kept->marks == marks_version(c));
}

static void collect(struct cache *c, const struct query_plan *q, struct buf *sql, struct sorted_ids *kept) {
    size_t capacity = 0;
    struct statement *s = find_prepare(c, q, sql);
    while (db_step(s)) {
        kept->ids = grow(kept->ids, kept->count, &capacity, sizeof *kept->ids);
        kept->ids[kept->count++] = column_int(s, 0);
    }
    db_finalize(s);
}

static void forget_ids(struct sorted_ids *kept) {
    free(kept->ids);
    kept->ids = NULL;
    kept->count = 0;
    kept->is_set = false;
}

static int by_number(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool is_in_set(const struct sorted_ids *kept, int64_t id) {
    return !kept || !kept->is_set || bsearch(&id, kept->ids, kept->count, sizeof id, by_number);
}

/* What the leading index finds, as a set. */
static void collect_set(struct cache *c, const struct query_plan *q, struct sorted_ids *kept) {
    struct buf sql = {0};
    buf_printf(&sql, "SELECT %s FROM %s WHERE %.*s ORDER BY %s", q->id, q->index, (int)q->bounds_length, q->where.p, q->id);
    collect(c, q, &sql, kept);
    kept->is_set = true;
}

/* Are there more than `most` in a list by title? The leading index is asked first, as it alone says so soon. */
static void collect_by_title(struct cache *c, const struct query_plan *q, int64_t most, struct buf *sql,
                             struct sorted_ids *kept) {
    if (q->index) {
        collect_set(c, q, kept);
        kept->too_many = kept->count > (size_t)most;
    }
    if (!kept->too_many) {
        forget_ids(kept);
        collect(c, q, sql, kept);
        kept->too_many = kept->count > (size_t)most;
    }
    buf_release(sql);
}

/* NULL: it failed. What this connection itself writes is not seen by the state of the databases: then nothing is kept long. */
static const struct sorted_ids *keep(struct cache *c, const struct query_plan *q, struct err *e) {
    int64_t all = db_int(c->db, "SELECT value FROM stat WHERE name='articles'");
    int64_t most = q->hidden || q->is_marked ? INT32_MAX : all / MIN_DENSITY + ALWAYS_SORT;
    struct buf sql = {0}, key = {0};
    whole_list(q, most, &sql);
    key_of(q, &sql, &key);
    if (!c->writer && is_of(c, c->kept, q, &key)) {
        buf_release(&sql);
        buf_release(&key);
        return c->kept;
    }
    struct sorted_ids *kept = xcalloc(1, sizeof *kept);
    kept->key = key;
    kept->cache = cache_version(c);
    kept->marks = marks_version(c);
    if (q->sort == SORT_TITLE) {
        collect_by_title(c, q, most, &sql, kept);
    } else {
        collect(c, q, &sql, kept);
    }
    if (db_check(c->db, e) < 0) {
        cache_order_free(kept);
        return NULL;
    }
    cache_order_free(c->kept);
    c->kept = kept;
    return kept;
}

static bool title_of(struct cache *c, int64_t id, struct buf *title) {
    struct statement *s = db_cached(c->db, "SELECT fold(title) FROM article WHERE id=?");
    bind_int(s, 1, id);
    bool found = db_step(s);
    buf_reset(title);
    if (found) {
        buf_add_str(title, column_str(s, 0));
    }
    db_reset(s);
    return found;
}

static bool comes_before(struct str title, int64_t id, struct str other, int64_t other_id) {
    int order = str_compare(title, other);
    return order ? order < 0 : llabs(id) < llabs(other_id);
}

/* Where an article stands in the list, or would stand. */
static bool place_by_title(struct cache *c, const struct sorted_ids *kept, int64_t id, size_t *place) {
    struct buf title = {0}, other = {0};
    bool found = title_of(c, id, &title);
    size_t from = 0, to = kept->count;
    while (found && from < to) {
        size_t middle = from + (to - from) / 2;
        title_of(c, kept->ids[middle], &other);
        if (comes_before(buf_str(&other), kept->ids[middle], buf_str(&title), id)) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    *place = from;
    buf_release(&title);
    buf_release(&other);
    return found;
}

static int64_t rank_of(struct cache *c, int64_t id) {
    struct statement *s =
        db_cached(c->db, "SELECT k.rank FROM article a JOIN marks.mark k ON k.key=a.key WHERE k.archive=?1 AND"
                         " a.id=?2");
    bind_int(s, 1, c->archive);
    bind_int(s, 2, id);
    int64_t rank = db_step(s) ? column_int(s, 0) : INT64_MAX;
    db_reset(s);
    return rank;
}

/* Also of an article that has left the queue: its rank is kept. */
static bool place_in_queue(struct cache *c, const struct sorted_ids *kept, int64_t id, size_t *place) {
    int64_t rank = rank_of(c, id);
    size_t from = 0, to = kept->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int64_t there = rank_of(c, kept->ids[middle]);
        if (there < rank || (there == rank && kept->ids[middle] < id)) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    *place = from;
    return true;
}

static bool place_by_search(const struct sorted_ids *kept, int64_t id, size_t *place) {
    for (*place = 0; *place < kept->count; ++*place) {
        if (kept->ids[*place] == id) {
            return true;
        }
    }
    return false;
}

/* Where an article stands in the list, or would stand; false: that cannot be told. */
static bool find_place(struct cache *c, const struct query_plan *q, const struct sorted_ids *kept, int64_t id, size_t *place) {
    switch (q->sort) {
    case SORT_TITLE:
        return place_by_title(c, kept, id, place);
    case SORT_QUEUE:
        return place_in_queue(c, kept, id, place);
    default:
        return place_by_search(kept, id, place);
    }
}

static void read_rows(struct cache *c, const int64_t *ids, size_t count, struct arena *arena, struct rows *rows) {
    struct buf sql = {0};
    find_columns(c, "a.id", &sql);
    buf_puts(&sql, " FROM article a WHERE a.id=?1");
    struct statement *s = db_prepare(c->db, buf_cstr(&sql));
    for (size_t i = 0; i < count; i++) {
        bind_int(s, 1, ids[i]);
        if (db_step(s)) {
            find_read_row(s, &rows->rows[rows->count++], arena);
        }
        db_reset(s);
    }
    db_finalize(s);
    buf_release(&sql);
}

static void page_of_kept(struct cache *c, const struct query_plan *q, const struct sorted_ids *kept,
                         const struct page_request *request, struct arena *arena, struct rows *rows) {
    size_t from = 0, to = kept->count, place;
    if (request->after) {
        if (!find_place(c, q, kept, request->after, &place)) {
            return;
        }
        bool there = place < kept->count && kept->ids[place] == request->after;
        from = request->backwards ? 0 : place + (there && !request->including);
        to = request->backwards ? place + (there && request->including) : kept->count;
    }
    size_t count = to - from < request->limit ? to - from : request->limit;
    if (count) {
        read_rows(c, kept->ids + (request->backwards ? to - count : from), count, arena, rows);
    }
}

/* ---- along the titles ---- */

/* The rows themselves are read only of those that are in the list: the walk is in the index. */
static void walk_titles(struct cache *c, const struct query_plan *q, const struct sorted_ids *set,
                        const struct page_request *request, struct arena *arena, struct rows *rows) {
    struct buf sql = {0}, title = {0};
    char way = request->backwards ? '<' : '>';
    if (request->after && !title_of(c, request->after, &title)) {
        buf_release(&title);
        return;
    }
    buf_printf(&sql, "SELECT a.id FROM %s WHERE %s", buf_cstr(&q->from), buf_cstr(&q->where));
    if (request->after) {
        buf_printf(&sql, " AND fold(a.title) %c= ?2 AND (fold(a.title) %c ?2 OR a.id %c%s %lld)", way, way, way,
                   request->including ? "=" : "", (long long)request->after);
    }
    buf_puts(&sql, " ORDER BY ");
    plan_order(q, request->backwards, &sql);
    struct statement *s = find_prepare(c, q, &sql);
    if (request->after) {
        bind_str(s, 2, buf_str(&title));
    }
    int64_t *ids = xcalloc(request->limit + 1, sizeof *ids);
    size_t count = 0;
    while (count < request->limit && db_step(s)) {
        int64_t id = column_int(s, 0);
        ids[count] = id;
        count += is_in_set(set, id);
    }
    db_finalize(s);
    read_rows(c, ids, count, arena, rows);
    free(ids);
    buf_release(&title);
}

int order_find(struct cache *c, const struct query *query, const struct query_plan *q, const struct page_request *request,
               struct arena *arena, struct rows *rows, struct err *e) {
    bool all = q->sort == SORT_TITLE && q->everything;
    const struct sorted_ids *kept = all ? NULL : keep(c, q, e);
    if (kept && !kept->too_many) {
        page_of_kept(c, q, kept, request, arena, rows);
    } else if (kept || all) {
        struct query_plan titles;
        if (plan_titles(c, query, &titles, e) == 0) {
            walk_titles(c, &titles, kept, request, arena, rows);
        }
        plan_release(&titles);
        if (request->backwards) {
            find_reverse(rows);
        }
    } else {
        return -1;
    }
    return db_check(c->db, e);
}
