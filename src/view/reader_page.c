/* reader_page: lays out the article and scrolls it. */
#include "reader.h"

long reader_last_top(const struct reader *r) {
    long last = (long)r->rendered.page.line_count - r->rows;
    return last > 0 ? last : 0;
}

void reader_scroll_to(struct reader *r, long top) {
    r->top = top > reader_last_top(r) ? reader_last_top(r) : top;
    r->top = r->top < 0 ? 0 : r->top;
}

void reader_show_line(struct reader *r, long line) {
    if (line < r->top || line >= r->top + r->rows) {
        reader_scroll_to(r, line - r->rows / 3);
    }
}

uint32_t reader_offset_at_top(const struct reader *r) {
    const struct page *p = &r->rendered.page;
    return r->top > 0 && (size_t)r->top < p->line_count ? p->lines[r->top].offset : 0;
}

/* After a change of width, the line at the top stays at the top. */
void reader_lay_out(struct reader *r, const struct ui *ui, int columns) {
    uint32_t offset = r->begin_at ? r->begin_at : reader_offset_at_top(r);
    bool at_top = !r->begin_at && r->top == 0;
    struct layout_options options = text_layout(ui, columns);
    if (rendered_article_layout(&r->rendered, &options) || r->begin_at) {
        r->top = at_top ? 0 : (long)page_line_of(&r->rendered.page, offset);
    }
    r->begin_at = 0;
}
