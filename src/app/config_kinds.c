/* config_kinds: reads the kinds of options that are not of one option alone. */
#include <string.h>

#include "config_private.h"
#include "url.h"

static void *member(const struct reading *r, const struct config_option *option) {
    return (char *)r->config + option->offset;
}

static bool is_text(const struct node *n) {
    return n->kind == NODE_SCALAR && !memchr(n->text.p, '\0', n->text.n);
}

static const char *text_of(const struct reading *r, const struct node *n) {
    return arena_copy(&r->config->arena, n->text).p;
}

int config_set_text(const struct reading *r, const struct config_option *option, const struct node *n) {
    if (!is_text(n)) {
        return config_fail_at(r, n, "expected text");
    }
    *(const char **)member(r, option) = text_of(r, n);
    return 0;
}

int config_set_url(const struct reading *r, const struct config_option *option, const struct node *n) {
    struct err why;
    if (n->kind == NODE_SCALAR && url_check(n->text, &why)) {
        return config_fail_at(r, n, why.text);
    }
    return config_set_text(r, option, n);
}

int config_set_flag(const struct reading *r, const struct config_option *option, const struct node *n) {
    return node_bool(n, member(r, option)) ? 0 : config_fail_at(r, n, "expected true or false");
}

int config_set_number(const struct reading *r, const struct config_option *option, const struct node *n) {
    int64_t number;
    if (n->kind != NODE_SCALAR || !str_to_int(n->text, &number) || number < option->least || number > option->most) {
        struct err what;
        err_set(&what, "expected a number from %d to %d", option->least, option->most);
        return config_fail_at(r, n, what.text);
    }
    *(int *)member(r, option) = (int)number;
    return 0;
}

/* Their index; -1, with a warning: it is none of them. */
static int choice_of(const struct reading *r, const struct config_option *option, const struct node *n) {
    for (int i = 0; n->kind == NODE_SCALAR && option->choices[i]; i++) {
        if (str_is(n->text, option->choices[i])) {
            return i;
        }
    }
    struct buf message = {0};
    buf_puts(&message, "expected ");
    for (size_t i = 0; option->choices[i]; i++) {
        buf_printf(&message, "%s%s", !i ? "" : option->choices[i + 1] ? ", " : " or ", option->choices[i]);
    }
    int result = config_fail_at(r, n, buf_cstr(&message));
    buf_release(&message);
    return result;
}

int config_set_choice(const struct reading *r, const struct config_option *option, const struct node *n) {
    int choice = choice_of(r, option, n);
    if (choice >= 0) {
        *(int *)member(r, option) = choice;
    }
    return choice < 0 ? -1 : 0;
}

int config_set_set(const struct reading *r, const struct config_option *option, const struct node *n) {
    unsigned bits = 0;
    bool is_list = n->kind == NODE_LIST, is_none = n->kind == NODE_SCALAR && str_is(n->text, "none");
    for (const struct node *item = is_list ? n->first : n; item && !is_none; item = is_list ? item->next : NULL) {
        int choice = choice_of(r, option, item);
        if (choice < 0 && !is_list) {
            return -1;
        }
        bits |= choice < 0 ? 0 : 1u << choice;
    }
    *(unsigned *)member(r, option) = bits;
    return 0;
}

static void add_text(const struct reading *r, struct text_list *list, struct str text) {
    list->items[list->count++] = arena_copy(&r->config->arena, text).p;
    list->items[list->count] = NULL;
}

static struct text_list new_list(const struct reading *r, size_t count) {
    return (struct text_list){.items = arena_alloc(&r->config->arena, count + 1, sizeof(char *))};
}

/* The items that are text; of the others a warning says where they are. */
static struct text_list texts_of(const struct reading *r, const struct node *n) {
    bool is_list = n->kind == NODE_LIST;
    struct text_list list = new_list(r, is_list ? n->count : 1);
    for (const struct node *item = is_list ? n->first : n; item; item = is_list ? item->next : NULL) {
        if (is_text(item)) {
            add_text(r, &list, item->text);
        } else {
            config_fail_at(r, item, "expected text");
        }
    }
    return list;
}

int config_set_list(const struct reading *r, const struct config_option *option, const struct node *n) {
    struct text_list list = texts_of(r, n);
    if (list.count || n->kind == NODE_LIST) {
        *(struct text_list *)member(r, option) = list;
    }
    return list.count ? 0 : -1;
}

static struct text_list words_of(const struct reading *r, struct str text) {
    struct text_list list = new_list(r, text.n);
    while ((text = str_trim(text)).n) {
        size_t end = 0;
        while (end < text.n && text.p[end] != ' ' && text.p[end] != '\t') {
            end++;
        }
        add_text(r, &list, str_slice(text, 0, end));
        text = str_slice(text, end, text.n);
    }
    return list;
}

/* An argument that is missing would change what the program does, so it takes all of them. */
int config_read_argv(const struct reading *r, const struct node *n, struct text_list *argv) {
    struct text_list list = is_text(n) ? words_of(r, n->text) : n->kind == NODE_LIST ? texts_of(r, n) : new_list(r, 0);
    if (!list.count || !*list.items[0] || (n->kind == NODE_LIST && list.count < n->count)) {
        return config_fail_at(r, n, "expected a program and its arguments, such as `[wl-copy, --trim-newline]`");
    }
    *argv = list;
    return 0;
}

int config_set_argv(const struct reading *r, const struct config_option *option, const struct node *n) {
    return config_read_argv(r, n, member(r, option));
}

int config_set_map(const struct reading *r, const struct config_option *option, const struct node *n) {
    if (n->kind != NODE_MAP) {
        return config_fail_at(r, n, "expected a map of names to texts");
    }
    struct text_map map = {.pairs = arena_alloc(&r->config->arena, n->count + 1, sizeof *map.pairs)};
    for (const struct node *child = n->first; child; child = child->next) {
        if (is_text(child) && !memchr(child->key.p, '\0', child->key.n)) {
            map.pairs[map.count++] = (struct text_pair){arena_copy(&r->config->arena, child->key).p, text_of(r, child)};
        } else {
            config_fail_at(r, child, "expected text");
        }
    }
    *(struct text_map *)member(r, option) = map;
    return 0;
}

int config_set_roots(const struct reading *r, const struct config_option *option, const struct node *n) {
    return config_read_roots(r, n, member(r, option));
}
