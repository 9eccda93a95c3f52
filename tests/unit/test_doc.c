/* test_doc: building, packing and unpacking documents. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include "doc.h"
#include "pack.h"

static void assert_str(struct str s, const char *expected) {
    assert_int_equal(s.n, strlen(expected));
    assert_memory_equal(s.p, expected, s.n);
}

static struct str span_text(const struct doc *d, size_t i) {
    return str_slice(d->text, d->spans[i].offset, (size_t)d->spans[i].offset + d->spans[i].length);
}

/* Heading, quote(paragraph, list(item(paragraph), item(paragraph))), rule, pre. */
static void build_sample(struct arena *arena, struct doc *d) {
    struct doc_builder b;
    doc_build(&b);
    doc_leaf(&b, BLOCK_HEADING, 2, 0);
    doc_span(&b, STR("Head"), 0, 0);
    doc_open(&b, BLOCK_QUOTE, 0, 0);
    doc_span(&b, STR("see "), 0, 0);
    uint32_t link = doc_link(&b, STR("https://example.org/"));
    doc_span(&b, STR("this"), SPAN_STRONG, link);
    doc_open(&b, BLOCK_LIST, 1, 0);
    doc_open(&b, BLOCK_ITEM, 0, 8);
    doc_span(&b, STR("seven"), 0, 0);
    doc_close(&b);
    doc_open(&b, BLOCK_ITEM, 2, 0);
    doc_span(&b, STR("done"), 0, doc_link(&b, STR("courant:term/12")));
    doc_close(&b);
    doc_close(&b);
    doc_close(&b);
    doc_leaf(&b, BLOCK_RULE, 0, 0);
    doc_leaf(&b, BLOCK_PRE, 0, 0);
    doc_span(&b, STR("x\n y\n"), 0, 0);
    doc_build_end(&b, arena, d);
}

static void builds(void **state) {
    (void)state;
    struct arena arena;
    struct doc d;
    arena_init(&arena);
    build_sample(&arena, &d);
    assert_str(d.text, "Head\nsee this\nseven\ndone\nx\n y\n");
    static const struct block expected[] = {
        {BLOCK_HEADING, 2, 0, -1, 0, 1}, {BLOCK_QUOTE, 0, 0, -1, 1, 0},    {BLOCK_PARAGRAPH, 0, 0, 1, 1, 2},
        {BLOCK_LIST, 1, 0, 1, 3, 0},     {BLOCK_ITEM, 0, 8, 3, 3, 0},      {BLOCK_PARAGRAPH, 0, 0, 4, 3, 1},
        {BLOCK_ITEM, 2, 0, 3, 4, 0},     {BLOCK_PARAGRAPH, 0, 0, 6, 4, 1}, {BLOCK_RULE, 0, 0, -1, 5, 0},
        {BLOCK_PRE, 0, 0, -1, 5, 1},
    };
    assert_int_equal(d.block_count, ARRAY_SIZE(expected));
    for (size_t i = 0; i < ARRAY_SIZE(expected); i++) {
        assert_int_equal(d.blocks[i].kind, expected[i].kind);
        assert_int_equal(d.blocks[i].level, expected[i].level);
        assert_int_equal(d.blocks[i].number, expected[i].number);
        assert_int_equal(d.blocks[i].parent, expected[i].parent);
        assert_int_equal(d.blocks[i].first_span, expected[i].first_span);
        assert_int_equal(d.blocks[i].span_count, expected[i].span_count);
    }
    assert_int_equal(d.link_count, 2);
    assert_str(d.links[0].url, "https://example.org/");
    assert_str(d.links[1].url, "courant:term/12");
    assert_str(span_text(&d, 2), "this");
    assert_int_equal(d.spans[2].bits, SPAN_STRONG);
    assert_int_equal(d.spans[2].link, 1);
    assert_int_equal(d.spans[4].link, 2);
    arena_release(&arena);
}

static void an_empty_document_is_empty(void **state) {
    (void)state;
    struct doc_builder b;
    struct arena arena;
    struct doc d;
    arena_init(&arena);
    doc_build(&b);
    doc_close(&b); /* nothing is open: nothing happens */
    doc_span(&b, STR(""), 0, 0);
    doc_build_end(&b, &arena, &d);
    assert_int_equal(d.text.n, 0);
    assert_int_equal(d.block_count, 0);
    assert_int_equal(d.span_count, 0);
    assert_int_equal(doc_title(&d, &(size_t){0}).n, 0);
    struct buf bytes = {0};
    doc_pack(&bytes, &d);
    assert_int_equal(doc_unpack(buf_str(&bytes), &d, &arena), 0);
    assert_int_equal(d.block_count, 0);
    buf_release(&bytes);
    arena_release(&arena);
}

static void pieces_of_one_kind_are_one_span(void **state) {
    (void)state;
    struct doc_builder b;
    struct arena arena;
    struct doc d;
    arena_init(&arena);
    doc_build(&b);
    doc_span(&b, STR("a"), 0, 0);
    doc_span(&b, STR("b"), 0, 0);
    doc_span(&b, STR("\n"), SPAN_BREAK, 0);
    doc_span(&b, STR("\n"), SPAN_BREAK, 0);
    doc_span(&b, STR("c"), 0, 0);
    doc_span(&b, STR("d"), SPAN_EM, 0);
    doc_span(&b, STR(""), SPAN_IMAGE, doc_link(&b, STR("https://example.org/i.png")));
    doc_leaf(&b, BLOCK_PARAGRAPH, 0, 0);
    doc_span(&b, STR("e"), SPAN_EM, 0);
    doc_build_end(&b, &arena, &d);
    assert_str(d.text, "ab\n\ncd\ne");
    assert_int_equal(d.span_count, 7);
    assert_int_equal(d.blocks[0].span_count, 6);
    assert_str(span_text(&d, 0), "ab");
    assert_int_equal(d.spans[5].bits, SPAN_IMAGE);
    assert_str(span_text(&d, 6), "e");
    arena_release(&arena);
}

static void appends_documents(void **state) {
    (void)state;
    struct doc_builder b;
    struct arena arena;
    struct doc sample, d;
    arena_init(&arena);
    build_sample(&arena, &sample);
    doc_build(&b);
    doc_span(&b, STR("before"), 0, doc_link(&b, STR("https://example.org/0")));
    doc_open(&b, BLOCK_QUOTE, 0, 0);
    doc_append(&b, &sample);
    doc_close(&b);
    doc_span(&b, STR("after"), 0, 0);
    doc_build_end(&b, &arena, &d);
    assert_str(d.text, "before\nHead\nsee this\nseven\ndone\nx\n y\n\nafter");
    assert_int_equal(d.block_count, sample.block_count + 3);
    assert_int_equal(d.blocks[2].kind, BLOCK_HEADING);
    assert_int_equal(d.blocks[2].parent, 1);
    assert_int_equal(d.blocks[4].parent, 3);
    assert_str(span_text(&d, 3), "this");
    assert_int_equal(d.spans[3].link, 2);
    assert_str(d.links[1].url, "https://example.org/");
    const struct block *last = &d.blocks[d.block_count - 1];
    assert_int_equal(last->parent, BLOCK_NO_PARENT);
    assert_str(span_text(&d, last->first_span), "after");
    assert_int_equal(doc_title(&d, &(size_t){0}).n, 0); /* of level 2, and below a paragraph */
    arena_release(&arena);
}

static void reads_plain_text(void **state) {
    (void)state;
    struct arena arena;
    struct doc d;
    arena_init(&arena);
    doc_from_plain(STR("\n  one\ntwo  \n \t\n\n\nthree\n"), &arena, &d);
    assert_str(d.text, "one\ntwo\nthree");
    assert_int_equal(d.block_count, 2);
    assert_int_equal(d.span_count, 2);
    assert_str(span_text(&d, 0), "one\ntwo");
    assert_str(span_text(&d, 1), "three");
    doc_from_plain(STR("\n \n"), &arena, &d);
    assert_int_equal(d.block_count, 0);
    arena_release(&arena);
}

static void assert_sound(const struct doc *d) {
    size_t spans = 0;
    for (size_t i = 0; i < d->block_count; i++) {
        const struct block *block = &d->blocks[i];
        assert_true(block->kind < BLOCK_KIND_COUNT);
        assert_true(block->parent >= -1 && block->parent < (int)i);
        assert_true(block->parent == -1 || block_is_container(d->blocks[block->parent].kind));
        assert_int_equal(block->first_span, spans);
        spans += block->span_count;
    }
    assert_int_equal(spans, d->span_count);
    size_t end = 0;
    for (size_t i = 0; i < d->span_count; i++) {
        assert_true(d->spans[i].offset >= end);
        end = (size_t)d->spans[i].offset + d->spans[i].length;
        assert_true(end <= d->text.n);
        assert_true(d->spans[i].link <= d->link_count);
    }
}

/* One leaf of each: '.' a paragraph, '-' a rule, ' ' a heading without a word, 1..6 a heading, 'L' one of level 1 with a link,
 * 'Q' a quote with a heading of level 1. */
static void build_leaves(const char *leaves, struct arena *arena, struct doc *d) {
    struct doc_builder b;
    doc_build(&b);
    for (const char *leaf = leaves; *leaf; leaf++) {
        bool is_text = *leaf == '.', is_rule = *leaf == '-', is_quote = *leaf == 'Q';
        if (is_quote) {
            doc_open(&b, BLOCK_QUOTE, 0, 0);
        }
        doc_leaf(&b,
                 is_text   ? BLOCK_PARAGRAPH
                 : is_rule ? BLOCK_RULE
                           : BLOCK_HEADING,
                 *leaf >= '1' && *leaf <= '6' ? *leaf - '0' : 1, 0);
        if (!is_rule && *leaf != ' ') {
            doc_span(&b, (struct str){leaf, 1}, 0, *leaf == 'L' ? doc_link(&b, STR("https://a.example/")) : 0);
            doc_span(&b, STR(" word"), SPAN_EM, 0);
        }
        if (is_quote) {
            doc_close(&b);
        }
    }
    doc_build_end(&b, arena, d);
}

static void a_heading_can_be_the_title(void **state) {
    (void)state;
    static const struct {
        const char *leaves, *title, *rest; /* the text without the heading */
        size_t blocks;
    } cases[] = {
        {"", "", "", 0},
        {".", "", ". word", 1},
        {"1", "1 word", "", 0},
        {"3.2", "3 word", ". word\n2 word", 2},
        {".1.", "1 word", ". word\n. word", 2},
        {".1", "1 word", ". word", 1},
        {".31", "", ". word\n3 word\n1 word", 3},
        {"-2", "", "2 word", 2},
        {" 2.", "2 word", "\n. word", 2},
        {"Q.", "Q word", "Q word\n. word", 3},
        {"L.", "L word", "L word\n. word", 2},
        {"1Q.", "1 word", "Q word\n. word", 3},
    };
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct arena arena;
        struct doc d;
        size_t heading = 0;
        arena_init(&arena);
        build_leaves(cases[i].leaves, &arena, &d);
        struct str title = doc_title(&d, &heading);
        assert_str(title, cases[i].title);
        if (title.n) {
            doc_drop_heading(&d, heading, &arena);
        }
        if (!str_is(str_trim(d.text), str_trim(str_from(cases[i].rest)).p) || d.block_count != cases[i].blocks) {
            fail_msg("'%s': '%.*s', %zu blocks", cases[i].leaves, (int)d.text.n, d.text.p, d.block_count);
        }
        assert_sound(&d);
        arena_release(&arena);
    }
}

static void assert_same(const struct doc *a, const struct doc *b) {
    assert_true(str_equal(a->text, b->text));
    assert_int_equal(a->block_count, b->block_count);
    for (size_t i = 0; i < a->block_count; i++) {
        const struct block *x = &a->blocks[i], *y = &b->blocks[i];
        assert_true(x->kind == y->kind && x->level == y->level && x->number == y->number && x->parent == y->parent);
        assert_true(x->first_span == y->first_span && x->span_count == y->span_count);
    }
    assert_int_equal(a->span_count, b->span_count);
    for (size_t i = 0; i < a->span_count; i++) {
        const struct span *x = &a->spans[i], *y = &b->spans[i];
        assert_true(x->offset == y->offset && x->length == y->length && x->bits == y->bits && x->link == y->link);
    }
    assert_int_equal(a->link_count, b->link_count);
    for (size_t i = 0; i < a->link_count; i++) {
        assert_true(str_equal(a->links[i].url, b->links[i].url));
    }
}

static void packs_and_unpacks(void **state) {
    (void)state;
    struct arena arena;
    struct doc sample, d;
    struct buf bytes = {0};
    arena_init(&arena);
    build_sample(&arena, &sample);
    doc_pack(&bytes, &sample);
    assert_int_equal(doc_unpack(buf_str(&bytes), &d, &arena), 0);
    assert_same(&sample, &d);
    assert_str(doc_packed_text(buf_str(&bytes)), "Head\nsee this\nseven\ndone\nx\n y\n");
    buf_release(&bytes);
    arena_release(&arena);
}

/* What was unpacked from any bytes must be a document. */
static void unpack_any(struct str bytes, bool must_fail) {
    struct arena arena;
    struct doc d;
    arena_init(&arena);
    int result = doc_unpack(bytes, &d, &arena);
    assert_true(result == 0 || result == -1);
    assert_true(result == -1 || !must_fail);
    assert_sound(&d);
    doc_packed_text(bytes);
    arena_release(&arena);
}

static void survives_any_bytes(void **state) {
    (void)state;
    struct arena arena;
    struct doc sample;
    struct buf bytes = {0};
    arena_init(&arena);
    build_sample(&arena, &sample);
    doc_pack(&bytes, &sample);
    for (size_t n = 0; n < bytes.n; n++) {
        unpack_any((struct str){bytes.p, n}, true);
    }
    for (size_t i = 0; i < bytes.n; i++) {
        char kept = bytes.p[i];
        for (int value = 0; value < 256; value++) {
            bytes.p[i] = (char)value;
            unpack_any(buf_str(&bytes), false);
        }
        bytes.p[i] = kept;
    }
    buf_putc(&bytes, 0);
    unpack_any(buf_str(&bytes), true); /* something left over */
    buf_release(&bytes);
    arena_release(&arena);
}

static void refuses_wrong_documents(void **state) {
    (void)state;
    static const uint64_t wrong[][9] = {
        /* text, links, blocks {closed, kind, level, number, spans}, spans */
        {0, 0, 1, 0, BLOCK_KIND_COUNT, 0, 0, 0, 0}, /* no such kind */
        {0, 0, 1, 1, BLOCK_QUOTE, 0, 0, 0, 0},      /* closes what was never open */
        {0, 0, 1, 0, BLOCK_QUOTE, 0, 0, 1, 0},      /* a container with spans, and no span */
        {0, 0, 1, 0, BLOCK_PRE, 0, 0, 1, 0},        /* a span that is not there */
        {0, 0, 1, 0, BLOCK_PRE, UINT64_MAX - 1, 0, 0, 0},
        {UINT64_MAX, 0, 1, 0, BLOCK_PRE, 0, 0, 0, 0},
        {0, UINT32_MAX, 1, 0, BLOCK_PRE, 0, 0, 0, 0},
        {0, 0, UINT32_MAX, 0, BLOCK_PRE, 0, 0, 0, 0},
    };
    for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
        struct buf bytes = {0};
        for (size_t j = 0; j < ARRAY_SIZE(wrong[i]); j++) {
            pack_uint(&bytes, wrong[i][j]);
        }
        unpack_any(buf_str(&bytes), true);
        buf_release(&bytes);
    }
}

static void unclean_text_is_refused(void **state) {
    (void)state;
    struct doc_builder b;
    struct arena arena;
    struct doc d;
    struct buf bytes = {0};
    arena_init(&arena);
    doc_build(&b);
    doc_span(&b, STR("a\x1b[31m"), 0, 0);
    doc_build_end(&b, &arena, &d);
    doc_pack(&bytes, &d);
    unpack_any(buf_str(&bytes), true);
    buf_release(&bytes);
    arena_release(&arena);
}

static void deep_trees_are_linear(void **state) {
    (void)state;
    enum { DEPTH = 200000 };
    struct doc_builder b;
    struct arena arena;
    struct doc d, again;
    struct buf bytes = {0};
    arena_init(&arena);
    doc_build(&b);
    for (int i = 0; i < DEPTH; i++) {
        doc_open(&b, BLOCK_QUOTE, 0, 0);
        doc_span(&b, STR("x"), 0, 0);
    }
    for (int i = 0; i < DEPTH; i++) {
        doc_close(&b);
    }
    doc_span(&b, STR("end"), 0, 0);
    doc_build_end(&b, &arena, &d);
    assert_int_equal(d.blocks[d.block_count - 1].parent, BLOCK_NO_PARENT);
    doc_pack(&bytes, &d);
    assert_int_equal(doc_unpack(buf_str(&bytes), &again, &arena), 0);
    assert_same(&d, &again);
    buf_release(&bytes);
    arena_release(&arena);
}

/* A span that begins or ends within a character would show half of it. */
static void half_characters_are_refused(void **state) {
    (void)state;
    static const struct {
        uint64_t gap, length;
        bool good;
    } cases[] = {{0, 2, true}, {2, 1, true}, {0, 3, true}, {0, 1, false}, {1, 1, false}, {1, 2, false}};
    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        const uint64_t spans[] = {1, cases[i].gap, cases[i].length, 0, 0};
        const uint64_t blocks[] = {0, 1, 0, BLOCK_PARAGRAPH, 0, 0, 1}; /* no link; closed, kind, level, number, spans */
        struct arena arena = {0};
        struct buf bytes = {0};
        struct doc d;
        pack_str(&bytes, STR("\xc3\xa9z"));
        for (size_t j = 0; j < ARRAY_SIZE(blocks); j++) {
            pack_uint(&bytes, blocks[j]);
        }
        for (size_t j = 0; j < ARRAY_SIZE(spans); j++) {
            pack_uint(&bytes, spans[j]);
        }
        bool taken = doc_unpack(buf_str(&bytes), &d, &arena) == 0;
        if (taken != cases[i].good) {
            fail_msg("case %zu", i);
        }
        buf_release(&bytes);
        arena_release(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(builds),
        cmocka_unit_test(an_empty_document_is_empty),
        cmocka_unit_test(pieces_of_one_kind_are_one_span),
        cmocka_unit_test(appends_documents),
        cmocka_unit_test(reads_plain_text),
        cmocka_unit_test(a_heading_can_be_the_title),
        cmocka_unit_test(packs_and_unpacks),
        cmocka_unit_test(half_characters_are_refused),
        cmocka_unit_test(survives_any_bytes),
        cmocka_unit_test(refuses_wrong_documents),
        cmocka_unit_test(unclean_text_is_refused),
        cmocka_unit_test(deep_trees_are_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
