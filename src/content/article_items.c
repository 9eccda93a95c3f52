/* article_items: the items of a list in a front matter, which people also write as one text. */
#include <string.h>

#include "article_private.h"

struct term fields_new_term(enum taxonomy taxonomy, struct str name) {
    return (struct term){.taxonomy = taxonomy,
                         .key = name,
                         .name = name,
                         .authority = STR_NONE,
                         .label = name,
                         .slug = STR_NONE,
                         .url = STR_NONE,
                         .ident = STR_NONE};
}

bool fields_is_plural(const char *path) {
    return path[strlen(path) - 1] == 's';
}

/* `tags: one, two`, `tags: "#one #two"` */
static void take_parts(struct article_builder *b, const struct field *field, const char *path, const struct node *n,
                       item_fn *take, void *context) {
    bool at_blanks = n->text.n && n->text.p[0] == '#';
    for (size_t from = 0; from <= n->text.n;) {
        size_t to = from;
        while (to < n->text.n && n->text.p[to] != ',' && !(at_blanks && is_blank(n->text.p[to]))) {
            to++;
        }
        struct node part = *n;
        part.text = str_trim(str_slice(n->text, from, to));
        if (part.text.n) {
            take(b, field, path, &part, context);
        }
        from = to + 1;
    }
}

void fields_one_item(struct article_builder *b, const struct field *field, const char *path, const struct node *n,
                     item_fn *take, void *context) {
    bool has_parts = n->text.n && (n->text.p[0] == '#' || memchr(n->text.p, ',', n->text.n));
    if (field->taxonomy == TAX_TAG && has_parts) {
        take_parts(b, field, path, n, take, context);
        return;
    }
    if (field->taxonomy != TAX_AUTHOR && fields_is_plural(path)) {
        fields_warn(b, n, "'%s' is text; expected a list: write each entry on its own line, after '- '", path);
    }
    take(b, field, path, n, context);
}

void fields_each_item(struct article_builder *b, const struct field *field, const char *path, const struct node *n,
                      item_fn *take, void *context) {
    for (const struct node *item = n->first; item; item = item->next) {
        take(b, field, path, item, context);
    }
}

bool fields_is_text_item(struct article_builder *b, const char *path, const struct node *item) {
    if (item->kind == NODE_LIST || item->kind == NODE_MAP) {
        fields_warn(b, item, "an entry of '%s' is %s; expected text", path, fields_kind(item));
    }
    return item->kind == NODE_SCALAR;
}
