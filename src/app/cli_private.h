/* What the files of cli share: options as given, and one row for each command. */
#ifndef COURANT_CLI_PRIVATE_H
#define COURANT_CLI_PRIVATE_H

#include <time.h>

#include "cache.h"
#include "config.h"
#include "emit.h"
#include "marks.h"

struct index_progress;
struct skipped;

struct cli {
    const char *command; /* as typed */
    struct config config;
    /* options, by the table in cli.c */
    const char *cache, *width, *format, *limit, *report;
    bool rebuild, forget, quiet, verbose, notes, strict, all, print, check, ascii, no_color, help, version;
    /* what is not an option */
    char **words;
    size_t word_count;
    /* worked out */
    char *cache_file;
    char **roots;
    size_t root_count;
};

struct cli_command {
    const char *name;
    const char *arguments;     /* "[ROOT...]" */
    const char *help;          /* one line */
    const char *more;          /* for `courant NAME --help`; may be NULL */
    unsigned options;          /* bits of enum cli_option */
    int (*run)(struct cli *c); /* NULL: help, which is printed from these rows */
};

enum cli_option {
    OPTION_CACHE = 1,
    OPTION_WIDTH = 2,
    OPTION_FORMAT = 4,
    OPTION_LIMIT = 8,
    OPTION_REBUILD = 16,
    OPTION_QUIET = 32,
    OPTION_ASCII = 64,
    OPTION_NO_COLOR = 128,
    OPTION_REPORT = 256,
    OPTION_VERBOSE = 512,
    OPTION_NOTES = 1024,
    OPTION_STRICT = 2048,
    OPTION_FORGET = 4096,
    OPTION_ALL = 8192,
    OPTION_NOTE_FORMAT = 1 << 20,
    OPTION_PRINT = 16384,
    OPTION_CHECK = 32768,
};

extern const struct cli_command cli_commands[];
extern const size_t cli_command_count;

int cli_fail(const struct err *e, int status); /* says it on standard error; returns status */
int cli_wrong_use(const char *format, ...) PRINTF_LIKE(1, 2);

/* The content roots that are meant: those given, else those of the cache that was named, else the configured ones, else those
 * used last. Fails when nothing says which. */
int cli_choose_roots(struct cli *c, char **given, size_t count, struct err *e);
/* The same, and the cache for them; given ones are remembered as those used last. */
int cli_find_roots(struct cli *c, char **given, size_t count, struct err *e);
int cli_take_roots(struct cli *c, struct cache *cache, struct err *e); /* those that the cache is of */
/* The marks of the archive that the roots are. What opening them had to mend is said. */
struct marks *cli_open_marks(const struct cli *c, const char *file, struct err *e);
/* The name that the configuration has for these roots; NULL: none. */
const char *cli_archive_name(const struct cli *c);
int cli_number(const char *text, const char *option, long least, long most, long *value); /* says what is wrong */
int cli_end_output(void); /* an exit status: standard output was written in full, or not */

/* How far an index run is: on a line of its own on standard error, when that is a terminal. */
struct cli_progress {
    bool shown;
    struct timespec begun;
};
void cli_progress_begin(struct cli_progress *p, bool wanted);
double cli_progress_seconds(const struct cli_progress *p); /* since it began */
void cli_progress_show(const struct cli_progress *p, const struct index_progress *progress);
void cli_progress_clear(const struct cli_progress *p); /* before another line */

/* What was not read, and why. A zeroed struct counts nothing. */
struct cli_left_out {
    struct ending_count {
        char text[16]; /* ".org" */
        int64_t count;
    } endings[64];
    size_t ending_count;
    int64_t others, assets, links, special, hidden, generated, names;
};
void cli_left_out_add(struct cli_left_out *l, const struct skipped *s);
void cli_left_out_describe(struct cli_left_out *l, struct buf *out); /* "161 .ipynb, 3 .org, 5 assets not read"; appends */

/* The cache of these roots; NULL, and said: there is none, *status is set. cli_finish closes it, and returns the exit status.
 */
struct cache *cli_open_cache(struct cli *c, char **roots, size_t count, int *status);
int cli_finish(struct cache *cache, int result, const struct err *e);
void cli_joined_words(const struct cli *c, struct buf *out);
int cli_wrong_query(struct str text, size_t offset, const struct err *e); /* says it; returns the exit status */
int cli_read_query(const struct cli *c, struct arena *arena,
                   struct query *q); /* of the words; 0, or an exit status, and said */
int cli_attach_marks(struct cli *c, struct cache *cache, const struct query *q, struct err *e); /* if the query needs them */

bool cli_read_format(const struct cli *c, const struct output_format **format); /* false: unknown, and said */
int cli_index(struct cli *c);
int cli_check(struct cli *c);
int cli_notes(struct cli *c);
int cli_mark(struct cli *c);
int cli_marks(struct cli *c);
int cli_config(struct cli *c);
int cli_help_keys(void);

#endif
