/* layout_lines: how lines start: indents, markers, and the blank lines between blocks. */
#include "layout_private.h"

void layout_add_blanks(struct layout *l, size_t columns) {
    if (columns) {
        page_add_run(l->page, (struct run){str_slice(l->blanks, 0, columns), LOOK_TEXT, 0, RUN_NO_OFFSET, (uint16_t)columns});
    }
}

void layout_add_rule(struct layout *l, size_t columns) {
    size_t bytes = l->options.ascii ? columns : columns * 3;
    page_add_run(l->page, (struct run){str_slice(l->rule, 0, bytes), LOOK_RULE, 0, RUN_NO_OFFSET, (uint16_t)columns});
}

bool layout_push_indent(struct layout *l, struct indent indent) {
    if (l->indent_columns + indent.columns > l->options.columns / 2) {
        return false;
    }
    l->indents = grow(l->indents, l->indent_count, &l->indent_capacity, sizeof *l->indents);
    l->indents[l->indent_count++] = indent;
    l->indent_columns += indent.columns;
    return true;
}

void layout_pop_indent(struct layout *l) {
    l->indent_columns -= l->indents[--l->indent_count].columns;
}

static void add_indents(struct layout *l, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct indent *indent = &l->indents[i];
        struct str text = i >= l->marker_indents ? indent->first : indent->rest;
        page_add_run(l->page, (struct run){text, indent->style, 0, RUN_NO_OFFSET, (uint16_t)indent->columns});
    }
}

/* Markers that found no room in the indents stand in the line itself, as many as leave two columns for text. */
static size_t add_inline_markers(struct layout *l, size_t room) {
    for (size_t i = l->inline_frames; i < l->frame_count; i++) {
        struct str marker = l->frames[i].inline_marker;
        size_t columns = text_columns(marker);
        if (columns && columns + 2 <= room) {
            page_add_run(l->page, (struct run){marker, LOOK_TEXT, 0, RUN_NO_OFFSET, (uint16_t)columns});
            room -= columns;
        }
    }
    return room;
}

static bool in_definitions(enum block_kind kind) {
    return kind == BLOCK_TERM || kind == BLOCK_DEFINITION;
}

/* Is there a blank line between two neighbours in a container? */
static bool needs_blank_line(const struct frame *in, enum block_kind before, enum block_kind after) {
    if (in->kind == BLOCK_COMPACT) {
        return false;
    }
    if (in->kind == BLOCK_LIST || in->kind == BLOCK_ROW) {
        return in->kind == BLOCK_LIST && in->loose;
    }
    if (in->kind == BLOCK_ITEM && !in->loose && (before == BLOCK_LIST || after == BLOCK_LIST)) {
        return false;
    }
    if (in_definitions(before) && (after == BLOCK_DEFINITION || (before == BLOCK_TERM && after == BLOCK_TERM))) {
        return false;
    }
    if (after == BLOCK_CAPTION) {
        return before != BLOCK_PARAGRAPH && before != BLOCK_TABLE && before != BLOCK_PRE && before != BLOCK_ROW;
    }
    return !(before == BLOCK_CAPTION && (after == BLOCK_TABLE || after == BLOCK_ROW));
}

void layout_begin_leaf(struct layout *l, enum block_kind kind) {
    l->leaf = kind;
    l->leaf_begun = false;
}

/* The first line of a leaf is the first of all containers that are fresh. */
static void begin_content(struct layout *l) {
    struct frame *common = &l->frames[l->first_fresh - 1];
    enum block_kind kind = l->first_fresh < l->frame_count ? l->frames[l->first_fresh].kind : l->leaf;
    size_t outer_indents = common->indent_count;
    if (common->has_child && needs_blank_line(common, common->last_child, kind)) {
        page_add_line(l->page);
        add_indents(l, outer_indents);
    }
    l->marker_indents = outer_indents;
    l->inline_frames = l->first_fresh;
    for (size_t i = l->first_fresh - 1; i < l->frame_count; i++) {
        l->frames[i].has_child = true;
        l->frames[i].last_child = i + 1 < l->frame_count ? l->frames[i + 1].kind : l->leaf;
    }
    l->first_fresh = l->frame_count;
    l->leaf_begun = true;
}

size_t layout_open_line(struct layout *l) {
    if (!l->leaf_begun) {
        begin_content(l);
    }
    page_add_line(l->page);
    add_indents(l, l->indent_count);
    size_t room = add_inline_markers(l, (size_t)(l->options.columns - l->indent_columns));
    l->marker_indents = SIZE_MAX;
    l->inline_frames = SIZE_MAX;
    return room;
}

void layout_blank_line(struct layout *l) {
    page_add_line(l->page);
    add_indents(l, l->indent_count);
}
