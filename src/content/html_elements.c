/* html_elements: links, images, media and other tags that need more than a row of the table. */
#include <stdio.h>
#include <string.h>

#include "html_private.h"
#include "text.h"
#include "url.h"

static void note_refused(struct html *h, struct str url, const struct err *why) {
    struct html_options *o = h->options;
    if (!o->refused++) {
        snprintf(o->first_refused, sizeof o->first_refused, "'%.*s': %.150s", (int)(url.n < 60 ? url.n : 60), url.p, why->text);
    }
}

/* Does it begin with a scheme, a name with a colon before any slash: "javascript:", "tel:"? */
static bool has_scheme(struct str url) {
    size_t n = strcspn(url.p, ":/?#");
    return n && n < url.n && url.p[n] == ':';
}

static uint32_t new_link(struct html *h, const char *address, bool is_file) {
    struct str url = str_trim(str_from(address));
    struct err why;
    if (!url.n) {
        return 0;
    }
    if (!url_check(url, &why)) {
        return doc_link(&h->doc, url);
    }
    if (str_starts(url, URL_WIKI)) {
        return url_is_unfit(url) || url.n > URL_MAX ? 0 : doc_link(&h->doc, url);
    }
    buf_reset(&h->words);
    if (url_resolve(&h->options->base, url, is_file, &h->words)) {
        return doc_link(&h->doc, buf_str(&h->words));
    }
    if (has_scheme(url) && !str_starts(url, "data:")) {
        note_refused(h, url, &why);
    }
    return 0;
}

/* 1 + index of a new link for an address in an attribute (may be NULL); 0: not allowed. */
static uint32_t link_to(struct html *h, const char *address) {
    return new_link(h, address, false);
}

/* A link without text would use up a number that nobody sees. */
static void drop_unused(struct html *h, uint32_t link) {
    if (link && link != h->used_link && link == h->doc.link_count) {
        h->doc.link_count--;
        buf_truncate(&h->doc.urls, h->doc.urls.n - h->doc.links[h->doc.link_count].url.n);
    }
}

void html_start_link(struct html *h, attributes_t attributes) {
    h->state.link = link_to(h, html_attribute(attributes, "href"));
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

static bool is_pixel(attributes_t attributes) {
    return html_number(attributes, "width", 0, 1, 2) < 2 || html_number(attributes, "height", 0, 1, 2) < 2;
}

void html_start_image(struct html *h, attributes_t attributes) {
    if (is_pixel(attributes)) {
        return;
    }
    uint32_t own = h->state.link ? 0 : new_link(h, html_attribute(attributes, "src"), true);
    struct str alt = html_clean_line(h, html_attribute(attributes, "alt"));
    if (alt.n || own || h->state.link) {
        html_put_image(h, alt, own ? own : h->state.link);
    }
}

/* Shows media or a frame as a link: its title, or else its address. */
static bool put_media(struct html *h, attributes_t attributes) {
    const char *address = html_attribute(attributes, "src");
    uint32_t link = link_to(h, address);
    if (!link) {
        return false;
    }
    struct str title = html_clean_line(h, html_attribute(attributes, "title"));
    html_put_apart(h, title.n ? title : url_host(str_trim(str_from(address))), link);
    return true;
}

void html_start_frame(struct html *h, attributes_t attributes) {
    put_media(h, attributes);
}

void html_start_media(struct html *h, attributes_t attributes) {
    h->state.in_media = !put_media(h, attributes);
    h->state.skip = !h->state.in_media;
}

/* The parser does not know that <source> is a void element: the text after it is reported as its content. */
void html_start_source(struct html *h, attributes_t attributes) {
    if (!put_media(h, attributes)) {
        return;
    }
    h->state.skip = true;
    h->open[h->open_count - 1].before.skip = true;
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
