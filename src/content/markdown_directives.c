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

static bool is_kind_byte(char c) {
    return is_letter(c) || is_digit(c) || c == '-';
}

/* {.callout-note title="Title"} */
static struct str title_attribute(struct str rest) {
    static const char name[] = "title=\"";
    const char *start = memmem(rest.p, rest.n, name, strlen(name));
    struct str value = start ? str_slice(rest, (size_t)(start - rest.p) + strlen(name), rest.n) : STR_NONE;
    const char *end = value.n ? memchr(value.p, '"', value.n) : NULL;
    return end ? str_slice(value, 0, (size_t)(end - value.p)) : STR_NONE;
}

/* The title after the kind of an admonition: "Title", "[Title]", without attributes in braces; or one of them. */
static struct str title_of(struct str rest) {
    const char *brace = rest.n ? memchr(rest.p, '{', rest.n) : NULL;
    struct str attribute = brace ? title_attribute(rest) : STR_NONE;
    rest = str_trim(brace ? str_slice(rest, 0, (size_t)(brace - rest.p)) : rest);
    bool bracketed = rest.n > 1 && rest.p[0] == '[' && rest.p[rest.n - 1] == ']';
    return attribute.n ? attribute : bracketed ? str_slice(rest, 1, rest.n - 1) : rest;
}

/* In bold, with a capital. */
static void write_title(struct buf *out, struct str title) {
    buf_puts(out, "**");
    buf_putc(out, title.p[0] >= 'a' && title.p[0] <= 'z' ? (char)(title.p[0] - 'a' + 'A') : title.p[0]);
    buf_add_str(out, str_slice(title, 1, title.n));
    buf_puts(out, "**");
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
    for (kind = 0; kind < rest.n && is_kind_byte(rest.p[kind]); kind++) {
    }
    if (kind < rest.n && !strchr(" [{", rest.p[kind])) {
        return false;
    }
    struct str title = title_of(str_slice(rest, kind, rest.n)), name = str_slice(rest, 0, kind);
    bool is_class = name.n && memchr(name.p, '-', name.n); /* "panel-tabset", "column-margin" */
    name = is_class ? STR_NONE : name;
    buf_puts(out, "\n");
    if (title.n) {
        buf_printf(out, "**%.*s**\n\n", (int)title.n, title.p);
    } else if (name.n) {
        write_title(out, name);
        buf_puts(out, "\n\n");
    }
    return true;
}

bool directive_opens_block(struct str line, struct buf *out) {
    static const char mark[] = "=== \"";
    line = str_trim(line);
    const char *end = str_starts(line, mark) ? memrchr(line.p, '"', line.n) : NULL;
    size_t start = strlen(mark), title_end = end ? (size_t)(end - line.p) : 0;
    if (title_end < start) {
        return false;
    }
    buf_reset(out);
    if (title_end > start) {
        write_title(out, str_slice(line, start, title_end));
    }
    return true;
}

/* Blocks of PyMdown: "/// note | Title", "/// caption", "///"; and its snippets: --8<-- "part.md", or one on each line between
 * two bare marks. */
static bool is_pymdown(struct str line, struct buf *out) {
    static const char snippet[] = "--8<--";
    line = str_trim(line);
    if (str_starts(line, snippet)) {
        struct str name = str_trim(str_slice(line, strlen(snippet), line.n));
        bool named = name.n > 2 && name.p[0] == '"' && name.p[name.n - 1] == '"';
        if (named) {
            buf_printf(out, "\n*[included]* `%.*s`\n\n", (int)name.n - 2, name.p + 1);
        }
        return named || !name.n;
    }
    size_t kind = strlen("/// ");
    while (kind < line.n && is_word_byte(line.p[kind])) {
        kind++;
    }
    struct str rest = str_trim(str_slice(line, kind, line.n));
    bool has_title = str_starts(rest, "| "), ends = line.n == strlen("///");
    if (!str_starts(line, "///") || (!ends && (line.p[3] != ' ' || kind == strlen("/// ") || (rest.n && !has_title)))) {
        return false;
    }
    if (has_title) {
        buf_printf(out, "\n**%.*s**\n\n", (int)rest.n - 2, rest.p + 2);
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
    if (first != 'i' && first != 'e' && line.n < 400 &&
        (is_contents(line) || is_admonition(line, out) || is_pymdown(line, out))) {
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
    case '/':
        return str_starts(line, "///");
    case '-':
        return str_starts(line, "--8<--");
    case '=':
        return str_starts(line, "=== \"");
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
