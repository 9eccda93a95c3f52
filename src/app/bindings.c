/* bindings: keys of the configuration. */
#include "bindings.h"

#include <stdarg.h>
#include <string.h>

#include "commands.h"
#include "text.h"
#include "view.h"

struct making {
    struct keymap *map;
    struct config *told;
};

PRINTF_LIKE(3, 4)
static void warn(const struct making *making, const struct key_setting *k, const char *format, ...) {
    struct buf message = {0}, clean = {0};
    va_list arguments;
    va_start(arguments, format);
    buf_vprintf(&message, format, arguments);
    va_end(arguments);
    text_clean_line(&clean, buf_str(&message));
    if (making->told) {
        config_add_warning(making->told, k->line, k->column, buf_cstr(&clean));
    }
    buf_release(&message);
    buf_release(&clean);
}

static bool is_view(const char *name) {
    for (size_t i = 0; view_names[i]; i++) {
        if (!strcmp(view_names[i], name)) {
            return true;
        }
    }
    return !*name;
}

static void warn_of_view(const struct making *making, const struct key_setting *k) {
    struct buf names = {0};
    for (size_t i = 0; view_names[i]; i++) {
        buf_printf(&names, "%s%s", i ? ", " : "", view_names[i]);
    }
    warn(making, k, "unknown screen '%s' (known: %s)", k->view, buf_cstr(&names));
    buf_release(&names);
}

static bool make_step(const struct making *making, const struct key_setting *k, const struct key_step *from,
                      struct action_step *step) {
    struct err e;
    if (from->line.n) {
        int result = command_parse(making->map, from->line, step, &e);
        if (result < 0) {
            warn(making, k, "%s", e.text);
        }
        return result == 0;
    }
    *step = command_program(making->map, from->argv.items, from->detached);
    return true;
}

static void bind(const struct making *making, const struct key_setting *k) {
    struct binding b = {.view = k->view, .line = k->line, .step_count = k->step_count};
    struct action_step *steps = arena_alloc(&making->map->arena, k->step_count + 1, sizeof *steps);
    b.steps = steps;
    b.key_count = keymap_parse(k->keys, b.keys);
    if (!is_view(k->view)) {
        warn_of_view(making, k);
        return;
    }
    if (!b.key_count) {
        warn(making, k, "'%s' is no key: write j, ^D, Alt-x, F5, C-Left, Enter, or several: g g", k->keys.p);
        return;
    }
    for (size_t i = 0; i < k->step_count; i++) {
        if (!make_step(making, k, &k->steps[i], &steps[i])) {
            return;
        }
    }
    const struct binding *old = keymap_bound(making->map, b.view, b.keys, b.key_count);
    if (old && old->line) {
        warn(making, k, "'%s' is already bound on line %d, and now means this", k->keys.p, old->line);
    }
    keymap_bind(making->map, &b);
}

static const char *does(const struct binding *b) {
    return b->step_count && b->steps[0].command ? b->steps[0].command->name : "none";
}

/* Keys with which a longer sequence begins never come to what they do alone. */
static void warn_of_hidden(const struct making *making, const struct key_setting *k) {
    int keys[KEYS_MAX];
    size_t count = keymap_parse(k->keys, keys);
    const struct binding *b = count ? keymap_bound(making->map, k->view, keys, count) : NULL;
    for (size_t n = 1; b && b->line == k->line && b->step_count && n < count; n++) {
        bool more;
        const struct binding *hidden = keymap_find(making->map, k->view, keys, n, &more);
        if (hidden && more) {
            struct buf name = {0};
            keymap_print(keys, n, &name);
            warn(making, k, "'%s' hides '%s' (%s%s); `\"%s\": none` says that this is meant", k->keys.p, buf_cstr(&name),
                 does(hidden), hidden->line ? ", bound in this file" : "", buf_cstr(&name));
            buf_release(&name);
        }
    }
}

void bindings_apply(struct keymap *m, const struct config *c, struct config *told) {
    struct making making = {m, told};
    for (size_t i = 0; i < c->key_count; i++) {
        bind(&making, &c->keys[i]);
    }
    for (size_t i = 0; told && i < c->key_count; i++) {
        warn_of_hidden(&making, &c->keys[i]);
    }
}

void bindings_renew(struct keymap *m, const struct config *c) {
    keymap_release(m);
    keymap_init(m, commands, command_count);
    bindings_apply(m, c, NULL);
}

void bindings_check(struct config *c) {
    struct keymap map;
    keymap_init(&map, commands, command_count);
    bindings_apply(&map, c, c);
    keymap_release(&map);
}
