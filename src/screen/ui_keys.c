/* ui_keys: keys to commands: a count, then a key or a sequence of keys. */
#include <string.h>

#include "ui_private.h"

enum { COUNT_MAX = 10000000 };

static bool is_count(struct ui *ui, int key) {
    if (key < '0' || key > '9' || (key == '0' && !ui->count)) {
        return false;
    }
    ui->count = ui->count < COUNT_MAX ? ui->count * 10 + (key - '0') : ui->count;
    ui_info(ui, "%d", ui->count);
    return true;
}

static void say_unknown(struct ui *ui, const int *keys, size_t count) {
    struct buf names = {0};
    keymap_print(keys, count, &names);
    ui_info(ui, "No command for %s here (? for help)", buf_cstr(&names));
    buf_release(&names);
}

/* "g g first": what follows the keys that were typed, and what all of them run. */
static void add_way(const struct binding *b, size_t typed, struct buf *out) {
    buf_puts(out, " \302\267 ");
    keymap_print(b->keys + typed, b->key_count - typed, out);
    const struct action_step *first = &b->steps[0];
    buf_printf(out, " %s%s", first->argv ? first->argv[0] : first->command->name, b->step_count > 1 ? ", ..." : "");
}

void keys_pending(const struct ui *ui, struct buf *out) {
    const char *view = ui->history[ui->current]->ops->name;
    const struct binding *b = NULL;
    if (ui->count) {
        buf_printf(out, "%d ", ui->count);
    }
    keymap_print(ui->typed, ui->typed_count, out);
    buf_puts(out, "-");
    while ((b = keymap_longer(&ui->keymap, view, ui->typed, ui->typed_count, b))) {
        add_way(b, ui->typed_count, out);
    }
}

void keys_forget(struct ui *ui) {
    ui->count = 0;
    ui->typed_count = 0;
}

void ui_run(struct ui *ui, const struct action_step *step) {
    ui->times = step->times;
    ui->step = step;
    step->command->run(ui, step->command->argument);
    if (step->words.n && ui->prompt.ops && !ui->prompt.yes) {
        prompt_fill(ui, step->words);
        if (step->enter) {
            prompt_key(ui, KEY_ENTER_);
        }
    }
    ui->step = NULL;
}

/* A step that asks something is the last one. The binding may be gone after a step, so it is copied. */
static void run_binding(struct ui *ui, struct binding b, int times) {
    for (size_t i = 0; i < b.step_count && !ui->quit && !ui->prompt.ops; i++) {
        struct action_step step = b.steps[i];
        step.times = step.times ? step.times : times;
        ui_run(ui, &step);
    }
}

/* While something is selected in a text, some keys move its ends. */
static bool view_takes(struct ui *ui, int key) {
    struct view *v = ui_view(ui);
    ui->times = ui->count;
    if (ui->typed_count || !v->ops->key || !v->ops->key(v, ui, key)) {
        return false;
    }
    keys_forget(ui);
    return true;
}

void keys_take(struct ui *ui, int key) {
    bool more;
    if (key == KEY_MOUSE_PRESS || key == KEY_WHEEL_UP || key == KEY_WHEEL_DOWN) {
        keys_forget(ui);
        mouse_key(ui, key);
        return;
    }
    if (view_takes(ui, key)) {
        return;
    }
    ui->typed[ui->typed_count++] = key;
    const struct binding *b = keymap_find(&ui->keymap, ui_view(ui)->ops->name, ui->typed, ui->typed_count, &more);
    if (!b && !more && ui->typed_count == 1 && is_count(ui, key)) {
        ui->typed_count = 0;
    } else if (!more || ui->typed_count == KEYS_MAX) {
        size_t typed = ui->typed_count;
        int times = ui->count;
        keys_forget(ui);
        if (b) {
            run_binding(ui, *b, times);
        } else if (key == KEY_ESCAPE_) {
            ui_info(ui, "Cancelled");
        } else {
            say_unknown(ui, ui->typed, typed);
        }
    }
}
