/* markdown_templates, markdown_code and markdown_shortcodes, between them. */
#ifndef COURANT_MARKDOWN_TEMPLATES_H
#define COURANT_MARKDOWN_TEMPLATES_H

#include "buf.h"

enum { TICKS_MAX = 80 }; /* cmark knows no code span in more backticks */

/* Which parts of Markdown are code, asked for from the beginning to the end. */
struct code_scan {
    struct str s;
    size_t blank_line;                     /* the next one from where it was asked for last */
    size_t tick_not_closed[TICKS_MAX + 1]; /* so many backticks before this place are closed by nothing */
    bool after_blank, in_code;             /* of the line at hand: code is what is indented behind a blank line */
    size_t indent;                         /* its columns before the text */
    size_t item;                           /* column where the text of the list's last item begins; 0: in no list */
};

size_t code_skip_lines(struct code_scan *c, size_t line); /* behind the code that begins with this line; line when none does */
size_t code_skip_span(struct code_scan *c, size_t tick);  /* behind a code span, or behind its backticks when it has no end */
/* Where the next blank line from here on is. No span goes on behind it. */
size_t code_blank_line(struct code_scan *c, size_t from);

/* Where a tag stands decides what may take its place. */
enum tag_place {
    TAG_IN_TEXT,
    TAG_ALONE,      /* first on its line */
    TAG_IN_ADDRESS, /* where a blank or a bracket would end the address */
};

/* Writes what a shortcode says to a reader: nothing, text, an image, a link. inside: what stands between its brackets. */
/* A line of Markdown that is for a program and not for a reader: what MDX imports, fences of admonitions, attributes, a table
 * of contents to come. Returns its length with its end, and in `out` what stands for it; 0: it is prose. text: from the line
 * on; fresh: a paragraph may begin here. */
size_t directive_line(struct str text, bool fresh, struct buf *out);
bool directives_may_be_in(struct str markdown); /* a quick look */

void shortcode_write_literal(struct str inside, struct buf *out); /* a text in quotation marks, as an address */
void shortcode_write(struct str inside, enum tag_place place, struct buf *out);
struct str shortcode_name(struct str inside);

void shortcode_escape(struct buf *out, struct str text); /* as it is, for HTML */

#endif
