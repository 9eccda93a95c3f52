/* markdown_wiki: what notes of a vault add to Markdown, on cmark's tree: links by name, embedded notes and images, ids of
 * blocks. */
#include <cmark.h>
#include <string.h>

#include "markdown_private.h"
#include "url.h"

enum {
    INSIDE_MAX = 1000, /* bytes between the brackets */
    SHOWN_NODES = 16,  /* nodes of the shown part, if it has markup */
};

/* "![[name#part|shown]]" in a text. */
struct wiki_link {
    size_t start, end;      /* all of it */
    struct str name, shown; /* name: with its part; shown: empty if it is the name */
    bool embeds, is_tag;    /* "![[", Logseq's "#[[" */
};

/* A formula in a text, "$...$"; past its end: there is no other. */
struct formula {
    size_t open, close;
};

static size_t find(struct str s, size_t from, const char *what) {
    const char *p = from < s.n ? memmem(s.p + from, s.n - from, what, strlen(what)) : NULL;
    return p ? (size_t)(p - s.p) : s.n;
}

/* ---- which brackets are a link ---- */

/* Attributes of C++, which prose names without marking them as code. */
static bool is_attribute(struct str name) {
    static const char *const names[] = {"nodiscard", "noreturn", "deprecated", "maybe_unused",     "fallthrough",
                                        "likely",    "unlikely", "assume",     "no_unique_address"};
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        if (str_is(name, names[i])) {
            return true;
        }
    }
    return memmem(name.p, name.n, "::", 2) || memmem(name.p, name.n, "(\"", 2);
}

static bool has_any_of(struct str s, const char *set) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] && strchr(set, s.p[i])) {
            return true;
        }
    }
    return false;
}

/* "[[ -f $x ]]" is a test of a shell, "[[1, 2]]" a matrix, "[[3]]" a reference of an encyclopedia. */
static bool is_name(struct str name) {
    size_t digits = 0;
    while (digits < name.n && memchr("0123456789,. ", name.p[digits], 13)) {
        digits++;
    }
    struct str trimmed = str_trim(name);
    bool is_number = digits == name.n && (digits < 4 || memchr(name.p, ',', name.n));
    bool is_test = name.n && is_blank(name.p[0]) && (str_starts(trimmed, "-") || has_any_of(name, "$\"="));
    return trimmed.n && !str_is(trimmed, "#") && !is_number && !is_test && !has_any_of(name, "<>[]{}") &&
           !is_attribute(trimmed);
}

/* The bar between name and shown part, escaped or not; name.n: none. */
static size_t find_bar(struct str inside, size_t *bytes) {
    const char *bar = inside.n ? memchr(inside.p, '|', inside.n) : NULL;
    const char *escaped = memmem(inside.p, inside.n, ESCAPED_PIPE, strlen(ESCAPED_PIPE));
    bool first = escaped && (!bar || escaped < bar);
    *bytes = first ? strlen(ESCAPED_PIPE) : 1;
    return first ? (size_t)(escaped - inside.p) : bar ? (size_t)(bar - inside.p) : inside.n;
}

/* The next sign that opens or closes a formula: one follows no blank, and the other comes before none, unlike in "$5 and $6".
 */
static size_t next_dollar(struct str s, size_t from, bool opens) {
    for (size_t at = find(s, from, "$"); at < s.n; at = find(s, at + 1, "$")) {
        if (opens ? at + 1 < s.n && !is_blank(s.p[at + 1]) : at && !is_blank(s.p[at - 1])) {
            return at;
        }
    }
    return s.n;
}

static bool is_in_formula(struct formula *f, struct str s, size_t at) {
    while (f->close < at && f->open < s.n) {
        f->open = next_dollar(s, f->close + (f->close > 0), true);
        f->close = next_dollar(s, f->open + 1 + (f->open + 1 < s.n && s.p[f->open + 1] == '$'), false);
        f->open = f->close < s.n ? f->open : s.n;
    }
    return f->open < at && at < f->close;
}

/* The next "[[", not counting one of "[[[". */
static size_t next_start(struct str s, size_t from) {
    size_t start = find(s, from, "[[");
    while (start + 2 < s.n && s.p[start + 2] == '[') {
        start++;
    }
    return start;
}

static void read_inside(struct wiki_link *w, struct str inside) {
    size_t bytes, bar = find_bar(inside, &bytes);
    w->name = str_slice(inside, 0, bar);
    w->shown = str_trim(str_slice(inside, bar + bytes, inside.n));
}

/* The next link in a text, all of it in this text. */
static bool next_link(struct str s, size_t from, struct formula *formula, struct wiki_link *w) {
    for (size_t at = next_start(s, from); at < s.n; at = next_start(s, at + 2)) {
        size_t close = find(str_slice(s, 0, at + 2 + INSIDE_MAX), at + 2, "]]");
        w->embeds = at > from && s.p[at - 1] == '!';
        w->is_tag = at > from && s.p[at - 1] == '#';
        w->start = at - (w->embeds || w->is_tag);
        w->end = close + 2;
        read_inside(w, str_slice(s, at + 2, close));
        if (str_starts(str_slice(s, close, s.n), "]]") && is_name(w->name) && !is_in_formula(formula, s, at)) {
            return true;
        }
    }
    return false;
}

/* ---- its nodes ---- */

static bool is_image(struct str name) {
    static const char *const endings[] = {".png", ".jpg",  ".jpeg", ".gif", ".svg",  ".webp",
                                          ".bmp", ".avif", ".tif",  ".ico", ".tiff", ".heic"};
    for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
        if (str_ends_nocase(name, endings[i])) {
            return true;
        }
    }
    return false;
}

/* The address: what would end it early, and what is not ASCII, is encoded. */
static void write_address(struct buf *url, struct str name) {
    static const char plain[] = "-_.~/#!'()*,;:@$+";
    buf_puts(url, URL_WIKI);
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        bool letter = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        if (letter || (c && strchr(plain, c))) {
            buf_putc(url, (char)c);
        } else {
            buf_printf(url, "%%%02X", c);
        }
    }
}

static struct str without_ending(struct str name) {
    return str_ends_nocase(name, ".md") && name.n > 3 ? str_slice(name, 0, name.n - 3) : name;
}

/* What a link shows that says nothing else: "Home Care > Costs"; the id of a block is no text. */
static void write_name(struct buf *out, struct str name) {
    size_t hash = find(name, 0, "#");
    buf_add_str(out, without_ending(str_trim(str_slice(name, 0, hash))));
    while (hash < name.n) {
        size_t end = find(name, hash + 1, "#");
        struct str part = str_trim(str_slice(name, hash + 1, end));
        if (part.n && part.p[0] != '^') {
            buf_puts(out, out->n ? " > " : "");
            buf_add_str(out, part);
        }
        hash = end;
    }
}

/* "300", "300x200": how large an image is shown. */
static bool is_size(struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (!memchr("0123456789x", s.p[i], 11)) {
            return false;
        }
    }
    return s.n > 0;
}

/* The last of several parts, "left|300", that is not a size. */
static struct str caption_of(struct str shown) {
    while (shown.n) {
        const char *bar = memrchr(shown.p, '|', shown.n);
        struct str last = str_trim(bar ? str_slice(shown, (size_t)(bar + 1 - shown.p), shown.n) : shown);
        if (!is_size(last)) {
            return last;
        }
        shown = str_slice(shown, 0, bar ? (size_t)(bar - shown.p) : 0);
    }
    return STR_NONE;
}

/* A link or an image without its text. */
static cmark_node *new_link(cmark_node_type type, struct str name) {
    cmark_node *node = cmark_node_new(type);
    struct buf url = {0};
    if (memmem(name.p, name.n, "://", 3)) {
        buf_add_str(&url, name);
    } else {
        write_address(&url, name);
    }
    cmark_node_set_url(node, buf_cstr(&url));
    buf_release(&url);
    return node;
}

static cmark_node *link_node(const struct wiki_link *w) {
    struct buf name = {0}, text = {0};
    markdown_unescape_text(&name, str_trim(w->name));
    bool is_picture = w->embeds && is_image(buf_str(&name));
    struct str shown = is_picture ? caption_of(w->shown) : w->shown;
    cmark_node *node = new_link(is_picture ? CMARK_NODE_IMAGE : CMARK_NODE_LINK, buf_str(&name));
    if (shown.n) {
        buf_add_str(&text, shown);
    } else if (is_picture) {
        buf_add_str(&text, path_name(buf_str(&name)));
    } else {
        write_name(&text, buf_str(&name));
    }
    cmark_node_append_child(node, markdown_node_text(text.n ? buf_str(&text) : buf_str(&name)));
    buf_release(&name);
    buf_release(&text);
    return node;
}

static void add_tag(struct markdown_note *note, struct str name) {
    markdown_unescape_text(&note->tags, str_trim(name));
    buf_putc(&note->tags, '\n');
}

/* Replaces the links of a text node. Returns the text node after the last of them, or the node itself. */
static cmark_node *replace_links(struct markdown_note *note, cmark_node *node) {
    struct str s = str_from(cmark_node_get_literal(node));
    struct wiki_link w;
    struct formula formula = {0, 0};
    size_t done = 0;
    while (next_link(s, done, &formula, &w)) {
        if (w.start > done) {
            cmark_node_insert_before(node, markdown_node_text(str_slice(s, done, w.start)));
        }
        cmark_node_insert_before(node, link_node(&w));
        if (w.is_tag) {
            add_tag(note, w.name);
        }
        done = w.end;
    }
    if (!done) {
        return node;
    }
    note->is_note = true;
    cmark_node *rest = markdown_node_text(str_slice(s, done, s.n));
    cmark_node_insert_before(node, rest);
    cmark_node_free(node);
    return rest;
}

/* ---- links whose shown part has markup: "[[Home Care|*at* home]]" ---- */

/* The text node, after this one, that closes the link; NULL: none. */
static cmark_node *closing_node(cmark_node *node) {
    cmark_node *next = cmark_node_next(node);
    for (int i = 0; next && i < SHOWN_NODES && !markdown_is_line_end(next); i++, next = cmark_node_next(next)) {
        cmark_node_type type = cmark_node_get_type(next);
        struct str s = type == CMARK_NODE_TEXT ? str_from(cmark_node_get_literal(next)) : STR_NONE;
        if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
            return NULL;
        }
        if (find(s, 0, "]]") < s.n) {
            return find(s, 0, "[[") < find(s, 0, "]]") ? NULL : next;
        }
    }
    return NULL;
}

/* Moves the nodes from after `open` up to `close` into the link, with the text of both that is shown. */
static void wrap(cmark_node *link, cmark_node *open, struct str start, cmark_node *close, struct str end) {
    cmark_node_append_child(link, markdown_node_text(start));
    for (cmark_node *node = cmark_node_next(open), *next; node != close; node = next) {
        next = cmark_node_next(node);
        cmark_node_append_child(link, node);
    }
    cmark_node_append_child(link, markdown_node_text(end));
}

static size_t last_start(struct str s) {
    size_t last = s.n;
    for (size_t at = next_start(s, 0); at < s.n; at = next_start(s, at + 2)) {
        last = at;
    }
    return last;
}

/* Makes a link from the end of this node, the nodes after it and the start of another. Returns the rest of that one, or the
 * node itself if there is no such link. */
static cmark_node *join_link(struct markdown_note *note, cmark_node *node) {
    struct str s = str_from(cmark_node_get_literal(node));
    size_t start = last_start(s), bytes;
    struct str inside = str_slice(s, start + 2, s.n);
    size_t bar = find_bar(inside, &bytes);
    struct str name = str_slice(inside, 0, bar);
    cmark_node *close = bar < inside.n && is_name(name) ? closing_node(node) : NULL;
    if (!close) {
        return node;
    }
    struct buf clean = {0};
    struct str end = str_from(cmark_node_get_literal(close));
    size_t brackets = find(end, 0, "]]");
    markdown_unescape_text(&clean, str_trim(name));
    cmark_node *link = new_link(CMARK_NODE_LINK, buf_str(&clean)),
               *rest = markdown_node_text(str_slice(end, brackets + 2, end.n));
    wrap(link, node, str_slice(inside, bar + bytes, inside.n), close, str_slice(end, 0, brackets));
    cmark_node_insert_after(node, link);
    cmark_node_insert_after(close, rest);
    cmark_node_free(close);
    cmark_node_insert_before(node, markdown_node_text(str_slice(s, 0, start - (start && s.p[start - 1] == '!'))));
    cmark_node_free(node);
    buf_release(&clean);
    note->is_note = true;
    return rest;
}

/* ---- the tree ---- */

/* Returns the node to continue after. */
static cmark_node *link_text(struct markdown_note *note, cmark_node *node) {
    for (cmark_node *was = NULL; node != was;) {
        was = node = replace_links(note, node);
        node = join_link(note, node);
    }
    return node;
}

static void link_all(struct markdown_note *note, cmark_node *root) {
    int links = 0;
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_node *node; (node = markdown_next_text(iter, &links));) {
        if (strstr(cmark_node_get_literal(node), "[[")) {
            cmark_iter_reset(iter, link_text(note, node), CMARK_EVENT_ENTER);
        }
    }
    cmark_iter_free(iter);
}

void markdown_wiki(struct cmark_node *root, struct str source, struct markdown_note *note) {
    if (markdown_has(source, "[[")) {
        link_all(note, root);
    }
    if (source.n && memchr(source.p, '^', source.n)) {
        markdown_drop_ids(root, note->is_note);
    }
    if (note->is_note) {
        markdown_collect_tags(root, &note->tags);
    }
}
