/* test_markdown_templates: what is for the site generator goes, what is for a reader stays, and code is left alone. */
#include "markdown.h"
#include "support.h"

struct case_ {
    const char *in, *out;
};

static void check(const struct case_ *c, bool markdown) {
    struct buf out = {0};
    markdown_strip_templates(str_from(c->in), markdown, &out);
    if (!str_is(buf_str(&out), c->out)) {
        fail_msg("'%s' became '%s', not '%s'", c->in, buf_cstr(&out), c->out);
    }
    buf_release(&out);
}

static void check_all(const struct case_ *cases, size_t count, bool markdown) {
    for (size_t i = 0; i < count; i++) {
        check(&cases[i], markdown);
    }
}

#define CHECK(cases, markdown) check_all(cases, ARRAY_SIZE(cases), markdown)

static void plain_text_stays(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"", ""},     {"a", "a"},   {"{", "{"},   {"a {b} < c > d ` e %} }} >}} -->\n", "a {b} < c > d ` e %} }} >}} -->\n"},
        {"<!", "<!"}, {"{{", "{{"}, {"{%", "{%"}, {"<p>a</p>\n", "<p>a</p>\n"},
    };
    CHECK(cases, true);
    CHECK(cases, false);
}

static void tags_go(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a{{< b >}}c", "ac"},
        {"a{{< b", "a{{< b"},
        {"a{{% b %}}c", "ac"},
        {"a{{% b >}}c", "a{{% b >}}c"},
        {"a{{ b }}c", "ac"},
        {"a{{- b -}}c", "ac"},
        {"a{% b %}c", "ac"},
        {"a{%- b -%}c", "ac"},
        {"{{< b >}}in{{< /b >}}{{</b>}}", "in"},
        {"{{<b>}}{{<b/>}}.", "."},
        {"{{<>}}{{< >}}.", "."},
        {"{{< b\n  c=\"d\"\n>}}.", "."},
        {"{{< b >}}{{< c", "{{< c"},
        {"{% comment %}not {{ this }}{% endcomment %}.", "."},
        {"{{< comment >}}nor this{{< /comment >}}.", "."},
        {"{% comment %}open", "open"},
        {"{% endcomment %}.", "."},
    };
    CHECK(cases, true);
    CHECK(cases, false);
}

/* Each by itself: a body in which a quick look finds none is not looked at further. */
static void lines_for_programs_go(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"import A from 'a'\nx\n", "x\n"},
        {"x\n\nexport default a;\n\ny\n", "x\n\n\ny\n"},
        {"x\n:::note\ny", "x\n\n**Note**\n\ny"},
        {"x\n\n[toc]\r\n", "x\n\n\n"},
        {"  [[_TOC_]]\nx", "\nx"},
        {"${toc}\nx", "\nx"},
        {"[Toc]", "\n"},
        {"* TOC\n{:toc}\nx", "x"},
        {"x\ny import a\n[toc](b)\n$1\nimported\n: a\n", "x\ny import a\n[toc](b)\n$1\nimported\n: a\n"},
    };
    CHECK(cases, true);
}

static void a_tag_that_nothing_closes_in_its_paragraph_is_text(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"{{ a\n\nb }}", "{{ a\n\nb }}"},
        {"{{ a\nb }}c", "c"},
        {"{% a\n \t\nb %}", "{% a\n \t\nb %}"},
        {"{{ a\n\n{{ b }}c", "{{ a\n\nc"},
    };
    CHECK(cases, true);
    CHECK(cases, false);
}

static void comments_go(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a<!-- b -->c", "ac"},     {"a<!-- b\n\nb -->c", "ac"}, {"a<!--more-->", "a"},    {"<!-->a-->", "a-->"},
        {"<!--->a-->", "a-->"},     {"<!---->a-->", "a-->"},     {"<!-- {{< b -->c", "c"}, {"{{< b >}}<!-- c", " c"},
        {"<!-- a <!-- b", " a  b"}, {"<!-- a --><!-- b", " b"},
    };
    CHECK(cases, true);
    CHECK(cases, false);
}

static void quoted_brackets_close_nothing(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"{{< b title=\"x >}} y\" >}}.", "<strong>x >}} y</strong>\n\n."},
        {"{{< b title=`x >}} \"y` >}}.", "<strong>x >}} \"y</strong>\n\n."},
        {"{{< b title=\"x \\\" >}} y\" >}}.", "<strong>x \" >}} y</strong>\n\n."},
        {"{{< b title=\"x >}}.", "<strong>x</strong>\n\n."},
        {"{{< b it's >}}.", "."},
        {"{{< b 5\" >}}.", "."},
    };
    CHECK(cases, true);
    CHECK(cases, false);
}

static void destinations_stay(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"[a]({{< ref \"b.md\" >}})", "[a](b.md)"},
        {"[a]({{< ref b.md >}}#c \"d\")", "[a](b.md#c \"d\")"},
        {"[a]({{% relref \"b (c) d.md\" %}})", "[a](b%20%28c%29%20d.md)"},
        {"[a]({{< ref path=\"b\" lang=\"c\" >}})", "[a](b)"},
        {"[a]({{< asset file=\"b.pdf\" title=\"c d\" >}})", "[a](b.pdf)"},
        {"[a]({{< baseurl >}}b)", "[a](b)"},
        {"[a]({% link _posts/b.md %})", "[a](_posts/b.md)"},
        {"[a]({{ site.url }}/b)", "[a](/b)"},
        {"[a]: {{< ref \"b\" >}}\n", "[a]: b\n"},
        {"<a href=\"{{< ref \"b\" >}}\">c</a>", "<a href=\"b\">c</a>"},
        {"<img src={{< static \"b.png\" >}}>", "<img src=b.png>"},
    };
    CHECK(cases, true);
    CHECK(cases, false);
}

static void texts_of_shortcodes_stay(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"{{< figure src=\"a b.png\" alt=\"c & \\\"d\\\"\" >}}",
         "<span><img src=\"a%20b.png\" alt=\"c &amp; &quot;d&quot;\"></span>"},
        {"{{< figure src=\"a\" alt=\"b\" caption=\"*c*\" >}}", "<span><img src=\"a\" alt=\"b\"></span> <em>*c*</em>"},
        {"{{< figure src=\"a\" caption=\"c\" >}}", "<span><img src=\"a\" alt=\"c\"></span>"},
        {"{{< my-img-right src=\"a\" alt=\"b\nc\" >}}", "<span><img src=\"a\" alt=\"b c\"></span>"},
        {"{{< youtube abc >}}", "<a href=\"https://www.youtube.com/watch?v=abc\">YouTube video</a>"},
        {"{{< youtube id=\"abc\" title=\"A talk\" >}}", "<a href=\"https://www.youtube.com/watch?v=abc\">A talk</a>"},
        {"{{< tweet user=\"ann\" id=\"1\" >}}", "<a href=\"https://twitter.com/ann/status/1\">ann</a>"},
        {"{{< quote-block text=\"a\" cite=\"b\" >}}", "<blockquote>\n\na<br>— b\n\n</blockquote>\n\n"},
        {"x {{< button href=\"a\" text=\"b\" >}} y", "x <a href=\"a\">b</a> y"},
        {"x {{< card title=\"a\" link=\"b\" kicker=\"c\" weight=\"5\" >}} y", "x <strong>c</strong>: <a href=\"b\">a</a> y"},
        {"{{< box title=\"a\" text=\"b\" description=\"c\" >}}\nd", "<strong>a</strong> b c\n\n\nd"},
        {"{{< note \"warning\" >}}a{{< /note >}}", "a"},
    };
    CHECK(cases, true);
    CHECK(cases, false);
}

static void words_in_arguments_are_shown(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"{% image \"a.png\" \"A ward at night\" %}", "<span><img src=\"a.png\" alt=\"A ward at night\"></span>"},
        {"{% image 'a.png', 'sleeping cat', '(max-width: 9px) 9vw' %}",
         "<span><img src=\"a.png\" alt=\"sleeping cat\"></span>"},
        {"{% Img src=\"a.png\", alt=\"b c\", class=\"Wide Open Class\" %}", "<span><img src=\"a.png\" alt=\"b c\"></span>"},
        {"{% include figure.html src=\"a\" caption=\"c d\" %}", "<span><img src=\"a\" alt=\"c d\"></span>"},
        {"x {% render 'card', title: 'A \\'b\\'', n: 3, y: page.z %}", "x <strong>A 'b'</strong>"},
        {"x {{ ui.card({ title: \"a\", text: \"b\" }) }} y", "x <strong>a</strong> b y"},
        {"x {{ image(src=\"a\", alt=\"b\") }}", "x <span><img src=\"a\" alt=\"b\"></span>"},
        {"x {{ \"Read the rest\" | t }}{{ name }}", "x Read the rest"},
        {"x {% call \"Not these words\" %}{% set x = \"Nor these words\" %}{% if a == \"Or These\" %}", "x "},
        {"x {% note \"warning\" \"col-6 text-end\" %}", "x "},
        {"x {{< note \"Open the window slowly.\" \"col-6 text-end\" >}}", "x Open the window slowly."},
        {"x {{< a b=\"Open the window\" c=\"left\" d=\"a/b.md\" >}}", "x Open the window"},
        {"x {{< a \"\u6c34\u6c34\u6c34\" >}}", "x \u6c34\u6c34\u6c34"},
        {"{{< quote text=\"a\" author=\"b\" >}}", "<blockquote>\n\na<br>— b\n\n</blockquote>\n\n"},
        {"{% blockquote Ann Lee, A Book %}a{% endblockquote %}", "<em>Ann Lee, A Book</em>\n\na"},
        {"x {{< badge \"New\" >}} {% button \"Go\", \"/a\" %}", "x New <a href=\"/a\">Go</a>"},
        {"x {{< a title=\"b\" >}}c", "x <strong>b</strong> c"},
        {"x{{< a title=\"b\" >}}", "x <strong>b</strong>"},
    };
    CHECK(cases, true);
    CHECK(cases, false);
}

static void tags_of_other_generators(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"x {% include quote.html quote: 'a \"b\"', source: \"@ann\", cite: \"https://example.org/c\" %}",
         "x <blockquote>\n\na \"b\"<br>— <a href=\"https://example.org/c\">@ann</a>\n\n</blockquote>\n\n"},
        {"{% include quote.html quote: a, source: \"Ann\" %}", "<em>Ann</em>\n\n"},
        {"x {% asset_img a.jpg The old lift %}", "x <span><img src=\"a.jpg\" alt=\"The old lift\"></span>"},
        {"x {% post_link a The old lift %}", "x The old lift"},
        {"x {{< include _a.qmd >}}{% include head.html %}", "x <em>[included]</em> <code>_a.qmd</code>"},
        {"x {{< tabpane text=true >}}y", "x y"},
        {"x {% include x.html title=\"In any case\" %}", "x In any case"},
    };
    CHECK(cases, true);
    CHECK(cases, false);
}

static void indented_blocks_of_mkdocs(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"!!! note \"A *b*\"\n    c\n\n    d {{< z >}}\n\n        e {{< z >}}\n{{< z >}}f",
         "!!! note \"A *b*\"\n    c\n\n    d \n\n        e {{< z >}}\nf"},
        {"a\n???+ tip\n    b\n\n    {{< z >}}c", "a\n???+ tip\n    b\n\n    c"},
        {"!!! note\n\n    === \"A\"\n\n        {{< z >}}b\n\n    c", "!!! note\n\n\n    **A**\n\n\n    b\n\n    c"},
        {"=== \"A\"\n\n    b\n\n=== \"C\"\n\n    d", "\n**A**\n\n\nb\n\n\n**C**\n\n\nd"},
        {"- a\n\n    === \"B\"\n        b\n\n    c", "- a\n\n\n  **B**\n\n  b\n\n    c"},
        {"- a\n\n    !!! tip\n        b {{< z >}}\n\n        {{< z >}}c", "- a\n\n    !!! tip\n        b \n\n        c"},
        {"!!! note\na", "!!! note\na"},
        {"a\n=== \n    b\n\n??? why\n", "a\n=== \n    b\n\n??? why\n"},
    };
    CHECK(cases, true);
}

static void marks_of_pandoc_go(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a [b *c*]{.d} e", "a b *c* e"},
        {"[a](b){.c} ![a]{.b} [a][b]{.c} [a]{:.b}", "[a](b) ![a] [a][b] [a]"},
        {"::: {.callout-note title=\"A b\"}\nc\n:::\n", "\n**A b**\n\nc\n\n"},
        {"::: panel-tabset\na\n", "\na\n"},
    };
    CHECK(cases, true);
}

static void components_are_shown_as_shortcodes_are(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"<Figure src=\"a\" alt={\"b\"} />", "<span><img src=\"a\" alt=\"b\"></span>"},
        {"x <Card title=\"a\" onClick={() => { return 1 > 0 }}>b</Card>", "x <strong>a</strong> b"},
        {"<Note>\n*a*\n</Note>", "\n*a*\n"},
        {"<A.B>a</A.B>", "a"},
        {"x <Tabs values={[{ label: 'a', value: 'b' }]} />", "x <strong>a</strong>"},
        {"<DocLink to=\"/a\">b</DocLink>", "<a href=\"/a\">b</a>"},
        {"<Tab>a</Tab><Tab>b</Tab>", "a b"},
        {"<B>a</B> <Br> <T> Vec<String> <Https://example.org> <Abc",
         "<B>a</B> <Br> <T> Vec<String> <Https://example.org> <Abc"},
        {"`<Abc>` {/* a */}", "`<Abc>` "},
        {"import {\n  A,\n} from 'a'\n\nexport const b = {\n  c: [],\n};\nd", "\nd"},
        {"<Tab>\n    *a*\n\n    ```\n    b\n    ```\n\n        c\n</Tab>\n    d", "\n*a*\n\n```\nb\n```\n\n    c\n\n    d"},
        {"- a\n\n  <Tab>\n      b\n  </Tab>\n", "- a\n\n  \n  b\n  \n"},
        {"<Tab>\n    a", "\n    a"},
    };
    CHECK(cases, true);
    check(&(struct case_){"<Figure src=\"a\" alt=\"b\" />", "<Figure src=\"a\" alt=\"b\" />"}, false);
}

static void blocks_and_snippets_of_pymdown_go(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"/// note | Mind the *step*\na\n///\n", "\n**Mind the *step***\n\na\n\n"},
        {"![a](b)\n/// caption\nc\n///\n", "![a](b)\n\nc\n\n"},
        {"/// not a block, but prose\n", "/// not a block, but prose\n"},
        {"a\n\n--8<-- \"part.md\"\n", "a\n\n\n*[included]* `part.md`\n\n"},
        {"--8<--\npart.md\n--8<--\n", "\npart.md\n\n"},
        {"```\n/// caption\n--8<-- \"a\"\n```\n", "```\n/// caption\n--8<-- \"a\"\n```\n"},
    };
    CHECK(cases, true);
}

static void lists_of_attributes_go(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"[a](b){ .c .d } e", "[a](b) e"},
        {"![a](b){width=50%}", "![a](b)"},
        {"![a](b){ width=\"300 px\" align=left }\nc", "![a](b)\nc"},
        {"## A { #b }\n\nc\n{ .d }\n", "## A \n\nc\n\n"},
        {"a { b } c {d=e} `f`{g} [h]{ i }", "a { b } c {d=e} `f`{g} [h]{ i }"},
        {"a { .b } c", "a { .b } c"},
        {"[a](b){ .c", "[a](b){ .c"},
        {"`[a](b){ .c }`", "`[a](b){ .c }`"},
    };
    CHECK(cases, true);
}

static void embeds_are_links(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"{% embed url=\"https://a.example/b\" %}\nc\n{% endembed %}",
         "<a href=\"https://a.example/b\">a.example</a>\n\n\nc\n"},
        {"a {% embed https://a.example/b %} c", "a <a href=\"https://a.example/b\">a.example</a>  c"},
        {"{{< embed part.ipynb >}}", "<em>[included]</em> <code>part.ipynb</code>\n\n"},
    };
    CHECK(cases, true);
}

static void tags_of_mdx_lose_their_expressions(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"<img src={require('./a.png').default} alt=\"b > c\" />", "<img  alt=\"b > c\" />"},
        {"a <span style={{color: '}>', top: 1}} class=\"b\">c</span>", "a <span  class=\"b\">c</span>"},
        {"<button onClick={() => go()}>Go</button>", "<button >Go</button>"},
        {"<a {...props} href=\"/b\">c</a>", "<a  href=\"/b\">c</a>"},
        {"<a href=\"/b?c={d}\">e</a>", "<a href=\"/b?c={d}\">e</a>"},
        {"<x a={b}>c", "<x a={b}>c"},
        {"<a href={{ b }}>c</a>", "<a href=>c</a>"},
        {"a<b and c={d} or\n\ne>f", "a<b and c={d} or\n\ne>f"},
        {"`<a href={b}>`", "`<a href={b}>`"},
        {"<p x={", "<p x={"},
    };
    CHECK(cases, true);
    check(&(struct case_){"<p x={y}>a</p>", "<p x={y}>a</p>"}, false);
}

static void neighbours_are_not_glued(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"{{< tabs >}}{{< tab \"a\" >}}b.{{< /tab >}}{{< tab \"c\" >}}d.{{< /tab >}}{{< /tabs >}}",
         "<strong>a</strong> b.<br><strong>c</strong> d."},
        {"{% if a %}b{% else %}c{% endif %}", "b c"},
        {"{{< a >}}b{{< /a >}}{{< c >}}d{{< /c >}}s", "b ds"},
    };
    CHECK(cases, true);
}

static void links_around_tags_show_their_host(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"[{{< a >}}](https://www.example.org/b)", "[example.org](https://www.example.org/b)"},
        {"[ **{{ a }}** ](<https://example.org/b c>)", "[ **example.org** ](<https://example.org/b c>)"},
        {"![{{ a }}](https://example.org/b)", "![](https://example.org/b)"},
        {"[{{ a }}](/b) [{{ a }}]({{ b }}) [](https://example.org/)", "[](/b) []() [](https://example.org/)"},
    };
    CHECK(cases, true);
}

static void what_is_elsewhere_leaves_a_sign(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"x {% include_code lang:js a/b.js %}", "x <em>[listing]</em> <code>a/b.js</code>"},
        {"x {{< readfile file=\"a.go\" code=\"true\" >}}", "x <em>[listing]</em> <code>a.go</code>"},
        {"x {{< gist ann 12 \"a.go\" >}}", "x <a href=\"https://gist.github.com/ann/12\">[listing] gist ann/12</a>"},
        {"x {{< video src=\"a.mp4\" >}}", "x <a href=\"a.mp4\">[video] a.mp4</a>"},
        {"[a]({filename}/b.md) <img src=\"{static}/c.png\"> {static}", "[a](/b.md) <img src=\"/c.png\"> {static}"},
    };
    CHECK(cases, true);
}

static void shown_shortcodes_are_text(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"{{</* a \"b\" */>}}", "{{&lt; a &quot;b&quot; &gt;}}"},
        {"{{%/* a */%}}", "{{% a %}}"},
        {"{{</**/>}}", "{{&lt;&gt;}}"},
        {"{{</*/>}}.", "."},
    };
    CHECK(cases, true);
}

static void highlighted_code_is_code(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"{{< highlight go >}}\na <b>\n\n  c\n{{< /highlight >}}d", "\n\n<pre>a &lt;b&gt;&#10;&#10;  c&#10;</pre>\n\nd"},
        {"{% highlight c %}a\nb{% endhighlight %}d", "\n\n<pre>a&#10;b</pre>\n\nd"},
        {"x {% highlight c %}a < b{% endhighlight %} d", "x <code>a &lt; b</code> d"},
        {"x {{< highlight >}}a{{< b >}}{{< /highlight >}} d", "x a d"},
        {"{% highlight c %}{% endhighlight %}d", "<code></code>d"},
        {"{{< highlight go >}}a", "a"},
        {"{{< highlight go >}}a /highlight >}}", "a /highlight >}}"},
    };
    CHECK(cases, true);
    CHECK(cases, false);
}

static void code_in_markdown_stays(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"{{<x>}}`{{< a >}}`{{< b >}}", "`{{< a >}}`"},
        {"`` {{< a >}} ` {{< b >}} ``", "`` {{< a >}} ` {{< b >}} ``"},
        {"` {{< a >}}", "` "},
        {"` {{< a >}}\n\n`", "` \n\n`"},
        {"`a\nb{{< c >}}`", "`a\nb{{< c >}}`"},
        {"\\`{{< a >}}`", "\\``"},
        {"```\n{{< a >}}\n```\n{{< b >}}c", "```\n{{< a >}}\n```\nc"},
        {"```\n{{< a >}}\n~~~\n{{< b >}}", "```\n{{< a >}}\n~~~\n{{< b >}}"},
        {"````\n```\n{{< a >}}\n`````\n{{< b >}}c", "````\n```\n{{< a >}}\n`````\nc"},
        {"```\n``` x\n{{< a >}}\n```  \n{{< b >}}c", "```\n``` x\n{{< a >}}\n```  \nc"},
        {"~~~ `x`\n{{< a >}}\n~~~\n", "~~~ `x`\n{{< a >}}\n~~~\n"},
        {"```a`\n{{< b >}}c", "```a`\nc"},
        {"- a\n\n  ```\n  {{< b >}}\n  ```\n{{< c >}}d", "- a\n\n  ```\n  {{< b >}}\n  ```\nd"},
        {"1. a\n\n     ```\n     {{< b >}}\n\nc {{< d >}}e", "1. a\n\n     ```\n     {{< b >}}\n\nc e"},
        {"a\n\n    x {{< b >}}\n\n    {{< c >}}\n{{< d >}}e", "a\n\n    x {{< b >}}\n\n    {{< c >}}\ne"},
        {"\tx {{< b >}}\n{{< d >}}e", "\tx {{< b >}}\ne"},
        {"a\n    x {{< b >}}c", "a\n    x c"},
        {"- a\n\n    x {{< b >}}c", "- a\n\n    x c"},
        {"- a\n\n      x {{< b >}}c", "- a\n\n      x {{< b >}}c"},
        {"10. a\n\n        x {{< b >}}c", "10. a\n\n        x {{< b >}}c"},
        {"10. a\n\n       x {{< b >}}c", "10. a\n\n       x c"},
        {"- a\n    - b\n\n        x {{< c >}}d", "- a\n    - b\n\n        x d"},
        {"- a\n\nb\n\n    x {{< c >}}", "- a\n\nb\n\n    x {{< c >}}"},
        {"-a\n\n    x {{< c >}}", "-a\n\n    x {{< c >}}"},
        {"    <div>\n    x {{< b >}}c\n", "    <div>\n    x c\n"},
        {"<pre>{{< a >}}</pre>{{< b >}}", "<pre>{{< a >}}</pre>"},
        {"<code>{{< a >}}</code>{{< b >}}", "<code>{{< a >}}</code>"},
        {"<pre>{{< a >}}", "<pre>"},
    };
    CHECK(cases, true);
}

static void what_stands_alone_is_no_code(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a\n\n    {{< b title=\"c\" >}}\nd", "a\n\n<strong>c</strong>\n\n\nd"},
        {"\t{{< b title=\"c\" >}}\n", "<strong>c</strong>\n\n\n"},
        {"- a\n\n    {{< b >}}c", "- a\n\n    c"},
        {"- a\n\n          {{< b >}}c", "- a\n\n  c"},
        {"  1. a\n\n    {{< b >}}c", "  1. a\n\n     c"},
        {"   {{< b >}}c", "   c"},
    };
    CHECK(cases, true);
}

static void html_knows_no_backticks(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"`{{< a >}}`", "``"},
        {"```\n{{< a >}}\n```", "```\n\n```"},
        {"    {{< a >}}b", "    b"},
        {"<pre>{{< a >}}</pre>", "<pre>{{< a >}}</pre>"},
    };
    CHECK(cases, false);
}

/* Entities are shown as the signs that they name, and are no markup. */
static void formulas_keep_their_signs(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"$x*y_1*z$", "&#36;x&#42;y&#95;1&#42;z&#36;"},
        {"$$\na \\\\\n> b\n$$.", "&#36;&#36;\na &#92;&#92;\n> b\n&#36;&#36;."},
        {"\\(a*b\\) \\[a^2\\]", "&#92;&#40;a&#42;b&#92;&#41; &#92;&#91;a&#94;2&#92;&#93;"},
        {"\\\\(a*b*c\\\\)", "&#92;&#40;a&#42;b&#42;c&#92;&#41;"},
        {"\\begin{x}a_b\\end{x}_c_", "&#92;begin&#123;x&#125;a&#95;b&#92;end&#123;x&#125;_c_"},
        {"$|a|$", "&#36;\\|a\\|&#36;"},
        {"$5x_1$", "&#36;5x&#95;1&#36;"},
        {"$\\text{a word after another word}_b$", "&#36;&#92;text&#123;a word after another word&#125;&#95;b&#36;"},
    };
    CHECK(cases, true);
}

static void what_is_no_formula(void **state) {
    (void)state;
    static const char *const texts[] = {
        "$5 and $10",
        "$5 *or* so, A$ more",
        "**$NAME** and **$OTHER**",
        "$ a$ and $a $",
        "\\$a*b\\$",
        "\\$a*b$",
        "$a `*$*`",
        "$a\n\n*b*$",
        "\\[sic\\] and \\[a_name\\] \\(of *words*\\)",
        "`$a*b$` $c",
        "$a](https://example.org/$)",
        "$so *many words before* the$ end",
        "$$",
        "$$$$",
        "$",
        "\\",
        "\\begin{",
    };
    for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
        check(&(struct case_){texts[i], texts[i]}, true);
    }
    check(&(struct case_){"$a*b$", "$a*b$"}, false);
}

static void extensions_of_kramdown_go(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a{::comment}b\n\nc{:/comment}d", "ad"},
        {"a{::comment}b{:/}d", "ad"},
        {"a{::comment}b", "ab"},
        {"{::nomarkdown}a{:/nomarkdown}", "a"},
        {"{::options x=\"y\" /}\na", "\na"},
        {"a {:: b} {::", "a {:: b} {::"},
        {"> a\n> {: .b}\n", "> a\n> \n"},
        {"* {:.a} b", "*  b"},
        {"[a](b){:.c}{:.d}", "[a](b)"},
        {"1. Any words\n{:toc}\na", "a"},
        {"*[A B]: an <expansion>\nc", "c\n\n<dl><dt>A B</dt><dd>an &lt;expansion&gt;</dd></dl>\n"},
        {"*[A]:\n*[A] b: c\n*[]: a", "*[A] b: c\n*[]: a"},
    };
    CHECK(cases, true);
}

/* A blank line ends HTML in Markdown: none is left by a tag, and one is written where Markdown begins. */
static void html_around_tags_goes_on(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"<div>\n  {{< a >}}\n<p>b\n</div>", "<div>\n<p>b\n</div>"},
        {"<div>\n{% a %}{% b %} \n<p>b\n</div>", "<div>\n<p>b\n</div>"},
        {"<div>\nx{% a %}\n<p>b", "<div>\nx\n<p>b"},
        {"<b>\n<!-- c -->\nd", "<b>\nd"},
        {"a\n{{< a >}}\nb", "a\n\nb"},
        {"<div>\n\n{{< a >}}\nb", "<div>\n\n\nb"},
        {"<div markdown=\"1\">\na\n</div>\nb", "<div markdown=\"1\">\n\na\n</div>\n\nb"},
        {"<div class=\"a\" markdown>\na", "<div class=\"a\" markdown>\n\na"},
        {"<div markdown=\"0\">\na{{b}}", "<div markdown=\"0\">\na"},
    };
    CHECK(cases, true);
}

/* A million bytes of each: what is not linear runs out of time. */
static void hostile_input_takes_linear_time(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "{{<",
        "{{< a\n\n",
        "{{ a\n",
        "{% ",
        "<!--",
        "`a ",
        "`a\n\n",
        "<pre>",
        "{{< x=\"",
        "{{< x=\" >}}",
        "{{< x=`",
        "{{< highlight >}}",
        "{% endhighlight ",
        "```\n",
        "```a`\n",
        "- ```\n",
        "\n",
        "    a\n\n",
        "{{</*",
        "{{< highlight go >}} /highlight ",
        "$a ",
        "$a$5",
        "$1 word$ ",
        "$$a",
        "\\(",
        "\\(word",
        "\\(word\\) \\(",
        "\\begin{",
        "{::comment}",
        "{:/",
        "{::",
        "- {:",
        "*[a]: b\n",
        "{{< a >}}\n    //////////////\n",
        "{{< tab >}}          ",
        "*_*_*_{% a %}",
        "<Ab ",
        "<Ab {",
        "!!! a\n    ",
    };
    for (size_t i = 0; i < ARRAY_SIZE(pieces); i++) {
        struct buf in = {0}, out = {0};
        buf_puts(&in, "<!-- a -->{% highlight c %}");
        while (in.n < 1000000) {
            buf_puts(&in, pieces[i]);
        }
        int64_t start = monotonic_ms();
        markdown_strip_templates(buf_str(&in), true, &out);
        assert_true(monotonic_ms() - start < 20000);
        buf_release(&in);
        buf_release(&out);
    }
}

/* Any mixture of the bytes that mean something is survived, and words outside tags stay. */
static void mixtures_are_survived(void **state) {
    (void)state;
    static const char *const pieces[] = {"{{<",   ">}}",    "{{%", "%}}",         "{{",  "}}",   "{%",      "%}",
                                         "<!--",  "-->",    "`",   "```",         "\n",  "\n\n", "    ",    "\"",
                                         "=",     "/*",     "*/",  "-",           "/",   " a ",  "\\",      "(",
                                         "<pre>", "</pre>", "$",   "{::",         "{:/", "}",    "*[a]: b", "<div markdown>",
                                         "<Abc",  "</Abc>", ">",   "(\"A b c\")", "[",   "]("};
    struct numbers r = {7};
    struct buf in = {0}, out = {0};
    for (int round = 0; round < 3000; round++) {
        buf_reset(&in);
        buf_reset(&out);
        buf_puts(&in, "first\n\n");
        for (size_t n = number_below(&r, 30); n; n--) {
            buf_puts(&in, pieces[number_below(&r, ARRAY_SIZE(pieces))]);
        }
        markdown_strip_templates(buf_str(&in), one_in(&r, 2), &out);
        assert_true(str_starts(buf_str(&out), "first"));
    }
    buf_release(&in);
    buf_release(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_stays),
        cmocka_unit_test(tags_go),
        cmocka_unit_test(lines_for_programs_go),
        cmocka_unit_test(a_tag_that_nothing_closes_in_its_paragraph_is_text),
        cmocka_unit_test(comments_go),
        cmocka_unit_test(quoted_brackets_close_nothing),
        cmocka_unit_test(destinations_stay),
        cmocka_unit_test(texts_of_shortcodes_stay),
        cmocka_unit_test(words_in_arguments_are_shown),
        cmocka_unit_test(tags_of_other_generators),
        cmocka_unit_test(indented_blocks_of_mkdocs),
        cmocka_unit_test(marks_of_pandoc_go),
        cmocka_unit_test(components_are_shown_as_shortcodes_are),
        cmocka_unit_test(tags_of_mdx_lose_their_expressions),
        cmocka_unit_test(blocks_and_snippets_of_pymdown_go),
        cmocka_unit_test(lists_of_attributes_go),
        cmocka_unit_test(embeds_are_links),
        cmocka_unit_test(neighbours_are_not_glued),
        cmocka_unit_test(links_around_tags_show_their_host),
        cmocka_unit_test(what_is_elsewhere_leaves_a_sign),
        cmocka_unit_test(shown_shortcodes_are_text),
        cmocka_unit_test(highlighted_code_is_code),
        cmocka_unit_test(code_in_markdown_stays),
        cmocka_unit_test(what_stands_alone_is_no_code),
        cmocka_unit_test(html_knows_no_backticks),
        cmocka_unit_test(formulas_keep_their_signs),
        cmocka_unit_test(what_is_no_formula),
        cmocka_unit_test(extensions_of_kramdown_go),
        cmocka_unit_test(html_around_tags_goes_on),
        cmocka_unit_test(hostile_input_takes_linear_time),
        cmocka_unit_test(mixtures_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
