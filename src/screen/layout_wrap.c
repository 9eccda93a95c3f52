/* layout_wrap: puts one unbreakable part after another into lines. */
#include <stdlib.h>

#include "layout_private.h"

enum {
    LINE_ENDS_MAX = 2,  /* in a row: one blank line */
    PIECES_MAX = 20000, /* of a paragraph that is set evenly; what is longer is no prose, and costs memory */
    EVEN_ROOM_MAX = 400 /* columns: the time goes with them */
};

void line_wrapper_init(struct line_wrapper *f, struct layout *l, struct page *page, size_t width) {
    *f = (struct line_wrapper){.layout = l, .page = page, .width = width};
}

void line_wrapper_release(struct line_wrapper *f) {
    free(f->parts);
    free(f->pieces);
    free(f->breaks);
}

void line_wrapper_start(struct line_wrapper *f, style_t base) {
    f->base = base;
    f->line_open = f->begun = f->blank = f->soft = f->hyphen = false;
    f->used = f->room = 0;
    f->line_ends = 0;
    f->min = f->max = f->line_count = 0;
}

static void open_line(struct line_wrapper *f) {
    if (f->page == f->layout->page) {
        f->room = layout_open_line(f->layout);
    } else {
        page_add_line(f->page);
        f->room = f->width;
    }
    f->used = 0;
    f->line_open = f->begun = true;
}

static void put(struct line_wrapper *f, const struct styled_text *part, size_t from, size_t to, size_t columns) {
    uint32_t offset = f->again || part->offset == RUN_NO_OFFSET ? RUN_NO_OFFSET : part->offset + (uint32_t)from;
    page_add_run(f->page, (struct run){str_slice(part->text, from, to), part->style, part->link, offset, (uint16_t)columns});
    f->used += columns;
}

/* The blank has the style of its neighbours where they agree. */
static void put_blank(struct line_wrapper *f) {
    const struct run *last = &f->page->runs[f->page->run_count - 1];
    const struct styled_text *next = &f->parts[f->first_part];
    bool agree = last->style == next->style && last->link == next->link;
    struct styled_text blank = {f->blank_text, agree ? next->style : f->base, agree ? next->link : 0, f->blank_offset, 1};
    put(f, &blank, 0, 1, 1);
}

static const struct styled_text *part_at(const struct line_wrapper *f, size_t i) {
    return &f->parts[f->first_part + i];
}

static bool is_blank_part(const struct styled_text *part) {
    return part->text.n == 1 && is_blank(part->text.p[0]);
}

/* What is longer than a line is cut between clusters, */
static void put_cut(struct line_wrapper *f, const struct styled_text *part) {
    for (size_t at = 0; at < part->text.n;) {
        size_t columns;
        struct str rest = str_slice(part->text, at, part->text.n);
        size_t n = text_fit(rest, f->room - f->used, &columns);
        if (!n && f->used) {
            open_line(f);
            continue;
        }
        if (!n) { /* two columns where there is one */
            n = text_cluster(rest).bytes;
            columns = f->room;
        }
        put(f, part, at, at + n, columns);
        at += n;
    }
}

/* but first at the blanks in it: only there does a word that fits begin a line. */
static void put_too_long(struct line_wrapper *f) {
    for (size_t i = 0; i < f->unbreakable_count;) {
        size_t columns = 0, to = i, blank = is_blank_part(part_at(f, i));
        for (to += blank; to < f->unbreakable_count && !is_blank_part(part_at(f, to)); to++) {
            columns += part_at(f, to)->columns;
        }
        if (blank && f->used + 1 + columns > f->room) {
            open_line(f);
            i++;
        }
        for (; i < to; i++) {
            put_cut(f, part_at(f, i));
        }
    }
}

static void put_unbreakable(struct line_wrapper *f) {
    if (f->unbreakable_columns > f->room - f->used) {
        put_too_long(f);
        return;
    }
    for (size_t i = 0; i < f->unbreakable_count; i++) {
        const struct styled_text *part = part_at(f, i);
        put(f, part, 0, part->text.n, part->columns);
    }
}

static void measure_unbreakable(struct line_wrapper *f) {
    if (f->line_ends || !f->begun) {
        f->line_count += f->begun ? f->line_ends : 1;
        f->used = 0;
    }
    f->used += f->unbreakable_columns + (f->blank && f->used);
    size_t needed = f->unbreakable_columns + f->soft;
    f->min = needed > f->min ? needed : f->min;
    f->max = f->used > f->max ? f->used : f->max;
    f->begun = true;
}

/* A soft hyphen is seen where a line ends after it. */
static void put_hyphen(struct line_wrapper *f) {
    if (f->hyphen && !f->blank && f->used < f->room) {
        const struct run *last = &f->page->runs[f->page->run_count - 1];
        put(f, &(struct styled_text){STR("-"), last->style, last->link, RUN_NO_OFFSET, 1}, 0, 1, 1);
    }
}

static void put_line_ends(struct line_wrapper *f) {
    for (; f->line_ends && f->begun; f->line_ends--) {
        if (!f->line_open) {
            open_line(f);
        }
        f->line_open = false;
    }
}

static bool fits(const struct line_wrapper *f) {
    return f->used + f->blank + f->unbreakable_columns + f->soft <= f->room;
}

static void place_unbreakable(struct line_wrapper *f, bool on_line) {
    if (f->line_open && !on_line) {
        put_hyphen(f);
        f->line_open = false;
    }
    if (!f->line_open) {
        open_line(f);
    } else if (f->blank) {
        put_blank(f);
    }
    put_unbreakable(f);
    f->hyphen = f->soft;
}

/* ---- even lines: pieces are kept until their paragraph ends ---- */

static void keep_piece(struct line_wrapper *f) {
    f->pieces = grow(f->pieces, f->piece_count + 1, &f->piece_capacity, sizeof *f->pieces);
    f->pieces[f->piece_count++] = (struct piece){.first_part = (uint32_t)f->first_part,
                                                 .part_count = (uint32_t)f->unbreakable_count,
                                                 .columns = (uint32_t)f->unbreakable_columns,
                                                 .blank = f->blank,
                                                 .blank_text = f->blank_text,
                                                 .blank_offset = f->blank_offset,
                                                 .soft = f->soft};
    f->first_part += f->unbreakable_count;
    f->ends_before = f->piece_count == 1 ? f->line_ends : f->ends_before;
    f->begun = true;
}

static void take_piece(struct line_wrapper *f, const struct piece *piece) {
    f->first_part = piece->first_part;
    f->unbreakable_count = piece->part_count;
    f->unbreakable_columns = piece->columns;
    f->blank = piece->blank;
    f->blank_text = piece->blank_text;
    f->blank_offset = piece->blank_offset;
    f->soft = piece->soft;
}

/* The lines after the first have no markers in them. */
static size_t room_of_next(const struct line_wrapper *f) {
    const struct layout *l = f->layout;
    return f->page == l->page ? (size_t)(l->options.columns - l->indent_columns) : f->width;
}

static void set_kept(struct line_wrapper *f) {
    if (!f->piece_count) {
        return;
    }
    f->line_ends = f->ends_before;
    put_line_ends(f);
    open_line(f);
    f->pieces[0].blank = false;
    size_t room = room_of_next(f);
    bool even = room <= EVEN_ROOM_MAX && even_lines(f->pieces, f->piece_count, f->room, room);
    for (size_t i = 0; i < f->piece_count; i++) {
        take_piece(f, &f->pieces[i]);
        place_unbreakable(f, !i || (even ? !f->pieces[i].begins_line : fits(f)));
    }
    f->piece_count = f->first_part = f->unbreakable_count = f->unbreakable_columns = 0;
    f->blank = f->soft = false;
    f->line_ends = 0;
}

/* The rest of what is too long goes on where this ends, as its words come. */
static void keep_unbreakable(struct line_wrapper *f) {
    keep_piece(f);
    if (f->piece_count == PIECES_MAX) {
        set_kept(f);
        f->even = false;
    }
}

void line_wrapper_end(struct line_wrapper *f) {
    if (!f->unbreakable_count) {
        return;
    }
    if (f->measuring) {
        measure_unbreakable(f);
    } else if (f->even) {
        keep_unbreakable(f);
    } else {
        put_line_ends(f);
        place_unbreakable(f, fits(f));
    }
    f->line_ends = 0;
    f->blank = f->soft = false;
    f->unbreakable_count = f->unbreakable_columns = 0;
}

void line_wrapper_add(struct line_wrapper *f, struct styled_text part) {
    if (!part.text.n) {
        return;
    }
    size_t at = f->first_part + f->unbreakable_count++;
    f->parts = grow(f->parts, at, &f->part_capacity, sizeof *f->parts);
    f->parts[at] = part;
    f->unbreakable_columns += part.columns;
}

void line_wrapper_literal(struct line_wrapper *f, const char *text, style_t st, uint32_t link) {
    struct str s = str_from(text);
    line_wrapper_add(f, (struct styled_text){s, st, link, RUN_NO_OFFSET, text_columns(s)});
}

void line_wrapper_set_blank(struct line_wrapper *f, struct str text, uint32_t offset) {
    line_wrapper_end(f);
    if (!f->blank) {
        f->blank = true;
        f->blank_text = text;
        f->blank_offset = offset;
    }
}

void line_wrapper_blank(struct line_wrapper *f) {
    line_wrapper_set_blank(f, STR(" "), RUN_NO_OFFSET);
}

void line_wrapper_finish(struct line_wrapper *f) {
    line_wrapper_end(f);
    set_kept(f);
}

void line_wrapper_end_line(struct line_wrapper *f) {
    line_wrapper_finish(f);
    f->blank = false;
    f->line_ends += f->begun && f->line_ends < LINE_ENDS_MAX;
}
