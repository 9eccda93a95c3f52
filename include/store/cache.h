/* cache: everything that was read from the content files, in one SQLite database that can be thrown away and built again.
 *
 * An article's id is day << 24 | ordinal of the day, so that id order is date order; articles that default lists leave out
 * (drafts, private and expired ones) have the negative of such an id. So the newest first of any list is a range scan, and `id
 * > 0` leaves the hidden out. The schema's version follows from its text and from the table of fields: another version is
 * another cache, built anew.
 *
 * This is how a cache is opened and read; cache_update.h is how it is written. */
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
    CACHE_WATCH, /* the reader: as CACHE_READ, but while a first build runs, what it has committed so far */
};

/* Fails with ERR_MISSING when there is no file, with ERR_CORRUPT when it is damaged, no cache of ours, or of another version.
 */
struct cache *cache_open(const char *file, enum cache_mode mode, struct err *e);
void cache_close(struct cache *c);          /* NULL is fine; what was not committed is gone */
bool cache_is_stale(const struct cache *c); /* the file was replaced or removed since: open it again */

int64_t cache_version(struct cache *c); /* another number when another process has changed it since */

/* While a query runs `ask` is called now and then; not 0 gives it up with ERR_INTERRUPTED. */
void cache_set_interrupt(struct cache *c, int (*ask)(void *context), void *context);

/* Is it the reader's own: do it and its logs belong to who runs this, to root, or to the owner of a folder that nobody else can
 * write? CACHE_WATCH and CACHE_UPDATE ask, and fail with ERR_CORRUPT; CACHE_READ does not: a file that was named is read,
 * without being trusted. What is not there is fine. */
int cache_check_owner(const char *file, struct err *e);
/* Fails when others can write the folder: everybody without its sticky bit, or a group that is not the reader's own. */
int cache_check_folder(const char *folder, struct err *e);

/* What tells that a content file is as it was. */
struct file_stamp {
    int64_t size, modified, inode; /* modified: nanoseconds */
};

/* ---- identities: which article is which, see identity.h ---- */

/* Whether marks have not followed all that runs before have changed. */
bool cache_is_unfollowed(struct cache *c);
/* Of the article with that key; *found false: there is none. */
int cache_identity(struct cache *c, struct str key, struct arena *arena, struct identity *identity, bool *found, struct err *e);
/* A few articles spread over the whole cache, at most limit. */
int cache_sample(struct cache *c, size_t limit, struct arena *arena, struct identity **sample, size_t *count, struct err *e);

/* Articles that may be the one that was known as `lost`: they have its id or slug, its path, or its title. */
struct resemblance {
    struct identity identity;
    bool own_name, path, title, day; /* what they have in common */
    bool is_new;                     /* the last update brought it */
    bool is_touched;                 /* brought, edited or moved it */
};
int cache_resembling(struct cache *c, const struct identity *lost, struct arena *arena, struct resemblance **list,
                     size_t *count, struct err *e);
/* The article that version 1 of the marks called so; *found false: there is none. */
int cache_identity_v1(struct cache *c, struct str old_key, struct arena *arena, struct identity *identity, bool *found,
                      struct err *e);

/* ---- reading ---- */

/* So that queries know what was read. The marks are those of the archive that the cache's roots belong to. */
int cache_attach_marks(struct cache *c, const char *marks_file, struct err *e);
int cache_find_archive(struct cache *c, struct err *e); /* anew: an index run may have found that it is another's */

struct counts {
    int64_t articles, hidden, files, rejected;
    int64_t errors, warnings, notes; /* problems by severity */
};
int cache_counts(struct cache *c, struct counts *counts, struct err *e);
int cache_roots(struct cache *c, struct arena *arena, struct str **roots, size_t *count, struct err *e);
int cache_rules(struct cache *c, struct arena *arena, struct str *rules, struct err *e); /* see cache_set_origin */

enum { ROW_READ = 1, ROW_STARRED = 2, ROW_QUEUED = 4 };

/* One line of a list of articles. */
struct row {
    int64_t id;
    int32_t day;
    unsigned marks;
    struct str title, source, key;
};

struct rows {
    struct row *rows;
    size_t count;
};

/* A page of a query's list: at most `limit` rows that follow `after` in the query's order (0: from the beginning), or with
 * `backwards` the last ones before it (0: from the end); with `including` those from `after` itself on. Rows come in the
 * query's order either way. `after` need not be in the list; but in sort:title it must be an article, and in sort:relevance one
 * of the list, else the page is empty. */
struct page_request {
    int64_t after;
    bool backwards, including;
    size_t limit;
};
int cache_find(struct cache *c, const struct query *q, const struct page_request *request, struct arena *arena,
               struct rows *rows, struct err *e);

/* How many articles a query finds, counted up to `limit` (and in sort:relevance up to QUERY_RELEVANT); *exact says whether that
 * is all. unread (may be NULL): how many of them are not read, or -1 when they are not all counted. */
int cache_count(struct cache *c, const struct query *q, int64_t limit, int64_t *count, bool *exact, int64_t *unread,
                struct err *e);

/* What the articles of a query have, counted from the newest on, a slice at a time. A zeroed struct is not begun; `wanted` is
 * set before the first slice. It belongs to one cache: when that is another or has changed, release it and begin anew. */
enum {
    TALLY_TERMS = 1,
    TALLY_MARKS = 2,
    TALLY_TAXONOMIES = 4, /* for tally_best */
    TALLY_AUTHORITIES = 8 /* with TALLY_TERMS */
};                        /* wanted beside articles and months */

struct tally {
    unsigned wanted;
    bool done;
    int64_t articles, unread, starred, queued; /* among those looked at so far */
    uint32_t *months;                          /* articles of each month, by its number, see tally_month; 0: undated */
    size_t month_count;
    uint32_t *terms;     /* articles with each term, by its id */
    uint8_t *taxonomies; /* of each term, and 1 more */
    size_t term_count;   /* the length of both: the highest id, and 1 more */
    /* Of the same length; NULL: not wanted. One topic stands for each authority: the first by its key. */
    uint32_t *authority_of, *authorities; /* of each topic the one that stands for its authority, 0: none; articles, at that */
    uint32_t *met;                        /* at that: the number of the article that was counted last */
    int64_t after;                        /* where it stands: the article looked at last; 0: none */
    size_t looked_at;                     /* how many were */
    int32_t day;                          /* of that article, and its month */
    size_t month;
    struct query_plan *plan; /* NULL: not begun */
};

/* Looks at `rows` more articles, or more where a slice has a price of its own. What was counted stays when it fails, so that it
 * can go on after ERR_INTERRUPTED: no article is counted twice or left out. */
int cache_tally(struct cache *c, const struct query *q, size_t rows, struct tally *t, struct err *e);
void tally_release(struct tally *t); /* not begun afterwards, but for what is wanted */
size_t tally_month(int32_t day);     /* year * 12 + month - 1; 0 for DATE_NONE */
void tally_split_month(size_t number, int *year, int *month);
int64_t tally_of_term(const struct tally *t, int64_t term);
int64_t tally_of_year(const struct tally *t, int64_t year);

/* The most frequent terms of a taxonomy, at most `limit`, most frequent first, then by id; returns how many there are. only
 * (may be NULL): those whose byte is not 0, by id, term_count of them. *in_all (may be NULL): how many there would be without a
 * limit. */
struct tallied {
    int64_t term, count;
};
size_t tally_best(const struct tally *t, enum taxonomy taxonomy, const uint8_t *only, size_t limit, struct tallied *best,
                  size_t *in_all);

/* The same of authorities, each by the topic that stands for it. */
size_t tally_best_authorities(const struct tally *t, size_t limit, struct tallied *best, size_t *in_all);
int64_t tally_of_authority(const struct tally *t, int64_t topic);

/* The record of an article, its terms with what the cache knows of them. ERR_MISSING when there is none. */
int cache_article(struct cache *c, int64_t id, struct arena *arena, struct article *a, struct err *e);
int cache_document(struct cache *c, int64_t id, struct arena *arena, struct doc *d, struct err *e);
int cache_content_file(struct cache *c, int64_t id, struct arena *arena, struct str *root, struct str *path, struct err *e);
/* By id, slug, path below a root, absolute path, key, address of the source, or place on the site, whichever is found first.
 * ERR_MISSING. */
int cache_locate(struct cache *c, struct str what, int64_t *id, struct err *e);
/* The article that stands at a place of the site such as "/offering/atlas": its permalink, an alias, or its path. *id 0 when
 * none does.
 */
int cache_article_at_permalink(struct cache *c, struct str permalink, int64_t *id, struct err *e);

/* The topic or offering whose page on the site is there. *id 0 when none is. */
int cache_term_at_permalink(struct cache *c, struct str permalink, int64_t *id, struct err *e);

struct terms {
    struct term *terms;
    size_t count;
};
/* The terms of a taxonomy that have articles, by authority, then label: at most `limit` (0: all) behind the first `from`. Their
 * own topics are not filled in. */
int cache_terms(struct cache *c, enum taxonomy taxonomy, size_t from, size_t limit, struct arena *arena, struct terms *terms,
                struct err *e);
/* At most limit that begin so, by label, full name or slug; when none does, those of which a word begins so. The most used
 * first. */
int cache_terms_like(struct cache *c, enum taxonomy taxonomy, struct str start, size_t limit, struct arena *arena,
                     struct terms *terms, struct err *e);
int cache_term(struct cache *c, int64_t id, struct arena *arena, struct term *term,
               struct err *e); /* its own topics filled in */
/* Ids are those of one cache: what is to be found again in another is kept by its key. *id 0: there is no such term. */
int cache_term_id(struct cache *c, enum taxonomy taxonomy, struct str key, int64_t *id, struct err *e);
/* A query for the articles of this term of the cache and of no other, as a person would write it: by its label, else its slug,
 * else its key, with `=` when even that is how another is called. by_key: not by the first two, which may not stay its own. */
int cache_term_query(struct cache *c, const struct term *term, bool by_key, struct arena *arena, struct query *q,
                     struct err *e);
/* One more than the highest id of a term. */
int cache_term_end(struct cache *c, size_t *end, struct err *e);
/* Names of terms in the order of their ids, at most `rows` of those behind *after, which moves on; *more: there are others. */
typedef void cache_each_name(void *context, int64_t id, struct str folded_label, struct str folded_name);
int cache_term_names(struct cache *c, int64_t *after, size_t rows, bool *more, cache_each_name *each, void *context,
                     struct err *e);
/* Terms of an article of one taxonomy. */
int cache_article_terms(struct cache *c, int64_t article, enum taxonomy taxonomy, struct arena *arena, struct terms *terms,
                        struct err *e);
/* The day of a term's oldest article in default lists; DATE_NONE: none of them has a date. */
int cache_oldest(struct cache *c, int64_t term, int32_t *day, struct err *e);

/* Articles that have to do with one: first those that share offerings, topics or its source, a rare one weighing more than a
 * common one, then those that share words of its title. Of a term that very many articles have, those around it in time. */
struct related {
    struct row row;
    unsigned offerings, topics, sources; /* how many they share */
    unsigned words;                      /* of the title, when they share nothing else */
};
struct related_rows {
    struct related *rows; /* the nearest first */
    size_t count;
};
int cache_related(struct cache *c, int64_t article, size_t limit, struct arena *arena, struct related_rows *related,
                  struct err *e);

struct file_problem {
    int64_t article; /* 0: the file was rejected */
    struct str root, path;
    enum severity severity;
    int line, column;
    struct str message;
};
/* At most limit, of that severity and worse: the files with errors first, then by path and line. */
int cache_problems(struct cache *c, enum severity least, size_t limit, struct arena *arena, struct file_problem **problems,
                   size_t *count, struct err *e);
/* All of them by path; a file without one comes once, with an empty message. What p holds is valid during the call. */
typedef void cache_each_file_problem(void *context, const struct file_problem *p);
int cache_each_problem(struct cache *c, enum severity least, cache_each_file_problem *each, void *context, struct err *e);

/* What the last update that found something to do did. */
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

/* JSON, made by SQLite's own functions: one object a call of `each`, with every field of the record. limit 0: all. */
typedef void cache_json_each(void *context, struct str json);
int cache_json(struct cache *c, const struct query *q, size_t limit, cache_json_each *each, void *context, struct err *e);
int cache_json_terms(struct cache *c, enum taxonomy taxonomy, cache_json_each *each, void *context, struct err *e);

/* The same members as texts: days as in JSON, a flag as `true` or `false`, what is null as nothing, and of a list, as of an
 * article's topics, the full names, a line each. The first call is without values: it tells the names even when nothing
 * follows. What r holds is valid during the call. */
struct record {
    const char *const *names;
    const struct str *values; /* NULL in the first call */
    size_t count;
};
typedef void cache_record_each(void *context, const struct record *r);
int cache_records(struct cache *c, const struct query *q, size_t limit, cache_record_each *each, void *context, struct err *e);
int cache_term_records(struct cache *c, enum taxonomy taxonomy, cache_record_each *each, void *context, struct err *e);

#endif
