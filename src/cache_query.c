/* cache_query: a query as SQL. One index leads, in the order of ids, so that a page is a range scan; every other condition is
 * checked on the rows it gives. Text of the person's is always bound, never pasted. */
#include <stdio.h>
#include <string.h>

#include "cache_private.h"
#include "text.h"

enum { MANY_TERMS = 400, SMALL_SET = 20000, SHORT_BYTES = 3 };

/* The terms that one condition means. */
struct meaning {
    struct buf ids; /* "1,5,9" */
    size_t count;
    int64_t first;
    int64_t articles; /* sum of their counts */
};

static void add_meaning(struct meaning *m, struct statement *s) {
    while (m->count < MANY_TERMS && db_step(s)) {
        buf_printf(&m->ids, "%s%lld", m->count ? "," : "", (long long)column_int(s, 0));
        m->first = m->count++ ? m->first : column_int(s, 0);
        m->articles += column_int(s, 1);
    }
    db_done(s);
}

/* Terms that lost their last article stay in the table, and mean nothing any more. */
#define TERM_OF                                                                                                                \
    "SELECT id, count FROM term WHERE taxonomy=?1 AND EXISTS (SELECT 1 FROM article_term t WHERE t.term=term.id) AND "

/* Whole label, slug, key or full name; only when nothing is named so, what begins so. Both folded. */
static void find_terms(struct cache *c, const struct condition *condition, struct meaning *m) {
    struct buf folded = {0};
    text_fold(&folded, condition->text);
    struct statement *whole = db_statement(c->db, TERM_OF "(folded_label=?2 OR folded_name=?2 OR slug=?3 OR key=?3 OR url=?3)");
    bind_int(whole, 1, condition->taxonomy);
    bind_str(whole, 2, buf_str(&folded));
    bind_str(whole, 3, condition->text);
    add_meaning(m, whole);
    if (!m->count) {
        struct statement *start =
            db_statement(c->db, TERM_OF "(substr(folded_label, 1, length(?2))=?2 OR substr(folded_name, 1, length(?2))=?2 OR"
                                        " substr(slug, 1, length(?3))=?3)");
        bind_int(start, 1, condition->taxonomy);
        bind_str(start, 2, buf_str(&folded));
        bind_str(start, 3, condition->text);
        add_meaning(m, start);
    }
    buf_release(&folded);
}

/* One word or phrase in FTS5's own language: in double quotes, doubled inside, so that nothing of it is an operator. */
static void add_phrase(struct buf *match, const struct condition *c) {
    buf_puts(match, c->kind == CONDITION_TITLE ? "{title} : \"" : "\"");
    for (size_t i = 0; i < c->text.n; i++) {
        buf_add(match, &c->text.p[i], 1);
        if (c->text.p[i] == '"') {
            buf_putc(match, '"');
        }
    }
    buf_puts(match, c->prefix ? "\" *" : "\"");
}

/* One or two letters begin so many words that to gather all the places where these stand would keep the next key waiting. */
static bool is_short(const struct condition *c) {
    bool plain = c->typed && c->text.n < SHORT_BYTES;
    for (size_t i = 0; i < c->text.n && plain; i++) {
        plain = (c->text.p[i] | 0x20) >= 'a' && (c->text.p[i] | 0x20) <= 'z';
    }
    return plain;
}

static bool is_text(const struct condition *c) {
    return (c->kind == CONDITION_WORDS || c->kind == CONDITION_TITLE) && !is_short(c);
}

/* FTS5 has no NOT without something before it: when all words are excluded, *negative says so, and the expression finds what to
 * leave out. */
static void match_expression(const struct query *q, struct buf *match, bool *negative) {
    size_t wanted = 0, unwanted = 0;
    for (size_t i = 0; i < q->count; i++) {
        if (is_text(&q->conditions[i]) && !q->conditions[i].exclude) {
            buf_puts(match, wanted++ ? " AND (" : "(");
            add_phrase(match, &q->conditions[i]);
            buf_putc(match, ')');
        }
    }
    *negative = !wanted;
    for (size_t i = 0; i < q->count; i++) {
        if (is_text(&q->conditions[i]) && q->conditions[i].exclude) {
            buf_puts(match, unwanted++ ? " OR " : wanted ? " NOT (" : "(");
            add_phrase(match, &q->conditions[i]);
        }
    }
    buf_puts(match, unwanted ? ")" : "");
}

static void and_where(struct compiled *out, const char *text) {
    buf_puts(&out->where, out->where.n ? " AND " : "");
    buf_puts(&out->where, text);
}

static void where_terms(struct compiled *out, const struct condition *c, const struct meaning *m) {
    and_where(out, c->exclude ? "NOT " : "");
    if (!c->exclude && m->count > 1 && m->articles < SMALL_SET) {
        buf_printf(&out->where, "%s IN (SELECT article FROM article_term WHERE term IN (%s))", out->id,
                   buf_cstr((struct buf *)&m->ids));
    } else {
        buf_printf(&out->where, "EXISTS (SELECT 1 FROM article_term WHERE term IN (%s) AND article=%s)",
                   buf_cstr((struct buf *)&m->ids), out->id);
    }
}

static void where_dates(struct compiled *out, const struct condition *c) {
    and_where(out, c->exclude ? "NOT (1" : "(1");
    if (c->from) {
        buf_printf(&out->where, " AND abs(%s) >= %lld", out->id, (long long)c->from << ORDINAL_BITS);
    }
    if (c->before) {
        buf_printf(&out->where, " AND abs(%s) < %lld", out->id, (long long)c->before << ORDINAL_BITS);
    }
    buf_putc(&out->where, ')');
}

/* A word of the title begins so. Bytes of a letter are given as numbers: nothing of the person's is pasted. */
static void where_title_begins(struct compiled *out, const struct condition *c) {
    and_where(out, c->exclude ? "NOT " : "");
    buf_puts(&out->where, "' ' || a.title LIKE '% ' || CAST(x'");
    for (size_t i = 0; i < c->text.n; i++) {
        buf_printf(&out->where, "%02x", (unsigned char)c->text.p[i]);
    }
    buf_puts(&out->where, "' AS TEXT) || '%'");
}

/* A range on the leading id itself, so that dates narrow the scan instead of being checked on each row. */
static void where_range(struct compiled *out, const struct condition *c) {
    const char *sign = out->hidden ? "-" : "";
    if (c->from) {
        and_where(out, "");
        buf_printf(&out->where, "%s %s %s%lld", out->id, out->hidden ? "<=" : ">=", sign, (long long)c->from << ORDINAL_BITS);
    }
    if (c->before) {
        and_where(out, "");
        buf_printf(&out->where, "%s %s %s%lld", out->id, out->hidden ? ">" : "<", sign, (long long)c->before << ORDINAL_BITS);
    }
}

static void where_hidden(struct compiled *out, const struct condition *c) {
    and_where(out, c->exclude ? "NOT " : "");
    switch (c->state) {
    case STATE_DRAFT:
        buf_puts(&out->where, "a.draft");
        break;
    case STATE_PRIVATE:
        buf_puts(&out->where, "a.private");
        break;
    case STATE_EXPIRED:
        buf_printf(&out->where, "a.expires BETWEEN 1 AND %d", (int)date_today());
        break;
    default:
        buf_puts(&out->where, "(a.id < 0)");
    }
}

static void where_state(struct cache *cache, struct compiled *out, const struct condition *c) {
    static const char *const columns[STATE_COUNT] = {
        [STATE_UNREAD] = "read", [STATE_READ] = "read", [STATE_STARRED] = "starred", [STATE_QUEUED] = "queued"};
    if (!query_state_is_mark(c->state)) {
        where_hidden(out, c);
        return;
    }
    bool negated = (c->state == STATE_UNREAD) != c->exclude;
    and_where(out, negated ? "NOT " : "");
    if (cache->marks) {
        buf_printf(&out->where, "EXISTS (SELECT 1 FROM marks.mark k WHERE k.key=a.key AND k.%s > 0)", columns[c->state]);
    } else {
        buf_puts(&out->where, "0");
    }
}

static void where_has(struct compiled *out, const struct condition *c) {
    and_where(out, c->exclude ? "NOT " : "");
    buf_printf(&out->where, "EXISTS (SELECT 1 FROM json_each(a.terms) j JOIN term h ON h.id=j.value WHERE h.taxonomy=%d)",
               c->taxonomy);
}

static const struct condition *leading_term(struct cache *cache, const struct query *q, struct meaning *lead) {
    const struct condition *found = NULL;
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        struct meaning m = {0};
        if (c->kind == CONDITION_TERM && !c->exclude) {
            find_terms(cache, c, &m);
            if (m.count == 1 && (!found || m.articles < lead->articles)) {
                buf_release(&lead->ids);
                *lead = m;
                found = c;
                continue;
            }
        }
        buf_release(&m.ids);
    }
    return found;
}

static bool wants_hidden(const struct query *q) {
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        if (c->kind == CONDITION_IS && !query_state_is_mark(c->state) && !c->exclude) {
            return true;
        }
    }
    return false;
}

static void compile_condition(struct cache *cache, const struct condition *c, struct compiled *out) {
    struct meaning m = {0};
    switch (c->kind) {
    case CONDITION_WORDS:
    case CONDITION_TITLE:
        if (is_short(c)) { /* the others are one full-text expression */
            where_title_begins(out, c);
        }
        break;
    case CONDITION_TERM:
        find_terms(cache, c, &m);
        where_terms(out, c, &m);
        buf_release(&m.ids);
        break;
    case CONDITION_DATES:
        (c->exclude ? where_dates : where_range)(out, c);
        break;
    case CONDITION_IS:
        where_state(cache, out, c);
        break;
    case CONDITION_HAS:
        where_has(out, c);
        break;
    }
}

/* Full text leads when there are words, else the rarest term, else the table of articles itself. */
static const struct condition *choose_leader(struct cache *cache, const struct query *q, bool words_lead,
                                             struct compiled *out) {
    struct meaning lead = {0};
    const struct condition *term = words_lead ? NULL : leading_term(cache, q, &lead);
    if (words_lead) {
        out->id = "words.rowid";
        buf_puts(&out->from, "words JOIN article a ON a.id=words.rowid");
        and_where(out, "words MATCH ?1");
    } else if (term) {
        out->id = "t.article";
        out->only_term = q->count == 1 ? lead.first : 0;
        buf_puts(&out->from, "article_term t JOIN article a ON a.id=t.article");
        and_where(out, "");
        buf_printf(&out->where, "t.term=%lld", (long long)lead.first);
    } else {
        out->id = "a.id";
        buf_puts(&out->from, "article a");
    }
    buf_release(&lead.ids);
    return term;
}

int compile_query(struct cache *c, const struct query *q, struct compiled *out, struct err *e) {
    *out = (struct compiled){.hidden = wants_hidden(q), .everything = !q->count};
    out->descending = (q->sort == SORT_NEWEST) != out->hidden;
    bool negative;
    match_expression(q, &out->match, &negative);
    out->searches_text = out->match.n;
    const struct condition *leader = choose_leader(c, q, out->match.n && !negative, out);
    and_where(out, "");
    buf_printf(&out->where, "%s %s 0", out->id, out->hidden ? "<" : ">");
    if (out->match.n && negative) {
        and_where(out, "");
        buf_printf(&out->where, "%s NOT IN (SELECT rowid FROM words WHERE words MATCH ?1)", out->id);
    }
    for (size_t i = 0; i < q->count; i++) {
        if (&q->conditions[i] != leader) {
            compile_condition(c, &q->conditions[i], out);
        }
    }
    return db_check(c->db, e);
}

void compiled_release(struct compiled *q) {
    buf_release(&q->from);
    buf_release(&q->where);
    buf_release(&q->match);
}
