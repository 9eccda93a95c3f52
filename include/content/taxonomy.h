/* taxonomy: the ways of grouping articles, a row each. */
#ifndef COURANT_TAXONOMY_H
#define COURANT_TAXONOMY_H

#include "base.h"

/* One row says everything about a taxonomy: reading front matters, the cache, queries and their messages, completion, the
 * command line, keys, facets, an article's page and help are made from it. To add one: a row here, at the end, as the order is
 * that of the cache's numbers, and a row of kind FIELD_TERMS in article.c, which says where its terms stand in a front matter.
 * A row that lacks a part does not compile; tests tell of a taxonomy without a field and of a key that is taken.
 *
 *   id        TAX_TOPIC
 *   name      in queries and messages
 *   alias     another word for it in queries; "": none
 *   plural    command, and key of JSON
 *   title     heading on screens
 *   label     before its terms on an article's page, which is where `shown` says
 *   key       of its list
 *   reader    read_READER in article_terms.c turns a front matter into its terms
 *   searched  1: search as you type lists its terms; 0: not */
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

/* Where an article's page has the terms. */
enum taxonomy_shown {
    SHOWN_IN_BYLINE, /* beside the date, without a label */
    SHOWN_IN_HEAD,   /* in a line of their own, under their authorities */
    SHOWN_AS_LIST,   /* below the text, each with how many articles it has */
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
