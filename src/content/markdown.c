/* markdown: converts Markdown to HTML with cmark. */
#include "markdown.h"

#include <cmark.h>
#include <stdlib.h>

#include "markdown_private.h"

static const int cmark_options = CMARK_OPT_UNSAFE | CMARK_OPT_VALIDATE_UTF8;

static void *reallocate(void *p, size_t n) {
    return xrealloc(p, n, 1);
}

/* cmark's own allocator aborts when out of memory, which would look like a crash of the parser. */
static const cmark_mem memory = {xcalloc, reallocate, free};

void markdown_note_to_html(struct str markdown, struct buf *html, struct markdown_note *note) {
    *cmark_get_default_mem_allocator() = memory;
    if (markdown_is_html(markdown)) {
        buf_add_str(html, markdown);
        return;
    }
    struct buf escaped = {0}, shown = {0}, quoted = {0};
    struct markdown_note found = {.is_note = note && note->is_note};
    if (markdown_drop_hidden(markdown, &shown, &found)) {
        markdown = buf_str(&shown);
    }
    if (markdown_admonitions(markdown, &quoted)) {
        markdown = buf_str(&quoted);
    }
    bool is_escaped = markdown_escape(markdown, &escaped);
    struct str source = is_escaped ? buf_str(&escaped) : markdown;
    struct cmark_node *root = cmark_parse_document(source.p, source.n, cmark_options);
    if (is_escaped) {
        markdown_footnotes(root);
    }
    markdown_wiki(root, source, &found);
    markdown_extend(root);
    if (is_escaped) {
        markdown_unescape(root);
    }
    char *rendered = cmark_render_html(root, cmark_options);
    buf_puts(html, rendered);
    free(rendered);
    cmark_node_free(root);
    buf_release(&escaped);
    buf_release(&shown);
    buf_release(&quoted);
    if (note) {
        *note = found;
    } else {
        buf_release(&found.tags);
    }
}

void markdown_to_html(struct str markdown, struct buf *html) {
    markdown_note_to_html(markdown, html, NULL);
}

const char *markdown_library(void) {
    return cmark_version_string();
}
