/* article_resources: picks the image of a page from Hugo's `resources`, a list of the files beside it. */
#include <string.h>

#include "article_private.h"

/* The words that Hugo's own templates look for. */
static bool names_an_image(struct str name) {
    static const char *const words[] = {"feature", "cover", "thumbnail"};
    for (size_t i = 0; name.n && i < ARRAY_SIZE(words); i++) {
        if (memmem(name.p, name.n, words[i], strlen(words[i]))) {
            return true;
        }
    }
    return false;
}

static struct str text_of(const struct node *map, struct str key) {
    const struct node *n = node_get(map, key);
    return n && n->kind == NODE_SCALAR ? n->text : STR_NONE;
}

void fields_resources(struct article_builder *b) {
    const struct node *list = b->article->image.n ? NULL : node_get(b->root, STR("resources"));
    if (!list || list->kind != NODE_LIST) {
        return;
    }
    for (const struct node *n = list->first; n && !b->article->image.n; n = n->next) {
        const struct node *src = node_get(n, STR("src"));
        bool is_pattern = src && memchr(src->text.p, '*', src->text.n);
        if (src && src->kind == NODE_SCALAR && !is_pattern &&
            (names_an_image(text_of(n, STR("name"))) || names_an_image(src->text))) {
            b->article->image = fields_text(b, src, "resources.src", 0, TEXT_MAX);
        }
    }
}
