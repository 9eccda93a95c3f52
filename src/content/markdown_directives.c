/* markdown_directives: removes lines of Markdown that are meant for a site generator or an editor, not for a reader. */
#include <string.h>

#include "markdown_templates.h"

static size_t with_end(struct str text, struct str line) {
    return line.n + (line.n < text.n);
}

/* `import Tabs from '@theme/Tabs';`, `import './style.css'`, `export const x = 1` */
static bool is_module_line(struct str line) {
    static const char *const exports[] = {"export const ",    "export let ", "export default ",
                                          "export function ", "export {",    "export * from "};
    line = str_trim(line);
    line.n -= line.n && line.p[line.n - 1] == ';';
    bool quoted = line.n && (line.p[line.n - 1] == '\'' || line.p[line.n - 1] == '"');
    if (str_starts(line, "import ")) {
        bool names = memmem(line.p, line.n, " from '", 7) || memmem(line.p, line.n, " from \"", 7);
        return quoted && (names || line.p[7] == '\'' || line.p[7] == '"');
    }
    for (size_t i = 0; i < ARRAY_SIZE(exports); i++) {
        if (str_starts(line, exports[i])) {
            return true;
        }
    }
    return false;
}

static bool is_contents(struct str line) {
    static const char *const marks[] = {"[toc]", "[[toc]]", "[[_toc_]]", "${toc}", "{:toc}"};
    line = str_trim(line);
    for (size_t i = 0; i < ARRAY_SIZE(marks); i++) {
        if (str_equal_nocase(line, str_from(marks[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_item(struct str line) {
    size_t mark = 0;
    line = str_trim(line);
    while (mark < line.n && line.p[mark] >= '0' && line.p[mark] <= '9') {
        mark++;
    }
    return mark + 1 < line.n && memchr(mark ? ".)" : "*+-", line.p[mark], mark ? 2 : 3) && line.p[mark + 1] == ' ';
}

/* "* TOC" over "{:toc}": both lines. kramdown replaces the list, whatever it says. */
static size_t contents_list(struct str text) {
    struct str line = str_line(text), rest = str_slice(text, with_end(text, line), text.n), next = str_line(rest);
    bool is_mark = str_starts(str_trim(next), "{:toc") || str_starts(str_trim(next), "{: toc");
    return is_mark && is_item(line) ? with_end(text, line) + with_end(rest, next) : 0;
}

static bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

/* The title after the kind of an admonition: "Title", "[Title]", without attributes in braces. */
static struct str title_of(struct str rest) {
    const char *brace = rest.n ? memchr(rest.p, '{', rest.n) : NULL;
    rest = str_trim(brace ? str_slice(rest, 0, (size_t)(brace - rest.p)) : rest);
    bool bracketed = rest.n > 1 && rest.p[0] == '[' && rest.p[rest.n - 1] == ']';
    return bracketed ? str_slice(rest, 1, rest.n - 1) : rest;
}

/* ":::note Title", "::: {.note}", ":::" */
static bool is_admonition(struct str line, struct buf *out) {
    size_t colons = 0, kind;
    line = str_trim(line);
    while (colons < line.n && line.p[colons] == ':') {
        colons++;
    }
    if (colons < 3) {
        return false;
    }
    struct str rest = str_trim(str_slice(line, colons, line.n));
    for (kind = 0; kind < rest.n && is_word_byte(rest.p[kind]); kind++) {
    }
    if (kind < rest.n && !strchr(" [{", rest.p[kind])) {
        return false;
    }
    struct str title = title_of(str_slice(rest, kind, rest.n)), name = str_slice(rest, 0, kind);
    buf_puts(out, "\n");
    if (title.n || name.n) {
        buf_puts(out, "**");
        buf_add_str(out, title.n ? title : name);
        if (!title.n && out->p[out->n - name.n] >= 'a') {
            out->p[out->n - name.n] = (char)(out->p[out->n - name.n] - 'a' + 'A');
        }
        buf_puts(out, "**\n\n");
    }
    return true;
}

size_t directive_line(struct str text, bool fresh, struct buf *out) {
    struct str line = str_line(text);
    buf_reset(out);
    char first = line.n ? line.p[0] : '\0';
    if (fresh && (first == 'i' || first == 'e') && is_module_line(line)) {
        return with_end(text, line);
    }
    if (first != 'i' && first != 'e' && line.n < 400 && (is_contents(line) || is_admonition(line, out))) {
        buf_puts(out, out->n ? "" : "\n");
        return with_end(text, line);
    }
    return fresh ? contents_list(text) : 0;
}

/* Cheap first-byte test: almost no line is a directive. */
static bool may_be_directive(struct str line) {
    switch (line.n ? line.p[0] : '\0') {
    case 'i':
        return str_starts(line, "import ");
    case 'e':
        return str_starts(line, "export ");
    case ':':
        return str_starts(line, ":::");
    case '*':
        return abbreviation_starts(line);
    case '[':
    case '$':
    case '{':
        return is_contents(line);
    default:
        return false;
    }
}

bool directives_may_be_in(struct str markdown) {
    while (markdown.n) {
        struct str line = str_line(markdown);
        if (may_be_directive(str_trim(line))) {
            return true;
        }
        markdown = str_slice(markdown, line.n + 1, markdown.n);
    }
    return false;
}
