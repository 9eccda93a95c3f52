/* markdown_html: where HTML begins and ends in Markdown; detects bodies that are pure HTML, which need no Markdown parser: most
 * bodies of an archive are. */
#include <string.h>

#include "markdown_private.h"
#include "markdown_templates.h"

/* Tags that at the start of a line begin an HTML block that continues to the next blank line, whatever it contains. */
static const char *const tags[] = {
    "p",     "h1",   "h2",         "h3", "h4", "h5", "h6",      "ul",     "ol",      "li",     "div",     "blockquote",
    "table", "hr",   "section",    "dl", "dt", "dd", "article", "figure", "details", "aside",  "nav",     "header",
    "main",  "form", "figcaption", "tr", "td", "th", "tbody",   "thead",  "tfoot",   "center", "summary", "footer",
};

static bool is_tag(struct str name) {
    for (size_t i = 0; i < ARRAY_SIZE(tags); i++) {
        if (str_is(name, tags[i])) {
            return true;
        }
    }
    return false;
}

static bool starts_block(struct str line) {
    size_t i = 0;
    while (i < line.n && line.p[i] == ' ') {
        i++;
    }
    if (i > 3 || i == line.n || line.p[i] != '<') {
        return false;
    }
    size_t name = i + 1 + (i + 1 < line.n && line.p[i + 1] == '/'), end = name;
    while (end < line.n && !memchr(" \t/>", line.p[end], 4)) {
        end++;
    }
    return is_tag(str_slice(line, name, end)) && (end == line.n || line.p[end] != '/');
}

static bool is_blank_line(struct str line) {
    return !str_trim(line).n;
}

/* <div markdown="1">, <div markdown>: kramdown and MkDocs read what it holds as Markdown. */
static bool holds_markdown(struct str line) {
    const char *attribute = memmem(line.p, line.n, " markdown", 9), *end = memchr(line.p, '>', line.n);
    return attribute && end > attribute && strchr("=> ", attribute[9]) && !memmem(line.p, line.n, "markdown=\"0", 11);
}

/* A line that is one tag of HTML, by itself. */
static bool is_tag_line(struct str line) {
    line = str_trim(line);
    char first = line.n > 2 ? line.p[1 + (line.p[1] == '/')] : '!';
    return line.n > 2 && line.p[0] == '<' && memchr(line.p, '>', line.n) == line.p + line.n - 1 && first >= 'a' && first <= 'z';
}

bool html_scan_line(struct html_scan *h, struct str line, bool after_blank) {
    if (is_blank_line(line)) {
        h->in_block = false;
        return false;
    }
    struct str text = str_trim(line);
    if (text.p[0] != '<') {
        return false;
    }
    h->in_block |= starts_block(line) || (after_blank && is_tag_line(line));
    h->markdown_inside |= h->in_block && holds_markdown(text);
    if (h->markdown_inside && text.p[text.n - 1] == '>') {
        h->in_block = false;
        return true;
    }
    return false;
}

bool markdown_is_html(struct str markdown) {
    bool in_block = false;
    if (markdown.n && memchr(markdown.p, '\r', markdown.n)) {
        return false; /* it may end its line by itself */
    }
    while (markdown.n) {
        const char *end = memchr(markdown.p, '\n', markdown.n);
        struct str line = str_slice(markdown, 0, end ? (size_t)(end - markdown.p) : markdown.n);
        markdown = str_slice(markdown, line.n + 1, markdown.n);
        if (is_blank_line(line)) {
            in_block = false;
        } else if (!in_block && !starts_block(line)) {
            return false;
        } else {
            in_block = true;
        }
    }
    return true;
}
