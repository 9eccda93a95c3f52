/* html_walk: opens and closes elements. State set inside an element ends with it. */
#include <stdlib.h>
#include <string.h>

#include "html_private.h"

void html_init(struct html *h, struct str html, struct html_options *options) {
    *h = (struct html){.options = options};
    html_begin_page(h, html);
    options->faults = 0;
    options->refused = 0;
    doc_build(&h->doc);
}

void html_release(struct html *h) {
    free(h->open);
    free(h->lists);
    buf_release(&h->text);
    buf_release(&h->clean);
    buf_release(&h->words);
    buf_release(&h->meanings);
}

static void start_leaf(struct html *h, const struct tag *tag) {
    if (h->state.flat) {
        h->state.bits |= tag->leaf == BLOCK_CAPTION ? 0 : SPAN_STRONG;
        return;
    }
    h->state.leaf = tag->leaf;
    h->state.level = tag->level;
}

static void do_start(struct html *h, const struct tag *tag, attributes_t attributes) {
    if (tag->block) {
        html_boundary(h);
    }
    if (tag->leaf) {
        start_leaf(h, tag);
    }
    if (tag->container && !h->state.flat) {
        html_open(h, tag->container, 0, 0);
    }
    h->state.bits |= tag->bits;
    if (tag->before) {
        html_put(h, str_from(tag->before), h->state.bits, h->state.link);
    }
    if (tag->start) {
        tag->start(h, attributes);
    }
    h->state.skip |= tag->skip;
}

void html_start(struct html *h, const char *name, attributes_t attributes) {
    const struct tag *tag = html_tag(name);
    html_flush(h);
    h->open = grow(h->open, h->open_count, &h->open_capacity, sizeof *h->open);
    struct open_element *element = &h->open[h->open_count++];
    *element = (struct open_element){tag, false, h->state};
    h->state.containers = 0;
    if (h->options->page) {
        html_start_part(h, tag, name);
    }
    h->state.skip |= html_attribute(attributes, "hidden") != NULL;
    h->state.skip |= h->state.drawing && strcmp(tag->name, "title");
    if (!h->state.skip && !h->state.outside) {
        element->begun = true;
        do_start(h, tag, attributes);
    }
}

static void do_end(struct html *h, const struct tag *tag) {
    if (tag->after) {
        html_put(h, str_from(tag->after), h->state.bits, h->state.link);
    }
    if (tag->end) {
        tag->end(h);
    }
    for (; h->state.containers; h->state.containers--) {
        doc_close(&h->doc);
    }
}

void html_end(struct html *h) {
    if (!h->open_count) {
        return;
    }
    html_flush(h);
    const struct open_element *element = &h->open[--h->open_count];
    if (element->begun) {
        do_end(h, element->tag);
    }
    h->state = element->before;
    if (element->begun && element->tag->block) {
        html_boundary(h);
    }
}

void html_characters(struct html *h, struct str text) {
    if (!h->state.skip && !h->state.outside) {
        buf_add_str(&h->text, text);
    }
}

void html_finish(struct html *h) {
    while (h->open_count) {
        html_end(h);
    }
    html_flush(h);
}
