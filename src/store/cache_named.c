/* cache_named: finds the article that a link by name means. */
#include <string.h>

#include "cache_private.h"
#include "identity.h"
#include "text.h"

struct name_search {
    struct cache *cache;
    struct str key;    /* of the name, with its folders */
    struct str folder; /* of the article that the link is in */
    struct arena *arena;
};

static struct str key_of(struct str path, struct arena *arena) {
    struct buf key = {0};
    identity_name_key(&key, path);
    struct str copy = arena_copy(arena, buf_str(&key));
    buf_release(&key);
    return copy;
}

/* Does the path end with these parts? */
static bool ends_with(struct str path, struct str parts) {
    return parts.n && parts.n <= path.n && !memcmp(path.p + path.n - parts.n, parts.p, parts.n) &&
           (parts.n == path.n || path.p[path.n - parts.n - 1] == '/');
}

/* The root may be a folder of the vault, or have it as one of its folders. */
static bool is_meant(const struct name_search *s, struct str key) {
    return ends_with(key, s->key) || ends_with(s->key, key);
}

/* Lower is better: the same folder, then fewer bytes. */
static size_t distance(const struct name_search *s, struct str path) {
    return str_equal(path_folder(path), s->folder) ? 0 : path.n + 1;
}

static int64_t by_file(struct name_search *s) {
    size_t least = SIZE_MAX;
    int64_t id = 0;
    struct statement *files =
        db_cached(s->cache->db, "SELECT path, article FROM file WHERE name_key(path)=? AND article<>0 ORDER BY path");
    bind_str(files, 1, path_name(s->key));
    while (db_step(files)) {
        struct str path = column_str(files, 0);
        struct arena arena;
        arena_init(&arena);
        if (is_meant(s, key_of(path, &arena)) && distance(s, path) < least) {
            least = distance(s, path);
            id = column_int(files, 1);
        }
        arena_release(&arena);
    }
    db_reset(files);
    return id;
}

static bool has_line(struct str lines, struct str folded, struct buf *scratch) {
    while (lines.n) {
        struct str line = str_line(lines);
        lines = str_slice(lines, line.n + 1, lines.n);
        buf_reset(scratch);
        text_fold(scratch, line);
        if (str_equal(buf_str(scratch), folded)) {
            return true;
        }
    }
    return false;
}

/* Reads all aliases: names that differ in case and accents are in no index. */
static int64_t by_alias(struct cache *c, struct str name) {
    struct buf folded = {0}, scratch = {0};
    int64_t id = cache_id_of(c, "SELECT id FROM article WHERE aliases=? AND aliases<>''", name);
    struct statement *s = db_cached(c->db, "SELECT id, aliases FROM article WHERE aliases<>''");
    text_fold(&folded, name);
    while (!id && db_step(s)) {
        id = has_line(column_str(s, 1), buf_str(&folded), &scratch) ? column_int(s, 0) : 0;
    }
    db_reset(s);
    buf_release(&folded);
    buf_release(&scratch);
    return id;
}

/* "202301011200" of "202301011200 First slip.md": notes that are known by the time they were begun. */
static int64_t by_time(struct cache *c, struct str key) {
    enum { DIGITS_MIN = 8 };
    for (size_t i = 0; i < key.n; i++) {
        if (key.p[i] < '0' || key.p[i] > '9') {
            return 0;
        }
    }
    static const char sql[] = "SELECT article FROM file WHERE name_key(path)>?1||' ' AND name_key(path)<?1||'!' AND article<>0";
    return key.n >= DIGITS_MIN ? cache_id_of(c, sql, key) : 0;
}

static int64_t by_name(struct name_search *s, struct str name) {
    static const char *const ways[] = {
        "SELECT id FROM article WHERE fold(title)=fold(?) ORDER BY id DESC LIMIT 1",
        "SELECT id FROM article WHERE ident=? AND ident<>'' ORDER BY id DESC LIMIT 1",
    };
    int64_t id = by_file(s);
    for (size_t i = 0; i < ARRAY_SIZE(ways) && !id; i++) {
        id = cache_id_of(s->cache, ways[i], name);
    }
    id = id ? id : by_alias(s->cache, name);
    return id ? id : by_time(s->cache, s->key);
}

/* "../desk" is relative to the folder. */
static struct str absolute(const struct name_search *s, struct str name) {
    struct str folder = s->folder;
    if (!str_starts(name, "../") && !str_starts(name, "./")) {
        return name;
    }
    while (str_starts(name, "../") || str_starts(name, "./")) {
        bool up = str_starts(name, "../");
        name = str_slice(name, up ? 3 : 2, name.n);
        folder = up ? path_folder(str_slice(folder, 0, folder.n - (folder.n > 0))) : folder;
    }
    return arena_printf(s->arena, "%.*s%.*s", (int)folder.n, folder.p, (int)name.n, name.p);
}

static struct str folder_of(struct cache *c, int64_t article, struct arena *arena) {
    struct statement *s = db_cached(c->db, "SELECT f.path FROM article a JOIN file f ON f.id=a.file WHERE a.id=?");
    bind_int(s, 1, article);
    struct str path = db_step(s) ? column_copy(s, 0, arena) : STR_NONE;
    db_reset(s);
    return path_folder(path);
}

int cache_article_named(struct cache *c, struct str name, int64_t from, int64_t *id, struct err *e) {
    struct arena arena;
    arena_init(&arena);
    struct name_search s = {.cache = c, .folder = folder_of(c, from, &arena), .arena = &arena};
    name = absolute(&s, str_trim(name));
    s.key = key_of(name, &arena);
    *id = s.key.n ? by_name(&s, name) : name.n ? 0 : from;
    arena_release(&arena);
    return db_check(c->db, e) < 0 ? -1 : *id || !name.n ? 0 : cache_article_at_permalink(c, name, id, e);
}
