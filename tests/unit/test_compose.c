/* test_compose: the page of an article: every part that there is and none that there is not; the rendered article that keeps
 * it. */
#include "archive.h"
#include "compose.h"
#include "date.h"
#include "text.h"

static struct term all[] = {
    {.taxonomy = TAX_TOPIC, .name = STR("KLAS: AI"), .authority = STR("KLAS"), .label = STR("AI"), .id = 11},
    {.taxonomy = TAX_TOPIC, .name = STR("KLAS: EHR"), .authority = STR("KLAS"), .label = STR("EHR"), .id = 12},
    {.taxonomy = TAX_TOPIC, .name = STR("Nursing"), .label = STR("Nursing"), .id = 13},
    {.taxonomy = TAX_OFFERING, .name = STR("Atlas"), .label = STR("Atlas"), .id = 14, .count = 6},
    {.taxonomy = TAX_SOURCE, .name = STR("a.example"), .label = STR("a.example"), .id = 15},
    {.taxonomy = TAX_AUTHOR, .name = STR("Radhika"), .label = STR("Radhika"), .id = 16},
    {.taxonomy = TAX_TAG, .name = STR("secret-tag"), .label = STR("secret-tag"), .id = 17},
};

static struct str page_of(const struct article *a, const char *body, struct arena *arena) {
    struct doc doc, out;
    doc_from_plain(str_from(body), arena, &doc);
    compose_article(a, &doc, NULL, true, arena, &out);
    struct buf packed = {0};
    struct doc again;
    doc_pack(&packed, &out); /* what is composed is a good document */
    assert_int_equal(doc_unpack(buf_str(&packed), &again, arena), 0);
    assert_true(str_equal(again.text, out.text));
    buf_release(&packed);
    return out.text;
}

static void has(struct str s, const char *part) {
    if (!memmem(s.p, s.n, part, strlen(part))) {
        fail_msg("no '%s' in:\n%.*s", part, (int)s.n, s.p);
    }
}

static void lacks(struct str s, const char *part) {
    if (memmem(s.p, s.n, part, strlen(part))) {
        fail_msg("'%s' in:\n%.*s", part, (int)s.n, s.p);
    }
}

static void a_full_article_shows_all(void **state) {
    (void)state;
    struct arena arena = {0};
    struct article a = {.title = STR("The title"),
                        .subtitle = STR("The subtitle"),
                        .date = {date_day(2021, 11, 28), 0},
                        .summary = STR("What it is about."),
                        .source_url = STR("https://a.example/1"),
                        .draft = true,
                        .terms = all,
                        .term_count = ARRAY_SIZE(all)};
    struct str text = page_of(&a, "The body.", &arena);
    assert_true(str_starts(text, "The title\nThe subtitle\n28 Nov 2021 \xc2\xb7 a.example \xc2\xb7 Radhika \xc2\xb7 draft\n"));
    has(text, "Topics: KLAS: AI, EHR; Nursing\n");
    has(text, "What it is about.\nThe body.");
    has(text, "Offerings");
    has(text, "Atlas (6)");
    has(text, "Source: https://a.example/1");
    a.draft = false;
    a.private = true;
    has(page_of(&a, "", &arena), "private");
    arena_release(&arena);
}

static void a_bare_article_shows_nothing_else(void **state) {
    (void)state;
    struct arena arena = {0};
    struct article a = {.title = STR("The title")};
    struct str text = page_of(&a, "The body.", &arena);
    static const char *const parts[] = {"Topics", "Offerings", "Source", "draft", "private", "\xc2\xb7"};
    for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
        lacks(text, parts[i]);
    }
    has(text, "The body.");
    page_of(&(struct article){.title = STR_NONE}, "", &arena);
    arena_release(&arena);
}

/* A summary that the text begins with is not said twice. */
static void a_summary_is_said_once(void **state) {
    (void)state;
    struct arena arena = {0};
    struct article a = {.title = STR("x"), .summary = STR("The first sentence  of it")};
    struct str text = page_of(&a, "The first\nsentence of it, and more.", &arena);
    lacks(text, "sentence  of");
    a.summary = STR("Another sentence");
    has(page_of(&a, "The first sentence.", &arena), "Another sentence");
    has(page_of(&a, "", &arena), "Another sentence");
    has(page_of(&a, "Another", &arena), "Another sentence");
    arena_release(&arena);
}

static void names_are_links(void **state) {
    (void)state;
    struct arena arena = {0};
    struct article a = {
        .title = STR("x"), .terms = all, .term_count = ARRAY_SIZE(all), .source_url = STR("https://a.example/1")};
    struct doc body, out;
    bool linked[20] = {false}, source = false;
    doc_from_plain(STR("y"), &arena, &body);
    compose_article(&a, &body, NULL, true, &arena, &out);
    for (size_t i = 0; i < out.span_count; i++) {
        int64_t term = 0;
        if (out.spans[i].link) {
            struct str url = out.links[out.spans[i].link - 1].url;
            if (link_is_term(url, &term)) {
                assert_true(term > 10 && term < 18);
                assert_true(str_equal(str_slice(out.text, out.spans[i].offset, out.spans[i].offset + out.spans[i].length),
                                      all[term - 11].label));
                linked[term] = true;
            }
            source = source || str_is(url, "https://a.example/1");
        }
    }
    for (int id = 11; id <= 16; id++) {
        assert_true(linked[id]);
    }
    assert_true(source);
    arena_release(&arena);
}

static void knows_links_to_terms(void **state) {
    (void)state;
    int64_t id = 0;
    assert_true(link_is_term(STR("courant:term/12"), &id));
    assert_int_equal(id, 12);
    assert_false(link_is_term(STR("courant:term/"), &id));
    assert_false(link_is_term(STR("courant:term/x"), &id));
    assert_false(link_is_term(STR("courant:term/1/2"), &id));
    assert_false(link_is_term(STR("courant:article/12"), &id));
    assert_false(link_is_term(STR("https://a.example/"), &id));
    assert_false(link_is_term(STR_NONE, &id));
}

static void set(struct rendered_article *s, struct cache *c, int64_t id) {
    struct arena arena = {0};
    struct article a;
    struct doc body;
    struct err e;
    assert_well(cache_article(c, id, &arena, &a, &e), &e);
    assert_well(cache_document(c, id, &arena, &body, &e), &e);
    rendered_article_set(s, id, &arena, &a, &body, &(struct related_rows){0});
}

static void a_rendered_article_keeps_what_it_has(void **state) {
    struct archive a;
    struct rendered_article s = {0};
    struct err e = {0};
    int64_t first, second;
    char *file = path_in(*state, "cache.db");
    archive_init(&a, 31);
    archive_build(&a, file, 5);
    struct cache *c = open_well(file, CACHE_READ);
    rendered_article_layout(&s, &(struct layout_options){.columns = 40, .ascii = false}); /* nothing there */
    assert_well(cache_locate(c, STR("1"), &first, &e), &e);
    assert_well(cache_locate(c, STR("2"), &second, &e), &e);
    set(&s, c, first);
    rendered_article_layout(&s, &(struct layout_options){.columns = 40, .ascii = false});
    size_t lines = s.page.line_count;
    assert_true(lines > 0);
    rendered_article_layout(&s, &(struct layout_options){.columns = 40, .ascii = false});
    assert_int_equal(s.page.line_count, lines);
    rendered_article_layout(&s, &(struct layout_options){.columns = 1, .ascii = true});
    assert_true(s.page.line_count > lines);
    rendered_article_layout(&s, &(struct layout_options){.columns = 0, .ascii = true});
    set(&s, c, second);
    assert_str(identity_own(s.article.key), "id:2");
    rendered_article_layout(&s, &(struct layout_options){.columns = 40, .ascii = false});
    rendered_article_release(&s);
    rendered_article_release(&s);
    cache_close(c);
    archive_release(&a);
    free(file);
}

static void a_summary_is_shown_once(void **state) {
    (void)state;
    struct arena arena = {0};
    struct article a = {.title = STR("T"), .subtitle = STR("Only once."), .summary = STR("Only once."), .slug = STR_NONE};
    a.source_url = a.source_name = a.image = a.permalink = a.aliases = STR_NONE;
    struct str text = page_of(&a, "Another body.", &arena);
    const char *first = memmem(text.p, text.n, "Only once.", 10);
    assert_non_null(first);
    assert_null(memmem(first + 1, text.n - (size_t)(first + 1 - text.p), "Only once.", 10));
    arena_release(&arena);
}

/* Pictures before the first words do not hide that the text begins with the summary. */
static void a_summary_behind_a_picture_is_said_once(void **state) {
    (void)state;
    struct arena arena = {0};
    struct article a = {.title = STR("x"), .summary = STR("The first sentence")};
    struct doc body, page;
    struct doc_builder b;
    doc_build(&b);
    doc_leaf(&b, BLOCK_PARAGRAPH, 0, 0);
    doc_span(&b, STR("A picture"), SPAN_IMAGE, 0);
    doc_span(&b, STR("The first sentence, and more."), 0, 0);
    doc_build_end(&b, &arena, &body);
    compose_article(&a, &body, NULL, true, &arena, &page);
    const char *first = memmem(page.text.p, page.text.n, "The first", 9);
    assert_non_null(first);
    assert_null(memmem(first + 1, page.text.n - (size_t)(first + 1 - page.text.p), "The first", 9));
    arena_release(&arena);
}

static void assert_short_head(const char *title, int columns, const char *expected) {
    struct arena arena = {0};
    struct term terms[] = {{.taxonomy = TAX_SOURCE, .label = STR("wire.example.com"), .name = STR_NONE, .authority = STR_NONE},
                           {.taxonomy = TAX_TOPIC, .label = STR("Nursing"), .name = STR_NONE, .authority = STR("Osprey")},
                           {.taxonomy = TAX_OFFERING, .label = STR("Pump"), .name = STR_NONE, .authority = STR_NONE}};
    struct article a = {.title = str_from(title), .date = {date_day(2024, 11, 18), 0}, .terms = terms, .term_count = 3};
    struct doc body, page;
    struct page lines;
    struct buf out = {0};
    doc_from_plain(STR("The text."), &arena, &body);
    compose_article(&a, &body, NULL, false, &arena, &page);
    page_init(&lines);
    layout_doc(&lines, &page, &(struct layout_options){.columns = columns});
    page_text(&lines, &out);
    if (strncmp(buf_cstr(&out), expected, strlen(expected)) != 0) {
        fail_msg("%s---- expected:\n%s", buf_cstr(&out), expected);
    }
    buf_release(&out);
    page_release(&lines);
    arena_release(&arena);
}

/* Whatever the title, the text begins in the fifth row of the pane. */
static void a_short_head_has_three_lines(void **state) {
    (void)state;
    assert_short_head("A title", 60, "A title\nwire.example.com · 18 Nov 2024 · 1 min\nNursing · 1 offering\n\nThe text.\n");
    assert_short_head("A title that needs a second line to be said", 30,
                      "A title that needs a second\nline to be said\nwire.example.com …\n\nThe text.\n");
    assert_short_head("A title that is longer than two lines of so few columns", 20,
                      "A title that is\nlonger than two …\nwire.example.com …\n\nThe text.\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_article_shows_all),
        cmocka_unit_test(a_bare_article_shows_nothing_else),
        cmocka_unit_test(a_summary_is_said_once),
        cmocka_unit_test(names_are_links),
        cmocka_unit_test(knows_links_to_terms),
        test_in_scratch(a_rendered_article_keeps_what_it_has),
        cmocka_unit_test(a_short_head_has_three_lines),
        cmocka_unit_test(a_summary_is_shown_once),
        cmocka_unit_test(a_summary_behind_a_picture_is_said_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
