/* config_indexing: options that decide what the cache says of an article. */
#include "config_private.h"

int config_set_dates(const struct reading *r, const struct config_option *option, const struct node *n) {
    static const char *const sources[] = {[DATES_OWN] = "none", [DATES_GIT] = "git", [DATES_FILE] = "file"};
    (void)option;
    for (size_t i = 0; i < ARRAY_SIZE(sources); i++) {
        if (n->kind == NODE_SCALAR && str_is(n->text, sources[i])) {
            r->config->dates = (enum date_source)i;
            return 0;
        }
    }
    return config_fail_at(r, n, "expected none, git or file");
}

static int add_state(const struct reading *r, const struct node *n) {
    static const struct {
        const char *name;
        unsigned bit;
    } states[] = {{"draft", HIDE_DRAFT}, {"private", HIDE_PRIVATE}, {"future", HIDE_FUTURE}, {"expired", HIDE_EXPIRED}};
    for (size_t i = 0; i < ARRAY_SIZE(states); i++) {
        if (n->kind == NODE_SCALAR && str_is(n->text, states[i].name)) {
            r->config->hide |= states[i].bit;
            return 0;
        }
    }
    return config_fail_at(r, n, "expected draft, private, future or expired");
}

int config_set_hide(const struct reading *r, const struct config_option *option, const struct node *n) {
    bool is_list = n->kind == NODE_LIST;
    (void)option;
    r->config->hide = 0;
    for (const struct node *item = is_list ? n->first : n; item; item = is_list ? item->next : NULL) {
        bool none = !is_list && n->kind == NODE_SCALAR && str_is(n->text, "none");
        if (!none && add_state(r, item) < 0) {
            return -1;
        }
    }
    return 0;
}
