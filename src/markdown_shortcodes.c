/* markdown_shortcodes: what shortcodes say to a reader, found in their arguments. */
#include <string.h>

#include "markdown_templates.h"

struct argument {
    struct str name; /* empty: it has none */
    struct str value;
};

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

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

/* A value at the start of rest, in quotation marks or not; rest goes on behind it. */
static struct str take_value(struct str *rest) {
    char quote = rest->n ? rest->p[0] : '\0';
    size_t n = 1;
    if (quote != '"' && quote != '`' && quote != '\'') {
        struct str word = str_slice(*rest, 0, word_end(*rest, ""));
        *rest = str_slice(*rest, word.n, rest->n);
        return word;
    }
    while (n < rest->n && rest->p[n] != quote) {
        n += rest->p[n] == '\\' && quote == '"' && n + 1 < rest->n ? 2 : 1;
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

static struct str arguments_of(struct str inside) {
    inside = str_trim(inside);
    return str_slice(inside, shortcode_name(inside).n, inside.n);
}

/* The value of the first of these names that has one; a NULL name stands for the first argument without a name. */
static struct str find(struct str inside, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct str rest = arguments_of(inside);
        for (struct argument a; next_argument(&rest, &a);) {
            if (a.value.n && (names[i] ? str_is(a.name, names[i]) : !a.name.n)) {
                return a.value;
            }
        }
    }
    return STR_NONE;
}

#define FIND(inside, ...)                                                                                                      \
    find(inside, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

void shortcode_text(struct buf *out, struct str text) {
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        const char *entity = c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : c == '&' ? "&amp;" : NULL;
        if (c == '\\' && i + 1 < text.n && (text.p[i + 1] == '"' || text.p[i + 1] == '\\')) {
            continue;
        }
        if (entity) {
            buf_puts(out, entity);
        } else {
            buf_putc(out, is_blank(c) ? ' ' : c);
        }
    }
}

/* An address that ends nowhere but at its end. */
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

static void write_link(struct buf *out, const char *before, struct str target, struct str text) {
    buf_printf(out, "<a href=\"%s", before);
    write_address(out, target);
    buf_puts(out, "\">");
    shortcode_text(out, text);
    buf_puts(out, "</a>");
}

/* In a span, for a line that is an <img> alone would keep Markdown from reading the lines below it. */
static void write_image(struct str inside, struct buf *out) {
    struct str alt = FIND(inside, "alt", "caption", "title"), caption = FIND(inside, "caption", "attr");
    buf_puts(out, "<span><img src=\"");
    write_address(out, FIND(inside, "src", "path", "file", NULL));
    buf_puts(out, "\" alt=\"");
    shortcode_text(out, alt);
    buf_puts(out, "\"></span>");
    if (caption.n && !str_equal(caption, alt)) {
        buf_puts(out, " <em>");
        shortcode_text(out, caption);
        buf_puts(out, "</em>");
    }
}

static void write_video(struct str inside, struct buf *out) {
    struct str id = FIND(inside, "id", NULL), title = FIND(inside, "title");
    bool vimeo = str_is(shortcode_name(inside), "vimeo");
    if (id.n) {
        write_link(out, vimeo ? "https://vimeo.com/" : "https://www.youtube.com/watch?v=", id, title.n ? title : STR("video"));
    }
}

static void write_post(struct str inside, struct buf *out) {
    struct str id = FIND(inside, "id"), user = FIND(inside, "user"), label = STR_NONE;
    struct buf path = {0}, text = {0};
    if (id.n && user.n) {
        buf_add_str(&path, user);
        buf_puts(&path, "/status/");
        buf_add_str(&path, id);
        buf_puts(&text, "post by @");
        buf_add_str(&text, user);
        label = buf_str(&text);
        write_link(out, "https://twitter.com/", buf_str(&path), label);
    }
    buf_release(&path);
    buf_release(&text);
}

static void write_reference(struct str inside, struct buf *out) {
    write_address(out, FIND(inside, "path", NULL));
}

static const struct {
    const char *name;
    void (*write)(struct str inside, struct buf *out);
} shortcodes[] = {
    {"ref", write_reference}, {"relref", write_reference}, {"figure", write_image}, {"image", write_image},
    {"img", write_image},     {"youtube", write_video},    {"vimeo", write_video},  {"tweet", write_post},
    {"twitter", write_post},  {"x", write_post},
};

static bool write_known(struct str name, struct str inside, struct buf *out) {
    for (size_t i = 0; i < LENGTH(shortcodes); i++) {
        if (str_is(name, shortcodes[i].name)) {
            shortcodes[i].write(inside, out);
            return true;
        }
    }
    if (name.n > 3 && (memmem(name.p, name.n, "img", 3) || memmem(name.p, name.n, "image", 5))) {
        write_image(inside, out);
        return true;
    }
    return false;
}

/* Of a shortcode that is not known, arguments whose names say that they are for the reader. */
static void write_texts(struct str inside, enum tag_place place, struct buf *out) {
    struct str target = FIND(inside, "href", "url", "link", "src"), label = STR_NONE;
    struct str head = FIND(inside, "title", "heading", "label"), kicker = FIND(inside, "kicker");
    struct str texts[] = {FIND(inside, "text", "quote"), FIND(inside, "description", "caption"),
                          FIND(inside, "cite", "attribution", "author")};
    size_t start = out->n;
    if (target.n && !head.n) {
        label = texts[0];
        texts[0] = STR_NONE;
    }
    if (kicker.n) {
        shortcode_text(out, kicker);
        buf_puts(out, ": ");
    }
    if (target.n && (head.n || label.n)) {
        write_link(out, "", target, head.n ? head : label);
        buf_putc(out, ' ');
    } else if (head.n) {
        buf_puts(out, "<strong>");
        shortcode_text(out, head);
        buf_puts(out, "</strong> ");
    }
    for (size_t i = 0; i < LENGTH(texts); i++) {
        if (texts[i].n) {
            shortcode_text(out, texts[i]);
            buf_putc(out, ' ');
        }
    }
    if (out->n > start && place == TAG_ALONE) {
        buf_puts(out, "\n\n");
    }
}

void shortcode_write(struct str inside, enum tag_place place, struct buf *out) {
    struct str name = shortcode_name(inside);
    if (place == TAG_IN_ADDRESS) {
        write_address(out, FIND(inside, "path", "file", "src", "href", "url", "link", NULL));
    } else if (!write_known(name, inside, out)) {
        write_texts(inside, place, out);
    }
}
