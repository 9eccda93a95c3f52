/* query: the only way to describe a set of articles: a list of conditions that must all hold, and an order.
 *
 * Its text form is the query language:
 *   telehealth "home care" nurs* -bitcoin            words, phrases, word prefixes, exclusion
 *   topic:"healthcare artificial" offering:atlas     a term by label, slug or full name: the whole, else a prefix; any taxonomy
 *   topic:health*                                    always by prefix
 *   title:atlas title:atl* title:"home care"         words of the title only
 *   after:2021-06 before:2022 date:2021-11 date:2020..2021-06
 *   is:unread|read|starred|queued|draft|private|expired|hidden|new     new: since the last visit
 *   has:offering has:image                           any term of a taxonomy; any record field except flags, by its name
 *   lang:de lang:*                                   articles in German; all translations of each page
 *   sort:newest|oldest|title|relevance
 * A `-` before any condition excludes; a quote inside quotes is doubled. A word without a letter or digit is left out, but it
 * cannot be the only one. A query is plain data in an arena. */
#ifndef COURANT_QUERY_H
#define COURANT_QUERY_H

#include "article.h"
#include "err.h"

enum condition_kind {
    CONDITION_WORDS,     /* text: a word or a phrase, in any searched field */
    CONDITION_TITLE,     /* the same, in the title only */
    CONDITION_TERM,      /* of `taxonomy`; text: its name or a prefix of it */
    CONDITION_DATES,     /* from <= day < before */
    CONDITION_IS,        /* state */
    CONDITION_HAS,       /* `field` is not empty; if NULL: any term of `taxonomy` */
    CONDITION_NOTE,      /* there is a note, or a passage, with the words of `text`; see `notes` */
    CONDITION_LANGUAGES, /* any article, but all translations of a page instead of one */
};

/* The first four are marks; drafts and private articles are hidden, unless config.yaml says otherwise; STATE_HIDDEN: an article
 * is in no default list, for these reasons or because it is not yet due. */
enum query_state {
    STATE_UNREAD,
    STATE_READ,
    STATE_STARRED,
    STATE_QUEUED,
    STATE_DRAFT,
    STATE_PRIVATE,
    STATE_EXPIRED,
    STATE_HIDDEN,
    STATE_NEW, /* added to the archive since the reader was last closed */
    STATE_COUNT,
};
bool query_state_is_mark(enum query_state state);
extern const char *const query_states[STATE_COUNT]; /* "unread", ... */

enum query_notes {
    NOTES_NOTE,
    NOTES_PASSAGE,
    NOTES_COUNT,
    NOTES_ANY = NOTES_COUNT
};                                                 /* a passage may have a note, its remark */
extern const char *const query_notes[NOTES_COUNT]; /* after has: */

/* By title: folded; ties oldest first. By relevance: the best QUERY_RELEVANT by BM25, with the title weighing most, out of the
 * newest 50,000 matches; ties, and queries without words, newest first. By queue: as the person has put the reading queue in
 * order, if the list is of it alone. */
enum query_sort { SORT_NEWEST, SORT_OLDEST, SORT_TITLE, SORT_RELEVANCE, SORT_QUEUE, SORT_COUNT };
extern const char *const query_sorts[SORT_COUNT];
enum { QUERY_RELEVANT = 1000 };

/* What may precede a colon besides the names of taxonomies: "title", "after", ... */
extern const char *const query_fields[];
extern const size_t query_field_count;

/* Far more than a person writes, and few enough for one SQL statement. */
enum { QUERY_CONDITIONS = 200, QUERY_BYTES = 1 << 18 };

struct condition {
    enum condition_kind kind;
    bool exclude;
    bool prefix; /* the last word of `text` is a prefix; of a term: its name is, even if a term has exactly that name */
    bool exact;  /* of a term: `text` is its exact key */
    bool
        unfinished; /* `prefix` is set because the word is still being typed: the cache answers short words at once, unranked */
    enum taxonomy taxonomy;
    enum query_state state;
    enum query_notes notes;
    const struct field *field;
    struct str text;
    int32_t from, before; /* days, see date.h; 0: unbounded */
};

struct query {
    struct condition *conditions;
    size_t count;
    enum query_sort sort;
};

/* A saved query. */
struct named_query {
    struct str name, text;
    struct str
        fault; /* why the text, from a file, is not a valid query, as FILE:LINE:COLUMN: MESSAGE; empty: valid, or not checked */
};

enum query_mode {
    QUERY_WRITTEN,
    QUERY_TYPING, /* search as you type: a last word with no blank after it is a prefix; a condition that may still become valid
                     is ignored */
};

/* Any bytes are either a query or an error that says what is wrong and what was expected; *offset (may be NULL) is its byte
 * offset. Copies what it keeps, cleaned, into the arena. */
int query_parse(struct str text, enum query_mode mode, struct arena *arena, struct query *q, size_t *offset, struct err *e);

bool query_asks_marks(const struct query *q); /* some condition is about marks, notes or visits */
bool query_can_have(const struct field *f);   /* whether has: accepts it; NULL: no */

/* The end of the faulty part that begins at `offset`: the end of the word, or after its quotes. */
size_t query_fault_end(struct str text, size_t offset);

/* Appends the text form; parsing it gives the same query. */
void query_print(const struct query *q, struct buf *out);

/* ---- completion, for Tab in a prompt ---- */

enum spot_kind { SPOT_NONE, SPOT_FIELD, SPOT_WORD, SPOT_TERM };

/* What is at the cursor: the beginning of a field name, of a word after is:, has: or sort:, or of a term. */
struct query_spot {
    enum spot_kind kind;
    enum taxonomy taxonomy; /* of SPOT_TERM */
    struct str field;       /* of SPOT_WORD */
    struct str typed;       /* what was typed so far; in the arena */
    size_t from, to;        /* the byte range that a candidate replaces */
};
void query_spot(struct str text, size_t cursor, struct arena *arena, struct query_spot *spot);

/* The completions of a spot, best first, as they would be written, with quotes; `common` is their longest common prefix if that
 * is longer than what was typed, else empty. */
struct candidates {
    size_t from, to;
    struct str *texts;
    size_t count;
    struct str common;
    size_t common_cursor; /* where in it the cursor goes */
};

/* terms: for SPOT_TERM, the terms with that prefix, in the order wanted. */
void query_candidates(const struct query_spot *spot, const struct term *terms, size_t count, struct arena *arena,
                      struct candidates *out);

/* A query for one term; and both queries together (conditions of a, then of b; the order of b). */
struct query query_term(enum taxonomy taxonomy, struct str name, struct arena *arena);
struct query query_and(const struct query *a, const struct query *b, struct arena *arena);

#endif
