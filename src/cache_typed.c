/* cache_typed: the first page of a query whose last word has a few letters so far. These begin so many words that full text
 * would have to gather the places of thousands of them; so they also stand in one of the next articles, as a rule, and the
 * texts of these are looked through, newest first. Where that does not fill the page soon, the letters begin few words, and
 * full text is quick. */
#include "cache_private.h"
#include "text.h"

enum { SHORT_BYTES = 3, LOOKED_THROUGH = 1200, SAMPLE = 150 };

static bool is_short(const struct condition *c) {
    bool plain = (c->kind == CONDITION_WORDS || c->kind == CONDITION_TITLE) && c->typed && c->text.n <= SHORT_BYTES;
    for (size_t i = 0; i < c->text.n && plain; i++) {
        plain = ((c->text.p[i] | 0x20) >= 'a' && (c->text.p[i] | 0x20) <= 'z') || (c->text.p[i] >= '0' && c->text.p[i] <= '9');
    }
    return plain;
}

/* A query in two: what an index finds, and the short words. */
struct split {
    struct query rest;
    struct condition *words; /* folded */
    size_t word_count;
};

static void split_query(const struct query *q, struct arena *arena, struct split *split) {
    struct buf folded = {0};
    *split = (struct split){.rest.sort = q->sort};
    split->rest.conditions = arena_alloc(arena, q->count, sizeof *q->conditions);
    split->words = arena_alloc(arena, q->count, sizeof *q->conditions);
    for (size_t i = 0; i < q->count; i++) {
        const struct condition *c = &q->conditions[i];
        if (is_short(c)) {
            buf_reset(&folded);
            text_fold(&folded, c->text);
            split->words[split->word_count] = *c;
            split->words[split->word_count++].text = arena_copy(arena, buf_str(&folded));
        } else {
            split->rest.conditions[split->rest.count++] = *c;
        }
    }
    buf_release(&folded);
}

enum { TITLE_COLUMN = 1, ABOUT_COLUMN = 5, BODY_COLUMN = 6 };

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

/* Will what is looked through not be enough, as far as the first ones tell? */
static bool is_hopeless(size_t found, size_t looked_at, size_t limit) {
    return looked_at >= SAMPLE && found * LOOKED_THROUGH < limit * looked_at / 2;
}

static bool fill_page(struct cache *c, const struct compiled *q, const struct split *split, const struct page_request *request,
                      struct arena *arena, struct rows *rows) {
    struct buf sql = {0};
    size_t looked_at = 0;
    find_columns(c, q->id, &sql);
    buf_printf(&sql, ", d.about, d.body FROM %s CROSS JOIN document d ON d.article=a.id WHERE ",
               buf_cstr((struct buf *)&q->from));
    if (request->after) {
        buf_printf(&sql, "%s %c%s %lld AND ", q->id, q->descending ? '<' : '>', request->including ? "=" : "",
                   (long long)request->after);
    }
    buf_printf(&sql, "%s ORDER BY %s %s LIMIT %d", buf_cstr((struct buf *)&q->where), q->id, q->descending ? "DESC" : "ASC",
               LOOKED_THROUGH);
    struct statement *s = find_prepare(c, q, &sql);
    while (rows->count < request->limit && !is_hopeless(rows->count, looked_at, request->limit) && db_step(s)) {
        looked_at++;
        if (has_words(s, split)) {
            find_read_row(s, &rows->rows[rows->count++], arena);
        }
    }
    bool ended =
        rows->count < request->limit && looked_at < LOOKED_THROUGH && !is_hopeless(rows->count, looked_at, request->limit);
    db_finish(s);
    return ended || rows->count == request->limit;
}

bool typed_find(struct cache *c, const struct query *query, const struct page_request *request, struct arena *arena,
                struct rows *rows) {
    struct arena scratch = {0};
    struct split split;
    struct compiled q;
    split_query(query, &scratch, &split);
    bool filled = false;
    if (split.word_count && query->sort == SORT_NEWEST && !request->backwards) {
        filled = compile_query(c, &split.rest, &q, NULL) == 0 && fill_page(c, &q, &split, request, arena, rows);
        compiled_release(&q);
    }
    arena_release(&scratch);
    rows->count = filled ? rows->count : 0;
    return filled;
}
