/* article_names: the name in an item of a list, and names of people in the forms that programs keep them in. */
#include <string.h>

#include "article_private.h"

static const struct node *text_at(const struct node *map, const char *const *keys) {
    for (; *keys; keys++) {
        const struct node *n = node_get(map, str_from(*keys));
        if (!node_is_empty(n) && n->kind == NODE_SCALAR) {
            return n;
        }
    }
    return NULL;
}

/* {given: Ada, family: Brill}; NULL: it is not of that kind. */
static const struct node *joined(struct article_builder *b, const struct node *map) {
    static const char *const given[] = {"given", "first", "given_name", "first_name", NULL};
    static const char *const family[] = {"family", "last", "family_name", "last_name", NULL};
    const struct node *first = text_at(map, given), *last = text_at(map, family);
    if (!first || !last) {
        return first ? first : last;
    }
    struct node *n = arena_alloc(b->arena, 1, sizeof *n);
    *n = *first;
    n->text = arena_printf(b->arena, "%.*s %.*s", (int)first->text.n, first->text.p, (int)last->text.n, last->text.p);
    return n;
}

/* What names a map: one of its values, which may be a map again. */
static const struct node *name_in(struct article_builder *b, const struct node *map) {
    static const char *const names[] = {"name", "display_name", "label", "title", "literal"};
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        const struct node *name = node_get(map, str_from(names[i]));
        if (!node_is_empty(name)) {
            return name;
        }
    }
    return joined(b, map);
}

const struct node *fields_item_name(struct article_builder *b, const char *path, const struct node *item) {
    enum { MAPS_MAX = 3 };
    const struct node *name = item;
    for (int i = 0; name && name->kind == NODE_MAP && i < MAPS_MAX; i++) {
        name = name_in(b, name);
    }
    item = name && name->kind != NODE_MAP ? name : item;
    return fields_is_text_item(b, path, item) ? item : NULL;
}

const struct node *fields_unbracketed(const struct node *n) {
    const struct node *inner = n->kind == NODE_LIST && n->count == 1 ? n->first : NULL;
    bool is_link = inner && inner->kind == NODE_LIST && inner->count == 1 && inner->first->kind == NODE_SCALAR;
    return is_link ? inner->first : n;
}

/* "[[people/Ada Brill|Ada]]": a link of a note; what it shows. */
static struct str without_brackets(struct str name) {
    if (name.n < 5 || !str_starts(name, "[[") || memcmp(name.p + name.n - 2, "]]", 2) != 0) {
        return name;
    }
    name = str_slice(name, 2, name.n - 2);
    const char *bar = memrchr(name.p, '|', name.n);
    return str_trim(bar ? str_slice(name, (size_t)(bar + 1 - name.p), name.n) : path_name(name));
}

/* "ada-brill": words in lower case with `-` or `_` between them, all of which begin with a letter. */
static bool is_slug(struct str name) {
    bool starts_word = true, parts = false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool letter = c >= 'a' && c <= 'z', separator = c == '-' || c == '_';
        bool inside = letter || (c >= '0' && c <= '9') || (c & 0x80);
        if (starts_word ? !letter : !(inside || separator)) {
            return false;
        }
        parts = parts || separator;
        starts_word = separator;
    }
    return parts && !starts_word;
}

static struct str words_of(struct str slug, struct arena *arena) {
    char *words = arena_alloc(arena, slug.n + 1, 1);
    for (size_t i = 0; i < slug.n; i++) {
        char c = slug.p[i];
        bool starts_word = !i || words[i - 1] == ' ';
        words[i] = (char)(c == '-' || c == '_' ? ' ' : starts_word ? c - 'a' + 'A' : c);
    }
    return (struct str){words, slug.n};
}

struct str fields_person(struct str name, struct arena *arena, struct str *slug) {
    name = without_brackets(name);
    *slug = is_slug(name) ? name : STR_NONE;
    return slug->n ? words_of(name, arena) : name;
}
