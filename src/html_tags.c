/* html_tags: the table of tags that mean something to a reader. */
#include <stdlib.h>
#include <string.h>

#include "html_private.h"

/* Sorted by name, for bsearch. */
static const struct tag tags[] = {
    {"a", ROLE_LINK, 0, 0, 0},
    {"address", ROLE_BLOCK, 0, 0, 0},
    {"article", ROLE_BLOCK, 0, 0, 0},
    {"aside", ROLE_BLOCK, 0, 0, 0},
    {"audio", ROLE_EMBED, 0, 0, 0},
    {"b", ROLE_INLINE, 0, 0, SPAN_STRONG},
    {"blockquote", ROLE_CONTAINER, BLOCK_QUOTE, 0, 0},
    {"body", ROLE_BLOCK, 0, 0, 0},
    {"br", ROLE_BREAK, 0, 0, 0},
    {"button", ROLE_INLINE, 0, 0, 0},
    {"caption", ROLE_LEAF, BLOCK_CAPTION, 0, 0},
    {"center", ROLE_BLOCK, 0, 0, 0},
    {"cite", ROLE_INLINE, 0, 0, SPAN_EM},
    {"code", ROLE_INLINE, 0, 0, SPAN_CODE},
    {"dd", ROLE_CONTAINER, BLOCK_DEFINITION, 0, 0},
    {"del", ROLE_INLINE, 0, 0, SPAN_STRIKE},
    {"details", ROLE_BLOCK, 0, 0, 0},
    {"dfn", ROLE_INLINE, 0, 0, SPAN_EM},
    {"dir", ROLE_LIST, BLOCK_LIST, 0, 0},
    {"div", ROLE_BLOCK, 0, 0, 0},
    {"dl", ROLE_BLOCK, 0, 0, 0},
    {"dt", ROLE_LEAF, BLOCK_TERM, 0, 0},
    {"em", ROLE_INLINE, 0, 0, SPAN_EM},
    {"embed", ROLE_EMBED, 0, 0, 0},
    {"fieldset", ROLE_BLOCK, 0, 0, 0},
    {"figcaption", ROLE_LEAF, BLOCK_CAPTION, 0, 0},
    {"figure", ROLE_BLOCK, 0, 0, 0},
    {"footer", ROLE_BLOCK, 0, 0, 0},
    {"form", ROLE_BLOCK, 0, 0, 0},
    {"h1", ROLE_LEAF, BLOCK_HEADING, 1, 0},
    {"h2", ROLE_LEAF, BLOCK_HEADING, 2, 0},
    {"h3", ROLE_LEAF, BLOCK_HEADING, 3, 0},
    {"h4", ROLE_LEAF, BLOCK_HEADING, 4, 0},
    {"h5", ROLE_LEAF, BLOCK_HEADING, 5, 0},
    {"h6", ROLE_LEAF, BLOCK_HEADING, 6, 0},
    {"head", ROLE_SKIP, 0, 0, 0},
    {"header", ROLE_BLOCK, 0, 0, 0},
    {"hr", ROLE_RULE, 0, 0, 0},
    {"html", ROLE_BLOCK, 0, 0, 0},
    {"i", ROLE_INLINE, 0, 0, SPAN_EM},
    {"iframe", ROLE_EMBED, 0, 0, 0},
    {"img", ROLE_IMAGE, 0, 0, SPAN_IMAGE},
    {"input", ROLE_CHECKBOX, 0, 0, 0},
    {"ins", ROLE_INLINE, 0, 0, SPAN_UNDERLINE},
    {"kbd", ROLE_INLINE, 0, 0, SPAN_CODE},
    {"legend", ROLE_BLOCK, 0, 0, SPAN_STRONG},
    {"li", ROLE_ITEM, BLOCK_ITEM, 0, 0},
    {"main", ROLE_BLOCK, 0, 0, 0},
    {"mark", ROLE_INLINE, 0, 0, SPAN_MARK},
    {"menu", ROLE_LIST, BLOCK_LIST, 0, 0},
    {"nav", ROLE_BLOCK, 0, 0, 0},
    {"object", ROLE_BLOCK, 0, 0, 0},
    {"ol", ROLE_LIST, BLOCK_LIST, 0, 0},
    {"p", ROLE_LEAF, BLOCK_PARAGRAPH, 0, 0},
    {"pre", ROLE_LEAF, BLOCK_PRE, 0, 0},
    {"q", ROLE_QUOTED, 0, 0, 0},
    {"s", ROLE_INLINE, 0, 0, SPAN_STRIKE},
    {"samp", ROLE_INLINE, 0, 0, SPAN_CODE},
    {"script", ROLE_SKIP, 0, 0, 0},
    {"section", ROLE_BLOCK, 0, 0, 0},
    {"strike", ROLE_INLINE, 0, 0, SPAN_STRIKE},
    {"strong", ROLE_INLINE, 0, 0, SPAN_STRONG},
    {"style", ROLE_SKIP, 0, 0, 0},
    {"sub", ROLE_INLINE, 0, 0, SPAN_SUB},
    {"summary", ROLE_BLOCK, 0, 0, SPAN_STRONG},
    {"sup", ROLE_INLINE, 0, 0, SPAN_SUP},
    {"svg", ROLE_SKIP, 0, 0, 0},
    {"table", ROLE_TABLE, BLOCK_TABLE, 0, 0},
    {"td", ROLE_CELL, BLOCK_CELL, 0, 0},
    {"template", ROLE_SKIP, 0, 0, 0},
    {"th", ROLE_CELL, BLOCK_CELL, 0, 0},
    {"title", ROLE_SKIP, 0, 0, 0},
    {"tr", ROLE_ROW, BLOCK_ROW, 0, 0},
    {"tt", ROLE_INLINE, 0, 0, SPAN_CODE},
    {"u", ROLE_INLINE, 0, 0, SPAN_UNDERLINE},
    {"ul", ROLE_LIST, BLOCK_LIST, 0, 0},
    {"var", ROLE_INLINE, 0, 0, SPAN_EM},
    {"video", ROLE_EMBED, 0, 0, 0},
};

static int by_name(const void *name, const void *tag) {
    return strcmp(name, ((const struct tag *)tag)->name);
}

const struct tag *html_tag(const char *name) {
    static const struct tag unknown = {"", ROLE_INLINE, 0, 0, 0};
    const struct tag *found = bsearch(name, tags, LENGTH(tags), sizeof tags[0], by_name);
    return found ? found : &unknown;
}
