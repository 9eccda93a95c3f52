/* doc: builds a document. */
#include "doc.h"

#include <stdlib.h>
#include <string.h>

bool block_is_container(enum block_kind kind) {
    return kind >= BLOCK_QUOTE;
}

void doc_build(struct doc_builder *b) {
    *b = (struct doc_builder){.parent = BLOCK_NO_PARENT};
}

static int add_block(struct doc_builder *b, struct block block) {
    b->blocks = grow(b->blocks, b->block_count, &b->block_capacity, sizeof *b->blocks);
    b->blocks[b->block_count] = block;
    return (int)b->block_count++;
}

static void add_span(struct doc_builder *b, struct span span) {
    b->spans = grow(b->spans, b->span_count, &b->span_capacity, sizeof *b->spans);
    b->spans[b->span_count++] = span;
}

static int new_block(struct doc_builder *b, enum block_kind kind, int level, int number) {
    b->leaf_open = !block_is_container(kind);
    return add_block(b, (struct block){kind, level, number, b->parent, b->span_count, 0});
}

int doc_open(struct doc_builder *b, enum block_kind container, int level, int number) {
    b->parent = new_block(b, container, level, number);
    return b->parent;
}

void doc_close(struct doc_builder *b) {
    b->leaf_open = false;
    if (b->parent != BLOCK_NO_PARENT) {
        b->parent = b->blocks[b->parent].parent;
    }
}

void doc_leaf(struct doc_builder *b, enum block_kind leaf, int level, int number) {
    new_block(b, leaf, level, number);
}

uint32_t doc_link(struct doc_builder *b, struct str url) {
    b->links = grow(b->links, b->link_count, &b->link_capacity, sizeof *b->links);
    b->links[b->link_count++].url = (struct str){NULL, url.n}; /* the pointer is set when urls no longer grows */
    buf_add_str(&b->urls, url);
    return (uint32_t)b->link_count;
}

/* Adjacent pieces of the same kind become one span. */
static bool extends_span(const struct doc_builder *b, unsigned bits, uint32_t link) {
    if (!b->span_count || !b->blocks[b->block_count - 1].span_count || (bits & (SPAN_BREAK | SPAN_IMAGE))) {
        return false;
    }
    const struct span *last = &b->spans[b->span_count - 1];
    return last->bits == bits && last->link == link;
}

void doc_span(struct doc_builder *b, struct str clean_text, unsigned bits, uint32_t link) {
    if (!clean_text.n && !(bits & SPAN_IMAGE)) {
        return;
    }
    if (!b->leaf_open) {
        doc_leaf(b, BLOCK_PARAGRAPH, 0, 0);
    }
    struct block *leaf = &b->blocks[b->block_count - 1];
    if (!leaf->span_count && b->text.n) {
        buf_putc(&b->text, '\n');
    }
    if (clean_text.n > UINT32_MAX - b->text.n) {
        die("document too large");
    }
    if (extends_span(b, bits, link)) {
        b->spans[b->span_count - 1].length += (uint32_t)clean_text.n;
    } else {
        add_span(b, (struct span){(uint32_t)b->text.n, (uint32_t)clean_text.n, (uint16_t)bits, link});
        leaf->span_count++;
    }
    buf_add_str(&b->text, clean_text);
}

void doc_append(struct doc_builder *b, const struct doc *d) {
    if (b->text.n && d->text.n) {
        buf_putc(&b->text, '\n');
    }
    if (d->text.n > UINT32_MAX - b->text.n) {
        die("document too large");
    }
    uint32_t text = (uint32_t)b->text.n, links = (uint32_t)b->link_count;
    size_t blocks = b->block_count, spans = b->span_count;
    for (size_t i = 0; i < d->block_count; i++) {
        struct block block = d->blocks[i];
        block.parent = block.parent == BLOCK_NO_PARENT ? b->parent : block.parent + (int)blocks;
        block.first_span += spans;
        add_block(b, block);
    }
    for (size_t i = 0; i < d->span_count; i++) {
        struct span span = d->spans[i];
        span.offset += text;
        span.link += span.link ? links : 0;
        add_span(b, span);
    }
    for (size_t i = 0; i < d->link_count; i++) {
        doc_link(b, d->links[i].url);
    }
    buf_add_str(&b->text, d->text);
    b->leaf_open = false;
}

static void *copy(struct arena *arena, const void *array, size_t count, size_t size) {
    void *p = arena_alloc(arena, count, size);
    if (count) {
        memcpy(p, array, count * size);
    }
    return p;
}

static void release(struct doc_builder *b) {
    buf_release(&b->text);
    buf_release(&b->urls);
    free(b->blocks);
    free(b->spans);
    free(b->links);
    doc_build(b);
}

void doc_build_end(struct doc_builder *b, struct arena *arena, struct doc *out) {
    *out = (struct doc){
        .text = arena_copy(arena, buf_str(&b->text)),
        .blocks = copy(arena, b->blocks, b->block_count, sizeof *b->blocks),
        .block_count = b->block_count,
        .spans = copy(arena, b->spans, b->span_count, sizeof *b->spans),
        .span_count = b->span_count,
        .links = copy(arena, b->links, b->link_count, sizeof *b->links),
        .link_count = b->link_count,
    };
    const char *url = arena_copy(arena, buf_str(&b->urls)).p;
    for (size_t i = 0; i < out->link_count; i++) {
        out->links[i].url.p = url;
        url += out->links[i].url.n;
    }
    release(b);
}

static bool is_blank_line(struct str line) {
    return !str_trim(line).n;
}

static struct str take_line(struct str *rest) {
    const char *end = rest->n ? memchr(rest->p, '\n', rest->n) : NULL;
    size_t n = end ? (size_t)(end - rest->p) : rest->n;
    struct str line = {rest->p, n};
    *rest = str_slice(*rest, end ? n + 1 : n, rest->n);
    return line;
}

void doc_from_plain(struct str text, struct arena *arena, struct doc *out) {
    struct doc_builder b;
    doc_build(&b);
    while (text.n) {
        struct str line = take_line(&text);
        if (is_blank_line(line)) {
            b.leaf_open = false;
            continue;
        }
        if (b.leaf_open) {
            doc_span(&b, STR("\n"), 0, 0);
        }
        doc_span(&b, str_trim(line), 0, 0);
    }
    doc_build_end(&b, arena, out);
}
