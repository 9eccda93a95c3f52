/* layout_pre: preformatted text: lines as they are, those too long continued under a sign. */
#include "layout_private.h"

enum { TAB = 8 };

struct pre {
    struct layout *layout;
    bool line_open;
    bool indented; /* there is room for the sign */
    size_t room, column;
    size_t newlines; /* line ends that wait for something to follow */
    bool begun;
};

static void open_line(struct pre *p, bool continued) {
    struct layout *l = p->layout;
    struct indent *own = p->indented ? &l->indents[l->indent_count - 1] : NULL;
    struct indent kept = own ? *own : (struct indent){0};
    if (own && continued) {
        own->rest = l->options.ascii ? STR("> ") : STR("↪ ");
        own->style = LOOK_DIM;
    }
    p->room = layout_open_line(l);
    p->column = 0;
    p->line_open = p->begun = true;
    if (own) {
        *own = kept;
    }
}

/* Line ends wait until text follows, so that none are left over at the end. */
static void catch_up(struct pre *p) {
    for (; p->newlines; p->newlines--) {
        if (p->begun && !p->line_open) {
            open_line(p, false);
        }
        p->line_open = false;
    }
    if (!p->line_open) {
        open_line(p, false);
    }
}

static void put(struct pre *p, struct str text, style_t st, const struct span *span, size_t offset, size_t columns) {
    if (text.n) {
        page_add_run(p->layout->page, (struct run){text, st, span->link, (uint32_t)offset, (uint16_t)columns});
        p->column += columns;
    }
}

static void put_tab(struct pre *p) {
    size_t columns = TAB - p->column % TAB;
    if (p->column == p->room) {
        open_line(p, true);
    }
    size_t left = p->room - p->column;
    columns = columns < left ? columns : left;
    layout_add_blanks(p->layout, columns);
    p->column += columns;
}

/* A stretch without tab or newline. */
static void put_stretch(struct pre *p, struct str text, style_t st, const struct span *span, size_t offset) {
    for (size_t at = 0; at < text.n;) {
        size_t columns;
        struct str rest = str_slice(text, at, text.n);
        size_t n = text_fit(rest, p->room - p->column, &columns);
        if (!n && p->column) {
            open_line(p, true);
            continue;
        }
        if (!n) {
            n = text_cluster(rest).bytes;
            columns = p->room;
        }
        put(p, str_slice(rest, 0, n), st, span, offset + at, columns);
        at += n;
    }
}

static size_t stretch_end(struct str text, size_t at) {
    while (at < text.n && text.p[at] != '\n' && text.p[at] != '\t') {
        at++;
    }
    return at;
}

static void set_span(struct pre *p, const struct span *span, style_t base) {
    struct str text = str_slice(p->layout->doc->text, span->offset, (size_t)span->offset + span->length);
    style_t st = layout_span_style(p->layout, span, base);
    for (size_t at = 0; at < text.n;) {
        if (text.p[at] == '\n') {
            p->newlines += p->begun;
            at++;
            continue;
        }
        catch_up(p);
        if (text.p[at] == '\t') {
            put_tab(p);
            at++;
            continue;
        }
        size_t end = stretch_end(text, at);
        put_stretch(p, str_slice(text, at, end), st, span, span->offset + at);
        at = end;
    }
}

void layout_pre(struct layout *l, const struct block *block) {
    struct pre p = {.layout = l};
    layout_begin_leaf(l, BLOCK_PRE);
    p.indented = layout_push_indent(l, (struct indent){STR("  "), STR("  "), LOOK_CODE, 2});
    for (size_t i = 0; i < block->span_count; i++) {
        set_span(&p, &l->doc->spans[block->first_span + i], LOOK_CODE);
    }
    if (p.indented) {
        layout_pop_indent(l);
    }
}
