/* commands_marks: setting marks, undo and redo. */
#include "commands_private.h"
#include "english.h"
#include "view.h"

/* Only in a list of articles, not in a view that merely counts them. */
static struct listing articles_here(struct ui *ui) {
    struct view *v = ui_view(ui);
    return v->ops->step ? view_listing(v) : (struct listing){0};
}

/* Of the selected rows, or as many as the count says: what the selected one shows is taken from, or given to, all. */
static bool mark_rows(struct ui *ui, const struct subject *s, enum mark mark) {
    struct listing l = articles_here(ui);
    struct marking marking = {.query = l.query, .mark = mark, .clears = s->marks & 1u << mark};
    if (!l.query || !s->article || (!l.selected && ui->times < 2)) {
        return false;
    }
    if (l.selected < 0) {
        ui_info(ui, "The rows are not counted yet: try again in a moment");
        return true;
    }
    marking.from = l.selected ? l.from : s->article;
    marking.to = l.selected ? l.to : 0;
    marking.limit = l.selected ? 0 : ui->times;
    ui_mark_all(ui, &marking, l.selected ? l.selected : ui->times, true);
    view_act(ui_view(ui), ui, ACTION_ESCAPE, 0);
    return true;
}

void command_mark(struct ui *ui, int mark) {
    struct subject s = ui_subject(ui);
    if (mark_rows(ui, &s, (enum mark)mark)) {
        return;
    }
    if (s.article) {
        ui_mark(ui, &s, (enum mark)mark);
    } else {
        command_nothing(ui, "No article to mark");
    }
}

/* Only where the order shows. */
void command_queue_move(struct ui *ui, int by) {
    struct subject s = ui_subject(ui);
    struct listing l = articles_here(ui);
    if (!s.article || !l.query || l.query->sort != SORT_QUEUE) {
        ui_info(ui, "Only the reading queue can be put in order (' lists it)");
    } else if (!(s.marks & 1u << MARK_QUEUED)) {
        ui_info(ui, "No longer in the reading queue: e puts it there again");
    } else {
        ui_move_queued(ui, s.key, by * (ui->times ? ui->times : 1));
    }
}

/* ---- notes ---- */

static void take_note(void *owner, void *context, struct request *request) {
    struct ui *ui = owner;
    (void)context;
    if (!command_has_failed(ui, request)) {
        ui_write_note(ui, &((const struct own_note_request *)request)->note, ui->command_argument);
    }
    request_free(request);
}

void command_note(struct ui *ui, int argument) {
    struct subject s = ui_subject(ui);
    bool in_editor = ui->times > 0;
    (void)argument;
    if (view_act(ui_view(ui), ui, ACTION_NOTE, in_editor)) {
        return;
    }
    if (s.note) {
        ui_write_note(ui, s.note, in_editor);
    } else if (s.article) {
        ui_command(ui, take_note, in_editor, &request_own_note(s.article, s.key)->request);
    } else {
        command_nothing(ui, "No article to write a note on");
    }
}

void command_notes(struct ui *ui, int argument) {
    (void)argument;
    command_push_once(ui, "notes", view_notes);
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
