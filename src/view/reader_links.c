/* reader_links: the links of the article: their lines, and which has the focus. */
#include "reader.h"
#include "url.h"

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

int reader_column_of_link(const struct page *p, long line, uint32_t link) {
    const struct line *l = &p->lines[line];
    int column = 0;
    for (uint32_t i = 0; i < l->run_count; i++) {
        const struct run *run = &p->runs[l->first_run + i];
        if (run->link == link) {
            return column;
        }
        column += run->columns;
    }
    return 0;
}

uint32_t reader_link_at(const struct page *p, long line, int column) {
    if (line < 0 || (size_t)line >= p->line_count) {
        return 0;
    }
    const struct line *l = &p->lines[line];
    for (uint32_t i = 0; i < l->run_count && column >= 0; i++) {
        const struct run *run = &p->runs[l->first_run + i];
        if (column < run->columns) {
            return run->link;
        }
        column -= run->columns;
    }
    return 0;
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

/* ---- where they lead ---- */

void reader_forget_lead(struct reader *r) {
    slot_cancel(&r->lead_slot);
    request_free(r->lead ? &r->lead->request : NULL);
    r->lead = NULL;
    r->lead_of = 0;
}

/* Without an answer, the link says what its address says. */
void reader_take_lead(void *owner, void *context, struct request *request) {
    struct reader *r = owner;
    (void)context;
    if (request->has_failed) {
        request_free(request);
    } else {
        r->lead = (struct lead_request *)request;
    }
}

void reader_focus(struct reader *r, struct ui *ui, uint32_t link) {
    struct str url = link ? r->rendered.doc.links[link - 1].url : STR_NONE;
    int64_t term = 0, article = 0;
    r->focus = link;
    if (link == r->lead_of) {
        return;
    }
    reader_forget_lead(r);
    if (link_is_term(url, &term) || link_is_article(url, &article) || url_is_wiki(url) || link_is_permalink(url)) {
        r->lead_of = link;
        ui_send(ui, &r->lead_slot, &request_lead(term, article, url, r->rendered.id)->request);
        ui_wait(ui, &r->lead_slot);
    }
}

/* "to Home Care > Costs", with the title of the article once it is known. */
static void say_name(const struct lead_request *lead, struct str url, struct buf *out) {
    struct buf name = {0}, heading = {0};
    url_wiki_parts(url, &name, &heading);
    bool found = lead && lead->article;
    buf_puts(out, lead && !found ? "leads nowhere: no article is named " : "to ");
    buf_add_str(out, found ? lead->title : buf_str(&name));
    buf_printf(out, "%s%s", name.n && heading.n ? " > " : "", buf_cstr(&heading));
    buf_release(&name);
    buf_release(&heading);
}

void reader_say_lead(const struct reader *r, struct buf *out) {
    struct str url = r->rendered.doc.links[r->focus - 1].url;
    const struct lead_request *lead = r->lead_of == r->focus ? r->lead : NULL;
    int64_t id;
    if (url_is_wiki(url)) {
        say_name(lead, url, out);
    } else if (lead && lead->term) {
        buf_printf(out, "to the %s ", taxonomies[lead->taxonomy].name);
        buf_add_str(out, lead->title);
    } else if (lead && lead->article) {
        buf_puts(out, "to ");
        buf_add_str(out, lead->title);
    } else if (!link_is_term(url, &id) && !link_is_article(url, &id)) {
        buf_puts(out, link_is_permalink(url) ? "" : "Enter opens ");
        url_describe(url, out);
    }
}

/* ---- going to them ---- */

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
    reader_focus(r, ui, link);
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
