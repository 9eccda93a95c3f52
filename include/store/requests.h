/* requests: the questions that screens ask the backend, one struct for each kind.
 *
 * request_KIND creates one from its question, which it copies; the backend fills in the fields below "answer". */
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
    int64_t term; /* not 0: lists the articles of this term, and `query` is ignored */
    struct page_request page;
    /* answer */
    struct rows rows;
};
struct rows_request *request_rows(const struct query *q, struct page_request page);
struct rows_request *request_term_rows(int64_t term, size_t limit); /* the newest */

/* The rows around an article (0: the first): at most `limit` before it, and `limit` from it on. If it is not in the list,
 * around the row after its position; if there is none, the last rows. */
struct around_request {
    struct request request;
    struct query query;
    int64_t article;
    int unread; /* 1 or -1: around the next unread article after or before `article`; if there is none, no rows */
    size_t limit;
    /* answer */
    int64_t found; /* `article`, or the unread one; 0: none */
    struct rows rows;
    size_t at; /* index of the row in the middle; equal to rows.count: there is none */
};
struct around_request *request_around(const struct query *q, int64_t article, int unread, size_t limit);

struct count_request {
    struct request request;
    struct query query;
    int64_t most; /* stop counting here */
    /* answer */
    int64_t total, unread; /* unread: -1 if not all were counted */
    bool exact;
};
struct count_request *request_count(const struct query *q, int64_t most);

/* Search as you type: the terms and articles that match a text. */
struct search_request {
    struct request request;
    struct lookup_input question; /* its query is in the arena */
    /* answer */
    struct lookup_section sections[LOOKUP_SECTIONS];
    struct rows rows;
    struct arena found; /* owns the answer */
};
struct search_request *request_search(const struct query *q, struct str words, size_t limit);

/* Facet counts of a query's articles, in parts, newest articles first. */
struct facet_counts_request {
    struct request request;
    struct query query;
    /* answer */
    struct facet_counts counts; /* released with the request */
    int64_t version;            /* private to the backend: version of the cache being counted */
};
struct facet_counts_request *request_facet_counts(const struct query *q, unsigned wanted);

struct related_request {
    struct request request;
    int64_t article; /* if 0, the article is found by `key`, or whatever identifies it: see cache_locate */
    struct str key;
    size_t limit;
    /* answer */
    struct related_rows related;
    int64_t id; /* id of the article */
    struct str article_key;
};
struct related_request *request_related(int64_t article, struct str key, size_t limit);

/* ---- one article, one term ---- */

/* An article by its id, or if that is 0 by whatever identifies it, see cache_locate. */
struct article_request {
    struct request request;
    int64_t id; /* in an answer always */
    struct str what;
    size_t related_max;
    bool only_record; /* neither the document nor related articles */
    /* answer */
    struct article article;
    struct doc doc; /* the body only */
    struct related_rows related;
    unsigned marks;        /* 1 << enum mark */
    int64_t position;      /* where it was left, see marks_position */
    struct str root, path; /* location of its content file */
};
struct article_request *request_article(int64_t id, struct str what, size_t related_max);
struct article_request *request_record(int64_t id, struct str what);

/* A term by its id, or if that is 0 by its key. */
struct term_request {
    struct request request;
    int64_t id; /* in an answer always */
    enum taxonomy taxonomy;
    struct str key;
    /* answer */
    struct term term;     /* with its own topics */
    struct query query;   /* matches its articles, by key: see cache_term_query */
    struct query written; /* the same as a person would write it */
    int32_t oldest;       /* day of its oldest article */
};
struct term_request *request_term(int64_t id, enum taxonomy taxonomy, struct str key);

/* The term or article at a permalink of the publisher's site. */
struct permalink_request {
    struct request request;
    struct str permalink;
    /* answer */
    int64_t term, article; /* 0: none */
};
struct permalink_request *request_permalink(struct str permalink);

/* The article that a link by name in another leads to. */
struct named_request {
    struct request request;
    struct str name, heading; /* heading: to go to in it; empty: none */
    int64_t from;
    /* answer */
    int64_t article; /* 0: none */
};
struct named_request *request_named(struct str url, int64_t from);

/* What a link of the article `from` leads to within the archive: a term or an article by its id, else what `url` names. */
struct lead_request {
    struct request request;
    int64_t term, article; /* 0: not known; in an answer both 0: it leads to nothing here */
    struct str url;
    int64_t from;
    /* answer */
    struct str title; /* of the article, or the term's label */
    enum taxonomy taxonomy;
};
struct lead_request *request_lead(int64_t term, int64_t article, struct str url, int64_t from);

/* ---- lists of terms ---- */

enum terms_asked { TERMS_ALL, TERMS_OF_ARTICLE, TERMS_BY_ID, TERMS_BY_KEY, TERMS_LIKE };

struct terms_request {
    struct request request;
    enum terms_asked asked;
    enum taxonomy taxonomy;
    size_t from, limit; /* for TERMS_ALL; limit also for TERMS_LIKE; limit 0: all */
    int64_t article;    /* for TERMS_OF_ARTICLE */
    struct str start;   /* for TERMS_LIKE */
    int64_t *ids;       /* for TERMS_BY_ID; filled in for TERMS_BY_KEY, 0: no such term */
    size_t id_count;
    struct term *keys; /* for TERMS_BY_KEY, id_count of them */
    /* answer */
    struct terms terms;    /* TERMS_BY_ID and TERMS_BY_KEY: in the order of ids; a term that does not exist is zeroed */
    struct query *written; /* for these two: per term, the query for its articles as a person would write it */
    struct str *folded;    /* per term: label, a space, name, for filters to match; not for TERMS_LIKE */
};
struct terms_request *request_terms(enum taxonomy taxonomy, size_t from, size_t limit);
struct terms_request *request_terms_of(int64_t article, enum taxonomy taxonomy);
struct terms_request *request_terms_by_id(const int64_t *ids, size_t count);
struct terms_request *request_terms_by_key(const struct term *terms, size_t count); /* uses taxonomy and key of each */
struct terms_request *request_terms_like(enum taxonomy taxonomy, struct str start, size_t limit);

/* Which terms match a filter. */
enum { PASSES = 1, AUTHORITY_PASSES = 2 };
struct matching_request {
    struct request request;
    struct str words; /* folded */
    /* answer */
    uint8_t *passes; /* per term id: PASSES, AUTHORITY_PASSES */
    size_t count;    /* length of `passes`, equal to facet_counts.term_count */
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
    int32_t newest; /* day of the newest article in default lists; DATE_NONE: none is dated */
};
struct archive_request *request_archive(void);

struct problems_request {
    struct request request;
    size_t limit;
    struct str kind; /* only these; empty: all, those of a kind that many files have as one */
    /* answer */
    struct problem_kind *kinds;
    size_t kind_count;
    struct file_problem *problems;
    size_t count;
    struct counts counts;
};
struct problems_request *request_problems_of(struct str kind, size_t limit);

struct changes_request {
    struct request request;
    size_t limit;
    /* answer */
    struct changes changes;
};
struct changes_request *request_changes(size_t limit);

/* ---- marks ---- */

/* Sets or clears a mark of one article. `time` has its key, title and day; with no key, `article` is its id. */
enum mark_change {
    MARK_SET,
    MARK_SET_ONCE /* an existing mark keeps its time */,
    MARK_CLEAR,
    MARK_TOGGLE /* relative to what is stored */
};
struct mark_request {
    struct request request;
    int64_t article;
    enum mark_change change;
    struct mark_time time; /* the answer holds the previous time, and always key, title and day */
    /* answer */
    int64_t now; /* the time of the mark now, 0: not marked; equal to the previous time: nothing was changed */
};
struct mark_request *request_mark(int64_t article, const struct mark_time *time, enum mark_change change);

/* Keeps where the user stopped reading an article, see marks_set_position. */
struct position_request {
    struct request request;
    struct str key;
    int64_t position;
};
struct position_request *request_keep_position(struct str key, int64_t position);

/* The stored marks of articles. */
struct marks_request {
    struct request request;
    struct str *keys;
    size_t count;
    /* answer */
    unsigned *bits; /* per article: 1 << enum mark */
};
struct marks_request *request_marks(const struct str *keys, size_t count);

/* Sets or clears a mark of the articles of a query, in parts of one transaction each; together they are one change for undo. */
struct marking {
    const struct query *query;
    enum mark mark;
    bool clears;
    int64_t from, to; /* only the articles from this one to that one, in the query's order; 0: from the first, to the last */
    int64_t limit;    /* only so many; 0: all */
};
struct mark_all_request {
    struct request request;
    struct query query;
    struct marking marking; /* but for its query */
    int64_t now;
    /* answer; all of it also holds if the request failed, or was ended by backend_finish_early, which is how to stop it */
    int64_t looked_at, marked;
    int64_t cache, after, undo; /* private to the backend: the cache, the position in it, the change */
};
struct mark_all_request *request_mark_all(const struct marking *marking, int64_t now);

/* Undoes the last change, or redoes it, in parts. */
struct undo_request {
    struct request request;
    bool redo;
    int64_t now;
    /* answer */
    bool found; /* false: there was nothing to undo */
    struct undo undo;
};
struct undo_request *request_undo(bool redo, int64_t now);

/* Moves an article within the reading queue, see marks_move_queued. */
struct move_request {
    struct request request;
    struct str key;
    long by;
    int64_t now;
    /* answer */
    long moved;
};
struct move_request *request_move_queued(struct str key, long by, int64_t now);

/* Notes and passages, see marks_notes. */
struct notes_request {
    struct request request;
    struct str key; /* of one article; empty: all */
    /* answer */
    struct note *notes;
    int64_t *articles; /* per note: its article, 0: no longer in the archive; not for one article */
    size_t count;
};
struct notes_request *request_notes(struct str key);

/* The note of an article as it is now, by its key, or if that is empty by its id. With no note, only what tells the article. */
struct own_note_request {
    struct request request;
    int64_t article;
    struct str key;
    /* answer */
    struct note note;
};
struct own_note_request *request_own_note(int64_t article, struct str key);

struct note_request {
    struct request request;
    struct note note; /* stored; one without quote and text is deleted */
    int64_t now;
};
struct note_request *request_note(const struct note *note, int64_t now);

/* The reader is being closed: what is added from now on is new at the next visit. */
struct request *request_end_visit(int64_t now);

/* Saved queries: list all; save or delete one. */
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
    bool only_new; /* do not replace a query of the same name */
    bool deletes;
    /* answer */
    bool existed;
    struct str before; /* its text before */
};
struct save_request *request_save(struct str name, struct str text, bool only_new);
struct save_request *request_delete(struct str name);

/* Past searches, the latest first; `remember` (may be empty) is added first. */
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
