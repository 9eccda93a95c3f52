/* article_topics: categories and the lists that run beside them. */
#include <string.h>

#include "article_private.h"

/* A list that runs beside `categories`: categoryLabel, categorySlug, categoryUrl. */
struct beside {
    const char *name;
    const char *what;        /* a topic gets from it */
    size_t offset;           /* in struct term */
    const struct node *node; /* NULL: not there */
    const struct node *next; /* its entry for the next category */
    size_t count;
};
enum { BESIDE_COUNT = 3 };

static void find_beside(struct filling *f, struct beside beside[BESIDE_COUNT]) {
    static const struct beside lists[BESIDE_COUNT] = {
        {.name = "categoryLabel", .what = "label", .offset = offsetof(struct term, label)},
        {.name = "categorySlug", .what = "slug", .offset = offsetof(struct term, slug)},
        {.name = "categoryUrl", .what = "address", .offset = offsetof(struct term, url)},
    };
    for (size_t i = 0; i < BESIDE_COUNT; i++) {
        beside[i] = lists[i];
        const struct node *n = node_get(f->root, str_from(lists[i].name));
        if (n && n->kind == NODE_LIST) {
            beside[i].node = n;
            beside[i].next = n->first;
            beside[i].count = n->count;
        } else if (n && n->kind == NODE_SCALAR && !node_is_empty(n)) {
            beside[i].node = beside[i].next = n;
            beside[i].count = 1;
        } else if (!node_is_empty(n)) {
            rules_warn(f, n, "'%s' is %s; expected a list", lists[i].name, rules_kind(n));
        }
    }
}

static const struct node *nth(const struct node *list, size_t n) {
    const struct node *item = list->kind == NODE_LIST ? list->first : list;
    while (n-- && item) {
        item = item->next;
    }
    return item;
}

/* At the first that has no other half: "'KLAS: X' has no label: 'categoryLabel' has 1 entry for 3 categories". */
static void say_unequal(struct filling *f, const struct beside *beside, const struct node *categories, size_t count,
                        enum severity severity) {
    bool too_few = beside->count < count;
    const struct node *odd = too_few ? nth(categories, beside->count) : nth(beside->node, count);
    struct buf half = {0};
    if (odd && odd->kind == NODE_SCALAR) {
        buf_printf(&half, too_few ? "'%.*s' has no %s: " : "'%.*s' is the %s of no category: ", SHOWN(odd->text), beside->what);
    }
    odd = odd ? odd : beside->node;
    problem_add(f->problems, severity, odd->line, odd->column, "%s'%s' has %zu %s for %zu %s", buf_cstr(&half), beside->name,
                beside->count, beside->count == 1 ? "entry" : "entries", count, count == 1 ? "category" : "categories");
    buf_release(&half);
}

/* Lists that differ from one another belong to no categories for sure; lists that are merely all too short leave their last
 * categories with what their names say. */
static void check_beside(struct filling *f, const struct beside beside[BESIDE_COUNT], const struct node *categories) {
    enum severity severity = SEVERITY_NOTE;
    size_t count = categories->kind == NODE_LIST ? categories->count : 1;
    const struct beside *first = NULL;
    for (size_t i = 0; i < BESIDE_COUNT; i++) {
        if (beside[i].node) {
            severity = first && first->count != beside[i].count ? SEVERITY_WARNING : severity;
            first = first ? first : &beside[i];
        }
    }
    for (size_t i = 0; i < BESIDE_COUNT; i++) {
        if (beside[i].node && beside[i].count != count) {
            say_unequal(f, &beside[i], categories, count, severity);
        }
    }
}

struct term rules_new_topic(struct str name) {
    struct term t = rules_new_term(TAX_TOPIC, name);
    const char *colon = name.n ? memmem(name.p, name.n, ": ", 2) : NULL;
    size_t at = colon ? (size_t)(colon - name.p) : 0;
    if (at && at + 2 < name.n) {
        t.authority = str_slice(name, 0, at);
        t.label = str_slice(name, at + 2, name.n);
    }
    return t;
}

static void fill_from_beside(struct filling *f, struct beside *beside, struct term *topic) {
    const struct node *entry = beside->next;
    if (!entry) {
        return;
    }
    beside->next = entry == beside->node ? NULL : entry->next;
    if (topic && !node_is_empty(entry) && rules_is_text_item(f, beside->name, entry)) {
        struct str text = rules_text(f, entry, beside->name, 0, TERM_MAX);
        if (text.n) {
            *(struct str *)((char *)topic + beside->offset) = text;
        }
    }
}

static void take_topic(struct filling *f, const struct field *field, const char *path, const struct node *item, void *context) {
    struct beside *beside = context;
    struct term topic = rules_new_term(TAX_TOPIC, STR_NONE);
    const struct node *name = rules_name(f, path, item);
    if (name) {
        topic = rules_new_topic(rules_text(f, name, path, field->flags, TERM_MAX));
    }
    for (size_t i = 0; beside && i < BESIDE_COUNT; i++) {
        fill_from_beside(f, &beside[i], topic.key.n ? &topic : NULL);
    }
    term_set_add(&f->terms, topic, f->arena);
}

void rules_topics(struct filling *f, const struct field *field, const char *path, const struct node *n) {
    struct beside beside[BESIDE_COUNT];
    bool has_beside = strcmp(path, "categories") == 0;
    if (has_beside) {
        find_beside(f, beside);
        check_beside(f, beside, n);
    }
    if (n->kind == NODE_LIST) {
        rules_take_all(f, field, path, n, take_topic, has_beside ? beside : NULL);
    } else if (n->kind == NODE_SCALAR) {
        rules_take_one(f, field, path, n, take_topic, has_beside ? beside : NULL);
    } else {
        rules_warn(f, n, "'%s' is a map; expected a list of names", path);
    }
}
