/* markdown_gfm: strikethrough, highlights and bare links, on cmark's tree. */
#include <cmark.h>
#include <string.h>

#include "markdown_private.h"

/* Signs that may open a strikethrough or a highlight. */
struct opener {
    cmark_node *node, *parent; /* node: contains only the signs; NULL: none */
};

struct gfm_scan {
    struct opener opener, mark_opener;
    bool has_html_as_code;
    int links, images; /* how many are open */
    cmark_node *at;    /* the text node being split, */
    struct str text;   /* its text, */
    size_t done;       /* and how much of it is in nodes before it */
};

static cmark_node *insert(struct gfm_scan *x, cmark_node *node) {
    cmark_node_insert_before(x->at, node);
    return node;
}

static void flush_to(struct gfm_scan *x, size_t to) {
    if (to > x->done) {
        insert(x, markdown_node_text(str_slice(x->text, x->done, to)));
    }
    x->done = to;
}

static size_t run_of(struct str s, size_t at) {
    size_t end = at;
    while (end < s.n && s.p[end] == s.p[at]) {
        end++;
    }
    return end - at;
}

static void make_html(cmark_node *node, const char *html) {
    cmark_node_insert_before(node, markdown_node_html(html));
    cmark_node_free(node);
}

/* The start and end of a text count as blanks. */
static bool blank_before(const struct gfm_scan *x, size_t at) {
    return at ? is_blank(x->text.p[at - 1]) : !cmark_node_previous(x->at);
}

static bool blank_after(const struct gfm_scan *x, size_t at) {
    return at < x->text.n ? is_blank(x->text.p[at]) : !cmark_node_next(x->at);
}

/* Takes two signs as the end of what `opener` begins, or as another beginning. Returns the offset after them. */
static size_t take_pair(struct gfm_scan *x, size_t at, struct opener *opener, bool opens, bool closes,
                        const char *const tags[2]) {
    size_t end = at + 2;
    cmark_node *parent = cmark_node_parent(x->at);
    closes = closes && opener->node && opener->parent == parent;
    if (!closes && !opens) {
        return end;
    }
    flush_to(x, at);
    x->done = end;
    if (closes) {
        make_html(opener->node, tags[0]);
        insert(x, markdown_node_html(tags[1]));
        opener->node = NULL;
    } else {
        *opener = (struct opener){insert(x, markdown_node_text(str_slice(x->text, at, end))), parent};
    }
    return end;
}

static size_t take_tildes(struct gfm_scan *x, size_t at) {
    static const char *const tags[2] = {"<del>", "</del>"};
    size_t n = run_of(x->text, at), end = at + n;
    /* a single tilde usually means "about" */
    return n == 2 ? take_pair(x, at, &x->opener, !blank_after(x, end), !blank_before(x, at), tags) : end;
}

static bool is_ascii_word(char c) {
    return is_word_byte(c) && !(c & 0x80);
}

/* "==marked==". In "x==y", "a == b" and '"==" or "!="' it is an operator: words of a language without blanks aside, a highlight
 * begins before a word and ends after one. */
static size_t take_equals(struct gfm_scan *x, size_t at) {
    static const char *const tags[2] = {"<mark>", "</mark>"};
    struct str s = x->text;
    size_t n = run_of(s, at), end = at + n;
    bool word_before = at && is_ascii_word(s.p[at - 1]), word_after = end < s.n && is_ascii_word(s.p[end]);
    bool sign_before = at && strchr("=!<>", s.p[at - 1]) && s.p[at - 1], sign_after = end < s.n && s.p[end] == '>';
    bool quoted = at && end < s.n && s.p[at - 1] == s.p[end];
    if (n != 2 || sign_before || sign_after || quoted) {
        return end;
    }
    return take_pair(x, at, &x->mark_opener, !word_before && !blank_after(x, end), !word_after && !blank_before(x, at), tags);
}

/* An address ends at quotation marks, ellipses and CJK or full-width punctuation, as at blanks. */
static bool ends_address(struct str s, size_t at) {
    static const char *const starts[] = {"\xE2\x80", "\xE3\x80", "\xEF\xBC"};
    unsigned char c = (unsigned char)s.p[at];
    if (c <= ' ' || c == 0x7F || strchr("<>|\"`", c)) {
        return true;
    }
    for (size_t i = 0; c >= 0xE2 && i < ARRAY_SIZE(starts); i++) {
        if (str_starts(str_slice(s, at, s.n), starts[i])) {
            return true;
        }
    }
    return false;
}

/* Excludes punctuation of the surrounding sentence. */
static size_t trim_address(struct str s, size_t from, size_t to) {
    size_t opened = 0, closed = 0;
    for (size_t i = from; i < to; i++) {
        opened += s.p[i] == '(';
        closed += s.p[i] == ')';
    }
    while (to > from && (strchr("?!.,:;*_~'", s.p[to - 1]) || (s.p[to - 1] == ')' && closed > opened))) {
        to--;
        closed -= s.p[to] == ')';
    }
    return to;
}

static void insert_link(struct gfm_scan *x, struct str address, bool has_scheme) {
    struct buf url = {0};
    cmark_node *link = insert(x, cmark_node_new(CMARK_NODE_LINK));
    buf_puts(&url, has_scheme ? "" : "http://");
    buf_add_str(&url, address);
    cmark_node_set_url(link, buf_cstr(&url));
    cmark_node_append_child(link, markdown_node_text(address));
    buf_release(&url);
}

static size_t take_address(struct gfm_scan *x, size_t at) {
    static const char *const starts[] = {"https://", "http://", "www."};
    struct str s = x->text, rest = str_slice(s, at, s.n);
    size_t i = 0, end = at;
    while (i < ARRAY_SIZE(starts) && !str_equal_nocase(str_slice(rest, 0, strlen(starts[i])), str_from(starts[i]))) {
        i++;
    }
    if (i == ARRAY_SIZE(starts) || (at && (unsigned char)s.p[at - 1] < 0x80 && is_word_byte(s.p[at - 1]))) {
        return at + 1;
    }
    size_t host = at + strlen(starts[i]);
    while (end < s.n && !ends_address(s, end)) {
        end++;
    }
    end = trim_address(s, at, end);
    if (end <= host || !is_word_byte(s.p[host])) {
        return at + 1;
    }
    flush_to(x, at);
    insert_link(x, str_slice(s, at, end), i < 2);
    x->done = end;
    return end;
}

/* The next offset, from `at` on, where a link, strikethrough or highlight may begin: "~~", "==", "ht", "ww". */
static size_t next_start(struct str s, size_t at) {
    static const char seconds[256] = {['~'] = '~', ['='] = '=', ['h'] = 't', ['H'] = 't', ['w'] = 'w', ['W'] = 'w'};
    while (at + 1 < s.n) {
        char second = seconds[(unsigned char)s.p[at]];
        if (second && (second == s.p[at + 1] || second == (s.p[at + 1] | 0x20))) {
            return at;
        }
        at++;
    }
    return s.n;
}

static void extend_text(struct gfm_scan *x, cmark_node *node) {
    if (x->images) {
        return; /* alternative text is plain */
    }
    x->at = node;
    x->text = str_from(cmark_node_get_literal(node));
    x->done = 0;
    for (size_t at = next_start(x->text, 0); at < x->text.n; at = next_start(x->text, at)) {
        if (x->text.p[at] == '~') {
            at = take_tildes(x, at);
        } else if (x->text.p[at] == '=') {
            at = take_equals(x, at);
        } else {
            at = x->links ? at + 1 : take_address(x, at);
        }
    }
    if (x->done) {
        flush_to(x, x->text.n);
        cmark_node_free(node);
    }
}

/* A fence has two lines that are not in the text. */
static bool is_fenced(cmark_node *node) {
    int lines = 0;
    for (const char *c = cmark_node_get_literal(node); *c; c++) {
        lines += *c == '\n';
    }
    return cmark_node_get_end_line(node) - cmark_node_get_start_line(node) + 1 > lines;
}

/* Python-Markdown: indented code may name its language on a first line ":::python". In a fence, it shows how an admonition
 * is written. */
static void drop_language(cmark_node *node) {
    struct str code = str_from(cmark_node_get_literal(node)), line = str_line(code);
    size_t n = strlen(":::");
    while (n < line.n && !is_blank(line.p[n]) && line.p[n] != ':') {
        n++;
    }
    if (str_starts(line, ":::") && n > strlen(":::") && n == line.n && line.n < code.n && !is_fenced(node)) {
        struct buf rest = {0};
        buf_add_str(&rest, str_slice(code, line.n + 1, code.n));
        cmark_node_set_literal(node, buf_cstr(&rest));
        buf_release(&rest);
    }
}

static void on_event(struct gfm_scan *x, cmark_node *node, bool enters) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        extend_text(x, node);
        break;
    case CMARK_NODE_CODE_BLOCK:
        drop_language(node);
        x->has_html_as_code |= str_starts(str_trim(str_from(cmark_node_get_literal(node))), "<");
        break;
    case CMARK_NODE_LINK:
        x->links += enters ? 1 : -1;
        break;
    case CMARK_NODE_IMAGE:
        x->images += enters ? 1 : -1;
        break;
    case CMARK_NODE_HEADING:
    case CMARK_NODE_PARAGRAPH:
        x->opener.node = x->mark_opener.node = NULL;
        if (!enters) {
            markdown_markers(node);
        }
        break;
    default:
        break;
    }
}

void markdown_extend(struct cmark_node *root) {
    struct gfm_scan x = {.links = 0};
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        on_event(&x, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
    }
    cmark_iter_free(iter);
    if (x.has_html_as_code) {
        markdown_indent(root);
    }
}
