/* reader_headings: from heading to heading, and the list of them. */
#include "lines.h"
#include "reader.h"
#include "text.h"

static struct str block_text(const struct doc *d, const struct block *b) {
    if (!b->span_count) {
        return STR_NONE;
    }
    const struct span *first = &d->spans[b->first_span], *last = first + b->span_count - 1;
    return str_slice(d->text, first->offset, last->offset + last->length);
}

/* Folded, with a hyphen for all that is no letter or digit. */
static void heading_key(struct buf *out, struct str text) {
    struct buf folded = {0};
    bool pending = false;
    text_fold(&folded, text);
    for (size_t i = 0; i < folded.n; i++) {
        char c = folded.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c & 0x80;
        if (letter) {
            buf_puts(out, pending && out->n ? "-" : "");
            buf_putc(out, c);
        }
        pending = !letter && (pending || c != '\'');
    }
    buf_release(&folded);
}

uint32_t reader_heading(const struct doc *d, struct str heading) {
    struct buf wanted = {0}, key = {0};
    uint32_t found = 0;
    heading_key(&wanted, heading);
    for (size_t i = 0; i < d->block_count && wanted.n && !found; i++) {
        if (d->blocks[i].kind == BLOCK_HEADING) {
            buf_reset(&key);
            heading_key(&key, block_text(d, &d->blocks[i]));
            found = str_equal(buf_str(&key), buf_str(&wanted)) ? d->spans[d->blocks[i].first_span].offset : 0;
        }
    }
    buf_release(&wanted);
    buf_release(&key);
    return found;
}

static bool is_heading(const struct doc *d, size_t block) {
    return block < d->block_count && d->blocks[block].kind == BLOCK_HEADING && d->blocks[block].span_count;
}

/* The next one in the document, or before; d->block_count: there is none. */
static size_t heading_from(const struct doc *d, size_t block, int by) {
    do {
        block += (size_t)by; /* from 0 it wraps to what is no block */
    } while (block < d->block_count && !is_heading(d, block));
    return block < d->block_count ? block : d->block_count;
}

static long line_of(const struct reader *r, size_t block) {
    const struct doc *d = &r->rendered.doc;
    return (long)page_line_of(&r->rendered.page, d->spans[d->blocks[block].first_span].offset);
}

static void go_to(struct reader *r, size_t block) {
    r->focus = 0;
    reader_scroll_to(r, line_of(r, block));
    r->at_heading = 1 + block;
    r->heading_top = r->top;
}

/* Near the end of a text several headings share the last page: the one that was gone to is kept while nothing else moves. */
static bool is_at_heading(const struct reader *r) {
    return r->at_heading && r->at_heading <= r->rendered.doc.block_count && r->top == r->heading_top && !r->focus;
}

long reader_heading_line(const struct reader *r) {
    return is_at_heading(r) ? line_of(r, r->at_heading - 1) : -1;
}

void reader_say_heading(const struct reader *r, struct buf *out) {
    if (is_at_heading(r)) {
        buf_add_str(out, block_text(&r->rendered.doc, &r->rendered.doc.blocks[r->at_heading - 1]));
    }
}

static size_t one_further(const struct reader *r, size_t from, int by) {
    const struct doc *d = &r->rendered.doc;
    if (from) {
        return heading_from(d, from - 1, by);
    }
    size_t block = by > 0 ? SIZE_MAX : d->block_count;
    do {
        block = heading_from(d, block, by);
    } while (block < d->block_count && (by > 0 ? line_of(r, block) <= r->top : line_of(r, block) >= r->top));
    return block;
}

void reader_next_heading(struct reader *r, struct ui *ui, int by) {
    size_t at = is_at_heading(r) ? r->at_heading : 0, found = r->rendered.doc.block_count;
    for (int left = by > 0 ? by : -by; left; left--) {
        size_t next = one_further(r, at, by > 0 ? 1 : -1);
        if (next == r->rendered.doc.block_count) {
            break;
        }
        found = next;
        at = next + 1;
    }
    if (found < r->rendered.doc.block_count) {
        go_to(r, found);
    } else {
        ui_info(ui, by > 0 ? "No heading after this" : "No heading before this");
    }
}

void reader_go_to_heading(struct reader *r, int block) {
    if (block >= 0 && is_heading(&r->rendered.doc, (size_t)block)) {
        go_to(r, (size_t)block);
    }
}

/* ---- the list of them ---- */

static void open_heading(struct ui *ui, const struct entry *e) {
    int64_t block = -1;
    str_to_int(e->more, &block);
    ui_back(ui);
    view_act(ui_view(ui), ui, ACTION_GO_TO_HEADING, (int)block);
}

static const struct view_ops ops = {
    .name = "contents",
    .hints = "open go-to  filter filter  back back",
    .release = lines_release,
    .describe = lines_describe,
    .paint = lines_paint,
    .move = lines_move,
    .point = lines_point,
    .filter = lines_filter,
    .position = list_view_position,
    .go = lines_go,
    .act = list_view_act,
    .subject = list_view_subject,
};

static void add_heading(struct lines *l, const struct reader *r, size_t block) {
    const struct doc *d = &r->rendered.doc;
    struct buf text = {0};
    struct entry *e = lines_add(l);
    int level = d->blocks[block].level;
    text_clean_line(&text, block_text(d, &d->blocks[block]));
    e->text = arena_printf(&l->arena, "%*s%s", level > 1 ? 2 * (level - 1) : 0, "", buf_cstr(&text));
    e->more = arena_printf(&l->arena, "%zu", block);
    e->article = r->rendered.id;
    buf_release(&text);
}

struct view *reader_contents(const struct reader *r) {
    const struct doc *d = &r->rendered.doc;
    struct lines *l = lines_new(&ops, "Contents");
    size_t here = 0;
    l->open = open_heading;
    for (size_t i = heading_from(d, SIZE_MAX, 1); i < d->block_count; i = heading_from(d, i, 1)) {
        bool above = is_at_heading(r) ? i < r->at_heading : line_of(r, i) <= r->top;
        here = above ? l->count : here;
        add_heading(l, r, i);
    }
    lines_select(l, here);
    return &l->base.view;
}
