/* markdown_shortcodes: what each shortcode, tag and component shows. */
#include <string.h>

#include "markdown_arguments.h"
#include "markdown_call.h"

struct str shortcode_name(struct str inside) {
    inside = str_trim(inside);
    return str_slice(inside, 0, argument_word_end(inside, ""));
}

/* What stands between texts of one call. */
static void separate(struct call *c, size_t start) {
    if (c->out->n > start && c->out->p[c->out->n - 1] != ' ') {
        buf_putc(c->out, ' ');
    }
}

static void write_rest(struct call *c, size_t start) {
    for (struct str words; call_next_words(c, &words);) {
        separate(c, start);
        call_text(c, words);
    }
}

/* Inside a span, as a line with only an <img> would keep Markdown from parsing the lines after it. */
static void write_image(struct call *c) {
    size_t start = c->out->n;
    struct str alt = CALL_FIND(c, "alt", "caption", "title"), caption = CALL_FIND(c, "caption", "title");
    struct str address = CALL_FIND(c, "src", "path", "file", "url", "image");
    address = address.n ? address : call_unnamed(c, CALL_ADDRESS);
    address = address.n ? address : call_unnamed(c, CALL_OTHER);
    alt = alt.n ? alt : call_unnamed(c, CALL_WORDS);
    buf_puts(c->out, "<span><img src=\"");
    call_address(c, address.n ? address : CALL_FIND(c, ""));
    buf_puts(c->out, "\" alt=\"");
    call_attribute(c, alt);
    buf_puts(c->out, "\"></span>");
    if (caption.n && !str_equal(caption, alt)) {
        buf_putc(c->out, ' ');
        call_tagged(c, "em", caption);
    }
    write_rest(c, start);
}

static void write_post(struct call *c) {
    struct str user = CALL_FIND(c, "user"), id = CALL_FIND(c, "id", "");
    struct buf start = {0};
    struct call address = {.out = &start};
    buf_puts(&start, "https://twitter.com/");
    call_address(&address, user.n ? user : STR("i"));
    buf_puts(&start, "/status/");
    if (id.n) {
        call_link(c, buf_cstr(&start), id, user.n ? user : STR("post"));
    }
    buf_release(&start);
}

static void write_reference(struct call *c) {
    call_address(c, CALL_FIND(c, "", "path"));
}

/* Octopress: {% blockquote Ann Lee, A Book %} */
static struct str whole_arguments(const struct call *c) {
    struct str s = str_trim(c->arguments);
    bool plain = c->syntax == TAG_LIQUID && s.n && !memchr(s.p, '"', s.n) && !memchr(s.p, '\'', s.n) && !memchr(s.p, '=', s.n);
    return plain ? s : STR_NONE;
}

static void write_quote(struct call *c) {
    struct str whole = whole_arguments(c);
    struct str text = whole.n ? STR_NONE : CALL_FIND(c, "text", "quote", "content", ""),
               by = CALL_FIND(c, "cite", "author", "by", "attribution");
    by = whole.n ? whole : by;
    const char *blank = c->place == TAG_IN_HTML ? "" : "\n\n";
    if (!text.n) { /* the tag encloses it */
        if (by.n) {
            call_tagged(c, "em", by);
            buf_puts(c->out, c->place == TAG_ALONE ? "\n\n" : " ");
        }
        return;
    }
    buf_printf(c->out, "<blockquote>%s", blank);
    size_t start = c->out->n;
    call_text(c, text);
    if (by.n) {
        buf_puts(c->out, "<br>— ");
        call_text(c, by);
    }
    write_rest(c, start);
    buf_printf(c->out, "%s</blockquote>%s", blank, blank);
}

/* The label of a tab stands apart from the text of the one before. */
static void write_label(struct call *c) {
    size_t start = c->out->n, n = start;
    struct str label = CALL_FIND(c, "label", "title", "header", "heading", "summary", "name", "text", "");
    struct str kicker = CALL_FIND(c, "kicker");
    if (!label.n) {
        return;
    }
    while (n && c->out->p[n - 1] == ' ') {
        n--;
    }
    if (c->place == TAG_IN_TEXT && n && c->out->p[n - 1] != '\n') {
        buf_truncate(c->out, n);
        buf_puts(c->out, "<br>");
    }
    if (kicker.n) {
        call_tagged(c, "strong", kicker);
        buf_puts(c->out, ": ");
    }
    call_tagged(c, "strong", label);
    write_rest(c, start);
    buf_puts(c->out, c->place == TAG_ALONE ? "\n\n" : " ");
}

static void write_key(struct call *c) {
    call_tagged(c, "kbd", CALL_FIND(c, "text", "keys", ""));
}

/* A word or two on a button or a badge. */
static void write_button(struct call *c) {
    struct str text = CALL_FIND(c, "text", "label", "title", "content", "button-text"), unnamed = call_unnamed(c, CALL_LABEL);
    struct str address = CALL_FIND(c, "href", "url", "link", "relref", "button-url", "to");
    address = address.n ? address : call_unnamed(c, CALL_ADDRESS);
    size_t start = c->out->n;
    text = text.n ? text : unnamed;
    if (text.n && address.n) {
        call_link(c, "", address, text);
    } else {
        call_text(c, text);
    }
    write_rest(c, start);
    buf_puts(c->out, c->out->n > start && c->place == TAG_ALONE ? "\n\n" : "");
}

/* Text of a file that is not part of this one. */
static void write_listing(struct call *c) {
    struct str file = CALL_FIND(c, "file", "src", "path", "url", "filename");
    file = file.n ? file : call_unnamed(c, CALL_ADDRESS);
    file = file.n ? file : CALL_FIND(c, "");
    size_t start = c->out->n;
    buf_puts(c->out, "<em>[listing]</em> ");
    call_tagged(c, "code", file.n ? file : c->name);
    write_rest(c, start);
    buf_puts(c->out, c->place == TAG_ALONE ? "\n\n" : "");
}

static void write_gist(struct call *c) {
    struct buf path = {0};
    struct str part = CALL_FIND(c, "user", "id", "");
    buf_add_str(&path, part);
    bool has_user = part.n && memchr(part.p, '/', part.n);
    for (int i = has_user; i < 2 && (part = CALL_FIND(c, "id", "")).n && !memchr(part.p, '.', part.n); i++) {
        buf_printf(&path, "/%.*s", (int)part.n, part.p);
    }
    struct buf text = {0};
    buf_printf(&text, "[listing] gist %s", buf_cstr(&path));
    call_link(c, "https://gist.github.com/", buf_str(&path), buf_str(&text));
    buf_release(&path);
    buf_release(&text);
}

static const struct {
    const char *name;
    void (*write)(struct call *);
} shortcodes[] = {
    {"figure", write_image},
    {"image", write_image},
    {"img", write_image},
    {"quote", write_quote},
    {"ref", write_reference},
    {"relref", write_reference},
    {"quote-block", write_quote},
    {"tweet", write_post},
    {"twitter", write_post},
    {"x", write_post},
    {"blockquote", write_quote},
    {"pullquote", write_quote},
    {"tab", write_label},
    {"tabitem", write_label},
    {"tabpanel", write_label},
    {"details", write_label},
    {"expand", write_label},
    {"accordion", write_label},
    {"accordionitem", write_label},
    {"summary", write_label},
    {"step", write_label},
    {"kbd", write_key},
    {"button", write_button},
    {"badge", write_button},
    {"pill", write_button},
    {"gist", write_gist},
    {"include_code", write_listing},
    {"readfile", write_listing},
    {"codefile", write_listing},
    {"code_file", write_listing},
    {"code-file", write_listing},
    {"literalinclude", write_listing},
    {"embed-code", write_listing},
    {"embed_code", write_listing},
    {"codeimporter", write_listing},
};

/* Shortcodes for media on other sites, with the start of the address. */
static const struct {
    const char *name, *start, *what;
} players[] = {
    {"youtube", "https://www.youtube.com/watch?v=", "YouTube video"},
    {"vimeo", "https://vimeo.com/", "Vimeo video"},
    {"instagram", "https://www.instagram.com/p/", "Instagram post"},
    {"video", "", "video"},
    {"audio", "", "audio"},
};

static void write_player(struct call *c, const char *start, const char *what) {
    struct str address = CALL_FIND(c, "id", "src", "url", "href", ""), title = CALL_FIND(c, "title", "caption");
    size_t from = c->out->n;
    bool has_site = *start || memmem(address.p, address.n, "://", 3);
    const char *site = memmem(address.p, address.n, "://", 3) ? "" : start;
    if (title.n || has_site) {
        call_link(c, site, address, title.n ? title : str_from(what));
    } else {
        struct buf text = {0};
        buf_printf(&text, "[%s] %.*s", what, (int)address.n, address.p);
        call_link(c, site, address, buf_str(&text));
        buf_release(&text);
    }
    write_rest(c, from);
}

/* "img-right", "ResponsiveImage" */
static bool names_image(struct str name) {
    static const char *const parts[] = {"img", "image", "picture", "figure", "photo"};
    for (size_t i = 0; i < name.n; i++) {
        for (size_t p = 0; p < ARRAY_SIZE(parts); p++) {
            if (str_equal_nocase(str_slice(name, i, i + strlen(parts[p])), str_from(parts[p]))) {
                return true;
            }
        }
    }
    return false;
}

static bool write_known(struct call *c) {
    struct str name = c->name;
    for (size_t i = 0; i < ARRAY_SIZE(shortcodes); i++) {
        if (str_equal_nocase(name, str_from(shortcodes[i].name))) {
            shortcodes[i].write(c);
            return true;
        }
    }
    for (size_t i = 0; i < ARRAY_SIZE(players); i++) {
        if (str_equal_nocase(name, str_from(players[i].name))) {
            write_player(c, players[i].start, players[i].what);
            return true;
        }
    }
    if (names_image(name)) {
        write_image(c);
        return true;
    }
    return false;
}

/* For an unknown shortcode, shows the arguments that are text for a reader. The text it encloses stays anyway. */
static void write_other(struct call *c) {
    size_t start = c->out->n;
    struct str title = CALL_FIND(c, "title", "heading", "summary", "label"), kicker = CALL_FIND(c, "kicker");
    struct str label = CALL_FIND(c, "text", "button-text");
    struct str address = CALL_FIND(c, "href", "url", "link", "button-url", "src");
    struct str intro = CALL_FIND(c, "intro", "description", "caption");
    if (kicker.n) {
        call_tagged(c, "strong", kicker);
        buf_puts(c->out, title.n || label.n || intro.n ? ": " : "");
    }
    if (title.n && address.n && !label.n) {
        call_link(c, "", address, title);
    } else if (title.n) {
        call_tagged(c, "strong", title);
    }
    if (label.n) {
        separate(c, start);
    }
    if (label.n && address.n) {
        call_link(c, "", address, label);
    } else if (label.n) {
        call_text(c, label);
    }
    if (intro.n) {
        separate(c, start);
        call_text(c, intro);
    }
    write_rest(c, start);
    buf_puts(c->out, c->out->n > start && c->place == TAG_ALONE ? "\n\n" : "");
}

/* Tags that steer the site generator: their texts are compared, stored or looked up. */
static bool is_control(struct str name) {
    static const char *const names[] = {
        "if",        "elsif",    "elif",    "elseif",    "else",     "unless",   "for",       "assign",           "set",
        "case",      "when",     "capture", "cycle",     "layout",   "extends",  "block",     "import",           "from",
        "macro",     "call",     "filter",  "liquid",    "tablerow", "with",     "increment", "include_relative", "paginate",
        "cache",     "trans",    "comment", "raw",       "link",     "post_url", "highlight", "section",          "echo",
        "decrement", "setAsync", "switch",  "ifchanged", "range",    "define",   "template",  "asset_path",       "codeblock",
        "load",      "url",      "static",  "do",        "seo",
    };
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        if (str_is(name, names[i])) {
            return true;
        }
    }
    return str_starts(name, "end");
}

/* {{ "/assets/x.png" | relative_url }}, {{ "Words for a reader" | upcase }} */
static void write_literal(struct call *c, struct str inside) {
    struct argument a;
    if (!argument_next(&inside, c->syntax, &a)) {
        return;
    }
    if (c->place == TAG_IN_ADDRESS) {
        call_address(c, a.value);
    } else if (argument_is_words(&a, c->syntax)) {
        call_text(c, a.value);
    }
}

static bool is_call(struct str inside) {
    size_t n = argument_word_end(inside, "(\"'`|");
    return n && n < inside.n && inside.p[n] == '(';
}

void shortcode_write(enum tag_syntax syntax, struct str inside, enum tag_place place, struct buf *out) {
    struct call c;
    call_init(&c, syntax, inside, place, out);
    if (str_starts(c.name, "/")) {
        return;
    }
    if (syntax == TAG_OUTPUT && !is_call(inside)) {
        if (inside.n && (inside.p[0] == '"' || inside.p[0] == '\'')) {
            write_literal(&c, inside);
        }
    } else if (place == TAG_IN_ADDRESS) {
        call_address(&c, CALL_FIND(&c, "path", "href", "url", "link", "file", "src", "page", ""));
    } else if ((syntax != TAG_LIQUID || !is_control(c.name)) && !write_known(&c)) {
        write_other(&c);
    }
}

bool shortcode_open_link(struct str inside, struct buf *out) {
    struct call c;
    call_init(&c, TAG_COMPONENT, inside, TAG_IN_TEXT, out);
    struct str address = CALL_FIND(&c, "href", "to", "url");
    if (!str_ends_nocase(c.name, "link") || !address.n) {
        return false;
    }
    buf_puts(out, "<a href=\"");
    call_address(&c, address);
    buf_puts(out, "\">");
    return true;
}
