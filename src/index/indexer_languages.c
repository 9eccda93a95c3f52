/* indexer_languages: which folders hold an article's translations, and the language of each article.
 *
 * A folder named `de` stands for a language only beside another one that does: alone it may be anything. So whether it does is
 * known when the walk has ended, and the cache remembers what was found: where that changes, the articles below are parsed
 * again. */
#include <stdlib.h>
#include <string.h>

#include "indexer_private.h"
#include "language.h"

/* ---- the folders ---- */

static bool is_folder(const void *folders, uint32_t place, uint64_t root, struct str path) {
    const struct language_folder *f = &((const struct language_folder *)folders)[place - 1];
    return f->root == (int)root && str_equal(f->path, path);
}

static struct language_folder *find_folder(const struct language_folders *l, int root, struct str path) {
    uint32_t place = map_find(&l->by_path, is_folder, l->list, (uint64_t)root, path);
    return place ? &l->list[place - 1] : NULL;
}

static struct language_folder *add_folder(struct language_folders *l, int root, struct str path, size_t name) {
    uint32_t *place = map_at(&l->by_path, is_folder, l->list, (uint64_t)root, path);
    if (!*place) {
        l->list = grow(l->list, l->count, &l->capacity, sizeof *l->list);
        l->list[l->count++] = (struct language_folder){.root = root, .path = arena_copy(&l->arena, path), .name = name};
        *place = (uint32_t)l->count;
    }
    return &l->list[*place - 1];
}

/* The walk reports the files of a folder one after another. */
void languages_note(struct language_folders *l, int root, struct str path) {
    struct str folder = path_folder(path), code;
    if (root == l->last_root && str_equal(folder, buf_str(&l->last))) {
        return;
    }
    l->last_root = root;
    buf_reset(&l->last);
    buf_add_str(&l->last, folder);
    for (size_t at = 0; (code = language_next_folder(path, &at)).n;) {
        add_folder(l, root, str_slice(path, 0, at - 1), (size_t)(code.p - path.p));
    }
}

static struct str parent_of(const struct language_folder *f) {
    return str_slice(f->path, 0, f->name);
}

static int by_parent(const void *a, const void *b) {
    const struct language_folder *x = a, *y = b;
    int order = (x->root > y->root) - (x->root < y->root);
    order = order ? order : str_compare(parent_of(x), parent_of(y));
    return order ? order : str_compare(x->path, y->path);
}

static bool are_beside(const struct language_folder *a, const struct language_folder *b) {
    return a->root == b->root && str_equal(parent_of(a), parent_of(b));
}

/* A folder that is there to hold languages may hold a single one, beside the original. */
static bool is_for_languages(struct str folder) {
    static const char *const names[] = {"i18n", "locale", "locales", "translations"};
    struct str name = path_name(str_slice(folder, 0, folder.n ? folder.n - 1 : 0));
    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        if (str_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* Sorting moves the folders, so the map is made anew. */
static void decide(struct language_folders *l) {
    if (l->count) {
        qsort(l->list, l->count, sizeof *l->list, by_parent);
    }
    map_release(&l->by_path);
    for (size_t i = 0; i < l->count; i++) {
        struct language_folder *f = &l->list[i];
        f->is_language =
            is_for_languages(parent_of(f)) || (i && are_beside(f, f - 1)) || (i + 1 < l->count && are_beside(f, f + 1));
        *map_at(&l->by_path, is_folder, l->list, (uint64_t)f->root, f->path) = (uint32_t)i + 1;
    }
}

static void recall(void *context, int root, struct str path) {
    struct language_folders *l = context;
    add_folder(l, root, path, 0)->was_language = true;
}

/* ---- what changed since the last run ---- */

static bool lies_in_changed(const struct language_folders *l, int root, struct str path) {
    for (size_t at = 0; language_next_folder(path, &at).n;) {
        const struct language_folder *f = find_folder(l, root, str_slice(path, 0, at - 1));
        if (f && f->is_language != f->was_language) {
            return true;
        }
    }
    return false;
}

static bool has_changed(const struct language_folders *l) {
    for (size_t i = 0; i < l->count; i++) {
        if (l->list[i].is_language != l->list[i].was_language) {
            return true;
        }
    }
    return false;
}

int languages_decide(struct index_run *r, struct err *e) {
    struct language_folders *l = &r->languages;
    decide(l);
    if (!r->building && cache_language_folders(r->cache, recall, l, e) < 0) {
        return -1;
    }
    l->changed = has_changed(l);
    if (!l->changed || r->building) {
        return 0;
    }
    size_t at = 0;
    for (const struct known_entry *f; (f = known_next(&r->known, &at));) {
        struct str path = {f->path, f->path_length};
        if (f->same && lies_in_changed(l, f->root, path)) {
            indexer_add_job(r, f->root, path, f->id);
            r->report->unchanged--;
        }
    }
    return 0;
}

int languages_store(struct index_run *r, struct err *e) {
    struct language_folders *l = &r->languages;
    for (size_t i = 0; l->changed && i < l->count; i++) {
        const struct language_folder *f = &l->list[i];
        if (f->is_language != f->was_language && cache_set_language_folder(r->cache, f->root, f->path, f->is_language, e) < 0) {
            return -1;
        }
    }
    return 0;
}

void languages_release(struct language_folders *l) {
    arena_release(&l->arena);
    map_release(&l->by_path);
    buf_release(&l->last);
    free(l->list);
}

/* ---- an article ---- */

/* A part of its path: empty, or the code and the byte it begins at, with the dot before or the slash after it. */
struct named_language {
    struct str code;
    size_t from, to;
};

static bool is_code_of(struct str code, struct str stated) {
    struct buf one = {0}, other = {0};
    language_write(&one, code);
    language_write(&other, stated);
    bool same = str_equal(buf_str(&one), buf_str(&other));
    buf_release(&one);
    buf_release(&other);
    return same;
}

/* stated: by the front matter. A folder of that name needs none beside it. */
static struct named_language in_path(const struct language_folders *l, int root, struct str path, struct str stated) {
    struct str code = language_of_name(path);
    if (code.n) {
        size_t from = (size_t)(code.p - path.p);
        return (struct named_language){code, from - 1, from + code.n};
    }
    for (size_t at = 0; (code = language_next_folder(path, &at)).n;) {
        const struct language_folder *f = find_folder(l, root, str_slice(path, 0, at - 1));
        if ((f && f->is_language) || is_code_of(code, stated)) {
            return (struct named_language){code, at - code.n - 1, at};
        }
    }
    return (struct named_language){STR_NONE, 0, 0};
}

static const struct term *stated_language(const struct article *a) {
    for (size_t i = 0; i < a->term_count; i++) {
        if (a->terms[i].taxonomy == TAX_LANGUAGE && language_is_code(a->terms[i].key)) {
            return &a->terms[i];
        }
    }
    return NULL;
}

/* What was stated keeps its spelling, under the one key of its language; NULL: the code is added after the other terms. */
static void set_language(struct article *a, const struct term *stated, struct str code, struct arena *arena) {
    size_t at = stated ? (size_t)(stated - a->terms) : a->term_count;
    struct term *terms = arena_alloc(arena, a->term_count + 1, sizeof *terms);
    struct buf key = {0};
    if (a->term_count) {
        memcpy(terms, a->terms, a->term_count * sizeof *terms);
    }
    if (!stated) {
        terms[at] = (struct term){.taxonomy = TAX_LANGUAGE, .name = code, .label = code};
        terms[at].authority = terms[at].slug = terms[at].url = terms[at].ident = STR_NONE;
    }
    language_write(&key, code);
    terms[at].key = arena_copy(arena, buf_str(&key));
    a->terms = terms;
    a->term_count += !stated;
    buf_release(&key);
}

/* Docusaurus keeps translations in folders named after its plug-ins: where what they translate is kept. */
static const struct {
    const char *translated, *folder;
} plugins[] = {
    {"i18n/docusaurus-plugin-content-docs/current/", "docs/"},
    {"i18n/docusaurus-plugin-content-docs/version-", "versioned_docs/version-"},
    {"i18n/docusaurus-plugin-content-blog/", "blog/"},
    {"i18n/docusaurus-plugin-content-pages/", "src/pages/"},
};

/* Where the page would be that has no language in its path. */
static struct str page_of(struct str page, struct arena *arena) {
    for (size_t i = 0; i < ARRAY_SIZE(plugins); i++) {
        size_t n = strlen(plugins[i].translated);
        const char *at = page.n ? memmem(page.p, page.n, plugins[i].translated, n) : NULL;
        if (at && (at == page.p || at[-1] == '/')) {
            size_t site = (size_t)(at - page.p);
            struct str rest = str_slice(page, site + n, page.n);
            return arena_printf(arena, "%.*s%s%.*s", (int)site, page.p, plugins[i].folder, (int)rest.n, rest.p);
        }
    }
    return page;
}

void languages_apply(const struct language_folders *l, int root, struct str path, struct article *a, struct arena *arena) {
    const struct term *stated = stated_language(a);
    struct named_language named = in_path(l, root, path, stated ? stated->key : STR_NONE);
    a->page = STR_NONE;
    if (named.code.n) {
        a->page = arena_printf(arena, "%.*s%.*s", (int)named.from, path.p, (int)(path.n - named.to), path.p + named.to);
        a->page = page_of(a->page, arena);
    }
    if (stated || named.code.n) {
        set_language(a, stated, stated ? stated->key : named.code, arena);
    }
}
