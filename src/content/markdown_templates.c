/* markdown_templates: removes what is meant for the site generator from a body: Hugo shortcodes, Go and Liquid tags, HTML
 * comments. */
#include <string.h>

#include "markdown.h"
#include "markdown_scanner.h"

static size_t take_formula(struct scanner *sc, size_t i) {
    size_t end = math_end(&sc->math, i, code_blank_line(&sc->code, i));
    if (end == i) {
        bool escapes = sc->s.p[i] == '\\' && i + 1 < sc->s.n && memchr("$\\", sc->s.p[i + 1], 2);
        return i + 1 + escapes;
    }
    scanner_flush(sc, i);
    math_write(sc->out, str_slice(sc->s, i, end));
    return sc->copied = end;
}

static size_t step(struct scanner *sc, size_t i) {
    switch (sc->s.p[i]) {
    case '`':
        return sc->markdown && !(i && sc->s.p[i - 1] == '\\') ? code_skip_span(&sc->code, i) : i + 1;
    case '$':
    case '\\':
        return sc->markdown ? take_formula(sc, i) : i + 1;
    default:
        return scanner_take_tag(sc, i);
    }
}

static void replace_line(struct scanner *sc, size_t i, size_t length) {
    scanner_flush(sc, i);
    buf_add_str(sc->out, buf_str(&sc->directive));
    sc->copied = i + length;
}

/* A title with indented text below it: both belong to the item around them. Returns its length, or 0. An admonition stays as
 * it is, indentation and all, for markdown_admonitions. */
static size_t take_block_line(struct scanner *sc, size_t i, bool fresh) {
    struct str rest = str_slice(sc->s, i, sc->s.n), line = str_line(rest), text = str_trim(line);
    size_t indent = sc->code.item + sc->code.base - sc->dropped, length = line.n + (line.n < rest.n);
    if (admonition_starts(text)) {
        scanner_enter_block(sc, i + line.n, true);
        return 0;
    }
    if (!fresh || !directive_opens_block(text, &sc->directive) || !scanner_enter_block(sc, i + line.n, false)) {
        return 0;
    }
    scanner_flush(sc, i);
    sc->copied = i;
    buf_putc(sc->out, '\n');
    scanner_write_blanks(sc->out, indent);
    buf_puts(&sc->directive, "\n\n");
    replace_line(sc, i, length);
    return length;
}

/* Replaces a line that is meant for a program; returns its length, or 0. */
static size_t take_line(struct scanner *sc, size_t i, bool fresh) {
    struct str rest = str_slice(sc->s, i, sc->s.n);
    size_t taken = directive_line(rest, fresh, &sc->directive);
    if (!taken) {
        taken = abbreviation_line(rest, &sc->abbreviations);
    }
    if (taken) {
        replace_line(sc, i, taken);
    }
    return taken ? taken : take_block_line(sc, i, fresh);
}

/* The bytes of the indentation of a line inside a tag that are not part of the text. A line with less than the others still
 * belongs to its item. */
static size_t base_bytes(const struct scanner *sc, size_t line) {
    size_t text = line, n = 0, item = sc->code.item;
    while (text < sc->s.n && (sc->s.p[text] == ' ' || sc->s.p[text] == '\t')) {
        text++;
    }
    size_t columns = code_columns(&sc->code, line, text), belongs = columns > item ? columns - item : 0;
    size_t dropped = belongs < sc->dropped ? belongs : sc->dropped;
    while (line + n < text && code_columns(&sc->code, line, line + n) < dropped) {
        n++;
    }
    return n;
}

static void drop_base(struct scanner *sc, size_t line, size_t end) {
    while (sc->dropped && line < end) {
        scanner_flush(sc, line);
        sc->copied = line + base_bytes(sc, line);
        line += str_line(str_slice(sc->s, line, end)).n + 1;
    }
}

/* Takes what a line begins with: code, or a line for a program. Returns the offset to continue at; i: the line is text. */
static size_t start_line(struct scanner *sc, size_t i, bool fresh) {
    scanner_leave_blocks(sc, i);
    size_t end = code_skip_lines(&sc->code, i);
    if (end > i) {
        drop_base(sc, i, end);
        return end;
    }
    end += take_line(sc, i, fresh);
    sc->fresh = end > i || sc->code.after_blank;
    if (end == i) {
        drop_base(sc, i, i + 1);
        sc->blank_follows = html_scan_line(&sc->html, str_line(str_slice(sc->s, i, sc->s.n)), fresh);
    }
    return end;
}

/* Ends a line of text, of which i is the newline. */
static size_t end_line(struct scanner *sc, size_t i) {
    if (sc->blank_follows) {
        scanner_flush(sc, i + 1);
        sc->copied = i + 1;
        buf_putc(sc->out, '\n');
        sc->blank_follows = false;
    }
    return i + 1;
}

static void scan(struct scanner *sc) {
    static const bool is_special[256] = {['{'] = true, ['<'] = true, ['`'] = true, ['\n'] = true, ['$'] = true, ['\\'] = true};
    bool line_start = sc->markdown;
    for (size_t i = 0; i < sc->s.n;) {
        size_t end = line_start ? start_line(sc, i, sc->fresh) : i;
        if (end > i) {
            i = end;
            continue;
        }
        while (i < sc->s.n && !is_special[(unsigned char)sc->s.p[i]]) {
            i++;
        }
        if (i < sc->s.n) {
            i = sc->s.p[i] == '\n' ? end_line(sc, i) : step(sc, i);
            line_start = sc->markdown && sc->s.p[i - 1] == '\n';
        }
    }
    scanner_flush(sc, sc->s.n);
    if (sc->abbreviations.n) {
        buf_puts(sc->out, "\n\n<dl>");
        buf_add_str(sc->out, buf_str(&sc->abbreviations));
        buf_puts(sc->out, "</dl>\n");
    }
}

static bool has(struct str s, char first, const char *seconds) {
    const char *end = s.p + s.n;
    for (const char *p = s.p; p < end && (p = memchr(p, first, (size_t)(end - p))); p++) {
        if (p + 1 < end && p[1] && strchr(seconds, p[1])) {
            return true;
        }
    }
    return false;
}

static bool is_plain_markdown(struct str s) {
    return !directives_may_be_in(s) && !has(s, '<', "ABCDEFGHIJKLMNOPQRSTUVWXYZ") && !memchr(s.p, '$', s.n) &&
           !has(s, '\\', "([\\b") && !memmem(s.p, s.n, "={", 2) && !memmem(s.p, s.n, " markdown", 9);
}

void markdown_strip_templates(struct str body, bool is_markdown, struct buf *out) {
    if (!has(body, '{', "{%:.#/ acfhilrstwd") && !has(body, '<', "!") && (!body.n || !is_markdown || is_plain_markdown(body))) {
        buf_add_str(out, body); /* the usual case */
        return;
    }
    struct scanner sc = {
        .s = body, .out = out, .code = {.s = body}, .math = {.s = body}, .markdown = is_markdown, .fresh = true};
    scan(&sc);
    buf_release(&sc.directive);
    buf_release(&sc.abbreviations);
}
