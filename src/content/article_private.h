/* Shared by the files of article: the state while a record is being filled in. */
#ifndef COURANT_ARTICLE_PRIVATE_H
#define COURANT_ARTICLE_PRIVATE_H

#include "article.h"
#include "buf.h"
#include "english.h"
#include "map.h"

/* A set of terms. A zeroed struct is an empty set; it lives in the arena. */
struct term_set {
    struct term *terms;
    size_t count, capacity;
    struct map by_key; /* key and taxonomy; 1 + index */
};
/* False: it is in the set already, or its key is empty. */
bool term_set_add(struct term_set *set, struct term term, struct arena *arena);

/* The name of a file, without its ending, or of a folder as words: without a leading date, and without what programs put there.
 * A name that is a day alone is that day. */
void article_name_as_words(struct buf *out, struct str name);

struct article_builder {
    struct article *article;
    const struct node *root;
    const struct field_rules *rules;
    struct str path;
    struct arena *arena;
    struct problems *problems;
    struct term_set terms;
    struct str absent;              /* a key that the root lacks: paths with the same first step follow one another */
    struct buf plain, clean;        /* scratch */
    const struct node *reported[8]; /* nodes already reported */
    size_t reported_count;
};

void fields_warn(struct article_builder *b, const struct node *at, const char *format, ...) PRINTF_LIKE(3, 4);
const char *fields_kind(const struct node *n); /* "a list" */

bool fields_was_reported(struct article_builder *b, const struct node *n); /* false the first time */

/* The field's paths, NULL-terminated. */
const char *const *fields_paths(const struct article_builder *b, const struct field *field);
/* True: a field of another kind reads this path too. */
bool fields_is_shared(const struct article_builder *b, const struct field *field, const char *path);

/* The node at a dotted path. If something that is not a map blocks the path, reports it and stores it in *blocker (which may be
 * NULL). */
const struct node *fields_find(struct article_builder *b, const char *path, const struct node **blocker);

/* Reports that the value at a path is not what is expected, unless it is a map in which another field may look, or, if
 * `needed`, does find something. */
void fields_report_kind(struct article_builder *b, const struct node *n, const char *path, const char *meant, bool needed);

enum { TEXT_MAX = 16 * 1024, LINES_MAX = 64 * 1024, TERM_MAX = 1024 };

/* A text in the form that a record holds, in the arena: cleaned, at most `most` bytes; flags: those of the field. name: for
 * messages. */
struct str fields_text(struct article_builder *b, const struct node *n, const char *name, unsigned flags, size_t most);
struct str fields_lines(struct article_builder *b, const struct node *n, const char *name, unsigned flags, size_t most);

/* A number is a valid id only if it is whole, positive and below 2^63; any other text is valid. Reports what is wrong. */
bool fields_is_ident(struct article_builder *b, const struct node *n, const char *name);
bool fields_is_slug(struct article_builder *b, const struct node *n, const char *name); /* a single path segment */
/* True: a permalink, not a permalink pattern. Reports what is wrong. */
bool fields_is_permalink(struct article_builder *b, const struct node *n, const char *name);
bool fields_is_invisible(struct str text); /* only zero-width characters, which no reader would see */

/* Read the terms of any taxonomy; then of those whose terms are more than a name. n: not empty. */
void fields_terms(struct article_builder *b, const struct field *field);
void fields_topics(struct article_builder *b, const struct field *field, const char *path, const struct node *n);
void fields_offerings(struct article_builder *b, const struct field *field, const char *path, const struct node *n);

/* Its key is the folded name: names that fold alike are one term. */
struct term fields_new_term(enum taxonomy taxonomy, struct str name, struct arena *arena);
struct term fields_new_topic(struct str name, struct arena *arena); /* "KLAS: Healthcare Artificial Intelligence" */

/* Called for each item of a list, or of a text that people write instead. */
typedef void item_fn(struct article_builder *b, const struct field *field, const char *path, const struct node *item,
                     void *context);
void fields_each_item(struct article_builder *b, const struct field *field, const char *path, const struct node *list,
                      item_fn *take, void *context);
void fields_one_item(struct article_builder *b, const struct field *field, const char *path, const struct node *n,
                     item_fn *take, void *context);
bool fields_is_plural(const char *path); /* "tags": a list is accepted as well as a text */
/* The name of an item: the item itself or, for a map, its `name`, `label` or similar, or `given` and `family`; NULL: it has
 * none, which is reported. */
const struct node *fields_item_name(struct article_builder *b, const char *path, const struct node *item);
/* `[[Ada Brill]]` without quotes, which YAML reads as a list in a list: its text; any other node as it is. */
const struct node *fields_unbracketed(const struct node *n);
/* "[[Ada Brill]]", "ada-brill": "Ada Brill". *slug: the name as written, if it is such a slug. */
struct str fields_person(struct str name, struct arena *arena, struct str *slug);
/* Checks whether an item may be in a list of texts, and reports it if not. */
bool fields_is_text_item(struct article_builder *b, const char *path, const struct node *item);

/* The first telling folder of a path: neither one that only holds the content (content, src, posts), nor a language, a date, or
 * that of the page itself. Where there is none, the last of such as posts or docs. Points into the path; may be empty. */
struct str fields_section(struct str path);

void fields_resources(struct article_builder *b); /* takes the image from Hugo's list of the files beside the page */

/* Appends text with entities decoded and HTML tags dropped, in one pass. Not cleaned. */
void article_plain(struct buf *out, struct str text);

/* Raised, lowered and struck text in `out`. */
enum article_sign { SIGN_RAISED, SIGN_LOWERED, SIGN_STRUCK, SIGN_COUNT };
struct article_signs {
    bool open[SIGN_COUNT];
    size_t from[SIGN_COUNT]; /* where what is open began */
};
void article_signs_tag(struct article_signs *s, struct buf *out, struct str tag); /* a whole tag, "<sup>" */

#endif
