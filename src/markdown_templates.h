/* markdown_templates and markdown_shortcodes, between them. */
#ifndef COURANT_MARKDOWN_TEMPLATES_H
#define COURANT_MARKDOWN_TEMPLATES_H

#include "buf.h"

/* Where a tag stands decides what may take its place. */
enum tag_place {
    TAG_IN_TEXT,
    TAG_ALONE,      /* first on its line */
    TAG_IN_ADDRESS, /* where a blank or a bracket would end the address */
};

/* Writes what a tag says to a reader: nothing, text, an image, a link. inside: what stands between its brackets. */
void shortcode_write(struct str inside, enum tag_place place, struct buf *out);

struct str shortcode_name(struct str inside);

/* Appends text so that HTML reads it as it is; a run of blanks with a line end in it is one blank. */
void shortcode_text(struct buf *out, struct str text);

#endif
