/* html: HTML to a document, through libxml2's recovering parser. One table row for each tag that means something. */
#ifndef COURANT_HTML_H
#define COURANT_HTML_H

#include "doc.h"

/* Never fails: what cannot be parsed shows as its text. script, style, template, head and comments yield nothing; tags without
 * a meaning here yield their content; entities are decoded once; all text is cleaned afterwards. Link targets that are not
 * allowed (url_check) or relative keep their text and lose the link, but "relative" ones are kept when base is not empty: base
 * + target. */
struct html_options {
    struct str base; /* absolute URL that relative targets resolve against; empty: they stay text */
    unsigned faults; /* out: text_fault bits found while cleaning */
};
void html_to_doc(struct str html, struct html_options *options, struct arena *arena, struct doc *out);

#endif
