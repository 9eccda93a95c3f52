/* doc: a body as a document that knows no width: blocks of styled spans, and links.
 *
 * Blocks form a tree written flat, in reading order: each names its parent by index. Leaf blocks hold spans, which follow one
 * another in `text`; the text of neighbouring leaf blocks is parted by one newline, so that `text` as it stands is what
 * full-text search indexes and what "find in the text" looks through. All text is clean. */
#ifndef COURANT_DOC_H
#define COURANT_DOC_H

#include "arena.h"
#include "buf.h"

enum block_kind {
    /* leaves */
    BLOCK_PARAGRAPH,
    BLOCK_HEADING, /* level 1..6 */
    BLOCK_PRE,     /* newlines and blanks count */
    BLOCK_RULE,    /* no spans */
    BLOCK_CELL,    /* of a row; level: 0 left, 1 centre, 2 right; number: columns spanned */
    BLOCK_TERM,    /* the defined term of a definition list */
    BLOCK_CAPTION, /* of a figure or table */
    /* containers */
    BLOCK_QUOTE,
    BLOCK_LIST,       /* level: 1 when loose (blank lines between items); number: 'a', 'A', 'i' or 'I' for such numbers */
    BLOCK_ITEM,       /* number: 0 bullet, else its number + 1 (so that 0. is 1); level: 1 unchecked task, 2 checked task */
    BLOCK_DEFINITION, /* indented under its BLOCK_TERM */
    BLOCK_TABLE,
    BLOCK_ROW, /* level: 1 in the head */
    BLOCK_KIND_COUNT,
};

bool block_is_container(enum block_kind kind);

enum { BLOCK_NO_PARENT = -1 };

struct block {
    enum block_kind kind;
    int level;
    int number;
    int parent; /* index of a container before it, or BLOCK_NO_PARENT */
    size_t first_span, span_count;
};

enum span_bits {
    SPAN_STRONG = 1,
    SPAN_EM = 2,
    SPAN_CODE = 4,
    SPAN_STRIKE = 8,
    SPAN_UNDERLINE = 16,
    SPAN_MARK = 32,
    SPAN_SUP = 64,
    SPAN_SUB = 128,
    SPAN_IMAGE = 256,  /* the text is the alternative text; the link, if any, is where the image is */
    SPAN_BREAK = 512,  /* its text is "\n": a line ends here */
    SPAN_LABEL = 1024, /* the name of a field, written by us and not by the file */
    SPAN_DIM = 2048,   /* written by us: dates, counts */
};

struct span {
    uint32_t offset, length; /* in text */
    uint16_t bits;           /* span_bits */
    uint32_t link;           /* 1 + index in links; 0: none */
};

struct link {
    struct str url; /* as url_check allows it, or "courant:term/12", "courant:article/34": a walk inside the program */
};

struct doc {
    struct str text;
    struct block *blocks;
    size_t block_count;
    struct span *spans;
    size_t span_count;
    struct link *links;
    size_t link_count;
};

/* Building one. The builder owns growing arrays; doc_build_end copies them into the arena and releases the builder. */
struct doc_builder {
    struct buf text;
    struct block *blocks;
    size_t block_count, block_capacity;
    struct span *spans;
    size_t span_count, span_capacity;
    struct link *links;
    size_t link_count, link_capacity;
    struct buf urls;
    int parent; /* the container that is open */
    bool leaf_open;
};

void doc_build(struct doc_builder *b);
int doc_open(struct doc_builder *b, enum block_kind container, int level, int number); /* returns its index */
void doc_close(struct doc_builder *b);                                                 /* the innermost open container */
void doc_leaf(struct doc_builder *b, enum block_kind leaf, int level, int number);     /* ends the leaf before it */
uint32_t doc_link(struct doc_builder *b, struct str url);                              /* 1 + index, for doc_span */
/* Opens a paragraph if none is open. Text with the bits and link of the text before it goes on with its span; empty text is
 * nothing, unless it is an image. */
void doc_span(struct doc_builder *b, struct str clean_text, unsigned bits, uint32_t link);
void doc_append(struct doc_builder *b, const struct doc *d); /* all of another document */
void doc_build_end(struct doc_builder *b, struct arena *arena, struct doc *out);

/* Text without markup: paragraphs parted by blank lines, no spans of style or link. text must be clean. */
void doc_from_plain(struct str text, struct arena *arena, struct doc *out);

struct str doc_first_heading(const struct doc *d); /* the text of the first heading; empty when there is none */

void doc_pack(struct buf *b, const struct doc *d);
/* Fails on bytes that are not a packed document, whatever they are. Strings point into bytes, arrays into the arena. */
int doc_unpack(struct str bytes, struct doc *d, struct arena *arena);
/* Only the text of a packed document, without unpacking the rest. */
struct str doc_packed_text(struct str bytes);

#endif
