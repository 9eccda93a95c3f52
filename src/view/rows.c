/* rows: paints rows of lists. */
#include "english.h"
#include "text.h"
#include "view_private.h"

enum { WIDE_ROW = 66, NOTED_ROW = 50, SOURCE_COLUMNS = 22, TEXT_COLUMNS = 80 };

static int put_date(const struct grid *line, int column, int32_t day, bool wide) {
    struct buf text = {0};
    if (wide) {
        date_format(&text, day);
    } else {
        date_format_short(&text, day);
    }
    int room = wide ? 11 : 9;
    grid_put_right(line, 0, column + room, buf_str(&text), LOOK_DIM);
    buf_release(&text);
    return column + room + 1;
}

/* "★ " starred, "▸ " in the reading queue, "† " expired. */
static int put_signs(const struct grid *line, int column, const struct row *row) {
    int used = row->marks & ROW_STARRED ? grid_put(line, 0, column, STR("★"), LOOK_MARK | STYLE_STRONG) : 0;
    used += row->marks & ROW_QUEUED ? grid_put(line, 0, column + used, STR("▸"), LOOK_MARK | STYLE_STRONG) : 0;
    used += row->state & ROW_EXPIRED ? grid_put(line, 0, column + used, STR("†"), LOOK_DIM) : 0;
    return used ? used + 1 : 0;
}

void paint_article_row(const struct grid *line, const struct row *row, const struct matcher *found) {
    struct str source = line->columns >= WIDE_ROW ? row->source : STR_NONE;
    paint_article_row_noted(line, row, source, line->columns < 100 ? 16 : SOURCE_COLUMNS, found);
}

/* Marks matches in a text painted at `column` and cut to `columns`. */
static void show_found(const struct grid *line, int column, int columns, struct str text, const struct matcher *found) {
    struct match m;
    for (size_t at = 0; found && matcher_next(found, text, at, &m); at = m.offset + m.length) {
        int from = (int)text_columns(str_slice(text, 0, m.offset));
        int used = (int)text_columns(str_slice(text, m.offset, m.offset + m.length));
        if (from >= columns) {
            break;
        }
        grid_add_style(line, 0, column + from, from + used > columns ? columns - from : used, STYLE_MATCH);
    }
}

void paint_article_row_noted(const struct grid *line, const struct row *row, struct str note, int most,
                             const struct matcher *found) {
    bool wide = line->columns >= WIDE_ROW, unread = !(row->marks & ROW_READ);
    grid_put(line, 0, 0, unread ? STR("*") : STR(" "), LOOK_MARK | STYLE_STRONG);
    int column = put_date(line, 2, row->day, wide), end = line->columns - 1;
    if (row->state & ROW_DATED) {
        grid_put(line, 0, column - 1, STR("~"), LOOK_DIM);
    }
    if (note.n && line->columns >= NOTED_ROW) {
        int used = (int)text_columns(note);
        used = used > most ? most : used;
        grid_put_fit(line, 0, end - used, used, note, LOOK_DIM);
        end -= (wide ? most : used) + 2;
    }
    column += put_signs(line, column + 1, row);
    int used = grid_put_fit(line, 0, column + 1, end - column - 1, row->title, unread ? LOOK_TEXT | STYLE_STRONG : LOOK_TEXT);
    show_found(line, column + 1, used, row->title, found);
}

void paint_term_row(const struct grid *line, const struct term *t, bool with_authority) {
    struct buf text = {0};
    bool dated = line->columns >= 46;
    int end = line->columns - 1;
    if (dated) {
        date_format(&text, t->newest);
        grid_put_right(line, 0, end, buf_str(&text), LOOK_DIM);
        end -= 13;
    }
    buf_reset(&text);
    format_count(&text, t->count);
    grid_put_right(line, 0, end, buf_str(&text), LOOK_LABEL);
    int used = grid_put_fit(line, 0, 2, end - 10, t->label, t->count ? LOOK_TEXT : LOOK_DIM), room = end - 12 - used;
    if (with_authority && t->authority.n && room > 3) {
        grid_put_fit(line, 0, 4 + used, room, t->authority, LOOK_DIM);
    }
    buf_release(&text);
}

void paint_heading_row(const struct grid *line, struct str text) {
    grid_put_fit(line, 0, 1, line->columns - 2, text, LOOK_HEADING | STYLE_STRONG);
}

void paint_bar(const struct grid *line, int column, int columns, double share, bool ascii, style_t look) {
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    int length = columns > 0 ? (int)(share * columns * 8 + 0.5) : 0;
    length = length < 8 && share > 0 && ascii ? 8 : length < 1 && share > 0 && columns > 0 ? 1 : length;
    for (int i = 0; i < length / 8; i++) {
        grid_put(line, 0, column + i, ascii ? STR("#") : STR("█"), look);
    }
    if (!ascii) {
        grid_put(line, 0, column + length / 8, str_from(eighths[length % 8]), look);
    }
}

struct grid text_column(const struct grid *pane) {
    int margin = pane->columns > TEXT_COLUMNS + 4 ? (pane->columns - TEXT_COLUMNS) / 2 : pane->columns > 30 ? 2 : 0;
    margin = margin > 24 ? 24 : margin;
    int columns = pane->columns - 2 * margin;
    return grid_part(pane, 0, margin, pane->rows, columns > TEXT_COLUMNS ? TEXT_COLUMNS : columns);
}
