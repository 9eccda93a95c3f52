/* markdown_escape: escapes what cmark would misread, and restores it afterwards. */
#include <cmark.h>
#include <string.h>

#include "markdown_private.h"

enum { MARK_BYTES = 3, LABEL_MAX = 100 };

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
    return s.p[at + 1] == '|' ? ESCAPED_PIPE : s.p[at + 1] == '~' ? ESCAPED_TILDE : NULL;
}

static bool is_mark(struct str s) {
    return str_starts(s, ESCAPED_PIPE) || str_starts(s, ESCAPED_TILDE) || str_starts(s, NOTE_MARK);
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

/* Returns the offset to continue at. */
static size_t look_at(struct escaper *p, size_t at) {
    struct str s = p->s;
    const char *mark = mark_of_escape(s, at);
    size_t end = note_label_end(s, at);
    end = end && begins_line(s, at) ? end : 0;
    if (mark) {
        replace(p, at, at + 2, mark);
    } else if (end) {
        replace(p, end, end, NOTE_MARK);
        return end;
    } else if (s.p[at] == '\\') {
        return at + 2 < s.n ? at + 2 : s.n;
    } else if ((unsigned char)s.p[at] == 0xEF && is_mark(str_slice(s, at, s.n))) {
        replace(p, at, at + MARK_BYTES, "\uFFFD");
        return at + MARK_BYTES;
    } else {
        return at + 1;
    }
    return at + 2;
}

static bool has_any(struct str s) {
    return s.n && (memchr(s.p, '^', s.n) || memchr(s.p, '\\', s.n) || memchr(s.p, 0xEF, s.n));
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

static const struct {
    const char *mark, *text, *raw; /* raw: in code and HTML, where a backslash is a backslash */
} marks[] = {
    {ESCAPED_PIPE, "|", "\\|"},
    {ESCAPED_TILDE, "~", "\\~"},
    {NOTE_MARK, "", ""},
};

static bool unescape_text(struct buf *out, const char *text, bool raw, bool in_table) {
    const char *done = text;
    for (const char *p = text; (p = strchr(p, 0xEF));) {
        size_t i = 0;
        while (i < ARRAY_SIZE(marks) && strncmp(p, marks[i].mark, MARK_BYTES)) {
            i++;
        }
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
