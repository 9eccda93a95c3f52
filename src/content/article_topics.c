/* article_topics: categories and the lists parallel to them. */
#include <string.h>

#include "article_private.h"

/* A list parallel to `categories`: categoryLabel, categorySlug, categoryUrl. */
struct parallel_list {
    const char *name;
    const char *what;        /* what it gives a topic */
    size_t offset;           /* in struct term */
    unsigned flags;          /* as those of a field */
    const struct node *node; /* NULL: not there */
    const struct node *next; /* its entry for the next category */
    size_t count;
};
enum { PARALLEL_COUNT = 3 };

static void find_parallel(struct article_builder *b, struct parallel_list parallel[PARALLEL_COUNT]) {
    static const struct parallel_list lists[PARALLEL_COUNT] = {
        {.name = "categoryLabel", .what = "label", .offset = offsetof(struct term, label), .flags = FIELD_MARKUP},
        {.name = "categorySlug", .what = "slug", .offset = offsetof(struct term, slug)},
        {.name = "categoryUrl", .what = "address", .offset = offsetof(struct term, url)},
    };
    for (size_t i = 0; i < PARALLEL_COUNT; i++) {
        parallel[i] = lists[i];
        const struct node *n = node_get(b->root, str_from(lists[i].name));
        if (n && n->kind == NODE_LIST) {
            parallel[i].node = n;
            parallel[i].next = n->first;
            parallel[i].count = n->count;
        } else if (n && n->kind == NODE_SCALAR && !node_is_empty(n)) {
            parallel[i].node = parallel[i].next = n;
            parallel[i].count = 1;
        } else if (!node_is_empty(n)) {
            fields_warn(b, n, "'%s' is %s; expected a list", lists[i].name, fields_kind(n));
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

/* Reports the first entry without a counterpart: "'KLAS: X' has no label: 'categoryLabel' has 1 entry for 3 categories". */
static void report_unequal(struct article_builder *b, const struct parallel_list *parallel, const struct node *categories,
                           size_t count, enum severity severity) {
    bool too_few = parallel->count < count;
    const struct node *odd = too_few ? nth(categories, parallel->count) : nth(parallel->node, count);
    struct buf half = {0};
    if (odd && odd->kind == NODE_SCALAR) {
        buf_printf(&half, too_few ? "'%.*s' has no %s: " : "'%.*s' is the %s of no category: ", SHOWN(odd->text),
                   parallel->what);
    }
    odd = odd ? odd : parallel->node;
    problem_add(b->problems, severity, odd->line, odd->column, "%.*s'%s' has %zu %s for %zu %s", (int)half.n, buf_cstr(&half),
                parallel->name, parallel->count, parallel->count == 1 ? "entry" : "entries", count,
                count == 1 ? "category" : "categories");
    buf_release(&half);
}

/* Lists of different lengths cannot be matched to the categories; if they are all equally short, the last categories keep what
 * their names say. */
static void check_parallel(struct article_builder *b, const struct parallel_list parallel[PARALLEL_COUNT],
                           const struct node *categories) {
    enum severity severity = SEVERITY_NOTE;
    size_t count = categories->kind == NODE_LIST ? categories->count : 1;
    const struct parallel_list *first = NULL;
    for (size_t i = 0; i < PARALLEL_COUNT; i++) {
        if (parallel[i].node) {
            severity = first && first->count != parallel[i].count ? SEVERITY_WARNING : severity;
            first = first ? first : &parallel[i];
        }
    }
    for (size_t i = 0; i < PARALLEL_COUNT; i++) {
        if (parallel[i].node && parallel[i].count != count) {
            report_unequal(b, &parallel[i], categories, count, severity);
        }
    }
}

struct term fields_new_topic(struct str name, struct arena *arena) {
    struct term t = fields_new_term(TAX_TOPIC, name, arena);
    const char *colon = name.n ? memmem(name.p, name.n, ": ", 2) : NULL;
    size_t at = colon ? (size_t)(colon - name.p) : 0;
    if (at && at + 2 < name.n) {
        t.authority = str_slice(name, 0, at);
        t.label = str_slice(name, at + 2, name.n);
    }
    return t;
}

static void fill_from_parallel(struct article_builder *b, struct parallel_list *parallel, struct term *topic) {
    const struct node *entry = parallel->next;
    if (!entry) {
        return;
    }
    parallel->next = entry == parallel->node ? NULL : entry->next;
    if (topic && !node_is_empty(entry) && fields_is_text_item(b, parallel->name, entry)) {
        struct str text = fields_text(b, entry, parallel->name, parallel->flags, TERM_MAX);
        if (text.n) {
            *(struct str *)((char *)topic + parallel->offset) = text;
        }
    }
}

static void take_topic(struct article_builder *b, const struct field *field, const char *path, const struct node *item,
                       void *context) {
    struct parallel_list *parallel = context;
    struct term topic = fields_new_term(TAX_TOPIC, STR_NONE, b->arena);
    const struct node *name = fields_item_name(b, path, item);
    if (name) {
        struct str text = fields_text(b, name, path, field->flags, TERM_MAX);
        bool is_hashtag = text.n > 1 && text.p[0] == '#' && text.p[1] != '#' && !memchr(text.p, ' ', text.n);
        topic = fields_new_topic(str_slice(text, is_hashtag, text.n), b->arena);
    }
    for (size_t i = 0; parallel && i < PARALLEL_COUNT; i++) {
        fill_from_parallel(b, &parallel[i], topic.key.n ? &topic : NULL);
    }
    term_set_add(&b->terms, topic, b->arena);
}

void fields_topics(struct article_builder *b, const struct field *field, const char *path, const struct node *n) {
    struct parallel_list parallel[PARALLEL_COUNT];
    bool has_beside = strcmp(path, "categories") == 0;
    if (has_beside) {
        find_parallel(b, parallel);
        check_parallel(b, parallel, n);
    }
    if (n->kind == NODE_LIST) {
        fields_each_item(b, field, path, n, take_topic, has_beside ? parallel : NULL);
    } else if (n->kind == NODE_SCALAR) {
        fields_one_item(b, field, path, n, take_topic, has_beside ? parallel : NULL);
    } else {
        fields_warn(b, n, "'%s' is a map; expected a list of names", path);
    }
}
