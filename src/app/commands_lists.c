/* commands_lists: looking into the list that one is in. */
#include "commands_private.h"
#include "view.h"

/* The current view, or, in the reader, the list it was opened from. */
static struct view *list_here(struct ui *ui) {
    struct view *v = ui_view(ui), *parent = ui_parent(ui);
    return !v->ops->is_list && !v->ops->listing && parent ? parent : v;
}

/* Its query; anywhere else, and when it is none, all articles. name may be NULL. */
static const struct query *query_here(struct ui *ui, const struct query *otherwise, struct buf *name) {
    struct view *v = list_here(ui);
    const struct query *q = view_listing(v).query;
    if (q && name) {
        view_title(v, name);
    } else if (name) {
        buf_puts(name, "All articles");
    }
    return q ? q : otherwise;
}

/* A list of articles that no query finds, here or around what is read: neither counts nor conditions can be of it. */
static bool is_no_query(struct ui *ui) {
    const struct view *v = list_here(ui);
    return v->ops->is_list && v->ops->step && !v->ops->listing;
}

void command_facets(struct ui *ui, int count, int argument) {
    struct query all = {0};
    struct buf name = {0};
    (void)count;
    (void)argument;
    if (view_act(ui_view(ui), ui, ACTION_SHOW, 0)) {
        return;
    }
    if (is_no_query(ui)) {
        command_nothing(ui, "No facets for related articles");
    } else {
        const struct query *q = query_here(ui, &all, &name);
        command_push(ui, view_facets(ui, q, buf_str(&name)));
    }
    buf_release(&name);
}

void command_timeline(struct ui *ui, int count, int argument) {
    struct query all = {0};
    (void)count;
    (void)argument;
    if (is_no_query(ui)) {
        command_nothing(ui, "No timeline for related articles");
    } else {
        command_push(ui, view_timeline(ui, query_here(ui, &all, NULL)));
    }
}
