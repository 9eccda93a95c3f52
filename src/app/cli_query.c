/* cli_query: what commands that take a query share: the cache, the marks, and what is said of a query that is wrong. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cli_private.h"
#include "query.h"
#include "text.h"
#include "xdg_paths.h"

struct cache *cli_open_cache(struct cli *c, char **roots, size_t count, int *status) {
    struct err e;
    struct cache *cache = NULL;
    if (c->cache && !count) {
        c->cache_file = xstrdup(c->cache);
    } else if (cli_find_roots(c, roots, count, &e) < 0) {
        *status = cli_fail(&e, STATUS_USAGE);
        return NULL;
    }
    if (c->cache || cache_check_owner(c->cache_file, &e) == 0) {
        cache = cache_open(c->cache_file, CACHE_READ, &e);
    }
    if (!cache) {
        struct err more;
        bool helps = e.code == ERR_MISSING || e.code == ERR_CORRUPT;
        err_set(&more, "%s%s%s", e.text, helps ? "; run `courant index` " : "",
                !helps                  ? ""
                : e.code == ERR_MISSING ? "to create it"
                                        : "to rebuild it");
        *status = cli_fail(&more, STATUS_FAILED);
    }
    return cache;
}

int cli_finish(struct cache *cache, int result, const struct err *e) {
    cache_close(cache);
    if (result < 0) {
        return cli_fail(e, e->code == ERR_MISSING ? STATUS_PROBLEMS : STATUS_FAILED);
    }
    return cli_end_output();
}

void cli_joined_words(const struct cli *c, struct buf *out) {
    for (size_t i = 0; i < c->word_count; i++) {
        buf_puts(out, i ? " " : "");
        buf_puts(out, c->words[i]);
    }
}

/* Prints the error, then the query with a caret under the error; of a long query only the part around it. */
int cli_wrong_query(struct str text, size_t offset, const struct err *e) {
    enum { BEFORE = 50, SHOWN = 76 };
    struct buf clean = {0}, start = {0};
    size_t from = offset, used;
    while (from && (offset - from < BEFORE || ((unsigned char)text.p[from] & 0xc0) == 0x80)) {
        from--;
    }
    text_clean_line(&start, str_slice(text, from, offset));
    text_clean_line(&clean, str_slice(text, from, text.n));
    bool gap = start.n < clean.n && clean.p[start.n] == ' '; /* a blank that text_clean_line trimmed */
    int status = cli_fail(e, STATUS_USAGE);
    int shown = (int)text_fit(buf_str(&clean), SHOWN, &used);
    fprintf(stderr, "  %.*s\n  %*s^\n", shown, buf_cstr(&clean), (int)text_columns(buf_str(&start)) + gap, "");
    buf_release(&clean);
    buf_release(&start);
    return status;
}

/* Opens the marks for writing first, although nothing is written, to recover what a killed process may have left. */
static int attach_file(struct cli *c, struct cache *cache, const char *file, struct err *e) {
    struct err why;
    if (!c->root_count && cli_take_roots(c, cache, e) < 0) {
        return -1;
    }
    struct marks *marks = cli_open_marks(c, file, &why);
    int64_t visit = 0;
    int result = cache_attach_marks(cache, file, e);
    if (result < 0 && !marks) {
        *e = why;
    } else if (marks && result == 0) {
        result = marks_last_visit(marks, time(NULL), &visit, e);
        cache_set_last_visit(cache, visit);
    }
    marks_close(marks);
    return result;
}

/* Only a query about marks needs them, and they may not exist yet. */
int cli_attach_marks(struct cli *c, struct cache *cache, const struct query *q, struct err *e) {
    if (!query_asks_marks(q)) {
        return 0;
    }
    char *file = xdg_paths_marks_file(e);
    int result = !file ? -1 : marks_exist(file) ? attach_file(c, cache, file, e) : 0;
    free(file);
    return result;
}

int cli_read_query(const struct cli *c, struct arena *arena, struct query *q) {
    struct buf text = {0};
    struct err e;
    size_t offset;
    int status = STATUS_OK;
    cli_joined_words(c, &text);
    if (query_parse(buf_str(&text), QUERY_WRITTEN, arena, q, &offset, &e) < 0) {
        status = cli_wrong_query(buf_str(&text), offset, &e);
    }
    buf_release(&text);
    return status;
}
