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

static struct str fault_of(const struct reading *r, const struct node *n, struct str text) {
    struct arena arena = {0};
    struct query parsed;
    struct err why;
    int result = n->kind != NODE_SCALAR ? err_set(&why, "expected a query, such as `topic:telehealth is:unread`")
                                        : query_parse(text, QUERY_WRITTEN, &arena, &parsed, NULL, &why);
    arena_release(&arena);
    return result == 0 ? STR_NONE : arena_copy(&r->config->arena, str_from(why.text));
}

/* A query that does not parse is kept with its error; the others still work. */
static void add_query(const struct reading *r, const struct node *n) {
    struct named_query q = {.name = plain_text(r, n->key), .text = n->kind == NODE_SCALAR ? plain_text(r, n->text) : STR_NONE};
    struct str why = fault_of(r, n, q.text);
    if (why.n) {
        q.fault = arena_printf(&r->config->arena, "%s:%d:%d: %s", r->config->file, n->line, n->column, why.p);
        config_fail_at(r, n, arena_printf(&r->config->arena, "%s; the saved query '%s' is ignored", why.p, q.name.p).p);
    }
    r->config->queries[r->config->query_count++] = q;
}

int config_set_queries(const struct reading *r, const struct config_option *option, const struct node *n) {
    (void)option;
    if (n->kind != NODE_MAP) {
        return config_fail_at(r, n, "expected a map of names to queries, such as `Nursing: topic:nursing`");
    }
    r->config->queries = arena_alloc(&r->config->arena, n->count + 1, sizeof *r->config->queries);
    for (const struct node *child = n->first; child; child = child->next) {
        if (!node_is_empty(child)) {
            add_query(r, child);
        }
    }
    return 0;
}
