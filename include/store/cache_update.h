/* cache_update: writing the cache, for the indexer alone. What reads it includes cache.h. */
#ifndef COURANT_CACHE_UPDATE_H
#define COURANT_CACHE_UPDATE_H

#include "cache.h"

enum cache_update_mode {
    CACHE_UPDATE,  /* a good cache: write-ahead log, one transaction */
    CACHE_BUILD,   /* from nothing: a new file beside `file`, without a journal, put in its place by cache_publish */
    CACHE_SCRATCH, /* as CACHE_BUILD, but of no name (file is ""), gone when it is closed, and without texts and full text */
};

/* Fails as cache_open does; CACHE_BUILD and CACHE_SCRATCH need no file. It can be read as well. */
struct cache *cache_open_for_update(const char *file, enum cache_update_mode mode, struct err *e);

int cache_begin(struct cache *c, struct err *e);
int cache_commit(struct cache *c, struct err *e);
void cache_rollback(struct cache *c);
/* What the cache is made from: absolute paths, and the rules that content files were read by (empty: ours alone). */
int cache_set_origin(struct cache *c, const char *const *roots, size_t count, struct str rules, struct err *e);
/* Ends a build: writes all to disk, and puts the file in the place of the old cache. Closes c in any case. */
int cache_publish(struct cache *c, struct err *e);
/* Before a build takes the place of `file`: a file there that is no cache of ours is somebody's, and is moved to a name beside
 * it, which `kept` then says (empty: nothing was moved). Refuses when it holds marks. */
int cache_keep_foreign(const char *file, struct buf *kept, struct err *e);
/* One indexer at a time: the descriptor of a locked file beside the cache, or -1. Waits when wait, else fails with ERR_BUSY. */
int cache_lock(const char *file, bool wait, struct err *e);

/* The device that a root lay on; 0: not known. */
int64_t cache_device(struct cache *c, int root);
int cache_set_device(struct cache *c, int root, int64_t device, struct err *e);

/* What the cache at `file`, which a build is to replace, has articles of: it may be damaged or of another version. None when
 * there is no file, or not one of ours. -1: it does not tell all; ERR_CORRUPT when that is for good. */
struct old_file {
    struct str root, path; /* valid during the call */
    int64_t device;        /* of the root */
};
typedef void cache_each_old(void *context, const struct old_file *f);
int cache_old_files(const char *file, cache_each_old *each, void *context, struct err *e);

/* Every file the cache knows, in no order. */
struct known_file {
    int64_t id;
    int root;
    struct str path; /* relative to its root; valid during the call */
    struct file_stamp stamp;
};
typedef void cache_each_file(void *context, const struct known_file *f);
int cache_known_files(struct cache *c, cache_each_file *each, void *context, struct err *e);
/* The files of articles that stand in default lists although they have expired by that day. */
int cache_expired_files(struct cache *c, int32_t today, cache_each_file *each, void *context, struct err *e);

/* What became of one content file. file: its id when the cache knows it, else 0. article NULL: it was rejected. The packed
 * document is stored as it is. */
struct content_row {
    int64_t file;
    int root;
    struct str path;
    struct file_stamp stamp;
    const struct article *article;
    struct str document; /* packed, see doc_pack */
    const struct problems *problems;
    bool hidden;
};
int cache_put(struct cache *c, const struct content_row *row, struct err *e);
/* The file could not be read: its old rows stay, the problem is added. */
int cache_put_unreadable(struct cache *c, int64_t file, int root, struct str path, struct str message, struct err *e);
int cache_drop(struct cache *c, int64_t file, struct err *e); /* the file is gone */

/* When all is put and dropped, before the commit: makes the indexes that a build leaves for its end, gives articles of the same
 * id or slug keys of their own, and finds what is wrong between files; each (may be NULL) is told of what this run had part in,
 * before it is stored: it may say where in the file it stands, which is where that field does. */
typedef void cache_each_finding(void *context, int root, struct str path, const char *field, struct problem *p);
int cache_settle(struct cache *c, cache_each_finding *each, void *context, struct err *e);

/* Of a file's article, in the arena; an empty key when it has none. */
int cache_identity_of_file(struct cache *c, int64_t file, struct arena *arena, struct identity *identity, struct err *e);
int cache_set_unfollowed(struct cache *c, bool unfollowed, struct err *e);

#endif
