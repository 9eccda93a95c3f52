/* config_print: the configuration as a file: every option, what it is for, and its value. */
#include <string.h>

#include "config_private.h"
#include "front.h"

/* Unquoted it is the same text, within a list as well. */
static bool is_plain(const struct node *n) {
    struct str s = n->text;
    bool plain = n->plain && s.n && s.p[0] != ' ' && s.p[s.n - 1] != ' ' && s.p[s.n - 1] != ':';
    for (size_t i = 0; plain && i < s.n; i++) {
        bool parts = i + 1 < s.n && ((s.p[i] == ':' && s.p[i + 1] == ' ') || (s.p[i] == ' ' && s.p[i + 1] == '#'));
        plain = (unsigned char)s.p[i] >= ' ' && !strchr(",[]{}", s.p[i]) && !parts;
    }
    return plain;
}

static void add_quoted(struct buf *out, struct str s) {
    buf_putc(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < ' ' || c == 0x7F) {
            buf_printf(out, "\\x%02x", c);
        } else {
            buf_printf(out, "%s%c", c == '"' || c == '\\' ? "\\" : "", c);
        }
    }
    buf_putc(out, '"');
}

static void add_scalar(struct buf *out, const struct node *n) {
    if (n->kind == NODE_NULL) {
        buf_putc(out, '~');
    } else if (is_plain(n)) {
        buf_add_str(out, n->text);
    } else {
        add_quoted(out, n->text);
    }
}

static bool is_word(struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (i && c >= '0' && c <= '9') || (i && strchr("_-. ", c)))) {
            return false;
        }
    }
    return s.n && s.p[s.n - 1] != ' ';
}

static void add_key(struct buf *out, const struct node *n) {
    if (is_word(n->key)) {
        buf_add_str(out, n->key);
    } else {
        add_quoted(out, n->key);
    }
    buf_puts(out, ": ");
}

/* The node that is being printed, and those that it is in. */
struct level {
    const struct node *parent, *child;
    bool flow; /* it is in brackets */
};

static void open_level(struct buf *out, struct level *level, const struct node *n, bool in_flow) {
    *level = (struct level){n, n->first, in_flow || n->kind == NODE_LIST || !n->first};
    if (level->flow) {
        buf_putc(out, n->kind == NODE_LIST ? '[' : '{');
    }
}

static void close_level(struct buf *out, const struct level *level) {
    if (level->flow) {
        buf_putc(out, level->parent->kind == NODE_LIST ? ']' : '}');
    }
}

static void begin_child(struct buf *out, const struct level *level, size_t depth) {
    if (!level->flow) {
        buf_printf(out, "\n%*s", (int)(2 * depth), "");
    } else if (level->child != level->parent->first) {
        buf_puts(out, ", ");
    }
    if (level->parent->kind == NODE_MAP) {
        add_key(out, level->child);
    }
}

/* Maps stand in lines of their own, unless they are in a list. */
static void add_node(struct buf *out, const struct node *n) {
    struct level levels[FRONT_MAX_DEPTH + 1];
    size_t depth = 0;
    if (n->kind != NODE_LIST && n->kind != NODE_MAP) {
        add_scalar(out, n);
        return;
    }
    open_level(out, &levels[depth++], n, false);
    while (depth) {
        struct level *level = &levels[depth - 1];
        const struct node *child = level->child;
        if (!child) {
            close_level(out, level);
            depth--;
            continue;
        }
        begin_child(out, level, depth);
        level->child = child->next;
        if ((child->kind == NODE_LIST || child->kind == NODE_MAP) && depth < ARRAY_SIZE(levels)) {
            open_level(out, &levels[depth++], child, level->flow);
        } else {
            add_scalar(out, child);
        }
    }
}

/* An option that is not set, and has no default, is a comment. */
void config_print(const struct config *c, struct buf *out) {
    for (size_t i = 0; i < config_option_count; i++) {
        const struct config_option *o = &config_options[i];
        buf_printf(out, "%s# %s\n# %s%s%s%s\n", i ? "\n" : "", o->help, o->value, o->fallback ? " (default: " : "",
                   o->fallback ? o->fallback : "", o->fallback ? ")" : "");
        if (c->given[i]) {
            buf_printf(out, "%s: ", o->name);
            add_node(out, c->given[i]);
            buf_putc(out, '\n');
        } else if (o->fallback) {
            buf_printf(out, "%s: %s\n", o->name, o->fallback);
        } else {
            buf_printf(out, "# %s:\n", o->name);
        }
    }
}
