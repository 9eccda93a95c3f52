/* rows: paints rows of lists. */
#include "english.h"
#include "spoken.h"
#include "text.h"
#include "view_private.h"

enum { WIDE_ROW = 66, NOTED_ROW = 50, DATE_COLUMN = 2, DATE_COLUMNS = 8, SIGNS_COLUMN = 11, TITLE_COLUMN = 14, TITLE_MIN = 30 };

int32_t ui_today(const struct ui *ui) {
    return ui->host.now ? date_of_time(ui->host.now(ui->host.context)) : DATE_NONE;
}

/* Returns the columns that it used. */
static int put_date(const struct ui *ui, const struct grid *line, int column, int32_t day) {
    struct buf text = {0};
    date_format_by_age(&text, day, ui_today(ui));
    int used = grid_put(line, 0, column, buf_str(&text), LOOK_DIM);
    buf_release(&text);
    return used;
}

/* Each has a column of its own. */
static void put_signs(const struct grid *line, unsigned marks) {
    grid_put(line, 0, 0, marks & ROW_READ ? STR(" ") : STR("●"), LOOK_MARK | STYLE_STRONG);
    grid_put(line, 0, SIGNS_COLUMN, marks & ROW_QUEUED ? STR("▸") : STR(" "), LOOK_MARK | STYLE_STRONG);
    grid_put(line, 0, SIGNS_COLUMN + 1, marks & ROW_STARRED ? STR("★") : STR(" "), LOOK_MARK | STYLE_STRONG);
}

int source_columns(const struct rows *rows) {
    size_t most = 0;
    for (size_t i = 0; i < rows->count; i++) {
        size_t columns = text_columns(rows->rows[i].source);
        most = columns > most ? columns : most;
    }
    return (int)most;
}

void paint_article_row(struct ui *ui, const struct grid *line, const struct row *row, int source, const struct matcher *found) {
    int most = line->columns < 100 ? 16 : line->columns / 4;
    bool shown = (line->columns >= WIDE_ROW || ui->accessible) && source;
    paint_article_row_noted(ui, line, row, shown ? row->source : STR_NONE, source < most ? source : most, found);
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

void paint_article_row_noted(struct ui *ui, const struct grid *line, const struct row *row, struct str note, int columns,
                             const struct matcher *found) {
    bool unread = !(row->marks & ROW_READ);
    int column = TITLE_COLUMN, end = line->columns - 1;
    if (ui->accessible) {
        spoken_article(line, row, note);
        return;
    }
    put_signs(line, row->marks);
    int dated = put_date(ui, line, DATE_COLUMN, row->day);
    grid_put(line, 0, DATE_COLUMN + dated, row->state & ROW_DATED ? STR("~") : STR_NONE, LOOK_DIM);
    if (note.n && line->columns >= NOTED_ROW && end - columns - 2 - column >= TITLE_MIN) {
        grid_put_fit(line, 0, end - columns, columns, note, LOOK_DIM);
        end -= columns + 2;
    }
    if (row->state & ROW_EXPIRED) {
        column += grid_put(line, 0, column, STR("† "), LOOK_DIM);
    }
    int used = grid_put_fit(line, 0, column, end - column, row->title, unread ? LOOK_TEXT | STYLE_STRONG : LOOK_TEXT);
    show_found(line, column, used, row->title, found);
}

void paint_term_row(struct ui *ui, const struct grid *line, const struct term *t, bool with_authority) {
    struct buf text = {0};
    int end = line->columns - 1;
    if (line->columns >= 46) {
        put_date(ui, line, end - DATE_COLUMNS, t->newest);
        end -= DATE_COLUMNS + 2;
    }
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

struct grid text_column(const struct ui *ui, const struct grid *pane) {
    int measure = ui->measure, margin = pane->columns > measure + 4 ? (pane->columns - measure) / 2
                                        : pane->columns > 30        ? 2
                                                                    : 0;
    margin = margin > 24 ? 24 : margin;
    int columns = pane->columns - 2 * margin;
    return grid_part(pane, 0, margin, pane->rows, columns > measure ? measure : columns);
}

struct layout_options text_layout(const struct ui *ui, int columns) {
    return (struct layout_options){.columns = columns, .ascii = ui->ascii, .even_lines = ui->even_lines};
}
