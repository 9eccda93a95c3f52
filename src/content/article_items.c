/* article_items: the items of a list in a front matter, which people also write as one text. */
#include <string.h>

#include "article_private.h"
#include "text.h"

/* Blanks side by side look like one. A name that folds to nothing, of signs that stand for accents, is its own key. */
static struct str name_key(struct str name, struct arena *arena) {
    struct buf folded = {0};
    text_fold(&folded, name);
    size_t n = 0;
    for (size_t i = 0; i < folded.n; i++) {
        if (folded.p[i] != ' ' || (n && folded.p[n - 1] != ' ')) {
            folded.p[n++] = folded.p[i];
        }
    }
    struct str key = str_trim(str_slice(buf_str(&folded), 0, n));
    key = key.n ? arena_copy(arena, key) : name;
    buf_release(&folded);
    return key;
}

struct term fields_new_term(enum taxonomy taxonomy, struct str name, struct arena *arena) {
    return (struct term){.taxonomy = taxonomy,
                         .key = name_key(name, arena),
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
        problem_add_habit(b->problems, HABIT_TEXT_AS_LIST, n->line, n->column,
                          "'%s' is text; expected a list, such as ['one', 'two']", path);
    }
    take(b, field, path, n, context);
}

/* Hexo: `[Travel, Coast]` among the categories is a way down to one, and the article is in each on the way. */
void fields_each_item(struct article_builder *b, const struct field *field, const char *path, const struct node *n,
                      item_fn *take, void *context) {
    for (const struct node *item = n->first; item; item = item->next) {
        bool is_path = item->kind == NODE_LIST && field->taxonomy == TAX_TOPIC;
        for (const struct node *step = is_path ? item->first : item; step; step = is_path ? step->next : NULL) {
            take(b, field, path, step, context);
        }
    }
}

bool fields_is_text_item(struct article_builder *b, const char *path, const struct node *item) {
    if (item->kind == NODE_LIST || item->kind == NODE_MAP) {
        fields_warn(b, item, "an entry of '%s' is %s; expected text", path, fields_kind(item));
    }
    return item->kind == NODE_SCALAR;
}
