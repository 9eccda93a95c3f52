/* trending: topics and offerings of a list that are written of more, or less, than before: the 91 days to the newest
 * article of the archive against the mean of the four times as many before. */
#include <stdlib.h>
#include <string.h>

#include "english.h"
#include "list_view.h"
#include "text.h"

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
    struct list_view base;
    struct arena base_arena, query_arena;
    struct query of, lately, before;
    struct counter now_count, before_count;
    bool made;      /* the lines are of these counts */
    int32_t newest; /* DATE_NONE: there is no dated article */
    struct item lines[LENGTH(sections) * (BEST + 2)];
};

static const struct item *line_of(const struct list_view *l, long row) {
    return &((const struct trending *)l)->lines[row];
}

static bool can_select(const struct list_view *l, long row) {
    return line_of(l, row)->term != 0;
}

static void subject(const struct list_view *l, long row, struct subject *s) {
    s->term = line_of(l, row)->term;
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
    return query_and(&t->of, &(struct query){&c, 1, t->of.sort}, &t->query_arena);
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
        if (t->base.list.count) {
            t->lines[t->base.list.count++] = (struct item){.heading = STR_NONE};
        }
        t->lines[t->base.list.count++] = (struct item){.heading = str_from(section->heading)};
        memcpy(&t->lines[t->base.list.count], best, count * sizeof *best);
        t->base.list.count += (long)count;
    }
}

static void make_lines(struct trending *t) {
    struct place before = list_view_place(&t->base.view);
    t->base.list.count = 0;
    for (size_t i = 0; i < LENGTH(sections); i++) {
        add_section(t, &sections[i]);
    }
    list_view_go(&t->base.view, NULL, before);
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
    preview_forget(&t->base.preview);
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

static void paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line) {
    const struct item *item = line_of(l, row);
    if (item->term) {
        paint_term(item, ui, line);
        return;
    }
    paint_heading_row(line, item->heading);
    if (item->heading.n) {
        int end = grid_put_right(line, 0, line->columns - 1, STR("mean"), LOOK_DIM);
        grid_put_right(line, 0, end - 6, STR("now"), LOOK_DIM);
    }
}

static void paint_head(const struct list_view *l, const struct grid *line) {
    const struct trending *t = (const struct trending *)l;
    struct buf text = {0};
    if (t->newest) {
        buf_printf(&text, "%d days to ", QUARTER);
        date_format(&text, t->newest);
        buf_puts(&text, ", against the mean of the four times as many before");
    } else {
        buf_puts(&text, "there is no dated article to compare");
    }
    grid_put_fit(line, 0, 1, line->columns - 2, buf_str(&text), LOOK_DIM);
    buf_release(&text);
}

static const struct row_ops rows = {
    .paint = paint_row, .can_select = can_select, .subject = subject, .head_rows = HEAD_ROWS, .paint_head = paint_head};

static void describe(struct view *v, struct description *d) {
    struct trending *t = (struct trending *)v;
    buf_puts(&d->title, "Trending");
    if (counter_is_whole(&t->now_count) && counter_is_whole(&t->before_count)) {
        format_counted(&d->summary, t->now_count.shown.articles, "article", "articles");
        buf_puts(&d->summary, " · mean ");
        format_mean(&d->summary, t->before_count.shown.articles);
    }
    counter_say_part(&t->now_count, &d->left);
    if (!d->left.n) {
        counter_say_part(&t->before_count, &d->left);
    }
    if (!d->left.n && !t->base.list.count) {
        buf_puts(&d->left, "nothing is written of more or less than before");
    }
}

/* ---- as any list ---- */

static void listing(struct view *v, struct listing *l) {
    l->query = &((struct trending *)v)->of;
}

static void release(struct view *v) {
    struct trending *t = (struct trending *)v;
    list_view_release(&t->base);
    counter_release(&t->now_count);
    counter_release(&t->before_count);
    arena_release(&t->base_arena);
    arena_release(&t->query_arena);
    free(t);
}

static const struct view_ops ops = {
    .name = "trending",
    .hints = "Enter open  o browser  f facets  T timeline  h back  ? help",
    .stays_beside = true,
    .release = release,
    .describe = describe,
    .paint = list_view_paint,
    .preview = list_view_preview,
    .move = list_view_move,
    .point = list_view_point,
    .act = list_view_act,
    .subject = list_view_subject,
    .listing = listing,
    .refresh = refresh,
    .work = work,
};

struct view *view_trending(struct ui *ui, const struct query *q) {
    struct trending *t = xcalloc(1, sizeof *t);
    t->base.view.ops = &ops;
    t->base.rows = &rows;
    t->of = query_and(q, &(struct query){.sort = q->sort}, &t->base_arena);
    t->now_count.wanted = TALLY_TERMS | TALLY_TAXONOMIES;
    t->before_count.wanted = TALLY_TERMS;
    set_spans(t, ui);
    return &t->base.view;
}
