/* commands_lists: facets, timeline and filter of the current list. */
#include "commands_private.h"
#include "view.h"

/* The current view, or in the reader the list it was opened from. */
static struct view *list_here(struct ui *ui) {
    struct view *v = ui_view(ui), *parent = ui_parent(ui);
    return !v->ops->is_list && !v->ops->listing && parent ? parent : v;
}

/* The query of that list; all articles if it has none. name may be NULL. */
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

/* A list of articles without a query, such as related ones: it has no counts, and conditions cannot be added. */
static bool is_no_query(struct ui *ui) {
    const struct view *v = list_here(ui);
    return v->ops->is_list && v->ops->step && !v->ops->listing;
}

void command_facets(struct ui *ui, int argument) {
    struct query all = {0};
    struct buf name = {0};
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

void command_timeline(struct ui *ui, int argument) {
    struct query all = {0};
    (void)argument;
    if (is_no_query(ui)) {
        command_nothing(ui, "No timeline for related articles");
    } else {
        command_push(ui, view_timeline(ui, query_here(ui, &all, NULL)));
    }
}
