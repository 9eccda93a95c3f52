/* test_markdown_wiki: what notes of a vault add to Markdown: links by name, highlights, comments, ids, tags, callouts. */
#include <string.h>

#include "markdown.h"
#include "support.h"

struct case_ {
    const char *in, *html;
};

static void convert(const char *in, struct buf *html, struct markdown_note *note) {
    markdown_note_to_html(str_from(in), html, note);
    while (html->n && html->p[html->n - 1] == '\n') {
        buf_truncate(html, html->n - 1);
    }
}

static void check_all(const struct case_ *cases, size_t count) {
    bool failed = false;
    for (size_t i = 0; i < count; i++) {
        struct buf html = {0};
        convert(cases[i].in, &html, NULL);
        if (!str_is(buf_str(&html), cases[i].html)) {
            print_error("%s\nbecame   %s\nnot      %s\n", cases[i].in, buf_cstr(&html), cases[i].html);
            failed = true;
        }
        buf_release(&html);
    }
    assert_false(failed);
}

#define CHECK(cases) check_all(cases, ARRAY_SIZE(cases))

static void links_by_name(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"[[Harbour Clinic]]", "<p><a href=\"wiki:Harbour%20Clinic\">Harbour Clinic</a></p>"},
        {"a [[b]]s, [[c]]", "<p>a <a href=\"wiki:b\">b</a>s, <a href=\"wiki:c\">c</a></p>"},
        {"[[b/c.md|the *d*]] e", "<p><a href=\"wiki:b/c.md\">the <em>d</em></a> e</p>"},
        {"[[b.md]]", "<p><a href=\"wiki:b.md\">b</a></p>"},
        {"[[b#c]] [[b#c#d]] [[#e]]",
         "<p><a href=\"wiki:b#c\">b &gt; c</a> <a href=\"wiki:b#c#d\">b &gt; c &gt; d</a> <a href=\"wiki:#e\">e</a></p>"},
        {"[[b#^c-1]] [[b#^c-1|d]]", "<p><a href=\"wiki:b#%5Ec-1\">b</a> <a href=\"wiki:b#%5Ec-1\">d</a></p>"},
        {"[[ b | c ]]", "<p><a href=\"wiki:b\">c</a></p>"},
        {"[[__b__ * c_d|e]] *f*", "<p><a href=\"wiki:__b__%20*%20c_d\">e</a> <em>f</em></p>"},
        {"[[_b_]]", "<p><a href=\"wiki:_b_\">_b_</a></p>"},
        {"*[[b]]* **[[c|d]]**", "<p><em><a href=\"wiki:b\">b</a></em> <strong><a href=\"wiki:c\">d</a></strong></p>"},
        {"[[b & c|`d` e]]", "<p><a href=\"wiki:b%20%26%20c\"><code>d</code> e</a></p>"},
        {"[[Łódź]]", "<p><a href=\"wiki:%C5%81%C3%B3d%C5%BA\">Łódź</a></p>"},
        {"[[b 100%]]", "<p><a href=\"wiki:b%20100%25\">b 100%</a></p>"},
        {"[[https://b.org/c|d]]", "<p><a href=\"https://b.org/c\">d</a></p>"},
        {"# a [[b]]", "<h1>a <a href=\"wiki:b\">b</a></h1>"},
        {"[[2023-01-02]] [[20230101]]",
         "<p><a href=\"wiki:2023-01-02\">2023-01-02</a> <a href=\"wiki:20230101\">20230101</a></p>"},
        {"x $5 [[b]] and $6", "<p>x $5 <a href=\"wiki:b\">b</a> and $6</p>"},
    };
    CHECK(cases);
}

static void brackets_that_are_no_link(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"`[[b]]`", "<p><code>[[b]]</code></p>"},
        {"```\n[[b_c_|d]]\n```", "<pre><code>[[b_c_|d]]\n</code></pre>"},
        {"    [[b*c*]]", "<pre><code>[[b*c*]]\n</code></pre>"},
        {"<a title=\"[[b_c_]]\">c</a>", "<p><a title=\"[[b_c_]]\">c</a></p>"},
        {"[[1]](https://b.org)", "<p><a href=\"https://b.org\">[1]</a></p>"},
        {"[[b]][c]\n\n[c]: https://b.org", "<p><a href=\"https://b.org\">[b]</a></p>"},
        {"[[b]]\n\n[b]: https://b.org", "<p>[<a href=\"https://b.org\">b</a>]</p>"},
        {"\\[[b]] [\\[c]]", "<p>[[b]] [[c]]</p>"},
        {"[[1,2],[3,4]] [[1, 2]] [[3]]", "<p>[[1,2],[3,4]] [[1, 2]] [[3]]</p>"},
        {"[[ -f $x ]] [[ $a == b ]]", "<p>[[ -f $x ]] [[ $a == b ]]</p>"},
        {"[[nodiscard]] [[gnu::packed]]", "<p>[[nodiscard]] [[gnu::packed]]</p>"},
        {"[[]] [[ ]] [[|b]] [[b", "<p>[[]] [[ ]] [[|b]] [[b</p>"},
        {"$f[[b]]$ $$[[c]]$$", "<p>$f[[b]]$ $$[[c]]$$</p>"},
        {"[a [[b]] c](https://d.org)", "<p><a href=\"https://d.org\">a [[b]] c</a></p>"},
        {"[[b\nc]]", "<p>[[b\nc]]</p>"},
    };
    CHECK(cases);
}

static void links_in_tables(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"|a|b|\n|-|-|\n|[[c\\|d]]|e|", "<table><thead>\n<tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><a "
                                        "href=\"wiki:c\">d</a></td><td>e</td></tr>\n</tbody></table>"},
        {"|a|b|\n|-|-|\n|[[c|d]]|`[[e\\|f]]`|",
         "<table><thead>\n<tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><a "
         "href=\"wiki:c\">d</a></td><td><code>[[e|f]]</code></td></tr>\n</tbody></table>"},
    };
    CHECK(cases);
}

static void embeds(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"![[b/plan.png|300]]", "<p><img src=\"wiki:b/plan.png\" alt=\"plan.png\" /></p>"},
        {"![[plan.PNG|left|20x30]] ![[plan.svg|The plan|300]]",
         "<p><img src=\"wiki:plan.PNG\" alt=\"left\" /> <img src=\"wiki:plan.svg\" alt=\"The plan\" /></p>"},
        {"![[Costs#Fees]]", "<p><a href=\"wiki:Costs#Fees\">Costs &gt; Fees</a></p>"},
        {"![[a.pdf#page=2|b]]", "<p><a href=\"wiki:a.pdf#page%3D2\">b</a></p>"},
        {"![[Costs|*the* fees]]", "<p><a href=\"wiki:Costs\"><em>the</em> fees</a></p>"},
    };
    CHECK(cases);
}

static void highlights(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"==a== b ==c *d* e==.", "<p><mark>a</mark> b <mark>c <em>d</em> e</mark>.</p>"},
        {"**==a==** (==b==)", "<p><strong><mark>a</mark></strong> (<mark>b</mark>)</p>"},
        {"这是==高亮==文字", "<p>这是<mark>高亮</mark>文字</p>"},
        {"a == b == c", "<p>a == b == c</p>"},
        {"x==y and z==w", "<p>x==y and z==w</p>"},
        {"\"==\" and \"==\"; == and ===; a !== b", "<p>&quot;==&quot; and &quot;==&quot;; == and ===; a !== b</p>"},
        {"`==a==` \\==b==", "<p><code>==a==</code> ==b==</p>"},
        {"==a\nb==", "<p><mark>a\nb</mark></p>"},
        {"==a\n\nb==", "<p>==a</p>\n<p>b==</p>"},
        {"===a===", "<p>===a===</p>"},
        {"[a](https://b.org/?c==d==)", "<p><a href=\"https://b.org/?c==d==\">a</a></p>"},
    };
    CHECK(cases);
}

static void hidden(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a %%b *c* [[d]]%% e", "<p>a  e</p>"},
        {"%%a%%\n\nb", "<p>b</p>"},
        {"a\n%%b%%\nc", "<p>a\nc</p>"},
        {"a\n\n%%\nb\n\n```\nc\n```\n\n%%\n\nd", "<p>a</p>\n<p>d</p>"},
        {"a\n\n%% settings\n```\n{\"b\":1}\n```\n%%\n", "<p>a</p>"},
        {"100%% a 50%% b", "<p>100%% a 50%% b</p>"},
        {"a %% b", "<p>a %% b</p>"},
        {"%% a\n\nb\n\n%% c d\n\ne", "<p>%% a</p>\n<p>b</p>\n<p>%% c d</p>\n<p>e</p>"},
        {"`%%a%%` \\%%b%%", "<p><code>%%a%%</code> %%b%%</p>"},
        {"```\n%%a%%\n```\n\n    %%b%%", "<pre><code>%%a%%\n</code></pre>\n<pre><code>%%b%%\n</code></pre>"},
        {"<pre>%%a%%</pre>", "<pre>%%a%%</pre>"},
        {"- a\n  id:: 64b1\n  collapsed:: true\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"},
        {"- a\n  author:: b", "<ul>\n<li>a\nauthor:: b</li>\n</ul>"},
        {"a ((64b1f0c2-0000-4111-8222-0123456789ab)) b ((c))", "<p>a  b ((c))</p>"},
        {"- LATER a\n  :LOGBOOK:\n  CLOCK: [2024-01-02 Tue 10:00:00]\n  :END:\n- b", "<ul>\n<li>LATER a</li>\n<li>b</li>\n</ul>"},
        {"`id:: a`\n\n    id:: b", "<p><code>id:: a</code></p>\n<pre><code>id:: b\n</code></pre>"},
    };
    CHECK(cases);
}

static void ids_of_blocks(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a. ^37066d", "<p>a.</p>"},
        {"a [[b]] ^quote-1\n\nc", "<p>a <a href=\"wiki:b\">b</a> </p>\n<p>c</p>"},
        {"[[b]]\n\n- a ^x1\n- c ^x2", "<p><a href=\"wiki:b\">b</a></p>\n<ul>\n<li>a</li>\n<li>c</li>\n</ul>"},
        {"[[b]]\n\n> c\n\n^d", "<p><a href=\"wiki:b\">b</a></p>\n<blockquote>\n<p>c</p>\n</blockquote>"},
        {"[[b]]\nc\n^d", "<p><a href=\"wiki:b\">b</a>\nc</p>"},
        {"Press Ctrl ^C", "<p>Press Ctrl ^C</p>"},
        {"see ^above", "<p>see ^above</p>"},
        {"[[b]] x ^2", "<p><a href=\"wiki:b\">b</a> x ^2</p>"},
        {"a `^37066d`", "<p>a <code>^37066d</code></p>"},
    };
    CHECK(cases);
}

static void callouts(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"> [!TIP] Bring *your* card\n> The desk.",
         "<blockquote>\n<p><strong>Bring <em>your</em> card</strong></p>\n<p>The desk.</p>\n</blockquote>"},
        {"> [!warning]- Closed\n> Shut.", "<blockquote>\n<p><strong>Closed</strong></p>\n<p>Shut.</p>\n</blockquote>"},
        {"> [!info]+\n> Late.", "<blockquote>\n<p><strong>Info</strong></p>\n<p>Late.</p>\n</blockquote>"},
        {"> [!further-reading|wide] **A**", "<blockquote>\n<p><strong><strong>A</strong></strong></p>\n</blockquote>"},
        {"> [!a] b\n> > [!c]\n> > d", "<blockquote>\n<p><strong>b</strong></p>\n<blockquote>\n<p><strong>C</strong></p>\n<p>d</"
                                      "p>\n</blockquote>\n</blockquote>"},
        {"> [!a] [[b|c]]\n> - d",
         "<blockquote>\n<p><strong><a href=\"wiki:b\">c</a></strong></p>\n<ul>\n<li>d</li>\n</ul>\n</blockquote>"},
        {"> [!] a", "<blockquote>\n<p>[!] a</p>\n</blockquote>"},
        {"> [!a]b", "<blockquote>\n<p>[!a]b</p>\n</blockquote>"},
        {"[!note] a", "<p>[!note] a</p>"},
    };
    CHECK(cases);
}

static void admonitions(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"!!! note \"Bring *it*\"\n    a\n\n    b\n\nc",
         "<blockquote>\n<p><strong>Bring <em>it</em></strong></p>\n<p>a</p>\n<p>b</p>\n"
         "</blockquote>\n<p>c</p>"},
        {"a\n\n???+ tip inline end\n    b\nc",
         "<p>a</p>\n<blockquote>\n<p><strong>Tip</strong></p>\n<p>b</p>\n</blockquote>\n<p>c</p>"},
        {"!!! note \"\"\n    a", "<blockquote>\n<p>a</p>\n</blockquote>"},
        {"!!! a\n\n    b\n    !!! c\n        d\n    e",
         "<blockquote>\n<p><strong>A</strong></p>\n<p>b</p>\n<blockquote>\n<p><strong>C</strong></p>\n<p>d</p>\n</"
         "blockquote>\n<p>e</p>\n"
         "</blockquote>"},
        {"!!! a\n\t```\n\t!!! b\n\t    c\n\t```",
         "<blockquote>\n<p><strong>A</strong></p>\n<pre><code>!!! b\n    c\n</code></pre>\n</blockquote>"},
        {"- a\n\n    !!! b\n        c",
         "<ul>\n<li>\n<p>a</p>\n<blockquote>\n<p><strong>B</strong></p>\n<p>c</p>\n</blockquote>\n</li>\n</ul>"},
        {"!!! a\nb", "<p>!!! a\nb</p>"},
        {"what??? no!!! a \"b\"", "<p>what??? no!!! a &quot;b&quot;</p>"},
        {"```\n!!! a\n    b\n```", "<pre><code>!!! a\n    b\n</code></pre>"},
    };
    CHECK(cases);
}

static const struct tags_case {
    const char *in, *tags;
} tags_cases[] = {
    {"a #b", ""}, /* of a website */
    {"[[a]] #b and #c/d.", "b\nc/d\n"},
    {"[[a]] #b #b\n#c\n\n- #d\n\n## e #f", "b\nb\nc\nd\nf\n"},
    {"%%a%% #b", "b\n"},
    {"[[a]] #été #日本 #b_c-d/ **#e**", "été\n日本\nb_c-d\ne\n"},
    {"[[a]] #1 #12-3 #c4f8af #fff #a1 #decade", "a1\ndecade\n"},
    {"[[a]] `#b` \\#c x#d #include <e.h> #f(g) [h](#i) https://j.org/#k #l#m", ""},
    {"[[a]]\n\n```\n#b\n```\n\n    #c\n\n<div>\n#d\n</div>", ""},
    {"[[a#b]] #[[two words]]", "two words\n"},
};

static void tags_in_the_text(void **state) {
    (void)state;
    for (size_t i = 0; i < ARRAY_SIZE(tags_cases); i++) {
        struct buf html = {0};
        struct markdown_note note = {0};
        convert(tags_cases[i].in, &html, &note);
        assert_string_equal(buf_cstr(&note.tags), tags_cases[i].tags);
        buf_release(&html);
        buf_release(&note.tags);
    }
}

/* Each would take minutes if anything were searched for again and again. */
static void hostile_input_takes_linear_time(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "[[",  "[[a|",    "[[a]]", "%%",   "%%\n",  "\n\n%% a", "==",      "==a",         "$[[a]]", "#a ",
        "^a ", "[[a|*b*", "((",    "<pre", "> [!a", "#[[a]]",   "a:: b\n", "!!! a\n    ", "%% b\n", ":LOGBOOK:\n"};
    for (size_t i = 0; i < ARRAY_SIZE(pieces); i++) {
        struct buf in = {0}, html = {0};
        while (in.n < 600000) {
            buf_puts(&in, pieces[i]);
        }
        int64_t start = monotonic_ms();
        convert(buf_cstr(&in), &html, NULL);
        assert_true(monotonic_ms() - start < 20000);
        buf_release(&in);
        buf_release(&html);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_by_name),
        cmocka_unit_test(brackets_that_are_no_link),
        cmocka_unit_test(links_in_tables),
        cmocka_unit_test(embeds),
        cmocka_unit_test(highlights),
        cmocka_unit_test(hidden),
        cmocka_unit_test(ids_of_blocks),
        cmocka_unit_test(callouts),
        cmocka_unit_test(admonitions),
        cmocka_unit_test(tags_in_the_text),
        cmocka_unit_test(hostile_input_takes_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
