/* html_head: reads what the head of a page says about it, into a tree like that of a front matter. */
#include <string.h>

#include "html_parser.h"
#include "html_private.h"
#include "node.h"
#include "text.h"

enum { VALUES_MAX = 64 }; /* per key of a list */

/* The keys of the tree. */
enum key { TITLE, DESCRIPTION, AUTHOR, DATE, MODIFIED, SITE, ADDRESS, KEYWORDS, IMAGE, LANGUAGE, SAVED, KEY_COUNT };

static const char *const key_names[KEY_COUNT] = {
    [TITLE] = "title",       [DESCRIPTION] = "description", [AUTHOR] = "authors",     [DATE] = "date",
    [MODIFIED] = "modified", [SITE] = "source_name",        [ADDRESS] = "source_url", [KEYWORDS] = "tags",
    [IMAGE] = "image",       [LANGUAGE] = "language",       [SAVED] = "date_saved",
};

/* Names of <meta>, and the key that they give; of one key the first row counts. */
static const struct {
    const char *name;
    enum key key;
} metas[] = {
    {"description", DESCRIPTION},
    {"og:description", DESCRIPTION},
    {"dc.description", DESCRIPTION},
    {"twitter:description", DESCRIPTION},
    {"summary", DESCRIPTION}, /* those in the plural, and this one: Pelican */
    {"author", AUTHOR},
    {"authors", AUTHOR},
    {"citation_author", AUTHOR},
    {"dc.creator", AUTHOR},
    {"parsely-author", AUTHOR},
    {"article:author", AUTHOR},
    {"article:published_time", DATE},
    {"citation_publication_date", DATE},
    {"dcterms.created", DATE},
    {"dc.date", DATE},
    {"datepublished", DATE},
    {"parsely-pub-date", DATE},
    {"pubdate", DATE},
    {"date", DATE},
    {"article:modified_time", MODIFIED},
    {"dcterms.modified", MODIFIED},
    {"og:updated_time", MODIFIED},
    {"datemodified", MODIFIED},
    {"modified", MODIFIED},
    {"og:site_name", SITE},
    {"og:url", ADDRESS},
    {"article:tag", KEYWORDS},
    {"keywords", KEYWORDS},
    {"news_keywords", KEYWORDS},
    {"tags", KEYWORDS},
    {"og:image", IMAGE},
};

enum { CANONICAL = -1, COMMENT = ARRAY_SIZE(metas) };

struct value {
    int row; /* of metas; a smaller one replaces it */
    struct node *node;
};

struct head {
    struct arena *arena;
    htmlParserCtxtPtr parser;
    struct value values[KEY_COUNT];
    struct buf title;
    struct str headline; /* og:title */
    bool in_title;
};

static struct node *new_node(struct head *h, enum node_kind kind, struct str text) {
    struct node *n = arena_alloc(h->arena, 1, sizeof *n);
    *n = (struct node){.kind = kind,
                       .decoded = true,
                       .key = STR_NONE,
                       .text = text.n ? arena_copy(h->arena, text) : STR_NONE,
                       .line = h->parser && h->parser->input ? h->parser->input->line : 1,
                       .column = 1};
    return n;
}

static void append(struct node *list, struct node *item) {
    struct node **at = &list->first;
    while (*at) {
        at = &(*at)->next;
    }
    *at = item;
    list->count++;
}

/* Authors and keywords are lists, to which each <meta> of that name adds; keywords and those of `authors` have commas between
 * them. */
static void put_items(struct head *h, bool has_commas, struct node *list, struct str text) {
    while (text.n && list->count < VALUES_MAX) {
        const char *comma = has_commas ? memchr(text.p, ',', text.n) : NULL;
        size_t n = comma ? (size_t)(comma - text.p) : text.n;
        struct str item = str_trim(str_slice(text, 0, n));
        if (item.n) {
            append(list, new_node(h, NODE_SCALAR, item));
        }
        text = str_slice(text, n + 1, text.n);
    }
}

static void put(struct head *h, enum key key, int row, const char *text) {
    struct value *value = &h->values[key];
    struct str trimmed = str_trim(str_from(text));
    bool is_list = key == AUTHOR || key == KEYWORDS, is_address = memmem(trimmed.p, trimmed.n, "://", 3);
    if (!trimmed.n || (key == ADDRESS && !is_address) || (key == AUTHOR && is_address) ||
        (value->node && (value->row < row || (value->row == row && !is_list)))) {
        return;
    }
    if (!value->node || value->row != row) {
        *value = (struct value){row, new_node(h, is_list ? NODE_LIST : NODE_SCALAR, is_list ? STR_NONE : trimmed)};
    }
    if (is_list) {
        bool is_plural = row >= 0 && row < COMMENT && !strcmp(metas[row].name, "authors");
        put_items(h, key == KEYWORDS || is_plural, value->node, trimmed);
    }
}

static void take_meta(struct head *h, attributes_t attributes) {
    const char *name = html_attribute(attributes, "property"), *content = html_attribute(attributes, "content");
    name = name ? name : html_attribute(attributes, "name");
    name = name ? name : html_attribute(attributes, "itemprop");
    struct str called = str_from(name);
    for (size_t i = 0; content && i < ARRAY_SIZE(metas); i++) {
        if (str_equal_nocase(called, str_from(metas[i].name))) {
            put(h, metas[i].key, (int)i, content);
        }
    }
    if (content && !h->headline.n && str_equal_nocase(called, STR("og:title"))) {
        h->headline = arena_copy(h->arena, str_trim(str_from(content)));
    }
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes) {
    struct head *h = context;
    struct str tag = str_from((const char *)name);
    attributes_t list = (attributes_t)attributes;
    h->in_title = str_is(tag, "title") && !h->title.n;
    if (str_is(tag, "meta")) {
        take_meta(h, list);
    } else if (str_is(tag, "html")) {
        put(h, LANGUAGE, 0, html_attribute(list, "lang"));
    } else if (str_is(tag, "link") && str_equal_nocase(str_from(html_attribute(list, "rel")), STR("canonical"))) {
        put(h, ADDRESS, CANONICAL, html_attribute(list, "href"));
    } else if (str_is(tag, "body")) {
        xmlStopParser(h->parser);
    }
}

static void on_end(void *context, const xmlChar *name) {
    (void)name;
    ((struct head *)context)->in_title = false;
}

static void on_characters(void *context, const xmlChar *text, int n) {
    struct head *h = context;
    if (h->in_title) {
        buf_add(&h->title, (const char *)text, (size_t)n);
    }
}

/* "Page saved with SingleFile", "url: ...", "saved date: ...", a line each. */
static void on_comment(void *context, const xmlChar *comment) {
    struct head *h = context;
    const char *text = (const char *)comment;
    for (bool is_saved = strstr(text, "SingleFile") != NULL; is_saved && text; text = strchr(text, '\n')) {
        text += strspn(text, " \t\r\n");
        struct str line = {text, strcspn(text, "\r\n")};
        bool url = str_starts(line, "url:"), date = str_starts(line, "saved date:");
        if (url || date) {
            struct str value = arena_copy(h->arena, str_slice(line, url ? 4 : 11, line.n));
            put(h, url ? ADDRESS : SAVED, COMMENT, value.p);
        }
    }
}

static const xmlSAXHandler events = {
    .startElement = on_start,
    .endElement = on_end,
    .characters = on_characters,
    .cdataBlock = on_characters,
    .comment = on_comment,
};

/* <title> often ends with the name of the site, which the headline lacks. */
static void put_title(struct head *h) {
    struct str title = str_trim(buf_str(&h->title));
    bool shorter = h->headline.n && (!title.n || str_starts(title, h->headline.p));
    put(h, TITLE, 0, shorter ? h->headline.p : buf_cstr(&h->title));
}

static struct node *tree(struct head *h) {
    struct node *root = new_node(h, NODE_MAP, STR_NONE);
    for (int i = 0; i < KEY_COUNT; i++) {
        if (h->values[i].node) {
            h->values[i].node->key = str_from(key_names[i]);
            append(root, h->values[i].node);
        }
    }
    return root->first ? root : NULL;
}

/* The parser adds <html> and <head> where they are missing, so they are looked for in the text. */
static bool is_page(struct str html) {
    static const char *const starts[] = {"<!doctype html", "<html", "<head", "<meta", "<title", "<body"};
    while (str_starts(html = str_trim(html), "<!--")) {
        const char *end = memmem(html.p, html.n, "-->", 3);
        html = str_slice(html, end ? (size_t)(end + 3 - html.p) : html.n, html.n);
    }
    for (size_t i = 0; i < ARRAY_SIZE(starts); i++) {
        if (str_equal_nocase(str_slice(html, 0, strlen(starts[i])), str_from(starts[i]))) {
            return true;
        }
    }
    return false;
}

bool html_read_head(struct str html, struct arena *arena, struct node **root) {
    *root = NULL;
    if (!is_page(html)) {
        return false;
    }
    struct head h = {.arena = arena};
    struct buf clean = {0};
    if (!text_is_clean(html)) {
        text_clean(&clean, html);
        html = buf_str(&clean);
    }
    html_parse(html, &events, &h, &h.parser);
    put_title(&h);
    *root = tree(&h);
    buf_release(&h.title);
    buf_release(&clean);
    return true;
}
