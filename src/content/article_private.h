/* article, between its own files: the state in which the rules fill a record. */
#ifndef COURANT_ARTICLE_PRIVATE_H
#define COURANT_ARTICLE_PRIVATE_H

#include "article.h"
#include "buf.h"
#include "english.h"
#include "map.h"

/* Terms without doubles. A zeroed struct is an empty set; it lives in the arena. */
struct term_set {
    struct term *terms;
    size_t count, capacity;
    struct map by_key; /* and taxonomy: 1 + index */
};
bool term_set_add(struct term_set *set, struct term term, struct arena *arena); /* false: it is in there, or its key is empty */

struct filling {
    struct article *article;
    const struct node *root;
    const struct field_rules *rules;
    struct str path;
    struct arena *arena;
    struct problems *problems;
    struct term_set terms;
    struct str absent;          /* a key that the root has not: paths with the same first step stand together */
    struct buf plain, clean;    /* scratch */
    const struct node *told[8]; /* what was complained about already */
    size_t told_count;
};

void rules_warn(struct filling *f, const struct node *at, const char *format, ...) PRINTF_LIKE(3, 4);
const char *rules_kind(const struct node *n); /* "a list" */

bool rules_told(struct filling *f, const struct node *n); /* false the first time */

const char *const *rules_paths(const struct filling *f, const struct field *field);         /* of a field, NULL-terminated */
bool rules_is_shared(const struct filling *f, const struct field *field, const char *path); /* with a field of another kind */

/* The node at a dotted path. Says so when the path is blocked by what is no map, which *blocker is then (it may be NULL). */
const struct node *rules_find(struct filling *f, const char *path, const struct node **blocker);

/* Says that what is at a path is not what is meant, unless it is a map that another rule may look into, or, when one is needed,
 * does look into. */
void rules_say_kind(struct filling *f, const struct node *n, const char *path, const char *meant, bool needed);

enum { TEXT_MAX = 16 * 1024, LINES_MAX = 64 * 1024, TERM_MAX = 1024 };

/* A text as a record may hold it, in the arena: cleaned, at most `most` bytes; flags as a field's. name: for messages. */
struct str rules_text(struct filling *f, const struct node *n, const char *name, unsigned flags, size_t most);
struct str rules_lines(struct filling *f, const struct node *n, const char *name, unsigned flags, size_t most);

/* A number is an identity only when it is whole, positive and below 2^63; other texts are what they are. Says what is wrong. */
bool rules_is_ident(struct filling *f, const struct node *n, const char *name);
bool rules_is_slug(struct filling *f, const struct node *n, const char *name);  /* one name, and no way through folders */
bool rules_is_place(struct filling *f, const struct node *n, const char *name); /* a permalink, and no pattern of one */
bool rules_is_invisible(struct str text); /* nothing but zero-width characters: no reader would see it */

/* Terms of any taxonomy; then those that are more than a name. n: not empty. */
void rules_terms(struct filling *f, const struct field *field);
void rules_topics(struct filling *f, const struct field *field, const char *path, const struct node *n);
void rules_offerings(struct filling *f, const struct field *field, const char *path, const struct node *n);

struct term rules_new_term(enum taxonomy taxonomy, struct str name);
struct term rules_new_topic(struct str name); /* "KLAS: Healthcare Artificial Intelligence" */

/* For each item of a list, which people write as one text as well. */
typedef void take_item(struct filling *f, const struct field *field, const char *path, const struct node *item, void *context);
void rules_take_all(struct filling *f, const struct field *field, const char *path, const struct node *list, take_item *take,
                    void *context);
void rules_take_one(struct filling *f, const struct field *field, const char *path, const struct node *n, take_item *take,
                    void *context);
bool rules_is_plural(const char *path); /* "tags": a list is as good as a text */
/* The name of an item: itself, or of a map what `name`, `label` or the like holds; NULL when it has none, which is said. */
const struct node *rules_name(struct filling *f, const char *path, const struct node *item);
/* What a list of texts may hold; says so when it is something else. */
bool rules_is_text_item(struct filling *f, const char *path, const struct node *item);

void rules_resources(struct filling *f); /* an image, from Hugo's list of what lies beside the page */

/* Appends text with entities decoded and HTML tags dropped, in one pass. Not cleaned. */
void article_plain(struct buf *out, struct str text);

#endif
