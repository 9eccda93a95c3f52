/* ui_paint: the frame around the views: breadcrumb above, one to three panes, status and hints below. */
#include <string.h>

#include "text.h"
#include "ui_private.h"

enum {
    ROWS_MIN = 4,
    COLUMNS_MIN = 20,
    TWO_PANES = 100,
    THREE_PANES = 160,
    FRAME_ROWS = 3,
    MESSAGE_ROWS = 4,
    PANE_COLUMNS = 20
};

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
    buf_release(&d->number);
    buf_release(&d->left);
    buf_release(&d->right);
}

void view_title(struct view *v, struct buf *out) {
    struct description d = describe(v);
    buf_add_str(out, buf_str(&d.title));
    description_release(&d);
}

/* The parts of the breadcrumb. A view with the title of the one before it adds nothing to the path. */
struct path {
    struct buf text;
    struct crumb {
        size_t view, from, to; /* in the history; in text */
        int columns;
    } crumbs[HISTORY_MAX];
    size_t count;
};

static struct str crumb_text(const struct path *p, size_t i) {
    return str_slice(buf_str(&p->text), p->crumbs[i].from, p->crumbs[i].to);
}

static void find_path(struct ui *ui, struct path *p) {
    for (size_t i = 0; i <= ui->current; i++) {
        struct crumb *c = &p->crumbs[p->count];
        *c = (struct crumb){.view = i, .from = p->text.n};
        view_title(ui->history[i], &p->text);
        c->to = p->text.n;
        c->columns = (int)text_columns(crumb_text(p, p->count));
        if (p->count && str_equal(crumb_text(p, p->count), crumb_text(p, p->count - 1))) {
            p->crumbs[p->count - 1].view = i;
        } else {
            p->count++;
        }
    }
}

/* Columns of the first part, a "…" for what is left out, and the parts from `from` on; from 1: the whole path. */
static int path_columns(const struct path *p, size_t from, int gap) {
    int columns = p->crumbs[0].columns + (from > 1 ? gap + 1 : 0);
    for (size_t i = from; i < p->count; i++) {
        columns += gap + p->crumbs[i].columns;
    }
    return columns;
}

static void put_crumb(struct ui *ui, const struct grid *line, int *column, int end, const struct path *p, size_t i) {
    style_t look = LOOK_BREADCRUMB | (i + 1 == p->count ? STYLE_STRONG : 0);
    if (*column > 1) {
        *column += grid_put(line, 0, *column, arrow(ui), LOOK_RULE);
    }
    *column += grid_put_fit(line, 0, *column, end - *column, crumb_text(p, i), look);
    ui->crumbs[p->crumbs[i].view] = *column;
}

/* The whole path if it fits, else its first part and as many of the last ones as fit. */
static void breadcrumb(struct ui *ui, const struct grid *line, struct str summary) {
    enum { LAST_MIN = 24 };
    struct path p = {0};
    int end = line->columns - 1, column = 1, gap = (int)text_columns(arrow(ui));
    memset(ui->crumbs, 0, sizeof ui->crumbs);
    if (summary.n && (int)text_columns(summary) < line->columns / 2) {
        end = grid_put_right(line, 0, end, summary, LOOK_DIM) - 2;
    }
    find_path(ui, &p);
    size_t from = 1;
    while (from + 1 < p.count && path_columns(&p, from, gap) > end - 1) {
        from++;
    }
    bool whole = path_columns(&p, from, gap) <= end - 1;
    if (whole || p.count < 2 || end - p.crumbs[0].columns - 2 * gap > LAST_MIN) {
        put_crumb(ui, line, &column, end, &p, 0);
    }
    if (from > 1) {
        column += column > 1 ? grid_put(line, 0, column, arrow(ui), LOOK_RULE) : 0;
        column += grid_put(line, 0, column, STR("…"), LOOK_RULE);
    }
    for (size_t i = from; i < p.count; i++) {
        put_crumb(ui, line, &column, end, &p, i);
    }
    buf_release(&p.text);
}

/* The message on as many lines as it needs, the last of them the status line. One that needs too many loses its middle. */
static void message(struct ui *ui, const struct grid *all, int columns) {
    style_t look = ui->message_is_error ? LOOK_ERROR | STYLE_STRONG : LOOK_STATUS | STYLE_STRONG;
    struct buf text = {0};
    int count = 0, bottom = all->rows - 2, most = bottom - 1 < MESSAGE_ROWS ? bottom - 1 : MESSAGE_ROWS;
    bool covers = (int)text_columns(buf_str(&ui->message)) > columns; /* what stands at the right */
    columns = covers ? all->columns - 2 : columns;
    /* Lines end at blanks, so they may hold a few columns less. */
    text_fit_middle(&text, buf_str(&ui->message), (size_t)(most > 1 ? most * columns - columns / 4 : columns));
    struct str lines[MESSAGE_ROWS], rest = buf_str(&text);
    for (; rest.n && count < most; count++) {
        size_t n = count + 1 < most ? text_line(rest, columns > 0 ? (size_t)columns : 0) : rest.n;
        lines[count] = str_slice(rest, 0, n);
        rest = str_trim(str_slice(rest, n ? n : rest.n, rest.n));
    }
    for (int i = 0; i < count; i++) {
        struct grid line = grid_part(all, bottom - (count - 1 - i), 0, 1, all->columns);
        if (covers) {
            grid_fill(&line, 0, 0, 1, line.columns, LOOK_STATUS);
        }
        grid_put_fit(&line, 0, 1, columns, lines[i], look);
    }
    buf_release(&text);
}

/* At its right: what is under way, else what waits to be compared, else what the view says. */
static void status_right(const struct ui *ui, struct buf *right) {
    if (ui->activity.n) {
        buf_reset(right);
        buf_add_str(right, buf_str(&ui->activity));
    } else if (ui->accessible) { /* how far one is changes with each key */
        buf_reset(right);
    } else if (ui->compare_with.key.n) {
        buf_reset(right);
        buf_puts(right, "= ");
        buf_add_str(right, buf_str(&ui->compare_with.label));
    }
}

/* "12 of 3,412 · filter: atlas · its title". When heard, a row says all that itself. */
static void status_left(const struct ui *ui, const struct view *v, struct description *d, struct buf *out) {
    if (ui->accessible && v->ops->is_list) {
        buf_reset(&d->number);
        buf_reset(&d->left);
    }
    buf_add_str(out, buf_str(&d->number));
    if (v->filter.n) {
        buf_printf(out, "%sfilter: %s", out->n ? " · " : "", v->filter.p);
    }
    if (d->left.n) {
        buf_printf(out, "%s%s", out->n ? " · " : "", d->left.p);
    }
}

static void status(struct ui *ui, const struct grid *all, struct description *d) {
    struct grid line = grid_part(all, all->rows - 2, 0, 1, all->columns);
    struct buf left = {0};
    int end = line.columns - 1;
    grid_fill(&line, 0, 0, 1, line.columns, LOOK_STATUS);
    status_right(ui, &d->right);
    if (d->right.n && (int)text_columns(buf_str(&d->right)) < line.columns / 2) {
        end = grid_put_right(&line, 0, end, buf_str(&d->right), LOOK_STATUS) - 2;
    }
    if (ui->typed_count) {
        keys_pending(ui, &left);
        grid_put_fit(&line, 0, 1, end - 1, buf_str(&left), LOOK_STATUS | STYLE_STRONG);
    } else if (ui->message.n) {
        message(ui, all, end - 1);
    } else {
        status_left(ui, ui_view(ui), d, &left);
        grid_put_fit(&line, 0, 1, end - 1, buf_str(&left), LOOK_STATUS);
    }
    buf_release(&left);
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

static int outer_columns(const struct ui *ui, int columns) {
    int most = columns - 2 * PANE_COLUMNS, share = columns * ui->outer_share / 100;
    return share > most ? most : share;
}

/* Beside a third pane a little less. None is without room for its rows. */
static int inner_columns(const struct ui *ui, int columns, bool first) {
    int left = columns - (first ? outer_columns(ui, columns) + 1 : 0);
    int share = columns * ui->inner_share / 100 - (first ? 8 : 0);
    share = share > left - PANE_COLUMNS ? left - PANE_COLUMNS : share;
    return share < PANE_COLUMNS ? PANE_COLUMNS : share;
}

/* Three places, from the coarse to the fine: what led here, the view itself, what is selected in it. A reader is fine already,
 * so what led to it takes the places before it. */
static void panes(struct ui *ui, struct grid area) {
    struct view *v = ui_view(ui);
    int columns = area.columns;
    bool one = ui->zoomed || ui->accessible, two = columns >= TWO_PANES && !one, three = columns >= THREE_PANES && !one;
    size_t levels = v->ops->preview ? 1 : 2; /* how many lists may stand at the left */
    bool second = two && levels == 2 && is_list_at(ui, 1);
    bool first = three && is_list_at(ui, levels) && (levels == 1 || second);
    if (first) {
        struct grid left = take_left(&area, outer_columns(ui, columns));
        paint_view(ui, levels, &left);
    }
    if (second) {
        struct grid left = take_left(&area, inner_columns(ui, columns, first));
        paint_view(ui, 1, &left);
    }
    if (two && v->ops->preview) {
        struct grid left = take_left(&area, inner_columns(ui, columns, first));
        paint_view(ui, 0, &left);
        add_pane(ui, 0, &area, true);
        v->ops->preview(v, ui, &area);
    } else {
        paint_view(ui, 0, &area);
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
    struct grid top = grid_part(&all, 0, 0, 1, columns), last = grid_part(&all, rows - 1, 0, 1, columns);
    panes(ui, grid_part(&all, 1, 0, rows - FRAME_ROWS, columns));
    struct description d = describe(ui_view(ui));
    breadcrumb(ui, &top, buf_str(&d.summary));
    status(ui, &all, &d);
    description_release(&d);
    ui->hint_count = 0;
    if (ui->prompt.ops) {
        prompt_paint(ui, &last);
    } else {
        hints_paint(ui, &last);
    }
    if (ui->accessible) {
        grid_plain(&all);
    }
}
