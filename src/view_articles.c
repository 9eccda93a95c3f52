/* view_articles: the articles of any query, newest first, fetched in chunks around the selected one; for a term, with what it
 * is above. */
#include "view_articles.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

static void chunk_release(struct chunk *c) {
    arena_release(&c->arena);
    *c = (struct chunk){0};
}

static long window_count(const struct articles *a) {
    long count = 0;
    for (size_t i = 0; i < a->chunk_count; i++) {
        count += (long)a->chunks[i].rows.count;
    }
    return count;
}

static long head_count(const struct articles *a) {
    return a->at_start ? a->head.count : 0;
}

const struct row *articles_row(const struct articles *a, long row) {
    row -= head_count(a);
    for (size_t i = 0; row >= 0 && i < a->chunk_count; i++) {
        if (row < (long)a->chunks[i].rows.count) {
            return &a->chunks[i].rows.rows[row];
        }
        row -= (long)a->chunks[i].rows.count;
    }
    return NULL;
}

static const struct row *selected_row(const struct articles *a) {
    return articles_row(a, a->list.selected);
}

static int fetch(struct articles *a, struct ui *ui, int64_t after, bool backwards, struct chunk *chunk) {
    struct page_request request = {.after = after, .backwards = backwards, .limit = CHUNK_ROWS};
    struct err e;
    *chunk = (struct chunk){0};
    if (!ui->cache) {
        return 0;
    }
    if (cache_find(ui->cache, &a->shown, &request, &chunk->arena, &chunk->rows, &e) < 0) {
        chunk_release(chunk);
        if (e.code != ERR_BUSY) {
            ui_fail_err(ui, &e);
        }
        return -1;
    }
    return 0;
}

static void update_count(struct articles *a) {
    list_set_count(&a->list, head_count(a) + window_count(a));
}

static void clear_window(struct articles *a) {
    while (a->chunk_count) {
        chunk_release(&a->chunks[--a->chunk_count]);
    }
    a->at_start = a->at_end = false;
    a->first_number = -1;
}

static void drop_first_chunk(struct articles *a) {
    long head = head_count(a), n = (long)a->chunks[0].rows.count;
    a->at_start = false;
    chunk_release(&a->chunks[0]);
    memmove(&a->chunks[0], &a->chunks[1], --a->chunk_count * sizeof a->chunks[0]);
    a->chunks[a->chunk_count] = (struct chunk){0};
    a->first_number = a->first_number < 0 ? -1 : a->first_number + n;
    a->list.selected -= head + n;
    a->list.top -= head + n;
}

/* Each returns by how much the rows already there moved down. */
static long extend_down(struct articles *a, struct ui *ui) {
    struct chunk chunk;
    long before = a->list.selected;
    const struct chunk *last = a->chunk_count ? &a->chunks[a->chunk_count - 1] : NULL;
    if (fetch(a, ui, last ? last->rows.rows[last->rows.count - 1].id : 0, false, &chunk) < 0) {
        a->at_end = true;
        return 0;
    }
    a->at_end = chunk.rows.count < CHUNK_ROWS;
    if (!chunk.rows.count) {
        chunk_release(&chunk);
        return 0;
    }
    if (a->chunk_count == CHUNKS) {
        drop_first_chunk(a);
    }
    a->chunks[a->chunk_count++] = chunk;
    long moved = a->list.selected - before;
    a->list.count = head_count(a) + window_count(a);
    return moved;
}

static long extend_up(struct articles *a, struct ui *ui) {
    struct chunk chunk;
    if (fetch(a, ui, a->chunk_count ? a->chunks[0].rows.rows[0].id : 0, true, &chunk) < 0) {
        a->at_start = true;
        return 0;
    }
    a->at_start = chunk.rows.count < CHUNK_ROWS;
    if (a->at_start) {
        a->first_number = 0;
    } else if (a->first_number >= 0) {
        a->first_number -= (long)chunk.rows.count;
    }
    if (chunk.rows.count && a->chunk_count == CHUNKS) {
        chunk_release(&a->chunks[--a->chunk_count]);
        a->at_end = false;
    }
    long moved = (long)chunk.rows.count + head_count(a);
    if (chunk.rows.count) {
        memmove(&a->chunks[1], &a->chunks[0], a->chunk_count++ * sizeof a->chunks[0]);
        a->chunks[0] = chunk;
    } else {
        chunk_release(&chunk);
    }
    a->list.selected += moved;
    a->list.top += moved;
    a->list.count = head_count(a) + window_count(a);
    return moved;
}

static bool can_select(const void *context, long row) {
    const struct articles *a = context;
    return row >= head_count(a) || a->head.rows[row].term.id || a->head.rows[row].article;
}

static void load_first(struct articles *a, struct ui *ui) {
    clear_window(a);
    a->at_start = true;
    a->first_number = 0;
    a->list.top = a->list.selected = 0;
    extend_down(a, ui);
    a->at_start = true;
    update_count(a);
    list_select(&a->list, head_count(a));
    list_settle(&a->list, 0, can_select, a);
}

static void load_last(struct articles *a, struct ui *ui) {
    clear_window(a);
    a->at_end = true;
    extend_up(a, ui);
    if (a->first_number < 0 && a->counted && a->exact) {
        a->first_number = (long)a->total - window_count(a);
    }
    update_count(a);
    list_select(&a->list, a->list.count - 1);
}

/* The same rows again, with what is new; the selected article stays selected, at the same height. */
static void reload(struct articles *a, struct ui *ui) {
    const struct row *old = selected_row(a);
    int64_t id = old ? old->id : 0;
    long height = a->list.selected - a->list.top, number = a->first_number, at = a->list.selected - head_count(a);
    if (!id || (a->at_start && at < CHUNK_ROWS)) {
        long selected = a->list.selected, top = a->list.top;
        load_first(a, ui);
        list_select(&a->list, selected);
        for (long i = 0; id && i < a->list.count; i++) {
            const struct row *r = articles_row(a, i);
            if (r && r->id == id) {
                list_select(&a->list, i);
            }
        }
        a->list.top = top + (a->list.selected - selected);
        return;
    }
    bool descending = (a->shown.sort == SORT_NEWEST) == (id > 0);
    clear_window(a);
    struct chunk chunk;
    if (fetch(a, ui, descending ? id + 1 : id - 1, false, &chunk) < 0 || !chunk.rows.count) {
        chunk_release(&chunk);
        load_first(a, ui);
        return;
    }
    a->chunks[a->chunk_count++] = chunk;
    a->at_end = chunk.rows.count < CHUNK_ROWS;
    a->first_number = number < 0 ? -1 : number + at;
    a->list.selected = 0;
    extend_up(a, ui);
    update_count(a);
    a->list.top = a->list.selected - height;
}

static void refresh(struct view *v, struct ui *ui) {
    struct articles *a = (struct articles *)v;
    int columns = a->head.page.columns;
    long before = a->head.count;
    sheet_release(&a->preview);
    head_load(a, ui);
    if (columns) {
        head_layout(&a->head, columns, ui->ascii);
    }
    a->list.selected += a->at_start ? a->head.count - before : 0;
    reload(a, ui);
    a->counted = false;
}

/* How many there are may cost a scan: it waits until no key does. */
static bool work(struct view *v, struct ui *ui) {
    struct articles *a = (struct articles *)v;
    struct err e;
    if (a->counted || !ui->cache) {
        return false;
    }
    ui_give_way(ui, true);
    int result = cache_count(ui->cache, &a->shown, COUNT_LIMIT, &a->total, &a->exact, &a->unread, &e);
    ui_give_way(ui, false);
    if (result < 0 && e.code == ERR_INTERRUPTED) {
        return true;
    }
    a->counted = true;
    a->known = result == 0;
    return true;
}

static void release(struct view *v) {
    struct articles *a = (struct articles *)v;
    clear_window(a);
    sheet_release(&a->preview);
    head_release(&a->head);
    arena_release(&a->base_arena);
    arena_release(&a->shown_arena);
    buf_release(&a->title);
    buf_release(&a->filter);
    free(a);
}

static void title(struct view *v, struct buf *out) {
    buf_add_str(out, buf_str(&((struct articles *)v)->title));
}

static void summary(struct view *v, struct buf *out) {
    struct articles *a = (struct articles *)v;
    if (!a->known) {
        return;
    }
    format_count(out, a->total);
    buf_puts(out, a->exact ? a->total == 1 ? " article" : " articles" : "+ articles");
    if (a->unread > 0) {
        buf_puts(out, " · ");
        format_count(out, a->unread);
        buf_puts(out, " new");
    }
}

static void status(struct view *v, struct buf *left, struct buf *right) {
    struct articles *a = (struct articles *)v;
    long row = a->list.selected - head_count(a);
    if (selected_row(a) && a->first_number >= 0) {
        format_count(left, a->first_number + row + 1);
        if (a->known) {
            buf_puts(left, " of ");
            format_count(left, a->total);
            buf_puts(left, a->exact ? "" : "+");
        }
    } else if (a->known && !a->total) {
        buf_puts(left, a->filter.n ? "nothing matches" : "no articles");
    }
    if (a->filter.n) {
        buf_printf(left, "%sfilter: %s", left->n ? " · " : "", buf_cstr(&a->filter));
    }
    if (a->known && a->total > 1 && a->first_number >= 0 && selected_row(a)) {
        buf_printf(right, "%lld%%", (long long)((a->first_number + row) * 100 / (a->total - 1 > 0 ? a->total - 1 : 1)));
    }
}

struct painting {
    struct articles *articles;
    struct ui *ui;
};

static void paint_row(void *context, long row, const struct grid *line, bool selected) {
    struct painting *p = context;
    (void)selected;
    const struct row *r = articles_row(p->articles, row);
    if (r) {
        paint_article_row(line, r, p->ui->ascii);
    } else {
        head_paint_row(&p->articles->head, row, line, p->ui->ascii);
    }
}

static void paint(struct view *v, struct ui *ui, const struct grid *g, bool focused) {
    struct articles *a = (struct articles *)v;
    struct painting p = {a, ui};
    long before = a->head.count;
    head_layout(&a->head, g->columns, ui->ascii);
    if (a->at_start && a->head.count != before) { /* another width, another number of lines above the articles */
        a->list.selected += a->list.selected >= before ? a->head.count - before : 0;
        update_count(a);
    }
    list_paint(&a->list, g, focused, paint_row, &p);
    if (!a->list.count) {
        grid_put(g, 0, 2, ui->activity.n ? STR("nothing yet: indexing…") : STR("nothing here"), LOOK_DIM);
    }
}

static void preview(struct view *v, struct ui *ui, const struct grid *g) {
    struct articles *a = (struct articles *)v;
    const struct row *r = selected_row(a);
    if (r) {
        paint_sheet_preview(&a->preview, ui, r->id, g);
    }
}

static void move(struct view *v, struct ui *ui, struct motion m) {
    struct articles *a = (struct articles *)v;
    if (m.kind == MOTION_LAST && !m.by) {
        load_last(a, ui);
        return;
    }
    if (m.kind == MOTION_FIRST || m.kind == MOTION_LAST) {
        if (!a->at_start) {
            load_first(a, ui);
        }
        a->list.selected = head_count(a);
        m = m.by ? (struct motion){MOTION_ROWS, m.by - 1} : m;
    }
    long from = a->list.selected, target = list_target(&a->list, m);
    while (target >= a->list.count && !a->at_end) {
        target += extend_down(a, ui);
    }
    while (target < head_count(a) && !a->at_start) {
        target += extend_up(a, ui);
    }
    list_select(&a->list, target);
    list_settle(&a->list, target < from ? a->list.count : -1, can_select, a);
    if (target <= 0 && a->at_start) {
        a->list.top = 0; /* what stands above the first row that can be selected */
    }
}

static void open(struct view *v, struct ui *ui) {
    struct articles *a = (struct articles *)v;
    const struct row *r = selected_row(a);
    struct view *next = NULL;
    if (r) {
        next = view_reader(ui, r->id);
    } else if (a->at_start && a->list.selected < a->head.count) {
        const struct head_row *h = &a->head.rows[a->list.selected];
        next = h->term.id ? view_term_page(ui, h->term.id) : h->article ? view_reader(ui, h->article) : NULL;
    }
    if (next) {
        ui_push(ui, next);
    }
}

static void point(struct view *v, struct ui *ui, int row) {
    struct articles *a = (struct articles *)v;
    long target = a->list.top + row;
    if (target < a->list.count && can_select(a, target)) {
        if (target == a->list.selected) {
            open(v, ui);
        } else {
            a->list.selected = target;
        }
    }
}

static void filter(struct view *v, struct ui *ui, struct str text) {
    struct articles *a = (struct articles *)v;
    struct arena arena = {0};
    struct query more;
    struct err e;
    if (query_parse(text, QUERY_TYPING, &arena, &more, NULL, &e) < 0) {
        ui_fail_err(ui, &e);
        arena_release(&arena);
        return;
    }
    struct query both = query_and(&a->base, &more, &arena);
    arena_release(&a->shown_arena);
    a->shown_arena = arena;
    a->shown = both;
    buf_reset(&a->filter);
    buf_add_str(&a->filter, str_trim(text));
    a->known = a->counted = false;
    load_first(a, ui);
}

static void next_unread(struct view *v, struct ui *ui, int by) {
    struct articles *a = (struct articles *)v;
    long from = a->list.selected;
    for (int tried = 0; tried < NEXT_UNREAD_MAX; tried++) {
        long before = a->list.selected;
        move(v, ui, (struct motion){MOTION_ROWS, by});
        const struct row *r = selected_row(a);
        if (a->list.selected == before) {
            break;
        }
        if (r && !(r->marks & ROW_READ)) {
            return;
        }
    }
    list_select(&a->list, from);
    ui_say(ui, "no unread article %s here", by > 0 ? "below" : "above");
}

static bool step(struct view *v, struct ui *ui, int by, int64_t *article) {
    struct articles *a = (struct articles *)v;
    const struct row *before = selected_row(a);
    int64_t id = before ? before->id : 0;
    move(v, ui, (struct motion){MOTION_ROWS, by});
    const struct row *r = selected_row(a);
    *article = r ? r->id : 0;
    return r && r->id != id;
}

static int64_t article(struct view *v) {
    const struct row *r = selected_row((struct articles *)v);
    return r ? r->id : 0;
}

static int64_t term(struct view *v) {
    return ((struct articles *)v)->term;
}

static const struct view_ops ops = {
    .name = "articles",
    .hints = "Enter read  o browser  / search  F filter  ? help  n next unread  p offerings  t topics",
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
    .filter = filter,
    .next = next_unread,
    .step = step,
    .article = article,
    .term = term,
    .refresh = refresh,
    .work = work,
};

static struct articles *new_articles(struct str name) {
    struct articles *a = xcalloc(1, sizeof *a);
    a->view.ops = &ops;
    buf_add_str(&a->title, name);
    return a;
}

struct view *view_articles(struct ui *ui, const struct query *q, struct str name) {
    struct articles *a = new_articles(name);
    a->base = query_and(q, &(struct query){.sort = q->sort}, &a->base_arena);
    a->shown = a->base;
    load_first(a, ui);
    return &a->view;
}

struct view *view_term_page(struct ui *ui, int64_t id) {
    struct arena arena = {0};
    struct term t;
    struct err e;
    if (!ui->cache || cache_term(ui->cache, id, &arena, &t, &e) < 0) {
        ui_fail_err(ui, &e);
        arena_release(&arena);
        return NULL;
    }
    struct articles *a = new_articles(t.label);
    a->term = id;
    a->base = query_term(t.taxonomy, t.key, &a->base_arena);
    a->shown = a->base;
    arena_release(&arena);
    head_load(a, ui);
    load_first(a, ui);
    return &a->view;
}
