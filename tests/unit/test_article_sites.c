/* test_article_sites: pages as Zola and Hugo have them, from the file to the record. */
#include "content.h"
#include "support.h"

static struct content read_page(const char *page, const char *path, struct arena *arena) {
    struct content_options options = {.mode = CONTENT_FULL};
    struct content c;
    content_parse(str_from(page), str_from(path), &options, arena, &c);
    if (c.rejected || c.problems.errors + c.problems.warnings) {
        fail_msg("%s: %s", path, c.problems.first->message.p);
    }
    return c;
}

static void put_terms(struct buf *out, const struct article *a, enum taxonomy taxonomy) {
    for (size_t i = 0; i < a->term_count; i++) {
        if (a->terms[i].taxonomy == taxonomy) {
            buf_puts(out, out->n ? "|" : "");
            buf_add_str(out, a->terms[i].label);
        }
    }
}

static void assert_terms(const struct article *a, enum taxonomy taxonomy, const char *labels) {
    struct buf out = {0};
    put_terms(&out, a, taxonomy);
    assert_string_equal(buf_cstr(&out), labels);
    buf_release(&out);
}

static void a_page_of_zola(void **state) {
    (void)state;
    struct arena arena = {0};
    struct content c = read_page("\n+++\n"
                                 "title = \"The night shift\"\n"
                                 "description = '''Who is awake'''\n"
                                 "path = \"2017/09/18/night\"\n"
                                 "aliases = [\"night.html\", \"old/night\"]\n"
                                 "template = \"page.html\"\n"
                                 "draft = true\n"
                                 "weight = 1_0\n"
                                 "updated = 2020-01-02\n"
                                 "[taxonomies]\n"
                                 "categories = [\"Wards\"]\n"
                                 "tags = [\"care\", \"night\"]\n"
                                 "[extra]\n"
                                 "author = \"Ann Ode\"\n"
                                 "subtitle = \"An account\"\n"
                                 "image = \"night.jpg\"\n"
                                 "source = \"https://paper.example/night\"\n"
                                 "[[extra.links]]\n"
                                 "name = \"x\"\n"
                                 "+++\n\nThe text.\n",
                                 "posts/night.md", &arena);
    const struct article *a = &c.article;
    assert_str(a->title, "The night shift");
    assert_str(a->subtitle, "An account");
    assert_str(a->summary, "Who is awake");
    assert_str(a->permalink, "2017/09/18/night");
    assert_str(a->aliases, "night.html\nold/night");
    assert_str(a->image, "night.jpg");
    assert_str(a->source_url, "https://paper.example/night");
    assert_str(a->source_name, "paper.example");
    assert_int_equal(a->date.day, date_day(2017, 9, 18));
    assert_int_equal(a->modified.day, date_day(2020, 1, 2));
    assert_true(a->draft);
    assert_terms(a, TAX_TOPIC, "Wards");
    assert_terms(a, TAX_TAG, "care|night");
    assert_terms(a, TAX_AUTHOR, "Ann Ode");
    assert_str(c.doc.text, "The text.");
    arena_release(&arena);
}

static void a_page_of_hugo(void **state) {
    (void)state;
    struct arena arena = {0};
    struct content c = read_page("+++\r\n"
                                 "title = 'Triage'\r\n"
                                 "date = 2023-01-04T10:00:05Z\r\n"
                                 "lastmod = 2023-02-01 09:30:00+01:00\r\n"
                                 "draft = false\r\n"
                                 "tags = ['a', 'b']\r\n"
                                 "url = '/2001/01/01/triage/'\r\n"
                                 "[params]\r\n"
                                 "subtitle = 'First things'\r\n"
                                 "summary = 'What comes first'\r\n"
                                 "authors = ['Nora Tell', 'Ann Ode']\r\n"
                                 "[[resources]]\r\n"
                                 "src = '*.pdf'\r\n"
                                 "name = 'cover'\r\n"
                                 "[[resources]]\r\n"
                                 "src = 'images/door.jpg'\r\n"
                                 "name = 'featured'\r\n"
                                 "[resources.params]\r\n"
                                 "credits = 'x'\r\n"
                                 "+++\r\nThe text.\r\n",
                                 "posts/2019-01-01-triage.md", &arena);
    const struct article *a = &c.article;
    assert_str(a->title, "Triage");
    assert_str(a->subtitle, "First things");
    assert_str(a->summary, "What comes first");
    assert_str(a->image, "images/door.jpg");
    assert_int_equal(a->date.day, date_day(2023, 1, 4));
    assert_int_equal(a->date.second, 10 * 3600 + 5);
    assert_int_equal(a->modified.day, date_day(2023, 2, 1));
    assert_false(a->draft);
    assert_terms(a, TAX_TAG, "a|b");
    assert_terms(a, TAX_AUTHOR, "Nora Tell|Ann Ode");
    arena_release(&arena);
}

/* What a page says of itself is preferred to what its theme keeps. */
static void fields_come_before_tables(void **state) {
    (void)state;
    struct arena arena = {0};
    struct content c = read_page("+++\n"
                                 "title = 'T'\n"
                                 "subtitle = 'one'\n"
                                 "image = 'one.jpg'\n"
                                 "permalink = '/one/'\n"
                                 "path = 'two'\n"
                                 "extra.subtitle = 'two'\n"
                                 "extra.image = 'two.jpg'\n"
                                 "resources = [{src = 'cover.jpg'}]\n"
                                 "+++\n",
                                 "2021-03-04-t.md", &arena);
    const struct article *a = &c.article;
    assert_str(a->subtitle, "one");
    assert_str(a->image, "one.jpg");
    assert_str(a->permalink, "/one/");
    assert_int_equal(a->date.day, date_day(2021, 3, 4));
    c = read_page("---\ntitle: T\nresources: [x, {src: [y]}, {name: cover}, {src: cover.jpg}]\n---\n", "t.md", &arena);
    assert_str(c.article.image, "cover.jpg");
    arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_of_zola),
        cmocka_unit_test(a_page_of_hugo),
        cmocka_unit_test(fields_come_before_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
