/* commands_compare: one term is kept until another is chosen to be compared with it. */
#include "commands_private.h"
#include "view.h"

static void keep(struct ui *ui, const struct term *t) {
    ui->first.taxonomy = t->taxonomy;
    buf_reset(&ui->first.key);
    buf_add_str(&ui->first.key, t->key);
    buf_reset(&ui->first.label);
    buf_add_str(&ui->first.label, t->label);
    ui_say(ui, "compare '%s' with: go to another and press = again; Esc forgets", buf_cstr(&ui->first.label));
}

static void compare(struct ui *ui, const struct term *t) {
    int64_t first = 0;
    struct err e;
    if (ui->first.key.n && cache_term_id(ui->cache, ui->first.taxonomy, buf_str(&ui->first.key), &first, &e) < 0) {
        ui_fail_err(ui, &e);
    } else if (!first) { /* none was kept, or it has gone from the archive */
        keep(ui, t);
    } else if (first == t->id) {
        ui_say(ui, "this is '%s' itself; go to another, or Esc forgets it", buf_cstr(&ui->first.label));
    } else {
        push_view(ui, view_compare(ui, first, t->id));
        command_forget(ui);
    }
}

void command_compare(struct ui *ui, int count, int argument) {
    int64_t term = ui_subject(ui).term;
    struct arena arena = {0};
    struct term t;
    struct err e;
    (void)count;
    (void)argument;
    if (!term || !ui->cache) {
        nothing_here(ui, "there is no topic, offering or source to compare");
    } else if (cache_term(ui->cache, term, &arena, &t, &e) < 0) {
        ui_fail_err(ui, &e);
    } else {
        compare(ui, &t);
    }
    arena_release(&arena);
}

bool command_forget(struct ui *ui) {
    bool had = ui->first.key.n;
    buf_reset(&ui->first.key);
    buf_reset(&ui->first.label);
    return had;
}
