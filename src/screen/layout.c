/* layout: walks the blocks of a document and starts the lines: indents, markers, blank lines. */
#include "layout.h"

#include <stdlib.h>
#include <string.h>

#include "layout_private.h"

static struct str item_marker(struct layout *l, const struct block *item, int list_depth) {
    static const char *const bullets[2][3] = {{"• ", "◦ ", "▪ "}, {"- ", "* ", "+ "}};
    static const char *const boxes[] = {"", "[ ] ", "[x] "};
    const char *box = boxes[item->level >= 0 && item->level <= 2 ? item->level : 0];
    if (!item->number) {
        return str_from(*box ? box : bullets[l->options.ascii][(list_depth > 0 ? list_depth - 1 : 0) % 3]);
    }
    int digits = item->parent == BLOCK_NO_PARENT ? 0 : l->digits[item->parent];
    int type = item->parent == BLOCK_NO_PARENT ? 0 : l->doc->blocks[item->parent].number;
    char number[NUMBER_BYTES];
    layout_number(number, (long)item->number - 1, type);
    return arena_printf(&l->page->arena, "%*s. %s", digits, number, box);
}

static void push_item_indent(struct layout *l, const struct block *item, struct frame *frame) {
    struct str marker = item_marker(l, item, frame->list_depth);
    int columns = (int)text_columns(marker);
    struct str rest = str_slice(l->blanks, 0, (size_t)columns);
    if (!layout_push_indent(l, (struct indent){marker, rest, LOOK_TEXT, columns})) {
        frame->inline_marker = marker;
    }
}

static void push_container_indent(struct layout *l, const struct block *block, struct frame *frame) {
    struct str bar = l->options.ascii ? STR("| ") : STR("│ ");
    switch (block->kind) {
    case BLOCK_ITEM:
        push_item_indent(l, block, frame);
        break;
    case BLOCK_QUOTE:
        layout_push_indent(l, (struct indent){bar, bar, LOOK_QUOTE, 2});
        break;
    case BLOCK_DEFINITION:
        layout_push_indent(l, (struct indent){STR("    "), STR("    "), LOOK_TEXT, 4});
        break;
    default:
        break;
    }
}

static void push_frame(struct layout *l, size_t at) {
    const struct block *block = &l->doc->blocks[at];
    const struct frame *around = &l->frames[l->frame_count - 1];
    struct frame frame = {
        .block = (int)at,
        .kind = block->kind,
        .list_depth = around->list_depth + (block->kind == BLOCK_LIST),
        .loose = block->kind == BLOCK_LIST ? block->level == 1 : block->kind != BLOCK_ITEM || around->loose,
        .inline_marker = STR_NONE,
        .first_line = l->page->line_count,
    };
    push_container_indent(l, block, &frame);
    frame.indent_count = l->indent_count;
    l->frames = grow(l->frames, l->frame_count, &l->frame_capacity, sizeof *l->frames);
    l->frames[l->frame_count++] = frame;
}

static void pop_frame(struct layout *l) {
    const struct frame *frame = &l->frames[l->frame_count - 1];
    if (frame->kind == BLOCK_ITEM && l->first_fresh < l->frame_count) {
        layout_put_marker_line(l); /* an item without text still shows its marker */
    }
    l->frame_count--;
    while (l->indent_count > l->frames[l->frame_count - 1].indent_count) {
        layout_pop_indent(l);
    }
    l->first_fresh = l->first_fresh < l->frame_count ? l->first_fresh : l->frame_count;
}

static void walk(struct layout *l) {
    for (size_t i = 0; i < l->doc->block_count;) {
        const struct block *block = &l->doc->blocks[i];
        while (l->frame_count > 1 && l->frames[l->frame_count - 1].block != block->parent) {
            pop_frame(l);
        }
        if (block_is_container(block->kind)) {
            push_frame(l, i);
        } else {
            layout_leaf(l, block);
        }
        i += 1 + (block->kind == BLOCK_TABLE ? layout_table(l, i) : 0);
    }
    while (l->frame_count > 1) {
        pop_frame(l);
    }
}

/* Numbers stand right-aligned within their list. */
static void find_digits(struct layout *l) {
    const struct doc *d = l->doc;
    l->digits = arena_alloc(&l->page->arena, d->block_count, sizeof *l->digits);
    for (size_t i = 0; i < d->block_count; i++) {
        const struct block *block = &d->blocks[i];
        if (block->kind == BLOCK_ITEM && block->number && block->parent != BLOCK_NO_PARENT) {
            char number[NUMBER_BYTES];
            size_t digits = layout_number(number, (long)block->number - 1, d->blocks[block->parent].number);
            uint8_t *longest = &l->digits[block->parent];
            *longest = digits > *longest ? (uint8_t)digits : *longest;
        }
    }
}

static void find_link_numbers(struct layout *l) {
    uint32_t number = 0;
    l->numbers = arena_alloc(&l->page->arena, l->doc->link_count, sizeof *l->numbers);
    for (uint32_t i = 0; i < l->doc->link_count; i++) {
        l->numbers[i] = layout_link_leaves(l->doc, i + 1) ? ++number : 0;
    }
}

static struct str repeat(struct arena *arena, const char *text, size_t count) {
    size_t n = strlen(text);
    char *p = arena_alloc(arena, count, n);
    for (size_t i = 0; i < count; i++) {
        memcpy(p + i * n, text, n);
    }
    return (struct str){p, count * n};
}

/* Lines without text of their own have the offset of what follows. */
static void find_offsets(struct page *p, const struct doc *d) {
    uint32_t next = (uint32_t)d->text.n;
    for (size_t i = p->line_count; i--;) {
        next = p->lines[i].offset < next ? p->lines[i].offset : next;
        p->lines[i].offset = next;
    }
}

static int hold(int value, int low, int high) {
    return value < low ? low : value > high ? high : value;
}

void layout_doc(struct page *p, const struct doc *d, const struct layout_options *options) {
    struct layout l = {.page = p, .doc = d, .options = *options, .first_fresh = 1};
    arena_reset(&p->arena);
    p->doc = d;
    p->run_count = p->line_count = 0;
    p->columns = l.options.columns = hold(options->columns, 1, LAYOUT_COLUMNS_MAX);
    l.blanks = repeat(&p->arena, " ", (size_t)p->columns + 16);
    l.rule = repeat(&p->arena, options->ascii ? "-" : "─", (size_t)p->columns);
    l.marker_indents = l.inline_frames = SIZE_MAX;
    find_digits(&l);
    find_link_numbers(&l);
    l.frames = grow(NULL, 0, &l.frame_capacity, sizeof *l.frames);
    l.frames[l.frame_count++] = (struct frame){.block = BLOCK_NO_PARENT, .kind = BLOCK_KIND_COUNT, .loose = true};
    walk(&l);
    find_offsets(p, d);
    free(l.frames);
    free(l.indents);
}
