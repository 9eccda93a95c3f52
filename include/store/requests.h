/* requests: what screens ask the backend, one struct for each kind of question.
 *
 * request_KIND makes one from its question, which it copies; the fields below "answer" are filled in by the backend. */
#ifndef COURANT_REQUESTS_H
#define COURANT_REQUESTS_H

#include "backend.h"
#include "cache.h"
#include "lookup.h"
#include "marks.h"

/* ---- lists of articles ---- */

struct rows_request {
    struct request request;
    struct query query;
    int64_t term; /* not 0: its articles, whatever the query is */
    struct page_request page;
    /* answer */
    struct rows rows;
};
struct rows_request *request_rows(const struct query *q, struct page_request page);
struct rows_request *request_term_rows(int64_t term, size_t limit); /* the newest */

/* The rows around an article (0: the first one): at most `limit` before it, and `limit` from it on. When it is not in the list,
 * around what comes behind it; when nothing does, the last ones. */
struct around_request {
    struct request request;
    struct query query;
    int64_t article;
    int unread; /* 1, -1: around the next unread one behind or before `article`; when there is none there are no rows */
    size_t limit;
    /* answer */
    int64_t found; /* `article`, or that unread one; 0: none */
    struct rows rows;
    size_t at; /* the row that they are around; their count: none */
};
struct around_request *request_around(const struct query *q, int64_t article, int unread, size_t limit);

struct count_request {
    struct request request;
    struct query query;
    int64_t most; /* no more are counted */
    /* answer */
    int64_t total, unread; /* unread: -1 when they were not all counted */
    bool exact;
};
struct count_request *request_count(const struct query *q, int64_t most);

/* Terms and articles that a typed text finds. */
struct search_request {
    struct request request;
    struct lookup_input question; /* its query in the arena */
    /* answer */
    struct lookup_section sections[LOOKUP_SECTIONS];
    struct rows rows;
    struct arena found; /* holds the answer */
};
struct search_request *request_search(const struct query *q, struct str words, size_t limit);

/* What the articles of a query have, in parts: the newest first. */
struct tally_request {
    struct request request;
    struct query query;
    /* answer */
    struct tally tally; /* released with the request */
    int64_t version;    /* the backend's: of the cache that it counts */
};
struct tally_request *request_tally(const struct query *q, unsigned wanted);

struct related_request {
    struct request request;
    int64_t article; /* or, when 0, of that key, or whatever names it: see cache_locate */
    struct str key;
    size_t limit;
    /* answer */
    struct related_rows related;
    int64_t id; /* of the article */
    struct str article_key;
};
struct related_request *request_related(int64_t article, struct str key, size_t limit);

/* ---- one article, one term ---- */

/* An article by its id, or when that is 0 by whatever names it, see cache_locate. */
struct article_request {
    struct request request;
    int64_t id; /* in an answer always */
    struct str what;
    size_t related_max;
    bool only_record; /* no document and nothing related */
    /* answer */
    struct article article;
    struct doc doc; /* of the body alone */
    struct related_rows related;
    unsigned marks;        /* 1 << enum mark */
    struct str root, path; /* of its content file */
};
struct article_request *request_article(int64_t id, struct str what, size_t related_max);
struct article_request *request_record(int64_t id, struct str what);

/* A term by its id, or when that is 0 by its key. */
struct term_request {
    struct request request;
    int64_t id; /* in an answer always */
    enum taxonomy taxonomy;
    struct str key;
    /* answer */
    struct term term;     /* its own topics filled in */
    struct query query;   /* of its articles, by key: see cache_term_query */
    struct query written; /* as a person would write it */
    int32_t oldest;       /* day of its oldest article */
};
struct term_request *request_term(int64_t id, enum taxonomy taxonomy, struct str key);

/* What stands at a place of the publisher's site. */
struct permalink_request {
    struct request request;
    struct str permalink;
    /* answer */
    int64_t term, article; /* 0: none */
};
struct permalink_request *request_permalink(struct str permalink);

/* ---- lists of terms ---- */

enum terms_asked { TERMS_ALL, TERMS_OF_ARTICLE, TERMS_BY_ID, TERMS_BY_KEY, TERMS_LIKE };

struct terms_request {
    struct request request;
    enum terms_asked asked;
    enum taxonomy taxonomy;
    size_t from, limit; /* of TERMS_ALL; limit also of TERMS_LIKE; limit 0: all */
    int64_t article;    /* of TERMS_OF_ARTICLE */
    struct str start;   /* of TERMS_LIKE */
    int64_t *ids;       /* of TERMS_BY_ID; filled in of TERMS_BY_KEY, 0: there is none */
    size_t id_count;
    struct term *keys; /* of TERMS_BY_KEY, as many */
    /* answer */
    struct terms terms;    /* by id and by key: in the order of ids, all zero where there is none */
    struct query *written; /* at that: of the articles of each, as a person would write it */
    struct str *folded;    /* of each: label, a blank, name, as filters match them; not of TERMS_LIKE */
};
struct terms_request *request_terms(enum taxonomy taxonomy, size_t from, size_t limit);
struct terms_request *request_terms_of(int64_t article, enum taxonomy taxonomy);
struct terms_request *request_terms_by_id(const int64_t *ids, size_t count);
struct terms_request *request_terms_by_key(const struct term *terms, size_t count); /* of each its taxonomy and key */
struct terms_request *request_terms_like(enum taxonomy taxonomy, struct str start, size_t limit);

/* Which terms a filter lets pass. */
enum { PASSES = 1, AUTHORITY_PASSES = 2 };
struct matching_request {
    struct request request;
    struct str words; /* folded */
    /* answer */
    uint8_t *passes; /* by id: PASSES, AUTHORITY_PASSES */
    size_t count;    /* of all terms, as a tally has them: term_count */
};
struct matching_request *request_matching(struct str words);

/* ---- the archive ---- */

struct archive_request {
    struct request request;
    /* answer */
    struct counts counts;
    struct str *roots;
    size_t root_count;
    bool has_articles; /* in default lists */
    bool has_topics;
    int32_t newest; /* day of the newest article in default lists; DATE_NONE: none has one */
};
struct archive_request *request_archive(void);

struct problems_request {
    struct request request;
    size_t limit;
    /* answer */
    struct file_problem *problems;
    size_t count;
    struct counts counts;
};
struct problems_request *request_problems(size_t limit);

struct changes_request {
    struct request request;
    size_t limit;
    /* answer */
    struct changes changes;
};
struct changes_request *request_changes(size_t limit);

/* ---- marks ---- */

/* Marks one article, or takes the mark away. `time` has its key, title and day, or no key: then `article` is its id. */
enum mark_change {
    MARK_SET,
    MARK_SET_ONCE /* one that is there keeps its time */,
    MARK_CLEAR,
    MARK_TOGGLE /* as it is kept */
};
struct mark_request {
    struct request request;
    int64_t article;
    enum mark_change change;
    struct mark_time time; /* an answer has the time before in it, and key, title and day in any case */
    /* answer */
    int64_t now; /* the time that it has now, 0: it is not marked; the same as before: nothing was changed */
};
struct mark_request *request_mark(int64_t article, const struct mark_time *time, enum mark_change change);

/* Sets each mark to its time; the answer holds what they were before, so that the same request again is the way back. */
struct swap_request {
    struct request request;
    struct mark_time *times;
    size_t count;
};
struct swap_request *request_swap(const struct mark_time *times, size_t count);

/* The marks of articles as they are kept. */
struct marks_request {
    struct request request;
    struct str *keys;
    size_t count;
    /* answer */
    unsigned *bits; /* of each: 1 << enum mark */
};
struct marks_request *request_marks(const struct str *keys, size_t count);

/* Marks all articles of a query read, in parts, each of them one transaction. */
struct read_all_request {
    struct request request;
    struct query query;
    int64_t now;
    /* answer */
    int64_t looked_at;
    size_t marked;
    /* Of those marked, each with a NUL. A part has its own alone, and is gone when the next one comes before it was handed
     * over: the end has all of them, also one that failed, and one that came of backend_finish_early, which is the way to stop
     * it. */
    struct buf keys;
    int64_t cache, after; /* the backend's: in which cache it stands, and where, */
    size_t part_from;     /* and where the keys of the last part begin */
};
struct read_all_request *request_read_all(const struct query *q, int64_t now);

/* Saved queries: all of them; one that is kept, or deleted. */
struct queries_request {
    struct request request;
    /* answer */
    struct named_query *queries;
    size_t count;
};
struct queries_request *request_queries(void);

struct save_request {
    struct request request;
    struct str name, text;
    bool only_new; /* one of that name stays as it is */
    bool deletes;
    /* answer */
    bool existed;
    struct str before; /* its text then */
};
struct save_request *request_save(struct str name, struct str text, bool only_new);
struct save_request *request_delete(struct str name);

/* What was searched for, the latest first; `remember` (may be empty) is kept first. */
struct searches_request {
    struct request request;
    struct str remember;
    int64_t now;
    /* answer */
    struct str *texts;
    size_t count;
};
struct searches_request *request_searches(struct str remember, int64_t now);

#endif
