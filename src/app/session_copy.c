/* session_copy: text to the clipboard. */
#include "session_copy.h"

#include <stdlib.h>

#include "program.h"

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

int session_copy(struct terminal *term, const char *const *argv, struct str text, struct buf *done, struct err *e) {
    const char *inside = getenv("TMUX");
    if (argv) {
        buf_printf(done, "sent to %s", argv[0]);
        return program_feed(argv, text, e);
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
