/* ui_edit: keys in a prompt; what is typed acts at each. */
#include <string.h>

#include "text.h"
#include "ui_private.h"

static size_t before(const struct prompt *p, size_t at) {
    struct str text = buf_str(&p->text);
    size_t last = 0;
    for (size_t i = 0; i < at; i += text_cluster(str_slice(text, i, text.n)).bytes) {
        last = i;
    }
    return last;
}

static size_t cluster_end(const struct prompt *p, size_t at) {
    struct str rest = str_slice(buf_str(&p->text), at, p->text.n);
    return rest.n ? at + text_cluster(rest).bytes : at;
}

static void cut(struct prompt *p, size_t from, size_t to) {
    if (to > from) { /* else there may be no text yet to move */
        memmove(p->text.p + from, p->text.p + to, p->text.n - to);
        buf_truncate(&p->text, p->text.n - (to - from));
    }
    p->cursor = from;
}

static size_t word_start(const struct prompt *p) {
    size_t at = p->cursor;
    while (at && p->text.p[at - 1] == ' ') {
        at--;
    }
    while (at && p->text.p[at - 1] != ' ') {
        at--;
    }
    return at;
}

static bool insert_text(struct prompt *p, struct str text) {
    if (!text.n || p->text.n + text.n > PASTE_MAX) {
        return false;
    }
    buf_reserve(&p->text, text.n);
    memmove(p->text.p + p->cursor + text.n, p->text.p + p->cursor, p->text.n - p->cursor);
    memcpy(p->text.p + p->cursor, text.p, text.n);
    buf_filled(&p->text, text.n);
    p->cursor += text.n;
    return true;
}

static bool insert(struct prompt *p, int key) {
    struct buf character = {0};
    if (key < 0x20 || key == 0x7f || key > 0x10ffff) {
        return false;
    }
    text_encode(&character, (uint32_t)key);
    bool inserted = text_is_clean(buf_str(&character)) && insert_text(p, buf_str(&character));
    buf_release(&character);
    return inserted;
}

/* True if the text has changed. */
static bool edit(struct prompt *p, int key) {
    size_t n = p->text.n;
    switch (key) {
    case KEY_BACKSPACE_:
        if (p->cursor) {
            cut(p, before(p, p->cursor), p->cursor);
        }
        break;
    case KEY_DELETE_:
        cut(p, p->cursor, cluster_end(p, p->cursor));
        break;
    case KEY_CTRL('u'):
        cut(p, 0, p->cursor);
        break;
    case KEY_CTRL('w'):
        cut(p, word_start(p), p->cursor);
        break;
    case KEY_CTRL('k'):
        buf_truncate(&p->text, p->cursor);
        break;
    case KEY_LEFT_:
    case KEY_CTRL('b'):
        p->cursor = before(p, p->cursor);
        break;
    case KEY_RIGHT_:
    case KEY_CTRL('f'):
        p->cursor = cluster_end(p, p->cursor);
        break;
    case KEY_HOME_:
    case KEY_CTRL('a'):
        p->cursor = 0;
        break;
    case KEY_END_:
    case KEY_CTRL('e'):
        p->cursor = p->text.n;
        break;
    default:
        return insert(p, key);
    }
    return p->text.n != n;
}

static bool list_motion(int key, struct motion *m) {
    static const struct {
        int key;
        struct motion motion;
    } motions[] = {
        {KEY_UP_, {MOTION_ROWS, -1}},       {KEY_DOWN_, {MOTION_ROWS, 1}},       {KEY_CTRL('p'), {MOTION_ROWS, -1}},
        {KEY_CTRL('n'), {MOTION_ROWS, 1}},  {KEY_SHIFT_TAB_, {MOTION_ROWS, -1}}, {KEY_TAB_, {MOTION_ROWS, 1}},
        {KEY_PAGE_UP_, {MOTION_PAGES, -1}}, {KEY_PAGE_DOWN_, {MOTION_PAGES, 1}}, {KEY_WHEEL_UP, {MOTION_ROWS, -3}},
        {KEY_WHEEL_DOWN, {MOTION_ROWS, 3}},
    };
    for (size_t i = 0; i < ARRAY_SIZE(motions); i++) {
        if (motions[i].key == key) {
            *m = motions[i].motion;
            return true;
        }
    }
    return false;
}

static bool is_faulty(const struct prompt *p) {
    return p->fault_to > p->fault_from;
}

/* The fault is reported again when only the cursor moved. */
static void edited(struct ui *ui, bool changed) {
    struct prompt *p = &ui->prompt;
    p->recall.at = 0;
    p->recall.is_wanted = false;
    prompt_forget_candidates(p);
    if (changed || is_faulty(p)) {
        prompt_changed(ui);
    }
}

/* One line, whose own blanks stay; lines are parted by one. */
static void clean_paste(struct buf *out, struct str text) {
    struct buf clean = {0};
    text_clean(&clean, text);
    struct str lines = buf_str(&clean);
    while (lines.n && strchr("\n\t ", lines.p[lines.n - 1])) {
        lines.n--;
    }
    for (size_t i = 0; i < lines.n; i++) {
        bool blank = lines.p[i] == '\n' || lines.p[i] == '\t';
        buf_putc(out, blank ? ' ' : lines.p[i]);
    }
    buf_release(&clean);
}

void prompt_paste(struct ui *ui, struct str text) {
    struct buf line = {0};
    bool fits = text.n <= PASTE_MAX && ui->prompt.text.n + text.n <= PASTE_MAX;
    if (!fits) {
        ui_info(ui, "Paste ignored: a prompt holds at most %d MB", PASTE_MAX >> 20);
        return;
    }
    clean_paste(&line, text);
    edited(ui, insert_text(&ui->prompt, buf_str(&line)));
    buf_release(&line);
}

static void line_key(struct ui *ui, int key) {
    struct view *v = ui_view(ui);
    struct motion m;
    const struct prompt_ops *ops = ui->prompt.ops;
    if (key == KEY_ENTER_) {
        if (!ops->is_good || ops->is_good(ui, buf_str(&ui->prompt.text))) {
            prompt_finish(ui, true);
        }
    } else if (key == KEY_ESCAPE_ || key == KEY_CTRL('g') || (key == KEY_BACKSPACE_ && !ui->prompt.text.n)) {
        prompt_finish(ui, false);
    } else if (list_motion(key, &m)) {
        if (v->ops->move) {
            v->ops->move(v, ui, m);
        }
    } else {
        edited(ui, edit(&ui->prompt, key));
    }
}

static void answer(struct ui *ui, int key) {
    void (*yes)(struct ui * ui) = ui->prompt.yes;
    ui->prompt.ops = NULL;
    if (key == 'y' || key == 'Y') {
        yes(ui);
    } else {
        ui_info(ui, "Cancelled");
    }
}

void prompt_key(struct ui *ui, int key) {
    ui->prompt.recall.is_wanted = false;
    if (ui->prompt.yes) {
        answer(ui, key);
    } else if (!prompt_complete(ui, key) && !recall_key(ui, key) && !lines_key(ui, key)) {
        line_key(ui, key);
    }
}
