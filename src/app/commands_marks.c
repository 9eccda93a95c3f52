/* commands_marks: what the person marks, and undoes. */
#include "commands_private.h"
#include "english.h"

/* Where a view shows none, what is kept decides. */
static unsigned shown_marks(struct ui *ui, struct view *v, int64_t article) {
    return v->ops->marks ? v->ops->marks(v) : ui_marks_of(ui, article);
}

static void mark(struct ui *ui, enum mark which) {
    struct view *v = ui_view(ui);
    int64_t article = v->ops->article ? v->ops->article(v) : 0;
    if (article) {
        ui_mark(ui, article, which, !(shown_marks(ui, v, article) & 1u << which));
    } else {
        nothing_here(ui, "there is no article to mark");
    }
}

void command_read(struct ui *ui, int count) {
    (void)count;
    mark(ui, MARK_READ);
}

void command_star(struct ui *ui, int count) {
    (void)count;
    mark(ui, MARK_STARRED);
}

void command_queue(struct ui *ui, int count) {
    (void)count;
    mark(ui, MARK_QUEUED);
}

/* Of a list of articles, not of what only counts them. */
static const struct query *query_of_list(struct view *v) {
    return v->ops->query && v->ops->step ? v->ops->query(v) : NULL;
}

static void read_all(struct ui *ui) {
    struct view *v = ui_view(ui);
    bool exact;
    int64_t count = v->ops->count(v, &exact);
    ui_mark_all_read(ui, query_of_list(v), count, exact);
}

static void ask_to_read_all(struct ui *ui, struct view *v) {
    struct buf text = {0};
    bool exact;
    int64_t count = v->ops->count(v, &exact);
    format_counted(&text, count, "article", "articles");
    ui_ask(ui, read_all, exact ? "mark all %s of this list read? " : "mark all of this list read, at least %s? ",
           buf_cstr(&text));
    buf_release(&text);
}

void command_read_all(struct ui *ui, int count) {
    (void)count;
    if (query_of_list(ui_view(ui))) {
        ask_to_read_all(ui, ui_view(ui));
    } else {
        nothing_here(ui, "there is no list to mark read");
    }
}

void command_undo(struct ui *ui, int count) {
    (void)count;
    ui_undo(ui);
}

void command_redo(struct ui *ui, int count) {
    (void)count;
    ui_redo(ui);
}
