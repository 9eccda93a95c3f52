/* commands_out: opening the browser, an article's links, the editor. */
#include "commands_private.h"
#include "view.h"

static void open_article(void *owner, void *context, struct request *request) {
    const struct article *a = &((struct article_request *)request)->article;
    struct ui *ui = context;
    (void)owner;
    if (!command_has_failed(ui, request) && command_has_source(ui, a)) {
        ui_open_url(ui, a->source_url);
    }
    request_free(request);
}

/* The page of a topic or offering on the publisher's site. */
static void open_term(void *owner, void *context, struct request *request) {
    const struct term *t = &((struct term_request *)request)->term;
    struct ui *ui = context;
    (void)owner;
    if (!command_has_failed(ui, request) && command_has_page(ui, t)) {
        ui_open_permalink(ui, t->url);
    }
    request_free(request);
}

void command_open_source(struct ui *ui, int argument) {
    struct subject s = ui_subject(ui);
    (void)argument;
    if (ui->times && view_act(ui_view(ui), ui, ACTION_OPEN_NUMBER, ui->times)) {
        return;
    }
    if (s.url.n) {
        view_follow_out(ui, s.url, s.from);
    } else if (s.article) {
        ui_command(ui, open_article, 0, &request_record(s.article, STR_NONE)->request);
    } else if (s.term) {
        ui_command(ui, open_term, 0, &request_term(s.term, 0, STR_NONE)->request);
    } else {
        command_nothing(ui, "Nothing to open");
    }
}

void command_links(struct ui *ui, int argument) {
    int64_t article = ui_subject(ui).article;
    (void)argument;
    if (article) {
        command_push(ui, view_links(ui, article));
    } else {
        command_nothing(ui, "No links");
    }
}

static void edit_file(struct ui *ui, const struct file_pos *file) {
    struct buf path = {0};
    struct err e;
    buf_add_str(&path, file->root);
    buf_putc(&path, '/');
    buf_add_str(&path, file->path);
    if (ui->host.edit(ui->host.context, buf_cstr(&path), file->line, &e) < 0) {
        ui_error(ui, "%s", e.text);
    }
    buf_release(&path);
}

static void edit_article(void *owner, void *context, struct request *request) {
    const struct article_request *answer = (struct article_request *)request;
    struct ui *ui = context;
    (void)owner;
    if (!command_has_failed(ui, request)) {
        edit_file(ui, &(struct file_pos){answer->root, answer->path, ui->command_argument});
    }
    request_free(request);
}

void command_edit(struct ui *ui, int argument) {
    struct subject s = ui_subject(ui);
    (void)argument;
    if (s.file.path.n) {
        edit_file(ui, &s.file);
    } else if (s.article) {
        ui_command(ui, edit_article, ui->times, &request_record(s.article, STR_NONE)->request);
    } else {
        command_nothing(ui, "No content file to edit");
    }
}
