/* markdown_footnotes: footnotes. Their texts are moved to the end of the document, numbered in the order of the first
 * references. */
#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "markdown_private.h"

struct note {
    struct buf label;
    cmark_node *block; /* its text */
    size_t order;      /* order of definition */
    int number;        /* 0: not referenced yet */
};

struct notes {
    struct note *items;
    size_t count, capacity;
    int numbered;
    const cmark_node *after; /* the node after the last definition */
};

/* The label of a "[^label]" at `at`; empty: none. */
static struct str label_at(struct str text, size_t at) {
    struct str rest = str_slice(text, at, text.n);
    const char *end = str_starts(rest, "[^") ? memchr(rest.p, ']', rest.n < 103 ? rest.n : 103) : NULL;
    return end ? str_slice(rest, 2, (size_t)(end - rest.p)) : STR_NONE;
}

/* The length of the start of a definition in a text at the start of a line; 0: none. */
static size_t definition_in(cmark_node *node, struct str *label) {
    if (cmark_node_get_type(node) != CMARK_NODE_TEXT) {
        return 0;
    }
    struct str text = str_from(cmark_node_get_literal(node));
    *label = label_at(text, 0);
    size_t end = label->n + strlen("[^]");
    return label->n && str_starts(str_slice(text, end, text.n), FOOTNOTE_MARK ":") ? end + strlen(FOOTNOTE_MARK ":") : 0;
}

static cmark_node *add_note(struct notes *notes, struct str label) {
    notes->items = grow(notes->items, notes->count, &notes->capacity, sizeof *notes->items);
    struct note *note = &notes->items[notes->count];
    *note = (struct note){.block = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK), .order = notes->count};
    buf_add_str(&note->label, label);
    cmark_node_set_on_enter(note->block, "<li>");
    cmark_node_set_on_exit(note->block, "</li>");
    notes->count++;
    return note->block;
}

/* Moves the definitions out of a paragraph, each up to the next. */
static void take_definitions(struct notes *notes, cmark_node *paragraph) {
    cmark_node *block = NULL;
    bool line_start = true;
    for (cmark_node *node = cmark_node_first_child(paragraph), *next; node; node = next) {
        struct str label;
        size_t bytes = line_start ? definition_in(node, &label) : 0;
        next = cmark_node_next(node);
        line_start = markdown_is_line_end(node);
        if (bytes) {
            block = add_note(notes, label);
            struct str text = str_from(cmark_node_get_literal(node));
            cmark_node_append_child(block, markdown_node_text(str_slice(text, bytes, text.n)));
            cmark_node_free(node);
        } else if (block) {
            cmark_node_append_child(block, node);
        }
    }
    if (block) {
        notes->after = cmark_node_next(paragraph);
    }
    if (!cmark_node_first_child(paragraph)) {
        cmark_node_free(paragraph);
    }
}

/* Indented paragraphs after a definition belong to it; cmark parsed them as code. */
static void take_indented(struct notes *notes, cmark_node *code) {
    cmark_node *block = notes->items[notes->count - 1].block, *child;
    const char *text = cmark_node_get_literal(code);
    cmark_node *more = cmark_parse_document(text, strlen(text), CMARK_OPT_UNSAFE);
    while ((child = cmark_node_first_child(more))) {
        cmark_node_append_child(block, child);
    }
    cmark_node_free(more);
    notes->after = cmark_node_next(code);
    cmark_node_free(code);
}

static int by_label(const void *a, const void *b) {
    const struct note *one = a, *other = b;
    int order = str_compare(buf_str(&one->label), buf_str(&other->label));
    return order ? order : one->order < other->order ? -1 : 1;
}

/* Notes without a reference come last. */
static int by_number(const void *a, const void *b) {
    const struct note *one = a, *other = b;
    if (one->number == other->number) {
        return one->order < other->order ? -1 : 1;
    }
    return !one->number || (other->number && other->number < one->number) ? 1 : -1;
}

/* The first definition of a label. */
static struct note *find(const struct notes *notes, struct str label) {
    size_t from = 0, to = notes->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (str_compare(buf_str(&notes->items[middle].label), label) < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from < notes->count && str_equal(buf_str(&notes->items[from].label), label) ? &notes->items[from] : NULL;
}

static void insert_reference(struct notes *notes, struct note *note, cmark_node *before) {
    struct buf html = {0};
    if (!note->number) {
        note->number = ++notes->numbered;
    }
    buf_printf(&html, "<sup>^%d</sup>", note->number);
    cmark_node_insert_before(before, markdown_node_html(buf_cstr(&html)));
    buf_release(&html);
}

static void take_references(struct notes *notes, cmark_node *node) {
    struct str text = str_from(cmark_node_get_literal(node));
    size_t done = 0;
    for (const char *p = text.p; (p = strstr(p, "[^"));) {
        size_t at = (size_t)(p - text.p);
        struct str label = label_at(text, at);
        struct note *note = label.n ? find(notes, label) : NULL;
        p += 2;
        if (!note) {
            continue;
        }
        if (at > done) {
            cmark_node_insert_before(node, markdown_node_text(str_slice(text, done, at)));
        }
        insert_reference(notes, note, node);
        done = at + label.n + strlen("[^]");
        p = text.p + done;
    }
    if (done) {
        cmark_node_insert_before(node, markdown_node_text(str_slice(text, done, text.n)));
        cmark_node_free(node);
    }
}

static void refer(struct notes *notes, cmark_node *root) {
    int images = 0;
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (cmark_node_get_type(node) == CMARK_NODE_IMAGE) {
            images += event == CMARK_EVENT_ENTER ? 1 : -1;
        } else if (cmark_node_get_type(node) == CMARK_NODE_TEXT && !images) {
            take_references(notes, node);
        }
    }
    cmark_iter_free(iter);
}

static void collect(struct notes *notes, cmark_node *root) {
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (event == CMARK_EVENT_EXIT && type == CMARK_NODE_PARAGRAPH) {
            take_definitions(notes, node);
        } else if (type == CMARK_NODE_CODE_BLOCK && notes->count && node == notes->after && !*cmark_node_get_fence_info(node) &&
                   cmark_node_get_start_column(node) > 4) {
            take_indented(notes, node);
        }
    }
    cmark_iter_free(iter);
}

static void sort(struct notes *notes, int (*order)(const void *, const void *)) {
    qsort(notes->items, notes->count, sizeof *notes->items, order);
}

void markdown_footnotes(struct cmark_node *root) {
    struct notes notes = {0};
    collect(&notes, root);
    if (!notes.count) {
        return;
    }
    sort(&notes, by_label);
    refer(&notes, root);
    for (size_t i = 0; i < notes.count; i++) {
        refer(&notes, notes.items[i].block);
    }
    sort(&notes, by_number);
    cmark_node *list = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
    cmark_node_set_on_enter(list, "<hr><ol>");
    cmark_node_set_on_exit(list, "</ol>");
    for (size_t i = 0; i < notes.count; i++) {
        cmark_node_append_child(list, notes.items[i].block);
        buf_release(&notes.items[i].label);
    }
    cmark_node_append_child(root, list);
    free(notes.items);
}
