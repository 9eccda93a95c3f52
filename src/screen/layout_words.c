/* layout_words: takes the text of a block apart where a line may end, and adds what only layout says: signs and numbers of
 * links and images. */
#include "layout_private.h"

enum { SOFT_HYPHEN_BYTES = 2 };

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
        line_wrapper_set_blank(f, blank, span.offset + (uint32_t)at);
    } else {
        line_wrapper_add(f, (struct styled_text){blank, span.style, span.link, span.offset + (uint32_t)at, 1});
    }
    return end;
}

/* Raised and lowered signs have forms of their own in ASCII: ^2. */
static void add_in_ascii(struct line_wrapper *f, struct styled_text span, size_t at, size_t end) {
    struct buf plain = {0};
    while (at < end) {
        size_t next = text_next_script(str_slice(span.text, 0, end), at);
        line_wrapper_add(f, part_of(span, at, next));
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
            line_wrapper_end(f);
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
                line_wrapper_add(f, stretch);
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
        line_wrapper_end_line(f);
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
