/* html_flow: puts text into the leaves of the document: collapses blanks, breaks lines, and creates no empty leaves. */
#include <string.h>

#include "html_private.h"
#include "text.h"

enum { BREAKS_MAX = 2 }; /* except in preformatted text: at most one blank line */

static bool leaf_has_text(const struct html *h) {
    return h->doc.leaf_open && h->doc.blocks[h->doc.block_count - 1].span_count;
}

void html_set_blank(struct html *h) {
    if (!h->blank && !h->breaks && leaf_has_text(h)) {
        h->blank = true;
        h->blank_bits = h->state.bits;
        h->blank_link = h->state.link;
    }
}

void html_break(struct html *h) {
    if (leaf_has_text(h)) {
        h->blank = false;
        h->breaks += h->state.pre || h->breaks < BREAKS_MAX;
    }
}

void html_boundary(struct html *h) {
    if (!h->state.flat) {
        h->doc.leaf_open = false;
        h->blank = false;
        h->breaks = 0;
    } else if (!h->breaks) {
        html_break(h);
    }
}

static void open_leaf(struct html *h) {
    if (!h->doc.leaf_open) {
        if (h->state.leaf == BLOCK_CELL) {
            html_open_row(h);
        }
        doc_leaf(&h->doc, h->state.leaf, h->state.level, h->state.leaf == BLOCK_CELL);
    }
}

/* Writes the pending breaks and blank, now that text follows. */
static void write_pending(struct html *h, unsigned bits, uint32_t link) {
    bool in_pre = h->doc.blocks[h->doc.block_count - 1].kind == BLOCK_PRE;
    for (; h->breaks; h->breaks--) {
        doc_span(&h->doc, STR("\n"), in_pre ? bits : SPAN_BREAK, in_pre ? link : 0);
    }
    if (h->blank) {
        doc_span(&h->doc, STR(" "), bits & h->blank_bits, link == h->blank_link ? link : 0);
    }
    h->blank = false;
}

void html_put(struct html *h, struct str clean_line, unsigned bits, uint32_t link) {
    open_leaf(h);
    write_pending(h, bits, link);
    doc_span(&h->doc, clean_line, bits, link);
    h->used_link = link ? link : h->used_link;
}

void html_put_apart(struct html *h, struct str text, uint32_t link) {
    html_set_blank(h);
    html_put(h, text, h->state.bits, link);
    html_set_blank(h);
}

void html_put_image(struct html *h, struct str alt, uint32_t link) {
    html_set_blank(h);
    html_put(h, alt, h->state.bits | SPAN_IMAGE, link);
    html_set_blank(h);
}

struct str html_clean_line(struct html *h, const char *text) {
    buf_reset(&h->words);
    h->options->faults |= text_clean_line(&h->words, str_from(text));
    return buf_str(&h->words);
}

/* Only blanks and no-break spaces, which many editors leave in empty elements. */
static bool is_empty(struct str text) {
    for (size_t i = 0; i < text.n; i++) {
        if (str_starts(str_slice(text, i, text.n), "\u00a0")) {
            i++;
        } else if (!is_blank(text.p[i])) {
            return false;
        }
    }
    return true;
}

/* One blank between words, none at the ends. Most text needs only its ends trimmed. */
static struct str collapse(struct html *h, struct str text) {
    if (text_is_squeezed(text)) {
        return str_trim(text);
    }
    buf_reset(&h->words);
    buf_reserve(&h->words, text.n);
    char *to = h->words.p;
    for (size_t i = 0; i < text.n; i++) {
        if (!is_blank(text.p[i])) {
            *to++ = text.p[i];
        } else if (to > h->words.p && to[-1] != ' ') {
            *to++ = ' ';
        }
    }
    to -= to > h->words.p && to[-1] == ' ';
    buf_truncate(&h->words, (size_t)(to - h->words.p));
    return buf_str(&h->words);
}

static void put_words(struct html *h, struct str text) {
    struct str words = collapse(h, text);
    if (!words.n || (!leaf_has_text(h) && is_empty(words))) {
        html_set_blank(h);
        return;
    }
    if (is_blank(text.p[0])) {
        html_set_blank(h);
    }
    html_put(h, words, h->state.bits, h->state.link);
    if (is_blank(text.p[text.n - 1])) {
        html_set_blank(h);
    }
}

static size_t line_end(struct str text, size_t from) {
    const char *end = memchr(text.p + from, '\n', text.n - from);
    return end ? (size_t)(end - text.p) : text.n;
}

/* Keeps lines as they are, except empty ones at the start and the end. */
static void put_lines(struct html *h, struct str text) {
    for (size_t from = 0; from < text.n;) {
        size_t end = line_end(text, from);
        if (end > from) {
            html_put(h, str_slice(text, from, end), h->state.bits, h->state.link);
        }
        if (end < text.n) {
            html_break(h);
        }
        from = end + 1;
    }
}

void html_flush(struct html *h) {
    if (!h->text.n) {
        return;
    }
    struct str text = buf_str(&h->text);
    if (!text_is_clean(text)) {
        buf_reset(&h->clean);
        h->options->faults |= text_clean(&h->clean, text);
        text = buf_str(&h->clean);
    }
    if (text.n && h->state.pre) {
        put_lines(h, text);
    } else if (text.n) {
        put_words(h, text);
    }
    buf_reset(&h->text);
}
