/* commands_compare: remembers a term until a second one is chosen to compare it with. */
#include "commands_private.h"
#include "view.h"

static void keep(struct ui *ui, const struct term *t) {
    ui->compare_with.taxonomy = t->taxonomy;
    buf_reset(&ui->compare_with.key);
    buf_add_str(&ui->compare_with.key, t->key);
    buf_reset(&ui->compare_with.label);
    buf_add_str(&ui->compare_with.label, t->label);
    ui_info(ui, "Compare '%s' with: go to another and press = (Esc cancels)", buf_cstr(&ui->compare_with.label));
}

/* The remembered term in the current cache. */
static void take_first(void *owner, void *context, struct request *request) {
    const struct term_request *answer = (struct term_request *)request;
    struct ui *ui = context;
    int64_t other = ui_subject(ui).term;
    (void)owner;
    if (request->has_failed && request->error.code != ERR_MISSING) {
        ui_error_from(ui, &request->error);
    } else if (request->has_failed) { /* it is no longer in the archive */
        command_forget(ui);
        command_compare(ui, 0);
    } else if (answer->term.id == other) {
        ui_info(ui, "This is '%s' itself: go to another and press = (Esc cancels)", buf_cstr(&ui->compare_with.label));
    } else {
        command_push(ui, view_compare(ui, answer->term.id, other));
        command_forget(ui);
    }
    request_free(request);
}

static void take_kept(void *owner, void *context, struct request *request) {
    (void)owner;
    if (!command_has_failed(context, request)) {
        keep(context, &((struct term_request *)request)->term);
    }
    request_free(request);
}

void command_compare(struct ui *ui, int argument) {
    int64_t term = ui_subject(ui).term;
    (void)argument;
    if (!term) {
        command_nothing(ui, "No topic, offering or source to compare");
    } else if (ui->compare_with.key.n) {
        ui_command(ui, take_first, 0, &request_term(0, ui->compare_with.taxonomy, buf_str(&ui->compare_with.key))->request);
    } else {
        ui_command(ui, take_kept, 0, &request_term(term, 0, STR_NONE)->request);
    }
}

bool command_forget(struct ui *ui) {
    bool had = ui->compare_with.key.n;
    buf_reset(&ui->compare_with.key);
    buf_reset(&ui->compare_with.label);
    return had;
}
