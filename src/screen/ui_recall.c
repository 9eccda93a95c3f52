/* ui_recall: the up arrow recalls earlier searches. They are kept in the marks file. */
#include "requests.h"
#include "ui_private.h"

static void forget(struct recall *r) {
    if (r->known) {
        request_free(&r->known->request);
    }
    r->known = NULL;
}

static void show(struct ui *ui, struct str text) {
    struct prompt *p = &ui->prompt;
    buf_reset(&p->text);
    buf_add_str(&p->text, text);
    p->cursor = p->text.n;
    prompt_changed(ui);
}

static void say_no_more(struct ui *ui) {
    const struct searches_request *known = ui->prompt.recall.known;
    ui_info(ui, known && known->count ? "No earlier searches" : "No searches yet");
}

static void show_at(struct ui *ui, size_t at) {
    struct recall *r = &ui->prompt.recall;
    r->at = at;
    show(ui, at ? r->known->texts[at - 1] : buf_str(&r->typed));
}

static void show_older(struct ui *ui) {
    struct recall *r = &ui->prompt.recall;
    if (!r->at) {
        buf_reset(&r->typed);
        buf_add_str(&r->typed, buf_str(&ui->prompt.text));
    }
    if (r->known && r->at < r->known->count) {
        show_at(ui, r->at + 1);
    } else {
        say_no_more(ui);
    }
}

/* A failed read is reported, and tried again at the next key. */
static void take(void *owner, void *context, struct request *request) {
    struct recall *r = owner;
    struct ui *ui = context;
    bool is_wanted = r->is_wanted;
    r->is_wanted = false;
    if (request->has_failed) {
        ui_error_from(ui, &request->error);
        request_free(request);
        return;
    }
    forget(r);
    r->known = (struct searches_request *)request;
    if (is_wanted) {
        show_older(ui);
    }
}

static void ask(struct ui *ui, struct str remember) {
    struct recall *r = &ui->prompt.recall;
    r->slot.answered = take;
    r->slot.owner = r;
    ui_send(ui, &r->slot, &request_searches(remember, ui->host.now(ui->host.context))->request);
}

/* The key press waits until the answer has come. */
static void want_older(struct ui *ui) {
    struct recall *r = &ui->prompt.recall;
    if (r->known || !ui->has_marks) {
        show_older(ui);
        return;
    }
    r->is_wanted = true;
    if (!r->slot.waits) {
        ask(ui, STR_NONE);
    }
    ui_wait(ui, &r->slot);
}

bool recall_key(struct ui *ui, int key) {
    struct prompt *p = &ui->prompt;
    struct recall *r = &p->recall;
    bool older = key == KEY_UP_ && (r->at || (p->ops->at_top && p->ops->at_top(ui)));
    bool newer = key == KEY_DOWN_ && r->at;
    if (older) {
        want_older(ui);
    } else if (newer) {
        show_at(ui, r->at - 1);
    }
    return older || newer;
}

void ui_remember_search(struct ui *ui, struct str text) {
    text = str_trim(text);
    if (text.n && ui->has_marks) {
        forget(&ui->prompt.recall);
        ask(ui, text);
    }
}

void recall_release(struct recall *r) {
    slot_cancel(&r->slot);
    forget(r);
    buf_release(&r->typed);
}
