/* article_offerings: relatedOfferings, a list of maps with topics of their own. */
#include <string.h>

#include "article_private.h"

static struct str map_text(struct article_builder *b, const struct node *map, const char *key) {
    const struct node *n = node_get(map, str_from(key));
    if (node_is_empty(n)) {
        return STR_NONE;
    }
    if (n->kind != NODE_SCALAR) {
        fields_warn(b, n, "'%s' of an offering is %s; expected text", key, fields_kind(n));
        return STR_NONE;
    }
    return fields_text(b, n, key, str_is(str_from(key), "label") ? FIELD_MARKUP : 0, TERM_MAX);
}

static struct str offering_ident(struct article_builder *b, const struct node *map) {
    struct str ident = map_text(b, map, "offeringId");
    return ident.n && fields_is_ident(b, node_get(map, STR("offeringId")), "offeringId") ? ident : STR_NONE;
}

static void offering_topics(struct article_builder *b, const struct node *map, struct term *offering) {
    const struct node *n = node_get(map, STR("categories"));
    struct term_set set = {0};
    if (node_is_empty(n)) {
        return;
    }
    if (n->kind != NODE_LIST) {
        fields_warn(b, n, "'categories' of an offering is %s; expected a list", fields_kind(n));
    }
    for (const struct node *item = n->kind == NODE_LIST ? n->first : n; item; item = n->kind == NODE_LIST ? item->next : NULL) {
        if (fields_is_text_item(b, "categories", item)) {
            term_set_add(&set, fields_new_topic(fields_text(b, item, "categories", FIELD_MARKUP, TERM_MAX), b->arena),
                         b->arena);
        }
    }
    offering->topics = set.terms;
    offering->topic_count = set.count;
}

/* "/offering/atlas/" -> "atlas" */
static struct str last_segment(struct str path) {
    while (path.n && path.p[path.n - 1] == '/') {
        path.n--;
    }
    return path_name(path);
}

static struct str first_of(struct str a, struct str b, struct str c) {
    return a.n ? a : b.n ? b : c;
}

static void check_offering(struct article_builder *b, const struct node *item, const struct term *offering) {
    if (node_is_empty(node_get(item, STR("label")))) {
        fields_warn(b, item, "an offering has no label; it is shown as '%.*s'", SHOWN(offering->label));
    }
    if (node_is_empty(node_get(item, STR("offeringId")))) {
        fields_warn(b, item, "the offering '%.*s' has no offeringId", SHOWN(offering->label));
    }
}

static void take_offering(struct article_builder *b, const struct field *field, const char *path, const struct node *item,
                          void *context) {
    (void)context;
    if (item->kind != NODE_MAP) {
        fields_warn(b, item, "an entry of '%s' is %s; expected a map with label, permalink and offeringId", path,
                    fields_kind(item));
        return;
    }
    struct str label = map_text(b, item, "label");
    struct str permalink = map_text(b, item, "permalink");
    struct str ident = offering_ident(b, item);
    struct str own = first_of(ident, permalink, STR_NONE);
    struct str name = first_of(label, permalink, ident);
    if (!name.n) {
        fields_warn(b, item, "an offering has no label, permalink or offeringId; it is skipped");
        return;
    }
    struct term t = fields_new_term(field->taxonomy, name, b->arena);
    t.key = own.n ? own : t.key;
    t.slug = last_segment(permalink);
    t.url = permalink;
    t.ident = ident;
    check_offering(b, item, &t);
    offering_topics(b, item, &t);
    if (!term_set_add(&b->terms, t, b->arena)) {
        fields_warn(b, item, "the offering '%.*s' is listed twice", SHOWN(t.name));
    }
}

void fields_offerings(struct article_builder *b, const struct field *field, const char *path, const struct node *n) {
    if (n->kind == NODE_LIST) {
        fields_each_item(b, field, path, n, take_offering, NULL);
        return;
    }
    fields_warn(b, n, "'%s' is %s; expected a list of maps", path, fields_kind(n));
    if (n->kind == NODE_MAP) {
        take_offering(b, field, path, n, NULL);
    }
}
