/* article_terms: taxonomies in a front matter; here those whose terms are mere names. */
#include <string.h>

#include "article_private.h"
#include "english.h"
#include "text.h"

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
    if (field->flags & FIELD_COMMAS && has_commas) {
        take_parts(f, field, path, n, take, context);
        return;
    }
    if (!(field->flags & FIELD_SINGLE) && rules_is_plural(path)) {
        rules_warn(f, n, "'%s' is a text; a list is meant: write each entry on a line of its own, behind '- '", path);
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
        rules_warn(f, item, "an entry of '%s' is %s; a text is meant", path, rules_kind(item));
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

static struct str lower(struct str s, struct arena *arena) {
    struct str copy = arena_copy(arena, s);
    for (char *p = (char *)copy.p; p < copy.p + copy.n; p++) {
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
    }
    return copy;
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
