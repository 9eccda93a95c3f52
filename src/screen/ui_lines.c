/* ui_lines: lines that were typed in a prompt, for the arrow keys. They are kept as long as the program runs. */
#include "ui_private.h"

enum { LINES_BYTES = 1 << 16 };

/* The line that is `at` before the end, from 1; empty: there are fewer. */
static struct str line_at(const struct ui *ui, size_t at) {
    struct str all = buf_str(&ui->lines);
    while (all.n) {
        size_t start = all.n - 1;
        while (start && all.p[start - 1] != '\n') {
            start--;
        }
        if (!--at) {
            return str_slice(all, start, all.n - 1);
        }
        all = str_slice(all, 0, start);
    }
    return STR_NONE;
}

void ui_remember_line(struct ui *ui, struct str text) {
    if (text.n && text.n < LINES_BYTES / 2 && !str_equal(text, line_at(ui, 1))) {
        if (ui->lines.n > LINES_BYTES) {
            buf_reset(&ui->lines);
        }
        buf_add_str(&ui->lines, text);
        buf_putc(&ui->lines, '\n');
    }
}

bool lines_key(struct ui *ui, int key) {
    struct prompt *p = &ui->prompt;
    if (!p->ops->keeps_lines || (key != KEY_UP_ && key != KEY_DOWN_)) {
        return false;
    }
    size_t at = key == KEY_UP_ ? p->line_at + 1 : p->line_at ? p->line_at - 1 : 0;
    struct str line = at ? line_at(ui, at) : STR_NONE;
    if (line.n || !at) {
        prompt_fill(ui, line);
        p->line_at = at;
    } else {
        ui_info(ui, "No earlier commands");
    }
    return true;
}
