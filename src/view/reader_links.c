/* reader_links: the links of the article: their lines, and which has the focus. */
#include "reader.h"

long reader_line_of_link(const struct page *p, uint32_t link) {
    for (size_t i = 0; i < p->line_count; i++) {
        for (uint32_t j = 0; j < p->lines[i].run_count; j++) {
            if (p->runs[p->lines[i].first_run + j].link == link) {
                return (long)i;
            }
        }
    }
    return -1;
}

uint32_t reader_link_from(const struct page *p, long line) {
    for (size_t i = (size_t)line; i < p->line_count; i++) {
        for (uint32_t j = 0; j < p->lines[i].run_count; j++) {
            if (p->runs[p->lines[i].first_run + j].link) {
                return p->runs[p->lines[i].first_run + j].link;
            }
        }
    }
    return 0;
}

/* From the focused link, else from the top of the window; wraps around. */
void reader_next_link(struct reader *r, struct ui *ui, int by) {
    uint32_t count = (uint32_t)r->rendered.doc.link_count, link = r->focus;
    if (!count) {
        ui_info(ui, "No links in this text");
        return;
    }
    if (!link) {
        uint32_t first = reader_link_from(&r->rendered.page, r->top);
        link = by > 0 ? (first ? first : 1) : first > 1 ? first - 1 : count;
    } else {
        link = by > 0 ? link % count + 1 : link == 1 ? count : link - 1;
    }
    r->focus = link;
    long line = reader_line_of_link(&r->rendered.page, link);
    if (line >= 0) {
        reader_show_line(r, line);
    }
}

void reader_open_number(const struct reader *r, struct ui *ui, int number) {
    uint32_t link = layout_link_at(&r->rendered.doc, (uint32_t)number);
    if (link) {
        view_follow_out(ui, r->rendered.doc.links[link - 1].url, r->rendered.id);
    } else {
        ui_error(ui, "No link %d in this text", number);
    }
}
