/* markdown_table: converts paragraphs that are tables: a line of cells, a line of dashes, more lines of cells. */
#include <cmark.h>
#include <string.h>

#include "markdown_private.h"

static struct str text_of(cmark_node *node) {
    return cmark_node_get_type(node) == CMARK_NODE_TEXT ? str_from(cmark_node_get_literal(node)) : STR_NONE;
}

static size_t count_pipes(struct str text) {
    size_t count = 0;
    const char *end = text.p + text.n;
    for (const char *p = text.p; p < end && (p = memchr(p, '|', (size_t)(end - p))); p++) {
        count++;
    }
    return count;
}

/* The nodes of one line of a paragraph. */
struct table_row {
    cmark_node *first, *end; /* end: the line end after them, or NULL */
    size_t cells;
};

static struct table_row row_at(cmark_node *first) {
    struct table_row row = {first, first, 0};
    cmark_node *last = first;
    size_t pipes = 0;
    for (; row.end && !markdown_is_line_end(row.end); row.end = cmark_node_next(row.end)) {
        last = row.end;
        pipes += count_pipes(text_of(last));
    }
    struct str start = first ? str_trim(text_of(first)) : STR_NONE, stop = last ? str_trim(text_of(last)) : STR_NONE;
    bool leading = start.n && start.p[0] == '|', trailing = stop.n && stop.p[stop.n - 1] == '|';
    row.cells = pipes + 1 - leading - (trailing && pipes > leading);
    return row;
}

/* The alignment given by one cell of the line of dashes; 0: not such a cell. */
static char alignment_of(struct str cell) {
    cell = str_trim(cell);
    bool left = cell.n && cell.p[0] == ':', right = cell.n > 1 && cell.p[cell.n - 1] == ':';
    struct str dashes = str_slice(cell, left, cell.n - right);
    for (size_t i = 0; i < dashes.n; i++) {
        if (dashes.p[i] != '-') {
            return 0;
        }
    }
    return !dashes.n ? 0 : left && right ? 'c' : right ? 'r' : 'l';
}

/* Parses a line of dashes; appends one letter per column to alignments. */
static bool read_dashes(const struct table_row *row, struct buf *alignments) {
    struct str line = str_trim(text_of(row->first));
    buf_reset(alignments);
    if (!line.n || cmark_node_next(row->first) != row->end || !count_pipes(line)) {
        return false;
    }
    line = str_slice(line, line.p[0] == '|', line.n - (line.n > 1 && line.p[line.n - 1] == '|'));
    for (size_t from = 0; from <= line.n;) {
        const char *pipe = from < line.n ? memchr(line.p + from, '|', line.n - from) : NULL;
        size_t to = pipe ? (size_t)(pipe - line.p) : line.n;
        char alignment = alignment_of(str_slice(line, from, to));
        if (!alignment) {
            return false;
        }
        buf_putc(alignments, alignment);
        from = to + 1;
    }
    return true;
}

struct builder {
    cmark_node *table;
    struct buf alignments;
    struct buf tags; /* scratch */
    size_t column;
    bool in_head;
    bool open; /* a cell is open */
};

static const char *close_tag(const struct builder *b) {
    return b->in_head ? "</th>" : "</td>";
}

static void add_html(struct builder *b) {
    cmark_node_append_child(b->table, markdown_node_html(buf_cstr(&b->tags)));
    buf_reset(&b->tags);
}

static void add_cell(struct builder *b) {
    char alignment = b->column < b->alignments.n ? b->alignments.p[b->column] : 'l';
    if (b->open) {
        buf_puts(&b->tags, close_tag(b));
    }
    buf_puts(&b->tags, b->in_head ? "<th" : "<td");
    buf_puts(&b->tags, alignment == 'c' ? " align=\"center\">" : alignment == 'r' ? " align=\"right\">" : ">");
    add_html(b);
    b->column++;
    b->open = true;
}

/* Splits text at pipes; a pipe between cells starts a cell, one at either end of the line does not. */
static void add_text(struct builder *b, struct str text, bool first, bool last) {
    struct str inner = str_trim(text);
    size_t first_pipe = (size_t)(inner.p - text.p), last_pipe = first_pipe + inner.n - (inner.n > 0);
    for (size_t from = 0; from <= text.n;) {
        const char *pipe = from < text.n ? memchr(text.p + from, '|', text.n - from) : NULL;
        size_t to = pipe ? (size_t)(pipe - text.p) : text.n;
        struct str part = str_slice(text, from, to);
        if (part.n) {
            cmark_node_append_child(b->table, markdown_node_text(part));
        }
        bool at_end = (first && to == first_pipe) || (last && to == last_pipe);
        if (pipe && !at_end) {
            add_cell(b);
        }
        from = to + 1;
    }
}

static void add_row(struct builder *b, const struct table_row *row) {
    b->column = 0;
    b->open = false;
    buf_puts(&b->tags, "<tr>");
    add_cell(b);
    for (cmark_node *node = row->first, *next; node && node != row->end; node = next) {
        next = cmark_node_next(node);
        if (cmark_node_get_type(node) == CMARK_NODE_TEXT) {
            add_text(b, text_of(node), node == row->first, next == row->end);
            cmark_node_free(node);
        } else {
            cmark_node_append_child(b->table, node);
        }
    }
    buf_puts(&b->tags, close_tag(b));
    buf_puts(&b->tags, "</tr>");
    add_html(b);
}

static void drop(cmark_node *from, cmark_node *end) {
    for (cmark_node *next; from && from != end; from = next) {
        next = cmark_node_next(from);
        cmark_node_free(from);
    }
}

static struct table_row next_row(const struct table_row *row) {
    return row_at(row->end ? cmark_node_next(row->end) : NULL);
}

static void build(struct builder *b, cmark_node *paragraph, struct table_row head, struct table_row dashes) {
    cmark_node *before = cmark_node_previous(head.first);
    struct table_row row = next_row(&dashes);
    drop(head.end, row.first);
    head.end = row.first;
    b->table = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
    cmark_node_set_on_enter(b->table, TABLE_START "<thead>");
    cmark_node_set_on_exit(b->table, "</tbody></table>");
    b->in_head = true;
    add_row(b, &head);
    b->in_head = false;
    buf_puts(&b->tags, "</thead><tbody>");
    add_html(b);
    while (row.first) {
        struct table_row next = next_row(&row);
        cmark_node *end = row.end;
        add_row(b, &row);
        drop(end, next.first);
        row = next;
    }
    cmark_node_insert_after(paragraph, b->table); /* only now: cmark checks all ancestors whenever a child is added */
    if (before) {
        drop(before, NULL); /* the line end */
    } else {
        cmark_node_free(paragraph);
    }
}

bool markdown_table(struct cmark_node *paragraph) {
    struct builder b = {0};
    struct table_row head = row_at(cmark_node_first_child(paragraph));
    bool found = false;
    while (head.first && head.end && !found) {
        struct table_row dashes = next_row(&head);
        found = dashes.first && read_dashes(&dashes, &b.alignments) && b.alignments.n == head.cells;
        if (found) {
            build(&b, paragraph, head, dashes);
        } else {
            head = dashes;
        }
    }
    buf_release(&b.alignments);
    buf_release(&b.tags);
    return found;
}
