/* store: opens the cache and the marks, and notices changes by other processes. */
#include "store.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The same failure repeats with each attempt: report it once. */
static void fail(struct store *s, const struct err *e) {
    if (e->code != s->reported.code || strcmp(e->text, s->reported.text)) {
        s->failure = s->reported = *e;
    }
}

/* Damaged marks are no reason to rebuild the cache. */
static void fail_marks(struct store *s, struct err *e) {
    e->code = e->code == ERR_CORRUPT ? ERR_OTHER : e->code;
    fail(s, e);
}

static int use_archive(struct store *s, struct err *e) {
    return marks_use_archive(s->marks, s->archive, (const char *const *)s->roots, s->root_count, e);
}

static void open_marks(struct store *s) {
    struct err e;
    s->marks = marks_open(s->marks_file, &e);
    if (s->marks && use_archive(s, &e) < 0) {
        marks_close(s->marks);
        s->marks = NULL;
    }
    if (!s->marks) {
        fail_marks(s, &e);
        s->no_marks = e;
    } else if (s->now && marks_last_visit(s->marks, s->now, &s->last_visit, &e) < 0) {
        fail_marks(s, &e);
    }
}

static void close_cache(struct store *s) {
    cache_close(s->cache);
    term_index_release(&s->names);
    s->cache = NULL;
}

/* A cache is still useful without marks. */
static void attach_marks(struct store *s) {
    struct err e;
    if (s->marks && cache_attach_marks(s->cache, marks_file(s->marks), &e) < 0) {
        fail_marks(s, &e);
    }
}

/* A cache in its first build is empty at first, and does not count as a cache until it has content. */
static void open_cache(struct store *s) {
    struct err e = {0};
    bool is_there = access(s->cache_file, F_OK) == 0;
    s->cache = cache_open(s->cache_file, CACHE_WATCH, &e);
    s->is_damaged = !s->cache && e.code == ERR_CORRUPT && is_there;
    if (s->cache) {
        s->reported = (struct err){0};
        cache_set_interrupt(s->cache, s->should_stop, s->context);
        attach_marks(s);
        cache_set_last_visit(s->cache, s->last_visit);
        s->version = cache_version(s->cache);
        s->caches++;
        return;
    }
    if (e.code == ERR_MISSING || (e.code == ERR_CORRUPT && !is_there)) {
        err_set_code(&e, ERR_MISSING, "no cache yet: press R to index");
    } else {
        fail(s, &e);
    }
    s->no_cache = e;
}

void store_open(struct store *s) {
    err_set(&s->no_marks, "marks are not available: the marks file cannot be used");
    if (s->marks_file) {
        open_marks(s);
    }
    open_cache(s);
}

void store_close(struct store *s) {
    close_cache(s);
    marks_close(s->marks);
    for (size_t i = 0; i < s->root_count; i++) {
        free(s->roots[i]);
    }
    free(s->roots);
    free(s->archive);
    free(s->marks_file);
    free(s->cache_file);
    *s = (struct store){0};
}

/* Its roots may now belong to another archive. */
static enum store_change check_update(struct store *s) {
    struct err e;
    int64_t version = cache_version(s->cache);
    bool is_same = version == s->version;
    s->version = version;
    if (is_same || cache_find_archive(s->cache, &e) == 0) {
        return is_same ? STORE_SAME : STORE_UPDATED;
    }
    if (cache_is_stale(s->cache)) { /* replaced just now */
        return STORE_REPLACED;
    }
    fail_marks(s, &e);
    return STORE_UPDATED;
}

enum store_change store_refresh_cache(struct store *s) {
    bool had = s->cache != NULL;
    enum store_change change = !had || cache_is_stale(s->cache) ? STORE_REPLACED : check_update(s);
    if (change != STORE_REPLACED) {
        return change;
    }
    close_cache(s);
    open_cache(s);
    return had || s->cache ? STORE_REPLACED : STORE_SAME;
}

bool store_refresh_marks(struct store *s) {
    struct err e;
    if (!s->marks || !marks_changed(s->marks)) {
        return false;
    }
    if (use_archive(s, &e) < 0 || (s->cache && cache_find_archive(s->cache, &e) < 0)) {
        fail_marks(s, &e);
    }
    return true;
}

int store_need_cache(const struct store *s, struct err *e) {
    if (!s->cache) {
        *e = s->no_cache;
    }
    return s->cache ? 0 : -1;
}

int store_need_marks(const struct store *s, struct err *e) {
    if (!s->marks) {
        *e = s->no_marks;
    }
    return s->marks ? 0 : -1;
}

/* SQLite reports the connection's main file, whichever was damaged: checking the marks alone shows which. */
bool store_blames_cache(struct store *s, struct err *e) {
    struct err of_marks;
    if (e->code != ERR_CORRUPT) {
        return false;
    }
    if (s->marks && marks_check(s->marks, &of_marks) < 0) {
        *e = of_marks;
        e->code = ERR_OTHER;
        return false;
    }
    s->is_damaged = true;
    return true;
}
