/* ui_paint: the frame around the views: breadcrumb above, one to three panes, status and hints below. */
#include <string.h>

#include "text.h"
#include "ui_private.h"

enum { ROWS_MIN = 5, COLUMNS_MIN = 20, TWO_PANES = 100, THREE_PANES = 160, FRAME_ROWS = 4, MESSAGE_ROWS = 4 };

static struct str arrow(const struct ui *ui) {
    return ui->ascii ? STR(" > ") : STR(" › ");
}

static struct description describe(struct view *v) {
    struct description d = {0};
    v->ops->describe(v, &d);
    return d;
}

static void description_release(struct description *d) {
    buf_release(&d->title);
    buf_release(&d->summary);
    buf_release(&d->left);
    buf_release(&d->right);
}

void view_title(struct view *v, struct buf *out) {
    struct description d = describe(v);
    buf_add_str(out, buf_str(&d.title));
    description_release(&d);
}

static void titles(struct ui *ui, size_t first, struct buf *out) {
    for (size_t i = 0; i < first; i++) {
        ui->crumbs[i] = 0;
    }
    for (size_t i = first; i <= ui->current; i++) {
        if (i > first) {
            buf_add_str(out, arrow(ui));
        }
        view_title(ui->history[i], out);
        ui->crumbs[i] = 1 + (int)text_columns(buf_str(out));
    }
}

/* The whole way when it fits, else its end: where one is matters more than where one came from. */
static void breadcrumb(struct ui *ui, const struct grid *line, struct str summary) {
    struct buf way = {0};
    grid_fill(line, 0, 0, 1, line->columns, LOOK_BREADCRUMB);
    int right = line->columns - 1;
    if (summary.n && (int)text_columns(summary) < line->columns / 2) {
        right = grid_put_right(line, 0, line->columns - 1, summary, LOOK_BREADCRUMB | STYLE_EM) - 2;
    }
    for (size_t first = 0; first <= ui->current; first++) {
        buf_reset(&way);
        if (first) {
            buf_puts(&way, ui->ascii ? "..." : "…");
            buf_add_str(&way, arrow(ui));
        }
        titles(ui, first, &way);
        if ((int)text_columns(buf_str(&way)) <= right - 1) {
            break;
        }
    }
    grid_put_fit(line, 0, 1, right - 1, buf_str(&way), LOOK_BREADCRUMB | STYLE_STRONG);
    buf_release(&way);
}

/* On as many lines as it needs, the last of them the status line; of more than fit, the first ones. */
static void message(struct ui *ui, const struct grid *all, int columns) {
    style_t look = ui->message_is_error ? LOOK_ERROR | STYLE_STRONG : LOOK_STATUS | STYLE_STRONG;
    struct str lines[MESSAGE_ROWS], rest = buf_str(&ui->message);
    int count = 0, bottom = all->rows - 2;
    bool covers = (int)text_columns(rest) > columns; /* what stands at the right */
    columns = covers ? all->columns - 2 : columns;
    for (; rest.n && count < MESSAGE_ROWS && count < bottom - 1; count++) {
        size_t n = text_line(rest, columns > 0 ? (size_t)columns : 0);
        lines[count] = str_slice(rest, 0, n);
        rest = str_trim(str_slice(rest, n ? n : rest.n, rest.n));
    }
    if (rest.n && count) {
        lines[count - 1].n = (size_t)(rest.p + rest.n - lines[count - 1].p);
    }
    for (int i = 0; i < count; i++) {
        struct grid line = grid_part(all, bottom - (count - 1 - i), 0, 1, all->columns);
        if (covers) {
            grid_fill(&line, 0, 0, 1, line.columns, LOOK_STATUS);
        }
        grid_put_fit(&line, 0, 1, columns, lines[i], look);
    }
}

/* At its right: what is under way, else what waits to be compared, else what the view says. */
static void status_right(const struct ui *ui, struct buf *right) {
    if (ui->activity.n) {
        buf_reset(right);
        buf_add_str(right, buf_str(&ui->activity));
    } else if (ui->compare_with.key.n) {
        buf_reset(right);
        buf_puts(right, "= ");
        buf_add_str(right, buf_str(&ui->compare_with.label));
    }
}

static void status(struct ui *ui, const struct grid *all, struct description *d) {
    struct grid line = grid_part(all, all->rows - 2, 0, 1, all->columns);
    int end = line.columns - 1;
    grid_fill(&line, 0, 0, 1, line.columns, LOOK_STATUS);
    status_right(ui, &d->right);
    if (d->right.n && (int)text_columns(buf_str(&d->right)) < line.columns / 2) {
        end = grid_put_right(&line, 0, end, buf_str(&d->right), LOOK_STATUS) - 2;
    }
    if (ui->message.n) {
        message(ui, all, end - 1);
    } else {
        grid_put_fit(&line, 0, 1, end - 1, buf_str(&d->left), LOOK_STATUS);
    }
}

/* "Enter open  / search": the keys strong, what they do plain; only whole hints. */
static void hints(struct ui *ui, const struct grid *line) {
    struct str rest = str_from(ui_view(ui)->ops->hints);
    int column = 1;
    while (rest.n) {
        const char *gap = memmem(rest.p, rest.n, "  ", 2);
        struct str hint = str_slice(rest, 0, gap ? (size_t)(gap - rest.p) : rest.n);
        const char *blank = memchr(hint.p, ' ', hint.n);
        size_t key = blank ? (size_t)(blank - hint.p) : hint.n;
        if (column + (int)text_columns(hint) > line->columns) {
            return;
        }
        column += grid_put(line, 0, column, str_slice(hint, 0, key), LOOK_HINT | STYLE_STRONG);
        column += grid_put(line, 0, column, str_slice(hint, key, hint.n), LOOK_HINT) + 2;
        rest = str_slice(rest, hint.n + 2, rest.n);
    }
}

static bool is_list_at(struct ui *ui, size_t back) {
    return ui->current >= back && ui->history[ui->current - back]->ops->is_list;
}

static void add_pane(struct ui *ui, size_t back, const struct grid *g, bool preview) {
    ui->panes[ui->pane_count++] = (struct pane){*g, ui->current - back, preview};
}

static void paint_view(struct ui *ui, size_t back, const struct grid *g) {
    struct view *v = ui->history[ui->current - back];
    add_pane(ui, back, g, false);
    ui_refresh(ui, v);
    v->ops->paint(v, ui, g, !back);
}

static struct grid take_left(struct grid *area, int columns) {
    struct grid left = grid_part(area, 0, 0, area->rows, columns);
    grid_vline(area, 0, columns, area->rows);
    *area = grid_part(area, 0, columns + 1, area->rows, area->columns - columns - 1);
    return left;
}

/* Three places, from the coarse to the fine: what led here, the view itself, what is selected in it. A reader is fine already,
 * so what led to it takes the places before it. */
static void panes(struct ui *ui, struct grid area, int *splits) {
    struct view *v = ui_view(ui);
    int columns = area.columns;
    bool two = columns >= TWO_PANES && !ui->zoomed, three = columns >= THREE_PANES && !ui->zoomed;
    size_t levels = v->ops->preview ? 1 : 2; /* how many lists may stand at the left */
    bool second = two && levels == 2 && is_list_at(ui, 1);
    bool first = three && is_list_at(ui, levels) && (levels == 1 || second);
    if (first) {
        struct grid left = take_left(&area, columns / 5);
        splits[0] = columns / 5;
        paint_view(ui, levels, &left);
    }
    if (second) {
        struct grid left = take_left(&area, columns * 2 / 5 - (first ? 8 : 0));
        splits[1] = area.column - 1;
        paint_view(ui, 1, &left);
    }
    if (two && v->ops->preview) {
        struct grid left = take_left(&area, columns * 2 / 5 - (first ? 8 : 0));
        splits[1] = area.column - 1;
        paint_view(ui, 0, &left);
        add_pane(ui, 0, &area, true);
        v->ops->preview(v, ui, &area);
    } else {
        paint_view(ui, 0, &area);
    }
}

static void joints(struct ui *ui, const struct grid *line, const int *splits) {
    for (int i = 0; i < 2; i++) {
        if (splits[i]) {
            grid_put(line, 0, splits[i], ui->ascii ? STR("+") : STR("┬"), LOOK_RULE);
        }
    }
}

void ui_paint(struct ui *ui, int rows, int columns) {
    if (ui->screen.rows != rows || ui->screen.columns != columns) {
        screen_resize(&ui->screen, rows, columns);
    }
    screen_clear(&ui->screen);
    ui->pane_count = 0;
    struct grid all = grid_all(&ui->screen);
    if (rows < ROWS_MIN || columns < COLUMNS_MIN) {
        grid_put(&all, 0, 0, STR("Window too small"), LOOK_TEXT);
        grid_cursor(&all, 0, 0);
        return;
    }
    int splits[2] = {0, 0};
    struct grid top = grid_part(&all, 0, 0, 1, columns), rule = grid_part(&all, 1, 0, 1, columns);
    struct grid last = grid_part(&all, rows - 1, 0, 1, columns);
    panes(ui, grid_part(&all, 2, 0, rows - FRAME_ROWS, columns), splits);
    struct description d = describe(ui_view(ui));
    breadcrumb(ui, &top, buf_str(&d.summary));
    grid_hline(&rule, 0, 0, columns);
    joints(ui, &rule, splits);
    status(ui, &all, &d);
    description_release(&d);
    if (ui->prompt.ops) {
        prompt_paint(ui, &last);
    } else {
        hints(ui, &last);
    }
}
