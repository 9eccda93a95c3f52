/* query: the one way to say "these articles": a list of conditions that must all hold, and an order.
 *
 * Its written form is the query language:
 *   telehealth "home care" nurs* -bitcoin            words, phrases, beginnings of words, exclusion
 *   topic:"healthcare artificial" offering:atlas     a term by label, slug or full name: whole, else by prefix; any taxonomy
 *   topic:health*                                    by prefix even when one is named so
 *   title:atlas title:atl* title:"home care"         words of the title alone
 *   after:2021-06 before:2022 date:2021-11 date:2020..2021-06
 *   is:unread|read|starred|queued|draft|private|expired|hidden
 *   has:offering has:image                           any term of a taxonomy; any field of the record but flags, by its name
 *   sort:newest|oldest|title|relevance
 * A `-` before any condition excludes; a quote within quotes is written twice. A query is plain data in an arena. */
#ifndef COURANT_QUERY_H
#define COURANT_QUERY_H

#include "article.h"
#include "err.h"

enum condition_kind {
    CONDITION_WORDS, /* text: a word or a phrase, in any field */
    CONDITION_TITLE, /* the same, in the title */
    CONDITION_TERM,  /* of taxonomy; text: its name or its beginning */
    CONDITION_DATES, /* from <= day < before */
    CONDITION_IS,    /* state */
    CONDITION_HAS,   /* field is not empty; without a field: any term of taxonomy */
};

/* The first four are marks; the others are why an article stands in no default list, the last all of them. */
enum query_state {
    STATE_UNREAD,
    STATE_READ,
    STATE_STARRED,
    STATE_QUEUED,
    STATE_DRAFT,
    STATE_PRIVATE,
    STATE_EXPIRED,
    STATE_HIDDEN,
    STATE_COUNT,
};
bool query_state_is_mark(enum query_state state);
extern const char *const query_states[STATE_COUNT]; /* "unread", ... */

/* By title: folded; among equals the oldest first. By relevance: the best QUERY_RELEVANT for the words by BM25, what stands in
 * a title weighing most, of the newest 50,000 that match; among equals, and when there are no words, the newest first. */
enum query_sort { SORT_NEWEST, SORT_OLDEST, SORT_TITLE, SORT_RELEVANCE, SORT_COUNT };
extern const char *const query_sorts[SORT_COUNT];
bool query_is_by_date(enum query_sort sort); /* else all of a list must be found before its first row is known */
enum { QUERY_RELEVANT = 1000 };

/* What may stand before a colon beside the names of taxonomies: "title", "after", ... */
extern const char *const query_fields[];
extern const size_t query_field_count;

/* Many more than a person writes, and few enough for one SQL statement. */
enum { QUERY_CONDITIONS = 200, QUERY_BYTES = 1 << 18 };

struct condition {
    enum condition_kind kind;
    bool exclude;
    bool prefix;     /* the last word of text may go on; of a term: its name may, even when one is named so */
    bool exact;      /* of a term: text is its key, letter for letter: the one term */
    bool unfinished; /* prefix is set because the word is still being typed: the cache answers short ones at once, unranked */
    enum taxonomy taxonomy;
    enum query_state state;
    const struct field *field;
    struct str text;
    int32_t from, before; /* days, see date.h; 0: open */
};

struct query {
    struct condition *conditions;
    size_t count;
    enum query_sort sort;
};

/* A query as a person keeps it. */
struct named_query {
    struct str name, text;
    struct str fault; /* why a file's text is no query, as FILE:LINE:COLUMN: MESSAGE; empty: it is one, or was not looked at */
};

enum query_mode {
    QUERY_WRITTEN,
    QUERY_TYPING, /* as you type: a last word without a blank behind it is a prefix; what is unfinished and may still become
                     right is left out, not an error */
};

/* Fails with what is wrong and what was expected, and, in *place (may be NULL), the byte offset of it. Any bytes are a query or
 * such an error. Copies what it keeps, cleaned, into the arena. */
int query_parse(struct str text, enum query_mode mode, struct arena *arena, struct query *q, size_t *offset, struct err *e);

bool query_can_have(const struct field *f); /* whether has: takes it; NULL: no */

/* Where what is wrong at such a place ends: at the end of its word, or behind its quotes. */
size_t query_fault_end(struct str text, size_t offset);

/* Appends the written form; parsing that gives the same query. */
void query_print(const struct query *q, struct buf *out);

/* ---- completing, as Tab does in a prompt ---- */

enum spot_kind { SPOT_NONE, SPOT_FIELD, SPOT_WORD, SPOT_TERM };

/* What stands at a cursor: a beginning of a field's name, of a word behind is:, has: or sort:, or of a term. */
struct query_spot {
    enum spot_kind kind;
    enum taxonomy taxonomy; /* of SPOT_TERM */
    struct str field;       /* of SPOT_WORD */
    struct str typed;       /* so far; in the arena */
    size_t from, to;        /* what a candidate replaces */
};
void query_spot(struct str text, size_t cursor, struct arena *arena, struct query_spot *spot);

/* What may stand at a spot, the best first; `common` is what all of them begin with when that is more than was typed, else
 * empty. Texts are as they are to be written, quotes and all. */
struct candidates {
    size_t from, to;
    struct str *texts;
    size_t count;
    struct str common;
    size_t common_cursor; /* where in it one would type on */
};

/* terms: for SPOT_TERM, those that begin so, in the order wanted. */
void query_candidates(const struct query_spot *spot, const struct term *terms, size_t count, struct arena *arena,
                      struct candidates *out);

/* A query for one term, and both together (conditions of a, then of b; b's order). */
struct query query_term(enum taxonomy taxonomy, struct str name, struct arena *arena);
struct query query_and(const struct query *a, const struct query *b, struct arena *arena);

#endif
