/* cache_spelled: the spelling in which a term is shown, and the report of those that it has. */
#include <stdlib.h>
#include <string.h>

#include "cache_spellings.h"
#include "english.h"
#include "text.h"

/* One spelling of a term. */
struct spelled {
    struct str text, folded;
    int64_t id;    /* 0: the first */
    int64_t count; /* articles */
};

/* A term with several. */
struct spelled_term {
    struct arena arena;
    int64_t id;
    enum taxonomy taxonomy;
    struct spelled *spellings; /* the most frequent first, those that fold otherwise than the newest article's left out */
    size_t count, capacity;
};

static void add_spelled(struct spelled_term *t, struct str text, int64_t id, int64_t count) {
    struct buf folded = {0};
    text_fold(&folded, text);
    t->spellings = grow(t->spellings, t->count, &t->capacity, sizeof *t->spellings);
    t->spellings[t->count++] = (struct spelled){text, arena_copy(&t->arena, buf_str(&folded)), id, count};
    buf_release(&folded);
}

/* Hidden articles count only when there are no others. */
static const char SPELLINGS[] =
    "SELECT 0, x.spelling, x.taxonomy, iif(x.count>0, x.count, (SELECT count(*) FROM article_term WHERE term=x.id)) FROM term x"
    " WHERE x.id=?1 UNION ALL SELECT s.id, s.text, x.taxonomy, iif(x.count>0, s.count, (SELECT count(*) FROM article_spelling"
    " WHERE spelling=s.id)) FROM spelling s JOIN term x ON x.id=s.term WHERE s.term=?1";

static void read_spellings(struct cache *c, struct spelled_term *t) {
    struct statement *s = db_cached(c->db, SPELLINGS);
    t->count = 0;
    bind_int(s, 1, t->id);
    while (db_step(s)) {
        int64_t taxonomy = column_int(s, 2);
        t->taxonomy = taxonomy >= 0 && taxonomy < TAX_COUNT ? (enum taxonomy)taxonomy : TAX_TOPIC;
        add_spelled(t, column_copy(s, 1, &t->arena), column_int(s, 0), column_int(s, 3));
    }
    db_reset(s);
    for (size_t i = 1; i < t->count; i++) {
        t->spellings[0].count -= t->spellings[i].count;
    }
}

/* That of the newest article, which is the current one: a label may have been corrected since the first. */
static struct str newest_folded(struct cache *c, const struct spelled_term *t) {
    struct statement *s =
        db_cached(c->db, "SELECT a.spelling FROM article_spelling a JOIN spelling s ON s.id=a.spelling WHERE s.term=?1 AND"
                         " a.article=(SELECT iif(count>0, newest, (SELECT min(article) FROM article_term WHERE term=?1)) FROM"
                         " term WHERE id=?1)");
    bind_int(s, 1, t->id);
    int64_t id = db_step(s) ? column_int(s, 0) : 0;
    db_reset(s);
    size_t i = 0;
    while (i < t->count && t->spellings[i].id != id) {
        i++;
    }
    return i < t->count ? t->spellings[i].folded : STR_NONE;
}

static int by_frequency(const void *a, const void *b) {
    const struct spelled *x = a, *y = b;
    if (x->count != y->count) {
        return x->count > y->count ? -1 : 1;
    }
    return str_compare(x->text, y->text);
}

static void load_spelled(struct cache *c, int64_t term, struct spelled_term *t) {
    arena_reset(&t->arena);
    t->id = term;
    read_spellings(c, t);
    struct str folded = newest_folded(c, t);
    size_t kept = 0;
    for (size_t i = 0; i < t->count; i++) {
        if (t->spellings[i].count > 0 && str_equal(t->spellings[i].folded, folded)) {
            t->spellings[kept++] = t->spellings[i];
        }
    }
    t->count = kept;
    if (kept) {
        qsort(t->spellings, kept, sizeof *t->spellings, by_frequency);
    }
}

static void release_spelled(struct spelled_term *t) {
    arena_release(&t->arena);
    free(t->spellings);
}

/* The terms with several spellings that an update touched, or all; free them. */
static size_t spelled_terms(struct cache *c, int64_t **terms) {
    size_t count = 0, capacity = 0;
    struct statement *s =
        db_cached(c->db, c->building ? "SELECT DISTINCT term FROM spelling ORDER BY term"
                                     : "SELECT CAST(substr(value, 10) AS INTEGER) FROM touched WHERE value GLOB 'spelling:*'");
    *terms = NULL;
    while (db_step(s)) {
        *terms = grow(*terms, count, &capacity, sizeof **terms);
        (*terms)[count++] = column_int(s, 0);
    }
    db_reset(s);
    return count;
}

/* The next line of a spelling's text. */
static struct str take_line(struct str *text) {
    const char *end = text->n ? memchr(text->p, '\n', text->n) : NULL;
    struct str line = str_slice(*text, 0, end ? (size_t)(end - text->p) : text->n);
    *text = str_slice(*text, line.n + 1, text->n);
    return line;
}

static void name_term(struct cache *c, int64_t term, struct str text) {
    struct str name = take_line(&text), authority = take_line(&text), label = take_line(&text);
    struct statement *s = db_cached(c->db, "UPDATE term SET name=?1, authority=?2, label=?3, folded_label=fold(?3),"
                                           " folded_name=fold(?1) WHERE id=?4 AND (name, authority, label)<>(?1, ?2, ?3)");
    bind_str(s, 1, name);
    bind_str(s, 2, authority);
    bind_str(s, 3, label);
    bind_int(s, 4, term);
    db_run(s);
}

void spellings_choose(struct cache *c) {
    struct spelled_term t = {0};
    int64_t *terms;
    size_t count = spelled_terms(c, &terms);
    for (size_t i = 0; i < count; i++) {
        load_spelled(c, terms[i], &t);
        if (t.count) {
            name_term(c, t.id, t.spellings[0].text);
        }
    }
    free(terms);
    release_spelled(&t);
}

/* ---- reporting ---- */

/* The file of the newest article that spells it so. */
static int64_t file_of(struct cache *c, int64_t term, int64_t spelling) {
    static const char first[] = "SELECT a.file FROM article_term t JOIN article a ON a.id=t.article WHERE t.term=?1 AND"
                                " t.article>0 AND NOT EXISTS(SELECT 1 FROM article_spelling x JOIN spelling s ON"
                                " s.id=x.spelling WHERE x.article=t.article AND s.term=?1) ORDER BY t.article DESC LIMIT 1";
    static const char other[] = "SELECT a.file FROM article_spelling x JOIN article a ON a.id=x.article WHERE x.spelling=?2"
                                " AND x.article>0 AND ?1 ORDER BY x.article DESC LIMIT 1";
    struct statement *s = db_cached(c->db, spelling ? other : first);
    bind_int(s, 1, term);
    if (spelling) {
        bind_int(s, 2, spelling);
    }
    int64_t file = db_step(s) ? column_int(s, 0) : 0;
    db_reset(s);
    return file;
}

/* "'AI' in 12 articles, 'ai' in 3 and 'Ai' in 1" */
static void list_spellings(const struct spelled_term *t, struct buf *out) {
    enum { SAID = 5 };
    size_t said = t->count > SAID ? SAID : t->count;
    for (size_t i = 0; i < said; i++) {
        struct str text = t->spellings[i].text, name = take_line(&text);
        buf_puts(out, !i ? "" : i + 1 < t->count ? ", " : " and ");
        buf_printf(out, "'%.*s' in %lld", SHOWN(name), (long long)t->spellings[i].count);
        if (!i) {
            buf_printf(out, " article%s", plural(t->spellings[i].count));
        }
    }
    if (said < t->count) {
        buf_printf(out, " and %zu more", t->count - said);
    }
}

/* In one file for each rarer spelling, all with the same message. */
static void report_spelled(struct audit *a, const struct spelled_term *t) {
    struct buf about = {0}, list = {0};
    struct str text = t->spellings[0].text, shown = take_line(&text);
    buf_printf(&about, "spelling:%lld", (long long)t->id);
    list_spellings(t, &list);
    for (size_t i = 1; i < t->count; i++) {
        int64_t file = file_of(a->cache, t->id, t->spellings[i].id);
        if (file) {
            audit_report(a, file, taxonomies[t->taxonomy].plural, SEVERITY_NOTE, buf_str(&about),
                         "%.*s are one %s, shown as '%.*s'", (int)list.n, buf_cstr(&list), taxonomies[t->taxonomy].name,
                         SHOWN(shown));
        }
    }
    buf_release(&about);
    buf_release(&list);
}

/* Offerings described in several ways are reported as such. */
void audit_spellings(struct audit *a) {
    struct spelled_term t = {0};
    int64_t *terms;
    size_t count = spelled_terms(a->cache, &terms);
    for (size_t i = 0; i < count; i++) {
        load_spelled(a->cache, terms[i], &t);
        if (t.count > 1 && t.taxonomy != TAX_OFFERING) {
            report_spelled(a, &t);
        }
    }
    free(terms);
    release_spelled(&t);
}
