/* emit: what the cache holds as text for other programs and for plain terminals: lists, terms, problems, one article. */
#ifndef COURANT_EMIT_H
#define COURANT_EMIT_H

#include <stdio.h>

#include "cache.h"
#include "marks.h"

/* Nothing that these write can forge a line or reach a terminal as a command, even when the cache was made by somebody else. */

enum verdict { VERDICT_INDEX, VERDICT_WARN, VERDICT_REJECT, VERDICT_SKIP, VERDICT_COUNT };

/* What `check` says of a file. A file without a problem comes once, with an empty message; one that is no content file with the
 * reason. */
struct checked {
    struct str root;
    struct str path; /* relative to root */
    bool other_roots;
    enum verdict verdict;
    struct problem problem;
};

/* One row says everything about an output format: the command line, its help and its messages follow. To add one: a row of
 * `output_formats` in emit_formats.c, and its functions. Each writes the whole output, complete and in order. */
struct output_format {
    const char *name;  /* "tsv" */
    const char *about; /* what a list is in it, a line of help */
    /* limit 0: all */
    int (*articles)(struct cache *c, const struct query *q, size_t limit, FILE *out, struct err *e);
    int (*terms)(struct cache *c, enum taxonomy taxonomy, FILE *out, struct err *e);
    /* number: how many came before. After the last comes NULL, even when there was none. */
    void (*check)(FILE *out, size_t number, const struct checked *checked);
};
extern const struct output_format output_formats[]; /* the first is that of no --format */
extern const size_t output_format_count;
const struct output_format *output_format_named(const char *name); /* NULL: there is none */
void output_format_list(struct buf *out, const char *before_last); /* "text, tsv or json" */

void emit_line(FILE *out, struct str s); /* as it is, or cleaned (text_clean_line) where it must be */

int emit_article(struct cache *c, int64_t id, int columns, bool ascii, FILE *out, struct err *e);

/* The notes on an article and the passages kept of it, as a person pastes them into a report. a: without key: what is known of
 * an article that is gone. number: how many articles came before; after the last comes NULL. */
struct note_format {
    const char *name; /* "md" */
    void (*article)(FILE *out, size_t number, const struct article *a, const struct note *notes, size_t count);
};
extern const struct note_format note_formats[]; /* the first is that of no --format */
extern const size_t note_format_count;

/* Problems, to be printed when all are known: what more than PROBLEM_FILES files have in common is one line, with their number
 * and the first three of them. Those of one file follow one another. */
struct problem_groups;
struct problem_groups *problem_groups_new(void);
void problem_groups_free(struct problem_groups *g);
void problem_groups_add(struct problem_groups *g, struct str root, struct str path, const struct problem *p);
/* In their order; or, if `most` > 0, at most so many lines, the worst first. customs: habits that are not told. Returns the
 * number of problems that were left out. */
size_t problem_groups_print(const struct problem_groups *g, const char *before, unsigned customs, size_t most, FILE *out);

/* The name of a content file, quoted so that it cannot forge a line; one below the working folder without it. */
void emit_path(FILE *out, struct str root, struct str path);
/* `FILE:LINE:COLUMN: error: MESSAGE`, without the place when there is none. */
void emit_problem_open(FILE *out, struct str root, struct str path, const struct problem *p); /* without the end of the line */
void emit_problem(FILE *out, struct str root, struct str path, const struct problem *p);

#endif
