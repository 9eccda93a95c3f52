/* markdown_markers: markers at the beginning of a paragraph or the end of a heading: tasks, alerts, ids; also tables and
 * definition lists. */
#include <cmark.h>
#include <string.h>

#include "markdown_private.h"

/* A list takes the place of the text of a paragraph. */
#define LIST_START "</p><dl>"
#define LIST_END "</dl><p>"

static void drop(cmark_node *node) {
    cmark_node_unlink(node);
    cmark_node_free(node);
}

static struct str text_of(cmark_node *node) {
    bool is_text = node && cmark_node_get_type(node) == CMARK_NODE_TEXT;
    return is_text ? str_from(cmark_node_get_literal(node)) : STR_NONE;
}

static void set_text(cmark_node *node, struct str text) {
    cmark_node_insert_after(node, markdown_node_text(text));
    drop(node);
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

static const struct {
    const char *marker, *html;
} alerts[] = {
    {"[!NOTE]", "<p><strong>Note</strong></p>"},           {"[!TIP]", "<p><strong>Tip</strong></p>"},
    {"[!IMPORTANT]", "<p><strong>Important</strong></p>"}, {"[!WARNING]", "<p><strong>Warning</strong></p>"},
    {"[!CAUTION]", "<p><strong>Caution</strong></p>"},
};

/* "[!NOTE]" alone on the first line of a quote. Returns true if that was the whole paragraph, which is then freed. */
static bool read_alert(cmark_node *paragraph) {
    cmark_node *first = cmark_node_first_child(paragraph), *end = first ? cmark_node_next(first) : NULL;
    struct str text = str_trim(text_of(first));
    size_t i = 0;
    while (i < ARRAY_SIZE(alerts) && !str_equal_nocase(text, str_from(alerts[i].marker))) {
        i++;
    }
    if (i == ARRAY_SIZE(alerts) ||
        (end && cmark_node_get_type(end) != CMARK_NODE_SOFTBREAK && cmark_node_get_type(end) != CMARK_NODE_LINEBREAK)) {
        return false;
    }
    cmark_node *alert = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
    cmark_node_set_on_enter(alert, alerts[i].html);
    cmark_node_insert_before(paragraph, alert);
    drop(end ? first : paragraph);
    if (end) {
        drop(end);
    }
    return !end;
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
        drop(end);
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
    } else if (first && cmark_node_get_type(parent) == CMARK_NODE_BLOCK_QUOTE && read_alert(node)) {
        return;
    }
    if (!markdown_table(node)) {
        read_definitions(node);
    }
}
