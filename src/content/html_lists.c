/* html_lists: lists, items and their numbers. */
#include <string.h>

#include "html_private.h"

enum { NUMBER_MAX = 999999999 };

static struct html_list *innermost(struct html *h) {
    return h->state.list ? &h->lists[h->state.list - 1] : NULL;
}

/* A list between the items of another belongs to the item before it. */
static void reopen_item(struct html *h) {
    const struct html_list *around = innermost(h);
    if (around && around->block == h->doc.parent && around->item_end == h->doc.block_count &&
        around->last_item != BLOCK_NO_PARENT) {
        h->doc.parent = around->last_item;
        h->state.containers++;
    }
}

static void start_list(struct html *h, struct html_list list) {
    list.block = list.last_item = BLOCK_NO_PARENT;
    if (!h->state.flat) {
        reopen_item(h);
        html_open(h, BLOCK_LIST, 0, list.type);
        list.block = h->doc.parent;
    }
    list.counts_down &= list.block != BLOCK_NO_PARENT;
    h->lists = grow(h->lists, h->list_count, &h->list_capacity, sizeof *h->lists);
    h->lists[h->list_count++] = list;
    h->state.list = (int)h->list_count;
}

void html_start_bullets(struct html *h, attributes_t attributes) {
    (void)attributes;
    start_list(h, (struct html_list){.ordered = false});
}

void html_start_ordered(struct html *h, attributes_t attributes) {
    bool reversed = html_attribute(attributes, "reversed") != NULL;
    int start = html_number(attributes, "start", -NUMBER_MAX, NUMBER_MAX, NUMBER_MAX + 1);
    bool has_start = start <= NUMBER_MAX;
    const char *type = html_attribute(attributes, "type");
    start_list(h, (struct html_list){
                      .ordered = true,
                      .type = type && strlen(type) == 1 && strchr("aAiI", *type) ? *type : 0,
                      .counts_down = reversed && !has_start,
                      .next = has_start ? start : 1,
                      .step = reversed ? -1 : 1,
                  });
}

static void number_from_end(struct html *h, const struct html_list *list) {
    int number = 1;
    for (int item = list->last_item; item != BLOCK_NO_PARENT; number++) {
        struct block *block = &h->doc.blocks[item];
        item = block->number;
        block->number = number + 1;
    }
}

void html_end_list(struct html *h) {
    const struct html_list *list = innermost(h);
    if (list->counts_down) {
        number_from_end(h, list);
    }
    h->list_count--;
}

static int take_number(struct html_list *list, attributes_t attributes) {
    int number = html_number(attributes, "value", -NUMBER_MAX, NUMBER_MAX, list->next);
    list->next = number + (number > -NUMBER_MAX && number < NUMBER_MAX ? list->step : 0);
    return number;
}

static void put_flat_marker(struct html *h, const struct html_list *list, int number) {
    struct buf marker = {0};
    if (list && list->ordered) {
        buf_printf(&marker, "%d.", number);
    } else {
        buf_puts(&marker, "-");
    }
    html_put(h, buf_str(&marker), h->state.bits, h->state.link);
    html_set_blank(h);
    buf_release(&marker);
}

void html_start_item(struct html *h, attributes_t attributes) {
    struct html_list *list = innermost(h);
    int number = list && list->ordered ? take_number(list, attributes) : 0;
    if (h->state.flat) {
        put_flat_marker(h, list, number);
        return;
    }
    bool direct = list && list->block == h->doc.parent;
    html_open(h, BLOCK_ITEM, 0, list && list->ordered ? number + 1 : 0);
    if (!direct) {
        return;
    }
    if (list->counts_down) {
        h->doc.blocks[h->doc.parent].number = list->last_item;
    }
    list->last_item = h->doc.parent;
}

void html_end_item(struct html *h) {
    struct html_list *list = innermost(h);
    if (list && list->last_item == h->doc.parent) {
        list->item_end = h->doc.block_count;
    }
}

/* Paragraphs in items make the list loose. */
void html_start_paragraph(struct html *h, attributes_t attributes) {
    (void)attributes;
    if (h->state.flat || h->doc.parent == BLOCK_NO_PARENT) {
        return;
    }
    const struct block *item = &h->doc.blocks[h->doc.parent];
    if (item->kind == BLOCK_ITEM && item->parent != BLOCK_NO_PARENT && h->doc.blocks[item->parent].kind == BLOCK_LIST) {
        h->doc.blocks[item->parent].level = 1;
    }
}

void html_start_definitions(struct html *h, attributes_t attributes) {
    (void)attributes;
    h->state.in_definition = false;
}

/* If the end tag was omitted, the parser reports the next definition inside this one. */
void html_start_definition(struct html *h, attributes_t attributes) {
    (void)attributes;
    if (!h->state.flat && !h->state.in_definition) {
        html_open(h, BLOCK_DEFINITION, 0, 0);
    }
    h->state.in_definition = true;
}
