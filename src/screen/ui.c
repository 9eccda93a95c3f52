/* ui: history of views, keys to commands, messages. */
#include "ui.h"

#include <stdarg.h>
#include <string.h>

#include "text.h"
#include "ui_private.h"
#include "url.h"

enum { COUNT_MAX = 10000000 };

void ui_init(struct ui *ui, const struct command *commands, size_t count) {
    *ui = (struct ui){.commands = commands, .command_count = count};
    screen_init(&ui->screen);
}

void view_free(struct view *v) {
    buf_release(&v->filter);
    v->ops->release(v);
}

static void forget(struct ui *ui, size_t from) {
    while (ui->history_count > from) {
        view_free(ui->history[--ui->history_count]);
    }
}

static void forget_aside(struct ui *ui) {
    while (ui->aside_count) {
        view_free(ui->aside[--ui->aside_count]);
    }
}

static void forget_archive(struct ui *ui) {
    slot_cancel(&ui->archive_slot);
    request_free(ui->archive ? &ui->archive->request : NULL);
    ui->archive = NULL;
}

void ui_release(struct ui *ui) {
    forget_aside(ui);
    forget(ui, 0);
    forget_archive(ui);
    slot_cancel(&ui->command_slot);
    changes_free(ui);
    marked_free(ui->marked);
    screen_release(&ui->screen);
    prompt_release(&ui->prompt);
    buf_release(&ui->message);
    buf_release(&ui->activity);
    buf_release(&ui->notice);
    buf_release(&ui->first.key);
    buf_release(&ui->first.label);
}

struct view *ui_view(struct ui *ui) {
    return ui->history[ui->current];
}

struct view *ui_parent(struct ui *ui) {
    return ui->current ? ui->history[ui->current - 1] : NULL;
}

struct subject ui_subject(struct ui *ui) {
    struct view *v = ui_view(ui);
    struct subject s = {0};
    if (v->ops->subject) {
        v->ops->subject(v, &s);
    }
    return s;
}

struct listing view_listing(struct view *v) {
    struct listing l = {0};
    if (v->ops->listing) {
        v->ops->listing(v, &l);
    }
    return l;
}

bool view_act(struct view *v, struct ui *ui, enum action action, int n) {
    return v->ops->act && v->ops->act(v, ui, action, n);
}

static void push(struct ui *ui, struct view *v) {
    slot_cancel(&ui->command_slot);
    v->generation = ui->generation;
    for (size_t i = 0; i < ui->history_count && i <= ui->current; i++) {
        ui->history[i]->left |= v->ops->stays_beside;
    }
    if (ui->history_count) {
        forget(ui, ui->current + 1);
    }
    if (ui->history_count == HISTORY_MAX) { /* the oldest but the first, which is home, makes room */
        view_free(ui->history[1]);
        memmove(&ui->history[1], &ui->history[2], (HISTORY_MAX - 2) * sizeof ui->history[0]);
        ui->history_count--;
    }
    ui->history[ui->history_count] = v;
    ui->current = ui->history_count++;
}

void ui_push(struct ui *ui, struct view *v) {
    forget_aside(ui);
    push(ui, v);
}

void ui_push_tentatively(struct ui *ui, struct view *v) {
    forget_aside(ui);
    ui->aside_count = ui->history_count - (ui->current + 1);
    memcpy(ui->aside, &ui->history[ui->current + 1], ui->aside_count * sizeof ui->aside[0]);
    ui->history_count = ui->current + 1;
    push(ui, v);
}

void ui_back(struct ui *ui) {
    slot_cancel(&ui->command_slot);
    if (ui->current) {
        ui->current--;
    } else {
        ui_say(ui, "This is the first page. q quits.");
    }
}

void ui_forward(struct ui *ui) {
    slot_cancel(&ui->command_slot);
    if (ui->current + 1 < ui->history_count) {
        ui->current++;
    } else {
        ui_say(ui, "No page to go forward to");
    }
}

void ui_drop(struct ui *ui) {
    slot_cancel(&ui->command_slot);
    if (ui->current) {
        forget(ui, ui->current);
        ui->current--;
        memcpy(&ui->history[ui->history_count], ui->aside, ui->aside_count * sizeof ui->aside[0]);
        ui->history_count += ui->aside_count;
        ui->aside_count = 0;
    }
}

PRINTF_LIKE(3, 0)
static void set_message(struct ui *ui, bool is_error, const char *format, va_list arguments) {
    struct buf raw = {0};
    buf_vprintf(&raw, format, arguments);
    buf_reset(&ui->message);
    text_clean_line(&ui->message, buf_str(&raw));
    buf_release(&raw);
    ui->message_is_error = is_error;
}

void ui_say(struct ui *ui, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    set_message(ui, false, format, arguments);
    va_end(arguments);
}

void ui_fail(struct ui *ui, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    set_message(ui, true, format, arguments);
    va_end(arguments);
}

void ui_fail_err(struct ui *ui, const struct err *e) {
    ui->damaged = ui->damaged || e->code == ERR_CORRUPT;
    ui_fail(ui, "%s", e->text);
}

void ui_changed(struct ui *ui) {
    ui->generation++;
}

void ui_lists_changed(struct ui *ui) {
    ui->list_generation++;
    ui_changed(ui);
}

void ui_cache_changed(struct ui *ui) {
    ui->cache_generation++;
    ui_lists_changed(ui);
    forget_archive(ui);
}

void ui_refresh(struct ui *ui, struct view *v) {
    if (v->generation != ui->generation || (v->left && v->stale)) {
        v->generation = ui->generation;
        if (v->ops->refresh) {
            v->ops->refresh(v, ui);
        }
    }
    v->left = false;
}

/* ---- the backend ---- */

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

void ui_fail_request(struct ui *ui, const struct request *r) {
    if (r->has_failed && (ui->has_cache || r->error.code != ERR_MISSING)) {
        ui_fail_err(ui, &r->error);
    }
}

bool ui_is_answer(struct ui *ui, struct request *r) {
    if (r->has_failed) {
        ui_fail_request(ui, r);
        request_free(r);
        return false;
    }
    return true;
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

/* Any question has the backend see whether another cache is there. */
void ui_see_cache(struct ui *ui) {
    ui_cache_changed(ui);
    ask_archive(ui);
    ui_take_news(ui);
}

/* A cache that is damaged, or another program holds, is the index run's to say. */
static void say_news(struct ui *ui, const struct backend_news *news) {
    bool is_ours = news->error.code != ERR_NONE && news->error.code != ERR_CORRUPT && news->error.code != ERR_BUSY;
    buf_puts(&ui->notice, news->notice);
    if (is_ours) {
        ui_fail_err(ui, &news->error);
    } else if (news->notice[0]) {
        ui_fail(ui, "%s", news->notice);
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
    if (news.cache_replaced) {
        ui_cache_changed(ui);
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

void ui_open_url(struct ui *ui, struct str url) {
    char started[64] = "";
    struct buf canonical = {0};
    struct err e;
    if (url_canonical(url, &canonical, &e) < 0 || ui->host.open_url(ui->host.context, buf_str(&canonical), started, &e) < 0) {
        ui_fail_err(ui, &e);
    } else {
        ui_say(ui, "Opened %s in %s", buf_cstr(&canonical), started);
    }
    buf_release(&canonical);
}

bool ui_place_url(struct ui *ui, struct str place, struct buf *url) {
    if (!ui->base_url) {
        ui_say(ui, "No web address for this page: set base_url in config.yaml");
        return false;
    }
    buf_puts(url, ui->base_url);
    buf_cut(url, url->n - (url->n && url->p[url->n - 1] == '/'));
    buf_puts(url, str_starts(place, "/") ? "" : "/");
    buf_add_str(url, place);
    return true;
}

void ui_open_place(struct ui *ui, struct str place) {
    struct buf url = {0};
    if (ui_place_url(ui, place, &url)) {
        ui_open_url(ui, buf_str(&url));
    }
    buf_release(&url);
}

/* ---- keys ---- */

static bool has_key(const struct command *c, int key) {
    struct str names = str_from(c->keys);
    while (names.n) {
        const char *blank = memchr(names.p, ' ', names.n);
        size_t n = blank ? (size_t)(blank - names.p) : names.n;
        if (key_parse(str_slice(names, 0, n)) == key) {
            return true;
        }
        names = str_slice(names, n + 1, names.n);
    }
    return false;
}

static const struct command *command_of(const struct ui *ui, int key) {
    for (size_t i = 0; i < ui->command_count; i++) {
        if (has_key(&ui->commands[i], key)) {
            return &ui->commands[i];
        }
    }
    return NULL;
}

static bool is_count(struct ui *ui, int key) {
    if (key < '0' || key > '9' || (key == '0' && !ui->count)) {
        return false;
    }
    ui->count = ui->count < COUNT_MAX ? ui->count * 10 + (key - '0') : ui->count;
    ui_say(ui, "%d", ui->count);
    return true;
}

static void say_unknown(struct ui *ui, int key) {
    struct buf name = {0};
    key_print(key, &name);
    ui_say(ui, "No command for %s here (? for help)", buf_cstr(&name));
    buf_release(&name);
}

static void command_key(struct ui *ui, int key) {
    int count = ui->count;
    if (is_count(ui, key)) {
        return;
    }
    ui->count = 0;
    if (key == KEY_MOUSE_PRESS || key == KEY_WHEEL_UP || key == KEY_WHEEL_DOWN) {
        mouse_key(ui, key);
        return;
    }
    const struct command *c = command_of(ui, key);
    if (c) {
        c->run(ui, count, c->argument);
    } else {
        say_unknown(ui, key);
    }
}

static void forget_message(struct ui *ui) {
    buf_reset(&ui->message);
    ui->message_is_error = false;
}

void ui_paste(struct ui *ui, struct str text) {
    forget_message(ui);
    ui->count = 0;
    if (!ui->prompt.ops || ui->prompt.yes) {
        ui_say(ui, "Paste ignored: %s", ui->prompt.yes ? "answer y or n first" : "no prompt is open");
    } else {
        prompt_paste(ui, text);
    }
}

void ui_key(struct ui *ui, int key) {
    if (key == KEY_NOTHING || key == KEY_RESIZED) {
        return;
    }
    if (key == KEY_HANGUP) {
        ui->quit = true;
        return;
    }
    ui->keys++;
    forget_message(ui);
    if (ui->prompt.ops) {
        prompt_key(ui, key);
    } else {
        command_key(ui, key);
    }
}
