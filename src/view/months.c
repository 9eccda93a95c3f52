/* months: a sparkline of a page's articles by month. */
#include "cooccurring.h"
#include "text.h"

enum { LABEL_COLUMNS = 12, NAME_COLUMNS = 8, LEVELS = 8 };

static void find_span(const struct facet_counts *t, size_t *first, size_t *last) {
    *first = *last = 0;
    for (size_t i = 1; i < t->month_count; i++) { /* month 0 is of the undated */
        if (t->months[i]) {
            *first = *first ? *first : i;
            *last = i;
        }
    }
}

bool has_months(const struct facet_counts *t) {
    size_t first, last;
    find_span(t, &first, &last);
    return last > first;
}

static void month_name(size_t month, struct buf *out) {
    int year, of_year;
    month_split(month, &year, &of_year);
    struct buf day = {0};
    date_format(&day, date_day(year, of_year, 1));
    buf_add_str(out, str_trim(str_slice(buf_str(&day), 1, day.n))); /* of "1 Nov 2021" */
    buf_release(&day);
}

static uint64_t sum(const struct facet_counts *t, size_t from, size_t to) {
    uint64_t n = 0;
    for (size_t i = from; i < to && i < t->month_count; i++) {
        n += t->months[i];
    }
    return n;
}

/* None is a blank, few a low bar, the maximum a full one. */
static void add_bar(struct buf *out, uint64_t n, uint64_t most) {
    static const char *const bars[LEVELS] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    buf_puts(out, n ? bars[(n * LEVELS - 1) / most] : " ");
}

/* Each bar stands for `step` months. */
static void add_bars(const struct facet_counts *t, size_t first, size_t last, size_t step, struct buf *out) {
    uint64_t most = 1;
    for (size_t i = first; i <= last; i += step) {
        uint64_t n = sum(t, i, i + step);
        most = n > most ? n : most;
    }
    for (size_t i = first; i <= last; i += step) {
        add_bar(out, sum(t, i, i + step), most);
    }
}

void paint_months_row(const struct grid *line, const struct facet_counts *t) {
    size_t first, last;
    struct buf text = {0};
    find_span(t, &first, &last);
    int room = line->columns - 1 - 2 - LABEL_COLUMNS, names = 2 * (NAME_COLUMNS + 1);
    bool named = room >= names + LEVELS;
    room -= named ? names : 0;
    if (room < 1 || last <= first) {
        return;
    }
    size_t months = last - first + 1, step = (months + (size_t)room - 1) / (size_t)room;
    grid_put_fit(line, 0, 2, LABEL_COLUMNS - 1, step == 1 ? STR("By month") : STR("Timeline"), LOOK_LABEL);
    int column = 2 + LABEL_COLUMNS;
    if (named) {
        month_name(first, &text);
        column += grid_put(line, 0, column, buf_str(&text), LOOK_DIM) + 1;
        buf_reset(&text);
    }
    add_bars(t, first, last, step, &text);
    column += grid_put(line, 0, column, buf_str(&text), LOOK_TEXT) + 1;
    if (named) {
        buf_reset(&text);
        month_name(last, &text);
        grid_put(line, 0, column, buf_str(&text), LOOK_DIM);
    }
    buf_release(&text);
}
