/* taxonomy: the ways of grouping articles, one row each. */
#ifndef COURANT_TAXONOMY_H
#define COURANT_TAXONOMY_H

#include "base.h"

/* One row defines a taxonomy: reading front matters, the cache, queries and their messages, completion, the command line, keys,
 * facets, an article's page and help are driven by it. To add one, add a row here, at the end, as the cache stores row numbers,
 * and a row of kind FIELD_TERMS in article.c, which says where its terms are in a front matter. An incomplete row does not
 * compile; tests catch a taxonomy without a field and a key that is taken.
 *
 *   id        TAX_TOPIC
 *   name      in queries and messages
 *   alias     another word for it in queries; "": none
 *   plural    command, and key of JSON
 *   title     heading on screens
 *   label     before its terms on an article's page, at the place given by `shown`
 *   key       opens its list
 *   reader    read_READER in article_terms.c reads its terms from a front matter
 *   searched  1: search as you type lists its terms; 0: it does not */
/* clang-format off */
#define TAXONOMIES(ROW) \
    /*  id        name        alias   plural       title        label        shown            key  reader     searched */ \
    ROW(TOPIC,    "topic",    "",     "topics",    "Topics",    "Topics",    SHOWN_IN_HEAD,   "t", topics,    1)          \
    ROW(OFFERING, "offering", "",     "offerings", "Offerings", "Offerings", SHOWN_AS_LIST,   "p", offerings, 1)          \
    ROW(SOURCE,   "source",   "",     "sources",   "Sources",   "Source",    SHOWN_IN_BYLINE, "s", source,    1)          \
    ROW(AUTHOR,   "author",   "",     "authors",   "Authors",   "Authors",   SHOWN_IN_BYLINE, "a", names,     1)          \
    ROW(TAG,      "tag",      "",     "tags",      "Tags",      "Tags",      SHOWN_AT_END,    "#", names,     0)          \
    ROW(SECTION,  "section",  "",     "sections",  "Sections",  "Section",   SHOWN_AT_END,    "S", section,   0)          \
    ROW(LANGUAGE, "language", "lang", "languages", "Languages", "Language",  SHOWN_AT_END,    "I", names,     0)

#define TAXONOMY_ID(id, ...) TAX_##id,
enum taxonomy { TAXONOMIES(TAXONOMY_ID) TAX_COUNT };
/* clang-format on */

/* Where an article's page shows the terms. */
enum taxonomy_shown {
    SHOWN_IN_BYLINE, /* beside the date, without a label */
    SHOWN_IN_HEAD,   /* on a line of their own, under their authorities */
    SHOWN_AS_LIST,   /* below the text, each with its number of articles */
    SHOWN_AT_END,
};

struct taxonomy_info {
    const char *name, *alias, *plural, *title, *label;
    enum taxonomy_shown shown;
    const char *key;
    const char *reader;
    bool searched;
};
extern const struct taxonomy_info taxonomies[TAX_COUNT];

bool taxonomy_parse(struct str name, enum taxonomy *tax); /* singular, plural or alias */

#endif
