/* markdown_show: what the shortcodes and tags that are known by name show: images, quotations, labels, listings. */
#include <string.h>

#include "markdown_arguments.h"
#include "markdown_call.h"
#include "url.h"

/* Hexo: {% asset_img lift.jpg The old lift %}, {% post_link lift The old lift %}: what comes after the *first one. */
static struct str words_after_first(struct call *c, struct str *first) {
    struct str s = str_trim(c->arguments);
    *first = CALL_FIND(c, "");
    bool plain = first->p == s.p && !memchr(s.p, '"', s.n) && !memchr(s.p, '\'', s.n) && !memchr(s.p, '=', s.n);
    return plain ? str_trim(str_slice(s, first->n, s.n)) : call_unnamed(c, CALL_LABEL);
}

void show_post_link(struct call *c) {
    struct str slug, words = words_after_first(c, &slug);
    call_text(c, words.n ? words : slug);
}

/* Inside a span, as a line with only an <img> would keep Markdown from parsing the lines after it. */
void show_image(struct call *c) {
    size_t start = c->out->n;
    struct str address = STR_NONE, alt = str_is(c->name, "asset_img") ? words_after_first(c, &address) : STR_NONE;
    struct str named = CALL_FIND(c, "alt", "caption", "title"), caption = CALL_FIND(c, "caption", "title");
    address = address.n ? address : CALL_FIND(c, "src", "path", "file", "url", "image", "image_path");
    address = address.n ? address : call_unnamed(c, CALL_ADDRESS);
    address = address.n ? address : call_unnamed(c, CALL_OTHER);
    alt = named.n ? named : alt;
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
    call_rest(c, start);
}

void show_post(struct call *c) {
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

void show_reference(struct call *c) {
    call_address(c, CALL_FIND(c, "", "path"));
}

/* Octopress: {% blockquote Ann Lee, A Book %} */
static struct str whole_arguments(const struct call *c) {
    struct str s = str_trim(c->arguments);
    bool plain = c->syntax == TAG_LIQUID && s.n && !memchr(s.p, '"', s.n) && !memchr(s.p, '\'', s.n) && !memchr(s.p, '=', s.n);
    return plain ? s : STR_NONE;
}

/* Who said it, and where. */
static void write_author(struct call *c, struct str by, struct str address) {
    if (by.n && address.n) {
        call_link(c, "", address, by);
    } else if (by.n || address.n) {
        call_text(c, by.n ? by : address);
    }
}

void show_quote(struct call *c) {
    struct str by = whole_arguments(c), text = by.n ? STR_NONE : CALL_FIND(c, "text", "quote", "content", "");
    by = by.n ? by : CALL_FIND(c, "author", "by", "attribution", "source", "name");
    struct str cite = CALL_FIND(c, "cite", "link", "url", "href", "source_url"), address = STR_NONE;
    if (by.n || argument_is_address(cite)) {
        address = cite;
    } else {
        by = cite;
    }
    const char *blank = c->place == TAG_IN_HTML ? "" : "\n\n";
    if (!text.n) { /* the tag encloses it */
        size_t start = c->out->n;
        buf_puts(c->out, by.n || address.n ? "<em>" : "");
        write_author(c, by, address);
        buf_puts(c->out, c->out->n == start ? "" : c->place == TAG_ALONE ? "</em>\n\n" : "</em> ");
        return;
    }
    buf_printf(c->out, "<blockquote>%s", blank);
    size_t start = c->out->n;
    call_text(c, text);
    if (by.n || address.n) {
        buf_puts(c->out, "<br>— ");
        write_author(c, by, address);
    }
    call_rest(c, start);
    buf_printf(c->out, "%s</blockquote>%s", blank, blank);
}

/* The label of a tab stands apart from the text of the one before. */
void show_label(struct call *c) {
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
    call_rest(c, start);
    buf_puts(c->out, c->place == TAG_ALONE ? "\n\n" : " ");
}

void show_key(struct call *c) {
    call_tagged(c, "kbd", CALL_FIND(c, "text", "keys", ""));
}

/* A word or two on a button or a badge. */
void show_button(struct call *c) {
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
    call_rest(c, start);
    buf_puts(c->out, c->out->n > start && c->place == TAG_ALONE ? "\n\n" : "");
}

/* Text of a file that is not part of this one. */
void show_listing(struct call *c) {
    struct str file = CALL_FIND(c, "file", "src", "path", "url", "filename");
    file = file.n ? file : call_unnamed(c, CALL_ADDRESS);
    file = file.n ? file : CALL_FIND(c, "");
    size_t start = c->out->n;
    buf_puts(c->out, "<em>[listing]</em> ");
    call_tagged(c, "code", file.n ? file : c->name);
    call_rest(c, start);
    buf_puts(c->out, c->place == TAG_ALONE ? "\n\n" : "");
}

static void write_included(struct call *c, struct str file) {
    if (file.n && c->syntax == TAG_HUGO) {
        buf_puts(c->out, "<em>[included]</em> ");
        call_tagged(c, "code", file);
        buf_puts(c->out, c->place == TAG_ALONE ? "\n\n" : "");
    }
}

/* Quarto: {{< include _part.qmd >}} */
void show_included(struct call *c) {
    if (c->syntax == TAG_HUGO) {
        write_included(c, call_unnamed(c, CALL_ADDRESS));
    }
}

/* GitBook: {% embed url="https://..." %}, Forem: {% embed https://... %}. As a page of Hugo: an included file. */
void show_embed(struct call *c) {
    struct str address = CALL_FIND(c, "url", "src", "href");
    address = address.n ? address : call_unnamed(c, CALL_ADDRESS);
    struct str host = url_host(address);
    if (!host.n) {
        write_included(c, address);
        return;
    }
    call_link(c, "", address, host);
    buf_puts(c->out, c->place == TAG_ALONE ? "\n\n" : " ");
}

void show_gist(struct call *c) {
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
