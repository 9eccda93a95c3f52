/* links: the links of an article. */
#include "lines.h"
#include "text.h"

/* The text of a link, from all of its spans. */
static struct str link_text(const struct doc *d, uint32_t link, struct arena *arena) {
    struct buf text = {0};
    for (size_t i = 0; i < d->span_count; i++) {
        if (d->spans[i].link == link) {
            text_clean_line(&text, str_slice(d->text, d->spans[i].offset, d->spans[i].offset + d->spans[i].length));
        }
    }
    struct str copy = arena_copy(arena, buf_str(&text));
    buf_release(&text);
    return copy;
}

static void fill_links(struct lines *l, const struct request *request) {
    const struct article_request *answer = (const struct article_request *)request;
    struct doc doc;
    compose_article(&answer->article, &answer->doc, &answer->related, false, &l->arena, &doc);
    for (uint32_t i = 1; i <= doc.link_count; i++) {
        uint32_t number = layout_link_number(&doc, i);
        if (number) {
            struct entry *entry = lines_add(l);
            entry->url = doc.links[i - 1].url;
            entry->from = answer->id;
            entry->label = arena_printf(&l->arena, "%4u", number);
            entry->style = LOOK_LABEL;
            entry->text = link_text(&doc, i, &l->arena);
            entry->text = entry->text.n ? entry->text : entry->url;
        }
    }
}

static const struct view_ops ops = {
    .name = "links",
    .hints = "open open  open-source browser  copy-url copy  filter filter  back back",
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

struct view *view_links(struct ui *ui, int64_t id) {
    struct lines *l = lines_new(&ops, "Links");
    l->label_columns = 4;
    l->fill = fill_links;
    lines_ask(l, ui, &request_article(id, STR_NONE, 0)->request);
    return lines_view(l);
}
