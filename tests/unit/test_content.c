/* test_content: a content file's bytes become an article with its document, or are rejected with the reason. */
#include "content.h"
#include "date.h"
#include "support.h"
#include "text.h"

static struct content parsed(struct str bytes, const char *path, enum content_mode mode, struct arena *arena) {
    struct content c;
    content_parse(bytes, str_from(path), &(struct content_options){.mode = mode}, arena, &c);
    return c;
}

static bool has(struct str s, const char *part) {
    return s.n && memmem(s.p, s.n, part, strlen(part)) != NULL;
}

static void reads_front_matter_and_body(void **state) {
    (void)state;
    struct arena arena = {0};
    struct content c =
        parsed(STR("---\ntitle: One\nid: 7\ndate: 2021-11-28\n---\nThe **body** of it.\n"), "news/a.md", CONTENT_FULL, &arena);
    assert_false(c.rejected);
    assert_int_equal(c.problems.count, 0);
    assert_str(c.article.title, "One");
    assert_str(c.article.key, "id:7");
    assert_int_equal(c.article.date.day, date_day(2021, 11, 28));
    assert_true(has(c.doc.text, "body"));
    arena_release(&arena);
}

static void markdown_and_html_go_their_ways(void **state) {
    (void)state;
    struct arena arena = {0};
    static const struct str text = STR("---\ntitle: x\n---\n<p>A <b>bold</b> *word*</p>\n\n# Head\n");
    struct content markdown = parsed(text, "a.MARKDOWN", CONTENT_FULL, &arena);
    struct content html = parsed(text, "a.Htm", CONTENT_FULL, &arena);
    assert_true(has(markdown.doc.text, "A bold"));
    assert_true(has(html.doc.text, "A bold"));
    assert_true(has(html.doc.text, "*word*"));
    static const char *const others[] = {"a.mdx", "a.qmd", "a.Rmd"};
    for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
        struct content c = parsed(text, others[i], CONTENT_FULL, &arena);
        assert_true(str_equal(c.doc.text, markdown.doc.text));
    }
    assert_str(doc_title(&markdown.doc, &(size_t){0}), "Head");
    assert_str(doc_title(&html.doc, &(size_t){0}), "");
    arena_release(&arena);
}

static void a_plain_body_keeps_every_word(void **state) {
    (void)state;
    struct arena arena = {0};
    struct content c =
        parsed(STR("---\ntitle: x\n---\n<p>A *word*</p>\n\x1b[31m\n{{< x >}} end"), "a.md", CONTENT_PLAIN, &arena);
    assert_false(c.rejected);
    assert_true(has(c.doc.text, "<p>A *word*</p>"));
    assert_true(has(c.doc.text, "end"));
    assert_true(text_is_clean(c.doc.text));
    assert_str(c.article.title, "x");
    arena_release(&arena);
}

static void rejects_with_a_place(void **state) {
    (void)state;
    static const struct {
        struct str text;
        int line;
    } cases[] = {
        {STR("---\n"), 1},
        {STR("---\ntitle: [\n---\n \n"), 2},
        {STR("+++\ntitle = x\n+++\n"), 2},
        {STR("---\ntitle:\ndate:\n---\n"), 0},
        {STR("\xff\xfe-\0-\0-\0"), 0},
        {STR("a\0b\0c"), 0},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct content c = parsed(cases[i].text, "a.md", CONTENT_FULL, &arena);
        if (!c.rejected || !c.problems.errors || !c.problems.first) {
            fail_msg("case %zu was let through", i);
        }
        if (cases[i].line && c.problems.first->line != cases[i].line) {
            fail_msg("case %zu: line %d, not %d: %.*s", i, c.problems.first->line, cases[i].line,
                     (int)c.problems.first->message.n, c.problems.first->message.p);
        }
        arena_release(&arena);
    }
}

/* What a broken front matter costs. */
/* What a generator puts into pages, and what is no page, is not in the style of the articles. */
static void a_fragment_has_no_habits(void **state) {
    static const struct {
        const char *path;
        enum habit habit;
    } cases[] = {{"a.md", HABIT_NO_FRONT_MATTER},        {"_posts/a.md", HABIT_NO_FRONT_MATTER}, {"_common/a.md", HABIT_NONE},
                 {"news/_index.md", HABIT_NONE},         {"x/partials/a.md", HABIT_NONE},        {"README.md", HABIT_NONE},
                 {"partial/a.md", HABIT_NO_FRONT_MATTER}};
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct content c = parsed(STR("Text.\n"), cases[i].path, CONTENT_FULL, &arena);
        assert_int_equal(c.problems.first->habit, cases[i].habit);
        assert_int_equal(c.problems.first->severity, cases[i].habit ? SEVERITY_WARNING : SEVERITY_NOTE);
        arena_release(&arena);
    }
}

/* A page of the same site is no source, and Hugo's word for "from git" no date. */
static void what_others_mean_by_a_key_is_no_fault(void **state) {
    static const char *const fine[] = {"href: /about/", "source_url: ../x", "canonical_url: '#top'", "hero: a text",
                                       "extra: true",   "lastmod: :git",    "lastmod: false"};
    static const char *const wrong[] = {"href: //a.example/x", "link: {href: /about/}", "link: [a]", "lastmod: soon"};
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(fine) + ARRAY_SIZE(wrong); i++) {
        struct arena arena = {0};
        bool is_fine = i < ARRAY_SIZE(fine);
        struct str text =
            arena_printf(&arena, "---\ntitle: T\n%s\n---\nText.\n", is_fine ? fine[i] : wrong[i - ARRAY_SIZE(fine)]);
        struct content c = parsed(text, "a.md", CONTENT_FULL, &arena);
        if ((c.problems.warnings == 0) != is_fine) {
            fail_msg("%s", text.p);
        }
        arena_release(&arena);
    }
}

static void a_broken_front_matter_costs_the_fields(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum severity severity; /* of the first problem */
        int line;
        const char *title, *body, *key;
        int year;
    } cases[] = {
        {"---\n---\nThe *body*.\n", SEVERITY_WARNING, 2, "name of it", "The body.", "path:some/name-of-it.md", 0},
        {"---\n# none yet\n\n---\n# Head\n", SEVERITY_WARNING, 2, "Head", "", "path:some/name-of-it.md", 0},
        {"---\n---\n", SEVERITY_WARNING, 2, "name of it", "", "path:some/name-of-it.md", 0},
        {"---\nhello\n---\nText.\n", SEVERITY_ERROR, 2, "name of it", "Text.", "path:some/name-of-it.md", 0},
        {"---\ntitle:\ntags:\n---\nText.\n", SEVERITY_ERROR, 2, "name of it", "Text.", "path:some/name-of-it.md", 0},
        {"---\ntitle: Ward 9: a night\ndate: 2020-01-02\n---\nText.\n", SEVERITY_ERROR, 2, "Ward 9: a night", "Text.",
         "path:some/name-of-it.md", 2020},
        {"---\ntitle: 'It has no end\nid: 7\ndate: 2020-01-02\n---\nText.\n", SEVERITY_ERROR, 2, "It has no end", "Text.",
         "id:7", 2020},
        {"---\n title: One\ndate: 2020-01-02\nid: 7\n---\nText.\n", SEVERITY_ERROR, 3, "One", "Text.", "id:7", 2020},
        {"---\ntags:\n\t- a\ntitle: One\n---\nText.\n", SEVERITY_ERROR, 3, "One", "Text.", "path:some/name-of-it.md", 0},
        {"---\n\ttitle: One\ndate: 2020-01-02\n---\nText.\n", SEVERITY_ERROR, 2, "One", "Text.", "path:some/name-of-it.md",
         2020},
        {"---\ntitle: Two\ntitle: One\nx: [a\nid: 7\n---\nText.\n", SEVERITY_ERROR, 4, "One", "Text.", "id:7", 0},
        {"---\ntitle: One\ndate: 2020-01-02\n\nText.\n", SEVERITY_ERROR, 1, "One", "Text.", "path:some/name-of-it.md", 2020},
        {"+++\ntitle = x\n+++\nText.\n", SEVERITY_ERROR, 2, "name of it", "Text.", "path:some/name-of-it.md", 0},
        {"+++\n# none\n+++\nText.\n", SEVERITY_WARNING, 2, "name of it", "Text.", "path:some/name-of-it.md", 0},
        {"---\n\nText.\n", SEVERITY_WARNING, 1, "name of it", "Text.", "path:some/name-of-it.md", 0}, /* a rule over prose */
        {"---\nid: 7\n---\nText.\n", SEVERITY_WARNING, 0, "name of it", "Text.", "id:7", 0},
        {"---\nid: 7\ntitle: ~\n---\n# Head\n\nText.\n", SEVERITY_WARNING, 3, "Head", "Text.", "id:7", 0},
        {"---\nid: 7\ntitle: '  '\n---\nText.\n", SEVERITY_WARNING, 3, "name of it", "Text.", "id:7", 0},
        {"---\nid: 7\nTitle: T\n---\nText.\n", SEVERITY_WARNING, 0, "name of it", "Text.", "id:7", 0},
        {"---\nid: 7\ntitle: \"\\u200b\\ufeff\"\n---\nText.\n", SEVERITY_WARNING, 3, "name of it", "Text.", "id:7", 0},
        {"{\"title\": \"x\"\n\nText.\n", SEVERITY_ERROR, 1, "name of it", "{\"title\": \"x\"\nText.", "path:some/name-of-it.md",
         0},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct content c = parsed(str_from(cases[i].text), "some/name-of-it.md", CONTENT_FULL, &arena);
        int year, month, day;
        if (c.rejected || !c.problems.first || c.problems.first->severity != cases[i].severity ||
            c.problems.first->line != cases[i].line) {
            fail_msg("<%s>: rejected %d, problem at %d", cases[i].text, c.rejected,
                     c.problems.first ? c.problems.first->line : 0);
        }
        assert_str(c.article.title, cases[i].title);
        assert_str(c.article.key, cases[i].key);
        date_split(c.article.date.day, &year, &month, &day);
        assert_int_equal(year, cases[i].year);
        if (*cases[i].body) {
            assert_str(c.doc.text, cases[i].body);
        }
        arena_release(&arena);
    }
}

static void warns_without_rejecting(void **state) {
    (void)state;
    static const struct {
        struct str text;
        const char *says;
        int line;
    } cases[] = {
        {STR("just a text\n"), "no front matter", 1},
        {STR("---\ntitle: x\n---\ngood\nbad \xff\x81 here\n"), "not UTF-8", 5},
        {STR("---\ntitle: x\n---\ngood\nca\xe9 here\n"), "Windows-1252", 5},
        {STR("---\ntitle: caf\xe9 \x93quoted\x94\n---\nca\xe9 here\n"), "Windows-1252", 2},
        {STR("\xff\xfe-\0-\0-\0\n\0a\0:\0 \0\xe9\0\n\0-\0-\0-\0\n\0x\0\n\0"), "UTF-16", 1},
        {STR("---\ntitle: x\n---\nbefore\0after\n"), "NUL", 4},
        {STR("---\ntitle: x\n---\n<p>before</p><script>never <p>closed</p>\n"), "<script> is never closed", 4},
        {STR("---\ntitle: x\n---\nan \x1b[31m escape\n"), "control characters", 4},
        {STR("---\ntitle: x\n---\nturned \xe2\x80\xae round\n"), "direction", 4},
        {STR("---\ntitle: x\ndate: 2021-02-30\n---\n"), "2021-02-30", 3},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct content c = parsed(cases[i].text, "some/name-of-it.md", CONTENT_FULL, &arena);
        if (c.rejected || !c.problems.first) {
            fail_msg("case %zu: rejected, or no problem", i);
        }
        bool said = false;
        for (const struct problem *p = c.problems.first; p; p = p->next) {
            said = said || (has(p->message, cases[i].says) && p->line == cases[i].line);
        }
        if (!said) {
            fail_msg("case %zu does not say '%s' at line %d, but '%.*s' at line %d", i, cases[i].says, cases[i].line,
                     (int)c.problems.first->message.n, c.problems.first->message.p, c.problems.first->line);
        }
        assert_true(text_is_clean(c.doc.text));
        assert_true(c.article.title.n > 0);
        arena_release(&arena);
    }
}

static void what_is_not_utf8_is_read_where_it_can_be(void **state) {
    (void)state;
    static const struct {
        struct str text;
        const char *title, *body;
    } cases[] = {
        {STR("---\ntitle: caf\xe9 \x96 \x93quoted\x94\n---\na \x80 and na\xefve\x85\n"), "caf\u00e9 \u2013 \u201cquoted\u201d",
         "a \u20ac and na\u00efve\u2026"},
        {STR("\xff\xfe-\0-\0-\0\n\0t\0i\0t\0l\0e\0:\0 \0\xe9\0\n\0-\0-\0-\0\n\0\x3d\xd8\x00\xde\n\0"), "\u00e9", "\U0001F600"},
        {STR("\xfe\xff\0-\0-\0-\0\n\0t\0i\0t\0l\0e\0:\0 \0\xe9\0\n\0-\0-\0-\0\n\xd8\x3d\xde\x00\0\n"), "\u00e9", "\U0001F600"},
        {STR("---\ntitle: T\n---\n\xc3\xa9 and \xe9\n"), "T", "\u00e9 and \ufffd"}, /* half UTF-8 is broken UTF-8 */
        {STR("---\ntitle: T\n---\n\xc0\xaf \xed\xa0\x80\n"), "T", "\ufffd \ufffd"},
        {STR("---\ntitle: T\n---\n\xcf \xf0 \xe8 \xe2 \xe5\n"), "T", "\ufffd \ufffd \ufffd \ufffd \ufffd"}, /* not Western */
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct content c = parsed(cases[i].text, "a.md", CONTENT_FULL, &arena);
        assert_false(c.rejected);
        assert_str(c.article.title, cases[i].title);
        assert_str(c.doc.text, cases[i].body);
        arena_release(&arena);
    }
}

/* Markup in a summary is what it means; what only looks like it stays. */
static void a_summary_is_plain_text(void **state) {
    static const struct {
        const char *written, *shown;
    } cases[] = {
        {"**Bold**, *em* and [a link](https://a.example/ \"t\")", "Bold, em and a link"},
        {"`code` and \\*escaped\\*", "code and *escaped*"},
        {"R&amp;D &mdash; <b>bold</b><br>next", "R&D \u2014 bold\nnext"},
        {"2 * 3 * 4, snake_case_name, C# & [sic], 5 < 6", "2 * 3 * 4, snake_case_name, C# & [sic], 5 < 6"},
        {"List<String> and x<y>z *", "List<String> and x<y>z *"},
        {"2*3*4 and f*ck and sh*t, but *so*", "2*3*4 and f*ck and sh*t, but so"},
        {"1. May & June", "1. May & June"},
        {"# 1 & only", "# 1 & only"},
        {"- 5 & below", "- 5 & below"},
        {"> 90 % & more", "> 90 % & more"},
        {"~~~ & more", "~~~ & more"},
        {"plain", "plain"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct buf file = {0};
        buf_printf(&file, "---\ntitle: T\nsummary: |\n  %s\n---\nBody.\n", cases[i].written);
        struct content c = parsed(buf_str(&file), "a.md", CONTENT_FULL, &arena);
        assert_false(c.rejected);
        assert_str(c.article.summary, cases[i].shown);
        buf_release(&file);
        arena_release(&arena);
    }
}

static void a_title_comes_from_somewhere(void **state) {
    (void)state;
    struct arena arena = {0};
    assert_str(
        parsed(STR("---\nid: 1\n---\ntext\n\n# The *heading*\n\n# Another\n"), "a.md", CONTENT_FULL, &arena).article.title,
        "The heading");
    assert_str(parsed(STR("---\nid: 1\n---\ntext\n"), "news/2021-11-28-some-name.md", CONTENT_FULL, &arena).article.title,
               "some name");
    assert_str(parsed(STR("---\nid: 1\n---\ntext\n\n## Costs\n"), "Home_Care.md", CONTENT_FULL, &arena).article.title,
               "Home Care");
    assert_str(parsed(STR("---\nid: 1\n---\n\n## Costs\n\n# One\n"), "a.md", CONTENT_FULL, &arena).article.title, "Costs");
    struct content c = parsed(STR("text"), "2021-11-28-x.md", CONTENT_FULL, &arena);
    assert_int_equal(c.article.date.day, date_day(2021, 11, 28));
    assert_str(c.article.title, "x");
    arena_release(&arena);
}

static void forms_of_pages_need_no_front_matter(void **state) {
    (void)state;
    static const char *const files[] = {
        "---\ntitle: {{ title }}\ntags:\n---\n", "---\ntitle: {{ title }}\ndate: {{ date }}\ntags:\ndraft: true\n---\n",
        "---\ntitle: \"{{ replace .Name \"-\" \" \" | title }}\"\ndate: {{ .Date }}\ndraft: true\n---\n",
        "+++\ntitle = '{{ .Name }}'\ndate = {{ .Date }}\ndraft = true\n+++\n"};
    for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
        struct arena arena = {0};
        struct content c = parsed(str_from(files[i]), "site/archetypes/post.md", CONTENT_FULL, &arena);
        assert_false(c.rejected);
        for (const struct problem *p = c.problems.first; p; p = p->next) {
            assert_int_equal(p->severity, SEVERITY_NOTE);
        }
        assert_str(c.article.title, "post");
        assert_true(c.article.draft == (i == 1 || i == 2));
        c = parsed(str_from(files[i]), "site/posts/post.md", CONTENT_FULL, &arena);
        assert_true(c.problems.count > 0);
        arena_release(&arena);
    }
}

/* Of a page of Notion only, as elsewhere it may be prose. */
static void properties_of_notion_are_fields(void **state) {
    (void)state;
    struct arena arena = {0};
    static const char file[] =
        "# Lock minutes\n\nCreated: May 6, 2024 10:11 AM\nTags: locks, water\nStatus: Done\n\nThe gate sticks.\n";
    struct content c = parsed(str_from(file), "Lock minutes 0a1b2c3d4e5f60718293a4b5c6d7e8f9.md", CONTENT_FULL, &arena);
    assert_str(c.article.title, "Lock minutes");
    assert_int_equal(c.article.date.day, date_day(2024, 5, 6));
    assert_int_equal(c.article.date.second, 36660);
    assert_int_equal(c.article.term_count, 2);
    assert_true(has(c.doc.text, "Status: Done"));
    c = parsed(str_from(file), "Lock minutes.md", CONTENT_FULL, &arena);
    assert_int_equal(c.article.date.day, DATE_NONE);
    c = parsed(STR("# Lock minutes\n\nCreated: May 6, 2024\nThe gate sticks.\n"), "Lock 0a1b2c3d4e5f60718293a4b5c6d7e8f9.md",
               CONTENT_FULL, &arena);
    assert_int_equal(c.article.date.day, DATE_NONE);
    arena_release(&arena);
}

static void a_status_may_hide(void **state) {
    (void)state;
    struct arena arena = {0};
    struct content c = parsed(STR("Title: T\nStatus: draft\n\nx\n"), "a.md", CONTENT_FULL, &arena);
    assert_true(c.article.draft && !c.article.private);
    c = parsed(STR("Title: T\nStatus: hidden\n\nx\n"), "a.md", CONTENT_FULL, &arena);
    assert_true(c.article.private && !c.article.draft);
    c = parsed(STR("Title: T\nStatus: published\n\nx\n"), "a.md", CONTENT_FULL, &arena);
    assert_false(c.article.private || c.article.draft);
    struct content_options vault = {.mode = CONTENT_FULL, .in_vault = true};
    content_parse(STR("---\ntitle: T\nstatus: draft\n---\nx\n"), STR("a.md"), &vault, &arena, &c);
    assert_false(c.article.draft);
    arena_release(&arena);
}

static void knows_content_by_its_name(void **state) {
    (void)state;
    static const char *const good[] = {"a.md", "a.MD",  "a.markdown", "a.html", "a.HTM", "a.b.md", "\xe6\x97\xa5.md",
                                       "-.md", "a.mdx", "a.qmd",      "a.Rmd",  "a.rmd"};
    static const char *const bad[] = {"",          "a",     "md",    ".md",      ".a.md",   "a.mdxx",
                                      "a.rmd.txt", "a.md~", "a.txt", "a.md.bak", "a.xhtml", "a."};
    for (size_t i = 0; i < ARRAY_SIZE(good); i++) {
        assert_true(content_is_named(str_from(good[i]), NULL));
    }
    for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
        assert_false(content_is_named(str_from(bad[i]), NULL));
    }
}

static void guesses_days(void **state) {
    (void)state;
    static const struct {
        const char *beginning, *path;
        int day[3];
    } cases[] = {
        {"---\ntitle: x\ndate: 2021-11-28\n", "a.md", {2021, 11, 28}},
        {"---\ndate: '2021-11-28'\n", "a.md", {2021, 11, 28}},
        {"---\ndate: \"2021-11-28T10:00:00Z\"\r\n", "a.md", {2021, 11, 28}},
        {"---\ndate: 2021-11-28", "a.md", {2021, 11, 28}},
        {"---\ndate: 28 November 2021\n", "2020-01-02-x.md", {2021, 11, 28}},
        {"---\ndate: nonsense\n", "2020-01-02-x.md", {2020, 1, 2}},
        {"---\ntitle: x\n", "news/2020-01-02-x.md", {2020, 1, 2}},
        {"+++\ntitle = 'x'\ndate = 2021-11-28T10:00:00Z\n", "a.md", {2021, 11, 28}},
        {"+++\ndate = \"2021-11-28\"\n", "a.md", {2021, 11, 28}},
        {"+++\ntext = '''\ndate: 2021-11-28\n", "2020-01-02-x.md", {2020, 1, 2}},
        {"---\nupdate: 2021-11-28\n", "a.md", {0, 0, 0}},
        {"---\ndate:", "a.md", {0, 0, 0}},
        {"---\ndate: '", "a.md", {0, 0, 0}},
        {"", "", {0, 0, 0}},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct content_place place;
        content_guess_place(str_from(cases[i].beginning), str_from(cases[i].path), &place);
        int32_t day = place.day;
        if (day != date_day(cases[i].day[0], cases[i].day[1], cases[i].day[2])) {
            fail_msg("case %zu: day %d", i, day);
        }
    }
    struct content_place none;
    content_guess_place((struct str){NULL, 0}, STR("x"), &none);
    assert_int_equal(none.day, DATE_NONE);
}

/* Whatever the bytes: an article whose text is clean, or a reason. */
static void guesses_places(void **state) {
    (void)state;
    static const char *const paths[] = {"link.href", "a.b.c", "url", NULL};
    static const struct {
        const char *text;
        int line, column; /* 0: none */
    } cases[] = {
        {"---\ntitle: T\nlink:\n  brand: b\n  href: h\n---\n", 5, 3},
        {"\n---\r\nlink:\r\n\r\n    href: h\r\n---\r\n", 5, 5},
        {"---\nurl: u\nlink:\n  href: h\n", 4, 3},
        {"---\nlink:\n  brand: b\nhref: h\nurl: u\n", 5, 1},
        {"---\nlink:\n  brand: b\nother:\n  href: h\n", 0, 0},
        {"---\na:\n  b:\n    c: d\n", 4, 5},
        {"---\nx:\n  url: u\nurls: u\n---\nurl: u\n", 0, 0},
        {"+++\n[a]\nurl = 1\n[link]\n  href = 'h'\n+++\n", 5, 3},
        {"\xef\xbb\xbf\r\n+++\r\nlink.href = 'h'\r\n", 3, 1},
        {"+++\n[ a.b ]\nc='d'\n", 3, 1},
        {"+++\nurls = 1\n[[a]]\nurl = 1\n+++\nurl = 2\n", 0, 0},
        {"{\"url\": \"u\"}", 0, 0},
        {"url", 0, 0},
        {"", 0, 0},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        int line = 0, column = 0;
        bool seen = content_guess_field(str_from(cases[i].text), paths, &line, &column);
        if (seen != (cases[i].line != 0) || (seen && (line != cases[i].line || column != cases[i].column))) {
            fail_msg("case %zu: %d:%d", i, line, column);
        }
    }
}

static void any_bytes_are_read_or_refused(void **state) {
    (void)state;
    static const char *const parts[] = {"---\n",  "title: ",  "date: ", "tags: [",      "]",        "\n",    "- ", "a: &x ",
                                        "*x",     "word ",    "<p>",    "</div>",       "{{< ",     "```\n", "# ", "| a |",
                                        "&#155;", "\x1b[31m", "\xff",   "\xe2\x80\xae", "\xe6\x97", "'",     "\"", ": ",
                                        "![x](",  ")",        "\r",     "<script>",     "&lt;",     "\t",    "  ", "...\n",
                                        "[^1]",   "id: 7\n",  "<!-- ",  "-->"};
    struct numbers r = {12};
    size_t rejected = 0, articles = 0;
    for (int round = 0; round < 4000; round++) {
        struct arena arena = {0};
        struct buf text = {0};
        buf_puts(&text, one_in(&r, 3) ? "" : one_in(&r, 2) ? "---\ntitle: x\n---\n" : "---\n");
        for (size_t n = number_below(&r, 30); n; n--) {
            buf_puts(&text, parts[number_below(&r, ARRAY_SIZE(parts))]);
        }
        char *exact = malloc(text.n + !text.n);
        memcpy(exact, text.n ? text.p : "", text.n);
        struct content c = parsed((struct str){exact, text.n}, one_in(&r, 2) ? "a.md" : "a.html",
                                  one_in(&r, 4) ? CONTENT_PLAIN : CONTENT_FULL, &arena);
        if (c.rejected) {
            rejected++;
            assert_true(c.problems.errors > 0 && c.problems.first);
        } else {
            articles++;
            assert_true(text_is_clean(c.doc.text) && text_is_clean(c.article.title));
            assert_true(c.article.title.n && c.article.key.n);
        }
        for (const struct problem *p = c.problems.first; p; p = p->next) {
            assert_true(text_is_clean(p->message) && !memchr(p->message.p, '\n', p->message.n));
        }
        free(exact);
        buf_release(&text);
        arena_release(&arena);
    }
    assert_true(rejected > 200 && articles > 200);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_front_matter_and_body),
        cmocka_unit_test(markdown_and_html_go_their_ways),
        cmocka_unit_test(a_plain_body_keeps_every_word),
        cmocka_unit_test(rejects_with_a_place),
        cmocka_unit_test(a_fragment_has_no_habits),
        cmocka_unit_test(what_others_mean_by_a_key_is_no_fault),
        cmocka_unit_test(a_broken_front_matter_costs_the_fields),
        cmocka_unit_test(warns_without_rejecting),
        cmocka_unit_test(what_is_not_utf8_is_read_where_it_can_be),
        cmocka_unit_test(a_summary_is_plain_text),
        cmocka_unit_test(a_title_comes_from_somewhere),
        cmocka_unit_test(forms_of_pages_need_no_front_matter),
        cmocka_unit_test(properties_of_notion_are_fields),
        cmocka_unit_test(a_status_may_hide),
        cmocka_unit_test(knows_content_by_its_name),
        cmocka_unit_test(guesses_days),
        cmocka_unit_test(guesses_places),
        cmocka_unit_test(any_bytes_are_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
