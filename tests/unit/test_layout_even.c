/* test_layout_even: paragraphs set in even lines, beside the same set in lines that are filled one by one. */
#include <stdio.h>

#include "layout.h"
#include "layout_private.h"
#include "support.h"

struct scene {
    struct arena arena;
    struct doc doc;
    struct page filled, even;
};

static uint32_t draw(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Invented words, about as long as those of English prose. */
static void add_word(struct buf *out, uint32_t *seed) {
    static const uint8_t lengths[] = {1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6, 7, 7, 8, 9, 10, 12};
    size_t n = lengths[draw(seed) % sizeof lengths];
    for (size_t i = 0; i < n; i++) {
        buf_putc(out, (char)('a' + draw(seed) % 26));
    }
    buf_puts(out, draw(seed) % 11 ? "" : draw(seed) % 2 ? "," : ".");
}

static void start(struct scene *s) {
    *s = (struct scene){0};
    page_init(&s->filled);
    page_init(&s->even);
}

static void set(struct scene *s, int columns) {
    layout_doc(&s->filled, &s->doc, &(struct layout_options){.columns = columns, .number_links = true});
    layout_doc(&s->even, &s->doc, &(struct layout_options){.columns = columns, .number_links = true, .even_lines = true});
}

static void finish(struct scene *s) {
    page_release(&s->filled);
    page_release(&s->even);
    arena_release(&s->arena);
}

static size_t line_columns(const struct page *p, size_t line) {
    size_t columns = 0;
    for (uint32_t i = 0; i < p->lines[line].run_count; i++) {
        columns += p->runs[p->lines[line].first_run + i].columns;
    }
    return columns;
}

/* How far the lines of a paragraph are from their mean, without its last: the sum of the squares, over all paragraphs. */
static double raggedness(const struct page *p) {
    double all = 0, sum = 0, squares = 0, lines = 0;
    for (size_t i = 0; i < p->line_count; i++) {
        double columns = (double)line_columns(p, i);
        bool is_last = i + 1 == p->line_count || !line_columns(p, i + 1);
        if (columns > 0 && !is_last) {
            sum += columns;
            squares += columns * columns;
            lines++;
        } else {
            all += lines > 0 ? squares - sum * sum / lines : 0;
            sum = squares = lines = 0;
        }
    }
    return all;
}

/* All that is shown but blanks. */
static struct buf letters(const struct page *p) {
    struct buf text = {0}, out = {0};
    page_text(p, &text);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != ' ' && text.p[i] != '\n') {
            buf_putc(&out, text.p[i]);
        }
    }
    buf_release(&text);
    return out;
}

static void assert_same_letters(const struct scene *s) {
    struct buf filled = letters(&s->filled), even = letters(&s->even);
    assert_string_equal(buf_cstr(&filled), buf_cstr(&even));
    buf_release(&filled);
    buf_release(&even);
}

static void a_thousand_paragraphs(struct scene *s) {
    uint32_t seed = 7;
    struct doc_builder b;
    doc_build(&b);
    for (int i = 0; i < 1000; i++) {
        struct buf text = {0};
        for (uint32_t words = 20 + draw(&seed) % 120; words; words--) {
            add_word(&text, &seed);
            buf_puts(&text, words > 1 ? " " : "");
        }
        doc_leaf(&b, BLOCK_PARAGRAPH, 0, 0);
        doc_span(&b, buf_str(&text), 0, 0);
        buf_release(&text);
    }
    doc_build_end(&b, &s->arena, &s->doc);
}

static void far_more_even(void **state) {
    static const int widths[] = {40, 60, 72, 80, 100};
    struct scene s;
    (void)state;
    start(&s);
    a_thousand_paragraphs(&s);
    for (size_t i = 0; i < ARRAY_SIZE(widths); i++) {
        set(&s, widths[i]);
        double filled = raggedness(&s.filled), even = raggedness(&s.even);
        print_message("%d columns: %.2f, %zu lines for %zu\n", widths[i], even / filled, s.even.line_count,
                      s.filled.line_count);
        assert_true(even <= 0.6 * filled);
        assert_true(s.even.line_count <= s.filled.line_count);
        assert_same_letters(&s);
        for (size_t j = 0; j < s.even.line_count; j++) {
            assert_true(line_columns(&s.even, j) <= (size_t)widths[i]);
        }
    }
    finish(&s);
}

enum { PARTS = 16 };

static uint64_t mean_of_filled(const struct piece *pieces, size_t count, size_t first_room, size_t room) {
    uint64_t sum = 0, lines = 0;
    for (size_t i = 0; i < count;) {
        size_t most = lines ? room : first_room, used = pieces[i].columns;
        for (i++; i < count && used + pieces[i].blank + pieces[i].columns + pieces[i].soft <= most; i++) {
            used += pieces[i].blank + pieces[i].columns;
        }
        sum += i < count ? used + (pieces[i - 1].soft && !pieces[i].blank) : 0;
        lines += i < count;
    }
    return lines ? sum * PARTS / lines : room * PARTS;
}

/* Of all ways to end lines: the ends are the bits of a set. */
static uint64_t least_of_all(const struct piece *pieces, size_t count, size_t first_room, size_t room, uint64_t aim) {
    uint64_t least = UINT64_MAX;
    for (uint32_t ends = 0; ends < 1u << (count - 1); ends++) {
        uint64_t cost = 0;
        size_t used = 0, most = first_room;
        for (size_t i = 0; i < count && cost != UINT64_MAX; i++) {
            used += pieces[i].columns + (used && pieces[i].blank);
            bool ends_here = i + 1 < count && ends & 1u << i;
            size_t columns = used + (ends_here && pieces[i].soft && !pieces[i + 1].blank);
            int64_t apart = (int64_t)columns * PARTS - (int64_t)aim;
            cost = columns > most ? UINT64_MAX : ends_here ? cost + (uint64_t)(apart * apart) : cost;
            used = ends_here ? 0 : used;
            most = ends_here ? room : most;
        }
        least = cost < least ? cost : least;
    }
    return least;
}

static void none_is_more_even(void **state) {
    uint32_t seed = 3;
    int fuller = 0;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct piece pieces[13] = {0};
        size_t count = 1 + draw(&seed) % 12, room = 5 + draw(&seed) % 20;
        size_t first_room = room - draw(&seed) % 4;
        for (size_t i = 0; i < count; i++) {
            pieces[i] =
                (struct piece){.columns = 1 + draw(&seed) % 9, .blank = i && draw(&seed) % 4, .soft = draw(&seed) % 3 == 0};
        }
        uint64_t mean = mean_of_filled(pieces, count, first_room, room);
        uint64_t least = least_of_all(pieces, count, first_room, room, mean);
        assert_int_equal(even_lines(pieces, count, first_room, room), least != UINT64_MAX);
        if (least != UINT64_MAX && pieces[0].cost != least) { /* that would take one line more */
            assert_true(pieces[0].cost == least_of_all(pieces, count, first_room, room, room * PARTS));
            fuller++;
        }
    }
    assert_in_range(fuller, 1, 600);
}

/* Whatever a text holds, nothing is lost and no line is too long. */
static void odd_texts(void **state) {
    static const char *const parts[] = {
        "a",
        " ",
        "longer words",
        "日本の病院がAI診断",
        "un\xc2\xad"
        "break\xc2\xad"
        "able",
        "e\xcc\x81 ",
        "\xe2\x80\x8b",
        "https://harbour.example.org/a/very/long/path-that-fits-no-line?x=1",
        "\xc2\xa0",
        "👩‍⚕️ ",
        "-",
        "שלום ",
        "x\xc2\xb2 ",
        "\xe2\x80\x8d",
    };
    uint32_t seed = 11;
    (void)state;
    for (int round = 0; round < 400; round++) {
        struct scene s;
        struct doc_builder b;
        start(&s);
        doc_build(&b);
        doc_open(&b, round % 3 ? BLOCK_QUOTE : BLOCK_LIST, 0, 0);
        doc_open(&b, BLOCK_ITEM, 0, round % 5 ? 0 : 12345);
        doc_leaf(&b, BLOCK_PARAGRAPH, 0, 0);
        for (uint32_t i = draw(&seed) % 60; i; i--) {
            const char *part = parts[draw(&seed) % ARRAY_SIZE(parts)];
            uint32_t link = draw(&seed) % 6 ? 0 : doc_link(&b, STR("https://quay.example.org/"));
            doc_span(&b, str_from(part), draw(&seed) % 9 ? 0 : SPAN_STRONG, link);
            if (draw(&seed) % 15 == 0) {
                doc_span(&b, STR("\n"), SPAN_BREAK, 0);
            }
        }
        doc_build_end(&b, &s.arena, &s.doc);
        for (int columns = 1; columns < 60; columns += 1 + columns / 4) {
            set(&s, columns);
            for (size_t j = 0; j < s.even.line_count && columns > 1; j++) {
                assert_true(line_columns(&s.even, j) <= (size_t)columns);
            }
        }
        finish(&s);
    }
}

/* What is longer than any prose is filled line by line from some word on. */
static void no_paragraph_is_too_long(void **state) {
    struct scene s;
    struct doc_builder b;
    struct buf text = {0};
    uint32_t seed = 5;
    (void)state;
    start(&s);
    doc_build(&b);
    doc_leaf(&b, BLOCK_PARAGRAPH, 0, 0);
    for (int i = 0; i < 70000; i++) {
        add_word(&text, &seed);
        buf_puts(&text, " ");
    }
    doc_span(&b, buf_str(&text), 0, 0);
    doc_build_end(&b, &s.arena, &s.doc);
    set(&s, 72);
    assert_same_letters(&s);
    assert_true(s.even.line_count <= s.filled.line_count * 102 / 100);
    finish(&s);
    buf_release(&text);
}

static void lines_that_end_by_themselves(void **state) {
    struct scene s;
    struct doc_builder b;
    struct buf out = {0};
    (void)state;
    start(&s);
    doc_build(&b);
    doc_leaf(&b, BLOCK_PARAGRAPH, 0, 0);
    doc_span(&b, STR("the old by harbor bridge lantern"), 0, 0);
    doc_span(&b, STR("\n"), SPAN_BREAK, 0);
    doc_span(&b, STR("eight"), 0, 0);
    doc_span(&b, STR("\n"), SPAN_BREAK, 0);
    doc_span(&b, STR("\n"), SPAN_BREAK, 0);
    doc_span(&b, STR("nine and ten"), 0, 0);
    doc_build_end(&b, &s.arena, &s.doc);
    set(&s, 10);
    page_text(&s.even, &out);
    assert_string_equal(buf_cstr(&out), "the old\nby harbor\nbridge\nlantern\neight\n\nnine and\nten\n");
    buf_release(&out);
    finish(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(far_more_even),
        cmocka_unit_test(none_is_more_even),
        cmocka_unit_test(odd_texts),
        cmocka_unit_test(no_paragraph_is_too_long),
        cmocka_unit_test(lines_that_end_by_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
