/* cache_old: lists the files of a cache that is about to be replaced, even if it is damaged or of another version. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cache_private.h"

static int list(struct db *db, cache_each_old *each, void *context, struct err *e) {
    if (db_int(db, "PRAGMA application_id") != CACHE_APPLICATION_ID) {
        return db_check(db, e);
    }
    struct statement *s = db_cached(db, "SELECT r.path, f.path, coalesce(s.value, 0) FROM file f JOIN root r ON r.id=f.root"
                                        " LEFT JOIN stat s ON s.name='device ' || r.id WHERE f.article<>0");
    while (db_step(s)) {
        each(context, &(struct old_file){column_str(s, 0), column_str(s, 1), column_int(s, 2)});
    }
    db_reset(s);
    return db_check(db, e);
}

int cache_old_files(const char *file, cache_each_old *each, void *context, struct err *e) {
    if (access(file, F_OK) != 0) {
        return errno == ENOENT || errno == ENOTDIR ? 0 : err_set(e, "cannot open '%s': %s", file, strerror(errno));
    }
    struct db *db = db_open(file, DB_READ, e);
    int result = db ? list(db, each, context, e) : -1;
    db_close(db);
    return result;
}

int64_t cache_device(struct cache *c, int root) {
    struct statement *s = db_cached(c->db, "SELECT value FROM stat WHERE name='device ' || ?");
    bind_int(s, 1, root);
    int64_t device = db_step(s) ? column_int(s, 0) : 0;
    db_reset(s);
    return device;
}

int cache_set_device(struct cache *c, int root, int64_t device, struct err *e) {
    struct statement *s = db_cached(c->db, "INSERT OR REPLACE INTO stat VALUES('device ' || ?, ?)");
    bind_int(s, 1, root);
    bind_int(s, 2, device);
    db_run(s);
    return db_check(c->db, e);
}
