/* markdown_nodes: small helpers for cmark's tree and its text. */
#include <cmark.h>
#include <string.h>

#include "markdown_private.h"

struct cmark_node *markdown_node_text(struct str text) {
    struct cmark_node *node = cmark_node_new(CMARK_NODE_TEXT);
    struct buf copy = {0};
    buf_add_str(&copy, text);
    cmark_node_set_literal(node, buf_cstr(&copy));
    buf_release(&copy);
    return node;
}

struct cmark_node *markdown_node_html(const char *html) {
    struct cmark_node *node = cmark_node_new(CMARK_NODE_HTML_INLINE);
    cmark_node_set_literal(node, html);
    return node;
}

struct cmark_node *markdown_next_text(struct cmark_iter *iter, int *links) {
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
            *links += event == CMARK_EVENT_ENTER ? 1 : -1;
        } else if (type == CMARK_NODE_TEXT && !*links) {
            return node;
        }
    }
    return NULL;
}

bool markdown_has(struct str s, const char *what) {
    const char *end = s.p + s.n;
    size_t n = strlen(what);
    for (const char *p = s.p; p < end && (p = memchr(p, what[0], (size_t)(end - p))); p++) {
        if ((size_t)(end - p) >= n && !memcmp(p, what, n)) {
            return true;
        }
    }
    return false;
}

bool markdown_is_line_end(struct cmark_node *node) {
    return cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK || cmark_node_get_type(node) == CMARK_NODE_LINEBREAK;
}
