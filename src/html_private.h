/* What the files of html share: what each tag means. */
#ifndef COURANT_HTML_PRIVATE_H
#define COURANT_HTML_PRIVATE_H

#include "doc.h"

enum tag_role {
    ROLE_INLINE,    /* nothing but its bits: also every unknown tag */
    ROLE_BLOCK,     /* a boundary between paragraphs */
    ROLE_LEAF,      /* its text is one leaf of `kind` */
    ROLE_CONTAINER, /* a container of `kind` */
    ROLE_SKIP,      /* with all that is in it */
    ROLE_BREAK,
    ROLE_RULE,
    ROLE_LINK,
    ROLE_IMAGE,
    ROLE_LIST,
    ROLE_ITEM,
    ROLE_CHECKBOX,
    ROLE_TABLE,
    ROLE_ROW,
    ROLE_CELL,
    ROLE_QUOTED, /* its text in quotation marks */
    ROLE_EMBED,  /* something that is shown elsewhere: a link to it */
};

struct tag {
    const char *name;
    enum tag_role role;
    enum block_kind kind;
    int level;
    unsigned bits; /* span_bits */
};

const struct tag *html_tag(const char *name); /* never NULL: an unknown one is inline without bits */

#endif
