/* html: converts HTML to a document with libxml2's recovering parser. Each tag that means something is one table row. */
#ifndef COURANT_HTML_H
#define COURANT_HTML_H

#include "doc.h"
#include "node.h"
#include "url.h"

/* Never fails: what cannot be parsed appears as text. script, style, template, head and comments yield nothing; unknown tags
 * yield their content; entities are decoded once; all text is cleaned afterwards. A link target is an address that url_check
 * accepts, or a path on the site that url_resolve derives from a relative one; of other links only the text stays. */
struct html_options {
    bool page;               /* only the text in <main>, else <article>, if there is one; no <nav>, no <footer> of the page */
    struct url_base base;    /* base of relative targets; empty: they stay text */
    unsigned faults;         /* out: text_fault bits found while cleaning */
    size_t refused;          /* out: number of targets with a scheme that will not be opened */
    char first_refused[256]; /* out: the first of them, as written but truncated to fit, and why */
};
void html_to_doc(struct str html, struct html_options *options, struct arena *arena, struct doc *out);

/* What the head of a page says about it, as a front matter would: title, description, authors, date, modified, source_name,
 * source_url, tags, image, language, date_saved; *root NULL: nothing. False: it is no page, but a part of one. */
bool html_read_head(struct str html, struct arena *arena, struct node **root);

/* Appends the character that the reference at the start of s stands for, "&eacute;" or "&#38;", and returns the length of the
 * reference, which begins with '&'; 0: it is none. What is appended may be any character: clean it. */
size_t html_entity(struct str s, struct buf *out);

const char *html_library(void); /* the version of libxml2 */

#endif
