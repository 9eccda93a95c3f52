/* test_html: HTML as people write it, as documents. */
#include "html.h"
#include "sketch.h"
#include "support.h"
#include "text.h"

struct case_ {
    const char *in, *out;
};

static void check_all(const struct case_ *cases, size_t count) {
    bool bad = false;
    for (size_t i = 0; i < count; i++) {
        struct buf out = {0};
        sketch_html(cases[i].in, &out);
        if (!str_is(buf_str(&out), cases[i].out)) {
            print_error("%s\nbecame   %s\nnot      %s\n", cases[i].in, buf_cstr(&out), cases[i].out);
            bad = true;
        }
        buf_release(&out);
    }
    assert_false(bad);
}

#define CHECK(cases) check_all(cases, ARRAY_SIZE(cases))

static void text_and_blanks(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"", ""},
        {" \n\t ", ""},
        {"a", "p'a'"},
        {"  a \n\t b  ", "p'a b'"},
        {"<p> a <b> b </b> c </p>", "p'a {strong:b} c'"},
        {"<p>a<b>b</b>c</p>", "p'a{strong:b}c'"},
        {"<p>a <b> </b> b</p>", "p'a b'"},
        {"<b>a</b> <i>b</i>", "p'{strong:a} {em:b}'"},
        {"<b>a <i>b</i></b>", "p'{strong:a }{strong em:b}'"},
        {"<p>a</p><p></p><p> </p><p>&nbsp;</p><p>b</p>", "p'a' p'b'"},
        {"<p>a&nbsp;&nbsp;b</p>", "p'a\u00a0\u00a0b'"},
        {"<b></b><p>a</p>", "p'a'"},
        {"a  b   c    d     e      f       g        h", "p'a b c d e f g h'"},
        {"abcdefg  b", "p'abcdefg b'"},
        {"abcdefgh  b", "p'abcdefgh b'"},
        {"abcdefghi  b", "p'abcdefghi b'"},
        {"abcdefg\u00a0 \u00a0b", "p'abcdefg\u00a0 \u00a0b'"},
        {"<p>\u3000\u3000a</p>", "p'\u3000\u3000a'"},
    };
    CHECK(cases);
}

static void raised_and_lowered_text_is_written(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"10<sup>-3</sup> m<sup>2</sup>, Ca<sup>2+</sup>, CO<sub>2</sub>", "p'10{up:⁻³} m{up:²}, Ca{up:²⁺}, CO{down:₂}'"},
        {"x<sup>n</sup> x<sup>n+1</sup> x<sup>-n</sup> 2<sup>0.5</sup>", "p'x{up:^n} x{up:^(n+1)} x{up:^(-n)} 2{up:^(0.5)}'"},
        {"x<sub>i</sub> V<sub>max</sub> t<sub>1/2</sub> a<sub>n+1</sub>",
         "p'x{down:_i} V{down:_max} t{down:_(1/2)} a{down:_(n+1)}'"},
        {"1<sup>st</sup> 22<sup>ND</sup> 3<sup>ème</sup> M<sup>me</sup> 2<sup>e</sup> N<sup>o</sup> A<sup>TM</sup>",
         "p'1{up:st} 22{up:ND} 3{up:ème} M{up:me} 2{up:ᵉ} N{up:º} A{up:(TM)}'"},
        {"x<sup>a</sup> 2<sup>n</sup> e<sup>re</sup> word<sup>rare use</sup>",
         "p'x{up:^a} 2{up:^n} e{up:^(re)} word{up:^(rare use)}'"},
        {"so.<sup>1,2</sup> so<sup>*</sup> so<sup>[3]</sup> so<sup>\u2020</sup>",
         "p'so.{up:¹,²} so{up:*} so{up:[3]} so{up:†}'"},
        {"<sup>1</sup> See <sup>a</sup> that", "p'{up:¹} See {up:a} that'"},
        {"10<sup><b>1</b>2</sup> x<sup>y<sup>2</sup></sup> a<sub>i<sub>j</sub></sub>",
         "p'10{strong up:¹}{up:²} x{up:^(y^2)} a{down:_(i_j)}'"},
        {"x<sup><em>n</em>+1</sup><sub></sub>", "p'x{em up:^(n}{up:+1)}'"},
        {"so<sup><a href='https://example.org/'>4</a></sup>, so<sup><a href='#n'>5</a></sup>", "p'so{up@1:⁴}, so{up:⁵}'"},
        {"<pre>a<sup>2</sup>\nb</pre><table><tr><td>m<sup>3</sup></td><td>x</td></tr></table>",
         "pre'a{up:²}\nb' table[row[cell'm{up:³}' cell'x']]"},
    };
    CHECK(cases);
}

static void struck_text_is_marked(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"is <del> not <b>so</b></del> now", "p'is {struck:~~not }{strong struck:so~~} now'"},
        {"<s>a</s><del>b</del> <del></del><s><img src='https://example.org/a.png'></s>c",
         "p'{struck:~~ab~~} {struck image@1:} c'"},
        {"<del><p>One</p><p>two</p></del><p>three", "p'{struck:~~One~~}' p'{struck:~~two~~}' p'three'"},
        {"<s>a<br>b <s>c</s></s>", "p'{struck:~~a~~}/{struck:~~b c~~}'"},
        {"<del>10<sup>3</sup></del> <ul><li><del>x</del> y</ul>",
         "p'{struck:~~10}{struck up:³~~}' list[item[p'{struck:~~x~~} y']]"},
        {"<pre><del>a\nb</del></pre>", "pre'{struck:~~a\nb~~}'"},
    };
    CHECK(cases);
}

static void looks(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"<strong>a</strong><em>b</em><code>c</code><del>d</del><u>e</u><mark>f</mark>",
         "p'{strong:a}{em:b}{code:c}{struck:~~d~~}{under:e}{marked:f}'"},
        {"H<sub>2</sub>O 10<sup>9</sup>", "p'H{down:₂}O 10{up:⁹}'"},
        {"<tt>a</tt> <kbd>b</kbd> <samp>c</samp>", "p'{code:a} {code:b} {code:c}'"},
        {"<s>a</s> <strike>b</strike> <ins>c</ins> <cite>d</cite>", "p'{struck:~~a~~} {struck:~~b~~} {under:c} {em:d}'"},
        {"a <q>b</q> c", "p'a “b” c'"},
        {"The <abbr title='World  Health&#10;Organization'>WHO</abbr>, <abbr title='World Health Organization'>WHO</abbr>s",
         "p'The WHO (World Health Organization), WHOs'"},
        {"<abbr title='2024-01-01T10:00'>today</abbr> <abbr>a</abbr> <abbr title=''>b</abbr>", "p'today a b'"},
        {"<abbr title='One'><abbr title='Two'>b</abbr>a</abbr>", "p'b (Two)a (One)'"},
        {"<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>だ", "p'漢字(かんじ)だ'"},
        {"super<wbr>long", "p'super\u200blong'"},
        {"<x-unknown>a</x-unknown> <blink>b</blink> <font color=red>c</font>", "p'a b c'"},
        {"<B>a</B><EM>b</EM>", "p'{strong:a}{em:b}'"},
    };
    CHECK(cases);
}

static void blocks(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"<p>a</p><p>b</p>", "p'a' p'b'"},
        {"a<p>b</p>c", "p'a' p'b' p'c'"},
        {"<div>a<div>b</div>c</div>", "p'a' p'b' p'c'"},
        {"<h1>a</h1><h6>b</h6>", "h1'a' h6'b'"},
        {"<h2>a <em>b</em></h2>c", "h2'a {em:b}' p'c'"},
        {"<h2><div>a</div></h2>", "h2'a'"},
        {"a<hr>b", "p'a' hr p'b'"},
        {"<blockquote>a<p>b</p></blockquote>c", "quote[p'a' p'b'] p'c'"},
        {"<blockquote></blockquote>a", "quote[] p'a'"},
        {"<section><header>a</header><article>b</article><footer>c</footer></section>", "p'a' p'b' p'c'"},
        {"<center>a</center><address>b</address>", "p'a' p'b'"},
        {"<details><summary>a</summary>b</details>", "p'{strong:a}' p'b'"},
        {"<figure><img src=http://a.org/ alt=b><figcaption>c</figcaption></figure>", "p'{image@1:b}' caption'c'"},
    };
    CHECK(cases);
}

static void line_ends(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a<br>b", "p'a/b'"},
        {"a <br/> b", "p'a/b'"},
        {"a<br>\nb", "p'a/b'"},
        {"a<br><br>b", "p'a//b'"},
        {"a<br><br><br><br>b", "p'a//b'"},
        {"<p><br>a<br></p>b", "p'a' p'b'"},
        {"<b>a<br>b</b>", "p'{strong:a}/{strong:b}'"},
        {"<h1>a<br>b</h1>", "h1'a/b'"},
    };
    CHECK(cases);
}

static void preformatted(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"<pre>a\n  b\n\n\tc</pre>", "pre'a\n  b\n\n\tc'"},
        {"<pre>\na\n</pre>", "pre'a'"},
        {"<pre><code>a\nb\n</code></pre>", "pre'a\nb'"},
        {"<pre>a<b>b\nc</b>d</pre>", "pre'a{strong:b\nc}d'"},
        {"<pre>  a</pre>", "pre'  a'"},
        {"<pre>a<br>b</pre>", "pre'a\nb'"},
        {"<pre>a</pre><pre>b</pre>", "pre'a' pre'b'"},
        {"<p>a <code>b  c</code></p>", "p'a {code:b c}'"},
        {"<pre></pre>a", "p'a'"},
        {"<pre>&lt;a&gt; &amp;</pre>", "pre'<a> &'"},
        {"<pre>a<div>b</div>c</pre>", "pre'a\nb\nc'"},
    };
    CHECK(cases);
}

static void lists(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"<ul><li>a</li><li>b</li></ul>", "list[item[p'a'] item[p'b']]"},
        {"<ul><li>a<li>b</ul>c", "list[item[p'a'] item[p'b']] p'c'"},
        {"<ul><li><p>a</p></li></ul>", "list~[item[p'a']]"},
        {"<ul><li>a<ul><li>b</ul><li>c</ul>", "list[item[p'a' list[item[p'b']]] item[p'c']]"},
        {"<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "list[item[p'a' list[item[p'b']]] item[p'c']]"},
        {"<ul><li>a<p>b</p></li><li>c</li></ul>", "list~[item[p'a' p'b'] item[p'c']]"},
        {"<ol><li>a<li>b</ol>", "list[item 1.[p'a'] item 2.[p'b']]"},
        {"<ol start=0><li>a<li>b</ol>", "list[item 0.[p'a'] item 1.[p'b']]"},
        {"<ol start=5><li>a<li value=9>b<li>c</ol>", "list[item 5.[p'a'] item 9.[p'b'] item 10.[p'c']]"},
        {"<ol start=-2><li>a</ol>", "list[item -2.[p'a']]"},
        {"<ol start=99999999999999999999><li>a</ol><ol start=x><li>a</ol>", "list[item 1.[p'a']] list[item 1.[p'a']]"},
        {"<ol reversed><li>a<li>b</ol>", "list[item 2.[p'a'] item 1.[p'b']]"},
        {"<ol><li>a<ol><li>b</ol><li>c</ol>", "list[item 1.[p'a' list[item 1.[p'b']]] item 2.[p'c']]"},
        {"<ul><li><input type=checkbox>a<li><input type=checkbox checked>b</ul>", "list[item-[p'a'] item+[p'b']]"},
        {"<ul><li><h3>a</h3>b</ul>", "list[item[h3'a' p'b']]"},
        {"<ul></ul>a", "list[] p'a'"},
    };
    CHECK(cases);
}

static void definitions(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"<dl><dt>a</dt><dd>b</dd><dd>c</dd></dl>", "term'a' def[p'b'] def[p'c']"},
        {"<dl><dt>a<dd>b<dt>c<dd>d</dl>e", "term'a' def[p'b'] term'c' def[p'd'] p'e'"},
        {"<dl><dt>a</dt><dd><p>b</p><p>c</p></dd></dl>", "term'a' def[p'b' p'c']"},
    };
    CHECK(cases);
}

static void tables(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"<table><tr><td>a<td>b<tr><td>c</table>", "table[row[cell'a' cell'b'] row[cell'c']]"},
        {"<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
         "table[row![cell'a'] row[cell'b']]"},
        {"<table><tr><th>a<th>b<tr><td>c<td>d</table>", "table[row![cell'{strong:a}' cell'{strong:b}'] row[cell'c' cell'd']]"},
        {"<table><tr><th>a<td>b</table>", "table[row[cell'{strong:a}' cell'b']]"},
        {"<table><caption>a</caption><tr><td>b</table>", "table[caption'a' row[cell'b']]"},
        {"<table><tr><td align=center>a<td align=RIGHT>b<td style='color: red; text-align: right;'>c</table>",
         "table[row[cell='a' cell>'b' cell>'c']]"},
        {"<table><tr><td colspan=3>a<td colspan=0>b<td colspan=-1>c</table>", "table[row[cell*3'a' cell'b' cell'c']]"},
        {"<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", "table[row[cell'a' cell'b'] row[cell'' cell'c']]"},
        {"<table><tr><td><p>a</p><p>b</p></table>", "table[row[cell'a/b']]"},
        {"<table><tr><td>a<br>b</table>", "table[row[cell'a/b']]"},
        {"<table><tr><td></td><td>a</td></table>", "table[row[cell'' cell'a']]"},
        {"<table><tr><td><ul><li>a<li>b</ul></table>", "table[row[cell'- a/- b']]"},
        {"<table><tr><td>a<table><tr><td>b<td>c</table>d</table>e", "table[row[cell'a/b c/d']] p'e'"},
        {"<table><tr><td>a <b>b</b></td></tr></table>", "table[row[cell'a {strong:b}']]"},
        {"<td>a</td>b", "p'a b'"},
        {"<table>a</table>b", "table[row[cell'a']] p'b'"},
        {"<table><tr><td><h3>a</h3><hr>b</table>", "table[row[cell'{strong:a}/b']]"},
    };
    CHECK(cases);
}

static void links(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"<a href='http://a.org/'>b</a> c", "p'{@1:b} c'"},
        {"<a href=' http://a.org/ '>b</a>", "p'{@1:b}'"},
        {"<a href='http://a.org/'>b <em>c</em></a>", "p'{@1:b }{em@1:c}'"},
        {"a <a href='http://a.org/'> b </a> c", "p'a {@1:b} c'"},
        {"<a href=mailto:a@b.org>b</a>", "p'{@1:b}'"},
        {"<a href=/b>c</a> <a href='#d'>e</a> <a>f</a> <a name=g>h</a> <a href=''>i</a>", "p'c e f h i'"},
        {"<a href='javascript:alert(1)'>b</a> <a href='ftp://a.org/'>c</a> <a href='http://'>d</a>", "p'b c d'"},
        {"<a href='http://a.org/'></a>b <a href='http://c.org/'>d</a>", "p'b {@1:d}'"},
        {"<a href='http://a.org/'>b<p>c</p></a>", "p'{@1:b}' p'{@1:c}'"},
        {"<a href='http://a.org/'><h2>b</h2></a>", "h2'{@1:b}'"},
        {"<a href='http://a.org/'>b<a href='http://c.org/'>d</a>", "p'{@1:b}{@2:d}'"},
    };
    CHECK(cases);
}

static void images_and_media(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"<img src=http://a.org/b.png alt=c>", "p'{image@1:c}'"},
        {"<img src=b.png alt='c d'>", "p'{image:c d}'"},
        {"<img src=b.png alt=''>", ""},
        {"<img src=b.png>", ""},
        {"<img src=http://a.org/>", "p'{image@1:}'"},
        {"<img src=http://a.org/ alt='b\n c'>", "p'{image@1:b c}'"},
        {"<a href=http://a.org/><img src=http://b.org/ alt=c></a>", "p'{image@1:c}'"},
        {"<img src=http://a.org/ width=1 height=1 alt=c>", ""},
        {"a<img src=b.png alt=c>d", "p'a {image:c} d'"},
        {"<iframe src=http://a.org/b title=c></iframe>", "p'{@1:c}'"},
        {"<iframe src=http://a.org/b></iframe>", "p'{@1:a.org}'"},
        {"<iframe src=//a.org/b></iframe>", "p'{@1:a.org}'"},
        {"<video src=http://a.org/b>c</video>d", "p'{@1:a.org} c d'"},
        {"<video><source src=http://a.org/b>c</video>", "p'{@1:a.org} c'"},
        {"<audio>c</audio>", "p'c'"},
    };
    CHECK(cases);
}

static void media_without_a_site_leave_their_name(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a<video src='b/c.mp4?d#e'></video>f", "p'a [video] c.mp4 f'"},
        {"<audio src=/b/c.mp3 title='d e'></audio>", "p'[audio] d e'"},
        {"<video><source src=a.webm><source src=a.mp4>b <b>c</b></video>d", "p'[video] a.webm b {strong:c} d'"},
        {"<video src=http://a.org/b>c <a href='http://a.org/b?d'>e</a> <a href=http://f.org/>g</a></video>",
         "p'{@1:a.org} c {@2:g}'"},
        {"<iframe src=/a/b/></iframe><iframe srcdoc=a></iframe>", "p'[frame] b'"},
        {"<object data=a.swf>b<embed src=a.swf></object><embed src=c.pdf>", "p'[object] a.swf b [object] c.pdf'"},
        {"<video src='data:video/mp4;base64,AA'></video>", "p'[video]'"},
        {"<video></video><video src='javascript:a'>b</video>", "p'b'"},
        {"<canvas id=a></canvas><canvas></canvas>", "p'[canvas] a'"},
        {"<svg><title>a</title><text>b</text></svg>c<svg aria-label=d><title>e</title></svg>", "p'{image:a} c {image:d}'"},
        {"<form action=/a/b?c>d</form>e<form aria-label=f></form><form></form>", "p'[form] b' p'd' p'e' p'[form] f' p'[form]'"},
    };
    CHECK(cases);
}

static void what_is_not_for_readers(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"a<script>b<p></script>c", "p'ac'"},
        {"<style>a</style><template>b</template><svg><text>c</text></svg>d", "p'd'"},
        {"<html><head><title>a</title><meta name=b></head><body>c</body></html>", "p'c'"},
        {"a<!-- b -->c<!-- d", "p'ac'"},
        {"<?php a ?>b", "p'b'"},
        {"<!DOCTYPE html>a", "p'a'"},
        {"<p hidden>a</p>b", "p'b'"},
        {"<noscript>a</noscript>", "p'a'"},
        {"<select><option>a</select>b", "p'b'"},
    };
    CHECK(cases);
}

static void entities(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"&amp;&lt;&gt;&quot;&copy;&eacute;&hellip;", "p'&<>\"©é…'"},
        {"&amp;amp; &amp;lt;b&amp;gt;", "p'&amp; &lt;b&gt;'"},
        {"&#65;&#x42;&#128512;", "p'AB😀'"},
        {"a&b &bogus; AT&T &", "p'a&b &bogus; AT&T &'"},
        {"a < b > c", "p'a < b > c'"},
        {"a&#155;31mb&#0;c&#8238;d&rlm;e", "p'a31mbcde'"},
        {"<a href='http://a.org/?b=c&amp;d=e&f=g'>h</a>", "p'{@1:h}'"},
    };
    CHECK(cases);
}

static void broken(void **state) {
    (void)state;
    static const struct case_ cases[] = {
        {"<b>a", "p'{strong:a}'"},
        {"<p>a<b>b<p>c", "p'a{strong:b}' p'c'"},
        {"</b></p></div>a", "p'a'"},
        {"<b><i>a</b>b</i>c", "p'{strong em:a}bc'"},
        {"a<", "p'a<'"},
        {"<p", ""},
        {"<li>a<li>b", "item[p'a'] item[p'b']"},
        {"<blockquote>a", "quote[p'a']"},
        {"<table><tr><td>a", "table[row[cell'a']]"},
        {"<ul><li>a</ul></ul>b", "list[item[p'a']] p'b'"},
    };
    CHECK(cases);
}

static unsigned faults_of(const char *html, size_t n) {
    struct arena arena;
    struct doc d;
    struct html_options options = {.faults = ~0u};
    arena_init(&arena);
    html_to_doc((struct str){html, n}, &options, &arena, &d);
    assert_true(text_is_clean(d.text));
    arena_release(&arena);
    return options.faults;
}

static void faults_are_told(void **state) {
    (void)state;
    assert_int_equal(faults_of("a", 1), 0);
    assert_int_equal(faults_of("a\x01", 2), TEXT_CONTROL);
    assert_int_equal(faults_of("a\0b", 3), TEXT_CONTROL);
    assert_int_equal(faults_of("a&#155;b", 8), TEXT_CONTROL);
    assert_int_equal(faults_of("a\xff", 2), TEXT_INVALID);
    assert_int_equal(faults_of("a\u202e", 4), TEXT_BIDI);
    assert_int_equal(faults_of("a&#8238;", 8), TEXT_BIDI);
    assert_int_equal(faults_of("", 0), 0);
}

static void text_behind_a_nul_stays(void **state) {
    (void)state;
    struct arena arena;
    struct doc d;
    struct html_options options = {.faults = 0};
    arena_init(&arena);
    html_to_doc((struct str){"<p>a\0b</p>", 10}, &options, &arena, &d);
    assert_str(d.text, "ab");
    arena_release(&arena);
}

static void relative_links_want_a_base(void **state) {
    (void)state;
    static const struct {
        const char *target, *url;
    } cases[] = {
        {"b", "/news/a/b"},     {"c/d?e#f", "/news/a/c/d?e#f"}, {"http://c.org/", "http://c.org/"},
        {"javascript:b", NULL}, {"other.md", "/news/other"},    {"#part", NULL},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena;
        struct doc d;
        struct buf html = {0};
        struct html_options options = {.base = {STR("/news/a/"), STR("/news/a.md")}};
        buf_printf(&html, "<a href='%s'>x</a>", cases[i].target);
        arena_init(&arena);
        html_to_doc(buf_str(&html), &options, &arena, &d);
        assert_int_equal(d.link_count, cases[i].url != NULL);
        if (cases[i].url) {
            assert_str(d.links[0].url, cases[i].url);
        }
        arena_release(&arena);
        buf_release(&html);
    }
}

/* Of each as much as makes what is not linear, or calls itself for each level, fail. */
static void deep_and_long_input(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "<div>",
        "<b>",
        "<ul><li>",
        "<ol reversed><li>",
        "<table><tr><td>",
        "<blockquote>",
        "<a href=http://a.org/>b",
        "<p>",
        "<q>",
        "<dl><dd>",
        "<pre>",
        "<td rowspan=99 colspan=99>",
        "<x>",
        "<",
        "&",
        "<!--",
        "<br>",
        " ",
        "\n",
        "</div>",
        "<a",
        "<video>",
    };
    for (size_t i = 0; i < ARRAY_SIZE(pieces); i++) {
        struct arena arena;
        struct doc d;
        struct buf html = {0};
        struct html_options options = {.faults = 0};
        arena_init(&arena);
        for (int j = 0; j < 100000; j++) {
            buf_puts(&html, pieces[i]);
        }
        html_to_doc(buf_str(&html), &options, &arena, &d);
        arena_release(&arena);
        buf_release(&html);
    }
}

static void text_below_any_depth_stays(void **state) {
    (void)state;
    struct arena arena;
    struct doc d;
    struct buf html = {0};
    struct html_options options = {.faults = 0};
    arena_init(&arena);
    for (int i = 0; i < 300000; i++) {
        buf_puts(&html, "<div>");
    }
    buf_puts(&html, "deep");
    html_to_doc(buf_str(&html), &options, &arena, &d);
    assert_str(d.text, "deep");
    arena_release(&arena);
    buf_release(&html);
}

static void mixtures_are_survived(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<ul>",
        "</ul>",
        "<li>",
        "<ol start=3>",
        "</ol>",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "</td>",
        "<th>",
        "<thead>",
        "<caption>",
        "</caption>",
        "<a href=http://a.org/>",
        "</a>",
        "<img alt=x>",
        "<br>",
        "<pre>",
        "</pre>",
        " a ",
        "b",
        "\n",
        "<dl>",
        "<dt>",
        "<dd>",
        "</dl>",
        "<video>",
        "<source src=http://b.org/>",
        "</video>",
        "<q>",
        "</q>",
        "<h1>",
        "</h1>",
        "<hr>",
        "<input type=checkbox>",
        "<script>",
        "</script>",
        "<p hidden>",
        "&nbsp;",
        "<td rowspan=2 colspan=2>",
        "<blockquote>",
    };
    struct numbers r = {5};
    struct buf in = {0}, out = {0};
    for (int round = 0; round < 5000; round++) {
        buf_reset(&in);
        buf_reset(&out);
        for (size_t n = number_below(&r, 40); n; n--) {
            buf_puts(&in, pieces[number_below(&r, ARRAY_SIZE(pieces))]);
        }
        sketch_html(buf_cstr(&in), &out);
    }
    buf_release(&in);
    buf_release(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_and_blanks),
        cmocka_unit_test(looks),
        cmocka_unit_test(raised_and_lowered_text_is_written),
        cmocka_unit_test(struck_text_is_marked),
        cmocka_unit_test(blocks),
        cmocka_unit_test(line_ends),
        cmocka_unit_test(preformatted),
        cmocka_unit_test(lists),
        cmocka_unit_test(definitions),
        cmocka_unit_test(tables),
        cmocka_unit_test(links),
        cmocka_unit_test(images_and_media),
        cmocka_unit_test(media_without_a_site_leave_their_name),
        cmocka_unit_test(what_is_not_for_readers),
        cmocka_unit_test(entities),
        cmocka_unit_test(broken),
        cmocka_unit_test(faults_are_told),
        cmocka_unit_test(text_behind_a_nul_stays),
        cmocka_unit_test(relative_links_want_a_base),
        cmocka_unit_test(deep_and_long_input),
        cmocka_unit_test(text_below_any_depth_stays),
        cmocka_unit_test(mixtures_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
