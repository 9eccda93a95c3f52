/* commands_marks: setting marks, undo and redo. */
#include "commands_private.h"
#include "english.h"

void command_mark(struct ui *ui, int mark) {
    struct subject s = ui_subject(ui);
    if (s.article) {
        ui_mark(ui, &s, (enum mark)mark);
    } else {
        command_nothing(ui, "No article to mark");
    }
}

/* Only in a list of articles, not in a view that merely counts them. */
static struct listing articles_here(struct ui *ui) {
    struct view *v = ui_view(ui);
    return v->ops->step ? view_listing(v) : (struct listing){0};
}

static void read_all(struct ui *ui) {
    struct listing l = articles_here(ui);
    ui_mark_all(ui, &(struct marking){.query = l.query, .mark = MARK_READ}, l.count, l.exact);
}

void command_read_all(struct ui *ui, int argument) {
    struct listing l = articles_here(ui);
    struct buf text = {0};
    (void)argument;
    if (l.query) {
        format_counted(&text, l.count, "article", "articles");
        ui_ask(ui, read_all, l.exact ? "Mark the whole list (%s) read? " : "Mark the whole list (at least %s) read? ",
               buf_cstr(&text));
    } else {
        command_nothing(ui, "No list to mark read");
    }
    buf_release(&text);
}

void command_hide_read(struct ui *ui, int argument) {
    (void)argument;
    ui->hides_read = !ui->hides_read;
    ui_lists_changed(ui);
    ui_info(ui, ui->hides_read ? "Read articles are hidden. The same key shows them." : "Read articles are shown");
}

void command_undo(struct ui *ui, int undo) {
    if (undo) {
        ui_undo(ui);
    } else {
        ui_redo(ui);
    }
}
