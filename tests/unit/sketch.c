/* sketch: a document on one line. */
#include "sketch.h"

#include "html.h"
#include "markdown.h"

static const char *const names[BLOCK_KIND_COUNT] = {
    [BLOCK_PARAGRAPH] = "p", [BLOCK_HEADING] = "h", [BLOCK_PRE] = "pre",         [BLOCK_RULE] = "hr",
    [BLOCK_CELL] = "cell",   [BLOCK_TERM] = "term", [BLOCK_CAPTION] = "caption", [BLOCK_QUOTE] = "quote",
    [BLOCK_LIST] = "list",   [BLOCK_ITEM] = "item", [BLOCK_DEFINITION] = "def",  [BLOCK_TABLE] = "table",
    [BLOCK_ROW] = "row",
};

static const struct {
    unsigned bit;
    const char *name;
} looks[] = {
    {SPAN_STRONG, "strong"}, {SPAN_EM, "em"},  {SPAN_CODE, "code"}, {SPAN_STRIKE, "struck"}, {SPAN_UNDERLINE, "under"},
    {SPAN_MARK, "marked"},   {SPAN_SUP, "up"}, {SPAN_SUB, "down"},  {SPAN_IMAGE, "image"},
};

static void add_span(const struct doc *d, const struct span *span, struct buf *out) {
    struct str text = str_slice(d->text, span->offset, (size_t)span->offset + span->length);
    size_t start = out->n;
    if (span->bits & SPAN_BREAK) {
        buf_puts(out, "/");
        return;
    }
    buf_puts(out, "{");
    for (size_t i = 0; i < ARRAY_SIZE(looks); i++) {
        if (span->bits & looks[i].bit) {
            buf_puts(out, out->n > start + 1 ? " " : "");
            buf_puts(out, looks[i].name);
        }
    }
    if (span->link) {
        buf_printf(out, "@%u", (unsigned)span->link);
    }
    bool plain = out->n == start + 1;
    if (plain) {
        buf_truncate(out, start);
    }
    buf_puts(out, plain ? "" : ":");
    buf_add_str(out, text);
    buf_puts(out, plain ? "" : "}");
}

static void add_details(const struct block *b, struct buf *out) {
    static const char *const alignments[] = {"", "=", ">"}, *const boxes[] = {"", "-", "+"};
    if (b->kind == BLOCK_HEADING) {
        buf_printf(out, "%d", b->level);
    } else if (b->kind == BLOCK_CELL) {
        buf_puts(out, alignments[b->level]);
        if (b->number != 1) {
            buf_printf(out, "*%d", b->number);
        }
    } else if (b->kind == BLOCK_ITEM) {
        buf_puts(out, boxes[b->level]);
        if (b->number) {
            buf_printf(out, " %d.", b->number - 1);
        }
    } else if (b->kind == BLOCK_LIST || b->kind == BLOCK_ROW) {
        buf_puts(out, !b->level ? "" : b->kind == BLOCK_LIST ? "~" : "!");
    }
}

static void close_to(const struct doc *d, int *open, int parent, struct buf *out) {
    for (; *open != parent && *open != BLOCK_NO_PARENT; *open = d->blocks[*open].parent) {
        buf_putc(out, ']');
    }
}

void sketch(const struct doc *d, struct buf *out) {
    int open = BLOCK_NO_PARENT;
    for (size_t i = 0; i < d->block_count; i++) {
        const struct block *b = &d->blocks[i];
        close_to(d, &open, b->parent, out);
        buf_puts(out, i && out->p[out->n - 1] != '[' ? " " : "");
        buf_puts(out, names[b->kind]);
        add_details(b, out);
        if (block_is_container(b->kind)) {
            buf_putc(out, '[');
            open = (int)i;
            continue;
        }
        buf_puts(out, b->kind == BLOCK_RULE ? "" : "'");
        for (size_t j = 0; j < b->span_count; j++) {
            add_span(d, &d->spans[b->first_span + j], out);
        }
        buf_puts(out, b->kind == BLOCK_RULE ? "" : "'");
    }
    close_to(d, &open, BLOCK_NO_PARENT, out);
}

static void sketch_text(struct str html, struct buf *out) {
    struct arena arena;
    struct doc d;
    struct html_options options = {.faults = 0};
    arena_init(&arena);
    html_to_doc(html, &options, &arena, &d);
    sketch(&d, out);
    arena_release(&arena);
}

void sketch_html(const char *html, struct buf *out) {
    sketch_text(str_from(html), out);
}

void sketch_markdown(const char *markdown, struct buf *out) {
    struct buf html = {0};
    markdown_to_html(str_from(markdown), &html);
    sketch_text(buf_str(&html), out);
    buf_release(&html);
}
