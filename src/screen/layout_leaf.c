/* layout_leaf: sets the blocks that hold text. */
#include "layout_private.h"

static style_t leaf_style(const struct block *block) {
    static const style_t styles[BLOCK_KIND_COUNT] = {
        [BLOCK_HEADING] = LOOK_HEADING | STYLE_STRONG,
        [BLOCK_TERM] = STYLE_STRONG,
        [BLOCK_CAPTION] = LOOK_DIM | STYLE_EM,
    };
    return styles[block->kind];
}

void layout_put_marker_line(struct layout *l) {
    layout_begin_leaf(l, BLOCK_PARAGRAPH);
    layout_open_line(l);
}

void layout_put_markers(struct layout *l) {
    for (size_t i = l->first_fresh; i < l->frame_count; i++) {
        if (l->frames[i].inline_marker.n) {
            layout_put_marker_line(l);
            return;
        }
    }
}

static void set_rule(struct layout *l) {
    layout_begin_leaf(l, BLOCK_RULE);
    layout_add_rule(l, layout_open_line(l));
}

static void set_text(struct layout *l, const struct block *block) {
    struct line_wrapper f;
    layout_begin_leaf(l, block->kind);
    line_wrapper_init(&f, l, l->page, 0);
    line_wrapper_start(&f, leaf_style(block));
    line_wrapper_block(&f, block, leaf_style(block));
    line_wrapper_end(&f);
    line_wrapper_release(&f);
}

void layout_leaf(struct layout *l, const struct block *block) {
    if (block->kind == BLOCK_RULE) {
        set_rule(l);
    } else if (block->kind == BLOCK_PRE) {
        layout_pre(l, block);
    } else {
        set_text(l, block);
    }
}
