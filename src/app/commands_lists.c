/* commands_lists: looking into the list that one is in. */
#include "commands_private.h"
#include "view.h"

/* The list that one is in, or reads from; anywhere else, and when it is none, all articles. name may be NULL. */
static const struct query *query_here(struct ui *ui, const struct query *otherwise, struct buf *name) {
    struct view *v = ui_view(ui), *parent = ui_parent(ui);
    v = !v->ops->stays_beside && !v->ops->query && parent ? parent : v;
    const struct query *q = v->ops->query ? v->ops->query(v) : NULL;
    if (q && name) {
        v->ops->title(v, name);
    } else if (name) {
        buf_puts(name, "All articles");
    }
    return q ? q : otherwise;
}

/* A list of articles that no query finds, here or around what is read: neither counts nor conditions can be of it. */
static bool is_no_query(struct ui *ui) {
    struct view *v = ui_view(ui), *parent = ui_parent(ui);
    v = !v->ops->stays_beside && !v->ops->query && parent ? parent : v;
    return v->ops->stays_beside && v->ops->step && !v->ops->query;
}

void command_facets(struct ui *ui, int count) {
    struct view *v = ui_view(ui);
    struct query all = {0};
    struct buf name = {0};
    (void)count;
    if (v->ops->show) {
        v->ops->show(v, ui);
    } else if (is_no_query(ui)) {
        nothing_here(ui, "there are no facets of related articles");
    } else {
        const struct query *q = query_here(ui, &all, &name);
        push_view(ui, view_facets(ui, q, buf_str(&name)));
    }
    buf_release(&name);
}

void command_timeline(struct ui *ui, int count) {
    struct query all = {0};
    (void)count;
    if (is_no_query(ui)) {
        nothing_here(ui, "there is no timeline of related articles");
        return;
    }
    push_view(ui, view_timeline(ui, query_here(ui, &all, NULL)));
}

void command_exclude(struct ui *ui, int count) {
    struct view *v = ui_view(ui);
    (void)count;
    if (v->ops->choose) {
        v->ops->choose(v, ui, true);
    } else {
        nothing_here(ui, "there is nothing to leave out");
    }
}
