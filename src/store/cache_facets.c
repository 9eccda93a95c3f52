/* cache_facets: facet counts of a query, in slices, so that no key waits for a long list. A slice is a range of the driving
 * index; the other conditions are selected as a column rather than filtered, so a slice has a bounded cost however few articles
 * match. */
#include <stdlib.h>
#include <string.h>

#include "cache_private.h"

enum { TERMS_MAX = 1 << 28, MONTHS_MAX = 10000 * 12, COSTLY_FACTOR = 8, ADJACENT_FACTOR = 4, INDEX_FACTOR = 20 };

size_t month_number(int32_t day) {
    int year, month, of_month;
    if (day == DATE_NONE) {
        return 0;
    }
    date_split(day, &year, &month, &of_month);
    return (size_t)(year * 12 + month - 1);
}

void month_split(size_t number, int *year, int *month) {
    *year = (int)(number / 12);
    *month = (int)(number % 12) + 1;
}

int64_t facet_counts_of_term(const struct facet_counts *t, int64_t term) {
    return term > 0 && (size_t)term < t->term_count ? t->terms[term] : 0;
}

int64_t facet_counts_of_authority(const struct facet_counts *t, int64_t topic) {
    return t->authorities && topic > 0 && (size_t)topic < t->term_count ? t->authorities[topic] : 0;
}

int64_t facet_counts_of_year(const struct facet_counts *t, int64_t year) {
    int64_t count = 0;
    for (size_t i = (size_t)year * 12; i < (size_t)year * 12 + 12 && i < t->month_count; i++) {
        count += t->months[i];
    }
    return count;
}

void facet_counts_release(struct facet_counts *t) {
    unsigned wanted = t->wanted;
    if (t->plan) {
        plan_release(t->plan);
    }
    free(t->plan);
    free(t->months);
    free(t->terms);
    free(t->taxonomies);
    free(t->authority_of);
    free(t->authorities);
    free(t->met);
    *t = (struct facet_counts){.wanted = wanted};
}

/* ---- one article ---- */

static void count_month(struct facet_counts *t, int64_t id) {
    int32_t day = (int32_t)((id < 0 ? -id : id) >> ORDINAL_BITS);
    if (day != t->day || !t->articles) {
        t->day = day;
        t->month = month_number(day);
    }
    if (t->month >= MONTHS_MAX) {
        return;
    }
    if (t->month >= t->month_count) {
        size_t count = t->month + 12;
        t->months = xrealloc(t->months, count, sizeof *t->months);
        memset(t->months + t->month_count, 0, (count - t->month_count) * sizeof *t->months);
        t->month_count = count;
    }
    t->months[t->month]++;
}

/* Counts an article once, however many topics of that authority it has. */
static void count_authority(struct facet_counts *t, size_t term) {
    uint32_t authority = t->authority_of ? t->authority_of[term] : 0, article = (uint32_t)t->articles;
    if (authority && t->met[authority] != article) {
        t->met[authority] = article;
        t->authorities[authority]++;
    }
}

static void count_term(struct facet_counts *t, size_t term) {
    if (term >= t->term_count) {
        return; /* from a later index run: counting will start over */
    }
    t->terms[term]++;
    count_authority(t, term);
}

/* "[5,17,9]" */
static void count_terms(struct facet_counts *t, struct str json) {
    size_t term = 0;
    bool number = false;
    for (size_t i = 0; i < json.n; i++) {
        if (json.p[i] >= '0' && json.p[i] <= '9') {
            term = term < TERMS_MAX ? term * 10 + (size_t)(json.p[i] - '0') : TERMS_MAX;
            number = true;
        } else if (number) {
            count_term(t, term);
            term = 0;
            number = false;
        }
    }
}

static void count_article(struct facet_counts *t, struct statement *s, int64_t id) {
    int64_t marks = column_int(s, 1);
    if (marks < 0) {
        return; /* does not match the query */
    }
    count_month(t, id);
    t->articles++;
    t->unread += !(marks & ROW_READ);
    t->starred += (marks & ROW_STARRED) != 0;
    t->queued += (marks & ROW_QUEUED) != 0;
    if (t->wanted & COUNT_TERMS) {
        count_terms(t, column_str(s, 2));
        count_terms(t, column_str(s, 3));
    }
}

/* ---- a slice ---- */

/* Reads all of them at once from an index: looking up each term as it is met would cost many times as much. */
static void load_taxonomies(struct cache *c, struct facet_counts *t) {
    struct statement *s = db_cached(c->db, "SELECT id, taxonomy FROM term");
    while (db_step(s)) {
        int64_t id = column_int(s, 0), taxonomy = column_int(s, 1);
        if (id > 0 && (size_t)id < t->term_count && taxonomy >= 0 && taxonomy < TAX_COUNT) {
            t->taxonomies[id] = (uint8_t)(taxonomy + 1);
        }
    }
    db_reset(s);
}

static void load_authorities(struct cache *c, struct facet_counts *t) {
    struct statement *s = db_cached(c->db, "SELECT id, first_value(id) OVER (PARTITION BY authority ORDER BY key) FROM term"
                                           " WHERE taxonomy=? AND authority<>''");
    t->authority_of = xcalloc(t->term_count, sizeof *t->authority_of);
    t->authorities = xcalloc(t->term_count, sizeof *t->authorities);
    t->met = xcalloc(t->term_count, sizeof *t->met);
    bind_int(s, 1, TAX_TOPIC);
    while (db_step(s)) {
        int64_t id = column_int(s, 0), first = column_int(s, 1);
        if (id > 0 && (size_t)id < t->term_count && first > 0 && (size_t)first < t->term_count) {
            t->authority_of[id] = (uint32_t)first;
        }
    }
    db_reset(s);
}

/* Term ids are consecutive, and a file does not shrink when terms are deleted: an id larger than the file could ever have held
 * means damage, and would make us allocate gigabytes. */
static int64_t highest_possible(struct cache *c) {
    enum { ALWAYS = 1 << 20, ON_A_PAGE = 1024 };
    int64_t number = ALWAYS + db_int(c->db, "PRAGMA main.page_count") * ON_A_PAGE;
    return number < TERMS_MAX ? number : TERMS_MAX;
}

int cache_term_end(struct cache *c, size_t *end, struct err *e) {
    int64_t highest = db_int(c->db, "SELECT max(id) FROM term");
    if (highest < 0 || (highest && highest >= highest_possible(c))) {
        return err_set_code(e, ERR_CORRUPT, "'%s' is damaged: term number %lld is impossible", c->file, (long long)highest);
    }
    *end = (size_t)highest + 1;
    return db_check(c->db, e);
}

static int begin_terms(struct cache *c, struct facet_counts *t, struct err *e) {
    t->term_count = 1;
    if (t->wanted & (COUNT_TERMS | COUNT_TAXONOMIES) && cache_term_end(c, &t->term_count, e) < 0) {
        return -1;
    }
    t->terms = xcalloc(t->term_count, sizeof *t->terms);
    t->taxonomies = xcalloc(t->term_count, sizeof *t->taxonomies);
    if (t->wanted & COUNT_TAXONOMIES) {
        load_taxonomies(c, t);
    }
    if (t->wanted & COUNT_AUTHORITIES) {
        load_authorities(c, t);
    }
    return db_check(c->db, e);
}

static int begin(struct cache *c, const struct query *q, struct facet_counts *t, struct err *e) {
    struct query newest = {q->conditions, q->count, SORT_NEWEST};
    t->plan = xcalloc(1, sizeof *t->plan);
    int result = plan_query(c, &newest, t->plan, e);
    result = result < 0 ? result : begin_terms(c, t, e);
    if (result < 0) {
        facet_counts_release(t);
    }
    return result;
}

static struct str rest_of(const struct query_plan *plan) {
    const size_t and_bytes = sizeof " AND " - 1;
    return plan->where.n > plan->bounds_length
               ? str_slice(buf_str(&plan->where), plan->bounds_length + and_bytes, plan->where.n)
               : STR("1");
}

/* Months can be counted from the ids alone. */
static const char *table_of(const struct facet_counts *t) {
    return t->wanted ? buf_cstr(&t->plan->from) : plan_tables(t->plan);
}

/* The other languages that the page of an article is in: lists show one article of it, and asking for another language shows
 * the one in that. */
static void languages_column(const struct facet_counts *t, struct buf *sql) {
    if (t->wanted & COUNT_TERMS && t->plan->only_shown) {
        buf_printf(
            sql,
            "(SELECT json_group_array(DISTINCT x.id) FROM translation t1 CROSS JOIN translation t2 ON t2.work=t1.work CROSS"
            " JOIN term x ON x.taxonomy=%d AND x.key=t2.language WHERE t1.article=%s AND t1.work<>0 AND t2.article>0 AND"
            " t2.written AND t2.language<>t1.language)",
            TAX_LANGUAGE, t->plan->id);
    } else {
        buf_puts(sql, "''");
    }
}

static struct statement *prepare(struct cache *c, const struct facet_counts *t, size_t rows) {
    const struct query_plan *plan = t->plan;
    struct str rest = rest_of(plan);
    struct buf sql = {0};
    buf_printf(&sql, "SELECT %s, iif(%.*s, ", plan->id, (int)rest.n, rest.p);
    if (t->wanted & COUNT_MARKS) {
        marks_column(c, &sql);
    } else {
        buf_puts(&sql, "0");
    }
    buf_printf(&sql, ", -1), %s, ", t->wanted & COUNT_TERMS ? "a.terms" : "''");
    languages_column(t, &sql);
    buf_printf(&sql, " FROM %s WHERE ", table_of(t));
    if (t->after) { /* the narrowest bound first, see cache_find.c */
        buf_printf(&sql, "%s %c %lld AND ", plan->id, plan->descending ? '<' : '>', (long long)t->after);
    }
    buf_printf(&sql, "%.*s", (int)plan->bounds_length, plan->where.p);
    buf_printf(&sql, " ORDER BY %s %s LIMIT %zu", plan->id, plan->descending ? "DESC" : "ASC", rows);
    struct statement *s = db_prepare(c->db, buf_cstr(&sql));
    if (plan->match.n) {
        bind_str(s, 1, buf_str(&plan->match));
    }
    buf_release(&sql);
    return s;
}

/* Adjacent rows cost a fraction of rows that are looked up one by one, and ids in an index less still. A plan that materialises
 * a set before its first row does so in every slice, so each slice is made as long as all before it together. */
static size_t slice_rows(const struct facet_counts *t, size_t rows) {
    rows = !t->plan->index ? rows * ADJACENT_FACTOR : t->wanted || t->plan->reads_rows ? rows : rows * INDEX_FACTOR;
    static const char set[] = " IN (SELECT article ";
    struct str rest = rest_of(t->plan);
    bool costly = t->plan->materialises || str_starts(buf_str(&t->plan->from), "marks.mark") ||
                  memmem(rest.p, rest.n, set, sizeof set - 1);
    size_t long_enough = costly ? rows * COSTLY_FACTOR : rows;
    return costly && t->looked_at > long_enough ? t->looked_at : long_enough;
}

static void count_slice(struct cache *c, struct facet_counts *t, size_t rows) {
    size_t before = t->looked_at;
    struct statement *s = prepare(c, t, rows);
    while (t->looked_at - before < rows && db_step(s)) {
        int64_t id = column_int(s, 0);
        count_article(t, s, id);
        t->after = id;
        t->looked_at++;
    }
    t->done = t->looked_at - before < rows && !db_failed(c->db);
    db_finalize(s);
}

int cache_count_facets(struct cache *c, const struct query *q, size_t rows, struct facet_counts *t, struct err *e) {
    if (!t->plan && begin(c, q, t, e) < 0) {
        return -1;
    }
    if (!t->done) {
        count_slice(c, t, slice_rows(t, rows));
    }
    return db_check(c->db, e);
}

/* ---- results ---- */

static void insert(struct term_count *best, size_t *count, size_t limit, struct term_count one) {
    size_t at = *count;
    while (at && best[at - 1].count < one.count) {
        at--;
    }
    if (at == limit) {
        return;
    }
    *count += *count < limit;
    memmove(best + at + 1, best + at, (*count - at - 1) * sizeof *best);
    best[at] = one;
}

size_t facet_counts_best(const struct facet_counts *t, enum taxonomy taxonomy, const uint8_t *only, size_t limit,
                         struct term_count *best, size_t *in_all) {
    size_t count = 0, all = 0;
    for (size_t i = 0; i < t->term_count; i++) {
        if (t->terms[i] && t->taxonomies[i] == (uint8_t)taxonomy + 1 && (!only || only[i])) {
            all++;
            insert(best, &count, limit, (struct term_count){(int64_t)i, t->terms[i]});
        }
    }
    if (in_all) {
        *in_all = all;
    }
    return count;
}

size_t facet_counts_best_authorities(const struct facet_counts *t, size_t limit, struct term_count *best, size_t *in_all) {
    size_t count = 0, all = 0;
    for (size_t i = 0; t->authorities && i < t->term_count; i++) {
        if (t->authorities[i]) {
            all++;
            insert(best, &count, limit, (struct term_count){(int64_t)i, t->authorities[i]});
        }
    }
    if (in_all) {
        *in_all = all;
    }
    return count;
}
