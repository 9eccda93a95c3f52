/* cache_writer: the writer's memory, so that each term is looked up only once: ids, counts and names of terms. */
#include "cache_writer.h"

#include <stdlib.h>
#include <string.h>

#include "cache_known.h"
#include "cache_spellings.h"
#include "cache_variants.h"
#include "map.h"
#include "text.h"

struct term_article {
    int64_t term, article;
};

enum { PAIRS = 1 << 16 };

struct writer {
    struct db *db;
    struct known_rows terms; /* by taxonomy and key */
    bool from_nothing;       /* a row not in memory is not in the database either */
    struct variants variants;
    struct spellings spellings;
    struct term_article *pairs; /* rows of article_term to be written in batches, in term order */
    size_t pair_count;
    int64_t articles, hidden; /* added since `stat` was written */
    struct buf folded_label, folded_name, spelling;
};

struct writer *writer_new(struct db *db, bool from_nothing) {
    struct writer *w = xcalloc(1, sizeof *w);
    w->db = db;
    w->from_nothing = from_nothing;
    w->variants = (struct variants){.db = db, .from_nothing = from_nothing};
    w->spellings = (struct spellings){.db = db, .from_nothing = from_nothing};
    return w;
}

void writer_forget(struct writer *w) {
    known_rows_forget(&w->terms);
    variants_forget(&w->variants);
    spellings_forget(&w->spellings);
    w->pair_count = 0;
    w->articles = w->hidden = 0;
}

void writer_free(struct writer *w) {
    if (w) {
        writer_forget(w);
        variants_release(&w->variants);
        spellings_release(&w->spellings);
        free(w->pairs);
        buf_release(&w->folded_label);
        buf_release(&w->folded_name);
        buf_release(&w->spelling);
        free(w);
    }
}

static bool load_term(struct writer *w, const struct term *t, struct known_row *known) {
    struct statement *s = db_cached(w->db, "SELECT id, count, newest, spelling FROM term WHERE taxonomy=? AND key=?");
    bind_int(s, 1, t->taxonomy);
    bind_str(s, 2, t->key);
    bool found = db_step(s);
    if (found) {
        known->id = column_int(s, 0);
        known->count = column_int(s, 1);
        known->newest = column_int(s, 2);
        buf_add_str(&known->spelling, column_str(s, 3));
    }
    db_reset(s);
    return found;
}

static void bind_names(struct writer *w, struct statement *s, const struct term *t) {
    buf_reset(&w->folded_label);
    buf_reset(&w->folded_name);
    text_fold(&w->folded_label, t->label);
    text_fold(&w->folded_name, t->name);
    bind_str(s, 1, t->name);
    bind_str(s, 2, t->authority);
    bind_str(s, 3, t->label);
    bind_str(s, 4, buf_str(&w->folded_label));
    bind_str(s, 5, buf_str(&w->folded_name));
}

/* spelling: empty if no article has the term yet. */
static void insert_term(struct writer *w, const struct term *t, struct str spelling, struct known_row *known) {
    struct statement *s = db_cached(w->db, "INSERT INTO term(name, authority, label, folded_label, folded_name, spelling, slug,"
                                           " url, ident, taxonomy, key, count, newest) VALUES(?,?,?,?,?,?,?,?,?,?,?,0,0)");
    bind_names(w, s, t);
    bind_str(s, 6, spelling);
    bind_str(s, 7, t->slug);
    bind_str(s, 8, t->url);
    bind_str(s, 9, t->ident);
    bind_int(s, 10, t->taxonomy);
    bind_str(s, 11, t->key);
    db_run(s);
    known->id = db_last_id(w->db);
    buf_add_str(&known->spelling, spelling);
}

static struct known_row *known_term(struct writer *w, const struct term *t, struct str spelling, bool *is_new) {
    struct known_row *known = known_row(&w->terms, t->taxonomy, t->key, is_new);
    if (*is_new && !w->from_nothing && load_term(w, t, known)) {
        *is_new = false;
    } else if (*is_new) {
        insert_term(w, t, spelling, known);
    }
    return known;
}

/* The first article of a term that was only mentioned so far, among an offering's topics. */
static void name_term(struct writer *w, const struct term *t, struct str spelling, struct known_row *known) {
    struct statement *s = db_cached(w->db, "UPDATE term SET name=?1, authority=?2, label=?3, folded_label=?4, folded_name=?5,"
                                           " spelling=?6 WHERE id=?7");
    bind_names(w, s, t);
    bind_str(s, 6, spelling);
    bind_int(s, 7, known->id);
    db_run(s);
    buf_add_str(&known->spelling, spelling);
}

/* The newest article determines where a term's page is: a link may have been corrected since the first. A bare mention (an
 * offering's topic has only a name) clears nothing. */
static void link_term(struct writer *w, const struct term *t, int64_t id) {
    struct statement *s = db_cached(w->db, "UPDATE term SET slug=iif(?1='',slug,?1), url=iif(?2='',url,?2),"
                                           " ident=iif(?3='',ident,?3) WHERE id=?4");
    bind_str(s, 1, t->slug);
    bind_str(s, 2, t->url);
    bind_str(s, 3, t->ident);
    bind_int(s, 4, id);
    db_run(s);
}

static int64_t add_variant(struct writer *w, const struct term *t, int64_t id, int64_t article) {
    int64_t few[16], *topics = t->topic_count > ARRAY_SIZE(few) ? xcalloc(t->topic_count, sizeof *topics) : few;
    for (size_t i = 0; i < t->topic_count; i++) {
        bool is_new;
        topics[i] = known_term(w, &t->topics[i], STR_NONE, &is_new)->id;
    }
    int64_t variant = variants_use(&w->variants, id, t, topics, t->topic_count, article);
    if (topics != few) {
        free(topics);
    }
    return variant;
}

static int by_term(const void *a, const void *b) {
    const struct term_article *x = a, *y = b;
    if (x->term != y->term) {
        return x->term < y->term ? -1 : 1;
    }
    return (x->article > y->article) - (x->article < y->article);
}

#define FOUR_ROWS "(?,?),(?,?),(?,?),(?,?)"
#define ALL_ROWS FOUR_ROWS "," FOUR_ROWS "," FOUR_ROWS "," FOUR_ROWS "," FOUR_ROWS "," FOUR_ROWS "," FOUR_ROWS "," FOUR_ROWS

/* Rows of one term are adjacent in the table: writing them together costs half as much as one by one. */
static void store_pairs(struct writer *w) {
    enum { ROWS = 32 };
    if (w->pair_count) {
        qsort(w->pairs, w->pair_count, sizeof *w->pairs, by_term);
    }
    struct statement *s = db_cached(w->db, "INSERT OR IGNORE INTO article_term VALUES" ALL_ROWS);
    for (size_t i = 0; i < w->pair_count; i += ROWS) {
        for (size_t row = 0; row < ROWS && i + row < w->pair_count; row++) {
            bind_int(s, 2 * (int)row + 1, w->pairs[i + row].term);
            bind_int(s, 2 * (int)row + 2, w->pairs[i + row].article);
        }
        db_run(s);
    }
    w->pair_count = 0;
}

static void add_pair(struct writer *w, int64_t term, int64_t article) {
    if (!w->pairs) {
        w->pairs = xcalloc(PAIRS, sizeof *w->pairs);
    }
    if (w->pair_count == PAIRS) {
        store_pairs(w);
    }
    w->pairs[w->pair_count++] = (struct term_article){term, article};
}

static void count_spelling(struct writer *w, const struct term *t, struct str spelling, struct known_row *known,
                           int64_t article) {
    if (!known->spelling.n) {
        name_term(w, t, spelling, known);
    } else if (!str_equal(buf_str(&known->spelling), spelling)) {
        spellings_use(&w->spellings, known->id, spelling, article);
    }
}

int64_t writer_count_term(struct writer *w, const struct term *t, int64_t article, int64_t *variant) {
    bool is_new;
    buf_reset(&w->spelling);
    spelling_text(t, &w->spelling);
    struct known_row *known = known_term(w, t, buf_str(&w->spelling), &is_new);
    int64_t id = known->id;
    add_pair(w, id, article);
    count_spelling(w, t, buf_str(&w->spelling), known, article);
    if (article > known->newest) {
        const struct str names[] = {t->slug, t->url, t->ident};
        known->newest = article;
        if (!known_row_is_named(known, names, ARRAY_SIZE(names))) {
            if (!is_new) {
                link_term(w, t, id);
            }
            known_row_name(known, names, ARRAY_SIZE(names));
        }
    }
    if (article > 0) {
        known->count++;
        known->changed = true;
    }
    *variant = t->taxonomy == TAX_OFFERING ? add_variant(w, t, id, article) : 0;
    return id;
}

static void store_count(struct statement *s, const struct known_row *t) {
    bind_int(s, 1, t->count);
    bind_int(s, 2, t->newest);
    bind_int(s, 3, t->id);
    db_run(s);
}

static void store_total(struct writer *w, const char *name, int64_t *more) {
    if (*more) {
        struct statement *s = db_cached(w->db, "INSERT INTO stat VALUES(?1,?2) ON CONFLICT(name) DO UPDATE SET value=value+?2");
        bind_str(s, 1, str_from(name));
        bind_int(s, 2, *more);
        db_run(s);
        *more = 0;
    }
}

static void store_counts(struct writer *w) {
    known_rows_store(&w->terms, store_count, db_cached(w->db, "UPDATE term SET count=?, newest=? WHERE id=?"));
}

void writer_flush(struct writer *w) {
    store_pairs(w);
    store_counts(w);
    variants_flush(&w->variants);
    spellings_flush(&w->spellings);
    store_total(w, "articles", &w->articles);
    store_total(w, "hidden", &w->hidden);
}

void writer_count_article(struct writer *w, int64_t id, int change) {
    *(id > 0 ? &w->articles : &w->hidden) += change;
}

void writer_renumber(struct writer *w, int64_t from, int64_t to) {
    store_pairs(w);
    known_rows_renumber(&w->terms, from, to);
    known_rows_renumber(&w->variants.rows, from, to);
    static const char *const tables[] = {
        "UPDATE term SET newest=?2 WHERE newest=?1 AND id IN (SELECT value FROM json_each((SELECT terms FROM article WHERE"
        " id=?1)))",
        "UPDATE variant SET newest=?2 WHERE newest=?1 AND id IN (SELECT value FROM json_each((SELECT variants FROM article"
        " WHERE id=?1)))",
        "UPDATE article_term SET article=?2 WHERE article=?1 AND term IN (SELECT value FROM json_each((SELECT terms FROM"
        " article WHERE id=?1)))",
    };
    for (size_t i = 0; i < ARRAY_SIZE(tables); i++) {
        struct statement *s = db_cached(w->db, tables[i]);
        bind_int(s, 1, from);
        bind_int(s, 2, to);
        db_run(s);
    }
}

static void uncount_term(struct writer *w, int64_t term, int64_t article) {
    struct statement *s =
        db_cached(w->db, "UPDATE term SET count=count-1, newest=iif(newest=?2, coalesce((SELECT article FROM article_term t"
                         " WHERE term=?1 AND article>0 AND article<>?2 AND (taxonomy=?3 OR NOT EXISTS (SELECT 1 FROM aside s"
                         " WHERE s.article=t.article)) ORDER BY article DESC LIMIT 1),0), newest) WHERE id=?1");
    bind_int(s, 1, term);
    bind_int(s, 2, article);
    bind_int(s, 3, TAX_LANGUAGE); /* counts translations that are aside, too */
    db_run(s);
}

static void uncount_terms(struct writer *w, int64_t article) {
    int64_t *terms = NULL;
    size_t count = 0, capacity = 0;
    struct statement *s = db_cached(w->db, "SELECT j.value FROM article a, json_each(a.terms) j WHERE a.id=?");
    bind_int(s, 1, article);
    while (db_step(s)) {
        terms = grow(terms, count, &capacity, sizeof *terms);
        terms[count++] = column_int(s, 0);
    }
    db_reset(s);
    for (size_t i = 0; i < count; i++) {
        uncount_term(w, terms[i], article);
    }
    free(terms);
}

/* The newest remaining article determines where the term's page is. */
static void link_to_newest(struct writer *w, int64_t term) {
    struct arena arena = {0};
    struct statement *s = db_cached(w->db, "SELECT slug, url FROM variant WHERE term=? ORDER BY newest DESC, id LIMIT 1");
    bind_int(s, 1, term);
    bool found = db_step(s);
    struct term t = {.taxonomy = TAX_OFFERING, .ident = STR_NONE};
    t.slug = found ? column_copy(s, 0, &arena) : STR_NONE;
    t.url = found ? column_copy(s, 1, &arena) : STR_NONE;
    db_reset(s);
    link_term(w, &t, term);
    arena_release(&arena);
}

/* The terms in memory cannot be found by id, so a term that loses an article is updated in the database: the counts in memory
 * are written first and read again when needed. */
void writer_drop_terms(struct writer *w, int64_t article) {
    store_pairs(w);
    store_counts(w);
    known_rows_forget(&w->terms);
    spellings_drop(&w->spellings, article);
    int64_t *terms;
    size_t count = variants_drop(&w->variants, article, &terms);
    for (size_t i = 0; i < count; i++) {
        link_to_newest(w, terms[i]);
    }
    free(terms);
    if (article > 0) {
        uncount_terms(w, article);
    }
}
