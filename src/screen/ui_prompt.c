/* ui_prompt: one line to type in, as it opens, ends and looks. */
#include "text.h"
#include "ui_private.h"

void prompt_forget_candidates(struct prompt *p) {
    p->completing = false;
    p->candidates = (struct candidates){0};
    arena_reset(&p->arena);
}

void ui_prompt(struct ui *ui, const char *label, struct str text, const struct prompt_ops *ops) {
    ui->prompt.ops = ops;
    ui->prompt.yes = NULL;
    buf_reset(&ui->prompt.label);
    buf_puts(&ui->prompt.label, label);
    buf_reset(&ui->prompt.text);
    buf_add_str(&ui->prompt.text, text);
    ui->prompt.cursor = text.n;
    ui->prompt.fault_from = ui->prompt.fault_to = 0;
    ui->prompt.recall.at = 0;
    ui->prompt.line_at = 0;
    prompt_forget_candidates(&ui->prompt);
}

void ui_prompt_fault(struct ui *ui, size_t from, size_t to) {
    ui->prompt.fault_from = from;
    ui->prompt.fault_to = to < ui->prompt.text.n ? to : ui->prompt.text.n;
}

void prompt_release(struct prompt *p) {
    buf_release(&p->label);
    buf_release(&p->subject);
    buf_release(&p->text);
    buf_release(&p->old_text);
    arena_release(&p->arena);
}

void ui_ask(struct ui *ui, void (*yes)(struct ui *ui), const char *format, ...) {
    static const struct prompt_ops none;
    va_list arguments;
    ui_prompt(ui, "", STR("y/n "), &none);
    ui->prompt.yes = yes;
    va_start(arguments, format);
    buf_vprintf(&ui->prompt.label, format, arguments);
    va_end(arguments);
}

void prompt_finish(struct ui *ui, bool accepted) {
    const struct prompt_ops *ops = ui->prompt.ops;
    ui->prompt.ops = NULL;
    if (accepted) {
        ops->accept(ui, buf_str(&ui->prompt.text));
    } else {
        ops->cancel(ui);
    }
}

void ui_accept(struct ui *ui) {
    if (ui->prompt.ops) {
        prompt_finish(ui, true);
    }
}

void prompt_changed(struct ui *ui) {
    struct prompt *p = &ui->prompt;
    p->fault_from = p->fault_to = 0;
    if (p->ops->changed) {
        p->ops->changed(ui, buf_str(&p->text));
    }
}

void prompt_fill(struct ui *ui, struct str text) {
    struct prompt *p = &ui->prompt;
    buf_reset(&p->text);
    buf_add_str(&p->text, text);
    p->cursor = text.n;
    p->recall.at = 0;
    prompt_forget_candidates(p);
    prompt_changed(ui);
}

static size_t put(const struct prompt *p, const struct grid *line, int *column, size_t from, size_t to, style_t style) {
    if (to > from) {
        *column += grid_put(line, 0, *column, str_slice(buf_str(&p->text), from, to), style);
    }
    return to > from ? to : from;
}

/* Scrolls so that the cursor stays visible. */
void prompt_paint(struct ui *ui, const struct grid *line) {
    const struct prompt *p = &ui->prompt;
    struct str text = buf_str(&p->text);
    int label = grid_put(line, 0, 1, buf_str(&p->label), LOOK_PROMPT | STYLE_STRONG) + 1, column = label;
    int room = line->columns - label - 1, used = (int)text_columns(str_slice(text, 0, p->cursor));
    size_t from = 0;
    while (from < p->cursor && used > room) {
        struct cluster c = text_cluster(str_slice(text, from, text.n));
        used -= c.columns;
        from += c.bytes;
    }
    grid_cursor(line, 0, label + used);
    from = put(p, line, &column, from, p->fault_from, LOOK_PROMPT);
    from = put(p, line, &column, from, p->fault_to, LOOK_ERROR | STYLE_UNDERLINE);
    put(p, line, &column, from, text.n, LOOK_PROMPT);
}
