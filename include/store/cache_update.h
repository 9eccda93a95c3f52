/* cache_update: writes the cache, for the indexer alone. Readers include cache.h. */
#ifndef COURANT_CACHE_UPDATE_H
#define COURANT_CACHE_UPDATE_H

#include "cache.h"

enum cache_update_mode {
    CACHE_UPDATE,  /* an existing, valid cache: write-ahead log, one transaction */
    CACHE_BUILD,   /* from scratch: a new file beside `file`, without a journal, renamed into place by cache_publish */
    CACHE_SCRATCH, /* as CACHE_BUILD, but in an unnamed file (`file` is "") that is deleted on close; no documents or full text
                    */
};

/* Fails as cache_open does; CACHE_BUILD and CACHE_SCRATCH need no existing file. The cache can also be read. */
struct cache *cache_open_for_update(const char *file, enum cache_update_mode mode, struct err *e);

int cache_begin(struct cache *c, struct err *e);
int cache_commit(struct cache *c, struct err *e);
void cache_rollback(struct cache *c);
/* Records what the cache is made from: absolute paths of the roots, and the user's rules (empty: none). */
int cache_set_origin(struct cache *c, const char *const *roots, size_t count, struct str rules, struct err *e);
/* Records which articles are put as hidden, as HIDE_... bits; without it HIDE_DEFAULT. */
int cache_set_hide(struct cache *c, unsigned hide, struct err *e);
/* Finishes a build: syncs the file to disk and renames it over the old cache. Always closes c. */
int cache_publish(struct cache *c, struct err *e);
/* Call before a build replaces `file`: a file there that is not one of our caches belongs to the user and is moved to another
 * name beside it, stored in `kept` (empty: nothing was moved). Refuses when it holds marks. */
int cache_keep_foreign(const char *file, struct buf *kept, struct err *e);
/* Allows one indexer at a time: returns the descriptor of a locked file beside the cache, or -1. Waits if `wait`, else fails
 * with ERR_BUSY. */
int cache_lock(const char *file, bool wait, struct err *e);

/* The device the root was on; 0: unknown. */
int64_t cache_device(struct cache *c, int root);
int cache_set_device(struct cache *c, int root, int64_t device, struct err *e);

/* Lists the files that have articles in the cache at `file`, which a build is about to replace; it may be damaged or of another
 * version. Lists none when there is no file, or it is not one of ours. -1: the list is incomplete; ERR_CORRUPT: and will remain
 * so. */
struct old_file {
    struct str root, path; /* valid during the call */
    int64_t device;        /* the root's device */
};
typedef void cache_each_old(void *context, const struct old_file *f);
int cache_old_files(const char *file, cache_each_old *each, void *context, struct err *e);

/* Every file the cache knows, in no particular order. */
struct known_file {
    int64_t id;
    int root;
    struct str path; /* relative to its root; valid during the call */
    struct file_stamp stamp;
};
typedef void cache_each_file(void *context, const struct known_file *f);
int cache_known_files(struct cache *c, cache_each_file *each, void *context, struct err *e);
/* The files of articles that may have to be hidden, or no longer, since their `due` has come. */
int cache_due_files(struct cache *c, const struct date_now *now, cache_each_file *each, void *context, struct err *e);

/* The files of articles whose date git gave, or that have none; day: their date. */
typedef void cache_each_dated(void *context, const struct known_file *f, int32_t day);
int cache_dated_files(struct cache *c, cache_each_dated *each, void *context, struct err *e);
/* A number that stands for the commit that the root was on, see indexer_git.h; 0: unknown. */
int64_t cache_git_head(struct cache *c, int root);
int cache_set_git_head(struct cache *c, int root, int64_t head, struct err *e);

/* The result for one content file. file: its id in the cache, 0: new. article NULL: the file was rejected. The packed document
 * is stored as is. */
struct content_row {
    int64_t file;
    int root;
    struct str path;
    struct file_stamp stamp;
    const struct article *article;
    struct str document; /* packed, see doc_pack */
    const struct problems *problems;
    int64_t added; /* if the file is new: when it was found, in seconds since 1970; not used in a build */
    bool hidden;
    struct date due; /* when `hidden` changes by itself, in the future; DATE_NONE: never */
};
int cache_put(struct cache *c, const struct content_row *row, struct err *e);
/* The file could not be read: keeps its old rows and adds the problem. */
int cache_put_unreadable(struct cache *c, int64_t file, int root, struct str path, struct str message, struct err *e);
int cache_drop(struct cache *c, int64_t file, struct err *e); /* the file was deleted */

/* Call after the last put and drop, before the commit: creates the indexes that a build postpones, makes keys of articles with
 * the same id or slug unique, groups translations, and finds problems that involve several files. each (may be NULL) is called
 * for the problems this run had part in before they are stored; it may fill in the line of the named field. */
typedef void cache_each_finding(void *context, int root, struct str path, const char *field, struct problem *p);
int cache_finish(struct cache *c, cache_each_finding *each, void *context, struct err *e);

unsigned cache_customs(const struct cache *c); /* after cache_finish: a bit for each habit that is the custom of the archive */

/* The language of the reader, as language_write spells it, empty: not known; cache_finish decides by it which translation of
 * each page lists show. */
int cache_set_language(struct cache *c, struct str language, struct err *e);
bool cache_has_other_language(struct cache *c, struct str language); /* it was decided by another one */

/* The folders that stand for the language of the articles below. */
typedef void cache_each_folder(void *context, int root, struct str path);
int cache_language_folders(struct cache *c, cache_each_folder *each, void *context, struct err *e);
int cache_set_language_folder(struct cache *c, int root, struct str path, bool is_language, struct err *e);

/* The identity of a file's article, in the arena; empty key: it has none. */
int cache_identity_of_file(struct cache *c, int64_t file, struct arena *arena, struct identity *identity, struct err *e);
int cache_set_unfollowed(struct cache *c, bool unfollowed, struct err *e);

#endif
