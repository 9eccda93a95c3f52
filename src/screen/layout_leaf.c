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

/* Drops the last run of a line if it has become blank. False: it has not, or it is the only one. */
static bool drop_blank_run(struct page *p, struct line *line) {
    bool blank = line->run_count > 1 && !str_trim(p->runs[p->run_count - 1].text).n;
    p->run_count -= blank;
    line->run_count -= blank;
    return blank;
}

static size_t line_columns(const struct page *p, const struct line *line) {
    size_t columns = 0;
    for (size_t i = line->first_run; i < p->run_count; i++) {
        columns += p->runs[i].columns;
    }
    return columns;
}

/* Shortens the last run of the page's last line by `over` columns at least. True: within a word, as it is all there is. */
static bool shorten(struct page *p, const struct line *line, size_t over) {
    struct run *end = &p->runs[p->run_count - 1];
    size_t used, fits = text_fit(end->text, end->columns > over ? end->columns - over : 0, &used);
    struct str rest = without_last(str_slice(end->text, 0, fits));
    bool in_word = rest.n == fits;
    end->text = in_word && line->run_count > 1 ? STR_NONE : rest;
    end->columns = (uint16_t)text_columns(end->text);
    return in_word && end->text.n;
}

/* Cuts what was set since `first` to so many lines, with a sign that something is missing. */
static void cut_lines(struct layout *l, size_t first, size_t most) {
    enum { SIGN_COLUMNS = 2 };
    struct page *p = l->page;
    if (p->line_count - first <= most) {
        return;
    }
    p->line_count = first + most;
    struct line *last = &p->lines[p->line_count - 1];
    size_t width = (size_t)p->columns, sign = width > SIGN_COLUMNS ? SIGN_COLUMNS : 1;
    bool in_word = false;
    p->run_count = last->first_run + last->run_count;
    do {
        size_t columns = line_columns(p, last) + sign;
        in_word = columns > width && shorten(p, last, columns - width);
        struct run *end = &p->runs[p->run_count - 1];
        end->text = without_separator(end->text);
        end->columns = (uint16_t)text_columns(end->text);
    } while (drop_blank_run(p, last));
    sign = in_word ? 1 : sign;
    page_add_run(p, (struct run){sign > 1 ? STR(" …") : STR("…"), LOOK_DIM, 0, RUN_NO_OFFSET, (uint16_t)sign});
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
