/* content: turns a file's bytes into an article, a document and problems. */
#include <string.h>

#include "content_private.h"
#include "english.h"
#include "front.h"
#include "html.h"
#include "markdown.h"
#include "text.h"

static const struct ending endings[] = {
    {".md", CONTENT_MARKDOWN},  {".markdown", CONTENT_MARKDOWN}, {".mdx", CONTENT_MARKDOWN}, {".qmd", CONTENT_MARKDOWN},
    {".rmd", CONTENT_MARKDOWN}, {".html", CONTENT_HTML},         {".htm", CONTENT_HTML},
};

const char content_endings[] = ".md, .markdown, .mdx, .qmd, .Rmd, .html, .htm";

static enum content_kind kind_in(struct str name, const struct ending *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (str_ends_nocase(name, list[i].text)) {
            return list[i].kind;
        }
    }
    return CONTENT_OTHER;
}

enum content_kind content_kind_of(struct str name, const struct endings *own) {
    enum content_kind kind = own ? kind_in(name, own->list, own->count) : CONTENT_OTHER;
    return kind ? kind : kind_in(name, endings, ARRAY_SIZE(endings));
}

bool content_is_named(struct str name, const struct endings *own) {
    return name.n && name.p[0] != '.' && content_kind_of(name, own);
}

static void line_and_column(struct str text, size_t at, int *line, int *column) {
    const char *start = text.p;
    *line = 1;
    for (const char *newline; (newline = memchr(start, '\n', (size_t)(text.p + at - start))); start = newline + 1) {
        ++*line;
    }
    *column = (int)(text.p + at - start) + 1;
}

/* Converts a file in another known encoding to UTF-8, and reports it. */
static struct str as_utf8(struct str bytes, struct arena *arena, struct problems *problems) {
    static const char *const names[] = {
        [TEXT_UTF16_LE] = "UTF-16", [TEXT_UTF16_BE] = "UTF-16", [TEXT_WINDOWS_1252] = "probably Windows-1252"};
    enum text_encoding encoding = text_encoding_of(bytes);
    if (encoding == TEXT_UTF8 || encoding == TEXT_UNKNOWN) {
        return bytes;
    }
    struct buf recoded = {0};
    int line = 1, column = 1;
    if (encoding == TEXT_WINDOWS_1252) {
        line_and_column(bytes, text_valid(bytes), &line, &column);
    }
    problem_add(problems, SEVERITY_WARNING, line, column, "the file is %s and was read as such; save it as UTF-8",
                names[encoding]);
    text_recode(&recoded, bytes, encoding);
    struct str copy = arena_copy(arena, buf_str(&recoded));
    buf_release(&recoded);
    return copy;
}

/* Reports invalid bytes in the body once, at the first position. */
static void check_bytes(const struct front *front, struct problems *problems) {
    size_t bad = text_valid(front->body);
    const char *nul = front->body.n ? memchr(front->body.p, '\0', front->body.n) : NULL;
    int line, column;
    if (bad < front->body.n) {
        line_and_column(front->body, bad, &line, &column);
        problem_add(problems, SEVERITY_WARNING, front->body_line + line - 1, column,
                    "bytes that are not UTF-8 are shown as U+FFFD; save the file as UTF-8");
    }
    if (nul) {
        line_and_column(front->body, (size_t)(nul - front->body.p), &line, &column);
        problem_add(problems, SEVERITY_WARNING, front->body_line + line - 1, column,
                    "the text contains a NUL byte; is the file damaged?");
    }
}

static void warn_of_faults(unsigned faults, const struct front *front, struct problems *problems) {
    if (faults & TEXT_CONTROL) {
        problem_add(problems, SEVERITY_WARNING, front->body_line, 1, "the text contains control characters; they were removed");
    }
    if (faults & TEXT_BIDI) {
        problem_add(problems, SEVERITY_NOTE, front->body_line, 1,
                    "the text contains characters that change its direction; they were removed");
    }
}

static void note_refused(const struct html_options *options, const struct front *front, struct problems *problems) {
    if (options->refused) {
        problem_add(problems, SEVERITY_NOTE, front->body_line, 1, "%zu link%s will not be opened: %.*s", options->refused,
                    plural(options->refused), (int)strlen(options->first_refused), options->first_refused);
    }
}

static void plain_body(const struct front *front, struct arena *arena, struct doc *doc) {
    struct buf clean = {0};
    text_clean(&clean, front->body);
    doc_from_plain(arena_copy(arena, buf_str(&clean)), arena, doc);
    buf_release(&clean);
}

/* The last <script> or <style> of HTML that has no end tag, so that everything after it counts as its text; NULL: none. */
static const char *unclosed_tag(struct str html) {
    static const char *const names[] = {"script", "style"};
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        const char *open = NULL;
        for (size_t at = 0; at + 1 < html.n;) {
            const char *bracket = memchr(html.p + at, '<', html.n - at);
            if (!bracket) {
                break;
            }
            at = (size_t)(bracket + 1 - html.p);
            bool end = at < html.n && html.p[at] == '/';
            struct str rest = str_slice(html, at + end, html.n), name = str_slice(rest, 0, strlen(names[i]));
            if (str_equal_nocase(name, str_from(names[i])) && rest.n > name.n && strchr(" \t\n/>", rest.p[name.n])) {
                open = end ? NULL : names[i];
            }
        }
        if (open) {
            return open;
        }
    }
    return NULL;
}

static void warn_of_unclosed(struct str html, const struct front *front, struct problems *problems) {
    const char *name = unclosed_tag(html);
    if (name) {
        problem_add(problems, SEVERITY_WARNING, front->body_line, 1, "<%s> is never closed: the text after it is not shown",
                    name);
    }
}

/* The file's path on the site: its permalink, else a folder named after it. */
static struct url_base base_of(const struct article *a, struct str path, struct arena *arena) {
    struct url_base base = {.file = arena_printf(arena, "/%.*s", (int)path.n, path.p)};
    if (a->permalink.n && !memchr(a->permalink.p, ':', a->permalink.n)) {
        base.page =
            arena_printf(arena, "%s%.*s", str_starts(a->permalink, "/") ? "" : "/", (int)a->permalink.n, a->permalink.p);
        return base;
    }
    struct str page = base.file;
    while (page.n && page.p[page.n - 1] != '.' && page.p[page.n - 1] != '/') {
        page.n--;
    }
    page.n -= page.n > 1 && page.p[page.n - 1] == '.';
    page.n -= str_ends_nocase(page, "/_index") ? strlen("_index") : str_ends_nocase(page, "/index") ? strlen("index") : 0;
    base.page = arena_printf(arena, "%.*s%s", (int)page.n, page.p, page.p[page.n - 1] == '/' ? "" : "/");
    return base;
}

static void full_body(const struct front *front, bool markdown, bool page, bool in_vault, struct str path, struct arena *arena,
                      struct content *out) {
    struct buf stripped = {0}, html = {0};
    struct html_options options = {.page = page, .base = base_of(&out->article, path, arena)};
    markdown_strip_templates(front->body, markdown, &stripped);
    struct markdown_note note = {.is_note = in_vault};
    if (markdown) {
        markdown_note_to_html(buf_str(&stripped), &html, &note);
        article_add_tags(&out->article, buf_str(&note.tags), note.is_note, arena);
    }
    struct str body = buf_str(markdown ? &html : &stripped);
    html_to_doc(body, &options, arena, &out->doc);
    warn_of_unclosed(body, front, &out->problems);
    note_refused(&options, front, &out->problems);
    warn_of_faults(options.faults, front, &out->problems);
    buf_release(&stripped);
    buf_release(&html);
    buf_release(&note.tags);
}

/* A form from which pages are made, such as an archetype of Hugo: its front matter need be none until it is filled in. */
static bool is_form(const struct front *front, struct str path) {
    static const char *const marks[] = {"{{", "{%", "<%"};
    for (size_t i = 0; i < ARRAY_SIZE(marks); i++) {
        if (front->yaml.n && memmem(front->yaml.p, front->yaml.n, marks[i], 2)) {
            return content_is_fragment(path);
        }
    }
    return false;
}

/* What of a form can be read; NULL: nothing that says anything. */
static struct node *recover_form(const struct front *front, struct arena *arena) {
    struct node *root = front_recover(front, arena);
    for (const struct node *n = root ? root->first : NULL; n; n = n->next) {
        if (n->kind == NODE_SCALAR && !node_is_empty(n)) {
            return root;
        }
    }
    return NULL;
}

/* The tree of the fields: of a front matter, as far as it can be read, or of the head of a page. */
static void find_fields(const struct front *front, bool markdown, struct str path, struct arena *arena, struct node **root,
                        bool *page, struct problems *problems) {
    if (!front->found && markdown) {
        *root = article_has_page_id(path) ? front_read_properties(front->body, arena, problems)
                                          : front_read_metadata_list(front->body, arena, problems);
    } else if (!front->found) {
        *page = html_read_head(front->body, arena, root);
    } else if (is_form(front, path)) {
        *root = recover_form(front, arena);
    } else if (front->broken || front_parse(front, arena, root, problems) < 0) {
        *root = front_recover(front, arena);
    }
    if (!front->found && !*page && !*root) {
        problem_add_habit(problems, HABIT_NO_FRONT_MATTER, 1, 1,
                          "no front matter between lines of '---': the title comes from the text or the file name");
    }
    if (front->found && *root) {
        front_add_original(*root, front->body, arena);
    }
}

/* A front matter that cannot be read costs the fields, not the body; but without a title and text there is nothing to show. */
static bool is_nothing(const struct front *front, const struct content *c) {
    return c->problems.errors && !c->article.title.n && !str_trim(front->body).n;
}

/* A page without a text, made by its template alone, needs none. */
static void note_missing_title(const struct node *root, struct content *c) {
    const struct node *title = node_get(root, STR("title"));
    if (root && !c->problems.errors && (str_trim(c->doc.text).n || c->article.summary.n)) {
        problem_add_habit(&c->problems, HABIT_NO_TITLE, title ? title->line : 0, title ? title->column : 0,
                          "no title; using the first heading or the file name");
    }
}

/* A heading that becomes the title, or repeats that of a page, is not shown a second time. */
static void find_title(const struct node *root, struct str path, bool page, struct arena *arena, struct content *out) {
    bool had_title = out->article.title.n > 0;
    if (had_title && !page) {
        return;
    }
    size_t heading = 0;
    struct str title = doc_title(&out->doc, &heading);
    bool repeats = had_title && str_equal(str_trim(title), out->article.title);
    if (!had_title) {
        note_missing_title(root, out);
        article_fallback_title(&out->article, title, path, arena);
    }
    if (title.n && (!had_title || repeats)) {
        doc_drop_heading(&out->doc, heading, arena);
    }
}

void content_parse(struct str bytes, struct str path, const struct content_options *options, struct arena *arena,
                   struct content *out) {
    struct front front;
    struct node *root = NULL;
    bool page = false, markdown = content_kind_of(path, options->endings) == CONTENT_MARKDOWN;
    *out = (struct content){0};
    problems_init(&out->problems, arena);
    if (front_split(as_utf8(bytes, arena, &out->problems), &front, &out->problems) < 0) {
        out->rejected = true;
        return;
    }
    find_fields(&front, markdown, path, arena, &root, &page, &out->problems);
    article_from_node(&out->article, root, path, options->rules, arena, &out->problems);
    if (!options->in_vault) { /* there, a status is whatever the user keeps an eye on */
        article_apply_status(&out->article, root);
    }
    out->rejected = is_nothing(&front, out);
    if (out->rejected) {
        return;
    }
    if (!page) { /* the head of a page has plain text */
        content_make_plain(&out->article, arena);
    }
    check_bytes(&front, &out->problems);
    if (options->mode == CONTENT_PLAIN) {
        plain_body(&front, arena, &out->doc);
    } else {
        full_body(&front, markdown, page, options->in_vault, path, arena, out);
    }
    find_title(root, path, page, arena, out);
    content_excuse_fragment(path, &out->problems);
    content_note(root, options->rules, out);
}
