/* test_config: the configuration file, and the places of files. */
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

#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"
#include "config.h"

static char folder[] = "/tmp/courant-test-config-XXXXXX";
static char file[64];

static int set_up(void **state) {
    (void)state;
    if (!mkdtemp(folder)) {
        return -1;
    }
    snprintf(file, sizeof file, "%s/config.yaml", folder);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    static const char *const made[] = {
        "/config.yaml", "/courant/config.yaml", "/courant", "/a/b/c", "/a/b", "/a", "/plain", ""};
    for (size_t i = 0; i < ARRAY_SIZE(made); i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", folder, made[i]);
        if (unlink(path)) {
            rmdir(path);
        }
    }
    return 0;
}

static void write_file(const char *path, const char *text) {
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static int load(const char *text, struct config *c, struct err *e) {
    write_file(file, text);
    return config_load(file, c, e);
}

/* The first warning begins with the file's name and these words. */
static void assert_warns(const char *text, const char *words) {
    struct config c;
    struct err e = {0};
    struct buf expected = {0};
    buf_printf(&expected, "%s%s", file, words);
    if (load(text, &c, &e)) {
        fail_msg("<%s>: %s", text, e.text);
    }
    if (!c.warning_count || !str_starts(c.warnings[0], buf_cstr(&expected))) {
        fail_msg("<%s>: '%s'", text, c.warning_count ? c.warnings[0].p : "no warning");
    }
    config_release(&c);
    buf_release(&expected);
}

static void assert_defaults(const struct config *c) {
    assert_int_equal(c->roots.count, 0);
    assert_non_null(c->roots.paths);
    assert_null(c->roots.paths[0]);
    assert_null(c->browser);
    assert_null(c->base_url);
    assert_false(c->ascii);
    assert_true(c->color);
    assert_true(c->mouse);
    assert_int_equal(c->query_count, 0);
}

static void options_have_names_and_help(void **state) {
    (void)state;
    assert_true(config_option_count > 0);
    for (size_t i = 0; i < config_option_count; i++) {
        assert_true(*config_options[i].name && *config_options[i].help && *config_options[i].value);
    }
}

static void says_nothing(void **state) {
    (void)state;
    static const char *const texts[] = {"", "\n", "# a comment\n  # another\n\n", "{}\n",
                                        "ascii:\nroots: []\nbrowser: ''\ncolor: ~\n"};
    for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
        struct config c;
        struct err e = {0};
        if (load(texts[i], &c, &e)) {
            fail_msg("<%s>: %s", texts[i], e.text);
        }
        assert_defaults(&c);
        config_release(&c);
    }
}

static void reads_options(void **state) {
    (void)state;
    struct config c;
    struct err e = {0};
    setenv("HOME", "/home/reader", 1);
    assert_warns("roots:\n  - /srv/news\n  - ~/news\n  - ~\n", ":4:5: expected a folder"); /* a bare ~ is null in YAML */
    assert_int_equal(load("roots:\n  - /srv/news\n  - ~/news\n  - '~'\nbrowser: w3m %s\nbase_url: https://www.example.com\n"
                          "ascii: true\ncolor: no\nmouse: off\n",
                          &c, &e),
                     0);
    assert_int_equal(c.warning_count, 0);
    assert_int_equal(c.roots.count, 3);
    assert_string_equal(c.roots.paths[0], "/srv/news");
    assert_string_equal(c.roots.paths[1], "/home/reader/news");
    assert_string_equal(c.roots.paths[2], "/home/reader");
    assert_null(c.roots.paths[3]);
    assert_string_equal(c.browser, "w3m %s");
    assert_string_equal(c.base_url, "https://www.example.com");
    assert_true(c.ascii);
    assert_false(c.color);
    assert_false(c.mouse);
    config_release(&c);
    assert_int_equal(load("roots: /srv/one\n", &c, &e), 0);
    assert_int_equal(c.roots.count, 1);
    assert_string_equal(c.roots.paths[0], "/srv/one");
    config_release(&c);
    assert_int_equal(load("queries:\n  Nursing papers: topic:nursing -ferry\n  Later: is:queued\n  Empty:\n", &c, &e), 0);
    assert_int_equal(c.query_count, 2);
    assert_true(str_is(c.queries[0].name, "Nursing papers") && str_is(c.queries[0].text, "topic:nursing -ferry"));
    assert_true(str_is(c.queries[1].name, "Later") && str_is(c.queries[1].text, "is:queued"));
    config_release(&c);
}

static void warns(void **state) {
    (void)state;
    static const struct {
        const char *text, *words; /* behind the file's name */
    } cases[] = {
        {"ascii: true\nbrwser: x\n", ":2:9: unknown option 'brwser' (known: roots, archives, browser, "},
        {"\"\\e]0;x\\a\": 1\n", ":1:13: unknown option '\\x1b]0;x\\x07'"},
        {"ascii: perhaps\n", ":1:8: expected true or false"},
        {"ascii: 'true'\n", ":1:8: expected true or false"},
        {"ascii: [true]\n", ":1:8: expected true or false"},
        {"browser: [w3m]\n", ":1:10: expected text"},
        {"browser: \"a\\0b\"\n", ":1:10: expected text"},
        {"base_url: ftp://x/\n", ":1:11: 'ftp:'"},
        {"base_url: [x]\n", ":1:11: expected text"},
        {"language: german\n", ":1:11: expected the code of a language, such as de or pt-br"},
        {"language: [de]\n", ":1:11: expected the code of a language"},
        {"roots: [news]\n", ":1:9: a folder must begin with / or ~/"},
        {"roots: [~other/news]\n", ":1:9: a folder must begin"},
        {"roots: {a: b}\n", ":1:8: expected a folder"},
        {"roots: [[/a]]\n", ":1:9: expected a folder"},
        {"roots: [\"/a\\0b\"]\n", ":1:9: expected a folder"},
        {"ascii: true\nascii: false\n", ":2:8: 'ascii' is already set on line 1"},
        {"queries: is:unread\n", ":1:10: expected a map of names to queries"},
        {"- a\n", ":1:1: expected lines of 'key: value'"},
        {"x: [a\n", ":1:4: the list that begins here"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_warns(cases[i].text, cases[i].words);
    }
    unsetenv("HOME");
    assert_warns("roots: ~/x\n", ":1:8: cannot expand '~': HOME");
}

/* What is right in the file is used. */
static void the_rest_is_used(void **state) {
    (void)state;
    struct config c;
    struct err e = {0};
    assert_int_equal(
        load("brwser: x\nascii: perhaps\ncolor: no\nroots: [news, /srv/one, {a: b}]\n"
             "fields: {titel: x, title: [a..b, headline]}\nendings: [a/b, .txt]\narchives: {work: , home: /srv/home}\n",
             &c, &e),
        0);
    assert_int_equal(c.warning_count, 8);
    assert_false(c.ascii || c.color);
    assert_int_equal(c.roots.count, 1);
    assert_string_equal(c.roots.paths[0], "/srv/one");
    assert_string_equal(field_paths(c.fields, field_named(STR("title")))[0], "headline");
    assert_int_equal(c.endings.count, 1);
    assert_int_equal(c.archive_count, 1);
    assert_string_equal(c.archives[0].name, "home");
    config_release(&c);
    assert_int_equal(load("ascii: true\nbrowser: [w3m\ncolor: no\n", &c, &e), 0); /* no YAML: line by line */
    assert_int_equal(c.warning_count, 1);
    assert_true(c.ascii);
    assert_false(c.color);
    assert_null(c.browser);
    config_release(&c);
    struct buf many = {0};
    for (int i = 0; i < 300; i++) {
        buf_printf(&many, "option%d: x\n", i);
    }
    assert_int_equal(load(buf_cstr(&many), &c, &e), 0);
    assert_int_equal(c.warning_count, 100);
    config_release(&c);
    buf_release(&many);
}

static void takes_colours_by_the_names_of_looks(void **state) {
    (void)state;
    struct config c;
    struct err e = {0};
    assert_int_equal(load("theme: light\n"
                          "colors:\n"
                          "  link: \"#7aa2f7\"\n"
                          "  title: bold red\n"
                          "  selected: {fg: black, bg: 152, bold: true, reverse: false}\n",
                          &c, &e),
                     0);
    assert_int_equal(c.warning_count, 0);
    struct paint link = theme_paint(&c.theme, BACKDROP_UNKNOWN, PALETTE_TRUE, LOOK_LINK);
    struct paint title = theme_paint(&c.theme, BACKDROP_UNKNOWN, PALETTE_256, LOOK_TITLE);
    struct paint selected = theme_paint(&c.theme, BACKDROP_UNKNOWN, PALETTE_256, PAINT_SELECTED);
    struct paint dim = theme_paint(&c.theme, BACKDROP_UNKNOWN, PALETTE_256, LOOK_DIM);
    assert_int_equal(link.color, TINT_RGB | 0x7AA2F7);
    assert_int_equal(link.attributes, PAINT_UNDERLINE);
    assert_int_equal(title.color, 1);
    assert_int_equal(title.attributes, PAINT_BOLD);
    assert_int_equal(selected.color, 0);
    assert_int_equal(selected.back, 152);
    assert_int_equal(selected.attributes, PAINT_BOLD);
    assert_int_equal(dim.color, 240); /* of the light theme */
    config_release(&c);
    assert_int_equal(load("ascii: false\n", &c, &e), 0);
    title = theme_paint(&c.theme, BACKDROP_DARK, PALETTE_256, LOOK_TITLE);
    assert_int_equal(title.color, TINT_NONE); /* nothing is changed that nobody named */
    config_release(&c);
}

static void says_which_colours_it_cannot_use(void **state) {
    (void)state;
    assert_warns("theme: blue\n", ":1:8: expected auto, dark, light, high-contrast or mono");
    assert_warns("colors: red\n", ":1:9: expected a map of looks");
    assert_warns("colors:\n  heading: #abcdef\n", ":2:11: expected a colour (\"#7aa2f7\" in quotes");
    assert_warns("colors:\n  titel: red\n", ":2:10: unknown look 'titel' (known: text, dim, title");
    assert_warns("colors:\n  title: [red]\n", ":2:10: expected a colour");
    assert_warns("colors: {title: {fg: rot}}\n", ":1:22: expected a colour");
    assert_warns("colors: {title: {blink: true}}\n", ":1:25: expected fg, bg, bold");
    assert_warns("colors: {title: {bold: 3}}\n", ":1:24: expected true or false");
}

static void takes_widths_of_panes(void **state) {
    (void)state;
    struct config c;
    struct err e = {0};
    assert_int_equal(load("panes: 30\n", &c, &e), 0);
    assert_int_equal(c.panes[0], 0);
    assert_int_equal(c.panes[1], 30);
    config_release(&c);
    assert_int_equal(load("panes: [15, 50]\n", &c, &e), 0);
    assert_int_equal(c.panes[0], 15);
    assert_int_equal(c.panes[1], 50);
    config_release(&c);
    assert_warns("panes: 5\n", ":1:8: expected a number from 10 to 80, or a list of two");
    assert_warns("panes: [20, 81]\n", ":1:8: expected a number");
    assert_warns("panes: [20, 30, 40]\n", ":1:8: expected a number");
}

static void print(const char *text, struct buf *out) {
    struct config c;
    struct err e = {0};
    assert_int_equal(load(text, &c, &e), 0);
    assert_int_equal(c.warning_count, 0);
    config_print(&c, out);
    config_release(&c);
}

/* What is printed says the same when it is read. */
static void prints_what_it_reads(void **state) {
    (void)state;
    static const char *const texts[] = {
        "",
        "ascii: yes\nroots: [/srv/a, \"/srv/b, c\"]\n",
        "queries:\n  Nursing: topic:nursing\n  \"a: b\": 'title:\"x y\" #1'\n  '- odd': is:read\n",
        "fields: {title: [headline, meta.heading]}\nendings: {.txt: markdown}\n",
        "browser: \"w3m \\t \\\"%s\\\" \\\\ \"\n",
        "archives:\n  work: /srv/w\n  two: [/srv/a, /srv/b]\n",
        "theme: mono\ncolors:\n  link: \"#7aa2f7\"\n  selected: {fg: black, bold: true}\npanes: [20, 30]\n",
    };
    for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
        struct buf once = {0}, again = {0};
        print(texts[i], &once);
        print(buf_cstr(&once), &again);
        assert_string_equal(buf_cstr(&once), buf_cstr(&again));
        for (size_t k = 0; k < config_option_count; k++) {
            assert_non_null(strstr(buf_cstr(&once), config_options[k].help));
        }
        buf_release(&once);
        buf_release(&again);
    }
    struct buf out = {0};
    print("ascii: yes\nqueries:\n  '- odd': is:read\n", &out);
    assert_non_null(strstr(buf_cstr(&out), "\nascii: yes\n"));
    assert_non_null(strstr(buf_cstr(&out), "\ncolor: true\n"));
    assert_non_null(strstr(buf_cstr(&out), "\n# browser:\n"));
    assert_non_null(strstr(buf_cstr(&out), "\nqueries: \n  \"- odd\": is:read\n"));
    buf_release(&out);
}

/* The others, and all else in the file, are as good as ever. */
static void queries_that_are_none(void **state) {
    (void)state;
    static const struct {
        const char *text, *words; /* behind the file's name */
    } cases[] = {
        {"[x]", ":3:6: expected a query"},
        {"'is:unred'", ":3:6: is:unred is unknown"},
        {"'x \"open'", ":3:6: unclosed quote"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct config c;
        struct err e = {0};
        struct buf text = {0}, expected = {0};
        buf_printf(&text, "queries:\n  A: topic:x\n  B: %s\n  C: is:read\nascii: true\n", cases[i].text);
        buf_printf(&expected, "%s%s", file, cases[i].words);
        assert_int_equal(load(buf_cstr(&text), &c, &e), 0);
        assert_true(c.ascii);
        assert_int_equal(c.query_count, 3);
        assert_false(c.queries[0].fault.n || c.queries[2].fault.n);
        assert_true(str_is(c.queries[1].name, "B") && str_is(c.queries[2].text, "is:read"));
        if (!str_starts(c.queries[1].fault, buf_cstr(&expected))) {
            fail_msg("<%s>: '%.*s'", cases[i].text, (int)c.queries[1].fault.n, c.queries[1].fault.p);
        }
        config_release(&c);
        buf_release(&text);
        buf_release(&expected);
    }
}

static void finds_its_file(void **state) {
    (void)state;
    struct config c;
    struct err e = {0};
    char path[128];
    snprintf(path, sizeof path, "%s/none.yaml", folder);
    assert_int_equal(config_load(path, &c, &e), -1);
    assert_non_null(strstr(e.text, "cannot open"));
    config_release(&c);
    assert_int_equal(config_load(folder, &c, &e), -1);
    assert_non_null(strstr(e.text, "cannot read"));
    config_release(&c);
    setenv("XDG_CONFIG_HOME", folder, 1);
    assert_int_equal(config_load(NULL, &c, &e), 0);
    assert_defaults(&c);
    config_release(&c);
    snprintf(path, sizeof path, "%s/courant", folder);
    assert_int_equal(config_make_directories(path, &e), 0);
    snprintf(path, sizeof path, "%s/courant/config.yaml", folder);
    write_file(path, "ascii: true\n");
    assert_int_equal(config_load(NULL, &c, &e), 0);
    assert_true(c.ascii);
    config_release(&c);
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("HOME");
    assert_int_equal(config_load(NULL, &c, &e), 0);
    assert_defaults(&c);
    config_release(&c);
}

static void a_file_that_is_too_long(void **state) {
    (void)state;
    struct config c;
    struct err e = {0};
    struct buf text = {0};
    buf_puts(&text, "browser: ");
    while (text.n < 3u << 20) {
        buf_puts(&text, "xxxxxxxxxxxxxxxx");
    }
    assert_int_equal(load(buf_cstr(&text), &c, &e), 0);
    assert_int_equal(c.warning_count, 1);
    assert_non_null(strstr(c.warnings[0].p, "are read"));
    assert_null(c.browser);
    buf_release(&text);
    config_release(&c);
}

static void places(void **state) {
    (void)state;
    static const struct {
        char *(*place)(struct err *e);
        const char *variable, *below_home;
    } cases[] = {
        {config_cache_dir, "XDG_CACHE_HOME", "/home/reader/.cache/courant"},
        {config_state_dir, "XDG_STATE_HOME", "/home/reader/.local/state/courant"},
        {config_config_dir, "XDG_CONFIG_HOME", "/home/reader/.config/courant"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        static const char *const unset[] = {NULL, "", "relative/path"};
        struct err e = {0};
        setenv("HOME", "/home/reader", 1);
        setenv(cases[i].variable, "/xdg", 1);
        char *path = cases[i].place(&e);
        assert_string_equal(path, "/xdg/courant");
        free(path);
        for (size_t k = 0; k < ARRAY_SIZE(unset); k++) {
            unset[k] ? setenv(cases[i].variable, unset[k], 1) : unsetenv(cases[i].variable);
            setenv("HOME", "/home/reader", 1);
            path = cases[i].place(&e);
            assert_string_equal(path, cases[i].below_home);
            free(path);
            unset[k] ? setenv("HOME", unset[k], 1) : unsetenv("HOME");
            assert_null(cases[i].place(&e));
            assert_non_null(strstr(e.text, cases[i].variable));
            assert_null(cases[i].place(NULL));
        }
        unsetenv(cases[i].variable);
    }
}

static void makes_folders(void **state) {
    (void)state;
    struct err e = {0};
    struct stat st;
    char path[128];
    mode_t mask = umask(0);
    snprintf(path, sizeof path, "%s/a//b/c/", folder);
    assert_int_equal(config_make_directories(path, &e), 0);
    assert_int_equal(config_make_directories(path, &e), 0);
    umask(mask);
    for (const char *const *part = (const char *const[]){"/a", "/a/b", "/a/b/c", NULL}; *part; part++) {
        snprintf(path, sizeof path, "%s%s", folder, *part);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 07777, 0700);
    }
    assert_int_equal(config_make_directories("/", &e), 0);
    snprintf(path, sizeof path, "%s/plain", folder);
    write_file(path, "");
    assert_int_equal(config_make_directories(path, &e), -1);
    snprintf(path, sizeof path, "%s/plain/x", folder);
    assert_int_equal(config_make_directories(path, &e), -1);
    assert_non_null(strstr(e.text, "cannot create the folder '"));
}

static void fields_of_ones_own_come_first(void **state) {
    struct config c;
    struct err e;
    (void)state;
    assert_int_equal(load("fields:\n  title: [headline, meta.heading]\n  topics: subjects\n", &c, &e), 0);
    assert_non_null(c.fields);
    const char *const *paths = field_paths(c.fields, field_named(STR("title")));
    assert_string_equal(paths[0], "headline");
    assert_string_equal(paths[1], "meta.heading");
    assert_string_equal(paths[2], "title");
    assert_string_equal(field_paths(c.fields, field_named(STR("topics")))[0], "subjects");
    assert_string_equal(field_paths(c.fields, field_named(STR("slug")))[0], "slug");
    assert_string_equal(field_paths(NULL, field_named(STR("title")))[0], "title");
    assert_true(str_is(c.fields->text, "title 8 headline\ntitle 12 meta.heading\ntopics 8 subjects\n"));
    config_release(&c);
    assert_int_equal(load("fields:\n  title: [meta.heading, headline]\n  topics: subjects\n", &c, &e), 0);
    assert_true(str_is(c.fields->text, "title 12 meta.heading\ntitle 8 headline\ntopics 8 subjects\n")); /* the order counts */
    config_release(&c);
    assert_int_equal(load("", &c, &e), 0);
    assert_null(c.fields);
    config_release(&c);
}

static void wrong_fields_are_said_with_their_place(void **state) {
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"fields: title\n", ":1:9: expected a map of fields to key paths"},
        {"fields:\n  titel: headline\n", ":2:10: unknown field 'titel' (known: title, subtitle, "},
        {"fields:\n  sources: x\n", ":2:12: unknown field 'sources'"}, /* made, not read */
        {"fields:\n  title: [headline, {a: b}]\n", ":2:21: expected a key path"},
        {"fields:\n  title: a..b\n", ":2:10: expected a key path"},
        {"fields:\n  title: .a\n", ":2:10: expected a key path"},
        {"fields:\n  title: [a, '']\n", ":2:14: expected a key path"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_warns(cases[i].text, cases[i].says);
    }
}

static void endings_are_a_list_or_a_map(void **state) {
    static const struct {
        const char *text;
        enum content_kind txt, xhtml;
    } cases[] = {
        {"endings: .txt\n", CONTENT_MARKDOWN, CONTENT_OTHER},
        {"endings: [txt, .XHTML]\n", CONTENT_MARKDOWN, CONTENT_MARKDOWN},
        {"endings:\n  .txt: markdown\n  xhtml: html\n", CONTENT_MARKDOWN, CONTENT_HTML},
        {"endings: {.md: html}\n", CONTENT_OTHER, CONTENT_OTHER},
        {"endings: []\n", CONTENT_OTHER, CONTENT_OTHER},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct config c;
        struct err e;
        if (load(cases[i].text, &c, &e) < 0) {
            fail_msg("<%s>: %s", cases[i].text, e.text);
        }
        assert_int_equal(content_kind_of(STR("a/b.Txt"), &c.endings), cases[i].txt);
        assert_int_equal(content_kind_of(STR("x.xhtml"), &c.endings), cases[i].xhtml);
        assert_int_equal(content_kind_of(STR("x.md"), &c.endings), i == 3 ? CONTENT_HTML : CONTENT_MARKDOWN);
        assert_int_equal(content_kind_of(STR("x.html"), &c.endings), CONTENT_HTML);
        config_release(&c);
    }
}

static void choices_and_sets(void **state) {
    static const struct {
        const char *text;
        enum date_source dates;
        unsigned hide;
    } cases[] = {
        {"", DATES_OWN, HIDE_DEFAULT},
        {"dates: git\nhide: none\n", DATES_GIT, 0},
        {"dates: file\nhide: expired\n", DATES_FILE, HIDE_EXPIRED},
        {"hide: [private, expired]\n", DATES_OWN, HIDE_PRIVATE | HIDE_EXPIRED},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct config c;
        struct err e;
        assert_int_equal(load(cases[i].text, &c, &e), 0);
        assert_int_equal(c.warning_count, 0);
        assert_int_equal(c.dates, cases[i].dates);
        assert_int_equal(c.hide, cases[i].hide);
        config_release(&c);
    }
    assert_warns("dates: svn\n", ":1:8: expected none, git or file");
    assert_warns("dates: [git]\n", ":1:8: expected none, git or file");
    assert_warns("hide: [draft, late]\n", ":1:15: expected draft, private, future or expired");
    struct config c;
    struct err e;
    assert_int_equal(load("dates: svn\nhide: late\n", &c, &e), 0); /* the defaults stay, */
    assert_int_equal(c.hide, HIDE_DEFAULT);
    config_release(&c);
    assert_int_equal(load("hide: [late, expired]\n", &c, &e), 0); /* and so does what is right in a list */
    assert_int_equal(c.hide, HIDE_EXPIRED);
    config_release(&c);
}

static void wrong_endings_are_said_with_their_place(void **state) {
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"endings: [.txt, {a: b}]\n", ":1:17: expected an ending"},
        {"endings: ['*.txt']\n", ":1:11: expected an ending"},
        {"endings: [a/b]\n", ":1:11: expected an ending"},
        {"endings: [.]\n", ":1:11: expected an ending"},
        {"endings: [a b]\n", ":1:11: expected an ending"},
        {"endings: {.txt: latex}\n", ":1:17: expected markdown or html"},
        {"endings: {.txt: [html]}\n", ":1:17: expected markdown or html"},
        {"endings: {.txt: }\n", ":1:17: expected markdown or html"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_warns(cases[i].text, cases[i].says);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_have_names_and_help),
        cmocka_unit_test(says_nothing),
        cmocka_unit_test(reads_options),
        cmocka_unit_test(warns),
        cmocka_unit_test(the_rest_is_used),
        cmocka_unit_test(takes_colours_by_the_names_of_looks),
        cmocka_unit_test(says_which_colours_it_cannot_use),
        cmocka_unit_test(takes_widths_of_panes),
        cmocka_unit_test(prints_what_it_reads),
        cmocka_unit_test(queries_that_are_none),
        cmocka_unit_test(finds_its_file),
        cmocka_unit_test(a_file_that_is_too_long),
        cmocka_unit_test(places),
        cmocka_unit_test(makes_folders),
        cmocka_unit_test(fields_of_ones_own_come_first),
        cmocka_unit_test(wrong_fields_are_said_with_their_place),
        cmocka_unit_test(endings_are_a_list_or_a_map),
        cmocka_unit_test(choices_and_sets),
        cmocka_unit_test(wrong_endings_are_said_with_their_place),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
