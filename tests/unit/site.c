/* site: content files and their cache. */
#include "site.h"

#include <stdio.h>
#include <sys/stat.h>

#include "date.h"

static const char GOOD[] =
    "---\ntitle: %s\nid: %s\ndate: '2021-11-28'\ncategories:\n  - 'KLAS: AI'\ntags:\n  - %s\n---\nBody of %s.\n";

static void hear_notice(void *context, const char *text) {
    struct said *said = context;
    said->notices++;
    snprintf(said->notice, sizeof said->notice, "%s", text);
}

static void hear_problem(void *context, struct str root, struct str path, const struct problem *p) {
    struct said *said = context;
    (void)root;
    said->problems++;
    snprintf(said->problem, sizeof said->problem, "%.*s", (int)p->message.n, p->message.p);
    snprintf(said->path, sizeof said->path, "%.*s", (int)path.n, path.p);
}

static void hear_progress(void *context, const struct index_progress *p) {
    struct said *said = context;
    said->progress++;
    said->last = *p;
}

void site_open(struct site *s, const char *folder) {
    *s = (struct site){.root = path_in(folder, "site"),
                       .cache_file = path_in(folder, "cache.db"),
                       .now.day = date_day(2022, 1, 1),
                       .hide = HIDE_DEFAULT};
    s->roots[0] = s->root;
    mkdir(s->root, 0700);
}

void site_close(struct site *s) {
    free(s->root);
    free(s->cache_file);
}

int site_try(struct site *s, bool rebuild, struct err *e) {
    s->said = (struct said){0};
    struct index_options o = {.cache_file = s->cache_file,
                              .roots = s->roots,
                              .root_count = 1,
                              .rebuild = rebuild,
                              .processes = 2,
                              .now = s->now,
                              .hide = s->hide,
                              .dates = s->dates,
                              .context = &s->said,
                              .progress = hear_progress,
                              .problem = hear_problem,
                              .notice = hear_notice};
    return indexer_run(&o, &s->report, e);
}

void site_index(struct site *s) {
    struct err e = {0};
    assert_well(site_try(s, false, &e), &e);
}

void write_article(struct site *s, const char *name, const char *word) {
    char text[600];
    snprintf(text, sizeof text, GOOD, word, word, word, word);
    write_text(s->root, name, text);
}

/* What a query finds, newest first, by id or slug, else by path: "id:a slug:b path:c.md". */
void site_expect(struct site *s, const char *query, const char *keys) {
    struct arena arena = {0};
    struct page_request request = {.limit = 100};
    struct buf found = {0};
    struct query q;
    struct rows rows;
    struct err e = {0};
    struct cache *c = cache_open(s->cache_file, CACHE_READ, &e);
    if (!c) {
        fail_msg("%s", e.text);
    }
    assert_well(query_parse(str_from(query), QUERY_WRITTEN, &arena, &q, NULL, &e), &e);
    assert_well(cache_find(c, &q, &request, &arena, &rows, &e), &e);
    for (size_t i = 0; i < rows.count; i++) {
        buf_puts(&found, i ? " " : "");
        buf_add_str(&found, identity_own(rows.rows[i].key));
        if (!identity_has_own_name(rows.rows[i].key)) {
            buf_add_str(&found, identity_path(rows.rows[i].key));
        }
    }
    if (!str_is(buf_str(&found), keys)) {
        fail_msg("'%s' finds '%s', not '%s'", query, buf_cstr(&found), keys);
    }
    cache_close(c);
    buf_release(&found);
    arena_release(&arena);
}

void site_report(const struct site *s, int added, int changed, int removed, int unchanged) {
    const struct index_report *r = &s->report;
    if (r->added != added || r->changed != changed || r->removed != removed || r->unchanged != unchanged) {
        fail_msg("%d new, %d changed, %d gone, %d unchanged, not %d, %d, %d, %d", (int)r->added, (int)r->changed,
                 (int)r->removed, (int)r->unchanged, added, changed, removed, unchanged);
    }
}

void write_articles(struct site *s, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char name[64], word[64];
        snprintf(name, sizeof name, "f%zu/%zu.md", i % 7, i);
        snprintf(word, sizeof word, "word%zu", i);
        write_article(s, name, word);
    }
}
