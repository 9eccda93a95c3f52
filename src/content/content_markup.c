/* content_markup: converts Markdown and HTML in a subtitle or summary to plain text. It is processed like a body; but as it is
 * a line or two of prose, nothing in it starts a heading, a list or a quote. */
#include <string.h>

#include "content_private.h"
#include "html.h"
#include "markdown.h"

static bool has_markup(struct str s) {
    static const char marks[] = "*_`[\\<&~";
    for (const char *mark = marks; *mark; mark++) {
        if (s.n && memchr(s.p, *mark, s.n)) {
            return true;
        }
    }
    return false;
}

/* "# 1" and "1. May" are not a heading and a list here. */
static void put_line_start(struct buf *out, struct str line) {
    size_t digits = 0;
    while (digits < line.n && line.p[digits] >= '0' && line.p[digits] <= '9') {
        digits++;
    }
    buf_add(out, line.p, digits);
    if (digits < line.n && strchr(digits ? ".)" : "#>+-=~|", line.p[digits])) {
        buf_putc(out, '\\');
    }
}

/* A star inside a word is literal: "2*3*4". */
static bool is_in_word(struct str line, size_t i) {
    return line.p[i] == '*' && i && i + 1 < line.n && is_word_byte(line.p[i - 1]) && is_word_byte(line.p[i + 1]);
}

/* An unknown tag is prose: "x<y and y>z". */
static void put_line(struct buf *out, struct str line) {
    bool parts;
    put_line_start(out, line);
    size_t i = 0;
    while (i < line.n && line.p[i] >= '0' && line.p[i] <= '9') {
        i++;
    }
    for (; i < line.n; i++) {
        if (is_in_word(line, i) || (line.p[i] == '<' && !article_tag(str_slice(line, i, line.n), &parts))) {
            buf_putc(out, '\\');
        }
        buf_putc(out, line.p[i]);
    }
    buf_putc(out, '\n');
}

static struct str plain(struct str text, struct arena *arena) {
    struct buf markdown = {0}, html = {0};
    struct html_options options = {.faults = 0};
    struct doc doc;
    while (text.n) {
        const char *end = memchr(text.p, '\n', text.n);
        size_t n = end ? (size_t)(end - text.p) : text.n;
        put_line(&markdown, str_trim(str_slice(text, 0, n)));
        text = str_slice(text, n + 1, text.n);
    }
    markdown_to_html(buf_str(&markdown), &html);
    html_to_doc(buf_str(&html), &options, arena, &doc);
    buf_release(&markdown);
    buf_release(&html);
    return str_trim(doc.text);
}

void content_make_plain(struct article *a, struct arena *arena) {
    for (size_t i = 0; i < field_count; i++) {
        if (fields[i].flags & FIELD_MARKDOWN && has_markup(*field_str(&fields[i], a))) {
            *field_str(&fields[i], a) = plain(*field_str(&fields[i], a), arena);
        }
    }
}
