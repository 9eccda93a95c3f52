/* test_front: fences, the tree, and the place and words of each complaint. */
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

#include "buf.h"
#include "front.h"

struct fixture {
    struct arena arena;
    struct problems problems;
    struct front front;
    struct node *root;
    int result;
};

static void begin(struct fixture *x) {
    memset(x, 0, sizeof *x);
    arena_init(&x->arena);
    problems_init(&x->problems, &x->arena);
}

static void split(struct fixture *x, struct str file) {
    begin(x);
    x->result = front_split(file, &x->front, &x->problems);
}

static void parse(struct fixture *x, struct str yaml) {
    begin(x);
    x->result = front_parse_yaml(yaml, 1, &x->arena, &x->root, &x->problems);
}

static void end(struct fixture *x) {
    arena_release(&x->arena);
}

/* A tree on one line: {key:"quoted" key:plain key:[..] key:~}. The test's trees are shallow. */
static void dump(const struct node *n, struct buf *out) {
    static const char *const brackets[] = {[NODE_LIST] = "[]", [NODE_MAP] = "{}"};
    if (n->kind == NODE_NULL || n->kind == NODE_SCALAR) {
        const char *quote = n->plain || n->kind == NODE_NULL ? "" : "\"";
        buf_printf(out, "%s%.*s%s", quote, (int)n->text.n, n->kind == NODE_NULL ? "" : n->text.p, quote);
        buf_puts(out, n->kind == NODE_NULL ? "~" : "");
        return;
    }
    buf_putc(out, brackets[n->kind][0]);
    size_t count = 0;
    for (const struct node *child = n->first; child; child = child->next) {
        buf_puts(out, count++ ? " " : "");
        if (n->kind == NODE_MAP) {
            buf_printf(out, "%.*s:", (int)child->key.n, child->key.p);
        }
        dump(child, out);
    }
    assert_int_equal(count, n->count);
    buf_putc(out, brackets[n->kind][1]);
}

static void assert_tree(const char *yaml, const char *expected) {
    struct fixture x;
    struct buf out = {0};
    parse(&x, str_from(yaml));
    if (x.result || x.problems.count) {
        fail_msg("<%s>: %s", yaml, x.problems.first ? x.problems.first->message.p : "no problem told");
    }
    dump(x.root, &out);
    assert_string_equal(buf_cstr(&out), expected);
    buf_release(&out);
    end(&x);
}

static void assert_problem(const struct problem *p, const char *input, enum severity severity, int line, int column,
                           const char *words) {
    if (!p || p->severity != severity || p->line != line || p->column != column || !strstr(p->message.p, words)) {
        fail_msg("<%s>: wanted %s %d:%d '%s', got %s %d:%d '%s'", input, severity_name(severity), line, column, words,
                 p ? severity_name(p->severity) : "none", p ? p->line : 0, p ? p->column : 0, p ? p->message.p : "");
    }
}

static void assert_warns(const char *yaml, const char *expected, int line, int column, const char *words) {
    struct fixture x;
    struct buf out = {0};
    parse(&x, str_from(yaml));
    assert_int_equal(x.result, 0);
    dump(x.root, &out);
    assert_string_equal(buf_cstr(&out), expected);
    assert_int_equal(x.problems.count, 1);
    assert_problem(x.problems.first, yaml, SEVERITY_WARNING, line, column, words);
    buf_release(&out);
    end(&x);
}

static void assert_fails(struct str yaml, int line, int column, const char *words) {
    struct fixture x;
    parse(&x, yaml);
    assert_int_equal(x.result, -1);
    assert_null(x.root);
    assert_int_equal(x.problems.errors, 1);
    assert_problem(x.problems.first, yaml.p, SEVERITY_ERROR, line, column, words);
    end(&x);
}

/* Fences. */

static void splits_at_fences(void **state) {
    (void)state;
    static const struct {
        const char *file, *yaml, *body;
        int yaml_line, body_line;
    } cases[] = {
        {"---\na: 1\n---\nbody\n", "a: 1\n", "body\n", 2, 4},
        {"---\na: 1\n---", "a: 1\n", "", 2, 4},
        {"---\n---\n", "", "", 2, 3},
        {"---\na: 1\n...\nbody", "a: 1\n", "body", 2, 4},
        {"---  \na: 1\n---\t \nbody", "a: 1\n", "body", 2, 4},
        {"\n \n---\na: 1\n---\nbody", "a: 1\n", "body", 4, 6},
        {"\xef\xbb\xbf---\na: 1\n---\nbody", "a: 1\n", "body", 2, 4},
        {"\xef\xbb\xbf\n---\na: 1\n---\nbody", "a: 1\n", "body", 3, 5},
        {"---\r\na: 1\r\n---\r\nbody\r\n", "a: 1\r\n", "body\r\n", 2, 4},
        {"---\ra: 1\r---\rbody\r", "a: 1\r", "body\r", 2, 4},
        {"---\r\na: 1\nb: 2\r---\nbody\r", "a: 1\nb: 2\r", "body\r", 2, 5},
        {"---\na: |\n  x\n ---\n  ---\n----\n---x\n---\nbody\n---\nmore", "a: |\n  x\n ---\n  ---\n----\n---x\n",
         "body\n---\nmore", 2, 9},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        split(&x, str_from(cases[i].file));
        assert_int_equal(x.result, 0);
        assert_int_equal(x.problems.count, 0);
        assert_true(x.front.found);
        if (!str_is(x.front.yaml, cases[i].yaml) || !str_is(x.front.body, cases[i].body)) {
            fail_msg("<%s>: yaml <%.*s> body <%.*s>", cases[i].file, (int)x.front.yaml.n, x.front.yaml.p, (int)x.front.body.n,
                     x.front.body.p);
        }
        assert_int_equal(x.front.yaml_line, cases[i].yaml_line);
        assert_int_equal(x.front.body_line, cases[i].body_line);
        end(&x);
    }
}

/* Eleventy: the opening fence names the language. */
static void a_fence_names_its_language(void **state) {
    (void)state;
    static const struct {
        const char *file, *tree, *body;
        int body_line;
    } cases[] = {
        {"---json\n{\n\"title\": \"Locks\", \"tags\": [\"a\"]\n}\n---\nbody", "{title:\"Locks\" tags:[\"a\"]}", "body", 6},
        {"---toml\ntitle = \"Locks\"\n---\nbody", "{title:\"Locks\"}", "body", 4},
        {"--- yaml\ntitle: Locks\n---\nbody", "{title:Locks}", "body", 4},
        {"---js\n{\n  title: \"Locks\",\n  tags: ['a'],\n}\n---\nbody", "{title:\"Locks\" tags:[\"a\"]}", "body", 7},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        struct buf out = {0};
        split(&x, str_from(cases[i].file));
        assert_true(x.front.found);
        assert_int_equal(front_parse(&x.front, &x.arena, &x.root, &x.problems), 0);
        assert_int_equal(x.problems.count, 0);
        dump(x.root, &out);
        assert_string_equal(buf_cstr(&out), cases[i].tree);
        assert_string_equal(x.front.body.p, cases[i].body);
        assert_int_equal(x.front.body_line, cases[i].body_line);
        buf_release(&out);
        end(&x);
    }
    struct fixture x;
    split(&x, STR("---json\n{\"title\": \n \"Locks\", ]}\n---\nbody"));
    assert_int_equal(front_parse(&x.front, &x.arena, &x.root, &x.problems), -1);
    assert_int_equal(x.problems.first->line, 2); /* where the map begins */
    end(&x);
}

/* Prose between two rules at the top is text; what was meant as front matter is not. */
static void rules_are_no_fences(void **state) {
    (void)state;
    static const struct {
        const char *file;
        bool found;
    } cases[] = {
        {"---\n\nA word of thanks.\n\n---\n\nMore.\n", false},
        {"---\n\n# A heading\n\n---\nMore.\n", true},
        {"---\n\nkanban: basic\n\n---\n\nMore.\n", true},
        {"---\nA word of thanks.\n---\nMore.\n", true},
        {"---\n\n---\nMore.\n", true},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        split(&x, str_from(cases[i].file));
        assert_int_equal(x.result, 0);
        assert_int_equal(x.front.found, cases[i].found);
        if (!cases[i].found) {
            assert_string_equal(x.front.body.p, cases[i].file);
            assert_int_equal(x.problems.count, 0);
        }
        end(&x);
    }
}

static void a_file_without_fence_is_all_body(void **state) {
    (void)state;
    static const struct {
        const char *file, *body;
    } cases[] = {
        {"# Just markdown\n\ntext\n", "# Just markdown\n\ntext\n"},
        {"----\ntitle: x\n----\n", "----\ntitle: x\n----\n"},
        {" ---\na: 1\n---\n", " ---\na: 1\n---\n"},
        {"--- # comment\na: 1\n---\n", "--- # comment\na: 1\n---\n"},
        {"\xef\xbb\xbftext", "text"},
        {"text\n---\na: 1\n---\n", "text\n---\na: 1\n---\n"},
        {"{{< shortcode >}}", "{{< shortcode >}}"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        split(&x, str_from(cases[i].file));
        assert_int_equal(x.result, 0);
        assert_false(x.front.found);
        assert_true(str_is(x.front.body, cases[i].body));
        assert_int_equal(x.front.body_line, 1);
        assert_int_equal(x.problems.count, 0);
        end(&x);
    }
}

static void reads_json(void **state) {
    (void)state;
    static const struct {
        const char *file, *tree, *body;
        int line, body_line;
    } cases[] = {
        {"{\n  \"title\": \"T\"\n}\nbody\n", "{title:\"T\"}", "body\n", 1, 4},
        {"{\"a\":1,\"b\":[true,null,\"x\"]}\n\nbody", "{a:1 b:[true ~ \"x\"]}", "\nbody", 1, 2},
        {"\n\n{ \"a\" : \"}{\\\"]\" } behind\n", "{a:\"}{\"]\"}", " behind\n", 3, 3},
        {"{\"a\": \"\\u00e9\\ud83d\\ude00\\/\\n\\ud83dx\"}", "{a:\"\u00e9\U0001F600/\n\ufffdx\"}", "", 1, 2},
        {"{\"a\": \"\\\\ud83d\\\\ude00\"}", "{a:\"\\ud83d\\ude00\"}", "", 1, 2},
        {"{}\nx", "{}", "x", 1, 2},
        {"{\r\n\t\"a\": {\"b\": \"c\"}\r\n}\r\nbody", "{a:{b:\"c\"}}", "body", 1, 4},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        struct buf out = {0};
        split(&x, str_from(cases[i].file));
        assert_int_equal(x.result, 0);
        assert_true(x.front.found && x.front.json);
        assert_true(str_is(x.front.body, cases[i].body));
        assert_int_equal(x.front.yaml_line, cases[i].line);
        assert_int_equal(x.front.body_line, cases[i].body_line);
        if (front_parse(&x.front, &x.arena, &x.root, &x.problems)) {
            fail_msg("<%s>: %s", cases[i].file, x.problems.first->message.p);
        }
        dump(x.root, &out);
        assert_string_equal(buf_cstr(&out), cases[i].tree);
        buf_release(&out);
        end(&x);
    }
    static const char *const texts[] = {"{{< figure >}}\n", "{this is text}\n", "{% if x %}\n", "{", "{\n", "{ }x"};
    for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
        struct fixture x;
        split(&x, str_from(texts[i]));
        assert_int_equal(x.front.json, i == 5);
        end(&x);
    }
}

/* A pair of escapes is two columns longer in JSON than in YAML. */
static void places_in_json_are_those_of_the_file(void **state) {
    (void)state;
    static const struct {
        const char *file;
        int line, column;
    } cases[] = {
        {"{\n\"a\": \"x\", \"a\": 2}\n", 2, 16},
        {"{\n\"a\": \"\\ud83d\\ude00\", \"a\": 2}\n", 2, 27},
        {"{\n\"a\": \"\\ud83d\\ude00\u00e9\\ud83d\\ude00\", \"a\": 2}\n", 2, 40},
        {"{\n\"b\": \"\\ud83d\\ude00\\ud83d\\ude00\",\r\n\"a\": 1, \"a\": 2}\n", 3, 14},
        {"{\"a\": \"\\ud83d\\ude00\", \"b\": \"\\z\"}", 1, 29},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        split(&x, str_from(cases[i].file));
        front_parse(&x.front, &x.arena, &x.root, &x.problems);
        assert_int_equal(x.problems.count, 1);
        if (x.problems.first->line != cases[i].line || x.problems.first->column != cases[i].column) {
            fail_msg("<%s>: %d:%d %s", cases[i].file, x.problems.first->line, x.problems.first->column,
                     x.problems.first->message.p);
        }
        end(&x);
    }
}

static void refuses_files_as_a_whole(void **state) {
    (void)state;
    static const struct {
        struct str file;
        int line;
        const char *words;
    } cases[] = {
        {STR(""), 1, "empty"},
        {STR("\n"), 1, "empty"},
        {STR("\xef\xbb\xbf \r\n"), 1, "empty"},
        {STR("\xff\xfe\0\0-\0\0\0"), 1, "UTF-32"},
        {STR("-\0-\0-\0\n\0"), 1, "NUL"},
        {STR("\0---\na: 1\n---\n"), 1, "NUL"},
        {STR("\x1f\x8b\x08\0"), 1, "NUL"},
        {STR("\xef\xbb\xbf\xef\xbb\xbf---\na: 1\n---\n"), 1, "two byte order marks"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        split(&x, cases[i].file);
        assert_int_equal(x.result, -1);
        assert_int_equal(x.problems.count, 1);
        assert_problem(x.problems.first, cases[i].file.p, SEVERITY_ERROR, cases[i].line, 1, cases[i].words);
        end(&x);
    }
}

static void says_what_is_never_closed(void **state) {
    (void)state;
    static const struct {
        struct str file;
        int line;
        const char *words, *yaml, *body;
        int body_line;
    } cases[] = {
        {STR("---"), 1, "never closed", "", "", 2},
        {STR("---\n"), 1, "never closed", "", "", 2},
        {STR("\n\n---\na: 1\n"), 3, "never closed", "a: 1\n", "", 5},
        {STR("---\na: 1\nb:\n  - c\n- d\n# e\n\nText: x\n"), 1, "never closed", "a: 1\nb:\n  - c\n- d\n# e\n", "\nText: x\n",
         7},
        {STR("---\na: 1\nProse\n"), 1, "never closed", "a: 1\n", "Prose\n", 3},
        {STR("---\n\na: 1\nProse\n"), 1, "never closed", "", "\na: 1\nProse\n", 2},
        {STR("{\n\"title\": 1\n\n"), 1, "JSON front matter that begins here is never closed", "", "{\n\"title\": 1\n\n", 1},
        {STR("\n{\"title\": \"}\\\"}"), 2, "never closed", "", "\n{\"title\": \"}\\\"}", 1},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        split(&x, cases[i].file);
        assert_int_equal(x.result, 0);
        assert_true(x.front.broken);
        assert_int_equal(x.problems.count, 1);
        assert_problem(x.problems.first, cases[i].file.p, SEVERITY_ERROR, cases[i].line, 1, cases[i].words);
        if (!str_is(x.front.yaml, cases[i].yaml) || !str_is(x.front.body, cases[i].body)) {
            fail_msg("<%s>: '%.*s', '%.*s'", cases[i].file.p, (int)x.front.yaml.n, x.front.yaml.p, (int)x.front.body.n,
                     x.front.body.p);
        }
        assert_int_equal(x.front.body_line, cases[i].body_line);
        end(&x);
    }
}

static struct str fill(size_t n, const char *before, const char *after) {
    size_t head = strlen(before), tail = strlen(after);
    char *p = malloc(head + n + tail + 1);
    memcpy(p, before, head);
    memset(p + head, 'x', n);
    memcpy(p + head + n, after, tail + 1);
    return (struct str){p, head + n + tail};
}

static void limits_the_front_matter(void **state) {
    (void)state;
    struct fixture x;
    struct str at_limit = fill(FRONT_MAX_BYTES - 4, "---\na: ", "\n---\n");
    struct str beyond = fill(FRONT_MAX_BYTES - 3, "---\na: ", "\n---\n");
    split(&x, at_limit);
    assert_int_equal(x.result, 0);
    assert_int_equal(x.front.yaml.n, FRONT_MAX_BYTES);
    struct str yaml = x.front.yaml;
    end(&x);
    parse(&x, yaml);
    assert_int_equal(x.result, 0);
    end(&x);
    split(&x, beyond);
    assert_int_equal(x.result, 0);
    assert_true(x.front.broken);
    assert_int_equal(x.front.body.n, 0);
    assert_problem(x.problems.first, "", SEVERITY_ERROR, 1, 1, "1048577 bytes");
    end(&x);
    assert_fails((struct str){beyond.p + 4, FRONT_MAX_BYTES + 1}, 1, 1, "1048577 bytes");
    free((char *)(uintptr_t)at_limit.p);
    free((char *)(uintptr_t)beyond.p);
}

/* Trees. */

static void builds_trees(void **state) {
    (void)state;
    static const struct {
        const char *yaml, *tree;
    } cases[] = {
        {"a: 1\n", "{a:1}"},
        {"a: '1'\nb: \"x\\ny\"\n", "{a:\"1\" b:\"x\ny\"}"},
        {"a:\nb: ~\nc: null\nd: Null\ne: NULL\nf: 'null'\ng: ''\nh: nul\n", "{a:~ b:~ c:~ d:~ e:~ f:\"null\" g:\"\" h:nul}"},
        {"a:\n  - x\n  -\n  - [y, {z: 1}]\nb: {}\nc: []\n", "{a:[x ~ [y {z:1}]] b:{} c:[]}"},
        {"a: >-\n  one\n  two\n\n  three\n", "{a:\"one two\nthree\"}"},
        {"a: |\n  one\n  two\n", "{a:\"one\ntwo\n\"}"},
        {"---\na: 1\n", "{a:1}"},
        {"a:\tx\n", "{a:x}"},
        {"a: !!str null\nb: !!binary x\nc: !local [1]\n", "{a:\"null\" b:\"x\" c:[1]}"},
        {"'a b': 1\n? c\n: 2\n", "{a b:1 c:2}"},
        {"a: x\xef\xbb\xbfy\n", "{a:x\xef\xbb\xbfy}"},
        {"a: &n x\nb: *n\n", "{a:x b:x}"},
        {"a: &n {k: [1, 2]}\nb: *n\nc: [*n, *n]\n", "{a:{k:[1 2]} b:{k:[1 2]} c:[{k:[1 2]} {k:[1 2]}]}"},
        {"a: &n 1\nb: &n 2\nc: *n\n", "{a:1 b:2 c:2}"},
        {"&n a: 1\nb: *n\nc: {*n : 2}\n", "{a:1 b:a c:{a:2}}"},
        {"<<: {q: 1}\n", "{<<:{q:1}}"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_tree(cases[i].yaml, cases[i].tree);
    }
}

static void knows_places(void **state) {
    (void)state;
    struct fixture x;
    begin(&x);
    x.result =
        front_parse_yaml(STR("a: 1\nbb:\n  - \xe6\xbc\xa2\n  - {c: 'd'}\ne: >\n  x\n"), 12, &x.arena, &x.root, &x.problems);
    assert_int_equal(x.result, 0);
    static const struct {
        const char *key;
        int line, column;
    } cases[] = {{"a", 12, 4}, {"bb", 14, 3}, {"e", 16, 4}};
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        const struct node *n = node_get(x.root, str_from(cases[i].key));
        assert_int_equal(n->line, cases[i].line);
        assert_int_equal(n->column, cases[i].column);
    }
    const struct node *map = node_get(x.root, STR("bb"))->first->next;
    assert_int_equal(map->line, 15);
    assert_int_equal(map->first->column, 9);
    end(&x);
}

static void warns(void **state) {
    (void)state;
    assert_warns("a: 1\nb: 2\na: 3\n", "{b:2 a:3}", 3, 4, "'a' is already set on line 1");
    assert_warns("m:\n  a: 1\n  a: 2\n", "{m:{a:2}}", 3, 6, "line 2");
    assert_warns("{a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9, b: 0}\n", "{a:1 c:3 d:4 e:5 f:6 g:7 h:8 i:9 b:0}", 1,
                 59, "'b' is already set");
    assert_warns("a: *nope\nb: 1\n", "{a:~ b:1}", 1, 4, "'&nope'");
    assert_warns("a: &n [*n, 1]\n", "{a:[~ 1]}", 1, 8, "'*n'");
    assert_warns("a: &n {b: {c: *n}}\n", "{a:{b:{c:~}}}", 1, 15, "'*n'");
    assert_warns("? [a, b]\n: {c: d}\ne: 1\n", "{e:1}", 1, 3, "cannot be a key");
    assert_warns("? {a: [b]}\n: v\ne: 1\n", "{e:1}", 1, 3, "cannot be a key");
    assert_warns("? \n: v\ne: 1\n", "{e:1}", 1, 2, "key is missing");
    assert_warns("a: &n [1]\n*n : 2\n", "{a:[1]}", 2, 1, "cannot be a key");
    assert_warns("a: 1\n--- x\n", "{a:1}", 2, 1, "second YAML document");
}

static void three_of_a_kind(void **state) {
    (void)state;
    struct fixture x;
    parse(&x, STR("a: 1\na: 2\nb: x\na: 3\n"));
    assert_int_equal(x.problems.warnings, 2);
    assert_int_equal(x.root->count, 2);
    assert_true(str_is(node_get(x.root, STR("a"))->text, "3"));
    assert_true(str_is(x.root->first->key, "b"));
    end(&x);
}

/* An alias bomb: shared, counted, and cut off; the rest of the file is read. */
static void bounds_aliases(void **state) {
    (void)state;
    struct fixture x;
    struct buf yaml = {0};
    buf_puts(&yaml, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
        buf_printf(&yaml, "a%d: &a%d [", i, i);
        for (int k = 0; k < 10; k++) {
            buf_printf(&yaml, "%s*a%d", k ? ", " : "", i - 1);
        }
        buf_puts(&yaml, "]\n");
    }
    buf_puts(&yaml, "title: T\n");
    parse(&x, buf_str(&yaml));
    assert_int_equal(x.result, 0);
    assert_int_equal(x.problems.count, 1);
    assert_problem(x.problems.first, "bomb", SEVERITY_WARNING, 2, 10, "more than 1000000 values");
    assert_true(str_is(node_get(x.root, STR("title"))->text, "T"));
    assert_int_equal(node_get(x.root, STR("a1"))->first->kind, NODE_LIST);
    assert_int_equal(node_get(x.root, STR("a11"))->count, 10);
    buf_release(&yaml);
    end(&x);
}

static struct str repeat(const char *piece, size_t times, const char *before, const char *after) {
    struct buf b = {0};
    buf_puts(&b, before);
    for (size_t i = 0; i < times; i++) {
        buf_puts(&b, piece);
    }
    buf_puts(&b, after);
    return (struct str){buf_cstr(&b), b.n};
}

static void limits_depth(void **state) {
    (void)state;
    struct fixture x;
    struct str deepest = repeat("[", FRONT_MAX_DEPTH - 1, "a: ", "\n");
    struct str closed = repeat("]", FRONT_MAX_DEPTH - 1, deepest.p, "\n");
    parse(&x, closed);
    assert_int_equal(x.result, 0);
    end(&x);
    struct str deeper = repeat("[", 100000, "z: 1\na: ", "\n");
    assert_fails(deeper, 2, 4 + FRONT_MAX_DEPTH - 1, "64 deep");
    struct str items = repeat("- ", 10000, "a:\n", "x\n");
    assert_fails(items, 2, 1 + 2 * (FRONT_MAX_DEPTH - 1), "64 deep");
    free((char *)(uintptr_t)deepest.p);
    free((char *)(uintptr_t)closed.p);
    free((char *)(uintptr_t)deeper.p);
    free((char *)(uintptr_t)items.p);
}

static void limits_events(void **state) {
    (void)state;
    struct fixture x;
    struct str few = repeat("- x\n", FRONT_MAX_EVENTS - 20, "a:\n", "");
    struct str many = repeat("- x\n", FRONT_MAX_EVENTS, "a:\n", "");
    parse(&x, few);
    assert_int_equal(x.result, 0);
    assert_int_equal(x.root->first->count, FRONT_MAX_EVENTS - 20);
    end(&x);
    parse(&x, many);
    assert_int_equal(x.result, -1);
    assert_non_null(strstr(x.problems.first->message.p, "more than 200000"));
    end(&x);
    free((char *)(uintptr_t)few.p);
    free((char *)(uintptr_t)many.p);
}

static void finds_doubles_among_many_keys(void **state) {
    (void)state;
    enum { KEYS = 30000 };
    struct fixture x;
    struct buf yaml = {0};
    for (int i = 0; i < KEYS; i++) {
        buf_printf(&yaml, "key%05d: &n%d v\n", i, i);
    }
    buf_puts(&yaml, "key00007: last\nalias: *n29999\n");
    parse(&x, buf_str(&yaml));
    assert_int_equal(x.result, 0);
    assert_int_equal(x.problems.count, 1);
    assert_problem(x.problems.first, "keys", SEVERITY_WARNING, KEYS + 1, 11, "'key00007' is already set on line 8");
    assert_int_equal(x.root->count, KEYS + 1);
    assert_true(str_is(node_get(x.root, STR("key00007"))->text, "last"));
    assert_true(str_is(node_get(x.root, STR("alias"))->text, "v"));
    buf_release(&yaml);
    end(&x);
}

/* Complaints: line and column of what the author has to change, and what to do. */
static void explains(void **state) {
    (void)state;
    static const struct {
        const char *yaml;
        int line, column;
        const char *words;
    } cases[] = {
        {"", 1, 1, "found nothing"},
        {"# comment\n", 1, 1, "found nothing"},
        {"~\n", 1, 1, "found nothing"},
        {"hello\n", 1, 1, "found text"},
        {"- a\n- b\n", 1, 1, "a list"},
        {"x: a: b\n", 1, 5, "': '"},
        {"x: a\n  b: c\n", 2, 4, "indented"},
        {"x: \"abc\ny: 1\n", 1, 4, "double quote"},
        {"x: 'abc\ny: 1\n", 1, 4, "single quote"},
        {"x: \"abc\n---\n", 1, 4, "double quote"},
        {"x: \"\\q\"\n", 1, 5, "'\\\\'"},
        {"x: \"\\uD800\"\n", 1, 7, "no character"},
        {"x: \"\\UFFFFFFFF\"\n", 1, 7, "no character"},
        {"x: \"\\xg0\"\n", 1, 7, "hexadecimal"},
        {"x: @foo\n", 1, 4, "a value cannot begin with '@'"},
        {"x: `foo`\n", 1, 4, "a value cannot begin with '`'"},
        {"x: %foo\n", 1, 4, "a value cannot begin with '%'"},
        {"x: ]\n", 1, 4, "a value cannot begin with ']'"},
        {"x: !foo!bar v\n", 1, 4, "'!'"},
        {"x: & v\n", 1, 4, "'&'"},
        {"x: ** v\n", 1, 4, "'*'"},
        {"m:\n\tk: v\n", 2, 1, "tab"},
        {"a: |\n x\n\ty: 1\n", 3, 1, "tab"},
        {"m:\n    a: 1\n  b: 2\n", 3, 3, "matches none"},
        {"a: 1\n- b\n", 2, 1, "a list begins"},
        {"- a\nb: c\n", 2, 1, "not an item"},
        {"a: 1\n: v\n", 2, 1, "key is missing"},
        {"k: - a\n", 1, 4, "'- '"},
        {"a: 1\njust text\nb: 2\n", 2, 1, "':' is missing"},
        {"a: 1\njust text\n", 2, 1, "':' is missing"},
        {"x: [a, b\ny: 1\n", 1, 4, "list that begins here has no closing ']'"},
        {"x: [a,\ny\n", 1, 4, "list that begins here"},
        {"x: {a: b\ny: 1\n", 1, 4, "map that begins here has no closing '}'"},
        {"x: [a, 'b' 'c']\n", 1, 12, "','"},
        {"x: {a: b]\n", 1, 9, "'}'"},
        {"x: \"say \"hi\" now\"\n", 1, 10, "closing quote"},
        {"x: 'it's'\n", 1, 8, "closing quote"},
        {"x: [a]]\n", 1, 7, "whole value in quotes"},
        {"x: >5x\n  a\n", 1, 6, "'>'"},
        {"%YAML 9.9\n---\na: 1\n", 1, 1, "version"},
        {"%YAML 1.1\n", 2, 1, "'key: value'"},
        {"\xe6\xbc\xa2: [x, \xe6\xbc\xa2 @\n", 1, 4, "list that begins here"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_fails(str_from(cases[i].yaml), cases[i].line, cases[i].column, cases[i].words);
    }
}

static void explains_bytes(void **state) {
    (void)state;
    assert_fails(STR("a: 1\nb: caf\xe9\n"), 2, 7, "0xe9 is not UTF-8");
    assert_fails(STR("a: \xe6\xbc\xa2 \xe6\xbc\n"), 1, 6, "not UTF-8");
    assert_fails(STR("a: \xed\xa0\x80\n"), 1, 4, "not UTF-8");
    assert_fails(STR("a: x\033[31m\n"), 1, 5, "a control character (0x1b)");
    assert_fails(STR("a: 1\r\nb: x\x7f\n"), 2, 5, "(0x7f)");
    assert_fails(STR("a: x\0y\n"), 1, 5, "(0x00)");
    assert_fails(STR("a: x\xc2\x9by\n"), 1, 5, "(0x9b)");
    assert_fails(STR("a: x\xef\xbf\xbey\n"), 1, 1, "YAML does not allow");
    assert_fails(STR("a: \"\033\xff\"\n"), 1, 5, "(0x1b)");
}

static void names_a_key_that_is_too_long(void **state) {
    (void)state;
    struct str fits = fill(1000, "", ": v\n");
    struct str too_long = fill(1500, "a: 1\n", ": v\n");
    struct fixture x;
    parse(&x, fits);
    assert_int_equal(x.result, 0);
    end(&x);
    assert_fails(too_long, 2, 1, "longer than 1024");
    free((char *)(uintptr_t)fits.p);
    free((char *)(uintptr_t)too_long.p);
}

/* Every start of a document full of everything, in memory of just that size. */
static void reads_nothing_behind_the_end(void **state) {
    (void)state;
    static const char file[] = "\xef\xbb\xbf\r\n---\r\na: &n [x, {k: \"\\u00e9\"}]\nb: *n\n? [c]\n: >-\n  d\n\n  e\n"
                               "f: '\xe6\xbc\xa2'\na: 2\n...\r\nbody";
    for (size_t n = 0; n < sizeof file; n++) {
        char *copy = malloc(n ? n : 1);
        memcpy(copy, file, n);
        struct fixture x;
        split(&x, (struct str){copy, n});
        end(&x);
        parse(&x, (struct str){copy, n});
        end(&x);
        parse(&x, str_slice((struct str){copy, n}, 10, n));
        end(&x);
        free(copy);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_at_fences),
        cmocka_unit_test(a_fence_names_its_language),
        cmocka_unit_test(rules_are_no_fences),
        cmocka_unit_test(a_file_without_fence_is_all_body),
        cmocka_unit_test(reads_json),
        cmocka_unit_test(places_in_json_are_those_of_the_file),
        cmocka_unit_test(refuses_files_as_a_whole),
        cmocka_unit_test(says_what_is_never_closed),
        cmocka_unit_test(limits_the_front_matter),
        cmocka_unit_test(builds_trees),
        cmocka_unit_test(knows_places),
        cmocka_unit_test(warns),
        cmocka_unit_test(three_of_a_kind),
        cmocka_unit_test(bounds_aliases),
        cmocka_unit_test(limits_depth),
        cmocka_unit_test(limits_events),
        cmocka_unit_test(finds_doubles_among_many_keys),
        cmocka_unit_test(explains),
        cmocka_unit_test(explains_bytes),
        cmocka_unit_test(names_a_key_that_is_too_long),
        cmocka_unit_test(reads_nothing_behind_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
