/* cache_translations: which of the articles that are one page in several languages lists show. An update decides only about
 * the groups of what it touched; where the reader's language or the site's main one has changed, all are decided anew, and no
 * file is parsed for it. */
#include "cache_translations.h"

#include <stdlib.h>

#include "cache_groups.h"
#include "language.h"

/* So many changes are cheaper when all terms are counted again. */
enum { MANY = 1000 };

/* ---- one article ---- */

static struct str language_of(const struct article *a) {
    for (size_t i = 0; i < a->term_count; i++) {
        if (a->terms[i].taxonomy == TAX_LANGUAGE && language_is_code(a->terms[i].key)) {
            return a->terms[i].key;
        }
    }
    return STR_NONE;
}

static void add_rooted(struct buf *out, int root, struct str text) {
    if (text.n) {
        buf_printf(out, "%d:", root);
        buf_add_str(out, text);
    }
}

void translations_put(struct cache *c, int64_t id, const struct content_row *row) {
    struct str language = language_of(row->article);
    bool written = !row->article->untranslated && str_trim(doc_packed_text(row->document)).n;
    if (language.n || !written || row->article->translation_key.n) {
        struct buf page = {0}, key = {0};
        add_rooted(&page, row->root, row->article->page);
        add_rooted(&key, row->root, row->article->translation_key);
        struct statement *s = db_cached(c->db, "INSERT INTO translation VALUES(?,?,?,?,?,0)");
        bind_int(s, 1, id);
        bind_str(s, 2, language);
        bind_str(s, 3, buf_str(&page));
        bind_str(s, 4, buf_str(&key));
        bind_int(s, 5, written);
        db_run(s);
        buf_release(&page);
        buf_release(&key);
    }
    groups_touch(c, id);
}

static bool is_aside(struct cache *c, int64_t id) {
    struct statement *s = db_cached(c->db, "SELECT 1 FROM aside WHERE article=?");
    bind_int(s, 1, id);
    bool aside = db_step(s);
    db_reset(s);
    return aside;
}

/* Its terms are counted as those of any other article before they are taken away. */
void translations_drop(struct cache *c, int64_t id) {
    groups_touch(c, id);
    if (is_aside(c, id)) {
        writer_flush(c->writer);
        aside_set(c, id, false);
        writer_forget(c->writer);
    }
    struct statement *s = db_cached(c->db, "DELETE FROM translation WHERE article=?");
    bind_int(s, 1, id);
    db_run(s);
}

/* ---- deciding ---- */

struct reading {
    struct str language, main;
};

static int rank_of(const struct reading *r, struct str language) {
    enum language_fit fit = language_fit(r->language, language);
    return fit == LANGUAGE_SAME              ? 0
           : fit == LANGUAGE_KIN             ? 1
           : str_equal(language, r->main)    ? 2
           : !language.n                     ? 3
           : language_fit(r->main, language) ? 4
                                             : 5;
}

/* Is a to be shown rather than b? */
static bool is_better(const struct reading *r, const struct member *a, const struct member *b) {
    int rank_a = rank_of(r, a->language), rank_b = rank_of(r, b->language);
    int order = rank_a - rank_b ? rank_a - rank_b : str_compare(a->language, b->language);
    return a->written != b->written ? a->written : order ? order < 0 : a->article < b->article;
}

/* The member of each group that is shown, by its first member; no hidden article is. */
static void choose(struct groups *g, const struct reading *r, uint32_t *chosen) {
    for (uint32_t i = 0; i < g->count; i++) {
        uint32_t first = groups_first(g, i);
        const struct member *best = chosen[first] ? &g->members[chosen[first] - 1] : NULL;
        if (g->members[i].article > 0 && (!best || is_better(r, &g->members[i], best))) {
            chosen[first] = i + 1;
        }
    }
}

/* Articles in the language of the shown one are no translations of it, whatever they share: they stay. */
static void decide(struct groups *g, const struct reading *r) {
    uint32_t *chosen = xcalloc(g->count + 1, sizeof *chosen);
    size_t changes = 0;
    choose(g, r, chosen);
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < g->count; i++) {
            const struct member *m = &g->members[i];
            uint32_t shown = chosen[groups_first(g, i)];
            bool aside = m->article > 0 && shown && !str_equal(m->language, g->members[shown - 1].language);
            if (aside == m->aside) {
                continue;
            }
            if (pass == 0) {
                changes++;
            } else if (changes < MANY) {
                aside_set(g->cache, m->article, aside);
            } else {
                struct statement *s =
                    db_cached(g->cache->db, aside ? "INSERT INTO aside VALUES(?)" : "DELETE FROM aside WHERE article=?");
                bind_int(s, 1, m->article);
                db_run(s);
            }
        }
    }
    if (changes >= MANY) {
        aside_count_all(g->cache);
    }
    free(chosen);
}

/* The main language of the site is the one most of its pages are written in; of several the unmarked one, then English. */
static struct str find_main(struct cache *c, struct arena *arena) {
    struct statement *s =
        db_cached(c->db, "SELECT language FROM translation WHERE work<>0 AND written AND article>0 GROUP BY language ORDER BY"
                         " count(*) DESC, language<>'', language<>'en', language LIMIT 1");
    struct str main = db_step(s) ? column_copy(s, 0, arena) : STR_NONE;
    db_reset(s);
    return main;
}

static void store_reading(struct cache *c, const struct reading *r) {
    db_run(db_cached(c->db, "DELETE FROM reader"));
    struct statement *s = db_cached(c->db, "INSERT INTO reader VALUES(?,?)");
    bind_str(s, 1, r->language);
    bind_str(s, 2, r->main);
    db_run(s);
    db_run(db_cached(c->db, "INSERT OR REPLACE INTO stat SELECT 'aside', count(*) FROM aside"));
}

static bool was_decided_by(struct cache *c, const struct reading *r) {
    struct statement *s = db_cached(c->db, "SELECT 1 FROM reader WHERE language=? AND main=?");
    bind_str(s, 1, r->language);
    bind_str(s, 2, r->main);
    bool same = db_step(s);
    db_reset(s);
    return same;
}

void translations_run(struct cache *c) {
    struct groups g = {.cache = c, .touched = !c->building};
    if (db_int(c->db, "SELECT EXISTS (SELECT 1 FROM translation WHERE language<>'' OR key<>'' OR work<>0)")) {
        groups_find(&g);
    }
    if (c->building) {
        db_exec(c->db, TRANSLATION_INDEX, NULL);
    }
    struct reading r = {c->language, find_main(c, &g.arena)};
    decide(&g, &r);
    if (g.touched && !was_decided_by(c, &r)) {
        struct groups all = {.cache = c};
        groups_find(&all);
        decide(&all, &r);
        groups_release(&all);
    }
    store_reading(c, &r);
    if (!c->building) {
        db_run(db_cached(c->db, "DELETE FROM member"));
    }
    groups_release(&g);
}
