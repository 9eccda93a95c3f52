/* markdown_abbreviations: "*[NHS]: National Health Service", which PHP Markdown Extra and kramdown show as a hint over each use
 * of the abbreviation. Here they are a list at the end of the text. */
#include <string.h>

#include "markdown_templates.h"

/* The offset of the "]:" after the abbreviation in such a line; 0: it is none. */
static size_t label_end(struct str line) {
    const char *end = str_starts(line, "*[") ? memchr(line.p, ']', line.n) : NULL;
    size_t n = end ? (size_t)(end - line.p) : 0;
    return n > 2 && n + 1 < line.n && line.p[n + 1] == ':' ? n : 0;
}

bool abbreviation_starts(struct str line) {
    return label_end(line) > 0;
}

size_t abbreviation_line(struct str text, struct buf *list) {
    struct str line = str_line(text);
    size_t end = label_end(line);
    if (!end) {
        return 0;
    }
    struct str expansion = str_trim(str_slice(line, end + 2, line.n));
    if (expansion.n) {
        buf_puts(list, "<dt>");
        shortcode_escape(list, str_slice(line, 2, end));
        buf_puts(list, "</dt><dd>");
        shortcode_escape(list, expansion);
        buf_puts(list, "</dd>");
    }
    return line.n + (line.n < text.n);
}
