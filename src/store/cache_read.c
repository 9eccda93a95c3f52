/* cache_read: reads records, documents, terms and permalinks. */
#include <stdlib.h>
#include <string.h>

#include "cache_private.h"
#include "text.h"

/* The cache file may have been written by anybody, so its text is not clean. */
struct str column_text(struct statement *s, int column, struct arena *arena) {
    struct str value = column_str(s, column);
    struct buf clean = {0};
    if (text_is_clean(value)) {
        return column_copy(s, column, arena);
    }
    text_clean(&clean, value);
    value = arena_copy(arena, buf_str(&clean));
    buf_release(&clean);
    return value;
}

static int missing(struct cache *c, struct err *e, const char *what, int64_t id) {
    if (db_check(c->db, e) < 0) {
        return -1;
    }
    return err_set_code(e, ERR_MISSING, "no %s %lld in the cache", what, (long long)id);
}

#define TERM_COLUMNS "x.id, x.taxonomy, x.key, x.name, x.authority, x.label, x.slug, x.url, x.ident, x.count, x.newest"

static void read_term(struct statement *s, struct term *t, struct arena *arena) {
    int64_t taxonomy = column_int(s, 1);
    *t = (struct term){
        .id = column_int(s, 0),
        .taxonomy = taxonomy >= 0 && taxonomy < TAX_COUNT ? (enum taxonomy)taxonomy : TAX_TAG,
        .key = column_text(s, 2, arena),
        .name = column_text(s, 3, arena),
        .authority = column_text(s, 4, arena),
        .label = column_text(s, 5, arena),
        .slug = column_text(s, 6, arena),
        .url = column_text(s, 7, arena),
        .ident = column_text(s, 8, arena),
        .count = column_int(s, 9),
        .newest = (int32_t)(column_int(s, 10) >> ORDINAL_BITS),
    };
}

static void read_terms(struct statement *s, struct arena *arena, struct terms *terms) {
    struct term *list = NULL;
    size_t count = 0, capacity = 0;
    while (db_step(s)) {
        list = grow(list, count, &capacity, sizeof *list);
        read_term(s, &list[count++], arena);
    }
    db_reset(s);
    *terms = (struct terms){arena_alloc(arena, count, sizeof *list), count};
    if (count) {
        memcpy(terms->terms, list, count * sizeof *list);
    }
    free(list);
}

int64_t cache_version(struct cache *c) {
    return db_int(c->db, "PRAGMA main.data_version");
}

int cache_roots(struct cache *c, struct arena *arena, struct str **roots, size_t *count, struct err *e) {
    size_t n = (size_t)db_int(c->db, "SELECT count(*) FROM root");
    *roots = arena_alloc(arena, n, sizeof **roots);
    *count = 0;
    struct statement *s = db_cached(c->db, "SELECT path FROM root ORDER BY id");
    while (*count < n && db_step(s)) {
        (*roots)[(*count)++] = column_copy(s, 0, arena);
    }
    db_reset(s);
    return db_check(c->db, e);
}

int cache_rules(struct cache *c, struct arena *arena, struct str *rules, struct err *e) {
    struct statement *s = db_cached(c->db, "SELECT text FROM rules");
    *rules = db_step(s) ? column_copy(s, 0, arena) : STR_NONE;
    db_reset(s);
    return db_check(c->db, e);
}

int cache_terms(struct cache *c, enum taxonomy taxonomy, size_t from, size_t limit, struct arena *arena, struct terms *terms,
                struct err *e) {
    struct statement *s = db_cached(c->db, "SELECT " TERM_COLUMNS " FROM term x WHERE +taxonomy=? AND +count>0 ORDER BY"
                                           " authority='', authority, folded_label, taxonomy, count, id LIMIT ? OFFSET ?");
    bind_int(s, 1, taxonomy);
    bind_int(s, 2, limit ? (int64_t)limit : -1);
    bind_int(s, 3, (int64_t)from);
    read_terms(s, arena, terms);
    return db_check(c->db, e);
}

static void find_terms_like(struct cache *c, const char *sql, enum taxonomy taxonomy, struct str start, size_t limit,
                            struct arena *arena, struct terms *terms) {
    struct buf folded = {0};
    struct statement *s = db_cached(c->db, sql);
    text_fold(&folded, start);
    bind_int(s, 1, taxonomy);
    bind_str(s, 2, buf_str(&folded));
    bind_int(s, 3, (int64_t)limit);
    read_terms(s, arena, terms);
    buf_release(&folded);
}

#define MOST_USED " AND x.count>0 ORDER BY x.count DESC, x.folded_label, x.id LIMIT ?3"
#define BEGINS(column) "SELECT id FROM term WHERE +taxonomy=?1 AND " column ">=?2 AND " column "<?2||char(1114111)"

int cache_terms_like(struct cache *c, enum taxonomy taxonomy, struct str start, size_t limit, struct arena *arena,
                     struct terms *terms, struct err *e) {
    static const char all[] = "SELECT " TERM_COLUMNS " FROM term x WHERE +x.taxonomy=?1 AND ?2=''" MOST_USED;
    static const char beginning[] = "SELECT " TERM_COLUMNS " FROM term x WHERE x.id IN (" BEGINS(
        "folded_label") " UNION " BEGINS("folded_name") " UNION " BEGINS("slug") ")" MOST_USED;
    static const char with_word[] = "SELECT " TERM_COLUMNS " FROM term x WHERE x.id IN (SELECT id FROM term WHERE +taxonomy=?1"
                                    " AND instr(' '||folded_name, ' '||?2))" MOST_USED;
    find_terms_like(c, start.n ? beginning : all, taxonomy, start, limit, arena, terms);
    if (!terms->count) {
        find_terms_like(c, with_word, taxonomy, start, limit, arena, terms);
    }
    return db_check(c->db, e);
}

static void own_topics(struct cache *c, struct term *t, struct arena *arena) {
    struct statement *s =
        db_cached(c->db, "SELECT " TERM_COLUMNS " FROM term_topic o JOIN term x ON x.id=o.topic WHERE o.term=?"
                         " ORDER BY authority, folded_label");
    struct terms topics;
    bind_int(s, 1, t->id);
    read_terms(s, arena, &topics);
    t->topics = topics.terms;
    t->topic_count = topics.count;
}

int cache_term(struct cache *c, int64_t id, struct arena *arena, struct term *term, struct err *e) {
    struct statement *s = db_cached(c->db, "SELECT " TERM_COLUMNS " FROM term x WHERE id=?");
    bind_int(s, 1, id);
    bool found = db_step(s);
    if (found) {
        read_term(s, term, arena);
    }
    db_reset(s);
    if (!found) {
        return missing(c, e, "term", id);
    }
    own_topics(c, term, arena);
    return db_check(c->db, e);
}

int cache_term_id(struct cache *c, enum taxonomy taxonomy, struct str key, int64_t *id, struct err *e) {
    struct statement *s = db_cached(c->db, "SELECT id FROM term WHERE taxonomy=? AND key=?");
    bind_int(s, 1, taxonomy);
    bind_str(s, 2, key);
    *id = db_step(s) ? column_int(s, 0) : 0;
    db_reset(s);
    return db_check(c->db, e);
}

int cache_term_names(struct cache *c, int64_t *after, size_t rows, bool *more, cache_each_name *each, void *context,
                     struct err *e) {
    struct statement *s =
        db_cached(c->db, "SELECT id, folded_label, folded_name FROM term WHERE id>? AND count>0 ORDER BY id LIMIT ?");
    size_t count = 0;
    bind_int(s, 1, *after);
    bind_int(s, 2, (int64_t)rows);
    while (db_step(s)) {
        *after = column_int(s, 0);
        each(context, *after, column_str(s, 1), column_str(s, 2));
        count++;
    }
    db_reset(s);
    *more = count == rows || db_failed(c->db);
    return db_check(c->db, e);
}

#define OF_ARTICLE                                                                                                             \
    "SELECT " TERM_COLUMNS " FROM article a, json_each(a.terms) j JOIN term x ON x.id=j.value WHERE a.id=?1 AND (?2<0 OR"      \
    " x.taxonomy=?2) AND " IS_NAMED " ORDER BY j.key"

static void article_terms(struct cache *c, int64_t article, int taxonomy, struct arena *arena, struct terms *terms) {
    struct statement *s = db_cached(c->db, OF_ARTICLE);
    bind_int(s, 1, article);
    bind_int(s, 2, taxonomy);
    read_terms(s, arena, terms);
}

int cache_article_terms(struct cache *c, int64_t article, enum taxonomy taxonomy, struct arena *arena, struct terms *terms,
                        struct err *e) {
    article_terms(c, article, (int)taxonomy, arena, terms);
    return db_check(c->db, e);
}

int cache_oldest(struct cache *c, int64_t term, int32_t *day, struct err *e) {
    struct statement *s = db_cached(c->db, "SELECT min(article) FROM article_term WHERE term=?1 AND article>=?2");
    bind_int(s, 1, term);
    bind_int(s, 2, (int64_t)1 << ORDINAL_BITS);
    *day = db_step(s) ? (int32_t)(column_int(s, 0) >> ORDINAL_BITS) : DATE_NONE;
    db_reset(s);
    return db_check(c->db, e);
}

static void read_fields(struct statement *s, int column, struct article *a, struct arena *arena) {
    for (size_t i = 0; i < field_count; i++) {
        const struct field *f = &fields[i];
        if (f->flags & FIELD_INVERTED || f->kind == FIELD_TERMS) {
            continue;
        }
        if (f->kind == FIELD_DATE) {
            field_date(f, a)->day = (int32_t)column_int(s, column++);
        } else if (f->kind == FIELD_FLAG) {
            *field_flag(f, a) = column_int(s, column++) != 0;
        } else {
            *field_str(f, a) = column_text(s, column++, arena);
        }
    }
}

#define OTHERS                                                                                                                 \
    "FROM translation t JOIN translation o ON o.work=t.work WHERE t.article=?1 AND t.work<>0 AND o.language<>t.language AND"   \
    " o.article>0 AND o.written"

static struct str own_language(struct cache *c, int64_t article, struct arena *arena) {
    struct statement *s = db_cached(c->db, "SELECT language FROM translation WHERE article=?");
    bind_int(s, 1, article);
    struct str language = db_step(s) ? column_text(s, 0, arena) : STR_NONE;
    db_reset(s);
    return language;
}

static void read_translations(struct cache *c, int64_t article, struct arena *arena, struct article *a) {
    struct statement *s = db_cached(c->db, "SELECT count(*) " OTHERS);
    bind_int(s, 1, article);
    size_t count = db_step(s) ? (size_t)column_int(s, 0) : 0;
    db_reset(s);
    a->language = own_language(c, article, arena);
    a->translations = arena_alloc(arena, count + 1, sizeof *a->translations);
    s = db_cached(c->db, "SELECT o.article, o.language " OTHERS " ORDER BY o.language, o.article");
    bind_int(s, 1, article);
    while (a->translation_count < count && db_step(s)) {
        a->translations[a->translation_count++] = (struct translation){column_int(s, 0), column_text(s, 1, arena)};
    }
    db_reset(s);
}

int cache_article(struct cache *c, int64_t id, struct arena *arena, struct article *a, struct err *e) {
    struct statement *s = db_cached(c->db, "SELECT * FROM article WHERE id=?");
    bind_int(s, 1, id);
    bool found = db_step(s);
    *a = (struct article){0};
    if (found) {
        a->key = column_text(s, 2, arena);
        read_fields(s, ARTICLE_FIELDS, a, arena);
    }
    db_reset(s);
    if (!found) {
        return missing(c, e, "article", id);
    }
    struct terms terms;
    article_terms(c, id, -1, arena, &terms);
    a->terms = terms.terms;
    a->term_count = terms.count;
    read_translations(c, id, arena, a);
    return db_check(c->db, e);
}

int cache_document(struct cache *c, int64_t id, struct arena *arena, struct doc *d, struct err *e) {
    struct statement *s = db_cached(c->db, "SELECT body FROM document WHERE article=?");
    bind_int(s, 1, id);
    bool found = db_step(s);
    struct str bytes = found ? column_copy(s, 0, arena) : STR_NONE;
    db_reset(s);
    if (!found) {
        return missing(c, e, "document of article", id);
    }
    if (doc_unpack(bytes, d, arena) < 0) {
        return err_set_code(e, ERR_CORRUPT, "'%s' is damaged: cannot read the text of article %lld", c->file, (long long)id);
    }
    return db_check(c->db, e);
}

int cache_content_file(struct cache *c, int64_t id, struct arena *arena, struct str *root, struct str *path, struct err *e) {
    struct statement *s = db_cached(c->db, "SELECT r.path, f.path FROM article a JOIN file f ON f.id=a.file LEFT JOIN root r ON"
                                           " r.id=f.root WHERE a.id=?");
    bind_int(s, 1, id);
    bool found = db_step(s);
    if (found) {
        *root = column_copy(s, 0, arena);
        *path = column_copy(s, 1, arena);
    }
    db_reset(s);
    return found ? db_check(c->db, e) : missing(c, e, "article", id);
}

int64_t cache_id_of(struct cache *c, const char *sql, struct str what) {
    struct statement *s = db_cached(c->db, sql);
    bind_str(s, 1, what);
    int64_t id = db_step(s) ? column_int(s, 0) : 0;
    db_reset(s);
    return id;
}

/* Of translations that share what is looked for, the one in the reader's language. */
#define SHOWN_FIRST "EXISTS (SELECT 1 FROM aside s WHERE s.article=id), id DESC LIMIT 1"
#define IS_SHOWN(article) " AND NOT EXISTS (SELECT 1 FROM aside s WHERE s.article=" article ")"

static const char OF_PATH[] = "SELECT article FROM file WHERE path=? AND article<>0";
static const char OF_ABSOLUTE_PATH[] =
    "SELECT f.article FROM root r JOIN file f ON f.root=r.id AND f.path=substr(?1, length(r.path)+2)"
    " WHERE substr(?1, 1, length(r.path)+1)=r.path||'/' AND f.article<>0";

int cache_locate(struct cache *c, struct str what, int64_t *id, struct err *e) {
    static const char *const ways[] = {
        "SELECT id FROM article WHERE ident=? AND ident<>'' ORDER BY " SHOWN_FIRST,
        "SELECT id FROM article WHERE slug=? AND slug<>'' ORDER BY " SHOWN_FIRST,
        OF_PATH,
        OF_ABSOLUTE_PATH,
        "SELECT id FROM article WHERE key=? ORDER BY id DESC LIMIT 1",
        "SELECT id FROM article WHERE key>?1||'//' AND key<?1||'/0' ORDER BY " SHOWN_FIRST, /* id:7, slug:x */
        "SELECT id FROM article WHERE source_url=? AND source_url<>'' ORDER BY " SHOWN_FIRST,
    };
    *id = 0;
    for (size_t i = 0; i < ARRAY_SIZE(ways) && !*id; i++) {
        *id = cache_id_of(c, ways[i], what);
    }
    if (!*id && str_starts(what, "/") && cache_article_at_permalink(c, what, id, e) < 0) {
        return -1;
    }
    if (!*id && db_check(c->db, e) == 0) {
        return err_set_code(e, ERR_MISSING, "no article with the id, slug, path or address '%.*s'", (int)what.n, what.p);
    }
    return db_check(c->db, e);
}

static int64_t at_path(struct cache *c, struct str permalink) {
    static const char *const endings[] = {".md", "/_index.md", "/index.md", ".html", "/index.html"};
    int64_t id = 0;
    for (size_t i = 0; i < ARRAY_SIZE(endings) && !id; i++) {
        struct buf path = {0};
        buf_add_str(&path, permalink);
        buf_puts(&path, endings[i]);
        id = cache_id_of(c, OF_PATH, buf_str(&path));
        buf_release(&path);
    }
    return id;
}

/* Sites put dates and sections before the slug: the last part of the permalink is tried as a slug, if only one article has
 * it. */
static int64_t of_slug(struct cache *c, struct str permalink) {
    struct str last = path_folder(permalink).n ? path_name(permalink) : STR_NONE;
    return last.n ? cache_id_of(c,
                                "SELECT max(id) FROM article WHERE slug=? AND slug<>''" IS_SHOWN(
                                    "id") " GROUP BY slug HAVING count(*)=1",
                                last)
                  : 0;
}

/* Links in content files may give only the file name: tried if only one file has it. */
static int64_t of_name(struct cache *c, struct str permalink) {
    struct str name = path_folder(permalink).n ? path_name(permalink) : STR_NONE;
    static const char sql[] =
        "SELECT iif(count(*)=1, max(article), 0) FROM file WHERE article<>0 AND name_key(path)=name_key(?1)"
        " AND file_name(path)=?1||'.md' AND path<>?1||'.md'" IS_SHOWN("file.article");
    return name.n ? cache_id_of(c, sql, name) : 0;
}

/* By permalink, by a single alias, by one of several aliases: each query uses its own index. */
static const char *const permalink_queries[] = {
    "SELECT id FROM article WHERE permalink<>'' AND permalink IN (?1, '/'||?1, '/'||?1||'/', ?1||'/') ORDER BY " SHOWN_FIRST,
    "SELECT id FROM article WHERE aliases<>'' AND aliases IN (?1, '/'||?1, '/'||?1||'/', ?1||'/') ORDER BY " SHOWN_FIRST,
    ("SELECT id FROM article WHERE instr(aliases, char(10)) AND (instr(char(10)||aliases||char(10), "
     "char(10)||'/'||?1||char(10))"
     " OR instr(char(10)||aliases||char(10), char(10)||'/'||?1||'/'||char(10)))"),
};

static struct str bare_permalink(struct str permalink) {
    while (permalink.n && permalink.p[0] == '/') {
        permalink = str_slice(permalink, 1, permalink.n);
    }
    while (permalink.n && permalink.p[permalink.n - 1] == '/') {
        permalink.n--;
    }
    return permalink;
}

int cache_term_at_permalink(struct cache *c, struct str permalink, int64_t *id, struct err *e) {
    struct str bare = bare_permalink(permalink);
    *id =
        bare.n ? cache_id_of(c, "SELECT id FROM term WHERE count>0 AND url IN (?1, '/'||?1, '/'||?1||'/', ?1||'/')", bare) : 0;
    return db_check(c->db, e);
}

int cache_article_at_permalink(struct cache *c, struct str permalink, int64_t *id, struct err *e) {
    struct str bare = bare_permalink(permalink);
    *id = 0;
    for (size_t i = 0; i < ARRAY_SIZE(permalink_queries) && bare.n && !*id; i++) {
        *id = cache_id_of(c, permalink_queries[i], bare);
    }
    if (bare.n && !*id) {
        *id = at_path(c, bare);
    }
    if (bare.n && !*id) {
        *id = of_slug(c, bare);
    }
    if (bare.n && !*id) {
        *id = of_name(c, bare);
    }
    return db_check(c->db, e);
}
