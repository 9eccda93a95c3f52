/* Shared by the files of cache. */
#ifndef COURANT_CACHE_PRIVATE_H
#define COURANT_CACHE_PRIVATE_H

#include <sys/stat.h>

#include "cache_update.h"
#include "db.h"

struct sorted_ids;

struct cache {
    struct db *db;
    char *file;   /* as the user named it */
    char *opened; /* the open file: `file`, or the one being built beside it */
    dev_t device;
    ino_t inode;
    bool marks;         /* the marks are attached as `marks` */
    int64_t archive;    /* the archive they belong to; 0: none */
    struct arena arena; /* holds the labels */
    struct str *labels; /* root labels in keys; NULL: not loaded */
    size_t label_count;
    bool open_transaction;
    bool building;           /* from scratch */
    bool scratch;            /* in an unnamed file, without texts */
    unsigned customs;        /* a bit for each habit that most files have; in a writer */
    int syncing;             /* descriptor of the file being built, once its bytes are on their way to the disk; else -1 */
    int64_t last_visit;      /* see cache_set_last_visit */
    bool vocabulary;         /* exists, see cache_match.c */
    struct str language;     /* of the reader, see cache_set_language; in the arena */
    struct writer *writer;   /* NULL in a cache opened for reading */
    struct places *places;   /* the same, see cache_place.c */
    struct sorted_ids *kept; /* see cache_order.c; NULL: none */
};

void cache_order_free(struct sorted_ids *kept); /* NULL is fine */

char *cache_beside(const char *file, const char *suffix); /* malloc'd: file name with the suffix */
int cache_create_file(const char *file, struct err *e);   /* a new file; does not follow a symbolic link */
int cache_explain_busy(const char *file, struct err *e);  /* returns -1; changes e when the file system has no locks */

enum { ARTICLE_FIELDS = 9 }; /* columns of `article` ahead of those of the table of fields */

enum { CACHE_APPLICATION_ID = 0x436f7572, ORDINAL_BITS = 24 }; /* "Cour" */

/* In full text every article has the numbers of its terms, and this number, which no term has. */
enum { CACHE_ANY = 0 };

struct writer *writer_new(struct db *db, bool from_nothing);
void writer_free(struct writer *w);   /* NULL is fine */
void writer_flush(struct writer *w);  /* term counts that are still in memory */
void writer_forget(struct writer *w); /* discards everything remembered, after a rollback */

struct places *places_new(void);
void places_free(struct places *p);   /* NULL is fine */
void places_forget(struct places *p); /* after a rollback */

/* A column meant for display, cleaned and copied into the arena. */
struct str column_text(struct statement *s, int column, struct arena *arena);

/* The first column of the first row that a statement finds for a text; 0: none. */
int64_t cache_id_of(struct cache *c, const char *sql, struct str what);

/* A condition of SQL: the article `a` names the term of j.value itself. */
#define IS_NAMED "(a.implied='[]' OR j.value NOT IN (SELECT value FROM json_each(a.implied)))"

/* The terms that one condition refers to. */
struct resolved_terms {
    struct buf ids; /* "1,5,9" */
    size_t count;
    int64_t first;
    int64_t articles; /* sum of their counts */
};
/* Terms with this label, slug, key or full name (label and full name folded); if there are none, or the condition has a star,
 * terms with this prefix. */
void resolve_terms(struct cache *c, const struct condition *condition, struct resolved_terms *m);

/* A query as SQL: FROM ... WHERE ..., where `id` is the article's id, and the values to bind. */
struct query_plan {
    struct buf from;      /* "words JOIN article a ON ..." */
    const char *index;    /* "words": the driving index, if it yields ids without the rest of `from`; NULL: it does not */
    struct buf where;     /* "a AND b"; never empty */
    int64_t low, high;    /* the id range of the list */
    size_t bounds_length; /* bytes of `where` that bound the scan of the driving index; the rest is checked per row */
    const char *id;   /* "words.rowid", "t.article" or "a.id": the id column of the driving index; "+a.id" if driven by title */
    struct buf match; /* the full-text expression, bound as ?1 if not empty */
    enum query_sort sort; /* SORT_RELEVANCE only if there are words, SORT_QUEUE only of queued articles */
    bool hidden;          /* lists articles with negative ids */
    bool descending;
    bool asks_marks;
    bool reads_rows;   /* some condition needs the article's row */
    bool materialises; /* FTS5 first collects the positions of many words, for each query */
    int64_t only_term; /* the term's id if the query is a single term */
    bool is_marked;    /* driven by a mark that few articles have */
    bool everything;   /* the query has no condition */
    int64_t archive;   /* of the marks */
    bool only_shown;   /* leaves out the translations that are aside, as the cache has some */
};
int plan_query(struct cache *c, const struct query *q, struct query_plan *out, struct err *e);
/* The same, driven by the title index, without the conditions that the other plan's driver covers. */
int plan_titles(struct cache *c, const struct query *q, struct query_plan *out, struct err *e);
void plan_release(struct query_plan *q);
/* Tables for ids alone: `from`, or just the driving index if that is enough. */
const char *plan_tables(const struct query_plan *q);
void plan_order(const struct query_plan *q, bool backwards, struct buf *sql); /* "a.id DESC": the ORDER BY expression */

/* The full-text expression of a query with words, which includes its terms; and which conditions it covers. */
bool match_has_words(const struct query *q);
/* The letters of a folded word of a script with blanks between words, all below U+0800; 0: it is something else. */
size_t match_letters(struct str folded);
bool match_weighs(const struct query *q); /* there are words to rank by, not only excluded ones */
bool match_takes(const struct condition *c, const struct resolved_terms *m);
void match_expression(struct cache *c, const struct query *q, const struct resolved_terms *resolved, struct query_plan *out);

/* cache_rows.c: the columns of a row, and reading one. */
void find_columns(struct cache *c, const char *id, struct buf *sql);
void find_read_row(struct statement *s, struct row *row, struct arena *arena);
void find_reverse(struct rows *rows);
struct statement *find_prepare(struct cache *c, const struct query_plan *q, struct buf *sql); /* releases sql */

/* A page of a query that ends in a short unfinished word. False: use full text instead. Failures are left to db_check. */
bool typed_find(struct cache *c, const struct query *query, const struct page_request *request, struct arena *arena,
                struct rows *rows);

/* The same for the count: exact, or a lower bound. */
bool typed_count(struct cache *c, const struct query *query, int64_t limit, int64_t *count, bool *exact, int64_t *unread);

/* A page in an order other than by id. */
int order_find(struct cache *c, const struct query *query, const struct query_plan *q, const struct page_request *request,
               struct arena *arena, struct rows *rows, struct err *e);

/* Appends a column with the marks of article a, as bits ROW_READ... */
void marks_column(const struct cache *c, struct buf *sql);
/* Appends a condition that article a has a mark ("read"); without attached marks no article has one. */
void marks_condition(const struct cache *c, const char *mark, struct buf *sql);

/* cache_notes.c: appends the ids of the articles with a note that a condition asks for: "5,9". */
void notes_find(struct cache *c, const struct condition *condition, struct buf *ids);

int cache_load_labels(struct cache *c, struct err *e);
/* The prefix of a root's paths in keys; call cache_load_labels first. */
struct str cache_root_label(const struct cache *c, int root);

#endif
