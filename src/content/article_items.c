/* article_items: the entries of a list in a front matter, which people write as one text as well. */
#include <string.h>

#include "article_private.h"

struct term rules_new_term(enum taxonomy taxonomy, struct str name) {
    return (struct term){.taxonomy = taxonomy,
                         .key = name,
                         .name = name,
                         .authority = STR_NONE,
                         .label = name,
                         .slug = STR_NONE,
                         .url = STR_NONE,
                         .ident = STR_NONE};
}

bool rules_is_plural(const char *path) {
    return path[strlen(path) - 1] == 's';
}

/* `tags: one, two` */
static void take_parts(struct filling *f, const struct field *field, const char *path, const struct node *n, take_item *take,
                       void *context) {
    for (size_t from = 0; from <= n->text.n;) {
        const char *comma = from < n->text.n ? memchr(n->text.p + from, ',', n->text.n - from) : NULL;
        size_t to = comma ? (size_t)(comma - n->text.p) : n->text.n;
        struct node part = *n;
        part.text = str_trim(str_slice(n->text, from, to));
        if (part.text.n) {
            take(f, field, path, &part, context);
        }
        from = to + 1;
    }
}

void rules_take_one(struct filling *f, const struct field *field, const char *path, const struct node *n, take_item *take,
                    void *context) {
    bool has_commas = memchr(n->text.p, ',', n->text.n) != NULL;
    if (field->taxonomy == TAX_TAG && has_commas) {
        take_parts(f, field, path, n, take, context);
        return;
    }
    if (field->taxonomy != TAX_AUTHOR && rules_is_plural(path)) {
        rules_warn(f, n, "'%s' is text; expected a list: write each entry on its own line, after '- '", path);
    }
    take(f, field, path, n, context);
}

void rules_take_all(struct filling *f, const struct field *field, const char *path, const struct node *n, take_item *take,
                    void *context) {
    for (const struct node *item = n->first; item; item = item->next) {
        take(f, field, path, item, context);
    }
}

bool rules_is_text_item(struct filling *f, const char *path, const struct node *item) {
    if (item->kind == NODE_LIST || item->kind == NODE_MAP) {
        rules_warn(f, item, "an entry of '%s' is %s; expected text", path, rules_kind(item));
    }
    return item->kind == NODE_SCALAR;
}

const struct node *rules_name(struct filling *f, const char *path, const struct node *item) {
    static const char *const names[] = {"name", "display_name", "label", "title"};
    for (size_t i = 0; item->kind == NODE_MAP && i < LENGTH(names); i++) {
        const struct node *name = node_get(item, str_from(names[i]));
        if (!node_is_empty(name)) {
            item = name;
        }
    }
    return rules_is_text_item(f, path, item) ? item : NULL;
}
