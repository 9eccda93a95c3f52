/* test_front_toml: TOML front matter: the tree, and the position and words of each error. */
#include "toml.h"

/* A tree on one line: {key:"quoted" key:plain key:[..]}. */
static void dump(const struct node *n, struct buf *out) {
    static const char *const brackets[] = {[NODE_LIST] = "[]", [NODE_MAP] = "{}"};
    assert_int_not_equal(n->kind, NODE_NULL);
    if (n->kind == NODE_SCALAR) {
        const char *quote = n->plain ? "" : "\"";
        buf_printf(out, "%s%.*s%s", quote, (int)n->text.n, n->text.p, quote);
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

static void reads_values(void **state) {
    (void)state;
    static const struct {
        const char *toml, *tree;
    } cases[] = {
        {"", "{}"},
        {"\n # nothing\r\n\t#\n", "{}"},
        {"title = \"A day\"", "{title:\"A day\"}"},
        {"a='x'#c\nb =\t\"y\" # c\r\n", "{a:\"x\" b:\"y\"}"},
        /* Strings. */
        {"a = \"\\b\\t\\n\\f\\r\\\"\\\\\\u00e9\\U0001F600\"", "{a:\"\b\t\n\f\r\"\\\u00e9\U0001F600\"}"},
        {"a = 'C:\\new \"x\"'", "{a:\"C:\\new \"x\"\"}"},
        {"a = \"\"\nb = ''\nc = \"\"\"\"\"\"\nd = ''''''", "{a:\"\" b:\"\" c:\"\" d:\"\"}"},
        {"a = \"\"\"\none\n\ntwo\"\"\"", "{a:\"one\n\ntwo\"}"},
        {"a = \"\"\"\r\none \\  \r\n\r\n  two\"\"\"", "{a:\"one two\"}"},
        {"a = \"\"\"say \"\"no\"\" or \"yes\"\"\"\"\"", "{a:\"say \"\"no\"\" or \"yes\"\"\"}"},
        {"a = '''\nit''s\\ '''''", "{a:\"it''s\\ ''\"}"},
        {"a = \"tab\there \xc2\x85\"", "{a:\"tab\there \xc2\x85\"}"},
        /* Numbers. */
        {"a = [0, -0, +7, -12, 1_000, 9223372036854775807, -9223372036854775808]",
         "{a:[0 0 7 -12 1000 9223372036854775807 -9223372036854775808]}"},
        {"a = [0xfF, 0o17, 0b1_01, 0x0, 0x7fff_ffff_ffff_ffff, 0o777777777777777777777]",
         "{a:[255 15 5 0 9223372036854775807 9223372036854775807]}"},
        {"a = [1.5, -0.0, +1_0.2_5, 3e4, 2E-07, 6.0e+1_0]", "{a:[1.5 -0.0 10.25 3e4 2e-07 6.0e+10]}"},
        {"a = [inf, +inf, -inf, nan, -nan]", "{a:[inf inf -inf nan -nan]}"},
        {"a = true\nb = false", "{a:true b:false}"},
        /* Dates and times. */
        {"a = 2024-02-29\nb = 07:32:00\nc = 07:32:00.25", "{a:2024-02-29 b:07:32:00 c:07:32:00.25}"},
        {"a = 2023-01-04T10:00:00Z\nb = 2023-01-04t10:00:00.5z\nc = 2023-01-04 10:00:00-07:30",
         "{a:2023-01-04T10:00:00Z b:2023-01-04T10:00:00.5Z c:2023-01-04T10:00:00-07:30}"},
        {"a = 2016-12-31 23:59:60 # a leap second\nb = [0000-02-29, 2023-01-04 ]",
         "{a:2016-12-31T23:59:60 b:[0000-02-29 2023-01-04]}"},
        /* Keys. */
        {"a-b_1 = 1\n2 = 2\n\"\" = 3\n'a.b' = 4\n\"\\u0061\" = 5", "{a-b_1:1 2:2 :3 a.b:4 a:5}"},
        {"a.b.c = 1\na . \"d\" = 2\n1.2 = 3", "{a:{b:{c:1} d:2} 1:{2:3}}"},
        /* Lists and inline tables. */
        {"a = []\nb = [ ]\nc = {}\nd = { }", "{a:[] b:[] c:{} d:{}}"},
        {"a = [\n  1, # one\n  [ 'x',\n ],\n\n  {b = 2, c.d = [3]}\n  ,\n]", "{a:[1 [\"x\"] {b:2 c:{d:[3]}}]}"},
        {"a = {b = {c = {}}, d = \"\"\"\n}\"\"\"}", "{a:{b:{c:{}} d:\"}\"}}"},
        /* Tables. */
        {"a = 1\n[b]\nc = 2\n[ d . 'e' ]\nf = 3\n", "{a:1 b:{c:2} d:{e:{f:3}}}"},
        {"[a.b]\nc = 1\n[d]\n[a]\ne = 2\n[a.f]", "{a:{b:{c:1} e:2 f:{}} d:{}}"},
        {"[a]\nb.c = 1\n[a.b.d]\ne = 2", "{a:{b:{c:1 d:{e:2}}}}"},
        {"[a.b.c]\n[a]\nb.d = 1", "{a:{b:{c:{} d:1}}}"},
        {"[[a]]\nb = 1\n[[a]]\n[a.c]\nd = 2\n[[a.e]]\n[[a.e]]\n[[a]]\nb = 3", "{a:[{b:1} {c:{d:2} e:[{} {}]} {b:3}]}"},
        {"[a]\n[[a.b]]\nc.d = 1\n[a.b.c.e]\n[[a.b]]\nc.d = 2", "{a:{b:[{c:{d:1 e:{}}} {c:{d:2}}]}}"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        struct buf out = {0};
        parse(&x, str_from(cases[i].toml));
        if (x.result || x.problems.count) {
            fail_msg("<%s>: %s", cases[i].toml, x.problems.first ? x.problems.first->message.p : "no problem told");
        }
        dump(x.root, &out);
        if (strcmp(buf_cstr(&out), cases[i].tree) != 0) {
            fail_msg("<%s>: %s", cases[i].toml, buf_cstr(&out));
        }
        buf_release(&out);
        end(&x);
    }
}

static void assert_fails(struct str toml, int line, int column, const char *words) {
    struct fixture x;
    parse(&x, toml);
    const struct problem *p = x.problems.first;
    if (x.result != -1 || x.root || x.problems.errors != 1 || p->line != line || p->column != column ||
        !strstr(p->message.p, words)) {
        fail_msg("<%.*s>: wanted %d:%d '%s', got %d:%d '%s'", (int)toml.n, toml.p, line, column, words, p ? p->line : 0,
                 p ? p->column : 0, p ? p->message.p : "");
    }
    end(&x);
}

static void tells_what_is_wrong(void **state) {
    (void)state;
    static const struct {
        struct str toml;
        int line, column;
        const char *words;
    } cases[] = {
        /* Lines and keys. */
        {STR("title"), 1, 6, "a '=' is missing after the key 'title'"},
        {STR("title: x"), 1, 6, "a '=' is missing after the key 'title'"},
        {STR("a = 1 b = 2"), 1, 7, "the line must end here"},
        {STR("[a] b = 2"), 1, 5, "the line must end here"},
        {STR("= 1"), 1, 1, "a key is missing here"},
        {STR("a. = 1"), 1, 4, "a key is missing here"},
        {STR("\n\xc3\xa9 = 1"), 2, 1, "a key without quotes has only letters"},
        {STR("\"\"\"a\"\"\" = 1"), 1, 3, "a '=' is missing"},
        {STR("a =\n1"), 1, 4, "a value is missing here"},
        {STR("a = # 1"), 1, 5, "a value is missing here"},
        {STR("[]"), 1, 2, "a key is missing here"},
        {STR("a = 1\n  [b"), 2, 3, "the name of the table that begins here has no closing ']'"},
        {STR("[[a]"), 1, 1, "has no closing ']]'"},
        {STR("[[a] ]"), 1, 1, "has no closing ']]'"},
        /* Keys that are there. */
        {STR("a = 1\ntitle = 2\n\"title\" = 3"), 3, 1, "'title' is already defined on line 2; a key may be given only once"},
        {STR("a = {b = 1, b = 2}"), 1, 13, "'b' is already defined on line 1; a key may be given only once"},
        {STR("[a]\n[b]\n[a]"), 3, 2, "'a' is already defined on line 1; a key may be given only once"},
        {STR("[a.b]\n[a]\n[a]"), 3, 2, "'a' is already defined on line 2; a key may be given only once"},
        {STR("a.b = 1\n[a]"), 2, 2, "'a' is already defined on line 1; a key may be given only once"},
        {STR("[[a]]\n[a]"), 2, 2, "'a' is already defined on line 1; a key may be given only once"},
        {STR("[a]\n[[a]]"), 2, 3, "'a' is already defined on line 1; a key may be given only once"},
        {STR("a = []\n[[a]]"), 2, 3, "'a' is already defined on line 1; a key may be given only once"},
        {STR("a = 1\na.b = 2"), 2, 1, "'a' is already defined on line 1; nothing can be added"},
        {STR("a = {}\n[a.b]"), 2, 2, "'a' is already defined on line 1; nothing can be added"},
        {STR("a = {b = {c = 1}, b.d = 2}"), 1, 19, "'b' is already defined on line 1; nothing can be added"},
        {STR("[a.b]\nc = 1\n[a]\nb.d = 2"), 4, 1, "'b' is already defined on line 1; nothing can be added"},
        {STR("[[a.b]]\n[a]\nb.c = 1"), 3, 1, "'b' is already defined on line 1; nothing can be added"},
        /* Strings. */
        {STR("a = \"x\nb = 1"), 1, 5, "the double quote that begins here is never closed"},
        {STR("a = 'x"), 1, 5, "the single quote that begins here is never closed"},
        {STR("\na = \"\"\"x\ny\"\""), 2, 5, "the text in three double quotes that begins here is never closed"},
        {STR("a = \"x\\"), 1, 5, "the double quote that begins here is never closed"},
        {STR("a = \"x\\y\""), 1, 7, "write a '\\' in double quotes as '\\\\'"},
        {STR("a = \"\"\"\\ x\"\"\""), 1, 8, "write a '\\' in double quotes as '\\\\'"},
        {STR("a = \"\\u00g0\""), 1, 6, "4 hexadecimal digits must follow '\\u'"},
        {STR("a = \"\\U0001f60\""), 1, 6, "8 hexadecimal digits must follow '\\U'"},
        {STR("a = \"\\ud800\""), 1, 6, "no character has this number"},
        {STR("a = \"\\U00110000\""), 1, 6, "no character has this number"},
        {STR("a = '''x''''''"), 1, 14, "the line must end here"},
        /* What has no quotes. */
        {STR("draft = True"), 1, 9, "'True' must be in lower case"},
        {STR("title = A day"), 1, 9, "'A' must be in quotes if it is text"},
        {STR("a = 3 cats"), 1, 7, "the line must end here"},
        {STR("a = 3cats"), 1, 5, "'3cats' is neither a number nor a date"},
        {STR("a = 1__0"), 1, 5, "'1__0' is neither a number"},
        {STR("a = 1_"), 1, 5, "'1_' is neither"},
        {STR("a = _1"), 1, 5, "'_1' must be in quotes"},
        {STR("a = 012"), 1, 5, "'012' cannot begin with 0"},
        {STR("a = -01.5"), 1, 5, "'-01.5' cannot begin with 0"},
        {STR("a = 1."), 1, 5, "'1.' is neither"},
        {STR("a = .5"), 1, 5, "'.5' must be in quotes"},
        {STR("a = 1e"), 1, 5, "'1e' is neither"},
        {STR("a = 1.e5"), 1, 5, "'1.e5' is neither"},
        {STR("a = 0x"), 1, 5, "'0x' is neither"},
        {STR("a = 0b12"), 1, 5, "'0b12' is neither"},
        {STR("a = -0x1"), 1, 5, "'-0x1' cannot have a sign before"},
        {STR("a = 0x1p3"), 1, 5, "'0x1p3' is neither"},
        {STR("a = 9223372036854775808"), 1, 5, "does not fit into 64 bits"},
        {STR("a = -9223372036854775809"), 1, 5, "does not fit into 64 bits"},
        {STR("a = 0x8000_0000_0000_0000"), 1, 5, "does not fit into 64 bits"},
        {STR("a = 0o1_000_000_000_000_000_000_000"), 1, 5, "does not fit into 64 bits"},
        {STR("date = 2023-02-29"), 1, 8, "'2023-02-29' is a date that does not exist"},
        {STR("date = 2023-13-01"), 1, 8, "is a date that does not exist"},
        {STR("date = 2023-1-4"), 1, 8, "'2023-1-4' is not a date in TOML"},
        {STR("date = 2023-01-04T"), 1, 8, "is not a time in TOML"},
        {STR("date = 2023-01-04T10:00Z"), 1, 8, "is not a time in TOML"},
        {STR("date = 2023-01-04 24:00:00"), 1, 8, "'2023-01-04 24:00:00' is a time that does not exist"},
        {STR("date = 2023-01-04T10:00:00+24:00"), 1, 8, "is a time that does not exist"},
        {STR("date = 2023-01-04T10:00:00+0100"), 1, 8, "is not a date in TOML"},
        {STR("date = 2023-01-04T10:00:00."), 1, 8, "is not a time"},
        {STR("time = 10:00:61"), 1, 8, "is a time that does not exist"},
        {STR("time = 10:00:00Z"), 1, 8, "is not a time"},
        /* Lists and inline tables. */
        {STR("a = [1 2]"), 1, 8, "a ',' or the closing ']' is missing before this"},
        {STR("a = [1,,2]"), 1, 8, "a value is missing here"},
        {STR("a = [\n1,\n"), 1, 5, "the list that begins here has no closing ']'"},
        {STR("a = [[1]\nb = 2"), 2, 1, "a ',' or the closing ']' is missing before this"},
        {STR("a = {b = 1 c = 2}"), 1, 12, "a ',' or the closing '}' is missing before this"},
        {STR("a = {b = 1,}"), 1, 12, "an inline table cannot end in ','"},
        {STR("a = {b = 1,,c = 2}"), 1, 12, "a key is missing here"},
        {STR("a = {b = 1, [c]}"), 1, 13, "a key without quotes has only letters"},
        {STR("a = {\nb = 1}"), 1, 5, "the inline table that begins here has no closing '}' on its line"},
        {STR("a = {b = 1\n}"), 1, 5, "has no closing '}' on its line"},
        {STR("a = {b = 1"), 1, 5, "has no closing '}'"},
        /* Bytes. */
        {STR("a = 1\nb = '\xc3\xa9\xff'"), 2, 7, "byte 0xff is not UTF-8"},
        {STR("# \x01"), 1, 3, "a control character (0x01)"},
        {STR("a = \"\x7f\""), 1, 6, "a control character (0x7f)"},
        {STR("a = 1\0"), 1, 6, "a control character (0x00)"},
        {STR("a = 1\rb = 2\r"), 1, 6, "a carriage return (0x0d) alone"},
        {STR("a = 1\n\r"), 2, 1, "a carriage return (0x0d) alone"},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_fails(cases[i].toml, cases[i].line, cases[i].column, cases[i].words);
    }
}

static void knows_places(void **state) {
    (void)state;
    struct fixture x;
    begin(&x);
    x.result = front_parse_toml(STR("a = 1\n'\u6f22' = [ 'x', '\u6f22', {b = 2}]\n[c]\nd . e = 3\n[[f]]\n"), 12, &x.arena,
                                &x.root, &x.problems);
    assert_int_equal(x.result, 0);
    const struct node *list = node_get(x.root, STR("\u6f22"));
    const struct {
        const struct node *node;
        int line, column;
    } cases[] = {
        {node_get(x.root, STR("a")), 12, 5}, {list, 13, 7},
        {list->first->next, 13, 14},         {list->first->next->next, 13, 19},
        {node_path(x.root, "c"), 14, 2},     {node_path(x.root, "c.d"), 15, 1},
        {node_path(x.root, "c.d.e"), 15, 9}, {node_path(x.root, "f")->first, 16, 1},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_int_equal(cases[i].node->line, cases[i].line);
        assert_int_equal(cases[i].node->column, cases[i].column);
    }
    end(&x);
}

/* Limits and long inputs. */

static void put_many(struct buf *b, const char *piece, size_t times) {
    for (size_t i = 0; i < times; i++) {
        buf_puts(b, piece);
    }
}

static void assert_deepest(const char *before, const char *piece, size_t most, const char *after, const char *closing) {
    for (size_t more = 0; more < 2; more++) {
        struct fixture x;
        struct buf b = {0};
        buf_puts(&b, before);
        put_many(&b, piece, most + more);
        buf_puts(&b, after);
        put_many(&b, closing, most + more);
        parse(&x, buf_str(&b));
        if (x.result != (more ? -1 : 0) || (more && !strstr(x.problems.first->message.p, "nested more than 64 deep"))) {
            fail_msg("%zu times '%s': %d %s", most + more, piece, x.result, more ? x.problems.first->message.p : "");
        }
        end(&x);
        buf_release(&b);
    }
}

static void limits_depth(void **state) {
    (void)state;
    assert_deepest("a = ", "[", FRONT_MAX_DEPTH - 1, "", "]");
    assert_deepest("[a]\na = ", "[", FRONT_MAX_DEPTH - 2, "", "]");
    assert_deepest("a = ", "{a = ", FRONT_MAX_DEPTH - 1, "1", "}");
    assert_deepest("", "a.", FRONT_MAX_DEPTH - 1, "a = 1", "");
    assert_deepest("[a]\n", "a.", FRONT_MAX_DEPTH - 2, "a = 1", "");
    assert_deepest("[", "a.", FRONT_MAX_DEPTH - 2, "a]", "");
    assert_deepest("[[", "a.", FRONT_MAX_DEPTH - 3, "a]]", "");
}

static void limits_size(void **state) {
    (void)state;
    struct fixture x;
    struct buf b = {0};
    buf_puts(&b, "a = [\n");
    put_many(&b, "1,", FRONT_MAX_EVENTS - 2);
    buf_puts(&b, "\n]");
    parse(&x, buf_str(&b));
    assert_int_equal(x.result, 0);
    assert_int_equal(node_get(x.root, STR("a"))->count, FRONT_MAX_EVENTS - 2);
    end(&x);
    b.p[b.n - 1] = '1';
    buf_puts(&b, "]");
    assert_fails(buf_str(&b), 3, 0, "more than 200000 keys and values");
    buf_reset(&b);
    put_many(&b, "#", FRONT_MAX_BYTES + 1);
    assert_fails(buf_str(&b), 1, 1, "1048577 bytes of TOML");
    buf_release(&b);
}

/* What takes quadratic time would take minutes here. */
static void reads_much(void **state) {
    (void)state;
    struct fixture x;
    struct buf b = {0};
    for (int i = 0; i < 60000; i++) {
        buf_printf(&b, "k%d = 1\n", i);
    }
    for (int i = 0; i < 20000; i++) {
        buf_printf(&b, "[t.s%d]\n[[l]]\n", i);
    }
    parse(&x, buf_str(&b));
    assert_int_equal(x.result, 0);
    assert_int_equal(x.root->count, 60002);
    assert_int_equal(node_path(x.root, "t")->count, 20000);
    assert_int_equal(node_path(x.root, "l")->count, 20000);
    end(&x);
    buf_reset(&b);
    put_many(&b, "a = '''\n", 1);
    put_many(&b, "'x", FRONT_MAX_BYTES / 2 - 10);
    assert_fails(buf_str(&b), 1, 5, "the text in three single quotes");
    buf_release(&b);
}

static void reads_nothing_after_the_end(void **state) {
    (void)state;
    static const char toml[] =
        "a.\"b\" = [0x1, 2023-01-04 10:00:00Z, {c = '''x''', d = \"\"\"\\\n\\u00e9\"\"\"}]\n[[e.f]]\r\ng = tru";
    for (size_t n = 0; n < sizeof toml; n++) {
        struct fixture x;
        char *copy = malloc(n ? n : 1);
        memcpy(copy, toml, n);
        parse(&x, (struct str){copy, n});
        end(&x);
        free(copy);
    }
}

/* Between fences. */

static void splits_at_fences(void **state) {
    (void)state;
    static const struct {
        const char *file, *toml, *body;
        int line, body_line;
    } cases[] = {
        {"+++\na = 1\n+++\nbody\n", "a = 1\n", "body\n", 2, 4},
        {"+++\n+++\n", "", "", 2, 3},
        {"\xef\xbb\xbf+++\r\na = 1\r\n+++ \r\nbody", "a = 1\r\n", "body", 2, 4},
        {"\n \n+++\t\na = 1\n+++", "a = 1\n", "", 4, 6},
        {"+++\na = '''\n---\n...\n +++\n++++\n'''\n+++\n+++\n", "a = '''\n---\n...\n +++\n++++\n'''\n", "+++\n", 2, 9},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        begin(&x);
        x.result = front_split(str_from(cases[i].file), &x.front, &x.problems);
        assert_int_equal(x.result, 0);
        assert_true(x.front.found && x.front.toml && !x.front.json);
        assert_str(x.front.yaml, cases[i].toml);
        assert_str(x.front.body, cases[i].body);
        assert_int_equal(x.front.yaml_line, cases[i].line);
        assert_int_equal(x.front.body_line, cases[i].body_line);
        assert_int_equal(front_parse(&x.front, &x.arena, &x.root, &x.problems), 0);
        assert_int_equal(x.problems.count, !*cases[i].toml); /* an empty one is said */
        assert_int_equal(x.problems.errors, 0);
        end(&x);
    }
}

static void other_fences_do_not_close_it(void **state) {
    (void)state;
    static const struct {
        const char *file, *words;
        int line;
    } cases[] = {
        {"+++\na = 1\n---\nbody\n", "a line of '+++' is missing", 1},
        {"\n---\na: 1\n+++\n", "a line of '---' is missing", 2},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct fixture x;
        begin(&x);
        assert_int_equal(front_split(str_from(cases[i].file), &x.front, &x.problems), 0);
        assert_true(x.front.broken);
        assert_int_equal(x.problems.first->line, cases[i].line);
        assert_non_null(strstr(x.problems.first->message.p, cases[i].words));
        end(&x);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_values),
        cmocka_unit_test(tells_what_is_wrong),
        cmocka_unit_test(knows_places),
        cmocka_unit_test(limits_depth),
        cmocka_unit_test(limits_size),
        cmocka_unit_test(reads_much),
        cmocka_unit_test(reads_nothing_after_the_end),
        cmocka_unit_test(splits_at_fences),
        cmocka_unit_test(other_fences_do_not_close_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
