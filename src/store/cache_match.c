/* cache_match: the words of a query and the terms beside them, as one expression of full text. Every article stands there with
 * its words, with the numbers of its terms, and with CACHE_ANY: so one index meets all of these at once, and a page costs as
 * much as the rarest of them. */
#include <stdlib.h>

#include "cache_private.h"
#include "text.h"

/* More terms than that are looked up for each article; more words than that, or those that fewer letters begin, are left to
 * FTS5, which first gathers where they stand; why it has no index of beginnings is in cache_typed.c. */
enum { TERMS_MAX = 100, WORDS_MAX = 64, PREFIX_MIN = 3 };

static bool is_text(const struct condition *c) {
    return c->kind == CONDITION_WORDS || c->kind == CONDITION_TITLE;
}

bool match_has_words(const struct query *q) {
    for (size_t i = 0; i < q->count; i++) {
        if (is_text(&q->conditions[i])) {
            return true;
        }
    }
    return false;
}

bool match_weighs(const struct query *q) {
    for (size_t i = 0; i < q->count; i++) {
        if (is_text(&q->conditions[i]) && !q->conditions[i].exclude) {
            return true;
        }
    }
    return false;
}

bool match_takes(const struct condition *c, const struct resolved_terms *m) {
    return is_text(c) || (c->kind == CONDITION_TERM && m->count && m->count <= TERMS_MAX);
}

/* In double quotes, doubled inside, so that nothing of it is an operator. */
static void add_quoted(struct buf *match, struct str text) {
    buf_putc(match, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != DB_NUMBERS) {
            buf_puts(match, text.p[i] == '"' ? "\"" : "");
            buf_putc(match, text.p[i]);
        }
    }
    buf_putc(match, '"');
}

size_t match_letters(struct str folded) {
    size_t letters = 0;
    for (size_t i = 0, n; i < folded.n; i += n, letters++) {
        unsigned char c = (unsigned char)folded.p[i];
        n = c < 0x80 ? 1 : 2;
        if (c > 0xdf || !text_has_word(str_slice(folded, i, i + n))) {
            return 0;
        }
    }
    return letters;
}

/* False: it gave way to a key, as what follows will too. */
static bool open_vocabulary(struct cache *c) {
    static const char sql[] = "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'words', 'instance')";
    c->vocabulary = c->vocabulary || db_exec(c->db, sql, NULL) == 0;
    return c->vocabulary;
}

/* The next word of the index from `from` on; such a step does not look at the places of the words that it passes. */
static bool next_word(struct cache *c, const struct buf *from, const struct buf *end, struct buf *word) {
    struct statement *s = db_cached(c->db, "SELECT term FROM temp.vocabulary WHERE term >= ?1 AND term < ?2 LIMIT 1");
    bind_str(s, 1, buf_str(from));
    bind_str(s, 2, buf_str(end));
    bool found = db_step(s);
    buf_reset(word);
    if (found) {
        buf_add_str(word, column_str(s, 0));
    }
    db_reset(s);
    return found;
}

/* The words that begin so (folded), one by one, as FTS5 meets single words without gathering anything first. False: they are
 * many. */
static bool add_words(struct cache *c, struct str beginning, struct buf *match) {
    struct buf from = {0}, end = {0}, word = {0};
    size_t before = match->n, count = 0;
    buf_add_str(&from, beginning);
    buf_add_str(&end, buf_str(&from));
    buf_puts(&end, "\U0010ffff");
    while (count <= WORDS_MAX && next_word(c, &from, &end, &word)) {
        buf_puts(match, count++ ? " OR " : "(");
        add_quoted(match, buf_str(&word));
        buf_reset(&from);
        buf_add_str(&from, buf_str(&word));
        buf_putc(&from, '\x01'); /* behind the word, before all longer ones */
    }
    bool few = count && count <= WORDS_MAX;
    if (few) {
        buf_putc(match, ')');
    } else {
        buf_truncate(match, before);
    }
    buf_release(&from);
    buf_release(&end);
    buf_release(&word);
    return few;
}

static bool add_beginning(struct cache *c, struct str text, struct buf *match) {
    struct buf folded = {0};
    text_fold(&folded, text);
    bool added = match_letters(buf_str(&folded)) >= PREFIX_MIN && open_vocabulary(c) && add_words(c, buf_str(&folded), match);
    buf_release(&folded);
    return added;
}

/* What is weighed is one phrase, whatever words it begins. */
static void add_text(struct cache *c, const struct condition *condition, bool weighed, struct query_plan *out) {
    buf_puts(&out->match, condition->kind == CONDITION_TITLE ? "{title} : " : "");
    if (condition->prefix && !weighed && add_beginning(c, condition->text, &out->match)) {
        return;
    }
    add_quoted(&out->match, condition->text);
    buf_puts(&out->match, condition->prefix ? " *" : "");
    out->materialises |= condition->prefix;
}

static void add_number(struct buf *match, int64_t number) {
    buf_printf(match, "\"%c%lld\"", DB_NUMBERS, (long long)number);
}

static void add_terms(struct buf *match, const struct resolved_terms *m) {
    const char *at = buf_cstr(&m->ids);
    for (size_t i = 0; i < m->count; i++) {
        char *end;
        buf_puts(match, i ? " OR " : "");
        add_number(match, strtoll(at, &end, 10));
        at = end + 1;
    }
}

static void add_condition(struct cache *c, const struct query *q, size_t i, const struct resolved_terms *resolved,
                          struct query_plan *out) {
    buf_putc(&out->match, '(');
    if (is_text(&q->conditions[i])) {
        add_text(c, &q->conditions[i], out->sort == SORT_RELEVANCE, out);
    } else {
        add_terms(&out->match, &resolved[i]);
    }
    buf_putc(&out->match, ')');
}

/* FTS5 has no NOT without something before it. */
void match_expression(struct cache *c, const struct query *q, const struct resolved_terms *resolved, struct query_plan *out) {
    size_t wanted = 0, unwanted = 0;
    for (size_t i = 0; i < q->count; i++) {
        if (match_takes(&q->conditions[i], &resolved[i]) && !q->conditions[i].exclude) {
            buf_puts(&out->match, wanted++ ? " AND " : "");
            add_condition(c, q, i, resolved, out);
        }
    }
    if (!wanted) {
        add_number(&out->match, CACHE_ANY);
    }
    for (size_t i = 0; i < q->count; i++) {
        if (match_takes(&q->conditions[i], &resolved[i]) && q->conditions[i].exclude) {
            buf_puts(&out->match, unwanted++ ? " OR " : " NOT (");
            add_condition(c, q, i, resolved, out);
        }
    }
    buf_puts(&out->match, unwanted ? ")" : "");
}
