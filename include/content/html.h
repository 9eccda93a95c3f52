/* html: HTML to a document, through libxml2's recovering parser. One table row for each tag that means something. */
#ifndef COURANT_HTML_H
#define COURANT_HTML_H

#include "doc.h"
#include "url.h"

/* Never fails: what cannot be parsed shows as its text. script, style, template, head and comments yield nothing; tags without
 * a meaning here yield their content; entities are decoded once; all text is cleaned afterwards. A link target is an address
 * that url_check lets through, or a place on the site that url_resolve makes of a relative one; of others the text stays. */
struct html_options {
    struct url_base place;   /* of the page; all empty: relative targets stay text */
    unsigned faults;         /* out: text_fault bits found while cleaning */
    size_t refused;          /* out: targets with a scheme that will not be opened */
    char first_refused[256]; /* out: the first of them, cut to what fits, as it came, and why */
};
void html_to_doc(struct str html, struct html_options *options, struct arena *arena, struct doc *out);

const char *html_library(void); /* the version of libxml2 */

#endif
