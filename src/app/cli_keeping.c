/* cli_keeping: notes, marking by query, exchanging marks. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli_private.h"
#include "follow.h"
#include "text.h"
#include "xdg_paths.h"

enum { PART_ROWS = 500 };

/* Attached to the cache as well. NULL: they cannot be used. */
static struct marks *open_marks(struct cli *c, struct cache *cache, struct err *e) {
    char *file = !c->root_count && cli_take_roots(c, cache, e) < 0 ? NULL : xdg_paths_marks_file(e);
    struct marks *m = file ? cli_open_marks(c, file, e) : NULL;
    if (m && cache_attach_marks(cache, file, e) < 0) {
        marks_close(m);
        m = NULL;
    }
    free(file);
    return m;
}

/* Runs `act` on the cache and the marks. */
static int with_marks(struct cli *c, int (*act)(void *context, struct cache *cache, struct marks *m, struct err *e),
                      void *context) {
    struct err e;
    int status = STATUS_OK;
    struct cache *cache = cli_open_cache(c, NULL, 0, &status);
    if (!cache) {
        return status;
    }
    struct marks *m = open_marks(c, cache, &e);
    int result = m ? act(context, cache, m, &e) : -1;
    marks_close(m);
    return cli_finish(cache, result, &e);
}

/* ---- notes ---- */

struct notes_out {
    const struct note_format *format;
    struct query query; /* of articles with notes */
    bool all;           /* those of articles that are gone, too */
    size_t count;
};

static int put_article(struct notes_out *n, const struct article *a, struct str key, struct marks *m, struct arena *arena,
                       struct err *e) {
    struct note *notes;
    size_t count;
    if (marks_notes(m, key, arena, &notes, &count, e) < 0) {
        return -1;
    }
    if (count) {
        n->format->article(stdout, n->count++, a, notes, count);
    }
    return 0;
}

static int put_found(struct notes_out *n, struct cache *cache, struct marks *m, struct err *e) {
    struct page_request page = {.limit = PART_ROWS};
    int result = 0;
    for (bool more = true; more && result == 0;) {
        struct arena arena = {0};
        struct rows rows;
        result = cache_find(cache, &n->query, &page, &arena, &rows, e);
        for (size_t i = 0; result == 0 && i < rows.count; i++) {
            struct article a;
            result = cache_article(cache, rows.rows[i].id, &arena, &a, e) < 0 ? -1 : put_article(n, &a, a.key, m, &arena, e);
        }
        more = result == 0 && rows.count == PART_ROWS;
        page.after = more ? rows.rows[rows.count - 1].id : 0;
        arena_release(&arena);
    }
    return result;
}

/* In the order of their keys: they are known by the title they had. */
static int by_key(const void *a, const void *b) {
    return str_compare(((const struct note *)a)->key, ((const struct note *)b)->key);
}

static int put_gone(struct notes_out *n, struct cache *cache, struct marks *m, struct err *e) {
    struct arena arena = {0};
    struct note *notes;
    size_t count;
    int64_t id;
    int result = marks_notes(m, STR_NONE, &arena, &notes, &count, e);
    if (result == 0 && count) {
        qsort(notes, count, sizeof *notes, by_key);
    }
    for (size_t i = 0; result == 0 && i < count; i++) {
        bool again = i && str_equal(notes[i].key, notes[i - 1].key);
        result = again ? 0 : cache_article_of_key(cache, notes[i].key, &id, e);
        if (result == 0 && !again && !id) {
            struct article a = {.title = notes[i].title, .key = notes[i].key, .source_name = STR_NONE, .source_url = STR_NONE};
            a.date.day = notes[i].day;
            result = put_article(n, &a, notes[i].key, m, &arena, e);
        }
    }
    arena_release(&arena);
    return result;
}

static int put_notes(void *context, struct cache *cache, struct marks *m, struct err *e) {
    struct notes_out *n = context;
    int result = put_found(n, cache, m, e);
    result = result == 0 && n->all ? put_gone(n, cache, m, e) : result;
    n->format->article(stdout, n->count, NULL, NULL, 0);
    return result;
}

static const struct note_format *format_named(const char *name) {
    for (size_t i = 0; i < note_format_count; i++) {
        if (!name || !strcmp(name, note_formats[i].name)) {
            return &note_formats[i];
        }
    }
    return NULL;
}

int cli_notes(struct cli *c) {
    struct arena arena = {0};
    struct query q;
    struct notes_out n = {.format = format_named(c->format), .all = !c->word_count};
    if (!n.format) {
        return cli_wrong_use("unknown format '%s'; use --format=md or --format=json", c->format);
    }
    int status = cli_read_query(c, &arena, &q);
    if (status == STATUS_OK) {
        struct condition noted = {.kind = CONDITION_NOTE, .notes = NOTES_ANY, .text = STR_NONE};
        n.query = query_and(&(struct query){&noted, 1, SORT_NEWEST}, &q, &arena);
        status = with_marks(c, put_notes, &n);
    }
    arena_release(&arena);
    return status;
}

/* ---- marking by query ---- */

static const struct verb {
    const char *name;
    enum mark mark;
    bool clears;
    const char *done;
} verbs[] = {
    {"read", MARK_READ, false, "marked read"}, {"unread", MARK_READ, true, "marked unread"},
    {"star", MARK_STARRED, false, "starred"},  {"unstar", MARK_STARRED, true, "unstarred"},
    {"queue", MARK_QUEUED, false, "queued"},   {"unqueue", MARK_QUEUED, true, "removed from the reading queue"},
};

struct marking_by_query {
    const struct verb *verb;
    struct query query;
    int64_t now, undo;
    size_t marked;
};

_Static_assert(ROW_READ == 1 << MARK_READ && ROW_STARRED == 1 << MARK_STARRED && ROW_QUEUED == 1 << MARK_QUEUED, "");

static int mark_rows(struct marking_by_query *q, const struct rows *rows, struct marks *m, struct err *e) {
    struct mark_time times[PART_ROWS];
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->rows[i];
        bool is_marked = row->marks & 1u << q->verb->mark;
        if (is_marked == q->verb->clears) {
            times[count++] = (struct mark_time){.key = row->key,
                                                .mark = q->verb->mark,
                                                .when = q->verb->clears ? 0 : q->now,
                                                .title = row->title,
                                                .day = row->day,
                                                .changed = q->now};
        }
    }
    q->marked += count;
    return count ? marks_do(m, times, count, &q->undo, e) : 0;
}

static int mark_found(void *context, struct cache *cache, struct marks *m, struct err *e) {
    struct marking_by_query *q = context;
    struct page_request page = {.limit = PART_ROWS};
    int result = 0;
    for (bool more = true; more && result == 0;) {
        struct arena arena = {0};
        struct rows rows;
        result = cache_find(cache, &q->query, &page, &arena, &rows, e);
        result = result < 0 ? -1 : mark_rows(q, &rows, m, e);
        more = result == 0 && rows.count == PART_ROWS;
        page.after = more ? rows.rows[rows.count - 1].id : 0;
        arena_release(&arena);
    }
    return result;
}

static const struct verb *verb_named(const char *name) {
    for (size_t i = 0; i < ARRAY_SIZE(verbs); i++) {
        if (!strcmp(name, verbs[i].name)) {
            return &verbs[i];
        }
    }
    return NULL;
}

/* Ranked lists are limited; all others are marked in the order that costs least. */
static int mark_by_query(struct cli *c, struct marking_by_query *q) {
    struct arena arena = {0};
    int status = cli_read_query(c, &arena, &q->query);
    if (status == STATUS_OK) {
        q->query.sort = SORT_NEWEST;
        status = with_marks(c, mark_found, q);
        if (status == STATUS_OK && !c->quiet) {
            printf("%zu %s %s\n", q->marked, q->marked == 1 ? "article" : "articles", q->verb->done);
            status = cli_end_output();
        }
    }
    arena_release(&arena);
    return status;
}

int cli_mark(struct cli *c) {
    struct marking_by_query q = {.verb = c->word_count ? verb_named(c->words[0]) : NULL, .now = time(NULL)};
    if (!q.verb) {
        return cli_wrong_use("`courant mark` needs read, unread, star, unstar, queue or unqueue, then a query");
    }
    if (c->word_count < 2) {
        return cli_wrong_use("`courant mark %s` needs a query, so that not all is marked by mistake", q.verb->name);
    }
    memmove(c->words, c->words + 1, --c->word_count * sizeof *c->words); /* what is left is the query */
    return mark_by_query(c, &q);
}

/* ---- exchange ---- */

static void put_line(void *context, struct str line) {
    (void)context;
    fwrite(line.p, 1, line.n, stdout);
    putchar('\n');
}

static int export_marks(void *context, struct cache *cache, struct marks *m, struct err *e) {
    (void)cache;
    return marks_export(m, put_line, context, e);
}

static int read_input(struct buf *text, struct err *e) {
    enum { CHUNK = 1 << 16, INPUT_MAX = 1 << 30 };
    size_t n = 1;
    while (n && text->n < INPUT_MAX) {
        buf_reserve(text, CHUNK);
        n = fread(text->p + text->n, 1, CHUNK, stdin);
        buf_filled(text, n);
    }
    return ferror(stdin) ? err_set(e, "cannot read standard input: %s", strerror(errno))
           : n           ? err_set(e, "standard input has more than 1 GiB")
                         : 0;
}

/* What came from a machine where articles have other keys finds them here. */
static int import_marks(void *context, struct cache *cache, struct marks *m, struct err *e) {
    struct buf text = {0};
    struct follow f;
    int64_t *lines = context;
    int result = read_input(&text, e) < 0 ? -1 : marks_import(m, buf_str(&text), lines, e);
    if (result == 0) {
        follow_begin(&f, m);
        result = follow_end(&f, cache, true, true, time(NULL), e) < 0 ? -1 : follow_committed(&f, e);
    }
    buf_release(&text);
    return result;
}

int cli_marks(struct cli *c) {
    int64_t lines = 0;
    if (c->word_count == 1 && !strcmp(c->words[0], "export")) {
        return with_marks(c, export_marks, NULL);
    }
    if (c->word_count != 1 || strcmp(c->words[0], "import") != 0) {
        return cli_wrong_use("`courant marks` needs export, or import with the lines on standard input");
    }
    int status = with_marks(c, import_marks, &lines);
    if (status == STATUS_OK && !c->quiet) {
        printf("%lld lines merged\n", (long long)lines);
        status = cli_end_output();
    }
    return status;
}
