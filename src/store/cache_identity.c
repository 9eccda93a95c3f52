/* cache_identity: article keys, and articles that may be one formerly known by another key. */
#include <string.h>

#include "cache_private.h"
#include "text.h"

#define IDENTITY_COLUMNS "a.key, a.title, a.id"

static struct identity read_identity(struct statement *s, struct arena *arena) {
    int64_t id = column_int(s, 2);
    return (struct identity){.key = column_copy(s, 0, arena),
                             .title = column_copy(s, 1, arena),
                             .day = (int32_t)((id < 0 ? -id : id) >> ORDINAL_BITS)};
}

/* ---- roots ---- */

int cache_load_labels(struct cache *c, struct err *e) {
    struct str *roots;
    const char **paths;
    if (c->labels) {
        return 0;
    }
    if (cache_roots(c, &c->arena, &roots, &c->label_count, e) < 0) {
        c->label_count = 0;
        return -1;
    }
    c->labels = arena_alloc(&c->arena, c->label_count + 1, sizeof *c->labels);
    paths = arena_alloc(&c->arena, c->label_count + 1, sizeof *paths);
    for (size_t i = 0; i < c->label_count; i++) {
        paths[i] = roots[i].p;
    }
    for (size_t i = 0; i < c->label_count; i++) {
        struct buf label = {0};
        identity_root_label(&label, paths, c->label_count, i);
        c->labels[i] = arena_copy(&c->arena, buf_str(&label));
        buf_release(&label);
    }
    return 0;
}

struct str cache_root_label(const struct cache *c, int root) {
    return root >= 0 && (size_t)root < c->label_count ? c->labels[root] : STR_NONE;
}

/* ---- one article ---- */

static int one(struct cache *c, struct statement *s, struct arena *arena, struct identity *identity, bool *found,
               struct err *e) {
    *found = db_step(s);
    *identity = *found ? read_identity(s, arena) : (struct identity){.key = STR_NONE, .title = STR_NONE};
    db_reset(s);
    return db_check(c->db, e);
}

int cache_identity_of_file(struct cache *c, int64_t file, struct arena *arena, struct identity *identity, struct err *e) {
    bool found;
    struct statement *s =
        db_cached(c->db, "SELECT " IDENTITY_COLUMNS " FROM file f JOIN article a ON a.id=f.article WHERE f.id=?");
    bind_int(s, 1, file);
    return one(c, s, arena, identity, &found, e);
}

int cache_identity(struct cache *c, struct str key, struct arena *arena, struct identity *identity, bool *found,
                   struct err *e) {
    struct statement *s = db_cached(c->db, "SELECT " IDENTITY_COLUMNS " FROM article a WHERE a.key=?");
    bind_str(s, 1, key);
    return one(c, s, arena, identity, found, e);
}

int cache_article_of_key(struct cache *c, struct str key, int64_t *id, struct err *e) {
    struct statement *s = db_cached(c->db, "SELECT id FROM article WHERE key=?");
    bind_str(s, 1, key);
    *id = db_step(s) ? column_int(s, 0) : 0;
    db_reset(s);
    return db_check(c->db, e);
}

bool cache_is_unfollowed(struct cache *c) {
    return db_int(c->db, "SELECT value FROM stat WHERE name='unfollowed'") != 0;
}

int cache_set_unfollowed(struct cache *c, bool unfollowed, struct err *e) {
    struct statement *s = db_cached(c->db, "INSERT OR REPLACE INTO stat VALUES('unfollowed', ?)");
    bind_int(s, 1, unfollowed);
    db_run(s);
    return db_check(c->db, e);
}

int cache_sample(struct cache *c, size_t limit, struct arena *arena, struct identity **sample, size_t *count, struct err *e) {
    int64_t last = db_int(c->db, "SELECT max(rowid) FROM file");
    *sample = arena_alloc(arena, limit + 1, sizeof **sample);
    *count = 0;
    for (size_t i = 0; i < limit; i++) {
        struct statement *s = db_cached(c->db, "SELECT " IDENTITY_COLUMNS " FROM file f JOIN article a ON a.id=f.article"
                                               " WHERE f.id>?1 AND f.id<=?2 ORDER BY f.id LIMIT 1");
        bind_int(s, 1, last * (int64_t)i / (int64_t)limit);
        bind_int(s, 2, last * (int64_t)(i + 1) / (int64_t)limit);
        if (db_step(s)) {
            (*sample)[(*count)++] = read_identity(s, arena);
        }
        db_reset(s);
    }
    return db_check(c->db, e);
}

/* ---- articles that resemble another ---- */

enum { RESEMBLING_MAX = 32 };

struct resemblance_search {
    struct cache *cache;
    const struct identity *lost;
    struct arena *arena;
    struct resemblance *list;
    size_t count;
};

/* Compares from a slash on: with several roots, the first folder of a path may be the label of a root that has been renamed. */
static bool same_path(struct str a, struct str b) {
    if (str_equal(a, b)) {
        return true;
    }
    struct str shorter = a.n < b.n ? a : b, longer = a.n < b.n ? b : a;
    return shorter.n && longer.n > shorter.n && longer.p[longer.n - shorter.n - 1] == '/' &&
           !memcmp(longer.p + longer.n - shorter.n, shorter.p, shorter.n);
}

static struct resemblance compare(const struct identity *lost, const struct identity *found) {
    return (struct resemblance){
        .identity = *found,
        .path = same_path(identity_path(lost->key), identity_path(found->key)),
        .title = lost->title.n && str_equal(lost->title, found->title),
        .day = lost->day == found->day,
    };
}

static bool is_listed(const struct resemblance_search *r, struct str key) {
    for (size_t i = 0; i < r->count; i++) {
        if (str_equal(r->list[i].identity.key, key)) {
            return true;
        }
    }
    return false;
}

static void collect(struct resemblance_search *r, const char *sql, struct str what, bool own_name) {
    struct statement *s = db_cached(r->cache->db, sql);
    bind_str(s, 1, what);
    while (r->count < RESEMBLING_MAX && db_step(s)) {
        struct identity found = read_identity(s, r->arena);
        if (!is_listed(r, found.key)) {
            r->list[r->count] = compare(r->lost, &found);
            r->list[r->count].own_name = own_name;
            r->list[r->count].is_new = column_int(s, 3) != 0;
            r->list[r->count++].is_touched = column_int(s, 4) != 0;
        }
    }
    db_reset(s);
}

#define CANDIDATE                                                                                                              \
    "SELECT " IDENTITY_COLUMNS ", EXISTS (SELECT 1 FROM change n WHERE n.article=a.id AND n.kind=0), EXISTS (SELECT 1 FROM "   \
    "change n WHERE n.article=a.id) FROM "

_Static_assert(CHANGE_NEW == 0, "the text of CANDIDATE names it");

static void collect_by_own_name(struct resemblance_search *r) {
    struct str own = identity_own(r->lost->key);
    if (str_starts(own, "id:")) {
        collect(r, CANDIDATE "article a WHERE a.ident=?1 AND a.ident<>'' LIMIT 32", str_slice(own, 3, own.n), true);
    } else if (str_starts(own, "slug:")) {
        collect(r, CANDIDATE "article a WHERE a.slug=?1 AND a.slug<>'' LIMIT 32", str_slice(own, 5, own.n), true);
    }
}

int cache_resembling(struct cache *c, const struct identity *lost, struct arena *arena, struct resemblance **list,
                     size_t *count, struct err *e) {
    struct resemblance_search r = {c, lost, arena, arena_alloc(arena, RESEMBLING_MAX, sizeof **list), 0};
    struct str path = identity_path(lost->key);
    const char *slash = path.n ? memchr(path.p, '/', path.n) : NULL;
    collect_by_own_name(&r);
    collect(&r, CANDIDATE "file f JOIN article a ON a.id=f.article WHERE f.path=?1 LIMIT 8", path, false);
    if (slash) {
        collect(&r, CANDIDATE "file f JOIN article a ON a.id=f.article WHERE f.path=?1 LIMIT 8",
                str_slice(path, (size_t)(slash - path.p) + 1, path.n), false);
    }
    if (lost->title.n) {
        collect(&r, CANDIDATE "article a WHERE fold(a.title)=fold(?1) LIMIT 32", lost->title, false);
    }
    *list = r.list;
    *count = r.count;
    return db_check(c->db, e);
}

/* Version 1 used an article's own name as its key, and "NAME path:PATH" for a second article of that name. */
static void split_old_key(struct str old_key, struct str *own, struct str *path) {
    static const char second[] = " path:";
    const char *parted = memmem(old_key.p, old_key.n, second, strlen(second));
    bool has_name = identity_has_own_name(old_key);
    *own = has_name ? str_slice(old_key, 0, parted ? (size_t)(parted - old_key.p) : old_key.n) : STR("path:");
    *path = has_name && !parted ? STR_NONE : str_slice(old_key, own->n + (has_name ? strlen(second) : 0), old_key.n);
}

int cache_identity_v1(struct cache *c, struct str old_key, struct arena *arena, struct identity *identity, bool *found,
                      struct err *e) {
    struct str own, path;
    split_old_key(old_key, &own, &path);
    struct statement *s = db_cached(c->db, "SELECT " IDENTITY_COLUMNS " FROM article a JOIN file f ON f.id=a.file WHERE"
                                           " a.key >= ?1||'//' AND a.key < ?1||'/0' ORDER BY f.root, f.path");
    bind_str(s, 1, own);
    *found = false;
    *identity = (struct identity){.key = STR_NONE, .title = STR_NONE};
    while (!*found && db_step(s)) {
        struct str key = column_str(s, 0);
        *found = str_equal(identity_own(key), own) && (!path.n || same_path(identity_path(key), path));
        if (*found) {
            *identity = read_identity(s, arena);
        }
    }
    db_reset(s);
    return db_check(c->db, e);
}

/* ---- the archive of the marks ---- */

int cache_find_archive(struct cache *c, struct err *e) {
    struct arena arena = {0};
    struct buf set = {0};
    struct str *roots;
    size_t count;
    int result = c->marks ? cache_roots(c, &arena, &roots, &count, e) : 0;
    if (c->marks && result == 0) {
        identity_root_set(&set, roots, count);
        struct statement *s = db_cached(c->db, "SELECT archive FROM marks.place WHERE roots=?");
        bind_blob(s, 1, buf_str(&set));
        c->archive = db_step(s) ? column_int(s, 0) : 0;
        db_reset(s);
        result = db_check(c->db, e);
    }
    buf_release(&set);
    arena_release(&arena);
    return result;
}

int cache_attach_marks(struct cache *c, const char *marks_file, struct err *e) {
    struct statement *s = db_prepare(c->db, "ATTACH ? AS marks");
    bind_str(s, 1, str_from(marks_file));
    db_step(s);
    db_finalize(s);
    c->marks = db_check(c->db, e) == 0;
    c->marks = c->marks && cache_find_archive(c, e) == 0;
    return c->marks ? 0 : -1;
}
