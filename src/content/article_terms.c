/* article_terms: taxonomies in a front matter; those whose terms are mere names are read here. */
#include <string.h>

#include "article_private.h"
#include "text.h"

static void take_name(struct filling *f, const struct field *field, const char *path, const struct node *item, void *context) {
    (void)context;
    const struct node *n = node_is_empty(item) ? NULL : rules_name(f, path, item);
    if (n) {
        term_set_add(&f->terms, rules_new_term(field->taxonomy, rules_text(f, n, path, field->flags, TERM_MAX)), f->arena);
    }
}

static void read_names(struct filling *f, const struct field *field, const char *path, const struct node *n) {
    if (n->kind == NODE_LIST) {
        rules_take_all(f, field, path, n, take_name, NULL);
    } else if (n->kind == NODE_SCALAR) {
        rules_take_one(f, field, path, n, take_name, NULL);
    } else {
        take_name(f, field, path, n, NULL);
    }
}

/* What is no list in the front matter. */

static struct str lower(struct str s, struct arena *arena) {
    char *copy = arena_alloc(arena, s.n + 1, 1);
    for (size_t i = 0; i < s.n; i++) {
        copy[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] - 'A' + 'a' : s.p[i]);
    }
    return (struct str){copy, s.n};
}

static void add_source(struct filling *f, const struct field *field) {
    struct term t = rules_new_term(field->taxonomy, f->article->source_name);
    t.key = lower(t.name, f->arena);
    term_set_add(&f->terms, t, f->arena);
}

static void add_section(struct filling *f, const struct field *field) {
    const char *slash = f->path.n ? memchr(f->path.p, '/', f->path.n) : NULL;
    buf_reset(&f->clean);
    text_clean_line(&f->clean, slash ? str_slice(f->path, 0, (size_t)(slash - f->path.p)) : STR_NONE);
    term_set_add(&f->terms, rules_new_term(field->taxonomy, arena_copy(f->arena, buf_str(&f->clean))), f->arena);
}

void rules_terms(struct filling *f, const struct field *field) {
    static void (*const read[TAX_COUNT])(struct filling * f, const struct field *field, const char *path,
                                         const struct node *n) = {
        [TAX_TOPIC] = rules_topics,
        [TAX_OFFERING] = rules_offerings,
        [TAX_AUTHOR] = read_names,
        [TAX_TAG] = read_names,
    };
    if (field->taxonomy == TAX_SOURCE) {
        add_source(f, field);
    } else if (field->taxonomy == TAX_SECTION) {
        add_section(f, field);
    }
    size_t before = f->terms.count;
    for (const char *const *path = rules_paths(f, field); *path && f->terms.count == before; path++) {
        const struct node *n = rules_find(f, *path, NULL);
        if (!node_is_empty(n) && read[field->taxonomy]) {
            read[field->taxonomy](f, field, *path, n);
        }
    }
}
