/* markdown: Markdown to HTML through cmark. Raw HTML goes through as it is: what it means is decided in html alone. */
#ifndef COURANT_MARKDOWN_H
#define COURANT_MARKDOWN_H

#include "buf.h"

void markdown_to_html(struct str markdown, struct buf *html);

/* Takes out, outside code, what is meant for the site generator and not for a reader: Hugo shortcodes, Liquid tags and HTML
 * comments. A shortcode's text arguments that a reader should see (ref, figure's alt and caption) stay as text; one that stands
 * inside a link destination leaves a destination that Markdown can read. Works on Markdown and on HTML bodies. */
void markdown_strip_templates(struct str body, bool is_markdown, struct buf *out);

const char *markdown_library(void); /* the version of cmark */

#endif
