/* markdown_markers: markers at the beginning of a paragraph or the end of a heading: tasks, callouts, ids; also tables and
 * definition lists. */
#include <cmark.h>
#include <string.h>

#include "markdown_private.h"

/* A list takes the place of the text of a paragraph. */
#define LIST_START "</p><dl>"
#define LIST_END "</dl><p>"

static struct str text_of(cmark_node *node) {
    bool is_text = node && cmark_node_get_type(node) == CMARK_NODE_TEXT;
    return is_text ? str_from(cmark_node_get_literal(node)) : STR_NONE;
}

static void set_text(cmark_node *node, struct str text) {
    cmark_node_insert_after(node, markdown_node_text(text));
    cmark_node_free(node);
}

/* "[ ] " or "[x] " at the start of an item. */
static void read_task(cmark_node *paragraph) {
    cmark_node *first = cmark_node_first_child(paragraph);
    struct str text = text_of(first);
    if (text.n < 4 || text.p[0] != '[' || !strchr(" xX", text.p[1]) || text.p[2] != ']' || !is_blank(text.p[3])) {
        return;
    }
    const char *box = text.p[1] == ' ' ? "<input type=\"checkbox\">" : "<input type=\"checkbox\" checked>";
    cmark_node_insert_before(first, markdown_node_html(box));
    set_text(first, str_slice(text, 4, text.n));
}

/* The type in "[!note]", "[!warning]-", "[!tip|wide]+" at the start of a text; *after: the offset after it and the sign for
 * folding. Empty: there is none. */
static struct str callout_type(struct str text, size_t *after) {
    enum { TYPE_MAX = 40 };
    size_t end = 2, close;
    if (text.n < 4 || text.p[0] != '[' || text.p[1] != '!') {
        return STR_NONE;
    }
    while (end < text.n && end < TYPE_MAX && !memchr("[]|", text.p[end], 3)) {
        end++;
    }
    for (close = end; close < text.n && text.p[close] != ']'; close++) {
    }
    *after = close + 1;
    *after += *after < text.n && memchr("+-", text.p[*after], 2);
    bool ends = close < text.n && (*after >= text.n || is_blank(text.p[*after]));
    return ends && text.p[end] != '[' ? str_trim(str_slice(text, 2, end)) : STR_NONE;
}

/* "further-reading" as a title: "Further reading". */
static cmark_node *type_node(struct str type) {
    struct buf title = {0};
    for (size_t i = 0; i < type.n; i++) {
        char c = type.p[i];
        bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
        char folded = (char)(upper && i ? c + 'a' - 'A' : lower && !i ? c + 'A' - 'a' : c);
        buf_putc(&title, folded == '-' || folded == '_' ? ' ' : folded);
    }
    cmark_node *node = markdown_node_text(buf_str(&title));
    buf_release(&title);
    return node;
}

/* Moves the rest of the first line to a title of its own. */
static void move_title(cmark_node *paragraph, cmark_node *title) {
    for (cmark_node *node = cmark_node_first_child(paragraph), *next; node; node = next) {
        next = markdown_is_line_end(node) ? NULL : cmark_node_next(node);
        if (markdown_is_line_end(node)) {
            cmark_node_free(node);
        } else {
            cmark_node_append_child(title, node);
        }
    }
}

/* "[!NOTE]" or "[!note]- Title" on the first line of a quote. Returns true if that was the whole paragraph, which is then
 * freed. */
static bool read_callout(cmark_node *paragraph) {
    cmark_node *first = cmark_node_first_child(paragraph);
    struct str text = text_of(first);
    size_t after = 0;
    struct str type = callout_type(text, &after), rest = str_trim(str_slice(text, after, text.n));
    if (!type.n) {
        return false;
    }
    cmark_node *next = cmark_node_next(first);
    bool titled = rest.n || (next && !markdown_is_line_end(next));
    cmark_node *start = titled ? markdown_node_text(str_slice(text, after + (after < text.n), text.n)) : type_node(type);
    cmark_node_insert_before(first, start);
    cmark_node_free(first);
    cmark_node *title = cmark_node_new(CMARK_NODE_PARAGRAPH), *strong = cmark_node_new(CMARK_NODE_STRONG);
    cmark_node_append_child(title, strong);
    move_title(paragraph, strong);
    cmark_node_insert_before(paragraph, title);
    bool whole = !cmark_node_first_child(paragraph);
    if (whole) {
        cmark_node_free(paragraph);
    }
    return whole;
}

/* "Heading {#id}", "Heading {.class}". */
static void read_heading(cmark_node *heading) {
    for (cmark_node *node = cmark_node_first_child(heading), *next; node; node = next) {
        struct str text = text_of(node);
        const char *brace = text.n && text.p[text.n - 1] == '}' ? strrchr(text.p, '{') : NULL;
        next = cmark_node_next(node);
        if (brace && strchr("#.:", brace[1]) && (brace == text.p || is_blank(brace[-1]))) {
            set_text(node, str_slice(text, 0, (size_t)(brace - text.p)));
        }
    }
}

/* ": Definition" at the start of a line. */
static bool is_definition(cmark_node *node) {
    struct str text = text_of(node);
    return text.n > 1 && text.p[0] == ':' && is_blank(text.p[1]);
}

static cmark_node *line_end_before_definition(cmark_node *node) {
    while (node && !(markdown_is_line_end(node) && is_definition(cmark_node_next(node)))) {
        node = cmark_node_next(node);
    }
    return node;
}

static void drop_colon(cmark_node *text) {
    struct str definition = text_of(text);
    size_t blanks = 1;
    while (blanks < definition.n && is_blank(definition.p[blanks])) {
        blanks++;
    }
    set_text(text, str_slice(definition, blanks, definition.n));
}

static bool is_list(cmark_node *paragraph) {
    cmark_node *first = cmark_node_first_child(paragraph);
    return first && cmark_node_get_type(first) == CMARK_NODE_HTML_INLINE &&
           str_starts(str_from(cmark_node_get_literal(first)), LIST_START);
}

/* The paragraph before a definition holds its term, of one line, or another definition of it. */
static bool make_term(cmark_node *paragraph) {
    if (!paragraph || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH) {
        return false;
    }
    for (cmark_node *node = cmark_node_first_child(paragraph); node && !is_list(paragraph); node = cmark_node_next(node)) {
        if (markdown_is_line_end(node)) {
            return false;
        }
    }
    if (!is_list(paragraph)) {
        cmark_node_prepend_child(paragraph, markdown_node_html(LIST_START "<dt>"));
        cmark_node_append_child(paragraph, markdown_node_html("</dt>" LIST_END));
    }
    return true;
}

/* A term followed by lines that begin with a colon, or by a paragraph that does: PHP Markdown Extra's definition lists, which
 * Hugo and kramdown support. The paragraph stays, with a list as its text. */
static void read_definitions(cmark_node *paragraph) {
    cmark_node *first = cmark_node_first_child(paragraph), *end = line_end_before_definition(first);
    bool apart = is_definition(first);
    if (apart ? !make_term(cmark_node_previous(paragraph)) : !end) {
        return;
    }
    if (apart) {
        drop_colon(first);
    }
    cmark_node_prepend_child(paragraph, markdown_node_html(apart ? LIST_START "<dd>" : LIST_START "<dt>"));
    for (const char *between = apart ? "</dd><dd>" : "</dt><dd>"; end; between = "</dd><dd>") {
        cmark_node *text = cmark_node_next(end);
        cmark_node_insert_before(end, markdown_node_html(between));
        cmark_node_free(end);
        end = line_end_before_definition(cmark_node_next(text));
        drop_colon(text);
    }
    cmark_node_append_child(paragraph, markdown_node_html("</dd>" LIST_END));
}

void markdown_markers(struct cmark_node *node) {
    cmark_node *parent = cmark_node_parent(node);
    bool first = !cmark_node_previous(node);
    if (cmark_node_get_type(node) == CMARK_NODE_HEADING) {
        read_heading(node);
        return;
    }
    if (first && cmark_node_get_type(parent) == CMARK_NODE_ITEM) {
        read_task(node);
    } else if (first && cmark_node_get_type(parent) == CMARK_NODE_BLOCK_QUOTE && read_callout(node)) {
        return;
    }
    if (!markdown_table(node)) {
        read_definitions(node);
    }
}
