/* test_indexer: a cache follows its content files: new, changed, moved, gone, unreadable, wrong. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "archive.h"
#include "date.h"
#include "indexer.h"
#include "site.h"

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
    site_index(&s);
    site_report(&s, 4, 0, 0, 0);
    assert_true(s.report.built);
    assert_int_equal(s.report.files, 4);
    assert_int_equal(s.report.counts.articles, 4);
    assert_int_equal(s.report.counts.errors + s.report.counts.warnings, 0);
    assert_int_equal(s.said.notices, 0);
    assert_int_equal(s.said.last.done, 4);
    assert_int_equal(s.said.last.total, 4);
    assert_true(s.said.last.committed);
    site_expect(&s, "tag:alpha", "id:alpha");
    site_expect(&s, "beta", "id:beta");
    site_expect(&s, "section:news gamma", "id:gamma");
    site_expect(&s, "hidden", "");
    site_expect(&s, "topic:AI date:2021-11-28 delta", "id:delta");
    site_close(&s);
}

static void an_empty_folder_is_well(void **state) {
    struct site s;
    site_open(&s, *state);
    site_index(&s);
    site_report(&s, 0, 0, 0, 0);
    site_expect(&s, "", "");
    site_index(&s);
    assert_false(s.report.built);
    write_article(&s, "a.md", "alpha");
    site_index(&s);
    site_report(&s, 1, 0, 0, 0);
    site_expect(&s, "", "id:alpha");
    site_close(&s);
}

static void follows_changes(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    write_article(&s, "b.md", "beta");
    write_article(&s, "c.md", "gamma");
    site_index(&s);
    write_article(&s, "d.md", "delta");
    write_article(&s, "b.md", "changed");
    remove_file(s.root, "c.md");
    site_index(&s);
    site_report(&s, 1, 1, 1, 1);
    assert_false(s.report.built);
    assert_int_equal(s.report.counts.articles, 3);
    site_expect(&s, "beta", "");
    site_expect(&s, "tag:beta", "");
    site_expect(&s, "gamma", "");
    site_expect(&s, "changed", "id:changed");
    site_expect(&s, "tag:delta", "id:delta");
    site_index(&s);
    site_report(&s, 0, 0, 0, 3);
    site_close(&s);
}

static void a_change_of_the_same_size_is_seen(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    char *path = path_in(s.root, "a.md");
    struct stat before;
    site_index(&s);
    assert_int_equal(stat(path, &before), 0);
    write_article(&s, "b.md", "omega"); /* another file, as long and as old, takes the name */
    char *other = path_in(s.root, "b.md");
    struct timespec times[2] = {before.st_atim, before.st_mtim};
    assert_int_equal(utimensat(AT_FDCWD, other, times, 0), 0);
    assert_int_equal(rename(other, path), 0);
    site_index(&s);
    site_report(&s, 0, 1, 0, 0);
    site_expect(&s, "", "id:omega");
    free(path);
    free(other);
    site_close(&s);
}

static void a_moved_file_keeps_its_key(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    site_index(&s);
    remove_file(s.root, "a.md");
    write_article(&s, "else/where.md", "alpha");
    site_index(&s);
    site_expect(&s, "", "id:alpha");
    site_expect(&s, "section:else", "id:alpha");
    site_report(&s, 1, 0, 1, 0);
    site_close(&s);
}

static void nothing_changed_writes_nothing(void **state) {
    struct site s;
    struct buf before = {0}, after = {0};
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    write_text(s.root, "bad.md", "---\ntitle: [\n---\n");
    site_index(&s);
    site_index(&s);
    read_file(s.cache_file, &before);
    site_index(&s);
    read_file(s.cache_file, &after);
    site_report(&s, 0, 0, 0, 2);
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
    write_text(s.root, "bad.md", "---\n");
    write_file(s.root, "binary.md", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    site_index(&s);
    assert_int_equal(s.report.counts.articles, 1);
    assert_true(s.report.rejected >= 1);
    assert_true(s.said.problems >= 1);
    site_expect(&s, "", "id:alpha");
    write_article(&s, "bad.md", "mended");
    remove_file(s.root, "binary.md");
    write_text(s.root, "a.md", "---\n");
    site_index(&s);
    site_expect(&s, "", "id:mended");
    site_expect(&s, "alpha", "");
    assert_int_equal(s.report.counts.rejected, 1);
    assert_int_equal(s.report.counts.errors, 1);
    assert_string_equal(s.said.path, "a.md");
    write_article(&s, "a.md", "alpha");
    site_index(&s);
    site_expect(&s, "sort:oldest", "id:mended id:alpha");
    assert_int_equal(s.report.counts.errors + s.report.counts.warnings, 0);
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
    site_index(&s);
    if (!obey_permissions(true)) {
        skip();
    }
    write_article(&s, "b.md", "changed");
    write_article(&s, "c.md", "gamma");
    change_mode(&s, "b.md", 0);
    change_mode(&s, "c.md", 0);
    for (int round = 0; round < 2; round++) { /* it is tried again each time */
        site_index(&s);
        assert_int_equal(s.report.unreadable, 2);
        site_expect(&s, "sort:title", "id:alpha id:beta");
        assert_int_equal(s.said.problems, 2);
        assert_string_equal(s.said.problem, "cannot read the file: Permission denied");
    }
    change_mode(&s, "b.md", 0600);
    change_mode(&s, "c.md", 0600);
    site_index(&s);
    obey_permissions(false);
    assert_int_equal(s.report.unreadable, 0);
    assert_int_equal(s.report.counts.errors + s.report.counts.warnings, 0);
    site_expect(&s, "gamma", "id:gamma");
    site_expect(&s, "changed", "id:changed");
    site_expect(&s, "beta", "");
    site_close(&s);
}

static void what_is_in_a_folder_that_cannot_be_read_stays(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    write_article(&s, "in/b.md", "beta");
    write_article(&s, "in/deep/c.md", "gamma");
    write_article(&s, "in2/d.md", "delta");
    site_index(&s);
    if (!obey_permissions(true)) {
        skip();
    }
    remove_file(s.root, "in2/d.md");
    change_mode(&s, "in", 0);
    for (int round = 0; round < 2; round++) {
        site_index(&s);
        assert_int_equal(s.report.unreadable, 1);
        assert_int_equal(s.report.removed, round ? 0 : 1);
        assert_int_equal(s.report.counts.errors, 1); /* and is known to the cache */
        site_expect(&s, "sort:title", "id:alpha id:beta id:gamma");
        assert_string_equal(s.said.path, "in");
        assert_non_null(strstr(s.said.problem, "cannot read the folder"));
    }
    change_mode(&s, "in", 0700);
    site_index(&s);
    assert_int_equal(s.report.counts.errors + s.report.counts.warnings, 0);
    assert_int_equal(s.report.counts.files, 3);
    site_report(&s, 0, 0, 0, 3);
    change_mode(&s, "", 0); /* the root itself */
    site_index(&s);
    assert_int_equal(s.report.unreadable, 1);
    site_expect(&s, "sort:title", "id:alpha id:beta id:gamma");
    change_mode(&s, "", 0700);
    site_index(&s);
    obey_permissions(false);
    assert_int_equal(s.report.counts.errors + s.report.counts.warnings, 0);
    site_expect(&s, "sort:title", "id:alpha id:beta id:gamma");
    site_close(&s);
}

static void a_root_that_is_gone_loses_nothing(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    site_index(&s);
    char *away = path_in(*state, "away");
    assert_int_equal(rename(s.root, away), 0);
    site_index(&s);
    assert_int_equal(s.report.unreadable, 1);
    assert_int_equal(s.report.removed, 0);
    site_expect(&s, "", "id:alpha");
    assert_int_equal(rename(away, s.root), 0);
    site_index(&s);
    site_report(&s, 0, 0, 0, 1);
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
    site_index(&s);
    site_report(&s, 1, 0, 0, 0);
    site_expect(&s, "", "id:alpha");
    /* A file that became a link is gone. */
    remove_file(s.root, "a.md");
    char *a = path_in(s.root, "a.md");
    assert_int_equal(symlink(target, a), 0);
    site_index(&s);
    site_expect(&s, "", "");
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
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        char word[64];
        snprintf(word, sizeof word, "word%zu", i);
        write_article(&s, names[i], word);
    }
    site_index(&s);
    site_report(&s, ARRAY_SIZE(names), 0, 0, 0);
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        char word[64], key[64];
        snprintf(word, sizeof word, "word%zu", i);
        snprintf(key, sizeof key, "id:word%zu", i);
        site_expect(&s, word, key);
    }
    site_index(&s);
    site_report(&s, 0, 0, 0, ARRAY_SIZE(names));
    remove_file(s.root, names[4]);
    site_index(&s);
    site_report(&s, 0, 0, 1, ARRAY_SIZE(names) - 1);
    site_close(&s);
}

static void hidden_articles_are_in_no_list(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    write_text(s.root, "draft.md", "---\ntitle: d\nid: draft\ndraft: true\n---\nwords\n");
    write_text(s.root, "private.md", "---\ntitle: p\nid: private\nprivate: true\n---\nwords\n");
    write_text(s.root, "published.md", "---\ntitle: p\nid: unpublished\npublished: false\n---\nwords\n");
    write_text(s.root, "early.md", "---\ntitle: e\nid: early\npublishDate: 2022-01-02\ndate: 2021-01-01\n---\nwords\n");
    write_text(s.root, "today.md", "---\ntitle: e\nid: today\ndate: 2022-01-01T23:00:00\n---\nwords\n");
    site_index(&s);
    site_expect(&s, "", "id:today id:alpha");
    site_expect(&s, "words", "id:today");
    site_expect(&s, "is:draft unpublished", "");
    site_expect(&s, "is:private", "id:private");
    site_expect(&s, "is:draft title:d", "id:draft");
    site_expect(&s, "is:draft title:p", "id:unpublished");
    site_expect(&s, "is:hidden -is:draft -is:private", "id:early");
    site_expect(&s, "-is:draft", "id:today id:alpha");
    assert_int_equal(s.report.counts.hidden, 4);
    assert_int_equal(s.report.counts.articles, 2);
    write_text(s.root, "draft.md", "---\ntitle: d\nid: nodraft\n---\nwords\n");
    site_index(&s);
    site_expect(&s, "words", "id:today id:nodraft");
    site_close(&s);
}

/* Time passes, and the file does not change. */
static void what_is_due_is_shown_by_the_next_run(void **state) {
    struct site s;
    site_open(&s, *state);
    write_text(s.root, "a.md", "---\ntitle: e\nid: soon\ndate: 2022-01-02\n---\nwords\n");
    write_text(s.root, "b.md", "---\ntitle: e\nid: later\ndate: 2022-01-03T08:00:00+09:00\n---\nwords\n");
    site_index(&s);
    site_expect(&s, "", "");
    s.now.day = date_day(2022, 1, 2);
    site_index(&s);
    site_report(&s, 0, 1, 0, 1);
    site_expect(&s, "", "id:soon");
    site_expect(&s, "is:hidden", "id:later");
    s.now.instant = s.now.day * 86400ll + 23 * 3600 - 1;
    site_index(&s);
    site_report(&s, 0, 0, 0, 2);
    s.now.instant++;
    site_index(&s);
    site_report(&s, 0, 1, 0, 1);
    site_expect(&s, "sort:oldest", "id:soon id:later");
    site_index(&s);
    site_report(&s, 0, 0, 0, 2);
    site_close(&s);
}

/* The day is the clock's here, since a query asks it. */
static void what_has_expired_is_shown(void **state) {
    struct site s;
    site_open(&s, *state);
    write_text(s.root, "a.md", "---\ntitle: e\nid: past\nexpiryDate: 2020-01-02\n---\nwords\n");
    write_text(s.root, "b.md", "---\ntitle: e\nid: valid\nexpiryDate: 9000-01-02\n---\nwords\n");
    write_text(s.root, "c.md", "---\ntitle: e\nid: draft\nexpiryDate: 2020-01-02\ndraft: true\n---\nwords\n");
    site_index(&s);
    site_expect(&s, "", "id:past id:valid");
    site_expect(&s, "is:expired", "id:past");
    site_expect(&s, "-is:expired", "id:valid");
    site_expect(&s, "is:expired words", "id:past");
    site_expect(&s, "is:hidden is:expired", "id:draft");
    site_close(&s);
}

static void what_is_hidden_can_be_chosen(void **state) {
    struct site s;
    site_open(&s, *state);
    write_text(s.root, "a.md", "---\ntitle: e\nid: soon\nexpiryDate: 2022-01-02\n---\nwords\n");
    write_text(s.root, "b.md", "---\ntitle: e\nid: draft\ndraft: true\n---\nwords\n");
    write_text(s.root, "c.md", "---\ntitle: e\nid: early\ndate: 9000-01-01\n---\nwords\n");
    site_index(&s);
    site_expect(&s, "", "id:soon");
    s.hide = HIDE_EXPIRED;
    site_index(&s);
    assert_true(s.report.built);
    site_expect(&s, "", "id:early id:soon id:draft");
    site_expect(&s, "is:draft", "id:draft");
    s.now.day = date_day(2022, 1, 2);
    site_index(&s);
    site_report(&s, 0, 1, 0, 2);
    site_expect(&s, "", "id:early id:draft");
    site_expect(&s, "is:expired", "id:soon");
    site_close(&s);
}

/* A new file under the name of one that took the place of another. */
static void a_name_that_was_left_can_be_used_again(void **state) {
    struct site s;
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    write_article(&s, "b.md", "beta");
    site_index(&s);
    char *a = path_in(s.root, "a.md"), *b = path_in(s.root, "b.md");
    assert_int_equal(rename(a, b), 0);
    write_article(&s, "a.md", "gamma");
    site_index(&s);
    site_expect(&s, "", "id:alpha id:gamma");
    free(a);
    free(b);
    site_close(&s);
}

static void write_any(struct site *s, struct numbers *n) {
    static const char *const titles[] = {"Bell", "bell", "Alder", "\u00c9lan", "the oak", "The Oak"};
    static const char *const dates[] = {"",
                                        "date: 2021-01-01",
                                        "date: 2021-01-01T10:00:00Z",
                                        "date: 2021-01-01T10:00:01Z",
                                        "date: 2021-01-01T23:00:00+09:00",
                                        "date: 2021-01-02"};
    char name[32], text[256];
    snprintf(name, sizeof name, "%u.md", (unsigned)number_below(n, 60));
    snprintf(text, sizeof text, "---\ntitle: '%s'\n%s\n%s\n---\nWords %u.\n", titles[number_below(n, ARRAY_SIZE(titles))],
             dates[number_below(n, ARRAY_SIZE(dates))], one_in(n, 6) ? "draft: true" : "tags: [x]",
             (unsigned)number_below(n, 1000000));
    write_text(s->root, name, text);
}

static void list_all(struct site *s, const char *text, struct buf *out) {
    struct arena arena = {0};
    struct cache *c = open_well(s->cache_file, CACHE_READ);
    struct query q;
    struct rows rows;
    struct err e;
    assert_well(query_parse(str_from(text), QUERY_WRITTEN, &arena, &q, NULL, &e), &e);
    assert_well(cache_find(c, &q, &(struct page_request){.limit = 1000}, &arena, &rows, &e), &e);
    for (size_t i = 0; i < rows.count; i++) {
        buf_add_str(out, rows.rows[i].key);
        buf_putc(out, '\n');
    }
    cache_close(c);
    arena_release(&arena);
}

/* Whatever was edited, in whatever order, the lists are those of a cache that is built anew. */
static void the_order_does_not_depend_on_edits(void **state) {
    static const char *const queries[] = {"",      "sort:oldest",      "is:hidden", "is:hidden sort:oldest",
                                          "words", "tag:x sort:oldest"};
    struct numbers n = {.state = 5};
    struct site s;
    site_open(&s, *state);
    for (int round = 0; round < 25; round++) {
        struct buf edited = {0}, built = {0};
        for (size_t edits = round ? 1 + number_below(&n, 8) : 60; edits; edits--) {
            write_any(&s, &n);
        }
        site_index(&s);
        for (size_t i = 0; i < ARRAY_SIZE(queries); i++) {
            list_all(&s, queries[i], &edited);
        }
        struct site fresh = s;
        fresh.cache_file = path_in(*state, "fresh.db");
        site_index(&fresh);
        for (size_t i = 0; i < ARRAY_SIZE(queries); i++) {
            list_all(&fresh, queries[i], &built);
        }
        remove(fresh.cache_file);
        free(fresh.cache_file);
        assert_string_equal(buf_cstr(&edited), buf_cstr(&built));
        buf_release(&edited);
        buf_release(&built);
    }
    site_close(&s);
}

static void write_dated(struct site *s, const char *name, const char *title, const char *date) {
    char text[200];
    snprintf(text, sizeof text, "---\ntitle: %s\ndate: %s\n---\nText.\n", title, date);
    write_file(s->root, name, text, strlen(text));
}

static int64_t count_new(const struct site *s, int64_t last_visit, const char *query) {
    struct err e;
    struct arena arena = {0};
    struct query q;
    int64_t count = -1, unread;
    bool exact;
    struct cache *c = cache_open(s->cache_file, CACHE_READ, &e);
    assert_well(query_parse(str_from(query), QUERY_WRITTEN, &arena, &q, NULL, &e), &e);
    cache_set_last_visit(c, last_visit);
    assert_well(cache_count(c, &q, 100, &count, &exact, &unread, &e), &e);
    cache_close(c);
    arena_release(&arena);
    return count;
}

/* By when an update added it; what a build found, by its date. An edit or a move makes nothing new. */
static void what_was_added_since_a_visit_is_new(void **state) {
    struct site s;
    int64_t now = time(NULL), early = now - 1000, late = now + 1000;
    site_open(&s, *state);
    write_dated(&s, "a.md", "alpha", "2020-01-01");
    write_dated(&s, "b.md", "beta", "2021-06-01");
    site_index(&s);
    assert_int_equal(count_new(&s, 0, "is:new"), 0);
    assert_int_equal(count_new(&s, early, "is:new"), 0);
    assert_int_equal(count_new(&s, 1609459200, "is:new"), 1); /* 1 January 2021 */
    assert_int_equal(count_new(&s, 1622505600, "is:new"), 0); /* the day of b.md */
    write_dated(&s, "c.md", "gamma", "1999-01-01");
    write_dated(&s, "a.md", "edited", "2020-01-01");
    site_index(&s);
    assert_int_equal(count_new(&s, early, "is:new"), 1);
    assert_int_equal(count_new(&s, early, "is:new gamma"), 1);
    assert_int_equal(count_new(&s, early, "-is:new"), 2);
    assert_int_equal(count_new(&s, late, "is:new"), 0);
    write_dated(&s, "c.md", "gamma two", "1999-01-01");
    site_index(&s);
    assert_int_equal(count_new(&s, early, "is:new"), 1);
    assert_int_equal(count_new(&s, late, "is:new"), 0);
    site_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(what_was_added_since_a_visit_is_new),
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
        test_in_scratch(what_is_due_is_shown_by_the_next_run),
        test_in_scratch(what_has_expired_is_shown),
        test_in_scratch(what_is_hidden_can_be_chosen),
        test_in_scratch(a_name_that_was_left_can_be_used_again),
        test_in_scratch(the_order_does_not_depend_on_edits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
