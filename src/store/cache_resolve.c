/* cache_resolve: resolves a condition to the terms it refers to, and finds a condition for one term alone. */
#include "cache_private.h"
#include "text.h"

static void add_resolved(struct resolved_terms *m, struct statement *s) {
    while (db_step(s)) {
        buf_printf(&m->ids, "%s%lld", m->count ? "," : "", (long long)column_int(s, 0));
        m->first = m->count++ ? m->first : column_int(s, 0);
        m->articles += column_int(s, 1);
    }
    db_reset(s);
}

/* One lookup of terms, by an index of its own. Terms that lost their last article remain in the table and are ignored. */
#define TERMS_BY(condition)                                                                                                    \
    "SELECT id, count FROM term WHERE " condition                                                                              \
    " AND (count > 0 OR EXISTS (SELECT 1 FROM article_term t WHERE t.term=term.id))"
#define NAMED(column, parameter) TERMS_BY("+taxonomy=?1 AND " column "=" parameter)
#define BEGINS(column, parameter)                                                                                              \
    TERMS_BY("+taxonomy=?1 AND " column ">=" parameter " AND " column "<" parameter "||char(1114111)")

static const char NAMED_SO[] = NAMED("folded_label", "?2") " UNION " NAMED("folded_name", "?2") " UNION " NAMED(
    "slug", "?3") " UNION " TERMS_BY("taxonomy=?1 AND key IN (?2, ?3)") " UNION " NAMED("url<>'' AND url", "?3");
static const char BEGINNING_SO[] =
    BEGINS("folded_label", "?2") " UNION " BEGINS("folded_name", "?2") " UNION " BEGINS("slug", "?3");

static void find_terms_by(struct cache *c, const char *sql, const struct condition *condition, struct resolved_terms *m) {
    struct buf folded = {0};
    text_fold(&folded, condition->text);
    struct statement *s = db_cached(c->db, sql);
    bind_int(s, 1, condition->taxonomy);
    bind_str(s, 2, buf_str(&folded));
    bind_str(s, 3, condition->text);
    add_resolved(m, s);
    buf_release(&folded);
}

void resolve_terms(struct cache *c, const struct condition *condition, struct resolved_terms *m) {
    if (condition->exact) {
        find_terms_by(c, TERMS_BY("taxonomy=?1 AND key=?3"), condition, m);
        if (!m->count) { /* most keys are folded names */
            find_terms_by(c, TERMS_BY("taxonomy=?1 AND key=?2 AND ?3 NOTNULL"), condition, m);
        }
        return;
    }
    if (!condition->prefix) {
        find_terms_by(c, NAMED_SO, condition, m);
    }
    if (!m->count) {
        find_terms_by(c, BEGINNING_SO, condition, m);
    }
}

static bool resolves_only_to(struct cache *c, const struct term *term, struct str word) {
    struct condition condition = {.taxonomy = term->taxonomy, .text = word};
    struct resolved_terms m = {0};
    if (word.n) {
        resolve_terms(c, &condition, &m);
    }
    buf_release(&m.ids);
    return m.count == 1 && m.first == term->id;
}

/* The key as a person would write it: most are the folded name. */
static struct str written_key(const struct term *term) {
    struct buf name = {0}, key = {0};
    text_fold(&name, term->name);
    text_fold(&key, term->key);
    bool same = str_equal(buf_str(&name), buf_str(&key));
    buf_release(&name);
    buf_release(&key);
    return same ? term->name : term->key;
}

int cache_term_query(struct cache *c, const struct term *term, bool by_key, struct arena *arena, struct query *q,
                     struct err *e) {
    const struct str ways[] = {term->label, term->slug, written_key(term)};
    size_t way = by_key ? ARRAY_SIZE(ways) - 1 : 0;
    while (way < ARRAY_SIZE(ways) && !resolves_only_to(c, term, ways[way])) {
        way++;
    }
    *q = query_term(term->taxonomy, way < ARRAY_SIZE(ways) ? ways[way] : term->key, arena);
    q->conditions[0].exact = way == ARRAY_SIZE(ways);
    return db_check(c->db, e);
}
