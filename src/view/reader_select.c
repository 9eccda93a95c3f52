/* reader_select: selecting lines and words of the text, and keeping them as a passage. */
#include <string.h>

#include "english.h"
#include "key.h"
#include "passage.h"
#include "reader.h"
#include "text.h"

/* ---- the body within the page's text ---- */

static uint32_t body_begins(const struct reader *r) {
    return (uint32_t)(r->rendered.body_end - r->rendered.body.text.n);
}

static uint32_t body_ends(const struct reader *r) {
    return (uint32_t)r->rendered.body_end;
}

/* The text of a line, within the body; false: it has none. */
static bool text_of_line(const struct reader *r, long line, uint32_t *from, uint32_t *to) {
    const struct page *p = &r->rendered.page;
    *from = UINT32_MAX;
    *to = 0;
    for (uint32_t i = 0; line >= 0 && line < (long)p->line_count && i < p->lines[line].run_count; i++) {
        const struct run *run = &p->runs[p->lines[line].first_run + i];
        if (run->offset != RUN_NO_OFFSET && run->text.n) {
            uint32_t end = run->offset + (uint32_t)run->text.n;
            *from = run->offset < *from ? run->offset : *from;
            *to = end > *to ? end : *to;
        }
    }
    *from = *from < body_begins(r) ? body_begins(r) : *from;
    *to = *to > body_ends(r) ? body_ends(r) : *to;
    return *from < *to;
}

/* ---- the selection ---- */

void reader_select(struct reader *r, struct ui *ui) {
    struct selection *s = &r->selection;
    if (reader_end_selection(r)) {
        return;
    }
    for (long line = r->top; line < r->top + r->rows && !s->on; line++) {
        s->on = text_of_line(r, line, &s->from, &s->to);
    }
    s->moves_start = false;
    r->focus = 0;
    if (!s->on) {
        ui_info(ui, "No text to select here");
    }
}

bool reader_end_selection(struct reader *r) {
    bool had = r->selection.on;
    r->selection.on = false;
    return had;
}

/* The end that is moved is held within the body, and beyond the other. */
static void set_end(struct reader *r, uint32_t offset) {
    struct selection *s = &r->selection;
    if (s->moves_start ? offset >= body_begins(r) && offset < s->to : offset <= body_ends(r) && offset > s->from) {
        *(s->moves_start ? &s->from : &s->to) = offset;
    }
    uint32_t seen = s->moves_start ? s->from : s->to - 1;
    reader_show_line(r, (long)page_line_of(&r->rendered.page, seen));
}

/* To the next line with text, in that direction. */
static void move_lines(struct reader *r, int by) {
    struct selection *s = &r->selection;
    uint32_t from, to;
    long line = (long)page_line_of(&r->rendered.page, s->moves_start ? s->from : s->to - 1) + by;
    while (line >= 0 && line < (long)r->rendered.page.line_count && !text_of_line(r, line, &from, &to)) {
        line += by;
    }
    if (line >= 0 && line < (long)r->rendered.page.line_count) {
        set_end(r, s->moves_start ? from : to);
    }
}

static bool blank_at(const struct reader *r, uint32_t at) {
    struct str text = r->rendered.doc.text;
    return at >= text.n || is_blank(text.p[at]);
}

/* The start goes to the starts of words, the end to their ends. */
static void move_words(struct reader *r, int by) {
    struct selection *s = &r->selection;
    uint32_t at = s->moves_start ? s->from : s->to, first = body_begins(r), last = body_ends(r);
    bool ends = !s->moves_start;
    if (by > 0) {
        while (at < last && blank_at(r, at) == ends) {
            at++;
        }
        while (at < last && blank_at(r, at) != ends) {
            at++;
        }
    } else {
        while (at > first && blank_at(r, at - 1) != ends) {
            at--;
        }
        while (at > first && blank_at(r, at - 1) == ends) {
            at--;
        }
    }
    set_end(r, at);
}

static bool continues_character(const struct reader *r, uint32_t at) {
    struct str text = r->rendered.doc.text;
    return at < text.n && ((unsigned char)text.p[at] & 0xc0) == 0x80;
}

static void move_characters(struct reader *r, int by) {
    uint32_t at = r->selection.moves_start ? r->selection.from : r->selection.to;
    do {
        at += (uint32_t)by;
    } while (at > 0 && continues_character(r, at));
    set_end(r, at);
}

static void swap_ends(struct reader *r, int by) {
    (void)by;
    r->selection.moves_start = !r->selection.moves_start;
    set_end(r, r->selection.moves_start ? r->selection.from : r->selection.to);
}

static const struct {
    const char *keys;
    void (*move)(struct reader *r, int by);
    int by;
} moves[] = {
    {"j Down", move_lines, 1},       {"k Up", move_lines, -1},        {"w", move_words, 1}, {"b", move_words, -1},
    {"l Right", move_characters, 1}, {"h Left", move_characters, -1}, {"o", swap_ends, 0},
};

static bool is_among(const char *names, int key) {
    struct str rest = str_from(names);
    while (rest.n) {
        const char *blank = memchr(rest.p, ' ', rest.n);
        size_t n = blank ? (size_t)(blank - rest.p) : rest.n;
        if (key_parse(str_slice(rest, 0, n)) == key) {
            return true;
        }
        rest = str_slice(rest, n + 1, rest.n);
    }
    return false;
}

static struct str selected_text(const struct reader *r) {
    return str_trim(str_slice(r->rendered.doc.text, r->selection.from, r->selection.to));
}

static void copy(struct reader *r, struct ui *ui) {
    struct buf done = {0};
    struct err e;
    if (ui->host.copy(ui->host.context, selected_text(r), &done, &e) < 0) {
        ui_error_from(ui, &e);
    } else {
        ui_info(ui, "Copied the selected text: %s", buf_cstr(&done));
    }
    buf_release(&done);
    reader_end_selection(r);
}

bool reader_select_key(struct reader *r, struct ui *ui, int key) {
    if (!r->selection.on) {
        return false;
    }
    for (size_t i = 0; i < ARRAY_SIZE(moves); i++) {
        if (is_among(moves[i].keys, key)) {
            for (int n = ui->times ? ui->times : 1; n > 0; n--) {
                moves[i].move(r, moves[i].by);
            }
            return true;
        }
    }
    if (key == key_parse(STR("y"))) {
        copy(r, ui);
        return true;
    }
    return false;
}

static size_t count_words(struct str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.n; i++) {
        count += !is_blank(text.p[i]) && (!i || is_blank(text.p[i - 1]));
    }
    return count;
}

void reader_say_selection(const struct reader *r, struct buf *out) {
    format_counted(out, (int64_t)count_words(selected_text(r)), "word", "words");
    buf_puts(out, ": \" keeps, y copies, j k w b h l move the end, o takes the other");
}

/* ---- keeping it ---- */

static struct str new_uid(const struct reader *r, int64_t now, struct arena *arena) {
    uint64_t hash = str_hash(selected_text(r)) * 31 + r->selection.from, uid = hash * 1000003 + (uint64_t)now;
    return arena_printf(arena, "%016llx", (unsigned long long)uid);
}

bool reader_keep_selection(struct reader *r, struct ui *ui, bool in_editor) {
    const struct article *a = &r->rendered.article;
    struct arena arena = {0};
    if (!r->selection.on) {
        return false;
    }
    struct str body = r->rendered.body.text, quote = selected_text(r);
    size_t at = (size_t)(quote.p - r->rendered.doc.text.p) - body_begins(r);
    struct note n = {.key = a->key,
                     .uid = new_uid(r, ui->host.now(ui->host.context), &arena),
                     .quote = quote,
                     .at = (int64_t)at,
                     .text = STR_NONE,
                     .title = a->title,
                     .day = a->date.day};
    passage_around(body, at, at + quote.n, &n.before, &n.after);
    ui_write_note(ui, &n, in_editor);
    reader_end_selection(r);
    arena_release(&arena);
    return true;
}
