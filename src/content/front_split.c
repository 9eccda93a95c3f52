/* front_split: cuts a content file at its fences. */
#include <string.h>

#include "front_private.h"

enum { LOOKS_BINARY_WITHIN = 1024 };

/* An iterator over lines that end in LF, CR LF or CR. */
struct line_iterator {
    const char *p, *end;
    const char *next_cr; /* the first CR at or after p, or end: searched for once, not for each line */
    int number;          /* number of the line at p */
};

static const char *find_cr(const char *p, const char *end) {
    const char *cr = p < end ? memchr(p, '\r', (size_t)(end - p)) : NULL;
    return cr ? cr : end;
}

static struct line_iterator lines_of(struct str s) {
    const char *end = s.p + s.n;
    return (struct line_iterator){s.p, end, find_cr(s.p, end), 1};
}

/* Returns the line without its line end, and moves p to the next. */
static struct str next_line(struct line_iterator *l) {
    const char *start = l->p;
    const char *stop = memchr(start, '\n', (size_t)(l->end - start));
    const char *after;
    if (l->next_cr < l->end && (!stop || l->next_cr < stop)) {
        stop = l->next_cr;
        after = stop + 1 + (stop + 1 < l->end && stop[1] == '\n');
        l->next_cr = find_cr(after, l->end);
    } else {
        stop = stop ? stop : l->end;
        after = stop + (stop < l->end);
    }
    l->p = after;
    l->number++;
    return (struct str){start, (size_t)(stop - start)};
}

static bool is_fence(struct str line, const char *fence) {
    return line.n >= 3 && !memcmp(line.p, fence, 3) && str_trim(str_slice(line, 3, line.n)).n == 0;
}

/* Formats of files that are not text, by their first bytes. */
static const struct {
    struct str bytes;
    const char *message;
} unsupported_formats[] = {
    {STR("\xff\xfe\0\0"), "the file is UTF-32, which is not supported; save it as UTF-8"},
    {STR("\xef\xbb\xbf\xef\xbb\xbf"), "the file begins with two byte order marks; delete them"},
};

static const char *unsupported_format(struct str file) {
    for (size_t i = 0; i < ARRAY_SIZE(unsupported_formats); i++) {
        struct str bytes = unsupported_formats[i].bytes;
        if (file.n >= bytes.n && !memcmp(file.p, bytes.p, bytes.n)) {
            return unsupported_formats[i].message;
        }
    }
    size_t head = file.n < LOOKS_BINARY_WITHIN ? file.n : LOOKS_BINARY_WITHIN;
    if (!str_trim(file).n) {
        return "the file is empty";
    }
    return memchr(file.p, '\0', head) ? "the file is not text: it contains NUL bytes" : NULL;
}

static int without_front(struct front *front, struct problems *problems) {
    const char *message = unsupported_format(front->body);
    if (message) {
        problem_add(problems, SEVERITY_ERROR, 1, 1, "%s", message);
    }
    return message ? -1 : 0;
}

static void check_length(struct front *front, int fence_line, struct problems *problems) {
    if (front->yaml.n > FRONT_MAX_BYTES) {
        problem_add(problems, SEVERITY_ERROR, fence_line, 1, "the front matter is %zu bytes long; at most %d are read",
                    front->yaml.n, FRONT_MAX_BYTES);
        front->broken = true;
    }
}

/* The rest of the file as front matter, as far as it looks like one, and body. */
static void take_unclosed(struct str rest, int line, struct front *front) {
    front->broken = true;
    front->yaml = str_slice(rest, 0, front_unclosed_length(rest));
    front->body = str_slice(rest, front->yaml.n, rest.n);
    front->body_line = line;
    for (size_t i = 0; i < front->yaml.n; i++) {
        front->body_line += front->yaml.p[i] == '\n';
    }
}

/* What may stand behind an opening `---`, as Eleventy and others have it: the language of the front matter. An object of
 * JavaScript without code in it is a map of YAML. */
static const struct fence_language {
    const char *name;
    bool json, toml;
} fence_languages[] = {{"json", true, false}, {"toml", false, true}, {"yaml", false, false},
                       {"yml", false, false}, {"js", false, false},  {"javascript", false, false}};

static bool opens(struct str line, struct front *front) {
    front->toml = is_fence(line, "+++");
    if (front->toml || is_fence(line, "---")) {
        return true;
    }
    struct str name = str_starts(line, "---") ? str_trim(str_slice(line, 3, line.n)) : STR_NONE;
    for (size_t i = 0; i < ARRAY_SIZE(fence_languages); i++) {
        if (str_equal_nocase(name, str_from(fence_languages[i].name))) {
            front->json = fence_languages[i].json;
            front->toml = fence_languages[i].toml;
            front->dashes = true;
            return true;
        }
    }
    return false;
}

static bool closes(struct str line, bool toml) {
    if (toml) {
        return is_fence(line, "+++");
    }
    return line.n >= 3 && (line.p[0] == '-' || line.p[0] == '.') && (is_fence(line, "---") || is_fence(line, "..."));
}

/* A line of '---' over prose is a rule, not a fence: what somebody forgot to close begins with a key, and what is closed does
 * not begin with a blank line and prose. */
static bool is_rule(struct str rest, bool closed, const struct front *front) {
    struct str text = str_trim(rest);
    bool parted = !str_trim(str_line(rest)).n;
    return !front->toml && !front->dashes && text.n && (!closed || (parted && !strchr("#{%", text.p[0]))) &&
           !front_unclosed_length(text);
}

/* Searches from after the opening fence for the closing one. False: it was no fence. */
static bool find_end(struct line_iterator *lines, struct front *front, struct problems *problems) {
    int fence_line = front->yaml_line - 1;
    const char *start = lines->p;
    while (lines->p < lines->end) {
        const char *at = lines->p;
        struct str line = next_line(lines);
        if (!closes(line, front->toml && !front->dashes)) {
            continue;
        }
        struct str inside = {start, (size_t)(at - start)};
        if (is_rule(inside, true, front)) {
            return false;
        }
        front->yaml = inside;
        front->body = (struct str){lines->p, (size_t)(lines->end - lines->p)};
        front->body_line = lines->number;
        check_length(front, fence_line, problems);
        return true;
    }
    struct str rest = {start, (size_t)(lines->end - start)};
    if (is_rule(rest, false, front)) {
        return false;
    }
    problem_add(problems, SEVERITY_ERROR, fence_line, 1,
                "the front matter that begins here is never closed: a line of '%s' is missing",
                front->toml && !front->dashes ? "+++" : "---");
    take_unclosed(rest, front->yaml_line, front);
    return true;
}

/* Takes a JSON object that begins at `start`; the body begins after it, on the next line if only blanks follow. */
static void take_json(struct str rest, size_t start, int line, struct front *front, struct problems *problems) {
    struct str text = str_slice(rest, start, rest.n);
    size_t end = front_json_end(text);
    front->found = front->json = true;
    front->yaml_line = line;
    if (!end) {
        problem_add(problems, SEVERITY_ERROR, line, 1,
                    "the JSON front matter that begins here is never closed: a '}' is missing");
        front->broken = true;
        return;
    }
    front->yaml = str_slice(text, 0, end);
    struct line_iterator lines = lines_of(front->yaml);
    while (lines.p < lines.end) {
        next_line(&lines);
    }
    front->body_line = line + lines.number - 2;
    struct str body = str_slice(text, end, text.n);
    lines = lines_of(body);
    if (!str_trim(next_line(&lines)).n) {
        body = (struct str){lines.p, (size_t)(lines.end - lines.p)};
        front->body_line++;
    }
    front->body = body;
    check_length(front, line, problems);
}

/* Takes header lines, after blank lines; or YAML whose first fence is missing. */
static bool take_headers(struct str rest, struct front *front, struct problems *problems) {
    struct line_iterator lines = lines_of(rest);
    struct line_iterator first = lines;
    while (lines.p < lines.end && !str_trim(next_line(&lines)).n) {
        first = lines;
    }
    bool fenced;
    struct str text = {first.p, (size_t)(first.end - first.p)};
    size_t length = front_headers_length(text, &fenced);
    if (!length) {
        return false;
    }
    front->found = true;
    front->headers = !fenced;
    front->yaml = str_slice(text, 0, length);
    front->yaml_line = first.number;
    if (fenced) {
        problem_add(problems, SEVERITY_WARNING, front->yaml_line, 1, "a line of '---' is missing above this front matter");
        length += str_line(str_slice(text, length, text.n)).n + 1;
    }
    front->body = str_slice(text, length, text.n);
    front->body_line = front->yaml_line;
    for (const char *p = text.p; p < front->body.p; p++) {
        front->body_line += *p == '\n';
    }
    return true;
}

int front_split(struct str file, struct front *front, struct problems *problems) {
    *front = (struct front){.yaml = STR_NONE, .yaml_line = 1, .body = file, .body_line = 1};
    struct str rest = file;
    if (str_starts(file, "\xef\xbb\xbf")) {
        rest = str_slice(file, 3, file.n);
        front->body = str_starts(rest, "\xef\xbb\xbf") ? file : rest;
    }
    struct line_iterator lines = lines_of(rest);
    while (lines.p < lines.end) {
        size_t start = (size_t)(lines.p - rest.p);
        struct str line = next_line(&lines);
        if (front_json_begins(str_slice(rest, start, rest.n))) {
            take_json(rest, start, lines.number - 1, front, problems);
            return 0;
        }
        if (opens(line, front)) {
            front->yaml_line = lines.number;
            front->found = find_end(&lines, front, problems);
            return front->found ? 0 : without_front(front, problems);
        }
        if (str_trim(line).n) {
            break;
        }
    }
    if (take_headers(rest, front, problems)) {
        return 0;
    }
    return without_front(front, problems);
}
