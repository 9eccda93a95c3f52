/* commands_saved: saved queries. */
#include "commands_private.h"
#include "requests.h"
#include "view.h"

void command_saved(struct ui *ui, int argument) {
    (void)argument;
    command_push_once(ui, "saved queries", view_saved);
}

static void saved(struct ui *ui, struct request *request);

/* Asks before replacing a saved query. prompt.subject keeps the name, a NUL and the query until the answer. */
static void replace(struct ui *ui) {
    struct str name = str_from(buf_cstr(&ui->prompt.subject));
    struct str text = str_slice(buf_str(&ui->prompt.subject), name.n + 1, ui->prompt.subject.n);
    ui_change(ui, &request_save(name, text, false)->request, saved);
}

static void ask_to_replace(struct ui *ui, const struct save_request *r) {
    struct buf *subject = &ui->prompt.subject;
    if (ui->prompt.ops) {
        ui_error(ui, "'%s' already exists; nothing was saved", r->name.p);
        return;
    }
    buf_reset(subject);
    buf_add_str(subject, r->name);
    buf_putc(subject, '\0');
    buf_add_str(subject, r->text);
    ui_info(ui, "'%s' is saved as: %s", r->name.p, r->before.p);
    ui_ask(ui, replace, "Replace '%s'? ", r->name.p);
}

static void saved(struct ui *ui, struct request *request) {
    const struct save_request *r = (const struct save_request *)request;
    if (request->has_failed) {
        ui_error_from(ui, &request->error);
    } else if (r->existed && r->only_new) {
        ask_to_replace(ui, r);
    } else {
        ui_info(ui, "Saved '%s': %s", r->name.p, r->text.p);
        ui_changed(ui);
    }
}

/* Only queries saved by the user can be replaced. */
static void save(struct ui *ui, struct str name) {
    const struct query *q = view_listing(ui_view(ui)).query;
    struct buf text = {0};
    name = str_trim(name);
    const char *fixed = view_saved_is_fixed(ui, name);
    if (!name.n) {
        ui_info(ui, "Nothing was saved: a query needs a name");
    } else if (fixed) {
        ui_error(ui, "'%.*s' is %s: choose another name", (int)name.n, name.p, fixed);
    } else if (!q) {
        command_nothing(ui, "No list to save");
    } else {
        query_print(q, &text);
        ui_change(ui, &request_save(name, buf_str(&text), true)->request, saved);
    }
    buf_release(&text);
}

static void save_not(struct ui *ui) {
    (void)ui;
}

static const struct prompt_ops save_ops = {.accept = save, .cancel = save_not};

void command_save(struct ui *ui, int argument) {
    (void)argument;
    if (!view_listing(ui_view(ui)).query) {
        command_nothing(ui, "No list to save");
    } else if (!ui->has_marks) {
        ui_info(ui, "Queries cannot be saved: the marks file cannot be used");
    } else {
        ui_prompt(ui, "Save this query as: ", STR_NONE, &save_ops);
    }
}
