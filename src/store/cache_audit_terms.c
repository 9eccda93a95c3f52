/* cache_audit_terms: offerings that content files describe differently, and topics that differ only in spelling. */
#include <stdlib.h>
#include <string.h>

#include "cache_audit.h"
#include "english.h"
#include "text.h"

/* One way in which files describe something, with the number of files, and the first of them. */
struct usage {
    struct str label, url;
    int64_t count, file;
    struct str path;
};

struct usages {
    struct arena arena;
    struct usage *usages;
    size_t count, capacity;
};

#define FIRST_FILE "count(*), f.id, f.path, min(printf('%07d %s', f.root, f.path)) AS first"

/* Ordered by the query: the usage of most files comes first. */
static void read_usages(struct statement *s, struct usages *w) {
    arena_reset(&w->arena);
    w->count = 0;
    while (db_step(s)) {
        w->usages = grow(w->usages, w->count, &w->capacity, sizeof *w->usages);
        w->usages[w->count++] = (struct usage){
            .label = column_copy(s, 0, &w->arena),
            .url = column_copy(s, 1, &w->arena),
            .count = column_int(s, 2),
            .file = column_int(s, 3),
            .path = column_copy(s, 4, &w->arena),
        };
    }
    db_reset(s);
}

/* "..., as in 'a.md' (212 files), and 'Atlas EHR' here (3)" */
static void report_usage(struct audit *a, struct str about, struct str subject, const char *what, struct str main_value,
                         struct str value, const struct usage *most, const struct usage *here) {
    struct buf others = {0}, more = {0};
    text_quote(&others, most->path);
    if (most->count > 1) {
        buf_printf(&others, " and %lld more", (long long)most->count - 1);
    }
    if (here->count > 1) {
        buf_printf(&more, " and in %lld more", (long long)here->count - 1);
    }
    audit_report(a, here->file, "offerings", SEVERITY_WARNING, about, "%.*s %s '%.*s' in %.*s, but '%.*s' here%.*s",
                 SHOWN(subject), what, SHOWN(main_value), (int)others.n, buf_cstr(&others), SHOWN(value), (int)more.n,
                 buf_cstr(&more));
    buf_release(&others);
    buf_release(&more);
}

/* ---- offerings that files describe differently ---- */

static void report_offering(struct audit *a, struct str term, const struct usages *w) {
    struct buf about = {0}, subject = {0};
    buf_puts(&about, "offering:");
    buf_add_str(&about, term);
    const struct usage *most = &w->usages[0];
    for (size_t i = 1; i < w->count; i++) {
        const struct usage *usage = &w->usages[i];
        buf_reset(&subject);
        if (!str_equal(usage->label, most->label)) {
            buf_puts(&subject, "this offering");
            report_usage(a, buf_str(&about), buf_str(&subject), "is called", most->label, usage->label, most, usage);
        } else {
            buf_printf(&subject, "the offering '%.*s'", SHOWN(usage->label));
            report_usage(a, buf_str(&about), buf_str(&subject), "has the permalink", most->url, usage->url, most, usage);
        }
    }
    buf_release(&about);
    buf_release(&subject);
}

static const char USAGES_OF_OFFERING[] =
    "SELECT v.label, v.url, " FIRST_FILE " FROM article_term t JOIN article a ON a.id=t.article, json_each(a.variants) j JOIN"
    " variant v ON v.id=j.value AND v.term=t.term JOIN file f ON f.id=a.file WHERE t.term=? GROUP BY v.label, v.url ORDER BY"
    " count(*) DESC, first";

/* ---- permalinks shared by several offerings ---- */

static void report_url(struct audit *a, struct str url, const struct usages *w) {
    struct buf about = {0}, subject = {0};
    buf_puts(&about, "offering-url:");
    buf_add_str(&about, url);
    buf_printf(&subject, "the permalink '%.*s'", SHOWN(url));
    for (size_t i = 1; i < w->count; i++) {
        const struct usage *most = &w->usages[0], *usage = &w->usages[i];
        report_usage(a, buf_str(&about), buf_str(&subject), "belongs to the offering", most->label, usage->label, most, usage);
    }
    buf_release(&about);
    buf_release(&subject);
}

static const char USAGES_OF_URL[] =
    "SELECT iif(x.ident='', x.label, x.ident), v.url, " FIRST_FILE
    " FROM variant v JOIN term x ON x.id=v.term JOIN article_term"
    " t ON t.term=v.term JOIN article a ON a.id=t.article JOIN file f ON f.id=a.file WHERE v.url=? AND EXISTS(SELECT 1 FROM"
    " json_each(a.variants) WHERE value=v.id) GROUP BY v.term ORDER BY count(*) DESC, first";

static const struct {
    const char *kind, *subject; /* the column that must have a single value */
    const char *is_many;
    const char *usages;
    void (*tell)(struct audit *a, struct str value, const struct usages *w);
} rules[] = {
    {"offering", "term", "count(DISTINCT label||char(10)||url)>1", USAGES_OF_OFFERING, report_offering},
    {"offering-url", "url", "url<>'' AND count(DISTINCT term)>1", USAGES_OF_URL, report_url},
};

static void audit_rule(struct audit *a, size_t rule, struct usages *w) {
    struct buf sql = {0};
    struct arena arena = {0};
    struct str *values = NULL;
    size_t count = 0, capacity = 0;
    buf_printf(&sql, "SELECT %s FROM variant WHERE 1", rules[rule].subject);
    audit_scope(a, rules[rule].kind, rules[rule].subject, &sql);
    buf_printf(&sql, " GROUP BY %s HAVING %s ORDER BY 1", rules[rule].subject, rules[rule].is_many);
    struct statement *s = db_cached(a->cache->db, buf_cstr(&sql));
    while (db_step(s)) {
        values = grow(values, count, &capacity, sizeof *values);
        values[count++] = column_copy(s, 0, &arena);
    }
    db_reset(s);
    for (size_t i = 0; i < count; i++) {
        s = db_cached(a->cache->db, rules[rule].usages);
        bind_str(s, 1, values[i]);
        read_usages(s, w);
        rules[rule].tell(a, values[i], w);
    }
    free(values);
    arena_release(&arena);
    buf_release(&sql);
}

/* ---- topics that differ only in case, accents, blanks or punctuation ---- */

struct spelling {
    struct str squeezed;
    struct usage usage;
};

static struct str squeeze(struct str name, struct arena *arena) {
    struct buf folded = {0};
    text_fold(&folded, name);
    size_t n = 0;
    for (size_t i = 0; i < folded.n; i++) {
        unsigned char c = (unsigned char)folded.p[i];
        if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            folded.p[n++] = (char)c;
        }
    }
    struct str squeezed = arena_copy(arena, str_slice(buf_str(&folded), 0, n));
    buf_release(&folded);
    return squeezed;
}

static int by_spelling(const void *a, const void *b) {
    const struct spelling *x = a, *y = b;
    int order = str_compare(x->squeezed, y->squeezed);
    if (order) {
        return order;
    }
    if (x->usage.count != y->usage.count) {
        return x->usage.count > y->usage.count ? -1 : 1;
    }
    return str_compare(x->usage.label, y->usage.label);
}

static void report_spelling(struct audit *a, const struct usage *most, const struct usage *here) {
    audit_report(a, here->file, "topics", SEVERITY_NOTE, STR("topic"),
                 "the topic '%.*s' is spelt '%.*s' in %lld other article%s", SHOWN(here->label), SHOWN(most->label),
                 (long long)most->count, plural(most->count));
}

static void audit_topics(struct audit *a) {
    struct arena arena = {0};
    struct spelling *all = NULL;
    size_t count = 0, capacity = 0;
    db_run(db_cached(a->cache->db, "DELETE FROM problem WHERE about='topic'"));
    struct statement *s = db_cached(a->cache->db, "SELECT x.name, x.count, ar.file FROM term x JOIN article ar ON"
                                                  " ar.id=x.newest WHERE x.taxonomy=? AND x.count>0");
    bind_int(s, 1, TAX_TOPIC);
    while (db_step(s)) {
        all = grow(all, count, &capacity, sizeof *all);
        struct usage usage = {.label = column_copy(s, 0, &arena), .count = column_int(s, 1), .file = column_int(s, 2)};
        all[count++] = (struct spelling){squeeze(usage.label, &arena), usage};
    }
    db_reset(s);
    if (count) {
        qsort(all, count, sizeof *all, by_spelling);
    }
    for (size_t i = 1, first = 0; i < count; i++) {
        if (all[i].squeezed.n && str_equal(all[i].squeezed, all[first].squeezed)) {
            report_spelling(a, &all[first].usage, &all[i].usage);
        } else {
            first = i;
        }
    }
    free(all);
    arena_release(&arena);
}

void audit_terms(struct audit *a) {
    struct usages w = {0};
    for (size_t i = 0; i < ARRAY_SIZE(rules); i++) {
        audit_rule(a, i, &w);
    }
    arena_release(&w.arena);
    free(w.usages);
    audit_topics(a);
}
