/* cache_languages: the reader's language, and the folders that stand for one. */
#include "cache_private.h"

int cache_set_language(struct cache *c, struct str language, struct err *e) {
    (void)e;
    c->language = arena_copy(&c->arena, language);
    return 0;
}

bool cache_has_other_language(struct cache *c, struct str language) {
    struct statement *s = db_cached(c->db, "SELECT 1 FROM reader WHERE language=?");
    bind_str(s, 1, language);
    bool same = db_step(s);
    db_reset(s);
    return !same;
}

int cache_language_folders(struct cache *c, cache_each_folder *each, void *context, struct err *e) {
    struct statement *s = db_cached(c->db, "SELECT root, path FROM language_folder");
    while (db_step(s)) {
        each(context, (int)column_int(s, 0), column_str(s, 1));
    }
    db_reset(s);
    return db_check(c->db, e);
}

int cache_set_language_folder(struct cache *c, int root, struct str path, bool is_language, struct err *e) {
    struct statement *s = db_cached(c->db, is_language ? "INSERT OR IGNORE INTO language_folder VALUES(?,?)"
                                                       : "DELETE FROM language_folder WHERE root=? AND path=?");
    bind_int(s, 1, root);
    bind_str(s, 2, path);
    db_run(s);
    return db_check(c->db, e);
}
