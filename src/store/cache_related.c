/* cache_related: the articles most closely related to one. Candidates come from the lists of its terms, a bounded number around
 * its date in each; the best of them are then scored completely. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cache_private.h"
#include "map.h"
#include "text.h"

enum {
    TERMS_MAX = 20, /* the article's rarest terms */
    AROUND = 150,   /* articles of a term before, and as many after, in time */
    SCORED = 3,     /* candidates scored completely, as a multiple of the limit */
    WORDS_MAX = 6,
    WORD_BYTES = 5,  /* shorter words carry little information */
    FOUND_MAX = 300, /* matches by text */
    CANDIDATES_MAX = TERMS_MAX * 2 * AROUND + FOUND_MAX,
};

struct own_term {
    int64_t id;
    enum taxonomy taxonomy;
    double weight;
};

struct related_candidate {
    int64_t id;
    double score;
    unsigned offerings, topics, sources, words;
};

struct related_search {
    struct cache *cache;
    int64_t article;
    struct own_term terms[TERMS_MAX];
    size_t term_count;
    struct related_candidate *found; /* capacity CANDIDATES_MAX; sorted best first at the end */
    size_t found_count;
    struct map found_by_id; /* 1 + index, while collecting */
    struct str title;
};

/* ---- the article itself ---- */

/* Information content of a shared term, in bits; weighted lower for a topic, which is assigned freely, than for an offering,
 * and lowest for a source, which covers everything. */
static double weight_of(enum taxonomy taxonomy, int64_t count, int64_t all) {
    double kind = taxonomy == TAX_OFFERING ? 1.5 : taxonomy == TAX_TOPIC ? 1 : 0.5;
    return kind * (0.1 + log2(count > 0 && all > count ? (double)all / (double)count : 1));
}

static void load_article(struct related_search *s, struct arena *arena) {
    struct cache *c = s->cache;
    int64_t all = db_int(c->db, "SELECT value FROM stat WHERE name='articles'");
    struct statement *terms =
        db_cached(c->db, "SELECT x.id, x.taxonomy, x.count FROM article a, json_each(a.terms) j JOIN term x ON x.id=j.value"
                         " WHERE a.id=?1 AND x.taxonomy IN (?2, ?3, ?4) ORDER BY x.count LIMIT ?5");
    bind_int(terms, 1, s->article);
    bind_int(terms, 2, TAX_TOPIC);
    bind_int(terms, 3, TAX_OFFERING);
    bind_int(terms, 4, TAX_SOURCE);
    bind_int(terms, 5, TERMS_MAX);
    while (db_step(terms)) {
        enum taxonomy taxonomy = (enum taxonomy)column_int(terms, 1);
        s->terms[s->term_count++] =
            (struct own_term){column_int(terms, 0), taxonomy, weight_of(taxonomy, column_int(terms, 2), all)};
    }
    db_reset(terms);
    struct statement *title = db_cached(c->db, "SELECT title FROM article WHERE id=?");
    bind_int(title, 1, s->article);
    s->title = db_step(title) ? column_copy(title, 0, arena) : STR_NONE;
    db_reset(title);
}

/* ---- candidates ---- */

/* Of the translations of a page, the one that lists show. */
#define LISTED(article) " AND NOT EXISTS (SELECT 1 FROM aside s WHERE s.article=" article ")"

static bool is_candidate(const void *found, uint32_t place, uint64_t id, struct str text) {
    (void)text;
    return ((const struct related_candidate *)found)[place - 1].id == (int64_t)id;
}

/* The article itself, or the same page in another language. */
static bool is_itself(struct related_search *s, int64_t id) {
    struct statement *same = db_cached(s->cache->db, "SELECT 1 FROM translation t JOIN translation o ON o.work=t.work WHERE"
                                                     " t.article=? AND t.work<>0 AND o.article=?");
    bind_int(same, 1, s->article);
    bind_int(same, 2, id);
    bool itself = id == s->article || db_step(same);
    db_reset(same);
    return itself;
}

static struct related_candidate *candidate_of(struct related_search *s, int64_t id) {
    uint32_t *place = map_at(&s->found_by_id, is_candidate, s->found, (uint64_t)id, STR_NONE);
    if (!*place) {
        s->found[s->found_count++].id = id;
        *place = (uint32_t)s->found_count;
    }
    return &s->found[*place - 1];
}

static void collect_side(struct related_search *s, const struct own_term *t, const char *sql) {
    struct statement *articles = db_cached(s->cache->db, sql);
    bind_int(articles, 1, t->id);
    bind_int(articles, 2, s->article < 0 ? -s->article : s->article); /* a hidden article: around its date */
    bind_int(articles, 3, AROUND);
    while (db_step(articles)) {
        if (!is_itself(s, column_int(articles, 0))) {
            candidate_of(s, column_int(articles, 0))->score += t->weight;
        }
    }
    db_reset(articles);
}

static void collect(struct related_search *s) {
    for (size_t i = 0; i < s->term_count; i++) {
        collect_side(s, &s->terms[i],
                     "SELECT article FROM article_term WHERE term=?1 AND article<=?2 AND article>0" LISTED(
                         "article") " ORDER BY article DESC LIMIT ?3");
        collect_side(
            s, &s->terms[i],
            "SELECT article FROM article_term WHERE term=?1 AND article>?2" LISTED("article") " ORDER BY article LIMIT ?3");
    }
}

/* Best first; ties newest first, by the highest id. */
static int compare(const void *a, const void *b) {
    const struct related_candidate *x = a, *y = b;
    return x->score != y->score ? (x->score > y->score ? -1 : 1) : x->id > y->id ? -1 : x->id < y->id;
}

/* Scores all terms that a candidate shares, including common ones whose lists were not read completely. */
static void score_candidate(struct related_search *s, struct related_candidate *found) {
    struct statement *has = db_cached(s->cache->db, "SELECT 1 FROM article_term WHERE term=? AND article=?");
    *found = (struct related_candidate){.id = found->id};
    for (size_t i = 0; i < s->term_count; i++) {
        const struct own_term *t = &s->terms[i];
        bind_int(has, 1, t->id);
        bind_int(has, 2, found->id);
        if (db_step(has)) {
            found->score += t->weight;
            found->offerings += t->taxonomy == TAX_OFFERING;
            found->topics += t->taxonomy == TAX_TOPIC;
            found->sources += t->taxonomy == TAX_SOURCE;
        }
        db_reset(has);
    }
}

static void rank(struct related_search *s, size_t limit) {
    qsort(s->found, s->found_count, sizeof *s->found, compare);
    if (s->found_count > limit * SCORED) {
        s->found_count = limit * SCORED;
    }
    for (size_t i = 0; i < s->found_count; i++) {
        score_candidate(s, &s->found[i]);
    }
    qsort(s->found, s->found_count, sizeof *s->found, compare);
    s->found_count = s->found_count > limit ? limit : s->found_count;
}

/* ---- by text, if terms yield too few ---- */

struct title_words {
    struct str words[WORDS_MAX];
    size_t count;
};

static void add_word(struct title_words *w, struct str word) {
    for (size_t i = 0; i < w->count; i++) {
        if (str_equal(w->words[i], word)) {
            return;
        }
    }
    if (word.n >= WORD_BYTES && w->count < WORDS_MAX) {
        w->words[w->count++] = word;
    }
}

/* Splits a folded title into its long words: ASCII letters and digits, and everything that is not ASCII. */
static void split_title(struct str folded, struct title_words *w) {
    for (size_t i = 0, start = 0; i <= folded.n; i++) {
        unsigned char c = i < folded.n ? (unsigned char)folded.p[i] : ' ';
        if (!(c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
            add_word(w, str_slice(folded, start, i));
            start = i + 1;
        }
    }
}

static bool is_found(struct related_search *s, int64_t id) {
    for (size_t i = 0; i < s->found_count; i++) {
        if (s->found[i].id == id) {
            return true;
        }
    }
    return is_itself(s, id);
}

static unsigned words_of(const struct title_words *own, struct str text) {
    struct buf folded = {0};
    unsigned count = 0;
    text_fold(&folded, text);
    for (size_t i = 0; i < own->count; i++) {
        count += text_match_words(buf_str(&folded), own->words[i]);
    }
    buf_release(&folded);
    return count;
}

/* Of the newest FOUND_MAX articles with any of the words, adds those that share at least two, most shared words in title,
 * summary and terms first; a single shared word means little. */
static void add_by_text(struct related_search *s, const struct title_words *own, size_t limit) {
    struct buf match = {0};
    size_t before = s->found_count;
    for (size_t i = 0; i < own->count; i++) {
        buf_printf(&match, "%s\"%.*s\"", i ? " OR " : "", (int)own->words[i].n, own->words[i].p);
    }
    struct statement *words = db_cached(
        s->cache->db, "SELECT words.rowid, a.title || ' ' || d.about FROM words JOIN article a ON "
                      "a.id=words.rowid JOIN document d ON d.article=a.id"
                      " WHERE words MATCH ?1 AND words.rowid>0" LISTED("words.rowid") " ORDER BY words.rowid DESC LIMIT ?2");
    bind_str(words, 1, buf_str(&match));
    bind_int(words, 2, FOUND_MAX);
    while (own->count && db_step(words)) {
        unsigned count = words_of(own, column_str(words, 1));
        if (count > 1 && !is_found(s, column_int(words, 0))) {
            s->found[s->found_count++] = (struct related_candidate){.id = column_int(words, 0), .score = count, .words = count};
        }
    }
    db_reset(words);
    buf_release(&match);
    qsort(s->found + before, s->found_count - before, sizeof *s->found, compare);
    s->found_count = s->found_count > limit ? limit : s->found_count;
}

/* ---- the rows ---- */

static void read_rows(struct related_search *s, struct arena *arena, struct related_rows *related) {
    struct buf sql = {0};
    find_columns(s->cache, "a.id", &sql);
    buf_puts(&sql, " FROM article a WHERE a.id=?");
    struct statement *row = db_prepare(s->cache->db, buf_cstr(&sql));
    buf_release(&sql);
    related->rows = arena_alloc(arena, s->found_count, sizeof *related->rows);
    for (size_t i = 0; i < s->found_count; i++) {
        const struct related_candidate *f = &s->found[i];
        bind_int(row, 1, f->id);
        if (db_step(row)) {
            struct related *r = &related->rows[related->count++];
            *r = (struct related){.offerings = f->offerings, .topics = f->topics, .sources = f->sources, .words = f->words};
            find_read_row(row, &r->row, arena);
        }
        db_reset(row);
    }
    db_finalize(row);
}

int cache_related(struct cache *c, int64_t article, size_t limit, struct arena *arena, struct related_rows *related,
                  struct err *e) {
    struct related_search s = {.cache = c, .article = article};
    struct arena scratch = {0};
    struct title_words words = {.count = 0};
    struct buf folded = {0};
    *related = (struct related_rows){0};
    s.found = arena_alloc(&scratch, CANDIDATES_MAX, sizeof *s.found);
    s.found_by_id.arena = &scratch;
    db_begin_read(c->db);
    load_article(&s, &scratch);
    collect(&s);
    rank(&s, limit);
    text_fold(&folded, s.title);
    split_title(buf_str(&folded), &words);
    if (s.found_count < limit) {
        add_by_text(&s, &words, limit);
    }
    read_rows(&s, arena, related);
    db_end_read(c->db);
    buf_release(&folded);
    arena_release(&scratch);
    return db_check(c->db, e);
}
