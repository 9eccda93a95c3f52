/* article_terms: reads taxonomies from a front matter; this file has those whose terms are plain names. */
#include <string.h>

#include "article_private.h"
#include "english.h"
#include "text.h"

static void add_name(struct article_builder *b, const struct field *field, struct str name) {
    struct str slug = STR_NONE;
    if (field->taxonomy == TAX_AUTHOR) {
        name = fields_person(name, b->arena, &slug);
    } else if (field->taxonomy == TAX_TAG && name.n > 1 && name.p[0] == '#' && name.p[1] != '#') {
        name = str_trim(str_slice(name, 1, name.n)); /* as it is written in a text */
    }
    struct term t = fields_new_term(field->taxonomy, name, b->arena);
    t.slug = slug;
    term_set_add(&b->terms, t, b->arena);
}

/* Reads the first of the field's paths that has any terms. */
static void read_paths(struct article_builder *b, const struct field *field,
                       void (*read)(struct article_builder *, const struct field *, const char *path, const struct node *)) {
    size_t before = b->terms.count;
    for (const char *const *path = fields_paths(b, field); *path && b->terms.count == before; path++) {
        const struct node *n = fields_find(b, *path, NULL);
        if (!node_is_empty(n)) {
            read(b, field, *path, n);
        }
    }
}

/* ---- the readers named in rows of TAXONOMIES ---- */

static void read_topics(struct article_builder *b, const struct field *field) {
    read_paths(b, field, fields_topics);
}

static void read_offerings(struct article_builder *b, const struct field *field) {
    read_paths(b, field, fields_offerings);
}

static void take_name(struct article_builder *b, const struct field *field, const char *path, const struct node *item,
                      void *context) {
    (void)context;
    item = field->taxonomy == TAX_AUTHOR ? fields_unbracketed(item) : item;
    const struct node *n = node_is_empty(item) ? NULL : fields_item_name(b, path, item);
    if (n) {
        add_name(b, field, fields_text(b, n, path, field->flags, TERM_MAX));
    }
}

static void take_names(struct article_builder *b, const struct field *field, const char *path, const struct node *n) {
    n = field->taxonomy == TAX_AUTHOR ? fields_unbracketed(n) : n;
    if (n->kind == NODE_LIST) {
        fields_each_item(b, field, path, n, take_name, NULL);
    } else if (n->kind == NODE_SCALAR) {
        fields_one_item(b, field, path, n, take_name, NULL);
    } else {
        take_name(b, field, path, n, NULL);
    }
}

static void read_names(struct article_builder *b, const struct field *field) {
    read_paths(b, field, take_names);
}

/* The source, as found by another field. */
static void read_source(struct article_builder *b, const struct field *field) {
    add_name(b, field, b->article->source_name);
}

static void read_section(struct article_builder *b, const struct field *field) {
    buf_reset(&b->clean);
    text_clean_line(&b->clean, fields_section(b->path));
    add_name(b, field, arena_copy(b->arena, buf_str(&b->clean)));
}

#define READER(id, name, alias, plural, title, label, shown, key, reader, searched) [TAX_##id] = read_##reader,

void fields_terms(struct article_builder *b, const struct field *field) {
    static void (*const readers[TAX_COUNT])(struct article_builder *, const struct field *) = {TAXONOMIES(READER)};
    readers[field->taxonomy](b, field);
}
