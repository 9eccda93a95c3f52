/* article_offerings: relatedOfferings, maps with topics of their own. */
#include <string.h>

#include "article_private.h"

static struct str map_text(struct filling *f, const struct node *map, const char *key) {
    const struct node *n = node_get(map, str_from(key));
    if (node_is_empty(n)) {
        return STR_NONE;
    }
    if (n->kind != NODE_SCALAR) {
        rules_warn(f, n, "'%s' of an offering is %s; expected text", key, rules_kind(n));
        return STR_NONE;
    }
    return rules_text(f, n, key, 0, TERM_MAX);
}

static struct str offering_ident(struct filling *f, const struct node *map) {
    struct str ident = map_text(f, map, "offeringId");
    return ident.n && rules_is_ident(f, node_get(map, STR("offeringId")), "offeringId") ? ident : STR_NONE;
}

static void offering_topics(struct filling *f, const struct node *map, struct term *offering) {
    const struct node *n = node_get(map, STR("categories"));
    struct term_set set = {0};
    if (node_is_empty(n)) {
        return;
    }
    if (n->kind != NODE_LIST) {
        rules_warn(f, n, "'categories' of an offering is %s; expected a list", rules_kind(n));
    }
    for (const struct node *item = n->kind == NODE_LIST ? n->first : n; item; item = n->kind == NODE_LIST ? item->next : NULL) {
        if (rules_is_text_item(f, "categories", item)) {
            term_set_add(&set, rules_new_topic(rules_text(f, item, "categories", 0, TERM_MAX)), f->arena);
        }
    }
    offering->topics = set.terms;
    offering->topic_count = set.count;
}

/* "/offering/atlas/" -> "atlas" */
static struct str last_step(struct str path) {
    while (path.n && path.p[path.n - 1] == '/') {
        path.n--;
    }
    return path_name(path);
}

static struct str first_of(struct str a, struct str b, struct str c) {
    return a.n ? a : b.n ? b : c;
}

static void check_offering(struct filling *f, const struct node *item, const struct term *offering) {
    if (node_is_empty(node_get(item, STR("label")))) {
        rules_warn(f, item, "an offering has no label; it is shown as '%.*s'", SHOWN(offering->label));
    }
    if (node_is_empty(node_get(item, STR("offeringId")))) {
        rules_warn(f, item, "the offering '%.*s' has no offeringId", SHOWN(offering->label));
    }
}

static void take_offering(struct filling *f, const struct field *field, const char *path, const struct node *item,
                          void *context) {
    (void)context;
    if (item->kind != NODE_MAP) {
        rules_warn(f, item, "an entry of '%s' is %s; expected a map with label, permalink and offeringId", path,
                   rules_kind(item));
        return;
    }
    struct str label = map_text(f, item, "label");
    struct str permalink = map_text(f, item, "permalink");
    struct str ident = offering_ident(f, item);
    struct str key = first_of(ident, permalink, label);
    if (!key.n) {
        rules_warn(f, item, "an offering has no label, permalink or offeringId; it is skipped");
        return;
    }
    struct term t = rules_new_term(field->taxonomy, first_of(label, permalink, key));
    t.key = key;
    t.slug = last_step(permalink);
    t.url = permalink;
    t.ident = ident;
    check_offering(f, item, &t);
    offering_topics(f, item, &t);
    if (!term_set_add(&f->terms, t, f->arena)) {
        rules_warn(f, item, "the offering '%.*s' is listed twice", SHOWN(t.name));
    }
}

void rules_offerings(struct filling *f, const struct field *field, const char *path, const struct node *n) {
    if (n->kind == NODE_LIST) {
        rules_take_all(f, field, path, n, take_offering, NULL);
        return;
    }
    rules_warn(f, n, "'%s' is %s; expected a list of maps", path, rules_kind(n));
    if (n->kind == NODE_MAP) {
        take_offering(f, field, path, n, NULL);
    }
}
