/* markdown: CommonMark through cmark. */
#include "markdown.h"

#include <cmark.h>
#include <stdlib.h>

void markdown_to_html(struct str markdown, struct buf *html) {
    char *text = cmark_markdown_to_html(markdown.p, markdown.n, CMARK_OPT_UNSAFE | CMARK_OPT_VALIDATE_UTF8);
    if (!text) {
        die("out of memory (reading Markdown)");
    }
    buf_puts(html, text);
    free(text);
}
