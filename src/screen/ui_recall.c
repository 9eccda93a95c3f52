/* ui_recall: what was typed at a prompt before, brought back with the up arrow. It is kept beside the marks. */
#include "ui_private.h"

/* From the marks, when it is first asked for; what cannot be read is said, and is none. */
static void load(struct ui *ui) {
    struct recall *r = &ui->prompt.recall;
    struct err e;
    recall_release(r);
    r->loaded = true;
    if (ui->marks && marks_searches(ui->marks, &r->arena, &r->texts, &r->count, &e) < 0) {
        ui_fail(ui, "%s", e.text);
        r->count = 0;
    }
}

static void show(struct ui *ui, struct str text) {
    struct prompt *p = &ui->prompt;
    buf_reset(&p->text);
    buf_add_str(&p->text, text);
    p->cursor = p->text.n;
    prompt_changed(ui);
}

bool recall_key(struct ui *ui, int key) {
    struct prompt *p = &ui->prompt;
    struct recall *r = &p->recall;
    bool older = key == KEY_UP_ && (r->at || (p->ops->at_top && p->ops->at_top(ui)));
    bool newer = key == KEY_DOWN_ && r->at;
    if (!older && !newer) {
        return false;
    }
    if (!r->loaded) {
        load(ui);
    }
    if (older && !r->at) {
        buf_reset(&r->typed);
        buf_add_str(&r->typed, buf_str(&p->text));
    }
    if (older && r->at == r->count) {
        ui_say(ui, r->count ? "this is the first search that is remembered" : "no search is remembered yet");
        return true;
    }
    r->at = older ? r->at + 1 : r->at - 1;
    show(ui, r->at && r->texts ? r->texts[r->at - 1] : buf_str(&r->typed));
    return true;
}

void ui_remember_search(struct ui *ui, struct str text) {
    struct err e;
    text = str_trim(text);
    ui->prompt.recall.loaded = false;
    if (text.n && ui->marks && marks_remember_search(ui->marks, text, ui->host.now(ui->host.context), &e) < 0) {
        ui_fail(ui, "%s", e.text);
    }
}

void recall_release(struct recall *r) {
    arena_release(&r->arena);
    buf_release(&r->typed);
    *r = (struct recall){0};
}
