/* The scanner of markdown_templates, shared with markdown_tags. */
#ifndef COURANT_MARKDOWN_SCANNER_H
#define COURANT_MARKDOWN_SCANNER_H

#include "markdown_templates.h"

enum { TAG_BRACKETS = 14, TAG_PAIRS = 12, SCANNER_DEPTH = 16 }; /* rows of the tables in markdown_tags; nested indentations */

/* A tag that encloses indented text. */
struct indented {
    struct str name;
    size_t base, dropped; /* those around it */
};

struct scanner {
    struct str s;
    struct buf *out;
    bool markdown;
    size_t copied;                   /* everything before it was copied to out */
    size_t not_closed[TAG_BRACKETS]; /* no bracket before this offset is ever closed */
    bool no_partner[TAG_PAIRS];      /* from here on */
    struct code_scan code;
    struct math_scan math;
    struct html_scan html;
    struct indented inside[SCANNER_DEPTH];
    size_t depth;
    size_t dropped;            /* columns of code.base that are not copied; the rest is kept for markdown_admonitions */
    size_t searched;           /* bytes read so far to find closing tags */
    bool fresh;                /* a paragraph may begin with the next line */
    bool blank_follows;        /* the line at hand must be followed by a blank one */
    struct buf directive;      /* replacement for a directive line */
    struct buf abbreviations;  /* definitions for a list */
    enum tag_place last_place; /* place of the tag that ended at `copied` */
};

void scanner_flush(struct scanner *sc, size_t to); /* copies what comes before `to` and was not copied yet */

/* Replaces the tag, comment or HTML code that begins at i; returns the offset to continue at, beyond i. */
size_t scanner_take_tag(struct scanner *sc, size_t i);

/* What is written in place of a tag. */
void scanner_write_blanks(struct buf *out, size_t n); /* the indentation of an item; none of a very deep one */
void scanner_write_code(struct scanner *sc, struct str code);
void scanner_limit_indent(struct scanner *sc); /* before the output of a tag that is alone on its line */
/* What the tag shows, apart from the words around it: before, and at `end`, after it. */
void scanner_write_apart(struct scanner *sc, enum tag_syntax syntax, struct str inside, enum tag_place place, size_t end);
/* After the tag of this name: the texts that two tags enclose are not one word. */
void scanner_keep_apart(struct scanner *sc, size_t end, struct str name);
/* Returns where to continue after a tag in HTML that ended at `end`: no blank line stays in its place. */
size_t scanner_drop_blank_line(struct scanner *sc, size_t end);

/* The tag that ends at `end` may enclose indented text; a closing tag ends it. */
void scanner_enter(struct scanner *sc, struct str name, size_t end);
void scanner_leave(struct scanner *sc, struct str name);
/* The same for a block that ends with its indentation; keeps: which is copied. False: no indented text follows. */
bool scanner_enter_block(struct scanner *sc, size_t end, bool keeps);
void scanner_leave_blocks(struct scanner *sc, size_t line);

#endif
