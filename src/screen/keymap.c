/* keymap: which keys run what on which screen. */
#include "keymap.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

/* Cuts the first word off *rest. */
static struct str take_word(struct str *rest) {
    *rest = str_trim(*rest);
    size_t n = 0;
    while (n < rest->n && rest->p[n] != ' ') {
        n++;
    }
    struct str word = str_slice(*rest, 0, n);
    *rest = str_trim(str_slice(*rest, n, rest->n));
    return word;
}

size_t keymap_parse(struct str text, int keys[KEYS_MAX]) {
    size_t count = 0;
    for (text = str_trim(text); text.n;) {
        int key = count < KEYS_MAX ? key_parse(take_word(&text)) : KEY_UNKNOWN;
        if (key == KEY_UNKNOWN) {
            return 0;
        }
        keys[count++] = key;
    }
    return count;
}

void keymap_print(const int *keys, size_t count, struct buf *out) {
    for (size_t i = 0; i < count; i++) {
        buf_puts(out, i ? " " : "");
        key_print(keys[i], out);
    }
}

const struct command *keymap_command(const struct keymap *m, struct str name) {
    for (size_t i = 0; i < m->command_count; i++) {
        if (str_is(name, m->commands[i].name)) {
            return &m->commands[i];
        }
    }
    return NULL;
}

static bool begins(const struct binding *b, const int *keys, size_t count) {
    return b->key_count >= count && !memcmp(b->keys, keys, count * sizeof *keys);
}

const struct binding *keymap_bound(const struct keymap *m, const char *view, const int *keys, size_t count) {
    for (size_t i = 0; i < m->count; i++) {
        const struct binding *b = &m->bindings[i];
        if (b->key_count == count && begins(b, keys, count) && !strcmp(b->view, view)) {
            return b;
        }
    }
    return NULL;
}

void keymap_bind(struct keymap *m, const struct binding *b) {
    const struct binding *old = keymap_bound(m, b->view, b->keys, b->key_count);
    size_t at = old ? (size_t)(old - m->bindings) : m->count;
    if (!old) {
        m->bindings = grow(m->bindings, m->count++, &m->capacity, sizeof *m->bindings);
    }
    m->bindings[at] = *b;
}

static void bind_row(struct keymap *m, const struct command *c) {
    struct action_step *step = arena_alloc(&m->arena, 1, sizeof *step);
    *step = (struct action_step){.command = c, .words = STR_NONE};
    for (struct str rest = str_from(c->keys); rest.n;) {
        struct binding b = {.view = "", .key_count = 1, .steps = step, .step_count = 1};
        b.keys[0] = key_parse(take_word(&rest));
        keymap_bind(m, &b);
    }
}

void keymap_init(struct keymap *m, const struct command *commands, size_t count) {
    *m = (struct keymap){.commands = commands, .command_count = count};
    arena_init(&m->arena);
    for (size_t i = 0; i < count; i++) {
        bind_row(m, &commands[i]);
    }
}

void keymap_release(struct keymap *m) {
    free(m->bindings);
    arena_release(&m->arena);
}

/* Whether what all screens have is bound anew, or unbound, on this one. */
static bool is_hidden(const struct keymap *m, const char *view, const struct binding *b) {
    return *view && !*b->view && keymap_bound(m, view, b->keys, b->key_count);
}

static bool has_longer(const struct keymap *m, const char *scope, const char *view, const int *keys, size_t count) {
    for (size_t i = 0; i < m->count; i++) {
        const struct binding *b = &m->bindings[i];
        if (b->key_count > count && b->step_count && begins(b, keys, count) && !strcmp(b->view, scope) &&
            !is_hidden(m, view, b)) {
            return true;
        }
    }
    return false;
}

const struct binding *keymap_find(const struct keymap *m, const char *view, const int *keys, size_t count, bool *more) {
    const struct binding *here = *view ? keymap_bound(m, view, keys, count) : NULL, *all = keymap_bound(m, "", keys, count);
    const struct binding *found = here ? here : all;
    *more = (*view && has_longer(m, view, view, keys, count)) || (!here && has_longer(m, "", view, keys, count));
    return found && found->step_count ? found : NULL;
}

const struct binding *keymap_longer(const struct keymap *m, const char *view, const int *keys, size_t count,
                                    const struct binding *last) {
    for (size_t i = last ? (size_t)(last - m->bindings) + 1 : 0; i < m->count; i++) {
        const struct binding *b = &m->bindings[i];
        bool here = !*b->view || !strcmp(b->view, view);
        if (here && b->key_count > count && b->step_count && begins(b, keys, count) && !is_hidden(m, view, b)) {
            return b;
        }
    }
    return NULL;
}

/* Whether these keys, typed on that screen, come to this binding. */
static bool is_reached(const struct keymap *m, const char *view, const struct binding *b) {
    bool more;
    for (size_t n = 1; n < b->key_count; n++) {
        keymap_find(m, view, b->keys, n, &more);
        if (!more) {
            return false;
        }
    }
    return keymap_find(m, view, b->keys, b->key_count, &more) == b && !more;
}

static bool runs_alone(const struct binding *b, const struct command *c) {
    return b->step_count == 1 && b->steps[0].command == c && !b->steps[0].words.n && !b->steps[0].times;
}

static bool is_shown(const struct keymap *m, const char *view, const struct binding *b, const struct command *c, bool own) {
    return (b->line != 0) == own && runs_alone(b, c) && is_reached(m, view, b);
}

/* Blanks part keys, unless a sequence of keys is among them. */
static const char *separator(const struct keymap *m, const char *view, const struct command *c) {
    for (size_t i = 0; i < m->count; i++) {
        const struct binding *b = &m->bindings[i];
        if (b->key_count > 1 && is_shown(m, view, b, c, true)) {
            return ", ";
        }
    }
    return " ";
}

void keymap_keys_of(const struct keymap *m, const char *view, const struct command *c, size_t most, struct buf *out) {
    const char *between = separator(m, view, c);
    size_t shown = 0;
    for (int own = 1; own >= 0; own--) {
        for (size_t i = 0; i < m->count && shown < most; i++) {
            const struct binding *b = &m->bindings[i];
            if (is_shown(m, view, b, c, own)) {
                buf_puts(out, shown++ ? between : "");
                keymap_print(b->keys, b->key_count, out);
            }
        }
    }
}
