/* config_archives: content roots that have a name. */
#include "config_private.h"
#include "text.h"

int config_set_archives(const struct reading *r, const struct config_option *option, const struct node *n) {
    (void)option;
    if (n->kind != NODE_MAP) {
        return config_fail_at(r, n, "expected a map of names to folders, such as `work: ~/site/content`");
    }
    struct config *c = r->config;
    c->archives = arena_alloc(&c->arena, n->count + 1, sizeof *c->archives);
    for (const struct node *child = n->first; child; child = child->next) {
        struct named_archive *archive = &c->archives[c->archive_count];
        archive->name = arena_copy(&c->arena, child->key).p;
        if (node_is_empty(child)) {
            config_fail_at(r, child, "an archive needs a folder");
        } else if (config_read_roots(r, child, &archive->roots) == 0) {
            c->archive_count++;
        }
    }
    return 0;
}
