/* ui_notes: writing a note, in a line or in an editor. */
#include <string.h>

#include "pack.h"
#include "text.h"
#include "ui_marks.h"

static bool is_empty(const struct note *n) {
    return !n->quote.n && !n->text.n;
}

static void noted(struct ui *ui, struct request *request) {
    const struct note *n = &((const struct note_request *)request)->note;
    const char *what = n->uid.n ? "passage" : "note";
    struct buf subject = {0};
    if (request->has_failed) {
        ui_error_from(ui, &request->error);
        return;
    }
    undo_say_title(&subject, n->title);
    ui_changed(ui);
    if (is_empty(n)) {
        ui_info(ui, "Deleted the %s on %s. z undoes it.", what, buf_cstr(&subject));
    } else {
        ui_info(ui, "Kept the %s on %s", what, buf_cstr(&subject));
    }
    buf_release(&subject);
}

static void store(struct ui *ui, const struct note *n) {
    if (undo_may_begin(ui)) {
        ui_change(ui, &request_note(n, ui->host.now(ui->host.context))->request, noted);
    }
}

/* ---- while the prompt is open, the note is kept packed ---- */

static void keep(struct ui *ui, const struct note *n) {
    buf_reset(&ui->note);
    pack_str(&ui->note, n->key);
    pack_str(&ui->note, n->uid);
    pack_str(&ui->note, n->quote);
    pack_str(&ui->note, n->before);
    pack_str(&ui->note, n->after);
    pack_str(&ui->note, n->text);
    pack_str(&ui->note, n->title);
    pack_int(&ui->note, n->at);
    pack_int(&ui->note, n->day);
}

static struct note kept(const struct ui *ui) {
    struct unpack u = unpack_from(buf_str(&ui->note));
    struct note n = {.key = unpack_str(&u), .uid = unpack_str(&u)};
    n.quote = unpack_str(&u);
    n.before = unpack_str(&u);
    n.after = unpack_str(&u);
    n.text = unpack_str(&u);
    n.title = unpack_str(&u);
    n.at = unpack_int(&u);
    n.day = (int32_t)unpack_int(&u);
    return n;
}

/* A passage is stored even without a remark; of a note an empty text says that there is none. */
static void written(struct ui *ui, struct str text) {
    struct note n = kept(ui);
    bool is_new_passage = n.quote.n && !n.text.n;
    if (str_equal(n.text, text) && !(is_new_passage && n.uid.n)) {
        ui_info(ui, n.text.n ? "The note is unchanged" : "No note was written");
        return;
    }
    n.text = text;
    store(ui, &n);
}

static void accepted(struct ui *ui, struct str text) {
    written(ui, str_trim(text));
}

static void typed(struct ui *ui, struct str text) {
    (void)ui;
    (void)text;
}

static void cancelled(struct ui *ui) {
    (void)ui;
}

static void edit(struct ui *ui, struct str before) {
    struct buf text = {0}, clean = {0};
    struct err e;
    buf_add_str(&text, before);
    if (ui->host.edit_text(ui->host.context, &text, &e) < 0) {
        ui_error_from(ui, &e);
    } else {
        text_clean(&clean, buf_str(&text));
        written(ui, str_trim(buf_str(&clean)));
    }
    buf_release(&text);
    buf_release(&clean);
}

void ui_write_note(struct ui *ui, const struct note *note, bool in_editor) {
    static const struct prompt_ops ops = {.changed = typed, .accept = accepted, .cancel = cancelled};
    if (!undo_may_begin(ui)) {
        return;
    }
    keep(ui, note);
    struct str text = kept(ui).text;
    if (in_editor || (text.n && memchr(text.p, '\n', text.n))) {
        edit(ui, text);
    } else {
        ui_prompt(ui, note->uid.n ? "Remark: " : "Note: ", text, &ops);
    }
}

static void delete_it(struct ui *ui) {
    struct note n = kept(ui);
    n.text = n.quote = STR_NONE;
    store(ui, &n);
}

void ui_delete_note(struct ui *ui, const struct note *note) {
    keep(ui, note);
    ui_ask(ui, delete_it, note->uid.n ? "Delete this passage? " : "Delete this note? ");
}
