/* What the files of cache share. */
#ifndef COURANT_CACHE_PRIVATE_H
#define COURANT_CACHE_PRIVATE_H

#include <sys/stat.h>

#include "cache_update.h"
#include "db.h"

struct sorted_ids;

struct cache {
    struct db *db;
    char *file;   /* as the person knows it */
    char *opened; /* the file that is open: `file`, or the one being built beside it */
    dev_t device;
    ino_t inode;
    bool marks;         /* attached as `marks` */
    int64_t archive;    /* whose marks they are; 0: of none */
    struct arena arena; /* of the labels */
    struct str *labels; /* of the content roots, in keys; NULL: not wanted yet */
    size_t label_count;
    bool open_transaction;
    bool building;           /* from nothing */
    bool scratch;            /* in a file of no name, without the texts */
    bool vocabulary;         /* is there, see cache_match.c */
    struct writer *writer;   /* NULL in a cache that is read */
    struct sorted_ids *kept; /* see cache_order.c; NULL: none */
};

void cache_order_free(struct sorted_ids *kept); /* NULL is fine */

char *cache_beside(const char *file, const char *suffix); /* malloc'd: file with the suffix */
int cache_create_file(const char *file, struct err *e);   /* a new one, not through a symbolic link */
int cache_explain_busy(const char *file, struct err *e);  /* -1; e says so when the file system has no locks */

enum { CACHE_APPLICATION_ID = 0x436f7572, ORDINAL_BITS = 24 }; /* "Cour" */

/* In full text every article has its terms by number, and this number, which no term has. */
enum { CACHE_ANY = 0 };

struct writer *writer_new(struct db *db, bool from_nothing);
void writer_free(struct writer *w);   /* NULL is fine */
void writer_flush(struct writer *w);  /* term counts that are still only in memory */
void writer_forget(struct writer *w); /* after a rollback nothing remembered is true any more */

/* A column that is shown, cleaned and copied into the arena. */
struct str column_text(struct statement *s, int column, struct arena *arena);

/* The terms that one condition means. */
struct resolved_terms {
    struct buf ids; /* "1,5,9" */
    size_t count;
    int64_t first;
    int64_t articles; /* sum of their counts */
};
/* Whole label, slug, key or full name, both folded; when nothing is named so, or a star asks for it, what begins so. */
void resolve_terms(struct cache *c, const struct condition *condition, struct resolved_terms *m);

/* A query as SQL: FROM ... WHERE ..., with `id` naming the article's id, and what is to be bound. */
struct query_plan {
    struct buf from;      /* "words JOIN article a ON ..." */
    const char *index;    /* "words": what leads, when it gives ids without the rest of `from`; NULL: it does not */
    struct buf where;     /* "a AND b"; never empty */
    int64_t low, high;    /* the ids it bounds the list to */
    size_t bounds_length; /* bytes of it that bound the scan of the leading index; the rest is checked on each row */
    const char *id;       /* "words.rowid", "t.article" or "a.id": the column whose order is the index's; of titles "+a.id" */
    struct buf match;     /* the full-text expression, bound as ?1 when not empty */
    enum query_sort sort; /* SORT_RELEVANCE only when there are words */
    bool hidden;          /* of articles with negative ids */
    bool descending;
    bool asks_marks;
    bool reads_rows;   /* some condition is about what stands in the article's row */
    bool materialises; /* full text begins by gathering all places of many words, each time */
    int64_t only_term; /* when the query is one term and nothing else: its id */
    bool is_marked;    /* few articles of some mark lead */
    bool everything;   /* the query has no condition */
};
int plan_query(struct cache *c, const struct query *q, struct query_plan *out, struct err *e);
/* The same, led by the index of titles, without what the other's leading index finds. */
int plan_titles(struct cache *c, const struct query *q, struct query_plan *out, struct err *e);
void plan_release(struct query_plan *q);
const char *plan_tables(const struct query_plan *q); /* for ids alone: `from`, or only its leading index when that is enough */
void plan_order(const struct query_plan *q, bool backwards, struct buf *sql); /* "a.id DESC": what stands behind ORDER BY */

/* The full-text expression of a query with words, its terms among them; and which conditions it holds. */
bool match_has_words(const struct query *q);
bool match_weighs(const struct query *q); /* there are words, not only excluded ones */
bool match_takes(const struct condition *c, const struct resolved_terms *m);
void match_expression(struct cache *c, const struct query *q, const struct resolved_terms *resolved, struct query_plan *out);

/* cache_rows.c: what a row is made of, and its making. */
void find_columns(struct cache *c, const char *id, struct buf *sql);
void find_read_row(struct statement *s, struct row *row, struct arena *arena);
void find_reverse(struct rows *rows);
struct statement *find_prepare(struct cache *c, const struct query_plan *q, struct buf *sql); /* releases sql */

/* A page of a query that ends in a few letters which are still being typed. False: find it by full text. A failure is found by
 * db_check. */
bool typed_find(struct cache *c, const struct query *query, const struct page_request *request, struct arena *arena,
                struct rows *rows);

/* The same of how many there are: exact, or how many at least. */
bool typed_count(struct cache *c, const struct query *query, int64_t limit, int64_t *count, bool *exact, int64_t *unread);

/* A page in an order that is not that of ids. */
int order_find(struct cache *c, const struct query *query, const struct query_plan *q, const struct page_request *request,
               struct arena *arena, struct rows *rows, struct err *e);

/* What the reader did with article a, as bits ROW_READ...: appends a column. */
void marks_column(const struct cache *c, struct buf *sql);
/* Appends that article a has a mark ("read"), for WHERE; without marks none has. */
void marks_condition(const struct cache *c, const char *mark, struct buf *sql);

int cache_load_labels(struct cache *c, struct err *e);
struct str cache_root_label(const struct cache *c, int root); /* what stands before the paths of a root in keys; when loaded */

#endif
