/* markdown_shortcodes: what each shortcode, tag and component shows. */
#include <string.h>

#include "markdown_arguments.h"
#include "markdown_call.h"

struct str shortcode_name(struct str inside) {
    inside = str_trim(inside);
    return str_slice(inside, 0, argument_word_end(inside, ""));
}

static const struct {
    const char *name;
    void (*write)(struct call *);
} shortcodes[] = {
    {"figure", show_image},
    {"image", show_image},
    {"img", show_image},
    {"quote", show_quote},
    {"ref", show_reference},
    {"relref", show_reference},
    {"quote-block", show_quote},
    {"tweet", show_post},
    {"twitter", show_post},
    {"x", show_post},
    {"blockquote", show_quote},
    {"pullquote", show_quote},
    {"tab", show_label},
    {"tabitem", show_label},
    {"tabpanel", show_label},
    {"details", show_label},
    {"expand", show_label},
    {"accordion", show_label},
    {"accordionitem", show_label},
    {"summary", show_label},
    {"step", show_label},
    {"kbd", show_key},
    {"button", show_button},
    {"badge", show_button},
    {"pill", show_button},
    {"post_link", show_post_link},
    {"include", show_included},
    {"embed", show_embed},
    {"gist", show_gist},
    {"include_code", show_listing},
    {"readfile", show_listing},
    {"codefile", show_listing},
    {"code_file", show_listing},
    {"code-file", show_listing},
    {"literalinclude", show_listing},
    {"embed-code", show_listing},
    {"embed_code", show_listing},
    {"codeimporter", show_listing},
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
    call_rest(c, from);
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
    size_t start = c->out->n;
    for (size_t i = 0; i < ARRAY_SIZE(shortcodes); i++) {
        if (str_equal_nocase(name, str_from(shortcodes[i].name))) {
            shortcodes[i].write(c);
            call_rest(c, start);
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
        show_image(c);
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
        call_separate(c, start);
    }
    if (label.n && address.n) {
        call_link(c, "", address, label);
    } else if (label.n) {
        call_text(c, label);
    }
    if (intro.n) {
        call_separate(c, start);
        call_text(c, intro);
    }
    call_rest(c, start);
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
