/* layout: a document set in lines for one width. Pure; the document is kept and set again when the width changes. */
#ifndef COURANT_LAYOUT_H
#define COURANT_LAYOUT_H

#include "doc.h"
#include "grid.h"

#define RUN_NO_OFFSET UINT32_MAX

enum { LAYOUT_COLUMNS_MAX = 10000 };

struct run {
    struct str text; /* clean; from the document or from the page's arena */
    style_t style;
    uint32_t link;   /* 1 + index in the document's links; 0: none */
    uint32_t offset; /* of text in the document's text; RUN_NO_OFFSET for what layout added (indents, markers, rules) */
    uint16_t columns;
};

struct line {
    uint32_t first_run, run_count;
    uint32_t offset; /* in the document's text, of the first text on or after this line: it finds the line at another width */
    bool in_row;     /* goes on with the table row of the line before: their texts stand side by side */
};

struct page {
    struct arena arena;
    struct run *runs;
    size_t run_count, run_capacity;
    struct line *lines;
    size_t line_count, line_capacity;
    int columns;
    const struct doc *doc; /* that was set */
};

struct layout_options {
    int columns;       /* of the text column; held to 1..LAYOUT_COLUMNS_MAX */
    bool ascii;        /* no box drawing, no bullets beyond ASCII */
    bool even_lines;   /* lines of a paragraph end where they leave it even, else as late as they can */
    bool number_links; /* "[3]" in LOOK_DIM after the text of each link that leaves the program, numbered from 1 */
};

void page_init(struct page *p);
void page_release(struct page *p);

/* Sets d anew. The page keeps pointers into d, which must stay while the page is used. */
void layout_doc(struct page *p, const struct doc *d, const struct layout_options *options);

/* Number of a link as shown (from 1, counting those that leave the program), 0 for a walk inside; and back: 1 + index, or 0. */
uint32_t layout_link_number(const struct doc *d, uint32_t link);
uint32_t layout_link_at(const struct doc *d, uint32_t number);

size_t page_line_of(const struct page *p, uint32_t offset); /* the line on which an offset of the text stands */

/* Paints lines from `top` on. focus: link drawn selected, 0 none. matches: ranges of the document's text drawn as STYLE_MATCH,
 * in rising order and apart. */
struct match {
    uint32_t offset, length;
    bool current; /* the one that the reader is at */
};
void page_paint(const struct page *p, const struct grid *g, size_t top, uint32_t focus, const struct match *matches,
                size_t match_count);

/* Adds a style to these ranges of the text, on the lines that page_paint has painted. */
void page_add_style(const struct page *p, const struct grid *g, size_t top, const struct match *ranges, size_t count,
                    style_t style);

/* The page as plain text, a line each, for `show` and tests. */
void page_text(const struct page *p, struct buf *out);

#endif
