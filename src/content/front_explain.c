/* front_explain: explains YAML errors to the person who wrote the file: where they begin and what to do. */
#include <string.h>

#include "front_private.h"
#include "text.h"

static struct str source_line(const struct yaml_error *c, int line) {
    const char *p = c->yaml.p, *end = c->yaml.p + c->yaml.n;
    for (int i = c->first_line; i < line && p < end; p++) {
        i += *p == '\n' || (*p == '\r' && !(p + 1 < end && p[1] == '\n'));
    }
    const char *start = p;
    while (p < end && *p != '\n' && *p != '\r') {
        p++;
    }
    return (struct str){start, (size_t)(p - start)};
}

/* The line up to the position, which libyaml counts in characters. */
static struct str source_before(const struct yaml_error *c, struct source_pos at) {
    struct str line = source_line(c, at.line);
    size_t n = 0;
    for (int column = 1; n < line.n && column < at.column; column++) {
        do {
            n++;
        } while (n < line.n && ((unsigned char)line.p[n] & 0xc0) == 0x80);
    }
    return str_slice(line, 0, n);
}

static struct str source_at(const struct yaml_error *c, struct source_pos at) {
    struct str line = source_line(c, at.line);
    return str_slice(line, source_before(c, at).n, line.n);
}

static char byte_at(const struct yaml_error *c, struct source_pos at) {
    struct str s = source_at(c, at);
    if (!s.n) {
        return '\0';
    }
    return s.p[0];
}

static void explain(struct problems *problems, struct source_pos at, const char *message) {
    problem_add(problems, SEVERITY_ERROR, at.line, at.column, "%s", message);
}

static void explain_colon(const struct yaml_error *c, struct problems *problems) {
    struct str before = source_before(c, c->at);
    bool second = before.n && memmem(before.p, before.n, ": ", 2);
    explain(problems, c->at,
            second ? "this value contains ': '; put it in quotes"
                   : "this key is indented, but the value above is text; indent it less, or put the value above in quotes");
}

static void explain_quote(const struct yaml_error *c, struct problems *problems) {
    explain(problems, c->began,
            byte_at(c, c->began) == '\'' ? "the single quote that begins here is never closed"
                                         : "the double quote that begins here is never closed");
}

static void explain_start(const struct yaml_error *c, struct problems *problems) {
    struct str here = source_at(c, c->at);
    if (byte_at(c, c->at) == '\t') {
        explain(problems, c->at, "tabs cannot be used to indent; use spaces");
    } else if (!here.n) {
        explain(problems, c->at, "a value is missing here");
    } else {
        problem_add(problems, SEVERITY_ERROR, c->at.line, c->at.column, "a value cannot begin with '%c'; put it in quotes",
                    here.p[0]);
    }
}

static void explain_no_colon(const struct yaml_error *c, struct problems *problems) {
    enum { KEY_MAX = 1024 };
    struct str line = source_at(c, c->began);
    bool too_long = line.n > KEY_MAX && memchr(line.p, ':', line.n);
    explain(problems, c->began,
            too_long ? "this key is longer than 1024 characters"
                     : "a ':' is missing on this line; if it continues the value above, indent it");
}

static void explain_key(const struct yaml_error *c, struct problems *problems) {
    struct str before = source_before(c, c->at);
    char here = byte_at(c, c->at);
    struct str trimmed = str_trim(before);
    const char *message = "this is not part of the value before it; put the whole value in quotes";
    if (!trimmed.n && here == '-') {
        message = "a list begins among 'key: value' lines; put it under a key";
    } else if (!trimmed.n && here == ':') {
        message = "a key is missing before the ':'";
    } else if (!trimmed.n) {
        message = "the indentation of this line matches none of the lines above";
    } else if (trimmed.p[trimmed.n - 1] == '\'' || trimmed.p[trimmed.n - 1] == '"') {
        message = "text after the closing quote; write a quote inside a value as '' in single and \\\" in double quotes";
    }
    explain(problems, c->at, message);
}

static void explain_flow(const struct yaml_error *c, struct problems *problems, struct source_pos open) {
    bool list = byte_at(c, open) == '[';
    if (open.line == c->at.line && byte_at(c, c->at)) {
        explain(problems, c->at,
                list ? "a ',' or the closing ']' is missing before this" : "a ',' or the closing '}' is missing before this");
        return;
    }
    problem_add(problems, SEVERITY_ERROR, open.line, open.column,
                "the %s that begins here has no closing '%c', or a ',' is missing before line %d", list ? "list" : "map",
                list ? ']' : '}', c->at.line);
}

static void explain_unclosed(const struct yaml_error *c, struct problems *problems) {
    explain_flow(c, problems, c->began);
}

static void explain_no_value(const struct yaml_error *c, struct problems *problems) {
    if (c->open.line && c->open.line < c->at.line) {
        explain_flow(c, problems, c->open);
    } else {
        explain_start(c, problems);
    }
}

static void explain_name(const struct yaml_error *c, struct problems *problems) {
    explain(problems, c->began,
            byte_at(c, c->began) == '*' ? "'*' at the start of a value makes it an alias; put the value in quotes"
                                        : "'&' at the start of a value makes it an anchor; put the value in quotes");
}

/* libyaml's messages and ours. The first row whose `problem` is a prefix of libyaml's message is used. */
static const struct {
    const char *problem;
    const char *message; /* reported at the position where it gave up */
    void (*explain)(const struct yaml_error *c, struct problems *problems);
} explanations[] = {
    {.problem = "mapping values are not allowed", .explain = explain_colon},
    {.problem = "found unexpected end of stream", .explain = explain_quote},
    {.problem = "found unexpected document indicator", .explain = explain_quote},
    {.problem = "found character that cannot start any token", .explain = explain_start},
    {.problem = "could not find expected ':'", .explain = explain_no_colon},
    {.problem = "did not find expected key", .explain = explain_key},
    {.problem = "did not find expected ',' or", .explain = explain_unclosed},
    {.problem = "did not find expected node content", .explain = explain_no_value},
    {.problem = "did not find expected alphabetic or numeric character", .explain = explain_name},
    {.problem = "did not find expected '-' indicator",
     .message = "this line is not an item of the list above; check the indentation"},
    {.problem = "found unknown escape character", .message = "write a '\\' in double quotes as '\\\\', or use single quotes"},
    {.problem = "did not find expected hexdecimal number",
     .message = "hexadecimal digits are missing after '\\x', '\\u' or '\\U'"},
    {.problem = "found invalid Unicode character escape code", .message = "no character has this number"},
    {.problem = "found undefined tag handle", .message = "'!' at the start of a value makes it a tag; put the value in quotes"},
    {.problem = "found a tab character", .message = "tabs cannot be used to indent; use spaces"},
    {.problem = "did not find expected comment or line break",
     .message = "the line must end after '|' or '>'; else put the value in quotes"},
    {.problem = "did not find expected <document start>", .message = "expected lines of 'key: value'"},
    {.problem = "found incompatible YAML document", .message = "this version of YAML is not supported; delete the line"},
    {.problem = "block sequence entries are not allowed",
     .message = "'- ' is not allowed here; begin the list on its own line, or put the value in quotes"},
    {.problem = "mapping keys are not allowed", .message = "a value cannot begin with '? '; put it in quotes"},
};

void front_explain(const struct yaml_error *c, struct problems *problems) {
    for (size_t i = 0; i < ARRAY_SIZE(explanations); i++) {
        if (strncmp(c->problem, explanations[i].problem, strlen(explanations[i].problem)) != 0) {
            continue;
        }
        if (explanations[i].explain) {
            explanations[i].explain(c, problems);
        } else {
            explain(problems, c->at, explanations[i].message);
        }
        return;
    }
    problem_add(problems, SEVERITY_ERROR, c->at.line, c->at.column, "not valid YAML: %s", c->problem);
}

static bool is_control(const char *p, const char *end) {
    unsigned char byte = (unsigned char)*p;
    if (byte == 0xc2 && p + 1 < end) {
        return (unsigned char)p[1] < 0xa0 && (unsigned char)p[1] != 0x85;
    }
    return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f;
}

static size_t first_control(struct str s) {
    const char *p = s.p;
    while (p < s.p + s.n && !is_control(p, s.p + s.n)) {
        p++;
    }
    return (size_t)(p - s.p);
}

static struct source_pos pos_of_offset(struct str yaml, int first_line, size_t offset) {
    struct source_pos at = {first_line, 1};
    for (size_t i = 0; i < offset && i < yaml.n; i++) {
        if (yaml.p[i] == '\n' || (yaml.p[i] == '\r' && !(i + 1 < yaml.n && yaml.p[i + 1] == '\n'))) {
            at = (struct source_pos){at.line + 1, 1};
        } else {
            at.column += ((unsigned char)yaml.p[i] & 0xc0) != 0x80;
        }
    }
    return at;
}

void front_explain_bytes(struct str yaml, int first_line, struct problems *problems) {
    size_t invalid = text_valid(yaml);
    size_t control = first_control(str_slice(yaml, 0, invalid));
    struct source_pos at = pos_of_offset(yaml, first_line, control < invalid ? control : invalid);
    if (control < invalid) {
        problem_add(problems, SEVERITY_ERROR, at.line, at.column,
                    "a control character (0x%02x) is not allowed in front matter; delete it",
                    (unsigned char)yaml.p[control + ((unsigned char)yaml.p[control] == 0xc2)]);
    } else if (invalid < yaml.n) {
        problem_add(problems, SEVERITY_ERROR, at.line, at.column, "byte 0x%02x is not UTF-8; save the file as UTF-8",
                    (unsigned char)yaml.p[invalid]);
    } else {
        problem_add(problems, SEVERITY_ERROR, first_line, 1, "the front matter contains a character that YAML does not allow");
    }
}
