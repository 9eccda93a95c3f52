/* test_front_headers: header lines without a fence, and prose that looks like them. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include "content.h"
#include "front.h"

static const struct content_options options = {.mode = CONTENT_FULL};

static struct content parsed(const char *text, struct arena *arena) {
    struct content c;
    content_parse(str_from(text), STR("a.md"), &options, arena, &c);
    return c;
}

static void assert_str(struct str s, const char *expected, const char *input) {
    if (!str_is(s, expected)) {
        fail_msg("<%s>: '%.*s' is not '%s'", input, (int)s.n, s.p, expected);
    }
}

/* The labels of a taxonomy, with "|" between them. */
static void assert_terms(const struct article *a, enum taxonomy taxonomy, const char *expected, const char *input) {
    struct buf labels = {0};
    for (size_t i = 0; i < a->term_count; i++) {
        if (a->terms[i].taxonomy == taxonomy) {
            buf_puts(&labels, labels.n ? "|" : "");
            buf_add_str(&labels, a->terms[i].label);
        }
    }
    assert_str(buf_str(&labels), expected, input);
    buf_release(&labels);
}

static void reads_header_lines(void **state) {
    (void)state;
    static const struct {
        const char *text, *title, *authors, *tags;
        int year;
        const char *body;
    } cases[] = {
        {"Title: One\n\nText.\n", "One", "", "", 0, "Text."},
        {"title: One\nDATE: 2020-02-03 10:20\nAuthors: A B; C, D\nTags: x, y\n\nText.\n", "One", "A B|C, D", "x|y", 2020,
         "Text."},
        {"Title:   One\nAuthor:  A, B\nKeywords: x\n\nText.\n", "One", "A, B", "x", 0, "Text."},
        {"Title: One\nAuthors: A, B\n\nText.\n", "One", "A|B", "", 0, "Text."},
        {"Summary: a value\n    that goes on\n\ton and on\nTitle: One\n\nText.\n", "One", "", "", 0, "Text."},
        {"title:: One\ntags:: x, [[y z]], #w\ndate:: [[2023-01-02]]\nauthor:: [[A B]]\n\n- Text.\n", "One", "A B", "x|y z|w",
         2023, "Text."},
        {"\n\nTitle: One\r\nDate: 2020-01-02\r\n\r\nText.\r\n", "One", "", "", 2020, "Text."},
        {"\xef\xbb\xbfTitle: One\nBase Header Level: 2\n\nText.", "One", "", "", 0, "Text."},
        {"Title: #1: a B\npubDate: 2020-01-02\nTag:\n\nText.\n", "#1: a B", "", "", 2020, "Text."},
        {"Title: One\nAuthor: A", "One", "A", "", 0, ""},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        int year, month, day;
        struct content c = parsed(cases[i].text, &arena);
        assert_false(c.rejected);
        if (c.problems.first) {
            fail_msg("<%s>: %s", cases[i].text, c.problems.first->message.p);
        }
        assert_str(c.article.title, cases[i].title, cases[i].text);
        assert_terms(&c.article, TAX_AUTHOR, cases[i].authors, cases[i].text);
        assert_terms(&c.article, TAX_TAG, cases[i].tags, cases[i].text);
        date_split(c.article.date.day, &year, &month, &day);
        assert_int_equal(year, cases[i].year);
        assert_str(c.doc.text, cases[i].body, cases[i].text);
        arena_release(&arena);
    }
}

static void a_missing_first_fence_is_said(void **state) {
    (void)state;
    struct arena arena = {0};
    struct content c = parsed("\ntitle: 'One'\ntags:\n- a\n- b\ndate: 2020-01-02\n---\n\nText.\n", &arena);
    assert_int_equal(c.problems.count, 1);
    assert_int_equal(c.problems.first->severity, SEVERITY_WARNING);
    assert_int_equal(c.problems.first->line, 2);
    assert_non_null(strstr(c.problems.first->message.p, "'---' is missing"));
    assert_str(c.article.title, "One", "title");
    assert_terms(&c.article, TAX_TAG, "a|b", "tags");
    assert_str(c.doc.text, "Text.", "text");
    c = parsed("Title: One\n---\n\nText.\n", &arena); /* a heading of Markdown */
    assert_str(c.article.title, "Title: One", "title");
    c = parsed("title: One\ntags:\n- a\n\nText.\n", &arena);
    assert_terms(&c.article, TAX_TAG, "", "tags");
    arena_release(&arena);
}

static void a_value_that_goes_on_is_one_line(void **state) {
    (void)state;
    struct arena arena = {0};
    struct content c = parsed("Summary: a value\n    that goes on\nTitle: One\n  and two\n\nText.", &arena);
    assert_str(c.article.summary, "a value that goes on", "summary");
    assert_str(c.article.title, "One and two", "title");
    arena_release(&arena);
}

static void prose_stays_prose(void **state) {
    (void)state;
    static const char *const cases[] = {
        "Note: this is prose.\n\nText.\n",
        "Title: this looks like one\nbut the paragraph goes on.\n\nText.\n",
        "Title: x\n# Heading\n\nText.\n",
        "http://title.example/: x\n\nText.\n",
        "Title:x\n\nText.\n",
        "    Title: x\n\nText.\n",
        "- Title: x\n\nText.\n",
        "Text.\n\nTitle: x\n\nText.\n",
        "A sentence of more than forty bytes before a colon: x\nTitle: x\n\nText.\n",
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct front front;
        struct problems problems;
        problems_init(&problems, &arena);
        assert_int_equal(front_split(str_from(cases[i]), &front, &problems), 0);
        if (front.found) {
            fail_msg("<%s> has a front matter", cases[i]);
        }
        assert_int_equal(front.body.n, strlen(cases[i]));
        arena_release(&arena);
    }
}

static void knows_the_places_of_values(void **state) {
    (void)state;
    struct arena arena = {0};
    struct content c = parsed("\nTitle: One\n  and two\nDate:  2020-02-30\n\nText \x01.\n", &arena);
    assert_int_equal(c.problems.count, 2);
    assert_int_equal(c.problems.first->line, 4);
    assert_int_equal(c.problems.first->column, 8);
    assert_int_equal(c.problems.first->next->line, 5);
    arena_release(&arena);
}

static void header_lines_have_a_limit(void **state) {
    (void)state;
    struct arena arena = {0};
    struct buf text = {0};
    struct front front;
    struct problems problems;
    problems_init(&problems, &arena);
    buf_puts(&text, "Title: x\n");
    while (text.n <= FRONT_MAX_BYTES) {
        buf_puts(&text, "key: value\n");
    }
    assert_int_equal(front_split(buf_str(&text), &front, &problems), 0);
    assert_false(front.found);
    buf_release(&text);
    arena_release(&arena);
}

static void reads_what_a_clip_says(void **state) {
    (void)state;
    static const struct {
        const char *text, *authors, *source;
    } cases[] = {
        {"# One\n\n![cover](a.jpg)\n\n## Metadata\n- Author: [[A B]]\n- Full Title: One\n- URL: https://a.example/x\n\nText.\n",
         "A B", "https://a.example/x"},
        {"# One\n## metadata\n\n* Author: A B; C D\n* prose\n* URL: https://a.example/x\n", "A B|C D", ""},
        {"# One\n## Metadata\nProse.\n- Author: A B\n", "", ""},
        {"# One\n## Notes\n- Author: A B\n", "", ""},
        {"---\ntitle: One\nauthor: A B\n---\n[Read Original](https://a.example/x)\n", "A B", "https://a.example/x"},
        {"---\ntitle: One\nsource: https://b.example/\n---\n[Read Original](https://a.example/x)\n", "", "https://b.example/"},
        {"---\ntitle: One\nurl: https://b.example/\n---\n[Read Original](https://a.example/x)\n", "", "https://b.example/"},
        {"---\ntitle: One\n---\n[Read Original](https://a.example/x", "", ""},
        {"---\ntitle: One\n---\n## Metadata\n- Author: A B\n", "", ""},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct content c = parsed(cases[i].text, &arena);
        assert_str(c.article.title, "One", cases[i].text);
        assert_terms(&c.article, TAX_AUTHOR, cases[i].authors, cases[i].text);
        assert_str(c.article.source_url, cases[i].source, cases[i].text);
        arena_release(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_header_lines),
        cmocka_unit_test(a_value_that_goes_on_is_one_line),
        cmocka_unit_test(prose_stays_prose),
        cmocka_unit_test(knows_the_places_of_values),
        cmocka_unit_test(a_missing_first_fence_is_said),
        cmocka_unit_test(reads_what_a_clip_says),
        cmocka_unit_test(header_lines_have_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
