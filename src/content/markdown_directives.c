/* markdown_directives: removes lines of Markdown that are meant for a site generator or an editor, not for a reader. */
#include <string.h>

#include "markdown_templates.h"

enum { STATEMENT_LINES = 60 };

static size_t with_end(struct str text, struct str line) {
    return line.n + (line.n < text.n);
}

static bool ends_with(struct str s, const char *end) {
    size_t n = strlen(end);
    return s.n >= n && !memcmp(s.p + s.n - n, end, n);
}

/* `from '@theme/Tabs';`, `import './style.css'` */
static bool ends_import(struct str line) {
    line = str_trim(line);
    line.n -= ends_with(line, ";");
    bool quoted = line.n > 7 && (ends_with(line, "'") || ends_with(line, "\""));
    bool names = memmem(line.p, line.n, " from '", 7) || memmem(line.p, line.n, " from \"", 7);
    return quoted && (names || (str_starts(line, "import ") && (line.p[7] == '\'' || line.p[7] == '"')));
}

static bool starts_export(struct str line) {
    static const char *const exports[] = {"export const ",    "export let ", "export default ",
                                          "export function ", "export {",    "export * from "};
    for (size_t i = 0; i < ARRAY_SIZE(exports); i++) {
        if (str_starts(line, exports[i])) {
            return true;
        }
    }
    return false;
}

static int open_brackets(struct str line) {
    int open = 0;
    for (size_t i = 0; i < line.n; i++) {
        open += line.p[i] && strchr("{[(", line.p[i]) ? 1 : line.p[i] && strchr("}])", line.p[i]) ? -1 : 0;
    }
    return open;
}

/* The length of a statement of a module: `import Tabs from '@theme/Tabs';`, `export const x = 1`, and of its lines, up to the
 * one that closes its brackets; 0: it is none. */
static size_t module_lines(struct str text) {
    struct str line = str_line(text);
    bool exports = starts_export(str_trim(line)), imports = str_starts(line, "import ");
    int open = open_brackets(line);
    if (exports ? open <= 0 : imports && ends_import(line)) {
        return with_end(text, line);
    }
    if ((!exports && !(imports && str_trim(line).p[str_trim(line).n - 1] == '{')) || open <= 0) {
        return 0;
    }
    size_t end = with_end(text, line);
    for (int lines = 0; lines < STATEMENT_LINES && end < text.n; lines++) {
        struct str rest = str_slice(text, end, text.n);
        line = str_line(rest);
        open += open_brackets(line);
        end += with_end(rest, line);
        if (open <= 0) {
            return exports || ends_import(line) || memmem(line.p, line.n, "from ", 5) ? end : 0;
        }
    }
    return exports ? with_end(text, str_line(text)) : 0;
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
    size_t module = fresh && (first == 'i' || first == 'e') ? module_lines(text) : 0;
    if (module) {
        return module;
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
