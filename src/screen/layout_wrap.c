/* layout_wrap: wraps words into lines. Where these may end is asked once for the text of a block; text is measured once, one
 * unbreakable part at a time. */
#include <stdlib.h>
#include <string.h>

#include "layout_private.h"

enum { BREAKS_MAX = 2 }; /* line ends in a row: one blank line */
enum { SOFT_HYPHEN_BYTES = 2 };

void line_wrapper_init(struct line_wrapper *f, struct layout *l, struct page *page, size_t width) {
    *f = (struct line_wrapper){.layout = l, .page = page, .width = width};
}

void line_wrapper_release(struct line_wrapper *f) {
    free(f->unbreakable);
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
    const struct styled_text *next = &f->unbreakable[0];
    bool agree = last->style == next->style && last->link == next->link;
    struct styled_text blank = {f->blank_text, agree ? next->style : f->base, agree ? next->link : 0, f->blank_offset, 1};
    put(f, &blank, 0, 1, 1);
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
        size_t columns = 0, to = i, blank = is_blank_part(&f->unbreakable[i]);
        for (to += blank; to < f->unbreakable_count && !is_blank_part(&f->unbreakable[to]); to++) {
            columns += f->unbreakable[to].columns;
        }
        if (blank && f->used + 1 + columns > f->room) {
            open_line(f);
            i++;
        }
        for (; i < to; i++) {
            put_cut(f, &f->unbreakable[i]);
        }
    }
}

static void put_unbreakable(struct line_wrapper *f) {
    if (f->unbreakable_columns > f->room - f->used) {
        put_too_long(f);
        return;
    }
    for (size_t i = 0; i < f->unbreakable_count; i++) {
        put(f, &f->unbreakable[i], 0, f->unbreakable[i].text.n, f->unbreakable[i].columns);
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

static void place_unbreakable(struct line_wrapper *f) {
    for (; f->line_ends && f->begun; f->line_ends--) {
        if (!f->line_open) {
            open_line(f);
        }
        f->line_open = false;
    }
    if (f->line_open && f->used + f->blank + f->unbreakable_columns + f->soft > f->room) {
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

static void end_unbreakable(struct line_wrapper *f) {
    if (!f->unbreakable_count) {
        return;
    }
    if (f->measuring) {
        measure_unbreakable(f);
    } else {
        place_unbreakable(f);
    }
    f->line_ends = 0;
    f->blank = f->soft = false;
    f->unbreakable_count = f->unbreakable_columns = 0;
}

static void add(struct line_wrapper *f, struct styled_text part) {
    if (!part.text.n) {
        return;
    }
    f->unbreakable = grow(f->unbreakable, f->unbreakable_count, &f->unbreakable_capacity, sizeof *f->unbreakable);
    f->unbreakable[f->unbreakable_count++] = part;
    f->unbreakable_columns += part.columns;
}

void line_wrapper_literal(struct line_wrapper *f, const char *text, style_t st, uint32_t link) {
    struct str s = str_from(text);
    add(f, (struct styled_text){s, st, link, RUN_NO_OFFSET, text_columns(s)});
}

static void set_blank(struct line_wrapper *f, struct str text, uint32_t offset) {
    end_unbreakable(f);
    if (!f->blank) {
        f->blank = true;
        f->blank_text = text;
        f->blank_offset = offset;
    }
}

void line_wrapper_blank(struct line_wrapper *f) {
    set_blank(f, STR(" "), RUN_NO_OFFSET);
}

static void end_line(struct line_wrapper *f) {
    end_unbreakable(f);
    f->blank = false;
    f->line_ends += f->begun && f->line_ends < BREAKS_MAX;
}

void line_wrapper_end(struct line_wrapper *f) {
    end_unbreakable(f);
}

static struct styled_text part_of(struct styled_text whole, size_t from, size_t to) {
    struct str text = str_slice(whole.text, from, to);
    return (struct styled_text){text, whole.style, whole.link, whole.offset + (uint32_t)from, text_columns(text)};
}

/* `from`: where the text of the block begins in that of the document. */
static void find_breaks(struct line_wrapper *f, size_t from, size_t to) {
    if (to - from > f->breaks_capacity) {
        f->breaks_capacity = to - from;
        f->breaks = xrealloc(f->breaks, f->breaks_capacity, 1);
    }
    f->text = str_slice(f->layout->doc->text, from, to);
    f->text_offset = from;
    text_breaks(f->text, f->breaks);
}

static bool may_break(const struct line_wrapper *f, size_t at) {
    return at >= f->text.n || f->breaks[at] & TEXT_MAY_BREAK;
}

static bool after_soft_hyphen(const struct line_wrapper *f, size_t at) {
    return at >= SOFT_HYPHEN_BYTES && f->breaks[at - SOFT_HYPHEN_BYTES] & TEXT_SOFT_HYPHEN;
}

/* The blanks at `at`, in which a line may end, or else not. Returns where they end. */
static size_t add_blanks(struct line_wrapper *f, struct styled_text span, size_t at) {
    size_t end = at, base = span.offset - f->text_offset;
    while (end < span.text.n && is_blank(span.text.p[end])) {
        end++;
    }
    bool simple = end == at + 1 && span.text.p[at] == ' ';
    struct str blank = simple ? str_slice(span.text, at, end) : STR(" ");
    if (may_break(f, base + end) || !f->unbreakable_count) {
        set_blank(f, blank, span.offset + (uint32_t)at);
    } else {
        add(f, (struct styled_text){blank, span.style, span.link, span.offset + (uint32_t)at, 1});
    }
    return end;
}

/* Raised and lowered signs have forms of their own in ASCII: ^2. */
static void add_in_ascii(struct line_wrapper *f, struct styled_text span, size_t at, size_t end) {
    struct buf plain = {0};
    while (at < end) {
        size_t next = text_next_script(str_slice(span.text, 0, end), at);
        add(f, part_of(span, at, next));
        buf_reset(&plain);
        struct str before = str_slice(f->text, 0, span.offset - f->text_offset + next);
        at = next + text_script_ascii(str_slice(span.text, next, end), before, &plain);
        if (plain.n) {
            line_wrapper_literal(f, arena_copy(&f->layout->page->arena, buf_str(&plain)).p, span.style, span.link);
        }
    }
    buf_release(&plain);
}

/* A stretch of a span without a blank, in which no line may end. At the edges of the span there may be a part of a cluster, so
 * that is measured anew. */
static struct styled_text stretch_at(const struct line_wrapper *f, struct styled_text span, size_t base, size_t at) {
    unsigned char bytes = (unsigned char)span.text.p[at];
    size_t columns = f->breaks[base + at] / TEXT_ONE_COLUMN, end = at + 1;
    for (; end < span.text.n && f->breaks[base + end] % TEXT_ONE_COLUMN == 0; end++) {
        bytes |= (unsigned char)span.text.p[end];
        columns += f->breaks[base + end] / TEXT_ONE_COLUMN;
    }
    bool whole = bytes < 0x80 || (at && end < span.text.n);
    struct str text = str_slice(span.text, at, end);
    return (struct styled_text){text, span.style, span.link, span.offset + (uint32_t)at, whole ? columns : text_columns(text)};
}

static void add_text(struct line_wrapper *f, struct styled_text span) {
    size_t base = span.offset - f->text_offset;
    for (size_t at = 0; at < span.text.n;) {
        if (f->breaks[base + at] & TEXT_MAY_BREAK) {
            f->soft = after_soft_hyphen(f, base + at);
            end_unbreakable(f);
        }
        if (f->breaks[base + at] & TEXT_BLANK) {
            at = add_blanks(f, span, at);
        } else if (f->breaks[base + at] & TEXT_SOFT_HYPHEN) {
            at += SOFT_HYPHEN_BYTES;
        } else {
            struct styled_text stretch = stretch_at(f, span, base, at);
            if (f->layout->options.ascii) {
                add_in_ascii(f, span, at, at + stretch.text.n);
            } else {
                add(f, stretch);
            }
            at += stretch.text.n;
        }
    }
}

static void add_image_sign(struct line_wrapper *f, const struct span *span) {
    line_wrapper_blank(f);
    line_wrapper_literal(f, "[image]", LOOK_DIM, span->link);
    if (span->length) {
        line_wrapper_blank(f);
    }
}

/* A blank comes between a URL and its number: terminals that detect URLs would include the number. */
static void add_link_number(struct line_wrapper *f, const struct span *span) {
    struct layout *l = f->layout;
    uint32_t link = span->link;
    if (l->options.number_links && link && l->numbers[link - 1]) {
        struct str text = str_slice(l->doc->text, span->offset, (size_t)span->offset + span->length);
        if (str_equal(text, l->doc->links[link - 1].url)) {
            line_wrapper_blank(f);
        }
        struct str number = arena_printf(&l->page->arena, "[%u]", (unsigned)l->numbers[link - 1]);
        line_wrapper_literal(f, number.p, LOOK_DIM, link);
    }
}

static void add_span(struct line_wrapper *f, const struct span *span, style_t base) {
    const struct doc *d = f->layout->doc;
    style_t st = layout_span_style(f->layout, span, base);
    if (span->bits & SPAN_BREAK) {
        end_line(f);
        return;
    }
    if (span->bits & SPAN_IMAGE) {
        add_image_sign(f, span);
    }
    struct str text = str_slice(d->text, span->offset, (size_t)span->offset + span->length);
    add_text(f, (struct styled_text){text, st, span->link, span->offset, 0});
}

void line_wrapper_block(struct line_wrapper *f, const struct block *block, style_t base) {
    const struct span *spans = f->layout->doc->spans + block->first_span, *last = spans + block->span_count - 1;
    if (block->span_count) {
        find_breaks(f, spans->offset, (size_t)last->offset + last->length);
    }
    for (size_t i = 0; i < block->span_count; i++) {
        add_span(f, &spans[i], base);
        if (i + 1 == block->span_count || spans[i + 1].link != spans[i].link) {
            add_link_number(f, &spans[i]);
        }
        if (spans[i].bits & SPAN_IMAGE) {
            line_wrapper_blank(f);
        }
    }
}
