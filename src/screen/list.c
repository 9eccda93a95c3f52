/* list: moving and scrolling. */
#include "list.h"

long list_target(const struct list *l, struct motion m) {
    long page = l->rows > 1 ? l->rows : 1;
    switch (m.kind) {
    case MOTION_ROWS:
        return l->selected + m.by;
    case MOTION_HALF_PAGES:
        return l->selected + m.by * (page > 1 ? page / 2 : 1);
    case MOTION_PAGES:
        return l->selected + m.by * page;
    case MOTION_FIRST:
        return m.by ? m.by - 1 : 0;
    case MOTION_LAST:
        return m.by ? m.by - 1 : l->count - 1;
    }
    return l->selected;
}

void list_select(struct list *l, long row) {
    long before = l->selected;
    l->selected = row >= l->count ? l->count - 1 : row;
    l->selected = l->selected < 0 ? 0 : l->selected;
    l->loose = l->loose && l->selected == before;
}

void list_set_count(struct list *l, long count) {
    l->count = count;
    list_select(l, l->selected);
}

static bool seek(struct list *l, long step, list_can_select *can, const void *context) {
    for (long row = l->selected; row >= 0 && row < l->count; row += step) {
        if (can(context, row)) {
            l->selected = row;
            return true;
        }
    }
    return false;
}

void list_skip_headings(struct list *l, long from, list_can_select *can, const void *context) {
    long step = l->selected < from ? -1 : 1;
    if (!seek(l, step, can, context)) {
        seek(l, -step, can, context);
    }
}

/* The n-th row, from 1, that can be selected; past the end if there are fewer. */
static long numbered(const struct list *l, long number, list_can_select *can, const void *context) {
    long row = 0;
    while (row < l->count && (number -= can(context, row)) > 0) {
        row++;
    }
    return row;
}

void list_move(struct list *l, struct motion m, list_can_select *can, const void *context) {
    long from = l->selected;
    bool is_number = (m.kind == MOTION_FIRST || m.kind == MOTION_LAST) && m.by > 0;
    list_select(l, is_number ? numbered(l, m.by, can, context) : list_target(l, m));
    if (l->count) {
        list_skip_headings(l, l->selected < from ? l->count : -1, can, context);
    }
}

bool list_point(struct list *l, int row, list_can_select *can, const void *context) {
    long target = l->top + row, before = l->selected;
    if (target >= l->count || !can(context, target)) {
        return false;
    }
    l->selected = target;
    return target == before;
}

void list_scroll(struct list *l, long by) {
    l->top += by;
    l->loose = true;
}

/* Of a window that shows the list alone: not past its ends. */
static void hold_top(struct list *l) {
    l->top = l->top > l->count - l->rows ? l->count - l->rows : l->top;
    l->top = l->top < 0 ? 0 : l->top;
}

static void scroll(struct list *l, long rows) {
    l->rows = rows;
    if (l->loose) {
        hold_top(l);
        return;
    }
    l->top = l->selected < l->top ? l->selected : l->top;
    l->top = l->selected >= l->top + rows ? l->selected - rows + 1 : l->top;
    hold_top(l);
    /* The heading above the first row that can be selected must be reachable. */
    l->top = (l->selected < 2 && l->selected < rows) ? 0 : l->top;
}

void list_paint(struct list *l, const struct grid *g, bool focused, list_paint_row *paint, void *context) {
    if (g->rows < 1) {
        return;
    }
    l->loose = l->loose && !focused;
    scroll(l, g->rows);
    for (long i = 0; i < g->rows && l->top + i < l->count; i++) {
        struct grid line = grid_part(g, (int)i, 0, 1, g->columns);
        bool selected = l->top + i == l->selected;
        paint(context, l->top + i, &line, selected);
        if (selected) {
            grid_add_style(&line, 0, 0, line.columns, focused ? STYLE_SELECTED : STYLE_PASSIVE);
            if (focused) {
                grid_cursor(&line, 0, 0);
            }
        }
    }
}
