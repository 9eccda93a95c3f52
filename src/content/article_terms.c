/* article_terms: taxonomies in a front matter; here those whose terms are mere names. */
#include <string.h>

#include "article_private.h"
#include "english.h"
#include "text.h"

static struct str lower(struct str s, struct arena *arena) {
    char *copy = arena_alloc(arena, s.n + 1, 1);
    for (size_t i = 0; i < s.n; i++) {
        copy[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] - 'A' + 'a' : s.p[i]);
    }
    return (struct str){copy, s.n};
}

static void add_name(struct filling *f, const struct field *field, struct str name) {
    struct term t = rules_new_term(field->taxonomy, name);
    t.key = field->flags & FIELD_CASELESS ? lower(name, f->arena) : name;
    term_set_add(&f->terms, t, f->arena);
}

/* The first of the field's paths that has any terms. */
static void read_paths(struct filling *f, const struct field *field,
                       void (*read)(struct filling *, const struct field *, const char *path, const struct node *)) {
    size_t before = f->terms.count;
    for (const char *const *path = rules_paths(f, field); *path && f->terms.count == before; path++) {
        const struct node *n = rules_find(f, *path, NULL);
        if (!node_is_empty(n)) {
            read(f, field, *path, n);
        }
    }
}

/* ---- the readers that rows of TAXONOMIES name ---- */

static void read_topics(struct filling *f, const struct field *field) {
    read_paths(f, field, rules_topics);
}

static void read_offerings(struct filling *f, const struct field *field) {
    read_paths(f, field, rules_offerings);
}

static void take_name(struct filling *f, const struct field *field, const char *path, const struct node *item, void *context) {
    (void)context;
    const struct node *n = node_is_empty(item) ? NULL : rules_name(f, path, item);
    if (n) {
        add_name(f, field, rules_text(f, n, path, field->flags, TERM_MAX));
    }
}

static void take_names(struct filling *f, const struct field *field, const char *path, const struct node *n) {
    if (n->kind == NODE_LIST) {
        rules_take_all(f, field, path, n, take_name, NULL);
    } else if (n->kind == NODE_SCALAR) {
        rules_take_one(f, field, path, n, take_name, NULL);
    } else {
        take_name(f, field, path, n, NULL);
    }
}

static void read_names(struct filling *f, const struct field *field) {
    read_paths(f, field, take_names);
}

/* Of the source, as another field has found it. */
static void read_source(struct filling *f, const struct field *field) {
    add_name(f, field, f->article->source_name);
}

/* The first folder of the path. */
static void read_section(struct filling *f, const struct field *field) {
    const char *slash = f->path.n ? memchr(f->path.p, '/', f->path.n) : NULL;
    buf_reset(&f->clean);
    text_clean_line(&f->clean, slash ? str_slice(f->path, 0, (size_t)(slash - f->path.p)) : STR_NONE);
    add_name(f, field, arena_copy(f->arena, buf_str(&f->clean)));
}

#define READER(id, name, alias, plural, title, label, shown, key, reader, searched) [TAX_##id] = read_##reader,

void rules_terms(struct filling *f, const struct field *field) {
    static void (*const readers[TAX_COUNT])(struct filling *, const struct field *) = {TAXONOMIES(READER)};
    readers[field->taxonomy](f, field);
}
