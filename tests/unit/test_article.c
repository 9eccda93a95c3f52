/* test_article: the tables, the rules, and records as bytes. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include "article.h"
#include "front.h"
#include "pack.h"
#include "text.h"

struct fixture {
    struct arena arena;
    struct problems problems;
    struct node *root;
    struct article article;
};

static void read_at(struct fixture *x, const char *path, const char *yaml) {
    memset(x, 0, sizeof *x);
    arena_init(&x->arena);
    problems_init(&x->problems, &x->arena);
    if (front_parse_yaml(str_from(yaml), 1, &x->arena, &x->root, &x->problems)) {
        fail_msg("<%s>: %s", yaml, x->problems.first->message.p);
    }
    article_from_node(&x->article, x->root, str_from(path), NULL, &x->arena, &x->problems);
}

static void read(struct fixture *x, const char *yaml) {
    read_at(x, "a.md", yaml);
}

static void end(struct fixture *x) {
    arena_release(&x->arena);
}

static void assert_str(struct str s, const char *expected) {
    if (!str_is(s, expected)) {
        fail_msg("'%.*s' is not '%s'", (int)s.n, s.p, expected);
    }
}

static size_t count_terms(const struct article *a, enum taxonomy taxonomy) {
    size_t n = 0;
    for (size_t i = 0; i < a->term_count; i++) {
        n += a->terms[i].taxonomy == taxonomy;
    }
    return n;
}

static const struct term *term_at(const struct article *a, enum taxonomy taxonomy, size_t index) {
    for (size_t i = 0; i < a->term_count; i++) {
        if (a->terms[i].taxonomy == taxonomy && !index--) {
            return &a->terms[i];
        }
    }
    fail_msg("there is no such %s", taxonomies[taxonomy].name);
    return NULL;
}

static bool has_problem(const struct fixture *x, enum severity severity, const char *words) {
    for (const struct problem *p = x->problems.first; p; p = p->next) {
        if (p->severity == severity && strstr(p->message.p, words)) {
            return true;
        }
    }
    return false;
}

/* Habits are told, too. */
static size_t count_warnings(const struct fixture *x) {
    size_t n = 0;
    for (const struct problem *p = x->problems.first; p; p = p->next) {
        n += p->severity == SEVERITY_WARNING;
    }
    return n;
}

/* The field that yaml fills, and the one warning that comes with it (NULL: none). */
static void assert_field(const char *yaml, const char *field, const char *expected, const char *warning) {
    struct fixture x;
    read(&x, yaml);
    for (size_t i = 0; i < field_count; i++) {
        if (!strcmp(fields[i].name, field)) {
            struct str s = field_get_str(&fields[i], &x.article);
            if (!str_is(s, expected)) {
                fail_msg("<%s>: %s is '%.*s'", yaml, field, (int)s.n, s.p);
            }
        }
    }
    if (count_warnings(&x) != (warning ? 1 : 0) || (warning && !has_problem(&x, SEVERITY_WARNING, warning))) {
        fail_msg("<%s>: warning '%s'", yaml, x.problems.first ? x.problems.first->message.p : "none");
    }
    end(&x);
}

/* Tables. */

static void tables_are_whole(void **state) {
    (void)state;
    bool seen[TAX_COUNT] = {false};
    for (int i = 0; i < TAX_COUNT; i++) {
        enum taxonomy tax;
        assert_true(taxonomy_parse(str_from(taxonomies[i].name), &tax) && (int)tax == i);
        assert_true(taxonomy_parse(str_from(taxonomies[i].plural), &tax) && (int)tax == i);
        assert_non_null(taxonomies[i].title);
        assert_false(taxonomy_parse(str_from(taxonomies[i].title), &tax));
    }
    for (size_t i = 0; i < field_count; i++) {
        assert_non_null(fields[i].paths);
        seen[fields[i].taxonomy] = seen[fields[i].taxonomy] || fields[i].kind == FIELD_TERMS;
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(fields[i].name, fields[k].name);
        }
    }
    for (int i = 0; i < TAX_COUNT; i++) {
        assert_true(seen[i]);
    }
    enum taxonomy tax;
    assert_false(taxonomy_parse(STR("top"), &tax));
    assert_false(taxonomy_parse(STR(""), &tax));
}

/* The reference format. */

static const char seed[] =
    "author:\n  - Radhika N\n"
    "categories:\n  - 'KLAS: Healthcare AI'\n"
    "categorySlug:\n  - 'klas: healthcare ai'\n"
    "categoryUrl:\n  - topic/klas-healthcare-ai\n"
    "categoryLabel:\n  - Healthcare Artificial Intelligence\n"
    "date: '2021-11-28'\n"
    "description: >-\n  One.\n\n  Two\n"
    "featuredImage:\n  alt: Picture\n  href: x.jpeg\n"
    "id: 10034\n"
    "identifier: News\n"
    "lastMod: '2021-11-29T18:58:26.010891Z'\n"
    "link:\n  brand: DigitalHealth.net\n  href: https://www.digitalhealth.net/a\n  original: https://b.example/\n"
    "href: https://c.example/\n"
    "openProjectCustomFields:\n  medigyTopics: [Other]\n"
    "openGraphMetaData: {ogsite_name: Digital Health}\n"
    "searchCategory: Curated\n"
    "slug: >-\n  digitalhealth-a\n"
    "source: open-project-curations\n"
    "tags:\n  - News\n"
    "title: Babylon and Microsoft\n"
    "via: ' '\nviaLink: null\n"
    "relatedOfferings:\n"
    "  - label: Atlas\n    permalink: /offering/atlas\n    categories:\n      - 'KLAS: Healthcare AI'\n"
    "      - 'Symplur: #care'\n    offeringId: 12864\n";

static void reads_the_seed_format(void **state) {
    (void)state;
    struct fixture x;
    read_at(&x, "news/2021/a.md", seed);
    const struct article *a = &x.article;
    assert_int_equal(x.problems.count, 0);
    assert_str(a->title, "Babylon and Microsoft");
    assert_int_equal(a->date.day, date_day(2021, 11, 28));
    assert_int_equal(a->modified.day, date_day(2021, 11, 29));
    assert_str(a->summary, "One.\nTwo");
    assert_str(a->source_url, "https://www.digitalhealth.net/a");
    assert_str(a->source_name, "DigitalHealth.net");
    assert_str(a->image, "x.jpeg");
    assert_str(a->image_alt, "Picture");
    assert_str(a->ident, "10034");
    assert_str(a->slug, "digitalhealth-a");
    assert_str(a->collection, "Curated");
    assert_str(a->key, "id:10034");
    assert_false(a->draft || a->private);
    assert_int_equal(a->term_count, 6);
    const struct term *topic = term_at(a, TAX_TOPIC, 0);
    assert_str(topic->key, "klas: healthcare ai");
    assert_str(topic->name, "KLAS: Healthcare AI");
    assert_str(topic->authority, "KLAS");
    assert_str(topic->label, "Healthcare Artificial Intelligence");
    assert_str(topic->slug, "klas: healthcare ai");
    assert_str(topic->url, "topic/klas-healthcare-ai");
    const struct term *offering = term_at(a, TAX_OFFERING, 0);
    assert_str(offering->key, "12864");
    assert_str(offering->name, "Atlas");
    assert_str(offering->label, "Atlas");
    assert_str(offering->url, "/offering/atlas");
    assert_str(offering->slug, "atlas");
    assert_str(offering->ident, "12864");
    assert_int_equal(offering->topic_count, 2);
    assert_str(offering->topics[1].authority, "Symplur");
    assert_str(offering->topics[1].label, "#care");
    assert_str(term_at(a, TAX_SOURCE, 0)->key, "digitalhealth.net");
    assert_str(term_at(a, TAX_SOURCE, 0)->name, "DigitalHealth.net");
    assert_str(term_at(a, TAX_AUTHOR, 0)->name, "Radhika N");
    assert_str(term_at(a, TAX_TAG, 0)->name, "News");
    assert_str(term_at(a, TAX_SECTION, 0)->name, "news");
    end(&x);
}

static void prefers_the_first_path_that_says_something(void **state) {
    (void)state;
    static const struct {
        const char *yaml, *field, *expected, *warning;
    } cases[] = {
        {"title: T\nname: N\n", "title", "T", NULL},
        {"title: ''\ndisplay_name: D\nname: N\n", "title", "D", NULL},
        {"title: ~\nlinkTitle: L\n", "title", "L", NULL},
        {"title: [a]\nname: N\n", "title", "a", "'title' is a list; using its first text"},
        {"title: {a: b}\nname: N\n", "title", "N", "'title' is a map"},
        {"title: 2021\n", "title", "2021", NULL},
        {"title: no\n", "title", "no", NULL},
        {"title: \"one\\ntwo\\t three \"\n", "title", "one two three", NULL},
        {"title: T\ndeck: D\nkicker: K\n", "subtitle", "D", NULL},
        {"title: T\nexcerpt: E\ndeck: D\n", "summary", "E", NULL},
        {"title: T\ndeck: D\n", "summary", "D", NULL},
        {"title: T\nhtmlMetaData: {description: H}\n", "summary", "H", NULL},
        {"title: T\nsource: GSA\nopenGraphMetaData: {ogsite_name: O}\n", "source_name", "GSA", NULL},
        {"title: T\nopenGraphMetaData: {ogsite_name: O}\n", "source_name", "O", NULL},
        {"title: T\nhref: https://www.example.com/x\n", "source_name", "example.com", NULL},
        {"title: T\n", "source_name", "", NULL},
        {"title: T\nfeatured_image: {uid: u, alt: A}\n", "image", "", NULL},
        {"title: T\nfeatured_image: {uid: u, alt: A}\n", "image_alt", "A", NULL},
        {"title: T\nimage: x.png\n", "image", "x.png", NULL},
        {"title: T\nurl: /about\n", "permalink", "/about", NULL},
        {"title: T\nlink: https://x.example/\nhref: https://a.example/\n", "source_url", "https://a.example/",
         "'link' is text"},
        {"title: T\nlink: [x]\n", "source_url", "", "'link' is a list; expected a map with 'href'"},
        {"title: T\nlink: {}\nhref: ''\n", "source_url", "", NULL},
        {"title: T\nlink: {brand: B, href: ''}\n", "source_url", "", "has no address"},
        {"title: T\nlink: {href: 'javascript:x'}\nhref: https://a.example/\n", "source_url", "https://a.example/",
         "'link.href' cannot be opened: 'javascript:'"},
        {"title: T\nlink: {href: ftp://x/}\nhref: ftp://x/\n", "source_url", "", "'link.href' cannot be opened"},
        {"title: T\nhref: \"https://x.example/\\0--y\"\n", "source_url", "", "a control character"},
        {"title: T\nhref: \" https://x.example/ \"\n", "source_url", "https://x.example/", NULL},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_field(cases[i].yaml, cases[i].field, cases[i].expected, cases[i].warning);
    }
}

static void cleans_texts(void **state) {
    (void)state;
    static const struct {
        const char *yaml, *field, *expected, *warning;
    } cases[] = {
        {"title: \"a\\e]0;x\\ab\"\n", "title", "a]0;xb", "'title' contains control characters"},
        {"title: \"a\\u202eb\"\n", "title", "ab", "text direction"},
        {"title: \"a\\0b\"\n", "title", "ab", "control"},
        {"title: 'Q&amp;A &#43; &#x2014;&mdash;&nbsp;&unknown; &amp;lt; &'\n", "title", "Q&A + \u2014\u2014 &unknown; &lt; &",
         NULL},
        {"title: '&eacute;&Eacute; &amp;eacute; &copy 2020, AT&T &frac12 &thetasym; &theta x'\n", "title",
         "\u00e9\u00c9 &eacute; \u00a9 2020, AT&T \u00bd \u03d1 &theta x", NULL},
        {"title: 'It&#8217;s&#146; &#x1F600; &#39s &#1 &#27; x &ampx &notes ?a=1&copy=2 &'\n", "title",
         "It\u2019s\u2019 \U0001f600 's &#1 x &ampx &notes ?a=1&copy=2 &", "control"},
        {"title: '<b>bold</b> <em class=\"x\">em</em><br/>x<script>y</script>'\n", "title", "bold em x<script>y</script>",
         NULL},
        {"title: 'x<y and y>z, 1 < 2, <'\n", "title", "x<y and y>z, 1 < 2, <", NULL},
        {"title: '<a <b <i'\n", "title", "<a <b <i", NULL},
        {"title: '<bold> <p'\n", "title", "<bold> <p", NULL},
        {"title: '&#0; &#xD800; &#99999999999; &#; &#x; &;'\n", "title", "\ufffd \ufffd \ufffd &#; &#x; &;", NULL},
        {"title: 'x&#27;y'\n", "title", "xy", "control"},
        {"title: '%s%s%n'\n", "title", "%s%s%n", NULL},
        {"title: '<p>One</p><p>Two</p>'\n", "title", "One Two", NULL},
        {"title: T\nsummary: '**One** &amp; <b>two</b>'\n", "summary", "**One** &amp; <b>two</b>", NULL}, /* content's part */
        {"title: T\naliases: /a\n", "aliases", "/a", NULL},
        {"title: T\naliases: [/a, '', /b/c/]\n", "aliases", "/a\n/b/c/", NULL},
        {"title: T\naliases: null\nredirect_from: /d\n", "aliases", "/d", NULL},
        {"title: '<sup>a</sup> 10<sup>-3</sup> <SUB>x</sub> H<sub class=\"y\">2</sub>O x<sup>n+1</sup> y<sup></sup><sup>'\n",
         "title", "a 10⁻³ x H₂O x^(n+1) y", NULL},
        {"title: 'is <s>not</s> <del>a <strike>b</strike></del> <del> </span>x</sup>'\n", "title", "is ~~not~~ ~~a b~~ x",
         NULL},
        {"title: T\nslug: 'a&amp;b'\n", "slug", "a&amp;b", NULL},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_field(cases[i].yaml, cases[i].field, cases[i].expected, cases[i].warning);
    }
}

static void knows_the_keys_of_many_sites(void **state) {
    (void)state;
    static const struct {
        const char *yaml, *field, *expected, *warning;
    } cases[] = {
        {"title: T\nimages: [a.png, b.png]\n", "image", "a.png", NULL},
        {"title: T\ncover: {image: a.png, alt: A}\n", "image", "a.png", NULL},
        {"title: T\ncover: {image: a.png, alt: A}\n", "image_alt", "A", NULL},
        {"title: T\nimage: {src: a.png}\n", "image", "a.png", NULL},
        {"title: T\nimage: {width: 1}\n", "image", "", NULL}, /* other keys of such a map are known */
        {"title: T\nimage: [{src: a.png}]\n", "image", "", "'image' is a list; expected text"},
        {"title: T\nlink: https://x.example/\n", "source_url", "https://x.example/",
         "'link' is text; expected a map with 'href'"},
        {"title: T\nlink: later\n", "source_url", "", "'link' is text; expected a map with 'href'"},
        {"title: T\nsource: https://www.x.example/a\n", "source_url", "https://www.x.example/a", NULL},
        {"title: T\nsource: https://www.x.example/a\n", "source_name", "x.example", NULL},
        {"title: T\nsource: {name: The Times, url: 'https://x.example/'}\n", "source_name", "The Times", NULL},
        {"title: T\nsource: {name: The Times, url: 'https://x.example/'}\n", "source_url", "https://x.example/", NULL},
        {"title: T\nvia: A Friend\n", "source_name", "A Friend", NULL},
        {"title: T\nvia: https://x.example/\n", "source_url", "https://x.example/", NULL},
        {"title: T\nvia: ftp://x.example/\n", "source_url", "", "'via' cannot be opened"},
        {"title: T\npermalink: pretty\nurl: /x/\n", "permalink", "/x/", NULL},
        {"title: T\npermalink: /:categories/:title/\n", "permalink", "", NULL},
        {"title: T\npermalink: \"{{ page.fileSlug }}.html\"\n", "permalink", "", NULL},
        {"title: T\npermalink: false\n", "permalink", "", NULL},
        {"title: T\naliases: [/a/, ' b ', ~]\nredirect_from: /c\n", "aliases", "/a/\nb\n/c", NULL},
        {"title: T\naliases: {a: b}\n", "aliases", "", "an entry of 'aliases' is a map"},
        {"title: T\ndescription: [one, two]\n", "summary", "one", "'description' is a list; using its first text"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_field(cases[i].yaml, cases[i].field, cases[i].expected, cases[i].warning);
    }
}

static void shortens_what_is_too_long(void **state) {
    (void)state;
    struct fixture x;
    struct buf yaml = {0};
    buf_puts(&yaml, "title: y");
    for (int i = 0; i < 33333; i++) {
        buf_puts(&yaml, "\xe6\xbc\xa2");
    }
    buf_puts(&yaml, "\ntags: [");
    for (int i = 0; i < 2000; i++) {
        buf_putc(&yaml, 'x');
    }
    buf_puts(&yaml, "]\n");
    read(&x, buf_cstr(&yaml));
    assert_int_equal(x.problems.warnings, 2);
    assert_true(has_problem(&x, SEVERITY_WARNING, "'title' is 100000 bytes long; only the first 16384 are kept"));
    assert_int_equal(x.article.title.n, 16384); /* 1 + 3 x 5461: whole characters */
    assert_int_equal(text_valid(x.article.title), x.article.title.n);
    assert_int_equal(term_at(&x.article, TAX_TAG, 0)->name.n, 1024);
    buf_release(&yaml);
    end(&x);
}

static void names_the_section(void **state) {
    (void)state;
    static const struct {
        const char *path, *section;
    } cases[] = {
        {"x.md", ""},
        {"news/x.md", "news"},
        {"news/local/x.md", "news"},
        {"content/x.md", ""},
        {"content/blog/2021/x.md", "blog"},
        {"src/content/posts/x.md", "posts"},
        {"src/content/posts/gardening/x.md", "gardening"},
        {"_posts/2021-03-04-x.md", "posts"},
        {"gardening/_posts/2021-03-04-x.md", "gardening"},
        {"_posts/gardening/x.md", "gardening"},
        {"_drafts/x.md", "drafts"},
        {"_recipes/soup.md", "recipes"},
        {"Projects/Home/x.md", "Projects"},
        {"docs/x.md", "docs"},
        {"docs/guide/x.md", "guide"},
        {"content/en/docs/x.md", "docs"},
        {"de/neues/x.md", "neues"},
        {"zh-cn/x.md", ""},
        {"pt_BR/blog/x.md", "blog"},
        {"go/x.md", "go"}, /* no language */
        {"xx-1y/x.md", "xx-1y"},
        {"2021/03/x.md", ""},
        {"2021-03/x.md", ""},
        {"posts/2021-03-04-a-walk/index.md", "posts"},
        {"2021-03-04-a-walk/notes.md", ""},
        {"2021/walks/x.md", "walks"},
        {"100-days/x.md", "100-days"},
        {"posts/a-walk/index.md", "posts"},
        {"a-walk/index.qmd", ""},
        {"blog/_index.md", "blog"},
        {"blog/a-walk/index.md", "blog"},
        {"docs/index.md", "docs"},
        {".archive/old/x.md", "old"},
        {"Content/Posts/x.md", "Posts"},
        {"//x.md", ""},
        {"_/x.md", ""},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        read_at(&x, cases[i].path, "title: T\n");
        const char *section = count_terms(&x.article, TAX_SECTION) ? term_at(&x.article, TAX_SECTION, 0)->name.p : "";
        if (strcmp(section, cases[i].section) != 0) {
            fail_msg("%s: '%s'", cases[i].path, section);
        }
        end(&x);
    }
}

static void reports_emptiness(void **state) {
    (void)state;
    static const struct {
        const char *yaml;
        enum severity severity;
    } empty[] = {{"{}\n", SEVERITY_ERROR},
                 {"title: ~\nlink: {}\ntags: []\nx:\n", SEVERITY_ERROR},
                 {"title: ''\nid: ''\n", SEVERITY_WARNING}};
    for (size_t i = 0; i < ARRAY_SIZE(empty); i++) {
        struct fixture x;
        read(&x, empty[i].yaml);
        assert_int_equal(x.problems.count, 1);
        assert_true(has_problem(&x, empty[i].severity, "all values in the front matter are empty"));
        end(&x);
    }
    struct fixture x;
    read(&x, "layout: home\n");
    assert_int_equal(x.problems.errors, 0);
    end(&x);
}

static void a_file_without_front_matter(void **state) {
    (void)state;
    struct arena arena;
    struct problems problems;
    struct article a;
    arena_init(&arena);
    problems_init(&problems, &arena);
    article_from_node(&a, NULL, STR("blog/2020-02-03-x.md"), NULL, &arena, &problems);
    assert_int_equal(problems.count, 0);
    assert_str(a.title, "");
    assert_int_equal(a.date.day, date_day(2020, 2, 3));
    assert_str(a.key, "path:blog/2020-02-03-x.md");
    assert_int_equal(a.term_count, 1);
    assert_str(term_at(&a, TAX_SECTION, 0)->key, "blog");
    arena_release(&arena);
}

static void chooses_keys(void **state) {
    (void)state;
    static const struct {
        const char *yaml, *key;
        size_t warnings;
    } cases[] = {
        {"title: T\nid: 7\nslug: s\n", "id:7", 0},
        {"title: T\nid: abc-1\n", "id:abc-1", 0},
        {"title: T\nid: 9223372036854775807\n", "id:9223372036854775807", 0},
        {"title: T\nslug: s\n", "slug:s", 0},
        {"title: T\nid: 0\nslug: s\n", "slug:s", 1},
        {"title: T\nid: -1\nslug: s\n", "slug:s", 1},
        {"title: T\nid: 1.5\nslug: s\n", "slug:s", 1},
        {"title: T\nid: 0x10\nslug: s\n", "slug:s", 1},
        {"title: T\nid: true\nslug: s\n", "slug:s", 1},
        {"title: T\nid: 9223372036854775808\nslug: s\n", "slug:s", 1},
        {"title: T\nid: [1]\nslug: s\n", "slug:s", 1},
        {"title: T\nid: ~\nslug: ~\n", "path:d/\xc3\xa9\\x1b\\\\.md", 0},
        {"title: T\nslug: ../../etc/passwd\n", "path:d/\xc3\xa9\\x1b\\\\.md", 1},
        {"title: T\nslug: /etc/passwd\n", "path:d/\xc3\xa9\\x1b\\\\.md", 1},
        {"title: T\nslug: a/../b\n", "path:d/\xc3\xa9\\x1b\\\\.md", 1},
        {"title: T\nslug: ''\n", "path:d/\xc3\xa9\\x1b\\\\.md", 1},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        read_at(&x, "d/\xc3\xa9\033\\.md", cases[i].yaml);
        if (!str_is(x.article.key, cases[i].key) || x.problems.warnings != cases[i].warnings) {
            fail_msg("<%s>: key '%s', %zu warnings", cases[i].yaml, x.article.key.p, x.problems.warnings);
        }
        end(&x);
    }
}

static void reads_dates(void **state) {
    (void)state;
    static const struct {
        const char *yaml;
        int32_t year, month, day; /* year 0: undated */
        const char *warning;
    } cases[] = {
        {"title: T\ndate: 2021-11-28\n", 2021, 11, 28, NULL},
        {"title: T\npublishDate: 4 June 2024\n", 2024, 6, 4, NULL},
        {"title: T\ndate: {year: 2021, month: 11, day: 28}\n", 2021, 11, 28, NULL},
        {"title: T\n", 2020, 2, 3, NULL},
        {"title: T\ndate: nonsense\n", 2020, 2, 3, "'date' is not a date that Courant can read"},
        {"title: T\ndate: 2021-02-30\n", 2020, 2, 3, "does not exist"},
        {"title: T\ndate: 01/02/2021\npublishDate: 2021-01-02\n", 2021, 1, 2, "day or the month"},
        {"title: T\ndate: ~\n", 2020, 2, 3, "the date is empty"},
        {"title: T\ndate: ''\npublishDate: 2021-01-02\n", 2021, 1, 2, NULL},
        {"title: T\ndate: [2021-01-02]\n", 2020, 2, 3, "'date' is a list; expected a date"},
        {"title: T\ndate: {year: 2021, month: 13, day: 1}\n", 2020, 2, 3, "'date' is a map"},
        {"title: T\ndate: {y: 1}\n", 2020, 2, 3, "'date' is a map"},
        {"title: T\ndate: {year: [1], month: 1, day: 1}\n", 2020, 2, 3, "'date' is a map"},
        {"title: T\ndate: {created: 2021-11-28, updated: 2022-01-02}\n", 2021, 11, 28, NULL},
        {"title: T\npublished: 2021-11-28\n", 2021, 11, 28, NULL},
        {"title: T\npublished: true\n", 2020, 2, 3, NULL},
        {"title: T\ndate: ' 2021-11-28'\n", 2021, 11, 28, "spaces around the date"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        read_at(&x, "a/2020-02-03-x.md", cases[i].yaml);
        const struct problem *p = x.problems.first;
        if (x.article.date.day != date_day(cases[i].year, cases[i].month, cases[i].day) || !p != !cases[i].warning) {
            fail_msg("<%s>: day %d, '%s'", cases[i].yaml, (int)x.article.date.day, p ? p->message.p : "no warning");
        }
        if (p) {
            assert_non_null(strstr(p->message.p, cases[i].warning));
            assert_int_equal(p->line, 2);
        }
        end(&x);
    }
    struct fixture x;
    read_at(&x, "a/x.md", "title: T\ndate: nonsense\nlastMod: ''\nexpirydate: 2025-01-22\n");
    assert_int_equal(x.article.date.day, DATE_NONE);
    assert_int_equal(x.article.modified.day, DATE_NONE);
    assert_int_equal(x.article.expires.day, date_day(2025, 1, 22));
    assert_int_equal(x.problems.count, 1);
    end(&x);
}

static void reads_flags(void **state) {
    (void)state;
    static const struct {
        const char *yaml;
        bool draft, private;
        size_t warnings;
    } cases[] = {
        {"title: T\n", false, false, 0},
        {"title: T\ndraft: true\n", true, false, 0},
        {"title: T\ndraft: 'true'\n", true, false, 0},
        {"title: T\ndraft: false\n", false, false, 0},
        {"title: T\npublished: false\n", true, false, 0},
        {"title: T\npublished: true\n", false, false, 0},
        {"title: T\ndraft: true\npublished: true\n", true, false, 0},
        {"title: T\nprivate: yes\n", false, true, 0},
        {"title: T\ndraft: perhaps\n", false, false, 1},
        {"title: T\ndraft: [true]\n", false, false, 1},
        {"title: T\ndraft: ~\n", false, false, 0},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        read(&x, cases[i].yaml);
        if (x.article.draft != cases[i].draft || x.article.private != cases[i].private ||
            x.problems.warnings != cases[i].warnings) {
            fail_msg("<%s>: draft %d private %d warnings %zu", cases[i].yaml, x.article.draft, x.article.private,
                     x.problems.warnings);
        }
        end(&x);
    }
}

static void knows_its_states(void **state) {
    (void)state;
    const struct date_now now = {100, 100 * 86400ll + 43200};
    struct article a = {0};
    assert_int_equal(article_states(&a, &now), 0);
    a.expires.day = 101;
    assert_int_equal(article_states(&a, &now), 0);
    a.expires.day = 100;
    assert_int_equal(article_states(&a, &now), HIDE_EXPIRED);
    a = (struct article){.draft = true, .private = true};
    assert_int_equal(article_states(&a, &now), HIDE_DRAFT | HIDE_PRIVATE);
}

/* The later of the two dates counts: from its day on, or from its instant on where a zone tells it. */
static void is_due_with_its_later_date(void **state) {
    (void)state;
    const struct date_now now = {100, 100 * 86400ll + 43200};
    const struct date noon_in_tokyo = {.day = 101, .second = 43200, .zone = 540, .has_time = true, .has_zone = true};
    struct article a = {.date.day = 100, .publish_date.day = 100};
    assert_int_equal(article_states(&a, &now), 0);
    a.date = (struct date){.day = 100, .second = 86399, .has_time = true};
    assert_int_equal(article_states(&a, &now), 0);
    a.publish_date.day = 101;
    assert_int_equal(article_states(&a, &now), HIDE_FUTURE);
    assert_int_equal(article_due(&a).day, 101);
    a = (struct article){.date.day = 102, .publish_date.day = 101};
    assert_int_equal(article_due(&a).day, 102);
    a = (struct article){.date = noon_in_tokyo};
    assert_int_equal(article_states(&a, &now), HIDE_FUTURE);
    assert_int_equal(article_states(&a, &(struct date_now){100, 101 * 86400ll + 3 * 3600}), 0);
    assert_int_equal(article_states(&a, &(struct date_now){100, 101 * 86400ll + 3 * 3600 - 1}), HIDE_FUTURE);
    assert_int_equal(article_states(&a, &(struct date_now){101, 0}), 0);
}

/* Terms. expected: their labels, parted by '|'. */
static void assert_terms(const char *yaml, enum taxonomy taxonomy, const char *expected, const char *warning) {
    struct fixture x;
    struct buf labels = {0};
    read(&x, yaml);
    for (size_t i = 0; i < x.article.term_count; i++) {
        if (x.article.terms[i].taxonomy == taxonomy) {
            buf_puts(&labels, labels.n ? "|" : "");
            buf_add_str(&labels, x.article.terms[i].label);
        }
    }
    if (strcmp(buf_cstr(&labels), expected) != 0) {
        fail_msg("<%s>: '%s'", yaml, buf_cstr(&labels));
    }
    if (count_warnings(&x) != (warning ? 1 : 0) || (warning && !has_problem(&x, SEVERITY_WARNING, warning))) {
        fail_msg("<%s>: %zu warnings, '%s'", yaml, count_warnings(&x), x.problems.first ? x.problems.first->message.p : "");
    }
    buf_release(&labels);
    end(&x);
}

static void reads_lists_of_names(void **state) {
    (void)state;
    static const struct {
        const char *yaml;
        enum taxonomy taxonomy;
        const char *labels, *warning;
    } cases[] = {
        {"title: T\nauthor: Jo\n", TAX_AUTHOR, "Jo", NULL},
        {"title: T\nauthors: Jo, Mo\n", TAX_AUTHOR, "Jo, Mo", NULL},
        {"title: T\nauthors: [Jo, ~, '', {name: Mo}, {display_name: Bo}, Jo]\n", TAX_AUTHOR, "Jo|Mo|Bo", NULL},
        {"title: T\nauthor: {name: Jo}\n", TAX_AUTHOR, "Jo", NULL},
        {"title: T\nauthor: {x: Jo}\n", TAX_AUTHOR, "", "an entry of 'author' is a map"},
        {"title: T\nauthor: [[Jo], Mo]\n", TAX_AUTHOR, "Mo", "an entry of 'author' is a list; expected text"},
        {"title: T\nauthor: ''\nauthors: [Mo]\n", TAX_AUTHOR, "Mo", NULL},
        {"title: T\nauthor: Jo\nauthors: [Mo]\n", TAX_AUTHOR, "Jo", NULL},
        {"title: T\ntags: [a, b, a, 5, 'a ']\n", TAX_TAG, "a|b|5", NULL},
        {"title: T\ntags: a, b,, c ,\n", TAX_TAG, "a|b|c", NULL},
        {"title: T\nkeywords: a,b\n", TAX_TAG, "a|b", NULL},
        {"title: T\ntag: a\n", TAX_TAG, "a", NULL},
        {"title: T\ntags: a\n", TAX_TAG, "a", "'tags' is text; expected a list"},
        {"title: T\ntags: [{name: a, slug: b}, {label: c}]\n", TAX_TAG, "a|c", NULL},
        {"title: T\ntaxonomies: {tags: [a], categories: [b]}\n", TAX_TOPIC, "b", NULL},
        {"title: T\ncategories: [{title: a}]\n", TAX_TOPIC, "a", NULL},
        {"title: T\ntags: {a: b}\n", TAX_TAG, "", "an entry of 'tags' is a map"},
        {"title: T\ntopics: [open-source, x]\n", TAX_TOPIC, "open-source|x", NULL},
        {"title: T\ncategory: x\n", TAX_TOPIC, "x", NULL},
        {"title: T\ncategories: []\ntopics: [y]\n", TAX_TOPIC, "y", NULL},
        {"title: T\ncategories: one\n", TAX_TOPIC, "one", "'categories' is text; expected a list"},
        {"title: T\ncategories: {a: b}\n", TAX_TOPIC, "", "'categories' is a map"},
        {"title: T\ncategories: [ok, ~, {a: b}, '', 5]\n", TAX_TOPIC, "ok|5", "an entry of 'categories' is a map"},
        {"title: T\ncategories: ['A: B: C', ': x', 'A:B', 'A: ', ':']\n", TAX_TOPIC, "B: C|: x|A:B|A:|:", NULL},
        {"title: T\nopenProjectCustomFields: {medigyTopics: ['K: L']}\n", TAX_TOPIC, "L", NULL},
        {"title: T\nlang: de\n", TAX_LANGUAGE, "de", NULL},
        {"title: T\nlanguage: pt-BR\n", TAX_LANGUAGE, "pt-BR", NULL},
        {"title: T\nlang: [de, DE, fr]\nlanguage: it\n", TAX_LANGUAGE, "de|fr", NULL},
        {"title: T\nlang: no\n", TAX_LANGUAGE, "no", NULL}, /* Norwegian, which YAML takes for false */
        {"title: T\nlang: ''\nlanguage: ~\n", TAX_LANGUAGE, "", NULL},
        {"title: T\n", TAX_LANGUAGE, "", NULL},
        {"title: T\nlanguage: {code: de}\n", TAX_LANGUAGE, "", "an entry of 'language' is a map; expected text"},
        {"title: T\nopenProjectCustomFields: x\n", TAX_TOPIC, "", "'openProjectCustomFields' is text; expected a map with"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_terms(cases[i].yaml, cases[i].taxonomy, cases[i].labels, cases[i].warning);
    }
}

static void matches_lists_beside_categories(void **state) {
    (void)state;
    struct fixture x;
    read(&x,
         "title: T\ncategories: ['K: A', ~, 'K: C', 'K: D']\ncategoryLabel: [LA, LB, '', LD]\ncategorySlug: [sa, sb, sc, [x]]\n"
         "categoryUrl: ~\n");
    assert_int_equal(x.problems.warnings, 1);
    assert_true(has_problem(&x, SEVERITY_WARNING, "an entry of 'categorySlug' is a list"));
    assert_int_equal(count_terms(&x.article, TAX_TOPIC), 3);
    assert_str(term_at(&x.article, TAX_TOPIC, 0)->label, "LA");
    assert_str(term_at(&x.article, TAX_TOPIC, 1)->label, "C");
    assert_str(term_at(&x.article, TAX_TOPIC, 1)->slug, "sc");
    assert_str(term_at(&x.article, TAX_TOPIC, 2)->label, "LD");
    assert_str(term_at(&x.article, TAX_TOPIC, 2)->slug, "");
    end(&x);
    /* lists that differ from one another */
    read(&x, "title: T\ncategories: [A, B, C]\ncategoryLabel: [LA]\ncategorySlug: []\n");
    assert_int_equal(x.problems.warnings, 2);
    assert_true(has_problem(&x, SEVERITY_WARNING, "'B' has no label: 'categoryLabel' has 1 entry for 3 categories"));
    assert_int_equal(x.problems.first->line, 2);
    assert_int_equal(x.problems.first->column, 17);
    assert_true(has_problem(&x, SEVERITY_WARNING, "'A' has no slug: 'categorySlug' has 0 entries for 3 categories"));
    assert_str(term_at(&x.article, TAX_TOPIC, 0)->label, "LA");
    assert_str(term_at(&x.article, TAX_TOPIC, 1)->label, "B");
    end(&x);
    /* lists that are all too short */
    read(&x, "title: T\ncategories: [A, B]\ncategoryLabel: [LA]\ncategorySlug: [sa]\n");
    assert_int_equal(x.problems.warnings, 0);
    assert_true(has_problem(&x, SEVERITY_NOTE, "'B' has no label: 'categoryLabel' has 1 entry for 2 categories"));
    end(&x);
    read(&x, "title: T\ncategories: [A]\ncategoryUrl: [u, v]\n");
    assert_true(
        has_problem(&x, SEVERITY_NOTE, "'v' is the address of no category: 'categoryUrl' has 2 entries for 1 category"));
    assert_int_equal(x.problems.first->line, 3);
    assert_int_equal(x.problems.first->column, 18);
    end(&x);
    assert_terms("title: T\ncategory: A\ncategoryLabel: [LA, LB]\n", TAX_TOPIC, "A", NULL);
    assert_terms("title: T\ncategories: A\ncategoryLabel: LA\n", TAX_TOPIC, "LA", "'categories' is text");
    assert_terms("title: T\ncategories: [A]\ncategoryLabel: {x: y}\n", TAX_TOPIC, "A", "'categoryLabel' is a map");
}

static void reads_offerings(void **state) {
    (void)state;
    static const struct {
        const char *yaml, *labels, *warning;
    } cases[] = {
        {"title: T\nrelatedOfferings: ~\n", "", NULL},
        {"title: T\nrelatedOfferings: []\n", "", NULL},
        {"title: T\nrelatedOfferings: [{label: A, permalink: /a, offeringId: 1}]\n", "A", NULL},
        {"title: T\nrelatedOfferings: [{label: A, permalink: /a, offeringId: 1, categories: ~}]\n", "A", NULL},
        {"title: T\nrelatedOfferings: {label: A, permalink: /a, offeringId: 1}\n", "A",
         "'relatedOfferings' is a map; expected a list of maps"},
        {"title: T\nrelatedOfferings: Atlas\n", "", "'relatedOfferings' is text; expected a list of maps"},
        {"title: T\nrelatedOfferings: [Atlas]\n", "", "an entry of 'relatedOfferings' is text"},
        {"title: T\nrelatedOfferings: [~]\n", "", "an entry of 'relatedOfferings' is empty"},
        {"title: T\nrelatedOfferings: [[a]]\n", "", "an entry of 'relatedOfferings' is a list"},
        {"title: T\nrelatedOfferings: [{}]\n", "", "it is skipped"},
        {"title: T\nrelatedOfferings: [{permalink: /offering/x, offeringId: 5}]\n", "/offering/x", "no label"},
        {"title: T\nrelatedOfferings: [{label: X, permalink: /x}]\n", "X", "the offering 'X' has no offeringId"},
        {"title: T\nrelatedOfferings: [{label: X}]\n", "X", "no offeringId"},
        {"title: T\nrelatedOfferings: [{label: 3, offeringId: 3}]\n", "3", NULL},
        {"title: T\nrelatedOfferings: [{label: [a], offeringId: 3}]\n", "3", "'label' of an offering is a list"},
        {"title: T\nrelatedOfferings: [{label: b, offeringId: 1.5}]\n", "b", "'offeringId' is not a positive whole number"},
        {"title: T\nrelatedOfferings: [{label: X, offeringId: 9},{label: Y, offeringId: 9}]\n", "X", "'Y' is listed twice"},
        {"title: T\nrelatedOfferings: [{label: X, offeringId: 9, categories: One}]\n", "X",
         "'categories' of an offering is text"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_terms(cases[i].yaml, TAX_OFFERING, cases[i].labels, cases[i].warning);
    }
    struct fixture x;
    read(&x, "title: T\nrelatedOfferings: [{label: X, permalink: /offering/x/}, {label: L}]\n");
    assert_str(term_at(&x.article, TAX_OFFERING, 0)->key, "/offering/x/");
    assert_str(term_at(&x.article, TAX_OFFERING, 0)->slug, "x");
    assert_str(term_at(&x.article, TAX_OFFERING, 1)->key, "l");
    end(&x);
}

static void many_terms_are_all_there(void **state) {
    (void)state;
    enum { TERMS = 10000 };
    struct fixture x;
    struct buf yaml = {0};
    buf_puts(&yaml, "title: T\ntags:\n");
    for (int i = 0; i < 2 * TERMS; i++) {
        buf_printf(&yaml, "- t%d\n", i % TERMS);
    }
    read(&x, buf_cstr(&yaml));
    assert_int_equal(x.article.term_count, TERMS);
    assert_str(x.article.terms[TERMS - 1].key, "t9999");
    buf_release(&yaml);
    end(&x);
}

static void one_key_in_two_taxonomies(void **state) {
    (void)state;
    struct fixture x;
    read_at(&x, "News/a.md", "title: T\ntags: [News]\ncategories: [News]\n");
    assert_int_equal(x.article.term_count, 3);
    end(&x);
}

/* What site generators and programs for notes write where others write a plain value. */
static void values_for_a_program(void **state) {
    (void)state;
    static const struct {
        const char *yaml, *title, *image, *topics;
        int day; /* of May 2024; 0: no date */
        bool private;
    } cases[] = {
        {"title: T\ndate: git Created", "T", "", "", 0, false},
        {"title: T\ndate: Last Modified", "T", "", "", 0, false},
        {"title: T\ndate: last-modified\ndate-modified: today", "T", "", "", 0, false},
        {"title: T\ndate: '`r Sys.Date()`'", "T", "", "", 0, false},
        {"title: T\ndate: '{{ date }}'", "T", "", "", 0, false},
        {"title: T\ndate: '[[2024-05-06]]'", "T", "", "", 6, false},
        {"title: T\npubDatetime: 2024-05-07T10:00:00Z", "T", "", "", 7, false},
        {"title: T\ndate created: Wednesday, May 8th 2024, 9:00:00 am", "T", "", "", 8, false},
        {"title: '{{ page.title }}'", "", "", "", 0, false},
        {"title: '{% block title %}x{% endblock %}'", "", "", "", 0, false},
        {"title: '{{'", "{{", "", "", 0, false},
        {"title: '{{}}'", "", "", "", 0, false},
        {"title: Braces {{ and }} explained", "Braces {{ and }} explained", "", "", 0, false},
        {"title: T\nhero: {tagline: x, image: {file: a.webp}}", "T", "a.webp", "", 0, false},
        {"title: T\nslug: /", "T", "", "", 0, false},
        {"title: T\nunlisted: true", "T", "", "", 0, true},
        {"title: T\ncategories: [[Travel, Coast], [Travel, Hills], Food]", "T", "", "Travel|Coast|Hills|Food|", 0, false},
        {"title: T\ncategories: ['#travel', C#, '# of boats']", "T", "", "travel|C#|# of boats|", 0, false},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        struct buf topics = {0};
        read(&x, cases[i].yaml);
        if (x.problems.count) {
            fail_msg("<%s>: %s", cases[i].yaml, x.problems.first->message.p);
        }
        for (size_t t = 0; t < x.article.term_count; t++) {
            if (x.article.terms[t].taxonomy == TAX_TOPIC) {
                buf_printf(&topics, "%.*s|", (int)x.article.terms[t].name.n, x.article.terms[t].name.p);
            }
        }
        assert_str(x.article.title, cases[i].title);
        assert_str(x.article.image, cases[i].image);
        assert_str(buf_str(&topics), cases[i].topics);
        assert_int_equal(x.article.date.day, cases[i].day ? date_day(2024, 5, cases[i].day) : DATE_NONE);
        assert_int_equal(x.article.private, cases[i].private);
        buf_release(&topics);
        end(&x);
    }
}

static void titles_from_elsewhere(void **state) {
    (void)state;
    static const struct {
        const char *heading, *path, *title;
    } cases[] = {
        {"A  heading\n", "x.md", "A heading"},
        {"", "news/atlas-wins_contract.md", "atlas wins contract"},
        {" ", "2021-11-28-atlas-wins.md", "atlas wins"},
        {"", "2017-2-5-i-dont.md", "i dont"},
        {"", "2021-11-28.md", "2021-11-28"},
        {"", "journals/2021_11_28.md", "2021-11-28"},
        {"", "20211128.md", "2021-11-28"},
        {"", "20211128 Ferry to Lund.md", "Ferry to Lund"},
        {"", "202111281011 On e-mail_lists.md", "On e-mail_lists"},
        {"", "202111281011.md", "202111281011"},
        {"", "20211128T101112--on-tidal-mills__water_mill.md", "on tidal mills"},
        {"", "Meeting 2021-11-28 x.md", "Meeting 2021-11-28 x"},
        {"", "Minutes 0a1b2c3d4e5f60718293a4b5c6d7e8f9.md", "Minutes"},
        {"", "Minutes 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9.md", "Minutes"},
        {"", "0a1b2c3d4e5f60718293a4b5c6d7e8f9.md", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
        {"", "mills___tidal.md", "mills/tidal"},
        {"", "mills%2Ftidal.md", "mills/tidal"},
        {"", "offering/atlas/index.md", "atlas"},
        {"", "offering/atlas/_index.md", "atlas"},
        {"", "index.md", "index"},
        {"", "no-extension", "no extension"},
        {"", "with.dots.md", "with.dots"},
        {"", ".md", ".md"},
        {"", "a\033[31m\xff.md", "a[31m\ufffd"},
        {"", "---.md", "(no title)"},
        {"", "", "(no title)"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena;
        struct article a = {0};
        arena_init(&arena);
        article_fallback_title(&a, str_from(cases[i].heading), str_from(cases[i].path), &arena);
        assert_str(a.title, cases[i].title);
        arena_release(&arena);
    }
}

/* Bytes. */

static void packs_and_unpacks(void **state) {
    (void)state;
    struct fixture x;
    struct article back;
    struct buf bytes = {0}, again = {0};
    read_at(&x, "news/a.md", seed);
    x.article.draft = true;
    article_pack(&bytes, &x.article);
    assert_int_equal(article_unpack(buf_str(&bytes), &back, &x.arena), 0);
    article_pack(&again, &back);
    assert_true(str_equal(buf_str(&bytes), buf_str(&again)));
    assert_str(back.title, "Babylon and Microsoft");
    assert_true(back.draft);
    assert_false(back.private);
    assert_int_equal(back.modified.second, x.article.modified.second);
    assert_str(back.key, "id:10034");
    assert_int_equal(back.term_count, x.article.term_count);
    assert_str(term_at(&back, TAX_OFFERING, 0)->topics[1].name, "Symplur: #care");
    buf_release(&bytes);
    buf_release(&again);
    end(&x);
}

static void refuses_cut_bytes(void **state) {
    (void)state;
    struct fixture x;
    struct article back;
    struct buf bytes = {0};
    read(&x, seed);
    article_pack(&bytes, &x.article);
    for (size_t n = 0; n < bytes.n; n++) {
        char *copy = malloc(n ? n : 1);
        memcpy(copy, bytes.p, n);
        assert_int_equal(article_unpack((struct str){copy, n}, &back, &x.arena), -1);
        free(copy);
    }
    buf_putc(&bytes, 0);
    assert_int_equal(article_unpack(buf_str(&bytes), &back, &x.arena), -1);
    buf_release(&bytes);
    end(&x);
}

/* What a broken worker could send: changed bytes, and bytes of chance. Whatever is read can be packed again. */
static void survives_any_bytes(void **state) {
    (void)state;
    struct fixture x;
    struct buf bytes = {0};
    uint32_t chance = 1;
    read(&x, seed);
    article_pack(&bytes, &x.article);
    for (int round = 0; round < 20000; round++) {
        char *copy = malloc(bytes.n);
        struct arena arena;
        struct article back;
        arena_init(&arena);
        memcpy(copy, bytes.p, bytes.n);
        for (int i = 0; i < 1 + round % 4 || (round % 100 == 0 && i < (int)bytes.n); i++) {
            chance = chance * 1664525 + 1013904223;
            size_t at = round % 100 == 0 ? (size_t)i : (chance >> 8) % bytes.n;
            copy[at] = (char)(chance >> 24);
        }
        if (!article_unpack((struct str){copy, bytes.n}, &back, &arena)) {
            struct buf again = {0};
            article_pack(&again, &back);
            for (size_t i = 0; i < back.term_count; i++) {
                assert_true(back.terms[i].taxonomy < TAX_COUNT);
            }
            buf_release(&again);
        }
        arena_release(&arena);
        free(copy);
    }
    buf_release(&bytes);
    end(&x);
}

static void refuses_counts_beyond_the_bytes(void **state) {
    (void)state;
    struct fixture x;
    struct article back;
    struct buf bytes = {0};
    read(&x, "title: T\n");
    x.article.term_count = 0;
    article_pack(&bytes, &x.article);
    bytes.n--; /* the count of terms */
    pack_uint(&bytes, 1000);
    for (int i = 0; i < 1500; i++) {
        buf_putc(&bytes, 0);
    }
    assert_int_equal(article_unpack(buf_str(&bytes), &back, &x.arena), -1);
    assert_int_equal(back.term_count, 0);
    buf_release(&bytes);
    end(&x);
}

/* Names of people, and addresses. */

static void reads_names_of_people(void **state) {
    (void)state;
    static const struct {
        const char *yaml, *names;
    } cases[] = {
        {"author:\n- name: {given: Zoe, family: Turnwell}\n- name: Chris Mainer\n", "Zoe Turnwell|Chris Mainer"},
        {"author: {given: Zoe, family: Turnwell}\n", "Zoe Turnwell"},
        {"author: {first: Zoe, last: Turnwell}\n", "Zoe Turnwell"},
        {"author: {name: {literal: The Ward}}\n", "The Ward"},
        {"author: {family: Turnwell}\n", "Turnwell"},
        {"by:\n- Ross Hale\n", "Ross Hale"},
        {"author: A B\nby: C D\n", "A B"},
        {"author: [\"[[Mira Kellan]]\", \"[[people/Adam Voss]]\", \"[[am|A. Moss]]\"]\n", "Mira Kellan|Adam Voss|A. Moss"},
        {"author: [[Mira Kellan]]\n", "Mira Kellan"},
        {"author:\n- [[Mira Kellan]]\n- [[Adam Voss]]\n", "Mira Kellan|Adam Voss"},
        {"author: '[[]]'\n", "[[]]"},
        {"authors: [ada-brill, jean_luc-m2, ada-brill, Ada Brill]\n", "Ada Brill|Jean Luc M2"},
        {"authors: [ada, Ada-Brill, ada--brill, -ada, ada-, ada.brill, a b-c, a-1]\n",
         "ada|Ada-Brill|ada--brill|-ada|ada-|ada.brill|a b-c|a-1"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        struct buf names = {0}, yaml = {0};
        buf_printf(&yaml, "title: T\n%s", cases[i].yaml);
        read(&x, buf_cstr(&yaml));
        for (size_t k = 0; k < count_terms(&x.article, TAX_AUTHOR); k++) {
            buf_puts(&names, k ? "|" : "");
            buf_add_str(&names, term_at(&x.article, TAX_AUTHOR, k)->label);
        }
        if (strcmp(buf_cstr(&names), cases[i].names) || x.problems.count) {
            fail_msg("<%s>: '%s', %zu problems", cases[i].yaml, buf_cstr(&names), x.problems.count);
        }
        buf_release(&names);
        buf_release(&yaml);
        end(&x);
    }
    struct fixture x;
    read(&x, "title: T\nauthor: [ada-brill, Cy Dorn]\n");
    assert_str(term_at(&x.article, TAX_AUTHOR, 0)->slug, "ada-brill");
    assert_str(term_at(&x.article, TAX_AUTHOR, 1)->slug, "");
    end(&x);
    read(&x, "title: T\nauthor: {name: {name: {name: {name: x}}}}\n");
    assert_true(has_problem(&x, SEVERITY_WARNING, "an entry of 'author' is a map"));
    end(&x);
}

static void an_address_under_url_is_a_source(void **state) {
    (void)state;
    assert_field("title: T\nurl: https://a.example/x\n", "source_url", "https://a.example/x", NULL);
    assert_field("title: T\nurl: https://a.example/x\n", "permalink", "", NULL);
    assert_field("title: T\nurl: /a/x/\n", "source_url", "", NULL);
    assert_field("title: T\nurl: /a/x/\n", "permalink", "/a/x/", NULL);
    assert_field("title: T\ncanonical: https://a.example/x\n", "source_url", "https://a.example/x", NULL);
    assert_field("title: T\nurl: https://b.example/\nsource: https://a.example/\n", "source_url", "https://a.example/", NULL);
}

static void odd_dates_are_read_and_said(void **state) {
    (void)state;
    static const char *const values[] = {"28.11.2021", "11/28/2021", "1638125906", "1638125906000"};
    for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
        struct fixture x;
        struct buf yaml = {0};
        buf_printf(&yaml, "title: T\ndate_published: %s\n", values[i]);
        read(&x, buf_cstr(&yaml));
        assert_int_equal(x.article.date.day, date_day(2021, 11, 28));
        assert_int_equal(x.problems.count, 1);
        assert_true(has_problem(&x, SEVERITY_WARNING, "'date_published' is read as 2021-11-28"));
        buf_release(&yaml);
        end(&x);
    }
    struct fixture x;
    read_at(&x, "2021/11/28/x/index.md", "title: T\n");
    assert_int_equal(x.article.date.day, date_day(2021, 11, 28));
    end(&x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_whole),
        cmocka_unit_test(reads_the_seed_format),
        cmocka_unit_test(prefers_the_first_path_that_says_something),
        cmocka_unit_test(cleans_texts),
        cmocka_unit_test(knows_the_keys_of_many_sites),
        cmocka_unit_test(shortens_what_is_too_long),
        cmocka_unit_test(names_the_section),
        cmocka_unit_test(reports_emptiness),
        cmocka_unit_test(a_file_without_front_matter),
        cmocka_unit_test(chooses_keys),
        cmocka_unit_test(reads_dates),
        cmocka_unit_test(reads_flags),
        cmocka_unit_test(knows_its_states),
        cmocka_unit_test(is_due_with_its_later_date),
        cmocka_unit_test(reads_lists_of_names),
        cmocka_unit_test(matches_lists_beside_categories),
        cmocka_unit_test(reads_offerings),
        cmocka_unit_test(many_terms_are_all_there),
        cmocka_unit_test(one_key_in_two_taxonomies),
        cmocka_unit_test(values_for_a_program),
        cmocka_unit_test(titles_from_elsewhere),
        cmocka_unit_test(packs_and_unpacks),
        cmocka_unit_test(refuses_cut_bytes),
        cmocka_unit_test(survives_any_bytes),
        cmocka_unit_test(reads_names_of_people),
        cmocka_unit_test(an_address_under_url_is_a_source),
        cmocka_unit_test(odd_dates_are_read_and_said),
        cmocka_unit_test(refuses_counts_beyond_the_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
