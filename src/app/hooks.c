/* hooks: finds the new articles that a hook is for. */
#include "hooks.h"

#include <stdlib.h>
#include <unistd.h>

#include "cache.h"
#include "english.h"
#include "hooks_private.h"

struct telling {
    const struct hooks_run *run;
    struct arena arena;
    struct cache *cache;
    struct newcomer *all; /* the newest first */
    size_t count;
    const struct newcomer ***of; /* for each hook the articles to tell of, the newest first */
    size_t *of_count;
};

static int newest_first(const void *a, const void *b) {
    const struct newcomer *x = a, *y = b;
    return x->id > y->id ? -1 : x->id < y->id;
}

static uint64_t print_of(const struct newcomer *n) {
    struct buf text = {0};
    buf_printf(&text, "%s%c", n->file, '\0');
    buf_add_str(&text, n->article.key);
    uint64_t print = str_hash(buf_str(&text));
    buf_release(&text);
    return print;
}

/* A file that was rejected has no article. */
static int find_newcomers(struct telling *t, struct err *e) {
    t->all = arena_alloc(&t->arena, t->run->file_count + 1, sizeof *t->all);
    for (size_t i = 0; i < t->run->file_count; i++) {
        struct newcomer *n = &t->all[t->count];
        *n = (struct newcomer){.file = t->run->files[i]};
        int found = cache_locate(t->cache, str_from(n->file), &n->id, e);
        found = found < 0 ? found : cache_article(t->cache, n->id, &t->arena, &n->article, e);
        if (found < 0 && e->code != ERR_MISSING) {
            return -1;
        }
        n->print = found < 0 ? 0 : print_of(n);
        t->count += found == 0;
    }
    return 0;
}

static void add_if_new(struct telling *t, size_t hook, int64_t id) {
    struct newcomer key = {.id = id}, *n = bsearch(&key, t->all, t->count, sizeof *t->all, newest_first);
    if (n) {
        n->is_told = true;
        t->of[hook][t->of_count[hook]++] = n;
    }
}

/* Goes through the query's list, from the newest of the new articles to the oldest. */
static int match(struct telling *t, size_t hook, struct err *e) {
    enum { PAGE = 500 };
    struct arena arena = {0};
    struct query q;
    struct rows rows = {0};
    struct page_request page = {.after = t->all[0].id, .including = true, .limit = PAGE};
    int64_t oldest = t->all[t->count - 1].id;
    int result = query_parse(t->run->config->hooks[hook].query, QUERY_WRITTEN, &t->arena, &q, NULL, e);
    q.sort = SORT_NEWEST;
    do {
        arena_reset(&arena);
        result = result < 0 ? result : cache_find(t->cache, &q, &page, &arena, &rows, e);
        for (size_t i = 0; result == 0 && i < rows.count && rows.rows[i].id >= oldest; i++) {
            add_if_new(t, hook, rows.rows[i].id);
        }
        page.after = result == 0 && rows.count ? rows.rows[rows.count - 1].id : 0;
        page.including = false;
    } while (result == 0 && rows.count == PAGE && page.after >= oldest);
    arena_release(&arena);
    return result;
}

static int match_all(struct telling *t, struct err *e) {
    size_t hooks = t->run->config->hook_count;
    t->of = arena_alloc(&t->arena, hooks, sizeof *t->of);
    t->of_count = arena_alloc(&t->arena, hooks, sizeof *t->of_count);
    for (size_t i = 0; i < hooks; i++) {
        t->of[i] = arena_alloc(&t->arena, t->count, sizeof *t->of[i]);
        if (match(t, i, e) < 0) {
            return -1;
        }
    }
    return 0;
}

/* What is to be told, recorded as if it had been. */
static int plan(struct telling *t, struct err *e) {
    int record = told_open(e);
    int result = record < 0 ? -1 : find_newcomers(t, e);
    if (result == 0) {
        t->count = told_remove(record, t->all, t->count);
        qsort(t->all, t->count, sizeof *t->all, newest_first);
        result = t->count ? match_all(t, e) : 0;
        result = result < 0 ? result : told_add(record, t->all, t->count, e);
    }
    if (record >= 0) {
        close(record);
    }
    return result;
}

static void start_hook(const struct telling *t, size_t hook) {
    struct buf why = {0}, text = {0};
    size_t failures, count = t->of_count[hook];
    size_t done = hook_start(&t->run->config->hooks[hook], t->of[hook], count, &failures, &why);
    if (failures) {
        buf_printf(&text, "on_new: %s", buf_cstr(&why));
        if (failures > 1) {
            buf_printf(&text, " (%zu times)", failures);
        }
        if (done < count) {
            buf_puts(&text, "; not told of ");
            format_counted(&text, (int64_t)(count - done), "more article", "more articles");
        }
        t->run->warning(t->run->context, buf_cstr(&text));
    }
    buf_release(&why);
    buf_release(&text);
}

int hooks_run(const struct hooks_run *run, struct err *e) {
    struct telling t = {.run = run};
    if (!run->config->hook_count || !run->file_count) {
        return 0;
    }
    t.cache = cache_open(run->cache_file, CACHE_READ, e);
    int result = t.cache ? 0 : -1;
    result = result == 0 && run->marks_file ? cache_attach_marks(t.cache, run->marks_file, e) : result;
    result = result == 0 ? plan(&t, e) : -1;
    cache_close(t.cache);
    for (size_t i = 0; result == 0 && t.count && i < run->config->hook_count; i++) {
        if (t.of_count[i]) {
            start_hook(&t, i);
        }
    }
    arena_release(&t.arena);
    return result;
}
