/* config_queries: queries that have a name. */
#include "config_private.h"
#include "text.h"

static struct str plain_text(const struct reading *r, struct str text) {
    struct buf clean = {0};
    text_clean_line(&clean, text);
    struct str copy = arena_copy(&r->config->arena, buf_str(&clean));
    buf_release(&clean);
    return copy;
}

static int add_query(const struct reading *r, const struct node *n) {
    struct arena arena = {0};
    struct query parsed;
    struct err why;
    if (n->kind != NODE_SCALAR) {
        return config_fail_at(r, n, "a query is meant here, such as `topic:telehealth is:unread`");
    }
    struct named_query q = {plain_text(r, n->key), plain_text(r, n->text)};
    int result = query_parse(q.text, QUERY_WRITTEN, &arena, &parsed, NULL, &why);
    arena_release(&arena);
    if (result < 0) {
        return config_fail_at(r, n, why.text);
    }
    r->config->queries[r->config->query_count++] = q;
    return 0;
}

int config_set_queries(const struct reading *r, const struct config_option *option, const struct node *n) {
    (void)option;
    if (n->kind != NODE_MAP) {
        return config_fail_at(r, n, "a map of names to queries is meant here, such as `Nursing: topic:nursing`");
    }
    r->config->queries = arena_alloc(&r->config->arena, n->count + 1, sizeof *r->config->queries);
    for (const struct node *child = n->first; child; child = child->next) {
        if (!node_is_empty(child) && add_query(r, child) < 0) {
            return -1;
        }
    }
    return 0;
}
