/* Shared by the files of indexer. */
#ifndef COURANT_INDEXER_PRIVATE_H
#define COURANT_INDEXER_PRIVATE_H

#include "cache_update.h"
#include "content.h"
#include "indexer.h"
#include "map.h"
#include "worker.h"

/* A file to parse. */
struct parse_job {
    struct str path;
    int64_t file; /* its id in the cache; 0: new */
    bool moved;   /* the cache knows it under another path */
    bool swapped; /* the cache knows another file under this path: `file` is that one */
    int root;
    struct content_place place; /* apparent; the sort key of jobs */
};

/* Makes this process faster at writing many articles, where the system has large pages: full text collects words in a hash
 * table, and with small pages most accesses also miss the processor's table of pages. */
void indexer_use_large_pages(void);

/* Finds the apparent places. Sorts by them: day, moment, title; then by root and path, all as ids are. */
void indexer_guess(struct parse_job *jobs, size_t count, const struct index_options *options);
void indexer_sort(struct parse_job *jobs, size_t count);

/* The files that the cache knows. A zeroed struct holds none. */
struct known_entry {
    int64_t id;
    struct file_stamp stamp;
    int root;
    uint32_t seen : 1, same : 1, path_length : 30; /* seen: found by the walk; same: and need not be parsed */
    char path[];
};
struct known_files {
    struct buf entries; /* struct known_entry, each rounded up */
    struct map by_path;
};
void known_add(struct known_files *k, const struct known_file *f);
/* NULL: not known. Valid until the next known_add. */
struct known_entry *known_find(const struct known_files *k, int root, struct str path);
/* The next entry from *at on, which begins with 0 and is moved past it; NULL: there is none. */
const struct known_entry *known_next(const struct known_files *k, size_t *at);
size_t known_unseen(const struct known_files *k);
void known_release(struct known_files *k);

/* A file that the cache knows and the walk did not find under its path. */
struct gone_file {
    int64_t file; /* 0: it was found elsewhere, or is not gone */
    size_t job;   /* 1 + index of the job for another file under its path; 0: none */
    struct file_stamp stamp;
    int root;
    struct str path;
};

struct bad_folder { /* a folder that could not be read */
    int root;
    struct str path;
    int why;
};

/* A folder named like a language. */
struct language_folder {
    int root;
    struct str path;
    size_t name;                    /* where in it its own name begins */
    bool is_language, was_language; /* its articles are in that language: now, and when the cache was last updated */
};
struct language_folders {
    struct language_folder *list;
    size_t count, capacity;
    struct map by_path;
    struct arena arena; /* paths */
    struct buf last;    /* the folder that was noted last */
    int last_root;
    bool changed;
};

/* Files below a root, before and now. */
struct root_state {
    int64_t known, missing, found; /* content files: in the cache, missing of these, and found now */
    int64_t was_on, device;        /* device then and now; 0: unknown */
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
    struct known_files old; /* in a build: the files with articles in the cache being replaced */
    struct err old_fault;   /* and why the list is incomplete */
    struct root_state *roots;
    struct language_folders languages;
    struct bad_folder *bad;
    size_t bad_count, bad_capacity;
    struct gone_file *gone;
    size_t gone_count, gone_capacity;
    struct buf first_fault;                                 /* of the files that could not be parsed */
    struct buf first_loss;                                  /* in a build: an article that would be lost, and why */
    int64_t unparsed, losses;                               /* how many of each */
    int64_t done, next_progress, next_commit, commit_every; /* milliseconds */
    bool committed;
    struct file_dates *dates; /* NULL: not asked for */
    struct batch *batch;      /* NULL: none yet */
};

/* Results wait here until all of their day are there, as far as there is room, and are then taken in the order of ids. */
typedef int indexer_take(struct index_run *r, size_t index, const struct result *result, struct err *e);
int indexer_batch_add(struct index_run *r, size_t index, const struct result *result, indexer_take *take, struct err *e);
int indexer_batch_flush(struct index_run *r, indexer_take *take, struct err *e); /* call at the end */
void indexer_batch_release(struct index_run *r);

/* Dates for articles without one of their own, see index_options.dates. */
void indexer_order_jobs(struct index_run *r); /* indexer_guess and indexer_sort with these dates */
/* The result, or, if it is an article that needs such a date, *dated: the same with the date, and a note that says so. */
const struct result *indexer_give_date(struct index_run *r, const struct parse_job *job, const struct result *result,
                                       struct arena *arena, struct result *dated);
void indexer_set_visibility(const struct index_options *options, struct content_row *row); /* hidden or not, and until when */
/* Reparses unchanged files that git now dates otherwise; call before the walk. */
int indexer_check_dates(struct index_run *r, struct err *e);
int indexer_store_heads(struct index_run *r, struct err *e); /* so that the next run sees whether there are new commits */
void indexer_dates_release(struct index_run *r);

void report_problem(struct index_run *r, int root, struct str path, const struct problem *p);
void report_change(struct index_run *r, enum change_kind kind, int root, struct str path);

void indexer_add_job(struct index_run *r, int root, struct str path, int64_t file); /* copies the path */

void languages_note(struct language_folders *l, int root, struct str path); /* of each file that the walk finds */
/* After the walk: which folders stand for a language. In an update, files whose language may have changed by that become jobs.
 */
int languages_decide(struct index_run *r, struct err *e);
int languages_store(struct index_run *r, struct err *e);
/* Sets a->page, adds the language that its path names to the terms of an article that states none, and writes its code in one
 * way. */
void languages_apply(const struct language_folders *l, int root, struct str path, struct article *a, struct arena *arena);
void languages_release(struct language_folders *l);

/* Stores the roots and options that the cache is made from. */
int indexer_set_origin(struct index_run *r, struct err *e);
/* -1: it could not be read. *differs: a message about what the cache was made from, if this run uses something else; NULL: no
 * difference. */
int indexer_compare_origin(struct cache *cache, const struct index_options *o, const char **differs, struct err *e);

/* After the walk of an update: sets r->gone to the files to drop. Excludes, with a warning, files in folders that could not be
 * read, and all files of a root that looks unmounted or emptied. */
int indexer_find_gone(struct index_run *r, struct err *e);
void indexer_keep_emptied(struct index_run *r); /* call after moves were found */
void indexer_report_known(struct index_run *r, struct str old_key, const struct identity *now);
int indexer_drop(struct index_run *r, int64_t file, struct err *e); /* drops a deleted file, and reports it */
int indexer_drop_gone(struct index_run *r, struct err *e);
int indexer_store_bad_folders(struct index_run *r, struct err *e);
int indexer_set_devices(struct index_run *r, struct err *e);
/* -1: nothing could be parsed; otherwise warns about files that could not. */
int indexer_check_parsed(struct index_run *r, struct err *e);
const struct bad_folder *indexer_bad_folder(const struct index_run *r, int root, struct str path); /* NULL: it is in none */
bool indexer_is_emptied(const struct root_state *root);

/* A build may replace a cache only if it has all its articles, except those whose files are gone. */
void indexer_read_old(struct index_run *r);
/* If the old cache has an article of it. */
void indexer_note_loss(struct index_run *r, int root, struct str path, struct str why);
int indexer_check_walk(struct index_run *r, struct err *e); /* -1: articles would be lost */
int indexer_check_losses(const struct index_run *r, struct err *e);

/* Finds moved files: new files, and files in the place of another one, that are missing ones under another name become jobs for
 * these. Truly missing files remain in the list. Returns the number of moves. */
size_t indexer_find_moves(struct parse_job *jobs, size_t job_count, struct gone_file *gone, size_t gone_count,
                          const struct index_options *options);

/* Its current stamp. */
bool indexer_stamp(const struct index_options *options, int root, struct str path, struct file_stamp *stamp);

/* Sets the line of a problem that involves several files to that of the field in this file. */
void indexer_locate_field(const struct index_options *options, int root, struct str path, const char *name, struct problem *p);

/* A content file that the walk found. */
struct found_file {
    int root;
    struct str path;  /* relative, NUL-terminated; valid during the call */
    int folder;       /* descriptor of its folder, for openat */
    const char *name; /* its name in that folder */
};

struct walk_callbacks {
    void *context;
    void (*file)(void *context, const struct found_file *f);
    void (*unreadable)(void *context, int root, struct str folder, int why); /* folder: "" is the root */
    bool (*folder)(void *context, int descriptor); /* called before what is in it; false: ends the walk; may be NULL */
};

/* Calls back for every content file below the roots once, in no particular order, and reports
 * everything else to the options' `skipped`. A hidden folder is one name. */
void walk_roots(const struct index_options *options, const struct walk_callbacks *walk);

#endif
