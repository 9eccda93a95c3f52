/* test_indexer: a cache follows its content files: new, changed, moved, gone, unreadable, wrong; and is built again when it is
 * damaged. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "date.h"
#include "db.h"
#include "indexer.h"
#include "support.h"

static const char GOOD[] =
    "---\ntitle: %s\nid: %s\ndate: '2021-11-28'\ncategories:\n  - 'KLAS: AI'\ntags:\n  - %s\n---\nBody of %s.\n";

/* What a run said. */
struct said {
    size_t notices, problems, progress;
    char notice[700], problem[700], path[200];
    struct index_progress last;
};

struct site {
    char *root, *cache_file;
    const char *roots[1];
    struct said said;
    struct index_report report;
    int32_t today;
};

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

static void site_open(struct site *s, const char *folder) {
    *s = (struct site){
        .root = path_in(folder, "site"), .cache_file = path_in(folder, "cache.db"), .today = date_day(2022, 1, 1)};
    s->roots[0] = s->root;
    mkdir(s->root, 0700);
}

static void site_close(struct site *s) {
    free(s->root);
    free(s->cache_file);
}

static int run_with(struct site *s, bool rebuild, struct err *e) {
    s->said = (struct said){0};
    struct index_options o = {.cache_file = s->cache_file,
                              .roots = s->roots,
                              .root_count = 1,
                              .rebuild = rebuild,
                              .processes = 2,
                              .today = s->today,
                              .context = &s->said,
                              .progress = hear_progress,
                              .problem = hear_problem,
                              .notice = hear_notice};
    return indexer_run(&o, &s->report, e);
}

static void run(struct site *s) {
    struct err e = {0};
    assert_well(run_with(s, false, &e), &e);
}

static void write_article(struct site *s, const char *name, const char *word) {
    char text[600];
    snprintf(text, sizeof text, GOOD, word, word, word, word);
    write_text(s->root, name, text);
}

/* The keys of what a query finds, newest first: "id:a id:b". */
static void expect(struct site *s, const char *query, const char *keys) {
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
        buf_printf(&found, "%s%.*s", i ? " " : "", (int)rows.rows[i].key.n, rows.rows[i].key.p);
    }
    if (!str_is(buf_str(&found), keys)) {
        fail_msg("'%s' finds '%s', not '%s'", query, buf_cstr(&found), keys);
    }
    cache_close(c);
    buf_release(&found);
    arena_release(&arena);
}

static void expect_report(const struct site *s, int added, int changed, int removed, int unchanged) {
    const struct index_report *r = &s->report;
    if (r->added != added || r->changed != changed || r->removed != removed || r->unchanged != unchanged) {
        fail_msg("%d new, %d changed, %d gone, %d unchanged, not %d, %d, %d, %d", (int)r->added, (int)r->changed,
                 (int)r->removed, (int)r->unchanged, added, changed, removed, unchanged);
    }
}

static void builds_from_nothing(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    write_article(&s, "news/b.markdown", "beta");
    write_article(&s, "news/deep/er/c.HTML", "gamma");
    write_article(&s, "news/d.htm", "delta");
    write_article(&s, "notes.txt", "text");
    write_article(&s, ".hidden.md", "hidden");
    write_article(&s, ".git/x.md", "hidden");
    run(&s);
    expect_report(&s, 4, 0, 0, 0);
    assert_true(s.report.built);
    assert_int_equal(s.report.files, 4);
    assert_int_equal(s.report.counts.articles, 4);
    assert_int_equal(s.report.counts.problems, 0);
    assert_int_equal(s.said.notices, 0);
    assert_int_equal(s.said.last.done, 4);
    assert_int_equal(s.said.last.total, 4);
    assert_true(s.said.last.committed);
    expect(&s, "tag:alpha", "id:alpha");
    expect(&s, "beta", "id:beta");
    expect(&s, "section:news gamma", "id:gamma");
    expect(&s, "hidden", "");
    expect(&s, "topic:AI date:2021-11-28 delta", "id:delta");
    site_close(&s);
}

static void an_empty_folder_is_well(void **state) {
    struct site s;
    site_open(&s, *state);
    run(&s);
    expect_report(&s, 0, 0, 0, 0);
    expect(&s, "", "");
    run(&s);
    assert_false(s.report.built);
    write_article(&s, "a.md", "alpha");
    run(&s);
    expect_report(&s, 1, 0, 0, 0);
    expect(&s, "", "id:alpha");
    site_close(&s);
}

static void follows_changes(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    write_article(&s, "b.md", "beta");
    write_article(&s, "c.md", "gamma");
    run(&s);
    write_article(&s, "d.md", "delta");
    write_article(&s, "b.md", "changed");
    remove_file(s.root, "c.md");
    run(&s);
    expect_report(&s, 1, 1, 1, 1);
    assert_false(s.report.built);
    assert_int_equal(s.report.counts.articles, 3);
    expect(&s, "beta", "");
    expect(&s, "tag:beta", "");
    expect(&s, "gamma", "");
    expect(&s, "changed", "id:changed");
    expect(&s, "tag:delta", "id:delta");
    run(&s);
    expect_report(&s, 0, 0, 0, 3);
    site_close(&s);
}

static void a_change_of_the_same_size_is_seen(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    char *path = path_in(s.root, "a.md");
    struct stat before;
    run(&s);
    assert_int_equal(stat(path, &before), 0);
    write_article(&s, "b.md", "omega"); /* another file, as long and as old, takes the name */
    char *other = path_in(s.root, "b.md");
    struct timespec times[2] = {before.st_atim, before.st_mtim};
    assert_int_equal(utimensat(AT_FDCWD, other, times, 0), 0);
    assert_int_equal(rename(other, path), 0);
    run(&s);
    expect_report(&s, 0, 1, 0, 0);
    expect(&s, "", "id:omega");
    free(path);
    free(other);
    site_close(&s);
}

static void a_moved_file_keeps_its_key(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    run(&s);
    remove_file(s.root, "a.md");
    write_article(&s, "else/where.md", "alpha");
    run(&s);
    expect(&s, "", "id:alpha");
    expect(&s, "section:else", "id:alpha");
    expect_report(&s, 1, 0, 1, 0);
    site_close(&s);
}

static void nothing_changed_writes_nothing(void **state) {
    struct site s;
    struct buf before = {0}, after = {0};
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    write_text(s.root, "bad.md", "---\ntitle: [\n---\n");
    run(&s);
    run(&s);
    read_file(s.cache_file, &before);
    run(&s);
    read_file(s.cache_file, &after);
    expect_report(&s, 0, 0, 0, 2);
    assert_true(str_equal(buf_str(&before), buf_str(&after)));
    assert_int_equal(s.said.problems, 0); /* those of this run */
    assert_int_equal(s.report.counts.rejected, 1);
    buf_release(&before);
    buf_release(&after);
    site_close(&s);
}

static void a_wrong_file_spoils_no_other(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    write_text(s.root, "bad.md", "---\ntitle: x\n");
    write_file(s.root, "binary.md", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    run(&s);
    assert_int_equal(s.report.counts.articles, 1);
    assert_true(s.report.rejected >= 1);
    assert_true(s.said.problems >= 1);
    expect(&s, "", "id:alpha");
    write_article(&s, "bad.md", "mended");
    remove_file(s.root, "binary.md");
    write_text(s.root, "a.md", "---\ntitle: x\n");
    run(&s);
    expect(&s, "", "id:mended");
    expect(&s, "alpha", "");
    assert_int_equal(s.report.counts.rejected, 1);
    assert_int_equal(s.report.counts.errors, 1);
    assert_string_equal(s.said.path, "a.md");
    write_article(&s, "a.md", "alpha");
    run(&s);
    expect(&s, "sort:oldest", "id:mended id:alpha");
    assert_int_equal(s.report.counts.problems, 0);
    site_close(&s);
}

static void change_mode(struct site *s, const char *name, mode_t mode) {
    char *path = path_in(s->root, name);
    assert_int_equal(chmod(path, mode), 0);
    free(path);
}

/* A read error is not a deletion. */
static void what_cannot_be_read_stays(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    write_article(&s, "b.md", "beta");
    run(&s);
    if (!obey_permissions(true)) {
        skip();
    }
    write_article(&s, "b.md", "changed");
    write_article(&s, "c.md", "gamma");
    change_mode(&s, "b.md", 0);
    change_mode(&s, "c.md", 0);
    for (int round = 0; round < 2; round++) { /* it is tried again each time */
        run(&s);
        assert_int_equal(s.report.unreadable, 2);
        expect(&s, "sort:oldest", "id:alpha id:beta");
        assert_int_equal(s.said.problems, 2);
        assert_string_equal(s.said.problem, "cannot read the file: Permission denied");
    }
    change_mode(&s, "b.md", 0600);
    change_mode(&s, "c.md", 0600);
    run(&s);
    obey_permissions(false);
    assert_int_equal(s.report.unreadable, 0);
    assert_int_equal(s.report.counts.problems, 0);
    expect(&s, "gamma", "id:gamma");
    expect(&s, "changed", "id:changed");
    expect(&s, "beta", "");
    site_close(&s);
}

static void what_is_in_a_folder_that_cannot_be_read_stays(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    write_article(&s, "in/b.md", "beta");
    write_article(&s, "in/deep/c.md", "gamma");
    write_article(&s, "in2/d.md", "delta");
    run(&s);
    if (!obey_permissions(true)) {
        skip();
    }
    remove_file(s.root, "in2/d.md");
    change_mode(&s, "in", 0);
    for (int round = 0; round < 2; round++) {
        run(&s);
        assert_int_equal(s.report.unreadable, 1);
        assert_int_equal(s.report.removed, round ? 0 : 1);
        expect(&s, "sort:oldest", "id:alpha id:beta id:gamma");
        assert_string_equal(s.said.path, "in");
        assert_non_null(strstr(s.said.problem, "cannot read the folder"));
    }
    change_mode(&s, "in", 0700);
    run(&s);
    assert_int_equal(s.report.counts.problems, 0);
    assert_int_equal(s.report.counts.files, 3);
    expect_report(&s, 0, 0, 0, 3);
    change_mode(&s, "", 0); /* the root itself */
    run(&s);
    assert_int_equal(s.report.unreadable, 1);
    expect(&s, "sort:oldest", "id:alpha id:beta id:gamma");
    change_mode(&s, "", 0700);
    run(&s);
    obey_permissions(false);
    assert_int_equal(s.report.counts.problems, 0);
    expect(&s, "sort:oldest", "id:alpha id:beta id:gamma");
    site_close(&s);
}

static void a_root_that_is_gone_loses_nothing(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    run(&s);
    char *away = path_in(*state, "away");
    assert_int_equal(rename(s.root, away), 0);
    run(&s);
    assert_int_equal(s.report.unreadable, 1);
    assert_int_equal(s.report.removed, 0);
    expect(&s, "", "id:alpha");
    assert_int_equal(rename(away, s.root), 0);
    run(&s);
    expect_report(&s, 0, 0, 0, 1);
    free(away);
    site_close(&s);
}

static void links_and_special_files_are_passed_over(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    write_text(*state, "secret.md", "---\ntitle: secret\n---\n");
    char *target = path_in(*state, "secret.md"), *link = path_in(s.root, "link.md"), *pipe = path_in(s.root, "pipe.md"),
         *loop = path_in(s.root, "loop");
    assert_int_equal(symlink(target, link), 0);
    assert_int_equal(symlink(s.root, loop), 0);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    run(&s);
    expect_report(&s, 1, 0, 0, 0);
    expect(&s, "", "id:alpha");
    /* A file that became a link is gone. */
    remove_file(s.root, "a.md");
    char *a = path_in(s.root, "a.md");
    assert_int_equal(symlink(target, a), 0);
    run(&s);
    expect(&s, "", "");
    free(target);
    free(link);
    free(pipe);
    free(loop);
    free(a);
    site_close(&s);
}

static void any_name_is_a_name(void **state) {
    static const char *const names[] = {"with blank.md", "line\nbreak.md", "esc\x1b[31m.md",
                                        "quote'\".md",   "not\xffutf8.md", "\xe6\x97\xa5.md",
                                        "-dash.md",      "100%s%n.md",     "back\\slash.md"};
    struct site s;
    site_open(&s, *state);
    for (size_t i = 0; i < LENGTH(names); i++) {
        char word[32];
        snprintf(word, sizeof word, "word%zu", i);
        write_article(&s, names[i], word);
    }
    run(&s);
    expect_report(&s, LENGTH(names), 0, 0, 0);
    for (size_t i = 0; i < LENGTH(names); i++) {
        char word[32], key[32];
        snprintf(word, sizeof word, "word%zu", i);
        snprintf(key, sizeof key, "id:word%zu", i);
        expect(&s, word, key);
    }
    run(&s);
    expect_report(&s, 0, 0, 0, LENGTH(names));
    remove_file(s.root, names[4]);
    run(&s);
    expect_report(&s, 0, 0, 1, LENGTH(names) - 1);
    site_close(&s);
}

static void hidden_articles_are_in_no_list(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    write_text(s.root, "draft.md", "---\ntitle: d\nid: draft\ndraft: true\n---\nwords\n");
    write_text(s.root, "private.md", "---\ntitle: p\nid: private\nprivate: true\n---\nwords\n");
    write_text(s.root, "published.md", "---\ntitle: p\nid: unpublished\npublished: false\n---\nwords\n");
    write_text(s.root, "expired.md", "---\ntitle: e\nid: expired\nexpiryDate: 2022-01-01\n---\nwords\n");
    write_text(s.root, "later.md", "---\ntitle: e\nid: later\ndate: 2020-01-01\nexpiryDate: 2022-01-02\n---\nwords\n");
    run(&s);
    expect(&s, "", "id:alpha id:later");
    expect(&s, "words", "id:later");
    assert_int_equal(s.report.counts.hidden, 4);
    assert_int_equal(s.report.counts.articles, 2);
    write_text(s.root, "draft.md", "---\ntitle: d\nid: nodraft\n---\nwords\n");
    run(&s);
    expect(&s, "words", "id:later id:nodraft");
    site_close(&s);
}

/* Time passes, and the file does not change. */
static void what_expires_is_hidden_by_the_next_run(void **state) {
    struct site s;
    site_open(&s, *state);
    write_text(s.root, "a.md", "---\ntitle: e\nid: soon\nexpiryDate: 2022-01-02\n---\nwords\n");
    write_text(s.root, "b.md", "---\ntitle: e\nid: later\nexpiryDate: 2023-01-02\n---\nwords\n");
    run(&s);
    expect(&s, "sort:oldest", "id:soon id:later");
    s.today = date_day(2022, 1, 2);
    run(&s);
    expect(&s, "", "id:later");
    site_close(&s);
}

/* ---- the cache itself ---- */

static void write_site(struct site *s, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char name[60], word[32];
        snprintf(name, sizeof name, "f%zu/%zu.md", i % 7, i);
        snprintf(word, sizeof word, "word%zu", i);
        write_article(s, name, word);
    }
}

static void a_bad_cache_is_said_and_built_again(void **state) {
    static const char *const bad[] = {"", "no database at all, but a text that is longer than the sixteen bytes of a magic"};
    struct site s;
    struct err e;
    site_open(&s, *state);
    write_site(&s, 20);
    for (size_t i = 0; i < LENGTH(bad); i++) {
        write_text(*state, "cache.db", bad[i]);
        run(&s);
        assert_true(s.report.built);
        assert_int_equal(s.said.notices, 1);
        assert_non_null(strstr(s.said.notice, "building it again"));
        assert_int_equal(s.report.counts.articles, 20);
    }
    struct db *db = db_open(s.cache_file, DB_WRITE, &e);
    assert_well(db_exec(db, "PRAGMA user_version=1", &e), &e);
    db_close(db);
    run(&s);
    assert_true(s.report.built);
    assert_non_null(strstr(s.said.notice, "another version"));
    run(&s);
    assert_false(s.report.built);
    assert_int_equal(s.said.notices, 0);
    site_close(&s);
}

/* Wherever the damage is, the run ends well: it goes unnoticed, or the cache is built again. */
static void damage_ends_in_a_good_cache(void **state) {
    struct numbers r = {5};
    struct buf good = {0};
    struct site s;
    size_t rebuilt = 0;
    site_open(&s, *state);
    write_site(&s, 60);
    run(&s);
    read_file(s.cache_file, &good);
    for (int round = 0; round < 25; round++) {
        char word[32];
        struct buf bad = {0};
        buf_add_str(&bad, buf_str(&good));
        for (size_t n = 200; n; n--) { /* the head of each page tells most */
            size_t page = number_below(&r, bad.n / 4096) * 4096;
            bad.p[page + (page ? 0 : 100) + number_below(&r, 40)] = (char)next_number(&r);
        }
        remove_file(*state, "cache.db");
        write_file(*state, "cache.db", bad.p, bad.n);
        buf_release(&bad);
        snprintf(word, sizeof word, "round%d", round);
        write_article(&s, "f1/1.md", word);
        run(&s);
        rebuilt += s.report.built;
        if (s.report.built) {
            assert_int_equal(s.report.counts.articles, 60);
            assert_int_equal(s.said.notices, 1);
        }
    }
    assert_true(rebuilt > 20);
    buf_release(&good);
    site_close(&s);
}

static void another_set_of_roots_is_another_cache(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "one/a.md", "alpha");
    write_article(&s, "two/b.md", "beta");
    run(&s);
    char *one = path_in(s.root, "one");
    s.roots[0] = one;
    run(&s);
    assert_true(s.report.built);
    assert_non_null(strstr(s.said.notice, "other content roots"));
    expect(&s, "", "id:alpha");
    free(one);
    site_close(&s);
}

static void two_roots_may_hold_the_same_path(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "one/a.md", "alpha");
    write_article(&s, "two/a.md", "beta");
    char *one = path_in(s.root, "one"), *two = path_in(s.root, "two");
    const char *roots[] = {one, two};
    struct index_options o = {.cache_file = s.cache_file, .roots = roots, .root_count = 2, .today = s.today};
    struct err e;
    assert_well(indexer_run(&o, &s.report, &e), &e);
    expect_report(&s, 2, 0, 0, 0);
    write_article(&s, "two/a.md", "changed");
    assert_well(indexer_run(&o, &s.report, &e), &e);
    expect_report(&s, 0, 1, 0, 1);
    expect(&s, "sort:oldest", "id:alpha id:changed");
    remove_file(s.root, "one/a.md");
    assert_well(indexer_run(&o, &s.report, &e), &e);
    expect(&s, "", "id:changed");
    free(one);
    free(two);
    site_close(&s);
}

static void rebuilds_when_asked(void **state) {
    struct site s;
    struct err e;
    site_open(&s, *state);
    write_site(&s, 3);
    run(&s);
    assert_well(run_with(&s, true, &e), &e);
    assert_true(s.report.built);
    assert_int_equal(s.said.notices, 0);
    expect_report(&s, 3, 0, 0, 0);
    site_close(&s);
}

static void says_where_no_cache_can_be(void **state) {
    struct site s;
    struct err e = {0};
    site_open(&s, *state);
    write_site(&s, 3);
    free(s.cache_file);
    s.cache_file = path_in(*state, "no-folder/cache.db");
    assert_int_equal(run_with(&s, false, &e), -1);
    assert_says(&e, "no-folder");
    site_close(&s);
}

/* What an incremental cache knows is what one made anew knows. */
static void following_is_as_good_as_building(void **state) {
    struct numbers r = {9};
    struct site s, fresh;
    site_open(&s, *state);
    write_site(&s, 40);
    run(&s);
    for (int round = 0; round < 6; round++) {
        for (size_t i = 0; i < 40; i++) {
            char name[60], word[32];
            snprintf(name, sizeof name, "f%zu/%zu.md", i % 7, i);
            snprintf(word, sizeof word, "w%zu", number_below(&r, 30));
            if (one_in(&r, 4)) {
                write_article(&s, name, word);
            } else if (one_in(&r, 6) && file_exists(s.root, name)) {
                remove_file(s.root, name);
            }
        }
        run(&s);
        fresh = s;
        fresh.cache_file = path_in(*state, "fresh.db");
        struct err e;
        assert_well(run_with(&fresh, true, &e), &e);
        assert_memory_equal(&fresh.report.counts, &s.report.counts, sizeof s.report.counts);
        for (int word = 0; word < 30; word++) {
            struct arena arena = {0};
            struct query q;
            char text[40];
            int64_t counts[2];
            bool exact;
            snprintf(text, sizeof text, word % 2 ? "w%d" : "tag:w%d", word);
            assert_well(query_parse(str_from(text), QUERY_WRITTEN, &arena, &q, NULL, &e), &e);
            for (int i = 0; i < 2; i++) {
                struct cache *c = cache_open(i ? fresh.cache_file : s.cache_file, CACHE_READ, &e);
                assert_non_null(c);
                assert_well(cache_count(c, &q, 100, &counts[i], &exact, NULL, &e), &e);
                cache_close(c);
            }
            assert_int_equal(counts[0], counts[1]);
            arena_release(&arena);
        }
        free(fresh.cache_file);
    }
    site_close(&s);
}

/* ---- roots ---- */

static void free_roots(char **roots, size_t count) {
    for (size_t i = 0; i < count; i++) {
        free(roots[i]);
    }
    free(roots);
}

static void roots_are_made_one_set(void **state) {
    struct err e;
    char **roots;
    size_t count;
    write_text(*state, "a/x", "");
    write_text(*state, "ab/x", "");
    write_text(*state, "a/in/x", "");
    char *a = path_in(*state, "a"), *ab = path_in(*state, "ab/../ab/"), *in = path_in(*state, "a/in"),
         *file = path_in(*state, "a/x"), *missing = path_in(*state, "missing"), *link = path_in(*state, "link");
    assert_int_equal(symlink(a, link), 0);
    const char *paths[] = {in, ab, a, a, link};
    assert_well(indexer_roots(paths, LENGTH(paths), &roots, &count, &e), &e);
    assert_int_equal(count, 2);
    char *real = realpath(a, NULL);
    assert_string_equal(roots[0], real);
    free(real);
    free_roots(roots, count);
    assert_int_equal(indexer_roots((const char *[]){a, file}, 2, &roots, &count, &e), -1);
    assert_says(&e, "not a folder");
    free_roots(roots, count);
    assert_int_equal(indexer_roots((const char *[]){missing}, 1, &roots, &count, &e), -1);
    assert_says(&e, "missing'");
    free_roots(roots, count);
    assert_well(indexer_roots((const char *[]){"/", a}, 2, &roots, &count, &e), &e);
    assert_int_equal(count, 1);
    free_roots(roots, count);
    assert_well(indexer_roots(NULL, 0, &roots, &count, &e), &e);
    assert_int_equal(count, 0);
    free_roots(roots, count);
    free(a);
    free(ab);
    free(in);
    free(file);
    free(missing);
    free(link);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(builds_from_nothing),
        test_in_scratch(an_empty_folder_is_well),
        test_in_scratch(follows_changes),
        test_in_scratch(a_change_of_the_same_size_is_seen),
        test_in_scratch(a_moved_file_keeps_its_key),
        test_in_scratch(nothing_changed_writes_nothing),
        test_in_scratch(a_wrong_file_spoils_no_other),
        test_in_scratch(what_cannot_be_read_stays),
        test_in_scratch(what_is_in_a_folder_that_cannot_be_read_stays),
        test_in_scratch(a_root_that_is_gone_loses_nothing),
        test_in_scratch(links_and_special_files_are_passed_over),
        test_in_scratch(any_name_is_a_name),
        test_in_scratch(hidden_articles_are_in_no_list),
        test_in_scratch(what_expires_is_hidden_by_the_next_run),
        test_in_scratch(a_bad_cache_is_said_and_built_again),
        test_in_scratch(damage_ends_in_a_good_cache),
        test_in_scratch(another_set_of_roots_is_another_cache),
        test_in_scratch(two_roots_may_hold_the_same_path),
        test_in_scratch(rebuilds_when_asked),
        test_in_scratch(says_where_no_cache_can_be),
        test_in_scratch(following_is_as_good_as_building),
        test_in_scratch(roots_are_made_one_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
