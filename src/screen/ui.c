/* ui: keys, to the prompt or to commands. All other files of ui are below this one. */
#include "ui.h"

#include <string.h>

#include "ui_private.h"

void ui_init(struct ui *ui, const struct destinations *destinations, const struct command *commands, size_t count) {
    *ui = (struct ui){.destinations = destinations,
                      .measure = MEASURE_DEFAULT,
                      .even_lines = true,
                      .outer_share = PANE_OUTER,
                      .inner_share = PANE_INNER};
    keymap_init(&ui->keymap, commands, count);
    screen_init(&ui->screen);
}

void ui_release(struct ui *ui) {
    history_release(ui);
    archive_forget(ui);
    slot_cancel(&ui->command_slot);
    changes_free(ui);
    undo_free(ui->undo);
    keymap_release(&ui->keymap);
    buf_release(&ui->note);
    screen_release(&ui->screen);
    prompt_release(&ui->prompt);
    recall_release(&ui->prompt.recall);
    buf_release(&ui->message);
    buf_release(&ui->lines);
    buf_release(&ui->program.words);
    buf_release(&ui->activity);
    buf_release(&ui->notice);
    buf_release(&ui->compare_with.key);
    buf_release(&ui->compare_with.label);
}

void ui_paste(struct ui *ui, struct str text) {
    message_forget(ui);
    keys_forget(ui);
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
        keys_take(ui, key);
    }
}
