/* targets: the table of them, and what several hold. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "layout.h"
#include "matcher.h"
#include "text.h"

const struct fuzz_target fuzz_targets[] = {
    {"front", fuzz_front, NULL},
    {"markdown", fuzz_markdown, NULL},
    {"html", fuzz_html, NULL},
    {"text", fuzz_text, NULL},
    {"query", fuzz_query, NULL},
    {"config", fuzz_config, NULL},
    {"keys", fuzz_keys, NULL},
    {"screen", fuzz_screen, NULL},
    {"answer", fuzz_answer, fuzz_answer_seeds},
    {"cache", fuzz_cache, fuzz_cache_seeds},
};
const size_t fuzz_target_count = ARRAY_SIZE(fuzz_targets);

const struct fuzz_target *fuzz_target_named(const char *name) {
    for (size_t i = 0; i < fuzz_target_count; i++) {
        if (strcmp(name, fuzz_targets[i].name) == 0) {
            return &fuzz_targets[i];
        }
    }
    die("there is no target '%s'", name);
}

void expect_failed(const char *file, int line, const char *what) {
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    abort();
}

static void expect_cell(const struct cell *cell, const struct cell *next) {
    struct str text = {cell->text, cell->bytes};
    if (text.n == 1 && cell->columns == 1 && *text.p >= ' ' && *text.p < 0x7F) {
        return; /* nearly all of them */
    }
    EXPECT(cell->bytes <= CELL_BYTES && cell->columns <= 2);
    EXPECT((cell->columns == 0) == (cell->bytes == 0));
    EXPECT(text_is_clean(text) && !memchr(text.p, '\n', text.n) && !memchr(text.p, '\t', text.n));
    EXPECT(cell->columns < 2 || (next && next->columns == 0));
}

void expect_screen(const struct screen *s) {
    for (int row = 0; row < s->rows; row++) {
        const struct cell *cells = s->cells + (size_t)row * (size_t)s->columns;
        EXPECT(cells[0].columns > 0);
        for (int column = 0; column < s->columns; column++) {
            expect_cell(&cells[column], column + 1 < s->columns ? &cells[column + 1] : NULL);
        }
    }
}

static void expect_lines(const struct page *page, const struct doc *d) {
    for (size_t i = 0; i < page->line_count; i++) {
        const struct line *line = &page->lines[i];
        EXPECT(line->offset <= d->text.n && (size_t)line->first_run + line->run_count <= page->run_count);
        int columns = 0;
        for (uint32_t r = line->first_run; r < line->first_run + line->run_count; r++) {
            const struct run *run = &page->runs[r];
            columns += run->columns;
            EXPECT(text_is_clean(run->text) && run->link <= d->link_count);
            EXPECT(run->offset == RUN_NO_OFFSET || run->offset <= d->text.n);
        }
        EXPECT(columns <= page->columns || page->columns < 2);
        EXPECT(page_line_of(page, line->offset) < page->line_count);
    }
}

static void paint(const struct page *page, const struct doc *d, const struct matches *found, int columns) {
    struct screen s;
    screen_init(&s);
    screen_resize(&s, 40, columns);
    struct grid g = grid_all(&s);
    for (size_t top = 0, pages = 0; top < page->line_count && pages < 3; top += 40, pages++) {
        screen_clear(&s);
        page_paint(page, &g, top, d->link_count ? 1 : 0, found->matches, found->count);
        expect_screen(&s);
    }
    screen_release(&s);
}

void expect_layout(const struct doc *d) {
    static const struct layout_options ways[] = {{.columns = 1},
                                                 {.columns = 20, .ascii = true},
                                                 {.columns = 80, .number_links = true},
                                                 {.columns = 3, .even_lines = true},
                                                 {.columns = 40, .number_links = true, .even_lines = true}};
    struct matcher m = {0};
    struct matches found = {0};
    matcher_of_text(&m, STR("an"));
    matcher_all(&m, d->text, &found);
    for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
        struct page page;
        struct buf text = {0};
        page_init(&page);
        layout_doc(&page, d, &ways[i]);
        expect_lines(&page, d);
        paint(&page, d, &found, ways[i].columns);
        page_text(&page, &text);
        EXPECT(text_is_clean(buf_str(&text)));
        buf_release(&text);
        page_release(&page);
    }
    free(found.matches);
    matcher_release(&m);
}
