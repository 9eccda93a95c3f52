/* layout_wrap: wraps words into lines. Text is measured once, one unbreakable part at a time: no line ends within one. */
#include <stdlib.h>
#include <string.h>

#include "layout_private.h"

enum { BREAKS_MAX = 2 }; /* line ends in a row: one blank line */

void line_wrapper_init(struct line_wrapper *f, struct layout *l, struct page *page, size_t width) {
    *f = (struct line_wrapper){.layout = l, .page = page, .width = width};
}

void line_wrapper_release(struct line_wrapper *f) {
    free(f->unbreakable);
}

void line_wrapper_start(struct line_wrapper *f, style_t base) {
    f->base = base;
    f->line_open = f->begun = f->blank = f->has_before = false;
    f->used = f->room = 0;
    f->breaks = 0;
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

/* An unbreakable part longer than a line is cut between clusters. */
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

static void put_unbreakable(struct line_wrapper *f) {
    bool fits = f->unbreakable_columns <= f->room - f->used;
    for (size_t i = 0; i < f->unbreakable_count; i++) {
        if (fits) {
            put(f, &f->unbreakable[i], 0, f->unbreakable[i].text.n, f->unbreakable[i].columns);
        } else {
            put_cut(f, &f->unbreakable[i]);
        }
    }
}

static void measure_unbreakable(struct line_wrapper *f) {
    if (f->breaks || !f->begun) {
        f->line_count += f->begun ? f->breaks : 1;
        f->used = 0;
    }
    f->used += f->unbreakable_columns + (f->blank && f->used);
    f->min = f->unbreakable_columns > f->min ? f->unbreakable_columns : f->min;
    f->max = f->used > f->max ? f->used : f->max;
    f->begun = true;
}

static void place_unbreakable(struct line_wrapper *f) {
    for (; f->breaks && f->begun; f->breaks--) {
        if (!f->line_open) {
            open_line(f);
        }
        f->line_open = false;
    }
    if (f->line_open && f->used + f->blank + f->unbreakable_columns > f->room) {
        f->line_open = false;
    }
    if (!f->line_open) {
        open_line(f);
    } else if (f->blank) {
        put_blank(f);
    }
    put_unbreakable(f);
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
    f->breaks = 0;
    f->blank = false;
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
    f->has_before = false;
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
    f->has_before = f->blank = false;
    f->breaks += f->begun && f->breaks < BREAKS_MAX;
}

void line_wrapper_end(struct line_wrapper *f) {
    end_unbreakable(f);
}

/* Between two of these no line may end. */
static bool is_plain(unsigned char c) {
    return c > ' ' && c < 0x7F && c != '-' && c != '/';
}

/* Where the plain stretch from `at` ends; its last may carry what follows when that is not ASCII. */
static size_t skip_plain(struct str text, size_t at) {
    while (at < text.n && is_plain((unsigned char)text.p[at])) {
        at++;
    }
    return at < text.n && (unsigned char)text.p[at] >= 0x80 && at ? at - 1 : at;
}

static bool may_break(const struct line_wrapper *f, struct cluster c) {
    if (!f->has_before || ((f->before.first == '-' || f->before.first == '/') && !f->dash_in_word)) {
        return false;
    }
    return text_may_break(f->before, c);
}

static void remember(struct line_wrapper *f, struct cluster c, struct str before) {
    f->dash_in_word = (c.first == '-' || c.first == '/') && text_has_word(before);
    f->before = c;
    f->has_before = true;
}

static size_t add_blank(struct line_wrapper *f, struct styled_text like, size_t at) {
    size_t end = at;
    while (end < like.text.n && is_blank(like.text.p[end])) {
        end++;
    }
    bool simple = end == at + 1 && like.text.p[at] == ' ';
    set_blank(f, simple ? str_slice(like.text, at, end) : STR(" "), like.offset + (uint32_t)at);
    return end;
}

static struct styled_text part_of(struct styled_text whole, size_t from, size_t to, size_t columns) {
    return (struct styled_text){str_slice(whole.text, from, to), whole.style, whole.link, whole.offset + (uint32_t)from,
                                columns};
}

static void add_text(struct line_wrapper *f, struct styled_text span) {
    struct str text = span.text;
    size_t from = 0, at = 0, columns = 0, last = 0;
    while (at < text.n) {
        if (is_blank(text.p[at])) {
            add(f, part_of(span, from, at, columns));
            from = last = at = add_blank(f, span, at);
            columns = 0;
            continue;
        }
        size_t plain =
            !f->has_before || (f->before.first < 0x80 && is_plain((unsigned char)f->before.first)) ? skip_plain(text, at) : at;
        if (plain > at) {
            columns += plain - at;
            at = plain;
            last = at - 1;
            remember(f, (struct cluster){(unsigned char)text.p[last], 1, 1}, STR_NONE);
            continue;
        }
        struct cluster c = text_cluster(str_slice(text, at, text.n));
        if (may_break(f, c)) {
            add(f, part_of(span, from, at, columns));
            end_unbreakable(f);
            from = at;
            columns = 0;
        }
        remember(f, c, str_slice(text, last, at));
        columns += c.columns;
        last = at;
        at += c.bytes;
    }
    add(f, part_of(span, from, at, columns));
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Superscript and subscript digits after a digit need a sign: 10^9 is not 109. */
static void add_script_sign(struct line_wrapper *f, const struct span *span, style_t st) {
    struct str text = f->layout->doc->text;
    if (!f->has_before || !(span->bits & (SPAN_SUP | SPAN_SUB)) || !span->length || !is_digit(text.p[span->offset]) ||
        f->before.first >= 0x80 || !is_digit((char)f->before.first)) {
        return;
    }
    line_wrapper_literal(f, span->bits & SPAN_SUP ? "^" : "_", st, span->link);
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

/* `before`: the span before it in the block, or NULL. */
static void add_span(struct line_wrapper *f, const struct span *span, const struct span *before, style_t base) {
    const struct doc *d = f->layout->doc;
    style_t st = layout_span_style(f->layout, span, base);
    if (span->bits & SPAN_BREAK) {
        end_line(f);
        return;
    }
    if (span->bits & SPAN_IMAGE) {
        add_image_sign(f, span);
    }
    if (before && !(before->bits & span->bits & (SPAN_SUP | SPAN_SUB))) {
        add_script_sign(f, span, st);
    }
    struct str text = str_slice(d->text, span->offset, (size_t)span->offset + span->length);
    add_text(f, (struct styled_text){text, st, span->link, span->offset, 0});
}

void line_wrapper_block(struct line_wrapper *f, const struct block *block, style_t base) {
    const struct span *spans = f->layout->doc->spans + block->first_span;
    for (size_t i = 0; i < block->span_count; i++) {
        add_span(f, &spans[i], i ? &spans[i - 1] : NULL, base);
        if (i + 1 == block->span_count || spans[i + 1].link != spans[i].link) {
            add_link_number(f, &spans[i]);
        }
        if (spans[i].bits & SPAN_IMAGE) {
            line_wrapper_blank(f);
        }
    }
}
