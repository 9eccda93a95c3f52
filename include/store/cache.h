/* cache: everything that was read from the content files, in one SQLite database that can be deleted and rebuilt at any time.
 *
 * An article's id is day << 24 | its place on that day, so that ids sort as lists do: by day, to the second, then by title.
 * Articles that default lists leave out (drafts, private ones and those not yet due, unless config.yaml says otherwise) have
 * negative ids. So any list, newest first, is a range scan, and `id > 0` excludes the hidden articles. The schema version is
 * computed from the schema's text and the table of fields: a cache of another version is rebuilt.
 *
 * Of a page in several languages lists show one article, in the language of the reader. The others have positive ids as well:
 * they are "aside", and in a list only when it asks for a language or for marks.
 *
 * This header opens and reads a cache; cache_update.h writes one. */
#ifndef COURANT_CACHE_H
#define COURANT_CACHE_H

#include "article.h"
#include "doc.h"
#include "err.h"
#include "identity.h"
#include "query.h"

struct cache;

enum cache_mode {
    CACHE_READ,  /* the command line */
    CACHE_WATCH, /* the reader: as CACHE_READ, but during the first build it opens what the build has committed so far */
};

/* Fails with ERR_MISSING when there is no file, with ERR_CORRUPT when it is damaged, not one of our caches, or of another
 * version. */
struct cache *cache_open(const char *file, enum cache_mode mode, struct err *e);
void cache_close(struct cache *c);          /* NULL is fine; uncommitted changes are lost */
bool cache_is_stale(const struct cache *c); /* the file was replaced or removed: open it again */

int64_t cache_version(struct cache *c); /* changes when another process has changed the cache */

/* For is:new: when the reader was last closed, in seconds since 1970; 0, as after opening: nothing is new. */
void cache_set_last_visit(struct cache *c, int64_t time);

/* While a query runs, calls `should_stop` from time to time; if it returns nonzero, the query fails with ERR_INTERRUPTED. */
void cache_set_interrupt(struct cache *c, int (*should_stop)(void *context), void *context);

/* Checks that the cache and its log files belong to the current user, to root, or to the owner of a folder that nobody else can
 * write. CACHE_WATCH and CACHE_UPDATE call this, and fail with ERR_CORRUPT; CACHE_READ does not: a file that was named
 * explicitly is read without being trusted. Missing files are fine. */
int cache_check_owner(const char *file, struct err *e);
/* Fails when others can write the folder: everybody, without the sticky bit, or a group that is not the user's own. */
int cache_check_folder(const char *folder, struct err *e);

/* Used to detect that a content file has not changed. */
struct file_stamp {
    int64_t size, modified, inode; /* modified: nanoseconds */
};

/* ---- identities: which article is which, see identity.h ---- */

/* True: marks have not yet followed all changes of earlier runs. */
bool cache_is_unfollowed(struct cache *c);
/* The identity of the article with that key; *found false: there is none. */
int cache_identity(struct cache *c, struct str key, struct arena *arena, struct identity *identity, bool *found, struct err *e);
/* Its id; *id 0: there is none. */
int cache_article_of_key(struct cache *c, struct str key, int64_t *id, struct err *e);
/* At most `limit` articles, spread over the whole cache. */
int cache_sample(struct cache *c, size_t limit, struct arena *arena, struct identity **sample, size_t *count, struct err *e);

/* Articles that may be the one once known as `lost`: they share its id or slug, its path, or its title. */
struct resemblance {
    struct identity identity;
    bool own_name, path, title, day; /* what they share */
    bool is_new;                     /* added by the last update */
    bool is_touched;                 /* added, edited or moved by the last update */
};
int cache_resembling(struct cache *c, const struct identity *lost, struct arena *arena, struct resemblance **list,
                     size_t *count, struct err *e);
/* The article that had this key in version 1 of the marks; *found false: there is none. */
int cache_identity_v1(struct cache *c, struct str old_key, struct arena *arena, struct identity *identity, bool *found,
                      struct err *e);

/* ---- reading ---- */

/* Attaches the marks, so that queries can use them: those of the archive that the cache's roots belong to. */
int cache_attach_marks(struct cache *c, const char *marks_file, struct err *e);
int cache_find_archive(struct cache *c, struct err *e); /* looks the archive up again, as an index run may have changed it */

struct counts {
    int64_t articles, hidden, files, rejected;
    int64_t errors, warnings, notes; /* problems by severity */
};
int cache_counts(struct cache *c, struct counts *counts, struct err *e);
int cache_roots(struct cache *c, struct arena *arena, struct str **roots, size_t *count, struct err *e);
int cache_rules(struct cache *c, struct arena *arena, struct str *rules, struct err *e); /* see cache_set_origin */

enum { ROW_READ = 1, ROW_STARRED = 2, ROW_QUEUED = 4 };
enum { ROW_EXPIRED = 1, ROW_DATED = 2 }; /* ROW_DATED: by git or its file's time */

/* One row of a list of articles. */
struct row {
    int64_t id;
    int32_t day;
    unsigned marks;
    unsigned state; /* ROW_EXPIRED, ROW_DATED */
    struct str title, source, key;
};

struct rows {
    struct row *rows;
    size_t count;
};

/* A page of a query's list: at most `limit` rows after `after` in the query's order (0: from the start); with `backwards`, the
 * last ones before it (0: from the end); with `including`, `after` itself comes too. Rows are in the query's order either way.
 * `after` need not be in the list, but for sort:title it must be an article, and for sort:relevance a member of the list;
 * otherwise the page is empty. */
struct page_request {
    int64_t after;
    bool backwards, including;
    size_t limit;
};
int cache_find(struct cache *c, const struct query *q, const struct page_request *request, struct arena *arena,
               struct rows *rows, struct err *e);

/* Counts the articles a query finds, up to `limit` (for sort:relevance, up to QUERY_RELEVANT); *exact false: there are more.
 * unread (may be NULL): how many of them are unread, or -1 if not all were counted. */
int cache_count(struct cache *c, const struct query *q, int64_t limit, int64_t *count, bool *exact, int64_t *unread,
                struct err *e);

/* Facet counts of a query's articles, counted newest first, one slice per call. A zeroed struct has not started; set `wanted`
 * before the first slice. It belongs to one cache: release it and start over when the cache is replaced or has changed. */
enum {
    COUNT_TERMS = 1,
    COUNT_MARKS = 2,
    COUNT_TAXONOMIES = 4, /* for facet_counts_best */
    COUNT_AUTHORITIES = 8 /* with COUNT_TERMS */
};                        /* what to count besides articles and months */

struct facet_counts {
    unsigned wanted;
    bool done;
    int64_t articles, unread, starred, queued; /* of the articles scanned so far */
    uint32_t *months;                          /* articles per month, see month_number; index 0: undated */
    size_t month_count;
    uint32_t *terms;     /* articles per term id */
    uint8_t *taxonomies; /* the taxonomy of each term id, plus 1 */
    size_t term_count;   /* the length of both: the highest term id + 1 */
    /* Of the same length; NULL: not wanted. One topic represents each authority: the first by its key. */
    uint32_t *authority_of,
        *authorities; /* per topic: the topic that represents its authority, 0: none; per such topic: articles */
    uint32_t *met;    /* per such topic: the number of the last article that was counted */
    int64_t after;    /* the article scanned last; 0: none */
    size_t looked_at; /* how many articles were scanned */
    int32_t day;      /* of the article scanned last, and its month */
    size_t month;
    struct query_plan *plan; /* NULL: not started */
};

/* Scans `rows` more articles, or more where each slice has a fixed cost. Counts are kept on failure, so a call after
 * ERR_INTERRUPTED resumes: no article is counted twice or skipped. */
int cache_count_facets(struct cache *c, const struct query *q, size_t rows, struct facet_counts *t, struct err *e);
void facet_counts_release(struct facet_counts *t); /* back to not started; keeps `wanted` */
size_t month_number(int32_t day);                  /* year * 12 + month - 1; 0 for DATE_NONE */
void month_split(size_t number, int *year, int *month);
int64_t facet_counts_of_term(const struct facet_counts *t, int64_t term);
int64_t facet_counts_of_year(const struct facet_counts *t, int64_t year);

/* The most frequent terms of a taxonomy, at most `limit`, by count, then id; returns how many. only (may be NULL): considers
 * terms whose byte is not 0; indexed by id, length term_count. *in_all (may be NULL): how many there are without the limit. */
struct term_count {
    int64_t term, count;
};
size_t facet_counts_best(const struct facet_counts *t, enum taxonomy taxonomy, const uint8_t *only, size_t limit,
                         struct term_count *best, size_t *in_all);

/* The same for authorities, each represented by its topic. */
size_t facet_counts_best_authorities(const struct facet_counts *t, size_t limit, struct term_count *best, size_t *in_all);
int64_t facet_counts_of_authority(const struct facet_counts *t, int64_t topic);

/* The record of an article; its terms come with their ids and counts, and with it its translations. ERR_MISSING when there is
 * none. */
int cache_article(struct cache *c, int64_t id, struct arena *arena, struct article *a, struct err *e);
int cache_document(struct cache *c, int64_t id, struct arena *arena, struct doc *d, struct err *e);
int cache_content_file(struct cache *c, int64_t id, struct arena *arena, struct str *root, struct str *path, struct err *e);
/* Finds an article by id, slug, path below a root, absolute path, key, source address, or permalink, in this order. ERR_MISSING
 * when none matches. */
int cache_locate(struct cache *c, struct str what, int64_t *id, struct err *e);
/* The article at a permalink such as "/offering/atlas": by its permalink, an alias, or its path. *id 0: none. */
int cache_article_at_permalink(struct cache *c, struct str permalink, int64_t *id, struct err *e);
/* The article that a link by name leads to: by the name or path of its file, its title, an alias, its id. Of several, the one
 * in the folder of the article `from` (0: none), else the one with the shortest path. *id 0: none. */
int cache_article_named(struct cache *c, struct str name, int64_t from, int64_t *id, struct err *e);

/* The topic or offering whose page has this permalink. *id 0: none. */
int cache_term_at_permalink(struct cache *c, struct str permalink, int64_t *id, struct err *e);

struct terms {
    struct term *terms;
    size_t count;
};
/* The terms of a taxonomy that have articles, by authority, then label: at most `limit` (0: all), skipping the first `from`.
 * Their own topics are not filled in. */
int cache_terms(struct cache *c, enum taxonomy taxonomy, size_t from, size_t limit, struct arena *arena, struct terms *terms,
                struct err *e);
/* At most `limit` terms whose label, full name or slug begins with `start`; if there are none, those with a word that does. The
 * most used first. */
int cache_terms_like(struct cache *c, enum taxonomy taxonomy, struct str start, size_t limit, struct arena *arena,
                     struct terms *terms, struct err *e);
int cache_term(struct cache *c, int64_t id, struct arena *arena, struct term *term, struct err *e); /* with its own topics */
/* Ids belong to one cache; to find a term again in another cache, keep its key. *id 0: there is no such term. */
int cache_term_id(struct cache *c, enum taxonomy taxonomy, struct str key, int64_t *id, struct err *e);
/* A query that matches the articles of this term and of no other, as a person would write it: by label, else slug, else key,
 * with `=` if even the key is the name of another term. by_key: skips label and slug, which may become ambiguous. */
int cache_term_query(struct cache *c, const struct term *term, bool by_key, struct arena *arena, struct query *q,
                     struct err *e);
/* The highest term id + 1. */
int cache_term_end(struct cache *c, size_t *end, struct err *e);
/* Names of terms in id order, at most `rows` of those after *after, which is advanced; *more: there are others. */
typedef void cache_each_name(void *context, int64_t id, struct str folded_label, struct str folded_name);
int cache_term_names(struct cache *c, int64_t *after, size_t rows, bool *more, cache_each_name *each, void *context,
                     struct err *e);
/* The terms of one taxonomy that an article has. */
int cache_article_terms(struct cache *c, int64_t article, enum taxonomy taxonomy, struct arena *arena, struct terms *terms,
                        struct err *e);
/* The day of a term's oldest article in default lists; DATE_NONE: none of them is dated. */
int cache_oldest(struct cache *c, int64_t term, int32_t *day, struct err *e);

/* Articles related to one: first those that share offerings, topics or its source, where a rare term weighs more than a common
 * one, then those that share words of its title. Of a very common term, only the articles nearest in time are considered. */
struct related {
    struct row row;
    unsigned offerings, topics, sources; /* how many of each they share */
    unsigned words;                      /* title words, counted only when they share nothing else */
};
struct related_rows {
    struct related *rows; /* the most closely related first */
    size_t count;
};
int cache_related(struct cache *c, int64_t article, size_t limit, struct arena *arena, struct related_rows *related,
                  struct err *e);

struct file_problem {
    int64_t article; /* 0: the file was rejected */
    struct str root, path;
    enum severity severity;
    int line, column;
    struct str message, kind; /* see struct problem */
};
/* At most `limit` problems of that severity or worse: files with errors first, then by path and line. */
int cache_problems(struct cache *c, enum severity least, size_t limit, struct arena *arena, struct file_problem **problems,
                   size_t *count, struct err *e);
/* Only those of a kind that at most PROBLEM_FILES files have. */
int cache_rare_problems(struct cache *c, size_t limit, struct arena *arena, struct file_problem **problems, size_t *count,
                        struct err *e);
/* Only those of one kind. */
int cache_problems_of(struct cache *c, struct str kind, size_t limit, struct arena *arena, struct file_problem **problems,
                      size_t *count, struct err *e);
/* The kinds that more files have: the worst first, of equal ones that of most files. */
struct problem_kind {
    enum severity severity;
    struct str kind;
    struct str message; /* the kind; or the whole message where it is the same in all files */
    int64_t files;
    struct str places[3]; /* paths of the first files */
};
int cache_problem_kinds(struct cache *c, struct arena *arena, struct problem_kind **kinds, size_t *count, struct err *e);
/* All problems, by path; a file without one is reported once, with an empty message. `p` is valid during the call. */
typedef void cache_each_file_problem(void *context, const struct file_problem *p);
int cache_each_problem(struct cache *c, enum severity least, cache_each_file_problem *each, void *context, struct err *e);

/* Changes made by the last index run that changed anything. */
enum change_kind { CHANGE_NEW, CHANGE_EDITED, CHANGE_MOVED, CHANGE_WITHDRAWN, CHANGE_KIND_COUNT };
extern const char *const change_kinds[CHANGE_KIND_COUNT]; /* "new", "changed", "moved", "withdrawn" */
struct change {
    enum change_kind kind;
    int64_t article; /* 0: withdrawn, or rejected */
    struct str path, title;
};
struct changes {
    struct change *changes; /* by kind, then path */
    size_t count;
    int64_t time; /* when, in seconds since 1970; 0: there has been no update */
};
int cache_changes(struct cache *c, size_t limit, struct arena *arena, struct changes *changes, struct err *e);

/* One JSON object per call of `each`, built by SQLite, with every field of the record. limit 0: all. */
typedef void cache_json_each(void *context, struct str json);
int cache_json(struct cache *c, const struct query *q, size_t limit, cache_json_each *each, void *context, struct err *e);
int cache_json_terms(struct cache *c, enum taxonomy taxonomy, cache_json_each *each, void *context, struct err *e);

/* The same members as text: days as in JSON, flags as `true` or `false`, null as the empty string, and lists, such as an
 * article's topics, as full names, one per line. The first call has names but no values, so that the header is known even when
 * no record follows. `r` is valid during the call. */
struct record {
    const char *const *names;
    const struct str *values; /* NULL in the first call */
    size_t count;
};
typedef void cache_record_each(void *context, const struct record *r);
int cache_records(struct cache *c, const struct query *q, size_t limit, cache_record_each *each, void *context, struct err *e);
int cache_term_records(struct cache *c, enum taxonomy taxonomy, cache_record_each *each, void *context, struct err *e);

#endif
