/* test_html_head: whole pages: what their head says, and which part of them is shown. */
#include "content.h"
#include "support.h"

static struct content parsed(const char *html, struct arena *arena) {
    struct content c;
    content_parse(str_from(html), STR("some/name.html"), &(struct content_options){.mode = CONTENT_FULL}, arena, &c);
    assert_false(c.rejected);
    return c;
}

/* What the article says of itself, a line for each field that is not empty. */
static struct str fields_of(const struct article *a, struct arena *arena) {
    struct buf out = {0};
    static const char *const shown[] = {"title", "summary", "source_url", "source_name", "image"};
    for (size_t i = 0; i < ARRAY_SIZE(shown); i++) {
        struct str text = field_get_str(field_named(str_from(shown[i])), a);
        if (text.n) {
            buf_printf(&out, "%s %.*s\n", shown[i], (int)text.n, text.p);
        }
    }
    if (a->date.day != DATE_NONE) {
        buf_puts(&out, "date ");
        date_format_iso(&out, a->date.day);
        buf_putc(&out, '\n');
    }
    for (size_t i = 0; i < a->term_count; i++) {
        if (a->terms[i].taxonomy != TAX_SOURCE && a->terms[i].taxonomy != TAX_SECTION) {
            buf_printf(&out, "%s %.*s\n", taxonomies[a->terms[i].taxonomy].name, (int)a->terms[i].label.n, a->terms[i].label.p);
        }
    }
    struct str copy = arena_copy(arena, buf_str(&out));
    buf_release(&out);
    return copy;
}

static void reads_the_head(void **state) {
    (void)state;
    static const struct {
        const char *head, *fields;
    } cases[] = {
        {"<title>A &amp; <!-- b -->B</title>", "title A & B\n"},
        {"<title>Story | Site</title><meta property='og:title' content='Story'>", "title Story\n"},
        {"<title>Story | Site</title><meta property='og:title' content='Another'>", "title Story | Site\n"},
        {"<meta property='og:title' content='Story'>", "title Story\n"},
        {"<title>T</title><META NAME=Description CONTENT='What it &lt;says'>", "title T\nsummary What it <says\n"},
        {"<title>T</title><meta name=og:description content=og><meta name=description content=own>", "title T\nsummary own\n"},
        {"<title>T</title><meta name=author content='A B'><meta name=author content='C D'>",
         "title T\nauthor A B\nauthor C D\n"},
        {"<title>T</title><meta name=citation_author content='C D'><meta name=author content='A B'>", "title T\nauthor A B\n"},
        {"<title>T</title><meta property='article:author' content='https://a.example/ab'>", "title T\n"},
        {"<title>T</title><meta property='article:published_time' content='2026-11-19T08:00:00Z'><meta name=date "
         "content=2020-01-01>",
         "title T\ndate 2026-11-19\n"},
        {"<title>T</title><link rel=canonical href=https://a.example/x><meta property=og:url content=https://b.example/>",
         "title T\nsource_url https://a.example/x\nsource_name a.example\n"},
        {"<title>T</title><link rel=canonical href=/x><meta property=og:site_name content='A Site'>",
         "title T\nsource_name A Site\n"},
        {"<title>T</title><meta name=keywords content='a, b,,c'>", "title T\ntag a\ntag b\ntag c\n"},
        {"<title>T</title><meta property=article:tag content='a, b'><meta property=article:tag content=c>",
         "title T\ntag a\ntag b\ntag c\n"},
        {"<title>T</title><meta name=authors content='A B, C D'><meta name=tags content='a, b'><meta name=modified "
         "content=2020-01-02>",
         "title T\nauthor A B\nauthor C D\ntag a\ntag b\n"},
        {"<title>T</title><meta name=description><meta content=x><link rel=canonical><meta name=author content=''>",
         "title T\n"},
        {"<title>T</title></head><body><svg><title>Not this</title></svg><meta name=author content='Not this'>", "title T\n"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct buf html = {0};
        buf_printf(&html, "<!DOCTYPE html>\n<html><head>%s</head><body><p>Text.</p></body></html>", cases[i].head);
        struct content c = parsed(buf_cstr(&html), &arena);
        struct str got = fields_of(&c.article, &arena);
        if (!str_is(got, cases[i].fields) || c.problems.count) {
            fail_msg("<%s>: '%.*s', %zu problems", cases[i].head, (int)got.n, got.p, c.problems.count);
        }
        buf_release(&html);
        arena_release(&arena);
    }
}

static void reads_the_comment_of_a_saved_page(void **state) {
    (void)state;
    struct arena arena = {0};
    struct content c = parsed("<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://a.example/x \n"
                              " saved date: Fri Nov 20 2026 10:00:00 GMT+0000 (Coordinated Universal Time)\n-->"
                              "<title>T</title><p>Text.",
                              &arena);
    assert_true(str_is(fields_of(&c.article, &arena),
                       "title T\nsource_url https://a.example/x\nsource_name a.example\ndate 2026-11-20\nlanguage en\n"));
    assert_int_equal(c.problems.count, 0);
    c = parsed("<html><!-- url: https://a.example/x --><title>T</title><p>Text.", &arena);
    assert_true(str_is(fields_of(&c.article, &arena), "title T\n"));
    arena_release(&arena);
}

static void shows_the_main_part(void **state) {
    (void)state;
    static const struct {
        const char *html, *text;
    } cases[] = {
        {"<html><title>T</title><body><nav>Menu</nav><article><h1>T</h1><p>Text.</p></article><footer>F</footer>", "Text."},
        {"<html><title>T</title><body><article>A</article><article>B</article><p>Not.</p>", "A\nB"},
        {"<html><title>T</title><body><article>Not.</article><main class=x><p>M</p><article>A</article></main>", "M\nA"},
        {"<html><title>T</title><body><nav>Menu</nav><p>Text.</p><footer>F</footer>", "Text."},
        {"<html><title>T</title><body><main><footer>By A.</footer><nav>Menu</nav><p>Text.</p></main>", "By A.\nText."},
        {"<html><title>T</title><body><main></main><p>Text.</p>", "Text."},
        {"<html><title>T</title><body><!-- <main> --><p>Text.</p>", "Text."},
        {"<html><title>T</title><body><div hidden><main>Not.</main></div><main hidden>Not.</main><main>Text.</main>", "Text."},
        {"<html><title>T</title><body><template><main>Not.</main></template><main>Text.<p hidden>Not.</p></main>", "Text."},
        {"<html><title>T</title><body><main><h1>Another</h1><p>Text.</p></main>", "Another\nText."},
        {"<html><body><h1>Head</h1><p>Text.</p>", "Text."},
        {"<p>A part, <article>and</article> no page.</p><nav>N</nav>", "A part,\nand\nno page.\nN"},
        {"---\ntitle: T\n---\n<html><body><nav>N</nav><main>Text.</main>", "N\nText."},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena = {0};
        struct content c = parsed(cases[i].html, &arena);
        if (!str_is(c.doc.text, cases[i].text)) {
            fail_msg("<%s>: '%.*s'", cases[i].html, (int)c.doc.text.n, c.doc.text.p);
        }
        arena_release(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_head),
        cmocka_unit_test(reads_the_comment_of_a_saved_page),
        cmocka_unit_test(shows_the_main_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
