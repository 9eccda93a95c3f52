/* Shared by the files of markdown: GitHub's and Hugo's extensions of Markdown, implemented on cmark's tree. */
#ifndef COURANT_MARKDOWN_PRIVATE_H
#define COURANT_MARKDOWN_PRIVATE_H

#include "markdown.h"

struct cmark_node;
struct cmark_iter;

/* Only HTML blocks, which cmark would return unchanged. */
bool markdown_is_html(struct str markdown);

/* Noncharacters that replace, in the text that cmark parses, characters that it would misread or whose backslash it would
 * lose. */
#define ESCAPED_PIPE "\uFDD0"
#define ESCAPED_TILDE "\uFDD1"
#define FOOTNOTE_MARK "\uFDD2" /* between "[^label]" and ":" at the start of a line, which would otherwise define a link */

/* Signs of notes: "\\[" before "[", "\\#" and "\\=" are text; "_" and "*" in the name of a link are no emphasis. */
#define ESCAPED_BRACKET "\uFDE0"
#define ESCAPED_HASH "\uFDE1"
#define ESCAPED_EQUALS "\uFDE2"
#define NAME_UNDERSCORE "\uFDE3"
#define NAME_STAR "\uFDE4"

/* Appends the escaped text and returns true; returns false if nothing needs to be escaped. */
bool markdown_escape(struct str markdown, struct buf *out);
void markdown_unescape(struct cmark_node *root);
void markdown_unescape_text(struct buf *out, struct str text); /* appends a part of a text node as it will be */

/* Appends the text without what a note hides from its readers: "%%comments%%", and properties and references of Logseq that
 * hold no words. Returns false if there is nothing to hide. */
bool markdown_drop_hidden(struct str markdown, struct buf *out, struct markdown_note *note);
/* Appends the text with the admonitions of MkDocs as callouts. Returns false if there are none. */
bool markdown_admonitions(struct str markdown, struct buf *out);
/* Links by name, embedded notes and images, ids of blocks, and tags. source: the text that was parsed. */
void markdown_wiki(struct cmark_node *root, struct str source, struct markdown_note *note);
/* Removes ids at the end of blocks, such as "^quote-of-the-day"; is_note: also those that could be prose elsewhere. */
void markdown_drop_ids(struct cmark_node *root, bool is_note);
/* Appends the #tags in the text, one per line. */
void markdown_collect_tags(struct cmark_node *root, struct buf *tags);

/* Restores indented HTML inside HTML. */
void markdown_indent(struct cmark_node *root);
/* Tables, task lists, callouts, strikethrough, highlights, bare links; removes ids after headings. */
void markdown_extend(struct cmark_node *root);
/* Applies the markers of a heading or paragraph, which may be freed. */
void markdown_markers(struct cmark_node *node);
bool markdown_table(struct cmark_node *paragraph); /* false: not a table. If true, the paragraph may have been freed. */
#define TABLE_START "<table>"
/* Footnotes: moves their definitions to the end. */
void markdown_footnotes(struct cmark_node *root);

bool markdown_has(struct str s, const char *what);  /* does it contain this? Faster than memmem when its first byte is rare */
bool markdown_is_line_end(struct cmark_node *node); /* a soft or hard line break */

/* The next text outside of links and images; NULL: there is none. *links: how many of them are open, at first 0. */
struct cmark_node *markdown_next_text(struct cmark_iter *iter, int *links);

/* Creating nodes. */
struct cmark_node *markdown_node_text(struct str text);
struct cmark_node *markdown_node_html(const char *html);

#endif
