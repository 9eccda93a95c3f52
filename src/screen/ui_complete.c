/* ui_complete: Tab in a prompt. The first one writes what all candidates begin with, or the best of them; further ones go
 * through them, Shift-Tab the other way. */
#include <string.h>

#include "ui_private.h"

static struct str candidate(const struct prompt *p, size_t index) {
    return index == p->candidates.count ? p->candidates.common : p->candidates.texts[index];
}

/* Replaces the text there; true if it changed. */
static bool write(struct prompt *p, struct str text, size_t cursor) {
    struct candidates *c = &p->candidates;
    struct str old = str_slice(buf_str(&p->text), c->from, c->to);
    bool differs = !str_equal(old, text);
    struct buf made = {0};
    buf_add_str(&made, str_slice(buf_str(&p->text), 0, c->from));
    buf_add_str(&made, text);
    buf_add_str(&made, str_slice(buf_str(&p->text), c->to, p->text.n));
    buf_release(&p->text);
    p->text = made;
    p->cursor = c->from + cursor;
    c->to = c->from + text.n;
    return differs;
}

/* "2 of 3: Atlas Mobile · Quote · Atlas": from the chosen one on. */
static void say_candidates(struct ui *ui) {
    const struct prompt *p = &ui->prompt;
    size_t count = p->candidates.count, first = p->chosen == count ? 0 : p->chosen;
    struct buf text = {0};
    if (p->chosen == count) {
        buf_printf(&text, "%zu: ", count);
    } else {
        buf_printf(&text, "%zu of %zu: ", p->chosen + 1, count);
    }
    for (size_t i = 0; i < count; i++) {
        buf_printf(&text, "%s%s", i ? " \302\267 " : "", candidate(p, (first + i) % count).p);
    }
    ui_info(ui, "%s", buf_cstr(&text));
    buf_release(&text);
}

static void choose(struct prompt *p, size_t index) {
    p->chosen = index;
    struct str text = candidate(p, index);
    write(p, text, index == p->candidates.count ? p->candidates.common_cursor : text.n);
}

/* What is already there is passed over. */
static void choose_next(struct prompt *p, int by) {
    size_t count = p->candidates.count, next = by > 0 ? 0 : count - 1;
    if (p->chosen < count) {
        next = (p->chosen + (by > 0 ? 1 : count - 1)) % count;
    }
    p->chosen = next;
    if (!write(p, candidate(p, next), candidate(p, next).n) && count > 1) {
        choose(p, (next + (by > 0 ? 1 : count - 1)) % count);
    }
}

static void begin(struct ui *ui, int by) {
    struct prompt *p = &ui->prompt;
    prompt_forget_candidates(p);
    p->ops->complete(ui, buf_str(&p->text), p->cursor, &p->arena, &p->candidates);
    p->completing = p->candidates.count > 0;
    p->chosen = p->candidates.count;
    if (p->candidates.common.n && by > 0) {
        choose(p, p->chosen);
    } else if (p->completing) {
        choose_next(p, by);
    }
}

/* A single candidate ends completion: the next Tab completes the new text. */
static void end_of_one(struct ui *ui) {
    if (ui->prompt.candidates.count == 1) {
        prompt_forget_candidates(&ui->prompt);
    } else if (!ui->message_is_error) {
        say_candidates(ui);
    }
}

bool prompt_complete(struct ui *ui, int key) {
    struct prompt *p = &ui->prompt;
    int by = key == KEY_TAB_ ? 1 : key == KEY_SHIFT_TAB_ ? -1 : 0;
    if (!by || !p->ops->complete) {
        return false;
    }
    if (p->completing) {
        choose_next(p, by);
    } else {
        begin(ui, by);
    }
    if (p->completing) {
        prompt_changed(ui);
        end_of_one(ui);
    } else if (!ui->message_is_error) {
        ui_info(ui, "No completions");
    }
    return true;
}
