/* cache_typed: the first page of a query whose last word has a few letters so far. These begin so many words that full text
 * would have to gather the places of thousands of them; so they also stand in one of the next articles, as a rule, and the
 * texts of these are looked through, newest first: what so many words begin with is nothing to weigh either. Where that does
 * not fill the page soon, the letters begin few words, and full text is quick.
 *
 * FTS5 has an index for this, `prefix='1 2 3'`. It would replace this file, and it counts exactly, but an index run may take no
 * more than 1.5 times the bare pipeline. Measured at 100,000 files, processor time and bytes of the cache, beside none:
 *
 *     prefix       index run   writer alone   bytes
 *     1                - 1 %          - 1 %   + 7 %
 *     1 2              + 4 %          +12 %   +20 %
 *     1 2 3            +29 %          +66 %   +39 %
 *
 * and processor time in milliseconds, the slowest in a hundred, of a first page and of a count:
 *
 *     letters      looked through      prefix      neither
 *     1                0.4 /   22   0.5 / 1.1   340 /    -
 *     2                1.3 /   37   0.5 / 1.0   110 /    -
 *     3                3.6 /   45   0.7 /  23    36 /   39
 *
 * 8 ms are promised for the page; counting is done in a thread that no key waits for. `1 2` would still leave the third letter
 * to this file, so there would be two ways instead of one. */
#include "cache_private.h"
#include "text.h"

enum { SHORT_LETTERS = 3, LOOKED_THROUGH = 1200, COUNTED = 10000, SAMPLE = 150 };

/* folded: the text of c. */
static bool is_short(const struct condition *c, struct str folded) {
    size_t letters = match_letters(folded);
    return (c->kind == CONDITION_WORDS || c->kind == CONDITION_TITLE) && c->unfinished && letters && letters <= SHORT_LETTERS;
}

/* A query in two: what an index finds, and the short words. */
struct split {
    struct query rest;
    struct condition *words; /* folded */
    size_t word_count;
};

static void split_query(const struct query *q, struct arena *arena, struct split *split) {
    struct buf folded = {0};
    *split = (struct split){.rest.sort = SORT_NEWEST};
    split->rest.conditions = arena_alloc(arena, q->count, sizeof *q->conditions);
    split->words = arena_alloc(arena, q->count, sizeof *q->conditions);
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        buf_reset(&folded);
        text_fold(&folded, c->text);
        if (is_short(c, buf_str(&folded))) {
            split->words[split->word_count] = *c;
            split->words[split->word_count++].text = arena_copy(arena, buf_str(&folded));
        } else {
            split->rest.conditions[split->rest.count++] = *c;
        }
    }
    buf_release(&folded);
}

enum { TITLE_COLUMN = 1, MARKS_COLUMN = 4, ABOUT_COLUMN = 6, BODY_COLUMN = 7 };

static bool has_words(struct statement *s, const struct split *split) {
    for (size_t i = 0; i < split->word_count; i++) {
        const struct condition *c = &split->words[i];
        bool found = text_has_beginning(column_str(s, TITLE_COLUMN), c->text) ||
                     (c->kind == CONDITION_WORDS && (text_has_beginning(column_str(s, ABOUT_COLUMN), c->text) ||
                                                     text_has_beginning(doc_packed_text(column_str(s, BODY_COLUMN)), c->text)));
        if (found == c->exclude) {
            return false;
        }
    }
    return true;
}

/* Looking through the texts of a list from its beginning, or behind an article, until so many are found. */
struct look {
    const struct page_request *request;
    size_t most;   /* texts to be looked through */
    size_t enough; /* when fewer are to be expected, it is hopeless */
    size_t looked_at, found, unread;
    bool hopeless; /* what is looked through will not be enough, as far as the first ones tell */
};

static bool is_over(struct look *l) {
    l->hopeless = l->looked_at >= SAMPLE && l->found * LOOKED_THROUGH < l->enough * l->looked_at / 2;
    return l->hopeless || l->found == l->request->limit;
}

static bool has_ended(const struct look *l) {
    return !l->hopeless && l->found < l->request->limit && l->looked_at < l->most;
}

static struct statement *prepare(struct cache *c, const struct query_plan *q, const struct page_request *request, size_t most) {
    struct buf sql = {0};
    find_columns(c, q->id, &sql);
    buf_printf(&sql, ", d.about, d.body FROM %s CROSS JOIN document d ON d.article=a.id WHERE ", buf_cstr(&q->from));
    if (request->after) {
        buf_printf(&sql, "%s %c%s %lld AND ", q->id, q->descending ? '<' : '>', request->including ? "=" : "",
                   (long long)request->after);
    }
    buf_printf(&sql, "%s ORDER BY %s %s LIMIT %zu", buf_cstr(&q->where), q->id, q->descending ? "DESC" : "ASC", most);
    return find_prepare(c, q, &sql);
}

/* rows NULL: they are only counted. */
static void look_through(struct cache *c, const struct query_plan *q, const struct split *split, struct look *l,
                         struct arena *arena, struct rows *rows) {
    struct statement *s = prepare(c, q, l->request, l->most);
    while (!is_over(l) && db_step(s)) {
        l->looked_at++;
        if (has_words(s, split)) {
            l->found++;
            l->unread += !(column_int(s, MARKS_COLUMN) & ROW_READ);
            if (rows) {
                find_read_row(s, &rows->rows[rows->count++], arena);
            }
        }
    }
    db_finalize(s);
}

/* False: this is no query for it. */
static bool look(struct cache *c, const struct query *query, struct look *l, struct arena *arena, struct rows *rows) {
    struct arena scratch = {0};
    struct split split;
    struct query_plan q;
    split_query(query, &scratch, &split);
    bool can = split.word_count && query->sort != SORT_OLDEST && !l->request->backwards;
    if (can) {
        can = plan_query(c, &split.rest, &q, NULL) == 0;
        if (can) {
            look_through(c, &q, &split, l, arena, rows);
        }
        plan_release(&q);
    }
    arena_release(&scratch);
    return can;
}

bool typed_find(struct cache *c, const struct query *query, const struct page_request *request, struct arena *arena,
                struct rows *rows) {
    struct look l = {.request = request, .most = LOOKED_THROUGH, .enough = request->limit};
    bool by_id = query->sort == SORT_NEWEST || query->sort == SORT_RELEVANCE;
    bool filled = by_id && look(c, query, &l, arena, rows) && (l.found == request->limit || has_ended(&l));
    rows->count = filled ? rows->count : 0;
    return filled;
}

/* How many there are at least is a round number. Where hardly any are found full text is quick. */
bool typed_count(struct cache *c, const struct query *query, int64_t limit, int64_t *count, bool *exact, int64_t *unread) {
    enum { ROUND = 100 };
    struct page_request all = {.limit = COUNTED};
    struct look l = {.request = &all, .most = COUNTED};
    bool counted = look(c, query, &l, NULL, NULL) && (has_ended(&l) || l.found >= ROUND);
    *exact = has_ended(&l) && (int64_t)l.found <= limit;
    *count = *exact ? (int64_t)l.found : (int64_t)l.found < limit ? (int64_t)l.found / ROUND * ROUND : limit;
    *unread = *exact ? (int64_t)l.unread : -1;
    return counted;
}
