/* doc_pack: serialises a document. The tree is stored as the number of containers that each block closes, and the spans as gaps
 * and lengths, so that any bytes yield a valid tree and ordered spans. The text comes first, as doc_packed_text reads nothing
 * else. */
#include "doc.h"
#include "pack.h"
#include "text.h"

void doc_pack(struct buf *b, const struct doc *d) {
    pack_str(b, d->text);
    pack_uint(b, d->link_count);
    for (size_t i = 0; i < d->link_count; i++) {
        pack_str(b, d->links[i].url);
    }
    pack_uint(b, d->block_count);
    int open = BLOCK_NO_PARENT;
    for (size_t i = 0; i < d->block_count; i++) {
        const struct block *block = &d->blocks[i];
        unsigned closed = 0;
        for (; open != block->parent && open != BLOCK_NO_PARENT; closed++) {
            open = d->blocks[open].parent;
        }
        pack_uint(b, closed);
        pack_uint(b, block->kind);
        pack_int(b, block->level);
        pack_int(b, block->number);
        pack_uint(b, block_is_container(block->kind) ? 0 : block->span_count);
        open = block_is_container(block->kind) ? (int)i : open;
    }
    pack_uint(b, d->span_count);
    size_t end = 0;
    for (size_t i = 0; i < d->span_count; i++) {
        const struct span *span = &d->spans[i];
        pack_uint(b, span->offset - end);
        pack_uint(b, span->length);
        pack_uint(b, span->bits);
        pack_uint(b, span->link);
        end = (size_t)span->offset + span->length;
    }
}

static int unpack_small(struct unpack *u) {
    int64_t value = unpack_int(u);
    if (value < INT32_MIN || value > INT32_MAX) {
        u->bad = true;
    }
    return (int)value;
}

/* A count of items of at least `least` bytes each, which may take no more memory than a parsed body could. */
static size_t count_of(struct unpack *u, size_t least, size_t size) {
    enum { MEMORY_MAX = 256 << 20 };
    size_t count = unpack_count(u);
    if (count > (size_t)(u->end - u->p) / least || count > MEMORY_MAX / size) {
        u->bad = true;
        return 0;
    }
    return count;
}

static void unpack_links(struct unpack *u, struct doc *d, struct arena *arena) {
    d->link_count = count_of(u, 1, sizeof *d->links);
    d->links = arena_alloc(arena, d->link_count, sizeof *d->links);
    for (size_t i = 0; i < d->link_count; i++) {
        d->links[i].url = unpack_str(u);
        u->bad |= !text_is_clean(d->links[i].url);
    }
}

static void unpack_block(struct unpack *u, const struct doc *d, struct block *block, int open) {
    for (uint64_t closed = unpack_uint(u); closed && !u->bad; closed--) {
        if (open == BLOCK_NO_PARENT) {
            u->bad = true;
            return;
        }
        open = d->blocks[open].parent;
    }
    uint64_t kind = unpack_uint(u);
    u->bad |= kind >= BLOCK_KIND_COUNT;
    *block = (struct block){.kind = (enum block_kind)kind, .parent = open};
    block->level = unpack_small(u);
    block->number = unpack_small(u);
    block->span_count = unpack_count(u);
    u->bad |= block->span_count && block_is_container(block->kind);
}

/* Returns the number of spans of all blocks. */
static size_t unpack_blocks(struct unpack *u, struct doc *d, struct arena *arena) {
    size_t spans = 0;
    int open = BLOCK_NO_PARENT;
    d->block_count = count_of(u, 5, sizeof *d->blocks);
    d->blocks = arena_alloc(arena, d->block_count, sizeof *d->blocks);
    u->bad |= d->block_count > INT32_MAX;
    for (size_t i = 0; i < d->block_count && !u->bad; i++) {
        struct block *block = &d->blocks[i];
        unpack_block(u, d, block, open);
        block->first_span = spans;
        spans += block->span_count;
        open = block_is_container(block->kind) ? (int)i : block->parent;
    }
    return spans;
}

/* False inside a character. */
static bool may_cut(struct str text, uint64_t offset) {
    return offset == text.n || ((unsigned char)text.p[offset] & 0xc0) != 0x80;
}

static void unpack_spans(struct unpack *u, struct doc *d, struct arena *arena) {
    d->span_count = count_of(u, 4, sizeof *d->spans);
    d->spans = arena_alloc(arena, d->span_count, sizeof *d->spans);
    uint64_t end = 0;
    for (size_t i = 0; i < d->span_count && !u->bad; i++) {
        uint64_t gap = unpack_uint(u), length = unpack_uint(u), bits = unpack_uint(u), link = unpack_uint(u);
        if (gap > d->text.n - end || length > d->text.n - end - gap || bits > UINT16_MAX || link > d->link_count) {
            u->bad = true;
            return;
        }
        u->bad |= !may_cut(d->text, end + gap) || !may_cut(d->text, end + gap + length);
        d->spans[i] = (struct span){(uint32_t)(end + gap), (uint32_t)length, (uint16_t)bits, (uint32_t)link};
        end += gap + length;
    }
}

int doc_unpack(struct str bytes, struct doc *d, struct arena *arena) {
    struct unpack u = unpack_from(bytes);
    *d = (struct doc){.text = unpack_str(&u)};
    unpack_links(&u, d, arena);
    size_t spans = unpack_blocks(&u, d, arena);
    unpack_spans(&u, d, arena);
    if (u.bad || u.p != u.end || spans != d->span_count || d->text.n > UINT32_MAX || !text_is_clean(d->text)) {
        *d = (struct doc){.text = STR_NONE};
        return -1;
    }
    return 0;
}

struct str doc_packed_text(struct str bytes) {
    struct unpack u = unpack_from(bytes);
    return unpack_str(&u);
}
