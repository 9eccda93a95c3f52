/* layout_page: paints the lines of a page, or writes them as text. */
#include <stdlib.h>

#include "layout_private.h"
#include "url.h"

void page_init(struct page *p) {
    *p = (struct page){0};
    arena_init(&p->arena);
}

void page_release(struct page *p) {
    arena_release(&p->arena);
    free(p->runs);
    free(p->lines);
    page_init(p);
}

void page_add_line(struct page *p) {
    p->lines = grow(p->lines, p->line_count, &p->line_capacity, sizeof *p->lines);
    p->lines[p->line_count++] = (struct line){.first_run = (uint32_t)p->run_count, .offset = RUN_NO_OFFSET};
}

static bool goes_on(const struct run *last, const struct run *run) {
    return last->text.p + last->text.n == run->text.p && last->style == run->style && last->link == run->link &&
           last->offset != RUN_NO_OFFSET && last->offset + last->text.n == run->offset;
}

void page_add_run(struct page *p, struct run run) {
    struct line *line = &p->lines[p->line_count - 1];
    if (line->run_count && goes_on(&p->runs[p->run_count - 1], &run)) {
        p->runs[p->run_count - 1].text.n += run.text.n;
        p->runs[p->run_count - 1].columns = (uint16_t)(p->runs[p->run_count - 1].columns + run.columns);
        return;
    }
    p->runs = grow(p->runs, p->run_count, &p->run_capacity, sizeof *p->runs);
    p->runs[p->run_count++] = run;
    line->run_count++;
    if (run.offset < line->offset) {
        line->offset = run.offset;
    }
}

static bool holds(const struct page *p, const struct line *line, uint32_t offset) {
    for (uint32_t i = 0; i < line->run_count; i++) {
        const struct run *run = &p->runs[line->first_run + i];
        if (run->offset != RUN_NO_OFFSET && offset >= run->offset && offset - run->offset < run->text.n) {
            return true;
        }
    }
    return false;
}

/* The last line that does not begin after the offset; 0 when all do. */
static size_t last_line_from(const struct page *p, uint32_t offset) {
    size_t from = 0, to = p->line_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (p->lines[middle].offset <= offset) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from ? from - 1 : 0;
}

size_t page_line_of(const struct page *p, uint32_t offset) {
    size_t found = last_line_from(p, offset);
    for (size_t i = found; i < p->line_count; i--) {
        if (holds(p, &p->lines[i], offset)) {
            return i;
        }
        if (!p->lines[i].in_row) {
            break;
        }
    }
    for (size_t i = found + 1; i < p->line_count && p->lines[i].in_row; i++) {
        if (holds(p, &p->lines[i], offset)) {
            return i;
        }
    }
    return found;
}

/* The first match that ends after the offset. */
static size_t first_match(const struct match *matches, size_t count, uint32_t offset) {
    size_t from = 0;
    while (from < count) {
        size_t middle = from + (count - from) / 2;
        if ((uint64_t)matches[middle].offset + matches[middle].length > offset) {
            count = middle;
        } else {
            from = middle + 1;
        }
    }
    return from;
}

/* style: 0: that of matches. */
static void paint_matches(const struct grid *g, int row, int column, const struct run *run, const struct match *matches,
                          size_t count, style_t style) {
    uint64_t end = (uint64_t)run->offset + run->text.n;
    for (size_t i = first_match(matches, count, run->offset); i < count && matches[i].offset < end; i++) {
        size_t from = matches[i].offset > run->offset ? matches[i].offset - run->offset : 0;
        size_t to = (size_t)matches[i].offset + matches[i].length - run->offset;
        int before = (int)text_columns(str_slice(run->text, 0, from));
        grid_add_style(g, row, column + before, (int)text_columns(str_slice(run->text, from, to)),
                       style                ? style
                       : matches[i].current ? STYLE_MATCH | STYLE_SELECTED
                                            : STYLE_MATCH);
    }
}

/* For terminals that open links themselves: those that lead out, and may be opened at all. */
static void paint_link(const struct page *p, const struct grid *g, int row, int column, const struct run *run) {
    struct buf url = {0};
    struct err e;
    if (run->link && p->doc && run->link <= p->doc->link_count &&
        url_canonical(p->doc->links[run->link - 1].url, &url, &e) == 0) {
        grid_link(g, row, column, run->columns, run->link, buf_str(&url));
    }
    buf_release(&url);
}

void page_paint(const struct page *p, const struct grid *g, size_t top, uint32_t focus, const struct match *matches,
                size_t match_count) {
    struct grid part = grid_part(g, 0, 0, g->rows, p->columns);
    for (int row = 0; row < part.rows && top < p->line_count; row++, top++) {
        const struct line *line = &p->lines[top];
        int column = 0;
        for (uint32_t i = 0; i < line->run_count; i++) {
            const struct run *run = &p->runs[line->first_run + i];
            bool focused = focus && run->link == focus;
            grid_put(&part, row, column, run->text, (style_t)(run->style | (focused ? STYLE_SELECTED : 0)));
            paint_link(p, &part, row, column, run);
            if (run->offset != RUN_NO_OFFSET) {
                paint_matches(&part, row, column, run, matches, match_count, 0);
            }
            column += run->columns;
        }
    }
}

void page_add_style(const struct page *p, const struct grid *g, size_t top, const struct match *ranges, size_t count,
                    style_t style) {
    struct grid part = grid_part(g, 0, 0, g->rows, p->columns);
    for (int row = 0; count && row < part.rows && top < p->line_count; row++, top++) {
        const struct line *line = &p->lines[top];
        int column = 0;
        for (uint32_t i = 0; i < line->run_count; i++) {
            const struct run *run = &p->runs[line->first_run + i];
            if (run->offset != RUN_NO_OFFSET) {
                paint_matches(&part, row, column, run, ranges, count, style);
            }
            column += run->columns;
        }
    }
}

void page_text(const struct page *p, struct buf *out) {
    for (size_t i = 0; i < p->line_count; i++) {
        const struct line *line = &p->lines[i];
        size_t start = out->n;
        for (uint32_t j = 0; j < line->run_count; j++) {
            buf_add_str(out, p->runs[line->first_run + j].text);
        }
        while (out->n > start && out->p[out->n - 1] == ' ') {
            buf_truncate(out, out->n - 1);
        }
        buf_putc(out, '\n');
    }
}

bool layout_link_leaves(const struct doc *d, uint32_t link) {
    return link && link <= d->link_count && !str_starts(d->links[link - 1].url, "courant:");
}

uint32_t layout_link_number(const struct doc *d, uint32_t link) {
    uint32_t number = 0;
    for (uint32_t i = 1; i <= link && i <= d->link_count; i++) {
        number += layout_link_leaves(d, i);
    }
    return layout_link_leaves(d, link) ? number : 0;
}

uint32_t layout_link_at(const struct doc *d, uint32_t number) {
    uint32_t seen = 0;
    for (uint32_t i = 1; i <= d->link_count; i++) {
        seen += layout_link_leaves(d, i);
        if (seen == number && number) {
            return i;
        }
    }
    return 0;
}
