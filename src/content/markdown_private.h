/* Shared by the files of markdown: GitHub's and Hugo's extensions of Markdown, implemented on cmark's tree. */
#ifndef COURANT_MARKDOWN_PRIVATE_H
#define COURANT_MARKDOWN_PRIVATE_H

#include "markdown.h"

struct cmark_node;

/* Only HTML blocks, which cmark would return unchanged. */
bool markdown_is_html(struct str markdown);

/* Noncharacters that replace, in the text that cmark parses, characters that it would misread or whose backslash it would
 * lose. */
#define ESCAPED_PIPE "\uFDD0"
#define ESCAPED_TILDE "\uFDD1"
#define NOTE_MARK "\uFDD2" /* between "[^label]" and ":" at the start of a line, which would otherwise define a link */

/* Appends the escaped text and returns true; returns false if nothing needs to be escaped. */
bool markdown_escape(struct str markdown, struct buf *out);
void markdown_unescape(struct cmark_node *root);

/* Restores indented HTML inside HTML. */
void markdown_indent(struct cmark_node *root);
/* Tables, task lists, alerts, strikethrough, bare links; removes ids after headings. */
void markdown_extend(struct cmark_node *root);
/* Applies the markers of a heading or paragraph, which may be freed. */
void markdown_markers(struct cmark_node *node);
bool markdown_table(struct cmark_node *paragraph); /* false: not a table. If true, the paragraph may have been freed. */
#define TABLE_START "<table>"
/* Footnotes: moves their definitions to the end. */
void markdown_notes(struct cmark_node *root);

bool markdown_is_line_end(struct cmark_node *node); /* a soft or hard line break */

/* Creating nodes. */
struct cmark_node *markdown_node_text(struct str text);
struct cmark_node *markdown_node_html(const char *html);

#endif
