/* markdown: converts Markdown to HTML with cmark. Raw HTML passes through unchanged; only html interprets it. */
#ifndef COURANT_MARKDOWN_H
#define COURANT_MARKDOWN_H

#include "buf.h"

void markdown_to_html(struct str markdown, struct buf *html);

/* What a body says of itself as a note of a vault (Obsidian, Logseq and their like). A zeroed struct is an empty one. */
struct markdown_note {
    bool is_note;    /* it has marks that only such a note has; in: it is known to be one */
    struct buf tags; /* #tags in the text of a note, one per line, as often as they occur; the caller releases it */
};
/* The same, with what it says of itself; note NULL: not wanted. */
void markdown_note_to_html(struct str markdown, struct buf *html, struct markdown_note *note);

/* Removes, except in code, what is meant for the site generator and not for a reader: Hugo shortcodes, Liquid tags and HTML
 * comments. Text arguments of a shortcode that a reader should see (ref, figure's alt and caption) stay as text; a shortcode
 * inside a link destination leaves a destination that Markdown can parse. Works on Markdown and on HTML bodies. */
void markdown_strip_templates(struct str body, bool is_markdown, struct buf *out);

const char *markdown_library(void); /* the version of cmark */

#endif
