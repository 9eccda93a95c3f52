/* markdown, between its own files: what GitHub's and Hugo's Markdown have beyond cmark's, done on cmark's tree. */
#ifndef COURANT_MARKDOWN_PRIVATE_H
#define COURANT_MARKDOWN_PRIVATE_H

#include "markdown.h"

struct cmark_node;

/* Blocks of HTML and nothing else: cmark would give it back as it is. */
bool markdown_is_html(struct str markdown);

/* Characters that cmark would take for something else, or forget that a backslash stood before them, are these in the text
 * that it reads (no characters at all in Unicode). */
#define ESCAPED_PIPE "\uFDD0"
#define ESCAPED_TILDE "\uFDD1"
#define NOTE_MARK "\uFDD2" /* between "[^label]" and ":" at the start of a line, which else might define a link */

/* Appends markdown with them and returns true; or returns false, when there is no need. */
bool markdown_escape(struct str markdown, struct buf *out);
void markdown_unescape(struct cmark_node *root);

/* Indented HTML within HTML is HTML. */
void markdown_indent(struct cmark_node *root);
/* Tables, task lists, alerts, strikethrough, bare links; ids behind headings go. */
void markdown_extend(struct cmark_node *root);
/* What the markers of a heading or paragraph say. It may be freed. */
void markdown_markers(struct cmark_node *node);
bool markdown_table(struct cmark_node *paragraph); /* false: it is none. When it is, the paragraph may be freed. */
#define TABLE_START "<table>"
/* Footnotes: what defines them goes to the end. */
void markdown_notes(struct cmark_node *root);

bool markdown_is_line_end(struct cmark_node *node); /* of the source: a soft or a hard line break */

/* Helpers for building. */
struct cmark_node *markdown_node_text(struct str text);
struct cmark_node *markdown_node_html(const char *html);

#endif
