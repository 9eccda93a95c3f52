/* Shared by markdown_templates, markdown_code, markdown_directives and markdown_shortcodes. */
#ifndef COURANT_MARKDOWN_TEMPLATES_H
#define COURANT_MARKDOWN_TEMPLATES_H

#include "buf.h"

enum { TICKS_MAX = 80 }; /* cmark's limit for the backticks of a code span */

/* Finds the code in Markdown; must be asked from beginning to end. */
struct code_scan {
    struct str s;
    size_t blank_line;                     /* the next blank line after the last query */
    size_t tick_not_closed[TICKS_MAX + 1]; /* no run of so many backticks before this offset is closed */
    bool after_blank, in_code;             /* of the current line; indented text after a blank line is code */
    size_t indent;                         /* columns before its text */
    size_t item;                           /* text column of the last list item; 0: not in a list */
};

/* The offset after the code that begins with this line; `line`: none does. */
size_t code_skip_lines(struct code_scan *c, size_t line);
/* The offset after a code span, or after its backticks if it is not closed. */
size_t code_skip_span(struct code_scan *c, size_t tick);
/* The offset of the next blank line. No code span extends past it. */
size_t code_blank_line(struct code_scan *c, size_t from);

/* The place of a tag determines what may replace it. */
enum tag_place {
    TAG_IN_TEXT,
    TAG_ALONE,      /* first on its line */
    TAG_IN_ADDRESS, /* where a blank or a bracket would end the address */
};

/* Writes what a shortcode shows a reader: nothing, text, an image, a link. inside: the text between its brackets. */
/* Matches a line of Markdown that is meant for a program: MDX imports, fences of admonitions, attributes, the place of a table
 * of contents. Returns its length including the line end, and its replacement in `out`; 0: it is prose. text: starts at the
 * line; fresh: a paragraph may begin here. */
size_t directive_line(struct str text, bool fresh, struct buf *out);
bool directives_may_be_in(struct str markdown); /* a quick check */

void shortcode_write_literal(struct str inside, struct buf *out); /* a quoted text, as an address */
void shortcode_write(struct str inside, enum tag_place place, struct buf *out);
struct str shortcode_name(struct str inside);

void shortcode_escape(struct buf *out, struct str text); /* escapes it for HTML */

#endif
