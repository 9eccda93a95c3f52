/* commands_saved: lists that have a name. */
#include "commands_private.h"
#include "view.h"

void command_saved(struct ui *ui, int count, int argument) {
    (void)count;
    (void)argument;
    push_once(ui, "saved queries", view_saved);
}

static void save_as(struct ui *ui, struct str name) {
    struct view *v = ui_view(ui);
    struct buf text = {0};
    struct err e;
    query_print(view_listing(v).query, &text);
    struct named_query q = {.name = name, .text = buf_str(&text)};
    if (marks_save_query(ui->marks, &q, &e) < 0) {
        ui_fail(ui, "%s", e.text);
    } else {
        ui_say(ui, "saved '%.*s': %s", (int)name.n, name.p, buf_cstr(&text));
        ui_changed(ui);
    }
    buf_release(&text);
}

static void replace(struct ui *ui) {
    save_as(ui, buf_str(&ui->prompt.subject));
}

/* One that the person saved before is replaced when that is wanted; the others are fixed. */
static void save(struct ui *ui, struct str name) {
    struct arena arena = {0};
    struct str text;
    struct err e;
    bool found;
    name = str_trim(name);
    const char *fixed = view_saved_is_fixed(ui, name);
    if (!name.n) {
        ui_say(ui, "a saved query needs a name; nothing was saved");
    } else if (fixed) {
        ui_fail(ui, "'%.*s' is %s; take another name", (int)name.n, name.p, fixed);
    } else if (marks_query(ui->marks, name, &arena, &text, &found, &e) < 0) {
        ui_fail(ui, "%s", e.text);
    } else if (found) {
        buf_reset(&ui->prompt.subject);
        buf_add_str(&ui->prompt.subject, name);
        ui_say(ui, "'%s' was saved as: %s", buf_cstr(&ui->prompt.subject), text.p);
        ui_ask(ui, replace, "replace '%s'? ", buf_cstr(&ui->prompt.subject));
    } else {
        save_as(ui, name);
    }
    arena_release(&arena);
}

static void save_not(struct ui *ui) {
    (void)ui;
}

static const struct prompt_ops save_ops = {.accept = save, .cancel = save_not};

void command_save(struct ui *ui, int count, int argument) {
    (void)count;
    (void)argument;
    if (!view_listing(ui_view(ui)).query) {
        nothing_here(ui, "there is no list to save");
    } else if (!ui->marks) {
        ui_say(ui, "queries cannot be saved in this run: the marks cannot be kept");
    } else {
        ui_prompt(ui, "save this query as: ", STR_NONE, &save_ops);
    }
}
