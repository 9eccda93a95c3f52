/* test_cache_audit: what only all files together can tell, and that an updated cache tells the same as one built anew. */
#include <stdio.h>
#include <unistd.h>

#include "db.h"
#include "site.h"

static void write_file_of(struct site *s, const char *name, const char *front) {
    struct buf text = {0};
    buf_printf(&text, "---\n%s---\nBody.\n", front);
    write_text(s->root, name, buf_cstr(&text));
    buf_release(&text);
}

static void add_rows(struct db *db, const char *sql, struct buf *out) {
    struct statement *s = db_prepare(db, sql);
    while (db_step(s)) {
        buf_add_str(out, column_str(s, 0));
        buf_putc(out, '\n');
    }
    db_finalize(s);
}

/* Problems, terms and what they are called, as lines. */
static void dump(const char *cache_file, struct buf *out) {
    struct err e = {0};
    struct db *db = db_open(cache_file, DB_READ, &e);
    assert_non_null(db);
    add_rows(db, "SELECT f.path||' '||p.severity||' '||p.message FROM problem p JOIN file f ON f.id=p.file ORDER BY 1", out);
    add_rows(db,
             "SELECT printf('%d %s = %s %s (%d)', taxonomy, key, label, url, count) FROM term WHERE EXISTS(SELECT 1 FROM"
             " article_term WHERE term=id) ORDER BY 1",
             out);
    add_rows(db, "SELECT name||' '||folded_name||' '||folded_label FROM term WHERE count>0 ORDER BY 1", out);
    add_rows(db,
             "SELECT a.key||' has '||b.key FROM term_topic x JOIN term a ON a.id=x.term JOIN term b ON b.id=x.topic"
             " WHERE a.count>0 ORDER BY 1",
             out);
    assert_well(db_check(db, &e), &e);
    db_close(db);
}

static bool has_line(const char *cache_file, const char *line) {
    struct buf all = {0};
    dump(cache_file, &all);
    bool found = strstr(buf_cstr(&all), line) != NULL;
    if (!found) {
        print_message("no '%s' in\n%s", line, buf_cstr(&all));
    }
    buf_release(&all);
    return found;
}

static void an_identity_of_two_files_is_told(void **state) {
    struct site s;
    site_open(&s, *state);
    write_file_of(&s, "a.md", "title: A\ndate: 2021-01-01\nid: 7\nslug: alpha\n");
    write_file_of(&s, "b.md", "title: B\ndate: 2021-01-02\nid: 7\nslug: beta\n");
    write_file_of(&s, "c.md", "title: C\ndate: 2021-01-02\nslug: beta\npermalink: /x\n");
    write_file_of(&s, "d.md", "title: D\ndate: 2021-01-04\npermalink: /x\n");
    site_index(&s);
    assert_int_equal(s.report.counts.warnings, 3);
    assert_int_equal(s.said.problems, 3);
    assert_true(has_line(s.cache_file, "b.md 1 the id '7' is also used by a.md; give each file its own\n"));
    assert_true(has_line(s.cache_file, "c.md 1 the slug 'beta' is also used by b.md"));
    assert_true(has_line(s.cache_file, "d.md 1 the permalink '/x' is also used by c.md"));
    site_expect(&s, "sort:title", "id:7 id:7 slug:beta path:d.md"); /* marks stay apart */
    write_file_of(&s, "b.md", "title: B\ndate: 2021-01-02\nid: 8\nslug: beta2\n");
    site_index(&s);
    assert_int_equal(s.report.counts.warnings, 1);
    site_expect(&s, "sort:oldest", "id:7 slug:beta id:8 path:d.md");
    write_file_of(&s, "0.md", "title: Z\ndate: 2021-01-05\nid: 7\n"); /* comes first by name, but later */
    site_index(&s);
    assert_true(has_line(s.cache_file, "a.md 1 the id '7' is also used by 0.md"));
    site_expect(&s, "sort:oldest", "id:7 slug:beta id:8 path:d.md id:7");
    site_close(&s);
}

/* They are meant to have one slug. */
static void translations_are_no_fault(void **state) {
    struct site s;
    site_open(&s, *state);
    write_file_of(&s, "x.en.md", "title: A\ndate: 2021-01-01\nslug: one\n");
    write_file_of(&s, "x.pt-br.md", "title: B\ndate: 2021-01-02\nslug: one\n");
    write_file_of(&s, "z.md", "title: E\ndate: 2021-01-03\nslug: three\n");
    write_file_of(&s, "z.fr.md", "title: F\ndate: 2021-01-03\nslug: three\n");
    write_file_of(&s, "de.md", "title: C\ndate: 2021-01-03\nslug: two\n");
    write_file_of(&s, "en.md", "title: D\ndate: 2021-01-03\nslug: two\n");
    site_index(&s);
    assert_int_equal(s.said.problems, 1); /* names that only look like languages */
    assert_true(has_line(s.cache_file, "en.md 1 the slug 'two' is also used by de.md"));
    site_close(&s);
}

static const char OFFERING[] = "title: %s\ndate: 2021-01-%02d\nid: %d\nrelatedOfferings:\n  - label: %s\n    permalink: %s\n"
                               "    offeringId: %d\n    categories: ['KLAS: %s']\n";

static void write_offering(struct site *s, int day, const char *label, const char *url, int ident, const char *topic) {
    char name[32], text[400];
    snprintf(name, sizeof name, "%02d.md", day);
    snprintf(text, sizeof text, OFFERING, name, day, day, label, url, ident, topic);
    write_file_of(s, name, text);
}

static void what_files_say_differently_of_an_offering_is_told(void **state) {
    struct site s;
    site_open(&s, *state);
    write_offering(&s, 1, "Atlas", "/offering/atlas", 12, "AI");
    write_offering(&s, 2, "Atlas", "/offering/atlas", 12, "AI");
    write_offering(&s, 3, "Atlas EHR", "/offering/atlas", 12, "EHR");
    write_offering(&s, 4, "Atlas", "/offering/atlas2", 12, "AI");
    write_offering(&s, 5, "Other", "/offering/atlas", 13, "AI");
    site_index(&s);
    assert_true(has_line(s.cache_file, "03.md 1 this offering is called 'Atlas' in 01.md and 1 more, but 'Atlas EHR' here\n"));
    assert_true(has_line(s.cache_file,
                         "04.md 1 the offering 'Atlas' has the permalink '/offering/atlas' in 01.md and 1 more, but"
                         " '/offering/atlas2' here\n"));
    assert_true(has_line(s.cache_file,
                         "05.md 1 the permalink '/offering/atlas' belongs to the offering '12' in 01.md and 2 more, but"
                         " '13' here\n"));
    assert_true(has_line(s.cache_file, "12 has klas: ehr"));
    write_offering(&s, 3, "Atlas", "/offering/atlas", 12, "AI"); /* nobody says any more that it has that topic */
    site_index(&s);
    assert_false(has_line(s.cache_file, "12 has klas: ehr"));
    assert_false(has_line(s.cache_file, "this offering"));
    site_close(&s);
}

static void notes_change_no_verdict(void **state) {
    struct site s;
    site_open(&s, *state);
    write_file_of(&s, "a.md", "title: A\ndate: 2021-01-01\nhref: https://a.example/x\ncategories: ['KLAS: E-Health']\n");
    write_file_of(&s, "b.md", "title: B\ndate: 2021-01-02\nhref: https://a.example/x\ncategories: ['KLAS: E-Health']\n");
    write_file_of(&s, "c.md", "title: C\ndate: 2021-01-03\nhref: https://a.example/y\ncategories: ['Klas: eHealth']\n");
    site_index(&s);
    assert_int_equal(s.report.counts.warnings, 0);
    assert_int_equal(s.report.counts.errors, 0);
    assert_true(has_line(s.cache_file, "b.md 0 the source link 'https://a.example/x' is also used by a.md\n"));
    assert_true(has_line(s.cache_file, "c.md 0 the topic 'Klas: eHealth' is spelt 'KLAS: E-Health' in 2 other articles\n"));
    site_close(&s);
}

static void names_that_fold_alike_are_one_term(void **state) {
    struct site s;
    site_open(&s, *state);
    write_file_of(&s, "a.md",
                  "title: A\ndate: 2021-01-01\ntags: [ai, C, C++, Caf\u00e9, ai]\nauthor: \u0141ucja Gdyni\u0105\n");
    write_file_of(&s, "b.md", "title: B\ndate: 2021-01-02\ntags: [AI, C, 'Cafe\u0301']\nauthor: Lucja Gdynia\n");
    write_file_of(&s, "c.md", "title: C\ndate: 2021-01-03\ntags: [AI, 'C#', 'home  care']\nauthor: LUCJA GDYNIA\n");
    write_file_of(&s, "d.md", "title: D\ndate: 2021-01-04\ndraft: true\ntags: [ai, 'home\u00a0care']\n");
    site_index(&s);
    assert_true(has_line(s.cache_file, "4 ai = AI  (3)"));
    assert_true(has_line(s.cache_file, "4 c = C  (2)"));
    assert_true(has_line(s.cache_file, "4 c# = C#  (1)"));
    assert_true(has_line(s.cache_file, "4 c++ = C++  (1)"));
    assert_true(has_line(s.cache_file, "4 cafe = Cafe\u0301  (2)")); /* as often as the other, and before it by its bytes */
    assert_true(has_line(s.cache_file, "4 home care = home care  (1)"));
    assert_true(has_line(s.cache_file, "3 lucja gdynia = LUCJA GDYNIA  (3)"));
    assert_true(has_line(s.cache_file, "a.md 0 'AI' in 2 articles and 'ai' in 1 are one tag, shown as 'AI'\n"));
    assert_false(has_line(s.cache_file, "d.md 0"));
    write_file_of(&s, "b.md", "title: B\ndate: 2021-01-02\ntags: [ai]\nauthor: \u0141ucja Gdyni\u0105\n");
    site_index(&s);
    assert_false(s.report.built);
    assert_true(has_line(s.cache_file, "4 ai = ai  (3)"));
    assert_true(has_line(s.cache_file, "3 lucja gdynia = \u0141ucja Gdyni\u0105  (3)"));
    assert_true(has_line(s.cache_file, "c.md 0 'ai' in 2 articles and 'AI' in 1 are one tag, shown as 'ai'\n"));
    assert_false(has_line(s.cache_file, "shown as 'AI'"));
    remove_file(s.root, "c.md");
    site_index(&s);
    assert_false(has_line(s.cache_file, "one tag"));
    site_close(&s);
}

/* A file of one of few ids, slugs, sources and offerings, so that they collide; each has a day of its own. */
static void write_random(struct site *s, struct numbers *r, size_t file) {
    static const char *const topics[] = {"KLAS: AI", "Klas: ai", "KLAS: EHR", "Gartner: IoT"};
    static const char *const labels[] = {"Atlas", "Dina", "Atlas EHR", "atlas"};
    static const char *const tags[] = {"AI",   "ai",  "Ai", "Caf\u00e9",      "Cafe\u0301",
                                       "cafe", "C++", "C",  "home\u00a0care", "Home care"};
    struct buf front = {0};
    char name[32];
    snprintf(name, sizeof name, "f%zu/%02zu.md", file % 3, file);
    buf_printf(&front, "title: T%zu\ndate: 2021-%02zu-%02zu\n", number_below(r, 1000), file / 28 + 1, file % 28 + 1);
    if (!one_in(r, 3)) {
        buf_printf(&front, "id: %zu\n", 1 + number_below(r, 12));
    }
    if (one_in(r, 2)) {
        buf_printf(&front, "slug: s%zu\n", number_below(r, 12));
    }
    buf_printf(&front, "permalink: /p%zu\nhref: https://a.example/%zu\n", number_below(r, 30), number_below(r, 20));
    buf_printf(&front, "tags: ['%s', '%s']\n", tags[number_below(r, ARRAY_SIZE(tags))],
               tags[number_below(r, ARRAY_SIZE(tags))]);
    buf_printf(&front, "draft: %s\ncategories: ['%s']\nrelatedOfferings:\n", one_in(r, 6) ? "true" : "false",
               topics[number_below(r, 4)]);
    for (size_t i = 0; i < 2; i++) {
        size_t ident = 1 + number_below(r, 3) + 3 * i;
        buf_printf(&front, "  - {label: %s, permalink: /o/%zu, offeringId: %zu, categories: ['%s']}\n",
                   labels[number_below(r, ARRAY_SIZE(labels))], number_below(r, 3), ident, topics[number_below(r, 4)]);
    }
    write_file_of(s, name, one_in(r, 20) ? "title: [\n" : buf_cstr(&front));
    buf_release(&front);
}

static void assert_same_as_built(struct site *s, const char *folder, int round) {
    struct buf updated = {0}, built = {0};
    char *kept = s->cache_file;
    dump(s->cache_file, &updated);
    s->cache_file = path_in(folder, "anew.db");
    struct err e;
    assert_well(site_try(s, true, &e), &e);
    dump(s->cache_file, &built);
    if (!str_equal(buf_str(&updated), buf_str(&built))) {
        fail_msg("round %d: updated\n%s\nbuilt\n%s", round, buf_cstr(&updated), buf_cstr(&built));
    }
    free(s->cache_file);
    s->cache_file = kept;
    buf_release(&updated);
    buf_release(&built);
}

static void an_update_tells_what_a_build_tells(void **state) {
    enum { FILES = 40, ROUNDS = 30 };
    struct numbers r = {11};
    struct site s;
    site_open(&s, *state);
    for (size_t i = 0; i < FILES; i++) {
        write_random(&s, &r, i);
    }
    site_index(&s);
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t n = 1 + number_below(&r, 4); n; n--) {
            size_t file = number_below(&r, FILES);
            char name[32];
            snprintf(name, sizeof name, "f%zu/%02zu.md", file % 3, file);
            if (one_in(&r, 4) && file_exists(s.root, name)) {
                remove_file(s.root, name);
            } else {
                write_random(&s, &r, file);
            }
        }
        site_index(&s);
        assert_false(s.report.built);
        assert_same_as_built(&s, *state, round);
    }
    site_close(&s);
}

static void what_an_update_did_is_kept(void **state) {
    struct site s;
    struct arena arena = {0};
    struct changes changes;
    struct err e = {0};
    site_open(&s, *state);
    write_article(&s, "a.md", "alpha");
    write_article(&s, "b.md", "beta");
    write_article(&s, "c.md", "gamma");
    site_index(&s);
    struct cache *c = cache_open(s.cache_file, CACHE_READ, &e);
    assert_well(cache_changes(c, 100, &arena, &changes, &e), &e);
    assert_int_equal(changes.count, 0);
    assert_int_equal(changes.time, 0); /* a build says nothing of change */
    cache_close(c);
    write_article(&s, "a.md", "alphabet");
    remove_file(s.root, "b.md");
    write_article(&s, "d.md", "delta");
    char *from = path_in(s.root, "c.md"), *to = path_in(s.root, "e.md");
    assert_int_equal(rename(from, to), 0);
    site_index(&s);
    site_report(&s, 1, 1, 1, 0);
    assert_int_equal(s.report.moved, 1);
    site_index(&s); /* nothing to do: what was done stays told */
    c = cache_open(s.cache_file, CACHE_READ, &e);
    assert_well(cache_changes(c, 100, &arena, &changes, &e), &e);
    static const struct {
        enum change_kind kind;
        const char *path, *title;
    } expected[] = {{CHANGE_NEW, "d.md", "delta"},
                    {CHANGE_EDITED, "a.md", "alphabet"},
                    {CHANGE_MOVED, "e.md", "gamma"},
                    {CHANGE_WITHDRAWN, "b.md", "beta"}};
    assert_int_equal(changes.count, ARRAY_SIZE(expected));
    assert_true(changes.time > 0);
    for (size_t i = 0; i < ARRAY_SIZE(expected); i++) {
        assert_int_equal(changes.changes[i].kind, expected[i].kind);
        assert_str(changes.changes[i].path, expected[i].path);
        assert_str(changes.changes[i].title, expected[i].title);
        assert_int_equal(changes.changes[i].article != 0, expected[i].kind != CHANGE_WITHDRAWN);
    }
    cache_close(c);
    free(from);
    free(to);
    arena_release(&arena);
    site_close(&s);
}

/* In another folder, or on another day, it makes another address. */
static void a_slug_elsewhere_is_only_noted(void **state) {
    struct site s;
    site_open(&s, *state);
    write_file_of(&s, "2020/a.md", "title: A\ndate: 2020-01-01\nslug: fair\n");
    write_file_of(&s, "2020/b.md", "title: B\ndate: 2020-07-01\nslug: fair\n");
    write_file_of(&s, "2020/x/a.md", "title: C\ndate: 2020-01-01\nslug: fair\n");
    site_index(&s);
    assert_int_equal(s.report.counts.warnings, 0);
    assert_true(has_line(s.cache_file, "2020/b.md 0 the slug 'fair' is also used by 2020/a.md\n"));
    assert_true(has_line(s.cache_file, "2020/x/a.md 0 the slug 'fair' is also used by 2020/a.md\n"));
    write_file_of(&s, "2020/z.md", "title: D\ndate: 2020-07-01\nslug: fair\n");
    site_index(&s);
    assert_int_equal(s.report.counts.warnings, 1);
    assert_true(has_line(s.cache_file, "2020/z.md 1 the slug 'fair' is also used by 2020/b.md; give each file its own\n"));
    site_close(&s);
}

/* 200 articles, some without a title. */
static void write_untitled(struct site *s, int from, int to, bool titled) {
    for (int i = from; i < to; i++) {
        char name[20], yaml[40];
        snprintf(name, sizeof name, "%d.md", i);
        snprintf(yaml, sizeof yaml, "%s: %d\n", titled ? "title" : "id", i + 1);
        write_file_of(s, name, yaml);
    }
}

static void a_habit_of_many_is_no_fault(void **state) {
    struct site s;
    site_open(&s, *state);
    write_untitled(&s, 0, 197, true);
    write_untitled(&s, 197, 200, false);
    site_index(&s);
    assert_int_equal(s.report.counts.warnings, 3);
    assert_int_equal(s.report.warnings, 0); /* which of them are is known only at the end */
    assert_false(s.report.customs & 1u << HABIT_NO_TITLE);
    write_untitled(&s, 196, 197, false);
    site_index(&s);
    assert_int_equal(s.report.counts.warnings, 0);
    assert_int_equal(s.report.counts.notes, 4);
    assert_true(s.report.customs & 1u << HABIT_NO_TITLE);
    write_untitled(&s, 195, 196, false);
    site_index(&s);
    assert_int_equal(s.report.counts.notes, 5);
    write_untitled(&s, 190, 198, true);
    site_index(&s);
    assert_int_equal(s.report.counts.warnings, 2);
    assert_int_equal(s.report.counts.notes, 0);
    site_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        test_in_scratch(an_identity_of_two_files_is_told),
        test_in_scratch(a_slug_elsewhere_is_only_noted),
        test_in_scratch(a_habit_of_many_is_no_fault),
        test_in_scratch(translations_are_no_fault),
        test_in_scratch(what_files_say_differently_of_an_offering_is_told),
        test_in_scratch(notes_change_no_verdict),
        test_in_scratch(names_that_fold_alike_are_one_term),
        test_in_scratch(an_update_tells_what_a_build_tells),
        test_in_scratch(what_an_update_did_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
