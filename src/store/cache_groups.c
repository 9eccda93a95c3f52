/* cache_groups: which articles are one page in several languages.
 *
 * Articles are linked by what they share: the path without the language in it, the translation key, or a slug or permalink that
 * each language has once. What is linked, over whatever steps, is one group. */
#include "cache_groups.h"

#include <stdlib.h>
#include <string.h>

/* All that an article is linked to others by; touched by what is added and what is removed. */
#define LINKS                                                                                                                  \
    "SELECT 'page:'||iif(coalesce(t.page,'')<>'', t.page, f.root||':'||f.path) FROM m JOIN article a ON a.id=m.article JOIN"   \
    " file f ON f.id=a.file LEFT JOIN translation t ON t.article=a.id"                                                         \
    " UNION SELECT 'translation:'||key FROM m JOIN translation t ON t.article=m.article WHERE key<>''"                         \
    " UNION SELECT 'slug:'||slug FROM m JOIN article a ON a.id=m.article WHERE slug<>''"                                       \
    " UNION SELECT 'permalink:'||permalink FROM m JOIN article a ON a.id=m.article WHERE permalink<>''"

void groups_touch(struct cache *c, int64_t id) {
    if (!c->building) {
        struct statement *s = db_cached(c->db, "INSERT OR IGNORE INTO touched WITH m(article) AS (SELECT ?) " LINKS);
        bind_int(s, 1, id);
        db_run(s);
    }
}

static bool is_member(const void *members, uint32_t place, uint64_t article, struct str text) {
    (void)text;
    return ((const struct member *)members)[place - 1].article == (int64_t)article;
}

static uint32_t member_of(struct groups *g, int64_t article) {
    uint32_t *place = map_at(&g->by_article, is_member, g->members, (uint64_t)article, STR_NONE);
    if (!*place) {
        g->members = grow(g->members, g->count, &g->capacity, sizeof *g->members);
        g->members[g->count] = (struct member){.article = article, .next = (uint32_t)g->count, .written = true};
        *place = (uint32_t)++g->count;
    }
    return *place - 1;
}

uint32_t groups_first(struct groups *g, uint32_t at) {
    while (g->members[at].next != at) {
        g->members[at].next = g->members[g->members[at].next].next;
        at = g->members[at].next;
    }
    return at;
}

static void join(struct groups *g, uint32_t a, uint32_t b) {
    a = groups_first(g, a);
    b = groups_first(g, b);
    if (g->members[a].article < g->members[b].article) {
        g->members[b].next = a;
    } else {
        g->members[a].next = b;
    }
}

/* ---- what links them ---- */

#define ONCE(column, behind_kind)                                                                                              \
    {                                                                                                                          \
        "SELECT f.root||':'||a." column ", a.id, coalesce(t.language, '') FROM (SELECT " column " FROM article WHERE " column  \
        "<>'' %s GROUP BY " column " HAVING count(*)>1) d JOIN article a ON a." column "=d." column " AND a." column           \
        "<>'' JOIN file f ON f.id=a.file LEFT JOIN translation t ON t.article=a.id ORDER BY 1, 3",                             \
            "AND " column " IN (SELECT substr(value, " behind_kind ") FROM touched WHERE value GLOB '" column ":*')", true     \
    }

/* Each gives what is shared, the article and its language, so ordered that what shares a value stands together. %s limits it to
 * what was touched. */
static const struct link_kind {
    const char *sql, *touched;
    bool once; /* links only when each language has it once */
} links[] = {
    {"SELECT page, article, '' FROM translation WHERE page<>'' %s UNION ALL SELECT p.page, f.article, '' FROM (SELECT DISTINCT"
     " page FROM translation WHERE page<>'' %s) p JOIN file f ON f.path=substr(p.page, instr(p.page, ':')+1) AND"
     " f.root=CAST(p.page AS INTEGER) WHERE f.article<>0 ORDER BY 1",
     "AND page IN (SELECT substr(value, 6) FROM touched WHERE value GLOB 'page:*')", false},
    {"SELECT key, article, '' FROM translation WHERE key<>'' %s ORDER BY 1",
     "AND key IN (SELECT substr(value, 13) FROM touched WHERE value GLOB 'translation:*')", false},
    ONCE("slug", "6"),
    ONCE("permalink", "11"),
};

/* The articles that share one value. */
struct sharing {
    struct buf value, language; /* language: of the last one */
    int64_t *articles;
    size_t count, capacity;
    bool twice; /* two of them are in the same language */
};

static void join_sharing(struct groups *g, struct sharing *s, bool once) {
    if (s->count > 1 && !(once && s->twice)) {
        uint32_t first = member_of(g, s->articles[0]);
        for (size_t i = 1; i < s->count; i++) {
            join(g, first, member_of(g, s->articles[i]));
        }
    }
    s->count = 0;
    s->twice = false;
}

static void follow_link(struct groups *g, const struct link_kind *l) {
    struct sharing s = {0};
    struct buf sql = {0};
    const char *scope = g->touched ? l->touched : "";
    const char *at = l->sql;
    for (const char *mark; (mark = strstr(at, "%s")); at = mark + 2) {
        buf_add(&sql, at, (size_t)(mark - at));
        buf_puts(&sql, scope);
    }
    buf_puts(&sql, at);
    struct statement *found = db_prepare(g->cache->db, buf_cstr(&sql));
    while (db_step(found)) {
        struct str value = column_str(found, 0), language = column_str(found, 2);
        bool same = s.count && str_equal(buf_str(&s.value), value);
        if (!same) {
            join_sharing(g, &s, l->once);
        }
        s.twice |= same && str_equal(buf_str(&s.language), language);
        buf_reset(&s.value);
        buf_add_str(&s.value, value);
        buf_reset(&s.language);
        buf_add_str(&s.language, language);
        s.articles = grow(s.articles, s.count, &s.capacity, sizeof *s.articles);
        s.articles[s.count++] = column_int(found, 1);
    }
    join_sharing(g, &s, l->once);
    db_finalize(found);
    buf_release(&sql);
    buf_release(&s.value);
    buf_release(&s.language);
    free(s.articles);
}

/* What the touched values lead to, and what that is linked by in its turn, until nothing is added. */
static void close_touched(struct cache *c) {
    static const char *const ways[] = {
        "SELECT article FROM translation WHERE page<>'' AND page IN (SELECT substr(value, 6) FROM touched WHERE value GLOB"
        " 'page:*')",
        "SELECT f.article FROM touched p JOIN file f ON f.path=substr(p.value, instr(substr(p.value, 6), ':')+6) AND"
        " f.root=CAST(substr(p.value, 6) AS INTEGER) WHERE p.value GLOB 'page:*' AND f.article<>0",
        "SELECT article FROM translation WHERE key<>'' AND key IN (SELECT substr(value, 13) FROM touched WHERE value GLOB"
        " 'translation:*')",
        "SELECT id FROM article WHERE slug<>'' AND slug IN (SELECT substr(value, 6) FROM touched WHERE value GLOB 'slug:*')",
        "SELECT id FROM article WHERE permalink<>'' AND permalink IN (SELECT substr(value, 11) FROM touched WHERE value GLOB"
        " 'permalink:*')",
    };
    int64_t before = -1, now = 0;
    while (before != now) {
        before = now;
        for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
            struct buf sql = {0};
            buf_printf(&sql, "INSERT OR IGNORE INTO member %s", ways[i]);
            struct statement *s = db_prepare(c->db, buf_cstr(&sql));
            db_run(s);
            db_finalize(s);
            buf_release(&sql);
        }
        db_run(db_cached(c->db, "INSERT OR IGNORE INTO touched WITH m AS (SELECT article FROM member) " LINKS));
        now = db_int(c->db, "SELECT count(*) FROM member");
    }
}

static void add_touched(struct groups *g) {
    close_touched(g->cache);
    struct statement *s = db_cached(g->cache->db, "SELECT article FROM member");
    while (db_step(s)) {
        member_of(g, column_int(s, 0));
    }
    db_reset(s);
}

/* ---- the groups ---- */

static void load_member(struct groups *g, struct member *m) {
    struct statement *s =
        db_cached(g->cache->db, "SELECT language, written, work, EXISTS (SELECT 1 FROM aside WHERE article=?1)"
                                " FROM translation WHERE article=?1");
    bind_int(s, 1, m->article);
    m->has_row = db_step(s);
    m->language = m->has_row ? column_copy(s, 0, &g->arena) : STR_NONE;
    m->written = !m->has_row || column_int(s, 1);
    m->work = m->has_row ? column_int(s, 2) : 0;
    m->aside = m->has_row && column_int(s, 3);
    db_reset(s);
}

static void store_work(struct groups *g, const struct member *m, int64_t work) {
    struct statement *s = db_cached(g->cache->db, m->has_row ? "UPDATE translation SET work=?2 WHERE article=?1"
                                                             : "INSERT INTO translation VALUES(?1, '', '', '', 1, ?2)");
    if (work != m->work) {
        bind_int(s, 1, m->article);
        bind_int(s, 2, work);
        db_run(s);
    }
}

void groups_find(struct groups *g) {
    if (g->touched) {
        add_touched(g);
    }
    for (size_t i = 0; i < ARRAY_SIZE(links); i++) {
        follow_link(g, &links[i]);
    }
    uint32_t *sizes = xcalloc(g->count + 1, sizeof *sizes);
    for (uint32_t i = 0; i < g->count; i++) {
        sizes[groups_first(g, i)]++;
    }
    for (uint32_t i = 0; i < g->count; i++) {
        uint32_t first = groups_first(g, i);
        bool alone = sizes[first] == 1;
        load_member(g, &g->members[i]);
        if (!alone || g->members[i].has_row) {
            store_work(g, &g->members[i], alone ? 0 : g->members[first].article);
        }
    }
    free(sizes);
}

void groups_release(struct groups *g) {
    free(g->members);
    map_release(&g->by_article);
    arena_release(&g->arena);
}
