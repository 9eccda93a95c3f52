/* trending: rising and falling topics and offerings of a list: the 91 days up to the newest article of the archive, against the
 * average of the four quarters before. */
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
    {TAX_TOPIC, 1, "Rising topics"},
    {TAX_TOPIC, -1, "Falling topics"},
    {TAX_OFFERING, 1, "Rising offerings"},
    {TAX_OFFERING, -1, "Falling offerings"},
};

/* A heading, or a term with its articles of this quarter and of the four before. */
struct trend {
    struct str heading; /* static; empty and no term: a blank line */
    int64_t term, now, before;
};

struct trending {
    struct list_view base;
    struct arena of_arena;
    struct query of;
    struct slot slot;
    bool has_newest; /* the newest day is known: */
    int32_t newest;  /* DATE_NONE: there is no dated article */
    struct live_count now_count, before_count;
    struct trend lines[ARRAY_SIZE(sections) * (BEST + 2)];
    struct names names; /* of the lines */
};

static const struct trend *line_of(const struct list_view *l, long row) {
    return &((const struct trending *)l)->lines[row];
}

static bool can_select(const struct list_view *l, long row) {
    return line_of(l, row)->term != 0;
}

static void subject(const struct list_view *l, long row, struct subject *s) {
    s->term = line_of(l, row)->term;
}

/* ---- the two spans of time ---- */

static void count(struct trending *t, struct ui *ui, struct live_count *c, int32_t from, int32_t before) {
    struct condition days = {.kind = CONDITION_DATES, .text = STR_NONE, .from = from > 0 ? from : 1, .before = before};
    struct arena arena = {0};
    struct query q = query_and(&t->of, &(struct query){&days, 1, t->of.sort}, &arena);
    live_count_ask(c, ui, &q, true);
    arena_release(&arena);
}

static void take(void *owner, void *context, struct request *request) {
    struct trending *t = owner;
    t->newest = request->has_failed ? DATE_NONE : ((struct archive_request *)request)->newest;
    t->has_newest = true;
    int32_t from = t->newest - QUARTER + 1;
    count(t, context, &t->now_count, from, t->newest + 1);
    count(t, context, &t->before_count, from - QUARTERS * QUARTER, from > 1 ? from : 1);
    ui_error_from_request(context, request);
    request_free(request);
}

static void refresh(struct view *v, struct ui *ui) {
    struct trending *t = (struct trending *)v;
    preview_forget(&t->base.preview);
    ui_send(ui, &t->slot, &request_archive()->request);
    ui_wait(ui, &t->slot);
}

/* ---- lines ---- */

/* By how much the change exceeds chance: one more article is a lot for a rare term and nothing for a frequent one. */
static double score(const struct trend *l) {
    double mean = (double)l->before / QUARTERS, change = (double)l->now - mean;
    return change * (change < 0 ? -change : change) / (mean + 1);
}

static void insert(struct trend *best, size_t *count, struct trend one, double sign) {
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

static size_t find(const struct trending *t, enum taxonomy taxonomy, double sign, struct trend *best) {
    const struct facet_counts *now = live_count_facets(&t->now_count), *before = live_count_facets(&t->before_count);
    size_t count = 0;
    for (size_t i = 0; i < now->term_count; i++) {
        struct trend l = {STR_NONE, (int64_t)i, now->terms[i], facet_counts_of_term(before, (int64_t)i)};
        if (now->taxonomies[i] == (uint8_t)taxonomy + 1 && sign * score(&l) > 0) {
            insert(best, &count, l, sign);
        }
    }
    return count;
}

static void add_section(struct trending *t, const struct section *section) {
    struct trend best[BEST];
    size_t count = find(t, section->taxonomy, section->sign, best);
    if (count) {
        if (t->base.list.count) {
            t->lines[t->base.list.count++] = (struct trend){.heading = STR_NONE};
        }
        t->lines[t->base.list.count++] = (struct trend){.heading = str_from(section->heading)};
        memcpy(&t->lines[t->base.list.count], best, count * sizeof *best);
        t->base.list.count += (long)count;
    }
}

static bool is_complete(const struct trending *t) {
    return live_count_is_complete(&t->now_count) && live_count_is_complete(&t->before_count);
}

static void counted(void *owner, struct ui *ui) {
    struct trending *t = owner;
    struct list_position before = list_view_position(&t->base.view);
    int64_t ids[ARRAY_SIZE(t->lines)];
    size_t count = 0;
    if (!is_complete(t)) {
        return;
    }
    t->base.list.count = 0;
    for (size_t i = 0; i < ARRAY_SIZE(sections); i++) {
        add_section(t, &sections[i]);
    }
    for (long row = 0; row < t->base.list.count; row++) {
        ids[count] = t->lines[row].term;
        count += ids[count] != 0;
    }
    names_ask(&t->names, ui, t->now_count.cache_generation, ids, count);
    list_view_go(&t->base.view, ui, before);
}

/* ---- painting ---- */

static void format_mean(struct buf *out, int64_t before) {
    format_count(out, before / QUARTERS);
    int64_t hundredths = before % QUARTERS * (100 / QUARTERS);
    if (hundredths) {
        buf_printf(out, hundredths % 10 ? ".%02lld" : ".%lld", (long long)(hundredths % 10 ? hundredths : hundredths / 10));
    }
}

/* `▲ Label  Authority            12   4.5` */
static void paint_term(const struct trend *l, const struct name *name, struct ui *ui, const struct grid *line) {
    enum { BEFORE_COLUMNS = 10, NOW_COLUMNS = 9 };
    struct buf now = {0}, before = {0};
    int end = line->columns - 1, room = end - BEFORE_COLUMNS - NOW_COLUMNS - 5;
    format_count(&now, l->now);
    format_mean(&before, l->before);
    bool more = score(l) > 0;
    grid_put(line, 0, 2, ui->ascii ? (more ? STR("+") : STR("-")) : more ? STR("▲") : STR("▼"), LOOK_MARK | STYLE_STRONG);
    grid_put_right(line, 0, end, buf_str(&before), LOOK_DIM);
    grid_put_right(line, 0, end - BEFORE_COLUMNS, buf_str(&now), LOOK_LABEL);
    if (name) {
        int used = grid_put_fit(line, 0, 4, room, name->term->label, LOOK_TEXT);
        if (name->term->authority.n && room - used > 5) {
            grid_put_fit(line, 0, 6 + used, room - used - 2, name->term->authority, LOOK_DIM);
        }
    }
    buf_release(&now);
    buf_release(&before);
}

static void paint_row(const struct list_view *l, struct ui *ui, long row, const struct grid *line) {
    const struct trend *item = line_of(l, row);
    if (item->term) {
        paint_term(item, names_find(&((const struct trending *)l)->names, item->term), ui, line);
        return;
    }
    paint_heading_row(line, item->heading);
    if (item->heading.n) {
        int end = grid_put_right(line, 0, line->columns - 1, STR("average"), LOOK_DIM);
        grid_put_right(line, 0, end - 3, STR("now"), LOOK_DIM);
    }
}

static void paint_head(const struct list_view *l, const struct grid *line) {
    const struct trending *t = (const struct trending *)l;
    struct buf text = {0};
    if (t->newest) {
        buf_printf(&text, "Last %d days (to ", QUARTER);
        date_format(&text, t->newest);
        buf_puts(&text, ") against the average of the four quarters before");
    } else if (t->has_newest) {
        buf_puts(&text, "No dated articles to compare");
    }
    grid_put_fit(line, 0, 1, line->columns - 2, buf_str(&text), LOOK_DIM);
    buf_release(&text);
}

static const struct row_ops rows = {
    .paint = paint_row, .can_select = can_select, .subject = subject, .head_rows = HEAD_ROWS, .paint_head = paint_head};

static void describe(struct view *v, struct description *d) {
    struct trending *t = (struct trending *)v;
    buf_puts(&d->title, "Trending");
    if (is_complete(t)) {
        format_counted(&d->summary, live_count_facets(&t->now_count)->articles, "article", "articles");
        buf_puts(&d->summary, " · average ");
        format_mean(&d->summary, live_count_facets(&t->before_count)->articles);
    }
    live_count_say_progress(&t->now_count, &d->left);
    if (!d->left.n) {
        live_count_say_progress(&t->before_count, &d->left);
    }
    if (!d->left.n && !t->base.list.count) {
        buf_puts(&d->left, "nothing is rising or falling");
    }
}

/* ---- the view ---- */

static void listing(struct view *v, struct listing *l) {
    l->query = &((struct trending *)v)->of;
}

static void release(struct view *v) {
    struct trending *t = (struct trending *)v;
    slot_cancel(&t->slot);
    list_view_release(&t->base);
    names_release(&t->names);
    live_count_release(&t->now_count);
    live_count_release(&t->before_count);
    arena_release(&t->of_arena);
    free(t);
}

static const struct view_ops ops = {
    .name = "trending",
    .hints = "open open  open-source browser  facets facets  timeline timeline  back back",
    .is_list = true,
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
};

struct view *view_trending(struct ui *ui, const struct query *q) {
    struct trending *t = xcalloc(1, sizeof *t);
    t->base.view.ops = &ops;
    t->base.rows = &rows;
    t->of = query_and(q, &(struct query){.sort = q->sort}, &t->of_arena);
    t->slot = (struct slot){.answered = take, .owner = t};
    t->now_count = (struct live_count){.wanted = COUNT_TERMS | COUNT_TAXONOMIES, .counted = counted, .owner = t};
    t->before_count = (struct live_count){.wanted = COUNT_TERMS, .counted = counted, .owner = t};
    refresh(&t->base.view, ui);
    return &t->base.view;
}
