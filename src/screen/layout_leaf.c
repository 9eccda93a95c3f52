/* layout_leaf: sets the blocks that hold text. */
#include <string.h>

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

/* How many more lines a head may have; SIZE_MAX: this is none. */
static size_t head_room(const struct layout *l, const struct block *leaf) {
    const struct frame *f = &l->frames[l->frame_count - 1];
    if (f->kind != BLOCK_COMPACT) {
        return SIZE_MAX;
    }
    const struct block *head = &l->doc->blocks[f->block];
    size_t used = l->page->line_count - f->first_line, most = head->number > 0 ? (size_t)head->number : 0;
    size_t room = used < most ? most - used : 0;
    size_t of_leaf = leaf->kind == BLOCK_HEADING ? (size_t)head->level : 1;
    return room < of_leaf ? room : of_leaf;
}

/* Without the fact that was cut: up to the last "·", else up to the last blank; all of it if it has neither. */
static struct str without_last(struct str text) {
    size_t blank = text.n;
    for (size_t i = text.n; i--;) {
        if (str_starts(str_slice(text, i, text.n), "·")) {
            return str_slice(text, 0, i);
        }
        blank = blank == text.n && text.p[i] == ' ' ? i : blank;
    }
    return str_slice(text, 0, blank);
}

/* Without blanks and separators at its end. */
static struct str without_separator(struct str text) {
    static const char dot[] = "·";
    size_t n = sizeof dot - 1;
    while (text.n) {
        bool is_dot = text.n >= n && !memcmp(text.p + text.n - n, dot, n);
        if (!is_dot && text.p[text.n - 1] != ' ') {
            break;
        }
        text.n -= is_dot ? n : 1;
    }
    return text;
}

/* The run begins with a word that others stand before. */
static bool follows_a_word(const struct line *line, const struct run *run) {
    struct str before = line->run_count > 1 ? run[-1].text : STR_NONE;
    return before.n && before.p[before.n - 1] == ' ';
}

/* Makes room for the sign at the end of a line. A word is cut only where none stands before it; returns whether one was. */
static bool cut_run(const struct line *line, struct run *end, size_t over) {
    size_t used, fits = text_fit(end->text, end->columns > over ? end->columns - over : 0, &used);
    struct str cut = str_slice(end->text, 0, fits), whole = without_last(cut);
    bool in_word = whole.n == cut.n, goes = in_word && follows_a_word(line, end);
    end->text = goes ? STR_NONE : whole;
    return in_word && !goes;
}

/* Without separators at its end, and the runs that were nothing else. */
static void drop_separators(struct page *p, struct line *last) {
    for (;;) {
        struct run *end = &p->runs[p->run_count - 1];
        end->text = without_separator(end->text);
        end->columns = (uint16_t)text_columns(end->text);
        if (end->text.n || last->run_count <= 1) {
            return;
        }
        p->run_count--;
        last->run_count--;
    }
}

/* Cuts what was set since `first` to so many lines, with a sign that something is missing. */
static void cut_lines(struct layout *l, size_t first, size_t most) {
    struct page *p = l->page;
    if (p->line_count - first <= most) {
        return;
    }
    p->line_count = first + most;
    struct line *last = &p->lines[p->line_count - 1];
    p->run_count = last->first_run + last->run_count;
    size_t columns = 0, room = (size_t)p->columns;
    for (size_t i = last->first_run; i < p->run_count; i++) {
        columns += p->runs[i].columns;
    }
    bool in_word = columns + 2 > room && cut_run(last, &p->runs[p->run_count - 1], columns + 2 - room);
    drop_separators(p, last);
    struct str sign = room > 1 && !in_word ? STR(" …") : STR("…");
    page_add_run(p, (struct run){sign, LOOK_DIM, 0, RUN_NO_OFFSET, (uint16_t)text_columns(sign)});
}

static void set_text(struct layout *l, const struct block *block) {
    struct line_wrapper f;
    size_t first = l->page->line_count, most = head_room(l, block);
    if (!most) {
        return;
    }
    layout_begin_leaf(l, block->kind);
    line_wrapper_init(&f, l, l->page, 0);
    line_wrapper_start(&f, leaf_style(block));
    f.even = l->options.even_lines && most == SIZE_MAX;
    line_wrapper_block(&f, block, leaf_style(block));
    line_wrapper_finish(&f);
    line_wrapper_release(&f);
    if (most != SIZE_MAX) {
        cut_lines(l, first, most);
    }
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
