/* markdown_escape: escapes what cmark would misread, and restores it afterwards. */
#include <cmark.h>
#include <string.h>

#include "markdown_private.h"

enum { MARK_BYTES = 3, LABEL_MAX = 100 };

static const struct {
    const char *mark, *text, *raw; /* raw: in code and HTML, where a backslash is a backslash */
} marks[] = {
    {ESCAPED_PIPE, "|", "\\|"}, {ESCAPED_TILDE, "~", "\\~"},  {FOOTNOTE_MARK, "", ""},     {ESCAPED_BRACKET, "[", "\\["},
    {ESCAPED_HASH, "#", "\\#"}, {ESCAPED_EQUALS, "=", "\\="}, {NAME_UNDERSCORE, "_", "_"}, {NAME_STAR, "*", "*"},
};

/* The row of the mark at the start of a text; ARRAY_SIZE(marks): none. */
static size_t row_of(const char *text, size_t n) {
    size_t i = 0;
    while (i < ARRAY_SIZE(marks) && (n < MARK_BYTES || memcmp(text, marks[i].mark, MARK_BYTES) != 0)) {
        i++;
    }
    return i;
}

/* The offset of the colon of a "[^label]:" at `at`; 0: none. */
static size_t note_label_end(struct str s, size_t at) {
    if (at + 2 >= s.n || s.p[at] != '[' || s.p[at + 1] != '^') {
        return 0;
    }
    size_t limit = at + 2 + LABEL_MAX < s.n ? at + 2 + LABEL_MAX : s.n;
    for (size_t i = at + 2; i < limit && !strchr(" \t\n[", s.p[i]); i++) {
        if (s.p[i] == ']') {
            return i > at + 2 && i + 1 < s.n && s.p[i + 1] == ':' ? i + 1 : 0;
        }
    }
    return 0;
}

static const char *mark_of_escape(struct str s, size_t at) {
    if (s.p[at] != '\\' || at + 1 == s.n) {
        return NULL;
    }
    char next = at + 2 < s.n ? s.p[at + 2] : '\0';
    switch (s.p[at + 1]) {
    case '|':
        return ESCAPED_PIPE;
    case '~':
        return ESCAPED_TILDE;
    case '[':
        return next == '[' || (at && s.p[at - 1] == '[') ? ESCAPED_BRACKET : NULL;
    case '#':
        return ESCAPED_HASH;
    case '=':
        return ESCAPED_EQUALS;
    default:
        return NULL;
    }
}

struct escaper {
    struct str s;
    struct buf *out;
    size_t done; /* bytes already copied to out */
};

static void replace(struct escaper *p, size_t from, size_t to, const char *mark) {
    buf_add(p->out, p->s.p + p->done, from - p->done);
    buf_puts(p->out, mark);
    p->done = to;
}

/* At the start of a line, ignoring blanks and quote markers. */
static bool begins_line(struct str s, size_t at) {
    while (at && strchr(" >\t", s.p[at - 1]) && s.p[at - 1]) {
        at--;
    }
    return !at || s.p[at - 1] == '\n';
}

/* The end of the name in a link "[[name#part|shown]]" that begins at `at`; 0: no link. */
static size_t wiki_name_end(struct str s, size_t at) {
    size_t limit = at + 2 + LABEL_MAX < s.n ? at + 2 + LABEL_MAX : s.n, end = at + 2;
    if (!str_starts(str_slice(s, at, s.n), "[[")) {
        return 0;
    }
    while (end < limit && !strchr("[]|\\\n", s.p[end])) {
        end++;
    }
    size_t after = end;
    while (after < s.n && !strchr("[]\n", s.p[after])) {
        after++;
    }
    bool closes = str_starts(str_slice(s, after, s.n), "]]");
    return closes && !(after + 2 < s.n && strchr("([", s.p[after + 2])) ? end : 0;
}

/* "_" and "*" in a name are part of it. Returns the end of the name; 0: there is none at `at`. */
static size_t take_name(struct escaper *p, size_t at) {
    size_t end = wiki_name_end(p->s, at);
    for (size_t i = at; i < end; i++) {
        char c = p->s.p[i];
        if (c == '_' || c == '*') {
            replace(p, i, i + 1, c == '_' ? NAME_UNDERSCORE : NAME_STAR);
        }
    }
    return end;
}

/* Returns the offset to continue at. */
static size_t look_at(struct escaper *p, size_t at) {
    struct str s = p->s;
    const char *mark = mark_of_escape(s, at);
    size_t end = note_label_end(s, at), name;
    end = end && begins_line(s, at) ? end : 0;
    if (mark) {
        replace(p, at, at + 2, mark);
    } else if (end) {
        replace(p, end, end, FOOTNOTE_MARK);
        return end;
    } else if (s.p[at] == '\\') {
        return at + 2 < s.n ? at + 2 : s.n;
    } else if (s.p[at] == '[' && (name = take_name(p, at)) > 0) {
        return name;
    } else if ((unsigned char)s.p[at] == 0xEF && row_of(s.p + at, s.n - at) < ARRAY_SIZE(marks)) {
        replace(p, at, at + MARK_BYTES, "\uFFFD");
        return at + MARK_BYTES;
    } else {
        return at + 1;
    }
    return at + 2;
}

static bool has_any(struct str s) {
    return s.n && (memchr(s.p, '^', s.n) || memchr(s.p, '\\', s.n) || memchr(s.p, 0xEF, s.n) || markdown_has(s, "[["));
}

bool markdown_escape(struct str markdown, struct buf *out) {
    if (!has_any(markdown)) {
        return false;
    }
    static const bool is_special[256] = {['\\'] = true, ['['] = true, [0xEF] = true};
    struct escaper p = {markdown, out, 0};
    for (size_t at = 0; at < markdown.n;) {
        at = is_special[(unsigned char)markdown.p[at]] ? look_at(&p, at) : at + 1;
    }
    if (!out->n) {
        return false;
    }
    buf_add(out, markdown.p + p.done, markdown.n - p.done);
    return true;
}

static bool unescape_text(struct buf *out, const char *text, bool raw, bool in_table) {
    const char *done = text;
    for (const char *p = text; (p = strchr(p, 0xEF));) {
        size_t i = row_of(p, strnlen(p, MARK_BYTES));
        if (i == ARRAY_SIZE(marks)) {
            p++;
            continue;
        }
        buf_add(out, done, (size_t)(p - done));
        buf_puts(out, raw && !(in_table && i == 0) ? marks[i].raw : marks[i].text);
        done = p += MARK_BYTES;
    }
    buf_puts(out, done);
    return done != text;
}

void markdown_unescape_text(struct buf *out, struct str text) {
    struct buf copy = {0};
    buf_add_str(&copy, text);
    unescape_text(out, buf_cstr(&copy), false, false);
    buf_release(&copy);
}

struct member {
    const char *(*get)(cmark_node *);
    int (*set)(cmark_node *, const char *);
};

static void unescape_member(cmark_node *node, struct member member, bool raw, bool in_table, struct buf *scratch) {
    const char *text = member.get(node);
    buf_reset(scratch);
    if (text && unescape_text(scratch, text, raw, in_table)) {
        member.set(node, buf_cstr(scratch));
    }
}

static void unescape(cmark_node *node, bool in_table, struct buf *scratch) {
    static const struct member literal = {cmark_node_get_literal, cmark_node_set_literal};
    static const struct member url = {cmark_node_get_url, cmark_node_set_url};
    static const struct member title = {cmark_node_get_title, cmark_node_set_title};
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
        unescape_member(node, url, false, in_table, scratch);
        unescape_member(node, title, false, in_table, scratch);
    } else {
        unescape_member(node, literal, type != CMARK_NODE_TEXT, in_table, scratch);
    }
}

void markdown_unescape(struct cmark_node *root) {
    struct buf scratch = {0};
    bool in_table = false;
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (cmark_node_get_type(node) == CMARK_NODE_CUSTOM_BLOCK) {
            in_table = event == CMARK_EVENT_ENTER && str_starts(str_from(cmark_node_get_on_enter(node)), TABLE_START);
        } else if (event == CMARK_EVENT_ENTER) {
            unescape(node, in_table, &scratch);
        }
    }
    cmark_iter_free(iter);
    buf_release(&scratch);
}
