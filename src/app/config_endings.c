/* config_endings: files to read besides those with the usual endings. */
#include <string.h>

#include "config_private.h"

static const struct {
    const char *name;
    enum content_kind kind;
} kinds[] = {{"markdown", CONTENT_MARKDOWN}, {"md", CONTENT_MARKDOWN}, {"html", CONTENT_HTML}};

/* With its dot, which people leave out; empty: it is no ending. */
static struct str ending_of(const struct reading *r, struct str text) {
    struct str name = str_starts(text, ".") ? str_slice(text, 1, text.n) : text;
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '/' || name.p[i] == '*' || (unsigned char)name.p[i] <= ' ') {
            return STR_NONE;
        }
    }
    return name.n ? arena_printf(&r->config->arena, ".%.*s", (int)name.n, name.p) : STR_NONE;
}

static enum content_kind kind_named(const struct node *n) {
    for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
        if (n->kind == NODE_SCALAR && str_is(n->text, kinds[i].name)) {
            return kinds[i].kind;
        }
    }
    return CONTENT_OTHER;
}

/* kind: NULL for Markdown. */
static void add(const struct reading *r, struct ending *list, const struct node *at, struct str text, const struct node *kind) {
    struct endings *endings = &r->config->endings;
    struct str ending = ending_of(r, text);
    struct ending *e = &list[endings->count];
    if (!ending.n) {
        config_fail_at(r, at, "expected an ending of file names, such as `.txt`");
        return;
    }
    *e = (struct ending){ending.p, kind ? kind_named(kind) : CONTENT_MARKDOWN};
    if (!e->kind) {
        config_fail_at(r, kind, "expected markdown or html");
        return;
    }
    endings->list = list;
    endings->count++;
    endings->text = arena_printf(&r->config->arena, "%s%s %d\n", endings->text.p, ending.p, e->kind);
}

int config_set_endings(const struct reading *r, const struct config_option *option, const struct node *n) {
    bool is_single = n->kind == NODE_SCALAR;
    (void)option;
    struct ending *list = arena_alloc(&r->config->arena, is_single ? 1 : n->count + 1, sizeof *list);
    r->config->endings = (struct endings){.text = STR("")};
    for (const struct node *item = is_single ? n : n->first; item; item = is_single ? NULL : item->next) {
        bool is_map = n->kind == NODE_MAP;
        if (!is_map && item->kind != NODE_SCALAR) {
            config_fail_at(r, item, "expected an ending of file names, such as `.txt`");
        } else {
            add(r, list, item, is_map ? item->key : item->text, is_map ? item : NULL);
        }
    }
    return 0;
}
