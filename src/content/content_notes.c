/* content_notes: notes: not errors, but things that the curator of a content file would want to know. */
#include <string.h>

#include "content_private.h"
#include "text.h"

/* The first value that is not empty, or with `empty` the first that is; NULL: none. */
static const struct node *find(const struct node *root, const struct field_rules *rules, const char *field, bool empty,
                               const char **path) {
    const char *const *paths = field_paths(rules, field_named(str_from(field)));
    for (size_t i = 0; root && paths[i]; i++) {
        const struct node *n = node_path(root, paths[i]);
        if (n && node_is_empty(n) == empty) {
            *path = paths[i];
            return n;
        }
    }
    return NULL;
}

/* True if the summary ends in the middle of a word that is complete in the body: a program cut it. */
static bool is_cut(struct str summary, struct str body) {
    enum { TAIL = 24 };
    if (summary.n < TAIL || !is_word_byte(summary.p[summary.n - 1])) {
        return false;
    }
    struct str tail = str_slice(summary, summary.n - TAIL, summary.n);
    const char *line = memrchr(tail.p, '\n', tail.n); /* summary and body may break lines differently */
    tail = line ? str_slice(tail, (size_t)(line + 1 - tail.p), tail.n) : tail;
    const char *at = tail.n >= TAIL / 2 && body.n ? memmem(body.p, body.n, tail.p, tail.n) : NULL;
    return at && at + tail.n < body.p + body.n && is_word_byte(at[tail.n]) &&
           at[tail.n] != (char)0xe2; /* not a dash or quote */
}

void content_note(const struct node *root, const struct field_rules *rules, struct content *c) {
    const char *path;
    if (is_cut(c->article.summary, c->doc.text)) {
        const struct node *summary = find(root, rules, "summary", false, &path);
        problem_add(&c->problems, SEVERITY_NOTE, summary ? summary->line : 0, summary ? summary->column : 0,
                    "the summary is cut off in the middle of a word");
    }
    const struct node *source = c->article.source_url.n ? NULL : find(root, rules, "source_url", true, &path);
    if (source) {
        problem_add(&c->problems, SEVERITY_NOTE, source->line, source->column, "'%s' is empty: the article has no source link",
                    path);
    }
}

/* Folders and files that generators put into pages, or that are no pages of the site. */
static bool is_fragment_name(struct str name) {
    static const char *const names[] = {"includes",  "partials", "layouts",    "shortcodes",
                                        "templates", "snippets", "archetypes", "scaffolds"};
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        if (str_equal_nocase(name, str_from(names[i]))) {
            return true;
        }
    }
    return (str_starts(name, "_") && !str_is(name, "_posts")) || str_starts(name, "README.") || str_starts(name, "LICENSE.");
}

bool content_is_fragment(struct str path) {
    bool is_fragment = false;
    while (path.n && !is_fragment) {
        const char *slash = memchr(path.p, '/', path.n);
        size_t n = slash ? (size_t)(slash - path.p) : path.n;
        is_fragment = is_fragment_name(str_slice(path, 0, n));
        path = str_slice(path, slash ? n + 1 : n, path.n);
    }
    return is_fragment;
}

void content_excuse_fragment(struct str path, struct problems *problems) {
    bool is_fragment = content_is_fragment(path);
    for (struct problem *p = problems->first; p && is_fragment; p = p->next) {
        p->severity = p->habit ? SEVERITY_NOTE : p->severity;
        p->habit = HABIT_NONE;
    }
}
