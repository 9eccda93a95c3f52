/* What the files of indexer share. */
#ifndef COURANT_INDEXER_PRIVATE_H
#define COURANT_INDEXER_PRIVATE_H

#include "cache_update.h"
#include "indexer.h"
#include "map.h"
#include "worker.h"

/* A file to parse. */
struct parse_job {
    struct str path;
    int64_t file; /* its id in the cache; 0: new */
    bool moved;   /* the cache knows it at another path */
    bool swapped; /* another file stands at this path than the one that the cache knows there: `file` is then that one */
    int32_t day;  /* as it seems; puts the jobs in order */
    int root;
};

/* Sorts by seeming day, then root and path. */
void indexer_order(struct parse_job *jobs, size_t count, const struct index_options *options);

/* The files that the cache knows. A zeroed struct holds none. */
struct known_entry {
    int64_t id;
    struct file_stamp stamp;
    int root;
    uint32_t seen : 1, path_length : 31; /* seen: by the walk */
    char path[];
};
struct known_files {
    struct buf entries; /* struct known, each of them rounded up */
    struct map by_path;
};
void known_add(struct known_files *k, const struct known_file *f);
/* NULL: not known. Valid until the next is added. */
struct known_entry *known_find(const struct known_files *k, int root, struct str path);
size_t known_unseen(const struct known_files *k);
void known_release(struct known_files *k);

/* A file that the cache knows and the walk did not find at its path. */
struct gone_file {
    int64_t file; /* 0: it was found elsewhere, or is not gone */
    size_t job;   /* 1 + index of the job that another file at its path has become; 0: there is none */
    struct file_stamp stamp;
    int root;
    struct str path;
};

struct bad_folder { /* that could not be read */
    int root;
    struct str path;
    int why;
};

/* What there was below a root, and what there is. */
struct root_state {
    int64_t known, missing, found; /* content files: of the cache, those of them that are gone, and now */
    int64_t was_on, device;        /* then and now; 0: not known */
};

struct index_run {
    const struct index_options *options;
    struct index_report *report;
    struct cache *cache;
    bool building;
    struct arena arena; /* paths of jobs and bad folders */
    struct parse_job *jobs;
    size_t job_count, job_capacity;
    struct known_files known;
    struct known_files old; /* of a build: what the cache that it replaces has articles of */
    struct err old_fault;   /* and why it does not tell all of them */
    struct root_state *roots;
    struct bad_folder *bad;
    size_t bad_count, bad_capacity;
    struct gone_file *gone;
    size_t gone_count, gone_capacity;
    struct buf first_fault;                                 /* of the files that could not be parsed */
    struct buf first_loss;                                  /* of a build: an article that it would lose, and why */
    int64_t unparsed, losses;                               /* how many of these */
    int64_t done, next_progress, next_commit, commit_every; /* milliseconds */
    bool committed;
};

void report_problem(struct index_run *r, int root, struct str path, const struct problem *p);
void report_change(struct index_run *r, enum change_kind kind, int root, struct str path);

/* After the walk of an update: r->gone becomes what is to be dropped. That is not what is in a folder that could not be read,
 * and nothing of a root that looks unmounted or emptied, which is said. */
int indexer_find_gone(struct index_run *r, struct err *e);
void indexer_keep_emptied(struct index_run *r); /* after moves were found */
void indexer_report_known(struct index_run *r, struct str old_key, const struct identity *now);
int indexer_drop(struct index_run *r, int64_t file, struct err *e); /* a file that is gone, and tells it */
int indexer_drop_gone(struct index_run *r, struct err *e);
int indexer_store_bad_folders(struct index_run *r, struct err *e);
int indexer_set_devices(struct index_run *r, struct err *e);
int indexer_check_parsed(struct index_run *r, struct err *e); /* -1: nothing could be parsed; else says what could not */
const struct bad_folder *indexer_bad_folder(const struct index_run *r, int root, struct str path); /* NULL: it is in none */
bool indexer_is_emptied(const struct root_state *root);

/* A build takes the place of a cache only when it has all articles of it but those whose files are gone. */
void indexer_read_old(struct index_run *r);
void indexer_note_loss(struct index_run *r, int root, struct str path,
                       struct str why);                     /* when the old cache has an article of it */
int indexer_check_walk(struct index_run *r, struct err *e); /* -1: it would lose some */
int indexer_check_losses(const struct index_run *r, struct err *e);

/* New files, and those that stand where another stood, that are gone ones under another name become jobs of these. What then is
 * gone of the others stays in the list. Returns how many moved. */
size_t indexer_find_moves(struct parse_job *jobs, size_t job_count, struct gone_file *gone, size_t gone_count,
                          const struct index_options *options);

bool indexer_stamp(const struct index_options *options, int root, struct str path, struct file_stamp *stamp); /* as it is now */

/* Gives what is wrong between files the line of that field in this file, where it is seen. */
void indexer_locate_field(const struct index_options *options, int root, struct str path, const char *name, struct problem *p);

/* A content file that the walk found. */
struct found_file {
    int root;
    struct str path;  /* relative, NUL-terminated; valid during the call */
    int folder;       /* descriptor of the folder it is in, for openat */
    const char *name; /* its name there */
};

struct walk_callbacks {
    void *context;
    void (*file)(void *context, const struct found_file *f);
    void (*unreadable)(void *context, int root, struct str folder, int why); /* a folder; "" is the root */
};

/* Every content file below a root, in no order. Hidden names, symbolic links and what is no regular file are passed over. */
void walk_root(const char *root, int index, const struct walk_callbacks *walk);

#endif
