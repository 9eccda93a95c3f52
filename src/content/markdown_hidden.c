/* markdown_hidden: removes what notes hide from their readers: Obsidian's "%%comments%%", and the properties, references and
 * clocks of Logseq that hold no words. */
#include <string.h>

#include "markdown_private.h"
#include "markdown_templates.h"

static const char *const code_tags[][2] = {{"<pre", "</pre"}, {"<code", "</code"}};

struct hider {
    struct str s;
    struct buf *out;
    size_t copied;                          /* everything before it was copied to out */
    size_t line;                            /* where the current line begins */
    bool never_ended;                       /* no comment that begins a line is closed from here on, */
    size_t not_ended;                       /* and no other one that begins before this offset */
    size_t clock_not_ended;                 /* no clock that begins before this offset is */
    bool not_closed[ARRAY_SIZE(code_tags)]; /* from here on */
    struct code_scan code;
};

static size_t find(struct str s, size_t from, size_t to, const char *what) {
    const char *p = from < to ? memmem(s.p + from, to - from, what, strlen(what)) : NULL;
    return p ? (size_t)(p - s.p) : to;
}

static bool at(struct str s, size_t i, const char *what) {
    return str_starts(str_slice(s, i, s.n), what);
}

static size_t skip_blanks(struct str s, size_t i) {
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\r')) {
        i++;
    }
    return i;
}

static bool ends_line(struct str s, size_t i) {
    i = skip_blanks(s, i);
    return i >= s.n || s.p[i] == '\n';
}

/* Only blanks, and markers of quotes and items, are before it on its line. */
static bool starts_line(struct str s, size_t i) {
    while (i && memchr(" \t>-*+", s.p[i - 1], 6)) {
        i--;
    }
    return !i || s.p[i - 1] == '\n';
}

/* Removes the text between two offsets, and its line when nothing else is there. Returns the offset to continue at. */
static size_t hide(struct hider *h, size_t from, size_t to) {
    if (skip_blanks(h->s, h->line) == from && ends_line(h->s, to) && h->line >= h->copied) {
        from = h->line;
        to = skip_blanks(h->s, to);
        to += to < h->s.n;
    }
    buf_add_str(h->out, str_slice(h->s, h->copied, from));
    return h->copied = to;
}

/* ---- comments ---- */

static bool is_ascii_word_byte(char c) {
    return is_letter(c) || is_digit(c);
}

/* "100%% and 50%%" is no comment; one that begins a line may go on after empty lines, and then the line ends with it. */
static size_t take_comment(struct hider *h, size_t i) {
    struct str s = h->s;
    bool is_block = starts_line(s, i) && !h->never_ended;
    size_t paragraph = code_blank_line(&h->code, i), limit = is_block ? s.n : paragraph;
    if (at(s, i + 2, "%") || (i && is_ascii_word_byte(s.p[i - 1])) || (!is_block && i < h->not_ended)) {
        return i + 2;
    }
    for (size_t close = find(s, i + 2, limit, "%%"); close < limit; close = find(s, close + 2, limit, "%%")) {
        if (ends_line(s, close + 2) || (close < paragraph && !starts_line(s, close))) {
            return hide(h, i, close + 2);
        }
    }
    h->never_ended = h->never_ended || is_block;
    h->not_ended = paragraph;
    return i + 2;
}

/* ---- Logseq ---- */

static bool is_mute_property(struct str key) {
    static const char *const keys[] = {
        "id",
        "collapsed",
        "background-color",
        "heading",
        "created-at",
        "updated-at",
        "ls-type",
        "hl-page",
        "hl-color",
        "hl-type",
        "hl-stamp",
        "query-table",
        "query-properties",
        "query-sort-by",
        "query-sort-desc",
        "exclude-from-graph-view",
    };
    for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
        if (str_is(key, keys[i])) {
            return true;
        }
    }
    return str_starts(key, "card-") || str_starts(key, "logseq.");
}

static bool is_key_byte(char c) {
    return is_ascii_word_byte(c) || c == '-' || c == '.' || c == '_';
}

/* "id:: 64b1...", "collapsed:: true" at the start of a line. Returns the offset after it; `i`: it is none. */
static size_t take_property(struct hider *h, size_t line) {
    size_t key = skip_blanks(h->s, line), end;
    key += at(h->s, key, "- ") ? 2 : 0;
    for (end = key; end < h->s.n && is_key_byte(h->s.p[end]); end++) {
    }
    size_t to = find(h->s, end, h->s.n, "\n");
    return at(h->s, end, ":: ") && is_mute_property(str_slice(h->s, key, end)) ? hide(h, key, to) : line;
}

/* ":LOGBOOK:", the times spent on a task, ":END:" */
static size_t take_clock(struct hider *h, size_t line) {
    size_t start = skip_blanks(h->s, line);
    if (!at(h->s, start, ":LOGBOOK:") || start < h->clock_not_ended) {
        return line;
    }
    size_t paragraph = code_blank_line(&h->code, start), end = find(h->s, start, paragraph, ":END:");
    if (end == paragraph) {
        h->clock_not_ended = paragraph;
        return line;
    }
    return hide(h, start, end + strlen(":END:"));
}

/* "((64b1f0c2-...))": the id of a block elsewhere. */
static size_t take_reference(struct hider *h, size_t i) {
    enum { ID_BYTES = 36 };
    struct str id = str_slice(h->s, i + 2, i + 2 + ID_BYTES);
    for (size_t n = 0; n < id.n; n++) {
        if (!memchr("0123456789abcdef-", id.p[n], 17)) {
            return i + 1;
        }
    }
    return id.n == ID_BYTES && at(h->s, i + 2 + ID_BYTES, "))") ? hide(h, i, i + ID_BYTES + 4) : i + 1;
}

/* ---- the text ---- */

static size_t step(struct hider *h, size_t i) {
    switch (h->s.p[i]) {
    case '`':
        return code_skip_span(&h->code, i);
    case '\\':
        return i + 2;
    case '%':
        return at(h->s, i, "%%") ? take_comment(h, i) : i + 1;
    case '(':
        return at(h->s, i, "((") ? take_reference(h, i) : i + 1;
    default:
        break;
    }
    for (size_t b = 0; b < ARRAY_SIZE(code_tags); b++) {
        size_t end = !h->not_closed[b] && at(h->s, i, code_tags[b][0]) ? find(h->s, i, h->s.n, code_tags[b][1]) : i + 1;
        h->not_closed[b] |= end == h->s.n;
        if (end < h->s.n && end > i + 1) {
            return end;
        }
    }
    return i + 1;
}

static size_t take_line(struct hider *h, size_t line) {
    h->line = line;
    size_t end = take_property(h, line);
    return end > line ? end : take_clock(h, line);
}

static void scan(struct hider *h) {
    static const bool is_special[256] = {['`'] = true, ['\\'] = true, ['%'] = true, ['('] = true, ['<'] = true, ['\n'] = true};
    bool line_start = true;
    for (size_t i = 0; i < h->s.n;) {
        size_t end = line_start ? code_skip_lines(&h->code, i) : i;
        if (end > i) {
            i = end;
            continue;
        }
        end = line_start ? take_line(h, i) : i;
        if (end > i) {
            line_start = h->s.p[end - 1] == '\n';
            i = end;
            continue;
        }
        while (i < h->s.n && !is_special[(unsigned char)h->s.p[i]]) {
            i++;
        }
        i = i == h->s.n || h->s.p[i] == '\n' ? i + 1 : step(h, i);
        line_start = i && i <= h->s.n && h->s.p[i - 1] == '\n';
    }
}

static bool may_hide(struct str s) {
    return markdown_has(s, "%%") || markdown_has(s, ":: ") || markdown_has(s, "((") || markdown_has(s, ":LOGBOOK:");
}

bool markdown_drop_hidden(struct str markdown, struct buf *out, struct markdown_note *note) {
    struct hider h = {.s = markdown, .out = out, .code = {.s = markdown}};
    if (!may_hide(markdown)) {
        return false;
    }
    scan(&h);
    if (!h.copied) {
        return false;
    }
    buf_add_str(out, str_slice(markdown, h.copied, markdown.n));
    note->is_note = true;
    return true;
}
