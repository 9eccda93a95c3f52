/* emit: what the cache holds as text for other programs and for plain terminals: lists, terms, one article. */
#ifndef COURANT_EMIT_H
#define COURANT_EMIT_H

#include <stdio.h>

#include "cache.h"

enum format { FORMAT_TEXT, FORMAT_TSV, FORMAT_JSON, FORMAT_COUNT };
extern const char *const format_names[FORMAT_COUNT];

/* Nothing that these write can forge a line or reach a terminal as a command, even when the cache was made by somebody else. */

void emit_line(FILE *out, struct str s); /* as it is, or cleaned (text_clean_line) where it must be */

/* Complete and in the query's order; limit 0: all. TSV: date, key, source, title. JSON: an array of whole records. */
int emit_articles(struct cache *c, const struct query *q, enum format format, size_t limit, FILE *out, struct err *e);
/* TSV: articles, newest, ident, slug, authority, label, url. */
int emit_terms(struct cache *c, enum taxonomy taxonomy, enum format format, FILE *out, struct err *e);
int emit_article(struct cache *c, int64_t id, int columns, bool ascii, FILE *out, struct err *e);

/* The name of a content file, quoted so that it cannot forge a line; one below the working folder without it. */
void emit_path(FILE *out, struct str root, struct str path);
/* `FILE:LINE:COLUMN: error: MESSAGE`, without the place when there is none. */
void emit_problem(FILE *out, struct str root, struct str path, const struct problem *p);
/* PATH<TAB>INDEX, WARN or REJECT<TAB>LINE:COLUMN or -<TAB>MESSAGE; bytes of the path that are no printable ASCII, and %, as
 * %XX. */
void emit_problem_tsv(FILE *out, struct str path, const struct problem *p);

#endif
