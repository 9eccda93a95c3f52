/* config_hooks: programs to run for new articles. */
#include <string.h>

#include "config_private.h"
#include "text.h"

const char *const hook_placeholders[] = {"title", "url", "file", "source", "date", "count", "titles", NULL};

bool hook_placeholder(struct str argument, size_t *from, size_t *to) {
    for (size_t i = 0; i < argument.n; i++) {
        size_t end = i + 1;
        while (argument.p[i] == '{' && end < argument.n && argument.p[end] >= 'a' && argument.p[end] <= 'z') {
            end++;
        }
        if (end > i + 1 && end < argument.n && argument.p[end] == '}') {
            *from = i;
            *to = end + 1;
            return true;
        }
    }
    return false;
}

static bool is_known(struct str name) {
    for (size_t i = 0; hook_placeholders[i]; i++) {
        if (str_is(name, hook_placeholders[i])) {
            return true;
        }
    }
    return false;
}

static int fail_placeholder(const struct reading *r, const struct node *n, struct str name) {
    struct buf message = {0};
    buf_puts(&message, "unknown placeholder '");
    text_quote(&message, name);
    buf_puts(&message, "' (known:");
    for (size_t i = 0; hook_placeholders[i]; i++) {
        buf_printf(&message, " {%s}", hook_placeholders[i]);
    }
    buf_putc(&message, ')');
    int result = config_fail_at(r, n, buf_cstr(&message));
    buf_release(&message);
    return result;
}

static int read_run(const struct reading *r, const struct node *n, struct hook *hook) {
    int result = config_read_argv(r, n, &hook->run);
    for (size_t i = 0; i < hook->run.count && result == 0; i++) {
        struct str rest = str_from(hook->run.items[i]);
        size_t from, to;
        while (result == 0 && hook_placeholder(rest, &from, &to)) {
            struct str name = str_slice(rest, from + 1, to - 1);
            result = i == 0            ? config_fail_at(r, n, "the program itself can have no placeholder")
                     : !is_known(name) ? fail_placeholder(r, n, str_slice(rest, from, to))
                                       : 0;
            rest = str_slice(rest, to, rest.n);
        }
    }
    return result;
}

static int read_query(const struct reading *r, const struct node *n, struct hook *hook) {
    struct arena arena = {0};
    struct query parsed;
    struct err why;
    int result = n->kind != NODE_SCALAR ? err_set(&why, "expected a query, such as `topic:telehealth`")
                                        : query_parse(n->text, QUERY_WRITTEN, &arena, &parsed, NULL, &why);
    arena_release(&arena);
    hook->query = result == 0 ? arena_copy(&r->config->arena, n->text) : STR_NONE;
    return result == 0 ? 0 : config_fail_at(r, n, why.text);
}

static int read_each(const struct reading *r, const struct node *n, struct hook *hook) {
    hook->once_each_article = n->kind == NODE_SCALAR && str_is(n->text, "article");
    bool is_batch = n->kind == NODE_SCALAR && str_is(n->text, "batch");
    return hook->once_each_article || is_batch ? 0 : config_fail_at(r, n, "expected article or batch");
}

static int read_part(const struct reading *r, const struct node *n, struct hook *hook) {
    static const struct {
        const char *name;
        int (*read)(const struct reading *r, const struct node *n, struct hook *hook);
    } parts[] = {{"query", read_query}, {"run", read_run}, {"each", read_each}};
    for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
        if (str_is(n->key, parts[i].name)) {
            return parts[i].read(r, n, hook);
        }
    }
    return config_fail_at(r, n, "expected query, run or each");
}

/* Half a hook might run for what it was not meant for: it is left out. */
static void add_hook(const struct reading *r, const struct node *n) {
    struct hook hook = {.once_each_article = true};
    int result = n->kind == NODE_MAP ? 0 : config_fail_at(r, n, "expected a map of query, run and each");
    for (const struct node *part = result == 0 ? n->first : NULL; part && result == 0; part = part->next) {
        result = read_part(r, part, &hook);
    }
    if (result == 0 && !hook.run.count) {
        result = config_fail_at(r, n, "expected `run`, a program and its arguments");
    }
    if (result == 0) {
        r->config->hooks[r->config->hook_count++] = hook;
    }
}

int config_set_hooks(const struct reading *r, const struct config_option *option, const struct node *n) {
    (void)option;
    if (n->kind != NODE_LIST) {
        return config_fail_at(r, n, "expected a list of maps of query, run and each");
    }
    r->config->hooks = arena_alloc(&r->config->arena, n->count + 1, sizeof *r->config->hooks);
    for (const struct node *item = n->first; item; item = item->next) {
        add_hook(r, item);
    }
    return r->config->hook_count ? 0 : -1;
}
