/* ui_backend: what is asked of the backend, and what has come from it. */
#include "ui_private.h"

enum { MOMENT = 8 }; /* milliseconds: half a frame */

void ui_send(struct ui *ui, struct slot *slot, struct request *r) {
    backend_send(ui->backend, slot, r);
}

bool ui_wait(struct ui *ui, struct slot *slot) {
    return backend_wait(ui->backend, slot, MOMENT, ui);
}

void ui_command(struct ui *ui, void (*answered)(void *owner, void *context, struct request *r), int argument,
                struct request *r) {
    ui->command_slot.answered = answered;
    ui->command_slot.owner = ui;
    ui->command_argument = argument;
    ui_send(ui, &ui->command_slot, r);
    ui_wait(ui, &ui->command_slot);
}

void ui_error_from_request(struct ui *ui, const struct request *r) {
    if (r->has_failed && (ui->has_cache || r->error.code != ERR_MISSING)) {
        ui_error_from(ui, &r->error);
    }
}

bool ui_is_answer(struct ui *ui, struct request *r) {
    if (r->has_failed) {
        ui_error_from_request(ui, r);
        request_free(r);
        return false;
    }
    return true;
}

void archive_forget(struct ui *ui) {
    slot_cancel(&ui->archive_slot);
    request_free(ui->archive ? &ui->archive->request : NULL);
    ui->archive = NULL;
}

static void take_archive(void *owner, void *context, struct request *r) {
    struct ui *ui = owner;
    (void)context;
    if (ui_is_answer(ui, r)) {
        ui->archive = (struct archive_request *)r;
    }
}

static void ask_archive(struct ui *ui) {
    ui->archive_slot.answered = take_archive;
    ui->archive_slot.owner = ui;
    ui_send(ui, &ui->archive_slot, &request_archive()->request);
    ui_wait(ui, &ui->archive_slot);
}

const struct archive_request *ui_archive(struct ui *ui) {
    if (!ui->archive && !ui->archive_slot.waits && ui->has_cache) {
        ask_archive(ui);
    }
    return ui->archive;
}

static void cache_changed(struct ui *ui) {
    ui->cache_generation++;
    ui_lists_changed(ui);
    archive_forget(ui);
}

/* Waits a moment for the answer of a question, before which the backend looks. */
void ui_see_cache(struct ui *ui) {
    backend_look(ui->backend);
    archive_forget(ui);
    ask_archive(ui);
    ui_take_news(ui);
}

/* The index run reports a cache that is damaged or locked by another program. */
static void say_news(struct ui *ui, const struct backend_news *news) {
    bool is_ours = news->error.code != ERR_NONE && news->error.code != ERR_CORRUPT && news->error.code != ERR_BUSY;
    buf_puts(&ui->notice, news->notice);
    if (is_ours) {
        ui_error_from(ui, &news->error);
    } else if (news->notice[0]) {
        ui_error(ui, "%s", news->notice);
    }
}

bool ui_take_news(struct ui *ui) {
    struct backend_news news;
    if (!backend_news(ui->backend, &news)) {
        return false;
    }
    ui->has_cache = news.has_cache;
    ui->has_marks = news.has_marks;
    ui->damaged = news.is_damaged || (ui->damaged && !news.cache_replaced);
    if (news.cache_replaced || news.cache_updated) {
        cache_changed(ui);
    }
    if (news.marks_changed) {
        ui_lists_changed(ui);
    }
    say_news(ui, &news);
    return true;
}

bool ui_work(struct ui *ui) {
    bool answers = backend_deliver(ui->backend, ui), news = ui_take_news(ui);
    return answers || news;
}
