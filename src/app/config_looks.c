/* config_looks: what the user wants to look otherwise: colours by the names of looks, widths of panes. */
#include "config_private.h"
#include "text.h"
#include "ui.h"

/* "#7aa2f7" without quotes is a comment. */
#define WANTED                                                                                                                 \
    "expected a colour (\"#7aa2f7\" in quotes, red, bright-red, default, or a number to 255) and attributes (bold, dim, "      \
    "italic, underline, reverse, plain)"

static void unknown_look(const struct reading *r, const struct node *n) {
    struct buf message = {0};
    buf_puts(&message, "unknown look '");
    text_quote(&message, str_slice(n->key, 0, 60));
    buf_puts(&message, "' (known: ");
    theme_list_looks(&message);
    buf_putc(&message, ')');
    config_fail_at(r, n, buf_cstr(&message));
    buf_release(&message);
}

/* fg, bg or the name of an attribute; what cannot be used changes nothing. */
static void set_part(const struct reading *r, const struct node *n, struct paint_change *change) {
    unsigned attribute;
    bool on, is_front = str_is(n->key, "fg"), scalar = n->kind == NODE_SCALAR;
    if (is_front || str_is(n->key, "bg")) {
        if (!scalar || !theme_color(n->text, is_front ? &change->color : &change->back)) {
            config_fail_at(r, n, "expected a colour: \"#7aa2f7\" in quotes, red, bright-red, default, or a number to 255");
        }
    } else if (!theme_attribute(n->key, &attribute)) {
        config_fail_at(r, n, "expected fg, bg, bold, dim, italic, underline or reverse");
    } else if (!node_bool(n, &on)) {
        config_fail_at(r, n, "expected true or false");
    } else {
        *(on ? &change->on : &change->off) |= attribute;
    }
}

static void set_look(const struct reading *r, const struct node *n, struct paint_change *change) {
    struct paint_change read;
    if (n->kind == NODE_MAP) {
        for (const struct node *child = n->first; child; child = child->next) {
            set_part(r, child, change);
        }
    } else if (n->kind == NODE_SCALAR && n->text.n && theme_change(n->text, &read)) {
        *change = read;
    } else {
        config_fail_at(r, n, WANTED);
    }
}

int config_set_colors(const struct reading *r, const struct config_option *option, const struct node *n) {
    (void)option;
    if (n->kind != NODE_MAP) {
        return config_fail_at(r, n, "expected a map of looks to colours, such as `title: bold`");
    }
    for (const struct node *child = n->first; child; child = child->next) {
        int look = theme_look(child->key);
        if (look < 0) {
            unknown_look(r, child);
        } else {
            set_look(r, child, &r->config->theme.changes[look]);
        }
    }
    return 0;
}

static bool share(const struct node *n, int *percent) {
    int64_t number;
    bool good = n->kind == NODE_SCALAR && str_to_int(n->text, &number) && number >= PANE_LEAST && number <= PANE_MOST;
    *percent = good ? (int)number : 0;
    return good;
}

int config_set_panes(const struct reading *r, const struct config_option *option, const struct node *n) {
    int outer = 0, inner = 0;
    const struct node *first = n->kind == NODE_LIST && n->count == 2 ? n->first : NULL;
    (void)option;
    if (first ? !share(first, &outer) || !share(first->next, &inner) : !share(n, &inner)) {
        struct err what;
        err_set(&what, "expected a number from %d to %d, or a list of two", PANE_LEAST, PANE_MOST);
        return config_fail_at(r, n, what.text);
    }
    r->config->panes[0] = outer;
    r->config->panes[1] = inner;
    return 0;
}
