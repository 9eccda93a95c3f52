/* doc_title: the heading that names a document, and the document without it. */
#include <string.h>

#include "doc.h"

static struct str text_of(const struct doc *d, const struct block *block) {
    if (!block->span_count) {
        return STR_NONE;
    }
    const struct span *first = &d->spans[block->first_span], *last = first + block->span_count - 1;
    return str_slice(d->text, first->offset, (size_t)last->offset + last->length);
}

struct str doc_title(const struct doc *d, size_t *heading) {
    bool first = true;
    for (size_t i = 0; i < d->block_count; i++) {
        const struct block *block = &d->blocks[i];
        struct str text = text_of(d, block);
        if (block->kind == BLOCK_HEADING && str_trim(text).n) {
            *heading = i;
            return first || block->level == 1 ? text : STR_NONE;
        }
        first = first && (block_is_container(block->kind) || block->kind == BLOCK_HEADING);
    }
    return STR_NONE;
}

static bool has_link(const struct doc *d, const struct block *block) {
    for (size_t i = 0; i < block->span_count; i++) {
        if (d->spans[block->first_span + i].link) {
            return true;
        }
    }
    return false;
}

/* Cuts the text of the leaf and the newline that separates it from its neighbour. */
static size_t cut_text(struct doc *d, struct str leaf, struct arena *arena) {
    size_t from = (size_t)(leaf.p - d->text.p), to = from + leaf.n;
    if (to < d->text.n) {
        to++;
    } else if (from) {
        from--;
    }
    struct str before = str_slice(d->text, 0, from), after = str_slice(d->text, to, d->text.n);
    d->text = arena_printf(arena, "%.*s%.*s", (int)before.n, before.p, (int)after.n, after.p);
    return to - from;
}

void doc_drop_heading(struct doc *d, size_t heading, struct arena *arena) {
    const struct block dropped = d->blocks[heading];
    if (dropped.parent != BLOCK_NO_PARENT || has_link(d, &dropped)) {
        return;
    }
    size_t after = dropped.first_span + dropped.span_count;
    uint32_t cut = (uint32_t)cut_text(d, text_of(d, &dropped), arena);
    for (size_t i = after; i < d->span_count; i++) {
        d->spans[i].offset -= cut;
        d->spans[i - dropped.span_count] = d->spans[i];
    }
    for (size_t i = heading + 1; i < d->block_count; i++) {
        struct block *block = &d->blocks[i];
        block->first_span -= dropped.span_count;
        block->parent -= block->parent > (int)heading;
        d->blocks[i - 1] = *block;
    }
    d->span_count -= dropped.span_count;
    d->block_count--;
}
