/* test_markdown: CommonMark and what GitHub and Hugo add to it, as documents. */
#include "markdown.h"
#include "sketch.h"
#include "support.h"

struct case_ {
    const char *in, *out;
};

static void check_all(const struct case_ *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct buf out = {0};
        sketch_markdown(cases[i].in, &out);
        if (!str_is(buf_str(&out), cases[i].out)) {
            print_error("%s\nbecame   %s\nnot      %s\n", cases[i].in, buf_cstr(&out), cases[i].out);
            buf_release(&out);
            fail();
        }
        buf_release(&out);
    }
}

#define CHECK(cases) check_all(cases, ARRAY_SIZE(cases))

static void common_mark(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"", ""},
        {"\n\n", ""},
        {"a *b* **c** `d`\ne  \nf", "p'a {em:b} {strong:c} {code:d} e/f'"},
        {"# a\n\nb\n===\n\nc\n---", "h1'a' h1'b' h2'c'"},
        {"- a\n- b\n  1. c\n  2. d", "list[item[p'a'] item[p'b' list[item 1.[p'c'] item 2.[p'd']]]]"},
        {"- a\n\n- b", "list~[item[p'a'] item[p'b']]"},
        {"> a\n> > b", "quote[p'a' quote[p'b']]"},
        {"    a\n      b\n\n***\n", "pre'a\n  b' hr"},
        {"    :::python\n    a\n", "pre'a'"},
        {"```\n:::python\na\n```\n", "pre':::python\na'"},
        {"```c\n:::python\na\n```\n", "pre':::python\na'"},
        {"    ::: a\n    b\n", "pre'::: a\nb'"},
        {"<div>*a*\n\n*b*</div>", "p'*a*' p'{em:b}'"},
        {"&amp; &lt;b&gt; \\*c\\*", "p'& <b> *c*'"},
        {"[a](http://b.org/ 'c') [d][e]\n\n[e]: http://f.org/", "p'{@1:a} {@2:d}'"},
    };
    CHECK(cases);
}

static void html_alone(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"<p>a *b*</p>\n<p>c</p>\n\n  <div class=d>\n    - e\n</div>\n", "p'a *b*' p'c' p'- e'"},
        {"<p>a</p>\n \t\n*b*", "p'a' p'{em:b}'"},
        {"<p>a</p>\n\n    <p>b", "p'a' p'b'"},
        {"<pre>*a*\n\n*b*</pre>", "pre'*a*\n\n*b*'"},
        {"<pa>*b*</pa>", "p'{em:b}'"},
        {"<b>*a*</b>", "p'{strong em:a}'"},
        {"<p\n>*a*", "p'*a*'"},
        {"</div>\n\na", "p'a'"},
        {"<div>\r\n\r\n*a*\r\n\r\n</div>", "p'{em:a}'"},
    };
    CHECK(cases);
}

static void tables(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"|a|b|\n|-|-|\n|c|d|", "table[row![cell'a' cell'b'] row[cell'c' cell'd']]"},
        {"a | b\n- | -\n", "p'a | b' list[item[p'| -']]"},
        {"a | b\n--|--\nc | d\n", "table[row![cell'a' cell'b'] row[cell'c' cell'd']]"},
        {"|a|b|c|\n|:-|:-:|-:|\n|1|2|3|\n", "table[row![cell'a' cell='b' cell>'c'] row[cell'1' cell='2' cell>'3']]"},
        {"|a|\n|-|\n|b|\n", "table[row![cell'a'] row[cell'b']]"},
        {"|a|b|\n|-|-|", "table[row![cell'a' cell'b']]"},
        {"|a|b|\n|-|-|\n|*c*|`d`|\n", "table[row![cell'a' cell'b'] row[cell'{em:c}' cell'{code:d}']]"},
        {"|a|b|\n|-|-|\n|c\\|d|`e\\|f`|\n", "table[row![cell'a' cell'b'] row[cell'c|d' cell'{code:e|f}']]"},
        {"|a|\n|-|\n|[b](http://c.org/)|\n", "table[row![cell'a'] row[cell'{@1:b}']]"},
        {"text\n|a|b|\n|-|-|\n|c|d|\n\nafter", "p'text' table[row![cell'a' cell'b'] row[cell'c' cell'd']] p'after'"},
        {"> |a|b|\n> |-|-|\n> |c|d|", "quote[table[row![cell'a' cell'b'] row[cell'c' cell'd']]]"},
        {"- |a|b|\n  |-|-|\n  |c|d|", "list[item[table[row![cell'a' cell'b'] row[cell'c' cell'd']]]]"},
        {"|a|b|\n|-|-|\n|c|\n|", "table[row![cell'a' cell'b'] row[cell'c'] row[cell'']]"},
        {"|a|b|\n|-|-|\n|c|d|e|", "table[row![cell'a' cell'b'] row[cell'c' cell'd' cell'e']]"},
    };
    CHECK(cases);
}

static void definition_lists(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a\n: b\n: *c*\n", "term'a' def[p'b'] def[p'{em:c}']"},
        {"a\n\n: b\n: c\n\n: d\n\ne", "term'a' def[p'b'] def[p'c'] def[p'd'] p'e'"},
        {"*a* b\n\n:   c\n\nd\n\n: e", "term'{em:a} b' def[p'c'] term'd' def[p'e']"},
        {"a\nb\n\n: c", "p'a b' p': c'"},
        {"- a\n\n: b", "list[item[p'a']] p': b'"},
        {": a", "p': a'"},
    };
    CHECK(cases);
}

static void what_is_no_table(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"|a|b|\n|-|", "p'|a|b| |-|'"},
        {"|a|b|\n|x|-|", "p'|a|b| |x|-|'"},
        {"|a|b|\n|:::|-|", "p'|a|b| |:::|-|'"},
        {"|-|-|", "p'|-|-|'"},
        {"a\n---\nb|c", "h2'a' p'b|c'"},
        {"```\n|a|b|\n|-|-|\n```", "pre'|a|b|\n|-|-|'"},
        {"    |a|b|\n    |-|-|\n", "pre'|a|b|\n|-|-|'"},
        {"|a|b|\n\n|-|-|", "p'|a|b|' p'|-|-|'"},
    };
    CHECK(cases);
}

static void task_lists(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"- [ ] a\n- [x] b\n- [X] *c*", "list[item-[p'a'] item+[p'b'] item+[p'{em:c}']]"},
        {"1. [ ] a", "list[item- 1.[p'a']]"},
        {"- [ ] a\n\n- b", "list~[item-[p'a'] item[p'b']]"},
        {"- [] a\n- [y] b\n- [x]c\n- a [x] b", "list[item[p'[] a'] item[p'[y] b'] item[p'[x]c'] item[p'a [x] b']]"},
        {"- `[x] a`", "list[item[p'{code:[x] a}']]"},
        {"[x] a", "p'[x] a'"},
    };
    CHECK(cases);
}

static void strikethrough(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a ~~b~~ c", "p'a {struck:~~b~~} c'"},
        {"~~a *b* c~~", "p'{struck:~~a }{em struck:b}{struck: c~~}'"},
        {"~~a\nb~~", "p'{struck:~~a b~~}'"},
        {"*~~a~~*", "p'{em struck:~~a~~}'"},
        {"a~~b~~c", "p'a{struck:~~b~~}c'"},
        {"~~a~~ ~~b~~", "p'{struck:~~a~~} {struck:~~b~~}'"},
        {"~~ a ~~", "p'~~ a ~~'"},
        {"~~a", "p'~~a'"},
        {"a~~", "p'a~~'"},
        {"a ~~~b~~~", "p'a ~~~b~~~'"},
        {"~~a\n\nb~~", "p'~~a' p'b~~'"},
        {"~5 to ~10, ~a~", "p'~5 to ~10, ~a~'"},
        {"\\~~a~~", "p'~~a~~'"},
        {"`~~a~~`", "p'{code:~~a~~}'"},
        {"*~~a* b~~", "p'{em:~~a} b~~'"},
    };
    CHECK(cases);
}

static void bare_links(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a http://b.org/c_d?e=f&g=h i", "p'a {@1:http://b.org/c_d?e=f&g=h} i'"},
        {"https://b.org", "p'{@1:https://b.org}'"},
        {"www.b.org/c", "p'{@1:www.b.org/c}'"},
        {"(http://b.org/c). http://b.org/d_(e)! 'http://b.org/f'",
         "p'({@1:http://b.org/c}). {@2:http://b.org/d_(e)}! '{@3:http://b.org/f}''"},
        {"xhttp://b.org awww.b.org http:// www. http://-", "p'xhttp://b.org awww.b.org http:// www. http://-'"},
        {"`http://b.org`", "p'{code:http://b.org}'"},
        {"[http://b.org/](http://c.org/)", "p'{@1:http://b.org/}'"},
        {"<http://b.org/>", "p'{@1:http://b.org/}'"},
        {"![http://b.org/](c.png)", "p'{image:http://b.org/}'"},
        {"*http://b.org/*", "p'{em@1:http://b.org/}'"},
        {"~~http://b.org/~~", "p'{struck@1:~~http://b.org/~~}'"},
        {"ftp://b.org/", "p'ftp://b.org/'"},
        {"詳細はhttp://b.org/。", "p'詳細は{@1:http://b.org/}。'"},
    };
    CHECK(cases);
}

static void footnotes(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a[^x] b[^y] c[^x]\n\n[^y]: Y\n[^x]: X z", "p'a{up:^1} b{up:^2} c{up:^1}' hr list[item 1.[p'X z'] item 2.[p'Y']]"},
        {"a[^1]\n\n[^1]: http://b.org/", "p'a{up:^1}' hr list[item 1.[p'{@1:http://b.org/}']]"},
        {"a[^1]\n\n[^1]: b\nc", "p'a{up:^1}' hr list[item 1.[p'b c']]"},
        {"a[^n]", "p'a[^n]'"},
        {"a\n\n[^n]: b", "p'a' hr list[item 1.[p'b']]"},
        {"`[^1]`\n\n    [^1]\n\n[^1]: b", "p'{code:[^1]}' pre'[^1]' hr list[item 1.[p'b']]"},
        {"a[^1]\n\n[^1]: b[^2]\n[^2]: c", "p'a{up:^1}' hr list[item 1.[p'b{up:^2}'] item 2.[p'c']]"},
        {"a[^1]\n\n[^1]: b\n[^1]: c", "p'a{up:^1}' hr list[item 1.[p'b'] item 2.[p'c']]"},
        {"```\n[^1]: b\n```\na[^1]", "pre'[^1]: b' p'a[^1]'"},
        {"[^1](http://b.org/)", "p'{@1:^1}'"},
    };
    CHECK(cases);
}

static void footnotes_of_several_paragraphs(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a[^1]\n\n[^1]: b\n\n    *c*\n\nd", "p'a{up:^1}' p'd' hr list~[item 1.[p'b' p'{em:c}']]"},
    };
    CHECK(cases);
}

static void alerts(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"> [!NOTE]\n> a", "quote[p'{strong:Note}' p'a']"},
        {"> [!warning]\n>\n> a", "quote[p'{strong:Warning}' p'a']"},
        {"> [!TIP]", "quote[p'{strong:Tip}']"},
        {"> [!OTHER]\n> a", "quote[p'{strong:Other}' p'a']"},
        {"> [!NOTE] a", "quote[p'{strong:a}']"},
        {"[!NOTE]\na", "p'[!NOTE] a'"},
    };
    CHECK(cases);
}

static void ids_of_headings_go(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"# a {#b}", "h1'a'"},   {"# a {.b .c}", "h1'a'"},     {"# a {b}", "h1'a {b}'"},
        {"a {#b}", "p'a {#b}'"}, {"# *a* {#b}", "h1'{em:a}'"},
    };
    CHECK(cases);
}

static void wild_bytes(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a\x01\x02"
         "b \x7f",
         "p'ab'"},
        {"a \xff b", "p'a \xef\xbf\xbd b'"},
        {"a\xc2\x9b"
         "31mb",
         "p'a31mb'"},
        {"a \xef\xb7\x90 b ~~c~~ \\~d [^e]: f", "p'a \xef\xbf\xbd b {struck:~~c~~} ~d [^e]: f'"},
    };
    CHECK(cases);
}

/* Of each, as much as fits into so many bytes: what is not linear runs out of time. */
static void hostile_input_takes_linear_time(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "|",    "|a|b|\n|-|-|\n", "|-|-|\n",     "a|b\n",     "~~",
        "~~a",  "~~a ",           "http://",     "www.a",     "http://a.b(",
        "[^1]", "[^1]: a\n",      "[^1]: a\n\n", "- [ ] a\n", "> [!NOTE]\n\n",
        "\\|",  "# a {#",         "*~~a ",       "[^a",       "http://a.b?????????????? ",
        "|`",   "~~a ~~b",
    };
    for (size_t i = 0; i < ARRAY_SIZE(pieces); i++) {
        struct buf in = {0}, out = {0};
        buf_puts(&in, "|a|\n|-|\n");
        while (in.n < 200000) {
            buf_puts(&in, pieces[i]);
        }
        markdown_to_html(buf_str(&in), &out);
        buf_release(&in);
        buf_release(&out);
    }
}

static void a_wide_table_of_short_rows_takes_linear_space(void **state) {
    (void)state;
    struct buf in = {0}, out = {0};
    for (int i = 0; i < 10000; i++) {
        buf_puts(&in, i == 5000 ? "|\n|-|" : i < 5000 ? "|a" : "-|");
    }
    buf_puts(&in, "\n");
    for (int i = 0; i < 10000; i++) {
        buf_puts(&in, "|a|\n");
    }
    markdown_to_html(buf_str(&in), &out);
    assert_non_null(strstr(buf_cstr(&out), "<table>"));
    assert_true(out.n < 20 * in.n);
    buf_release(&in);
    buf_release(&out);
}

static void deep_nesting_takes_linear_time(void **state) {
    (void)state;
    static const char *const pieces[] = {"> ", "- ", "*a **b ~~c~~ http://d.org ", "[", "![", "1) "};
    for (size_t i = 0; i < ARRAY_SIZE(pieces); i++) {
        struct buf in = {0}, out = {0};
        while (in.n < 30000) {
            buf_puts(&in, pieces[i]);
        }
        for (int j = 0; j < 2000; j++) {
            buf_puts(&in, j == 1 ? "-|-\n" : "a ~~b~~|http://c.org\n");
        }
        markdown_to_html(buf_str(&in), &out);
        buf_release(&in);
        buf_release(&out);
    }
}

static void mixtures_are_survived(void **state) {
    (void)state;
    static const char *const pieces[] = {"|",   "-",       "~~",  "http://", "www.", "[^1]", "[^1]: ", "- [x] ",
                                         "> ",  "[!NOTE]", "\n",  "\n\n",    "`",    "*",    "    ",   "a",
                                         " b ", "\\",      "<b>", "</b>",    "](c)", "![",   "#",      ":-:|"};
    struct numbers r = {11};
    struct buf in = {0}, out = {0};
    for (int round = 0; round < 3000; round++) {
        buf_reset(&in);
        buf_reset(&out);
        for (size_t n = number_below(&r, 30); n; n--) {
            buf_puts(&in, pieces[number_below(&r, ARRAY_SIZE(pieces))]);
        }
        sketch_markdown(buf_cstr(&in), &out);
    }
    buf_release(&in);
    buf_release(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(common_mark),
        cmocka_unit_test(html_alone),
        cmocka_unit_test(tables),
        cmocka_unit_test(definition_lists),
        cmocka_unit_test(what_is_no_table),
        cmocka_unit_test(task_lists),
        cmocka_unit_test(strikethrough),
        cmocka_unit_test(bare_links),
        cmocka_unit_test(footnotes),
        cmocka_unit_test(footnotes_of_several_paragraphs),
        cmocka_unit_test(alerts),
        cmocka_unit_test(ids_of_headings_go),
        cmocka_unit_test(wild_bytes),
        cmocka_unit_test(hostile_input_takes_linear_time),
        cmocka_unit_test(a_wide_table_of_short_rows_takes_linear_space),
        cmocka_unit_test(deep_nesting_takes_linear_time),
        cmocka_unit_test(mixtures_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
