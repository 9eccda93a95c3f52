/* cli_commands: the commands of the command line, one row and one function each. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "browser.h"
#include "cli_private.h"
#include "query.h"
#include "session.h"
#include "text.h"
#include "url.h"
#include "xdg_paths.h"

static int list(struct cli *c) {
    const struct output_format *format;
    long limit = 0;
    int status = cli_read_format(c, &format) ? STATUS_OK : STATUS_USAGE;
    if (status || (c->limit && (status = cli_number(c->limit, "limit", 1, 100000000, &limit)))) {
        return status;
    }
    struct arena arena = {0};
    struct buf text = {0};
    struct query q;
    struct err e;
    size_t offset;
    cli_joined_words(c, &text);
    if (query_parse(buf_str(&text), QUERY_WRITTEN, &arena, &q, &offset, &e) < 0) {
        status = cli_wrong_query(buf_str(&text), offset, &e);
    } else {
        struct cache *cache = cli_open_cache(c, NULL, 0, &status);
        if (cache) {
            int result = cli_attach_marks(c, cache, &q, &e);
            result = result < 0 ? result : format->articles(cache, &q, (size_t)limit, stdout, &e);
            status = cli_finish(cache, result, &e);
        }
    }
    buf_release(&text);
    arena_release(&arena);
    return status;
}

/* A path may also be relative to the current directory. */
static int locate(struct cache *cache, const char *what, int64_t *id, struct err *e) {
    int result = cache_locate(cache, str_from(what), id, e);
    char *path = result < 0 && e->code == ERR_MISSING ? realpath(what, NULL) : NULL;
    if (path) {
        result = cache_locate(cache, str_from(path), id, e);
    }
    free(path);
    return result;
}

static int one_word(const struct cli *c) {
    return c->word_count == 1 ? 0 : cli_wrong_use("`courant %s` needs one article: its id, slug or path", c->command);
}

static int show(struct cli *c) {
    long width = 80;
    int status = one_word(c);
    if (status || (c->width && (status = cli_number(c->width, "width", 1, 10000, &width)))) {
        return status;
    }
    struct err e;
    int64_t id;
    struct cache *cache = cli_open_cache(c, NULL, 0, &status);
    if (!cache) {
        return status;
    }
    int result = locate(cache, c->words[0], &id, &e);
    result = result < 0 ? result : emit_article(cache, id, (int)width, c->ascii || c->config.ascii, stdout, &e);
    return cli_finish(cache, result, &e);
}

static int open_in_browser(struct cache *cache, const char *what, struct err *e) {
    struct spawn_screen none = {0};
    struct arena arena = {0};
    struct article a;
    int64_t id;
    char started[64] = "";
    int watch = -1, result = locate(cache, what, &id, e);
    result = result < 0 ? result : cache_article(cache, id, &arena, &a, e);
    if (result == 0 && !a.source_url.n) {
        result = err_set(e, "the article '%s' has no source link", what);
    } else if (result == 0) {
        result = browser_open(a.source_url, &none, started, &watch, e);
    }
    if (result == 0 && watch >= 0) {
        result = browser_ended(watch, started, e);
    }
    if (result == 0) {
        struct buf shown = {0};
        url_canonical(a.source_url, &shown, NULL);
        printf("opened %s in %s\n", buf_cstr(&shown), started);
        buf_release(&shown);
    }
    arena_release(&arena);
    return result;
}

static int open_source(struct cli *c) {
    struct err e;
    int status = one_word(c);
    struct cache *cache = status ? NULL : cli_open_cache(c, NULL, 0, &status);
    return cache ? cli_finish(cache, open_in_browser(cache, c->words[0], &e), &e) : status;
}

static int terms(struct cli *c) {
    enum taxonomy taxonomy = TAX_TOPIC;
    const struct output_format *format;
    struct err e;
    int status = cli_read_format(c, &format) ? STATUS_OK : STATUS_USAGE;
    taxonomy_parse(str_from(c->command), &taxonomy);
    if (!status && c->word_count) {
        status = cli_wrong_use("`courant %s` takes no query; it lists all of them", c->command);
    }
    struct cache *cache = status ? NULL : cli_open_cache(c, NULL, 0, &status);
    return cache ? cli_finish(cache, format->terms(cache, taxonomy, stdout, &e), &e) : status;
}

/* In the environment, as NO_COLOR is. */
static bool is_wanted(const char *variable) {
    const char *value = getenv(variable);
    return value && *value;
}

static int read_news(struct cli *c) {
    struct err e = {0};
    if (cli_find_roots(c, c->words, c->word_count, &e) < 0) {
        return cli_fail(&e, STATUS_USAGE);
    }
    struct session_options options = {
        .cache_file = c->cache_file,
        .roots = (const char *const *)c->roots,
        .root_count = c->root_count,
        .archive = cli_archive_name(c),
        .config = &c->config,
        .ascii = c->ascii || c->config.ascii,
        .no_color = c->no_color || !c->config.color || is_wanted("NO_COLOR"),
        .no_mouse = !c->config.mouse,
        .accessible = c->config.accessible || is_wanted("ACCESSIBLE"),
    };
    int status = session_run(&options, &e);
    return status ? cli_fail(&e, status) : 0;
}

#define TERM_FIELD(id, name, ...) " " name ":"
#define TERM_FIELDS TAXONOMIES(TERM_FIELD)

static const char query_help[] =
    "A QUERY is any of these conditions. All of them must match; a - before one excludes what matches it:\n"
    "  telehealth                  a word in the title, summary, names or text; case and accents do not matter\n"
    "  \"home care\" nurs*           a phrase; all words that begin with nurs\n"
    "  title:atlas                 the same, only in the title; also title:\"home care\" title:atl*\n"
    "  topic:telehealth            a topic by label, slug or full name, or else all that begin with it. Fields of this kind:\n"
    "                             " TERM_FIELDS "\n"
    "  topic:\"home care\" topic:h*  a name with spaces, in quotes (double a quote inside it); all that begin with h\n"
    "  topic:=\"Home Care\"          only the topic with exactly this name\n"
    "  lang:de lang:*              articles in German; every translation, where other lists show one article of each page\n"
    "  after:2021-06 before:2022   from a day on; before a day; also date:2021, date:2021-11, date:2020..2021-06\n"
    "  is:unread                   also read, new, starred, queued, draft, private, expired; hidden: in no default list\n"
    "  has:offering has:image      articles that have an offering (or topic, ...), or a field, as named in --format=json\n"
    "  has:note has:passage        articles with a note, or a kept passage; note:word finds words of both\n"
    "  sort:newest                 also oldest, title, queue (the reading queue in its own order), and relevance: the best\n"
    "                              1,000 of the newest 50,000 matches";

#define TERMS_COMMAND(id, name, alias, plural, ...)                                                                            \
    {plural, "", "list " plural " with counts", NULL, OPTION_CACHE | OPTION_FORMAT, terms},

const struct cli_command cli_commands[] = {
    {"", "[ROOT...]", "read the archive, indexing changes in the background", NULL,
     OPTION_CACHE | OPTION_ASCII | OPTION_NO_COLOR | OPTION_VERBOSE, read_news},
    {"index", "[ROOT...]", "build or update the cache",
     "Problems go to standard error as FILE:LINE:COLUMN: SEVERITY: MESSAGE, in ten lines at most; `courant check` lists all.\n"
     "Files that cannot be read or parsed keep what was indexed of them, and so does a root that looks unmounted; --forget\n"
     "drops it. Exit status 1: some files were skipped or kept as they were; 3: nothing could be done, and the cache is\n"
     "unchanged.",
     OPTION_CACHE | OPTION_REBUILD | OPTION_FORGET | OPTION_QUIET | OPTION_VERBOSE | OPTION_REPORT, cli_index},
    {"check", "[ROOT...]", "report problems in content files, without a cache",
     "Problems go to standard output as FILE:LINE:COLUMN: SEVERITY: MESSAGE, ordered by file; what more than 20 files have in\n"
     "common is one line. The other formats have rows for every content file: path, INDEX, WARN or REJECT, line, column and\n"
     "message; with --all also for every other file below the roots: SKIP and the reason. tsv writes line and column as\n"
     "LINE:COLUMN (or -), and every byte of a path that is % or not printable ASCII as %XX. Exit status 1: there are errors\n"
     "(with --strict: errors or warnings).",
     OPTION_FORMAT | OPTION_NOTES | OPTION_STRICT | OPTION_ALL, cli_check},
    {"list", "[QUERY]", "list articles, newest first", query_help, OPTION_CACHE | OPTION_FORMAT | OPTION_LIMIT, list},
    {"notes", "[QUERY]", "print your notes and kept passages",
     "Each article that the query finds, with its author, source, date and address, the passages kept of it and the notes on\n"
     "it: as Markdown, to be pasted into a report, or as JSON. Without a query also those of articles that are gone.",
     OPTION_CACHE | OPTION_NOTE_FORMAT, cli_notes},
    {"mark", "VERB QUERY", "mark all articles of a query",
     "VERB is read, unread, star, unstar, queue or unqueue. z in the reader undoes it.", OPTION_CACHE | OPTION_QUIET, cli_mark},
    {"marks", "export|import", "exchange marks, notes and saved queries with another machine",
     "`courant marks export >FILE` writes them as sorted lines; `courant marks import <FILE` merges such lines: of each mark,\n"
     "note and query the one that was changed last stays, so that machines that exchange their lines agree.",
     OPTION_CACHE | OPTION_QUIET, cli_marks},
    {"show", "ARTICLE", "print one article as text", "ARTICLE is an id, a slug, or the path of a content file.",
     OPTION_CACHE | OPTION_WIDTH | OPTION_ASCII, show},
    {"open", "ARTICLE", "open the source of an article in the browser",
     "ARTICLE is an id, a slug, or the path of a content file. BROWSER names the browser, as in BROWSER=firefox.", OPTION_CACHE,
     open_source},
    /* clang-format off */
    TAXONOMIES(TERMS_COMMAND)
    /* clang-format on */
    {"config", "", "print the configuration, or check it",
     "Without an option it prints. Options come from $XDG_CONFIG_HOME/courant/config.yaml; what is wrong there is a warning,\n"
     "FILE:LINE:COLUMN: MESSAGE, and the rest is used. --check exits with status 1 if there is any.",
     OPTION_PRINT | OPTION_CHECK, cli_config},
    {"help", "[COMMAND|keys]", "show help for Courant or one command, or the keys; also -h and --help", NULL, 0, NULL},
};
const size_t cli_command_count = ARRAY_SIZE(cli_commands);
