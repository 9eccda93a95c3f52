/* html_elements: links, images and other tags that need more than a row of the table. */
#include <string.h>

#include "html_private.h"
#include "text.h"
#include "url.h"

/* A link without text would use up a number that nobody sees. */
static void drop_unused(struct html *h, uint32_t link) {
    if (link && link != h->used_link && link == h->doc.link_count) {
        h->doc.link_count--;
        buf_truncate(&h->doc.urls, h->doc.urls.n - h->doc.links[h->doc.link_count].url.n);
    }
}

void html_start_link(struct html *h, attributes_t attributes) {
    h->state.link = html_new_link(h, html_attribute(attributes, "href"), false);
    h->state.skip |= h->state.link && h->state.media && html_links_to_media(h);
}

void html_end_link(struct html *h) {
    drop_unused(h, h->state.link);
}

void html_start_break(struct html *h, attributes_t attributes) {
    (void)attributes;
    html_break(h);
}

void html_start_rule(struct html *h, attributes_t attributes) {
    (void)attributes;
    if (!h->state.flat) {
        doc_leaf(&h->doc, BLOCK_RULE, 0, 0);
        h->doc.leaf_open = false;
    }
}

void html_start_pre(struct html *h, attributes_t attributes) {
    (void)attributes;
    h->state.pre = true;
    if (!h->state.flat) {
        h->state.flat = true;
        h->state.leaf = BLOCK_PRE;
        h->state.level = 0;
    }
}

void html_start_code(struct html *h, attributes_t attributes) {
    (void)attributes;
    h->state.bits |= h->state.leaf == BLOCK_PRE ? 0 : SPAN_CODE;
}

/* What is raised or lowered within such text: its own place is written at the end, see html_signs. */
static void start_script(struct html *h, struct str sign) {
    if (h->open[h->open_count - 1].before.bits & (SPAN_SUP | SPAN_SUB)) {
        html_put(h, sign, h->state.bits, h->state.link);
    }
}

void html_start_raised(struct html *h, attributes_t attributes) {
    (void)attributes;
    start_script(h, STR("^"));
}

void html_start_lowered(struct html *h, attributes_t attributes) {
    (void)attributes;
    start_script(h, STR("_"));
}

/* Explained once each, as in print, and for a few hundred of them. What begins with a digit is a date for machines. */
void html_start_abbreviation(struct html *h, attributes_t attributes) {
    enum { MEANINGS_MAX = 16384 };
    struct str meaning = html_clean_line(h, html_attribute(attributes, "title"));
    struct buf line = {0};
    buf_printf(&line, "\n%s\n", buf_cstr(&h->words));
    bool is_explained = h->meanings.n && memmem(h->meanings.p, h->meanings.n, line.p, line.n);
    h->state.meaning = 0;
    if (meaning.n && !(meaning.p[0] >= '0' && meaning.p[0] <= '9') && !is_explained && h->meanings.n < MEANINGS_MAX) {
        buf_puts(&h->meanings, h->meanings.n ? "" : "\n");
        h->state.meaning = (uint32_t)h->meanings.n;
        buf_add_str(&h->meanings, str_slice(buf_str(&line), 1, line.n));
    }
    buf_release(&line);
}

void html_end_abbreviation(struct html *h) {
    if (h->state.meaning) {
        struct str rest = str_slice(buf_str(&h->meanings), h->state.meaning, h->meanings.n);
        struct str meaning = str_slice(rest, 0, strcspn(rest.p, "\n"));
        html_put(h, STR(" ("), h->state.bits, h->state.link);
        html_put(h, meaning, h->state.bits, h->state.link);
        html_put(h, STR(")"), h->state.bits, h->state.link);
    }
}

static bool is_pixel(attributes_t attributes) {
    return html_number(attributes, "width", 0, 1, 2) < 2 || html_number(attributes, "height", 0, 1, 2) < 2;
}

void html_start_image(struct html *h, attributes_t attributes) {
    if (is_pixel(attributes)) {
        return;
    }
    uint32_t own = h->state.link ? 0 : html_new_link(h, html_attribute(attributes, "src"), true);
    struct str alt = html_clean_line(h, html_attribute(attributes, "alt"));
    if (alt.n || own || h->state.link) {
        html_put_image(h, alt, own ? own : h->state.link);
    }
}

static bool starts_item(const struct html *h) {
    const struct doc_builder *b = &h->doc;
    return b->parent != BLOCK_NO_PARENT && b->blocks[b->parent].kind == BLOCK_ITEM && b->block_count == (size_t)b->parent + 1;
}

void html_start_input(struct html *h, attributes_t attributes) {
    const char *type = html_attribute(attributes, "type");
    if (!type || !str_equal_nocase(str_from(type), STR("checkbox"))) {
        return;
    }
    bool checked = html_attribute(attributes, "checked") != NULL;
    if (starts_item(h)) {
        h->doc.blocks[h->doc.parent].level = checked ? 2 : 1;
    } else {
        html_put_apart(h, checked ? STR("[x]") : STR("[ ]"), h->state.link);
    }
}
