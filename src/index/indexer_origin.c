/* indexer_origin: what a cache was made from: its roots, and the options that determine its contents. */
#include "indexer_private.h"

/* What of the configuration determines the contents of a cache. Nothing for the defaults. */
static void add_rules(struct buf *out, const struct index_options *o) {
    if (o->rules) {
        buf_add_str(out, o->rules->text);
    }
    if (o->endings) {
        buf_add_str(out, o->endings->text);
    }
    if (o->dates != DATES_OWN) {
        buf_printf(out, "dates %d\n", (int)o->dates);
    }
    if (o->hide != HIDE_DEFAULT) {
        buf_printf(out, "hide %u\n", o->hide);
    }
}

int indexer_set_origin(struct index_run *r, struct err *e) {
    struct buf rules = {0};
    add_rules(&rules, r->options);
    int result = cache_set_origin(r->cache, r->options->roots, r->options->root_count, buf_str(&rules), e);
    buf_release(&rules);
    return result < 0 ? -1 : cache_set_hide(r->cache, r->options->hide, e);
}

int indexer_compare_origin(struct cache *cache, const struct index_options *o, const char **differs, struct err *e) {
    struct arena arena = {0};
    struct str *roots;
    size_t count;
    struct str rules = STR_NONE;
    struct buf wanted = {0};
    add_rules(&wanted, o);
    int result = cache_roots(cache, &arena, &roots, &count, e);
    result = result < 0 ? -1 : cache_rules(cache, &arena, &rules, e);
    bool same = result == 0 && count == o->root_count;
    for (size_t i = 0; same && i < count; i++) {
        same = str_is(roots[i], o->roots[i]);
    }
    *differs = result < 0                            ? NULL
               : !same                               ? "the cache was made from other content roots"
               : !str_equal(rules, buf_str(&wanted)) ? "`fields`, `endings`, `dates` or `hide` in config.yaml has changed"
                                                     : NULL;
    buf_release(&wanted);
    arena_release(&arena);
    return result;
}
