/* doc: a body as a document independent of width: blocks of styled spans, and links.
 *
 * Blocks are a tree stored flat, in reading order; each refers to its parent by index. Leaf blocks have spans, which are
 * consecutive in `text`; one newline separates the texts of neighbouring leaf blocks, so `text` as a whole is what full-text
 * search indexes and what "find in text" searches. All text is clean. */
#ifndef COURANT_DOC_H
#define COURANT_DOC_H

#include "arena.h"
#include "buf.h"

enum block_kind {
    /* leaves */
    BLOCK_PARAGRAPH,
    BLOCK_HEADING, /* level 1..6 */
    BLOCK_PRE,     /* newlines and blanks are significant */
    BLOCK_RULE,    /* no spans */
    BLOCK_CELL,    /* of a row; level: 0 left, 1 centre, 2 right; number: columns spanned */
    BLOCK_TERM,    /* the defined term of a definition list */
    BLOCK_CAPTION, /* of a figure or table */
    /* containers */
    BLOCK_QUOTE,
    BLOCK_LIST,       /* level: 1 if loose (blank lines between items); number: 'a', 'A', 'i' or 'I' for such numbers */
    BLOCK_ITEM,       /* number: 0 bullet, else its number + 1 (so that 0. is 1); level: 1 unchecked task, 2 checked task */
    BLOCK_DEFINITION, /* indented under its BLOCK_TERM */
    BLOCK_TABLE,
    BLOCK_ROW,     /* level: 1 in the head */
    BLOCK_COMPACT, /* added by us: no blank lines between its leaves, at most `number` lines; level: at most so many of a
                      heading; all others have one */
    BLOCK_KIND_COUNT,
};

bool block_is_container(enum block_kind kind);

enum { BLOCK_NO_PARENT = -1 };

struct block {
    enum block_kind kind;
    int level;
    int number;
    int parent; /* index of a preceding container, or BLOCK_NO_PARENT */
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
    SPAN_IMAGE = 256,  /* the text is the alternative text; the link, if any, is the address of the image */
    SPAN_BREAK = 512,  /* a line break: its text is "\n" */
    SPAN_LABEL = 1024, /* the name of a field, added by us */
    SPAN_DIM = 2048,   /* added by us: dates, counts */
};

struct span {
    uint32_t offset, length; /* in text */
    uint16_t bits;           /* span_bits */
    uint32_t link;           /* 1 + index in links; 0: none */
};

struct link {
    struct str url; /* accepted by url_check, or "wiki:Home%20Care": a note by name, or "courant:term/12",
                       "courant:article/34": a link inside the program */
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

/* Building a document. The builder owns growing arrays; doc_build_end copies them into the arena and releases the builder. */
struct doc_builder {
    struct buf text;
    struct block *blocks;
    size_t block_count, block_capacity;
    struct span *spans;
    size_t span_count, span_capacity;
    struct link *links;
    size_t link_count, link_capacity;
    struct buf urls;
    int parent; /* the innermost open container */
    bool leaf_open;
};

void doc_build(struct doc_builder *b);
int doc_open(struct doc_builder *b, enum block_kind container, int level, int number); /* returns its index */
void doc_close(struct doc_builder *b);                                                 /* the innermost open container */
void doc_leaf(struct doc_builder *b, enum block_kind leaf, int level, int number);     /* ends the previous leaf */
uint32_t doc_link(struct doc_builder *b, struct str url);                              /* 1 + index, for doc_span */
/* Opens a paragraph if no leaf is open. Text with the same bits and link as the text before it extends that span; empty text is
 * ignored, unless it is an image. */
void doc_span(struct doc_builder *b, struct str clean_text, unsigned bits, uint32_t link);
void doc_append(struct doc_builder *b, const struct doc *d); /* appends another document */
void doc_build_end(struct doc_builder *b, struct arena *arena, struct doc *out);

/* Makes a document from plain text: paragraphs separated by blank lines, no styles or links. text must be clean. */
void doc_from_plain(struct str text, struct arena *arena, struct doc *out);

/* The text of the heading that names the document: its first one, if that is of level 1 or comes before all else; else empty.
 */
struct str doc_title(const struct doc *d, size_t *heading);
/* Removes the block of that heading and its text, for where it is shown as the title; it stays if it holds a link, or is in a
 * container. */
void doc_drop_heading(struct doc *d, size_t heading, struct arena *arena);

void doc_pack(struct buf *b, const struct doc *d);
/* Fails on any bytes that are not a packed document. Strings point into bytes, arrays into the arena. */
int doc_unpack(struct str bytes, struct doc *d, struct arena *arena);
/* The text of a packed document, without unpacking the rest. */
struct str doc_packed_text(struct str bytes);

#endif
