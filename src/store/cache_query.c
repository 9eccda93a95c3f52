/* cache_query: turns a query into SQL. One index drives, in id order, so that a page is a range scan; all other conditions are
 * checked on the rows it yields. Text from the user is always bound, never inserted into the SQL. */
#include <stdlib.h>

#include "cache_private.h"

enum { FEW_TERMS = 8, SMALL_SET = 20000, FEW_MARKS = 1000, FEW_EXPIRED = 1000 };

static void and_where(struct query_plan *out, const char *text) {
    buf_puts(&out->where, out->where.n ? " AND " : "");
    buf_puts(&out->where, text);
}

/* For a few terms, probe article_term for the article; for many, check each of the article's own terms against the list. */
static void where_terms(struct query_plan *out, const struct condition *c, struct resolved_terms *m) {
    const char *ids = buf_cstr(&m->ids);
    if (!m->count) {
        and_where(out, c->exclude ? "1" : "0");
        return;
    }
    and_where(out, c->exclude ? "NOT " : "");
    if (!c->exclude && m->count > 1 && m->articles < SMALL_SET) {
        buf_printf(&out->where, "%s IN (SELECT article FROM article_term WHERE term IN (%s))", out->id, ids);
    } else if (m->count <= FEW_TERMS) {
        buf_printf(&out->where, "EXISTS (SELECT 1 FROM article_term WHERE term IN (%s) AND article=%s)", ids, out->id);
    } else {
        out->reads_rows = true;
        buf_printf(&out->where, "EXISTS (SELECT 1 FROM json_each(a.terms) WHERE value IN (%s))", ids);
    }
}

static void where_other_days(struct query_plan *out, const struct condition *c) {
    and_where(out, "NOT (1");
    if (c->from) {
        buf_printf(&out->where, " AND abs(%s) >= %lld", out->id, (long long)c->from << ORDINAL_BITS);
    }
    if (c->before) {
        buf_printf(&out->where, " AND abs(%s) < %lld", out->id, (long long)c->before << ORDINAL_BITS);
    }
    buf_putc(&out->where, ')');
}

/* Merges all date bounds into one range of the driving id, so that they limit the scan: given several bounds, SQLite would
 * start at the first one it sees. */
static void where_range(struct query_plan *out, const struct query *q) {
    int64_t from = 1, to = INT64_MAX; /* of visible ids; hidden ids are negated */
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        if (c->kind == CONDITION_DATES && !c->exclude) {
            int64_t first = (int64_t)c->from << ORDINAL_BITS, behind = (int64_t)c->before << ORDINAL_BITS;
            from = c->from && first > from ? first : from;
            to = c->before && behind - 1 < to ? behind - 1 : to;
        }
    }
    out->low = out->hidden ? -to : from;
    out->high = out->hidden ? -from : to;
    and_where(out, "");
    buf_printf(&out->where, "%s >= %lld", out->id, (long long)out->low);
    buf_printf(&out->where, " AND %s <= %lld", out->id, (long long)out->high);
}

/* Few have expired, as a rule: then their own index is what finds them. */
static void where_expired(struct cache *cache, struct query_plan *out) {
    struct buf expired = {0}, few = {0};
    buf_printf(&expired, "SELECT id FROM article WHERE expires <> 0 AND expires BETWEEN 1 AND %d", (int)date_today());
    buf_printf(&few, "SELECT count(*) FROM (%s LIMIT %d)", buf_cstr(&expired), FEW_EXPIRED);
    if (db_int(cache->db, buf_cstr(&few)) < FEW_EXPIRED) {
        buf_printf(&out->where, "a.id IN (%s)", buf_cstr(&expired));
    } else {
        buf_printf(&out->where, "a.expires BETWEEN 1 AND %d", (int)date_today());
    }
    buf_release(&expired);
    buf_release(&few);
}

static void where_hidden(struct cache *cache, struct query_plan *out, const struct condition *c) {
    out->reads_rows = true;
    and_where(out, c->exclude ? "NOT " : "");
    switch (c->state) {
    case STATE_DRAFT:
        buf_puts(&out->where, "a.draft");
        break;
    case STATE_PRIVATE:
        buf_puts(&out->where, "a.private");
        break;
    case STATE_EXPIRED:
        where_expired(cache, out);
        break;
    default:
        buf_puts(&out->where, "(a.id < 0)");
    }
}

static const char *const mark_columns[STATE_COUNT] = {
    [STATE_UNREAD] = "read", [STATE_READ] = "read", [STATE_STARRED] = "starred", [STATE_QUEUED] = "queued"};

/* Added by an update since the last visit; or found by a build, which cannot know when it was added, and dated after it. */
static void where_new(const struct cache *cache, struct query_plan *out, const struct condition *c) {
    int64_t first = ((int64_t)(date_of_time(cache->last_visit)) + 1) << ORDINAL_BITS; /* of ids after the day of the visit */
    out->reads_rows = true;
    and_where(out, c->exclude ? "NOT " : "");
    if (!cache->last_visit) {
        buf_puts(&out->where, "0");
        return;
    }
    buf_printf(&out->where,
               "a.id IN (SELECT article FROM file WHERE added > 0 AND added > %lld UNION ALL SELECT n.id FROM article n CROSS"
               " JOIN file f ON f.id=n.file WHERE n.id >= %lld AND f.added=0)",
               (long long)cache->last_visit, (long long)first);
}

static void where_state(struct cache *cache, struct query_plan *out, const struct condition *c) {
    if (c->state == STATE_NEW) {
        where_new(cache, out, c);
        return;
    }
    if (!query_state_is_mark(c->state)) {
        where_hidden(cache, out, c);
        return;
    }
    bool negated = (c->state == STATE_UNREAD) != c->exclude;
    out->reads_rows = true;
    and_where(out, negated ? "NOT " : "");
    out->asks_marks = cache->marks;
    marks_condition(cache, mark_columns[c->state], &out->where);
}

static void where_has(struct query_plan *out, const struct condition *c) {
    out->reads_rows = true;
    and_where(out, c->exclude ? "NOT " : "");
    if (c->field) {
        buf_printf(&out->where, "a.%s <> %s", c->field->name, c->field->kind == FIELD_DATE ? "0" : "''");
    } else {
        buf_printf(&out->where,
                   "EXISTS (SELECT 1 FROM json_each(a.terms) j CROSS JOIN term h ON h.id=j.value WHERE"
                   " h.taxonomy=%d)",
                   c->taxonomy);
    }
}

/* Notes are few: their articles are found first. */
static void where_notes(struct cache *cache, struct query_plan *out, const struct condition *c) {
    struct buf ids = {0};
    out->asks_marks = cache->marks;
    notes_find(cache, c, &ids);
    and_where(out, "");
    if (ids.n) {
        buf_printf(&out->where, "%s %sIN (%s)", out->id, c->exclude ? "NOT " : "", buf_cstr(&ids));
    } else {
        buf_putc(&out->where, c->exclude ? '1' : '0');
    }
    buf_release(&ids);
}

/* Of the conditions that refer to a single term, the one with the fewest articles. */
static const struct condition *rarest_term(const struct query *q, const struct resolved_terms *resolved,
                                           const struct resolved_terms **rarest) {
    const struct condition *found = NULL;
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        const struct resolved_terms *m = &resolved[i];
        if (c->kind == CONDITION_TERM && !c->exclude && m->count == 1 && (!found || m->articles < (*rarest)->articles)) {
            *rarest = m;
            found = c;
        }
    }
    return found;
}

static bool are_few(struct cache *cache, enum query_state state) {
    struct buf sql = {0};
    if (state == STATE_UNREAD || !mark_columns[state]) {
        return false;
    }
    buf_printf(&sql, "SELECT count(*) FROM (SELECT 1 FROM marks.mark WHERE archive=%lld AND %s > 0 LIMIT 1000)",
               (long long)cache->archive, mark_columns[state]);
    bool few = db_int(cache->db, buf_cstr(&sql)) < FEW_MARKS;
    buf_release(&sql);
    return few;
}

/* Starred and queued articles are few compared with all, and possibly fewer than the words match. */
static const struct condition *driving_mark(struct cache *cache, const struct query *q, bool searches) {
    for (size_t i = 0; cache->marks && i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        bool rare = c->state == STATE_STARRED || c->state == STATE_QUEUED;
        if (c->kind == CONDITION_IS && !c->exclude && ((rare && !searches) || are_few(cache, c->state))) {
            return c;
        }
    }
    return NULL;
}

/* Articles in one of these states are all hidden. */
static bool is_hidden(struct cache *cache, enum query_state state) {
    static const unsigned hides[STATE_COUNT] = {
        [STATE_DRAFT] = HIDE_DRAFT, [STATE_PRIVATE] = HIDE_PRIVATE, [STATE_EXPIRED] = HIDE_EXPIRED};
    struct statement *s = db_cached(cache->db, "SELECT value FROM stat WHERE name='hide'");
    unsigned hide = db_step(s) ? (unsigned)column_int(s, 0) : HIDE_DEFAULT;
    db_reset(s);
    return state == STATE_HIDDEN || hide & hides[state];
}

static bool has_translations(struct cache *c) {
    return db_int(c->db, "SELECT value FROM stat WHERE name='aside'") > 0;
}

/* Asking for a language asks for articles rather than pages; and a mark was given to one article, which stays to be seen. */
static bool wants_translations(const struct query *q) {
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        bool language = c->kind == CONDITION_TERM && c->taxonomy == TAX_LANGUAGE;
        bool marked =
            c->kind == CONDITION_NOTE || (c->kind == CONDITION_IS && query_state_is_mark(c->state) && c->state != STATE_UNREAD);
        if ((language || marked || c->kind == CONDITION_LANGUAGES) && !c->exclude) {
            return true;
        }
    }
    return false;
}

static bool wants_hidden(struct cache *cache, const struct query *q) {
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        if (c->kind == CONDITION_IS && !query_state_is_mark(c->state) && !c->exclude && is_hidden(cache, c->state)) {
            return true;
        }
    }
    return false;
}

static void plan_condition(struct cache *cache, const struct condition *c, struct resolved_terms *m, struct query_plan *out) {
    switch (c->kind) {
    case CONDITION_WORDS:
    case CONDITION_TITLE:
        break; /* part of the full-text expression */
    case CONDITION_TERM:
        where_terms(out, c, m);
        break;
    case CONDITION_DATES:
        if (c->exclude) { /* the others are merged into one range */
            where_other_days(out, c);
        }
        break;
    case CONDITION_IS:
        where_state(cache, out, c);
        break;
    case CONDITION_HAS:
        where_has(out, c);
        break;
    case CONDITION_NOTE:
        where_notes(cache, out, c);
        break;
    case CONDITION_LANGUAGES:
        break; /* see wants_translations */
    }
}

/* What yields the articles of a list in id order: marks if there are few, else full text if there are words, else the rarest
 * term, else the table of articles. */
struct driver {
    const struct condition *mark, *term;
    int64_t term_id;
    bool words;
};

static struct driver choose_driver(struct cache *cache, const struct query *q, const struct resolved_terms *resolved,
                                   enum query_sort sort) {
    const struct resolved_terms *rarest = NULL;
    struct driver l = {.words = match_has_words(q)};
    l.mark = sort == SORT_RELEVANCE ? NULL : driving_mark(cache, q, l.words);
    l.words = l.words && !l.mark;
    l.term = l.mark || l.words ? NULL : rarest_term(q, resolved, &rarest);
    l.term_id = rarest ? rarest->first : 0;
    return l;
}

static void from_marks(const struct cache *cache, struct query_plan *out, enum query_state state) {
    out->asks_marks = true;
    out->is_marked = true;
    out->id = "a.id";
    buf_puts(&out->from, "marks.mark k CROSS JOIN article a ON a.key=k.key");
    and_where(out, "");
    buf_printf(&out->where, "k.archive=%lld AND k.%s > 0", (long long)cache->archive, mark_columns[state]);
}

static void from_driver(const struct cache *cache, struct query_plan *out, const struct driver *l) {
    out->id = "a.id";
    if (l->mark) {
        from_marks(cache, out, l->mark->state);
    } else if (l->words) {
        out->id = "words.rowid";
        out->index = "words";
        buf_puts(&out->from, "words CROSS JOIN article a ON a.id=words.rowid");
        and_where(out, "words MATCH ?1");
    } else if (l->term) {
        out->id = "t.article";
        out->index = "article_term t";
        buf_puts(&out->from, "article_term t JOIN article a ON a.id=t.article");
        and_where(out, "");
        buf_printf(&out->where, "t.term=%lld", (long long)l->term_id);
    } else {
        buf_puts(&out->from, "article a");
    }
}

static void plan_rest(struct cache *c, const struct query *q, struct resolved_terms *resolved, const struct driver *l,
                      struct query_plan *out) {
    bool searches = match_has_words(q);
    if (searches && l->mark) {
        and_where(out, "EXISTS (SELECT 1 FROM words WHERE words MATCH ?1 AND rowid=a.id)");
    }
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *condition = &q->conditions[i];
        bool done = condition == l->term || condition == l->mark || (searches && match_takes(condition, &resolved[i]));
        if (!done) {
            plan_condition(c, condition, &resolved[i], out);
        }
    }
}

static bool is_of_queue(const struct cache *cache, const struct query *q) {
    bool found = false;
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        found = found || (c->kind == CONDITION_IS && c->state == STATE_QUEUED && !c->exclude);
    }
    return found && cache->marks;
}

/* Looked up for each article, as the others come from one index in the order of ids. */
static void where_shown(struct query_plan *out) {
    and_where(out, "");
    buf_printf(&out->where, "NOT EXISTS (SELECT 1 FROM aside WHERE article=%s)", out->id);
}

static void plan_with(struct cache *c, const struct query *q, struct resolved_terms *resolved, bool by_title,
                      struct query_plan *out) {
    out->archive = c->archive;
    bool has_order = q->sort == SORT_RELEVANCE ? match_weighs(q) : q->sort != SORT_QUEUE || is_of_queue(c, q);
    out->sort = has_order ? q->sort : SORT_NEWEST;
    out->descending = (out->sort != SORT_OLDEST) != out->hidden;
    struct driver l = choose_driver(c, q, resolved, out->sort);
    out->only_term = q->count == 1 ? l.term_id : 0;
    if (by_title) {
        out->id = "+a.id"; /* the + keeps SQLite from preferring an id range to the title index */
        buf_puts(&out->from, "article a");
    } else {
        if (match_has_words(q)) {
            match_expression(c, q, resolved, out);
        }
        from_driver(c, out, &l);
    }
    where_range(out, q);
    out->bounds_length = out->where.n;
    out->only_shown = !out->hidden && !wants_translations(q) && has_translations(c);
    if (out->only_shown) {
        where_shown(out);
    }
    plan_rest(c, q, resolved, &l, out);
}

static bool finds_everything(const struct query *q) {
    return !q->count || (q->count == 1 && q->conditions[0].kind == CONDITION_LANGUAGES);
}

static int make_plan(struct cache *c, const struct query *q, bool by_title, struct query_plan *out, struct err *e) {
    struct resolved_terms *resolved = xcalloc(q->count + 1, sizeof *resolved);
    *out = (struct query_plan){.hidden = wants_hidden(c, q), .everything = finds_everything(q)};
    for (size_t i = 0; i < q->count; i++) {
        if (q->conditions[i].kind == CONDITION_TERM) {
            resolve_terms(c, &q->conditions[i], &resolved[i]);
        }
    }
    plan_with(c, q, resolved, by_title, out);
    for (size_t i = 0; i < q->count; i++) {
        buf_release(&resolved[i].ids);
    }
    free(resolved);
    return db_check(c->db, e);
}

int plan_query(struct cache *c, const struct query *q, struct query_plan *out, struct err *e) {
    return make_plan(c, q, false, out, e);
}

int plan_titles(struct cache *c, const struct query *q, struct query_plan *out, struct err *e) {
    return make_plan(c, q, true, out, e);
}

void plan_release(struct query_plan *q) {
    buf_release(&q->from);
    buf_release(&q->where);
    buf_release(&q->match);
}

const char *plan_tables(const struct query_plan *q) {
    return q->index && !q->reads_rows ? q->index : buf_cstr(&q->from);
}
