/* test_layout: documents set in lines. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include "layout.h"
#include "text.h"

struct fixture {
    struct doc_builder b;
    struct arena arena;
    struct doc doc;
    struct page page;
    bool ascii, number_links;
};

static int set_up(void **state) {
    struct fixture *f = xcalloc(1, sizeof *f);
    arena_init(&f->arena);
    doc_build(&f->b);
    page_init(&f->page);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *f = *state;
    arena_release(&f->arena);
    page_release(&f->page);
    free(f);
    return 0;
}

static void end_doc(struct fixture *f) {
    doc_build_end(&f->b, &f->arena, &f->doc);
}

static void set(struct fixture *f, int columns) {
    struct layout_options options = {.columns = columns, .ascii = f->ascii, .number_links = f->number_links};
    layout_doc(&f->page, &f->doc, &options);
}

static void assert_page(struct fixture *f, int columns, const char *expected) {
    struct buf out = {0};
    set(f, columns);
    page_text(&f->page, &out);
    if (strcmp(buf_cstr(&out), expected)) {
        fail_msg("at %d columns:\n%s---- expected:\n%s", columns, buf_cstr(&out), expected);
    }
    buf_release(&out);
}

static void leaf(struct fixture *f, enum block_kind kind, int level, const char *text) {
    doc_leaf(&f->b, kind, level, 0);
    doc_span(&f->b, str_from(text), 0, 0);
}

static void span(struct fixture *f, const char *text, unsigned bits) {
    doc_span(&f->b, str_from(text), bits, 0);
}

static void item(struct fixture *f, int level, int number, const char *text) {
    doc_open(&f->b, BLOCK_ITEM, level, number);
    doc_span(&f->b, str_from(text), 0, 0);
}

/* An item that holds no more than its text. */
static void short_item(struct fixture *f, int level, int number, const char *text) {
    item(f, level, number, text);
    doc_close(&f->b);
}

static void an_empty_document_has_no_lines(void **state) {
    struct fixture *f = *state;
    leaf(f, BLOCK_PARAGRAPH, 0, "");
    leaf(f, BLOCK_PARAGRAPH, 0, " \n ");
    end_doc(f);
    assert_page(f, 10, "");
    assert_int_equal(page_line_of(&f->page, 0), 0);
}

static void paragraphs_are_filled(void **state) {
    struct fixture *f = *state;
    leaf(f, BLOCK_HEADING, 1, "Head of all");
    leaf(f, BLOCK_PARAGRAPH, 0, " one two\nthree   four \t five ");
    leaf(f, BLOCK_PARAGRAPH, 0, "six");
    end_doc(f);
    assert_page(f, 80, "Head of all\n\none two three four five\n\nsix\n");
    assert_page(f, 9, "Head of\nall\n\none two\nthree\nfour five\n\nsix\n");
    assert_page(f, 8, "Head of\nall\n\none two\nthree\nfour\nfive\n\nsix\n");
    assert_page(f, 1, "H\ne\na\nd\no\nf\na\nl\nl\n\no\nn\ne\nt\nw\no\nt\nh\nr\ne\ne\nf\no\nu\nr\nf\ni\nv\ne\n\ns\ni\nx\n");
}

static void odd_widths_are_held(void **state) {
    struct fixture *f = *state;
    leaf(f, BLOCK_PARAGRAPH, 0, "ab");
    end_doc(f);
    assert_page(f, 0, "a\nb\n");
    assert_page(f, -7, "a\nb\n");
    assert_page(f, INT32_MAX, "ab\n");
    assert_int_equal(f->page.columns, LAYOUT_COLUMNS_MAX);
}

static void long_words_are_cut_between_clusters(void **state) {
    struct fixture *f = *state;
    leaf(f, BLOCK_PARAGRAPH, 0, "a bcdefghijkl m e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301");
    end_doc(f);
    assert_page(f, 5, "a\nbcdef\nghijk\nl m\ne\u0301e\u0301e\u0301e\u0301e\u0301\ne\u0301\n");
}

static void words_break_where_they_may(void **state) {
    struct fixture *f = *state;
    leaf(f, BLOCK_PARAGRAPH, 0, "well-known and/or --long-option x-");
    leaf(f, BLOCK_PARAGRAPH, 0, "日本語「新しい」病院、です。");
    leaf(f, BLOCK_PARAGRAPH, 0, "10\u00A0000\u00A0km");
    end_doc(f);
    assert_page(
        f, 6, "well-\nknown\nand/or\n--long\n-\noption\nx-\n\n日本語\n「新し\nい」病\n院、で\nす。\n\n10\u00A0000\n\u00A0km\n");
}

static void line_ends_are_kept(void **state) {
    struct fixture *f = *state;
    span(f, "\n", SPAN_BREAK);
    span(f, "one", 0);
    span(f, "\n", SPAN_BREAK);
    span(f, " two ", 0);
    for (int i = 0; i < 5; i++) {
        span(f, "\n", SPAN_BREAK);
    }
    span(f, "three", 0);
    span(f, "\n", SPAN_BREAK);
    end_doc(f);
    assert_page(f, 20, "one\ntwo\n\nthree\n");
}

static void lists_have_markers_and_hang(void **state) {
    struct fixture *f = *state;
    doc_open(&f->b, BLOCK_LIST, 0, 0);
    short_item(f, 0, 0, "one two three");
    item(f, 0, 0, "four");
    doc_open(&f->b, BLOCK_LIST, 0, 0);
    item(f, 0, 0, "five");
    doc_open(&f->b, BLOCK_LIST, 0, 0);
    short_item(f, 1, 0, "todo it");
    short_item(f, 2, 0, "done");
    short_item(f, 0, 0, "six");
    doc_close(&f->b);
    doc_close(&f->b);
    doc_close(&f->b);
    doc_close(&f->b);
    short_item(f, 0, 0, "");
    short_item(f, 0, 0, "end");
    doc_close(&f->b);
    leaf(f, BLOCK_PARAGRAPH, 0, "after");
    end_doc(f);
    assert_page(f, 12,
                "• one two\n  three\n• four\n  ◦ five\n    [ ] todo\n    it\n    [x] done\n    ▪ six\n•\n• end\n\nafter\n");
    f->ascii = true;
    assert_page(f, 20, "- one two three\n- four\n  * five\n    [ ] todo it\n    [x] done\n    + six\n-\n- end\n\nafter\n");
}

static void loose_lists_have_blank_lines(void **state) {
    struct fixture *f = *state;
    doc_open(&f->b, BLOCK_LIST, 1, 0);
    item(f, 0, 0, "one");
    leaf(f, BLOCK_PARAGRAPH, 0, "more");
    doc_close(&f->b);
    short_item(f, 0, 0, "two");
    doc_close(&f->b);
    doc_open(&f->b, BLOCK_LIST, 0, 0);
    item(f, 0, 0, "three");
    leaf(f, BLOCK_PARAGRAPH, 0, "four");
    doc_close(&f->b);
    short_item(f, 0, 0, "five");
    doc_close(&f->b);
    end_doc(f);
    assert_page(f, 20, "• one\n\n  more\n\n• two\n\n• three\n\n  four\n• five\n");
}

static void numbers_are_right_aligned(void **state) {
    struct fixture *f = *state;
    doc_open(&f->b, BLOCK_LIST, 0, 0);
    short_item(f, 0, 10, "nine");
    short_item(f, 0, 11, "ten and more");
    short_item(f, 1, 12, "task");
    doc_close(&f->b);
    doc_open(&f->b, BLOCK_LIST, 0, 0);
    short_item(f, 0, 1, "zero");
    short_item(f, 0, INT32_MIN, "least");
    doc_close(&f->b);
    end_doc(f);
    assert_page(f, 30, " 9. nine\n10. ten and more\n11. [ ] task\n\n          0. zero\n-2147483649. least\n");
    f->doc.block_count = 5;
    assert_page(f, 11, " 9. nine\n10. ten and\n    more\n");
}

static void items_begin_together(void **state) {
    struct fixture *f = *state;
    for (int i = 0; i < 3; i++) {
        doc_open(&f->b, BLOCK_LIST, 0, 0);
        doc_open(&f->b, BLOCK_ITEM, 0, 0);
    }
    span(f, "x y", 0);
    end_doc(f);
    assert_page(f, 12, "• ◦ ▪ x y\n");
    assert_page(f, 6, "• ◦ x\n  y\n");
}

static void quotes_have_bars(void **state) {
    struct fixture *f = *state;
    doc_open(&f->b, BLOCK_QUOTE, 0, 0);
    span(f, "one two", 0);
    leaf(f, BLOCK_PARAGRAPH, 0, "three");
    doc_open(&f->b, BLOCK_QUOTE, 0, 0);
    span(f, "four", 0);
    leaf(f, BLOCK_PRE, 0, "a\n\nb");
    doc_close(&f->b);
    doc_close(&f->b);
    doc_open(&f->b, BLOCK_QUOTE, 0, 0);
    span(f, "other", 0);
    end_doc(f);
    assert_page(f, 12, "│ one two\n│\n│ three\n│\n│ │ four\n│ │\n│ │   a\n│ │\n│ │   b\n\n│ other\n");
    f->ascii = true;
    assert_page(f, 8, "| one\n| two\n|\n| three\n|\n| | four\n| |\n| | a\n| |\n| | b\n\n| other\n");
}

static void indents_leave_room(void **state) {
    struct fixture *f = *state;
    for (int i = 0; i < 1000; i++) {
        doc_open(&f->b, BLOCK_QUOTE, 0, 0);
        doc_open(&f->b, BLOCK_LIST, 0, 0);
        doc_open(&f->b, BLOCK_ITEM, 0, 3);
    }
    span(f, "one two three four five six seven eight nine ten", 0);
    end_doc(f);
    set(f, 40);
    assert_true(f->page.line_count < 8);
    set(f, 1);
    assert_int_equal(f->page.line_count, 39);
}

static void preformatted_text_stays(void **state) {
    struct fixture *f = *state;
    leaf(f, BLOCK_PRE, 0, "\nif (x)\n\ty  =  1;\n\n\n123456789012345\n\n");
    span(f, "a\tb", SPAN_STRONG);
    leaf(f, BLOCK_PRE, 0, "\n \n");
    end_doc(f);
    assert_page(f, 20, "  if (x)\n          y  =  1;\n\n\n  123456789012345\n\n  a       b\n\n\n");
    assert_page(f, 12, "  if (x)\n          y\n↪  =  1;\n\n\n  1234567890\n↪ 12345\n\n  a       b\n\n\n");
}

static void rules_are_lines(void **state) {
    struct fixture *f = *state;
    leaf(f, BLOCK_PARAGRAPH, 0, "a");
    doc_leaf(&f->b, BLOCK_RULE, 0, 0);
    doc_open(&f->b, BLOCK_QUOTE, 0, 0);
    doc_leaf(&f->b, BLOCK_RULE, 0, 0);
    end_doc(f);
    assert_page(f, 5, "a\n\n─────\n\n│ ───\n");
    f->ascii = true;
    assert_page(f, 3, "a\n\n---\n\n---\n");
}

static const struct run *run_of(const struct page *p, const char *text) {
    for (size_t i = 0; i < p->run_count; i++) {
        if (str_is(p->runs[i].text, text)) {
            return &p->runs[i];
        }
    }
    fail_msg("no run '%s'", text);
    return NULL;
}

static void images_have_a_sign(void **state) {
    struct fixture *f = *state;
    span(f, "see", 0);
    doc_span(&f->b, STR("A photo"), SPAN_IMAGE, doc_link(&f->b, STR("https://example.org/i")));
    doc_span(&f->b, STR(""), SPAN_IMAGE, 0);
    span(f, "end", 0);
    end_doc(f);
    assert_page(f, 40, "see [image] A photo [image] end\n");
    assert_int_equal(run_of(&f->page, "[image]")->style, LOOK_DIM);
    assert_int_equal(run_of(&f->page, "[image]")->link, 1);
}

static void assert_ascii(struct fixture *f, int columns, const char *expected) {
    struct buf out = {0};
    layout_doc(&f->page, &f->doc, &(struct layout_options){.columns = columns, .ascii = true});
    page_text(&f->page, &out);
    assert_string_equal(buf_cstr(&out), expected);
    buf_release(&out);
}

static void raised_signs_have_ascii(void **state) {
    struct fixture *f = *state;
    span(f, "10⁻³ m² x", 0);
    span(f, "²", SPAN_SUP | SPAN_EM);
    span(f, " ¹ See H₂O, Ca²⁺ and t₍₁₎ ₁x²", 0);
    end_doc(f);
    assert_page(f, 60, "10⁻³ m² x² ¹ See H₂O, Ca²⁺ and t₍₁₎ ₁x²\n");
    assert_ascii(f, 60, "10^-3 m^2 x^2 1 See H_2O, Ca^(2+) and t_(1) 1x^2\n");
}

static void soft_hyphens_show_at_breaks(void **state) {
    struct fixture *f = *state;
    span(f, "co\u00adop", 0);
    span(f, "er\u00ad", SPAN_EM);
    span(f, "ation\u00ad \u00adend", 0);
    end_doc(f);
    assert_page(f, 20, "cooperation end\n");
    assert_page(f, 14, "cooperation\nend\n");
    assert_page(f, 10, "cooper-\nation end\n");
    assert_page(f, 6, "co-\noper-\nation\nend\n");
    assert_page(f, 5, "co-\noper-\nation\nend\n");
    assert_page(f, 4, "co-\noper\natio\nn\nend\n");
    assert_int_equal(run_of(&f->page, "er")->style, STYLE_EM);
}

static void some_signs_stay_with_the_word_before(void **state) {
    struct fixture *f = *state;
    span(f, "Oui, merci", 0);
    span(f, " ! Et ", SPAN_EM);
    span(f, "vous ?", 0);
    end_doc(f);
    assert_page(f, 20, "Oui, merci ! Et\nvous ?\n");
    assert_page(f, 10, "Oui,\nmerci ! Et\nvous ?\n");
    assert_page(f, 6, "Oui,\nmerci\n! Et\nvous ?\n");
    assert_page(f, 5, "Oui,\nmerci\n! Et\nvous\n?\n");
}

/* A head of two facts, each a span of its own, in one line. */
static void set_facts(struct fixture *f, const char *first, const char *second) {
    doc_open(&f->b, BLOCK_COMPACT, 1, 1);
    doc_leaf(&f->b, BLOCK_PARAGRAPH, 0, 0);
    doc_span(&f->b, str_from(first), SPAN_STRONG, 0);
    doc_span(&f->b, STR(" · "), SPAN_DIM, 0);
    doc_span(&f->b, str_from(second), SPAN_STRONG, 0);
    doc_close(&f->b);
    end_doc(f);
}

static void a_head_is_cut_before_a_word(void **state) {
    set_facts(*state, "tidings.example.org", "Ottoline Fairweather");
    assert_page(*state, 30, "tidings.example.org …\n");
    assert_page(*state, 32, "tidings.example.org · Ottoline …\n");
    assert_page(*state, 12, "tidings.ex…\n");
}

static void words_are_cut_only_when_longer_than_the_line(void **state) {
    struct fixture *f = *state;
    span(f, "ไป โรงพยาบาล क्षत्रिय में", 0);
    end_doc(f);
    assert_page(f, 9, "ไป\nโรงพยาบาล\nक्षत्रिय में\n");
    assert_page(f, 5, "ไป\nโรงพย\nาบาล\nक्षत्रि\nय में\n");
}

static void links_have_numbers(void **state) {
    struct fixture *f = *state;
    uint32_t one = doc_link(&f->b, STR("https://example.org/1"));
    uint32_t inside = doc_link(&f->b, STR("courant:term/12"));
    uint32_t two = doc_link(&f->b, STR("mailto:a@example.org"));
    doc_span(&f->b, STR("one "), 0, one);
    doc_span(&f->b, STR("more"), SPAN_STRONG, one);
    span(f, ", ", 0);
    doc_span(&f->b, STR("in"), 0, inside);
    span(f, " and ", 0);
    doc_span(&f->b, STR("two"), 0, two);
    span(f, ".", 0);
    end_doc(f);
    assert_page(f, 60, "one more, in and two.\n");
    f->number_links = true;
    assert_page(f, 60, "one more[1], in and two[2].\n");
    assert_page(f, 9, "one\nmore[1],\nin and\ntwo[2].\n");
    static const uint32_t numbers[] = {0, 1, 0, 2, 0};
    for (uint32_t i = 0; i < ARRAY_SIZE(numbers); i++) {
        assert_int_equal(layout_link_number(&f->doc, i), numbers[i]);
    }
    assert_int_equal(layout_link_at(&f->doc, 0), 0);
    assert_int_equal(layout_link_at(&f->doc, 1), one);
    assert_int_equal(layout_link_at(&f->doc, 2), two);
    assert_int_equal(layout_link_at(&f->doc, 3), 0);
}

static void spans_have_looks(void **state) {
    struct fixture *f = *state;
    leaf(f, BLOCK_HEADING, 2, "head");
    doc_leaf(&f->b, BLOCK_PARAGRAPH, 0, 0);
    static const struct {
        const char *text;
        unsigned bits;
        style_t style;
    } cases[] = {
        {"strong", SPAN_STRONG, STYLE_STRONG},
        {"em", SPAN_EM, STYLE_EM},
        {"code", SPAN_CODE, LOOK_CODE},
        {"strike", SPAN_STRIKE, STYLE_STRIKE},
        {"dim", SPAN_DIM, LOOK_DIM},
        {"label", SPAN_LABEL, LOOK_LABEL},
        {"under", SPAN_UNDERLINE, STYLE_UNDERLINE},
        {"both", SPAN_STRONG | SPAN_EM | SPAN_CODE, LOOK_CODE | STYLE_STRONG | STYLE_EM},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        span(f, cases[i].text, cases[i].bits);
        span(f, " ", 0);
    }
    doc_span(&f->b, STR("out"), 0, doc_link(&f->b, STR("https://example.org/")));
    span(f, " ", 0);
    doc_span(&f->b, STR("in side"), 0, doc_link(&f->b, STR("courant:article/3")));
    leaf(f, BLOCK_PRE, 0, "pre");
    leaf(f, BLOCK_TERM, 0, "term");
    leaf(f, BLOCK_CAPTION, 0, "caption");
    doc_open(&f->b, BLOCK_QUOTE, 0, 0);
    span(f, "quote", 0);
    end_doc(f);
    set(f, 200);
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        assert_int_equal(run_of(&f->page, cases[i].text)->style, cases[i].style);
    }
    assert_int_equal(run_of(&f->page, "head")->style, LOOK_HEADING | STYLE_STRONG);
    assert_int_equal(run_of(&f->page, "out")->style, LOOK_LINK | STYLE_UNDERLINE);
    assert_int_equal(run_of(&f->page, "in side")->style, LOOK_LINK);
    assert_int_equal(run_of(&f->page, "pre")->style, LOOK_CODE);
    assert_int_equal(run_of(&f->page, "term")->style, STYLE_STRONG);
    assert_int_equal(run_of(&f->page, "caption")->style, LOOK_DIM | STYLE_EM);
    assert_int_equal(run_of(&f->page, "│ ")->style, LOOK_QUOTE);
    assert_int_equal(run_of(&f->page, "quote")->style, LOOK_TEXT);
}

static void definitions_are_indented(void **state) {
    struct fixture *f = *state;
    leaf(f, BLOCK_TERM, 0, "one");
    leaf(f, BLOCK_TERM, 0, "uno");
    for (int i = 0; i < 2; i++) {
        doc_open(&f->b, BLOCK_DEFINITION, 0, 0);
        span(f, "the first", 0);
        doc_close(&f->b);
    }
    leaf(f, BLOCK_TERM, 0, "two");
    doc_open(&f->b, BLOCK_DEFINITION, 0, 0);
    span(f, "the second", 0);
    end_doc(f);
    assert_page(f, 10, "one\nuno\n    the\n    first\n    the\n    first\n\ntwo\n    the\n    second\n");
}

/* Rows parted by '\n', cells by '|'; the first row is the head when head is set. */
static void table(struct fixture *f, bool head, const char *text) {
    doc_open(&f->b, BLOCK_TABLE, 0, 0);
    for (bool first = true; *text; first = false) {
        size_t line = strcspn(text, "\n");
        doc_open(&f->b, BLOCK_ROW, head && first, 0);
        for (size_t at = 0; at <= line;) {
            size_t n = strcspn(text + at, "|\n");
            doc_leaf(&f->b, BLOCK_CELL, 0, 1);
            doc_span(&f->b, (struct str){text + at, n}, 0, 0);
            at += n + 1;
        }
        doc_close(&f->b);
        text += line + (text[line] == '\n');
    }
    doc_close(&f->b);
}

static void tables_are_columns(void **state) {
    struct fixture *f = *state;
    leaf(f, BLOCK_PARAGRAPH, 0, "before");
    table(f, true, "Name|Value|Remark\na|1||\nlonger|22|good one");
    leaf(f, BLOCK_PARAGRAPH, 0, "after");
    end_doc(f);
    assert_page(f, 40,
                "before\n\nName    Value  Remark\n──────  ─────  ────────\na       1\nlonger  22     good one\n\nafter\n");
    assert_page(f, 20, "before\n\nName: a\nValue: 1\nRemark:\n\nName: longer\nValue: 22\nRemark: good one\n\nafter\n");
}

static void cells_are_aligned_and_wrapped(void **state) {
    struct fixture *f = *state;
    doc_open(&f->b, BLOCK_TABLE, 0, 0);
    leaf(f, BLOCK_CAPTION, 0, "Caption");
    static const char *const cells[][3] = {
        {"left", "mid", "right"}, {"one two three four five six", "x", "1"}, {"z", "", "100"}};
    for (int i = 0; i < 3; i++) {
        doc_open(&f->b, BLOCK_ROW, i == 0, 0);
        for (int j = 0; j < 3; j++) {
            leaf(f, BLOCK_CELL, j, cells[i][j]);
        }
        doc_close(&f->b);
    }
    end_doc(f);
    f->ascii = true;
    assert_page(f, 26,
                "Caption\n"
                "left            mid  right\n"
                "--------------  ---  -----\n"
                "one two three    x       1\n"
                "four five six\n"
                "\n"
                "z                      100\n");
}

static void a_head_alone_has_no_rule(void **state) {
    struct fixture *f = *state;
    table(f, true, "a|b");
    table(f, false, "c|d\ne|f");
    table(f, false, "|\n|");
    end_doc(f);
    assert_page(f, 20, "a  b\n\nc  d\ne  f\n");
    assert_page(f, 3, "a\nb\n\nc\nd\n\ne\nf\n");
}

static void cells_may_span_columns(void **state) {
    struct fixture *f = *state;
    doc_open(&f->b, BLOCK_TABLE, 0, 0);
    doc_open(&f->b, BLOCK_ROW, 1, 0);
    doc_leaf(&f->b, BLOCK_CELL, 0, 2);
    span(f, "over two of them", 0);
    doc_leaf(&f->b, BLOCK_CELL, 0, 1);
    span(f, "c", 0);
    doc_close(&f->b);
    doc_open(&f->b, BLOCK_ROW, 0, 0);
    leaf(f, BLOCK_CELL, 0, "a");
    leaf(f, BLOCK_CELL, 0, "b");
    leaf(f, BLOCK_CELL, 0, "d");
    end_doc(f);
    assert_page(f, 40, "over two of them  c\n───────  ───────  ─\na        b        d\n");
    assert_page(f, 6, "over\ntwo of\nthem:\na\nover\ntwo of\nthem:\nb\nc: d\n");
}

static void no_label_is_lost_in_records(void **state) {
    struct fixture *f = *state;
    table(f, true, "Alpha:|Beta|Gamma|Delta\n1\n|2\n1|2|3|4|5");
    end_doc(f);
    assert_page(f, 12, "Alpha: 1\nBeta:\nGamma:\nDelta:\n\nBeta: 2\n\nAlpha: 1\nBeta: 2\nGamma: 3\nDelta: 4\n5\n");
}

static void tables_of_many_columns_are_records(void **state) {
    struct fixture *f = *state;
    doc_open(&f->b, BLOCK_TABLE, 0, 0);
    for (int row = 0; row < 2; row++) {
        doc_open(&f->b, BLOCK_ROW, row == 0, 0);
        for (int i = 0; i < 500; i++) {
            doc_leaf(&f->b, BLOCK_CELL, 0, i == 7 ? INT32_MAX : 1);
            span(f, row ? "c" : "h", 0);
        }
        doc_close(&f->b);
    }
    end_doc(f);
    set(f, 10000);
    assert_true(f->page.line_count >= 500);
}

static void irregular_tables_flow(void **state) {
    struct fixture *f = *state;
    doc_open(&f->b, BLOCK_TABLE, 0, 0);
    doc_open(&f->b, BLOCK_ROW, 0, 0);
    leaf(f, BLOCK_CELL, 0, "a");
    doc_open(&f->b, BLOCK_LIST, 0, 0);
    short_item(f, 0, 0, "b");
    doc_close(&f->b);
    doc_close(&f->b);
    doc_open(&f->b, BLOCK_ROW, 0, 0);
    leaf(f, BLOCK_CELL, 0, "c");
    end_doc(f);
    assert_page(f, 20, "a\n• b\n\nc\n");
}

static void lines_are_found_again(void **state) {
    struct fixture *f = *state;
    leaf(f, BLOCK_PARAGRAPH, 0, "one two three");
    table(f, false, "a b|c d\ne|f");
    doc_leaf(&f->b, BLOCK_RULE, 0, 0);
    leaf(f, BLOCK_PARAGRAPH, 0, "end");
    end_doc(f);
    assert_page(f, 7, "one two\nthree\n\na b  c\n     d\n\ne    f\n\n───────\n\nend\n");
    assert_int_equal(page_line_of(&f->page, 16), 3); /* b */
    assert_int_equal(page_line_of(&f->page, 20), 4); /* d */
    assert_page(f, 8, "one two\nthree\n\na b  c d\ne    f\n\n────────\n\nend\n");
    assert_int_equal(page_line_of(&f->page, 0), 0);
    assert_int_equal(page_line_of(&f->page, 6), 0);
    assert_int_equal(page_line_of(&f->page, 7), 0);
    assert_int_equal(page_line_of(&f->page, 8), 1);
    assert_int_equal(page_line_of(&f->page, 18), 3); /* c */
    assert_int_equal(page_line_of(&f->page, 24), 4); /* f */
    assert_int_equal(page_line_of(&f->page, 26), 8);
    assert_int_equal(page_line_of(&f->page, UINT32_MAX - 1), 8);
    assert_int_equal(f->page.lines[2].offset, 14); /* a blank line has the offset of what follows */
}

static void paints(void **state) {
    struct fixture *f = *state;
    struct screen screen;
    struct buf out = {0};
    span(f, "one two ", 0);
    doc_span(&f->b, STR("a link"), 0, doc_link(&f->b, STR("https://example.org/")));
    span(f, " 日本 end", 0);
    end_doc(f);
    set(f, 12);
    screen_init(&screen);
    screen_resize(&screen, 4, 14);
    struct grid g = grid_all(&screen), part = grid_part(&g, 0, 1, 3, 13);
    struct match matches[] = {{1, 1, false}, {6, 4, false}, {15, 3, false}, {21, 99, false}};
    page_paint(&f->page, &part, 0, 0, matches, ARRAY_SIZE(matches));
    screen_dump_styles(&screen, &out);
    assert_string_equal(buf_cstr(&out), " one two a\n  *    ***\n link 日本\n kkkk **\n end\n ***\n\n");
    screen_clear(&screen);
    buf_reset(&out);
    page_paint(&f->page, &part, 1, 1, NULL, 0);
    screen_dump_styles(&screen, &out);
    assert_string_equal(buf_cstr(&out), " link 日本\n ####\n end\n\n\n");
    page_paint(&f->page, &part, 99, 1, NULL, 0);
    buf_release(&out);
    screen_release(&screen);
}

/* Random documents at random widths: no line is too wide, every character stands on the page once and in order, and each is
 * found on its line. */
struct chance {
    uint32_t seed;
};

static uint32_t below(struct chance *c, uint32_t n) {
    c->seed = c->seed * 1664525u + 1013904223u;
    return (c->seed >> 8) % n;
}

static const char *const words[] = {
    "a",
    "of",
    "the",
    "reading",
    "well-known",
    "and/or",
    "internationalisation",
    "https://example.org/a/b-c?d=e",
    "日本語",
    "「新」、",
    "e\u0301te\u0301",
    "👨‍👩‍👧",
    "--",
    "1,000",
    "한국어",
    "10\u00A0km",
    "שלום",
    "x\u200By",
    "co\u00ADop",
    "—",
    "(日)",
    "🇩🇪🇫🇷",
};
static const char *const blanks[] = {" ", " ", " ", "  ", "\n", "\t", ""};

static void random_spans(struct chance *c, struct doc_builder *b, bool wide) {
    for (uint32_t n = below(c, 12); n; n--) {
        uint32_t link = below(c, 6) ? 0 : doc_link(b, below(c, 3) ? STR("https://example.org/") : STR("courant:term/1"));
        unsigned bits = below(c, 4) ? 0 : 1u << below(c, 12);
        if (bits == SPAN_BREAK) {
            doc_span(b, STR("\n"), bits, 0);
            continue;
        }
        const char *word = words[below(c, ARRAY_SIZE(words))];
        bool narrow = text_columns(str_from(word)) == strlen(word);
        doc_span(b, str_from(wide || narrow ? word : "narrow"), bits, link);
        doc_span(b, str_from(blanks[below(c, ARRAY_SIZE(blanks))]), bits, link);
    }
}

static void random_table(struct chance *c, struct doc_builder *b, bool wide) {
    uint32_t columns = 1 + below(c, 5);
    doc_open(b, BLOCK_TABLE, 0, 0);
    for (uint32_t row = below(c, 5); row; row--) {
        doc_open(b, BLOCK_ROW, !below(c, 3), 0);
        for (uint32_t i = below(c, columns + 1); i; i--) {
            doc_leaf(b, BLOCK_CELL, (int)below(c, 3), (int)below(c, 8) / 4 + (int)below(c, 2));
            random_spans(c, b, wide);
        }
        doc_close(b);
    }
    doc_close(b);
}

static void random_leaf(struct chance *c, struct doc_builder *b, bool wide) {
    enum block_kind kind = (enum block_kind)below(c, BLOCK_QUOTE);
    doc_leaf(b, kind, (int)below(c, 3), 0);
    if (kind != BLOCK_RULE) {
        random_spans(c, b, wide);
    }
}

static void random_doc(struct chance *c, struct doc_builder *b, bool wide) {
    for (uint32_t n = 1 + below(c, 25); n; n--) {
        switch (below(c, 8)) {
        case 0:
        case 1:
            doc_open(b, BLOCK_QUOTE + below(c, BLOCK_COMPACT - BLOCK_QUOTE), (int)below(c, 3), (int)below(c, 300) - 20);
            break;
        case 2:
            doc_close(b);
            break;
        case 3:
            random_table(c, b, wide);
            break;
        default:
            random_leaf(c, b, wide);
        }
    }
}

static void check_line(const struct page *p, const struct line *line) {
    size_t columns = 0, real = 0;
    uint32_t last = 0;
    for (uint32_t i = 0; i < line->run_count; i++) {
        const struct run *run = &p->runs[line->first_run + i];
        columns += run->columns;
        real += text_columns(run->text);
        if (run->offset != RUN_NO_OFFSET) {
            assert_true(run->offset >= last);
            last = run->offset + (uint32_t)run->text.n;
        }
    }
    assert_true(columns <= (size_t)p->columns);
    assert_true(real <= (size_t)p->columns);
}

/* Counts how often each byte of the text is on the page. */
static void count_bytes(const struct doc *d, const struct page *p, unsigned char *seen) {
    for (size_t i = 0; i < p->run_count; i++) {
        const struct run *run = &p->runs[i];
        for (size_t j = 0; run->offset != RUN_NO_OFFSET && j < run->text.n; j++) {
            assert_true(run->text.p[j] == d->text.p[run->offset + j] || run->text.p[j] == ' ');
            seen[run->offset + j]++;
        }
    }
}

static bool in_order(const struct page *p) {
    uint32_t last = 0;
    for (size_t i = 0; i < p->run_count; i++) {
        if (p->runs[i].offset != RUN_NO_OFFSET) {
            if (p->runs[i].offset < last) {
                return false;
            }
            last = p->runs[i].offset;
        }
    }
    return true;
}

static bool has_rows(const struct page *p) {
    for (size_t i = 0; i < p->line_count; i++) {
        if (p->lines[i].in_row) {
            return true;
        }
    }
    return false;
}

static bool in_soft_hyphen(struct str text, size_t at) {
    return str_starts(str_slice(text, at, text.n), "\u00ad") || (at && str_starts(str_slice(text, at - 1, text.n), "\u00ad"));
}

static void check_page(const struct doc *d, const struct page *p) {
    unsigned char *seen = xcalloc(d->text.n + 1, 1);
    for (size_t i = 0; i < p->line_count; i++) {
        check_line(p, &p->lines[i]);
        assert_true(i == 0 || p->lines[i].offset >= p->lines[i - 1].offset);
    }
    count_bytes(d, p, seen);
    for (size_t i = 0; i < d->text.n; i++) {
        bool hidden = strchr(" \t\n", d->text.p[i]) || in_soft_hyphen(d->text, i);
        if (seen[i] > 1 || (!hidden && !seen[i])) {
            fail_msg("byte %zu is on the page %d times, at %d columns: %.60s", i, seen[i], p->columns, d->text.p + i);
        }
    }
    assert_true(in_order(p) || has_rows(p));
    for (size_t i = 0; i < p->line_count; i++) {
        for (uint32_t j = 0; j < p->lines[i].run_count; j++) {
            const struct run *run = &p->runs[p->lines[i].first_run + j];
            if (run->offset != RUN_NO_OFFSET) {
                assert_int_equal(page_line_of(p, run->offset), i);
                assert_int_equal(page_line_of(p, run->offset + (uint32_t)run->text.n - 1), i);
            }
        }
    }
    free(seen);
}

static void any_document_fits_any_width(void **state) {
    struct fixture *f = *state;
    static const int widths[] = {1, 2, 3, 4, 5, 7, 10, 16, 20, 33, 60, 80, 120};
    struct chance c = {1};
    for (int round = 0; round < 600; round++) {
        bool wide = round % 3;
        doc_build(&f->b);
        random_doc(&c, &f->b, wide);
        end_doc(f);
        for (size_t i = 0; i < ARRAY_SIZE(widths); i++) {
            f->ascii = below(&c, 2);
            f->number_links = below(&c, 2);
            set(f, widths[i] == 1 && wide ? 2 : widths[i]);
            check_page(&f->doc, &f->page);
        }
        arena_reset(&f->arena);
    }
}

static void wide_characters_do_no_harm_in_one_column(void **state) {
    struct fixture *f = *state;
    leaf(f, BLOCK_PARAGRAPH, 0, "a日本b");
    leaf(f, BLOCK_PRE, 0, "日x");
    end_doc(f);
    assert_page(f, 1, "a\n日\n本\nb\n\n日\nx\n");
    assert_int_equal(f->page.runs[1].columns, 1);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(an_empty_document_has_no_lines),
        TEST(paragraphs_are_filled),
        TEST(odd_widths_are_held),
        TEST(long_words_are_cut_between_clusters),
        TEST(words_break_where_they_may),
        TEST(line_ends_are_kept),
        TEST(lists_have_markers_and_hang),
        TEST(loose_lists_have_blank_lines),
        TEST(numbers_are_right_aligned),
        TEST(items_begin_together),
        TEST(quotes_have_bars),
        TEST(indents_leave_room),
        TEST(preformatted_text_stays),
        TEST(rules_are_lines),
        TEST(images_have_a_sign),
        TEST(raised_signs_have_ascii),
        TEST(soft_hyphens_show_at_breaks),
        TEST(some_signs_stay_with_the_word_before),
        TEST(a_head_is_cut_before_a_word),
        TEST(words_are_cut_only_when_longer_than_the_line),
        TEST(links_have_numbers),
        TEST(spans_have_looks),
        TEST(definitions_are_indented),
        TEST(tables_are_columns),
        TEST(cells_are_aligned_and_wrapped),
        TEST(a_head_alone_has_no_rule),
        TEST(cells_may_span_columns),
        TEST(no_label_is_lost_in_records),
        TEST(tables_of_many_columns_are_records),
        TEST(irregular_tables_flow),
        TEST(lines_are_found_again),
        TEST(paints),
        TEST(any_document_fits_any_width),
        TEST(wide_characters_do_no_harm_in_one_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
