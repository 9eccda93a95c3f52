/* article_resources: Hugo's `resources`, a list of the files beside a page: which of them is its image. */
#include <string.h>

#include "article_private.h"

/* As Hugo's own templates choose it. */
static bool is_telling(struct str name) {
    static const char *const words[] = {"feature", "cover", "thumbnail"};
    for (size_t i = 0; name.n && i < LENGTH(words); i++) {
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

void rules_resources(struct filling *f) {
    const struct node *list = f->article->image.n ? NULL : node_get(f->root, STR("resources"));
    if (!list || list->kind != NODE_LIST) {
        return;
    }
    for (const struct node *n = list->first; n && !f->article->image.n; n = n->next) {
        const struct node *src = node_get(n, STR("src"));
        bool is_pattern = src && memchr(src->text.p, '*', src->text.n);
        if (src && src->kind == NODE_SCALAR && !is_pattern && (is_telling(text_of(n, STR("name"))) || is_telling(src->text))) {
            f->article->image = rules_text(f, src, "resources.src", 0, TEXT_MAX);
        }
    }
}
