/* markdown_indent: restores HTML that became code because it is indented after a blank line. Older site generators treated it
 * as HTML. */
#include <cmark.h>
#include <string.h>

#include "markdown_private.h"

enum { CODE_COLUMN = 5 }; /* indented code begins here, but no fence does */

/* Elements that often contain blank lines, and are always closed. */
static const char *const elements[] = {"article", "blockquote", "div", "dl", "figure", "ol", "section", "table", "ul"};

static bool is_element(struct str name) {
    for (size_t i = 0; i < ARRAY_SIZE(elements); i++) {
        if (str_equal_nocase(name, str_from(elements[i]))) {
            return true;
        }
    }
    return false;
}

/* The number of open elements after it, given `open` before it. */
static int count_open(const char *html, int open) {
    for (const char *p = html; (p = strchr(p, '<'));) {
        bool closes = *++p == '/';
        struct str name = {p += closes, 0};
        while (is_letter(name.p[name.n])) {
            name.n++;
        }
        if (is_element(name)) {
            open += closes ? -1 : 1;
            open = open < 0 ? 0 : open;
        }
    }
    return open;
}

/* Only closing tags, which nobody shows as code. */
static bool only_closes(struct str text) {
    for (size_t at = 0; at < text.n;) {
        const char *end = memchr(text.p + at, '>', text.n - at);
        if (!end || !str_starts(str_slice(text, at, text.n), "</")) {
            return false;
        }
        at = (size_t)(end + 1 - text.p);
        while (at < text.n && strchr(" \t\n", text.p[at])) {
            at++;
        }
    }
    return true;
}

static bool is_html(cmark_node *code, int open) {
    struct str text = str_trim(str_from(cmark_node_get_literal(code)));
    cmark_node *before = cmark_node_previous(code);
    bool begins = text.n > 2 && text.p[0] == '<' && (is_letter(text.p[1]) || (text.p[1] == '/' && is_letter(text.p[2])));
    bool after_html = open || (before && cmark_node_get_type(before) == CMARK_NODE_HTML_BLOCK);
    bool indented =
        cmark_node_get_type(cmark_node_parent(code)) == CMARK_NODE_DOCUMENT && cmark_node_get_start_column(code) >= CODE_COLUMN;
    return begins && ((after_html && indented) || only_closes(text));
}

static void make_html(cmark_node *code) {
    cmark_node *html = cmark_node_new(CMARK_NODE_HTML_BLOCK);
    cmark_node_set_literal(html, cmark_node_get_literal(code));
    cmark_node_replace(code, html);
    cmark_node_free(code);
}

void markdown_indent(struct cmark_node *root) {
    int open = 0;
    cmark_iter *iter = cmark_iter_new(root);
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        bool is_code_html = type == CMARK_NODE_CODE_BLOCK && is_html(node, open);
        if (is_code_html || type == CMARK_NODE_HTML_BLOCK) {
            open = count_open(cmark_node_get_literal(node), open);
        }
        if (is_code_html) {
            make_html(node);
        }
    }
    cmark_iter_free(iter);
}
