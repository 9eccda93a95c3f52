/* session_config: what the reader takes of the configuration. */
#include "session_config.h"

#include <stdlib.h>

#include "bindings.h"
#include "commands.h"
#include "program.h"

void session_use_config(struct ui *ui, const struct config *c) {
    ui->measure = c->measure;
    ui->even_lines = c->even_lines;
    ui->base_url = c->base_url;
    ui->queries = c->queries;
    ui->query_count = c->query_count;
    keymap_release(&ui->keymap);
    keymap_init(&ui->keymap, commands, command_count);
    bindings_apply(&ui->keymap, c, NULL);
}

void session_say_warnings(struct ui *ui, const struct config *c) {
    if (c->warning_count > 1) {
        ui_error(ui, "%s (and %zu more: `courant config --check`)", c->warnings[0].p, c->warning_count - 1);
    } else if (c->warning_count) {
        ui_error(ui, "%s", c->warnings[0].p);
    }
}

/* tmux, as it comes, ignores what programs in it send to the clipboard, but sends what it is given itself. */
static bool copy_to_tmux(struct str text, struct buf *done) {
    static const char *const argv[] = {"tmux", "load-buffer", "-w", "-", NULL};
    const char *inside = getenv("TMUX");
    struct err e;
    if (!inside || !*inside || program_feed(argv, text, &e) < 0) {
        return false;
    }
    buf_puts(done, "sent to tmux and the terminal's clipboard");
    return true;
}

int session_copy(struct terminal *term, const struct config *c, struct str text, struct buf *done, struct err *e) {
    const char *inside = getenv("TMUX");
    if (c->copy.items) {
        buf_printf(done, "sent to %s", c->copy.items[0]);
        return program_feed(c->copy.items, text, e);
    }
    if (copy_to_tmux(text, done)) {
        return 0;
    }
    if (!term_copy(term, text)) {
        return err_set(e, "cannot copy: this terminal has no clipboard; set `copy` in config.yaml");
    }
    buf_puts(done, "sent to the terminal's clipboard");
    buf_puts(done, inside && *inside ? ", if tmux lets it: `tmux set -s set-clipboard on`" : "");
    return 0;
}
