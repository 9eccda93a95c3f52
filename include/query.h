/* query: the one way to say "these articles": a list of conditions that must all hold, and an order.
 *
 * Its written form (DESIGN.md section 3 calls it the query language):
 *   telehealth "home care" nurs* -bitcoin            words, phrases, beginnings of words, exclusion
 *   topic:"healthcare artificial" offering:atlas     a term by label, slug or full name: whole, else by prefix; any taxonomy
 *   title:atlas  after:2021-06  before:2022  date:2021-11
 *   is:unread|read|starred|queued|draft|private|expired|hidden  has:offering  sort:newest|oldest
 * A `-` before any condition excludes. A query is plain data in an arena. */
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
    CONDITION_HAS,   /* any term of taxonomy */
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

enum query_sort { SORT_NEWEST, SORT_OLDEST, SORT_COUNT };
extern const char *const query_sorts[SORT_COUNT];

struct condition {
    enum condition_kind kind;
    bool exclude;
    bool prefix; /* the last word of text may go on */
    bool typed; /* ...since it is still being typed: a short one is looked for in titles alone, as each letter must show at once
                 */
    enum taxonomy taxonomy;
    enum query_state state;
    struct str text;
    int32_t from, before; /* days, see date.h; 0: open */
};

struct query {
    struct condition *conditions;
    size_t count;
    enum query_sort sort;
};

enum query_mode {
    QUERY_WRITTEN,
    QUERY_TYPING, /* as you type: a last word without a blank behind it is a prefix; unfinished things are left out, not errors
                   */
};

/* Fails with what is wrong and, in *place (may be NULL), the byte offset of it. Copies what it keeps into the arena. */
int query_parse(struct str text, enum query_mode mode, struct arena *arena, struct query *q, size_t *place, struct err *e);

/* Appends the written form; parsing that gives the same query. */
void query_print(const struct query *q, struct buf *out);

/* A query for one term, and both together (conditions of a, then of b; b's order). */
struct query query_term(enum taxonomy taxonomy, struct str name, struct arena *arena);
struct query query_and(const struct query *a, const struct query *b, struct arena *arena);

#endif
