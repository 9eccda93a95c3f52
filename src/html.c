/* html: libxml2's tree, walked with a loop, into a document. */
#include "html.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "html_private.h"
#include "text.h"
#include "url.h"

/* What holds inside an element, and is put back at its end. */
struct frame {
    unsigned bits;
    uint32_t link;
    bool pre, cell;
    bool closes; /* a container was opened for the element */
    int list;    /* index of the innermost list; -1 none */
    int item;    /* of the innermost item */
    int table_depth, row_depth;
};

struct walk {
    struct html_options *options;
    struct doc_builder b;
    struct frame now;
    struct frame *stack;
    size_t depth, capacity;
    enum block_kind leaf; /* of the next text when no leaf is open */
    int level;
    bool blank; /* a blank is due before the next text of this leaf */
    struct buf text;
};

/* ---- text ---- */

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void open_leaf(struct walk *w) {
    if (!w->b.leaf_open) {
        doc_leaf(&w->b, w->leaf, w->level, 0);
        w->blank = false;
    }
}

static void emit(struct walk *w, struct str raw, unsigned bits, uint32_t link) {
    buf_reset(&w->text);
    w->options->faults |= text_clean(&w->text, raw);
    if (w->text.n) {
        open_leaf(w);
        doc_span(&w->b, buf_str(&w->text), bits, link);
    }
}

/* Where a paragraph would end. In a cell, which is one leaf, it is a blank. */
static void boundary(struct walk *w) {
    if (w->now.cell) {
        w->blank = w->b.leaf_open;
        return;
    }
    w->b.leaf_open = false;
    w->blank = false;
}

static void word(struct walk *w, struct str text) {
    if (w->blank && w->b.leaf_open) {
        doc_span(&w->b, STR(" "), w->now.bits & ~(unsigned)SPAN_IMAGE, w->now.link);
    }
    w->blank = false;
    emit(w, text, w->now.bits, w->now.link);
}

/* Runs of blanks are one blank, none at the beginning of a leaf; a piece without runs goes in whole. */
static void flow(struct walk *w, struct str s) {
    size_t from = 0;
    for (size_t i = 0; i < s.n;) {
        if (!is_blank(s.p[i])) {
            i++;
            continue;
        }
        size_t end = i;
        while (end < s.n && is_blank(s.p[end])) {
            end++;
        }
        if (s.p[i] != ' ' || end - i > 1 || end == s.n || i == from) {
            if (i > from) {
                word(w, str_slice(s, from, i));
            }
            w->blank = w->b.leaf_open;
            from = end;
        }
        i = end;
    }
    if (from < s.n) {
        word(w, str_slice(s, from, s.n));
    }
}

/* The newline right behind <pre>, and the last one, are markup. */
static void preformatted(struct walk *w, const xmlNode *n, struct str s) {
    if (!w->b.leaf_open && s.n && s.p[0] == '\n') {
        s = str_slice(s, 1, s.n);
    }
    if (!n->next && s.n && s.p[s.n - 1] == '\n') {
        s.n--;
    }
    emit(w, s, w->now.bits, w->now.link);
}

static void text_node(struct walk *w, const xmlNode *n) {
    struct str s = str_from((const char *)n->content);
    if (w->now.pre) {
        preformatted(w, n, s);
    } else {
        flow(w, s);
    }
}

/* ---- attributes ---- */

static struct str attribute(const xmlNode *n, const char *name) {
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        if (!strcmp((const char *)a->name, name)) {
            return a->children && a->children->content ? str_from((const char *)a->children->content) : STR_NONE;
        }
    }
    return STR_NONE;
}

static bool has_attribute(const xmlNode *n, const char *name) {
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        if (!strcmp((const char *)a->name, name)) {
            return true;
        }
    }
    return false;
}

static int number_attribute(const xmlNode *n, const char *name, int otherwise) {
    int64_t value;
    return str_to_int(str_trim(attribute(n, name)), &value) && value > -INT_MAX / 2 && value < INT_MAX / 2 ? (int)value
                                                                                                           : otherwise;
}

static bool is_relative(struct str url) {
    const char *colon = memchr(url.p, ':', url.n), *slash = memchr(url.p, '/', url.n);
    return url.n && url.p[0] != '#' && (!colon || (slash && slash < colon));
}

/* 0 when the target may not be opened: its text stays. */
static uint32_t link_to(struct walk *w, struct str url) {
    struct buf full = {0};
    uint32_t link = 0;
    url = str_trim(url);
    if (w->options->base.n && is_relative(url)) {
        struct str base = w->options->base;
        buf_add_str(&full, base);
        if (base.p[base.n - 1] != '/' && url.p[0] != '/') {
            buf_putc(&full, '/');
        } else if (base.p[base.n - 1] == '/' && url.p[0] == '/') {
            full.n--;
        }
    }
    buf_add_str(&full, url);
    if (url_check(buf_str(&full), NULL) == 0) {
        link = doc_link(&w->b, buf_str(&full));
    }
    buf_release(&full);
    return link;
}

/* ---- elements ---- */

static void begin_leaf(struct walk *w, enum block_kind kind, int level) {
    boundary(w);
    if (!w->now.cell) {
        w->leaf = kind;
        w->level = level;
        w->now.pre = kind == BLOCK_PRE || w->now.pre;
    }
}

static void end_leaf(struct walk *w) {
    boundary(w);
    if (!w->now.cell) {
        w->leaf = BLOCK_PARAGRAPH;
        w->level = 0;
    }
}

static int open_container(struct walk *w, enum block_kind kind, int level, int number) {
    boundary(w);
    w->leaf = BLOCK_PARAGRAPH;
    w->level = 0;
    w->now.closes = true;
    return doc_open(&w->b, kind, level, number);
}

static void image(struct walk *w, const xmlNode *n) {
    struct str alt = str_trim(attribute(n, "alt")), source = str_trim(attribute(n, "src"));
    if (!alt.n) {
        alt = str_trim(attribute(n, "title"));
    }
    if (!alt.n && has_attribute(n, "alt")) {
        return; /* an empty text says that the image says nothing */
    }
    uint32_t link = w->now.link ? w->now.link : link_to(w, source);
    if (w->blank && w->b.leaf_open) {
        doc_span(&w->b, STR(" "), 0, 0);
    }
    w->blank = false;
    struct buf line = {0};
    w->options->faults |= text_clean_line(&line, alt.n ? alt : STR("image"));
    emit(w, buf_str(&line), w->now.bits | SPAN_IMAGE, link);
    buf_release(&line);
}

static void embed(struct walk *w, const xmlNode *n) {
    struct str source = attribute(n, "src"), title = str_trim(attribute(n, "title"));
    uint32_t link = link_to(w, source);
    boundary(w);
    if (link) {
        emit(w, title.n ? title : url_host(str_trim(source)), w->now.bits, link);
    }
    boundary(w);
}

static void line_break(struct walk *w) {
    if (w->now.pre) {
        emit(w, STR("\n"), w->now.bits, 0);
    } else if (w->b.leaf_open) {
        doc_span(&w->b, STR("\n"), SPAN_BREAK, 0);
        w->blank = false;
    }
}

static void item(struct walk *w, const xmlNode *n) {
    int number = 0;
    if (w->now.list >= 0 && w->b.blocks[w->now.list].number) {
        struct block *list = &w->b.blocks[w->now.list];
        list->number = number_attribute(n, "value", list->number - 1) + 1;
        number = list->number++;
    }
    if (w->now.list < 0) {
        w->now.list = open_container(w, BLOCK_LIST, 0, 0); /* an item without a list: leave() closes both */
    }
    w->now.item = open_container(w, BLOCK_ITEM, 0, number);
}

static void list(struct walk *w, const xmlNode *n, bool numbered) {
    if (w->now.cell) {
        boundary(w);
        return;
    }
    w->now.list = open_container(w, BLOCK_LIST, 0, numbered ? number_attribute(n, "start", 1) + 1 : 0);
    w->now.item = -1;
}

static void checkbox(struct walk *w, const xmlNode *n) {
    if (w->now.item >= 0 && str_equal_nocase(attribute(n, "type"), STR("checkbox"))) {
        w->b.blocks[w->now.item].level = has_attribute(n, "checked") ? 2 : 1;
    }
}

static bool in_head(const xmlNode *row) {
    if (row->parent && row->parent->name && !strcmp((const char *)row->parent->name, "thead")) {
        return true;
    }
    bool any = false;
    for (const xmlNode *n = row->children; n; n = n->next) {
        if (n->type == XML_ELEMENT_NODE) {
            if (strcmp((const char *)n->name, "th")) {
                return false;
            }
            any = true;
        }
    }
    return any && !row->prev;
}

static void cell(struct walk *w, const xmlNode *n) {
    struct str align = attribute(n, "align"), style = attribute(n, "style");
    int level = str_equal_nocase(align, STR("right")) ? 2 : str_equal_nocase(align, STR("center")) ? 1 : 0;
    if (!level && style.n) {
        level = memmem(style.p, style.n, "right", 5) ? 2 : memmem(style.p, style.n, "center", 6) ? 1 : 0;
    }
    int span = number_attribute(n, "colspan", 1);
    doc_leaf(&w->b, BLOCK_CELL, level, span < 1 ? 1 : span > 100 ? 100 : span);
    w->blank = false;
    w->now.cell = true;
    w->now.row_depth = 0;
    w->now.table_depth = 0;
}

/* True when the element's children are to be walked. */
static bool enter(struct walk *w, const xmlNode *n, const struct tag *tag) {
    w->now.bits |= tag->bits & ~(unsigned)SPAN_IMAGE;
    switch (tag->role) {
    case ROLE_INLINE:
        return true;
    case ROLE_SKIP:
        return false;
    case ROLE_BLOCK:
        boundary(w);
        return true;
    case ROLE_LEAF:
        if (tag->kind == BLOCK_PARAGRAPH && w->now.list >= 0 && w->now.item >= 0 && !w->now.cell) {
            w->b.blocks[w->now.list].level = 1; /* paragraphs in its items: a loose list */
        }
        begin_leaf(w, tag->kind, tag->level);
        return true;
    case ROLE_CONTAINER:
        if (w->now.cell) {
            boundary(w);
        } else {
            open_container(w, tag->kind, 0, 0);
        }
        return true;
    case ROLE_BREAK:
        line_break(w);
        return false;
    case ROLE_RULE:
        boundary(w);
        if (!w->now.cell) {
            doc_leaf(&w->b, BLOCK_RULE, 0, 0);
            w->b.leaf_open = false;
        }
        return false;
    case ROLE_LINK:
        w->now.link = has_attribute(n, "href") ? link_to(w, attribute(n, "href")) : w->now.link;
        return true;
    case ROLE_IMAGE:
        image(w, n);
        return false;
    case ROLE_LIST:
        list(w, n, !strcmp(tag->name, "ol"));
        return true;
    case ROLE_ITEM:
        if (w->now.cell) {
            boundary(w);
        } else {
            item(w, n);
        }
        return true;
    case ROLE_CHECKBOX:
        checkbox(w, n);
        return false;
    case ROLE_TABLE:
        if (w->now.cell) {
            boundary(w);
        } else {
            open_container(w, BLOCK_TABLE, 0, 0);
            w->now.table_depth = 1;
            w->now.row_depth = 0;
        }
        return true;
    case ROLE_ROW:
        boundary(w);
        if (!w->now.cell && w->now.table_depth) {
            open_container(w, BLOCK_ROW, in_head(n), 0);
            w->now.row_depth = 1;
        }
        return true;
    case ROLE_CELL:
        boundary(w);
        if (!w->now.cell && w->now.row_depth) {
            cell(w, n);
        }
        return true;
    case ROLE_QUOTED:
        word(w, STR("“"));
        return true;
    case ROLE_EMBED:
        embed(w, n);
        return true;
    }
    return true;
}

static void leave(struct walk *w, const struct tag *tag) {
    struct frame before = w->stack[--w->depth];
    if (tag->role == ROLE_QUOTED) {
        word(w, STR("”"));
    } else if (tag->role == ROLE_LEAF) {
        end_leaf(w);
    } else if (tag->role == ROLE_CELL && w->now.cell && !before.cell) {
        w->b.leaf_open = false;
        w->blank = false;
    } else if (tag->role != ROLE_INLINE && tag->role != ROLE_LINK && tag->role != ROLE_BREAK && tag->role != ROLE_IMAGE &&
               tag->role != ROLE_CHECKBOX && tag->role != ROLE_SKIP) {
        boundary(w);
    }
    if (w->now.closes) {
        w->b.leaf_open = false;
        doc_close(&w->b);
        if (tag->role == ROLE_ITEM && before.list < 0) {
            doc_close(&w->b);
        }
    }
    w->now = before;
}

static void push(struct walk *w) {
    w->stack = grow(w->stack, w->depth, &w->capacity, sizeof *w->stack);
    w->stack[w->depth++] = w->now;
    w->now.closes = false;
}

static void walk_tree(struct walk *w, const xmlNode *root) {
    const xmlNode *n = root;
    while (n) {
        const xmlNode *down = NULL;
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) {
            text_node(w, n);
        } else if (n->type == XML_ELEMENT_NODE) {
            push(w);
            const struct tag *tag = html_tag((const char *)n->name);
            down = enter(w, n, tag) ? n->children : NULL;
            if (!down) {
                leave(w, tag);
            }
        }
        if (down) {
            n = down;
            continue;
        }
        while (n != root && !n->next) {
            n = n->parent;
            if (n->type == XML_ELEMENT_NODE) {
                leave(w, html_tag((const char *)n->name));
            }
            if (n == root) {
                return;
            }
        }
        n = n == root ? NULL : n->next;
    }
}

static void ignore(void *context, const char *message, ...) {
    (void)context;
    (void)message;
}

static htmlDocPtr parse(struct str html) {
    int flags = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD;
    xmlSetGenericErrorFunc(NULL, ignore);
    return html.n && html.n <= INT_MAX ? htmlReadMemory(html.p, (int)html.n, NULL, "UTF-8", flags | XML_PARSE_HUGE) : NULL;
}

void html_to_doc(struct str html, struct html_options *options, struct arena *arena, struct doc *out) {
    struct walk w = {.options = options, .now = {.list = -1, .item = -1}, .leaf = BLOCK_PARAGRAPH};
    htmlDocPtr tree = parse(html);
    options->faults = 0;
    doc_build(&w.b);
    if (tree) {
        const xmlNode *root = xmlDocGetRootElement(tree);
        if (root) {
            walk_tree(&w, root);
        }
    } else if (html.n) {
        flow(&w, html);
    }
    doc_build_end(&w.b, arena, out);
    xmlFreeDoc(tree);
    free(w.stack);
    buf_release(&w.text);
}
