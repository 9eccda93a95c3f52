/* commands_searching: search, filter and Esc. */
#include "commands_private.h"
#include "view.h"

static void filter_typed(struct ui *ui, struct str text) {
    struct view *v = ui_view(ui);
    v->ops->filter(v, ui, text);
}

static void filter_accepted(struct ui *ui, struct str text) {
    (void)text;
    if (!ui->prompt.old_text.n) {
        ui_view(ui)->unfiltered = ui->prompt.old_position;
    }
}

static void filter_cancelled(struct ui *ui) {
    struct view *v = ui_view(ui);
    filter_typed(ui, buf_str(&ui->prompt.old_text));
    v->ops->go(v, ui, ui->prompt.old_position);
}

static const struct prompt_ops filter_ops = {.changed = filter_typed, .accept = filter_accepted, .cancel = filter_cancelled};

static const struct prompt_ops query_ops = {.changed = filter_typed,
                                            .accept = filter_accepted,
                                            .cancel = filter_cancelled,
                                            .complete = view_complete_query,
                                            .is_good = view_query_is_good};

void command_filter(struct ui *ui, int argument) {
    struct view *v = ui_view(ui);
    (void)argument;
    if (v->ops->filter) {
        struct prompt *p = &ui->prompt;
        buf_reset(&p->old_text);
        buf_add_str(&p->old_text, buf_str(&v->filter));
        p->old_position = v->ops->position(v);
        ui_prompt(ui, "Filter: ", buf_str(&p->old_text), v->ops->filters_by_query ? &query_ops : &filter_ops);
    } else {
        command_nothing(ui, "No list to filter");
    }
}

void command_search(struct ui *ui, int argument) {
    (void)argument;
    if (ui_view(ui)->ops->search_is_filter) {
        command_filter(ui, 0);
    } else if (!view_act(ui_view(ui), ui, ACTION_SEARCH, 0)) {
        ui_push_tentatively(ui, view_search(ui));
    }
}

/* Ends a find, the focus on a link, or a filter. */
void command_escape(struct ui *ui, int argument) {
    struct view *v = ui_view(ui);
    (void)argument;
    if (ui_stop_marking(ui) || view_act(v, ui, ACTION_ESCAPE, 0) || command_forget(ui)) {
        return;
    }
    if (v->filter.n) {
        v->ops->filter(v, ui, STR_NONE);
        v->ops->go(v, ui, v->unfiltered);
    }
}
