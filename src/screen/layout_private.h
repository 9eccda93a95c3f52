/* layout, between its own files. */
#ifndef COURANT_LAYOUT_PRIVATE_H
#define COURANT_LAYOUT_PRIVATE_H

#include "layout.h"
#include "text.h"

/* What a container puts at the start of each line in it. */
struct indent {
    struct str first; /* on the first line: a marker */
    struct str rest;
    style_t style;
    int columns; /* of each of them */
};

/* An open container. */
struct frame {
    int block;
    enum block_kind kind;
    bool loose;                 /* blank lines between what is in it */
    bool has_child;             /* something in it was set already, */
    enum block_kind last_child; /* and this was the last */
    size_t indent_count;        /* indents of its lines: its own and of those around it */
    int indent_columns;
    int list_depth;
    struct str inline_marker; /* a marker for which no indent had room */
    size_t first_line;        /* of the page, when it was opened */
};

struct layout {
    struct page *page;
    const struct doc *doc;
    struct layout_options options;
    struct frame *frames; /* the first stands for the document */
    size_t frame_count, frame_capacity;
    size_t first_fresh; /* frames from here on have no line yet */
    struct indent *indents;
    size_t indent_count, indent_capacity;
    int indent_columns;
    size_t marker_indents;   /* indents from here on show their first text on the next line */
    size_t inline_frames;    /* frames from here on show their inline marker there */
    enum block_kind leaf;    /* what is being set, */
    bool leaf_begun;         /* and whether it has a line */
    uint8_t *digits;         /* of the longest number in a list, by block */
    uint32_t *numbers;       /* of links as shown, by link */
    struct str blanks, rule; /* as many as there are columns */
};

bool layout_link_leaves(const struct doc *d, uint32_t link);

/* Adding to a page. A run that goes on where the last one of its line ended is joined to it. */
void page_add_line(struct page *p);
void page_add_run(struct page *p, struct run run);

/* Starts a leaf; its first line adds the blank line before it and the pending markers. */
void layout_begin_leaf(struct layout *l, enum block_kind kind);
/* Starts a line in the containers that are open; returns the columns left for text, at least 1. */
size_t layout_open_line(struct layout *l);
/* A line with only the pending markers. */
void layout_put_marker_line(struct layout *l);
/* Gives markers that have no indent a line of their own, before what needs whole lines. */
void layout_put_markers(struct layout *l);
void layout_blank_line(struct layout *l);
bool layout_push_indent(struct layout *l, struct indent indent); /* false when there is no room for it */
void layout_pop_indent(struct layout *l);
void layout_add_blanks(struct layout *l, size_t columns);
void layout_add_rule(struct layout *l, size_t columns);
void layout_leaf(struct layout *l, const struct block *block);

style_t layout_span_style(const struct layout *l, const struct span *span, style_t base);

void layout_pre(struct layout *l, const struct block *block);

/* Sets what is in the table at blocks[at], when that is rows of cells and captions and nothing else; returns how many blocks
 * that was, 0 for none. */
size_t layout_table(struct layout *l, size_t at);

/* Wraps words into lines. */
struct styled_text {
    struct str text;
    style_t style;
    uint32_t link, offset;
    size_t columns;
};

/* Parts within which no line may end, kept until all of their paragraph is known. */
struct piece {
    uint32_t first_part, part_count;
    uint32_t columns, blank_offset;
    struct str blank_text;
    bool blank;       /* before it, unless it begins a line */
    bool soft;        /* a hyphen is seen when a line ends after it and no blank follows */
    bool begins_line; /* see even_lines; */
    uint64_t cost;    /* its own: of what comes from here on, */
    uint32_t start;   /* the columns of all before it, */
    uint32_t next;    /* and what begins the next line then */
};

struct line_wrapper {
    struct layout *layout;
    struct page *page;     /* where lines go: the layout's with indents, another's without */
    size_t width;          /* of lines in another's page */
    bool measuring;        /* sets nothing: what counts is */
    size_t min, max;       /* the widest unbreakable part, the widest line, and */
    size_t line_count;     /* how many lines there are without wrapping */
    style_t base;          /* of blanks between styles */
    bool line_open;        /* it has text then */
    size_t room, used;     /* columns of the open line */
    bool begun;            /* something was set */
    bool again;            /* the text was shown before: its runs have no offset */
    unsigned line_ends;    /* they wait for something to follow */
    bool blank;            /* the same of a blank, */
    struct str blank_text; /* which is this */
    uint32_t blank_offset;
    struct styled_text *parts; /* of what is kept, and from first_part on of the unbreakable: no line may end within it */
    size_t first_part, part_capacity;
    size_t unbreakable_count, unbreakable_columns;
    bool even; /* lines end where they make the paragraph even, so its parts are kept until its end: */
    struct piece *pieces;
    size_t piece_count, piece_capacity;
    unsigned ends_before; /* line_ends before the first piece */
    bool soft;            /* a soft hyphen ends it; */
    bool hyphen;          /* that of the one before is seen when the line ends there */
    struct str text;      /* of the block, from text_offset on in that of the document, */
    size_t text_offset;   /* and where lines may end in it, see text_breaks */
    uint8_t *breaks;
    size_t breaks_capacity;
};

/* Says of each piece whether it begins a line, so that all lines but the last are as near as can be to the mean of what they
 * would be if each were filled: the sum of the squares of their distances is least, and no line more. There is at least one
 * piece, and room for one more after the last. first_room: of the first line. False: a piece is wider than a line, and nothing
 * is said. */
bool even_lines(struct piece *pieces, size_t count, size_t first_room, size_t room);

enum { NUMBER_BYTES = 32 };
/* An item's number as text; type: of its list, see BLOCK_LIST. What has no such form is in digits. Returns its length. */
size_t layout_number(char out[NUMBER_BYTES], long number, int type);

void line_wrapper_init(struct line_wrapper *f, struct layout *l, struct page *page, size_t width);
void line_wrapper_release(struct line_wrapper *f);
void line_wrapper_start(struct line_wrapper *f, style_t base);
void line_wrapper_block(struct line_wrapper *f, const struct block *block, style_t base);
void line_wrapper_literal(struct line_wrapper *f, const char *text, style_t st, uint32_t link);
void line_wrapper_blank(struct line_wrapper *f);
/* Parts of what no line may end within, until one of these ends it: a line may end there, there is a blank unless one does, or
 * a line does end. */
void line_wrapper_add(struct line_wrapper *f, struct styled_text part);
void line_wrapper_end(struct line_wrapper *f);
void line_wrapper_finish(struct line_wrapper *f); /* the same, and sets what is kept */
void line_wrapper_set_blank(struct line_wrapper *f, struct str text, uint32_t offset);
void line_wrapper_end_line(struct line_wrapper *f);

#endif
