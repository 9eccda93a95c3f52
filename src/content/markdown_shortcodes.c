/* markdown_shortcodes: the arguments of shortcodes, and which of them to show. */
#include <string.h>

#include "markdown_templates.h"

struct argument {
    struct str name; /* empty: unnamed */
    struct str value;
};

static size_t word_end(struct str s, const char *also_ends) {
    size_t n = 0;
    while (n < s.n && !is_blank(s.p[n]) && !(s.p[n] && strchr(also_ends, s.p[n]))) {
        n++;
    }
    return n;
}

struct str shortcode_name(struct str inside) {
    inside = str_trim(inside);
    return str_slice(inside, 0, word_end(inside, ""));
}

/* A word, or a text in quotation marks or backticks; advances *rest past it. */
static struct str take_value(struct str *rest) {
    char quote = rest->n ? rest->p[0] : '\0';
    size_t n = 1;
    if (quote != '"' && quote != '`' && quote != '\'') {
        struct str word = str_slice(*rest, 0, word_end(*rest, ""));
        *rest = str_slice(*rest, word.n, rest->n);
        return word;
    }
    while (n < rest->n && rest->p[n] != quote) {
        n += rest->p[n] == '\\' && quote == '"' ? 2 : 1;
    }
    struct str value = str_slice(*rest, 1, n);
    *rest = str_slice(*rest, n + 1, rest->n);
    return value;
}

static bool next_argument(struct str *rest, struct argument *a) {
    *rest = str_trim(*rest);
    if (!rest->n) {
        return false;
    }
    size_t n = word_end(*rest, "=\"`");
    *a = (struct argument){STR_NONE, STR_NONE};
    if (n && n < rest->n && rest->p[n] == '=') {
        a->name = str_slice(*rest, 0, n);
        *rest = str_slice(*rest, n + 1, rest->n);
    }
    a->value = take_value(rest);
    return true;
}

/* The value of the first of these names that is present; "" stands for an unnamed argument, NULL ends the list. */
static struct str find(struct str inside, const char *const *names) {
    struct str arguments = str_slice(str_trim(inside), shortcode_name(inside).n, inside.n);
    for (; *names; names++) {
        struct str rest = arguments;
        for (struct argument a; next_argument(&rest, &a);) {
            if (str_trim(a.value).n && str_equal_nocase(a.name, str_from(*names))) {
                return str_trim(a.value);
            }
        }
    }
    return STR_NONE;
}

#define FIND(inside, ...) find(inside, (const char *const[]){__VA_ARGS__, NULL})

static void escape(struct buf *out, char c) {
    const char *entity = c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : c == '&' ? "&amp;" : NULL;
    if (entity) {
        buf_puts(out, entity);
    } else {
        buf_putc(out, c);
    }
}

void shortcode_escape(struct buf *out, struct str text) {
    for (size_t i = 0; i < text.n; i++) {
        escape(out, text.p[i]);
    }
}

/* The next character of an argument at *i, without its backslash. Blanks and line ends become spaces: an empty line would end
 * the block around the shortcode. */
static char take_character(struct str text, size_t *i) {
    bool escapes = text.p[*i] == '\\' && *i + 1 < text.n && (text.p[*i + 1] == '"' || text.p[*i + 1] == '\\');
    char c = text.p[*i + escapes];
    *i += 1 + (size_t)escapes;
    return is_blank(c) ? ' ' : c;
}

/* Appends text in the format of the body around it, Markdown or HTML. */
static void write_text(struct buf *out, struct str text) {
    for (size_t i = 0; i < text.n;) {
        buf_putc(out, take_character(text, &i));
    }
}

static void write_attribute(struct buf *out, struct str text) {
    for (size_t i = 0; i < text.n;) {
        escape(out, take_character(text, &i));
    }
}

/* Appends an address so that neither Markdown nor quotation marks end it early. */
static void write_address(struct buf *out, struct str address) {
    for (size_t i = 0; i < address.n; i++) {
        unsigned char c = (unsigned char)address.p[i];
        if (c <= ' ' || strchr("<>()\"'`\\", c)) {
            buf_printf(out, "%%%02X", c);
        } else {
            buf_putc(out, (char)c);
        }
    }
}

static void write_link(struct buf *out, const char *start, struct str address, struct str text) {
    buf_printf(out, "<a href=\"%s", start);
    write_address(out, address);
    buf_puts(out, "\">");
    write_text(out, text);
    buf_puts(out, "</a>");
}

static void write_tagged(struct buf *out, const char *tag, struct str text) {
    buf_printf(out, "<%s>", tag);
    write_text(out, text);
    buf_printf(out, "</%s>", tag);
}

/* Inside a span, as a line with only an <img> would keep Markdown from parsing the lines after it. */
static void write_image(struct str inside, struct buf *out) {
    struct str alt = FIND(inside, "alt", "caption", "title"), caption = FIND(inside, "caption", "title");
    buf_puts(out, "<span><img src=\"");
    write_address(out, FIND(inside, "src", "path", "file", ""));
    buf_puts(out, "\" alt=\"");
    write_attribute(out, alt);
    buf_puts(out, "\"></span>");
    if (caption.n && !str_equal(caption, alt)) {
        buf_putc(out, ' ');
        write_tagged(out, "em", caption);
    }
}

static void write_post(struct str inside, struct buf *out) {
    struct str user = FIND(inside, "user"), id = FIND(inside, "id", "");
    struct buf start = {0};
    buf_puts(&start, "https://twitter.com/");
    write_address(&start, user.n ? user : STR("i"));
    buf_puts(&start, "/status/");
    if (id.n) {
        write_link(out, buf_cstr(&start), id, user.n ? user : STR("post"));
    }
    buf_release(&start);
}

static void write_reference(struct str inside, struct buf *out) {
    write_address(out, FIND(inside, "", "path"));
}

static void write_quote(struct str inside, struct buf *out) {
    struct str text = FIND(inside, "text", "quote", ""), by = FIND(inside, "cite", "author", "by", "attribution");
    buf_puts(out, "<blockquote>\n\n");
    write_text(out, text);
    if (by.n) {
        buf_puts(out, "<br>— ");
        write_text(out, by);
    }
    buf_puts(out, "\n\n</blockquote>\n\n");
}

static const struct {
    const char *name;
    void (*write)(struct str inside, struct buf *out);
} shortcodes[] = {
    {"figure", write_image},  {"image", write_image},      {"img", write_image},         {"quote", write_quote},
    {"ref", write_reference}, {"relref", write_reference}, {"quote-block", write_quote}, {"tweet", write_post},
    {"twitter", write_post},  {"x", write_post},
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

static bool write_known(struct str name, struct str inside, struct buf *out) {
    for (size_t i = 0; i < ARRAY_SIZE(shortcodes); i++) {
        if (str_is(name, shortcodes[i].name)) {
            shortcodes[i].write(inside, out);
            return true;
        }
    }
    for (size_t i = 0; i < ARRAY_SIZE(players); i++) {
        if (str_is(name, players[i].name)) {
            struct str address = FIND(inside, "id", "src", "url", "href", ""), title = FIND(inside, "title", "caption");
            write_link(out, players[i].start, address, title.n ? title : str_from(players[i].what));
            return true;
        }
    }
    if (memmem(name.p, name.n, "img", 3) || memmem(name.p, name.n, "image", 5)) {
        write_image(inside, out);
        return true;
    }
    return false;
}

/* For an unknown shortcode, shows the arguments whose names suggest text for a reader. The text it encloses stays anyway. */
static void write_other(struct str inside, struct buf *out) {
    struct str title = FIND(inside, "title", "heading", "summary", "label"), kicker = FIND(inside, "kicker");
    struct str label = FIND(inside, "text", "button-text"), address = FIND(inside, "href", "url", "link", "button-url", "src");
    struct str intro = FIND(inside, "intro", "description", "caption");
    if (kicker.n) {
        write_tagged(out, "strong", kicker);
        buf_puts(out, title.n || label.n || intro.n ? ": " : "");
    }
    if (title.n && address.n && !label.n) {
        write_link(out, "", address, title);
    } else if (title.n) {
        write_tagged(out, "strong", title);
    }
    if (label.n && address.n) {
        buf_puts(out, title.n ? " " : "");
        write_link(out, "", address, label);
    } else if (label.n) {
        buf_puts(out, title.n ? " " : "");
        write_text(out, label);
    }
    if (intro.n) {
        buf_puts(out, title.n || label.n ? " " : "");
        write_text(out, intro);
    }
}

void shortcode_write_literal(struct str inside, struct buf *out) {
    write_address(out, take_value(&inside));
}

void shortcode_write(struct str inside, enum tag_place place, struct buf *out) {
    size_t start = out->n;
    struct str name = shortcode_name(inside);
    if (place == TAG_IN_ADDRESS) {
        write_address(out, FIND(inside, "path", "href", "url", "link", "file", "src", "page", ""));
    } else if (!write_known(name, inside, out)) {
        write_other(inside, out);
        buf_puts(out, out->n > start && place == TAG_ALONE ? "\n\n" : "");
    }
}
