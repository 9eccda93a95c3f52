/* ui: keys to commands, to the prompt and to the mouse. All other files of ui are below this one. */
#include "ui.h"

#include <string.h>

#include "ui_private.h"

enum { COUNT_MAX = 10000000 };

void ui_init(struct ui *ui, const struct destinations *destinations, const struct command *commands, size_t count) {
    *ui = (struct ui){.destinations = destinations,
                      .commands = commands,
                      .command_count = count,
                      .outer_share = PANE_OUTER,
                      .inner_share = PANE_INNER};
    screen_init(&ui->screen);
}

void ui_release(struct ui *ui) {
    history_release(ui);
    archive_forget(ui);
    slot_cancel(&ui->command_slot);
    changes_free(ui);
    undo_free(ui->undo);
    screen_release(&ui->screen);
    prompt_release(&ui->prompt);
    recall_release(&ui->prompt.recall);
    buf_release(&ui->message);
    buf_release(&ui->activity);
    buf_release(&ui->notice);
    buf_release(&ui->compare_with.key);
    buf_release(&ui->compare_with.label);
}

static bool has_key(const struct command *c, int key) {
    struct str names = str_from(c->keys);
    while (names.n) {
        const char *blank = memchr(names.p, ' ', names.n);
        size_t n = blank ? (size_t)(blank - names.p) : names.n;
        if (key_parse(str_slice(names, 0, n)) == key) {
            return true;
        }
        names = str_slice(names, n + 1, names.n);
    }
    return false;
}

static const struct command *command_of(const struct ui *ui, int key) {
    for (size_t i = 0; i < ui->command_count; i++) {
        if (has_key(&ui->commands[i], key)) {
            return &ui->commands[i];
        }
    }
    return NULL;
}

static bool is_count(struct ui *ui, int key) {
    if (key < '0' || key > '9' || (key == '0' && !ui->count)) {
        return false;
    }
    ui->count = ui->count < COUNT_MAX ? ui->count * 10 + (key - '0') : ui->count;
    ui_info(ui, "%d", ui->count);
    return true;
}

static void say_unknown(struct ui *ui, int key) {
    struct buf name = {0};
    key_print(key, &name);
    ui_info(ui, "No command for %s here (? for help)", buf_cstr(&name));
    buf_release(&name);
}

static void command_key(struct ui *ui, int key) {
    int times = ui->count;
    if (is_count(ui, key)) {
        return;
    }
    ui->count = 0;
    if (key == KEY_MOUSE_PRESS || key == KEY_WHEEL_UP || key == KEY_WHEEL_DOWN) {
        mouse_key(ui, key);
        return;
    }
    const struct command *c = command_of(ui, key);
    if (c) {
        ui->times = times;
        c->run(ui, c->argument);
    } else {
        say_unknown(ui, key);
    }
}

void ui_paste(struct ui *ui, struct str text) {
    message_forget(ui);
    ui->count = 0;
    if (!ui->prompt.ops || ui->prompt.yes) {
        ui_info(ui, "Paste ignored: %s", ui->prompt.yes ? "answer y or n first" : "no prompt is open");
    } else {
        prompt_paste(ui, text);
    }
}

void ui_key(struct ui *ui, int key) {
    if (key == KEY_NOTHING || key == KEY_RESIZED) {
        return;
    }
    if (key == KEY_HANGUP) {
        ui->quit = true;
        return;
    }
    ui->keys++;
    message_forget(ui);
    if (ui->prompt.ops) {
        prompt_key(ui, key);
    } else {
        command_key(ui, key);
    }
}
