/* trending: topics and offerings of a list that are written of more, or less, than before: the 91 days to the newest
 * article of the archive against the mean of the four times as many before. */
#include <stdlib.h>
#include <string.h>

#include "english.h"
#include "text.h"
#include "view_private.h"

enum { QUARTER = 91, QUARTERS = 4, BEST = 8, HEAD_ROWS = 2 };

static const struct section {
    enum taxonomy taxonomy;
    double sign; /* of the change */
    const char *heading;
} sections[] = {
    {TAX_TOPIC, 1, "Topics written of more"},
    {TAX_TOPIC, -1, "Topics written of less"},
    {TAX_OFFERING, 1, "Offerings written of more"},
    {TAX_OFFERING, -1, "Offerings written of less"},
};

/* A heading, or a term with its articles of this quarter and of the four before. */
struct item {
    struct str heading; /* static; empty and no term: a blank line */
    int64_t term, now, before;
};

struct trending {
    struct view view;
    struct arena base_arena, query_arena;
    struct query base, lately, before;
    struct counter now_count, before_count;
    bool made;      /* the lines are of these counts */
    int32_t newest; /* DATE_NONE: there is no dated article */
    struct item lines[LENGTH(sections) * (BEST + 2)];
    struct list list;
    struct arena preview_arena;
    struct term preview_term;
    struct term_preview preview;
};

static bool can_select(const void *context, long row) {
    return ((const struct trending *)context)->lines[row].term != 0;
}

static const struct item *selected(const struct trending *t) {
    return t->list.selected < t->list.count && can_select(t, t->list.selected) ? &t->lines[t->list.selected] : NULL;
}

/* ---- the two spans of time ---- */

static int32_t newest_day(struct ui *ui) {
    struct query all = {0};
    struct page_request request = {.limit = 1};
    struct arena arena = {0};
    struct rows rows = {0};
    int32_t day = DATE_NONE;
    if (ui->cache && cache_find(ui->cache, &all, &request, &arena, &rows, NULL) == 0 && rows.count) {
        day = rows.rows[0].day;
    }
    arena_release(&arena);
    return day;
}

static struct query between(struct trending *t, int32_t from, int32_t before) {
    struct condition c = {.kind = CONDITION_DATES, .text = STR_NONE, .from = from > 0 ? from : 1, .before = before};
    return query_and(&t->base, &(struct query){&c, 1, t->base.sort}, &t->query_arena);
}

static void set_spans(struct trending *t, struct ui *ui) {
    t->newest = newest_day(ui);
    int32_t from = t->newest - QUARTER + 1;
    arena_release(&t->query_arena);
    t->lately = between(t, from, t->newest + 1);
    t->before = between(t, from - QUARTERS * QUARTER, from > 1 ? from : 1);
    counter_restart(&t->now_count, true);
    counter_restart(&t->before_count, true);
    t->made = false;
}

/* ---- lines ---- */

/* How far from what chance would do: one article more is much for a rare term and nothing for a frequent one. */
static double score(const struct item *l) {
    double mean = (double)l->before / QUARTERS, change = (double)l->now - mean;
    return change * (change < 0 ? -change : change) / (mean + 1);
}

static void insert(struct item *best, size_t *count, struct item one, double sign) {
    size_t at = *count;
    while (at && sign * score(&best[at - 1]) < sign * score(&one)) {
        at--;
    }
    if (at < BEST) {
        *count += *count < BEST;
        memmove(best + at + 1, best + at, (*count - at - 1) * sizeof *best);
        best[at] = one;
    }
}

static size_t find(const struct trending *t, enum taxonomy taxonomy, double sign, struct item *best) {
    const struct tally *now = &t->now_count.shown;
    size_t count = 0;
    for (size_t i = 0; i < now->term_count; i++) {
        struct item l = {STR_NONE, (int64_t)i, now->terms[i], tally_of_term(&t->before_count.shown, (int64_t)i)};
        if (now->taxonomies[i] == (uint8_t)taxonomy + 1 && sign * score(&l) > 0) {
            insert(best, &count, l, sign);
        }
    }
    return count;
}

static void add_section(struct trending *t, const struct section *section) {
    struct item best[BEST];
    size_t count = find(t, section->taxonomy, section->sign, best);
    if (count) {
        if (t->list.count) {
            t->lines[t->list.count++] = (struct item){.heading = STR_NONE};
        }
        t->lines[t->list.count++] = (struct item){.heading = str_from(section->heading)};
        memcpy(&t->lines[t->list.count], best, count * sizeof *best);
        t->list.count += (long)count;
    }
}

static void make_lines(struct trending *t) {
    const struct item *was = selected(t);
    int64_t term = was ? was->term : 0;
    t->list.count = 0;
    for (size_t i = 0; i < LENGTH(sections); i++) {
        add_section(t, &sections[i]);
    }
    for (long row = 0; row < t->list.count; row++) {
        t->list.selected = term && t->lines[row].term == term ? row : t->list.selected;
    }
    list_select(&t->list, t->list.selected);
    if (t->list.count) {
        list_settle(&t->list, -1, can_select, t);
    }
}

static bool work(struct view *v, struct ui *ui) {
    struct trending *t = (struct trending *)v;
    if (counter_work(&t->now_count, ui, &t->lately) || counter_work(&t->before_count, ui, &t->before)) {
        return true;
    }
    if (t->made || !counter_is_whole(&t->now_count) || !counter_is_whole(&t->before_count)) {
        return false;
    }
    make_lines(t);
    t->made = true;
    return true;
}

static void refresh(struct view *v, struct ui *ui) {
    struct trending *t = (struct trending *)v;
    t->preview.term = 0;
    t->preview_term.id = 0;
    set_spans(t, ui);
}

/* ---- looks ---- */

static void format_mean(struct buf *out, int64_t before) {
    format_count(out, before / QUARTERS);
    int64_t hundredths = before % QUARTERS * (100 / QUARTERS);
    if (hundredths) {
        buf_printf(out, hundredths % 10 ? ".%02lld" : ".%lld", (long long)(hundredths % 10 ? hundredths : hundredths / 10));
    }
}

/* `▲ Label  Authority            12   4.5` */
static void paint_term(const struct item *l, struct ui *ui, const struct grid *line) {
    enum { BEFORE_COLUMNS = 10, NOW_COLUMNS = 9 };
    struct arena arena = {0};
    struct buf now = {0}, before = {0};
    struct term term;
    int end = line->columns - 1, room = end - BEFORE_COLUMNS - NOW_COLUMNS - 5;
    format_count(&now, l->now);
    format_mean(&before, l->before);
    bool more = score(l) > 0;
    grid_put(line, 0, 2, ui->ascii ? (more ? STR("+") : STR("-")) : more ? STR("▲") : STR("▼"), LOOK_MARK | STYLE_STRONG);
    grid_put_right(line, 0, end, buf_str(&before), LOOK_DIM);
    grid_put_right(line, 0, end - BEFORE_COLUMNS, buf_str(&now), LOOK_LABEL);
    if (ui->cache && cache_term(ui->cache, l->term, &arena, &term, NULL) == 0) {
        int used = grid_put_fit(line, 0, 4, room, term.label, LOOK_TEXT);
        if (term.authority.n && room - used > 5) {
            grid_put_fit(line, 0, 6 + used, room - used - 2, term.authority, LOOK_DIM);
        }
    }
    buf_release(&now);
    buf_release(&before);
    arena_release(&arena);
}

struct painting {
    struct trending *trending;
    struct ui *ui;
};

static void paint_line(void *context, long row, const struct grid *line, bool is_selected) {
    struct painting *p = context;
    const struct item *l = &p->trending->lines[row];
    (void)is_selected;
    if (l->term) {
        paint_term(l, p->ui, line);
        return;
    }
    paint_heading_row(line, l->heading);
    if (l->heading.n) {
        int end = grid_put_right(line, 0, line->columns - 1, STR("mean"), LOOK_DIM);
        grid_put_right(line, 0, end - 6, STR("now"), LOOK_DIM);
    }
}

static void head(const struct trending *t, struct buf *out) {
    if (!t->newest) {
        buf_puts(out, "there is no dated article to compare");
        return;
    }
    buf_printf(out, "%d days to ", QUARTER);
    date_format(out, t->newest);
    buf_puts(out, ", against the mean of the four times as many before");
}

static void paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct trending *t = (struct trending *)v;
    struct painting p = {t, ui};
    struct grid below = grid_part(g, HEAD_ROWS, 0, g->rows - HEAD_ROWS, g->columns);
    struct buf text = {0};
    head(t, &text);
    grid_put_fit(g, 0, 1, g->columns - 2, buf_str(&text), LOOK_DIM);
    list_paint(&t->list, &below, focused, paint_line, &p);
    buf_release(&text);
}

static void preview(struct view *v, struct ui *ui, const struct grid *g) {
    struct trending *t = (struct trending *)v;
    const struct item *l = selected(t);
    if (l && ui->cache && t->preview_term.id != l->term) {
        arena_release(&t->preview_arena);
        t->preview_term.id = 0;
        if (cache_term(ui->cache, l->term, &t->preview_arena, &t->preview_term, NULL) < 0) {
            return;
        }
    }
    paint_term_preview(&t->preview, ui, l ? &t->preview_term : NULL, g);
}

static void title(struct view *v, struct buf *out) {
    (void)v;
    buf_puts(out, "Trending");
}

static void summary(struct view *v, struct buf *out) {
    struct trending *t = (struct trending *)v;
    if (counter_is_whole(&t->now_count) && counter_is_whole(&t->before_count)) {
        format_counted(out, t->now_count.shown.articles, "article", "articles");
        buf_puts(out, " · mean ");
        format_mean(out, t->before_count.shown.articles);
    }
}

static void status(struct view *v, struct buf *left, struct buf *right) {
    struct trending *t = (struct trending *)v;
    (void)right;
    counter_say_part(&t->now_count, left);
    if (!left->n) {
        counter_say_part(&t->before_count, left);
    }
    if (!left->n && !t->list.count) {
        buf_puts(left, "nothing is written of more or less than before");
    }
}

/* ---- as any list ---- */

static void move(struct view *v, struct ui *ui, struct motion m) {
    struct trending *t = (struct trending *)v;
    (void)ui;
    list_move(&t->list, m, can_select, t);
}

static void open(struct view *v, struct ui *ui) {
    const struct item *l = selected((struct trending *)v);
    struct view *next = l ? view_term_page(ui, l->term) : NULL;
    if (next) {
        ui_push(ui, next);
    } else if (!l) {
        ui_say(ui, "nothing is selected");
    }
}

static void point(struct view *v, struct ui *ui, int row) {
    struct trending *t = (struct trending *)v;
    if (row >= HEAD_ROWS && list_point(&t->list, row - HEAD_ROWS, can_select, t)) {
        open(v, ui);
    }
}

static int64_t term(struct view *v) {
    const struct item *l = selected((struct trending *)v);
    return l ? l->term : 0;
}

static const struct query *query(struct view *v) {
    return &((struct trending *)v)->base;
}

static void release(struct view *v) {
    struct trending *t = (struct trending *)v;
    counter_release(&t->now_count);
    counter_release(&t->before_count);
    arena_release(&t->base_arena);
    arena_release(&t->query_arena);
    arena_release(&t->preview_arena);
    arena_release(&t->preview.arena);
    free(t);
}

static const struct view_ops ops = {
    .name = "trending",
    .hints = "Enter open  o browser  f facets  T timeline  h back  ? help",
    .stays_beside = true,
    .release = release,
    .title = title,
    .summary = summary,
    .status = status,
    .paint = paint,
    .preview = preview,
    .move = move,
    .point = point,
    .open = open,
    .term = term,
    .query = query,
    .refresh = refresh,
    .work = work,
};

struct view *view_trending(struct ui *ui, const struct query *q) {
    struct trending *t = xcalloc(1, sizeof *t);
    t->view.ops = &ops;
    t->base = query_and(q, &(struct query){.sort = q->sort}, &t->base_arena);
    t->now_count.wanted = TALLY_TERMS | TALLY_TAXONOMIES;
    t->before_count.wanted = TALLY_TERMS;
    set_spans(t, ui);
    return &t->view;
}
