/* article: what a content file becomes: the record, the table of its fields, and the rules that fill it from a front matter. */
#ifndef COURANT_ARTICLE_H
#define COURANT_ARTICLE_H

#include "date.h"
#include "node.h"
#include "problem.h"
#include "taxonomy.h"

/* One value of a taxonomy. In an article's record only the strings are set; from the cache all is. */
struct term {
    enum taxonomy taxonomy;
    struct str key;  /* what makes it this term: the full name; of an offering its offeringId, else permalink, else label */
    struct str name; /* the full name as written: "KLAS: Healthcare Artificial Intelligence" */
    struct str authority; /* of a topic: "KLAS"; else empty */
    struct str label;     /* what is shown: "Healthcare Artificial Intelligence" */
    struct str slug;
    struct str url;      /* its place on the publisher's site: "topic/klas-..." or "/offering/atlas" */
    struct str ident;    /* an offering's offeringId */
    struct term *topics; /* an offering's own topics */
    size_t topic_count;
    int64_t id;     /* from the cache: 0 in a fresh record */
    int64_t count;  /* articles in default lists */
    int32_t newest; /* day of the newest of them */
};

struct article {
    struct str title;
    struct str subtitle;
    struct date date;
    struct date modified;
    struct str summary;
    struct str source_url;  /* as url_check lets it through, else empty */
    struct str source_name; /* the brand; also the term of TAX_SOURCE */
    struct str image;
    struct str image_alt;
    struct str ident; /* front matter's id */
    struct str slug;
    struct str permalink;
    struct str aliases; /* other places on the publisher's site that lead here, a line each */
    struct str collection;
    struct date expires;
    bool draft; /* draft: true, published: false, or in a folder `_drafts` */
    bool private;
    struct term *terms; /* every term of every taxonomy, in the order shown; no term twice */
    size_t term_count;
    struct str key; /* what marks are kept under: "id:10034", else "slug:...", else "path:..." */
};

/* How a field is read, stored and shown. */
enum field_kind {
    FIELD_TEXT,
    FIELD_LINES,
    FIELD_LIST, /* texts, a line each */
    FIELD_URL,
    FIELD_DATE,
    FIELD_FLAG,
    FIELD_TERMS,
};

enum {
    FIELD_SEARCHED = 1, /* its text, or the names of its terms, are found by words */
    FIELD_INVERTED =
        2, /* a flag whose key says the opposite, `published`: a second row for its member, to be read but not stored */
    FIELD_MARKUP = 4,    /* may hold entities and HTML tags, which are decoded and dropped */
    FIELD_MARKDOWN = 8,  /* may hold these and emphasis, links and code: left as it is here, made plain by content */
    FIELD_COMMAS = 16,   /* terms: a text is several, parted by commas */
    FIELD_SINGLE = 32,   /* terms: a text is as good as a list, also under a key in the plural */
    FIELD_CASELESS = 64, /* terms: in capitals or not, it is the same term */
};

/* One row says everything about a field: parsing, the cache's columns, JSON and display loop over the rows, and the version of
 * the cache follows from the table. To add a field: one member above, one row in article.c. */
struct field {
    const char *name; /* column name, JSON key, "source_url" */
    enum field_kind kind;
    unsigned flags;
    enum taxonomy taxonomy;   /* of FIELD_TERMS */
    size_t offset;            /* in struct article; FIELD_TERMS rows all append to `terms` */
    const char *const *paths; /* dotted key paths, the preferred first, NULL-terminated */
};
extern const struct field fields[];
extern const size_t field_count;

/* Key paths of a person's own, for trees that say things with other keys: for each row of `fields` all paths, those of the
 * person's first, NULL-terminated. NULL in the place of the whole: none of one's own. */
struct field_rules {
    const char *const **paths; /* field_count of them */
    struct str text;           /* all that was added, in order: other rules make another cache */
};
const char *const *field_paths(const struct field_rules *rules, const struct field *f);
const struct field *field_named(struct str name); /* NULL: there is none that is read from a front matter */

/* A field of an article, to be filled, and what it holds. */
struct str *field_str(const struct field *f, struct article *a);   /* FIELD_TEXT, FIELD_LINES, FIELD_LIST, FIELD_URL */
struct date *field_date(const struct field *f, struct article *a); /* FIELD_DATE */
bool *field_flag(const struct field *f, struct article *a);        /* FIELD_FLAG */
struct str field_get_str(const struct field *f, const struct article *a);
struct date field_get_date(const struct field *f, const struct article *a);
bool field_get_flag(const struct field *f, const struct article *a);

/* Fills *a from a front matter and the file's place: path is relative to its root. All strings are copied, cleaned, into the
 * arena. What is wrong goes to problems: an error among them when every value of the front matter is empty, so that the file is
 * to be rejected. root NULL: a file without a front matter; then only what the path says is filled in. */
void article_from_node(struct article *a, const struct node *root, struct str path, const struct field_rules *rules,
                       struct arena *arena, struct problems *problems);
/* Sets the title of an article whose front matter had none: the first heading, else made from the file name. */
void article_fallback_title(struct article *a, struct str heading, struct str path, struct arena *arena);

/* Bytes of the HTML tag at the start of s, which begins with '<'; 0: it is prose. *parts: what it parts is not one word. */
size_t article_tag(struct str s, bool *parts);

/* Kept out of every default list on that day: draft, private, or expired. */
bool article_is_hidden(const struct article *a, int32_t today);

/* To bytes for the pipe between worker and writer, and back (strings then point into the bytes, arrays into the arena). */
void article_pack(struct buf *b, const struct article *a);
int article_unpack(struct str bytes, struct article *a, struct arena *arena);

#endif
