/* spoken: rows of lists as sentences. */
#include "spoken.h"

#include "date.h"
#include "english.h"
#include "text.h"

enum { TITLE_MIN = 24 };

void spoken_article(const struct grid *line, const struct row *row, struct str note) {
    struct buf before = {0}, after = {0};
    buf_puts(&before, row->marks & ROW_READ ? "" : "unread, ");
    buf_puts(&before, row->marks & ROW_STARRED ? "starred, " : "");
    buf_puts(&before, row->marks & ROW_QUEUED ? "queued, " : "");
    buf_puts(&before, row->state & ROW_EXPIRED ? "expired, " : "");
    if (note.n) {
        buf_printf(&after, ", %.*s", (int)note.n, note.p);
    }
    buf_puts(&after, !row->day ? "" : row->state & ROW_DATED ? ", about " : ", ");
    date_format_long(&after, row->day);
    int column = grid_put(line, 0, 0, buf_str(&before), LOOK_TEXT);
    int room = line->columns - column - (int)text_columns(buf_str(&after));
    room = room < TITLE_MIN ? TITLE_MIN : room;
    column += grid_put_fit(line, 0, column, room, row->title, LOOK_TEXT);
    grid_put_fit(line, 0, column, line->columns - column, buf_str(&after), LOOK_TEXT);
    buf_release(&before);
    buf_release(&after);
}

static bool can_select(const struct list_view *l, long row) {
    return !l->rows->can_select || l->rows->can_select(l, row);
}

/* Among those that can be selected. */
static void say_number(const struct list_view *l, long row, struct buf *out) {
    int64_t number = 0, count = 0;
    for (long i = 0; i < l->list.count; i++) {
        count += can_select(l, i);
        number += i <= row && can_select(l, i);
    }
    format_count(out, number);
    buf_puts(out, " of ");
    format_count(out, count);
}

void spoken_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line) {
    struct buf text = {0};
    if (can_select(l, row)) {
        (l->rows->number ? l->rows->number : say_number)(l, row, &text);
        buf_puts(&text, text.n ? ", " : "");
    }
    int column = grid_put(line, 0, 0, buf_str(&text), LOOK_TEXT);
    struct grid rest = grid_part(line, 0, column, 1, line->columns - column);
    buf_reset(&text);
    l->rows->paint(l, ui, row, &rest);
    grid_plain(&rest);
    grid_phrases(&rest, &text);
    grid_fill(&rest, 0, 0, 1, rest.columns, LOOK_TEXT);
    grid_put_fit(&rest, 0, 0, rest.columns, buf_str(&text), LOOK_TEXT);
    buf_release(&text);
}
