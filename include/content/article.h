/* article: the record of a content file, the table of its fields, and the code that fills it in from a front matter. */
#ifndef COURANT_ARTICLE_H
#define COURANT_ARTICLE_H

#include "date.h"
#include "node.h"
#include "problem.h"
#include "taxonomy.h"

/* One value of a taxonomy. In a freshly parsed record only the strings are set; a term from the cache is complete. */
struct term {
    enum taxonomy taxonomy;
    struct str
        key; /* its identity: the full name, folded; for an offering its offeringId, else permalink, else label, folded */
    struct str name;      /* the full name as written: "KLAS: Healthcare Artificial Intelligence" */
    struct str authority; /* of a topic: "KLAS"; else empty */
    struct str label;     /* what is shown: "Healthcare Artificial Intelligence" */
    struct str slug;
    struct str url;      /* its path on the publisher's site: "topic/klas-..." or "/offering/atlas" */
    struct str ident;    /* an offering's offeringId */
    struct term *topics; /* an offering's own topics */
    size_t topic_count;
    int64_t id;     /* in the cache; 0 in a fresh record */
    int64_t count;  /* articles in default lists */
    int32_t newest; /* day of the newest of them */
    bool implied;   /* the article counts for it, but does not name it: the tag `a` of one with the tag `a/b` */
};

/* The same page in another language. */
struct translation {
    int64_t article;
    struct str language; /* as language_write spells it; empty: not known, that of the site */
};

struct article {
    struct str title;
    struct str subtitle;
    struct date date;
    struct str date_from; /* if not from the file's text or name: "git" or "file" */
    struct date modified;
    struct str summary;
    struct str source_url;  /* accepted by url_check, else empty */
    struct str source_name; /* the brand; also the term of TAX_SOURCE */
    struct str image;
    struct str image_alt;
    struct str ident; /* front matter's id */
    struct str slug;
    struct str permalink;
    struct str aliases; /* other paths on the publisher's site that lead here, one per line */
    struct str collection;
    struct date publish_date; /* not to be shown before it */
    struct date expires;
    bool draft; /* draft: true, published: false, or in a folder `_drafts` */
    bool private;
    struct str translation_key; /* the same in all translations of a page */
    bool untranslated;          /* a placeholder for a translation that is yet to be written */
    struct term *terms;         /* all terms of all taxonomies, in display order, without duplicates */
    size_t term_count;
    struct str page; /* its path without what names the language there; empty: nothing does. Set by the indexer. */
    struct translation *translations; /* in the cache: by language, those that have a text and are not hidden */
    size_t translation_count;
    struct str language; /* in the cache: its own; empty: not known */
    struct str key;      /* what marks are stored under: "id:10034", else "slug:...", else "path:..." */
};

/* How a field is read, stored and shown. */
enum field_kind {
    FIELD_TEXT,
    FIELD_LINES,
    FIELD_LIST, /* texts, one per line */
    FIELD_URL,
    FIELD_DATE,
    FIELD_FLAG,
    FIELD_TERMS,
};

enum {
    FIELD_SEARCHED = 1, /* full-text search covers its text, or the names of its terms */
    FIELD_INVERTED =
        2, /* a flag whose key has the opposite meaning, `published`: a second row for its member, read but not stored */
    FIELD_MARKUP = 4,   /* may contain entities and HTML tags, which are decoded and dropped */
    FIELD_MARKDOWN = 8, /* may contain these, and emphasis, links and code: unchanged here, made plain by content */
    FIELD_COMMAS = 16,  /* terms: a text may hold several, separated by commas */
    FIELD_SINGLE = 32,  /* terms: a text is accepted as well as a list, even under a plural key */
};

/* One row defines a field: parsing, the cache's columns, JSON and display loop over the rows, and the cache version is computed
 * from the table. To add a field, add one member above and one row in article.c. */
struct field {
    const char *name; /* column name, JSON key, "source_url" */
    enum field_kind kind;
    unsigned flags;
    enum taxonomy taxonomy;   /* for FIELD_TERMS */
    size_t offset;            /* in struct article; all FIELD_TERMS rows append to `terms` */
    const char *const *paths; /* dotted key paths, the preferred one first, NULL-terminated */
};
extern const struct field fields[];
extern const size_t field_count;

/* The user's own key paths, for content that uses other keys: for each row of `fields` all its paths, the user's first,
 * NULL-terminated. A NULL pointer to this struct: the user has none. */
struct field_rules {
    const char *const **paths; /* field_count of them */
    struct str text;           /* all added paths, in order: when it changes, the cache must be rebuilt */
};
const char *const *field_paths(const struct field_rules *rules, const struct field *f);
const struct field *field_named(struct str name); /* NULL: no such field is read from a front matter */

/* Pointers to a field of an article, and its value. */
struct str *field_str(const struct field *f, struct article *a);   /* FIELD_TEXT, FIELD_LINES, FIELD_LIST, FIELD_URL */
struct date *field_date(const struct field *f, struct article *a); /* FIELD_DATE */
bool *field_flag(const struct field *f, struct article *a);        /* FIELD_FLAG */
struct str field_get_str(const struct field *f, const struct article *a);
struct date field_get_date(const struct field *f, const struct article *a);
bool field_get_flag(const struct field *f, const struct article *a);

/* Fills in *a from a front matter and the file's path, relative to its root. All strings are copied, cleaned, into the arena.
 * Problems are added to `problems`; one of them is an error, which rejects the file, if all values of the front matter are
 * empty. root NULL: a file without a front matter; then only what follows from the path is set. */
void article_from_node(struct article *a, const struct node *root, struct str path, const struct field_rules *rules,
                       struct arena *arena, struct problems *problems);
/* Adds the tags that its text names, one per line, and those that nested tags imply. is_note: its tags are nested wherever they
 * have a slash. */
void article_add_tags(struct article *a, struct str tags, bool is_note, struct arena *arena);
/* The name of the file ends with the id of a page of Notion. */
bool article_has_page_id(struct str path);
/* `status: draft`, `status: hidden`, as Pelican and exports of blogs have them. */
void article_apply_status(struct article *a, const struct node *root);
/* Sets the title of an article whose front matter had none: the first heading, else derived from the file name. */
void article_fallback_title(struct article *a, struct str heading, struct str path, struct arena *arena);

/* The length of the HTML tag at the start of s, which begins with '<'; 0: it is prose. *parts: the tag separates words. */
size_t article_tag(struct str s, bool *parts);

/* Where the date of an article comes from that has none of its own: nowhere, the first commit of its file, the file's time. */
enum date_source { DATES_OWN, DATES_GIT, DATES_FILE };

/* The states that can exclude an article from default lists, as bits. */
enum {
    HIDE_DRAFT = 1,
    HIDE_PRIVATE = 2,
    HIDE_FUTURE = 4,
    HIDE_EXPIRED = 8,
    HIDE_DEFAULT = HIDE_DRAFT | HIDE_PRIVATE | HIDE_FUTURE,
};
/* Those that the article is in. */
unsigned article_states(const struct article *a, const struct date_now *now);
/* The date from which it is no longer HIDE_FUTURE: the later of `date` and `publish_date`. */
struct date article_due(const struct article *a);

/* Serialise it for the pipe between worker and writer, and back (strings then point into the bytes, arrays into the arena). */
void article_pack(struct buf *b, const struct article *a);
int article_unpack(struct str bytes, struct article *a, struct arena *arena);

#endif
